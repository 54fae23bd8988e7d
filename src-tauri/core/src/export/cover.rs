//! The cover sheet (封面): what a person reads before anything else, in two languages, in a file that any browser opens.

use std::fmt::Write as _;

use super::{
    changes::Changed,
    figures::Figure,
    manifest::{About, SheetFacts, plain},
    period::PeriodKind,
    sheets::{SHEETS, Unit},
};
use crate::base::html::escaped;

/// The cover's name in the folder.
pub(super) const NAME: &str = "cover.html";

/// One line of the cover.
pub(super) struct Fact {
    pub zh: &'static str,
    pub en: &'static str,
    pub value: String,
}

/// Returns what the cover says of the whole package.
pub(super) fn facts(about: &About<'_>, facts: &[SheetFacts]) -> Vec<Fact> {
    let fact = |zh, en, value: String| Fact { zh, en, value };
    let (hotel, period) = (about.hotel, about.period);
    let days = match period.begins() {
        Some(first) => format!("{first} – {}", period.last()),
        None => format!("– {}", period.last()),
    };
    let mut said = vec![
        fact("酒店", "Hotel", format!("{} {}", hotel.name, hotel.code)),
        fact("期间", "Period", format!("{period} ({}) {days}", kind(period.kind()))),
        fact("版本", "Version", about.version.to_string()),
        fact("序号", "Sequence", about.sequence.to_string()),
        fact("生成时刻", "Made at (UTC)", about.made_at.rfc3339()),
        fact("币种", "Currency", hotel.currency.clone()),
        fact("总行数", "Rows", facts.iter().map(|sheet| sheet.rows).sum::<u64>().to_string()),
        fact("历史链头", "Head of the history", format!("{} {}", about.head.seq, about.head.mac)),
    ];
    if let Some((made, reason)) = about.replaces {
        said.push(fact("替换", "Replaces", format!("{} (SHA-256 {})", made.folder, made.manifest_sha256)));
        said.push(fact("更正原因", "Why it goes again", reason.to_owned()));
    }
    if hotel.practice {
        said.push(fact("练习数据", "Practice", "练习酒店，不是真实数据 · made-up people".to_owned()));
    }
    said
}

const fn kind(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Day => "日报 day",
        PeriodKind::Week => "周报 week",
        PeriodKind::Month => "月报 month",
        PeriodKind::Span => "自上次起 span",
        PeriodKind::All => "全量 all",
    }
}

/// Returns the page.
pub(super) fn page(about: &About<'_>, sheets: &[SheetFacts], figures: &[Figure], changed: Option<&[Changed]>) -> String {
    let mut page = String::new();
    // Writing to a String cannot fail.
    let _infallible = write_page(&mut page, about, sheets, figures, changed);
    page
}

const STYLE: &str = "body{font:14px/1.5 system-ui,sans-serif;color:#000;background:#fff;max-width:60em;margin:2em auto;padding:0 1em}\
    table{border-collapse:collapse;width:100%;margin:0 0 2em}td,th{border-bottom:1px solid #ccc;padding:.3em .6em;text-align:left;\
    vertical-align:top;overflow-wrap:anywhere}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
    code{font-size:11px}@page{size:A4;margin:18mm}";

fn write_page(
    page: &mut String,
    about: &About<'_>,
    sheets: &[SheetFacts],
    figures: &[Figure],
    changed: Option<&[Changed]>,
) -> std::fmt::Result {
    let title = format!("{} {} v{}", escaped(&about.hotel.name), about.period, about.version);
    writeln!(
        page,
        "<!doctype html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head>"
    )?;
    writeln!(page, "<body><h1>{title}</h1>\n<table>")?;
    for Fact { zh, en, value } in facts(about, sheets) {
        writeln!(page, "<tr><th>{zh}</th><td>{en}</td><td>{}</td></tr>", escaped(&value))?;
    }
    writeln!(
        page,
        "</table>\n<h2>数据表 Tables</h2>\n<table><tr><th>表</th><th>table</th><th class=\"n\">行 rows</th><th class=\"n\">字节 bytes</th><th>SHA-256</th></tr>"
    )?;
    for (sheet, facts) in SHEETS.iter().zip(sheets) {
        writeln!(
            page,
            "<tr><td>{}</td><td>{}.csv</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td><code>{}</code></td></tr>",
            sheet.says.zh, sheet.name, facts.rows, facts.bytes, facts.sha256
        )?;
    }
    writeln!(page, "</table>")?;
    if let Some(changed) = changed {
        writeln!(
            page,
            "<h2>更正 Changes</h2>\n<table><tr><th>table</th><th class=\"n\">新增 added</th><th class=\"n\">更改 changed</th><th class=\"n\">删除 removed</th></tr>"
        )?;
        for one in changed {
            let [added, changed, removed] = one.counts();
            writeln!(
                page,
                "<tr><td>{}</td><td class=\"n\">{added}</td><td class=\"n\">{changed}</td><td class=\"n\">{removed}</td></tr>",
                one.table
            )?;
        }
        writeln!(page, "</table>")?;
    }
    writeln!(page, "<h2>指标 Figures</h2>\n<table>")?;
    for figure in figures {
        let unit = figure.measure.unit();
        let digits = if unit == Unit::Money { about.hotel.minor_digits } else { 0 };
        let part = if figure.part == "all" { "" } else { figure.part };
        writeln!(
            page,
            "<tr><td>{} {part}</td><td>{} {part}</td><td class=\"n\">{}</td></tr>",
            figure.measure.says().zh,
            figure.measure.word(),
            plain(figure.value, digits)
        )?;
    }
    writeln!(
        page,
        "</table>\n<p>字段说明见 package.xlsx 的“字段”页与 datapackage.json。 Fields: sheet “fields” of package.xlsx, and datapackage.json.</p>\n</body></html>"
    )
}

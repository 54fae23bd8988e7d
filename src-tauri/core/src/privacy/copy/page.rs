//! The copy as a page: one file, black on white, every part with a head, and what has nothing says so.

use std::fmt::Write as _;

use serde_json::Value;

use super::{CopyGranted, Field, Part};
use crate::{
    base::html::escaped,
    db::Db,
    i18n::{self, Locale},
};

const STYLE: &str = "body{font:14px/1.6 'Noto Sans SC','PingFang SC','Microsoft YaHei UI',sans-serif;color:#000;background:#fff;\
max-width:180mm;margin:14mm auto}h1{font:700 24px/1.4 'Noto Serif SC',serif;border-bottom:1.5px solid #000}\
h2{font-size:16px;margin:20px 0 4px;border-bottom:.5px solid #000}p.none{margin:2px 0}\
dl{display:grid;grid-template-columns:11em 1fr;margin:4px 0 10px;break-inside:avoid}dt,dd{margin:0;padding:1px 0}\
dd{white-space:pre-wrap;overflow-wrap:anywhere}@page{size:A4;margin:14mm}";

/// Returns the whole page.
pub(super) fn written(db: &Db, grant: &CopyGranted, parts: &[Part], locale: Locale) -> String {
    let say = |key: &str| i18n::text(locale, key, &[]);
    let hotel = db.hotel();
    let title = escaped(&say("copy.title"));
    let mut page = String::new();
    let practice = if hotel.practice { format!("<p>{}</p>", escaped(&say("copy.practice"))) } else { String::new() };
    // Writing to a String cannot fail.
    let _written = write!(
        page,
        "<!doctype html>\n<html lang=\"{locale}\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head>\
         <body><h1>{} · {title}</h1>{practice}<p>{}</p><p>{}</p>",
        escaped(&hotel.name),
        escaped(&i18n::text(locale, "copy.made", &[("at", &grant.at_ms.rfc3339()), ("id", &grant.guest.to_string())])),
        escaped(&say("copy.rights")),
    );
    for part in parts {
        page.push_str(&told(part, locale));
    }
    page.push_str("</body></html>\n");
    page
}

fn told(part: &Part, locale: Locale) -> String {
    let say = |key: &str| i18n::text(locale, key, &[]);
    let head = say(&format!("copy.part.{}", part.code));
    let mut html = format!("<h2>{} ({})</h2>", escaped(&head), part.entries.len());
    if part.entries.is_empty() {
        html.push_str(&format!("<p class=\"none\">{}</p>", escaped(&say("copy.nothing"))));
    }
    for entry in &part.entries {
        html.push_str("<dl>");
        for field in entry {
            let value = shown(field, locale);
            if !value.is_empty() {
                let name = say(&format!("copy.field.{}", field.name));
                html.push_str(&format!("<dt>{}</dt><dd>{}</dd>", escaped(&name), escaped(&value)));
            }
        }
        html.push_str("</dl>");
    }
    html
}

/// Returns a value as people read it: a word of a list in the page's language.
fn shown(field: &Field, locale: Locale) -> String {
    let plain = match &field.value {
        Value::Null => String::new(),
        Value::String(words) => words.clone(),
        other => other.to_string(),
    };
    let key = field.words.as_ref().map(|family| format!("{family}.{plain}"));
    key.and_then(|key| i18n::text_of(locale, &key, &[])).unwrap_or(plain)
}

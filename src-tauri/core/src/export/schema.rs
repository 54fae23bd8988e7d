//! docs/package-schema.md: every table and field of a package in the analyst's two languages, from the list that writes them.

use std::fmt::Write as _;

use super::{
    SCHEMA_VERSION,
    manifest::primary_key,
    sheets::{ABSENT, Column, Kind, Measure, PROPERTY, SHEETS, Said, Sheet, SheetMode},
};

/// Returns the document.
pub fn documented() -> String {
    let mut page = String::new();
    // Writing to a String cannot fail.
    let _infallible = write_page(&mut page);
    page
}

fn write_page(page: &mut String) -> std::fmt::Result {
    writeln!(page, "# The package, field by field · 数据包字段说明\n")?;
    writeln!(
        page,
        "Schema {SCHEMA_VERSION}. Written from the core (`src-tauri/core/src/export/sheets.rs`); each field's `title` (中文) and \
         `description` (English) also stand in `datapackage.json`. What surrounds the tables: [package.md](package.md).\n\
         本页由程序生成；同样的说明也写在清单每个字段的 `title` 与 `description` 里。\n"
    )?;
    SHEETS.iter().try_for_each(|sheet| table(page, sheet))?;
    writeln!(page, "## Figures · 指标\n\n| measure | unit | meaning | 含义 |\n|---|---|---|---|")?;
    for measure in Measure::ALL {
        let Said { en, zh } = measure.says();
        writeln!(page, "| `{}` | {} | {en} | {zh} |", measure.word(), measure.unit().word())?;
    }
    writeln!(page, "\n## Absent · 尚无\n")?;
    for (name, Said { en, zh }) in ABSENT {
        writeln!(page, "- `{name}`: {en}. {zh}。")?;
    }
    writeln!(
        page,
        "\nAn absent table has no file and no resource; it is named in `lobby:absent`. 尚无的表没有文件，只在清单 `lobby:absent` 中列名。"
    )
}

fn table(page: &mut String, sheet: &Sheet) -> std::fmt::Result {
    let Said { en, zh } = sheet.says;
    writeln!(page, "## {}\n\n{en}. {zh}。\n", sheet.name)?;
    let keys: Vec<String> = primary_key(sheet).iter().map(|key| format!("`{key}`")).collect();
    let modes = match sheet.mode {
        SheetMode::Append => "`append`: rows of this period 属于本期的行",
        SheetMode::Upsert => "`upsert`: what is known by now, by key 截至目前，按主键更新",
    };
    writeln!(page, "Primary key 主键: {}. {modes}.\n", keys.join(", "))?;
    writeln!(page, "| field | type | required | meaning | 含义 |\n|---|---|---|---|---|")?;
    writeln!(page, "| `property_code` | string | yes | {} | {} |", PROPERTY.en, PROPERTY.zh)?;
    for column in sheet.columns {
        let Said { en, zh } = column.says;
        let reference = sheet.foreign_keys.iter().find(|key| key.column == column.name);
        let to = reference.map(|key| format!(" → `{}`", key.sheet)).unwrap_or_default();
        let needed = if column.required { "yes" } else { "" };
        writeln!(page, "| `{}`{to} | {} | {needed} | {en} | {zh} |", column.name, shape(column))?;
    }
    writeln!(page)
}

fn shape(column: &Column) -> String {
    match &column.kind {
        Kind::Guest => "`g` and 32 hexadecimal digits".to_owned(),
        Kind::Matched => "`m` and 32 hexadecimal digits".to_owned(),
        Kind::Id => "UUID".to_owned(),
        Kind::Text(max) => format!("free text, ≤ {max}"),
        Kind::Word(words) => words().iter().map(|word| format!("`{word}`")).collect::<Vec<String>>().join(" "),
        Kind::Shaped(_) => "string".to_owned(),
        Kind::Whole(..) => "integer".to_owned(),
        Kind::Money => "number, money".to_owned(),
        Kind::Figure => "number".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::Instant => "datetime".to_owned(),
        Kind::Truth => "boolean".to_owned(),
    }
}

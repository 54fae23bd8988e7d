//! What a command answers: one JSON document for programs, or an aligned table for people.

use lobby_core::i18n::{self, Locale};
use serde::Serialize;
use serde_json::{Map, Value};
use unicode_width::UnicodeWidthStr;

use crate::stop::{Outcome, Stop};

/// Spaces between two columns.
const GAP: &str = "  ";

/// What a command answers.
#[derive(Debug)]
pub(crate) struct Answer {
    document: Value,
    /// The same for people, where it reads otherwise.
    people: Option<Value>,
    /// Looked at and found wrong: exit 1, though the answer stands on standard output.
    pub(crate) found_wrong: bool,
}

impl Answer {
    /// Returns the answer that serialises as `document`: an object, or a list of objects. Its field names are CLI.md's.
    ///
    /// Errors: a document that does not serialise, which is a bug of the command.
    pub(crate) fn of(document: &impl Serialize) -> Outcome<Self> {
        Ok(Self { document: value(document)?, people: None, found_wrong: false })
    }

    /// Returns the same answer that people read as `shown`: with labels for words, without what only programs want.
    ///
    /// Errors: as [`Answer::of`].
    pub(crate) fn for_people(self, shown: &impl Serialize) -> Outcome<Self> {
        Ok(Self { people: Some(value(shown)?), ..self })
    }

    /// Returns the same answer as one that found something wrong.
    pub(crate) fn found_wrong(self, found_wrong: bool) -> Self {
        Self { found_wrong, ..self }
    }

    /// Writes the answer on standard output.
    ///
    /// Errors: standard output is closed.
    pub(crate) fn tell(&self, locale: Locale, as_json: bool) -> std::io::Result<()> {
        use std::io::Write as _;
        let mut out = std::io::stdout().lock();
        if as_json {
            serde_json::to_writer_pretty(&mut out, &self.document)?;
            writeln!(out)?;
        } else {
            write!(out, "{}", laid_out(locale, self.people.as_ref().unwrap_or(&self.document)))?;
        }
        out.flush()
    }
}

fn value(document: &impl Serialize) -> Outcome<Value> {
    serde_json::to_value(document).map_err(|_| Stop::refused("failed", &[("act", "answer")]))
}

fn laid_out(locale: Locale, document: &Value) -> String {
    match document {
        Value::Array(rows) => table(locale, rows),
        Value::Object(fields) => fields_of(locale, fields),
        other => format!("{}\n", cell(other)),
    }
}

/// Returns one line a field; what holds more than a value stands below, under its name.
fn fields_of(locale: Locale, fields: &Map<String, Value>) -> String {
    let (nested, plain): (Vec<_>, Vec<_>) = fields.iter().partition(|(_, value)| is_nested(value));
    let rows: Vec<Vec<String>> = plain.into_iter().map(|(name, value)| vec![label(locale, name), cell(value)]).collect();
    let mut text = aligned(&rows);
    for (name, value) in nested {
        text.push_str(&format!("\n{}\n{}", label(locale, name), laid_out(locale, value)));
    }
    text
}

fn table(locale: Locale, rows: &[Value]) -> String {
    let objects: Vec<&Map<String, Value>> = rows.iter().filter_map(Value::as_object).collect();
    let Some(first) = objects.first() else {
        return rows.iter().map(|row| format!("{}\n", cell(row))).collect();
    };
    let names: Vec<&String> = first.keys().collect();
    let mut lines = vec![names.iter().map(|name| label(locale, name)).collect::<Vec<_>>()];
    lines.extend(objects.iter().map(|row| names.iter().map(|name| row.get(*name).map(cell).unwrap_or_default()).collect()));
    aligned(&lines)
}

/// Returns rows whose columns stand under one another; a Han sign is two columns wide.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|text| text.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())));
        text.push_str(cells.collect::<Vec<_>>().join(GAP).trim_end());
        text.push('\n');
    }
    text
}

fn is_nested(value: &Value) -> bool {
    match value {
        Value::Object(fields) => !fields.is_empty(),
        Value::Array(rows) => rows.iter().any(Value::is_object),
        _ => false,
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.replace(['\n', '\r', '\t'], " "),
        Value::Array(values) => values.iter().map(cell).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| format!("{name}={}", cell(value))).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

fn label(locale: Locale, name: &str) -> String {
    i18n::text_of(locale, &format!("core.field.{name}"), &[]).unwrap_or_else(|| name.replace('_', " "))
}

//! A JSON document with its fields in the order in which they were written, laid out for people.

use std::fmt;

use lobby_core::i18n::{self, Locale};
use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use unicode_width::UnicodeWidthStr;

/// Spaces between two columns.
const GAP: &str = "  ";
/// What stands where nothing is known.
const NOTHING: &str = "–";

/// A document as it was written.
#[derive(Debug)]
pub(crate) enum Shape {
    /// Text, number, yes or no; nothing is the empty text.
    Plain(String),
    /// Values one after the other.
    List(Vec<Shape>),
    /// Named values, in order.
    Fields(Vec<(String, Shape)>),
}

impl Shape {
    /// Returns the document as people read it: a list as a table, an object as one line a field.
    pub(crate) fn laid_out(&self, locale: Locale) -> String {
        match self {
            Self::List(rows) => table(locale, rows),
            Self::Fields(fields) => fields_of(locale, fields),
            Self::Plain(_) => format!("{}\n", self.cell()),
        }
    }

    fn cell(&self) -> String {
        match self {
            Self::Plain(text) if text.is_empty() => NOTHING.to_owned(),
            Self::Plain(text) => text.replace(char::is_control, " "),
            Self::List(values) => values.iter().map(Self::cell).collect::<Vec<_>>().join(", "),
            Self::Fields(fields) => {
                fields.iter().map(|(name, value)| format!("{name}={}", value.cell())).collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// Returns whether this wants lines of its own.
    fn is_nested(&self) -> bool {
        match self {
            Self::Fields(fields) => !fields.is_empty(),
            Self::List(rows) => rows.iter().any(|row| matches!(row, Self::Fields(_))),
            Self::Plain(_) => false,
        }
    }
}

/// Returns one line a field; what holds more than a value stands below, under its name.
fn fields_of(locale: Locale, fields: &[(String, Shape)]) -> String {
    let plain = fields.iter().filter(|(_, value)| !value.is_nested());
    let mut text = aligned(&plain.map(|(name, value)| vec![label(locale, name), value.cell()]).collect::<Vec<_>>());
    for (name, value) in fields.iter().filter(|(_, value)| value.is_nested()) {
        text.push_str(&format!("\n{}\n{}", label(locale, name), value.laid_out(locale)));
    }
    text
}

fn table(locale: Locale, rows: &[Shape]) -> String {
    let Some(Shape::Fields(first)) = rows.first() else {
        return rows.iter().map(|row| format!("{}\n", row.cell())).collect();
    };
    let mut lines = vec![first.iter().map(|(name, _)| label(locale, name)).collect::<Vec<_>>()];
    for row in rows {
        let Shape::Fields(fields) = row else { continue };
        let of = |name: &str| fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.cell());
        lines.push(first.iter().map(|(name, _)| of(name).unwrap_or_default()).collect());
    }
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

fn label(locale: Locale, name: &str) -> String {
    i18n::text_of(locale, &format!("core.field.{name}"), &[]).unwrap_or_else(|| name.replace('_', " "))
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON document")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Shape, E> {
        Ok(Shape::Plain(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Shape, E> {
        Ok(Shape::Plain(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Shape, E> {
        Ok(Shape::Plain(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Shape, E> {
        Ok(Shape::Plain(value.to_string()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Shape, E> {
        Ok(Shape::Plain(value.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Shape, E> {
        Ok(Shape::Plain(String::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Shape, A::Error> {
        let mut list = Vec::new();
        while let Some(row) = rows.next_element()? {
            list.push(row);
        }
        Ok(Shape::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Shape::Fields(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(json: &str) -> String {
        let shape: Shape = serde_json::from_str(json).expect("a JSON document");
        shape.laid_out(Locale::En)
    }

    #[test]
    fn columns_stand_under_one_another_in_the_order_they_were_written() {
        let rows = r#"[{"zzz":"王建国","aaa":1},{"zzz":"Li","aaa":20}]"#;
        assert_eq!(laid_out(rows), "zzz     aaa\n王建国  1\nLi      20\n", "a Han sign takes two columns");
        assert_eq!(laid_out(r#"{"b":null,"a":[1,2],"more":{"x":true}}"#), "b  –\na  1, 2\n\nmore\nx  true\n");
    }

    #[test]
    fn a_name_cannot_move_the_terminals_cursor() {
        assert_eq!(laid_out(r#"{"a":"\u001b[2Jx\ny"}"#), "a   [2Jx y\n");
    }
}

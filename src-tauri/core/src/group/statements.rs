//! SQL that a manifest drives, the same text for every engine but for what a dialect is. The texts stand in `sql/`; their blanks
//! are filled with names that passed [`Name::of`], quoted, and with words of this file. No value of any package ever stands in
//! one: values are bound (SQLite) or read by COPY (DuckDB, PostgreSQL). See docs/adr/0008-generated-sql.md.

use std::collections::BTreeMap;

use super::{
    GroupRefusal,
    fields::{Field, FieldKind},
    manifest::{Manifest, PROPERTY, Table},
    names::Name,
};
use crate::base::{error::Result, time::Instant};

/// Where the package's own row says whether a practice hotel sent it.
pub const PRACTICE_PLACE: usize = 11;
/// Places of the days in a rank: of one last day, a million packages.
const RANK_DAY: i64 = 1_000_000;

/// An engine's manner of speaking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite 3.39 and newer.
    Sqlite,
    /// DuckDB 1.2 and newer.
    Duckdb,
    /// PostgreSQL 13 and newer, and what speaks as it does.
    Postgres,
}

/// A statement, or several: only this module makes one.
#[derive(Debug, Clone)]
pub struct Sql(String);

impl Sql {
    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Returns a text that stands in the program.
    pub(super) fn of(text: &'static str) -> Self {
        Self(text.to_owned())
    }
}

/// What a column of a loaded table is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Its place in the table.
    pub place: u32,
    /// Its type.
    pub kind: String,
    /// Its place in the key, where it is part of it.
    pub key_place: Option<u32>,
}

/// The tables that were loaded so far, with their columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shapes(pub BTreeMap<Name, BTreeMap<Name, Shape>>);

/// What a package adds to the shapes: a table, or columns of one.
#[derive(Debug, Clone)]
pub struct Grown {
    /// What makes room for it.
    pub sql: Vec<Sql>,
    /// The rows of `lobby_columns` about it.
    pub columns: Vec<Vec<Option<String>>>,
}

impl Shapes {
    /// Takes over what the package's tables have more than those of before, and returns the statements that make room.
    ///
    /// Errors: [`GroupRefusal::TableChanged`].
    pub fn grow(&mut self, manifest: &Manifest, dialect: Dialect) -> Result<Grown> {
        let mut grown = Grown { sql: Vec::new(), columns: Vec::new() };
        for table in &manifest.tables {
            let is_new = !self.0.contains_key(&table.name);
            let known = self.0.entry(table.name.clone()).or_default();
            if is_new {
                grown.sql.extend(create(table, dialect));
            }
            for (place, field) in table.fields.iter().enumerate() {
                let shape =
                    Shape { place: whole(known.len()), kind: kind(field.kind).to_owned(), key_place: key_place(table, place) };
                match known.get(&field.name) {
                    Some(old) if old.kind == shape.kind && old.key_place == shape.key_place => continue,
                    Some(_) => return Err(changed(table, &field.name)),
                    None if !is_new && shape.key_place.is_some() => return Err(changed(table, &field.name)),
                    None => {}
                }
                if !is_new {
                    grown.sql.push(add_column(table, field));
                }
                grown.columns.push(column_row(table, field, &shape));
                known.insert(field.name.clone(), shape);
            }
        }
        Ok(grown)
    }

    /// Returns the columns of a table in the order in which they came.
    pub fn columns<'s>(&'s self, table: &Name) -> Vec<&'s Name> {
        let mut columns: Vec<(&Name, &Shape)> = self.0.get(table).into_iter().flatten().collect();
        columns.sort_by_key(|(_, shape)| shape.place);
        columns.into_iter().map(|(name, _)| name).collect()
    }
}

fn changed(table: &Table, column: &Name) -> crate::base::error::Error {
    GroupRefusal::TableChanged { table: table.name.to_string(), column: column.to_string() }.into()
}

fn column_row(table: &Table, field: &Field, shape: &Shape) -> Vec<Option<String>> {
    vec![
        Some(table.name.to_string()),
        Some(field.name.to_string()),
        Some(shape.place.to_string()),
        Some(shape.kind.clone()),
        shape.key_place.map(|place| place.to_string()),
    ]
}

/// Returns the package's own row, in the order of `lobby_incoming`.
pub fn package_row(manifest: &Manifest, at: Instant) -> Vec<Option<String>> {
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    let held = |of: fn(super::manifest::Held) -> i64| manifest.points.map(|points| of(points).to_string());
    vec![
        Some(manifest.property.clone()),
        Some(manifest.period.clone()),
        Some(manifest.version.to_string()),
        manifest.sequence.map(|sequence| sequence.to_string()),
        Some(manifest.first.to_string()),
        Some(manifest.last.to_string()),
        Some(manifest.mode.clone()),
        Some(manifest.schema.clone()),
        Some(manifest.currency.clone()),
        Some(manifest.hotel.clone()),
        Some(manifest.created.clone()),
        Some(manifest.practice.to_string()),
        manifest.reason.clone().filter(|reason| !reason.is_empty()),
        Some(manifest.sha256.clone()),
        manifest.previous.clone(),
        Some(rows.to_string()),
        held(|points| points.opening),
        held(|points| points.earned),
        held(|points| points.redeemed),
        held(|points| points.expired),
        held(|points| points.reversed),
        held(|points| points.closing),
        Some(at.rfc3339()),
        Some(rank(manifest).to_string()),
    ]
}

/// Returns where a package's rows stand among those of the same hotel: by its last day, then by the package's number.
fn rank(manifest: &Manifest) -> i64 {
    use chrono::Datelike as _;
    let number = manifest.sequence.unwrap_or(u64::from(manifest.version)).min(RANK_DAY.unsigned_abs() - 1);
    i64::from(manifest.last.date().num_days_from_ce()) * RANK_DAY + i64::try_from(number).unwrap_or_default()
}

/// Returns the type's name: the same word in all three engines. An instant is UTC.
const fn kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "TEXT",
        FieldKind::Integer => "BIGINT",
        FieldKind::Number => "DECIMAL(18,4)",
        FieldKind::Date => "DATE",
        FieldKind::Instant => "TIMESTAMP",
        FieldKind::Truth => "BOOLEAN",
    }
}

/// Returns the columns that name a row: the hotel's code, then the table's own key.
fn key(table: &Table) -> Vec<&Name> {
    let own = table.key.iter().filter(|place| **place != 0);
    std::iter::once(0).chain(own.copied()).map(|place| &table.fields[place].name).collect()
}

fn key_place(table: &Table, place: usize) -> Option<u32> {
    key(table).iter().position(|name| **name == table.fields[place].name).map(whole)
}

/// A manifest has a few hundred columns at most.
fn whole(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

fn quoted(prefix: &'static str, name: &str) -> String {
    format!("\"{prefix}{name}\"")
}

fn joined<'n>(names: impl Iterator<Item = &'n Name>, write: impl Fn(String) -> String, between: &'static str) -> String {
    names.map(|name| write(quoted("", name.as_str()))).collect::<Vec<_>>().join(between)
}

fn filled(text: &'static str, blanks: &[(&'static str, String)]) -> Sql {
    Sql(blanks.iter().fold(text.to_owned(), |text, (blank, by)| text.replace(blank, by)))
}

fn names(table: &Table) -> impl Iterator<Item = &Name> {
    table.fields.iter().map(|field| &field.name)
}

fn typed(table: &Table) -> String {
    let columns = table.fields.iter().map(|field| format!("{} {}", quoted("", field.name.as_str()), kind(field.kind)));
    columns.collect::<Vec<_>>().join(", ")
}

fn create(table: &Table, dialect: Dialect) -> Vec<Sql> {
    let loaded = ("{loaded}", quoted("loaded_", table.name.as_str()));
    let keys = joined(key(table).into_iter(), |name| name, ", ");
    let own = joined(key(table).into_iter().skip(1), |name| name, ", ");
    // A column store reads whole columns: keys would cost it memory and bring nothing.
    let is_keyed = dialect != Dialect::Duckdb;
    let primary = if is_keyed { format!(", PRIMARY KEY (\"{PROPERTY}\", lobby_period, {own})") } else { String::new() };
    let options = if dialect == Dialect::Sqlite { " WITHOUT ROWID" } else { "" };
    let blanks = [loaded.clone(), ("{columns}", typed(table)), ("{primary}", primary), ("{options}", options.to_owned())];
    let mut made = vec![filled(include_str!("sql/table.sql"), &blanks)];
    if is_keyed {
        let index = ("{index}", format!("\"loaded_{}_key\"", table.name));
        made.push(filled(include_str!("sql/index.sql"), &[index, loaded, ("{key}", keys)]));
    }
    made
}

fn add_column(table: &Table, field: &Field) -> Sql {
    let column = format!("{} {}", quoted("", field.name.as_str()), kind(field.kind));
    filled(include_str!("sql/column.sql"), &[("{loaded}", quoted("loaded_", table.name.as_str())), ("{column}", column)])
}

fn stage_name(table: &Table) -> String {
    quoted("lobby_stage_", table.name.as_str())
}

/// Returns what makes the table's staging place.
pub fn stage(table: &Table) -> Sql {
    filled(include_str!("sql/stage.sql"), &[("{stage}", stage_name(table)), ("{columns}", typed(table))])
}

/// Returns what puts one row into the staging place, a bound value a field.
pub fn stage_row(table: &Table) -> Sql {
    let places = (1..=table.fields.len()).map(|place| format!("?{place}")).collect::<Vec<_>>().join(", ");
    let blanks = [("{stage}", stage_name(table)), ("{names}", joined(names(table), |name| name, ", ")), ("{places}", places)];
    filled(include_str!("sql/stage_row.sql"), &blanks)
}

/// Returns what reads the rows that follow, in PostgreSQL's text form.
pub fn stage_copy(table: &Table) -> Sql {
    let blanks = [("{stage}", stage_name(table)), ("{names}", joined(names(table), |name| name, ", "))];
    filled(include_str!("sql/stage_copy.sql"), &blanks)
}

/// Returns what reads the rows from the file that [`stage_file_name`] names.
pub fn stage_file(table: &Table, number: u64) -> Sql {
    let file = format!("'{}'", stage_file_name(&table.name, number));
    let blanks = [("{stage}", stage_name(table)), ("{names}", joined(names(table), |name| name, ", ")), ("{file}", file)];
    filled(include_str!("sql/stage_file.sql"), &blanks)
}

/// Returns the name of the file with a package's rows of a table: a number and a name, no sign that a glob would take.
pub fn stage_file_name(table: &Name, number: u64) -> String {
    format!("{number}-{table}.csv")
}

/// What moves the rows of a table whose rows are all there are of the package's days.
const APPLY_DAYS: &str = concat!(include_str!("sql/covered.sql"), include_str!("sql/apply.sql"));

/// Returns what moves the staged rows to where they are read, replacing exactly the version before, and of a table of days what
/// packages of some of these days said before.
pub fn apply(table: &Table) -> Sql {
    let loaded = quoted("loaded_", table.name.as_str());
    let same = |one: &str, other: &str| joined(key(table).into_iter(), |name| format!("{one}.{name} = {other}.{name}"), " AND ");
    let (text, incoming, replaced, stood) = if table.whole_of_days {
        (APPLY_DAYS, "lobby_days", "lobby_covered", "(l.lobby_current OR l.lobby_rank = 0)")
    } else {
        (include_str!("sql/apply.sql"), "lobby_incoming", "lobby_incoming", "l.lobby_current")
    };
    let blanks = [
        ("{incoming}", incoming.to_owned()),
        ("{replaced}", replaced.to_owned()),
        ("{stood}", stood.to_owned()),
        ("{loaded_is_s}", same(&loaded, "s")),
        ("{loaded_is_g}", same(&loaded, "g")),
        ("{o_is_s}", same("o", "s")),
        ("{o_is_loaded}", same("o", &loaded)),
        ("{key_of_l}", joined(key(table).into_iter(), |name| format!("l.{name}"), ", ")),
        ("{names_of_s}", joined(names(table), |name| format!("s.{name}"), ", ")),
        ("{names}", joined(names(table), |name| name, ", ")),
        ("{gone}", quoted("lobby_gone_", table.name.as_str())),
        ("{stage}", stage_name(table)),
        ("{loaded}", loaded),
    ];
    filled(text, &blanks)
}

/// Returns what makes the view of a table's present rows anew, without the group's own views: those are taken away first.
pub fn view(table: &Name, shapes: &Shapes) -> Sql {
    let names = joined(shapes.columns(table).into_iter(), |name| name, ", ");
    let blanks = [("{view}", quoted("", table.as_str())), ("{loaded}", quoted("loaded_", table.as_str())), ("{names}", names)];
    filled(include_str!("sql/view.sql"), &blanks)
}

/// Returns what takes the view of a table's present rows away.
pub fn no_view(table: &Name) -> Sql {
    filled(include_str!("sql/no_view.sql"), &[("{view}", quoted("", table.as_str()))])
}

/// Returns what takes one of the group's own views away.
pub(super) fn no_group_view(name: &'static str) -> Sql {
    filled(include_str!("sql/no_view.sql"), &[("{view}", quoted("", name))])
}

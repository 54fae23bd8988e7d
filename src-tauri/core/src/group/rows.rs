//! The group's file: one plain SQLite database that any program opens. It is none of a hotel's: no key, no history, and nothing of
//! the store is used for it.

use std::{fs, path::Path};

use rusqlite::{Connection, OpenFlags, Row, types::Value};

use super::{
    GroupRefusal, Receives,
    chain::Link,
    engine::Engine,
    fields::{Field, FieldKind},
    manifest::{Held, Manifest, Table},
    names::Name,
    statements::{self, Dialect, Shape, Shapes, Sql},
    views,
};
use crate::base::{
    error::{Error, Result},
    time::{BusinessDate, Instant},
};

/// Says that the file is the group's: "LbGr".
const APPLICATION_ID: i64 = 0x4c62_4772;
/// What the connection is set to. The journal goes back to one file at the end.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = FILE; PRAGMA trusted_schema = OFF;";

/// The group's file, open for loading or for reading.
pub struct GroupFile {
    conn: Connection,
    shapes: Shapes,
    /// What the shapes were before the package that is being taken.
    before: Option<Shapes>,
    /// Puts a row of the table that is being read into its staging place.
    stage_row: Sql,
}

impl GroupFile {
    /// Opens the file at `path`, and makes it where none lies there.
    ///
    /// Errors: [`GroupRefusal::NotOurs`]; the database's.
    pub fn open(path: &Path) -> Result<Self> {
        let is_new = fs::metadata(path).map_or(true, |found| found.len() == 0);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = opened(path, flags)?;
        if is_new {
            conn.pragma_update(None, "application_id", APPLICATION_ID)?;
        }
        let mut file = Self::ours(conn)?;
        file.conn.execute_batch(SETTINGS)?;
        file.conn.execute_batch(include_str!("sql/office.sql"))?;
        file.shapes = file.known_shapes()?;
        Ok(file)
    }

    /// Opens the file at `path` for reading.
    ///
    /// Errors: as [`GroupFile::open`]; there is no file.
    pub fn open_to_read(path: &Path) -> Result<Self> {
        Self::ours(opened(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?)
    }

    fn ours(conn: Connection) -> Result<Self> {
        let id = conn.query_row("PRAGMA application_id", [], |row| row.get::<_, i64>(0));
        if !matches!(id, Ok(APPLICATION_ID)) {
            return Err(GroupRefusal::NotOurs.into());
        }
        Ok(Self { conn, shapes: Shapes::default(), before: None, stage_row: Sql::of("") })
    }

    fn known_shapes(&self) -> Result<Shapes> {
        let mut shapes = Shapes::default();
        let mut found = self.conn.prepare(include_str!("sql/known_columns.sql"))?;
        let mut rows = found.query([])?;
        while let Some(row) = rows.next()? {
            let (table, column) = (known_name(&row.get::<_, String>(0)?)?, known_name(&row.get::<_, String>(1)?)?);
            let shape = Shape { place: row.get(2)?, kind: row.get(3)?, key_place: row.get(4)? };
            shapes.0.entry(table).or_default().insert(column, shape);
        }
        Ok(shapes)
    }

    /// Returns the rows of a statement that stands in the program, each cell as text; nothing is the empty text.
    ///
    /// Errors: the database's.
    pub fn answers(&self, sql: &'static str) -> Result<Vec<Vec<String>>> {
        let mut found = self.conn.prepare(sql)?;
        let columns = found.column_count();
        let mut rows = found.query([])?;
        let mut answers = Vec::new();
        while let Some(row) = rows.next()? {
            let cells = (0..columns).map(|place| row.get::<_, Value>(place).map(|value| as_text(&value)));
            answers.push(cells.collect::<rusqlite::Result<Vec<String>>>()?);
        }
        Ok(answers)
    }

    /// Returns the names of the views that are there.
    ///
    /// Errors: the database's.
    pub fn views(&self) -> Result<Vec<String>> {
        Ok(self.answers(include_str!("sql/views_there.sql"))?.into_iter().flatten().collect())
    }

    fn run(&self, sql: &Sql) -> Result<()> {
        self.conn.execute_batch(sql.text()).map_err(Error::from)
    }

    fn put(&self, sql: &'static str, values: &[Option<String>]) -> Result<()> {
        self.conn.prepare_cached(sql)?.execute(rusqlite::params_from_iter(values))?;
        Ok(())
    }
}

fn opened(path: &Path, flags: OpenFlags) -> Result<Connection> {
    Connection::open_with_flags(path, flags).map_err(|source| Error::Database { act: "open", source })
}

fn known_name(text: &str) -> Result<Name> {
    Name::of(text).ok_or_else(|| Error::Damaged { what: "a column of the group's file".to_owned() })
}

fn as_text(value: &Value) -> String {
    match value {
        Value::Null | Value::Blob(_) => String::new(),
        Value::Integer(whole) => whole.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
    }
}

/// Returns a cell as SQLite keeps it; a plain decimal becomes a number by its column.
fn as_value(field: &Field, cell: Option<&str>) -> Value {
    match (field.kind, cell) {
        (_, None) => Value::Null,
        (FieldKind::Truth, Some(text)) => Value::Integer(i64::from(text == "true")),
        (FieldKind::Integer, Some(text)) => text.parse().map_or(Value::Null, Value::Integer),
        (_, Some(text)) => Value::Text(text.to_owned()),
    }
}

fn link(row: &Row<'_>) -> rusqlite::Result<Link> {
    let day = |place: usize| -> rusqlite::Result<BusinessDate> {
        let text: String = row.get(place)?;
        text.parse().map_err(|_| rusqlite::Error::InvalidColumnType(place, "day".to_owned(), rusqlite::types::Type::Text))
    };
    let opening: Option<i64> = row.get(9)?;
    let points = match opening {
        None => None,
        Some(opening) => Some(Held {
            opening,
            earned: row.get(10)?,
            redeemed: row.get(11)?,
            expired: row.get(12)?,
            reversed: row.get(13)?,
            closing: row.get(14)?,
        }),
    };
    let (property, period, version): (String, String, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(Link {
        package: format!("{property}-{period}-v{version}"),
        first: day(4)?,
        last: day(5)?,
        sequence: row.get::<_, Option<i64>>(3)?.and_then(|sequence| u64::try_from(sequence).ok()),
        created: row.get(6)?,
        sha256: row.get(7)?,
        previous: row.get(8)?,
        previous_name: None,
        points,
        property,
        period,
        version,
    })
}

impl Receives for GroupFile {
    fn table(&mut self, table: &Table) -> Result<()> {
        self.run(&statements::stage(table))?;
        self.stage_row = statements::stage_row(table);
        Ok(())
    }

    fn row(&mut self, table: &Table, cells: &[Option<&str>]) -> Result<()> {
        let values = table.fields.iter().zip(cells).map(|(field, cell)| as_value(field, *cell));
        self.conn.prepare_cached(self.stage_row.text())?.execute(rusqlite::params_from_iter(values))?;
        Ok(())
    }
}

impl Engine for GroupFile {
    fn known(&mut self) -> Result<Vec<Link>> {
        let mut found = self.conn.prepare(include_str!("sql/known_packages.sql"))?;
        let links = found.query_map([], link)?;
        Ok(links.collect::<rusqlite::Result<Vec<Link>>>()?)
    }

    fn begin(&mut self, manifest: &Manifest, at: Instant) -> Result<()> {
        let mut grown = self.shapes.clone();
        let growth = grown.grow(manifest, Dialect::Sqlite)?;
        self.before = Some(std::mem::replace(&mut self.shapes, grown));
        self.conn.execute_batch("BEGIN IMMEDIATE")?;
        self.conn.execute_batch(include_str!("sql/arriving.sql"))?;
        growth.sql.iter().try_for_each(|sql| self.run(sql))?;
        let mut package = statements::package_row(manifest, at);
        // A truth is a number here.
        package[statements::PRACTICE_PLACE] = Some(i32::from(manifest.practice).to_string());
        self.put(include_str!("sql/incoming_row.sql"), &package)?;
        growth.columns.iter().try_for_each(|column| self.put(include_str!("sql/incoming_column.sql"), column))
    }

    fn keep(&mut self, manifest: &Manifest) -> Result<()> {
        self.conn.execute_batch(include_str!("sql/arrived.sql"))?;
        manifest.tables.iter().try_for_each(|table| self.run(&statements::apply(table)))?;
        self.conn.execute_batch(include_str!("sql/left.sql"))?;
        self.conn.execute_batch("COMMIT")?;
        self.before = None;
        Ok(())
    }

    fn abandon(&mut self) -> Result<()> {
        self.conn.execute_batch("ROLLBACK")?;
        if let Some(before) = self.before.take() {
            self.shapes = before;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        self.conn.execute_batch("BEGIN IMMEDIATE")?;
        views::made_anew(&self.shapes).iter().try_for_each(|sql| self.run(sql))?;
        self.conn.execute_batch("COMMIT")?;
        // One file again, which may be copied and sent.
        self.conn.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")?;
        Ok(())
    }
}

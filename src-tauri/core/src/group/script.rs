//! DuckDB and PostgreSQL, told what to do through their own programs: a script on their standard input, a transaction a package.
//! PostgreSQL reads the rows from the script itself, in COPY's text form, where no value can look like a statement or like the
//! end of the rows; DuckDB from files beside the script, whose names are a number and a table's name. Nothing is sent before the whole
//! package was found right (DuckDB), or it is rolled back (PostgreSQL).

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use super::{
    GroupRefusal, Receives,
    chain::Link,
    engine::Engine,
    manifest::{Held, Manifest, Table},
    names::Name,
    statements::{self, Dialect, Shape, Shapes},
    views,
};
use crate::base::{
    error::{Error, Result},
    files,
    time::{BusinessDate, Instant},
};

/// Bytes of a script that are sent at once.
const SENT_AT_ONCE: usize = 1 << 18;
/// Bytes of rows that wait in files before DuckDB reads them.
const WAITING_BYTES_MAX: u64 = 256 << 20;
/// What PostgreSQL is told first: one loader at a time, and no word about what is there already.
const MANNERS: &str = "SET client_min_messages = warning;\nSET datestyle = 'ISO, YMD';\nSET standard_conforming_strings = on;\n";

/// An engine's own program, started by the shell.
pub trait Client {
    /// Returns the rows that a query answers, as CSV without a header.
    fn ask(&mut self, sql: &str) -> Result<String>;
    /// Takes the next part of the script.
    fn say(&mut self, part: &[u8]) -> Result<()>;
    /// Waits until everything that was said is done. Errors: [`GroupRefusal::Client`].
    fn done(&mut self) -> Result<()>;
}

/// An engine behind its own program.
pub struct Scripted<C> {
    client: C,
    dialect: Dialect,
    shapes: Shapes,
    before: Option<Shapes>,
    /// What is to be sent.
    script: Vec<u8>,
    /// Where DuckDB's rows wait.
    folder: PathBuf,
    /// The package's number in this run.
    number: u64,
    /// The table whose rows come, with the file that they wait in.
    open: Option<Rows>,
    waiting: u64,
}

enum Rows {
    /// In the script.
    Here,
    /// In a file.
    File(Box<csv::Writer<BufWriter<File>>>),
}

impl<C: Client> Scripted<C> {
    /// Returns the engine behind `client`, its own tables made. `folder` is DuckDB's working folder: its rows wait there, and
    /// nothing else may. PostgreSQL has none.
    ///
    /// Errors: those of `client`.
    pub fn new(mut client: C, dialect: Dialect, folder: &Path) -> Result<Self> {
        if dialect == Dialect::Postgres {
            client.say(MANNERS.as_bytes())?;
        }
        client.say(include_bytes!("sql/office.sql"))?;
        client.done()?;
        let shapes = known_shapes(&client.ask(include_str!("sql/known_columns.sql"))?)?;
        let folder = folder.to_owned();
        Ok(Self { client, dialect, shapes, before: None, script: Vec::new(), folder, number: 0, open: None, waiting: 0 })
    }

    /// Returns the rows of a statement that stands in the program.
    ///
    /// Errors: those of the client.
    pub fn answers(client: &mut C, sql: &'static str) -> Result<Vec<Vec<String>>> {
        cells(&client.ask(sql)?)
    }

    fn say(&mut self, sql: &str) -> Result<()> {
        // Not one line break more: after COPY an empty line would be a row.
        self.script.extend_from_slice(sql.trim_end().as_bytes());
        self.script.push(b'\n');
        // What may still be taken back is not sent to DuckDB.
        if self.script.len() >= SENT_AT_ONCE && self.dialect == Dialect::Postgres { self.send() } else { Ok(()) }
    }

    fn send(&mut self) -> Result<()> {
        let sent = self.client.say(&self.script);
        self.script.clear();
        sent
    }

    /// Sends rows that the program itself made, such as the package's own.
    fn rows(&mut self, table: &'static str, rows: &[Vec<Option<String>>]) -> Result<()> {
        match self.dialect {
            Dialect::Postgres => {
                self.say(&format!("COPY {table} FROM STDIN;"))?;
                for row in rows {
                    let cells: Vec<Option<&str>> = row.iter().map(Option::as_deref).collect();
                    copied(&cells, &mut self.script);
                }
                self.say("\\.")
            }
            _ => {
                let name = format!("{}-{table}.csv", self.number);
                let mut file = self.file(&name)?;
                for row in rows {
                    let cells: Vec<Option<&str>> = row.iter().map(Option::as_deref).collect();
                    self.waiting += written(&mut file, &cells, &self.folder)?;
                }
                flushed(file, &self.folder)?;
                self.say(&format!("COPY {table} FROM '{name}' (FORMAT csv, HEADER false, NULLSTR '', AUTO_DETECT false);"))
            }
        }
    }

    fn file(&self, name: &str) -> Result<csv::Writer<BufWriter<File>>> {
        let path = self.folder.join(name);
        let file = File::create_new(&path).map_err(|source| files::failed("create", &path, source))?;
        let file = BufWriter::with_capacity(SENT_AT_ONCE, file);
        Ok(csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(file))
    }

    fn closed(&mut self) -> Result<()> {
        match self.open.take() {
            None => Ok(()),
            Some(Rows::Here) => self.say("\\."),
            Some(Rows::File(file)) => flushed(*file, &self.folder),
        }
    }

    /// Lets the program do what was said, and forgets the rows that waited.
    fn emptied(&mut self) -> Result<()> {
        self.send()?;
        self.client.done()?;
        self.waiting = 0;
        if self.dialect == Dialect::Postgres {
            return Ok(());
        }
        let failed = |source| files::failed("read", &self.folder, source);
        for entry in fs::read_dir(&self.folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|ending| ending == "csv") {
                fs::remove_file(&path).map_err(|source| files::failed("remove", &path, source))?;
            }
        }
        Ok(())
    }
}

/// Appends a row in COPY's text form: a tab between fields, a backslash before what would mean something.
fn copied(cells: &[Option<&str>], to: &mut Vec<u8>) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            to.push(b'\t');
        }
        let Some(text) = cell else {
            to.extend_from_slice(b"\\N");
            continue;
        };
        for byte in text.bytes() {
            match byte {
                b'\\' => to.extend_from_slice(b"\\\\"),
                b'\t' => to.extend_from_slice(b"\\t"),
                b'\n' => to.extend_from_slice(b"\\n"),
                b'\r' => to.extend_from_slice(b"\\r"),
                byte => to.push(byte),
            }
        }
    }
    to.push(b'\n');
}

/// Writes a row for DuckDB and returns about how long it is.
fn written(file: &mut csv::Writer<BufWriter<File>>, cells: &[Option<&str>], folder: &Path) -> Result<u64> {
    let failed = |source: csv::Error| files::failed("write", folder, std::io::Error::other(source));
    file.write_record(cells.iter().map(|cell| cell.unwrap_or_default())).map_err(failed)?;
    Ok(cells.iter().map(|cell| cell.map_or(1, str::len) as u64 + 1).sum())
}

fn flushed(file: csv::Writer<BufWriter<File>>, folder: &Path) -> Result<()> {
    let inner = file.into_inner().map_err(|error| files::failed("write", folder, error.into_error()))?;
    let mut file = inner.into_inner().map_err(|error| files::failed("write", folder, error.into_error()))?;
    file.flush().map_err(|source| files::failed("write", folder, source))
}

fn cells(text: &str) -> Result<Vec<Vec<String>>> {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    rows.records().map(|row| row.map(|row| row.iter().map(str::to_owned).collect()).map_err(|_| unclear())).collect()
}

fn unclear() -> Error {
    Error::Damaged { what: "what the engine's program answered".to_owned() }
}

fn known_shapes(answer: &str) -> Result<Shapes> {
    let mut shapes = Shapes::default();
    for row in cells(answer)? {
        let [table, column, place, kind, key_place] = row.as_slice() else { return Err(unclear()) };
        let (Some(table), Some(column), Ok(place)) = (Name::of(table), Name::of(column), place.parse()) else {
            return Err(unclear());
        };
        let shape = Shape { place, kind: kind.clone(), key_place: key_place.parse().ok() };
        shapes.0.entry(table).or_default().insert(column, shape);
    }
    Ok(shapes)
}

fn known_link(row: &[String]) -> Option<Link> {
    let cell = |place: usize| row.get(place).map(String::as_str);
    let given = |place: usize| cell(place).filter(|text| !text.is_empty());
    let whole = |place: usize| given(place).and_then(|text| text.parse::<i64>().ok());
    let day = |place: usize| cell(place)?.parse::<BusinessDate>().ok();
    let points = match given(9) {
        None => None,
        Some(_) => Some(Held {
            opening: whole(9)?,
            earned: whole(10)?,
            redeemed: whole(11)?,
            expired: whole(12)?,
            reversed: whole(13)?,
            closing: whole(14)?,
        }),
    };
    let (property, period, version) = (cell(0)?.to_owned(), cell(1)?.to_owned(), cell(2)?.parse().ok()?);
    Some(Link {
        package: format!("{property}-{period}-v{version}"),
        sequence: given(3).and_then(|text| text.parse().ok()),
        first: day(4)?,
        last: day(5)?,
        // As a manifest writes it, so that old and new packages are told apart by when they were made.
        created: cell(6)?.replace(' ', "T").split('.').next()?.to_owned() + "Z",
        sha256: cell(7)?.to_owned(),
        previous: given(8).map(str::to_owned),
        previous_name: None,
        points,
        property,
        period,
        version,
    })
}

impl<C: Client> Receives for Scripted<C> {
    fn table(&mut self, table: &Table) -> Result<()> {
        self.closed()?;
        self.say(statements::stage(table).text())?;
        match self.dialect {
            Dialect::Postgres => {
                self.say(statements::stage_copy(table).text())?;
                self.open = Some(Rows::Here);
            }
            _ => {
                self.say(statements::stage_file(table, self.number).text())?;
                self.open = Some(Rows::File(Box::new(self.file(&statements::stage_file_name(&table.name, self.number))?)));
            }
        }
        Ok(())
    }

    fn row(&mut self, _: &Table, cells: &[Option<&str>]) -> Result<()> {
        match &mut self.open {
            Some(Rows::File(file)) => {
                self.waiting += written(file, cells, &self.folder)?;
                Ok(())
            }
            _ => {
                copied(cells, &mut self.script);
                if self.script.len() >= SENT_AT_ONCE { self.send() } else { Ok(()) }
            }
        }
    }
}

impl<C: Client> Engine for Scripted<C> {
    fn known(&mut self) -> Result<Vec<Link>> {
        let answer = self.client.ask(include_str!("sql/known_packages.sql"))?;
        cells(&answer)?.iter().map(|row| known_link(row).ok_or_else(unclear)).collect()
    }

    fn begin(&mut self, manifest: &Manifest, at: Instant) -> Result<()> {
        if self.waiting > WAITING_BYTES_MAX {
            self.emptied()?;
        }
        let mut grown = self.shapes.clone();
        let growth = grown.grow(manifest, self.dialect)?;
        self.before = Some(std::mem::replace(&mut self.shapes, grown));
        self.number += 1;
        if self.dialect == Dialect::Duckdb {
            // What was kept is sent, so that a package that is abandoned takes nothing else with it.
            self.send()?;
        }
        self.say("BEGIN;")?;
        if self.dialect == Dialect::Postgres {
            self.say("LOCK TABLE lobby_packages IN SHARE ROW EXCLUSIVE MODE;")?;
        }
        self.say(include_str!("sql/arriving.sql"))?;
        growth.sql.iter().try_for_each(|sql| self.say(sql.text()))?;
        self.rows("lobby_incoming", &[statements::package_row(manifest, at)])?;
        if growth.columns.is_empty() { Ok(()) } else { self.rows("lobby_incoming_columns", &growth.columns) }
    }

    fn keep(&mut self, manifest: &Manifest) -> Result<()> {
        self.closed()?;
        self.say(include_str!("sql/arrived.sql"))?;
        for table in &manifest.tables {
            self.say(statements::apply(table).text())?;
        }
        self.say(include_str!("sql/left.sql"))?;
        self.say("COMMIT;")?;
        self.before = None;
        Ok(())
    }

    fn abandon(&mut self) -> Result<()> {
        self.closed()?;
        if let Some(before) = self.before.take() {
            self.shapes = before;
        }
        match self.dialect {
            Dialect::Postgres => self.say("ROLLBACK;"),
            _ => {
                // Not a word of it was sent.
                self.script.clear();
                Ok(())
            }
        }
    }

    fn finish(&mut self) -> Result<()> {
        self.say("BEGIN;")?;
        for sql in views::made_anew(&self.shapes) {
            self.say(sql.text())?;
        }
        self.say("COMMIT;")?;
        self.emptied()
    }
}

/// Returns a refusal with what an engine's program said last, kept short.
pub fn refused(client: &str, said: &str) -> Error {
    const SAID_MAX: usize = 300;
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let last: String = lines.iter().rev().take(3).rev().copied().collect::<Vec<_>>().join(" / ").chars().take(SAID_MAX).collect();
    GroupRefusal::Client { client: client.to_owned(), said: last }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_can_end_the_rows_or_become_another_field() {
        let mut script = Vec::new();
        copied(&[Some("\\."), None, Some("a\tb\nc\r\\N"), Some("")], &mut script);
        assert_eq!(String::from_utf8(script).expect("UTF-8"), "\\\\.\t\\N\ta\\tb\\nc\\r\\\\N\t\n");
    }

    #[test]
    fn what_a_program_said_is_kept_short() {
        let said = refused("psql", &format!("a\n\n  b\nc\n{}", "d".repeat(1_000))).args();
        assert!(said[1].1.starts_with("b / c / d") && said[1].1.len() == 300, "{said:?}");
    }
}

//! A table's file read once, as a stream: its bytes are hashed and counted while its rows are looked at. What it costs in memory
//! is one row and sixteen bytes a key, however long the file is.

use std::{
    cell::Cell as Shared,
    fs::{self, File},
    io::{self, Read},
    path::Path,
    rc::Rc,
};

use csv::{ByteRecord, ReaderBuilder, Terminator};
use sha2::{Digest, Sha256};

use super::{
    Receives, fields,
    findings::{Finding, FindingCode, Findings},
    keys::{self, Keys},
    manifest::Table,
};
use crate::{
    audit::chain::hex,
    base::{error::Result, files},
};

/// Bytes of a file that are read at once.
const READ_AT_ONCE: usize = 1 << 18;
/// Longest row: what is longer is no row of ours, and would fill the memory.
const ROW_BYTES_MAX: u64 = 4 << 20;
/// Fewest bytes of a row, for the room that is set aside before the first is read.
const ROW_BYTES_MIN: u64 = 8;

/// What reading a table leaves behind for those who refer to it, and what it refers to itself.
pub(super) struct Kept {
    /// For each list of columns that somebody refers to, the keys that are there.
    pub wanted: Vec<(Vec<usize>, Keys)>,
    /// For each of the table's references, the keys that its rows name.
    pub named: Vec<Keys>,
}

/// One table on its way through.
pub(super) struct Reading<'r> {
    pub package: &'r str,
    pub folder: &'r Path,
    pub table: &'r Table,
    pub property: &'r str,
    pub findings: &'r mut Findings,
}

impl Reading<'_> {
    /// Reads the table and hands its rows to `into` as long as nothing in the package is wrong.
    ///
    /// Errors: [`crate::base::error::Error::File`], and those of `into`.
    pub fn read(mut self, wanted: &[Vec<usize>], into: &mut dyn Receives) -> Result<Kept> {
        let room = usize::try_from(self.table.rows.min(self.table.bytes / ROW_BYTES_MIN)).unwrap_or_default();
        let mut kept = Kept {
            wanted: wanted.iter().map(|columns| (columns.clone(), Keys::with_room(room))).collect(),
            named: self.table.references.iter().map(|_| Keys::default()).collect(),
        };
        let path = self.folder.join(&self.table.file);
        let Some(file) = self.opened(&path)? else { return Ok(kept) };
        let begun = Rc::new(Shared::new(0));
        let watched = Watched { file, digest: Sha256::new(), read: 0, row_begun: Rc::clone(&begun) };
        let mut rows = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .terminator(Terminator::Any(b'\n'))
            .buffer_capacity(READ_AT_ONCE)
            .from_reader(watched);
        if self.findings.is_empty() {
            into.table(self.table)?;
        }
        let mut row = ByteRecord::new();
        let mut count = Counted { rows: 0, sums: vec![0; self.table.totals.len()] };
        loop {
            match rows.read_byte_record(&mut row) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    self.unreadable(&path, error, rows.position().line())?;
                    break;
                }
            }
            begun.set(rows.position().byte());
            let line = row.position().map_or(0, csv::Position::line);
            if line == 1 { self.header(&row) } else { self.row(&row, line, &mut count, &mut kept, into)? }
        }
        self.compared(rows.into_inner(), &count);
        Ok(kept)
    }

    /// Returns the table's file; nothing where none lies there, which is a finding.
    fn opened(&mut self, path: &Path) -> Result<Option<File>> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_file() => File::open(path).map(Some).map_err(|source| files::failed("open", path, source)),
            Ok(_) => self.no_file(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.no_file(),
            Err(source) => Err(files::failed("read", path, source)),
        }
    }

    fn no_file(&mut self) -> Result<Option<File>> {
        let finding = self.finding(FindingCode::FileMissing).in_column(&self.table.file);
        self.findings.add(finding);
        Ok(None)
    }

    fn finding(&self, code: FindingCode) -> Finding {
        Finding::of(self.package, code).in_table(self.table.name.as_str())
    }

    /// A row without end is a finding; a disk that does not answer is an error.
    fn unreadable(&mut self, path: &Path, error: csv::Error, line: u64) -> Result<()> {
        match error.into_kind() {
            csv::ErrorKind::Io(source) if source.kind() == io::ErrorKind::FileTooLarge => {
                let finding = self.finding(FindingCode::Ragged).at_line(line);
                self.findings.add(finding);
                Ok(())
            }
            csv::ErrorKind::Io(source) => Err(files::failed("read", path, source)),
            _ => {
                let finding = self.finding(FindingCode::Ragged).at_line(line);
                self.findings.add(finding);
                Ok(())
            }
        }
    }

    fn header(&mut self, row: &ByteRecord) {
        let named = self.table.fields.iter().map(|field| field.name.as_str().as_bytes());
        if !row.iter().eq(named) {
            let finding = self.finding(FindingCode::Header).at_line(1);
            self.findings.add(finding);
        }
    }

    fn row(&mut self, row: &ByteRecord, line: u64, count: &mut Counted, kept: &mut Kept, into: &mut dyn Receives) -> Result<()> {
        count.rows += 1;
        if row.len() != self.table.fields.len() {
            let finding = self.finding(FindingCode::Ragged).at_line(line).instead(self.table.fields.len(), row.len());
            self.findings.add(finding);
            return Ok(());
        }
        let mut cells: Vec<Option<&str>> = Vec::with_capacity(row.len());
        for (place, bytes) in row.iter().enumerate() {
            cells.push(self.cell(place, bytes, line));
        }
        for (place, (column, _)) in self.table.totals.iter().enumerate() {
            count.sums[place] += row.get(*column).and_then(as_decimal).unwrap_or_default();
        }
        for (columns, keys) in &mut kept.wanted {
            keys.add(keys::digest(columns.iter().map(|column| &row[*column])), line);
        }
        for (reference, keys) in self.table.references.iter().zip(&mut kept.named) {
            // A reference with an empty part names nobody.
            if reference.here.iter().all(|column| !row[*column].is_empty()) {
                keys.add(keys::digest(reference.here.iter().map(|column| &row[*column])), line);
            }
        }
        if self.findings.is_empty() { into.row(self.table, &cells) } else { Ok(()) }
    }

    /// Returns what stands in a cell, the escape taken off; nothing where it is empty or wrong, and that is a finding.
    fn cell<'c>(&mut self, place: usize, bytes: &'c [u8], line: u64) -> Option<&'c str> {
        let field = &self.table.fields[place];
        let (text, fault) = match std::str::from_utf8(bytes) {
            Ok(text) if place == 0 && text != self.property => (text, Some(FindingCode::Enum)),
            Ok(text) => (text, field.fault(text)),
            Err(_) => ("", Some(FindingCode::Encoding)),
        };
        if let Some(code) = fault {
            let finding = self.finding(code).at_line(line).in_column(field.name.as_str());
            self.findings.add(finding);
        }
        (fault.is_none() && !text.is_empty()).then(|| field.unescaped(text))
    }

    /// Compares what was read with what the manifest says.
    fn compared(&mut self, watched: Watched, count: &Counted) {
        let table = self.table;
        // A reader that stopped in the middle has not hashed the rest, and has said why it stopped.
        let (bytes, sha256) = (watched.read, hex(&watched.digest.finalize()));
        if bytes != table.bytes {
            let finding = self.finding(FindingCode::Bytes).in_column(&table.file).instead(table.bytes, bytes);
            self.findings.add(finding);
        }
        if sha256 != table.sha256 {
            let finding = self.finding(FindingCode::Hash).in_column(&table.file).instead(&table.sha256, sha256);
            self.findings.add(finding);
        }
        if count.rows != table.rows {
            let finding = self.finding(FindingCode::Rows).instead(table.rows, count.rows);
            self.findings.add(finding);
        }
        for ((column, total), sum) in table.totals.iter().zip(&count.sums) {
            if total != sum {
                let name = table.fields[*column].name.as_str();
                let finding = self.finding(FindingCode::Total).in_column(name);
                self.findings.add(finding.instead(fields::written(*total), fields::written(*sum)));
            }
        }
    }
}

/// What was counted on the way.
struct Counted {
    rows: u64,
    /// One a control total, in units of 10⁻⁴.
    sums: Vec<i128>,
}

fn as_decimal(bytes: &[u8]) -> Option<i128> {
    std::str::from_utf8(bytes).ok().and_then(fields::decimal)
}

/// Hashes and counts what is read, and refuses a row without end.
struct Watched {
    file: File,
    digest: Sha256,
    read: u64,
    /// Where the row begins that is being read.
    row_begun: Rc<Shared<u64>>,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read.saturating_sub(self.row_begun.get()) > ROW_BYTES_MAX + READ_AT_ONCE as u64 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let taken = self.file.read(buffer)?;
        self.digest.update(&buffer[..taken]);
        self.read += taken as u64;
        Ok(taken)
    }
}

//! What a correction changes: every row of a table beside the row of the same key in the version before. Keys and field names
//! are told, never what stood in a field.
//!
//! Of the version before only two digests a row are kept in memory; its file is read twice.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use csv::{ByteRecord, ReaderBuilder};

use super::sheets::Sheet;
use crate::{
    base::{
        error::{Error, Result},
        files,
    },
    stored_words,
};

/// The list's name in the folder.
pub(super) const NAME: &str = "changes.csv";
/// Most changes of a table that are listed; all are counted.
pub const LISTED_MAX: usize = 100_000;
/// Bytes of the version before that are read at once.
const READ_AT_ONCE: usize = 1 << 18;
/// What stands between the parts of a key and between fields: in neither is a blank.
const BETWEEN: &str = " ";

stored_words! {
    /// What happened to a row since the version before.
    pub enum Change {
        Added = "added",
        Changed = "changed",
        Removed = "removed",
    }
}

/// Opens a table of the version before; nothing where it is not at hand any more.
pub(super) type Earlier = dyn Fn(&str) -> Result<Option<Box<dyn Read>>> + Send + Sync;

/// What changed in one table.
pub(super) struct Changed {
    pub table: &'static str,
    counts: [u64; 3],
    rows: Vec<Row>,
}

struct Row {
    key: String,
    change: Change,
    fields: String,
}

impl Changed {
    /// Returns how many rows were added, changed and removed.
    pub fn counts(&self) -> [u64; 3] {
        self.counts
    }

    /// Returns how many of them are listed.
    pub fn listed(&self) -> usize {
        self.rows.len()
    }

    fn note(&mut self, change: Change, key: String, fields: String) {
        self.counts[change as usize] += 1;
        if self.rows.len() < LISTED_MAX {
            self.rows.push(Row { key, change, fields });
        }
    }
}

/// Returns the list as a CSV: table, change, key, fields.
pub(super) fn list(property: &str, changed: &[Changed]) -> String {
    let mut text = "property_code,table,change,key,fields\n".to_owned();
    for (table, row) in changed.iter().flat_map(|one| one.rows.iter().map(|row| (one.table, row))) {
        // Keys are numbers and ids, fields our own names: nothing here needs quotes.
        let Row { key, change, fields } = row;
        text.push_str(&[property, table, change.word(), key, fields].join(","));
        text.push('\n');
    }
    text
}

/// One table's rows as they are written, beside the version before.
pub(super) struct Beside<'s> {
    sheet: &'s Sheet,
    /// Digests of key and row, in the order of the first.
    before: Vec<(u64, u64)>,
    seen: Vec<bool>,
    /// Rows that are others now, by the digest of their key, as they stand now.
    others: HashMap<u64, Vec<u8>>,
    changed: Changed,
}

impl<'s> Beside<'s> {
    /// Reads the version before; nothing where it had other columns.
    ///
    /// Errors: [`Error::File`].
    pub fn new(sheet: &'s Sheet, before: Box<dyn Read>) -> Result<Option<Self>> {
        let mut lines = Lines::new(sheet, before);
        let header = std::iter::once("property_code").chain(sheet.columns.iter().map(|column| column.name));
        let header = header.collect::<Vec<&str>>().join(",");
        if lines.next()?.map(<[u8]>::trim_ascii_end) != Some(header.as_bytes()) {
            return Ok(None);
        }
        let mut digests = Vec::new();
        while let Some(line) = lines.next()? {
            digests.push((digest(key_of(sheet, line)), digest(line)));
        }
        digests.sort_unstable();
        let changed = Changed { table: sheet.name, counts: [0; 3], rows: Vec::new() };
        Ok(Some(Self { sheet, seen: vec![false; digests.len()], before: digests, others: HashMap::new(), changed }))
    }

    /// Looks at a row that goes now: a line of the CSV.
    pub fn row(&mut self, line: &[u8]) {
        let key = digest(key_of(self.sheet, line));
        match self.before.binary_search_by_key(&key, |(key, _)| *key) {
            Err(_) => self.changed.note(Change::Added, key_text(self.sheet, line), String::new()),
            Ok(place) => {
                self.seen[place] = true;
                if self.before[place].1 != digest(line) {
                    if self.others.len() < LISTED_MAX {
                        self.others.insert(key, line.to_vec());
                    } else {
                        self.changed.counts[Change::Changed as usize] += 1;
                    }
                }
            }
        }
    }

    /// Reads the version before again and names the fields that changed, and the rows that are gone.
    ///
    /// Errors: [`Error::File`].
    pub fn finish(mut self, before: Box<dyn Read>) -> Result<Changed> {
        let mut lines = Lines::new(self.sheet, before);
        lines.next()?;
        while let Some(then) = lines.next()? {
            let key = digest(key_of(self.sheet, then));
            if let Some(now) = self.others.get(&key) {
                let fields = fields_that_differ(self.sheet, &parsed(self.sheet, then)?, &parsed(self.sheet, now)?);
                self.changed.note(Change::Changed, key_text(self.sheet, then), fields);
            } else if self.before.binary_search_by_key(&key, |(key, _)| *key).is_ok_and(|place| !self.seen[place]) {
                self.changed.note(Change::Removed, key_text(self.sheet, then), String::new());
            }
        }
        self.changed.rows.sort_by(|one, other| (one.change, &one.key).cmp(&(other.change, &other.key)));
        Ok(self.changed)
    }
}

/// The lines of a table as they were written: a line's end in quotes is none.
struct Lines<'s> {
    sheet: &'s Sheet,
    from: BufReader<Box<dyn Read>>,
    line: Vec<u8>,
}

impl<'s> Lines<'s> {
    fn new(sheet: &'s Sheet, from: Box<dyn Read>) -> Self {
        Self { sheet, from: BufReader::with_capacity(READ_AT_ONCE, from), line: Vec::new() }
    }

    fn next(&mut self) -> Result<Option<&[u8]>> {
        self.line.clear();
        loop {
            let read = self.from.read_until(b'\n', &mut self.line);
            let read = read.map_err(|source| files::failed("read", Path::new(self.sheet.name), source))?;
            let quotes = self.line.iter().filter(|byte| **byte == b'"').count();
            if read == 0 || quotes % 2 == 0 {
                return Ok((!self.line.is_empty()).then_some(&self.line));
            }
        }
    }
}

fn parsed(sheet: &Sheet, line: &[u8]) -> Result<ByteRecord> {
    let mut row = ByteRecord::new();
    let mut lines = ReaderBuilder::new().has_headers(false).from_reader(line);
    lines.read_byte_record(&mut row).map_err(|error| unread(sheet, error))?;
    Ok(row)
}

/// Returns the key's fields with the commas between them: they stand behind the property code, and none is ever in quotes.
fn key_of<'l>(sheet: &Sheet, line: &'l [u8]) -> &'l [u8] {
    let commas = line.iter().enumerate().filter(|(_, byte)| **byte == b',').map(|(at, _)| at);
    let mut commas = commas.take(1 + sheet.primary_key.len());
    let first = commas.next().map_or(0, |at| at + 1);
    &line[first..commas.last().unwrap_or(line.len())]
}

fn key_text(sheet: &Sheet, line: &[u8]) -> String {
    String::from_utf8_lossy(key_of(sheet, line)).replace(',', BETWEEN)
}

fn fields_that_differ(sheet: &Sheet, then: &ByteRecord, now: &ByteRecord) -> String {
    let pairs = then.iter().skip(1).zip(now.iter().skip(1));
    let named = sheet.columns.iter().zip(pairs).filter(|(_, (then, now))| then != now).map(|(column, _)| column.name);
    named.collect::<Vec<&str>>().join(BETWEEN)
}

/// Two rows of a package never meet by chance in 64 bits of it.
fn digest(bytes: &[u8]) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(bytes).as_bytes()[..8]);
    u64::from_le_bytes(first)
}

fn unread(sheet: &Sheet, error: csv::Error) -> Error {
    files::failed("read", Path::new(sheet.name), std::io::Error::other(error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sheets::SHEETS;

    #[test]
    fn a_key_stands_right_behind_the_property_code() {
        for sheet in SHEETS {
            let first: Vec<&str> = sheet.columns.iter().take(sheet.primary_key.len()).map(|column| column.name).collect();
            assert_eq!(first, sheet.primary_key, "{}", sheet.name);
        }
    }

    #[test]
    fn added_changed_and_removed_rows_are_named_by_key_and_field() {
        let sheet = SHEETS.iter().find(|sheet| sheet.name == "compensation").expect("a table");
        let header = "property_code,compensation_id,ticket_no,business_date,remedy,state,amount,points,decided_at\n";
        let row = |id: &str, amount: &str| format!("H,{id},TS-1,2026-07-14,gift,approved,{amount},0,\n");
        let before = [header.to_owned(), row("a", "1.00"), row("b", "2.00"), row("c", "3.00")].concat();
        let open = || Box::new(std::io::Cursor::new(before.clone().into_bytes()));
        let mut beside = Beside::new(sheet, open()).expect("read").expect("the same columns");
        for line in [row("a", "1.00"), row("c", "3.50"), row("d", "4.00")] {
            beside.row(line.as_bytes());
        }
        let changed = beside.finish(open()).expect("read again");
        assert_eq!(changed.counts(), [1, 1, 1]);
        assert_eq!(
            list("H", &[changed]),
            "property_code,table,change,key,fields\nH,compensation,added,d,\nH,compensation,changed,c,amount\nH,compensation,removed,b,\n"
        );
        assert!(Beside::new(sheet, Box::new("property_code,other\n".as_bytes())).expect("read").is_none(), "other columns");
    }
}

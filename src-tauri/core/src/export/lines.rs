//! The lines of a table: every row formatted into one block of bytes, which is hashed and handed on when it is full. The same
//! rows are the same bytes. Source: RFC 4180 with LF.

use std::{io::Write, path::Path};

use sha2::{Digest, Sha256};

use super::{
    changes::Beside,
    figures::Figure,
    manifest::SheetFacts,
    pseudonyms::Pseudonyms,
    rows::{Cells, Value},
    sheets::{Column, Kind, Sheet, Sum, Unit},
};
use crate::{
    audit::chain::hex,
    base::{
        error::{Error, Result},
        files,
        ids::RawId,
        money::Minor,
        text,
        time::Instant,
    },
    db::hotel::Hotel,
};

/// Bytes of a table that are hashed and written at once.
const WRITTEN_AT_ONCE: usize = 1 << 18;

/// A table that is being written to `into`.
pub(super) struct Lines<'s, W> {
    sheet: &'s Sheet,
    /// Those of the table, or the first of them.
    columns: &'s [Column],
    pseudonyms: &'s Pseudonyms,
    property: Vec<u8>,
    minor_digits: u32,
    block: Vec<u8>,
    into: W,
    digest: Sha256,
    facts: SheetFacts,
    /// Where the row that is being written begins in the block.
    begun: usize,
    beside: Option<Beside<'s>>,
    copy: Option<Copy>,
}

/// The bytes of a table, as long as they are few.
struct Copy {
    bytes: Vec<u8>,
    bytes_max: usize,
    rows_max: u64,
}

/// What a table came to.
pub(super) struct Written<'s, W> {
    /// What was counted.
    pub facts: SheetFacts,
    /// What was written to.
    pub into: W,
    /// The version before, with every row of this one looked at.
    pub beside: Option<Beside<'s>>,
    /// The table's bytes, where they were to be kept and are few enough.
    pub copy: Option<Vec<u8>>,
}

impl<'s, W: Write> Lines<'s, W> {
    /// Begins the table with its header: these of its columns.
    pub fn new(hotel: &Hotel, (sheet, columns): (&'s Sheet, &'s [Column]), pseudonyms: &'s Pseudonyms, into: W) -> Self {
        let mut block = Vec::with_capacity(WRITTEN_AT_ONCE + (WRITTEN_AT_ONCE >> 2));
        block.extend_from_slice(b"property_code");
        for column in columns {
            block.push(b',');
            block.extend_from_slice(column.name.as_bytes());
        }
        block.push(b'\n');
        let mut property = Vec::new();
        field(&mut property, hotel.code.as_bytes());
        Self {
            sheet,
            columns,
            pseudonyms,
            property,
            minor_digits: hotel.minor_digits,
            block,
            into,
            digest: Sha256::new(),
            facts: SheetFacts::new(sheet),
            begun: 0,
            beside: None,
            copy: None,
        }
    }

    /// Looks at every row beside the version before.
    pub fn beside(self, beside: Option<Beside<'s>>) -> Self {
        Self { beside, ..self }
    }

    /// Keeps the bytes as well, as long as they and their rows are no more than these.
    pub fn kept(self, bytes_max: usize, rows_max: u64) -> Self {
        Self { copy: Some(Copy { bytes: Vec::new(), bytes_max, rows_max }), ..self }
    }

    /// Writes a row.
    ///
    /// Errors: [`Error::Damaged`] on a value that its column cannot hold, [`Error::File`].
    pub fn row(&mut self, cells: &Cells<'_>) -> Result<()> {
        self.begin();
        for (place, column) in self.columns.iter().enumerate() {
            self.block.push(b',');
            self.cell(place, column, cells.at(place)?)?;
        }
        self.end()
    }

    /// Writes a figure of `period`.
    ///
    /// Errors: [`Error::File`].
    pub fn figure(&mut self, period: &str, figure: &Figure) -> Result<()> {
        self.begin();
        for word in [period, figure.measure.word(), figure.part, figure.measure.unit().word()] {
            self.block.push(b',');
            self.block.extend_from_slice(word.as_bytes());
        }
        self.block.push(b',');
        let digits = if figure.measure.unit() == Unit::Money { self.minor_digits } else { 0 };
        self.block.extend_from_slice(super::manifest::plain(figure.value, digits).as_bytes());
        self.end()
    }

    /// Returns how many rows stand there so far.
    pub fn rows(&self) -> u64 {
        self.facts.rows
    }

    /// Hands on what is left.
    ///
    /// Errors: [`Error::File`].
    pub fn finish(mut self) -> Result<Written<'s, W>> {
        self.hand_on()?;
        self.facts.sha256 = hex(&self.digest.finalize());
        let copy = self.copy.map(|copy| copy.bytes);
        Ok(Written { facts: self.facts, into: self.into, beside: self.beside, copy })
    }

    fn begin(&mut self) {
        self.begun = self.block.len();
        self.block.extend_from_slice(&self.property);
    }

    fn end(&mut self) -> Result<()> {
        self.block.push(b'\n');
        self.facts.rows += 1;
        if let Some(beside) = &mut self.beside {
            beside.row(&self.block[self.begun..]);
        }
        if self.block.len() < WRITTEN_AT_ONCE { Ok(()) } else { self.hand_on() }
    }

    fn hand_on(&mut self) -> Result<()> {
        self.digest.update(&self.block);
        self.facts.bytes += self.block.len() as u64;
        let named = |source| files::failed("write", Path::new(self.sheet.name), source);
        if let Some(copy) = &mut self.copy {
            copy.bytes.extend_from_slice(&self.block);
            if copy.bytes.len() > copy.bytes_max || self.facts.rows > copy.rows_max {
                self.copy = None;
            }
        }
        self.into.write_all(&self.block).and_then(|()| self.into.flush()).map_err(named)?;
        self.block.clear();
        Ok(())
    }

    fn cell(&mut self, place: usize, column: &Column, value: Value<'_>) -> Result<()> {
        let block = &mut self.block;
        match (&column.kind, value) {
            (_, Value::None) => {}
            (Kind::Guest, Value::Id(id)) => self.pseudonyms.guest(id, block),
            (Kind::Guest, Value::Whole(account)) => self.pseudonyms.account(account, block).ok_or_else(|| unfit(column))?,
            (Kind::Matched, Value::Text(contact)) => self.pseudonyms.matched(contact, block),
            (Kind::Id, Value::Id(id)) => record(block, id),
            (Kind::Text(_), Value::Text(text)) => free(block, &mut self.facts, text),
            (Kind::Word(_) | Kind::Shaped(_) | Kind::Date, Value::Text(text)) => field(block, text.as_bytes()),
            (Kind::Whole(_, _, sum), Value::Whole(whole)) => {
                if *sum == Sum::Kept {
                    self.facts.sums[place] += i128::from(whole);
                }
                number(block, whole);
            }
            (Kind::Money, Value::Whole(minor)) => {
                Minor::new(minor).ok_or_else(|| unfit(column))?;
                self.facts.sums[place] += i128::from(minor);
                amount(block, minor, self.minor_digits);
            }
            (Kind::Instant, Value::Whole(ms)) => block.extend_from_slice(Instant::from_ms(ms).rfc3339().as_bytes()),
            (Kind::Truth, Value::Whole(truth)) => {
                self.facts.falsehoods += u64::from(truth == 0);
                block.extend_from_slice(if truth == 0 { b"false" } else { b"true" });
            }
            _ => return Err(unfit(column)),
        }
        Ok(())
    }
}

/// Appends free text: what looks like a formula gets one leading apostrophe.
fn free(block: &mut Vec<u8>, facts: &mut SheetFacts, words: &str) {
    facts.card_numbers += u64::from(text::holds_card_number(words));
    if words.starts_with(text::RISKY) {
        facts.escaped += 1;
        field(block, format!("'{words}").as_bytes());
    } else {
        field(block, words.as_bytes());
    }
}

/// Appends a field, in quotes where a comma, a quote or a line's end stands in it.
fn field(block: &mut Vec<u8>, text: &[u8]) {
    if !text.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        block.extend_from_slice(text);
        return;
    }
    block.push(b'"');
    for byte in text {
        if *byte == b'"' {
            block.push(b'"');
        }
        block.push(*byte);
    }
    block.push(b'"');
}

/// Digits of the largest whole number that is written, with room for a sign.
const DIGITS_MAX: usize = 20;

/// Appends a whole number: by hand, for several stand in each of millions of rows.
fn number(block: &mut Vec<u8>, whole: i64) {
    if whole < 0 {
        block.push(b'-');
    }
    digits(block, whole.unsigned_abs(), 1);
}

/// Appends minor units as a plain decimal.
fn amount(block: &mut Vec<u8>, minor: i64, minor_digits: u32) {
    if minor < 0 {
        block.push(b'-');
    }
    let (size, unit) = (minor.unsigned_abs(), 10_u64.pow(minor_digits));
    digits(block, size / unit, 1);
    if minor_digits > 0 {
        block.push(b'.');
        digits(block, size % unit, minor_digits as usize);
    }
}

/// Appends at least `least` digits.
fn digits(block: &mut Vec<u8>, mut size: u64, least: usize) {
    let mut text = [b'0'; DIGITS_MAX];
    let mut from = DIGITS_MAX;
    while size > 0 {
        from -= 1;
        // Less than ten.
        text[from] = b'0' + (size % 10) as u8;
        size /= 10;
    }
    block.extend_from_slice(&text[from.min(DIGITS_MAX - least)..]);
}

/// Appends a record's id as text.
fn record(block: &mut Vec<u8>, id: RawId) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    for (place, byte) in id.bytes().iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            block.push(b'-');
        }
        block.push(HEX[usize::from(byte >> 4)]);
        block.push(HEX[usize::from(byte & 0x0f)]);
    }
}

fn unfit(column: &Column) -> Error {
    Error::Damaged { what: format!("the column {} of a package", column.name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(of: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut block = Vec::new();
        of(&mut block);
        String::from_utf8(block).expect("UTF-8")
    }

    #[test]
    fn a_field_is_quoted_only_where_it_must_be() {
        let cases = [
            ("", ""),
            ("王建国", "王建国"),
            (" a ", " a "),
            ("a,b", "\"a,b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("𠮷\n単", "\"𠮷\n単\""),
            ("a\rb", "\"a\rb\""),
            ("a;b\tc", "a;b\tc"),
        ];
        for (text, expected) in cases {
            assert_eq!(written(|block| field(block, text.as_bytes())), expected);
        }
    }

    #[test]
    fn a_number_is_written_as_the_language_writes_it() {
        for whole in [0, 1, -1, 9, 10, 99, 100, -100, 1_234_567_890, i64::MAX, i64::MIN] {
            assert_eq!(written(|block| number(block, whole)), whole.to_string());
        }
        for minor in [0, 5, -5, 99, 100, -101, 123_456, 1_000_000_000_000] {
            for digits in 0..=4 {
                let expected = Minor::new(minor).expect("an amount").plain(digits);
                assert_eq!(written(|block| amount(block, minor, digits)), expected);
            }
        }
    }

    #[test]
    fn a_record_s_id_is_written_as_everywhere() {
        let id = RawId::from_bytes(*b"\x01\x9f\x00\xab\xcd\xef\x70\x12\x80\x34\x56\x78\x9a\xbc\xde\xf0");
        assert_eq!(written(|block| record(block, id)), id.to_string());
    }
}

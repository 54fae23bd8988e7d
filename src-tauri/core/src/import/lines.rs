//! A file's records, one at a time, in bounded memory: whatever the encoding, UTF-8 comes out; whatever the quotes, a
//! record longer than the cap ends the reading instead of filling the memory (PROMISES 16).

use std::{io::Read, path::Path, sync::Arc};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use encoding_rs::{Decoder, Encoding};
use sha2::{Digest as _, Sha256};

use super::{
    ImportRefusal, RowCode,
    sheets::Sheet,
    sniff::{Delimiter, TextEncoding},
};
use crate::base::{error::Result, files};

/// Longest line, and longest record where quotes hold several lines together, in bytes of UTF-8.
pub const LINE_MAX_BYTES: usize = 1 << 20;
/// Most columns of a file.
pub const COLUMNS_MAX: usize = 512;
const CHUNK_BYTES: usize = 1 << 16;
const LINE_FIRST_BYTES: usize = 1 << 13;

/// Reads records. After [`Lines::advance`] says that there is one, its fields stand until the next call.
pub struct Lines<'p> {
    text: Text<'p>,
    parser: Reader,
    input: Vec<u8>,
    taken: usize,
    output: Vec<u8>,
    ends: Vec<usize>,
    length: usize,
    fields: usize,
    number: u64,
    /// Ends of lines that are a carriage return alone: the parser counts line feeds.
    bare_returns: u64,
    after_return: bool,
    ended: bool,
    sheet: Option<Rows>,
}

/// A sheet being read instead of text.
struct Rows {
    sheet: Arc<Sheet>,
    sha256: [u8; 32],
    bytes: u64,
    width: usize,
    next: usize,
    flaws: Vec<(usize, RowCode)>,
}

impl<'p> Lines<'p> {
    /// Returns the records of `source`; `path` is named where it cannot be read.
    pub fn new(source: impl Read + 'p, path: &'p Path, encoding: TextEncoding, delimiter: Delimiter) -> Self {
        Self {
            text: Text::new(Box::new(source), path, encoding),
            parser: ReaderBuilder::new().delimiter(delimiter.byte()).build(),
            input: Vec::new(),
            taken: 0,
            output: vec![0; LINE_FIRST_BYTES],
            ends: vec![0; COLUMNS_MAX + 1],
            length: 0,
            fields: 0,
            number: 0,
            bare_returns: 0,
            after_return: false,
            ended: false,
            sheet: None,
        }
    }

    /// Returns the rows of a sheet; each is as wide as the header, or wider where it has more cells.
    pub fn of_sheet(sheet: Arc<Sheet>, path: &'p Path, sha256: [u8; 32], bytes: u64) -> Self {
        let width = if sheet.rows() == 0 { 0 } else { sheet.width(0) };
        let rows = Rows { sheet, sha256, bytes, width, next: 0, flaws: Vec::new() };
        Self { sheet: Some(rows), ..Self::new(std::io::empty(), path, TextEncoding::Utf8, Delimiter::Comma) }
    }

    /// Reads the next record; lines without any character are passed over. `false` at the end.
    ///
    /// Errors: [`ImportRefusal::LineTooLong`], [`ImportRefusal::TooManyColumns`], [`ImportRefusal::OpenQuote`] where a
    /// quote is open at the file's end, [`crate::base::error::Error::File`].
    pub fn advance(&mut self) -> Result<bool> {
        (self.length, self.fields) = (0, 0);
        if self.ended {
            return Ok(false);
        }
        if self.sheet.is_some() {
            return self.next_row();
        }
        loop {
            if self.taken == self.input.len() && !self.refill()? {
                return self.finish();
            }
            let result = self.step(None);
            let last = self.taken.checked_sub(1).map_or(0, |place| self.input[place]);
            if self.settles(result, last)? {
                return Ok(true);
            }
        }
    }

    /// Returns the line on which the record begins, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Returns how many fields the record has.
    pub fn fields(&self) -> usize {
        self.fields
    }

    /// Returns the field's bytes; empty where the record has no such field.
    pub fn bytes(&self, field: usize) -> &[u8] {
        if field >= self.fields {
            return &[];
        }
        let start = if field == 0 { 0 } else { self.ends[field - 1] };
        &self.output[start..self.ends[field]]
    }

    /// Returns the field's text, or `None` where its bytes are no text in the file's encoding.
    pub fn text(&self, field: usize) -> Option<&str> {
        let text = std::str::from_utf8(self.bytes(field)).ok()?;
        // Only a decoder of ours writes this character; in UTF-8 it stands as somebody wrote it.
        let lost = self.text.decoder.is_some() && text.contains('\u{fffd}');
        (!lost).then_some(text)
    }

    /// Returns what is wrong with a sheet's cell, whatever its text looks like.
    pub fn flaw(&self, field: usize) -> Option<RowCode> {
        let flaws = &self.sheet.as_ref()?.flaws;
        flaws.iter().find(|(flawed, _)| *flawed == field).map(|(_, code)| *code)
    }

    /// Returns how many bytes of the file were read so far.
    pub fn read_bytes(&self) -> u64 {
        match &self.sheet {
            Some(rows) => rows.bytes * rows.next as u64 / rows.sheet.rows().max(1) as u64,
            None => self.text.read,
        }
    }

    /// Returns the SHA-256 of all bytes read; of the whole file once [`Lines::advance`] said that it ended.
    pub fn sha256(self) -> [u8; 32] {
        match self.sheet {
            Some(rows) => rows.sha256,
            None => self.text.digest.finalize().into(),
        }
    }

    fn next_row(&mut self) -> Result<bool> {
        let Some(rows) = self.sheet.as_mut().filter(|rows| rows.next < rows.sheet.rows()) else {
            self.ended = true;
            return Ok(false);
        };
        let row = rows.next;
        rows.next += 1;
        rows.flaws.clear();
        (self.number, self.fields) = (rows.sheet.number(row), rows.sheet.width(row).max(rows.width));
        self.output.clear();
        let mut filled = 0;
        for (column, text, flaw) in rows.sheet.cells(row) {
            self.ends[filled..column].fill(self.output.len());
            if self.output.len() + text.len() > LINE_MAX_BYTES {
                return Err(ImportRefusal::LineTooLong { line: self.number }.into());
            }
            self.output.extend_from_slice(text.as_bytes());
            self.ends[column] = self.output.len();
            filled = column + 1;
            rows.flaws.extend(flaw.map(|code| (column, code)));
        }
        self.ends[filled..self.fields].fill(self.output.len());
        Ok(true)
    }

    fn refill(&mut self) -> Result<bool> {
        self.taken = 0;
        self.text.next(&mut self.input)
    }

    fn step(&mut self, sentinel: Option<&[u8]>) -> ReadRecordResult {
        let input = sentinel.unwrap_or(&self.input[self.taken..]);
        if let Some(next) = input.first().filter(|_| self.after_return) {
            self.bare_returns += u64::from(*next != b'\n');
            self.after_return = false;
        }
        let (result, read, written, ends) =
            self.parser.read_record(input, &mut self.output[self.length..], &mut self.ends[self.fields..]);
        if sentinel.is_none() {
            self.taken += read;
        }
        self.length += written;
        self.fields += ends;
        if sentinel.is_none() && matches!(result, ReadRecordResult::Record) {
            self.after_return = self.taken.checked_sub(1).is_some_and(|place| self.input[place] == b'\r');
        }
        result
    }

    fn settles(&mut self, result: ReadRecordResult, last: u8) -> Result<bool> {
        let line = self.parser.line() + self.bare_returns;
        match result {
            ReadRecordResult::InputEmpty | ReadRecordResult::End => Ok(false),
            ReadRecordResult::OutputFull if self.output.len() < LINE_MAX_BYTES => {
                let longer = (self.output.len() * 4).min(LINE_MAX_BYTES);
                self.output.resize(longer, 0);
                Ok(false)
            }
            ReadRecordResult::OutputFull => Err(ImportRefusal::LineTooLong { line }.into()),
            ReadRecordResult::OutputEndsFull => Err(ImportRefusal::TooManyColumns { line }.into()),
            ReadRecordResult::Record if self.fields > COLUMNS_MAX => Err(ImportRefusal::TooManyColumns { line }.into()),
            ReadRecordResult::Record => {
                let within = self.output[..self.length].iter().filter(|byte| **byte == b'\n').count() as u64;
                // The parser counts line feeds, and has counted the one that ended this record.
                let ended = u64::from(last == b'\n');
                self.number = line.saturating_sub(within + ended).max(1);
                Ok(true)
            }
        }
    }

    /// The file is read: one more line end closes the last record, unless a quote is still open.
    fn finish(&mut self) -> Result<bool> {
        self.ended = true;
        loop {
            match self.step(Some(b"\n")) {
                ReadRecordResult::OutputFull => {
                    self.settles(ReadRecordResult::OutputFull, 0)?;
                }
                ReadRecordResult::InputEmpty if self.length > 0 || self.fields > 0 => {
                    return Err(ImportRefusal::OpenQuote { line: self.parser.line() }.into());
                }
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return Ok(false),
                result => return self.settles(result, b'\n'),
            }
        }
    }
}

/// The file's text as UTF-8, chunk by chunk.
struct Text<'p> {
    source: Box<dyn Read + 'p>,
    path: &'p Path,
    /// None where the file is UTF-8 itself: its broken bytes are then seen field by field.
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    digest: Sha256,
    read: u64,
    ended: bool,
}

impl<'p> Text<'p> {
    fn new(source: Box<dyn Read + 'p>, path: &'p Path, encoding: TextEncoding) -> Self {
        let decoder = encoding.decoded_with().map(Encoding::new_decoder_with_bom_removal);
        Self { source, path, decoder, raw: vec![0; CHUNK_BYTES], digest: Sha256::new(), read: 0, ended: false }
    }

    fn next(&mut self, out: &mut Vec<u8>) -> Result<bool> {
        out.clear();
        while out.is_empty() && !self.ended {
            let read = self.source.read(&mut self.raw).map_err(|source| files::failed("read", self.path, source))?;
            self.ended = read == 0;
            self.digest.update(&self.raw[..read]);
            let first = self.read == 0;
            self.read += read as u64;
            match &mut self.decoder {
                None => out.extend_from_slice(without_mark(&self.raw[..read], first)),
                Some(decoder) => {
                    out.resize(decoder.max_utf8_buffer_length(read).unwrap_or(read * 4 + 16), 0);
                    let (_, _, written, _) = decoder.decode_to_utf8(&self.raw[..read], out, self.ended);
                    out.truncate(written);
                }
            }
        }
        Ok(!out.is_empty())
    }
}

fn without_mark(chunk: &[u8], first: bool) -> &[u8] {
    if first { chunk.strip_prefix(b"\xef\xbb\xbf").unwrap_or(chunk) } else { chunk }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(bytes: &[u8], encoding: TextEncoding) -> std::result::Result<Vec<(u64, Vec<String>)>, String> {
        let mut lines = Lines::new(bytes, Path::new("a.csv"), encoding, Delimiter::Comma);
        let mut found = Vec::new();
        while lines.advance().map_err(|error| error.code().to_owned())? {
            let fields = (0..lines.fields()).map(|field| lines.text(field).unwrap_or("?").to_owned()).collect();
            found.push((lines.number(), fields));
        }
        Ok(found)
    }

    fn check(bytes: &[u8], expected: &[(u64, &[&str])]) {
        let expected =
            expected.iter().map(|(line, fields)| (*line, fields.iter().map(|field| (*field).to_owned()).collect())).collect();
        assert_eq!(read_all(bytes, TextEncoding::Utf8), Ok(expected), "{:?}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn records_come_with_the_line_on_which_they_begin() {
        check(b"a,b\n1,2\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check(b"a,b\r\n1,2\r\n3,4", &[(1, &["a", "b"]), (2, &["1", "2"]), (3, &["3", "4"])]);
        check(b"\xef\xbb\xbfa,b\n\n\n1,2\n", &[(1, &["a", "b"]), (4, &["1", "2"])]);
        check(b"a,b\n\"x\ny\",2\n3,4\n", &[(1, &["a", "b"]), (2, &["x\ny", "2"]), (4, &["3", "4"])]);
        check(b"\"a \"\"b\"\", c\",\n", &[(1, &["a \"b\", c", ""])]);
        check(b"", &[]);
        check(b"\n\n", &[]);
    }

    #[test]
    fn what_would_fill_the_memory_ends_the_reading() {
        let endless = vec![b'a'; LINE_MAX_BYTES + 2];
        let wide = vec![b','; COLUMNS_MAX + 5];
        let cases: [(&[u8], &str); 4] = [
            (&endless, "line_too_long"),
            (&wide, "too_many_columns"),
            (b"a,b\n\"1,2\n3,4\n", "open_quote"),
            (b"a,b\n1,\"", "open_quote"),
        ];
        for (bytes, code) in cases {
            assert_eq!(read_all(bytes, TextEncoding::Utf8), Err(code.to_owned()), "{} bytes", bytes.len());
        }
        let longest = [vec![b'a'; LINE_MAX_BYTES - 10], b",b\n".to_vec()].concat();
        assert_eq!(read_all(&longest, TextEncoding::Utf8).map(|records| records.len()), Ok(1), "just under the cap it is read");
    }

    #[test]
    fn every_encoding_comes_out_as_the_same_text() {
        let words = "姓名,电话\n王建国,138\n";
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(words.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let gb = encoding_rs::GB18030.encode(words).0.into_owned();
        let expected = read_all(words.as_bytes(), TextEncoding::Utf8);
        assert_eq!(read_all(&utf16, TextEncoding::Utf16Le), expected, "UTF-16");
        assert_eq!(read_all(&gb, TextEncoding::Gb18030), expected, "GB18030");
        let broken = read_all(b"a,b\nx\xff,2\n", TextEncoding::Utf8).unwrap();
        assert_eq!(broken[1].1, ["?", "2"], "a broken field is known as such, its neighbour is whole");
    }
}

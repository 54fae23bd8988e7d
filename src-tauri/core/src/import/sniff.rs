//! What kind of file this is: encoding, delimiter, header; read once from end to end, in bounded memory.
//!
//! Order for the encoding (measured on real exports): byte order mark, strict UTF-8, a guess without hints within
//! GBK, Big5 and Shift_JIS, else GB18030. A preview shows the outcome and the person may choose another.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
};

use chardetng::EncodingDetector;
use encoding_rs::Encoding;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::{
    ImportRefusal, ImportStage, Watch,
    lines::Lines,
    mapping,
    sheets::{self, Sheet, WORKBOOK_BYTES_MAX},
};
use crate::{
    base::{error::Result, files, time::Instant},
    stored_words,
};

/// How much of a file's beginning says what its delimiter is.
pub const SNIFF_BYTES: usize = 64 * 1024;
const SNIFF_RECORDS: usize = 50;
const GUESS_BYTES_MAX: usize = 4 << 20;
const CHUNK_BYTES: usize = 1 << 18;
/// How every workbook begins: it is a ZIP.
const WORKBOOK_MARK: &[u8] = b"PK\x03\x04";
const MANIFEST_BYTES_MAX: u64 = 4 << 20;
/// One broken place among this many good letters is damage in UTF-8, not another encoding.
const LETTERS_PER_BREAK: u64 = 20;

stored_words! {
    /// How the file writes its letters.
    pub enum TextEncoding {
        Utf8 = "utf-8",
        Utf16Le = "utf-16le",
        Utf16Be = "utf-16be",
        /// 简体: GB2312, GBK and GB18030
        Gb18030 = "gb18030",
        /// 繁體
        Big5 = "big5",
        /// 日本語
        ShiftJis = "shift_jis",
        /// Western Europe; never guessed, only chosen
        Latin1 = "windows-1252",
    }
}

impl TextEncoding {
    /// Returns what decodes it; `None` for UTF-8, which is read as it stands.
    pub fn decoded_with(self) -> Option<&'static Encoding> {
        match self {
            Self::Utf8 => None,
            Self::Utf16Le => Some(encoding_rs::UTF_16LE),
            Self::Utf16Be => Some(encoding_rs::UTF_16BE),
            Self::Gb18030 => Some(encoding_rs::GB18030),
            Self::Big5 => Some(encoding_rs::BIG5),
            Self::ShiftJis => Some(encoding_rs::SHIFT_JIS),
            Self::Latin1 => Some(encoding_rs::WINDOWS_1252),
        }
    }
}

stored_words! {
    /// What stands between two fields.
    pub enum Delimiter {
        Comma = "comma",
        Semicolon = "semicolon",
        Tab = "tab",
        Pipe = "pipe",
    }
}

impl Delimiter {
    /// Returns the byte that it is.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

/// A file that was read once and may now be mapped.
#[derive(Debug, Clone)]
pub struct Survey {
    /// Where it lies.
    pub path: PathBuf,
    /// How it writes its letters.
    pub encoding: TextEncoding,
    /// What stands between two fields.
    pub delimiter: Delimiter,
    /// Of a workbook, the sheet that is read.
    pub sheet: Option<Arc<Sheet>>,
    /// The header's fields as written.
    pub header: Vec<String>,
    /// Whole length.
    pub bytes: u64,
    /// Of the whole file.
    pub sha256: [u8; 32],
    /// When the file was last written, where the system says so: the age of its data.
    pub modified: Option<Instant>,
    /// One of our own packages whose manifest says that free text carries one leading apostrophe.
    pub escaped: bool,
    /// One of our own packages, of made-up people.
    pub practice: bool,
}

/// What the person chose against the guess.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(default)]
#[serde(rename = "ImportChosen")]
pub struct Chosen {
    /// How the file writes its letters.
    pub encoding: Option<TextEncoding>,
    /// What stands between two fields.
    pub delimiter: Option<Delimiter>,
}

/// Reads the file once and says what it is.
///
/// Errors: [`ImportRefusal::NotText`], [`ImportRefusal::NoRows`] without a header, [`ImportRefusal::Cancelled`],
/// [`crate::base::error::Error::File`].
pub fn survey(path: &Path, chosen: Chosen, watch: &mut Watch<'_>) -> Result<Survey> {
    let mut file = File::open(path).map_err(|source| files::failed("open", path, source))?;
    let facts = file.metadata().map_err(|source| files::failed("open", path, source))?;
    if !facts.is_file() {
        return Err(ImportRefusal::NotText.into());
    }
    let mut scan = Scan::default();
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut packed: Option<Vec<u8>> = None;
    loop {
        let read = file.read(&mut chunk).map_err(|source| files::failed("read", path, source))?;
        if read == 0 {
            break;
        }
        if scan.bytes == 0 && chunk[..read].starts_with(WORKBOOK_MARK) {
            packed = Some(Vec::new());
        }
        match &mut packed {
            Some(packed) => scan.keep(&chunk[..read], packed)?,
            None => scan.take(&chunk[..read])?,
        }
        watch.at(ImportStage::Reading, scan.bytes, facts.len())?;
    }
    let sheet = packed.map(|bytes| sheets::read(&bytes)).transpose()?.map(Arc::new);
    let (encoding, delimiter, header) = match &sheet {
        Some(sheet) => (TextEncoding::Utf8, Delimiter::Comma, sheets::header(sheet)),
        None => {
            let encoding = chosen.encoding.unwrap_or_else(|| scan.encoding());
            let (delimiter, header) = delimiter_and_header(path, &scan.head, encoding, chosen.delimiter)?;
            (encoding, delimiter, header)
        }
    };
    let manifest = manifest_beside(path)?;
    Ok(Survey {
        path: path.to_owned(),
        encoding,
        delimiter,
        sheet,
        header,
        bytes: scan.bytes,
        sha256: scan.digest.finalize().into(),
        modified: facts.modified().ok().and_then(since_1970),
        escaped: manifest.as_ref().is_some_and(|manifest| manifest.escape == "apostrophe"),
        practice: manifest.is_some_and(|manifest| manifest.practice),
    })
}

/// One record of a file, as the reader tells its fields apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Line, or row of a sheet, on which it begins, from 1.
    pub line: u64,
    /// Its fields; nothing where a field's bytes are no text, or its digits were lost.
    pub fields: Vec<Option<String>>,
}

impl Survey {
    /// Returns the file's first records, the header's first, at most `limit`.
    ///
    /// Errors: [`ImportRefusal`] where the reading ends, [`crate::base::error::Error::File`].
    pub fn records(&self, limit: usize) -> Result<Vec<Record>> {
        let mut lines = self.lines()?;
        let mut records = Vec::new();
        while records.len() < limit && lines.advance()? {
            let field = |at| lines.text(at).filter(|_| lines.flaw(at).is_none()).map(str::to_owned);
            records.push(Record { line: lines.number(), fields: (0..lines.fields()).map(field).collect() });
        }
        Ok(records)
    }

    /// Returns the file's records from its beginning, the header first.
    ///
    /// Errors: [`crate::base::error::Error::File`].
    pub(super) fn lines(&self) -> Result<Lines<'_>> {
        let mut file = File::open(&self.path).map_err(|error| files::failed("open", &self.path, error))?;
        let Some(sheet) = &self.sheet else { return Ok(Lines::new(file, &self.path, self.encoding, self.delimiter)) };
        // The sheet was read whole: what is asked of the file is whether it is still the same.
        let mut digest = Sha256::new();
        std::io::copy(&mut file, &mut digest).map_err(|error| files::failed("read", &self.path, error))?;
        Ok(Lines::of_sheet(Arc::clone(sheet), &self.path, digest.finalize().into(), self.bytes))
    }
}

/// Returns the instant, where it lies after 1970.
pub(super) fn since_1970(modified: std::time::SystemTime) -> Option<Instant> {
    let since = modified.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok().map(Instant::from_ms)
}

/// What one pass over the bytes learns.
struct Scan {
    head: Vec<u8>,
    bytes: u64,
    digest: Sha256,
    /// Beginning of a UTF-8 letter that the last chunk cut.
    cut: Vec<u8>,
    letters: u64,
    breaks: u64,
    detector: EncodingDetector,
    guessed_on: usize,
}

impl Default for Scan {
    fn default() -> Self {
        Self {
            head: Vec::new(),
            bytes: 0,
            digest: Sha256::new(),
            cut: Vec::new(),
            letters: 0,
            breaks: 0,
            detector: EncodingDetector::new(),
            guessed_on: 0,
        }
    }
}

impl Scan {
    /// Takes a piece of a workbook, which is kept as it is.
    fn keep(&mut self, chunk: &[u8], packed: &mut Vec<u8>) -> Result<()> {
        self.bytes += chunk.len() as u64;
        if self.bytes > WORKBOOK_BYTES_MAX {
            return Err(ImportRefusal::SheetTooLarge.into());
        }
        self.digest.update(chunk);
        packed.extend_from_slice(chunk);
        Ok(())
    }

    fn take(&mut self, chunk: &[u8]) -> Result<()> {
        self.bytes += chunk.len() as u64;
        self.digest.update(chunk);
        let wanted = SNIFF_BYTES - self.head.len();
        if wanted > 0 {
            self.head.extend_from_slice(&chunk[..wanted.min(chunk.len())]);
            if is_no_text(&self.head) {
                return Err(ImportRefusal::NotText.into());
            }
        }
        if !chunk.is_ascii() && self.guessed_on < GUESS_BYTES_MAX {
            self.detector.feed(chunk, false);
            self.guessed_on += chunk.len();
        }
        if !self.cut.is_empty() {
            let joined = [std::mem::take(&mut self.cut).as_slice(), chunk].concat();
            self.count(&joined);
        } else if !chunk.is_ascii() {
            self.count(chunk);
        }
        Ok(())
    }

    /// Counts letters beyond ASCII and the places that are no UTF-8; keeps a letter that the chunk's end cuts.
    fn count(&mut self, mut bytes: &[u8]) {
        loop {
            let (valid, broken) = match std::str::from_utf8(bytes) {
                Ok(_) => (bytes.len(), None),
                Err(error) => (error.valid_up_to(), Some(error.error_len())),
            };
            self.letters += bytes[..valid].iter().filter(|byte| **byte >= 0xc0).count() as u64;
            match broken {
                None => return,
                Some(None) => {
                    self.cut = bytes[valid..].to_vec();
                    return;
                }
                Some(Some(length)) => {
                    self.breaks += 1;
                    bytes = &bytes[valid + length..];
                }
            }
        }
    }

    fn encoding(&mut self) -> TextEncoding {
        let breaks = self.breaks + u64::from(!self.cut.is_empty());
        match self.head.as_slice() {
            [0xff, 0xfe, ..] => TextEncoding::Utf16Le,
            [0xfe, 0xff, ..] => TextEncoding::Utf16Be,
            [0xef, 0xbb, 0xbf, ..] => TextEncoding::Utf8,
            _ if breaks == 0 || breaks * LETTERS_PER_BREAK < self.letters => TextEncoding::Utf8,
            _ => {
                self.detector.feed(b"", true);
                let guess = self.detector.guess(None, false);
                match guess.name() {
                    "Big5" => TextEncoding::Big5,
                    "Shift_JIS" => TextEncoding::ShiftJis,
                    _ => TextEncoding::Gb18030,
                }
            }
        }
    }
}

fn is_no_text(head: &[u8]) -> bool {
    let marked = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    let packed: [&[u8]; 5] = [b"PK\x03\x04", b"\xfd7zXZ", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF"];
    packed.iter().any(|magic| head.starts_with(magic)) || (!marked && head.contains(&0))
}

/// How well a delimiter fits: columns that a mapping knows, then records of one width, then the width itself.
type Fit = (usize, usize, usize);

fn delimiter_and_header(
    path: &Path,
    head: &[u8],
    encoding: TextEncoding,
    chosen: Option<Delimiter>,
) -> Result<(Delimiter, Vec<String>)> {
    let mut best: Option<(Fit, Delimiter, Vec<String>)> = None;
    for delimiter in Delimiter::ALL.iter().copied().filter(|delimiter| chosen.is_none_or(|chosen| chosen == *delimiter)) {
        let Some((fit, header)) = fit(path, head, encoding, delimiter)? else { continue };
        if best.as_ref().is_none_or(|(best, ..)| fit > *best) {
            best = Some((fit, delimiter, header));
        }
    }
    best.map(|(_, delimiter, header)| (delimiter, header)).ok_or_else(|| ImportRefusal::NoRows.into())
}

fn fit(path: &Path, head: &[u8], encoding: TextEncoding, delimiter: Delimiter) -> Result<Option<(Fit, Vec<String>)>> {
    let mut lines = Lines::new(head, path, encoding, delimiter);
    if !lines.advance()? {
        return Ok(None);
    }
    let header: Vec<String> = (0..lines.fields()).map(|field| String::from_utf8_lossy(lines.bytes(field)).into_owned()).collect();
    let mut alike = 0;
    for _ in 0..SNIFF_RECORDS {
        // The head may end inside a record or a quote: what was seen until then is enough.
        match lines.advance() {
            Ok(true) => alike += usize::from(lines.fields() == header.len() && header.len() > 1),
            Ok(false) | Err(_) => break,
        }
    }
    let known = mapping::known_columns(&header);
    Ok(Some(((known, alike, header.len()), header)))
}

/// What our own packages say beside their files.
#[derive(Deserialize)]
struct Manifest {
    #[serde(default, rename = "lobby:escape")]
    escape: String,
    #[serde(default)]
    practice: bool,
    #[serde(default)]
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    #[serde(default)]
    path: String,
}

/// Returns the manifest of the package that this file belongs to, or `None` where it belongs to none of ours.
fn manifest_beside(path: &Path) -> Result<Option<Manifest>> {
    let beside = path.with_file_name("datapackage.json");
    let Ok(file) = File::open(&beside) else { return Ok(None) };
    let mut text = Vec::new();
    file.take(MANIFEST_BYTES_MAX).read_to_end(&mut text).map_err(|source| files::failed("read", &beside, source))?;
    // A neighbour that is no manifest of ours says nothing about this file.
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&text) else { return Ok(None) };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ours = manifest.resources.iter().any(|resource| resource.path == name);
    Ok(ours.then_some(manifest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoding_of(bytes: &[u8]) -> TextEncoding {
        let mut scan = Scan::default();
        for chunk in bytes.chunks(7) {
            scan.take(chunk).unwrap();
        }
        scan.encoding()
    }

    #[test]
    fn the_encoding_is_found_and_one_broken_byte_is_not_another_encoding() {
        let simplified =
            "预订号,姓名,到店日期\n20260714,王建国先生,二〇二六年七月十四日\n需要高楼层无烟房间，请提前准备\n".repeat(3);
        let traditional =
            "預訂號,姓名,抵店日期\n20260714,歐陽詠詩小姐,二〇二六年七月十四日\n需要高樓層無煙房間，請提前準備\n".repeat(3);
        let japanese =
            "予約番号,お名前,到着日\n20260714,佐藤さくら様,二〇二六年七月十四日\n禁煙の高層階をお願いします\n".repeat(3);
        let mut broken = simplified.clone().into_bytes();
        broken.push(0xff);
        let cases: [(Vec<u8>, TextEncoding); 7] = [
            (b"a,b\n1,2\n".to_vec(), TextEncoding::Utf8),
            (simplified.clone().into_bytes(), TextEncoding::Utf8),
            (broken, TextEncoding::Utf8),
            (encoding_rs::GBK.encode(&simplified).0.into_owned(), TextEncoding::Gb18030),
            (encoding_rs::BIG5.encode(&traditional).0.into_owned(), TextEncoding::Big5),
            (encoding_rs::SHIFT_JIS.encode(&japanese).0.into_owned(), TextEncoding::ShiftJis),
            ([vec![0xff, 0xfe], simplified.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(), TextEncoding::Utf16Le),
        ];
        for (bytes, expected) in cases {
            assert_eq!(encoding_of(&bytes), expected, "{} bytes beginning {:02x?}", bytes.len(), &bytes[..4]);
        }
    }

    #[test]
    fn a_packed_or_binary_file_is_no_text() {
        for bytes in [&b"PK\x03\x04rest"[..], b"\x1f\x8brest", b"a,b\n\0\0", b"%PDF-1.7"] {
            assert!(Scan::default().take(bytes).is_err(), "{bytes:02x?}");
        }
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_known_columns_even_among_quoted_commas() {
        let cases = [
            ("reservation_no,state,arrival\n1,booked,2026-01-01\n", Delimiter::Comma),
            ("reservation_no;state;arrival\n\"1,2,3,4\";booked;2026-01-01\n", Delimiter::Semicolon),
            ("reservation_no\tstate\tguest_name\n1\tbooked\t\"a;b;c;d\"\n", Delimiter::Tab),
            ("reservation_no|state|arrival\n1|booked|2026-01-01\n", Delimiter::Pipe),
            ("x;y\n1,2;3\n4,5;6\n", Delimiter::Semicolon),
        ];
        for (text, expected) in cases {
            let (found, _) = delimiter_and_header(Path::new("a.csv"), text.as_bytes(), TextEncoding::Utf8, None).unwrap();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}

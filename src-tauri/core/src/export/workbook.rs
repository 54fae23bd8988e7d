//! The workbook beside the tables, for people: text stays text (`00017432` keeps its zeros, `=1+1` is no formula), numbers are
//! numbers, days are days, heads are frozen. Source: ECMA-376, SpreadsheetML.
//!
//! A table that is too long for people is named, and its CSV with it. Absent on purpose: formulas, shared strings, themes.

use std::{
    fmt::Write as _,
    io::{self, Cursor, Seek, Write},
};

use chrono::NaiveDate;
use csv::{ByteRecord, ReaderBuilder};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{
    cover::Fact,
    sheets::{Column, Kind, PROPERTY, SHEETS, Sheet},
};

/// The workbook's name in the folder.
pub(super) const NAME: &str = "package.xlsx";
/// Most rows of a table that stand in the workbook: people read fewer, Excel takes 1,048,575.
pub(super) const ROWS_MAX: u64 = 100_000;
/// Most bytes of all tables, as CSV, that stand in it; they are held in memory until it is written.
pub(super) const BYTES_MAX: usize = 24 << 20;
/// How hard it is packed: the tables beside it are what a machine reads.
const PACKED: i64 = 3;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PARTS: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Styles by their place in `cellXfs`.
const TEXT: u8 = 1;
const DAY: u8 = 2;
const HEAD: u8 = 3;
const AMOUNT: u8 = 4;

/// What stands before the tables.
const BEFORE: [&str; 2] = ["cover 封面", "fields 字段"];

/// A table as it will lie in the workbook.
pub(super) struct Packed(ZipArchive<Cursor<Vec<u8>>>);

/// Packs the table at this place in [`SHEETS`] out of its CSV.
///
/// Errors: those of the archive, or of a CSV that is none.
pub(super) fn pack(at: usize, csv: &[u8]) -> io::Result<Packed> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    begin(&mut zip, &path_of(BEFORE.len() + at))?;
    table(&mut zip, &SHEETS[at], csv)?;
    zip.finish_into_readable().map(Packed).map_err(io::Error::other)
}

/// Returns the workbook; `tables` stand in the order of [`SHEETS`], none for one that is too long.
pub(super) fn write<W: Write + Seek>(into: W, facts: &[Fact], tables: Vec<Option<Packed>>) -> io::Result<W> {
    let mut zip = ZipWriter::new(into);
    part(&mut zip, "[Content_Types].xml", &content_types())?;
    part(&mut zip, "_rels/.rels", &relationships(&[("officeDocument", "xl/workbook.xml".to_owned())]))?;
    part(&mut zip, "xl/workbook.xml", &book())?;
    let mut inside: Vec<(&str, String)> =
        (1..=names().len()).map(|sheet| ("worksheet", format!("worksheets/sheet{sheet}.xml"))).collect();
    inside.push(("styles", "styles.xml".to_owned()));
    part(&mut zip, "xl/_rels/workbook.xml.rels", &relationships(&inside))?;
    part(&mut zip, "xl/styles.xml", &styles())?;
    begin(&mut zip, &path_of(0))?;
    cover(&mut zip, facts)?;
    begin(&mut zip, &path_of(1))?;
    fields(&mut zip)?;
    for (at, packed) in tables.into_iter().enumerate() {
        match packed {
            Some(Packed(table)) => zip.merge_archive(table).map_err(io::Error::other)?,
            None => {
                begin(&mut zip, &path_of(BEFORE.len() + at))?;
                too_long(&mut zip, &SHEETS[at])?;
            }
        }
    }
    zip.finish().map_err(io::Error::other)
}

fn names() -> Vec<&'static str> {
    BEFORE.into_iter().chain(SHEETS.iter().map(|sheet| sheet.name)).collect()
}

/// Returns where the sheet of this place lies in the archive.
fn path_of(at: usize) -> String {
    format!("xl/worksheets/sheet{}.xml", at + 1)
}

fn part<W: Write + Seek>(zip: &mut ZipWriter<W>, name: &str, text: &str) -> io::Result<()> {
    begin(zip, name)?;
    zip.write_all(text.as_bytes())
}

fn begin<W: Write + Seek>(zip: &mut ZipWriter<W>, name: &str) -> io::Result<()> {
    // No time: the same rows are the same parts.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(PACKED));
    zip.start_file(name, options).map_err(io::Error::other)
}

fn content_types() -> String {
    let sheets: String = (1..=names().len())
        .map(|sheet| format!("<Override PartName=\"/xl/worksheets/sheet{sheet}.xml\" ContentType=\"{TYPES}.worksheet+xml\"/>"))
        .collect();
    format!(
        "{XML}<Types xmlns=\"{PARTS}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/>{sheets}</Types>"
    )
}

fn relationships(to: &[(&str, String)]) -> String {
    let each: String = to
        .iter()
        .enumerate()
        .map(|(at, (kind, target))| format!("<Relationship Id=\"rId{}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>", at + 1))
        .collect();
    format!("{XML}<Relationships xmlns=\"{PARTS}/relationships\">{each}</Relationships>")
}

fn book() -> String {
    let sheets: String = names()
        .iter()
        .enumerate()
        .map(|(at, name)| format!("<sheet name=\"{name}\" sheetId=\"{0}\" r:id=\"rId{0}\"/>", at + 1))
        .collect();
    format!("{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>")
}

/// Format 49 is "@", text that stays text when somebody edits it; 14 is the reader's own way of writing a day.
fn styles() -> String {
    let format = |number: u8, font: u8| {
        format!(
            "<xf numFmtId=\"{number}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>"
        )
    };
    format!(
        "{XML}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>\
         <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"5\">{}{}{}{}{}</cellXfs></styleSheet>",
        format(0, 0),
        format(49, 0),
        format(164, 0),
        format(49, 1),
        format(4, 0),
    )
}

fn head(text: &mut String, widths: &[u32], frozen: bool) {
    let _infallible = write!(text, "{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">");
    if frozen {
        text.push_str("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>");
    }
    text.push_str("</sheetView></sheetViews><cols>");
    for (at, width) in widths.iter().enumerate() {
        let _infallible = write!(text, "<col min=\"{0}\" max=\"{0}\" width=\"{width}\" customWidth=\"1\"/>", at + 1);
    }
    text.push_str("</cols><sheetData>");
}

const FOOT: &str = "</sheetData></worksheet>";

fn cover<W: Write>(into: &mut W, facts: &[Fact]) -> io::Result<()> {
    let mut text = String::new();
    head(&mut text, &[30, 24, 90], false);
    for (at, fact) in facts.iter().enumerate() {
        let row = at + 1;
        let _infallible = write!(text, "<row r=\"{row}\">");
        for (column, (words, style)) in [(fact.zh, HEAD), (fact.en, TEXT), (fact.value.as_str(), TEXT)].into_iter().enumerate() {
            string(&mut text, (column, row), words, style);
        }
        text.push_str("</row>");
    }
    text.push_str(FOOT);
    into.write_all(text.as_bytes())
}

/// What each field means, in both languages: the analyst's dictionary goes with the figures.
fn fields<W: Write>(into: &mut W) -> io::Result<()> {
    let mut text = String::new();
    head(&mut text, &[18, 22, 60, 70], true);
    let mut row = 0;
    let mut line = |text: &mut String, cells: [&str; 4], style: u8| {
        row += 1;
        let _infallible = write!(text, "<row r=\"{row}\">");
        cells.iter().enumerate().for_each(|(column, words)| string(text, (column, row), words, style));
        text.push_str("</row>");
    };
    line(&mut text, ["table 表", "field 字段", "含义", "meaning"], HEAD);
    for sheet in SHEETS {
        line(&mut text, [sheet.name, "", sheet.says.zh, sheet.says.en], HEAD);
        line(&mut text, [sheet.name, "property_code", PROPERTY.zh, PROPERTY.en], TEXT);
        for column in sheet.columns {
            line(&mut text, [sheet.name, column.name, column.says.zh, column.says.en], TEXT);
        }
    }
    text.push_str(FOOT);
    into.write_all(text.as_bytes())
}

fn too_long<W: Write>(into: &mut W, sheet: &Sheet) -> io::Result<()> {
    let mut text = String::new();
    head(&mut text, &[90], false);
    let words = format!("行数过多，完整数据见 {0}.csv。 Too long for a sheet: all rows are in {0}.csv.", sheet.name);
    text.push_str("<row r=\"1\">");
    string(&mut text, (0, 1), &words, TEXT);
    text.push_str("</row>");
    text.push_str(FOOT);
    into.write_all(text.as_bytes())
}

fn table<W: Write>(into: &mut W, sheet: &Sheet, csv: &[u8]) -> io::Result<()> {
    let mut text = String::with_capacity(1 << 17);
    let widths: Vec<u32> = std::iter::once(14).chain(sheet.columns.iter().map(width)).collect();
    head(&mut text, &widths, true);
    let mut rows = ReaderBuilder::new().has_headers(false).from_reader(csv);
    let mut fields = ByteRecord::new();
    let mut row = 0;
    while rows.read_byte_record(&mut fields).map_err(io::Error::other)? {
        row += 1;
        let _infallible = write!(text, "<row r=\"{row}\">");
        for (at, field) in fields.iter().enumerate() {
            let words = std::str::from_utf8(field).map_err(io::Error::other)?;
            if row == 1 {
                string(&mut text, (at, row), words, HEAD);
            } else if !words.is_empty() {
                let column = at.checked_sub(1).and_then(|at| sheet.columns.get(at));
                cell(&mut text, (at, row), column, words);
            }
        }
        text.push_str("</row>");
        if text.len() > 1 << 16 {
            into.write_all(text.as_bytes())?;
            text.clear();
        }
    }
    let last = column_name(sheet.columns.len());
    let _infallible = write!(text, "</sheetData><autoFilter ref=\"A1:{last}{row}\"/></worksheet>");
    into.write_all(text.as_bytes())
}

fn cell(text: &mut String, place: (usize, usize), column: Option<&Column>, words: &str) {
    match column.map(|column| &column.kind) {
        // What the CSV escapes needs no escape here: a string is never a formula.
        Some(Kind::Text(_)) => string(text, place, words.strip_prefix('\'').unwrap_or(words), TEXT),
        Some(Kind::Whole(..)) => number(text, place, words, 0),
        Some(Kind::Money | Kind::Figure) => number(text, place, words, AMOUNT),
        Some(Kind::Date) => match serial(words) {
            Some(day) => number(text, place, &day.to_string(), DAY),
            None => string(text, place, words, TEXT),
        },
        _ => string(text, place, words, TEXT),
    }
}

fn number(text: &mut String, (column, row): (usize, usize), words: &str, style: u8) {
    let _infallible = write!(text, "<c r=\"{}{row}\" s=\"{style}\"><v>{words}</v></c>", column_name(column));
}

fn string(text: &mut String, (column, row): (usize, usize), words: &str, style: u8) {
    let place = column_name(column);
    let _infallible = write!(text, "<c r=\"{place}{row}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    escaped(text, words);
    text.push_str("</t></is></c>");
}

/// Appends words as XML has them. What XML cannot hold stands as `_xHHHH_`, and so does what would read like that (ECMA-376,
/// ST_Xstring).
fn escaped(text: &mut String, words: &str) {
    for (at, letter) in words.char_indices() {
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '_' if looks_escaped(&words[at..]) => text.push_str("_x005F_"),
            '\t' | '\n' => text.push(letter),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                let _infallible = write!(text, "_x{:04X}_", u32::from(letter));
            }
            _ => text.push(letter),
        }
    }
}

fn looks_escaped(words: &str) -> bool {
    let bytes = words.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// Returns a day's number: days since 1899-12-30, which is right from March 1900 on.
fn serial(day: &str) -> Option<i64> {
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    let days = (day - NaiveDate::from_ymd_opt(1899, 12, 30)?).num_days();
    (days > 60).then_some(days)
}

/// Returns `A` for 0, `AA` for 26.
fn column_name(column: usize) -> String {
    let letter = |place: usize| char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    match column {
        0..26 => letter(column).to_string(),
        _ => format!("{}{}", letter(column / 26 - 1), letter(column)),
    }
}

const fn width(column: &Column) -> u32 {
    match column.kind {
        Kind::Guest | Kind::Matched => 36,
        Kind::Id => 38,
        Kind::Text(_) | Kind::Instant => 22,
        Kind::Word(_) | Kind::Shaped(_) => 18,
        Kind::Whole(..) | Kind::Date | Kind::Truth => 12,
        Kind::Money | Kind::Figure => 15,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_xml_as_they_are() {
        let cases = [
            ("=1+1 & <b>", "=1+1 &amp; &lt;b&gt;"),
            ("𠮷\n単", "𠮷\n単"),
            ("a\rb\u{1}", "a_x000D_b_x0001_"),
            ("_x000D_", "_x005F_x000D_"),
            ("_x00", "_x00"),
        ];
        for (words, expected) in cases {
            let mut text = String::new();
            escaped(&mut text, words);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn days_and_columns_are_numbered_as_sheets_do() {
        assert_eq!((serial("2026-07-14"), serial("1900-03-01"), serial("1899-12-31")), (Some(46_217), Some(61), None));
        assert_eq!((column_name(0), column_name(25), column_name(26)), ("A".to_owned(), "Z".to_owned(), "AA".to_owned()));
    }
}

//! The rows of one sheet of an Excel workbook (.xlsx), as text and in bounded memory.
//!
//! A workbook is packed: every part is unpacked once into nothing, and counted, before anything is kept. A number beyond
//! fifteen digits has lost the last ones when the sheet was saved: its cell is flagged and never taken as it looks.

use std::io::{Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use zip::ZipArchive;

use super::{ImportRefusal, RowCode, lines::COLUMNS_MAX, mapping};

/// Largest workbook, as it lies on the disk.
pub const WORKBOOK_BYTES_MAX: u64 = 48 << 20;
/// Most that all parts of a workbook may unpack to.
pub const UNPACKED_BYTES_MAX: u64 = 256 << 20;
/// Most text that the cells of a sheet may hold: a text that stands once in the file may stand in any number of cells.
pub const TEXT_BYTES_MAX: usize = 160 << 20;
/// Most cells with something in them.
pub const CELLS_MAX: usize = 12_000_000;
/// Most parts of a workbook.
const PARTS_MAX: usize = 4_000;
/// Most sheets that are looked at for the one that holds stays.
const SHEETS_MAX: usize = 40;
/// Whole numbers from here on have more digits than a cell keeps (IEEE 754 double, shown by Excel with fifteen).
const EXACT_BELOW: f64 = 1e15;

/// One sheet, read whole.
#[derive(Debug, Default)]
pub struct Sheet {
    /// As the workbook calls it.
    pub name: String,
    text: String,
    cells: Vec<Cell>,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Cell {
    column: u16,
    end: u32,
    flaw: Option<RowCode>,
}

#[derive(Debug)]
struct Row {
    number: u32,
    cells_to: u32,
}

impl Sheet {
    /// Returns how many rows have something in them, the header's with them.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Returns the row's number in the sheet, from 1.
    pub fn number(&self, row: usize) -> u64 {
        u64::from(self.rows[row].number) + 1
    }

    /// Returns the row's filled cells: column from 0, text, and what is wrong with it.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = (usize, &str, Option<RowCode>)> {
        let from = row.checked_sub(1).map_or(0, |before| self.rows[before].cells_to as usize);
        (from..self.rows[row].cells_to as usize).map(|at| {
            let start = at.checked_sub(1).map_or(0, |before| self.cells[before].end as usize);
            let cell = &self.cells[at];
            (usize::from(cell.column), &self.text[start..cell.end as usize], cell.flaw)
        })
    }

    /// Returns how many columns the row reaches over.
    pub fn width(&self, row: usize) -> usize {
        self.cells(row).last().map_or(0, |(column, ..)| column + 1)
    }

    fn take(&mut self, (row, column): (u32, u32), text: &str, flaw: Option<RowCode>) -> Result<(), ImportRefusal> {
        let line = u64::from(row) + 1;
        if column as usize >= COLUMNS_MAX {
            return Err(ImportRefusal::TooManyColumns { line });
        }
        if self.text.len() + text.len() > TEXT_BYTES_MAX || self.cells.len() >= CELLS_MAX {
            return Err(ImportRefusal::SheetTooLarge);
        }
        let column = u16::try_from(column).map_err(|_| ImportRefusal::TooManyColumns { line })?;
        match self.rows.last() {
            Some(last) if last.number == row => {
                if self.cells.last().is_some_and(|before| before.column >= column) {
                    return Err(ImportRefusal::NotText);
                }
            }
            Some(last) if last.number > row => return Err(ImportRefusal::NotText),
            _ => self.rows.push(Row { number: row, cells_to: 0 }),
        }
        self.text.push_str(text);
        let end = u32::try_from(self.text.len()).map_err(|_| ImportRefusal::SheetTooLarge)?;
        self.cells.push(Cell { column, end, flaw });
        let cells_to = u32::try_from(self.cells.len()).map_err(|_| ImportRefusal::SheetTooLarge)?;
        if let Some(last) = self.rows.last_mut() {
            last.cells_to = cells_to;
        }
        Ok(())
    }
}

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Returns the sheet whose header a mapping knows best; the first one that has rows where none does.
///
/// Errors: [`ImportRefusal::NotText`] where the bytes are no workbook, [`ImportRefusal::SheetTooLarge`],
/// [`ImportRefusal::TooManyColumns`], [`ImportRefusal::NoRows`].
pub fn read(bytes: &[u8]) -> Result<Sheet, ImportRefusal> {
    within_bounds(bytes)?;
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| ImportRefusal::NotText)?;
    let shown = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let names: Vec<String> =
        workbook.sheets_metadata().iter().filter(shown).take(SHEETS_MAX).map(|sheet| sheet.name.clone()).collect();
    let mut best: Option<(usize, String)> = None;
    for name in names {
        let head = rows_of(&mut workbook, &name, 1)?;
        if head.rows() == 0 {
            continue;
        }
        let known = mapping::known_columns(&header(&head));
        if best.as_ref().is_none_or(|(most, _)| known > *most) {
            best = Some((known, name));
        }
    }
    let (_, name) = best.ok_or(ImportRefusal::NoRows)?;
    rows_of(&mut workbook, &name, usize::MAX)
}

/// Returns the first row's cells, empty where the sheet leaves one out.
pub fn header(sheet: &Sheet) -> Vec<String> {
    let mut header = vec![String::new(); if sheet.rows() == 0 { 0 } else { sheet.width(0) }];
    if sheet.rows() > 0 {
        for (column, text, _) in sheet.cells(0) {
            text.trim().clone_into(&mut header[column]);
        }
    }
    header
}

/// Unpacks every part into nothing and counts: what a part says of its own size is nobody's proof.
fn within_bounds(bytes: &[u8]) -> Result<(), ImportRefusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportRefusal::NotText)?;
    if archive.len() > PARTS_MAX {
        return Err(ImportRefusal::SheetTooLarge);
    }
    let mut left = UNPACKED_BYTES_MAX;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|_| ImportRefusal::NotText)?;
        let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| ImportRefusal::NotText)?;
        left = left.checked_sub(unpacked).ok_or(ImportRefusal::SheetTooLarge)?;
    }
    Ok(())
}

fn rows_of(workbook: &mut Workbook<'_>, name: &str, rows_max: usize) -> Result<Sheet, ImportRefusal> {
    let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|_| ImportRefusal::NotText)?;
    while let Some(cell) = cells.next_cell().map_err(|_| ImportRefusal::NotText)? {
        let (text, flaw) = written(cell.get_value());
        if text.trim().is_empty() && flaw.is_none() {
            continue;
        }
        let is_new_row = sheet.rows.last().is_none_or(|last| last.number != cell.get_position().0);
        if is_new_row && sheet.rows() == rows_max {
            break;
        }
        sheet.take(cell.get_position(), &text, flaw)?;
    }
    Ok(sheet)
}

/// Returns what stands in a cell as a person would write it, and what is wrong with it.
fn written(value: &DataRef<'_>) -> (String, Option<RowCode>) {
    match value {
        DataRef::Empty => (String::new(), None),
        DataRef::Int(number) => (number.to_string(), None),
        DataRef::Float(number) => of_number(*number),
        DataRef::String(text) | DataRef::DurationIso(text) => (text.clone(), None),
        DataRef::SharedString(text) => ((*text).to_owned(), None),
        DataRef::Bool(yes) => ((if *yes { "TRUE" } else { "FALSE" }).to_owned(), None),
        DataRef::DateTime(when) => (of_instant(*when), None),
        DataRef::DateTimeIso(text) => (text.trim_end_matches('Z').trim_end_matches("T00:00:00").replace('T', " "), None),
        DataRef::Error(_) => (String::new(), Some(RowCode::BrokenFormula)),
    }
}

fn of_number(number: f64) -> (String, Option<RowCode>) {
    if number.fract() == 0.0 && number.abs() >= EXACT_BELOW {
        return (format!("{number:.0}"), Some(RowCode::DigitsLost));
    }
    // Fifteen digits, as the sheet shows it: 0.1 + 0.2 is 0.3.
    let shown = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    (shown.to_string(), None)
}

fn of_instant(when: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = when.to_ymd_hms_milli();
    if when.is_duration() || (0.0..1.0).contains(&when.as_f64()) {
        return format!("{hour:02}:{minute:02}");
    }
    if when.as_f64().fract() == 0.0 {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_its_sheet_shows_it_and_one_that_lost_digits_is_flagged() {
        let cases = [
            (1206.0, "1206", None),
            (0.1 + 0.2, "0.3", None),
            (880.5, "880.5", None),
            (-6.38, "-6.38", None),
            (999_999_999_999_999.0, "999999999999999", None),
            (1_234_567_890_123_456.0, "1234567890123456", Some(RowCode::DigitsLost)),
            (3_141_592_653_589_793_238.0, "3141592653589793280", Some(RowCode::DigitsLost)),
        ];
        for (number, expected, flaw) in cases {
            assert_eq!(of_number(number), (expected.to_owned(), flaw), "{number}");
        }
    }

    #[test]
    fn a_packed_file_that_is_no_workbook_is_refused() {
        for bytes in [&b"PK\x03\x04rest"[..], b"", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"] {
            assert!(read(bytes).is_err(), "{bytes:?}");
        }
    }
}

//! One row's cells, by the columns of its mapping, and the values they hold.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{RowCode, lines::Lines, mapping::Bound};
use crate::{
    base::{
        document::{DocumentKey, DocumentMark},
        error::Common,
        money::Minor,
        text,
        time::BusinessDate,
    },
    stays::{PARTY_MAX, RowDigest},
};

/// Earliest and latest year that a stay may have: outside, a slip of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Why a row is refused: the column and the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// As the mapping calls it.
    pub column: &'static str,
    /// Why.
    pub code: RowCode,
}

/// A column of a mapping, with its place among the mapping's columns.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Where it stands among the mapping's columns.
    pub place: usize,
    /// In the header.
    pub name: &'static str,
    /// Must stand in the header.
    pub required: bool,
    /// Other names it may have in a header.
    pub aliases: &'static [&'static str],
    /// Nothing of it may be kept as it stands, not even in a row's digest.
    pub hidden: bool,
}

/// Declares a mapping's columns: `Place "header name" needed ["other name", …]`, and an enum of their places.
macro_rules! columns {
    ($($place:ident $name:literal $required:ident [$($alias:literal),*]),+ $(,)?) => {
        #[derive(Clone, Copy)]
        enum Place { $($place),+ }

        impl From<Place> for usize {
            fn from(place: Place) -> usize {
                place as usize
            }
        }

        /// In the order in which a row's digest takes them.
        pub const COLUMNS: &[$crate::import::cells::Column] = &[$($crate::import::cells::Column {
            place: Place::$place as usize,
            name: $name,
            required: $crate::import::cells::Need::$required.must(),
            aliases: &[$($alias),*],
            hidden: $crate::import::cells::Need::$required.hides(),
        }),+];
    };
}
pub(super) use columns;

/// Whether a header must have a column.
pub enum Need {
    /// It must.
    Needed,
    /// It may.
    Optional,
    /// It may, and what stands there is kept as a keyed hash alone.
    Hidden,
}

impl Need {
    /// Returns whether it must.
    pub const fn must(self) -> bool {
        matches!(self, Self::Needed)
    }

    /// Returns whether nothing of it may be kept as it stands.
    pub const fn hides(self) -> bool {
        matches!(self, Self::Hidden)
    }
}

/// The cells of the row that the reader stands on.
pub struct Cells<'a> {
    lines: &'a Lines<'a>,
    bound: &'a Bound,
    documents: &'a DocumentKey,
    escaped: bool,
}

/// What a value must be to be taken.
pub type Taken<T> = Result<T, Fault>;

impl<'a> Cells<'a> {
    /// Returns the cells; `escaped` where free text carries one leading apostrophe of ours.
    pub fn new(lines: &'a Lines<'a>, bound: &'a Bound, documents: &'a DocumentKey, escaped: bool) -> Self {
        Self { lines, bound, documents, escaped }
    }

    /// Returns the digest over the mapping's columns in the mapping's order, whatever the file's order is. Of a hidden column
    /// it takes the keyed hash, and nothing where it is empty: whoever knows the rest of a row cannot try numbers.
    pub fn digest(&self) -> RowDigest {
        let mut hasher = blake3::Hasher::new();
        for (column, place) in self.bound.mapping.columns().iter().zip(self.bound.places()) {
            let bytes = place.map(|place| self.lines.bytes(place)).unwrap_or_default();
            if column.hidden {
                if !bytes.is_empty() {
                    hasher.update(self.documents.hash(bytes).as_str().as_bytes());
                }
                continue;
            }
            hasher.update(&(bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        }
        let mut digest = [0; 16];
        digest.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        RowDigest(digest)
    }

    /// Returns the cell as it stands, less blanks around it and our own escape; empty where the file has no such column.
    pub fn raw(&self, column: impl Into<usize> + Copy) -> Taken<&'a str> {
        let Some(place) = self.bound.places()[column.into()] else { return Ok("") };
        if let Some(code) = self.lines.flaw(place) {
            return Err(self.fault(column, code));
        }
        let text = self.lines.text(place).ok_or_else(|| self.fault(column, RowCode::BadCharacter))?;
        let text = if self.escaped { text.strip_prefix('\'').unwrap_or(text) } else { text };
        Ok(text.trim())
    }

    /// Returns the cell, which must not be empty.
    pub fn needed(&self, column: impl Into<usize> + Copy) -> Taken<&'a str> {
        match self.raw(column)? {
            "" => Err(self.fault(column, RowCode::Missing)),
            text => Ok(text),
        }
    }

    /// Returns free text of at most `max` characters; a card number in it is refused.
    pub fn words(&self, column: impl Into<usize> + Copy, max: usize) -> Taken<String> {
        text::optional("", self.raw(column)?, max).map_err(|refusal| self.fault(column, code_of(&refusal)))
    }

    /// Returns an order, member or confirmation number, and whether it passes for a payment card's as one in ten does.
    pub fn number_like(&self, column: impl Into<usize> + Copy, max: usize) -> Taken<(String, bool)> {
        let text = self.raw(column)?;
        let card = text::holds_card_number(text);
        match text::optional("", text, max) {
            Ok(text) => Ok((text, card)),
            Err(Common::CardNumber { .. }) => Ok((text.to_owned(), true)),
            Err(refusal) => Err(self.fault(column, code_of(&refusal))),
        }
    }

    /// Returns what is kept of the document whose number stands in the cell; nothing where it cannot be one.
    pub fn document(&self, kind: &str, column: impl Into<usize> + Copy) -> Taken<Option<DocumentMark>> {
        Ok(self.documents.mark(kind, self.raw(column)?))
    }

    /// Returns the day, where the cell names one.
    pub fn date(&self, column: impl Into<usize> + Copy) -> Taken<Option<BusinessDate>> {
        match self.raw(column)? {
            "" => Ok(None),
            text => day(text).map(Some).ok_or_else(|| self.fault(column, RowCode::BadDate)),
        }
    }

    /// Returns the day, which must be there.
    pub fn needed_date(&self, column: impl Into<usize> + Copy) -> Taken<BusinessDate> {
        self.date(column)?.ok_or_else(|| self.fault(column, RowCode::Missing))
    }

    /// Returns the sum, in minor units of `digits`, where the cell has one.
    pub fn sum(&self, column: impl Into<usize> + Copy, digits: u32) -> Taken<Option<Minor>> {
        match self.raw(column)? {
            "" => Ok(None),
            text => sum(text, digits).map(Some).map_err(|code| self.fault(column, code)),
        }
    }

    /// Returns the count, where the cell has one.
    pub fn count(&self, column: impl Into<usize> + Copy) -> Taken<Option<u16>> {
        match self.raw(column)? {
            "" => Ok(None),
            text => count(text).map(Some).map_err(|code| self.fault(column, code)),
        }
    }

    /// Returns the count, which must be there.
    pub fn needed_count(&self, column: impl Into<usize> + Copy) -> Taken<u16> {
        self.count(column)?.ok_or_else(|| self.fault(column, RowCode::Missing))
    }

    /// Returns the fault that this column has.
    pub fn fault(&self, column: impl Into<usize> + Copy, code: RowCode) -> Fault {
        Fault { column: self.bound.column(column.into()), code }
    }
}

fn code_of(refusal: &Common) -> RowCode {
    match refusal {
        Common::TooLong { .. } => RowCode::TooLong,
        Common::CardNumber { .. } => RowCode::CardNumber,
        Common::Empty { .. } => RowCode::Missing,
        _ => RowCode::BadCharacter,
    }
}

/// Returns the day that `text` names, year first: `2026-07-14`, `2026/7/14`, `20260714`, `2026年7月14日`.
///
/// Day-first and month-first writing are not told apart by looking, so neither is taken.
pub fn day(text: &str) -> Option<BusinessDate> {
    let text = text.strip_suffix('日').unwrap_or(text);
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return of(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
    }
    let mut parts = text.split(['-', '/', '.', '年', '月']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    of(digits(year)? as i32, digits(month)?, digits(day)?)
}

/// Returns the day, or `None` where there is none of that name in the years that are taken.
pub fn of(year: i32, month: u32, day: u32) -> Option<BusinessDate> {
    if !YEARS.contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(year, month, day).map(BusinessDate::new)
}

/// Returns the whole number, where there is nothing but ASCII digits.
pub fn digits(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn count(text: &str) -> Result<u16, RowCode> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(RowCode::BadNumber);
    }
    text.parse().ok().filter(|count| *count <= PARTY_MAX).ok_or(RowCode::OutOfBounds)
}

/// Returns the sum that `text` writes, plain or grouped by thousands.
pub fn sum(text: &str, digits: u32) -> Result<Minor, RowCode> {
    let plain = without_groups(text);
    let plain = plain.as_deref().unwrap_or(text);
    let looks_like_one = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    match plain.parse::<Decimal>() {
        Ok(value) => Minor::from_decimal(value, digits).ok_or(RowCode::OutOfBounds),
        // More digits than a decimal holds are a number all the same.
        Err(_) if looks_like_one && plain.len() > 25 => Err(RowCode::OutOfBounds),
        Err(_) => Err(RowCode::BadNumber),
    }
}

/// Returns `1,234.50` as `1234.50`; `None` where the commas do not group by thousands.
fn without_groups(text: &str) -> Option<String> {
    let (whole, _) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next()?;
    let mut more = 0;
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        more += 1;
    }
    (more > 0 && (1..=3).contains(&first.len())).then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_year_first_and_only_where_they_exist() {
        let cases = [
            ("2026-07-14", Some("2026-07-14")),
            ("2026/7/4", Some("2026-07-04")),
            ("20260714", Some("2026-07-14")),
            ("2026年7月14日", Some("2026-07-14")),
            ("2028-02-29", Some("2028-02-29")),
            ("2026-02-29", None),
            ("2026-02-30", None),
            ("14/07/2026", None), // which is the month in 04/07/2026?
            ("0026-07-14", None),
            ("2026-07", None),
            ("2026-07-14-1", None),
            ("2026-+7-14", None),
        ];
        for (text, expected) in cases {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn sums_are_plain_or_grouped_decimals_within_their_bound() {
        let cases = [
            ("75.37", Ok(7_537)),
            ("-6.38", Ok(-638)),
            ("1,234.50", Ok(123_450)),
            ("12,5", Err(RowCode::BadNumber)),
            ("¥880", Err(RowCode::BadNumber)),
            ("99999999999999", Err(RowCode::OutOfBounds)),
            ("999999999999999999999999999999999999", Err(RowCode::OutOfBounds)),
            ("NaN", Err(RowCode::BadNumber)),
        ];
        for (text, expected) in cases {
            assert_eq!(sum(text, 2).map(Minor::minor), expected, "{text}");
        }
        for (text, expected) in [
            ("2", Ok(2)),
            ("-1", Err(RowCode::BadNumber)),
            ("1001", Err(RowCode::OutOfBounds)),
            ("99999999", Err(RowCode::OutOfBounds)),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
    }
}

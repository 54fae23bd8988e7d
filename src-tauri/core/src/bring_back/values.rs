//! What stands in a row of a package, taken apart as this program writes it. The package was verified against its own manifest;
//! that the manifest is one of ours shows here.

use super::{BringRefusal, unfit};
use crate::{
    base::{
        ids::RawId,
        money::Minor,
        time::{BusinessDate, Instant},
    },
    group::manifest::Table,
};

/// Bytes of a guest's key.
pub const KEY_BYTES: usize = 16;
/// A guest's key in packages, or one that the group knows.
pub type GuestKey = [u8; KEY_BYTES];

type Value<T> = Result<T, BringRefusal>;

/// One row of a package's table.
pub struct Row<'r> {
    /// The package's folder, for a refusal.
    pub package: &'r str,
    /// Whose rows they are.
    pub table: &'r Table,
    /// A cell a field, without the escape.
    pub cells: &'r [Option<&'r str>],
    /// Digits after the point of the currency.
    pub digits: u32,
}

impl<'r> Row<'r> {
    /// Returns the text of a column, empty where nothing stands.
    pub fn text(&self, column: &str) -> Value<&'r str> {
        Ok(self.cell(column)?.unwrap_or_default())
    }

    /// Returns a text of at most `max` characters that a field of the house can hold.
    pub fn words(&self, column: &str, max: usize) -> Value<String> {
        let text = self.text(column)?;
        if text.contains('\0') || (text.len() > max && text.chars().count() > max) {
            return Err(self.unfit(column));
        }
        Ok(text.to_owned())
    }

    /// Returns the value of a column that must have one.
    pub fn must<T>(&self, column: &str, value: Value<Option<T>>) -> Value<T> {
        value?.ok_or_else(|| self.unfit(column))
    }

    /// Returns the day, where there is one.
    pub fn date(&self, column: &str) -> Value<Option<BusinessDate>> {
        self.parsed(column, |text| text.parse().ok())
    }

    /// Returns the whole number, where there is one.
    pub fn whole(&self, column: &str) -> Value<Option<i64>> {
        self.parsed(column, |text| text.parse().ok())
    }

    /// Returns a count that fits into `T`.
    pub fn count<T: TryFrom<i64>>(&self, column: &str) -> Value<T> {
        self.must(column, self.parsed(column, |text| text.parse::<i64>().ok().and_then(|count| T::try_from(count).ok())))
    }

    /// Returns the amount.
    pub fn money(&self, column: &str) -> Value<Minor> {
        self.must(column, self.parsed(column, |text| Minor::parse(text, self.digits)))
    }

    /// Returns the instant, where there is one.
    pub fn instant(&self, column: &str) -> Value<Option<Instant>> {
        let parse = |text: &str| {
            let at = chrono::DateTime::parse_from_rfc3339(text).ok()?;
            Some(Instant::from_ms(at.timestamp_millis()))
        };
        self.parsed(column, parse)
    }

    /// Returns the word, where there is one.
    pub fn word<T>(&self, column: &str, of: fn(&str) -> Option<T>) -> Value<Option<T>> {
        self.parsed(column, of)
    }

    /// Returns the record's id.
    pub fn id(&self, column: &str) -> Value<RawId> {
        self.must(column, self.parsed(column, |text| text.parse().ok()))
    }

    /// Returns whether the column says true.
    pub fn truth(&self, column: &str) -> Value<bool> {
        Ok(self.text(column)? == "true")
    }

    /// Returns the key, where there is one: a letter and hexadecimal digits.
    pub fn key(&self, column: &str) -> Value<Option<GuestKey>> {
        self.parsed(column, |text| {
            let id: RawId = text.get(1..)?.parse().ok()?;
            (text.len() == 1 + 2 * KEY_BYTES).then(|| *id.bytes())
        })
    }

    /// Returns whether the table has the column: a package of before lacks what came since.
    pub fn has(&self, column: &str) -> bool {
        self.table.fields.iter().any(|field| field.name.as_str() == column)
    }

    /// Returns the refusal of what stands in a column.
    pub fn unfit(&self, column: &str) -> BringRefusal {
        unfit(self.package, self.table.name.as_str(), column)
    }

    fn parsed<T>(&self, column: &str, parse: impl FnOnce(&'r str) -> Option<T>) -> Value<Option<T>> {
        let Some(text) = self.cell(column)? else { return Ok(None) };
        parse(text).map(Some).ok_or_else(|| self.unfit(column))
    }

    fn cell(&self, column: &str) -> Value<Option<&'r str>> {
        let place = self.table.fields.iter().position(|field| field.name.as_str() == column);
        let place = place.ok_or_else(|| self.unfit(column))?;
        Ok(self.cells.get(place).copied().flatten())
    }
}

//! One column as the manifest describes it, and whether a text may stand in it. Pure.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};
use regex::Regex;

use super::{findings::FindingCode, names::Name};

/// Decimal places in which bounds and sums of numbers are kept.
pub const PLACES: u32 = 4;
/// Most digits before the point.
const DIGITS_MAX: usize = 18;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A plain decimal of at most [`PLACES`] places.
    Number,
    /// ISO date.
    Date,
    /// RFC 3339 in UTC.
    Instant,
    /// true or false.
    Truth,
}

/// One column.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// What stands in it.
    pub kind: FieldKind,
    /// May not be empty.
    pub required: bool,
    /// The only texts it may be.
    pub words: Option<BTreeSet<String>>,
    /// The shape it must have.
    pub pattern: Option<Regex>,
    /// Least value, in units of 10⁻⁴.
    pub least: Option<i128>,
    /// Greatest value, in units of 10⁻⁴.
    pub most: Option<i128>,
    /// Most characters.
    pub longest: Option<usize>,
    /// Free text whose formula-like values carry one leading apostrophe.
    pub escaped: bool,
}

impl Field {
    /// Returns what is wrong with `text`, where anything is.
    pub fn fault(&self, text: &str) -> Option<FindingCode> {
        if text.is_empty() {
            return self.required.then_some(FindingCode::Required);
        }
        if !self.is_of_its_kind(text) {
            return Some(FindingCode::Type);
        }
        if self.words.as_ref().is_some_and(|words| !words.contains(text)) {
            return Some(FindingCode::Enum);
        }
        if self.pattern.as_ref().is_some_and(|pattern| !pattern.is_match(text)) {
            return Some(FindingCode::Pattern);
        }
        let too_long = self.longest.is_some_and(|longest| text.len() > longest && text.chars().count() > longest);
        (too_long || self.is_out_of_bounds(text)).then_some(FindingCode::Bounds)
    }

    /// Returns the text as the hotel has it: without the one apostrophe that kept a spreadsheet from calculating.
    pub fn unescaped<'t>(&self, text: &'t str) -> &'t str {
        if self.escaped { text.strip_prefix('\'').unwrap_or(text) } else { text }
    }

    fn is_of_its_kind(&self, text: &str) -> bool {
        match self.kind {
            FieldKind::Text => true,
            FieldKind::Integer => text.parse::<i64>().is_ok_and(|whole| whole.to_string() == text),
            FieldKind::Number => decimal(text).is_some(),
            FieldKind::Date => text.len() == 10 && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok(),
            FieldKind::Instant => text.ends_with('Z') && text.len() >= 20 && DateTime::parse_from_rfc3339(text).is_ok(),
            FieldKind::Truth => matches!(text, "true" | "false"),
        }
    }

    fn is_out_of_bounds(&self, text: &str) -> bool {
        if self.least.is_none() && self.most.is_none() {
            return false;
        }
        decimal(text)
            .is_none_or(|value| self.least.is_some_and(|least| value < least) || self.most.is_some_and(|most| value > most))
    }
}

/// Returns a plain decimal in units of 10⁻⁴, or nothing where it is none: no sign but a minus, no exponent, no blank.
pub fn decimal(text: &str) -> Option<i128> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(part) || whole.len() > DIGITS_MAX || part.len() > PLACES as usize {
        return None;
    }
    let scale = 10_i128.pow(PLACES - u32::try_from(part.len()).ok()?);
    let size = whole.parse::<i128>().ok()? * 10_i128.pow(PLACES) + part.parse::<i128>().ok()? * scale;
    Some(if negative { -size } else { size })
}

/// Returns a total of any size in units of 10⁻⁴, or nothing where the text is no plain decimal.
pub fn total(text: &str) -> Option<i128> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let part = decimal(&["0.", part].concat())?;
    let plain = (1..=30).contains(&whole.len()) && whole.bytes().all(|byte| byte.is_ascii_digit());
    let size = plain.then(|| whole.parse::<i128>().ok()).flatten()? * 10_i128.pow(PLACES) + part;
    Some(if negative { -size } else { size })
}

/// Returns units of 10⁻⁴ as a plain decimal, without zeros at the end that say nothing.
pub fn written(value: i128) -> String {
    let unit = 10_u128.pow(PLACES);
    let (sign, size) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    let part = format!("{:04}", size % unit);
    let part = part.trim_end_matches('0');
    let point = if part.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{part}", size / unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: FieldKind) -> Field {
        let name = Name::of("a").expect("a name");
        Field { name, kind, required: false, words: None, pattern: None, least: None, most: None, longest: None, escaped: false }
    }

    #[test]
    fn a_text_is_of_its_kind_or_not() {
        use FieldKind::{Date, Instant, Integer, Number, Text, Truth};
        let cases = [
            (Integer, "-12", true),
            (Integer, "012", false),
            (Integer, "+1", false),
            (Integer, "1.0", false),
            (Integer, "99999999999999999999", false),
            (Number, "2544.05", true),
            (Number, "-0.5", true),
            (Number, "1e5", false),
            (Number, ".5", false),
            (Number, "1.", false),
            (Number, "1.00001", false),
            (Number, " 1", false),
            (Number, "NaN", false),
            (Date, "2026-07-14", true),
            (Date, "2026-02-30", false),
            (Date, "2026-7-14", false),
            (Instant, "2026-07-14T06:05:00Z", true),
            (Instant, "2026-07-14T06:05:00+08:00", false),
            (Instant, "2026-07-14 06:05:00", false),
            (Truth, "true", true),
            (Truth, "TRUE", false),
            (Text, "anything\n", true),
        ];
        for (kind, text, expected) in cases {
            assert_eq!(field(kind).fault(text).is_none(), expected, "{kind:?} {text:?}");
        }
    }

    #[test]
    fn constraints_are_told_apart() {
        let required = Field { required: true, ..field(FieldKind::Text) };
        assert_eq!(required.fault(""), Some(FindingCode::Required));
        let words = Field { words: Some(["base".to_owned()].into()), ..field(FieldKind::Text) };
        assert_eq!((words.fault("gold"), words.fault("base"), words.fault("")), (Some(FindingCode::Enum), None, None));
        let shaped = Field { pattern: Some(Regex::new("^g[0-9a-f]{2}$").expect("a pattern")), ..field(FieldKind::Text) };
        assert_eq!((shaped.fault("g0a"), shaped.fault("g0a\n")), (None, Some(FindingCode::Pattern)));
        let bounded = Field { least: Some(0), most: Some(20_000), ..field(FieldKind::Number) };
        assert_eq!((bounded.fault("2"), bounded.fault("2.01")), (None, Some(FindingCode::Bounds)));
        let short = Field { longest: Some(2), ..field(FieldKind::Text) };
        assert_eq!((short.fault("𠮷野"), short.fault("𠮷野家")), (None, Some(FindingCode::Bounds)), "characters, not bytes");
    }

    #[test]
    fn sums_are_exact_and_written_plainly() {
        let cases = [
            ("2544.05", "2544.05"),
            ("-0.0500", "-0.05"),
            ("0", "0"),
            ("-638", "-638"),
            ("922337203685477580.70", "922337203685477580.7"),
        ];
        for (text, expected) in cases {
            assert_eq!(total(text).map(written), Some(expected.to_owned()));
        }
        assert_eq!(total("1e9"), None);
    }
}

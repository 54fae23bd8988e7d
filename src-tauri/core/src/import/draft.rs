//! What the mappings of other houses' systems share: placeholders, days whose order nobody states, prices with their
//! currency, and the stay that is made of them.

use super::{
    RowCode,
    cells::{self, Cells, Taken},
    mapping::{Around, Key, Person, Reading},
};
use crate::{
    base::{
        contact::{self, ContactKind},
        money::Minor,
        text::NAME_MAX,
        time::BusinessDate,
    },
    stays::{Stay, StayState, StayWarning, rules},
};

/// Longest order or confirmation number, in characters.
pub const NUMBER_MAX: usize = 60;
/// Longest word of a file's own lists, in characters.
pub const WORD_MAX: usize = 60;

/// What exports write where nothing is known (`ota_pms_export_headers`: Cloudbeds `n/a`, OPERA `TBC` and `.`).
const NOTHING: &[&str] = &["n/a", "na", "null", "none", "-", "--", "."];
/// Names that nobody has.
const NOBODY: &[&str] = &["tbc", "tba", "散客", "consumidor final", "guest", "walk in", "walk-in"];
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Signs of currencies; one sign may stand for several.
const SIGNS: &[(&str, &[&str])] = &[
    ("€", &["EUR"]),
    ("£", &["GBP"]),
    ("¥", &["CNY", "JPY"]),
    ("￥", &["CNY", "JPY"]),
    ("元", &["CNY"]),
    ("RMB", &["CNY"]),
    ("US$", &["USD"]),
    ("HK$", &["HKD"]),
    ("NT$", &["TWD"]),
    ("$", &["USD", "HKD", "SGD", "AUD", "CAD", "NZD", "TWD", "MXN"]),
    ("฿", &["THB"]),
    ("₩", &["KRW"]),
];

/// A stay before its sums and warnings are settled.
pub struct Draft {
    /// By which the stay is known again, unique within its source.
    pub source_key: String,
    /// What the guest would quote.
    pub confirmation: String,
    /// Where the stay stands.
    pub state: StayState,
    /// Arrival and departure.
    pub days: (BusinessDate, BusinessDate),
    /// As the system numbers it.
    pub room_no: String,
    /// As the system calls it.
    pub room_type: String,
    /// Adults, children, babies.
    pub party: (u16, u16, u16),
    /// Through whom it was booked.
    pub channel: String,
    /// As the system calls it.
    pub segment: String,
    /// As written.
    pub country: String,
    /// A night.
    pub rate: Option<Minor>,
    /// The whole stay.
    pub total: Option<Minor>,
    /// In words.
    pub payment: String,
    /// When it was booked.
    pub booked_on: Option<BusinessDate>,
    /// Who stays.
    pub person: Option<Person>,
    /// What was noticed.
    pub noticed: Vec<StayWarning>,
}

impl Draft {
    /// Returns what the row says; `sum` is the column that is named where rate × nights has no bound.
    pub fn settle(self, cells: &Cells<'_>, around: &Around<'_>, sum: impl Into<usize> + Copy) -> Taken<Reading> {
        let (arrival, departure) = self.days;
        let nights = rules::nights_between(arrival, departure).ok_or_else(|| cells.fault(sum, RowCode::TooManyNights))?;
        let rate_minor = match (self.rate, self.total) {
            (Some(rate), _) => rate,
            (None, Some(total)) => Minor::new(total.minor() / i64::from(nights.max(1))).unwrap_or(total),
            (None, None) => Minor::ZERO,
        };
        let by_rate = || rate_minor.times(i64::from(nights)).ok_or_else(|| cells.fault(sum, RowCode::OutOfBounds));
        let room_minor = self.total.map_or_else(by_rate, Ok)?;
        let (adults, children, babies) = self.party;
        let mut warnings = self.noticed;
        let facts = [
            (adults + children + babies == 0, StayWarning::Nobody),
            (nights == 0, StayWarning::ZeroNights),
            (rate_minor.minor() < 0, StayWarning::NegativeRate),
        ];
        warnings.extend(facts.iter().filter(|(holds, _)| *holds).map(|(_, warning)| *warning));
        let stay = Stay {
            id: around.id,
            guest_id: None,
            source: around.source.to_owned(),
            source_key: self.source_key,
            confirmation: self.confirmation,
            state: self.state,
            property: String::new(),
            arrival,
            departure,
            nights,
            arrive_minute: None,
            arrived_at_ms: None,
            room_no: self.room_no,
            room_type: self.room_type,
            adults,
            children,
            babies,
            channel: self.channel,
            segment: self.segment,
            country: self.country,
            repeat_guest: false,
            rate_minor,
            room_minor,
            food_minor: Minor::ZERO,
            other_minor: Minor::ZERO,
            payment: self.payment,
            booked_on: self.booked_on,
            status_on: None,
            warnings,
            row_digest: cells.digest(),
            import_id: around.import_id,
        };
        Ok(Reading { stay, person: self.person, key: Key::Number })
    }
}

/// Longest of the words that say nothing, in bytes.
const PLACEHOLDER_BYTES_MAX: usize = 16;

/// Returns whether a text stands for nothing or nobody: `n/a`, `TBC`, `散客`.
pub fn is_placeholder(text: &str) -> bool {
    if text.len() > PLACEHOLDER_BYTES_MAX {
        return false;
    }
    let plain = text.to_lowercase();
    NOTHING.contains(&plain.as_str()) || NOBODY.contains(&plain.as_str())
}

/// Returns the cell's text, empty where it says that nothing is known.
pub fn said<'a>(cells: &Cells<'a>, column: impl Into<usize> + Copy) -> Taken<&'a str> {
    let text = cells.raw(column)?;
    Ok(if NOTHING.contains(&text.to_lowercase().as_str()) { "" } else { text })
}

/// Returns the cell's words, empty where it says that nothing is known.
pub fn words(cells: &Cells<'_>, column: impl Into<usize> + Copy, max: usize) -> Taken<String> {
    if said(cells, column)?.is_empty() { Ok(String::new()) } else { cells.words(column, max) }
}

/// Returns an order number, and notices one that passes for a payment card's.
pub fn number(cells: &Cells<'_>, column: impl Into<usize> + Copy, noticed: &mut Vec<StayWarning>) -> Taken<String> {
    if said(cells, column)?.is_empty() {
        return Ok(String::new());
    }
    let (number, card) = cells.number_like(column, NUMBER_MAX)?;
    if card && !noticed.contains(&StayWarning::CardLikeNumber) {
        noticed.push(StayWarning::CardLikeNumber);
    }
    Ok(number)
}

/// Returns a name as it is said, `Last,First` without its comma; empty for a placeholder.
pub fn name(cells: &Cells<'_>, column: impl Into<usize> + Copy) -> Taken<String> {
    let written = words(cells, column, NAME_MAX)?;
    let parts: Vec<&str> = written.split([',', '，']).map(str::trim).filter(|part| !NOTHING.contains(part)).collect();
    let plain = parts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(if NOBODY.contains(&plain.to_lowercase().as_str()) { String::new() } else { plain })
}

/// Returns the first of several names in one cell: `["王建国","李秀英"]`, `王建国、李秀英`.
pub fn first_name(cells: &Cells<'_>, column: impl Into<usize> + Copy) -> Taken<String> {
    let written = words(cells, column, NAME_MAX * 4)?;
    let list = written.trim_matches(['[', ']']);
    let first = list
        .split([',', '，', '、', ';', '；', '\n', '|'])
        .map(|part| part.trim_matches(['"', '\'', ' ']))
        .find(|part| !part.is_empty() && !NOTHING.contains(part) && !NOBODY.contains(&part.to_lowercase().as_str()));
    let first = first.unwrap_or_default();
    if first.chars().count() > NAME_MAX { Err(cells.fault(column, RowCode::TooLong)) } else { Ok(first.to_owned()) }
}

/// Returns a count, `none` where the cell is empty.
pub fn count(cells: &Cells<'_>, column: impl Into<usize> + Copy, none: u16) -> Taken<u16> {
    if said(cells, column)?.is_empty() { Ok(none) } else { Ok(cells.count(column)?.unwrap_or(none)) }
}

/// Returns a contact where it can be compared; where it cannot, it is noticed and left out, never guessed.
pub fn comparable(
    cells: &Cells<'_>,
    column: impl Into<usize> + Copy,
    kind: ContactKind,
    noticed: &mut Vec<StayWarning>,
) -> Taken<Option<String>> {
    let text = words(cells, column, NAME_MAX)?;
    if text.is_empty() || contact::normal(kind, &text).is_some() {
        return Ok(Some(text).filter(|text| !text.is_empty()));
    }
    noticed.push(if kind == ContactKind::Email { StayWarning::UnreadableEmail } else { StayWarning::UnreadablePhone });
    Ok(None)
}

/// Returns arrival and departure. Which of two numbers is the month is settled by the nights that the row itself counts;
/// where that settles nothing, or contradicts both readings, the row is refused.
pub fn stay_days(
    cells: &Cells<'_>,
    (arrival, departure): (impl Into<usize> + Copy, impl Into<usize> + Copy),
    nights: Option<u16>,
) -> Taken<(BusinessDate, BusinessDate)> {
    let (came, left) = (readings(cells.needed(arrival)?), readings(cells.needed(departure)?));
    if came == [None, None] {
        return Err(cells.fault(arrival, RowCode::BadDate));
    }
    if left == [None, None] {
        return Err(cells.fault(departure, RowCode::BadDate));
    }
    let mut fitting: Vec<(BusinessDate, BusinessDate)> = Vec::new();
    let mut backwards = true;
    for (came, left) in came.into_iter().zip(left) {
        let (Some(came), Some(left)) = (came, left) else { continue };
        backwards &= left < came;
        let counted = rules::nights_between(came, left);
        let fits = left >= came && nights.is_none_or(|nights| counted == Some(nights));
        if fits && !fitting.contains(&(came, left)) {
            fitting.push((came, left));
        }
    }
    match fitting.as_slice() {
        [days] => Ok(*days),
        [] if backwards => Err(cells.fault(departure, RowCode::DepartureBeforeArrival)),
        _ => Err(cells.fault(arrival, RowCode::UnclearDate)),
    }
}

/// Returns the day where the cell names exactly one, nothing where it is empty or may be two: it decides nothing.
pub fn plain_day(cells: &Cells<'_>, column: impl Into<usize> + Copy) -> Taken<Option<BusinessDate>> {
    let text = said(cells, column)?;
    if text.is_empty() {
        return Ok(None);
    }
    match readings(text) {
        [None, None] => Err(cells.fault(column, RowCode::BadDate)),
        [Some(one), Some(other)] if one != other => Ok(None),
        [one, other] => Ok(one.or(other)),
    }
}

/// Returns the day read day first, and read month first; the same twice where the writing leaves no doubt.
fn readings(text: &str) -> [Option<BusinessDate>; 2] {
    let head = text.split([' ', 'T', '\u{3000}']).next().unwrap_or_default();
    if let Some(day) = cells::day(head) {
        return [Some(day); 2];
    }
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let [first, second, third, ..] = parts.as_slice() else { return [None, None] };
    let Some(year) = year(third) else { return [None, None] };
    if let Some(month) = month(second) {
        return [cells::digits(first).and_then(|day| cells::of(year, month, day)); 2];
    }
    if let Some(month) = month(first) {
        return [cells::digits(second).and_then(|day| cells::of(year, month, day)); 2];
    }
    let (Some(first), Some(second)) = (cells::digits(first), cells::digits(second)) else { return [None, None] };
    [cells::of(year, second, first), cells::of(year, first, second)]
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|month| word.len() >= 3 && word.is_char_boundary(3) && &word[..3] == *month)?;
    u32::try_from(at + 1).ok()
}

/// Two digits are of this century: no system of a house in use writes stays of the last.
fn year(text: &str) -> Option<i32> {
    let number = i32::try_from(cells::digits(text)?).ok()?;
    match text.len() {
        2 => Some(2_000 + number),
        4 => Some(number),
        _ => None,
    }
}

/// Returns a price, less its currency. One in another currency is noticed and left out: it is no sum of this house.
pub fn price(
    cells: &Cells<'_>,
    column: impl Into<usize> + Copy,
    around: &Around<'_>,
    noticed: &mut Vec<StayWarning>,
) -> Taken<Option<Minor>> {
    let text = said(cells, column)?;
    if text.is_empty() {
        return Ok(None);
    }
    let (plain, ours) = less_currency(text, around.currency);
    if !ours {
        if !noticed.contains(&StayWarning::OtherCurrency) {
            noticed.push(StayWarning::OtherCurrency);
        }
        return Ok(None);
    }
    cells::sum(plain, around.minor_digits).map(Some).map_err(|code| cells.fault(column, code))
}

/// Returns what is left without the currency's sign or code, and whether that currency may be `ours`.
fn less_currency<'t>(text: &'t str, ours: &str) -> (&'t str, bool) {
    let is_number = |sign: char| sign.is_ascii_digit() || sign == '-' || sign == '.';
    let (Some(from), Some(to)) = (text.find(is_number), text.rfind(|sign: char| sign.is_ascii_digit())) else {
        return (text, true);
    };
    if from > to {
        return (text, true);
    }
    let (before, plain, after) = (text[..from].trim(), &text[from..=to], text[to + 1..].trim());
    let named = if before.is_empty() { after } else { before };
    let may_be = |(sign, codes): &(&str, &[&str])| *sign == named && codes.contains(&ours);
    (plain, named.is_empty() || named.eq_ignore_ascii_case(ours) || SIGNS.iter().any(may_be))
}

/// Returns whether what was booked lies behind the hotel's day.
pub fn is_over(days: (BusinessDate, BusinessDate), around: &Around<'_>) -> bool {
    days.1 < around.today
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_two_readings_only_where_its_writing_leaves_a_doubt() {
        let cases = [
            ("2026-07-14", Some("2026-07-14"), Some("2026-07-14")),
            ("2026-07-14 14:05:00", Some("2026-07-14"), Some("2026-07-14")),
            ("20260714", Some("2026-07-14"), Some("2026-07-14")),
            ("14-JUL-26", Some("2026-07-14"), Some("2026-07-14")),
            ("14 July 2026", Some("2026-07-14"), Some("2026-07-14")),
            ("03/04/2026", Some("2026-04-03"), Some("2026-03-04")),
            ("25/04/2026", Some("2026-04-25"), None),
            ("4/25/2026", None, Some("2026-04-25")),
            ("25/25/2026", None, None),
            ("soon", None, None),
        ];
        for (text, day_first, month_first) in cases {
            let shown = readings(text).map(|day| day.map(|day| day.to_string()));
            assert_eq!((shown[0].as_deref(), shown[1].as_deref()), (day_first, month_first), "{text}");
        }
    }

    #[test]
    fn a_price_is_ours_only_in_our_currency() {
        let cases = [
            ("300 USD", "USD", ("300", true)),
            ("300 USD", "CNY", ("300", false)),
            ("€100", "EUR", ("100", true)),
            ("€100", "CNY", ("100", false)),
            ("$1,412.50", "USD", ("1,412.50", true)),
            ("¥880", "CNY", ("880", true)),
            ("880元", "CNY", ("880", true)),
            ("-880", "CNY", ("-880", true)),
            ("CNY 880", "CNY", ("880", true)),
            ("none", "CNY", ("none", true)),
        ];
        for (text, ours, expected) in cases {
            assert_eq!(less_currency(text, ours), expected, "{text} in {ours}");
        }
    }
}

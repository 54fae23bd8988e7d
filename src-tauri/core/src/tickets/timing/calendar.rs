//! A department's working hours, and time counted in them: pure arithmetic over instants.
//!
//! Wall times are the hotel's zone's; a stretch that daylight saving shortens or lengthens counts what it really lasts.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::base::{
    error::Common,
    time::{BusinessDate, HotelClock, Instant},
};

/// Minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;
const HOUR_MINUTES: u16 = 60;
const MINUTE_MS: i64 = 60_000;
/// How many days are looked at before a calendar is taken as one that never opens.
const DAYS_MAX: u32 = 366;
/// Stretches of one weekday at most: enough for early, midday and night.
const STRETCHES_MAX: usize = 4;
/// Sunday, as a week counts from Monday.
const SUNDAY: usize = 6;
/// The most days that are not what their weekday says: some thirty a year.
pub const SPECIAL_DAYS_MAX: usize = 2_000;

/// One stretch of work on a day, in minutes after local midnight; the end is not within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Stretch {
    /// First minute, 0 to 1439.
    pub from: u16,
    /// First minute after it, 1 to 1440.
    pub to: u16,
}

/// When a department works, weekday by weekday from Monday. A stretch over midnight is written as two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Hours {
    /// Monday to Sunday, each in rising order.
    pub week: [Vec<Stretch>; 7],
}

impl Hours {
    /// Returns hours that never end.
    pub fn always() -> Self {
        Self::daily(0, DAY_MINUTES)
    }

    /// Returns the same stretch on each day, in minutes after midnight.
    pub fn daily(from: u16, to: u16) -> Self {
        Self { week: std::array::from_fn(|_| vec![Stretch { from, to }]) }
    }

    /// Returns whether every stretch lies within its day, after the one before it, and the week has one at all.
    pub fn hold_together(&self) -> bool {
        let day_holds = |day: &Vec<Stretch>| {
            let within = day.iter().all(|stretch| stretch.from < stretch.to && stretch.to <= DAY_MINUTES);
            within && day.len() <= STRETCHES_MAX && day.windows(2).all(|pair| pair[0].to < pair[1].from)
        };
        self.week.iter().all(day_holds) && self.week.iter().any(|day| !day.is_empty())
    }

    /// Returns whether no minute of the week is outside them.
    pub fn are_always(&self) -> bool {
        *self == Self::always()
    }
}

/// A day that is not what its weekday says: a public holiday, or a weekend that is worked (调休) for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
pub struct SpecialDay {
    /// Which.
    pub on: BusinessDate,
    /// A holiday; else a day that is worked.
    pub off: bool,
}

/// A department's hours with the days that are not what their weekday says: a holiday has Sunday's hours, a day that is
/// worked Monday's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkHours {
    /// Weekday by weekday.
    pub hours: Hours,
    /// In the order of the calendar, each day once.
    pub days: Vec<SpecialDay>,
}

impl From<Hours> for WorkHours {
    /// Returns hours that know no holidays.
    fn from(hours: Hours) -> Self {
        Self { hours, days: Vec::new() }
    }
}

impl WorkHours {
    /// Returns the stretches of one date as instants.
    fn of(&self, clock: &HotelClock, date: NaiveDate) -> impl Iterator<Item = (Instant, Instant)> {
        let weekday = match special(&self.days, date) {
            Some(true) => SUNDAY,
            Some(false) => 0,
            None => date.weekday().num_days_from_monday() as usize,
        };
        let day = &self.hours.week[weekday];
        day.iter().filter_map(move |stretch| Some((wall(clock, date, stretch.from)?, wall(clock, date, stretch.to)?)))
    }
}

/// Returns whether a date is a holiday or is worked against its weekday; none where it is what its weekday says. `days` stand
/// in the order of the calendar.
fn special(days: &[SpecialDay], date: NaiveDate) -> Option<bool> {
    let found = days.binary_search_by_key(&date, |day| day.on.date()).ok()?;
    Some(days[found].off)
}

/// Returns whether the law counts a date as a working day: Monday to Friday but holidays, and what is worked instead.
pub fn is_working_day(days: &[SpecialDay], date: NaiveDate) -> bool {
    special(days, date).map_or(!matches!(date.weekday(), Weekday::Sat | Weekday::Sun), |off| !off)
}

/// Returns the days of a list, one a line: `2026-10-01`, with 班, `work` or `False` at its end where it is worked; what else
/// stands between commas is a name. A head line, blank lines and a date that comes again are passed over.
///
/// Errors: [`Common::BadValue`] for a line that begins with no date, or more than [`SPECIAL_DAYS_MAX`] days.
pub fn special_days(text: &str) -> Result<Vec<SpecialDay>, Common> {
    let wrong = || Common::BadValue { field: "days" };
    let mut days = Vec::new();
    for (nth, line) in text.trim_start_matches('\u{feff}').lines().map(str::trim).enumerate() {
        if line.is_empty() || nth == 0 && !line.starts_with(|sign: char| sign.is_ascii_digit()) {
            continue;
        }
        let mut words = line.split([',', ' ', '\t', '，']).map(str::trim).filter(|word| !word.is_empty());
        let on: BusinessDate = words.next().and_then(|word| word.parse().ok()).ok_or_else(wrong)?;
        let worked = words.next_back().is_some_and(|word| ["班", "work", "false"].contains(&word.to_lowercase().as_str()));
        days.push(SpecialDay { on, off: !worked });
    }
    in_order(days)
}

/// Returns days in the order of the calendar, each once: the first that is said of a date holds.
///
/// Errors: [`Common::BadValue`] for more than [`SPECIAL_DAYS_MAX`].
pub fn in_order(mut days: Vec<SpecialDay>) -> Result<Vec<SpecialDay>, Common> {
    days.sort_by_key(|day| day.on);
    days.dedup_by_key(|day| day.on);
    if days.len() > SPECIAL_DAYS_MAX { Err(Common::BadValue { field: "days" }) } else { Ok(days) }
}

/// Returns when `minutes` of work that begin at `from` are over; what is not above zero is over at once.
pub fn due(hours: &WorkHours, clock: &HotelClock, from: Instant, minutes: i64) -> Instant {
    if hours.hours.are_always() || minutes <= 0 {
        return from.plus_minutes(minutes.max(0));
    }
    let mut left = minutes * MINUTE_MS;
    for (begins, ends) in stretches(hours, clock, from) {
        let begins = begins.max(from);
        let lasts = (ends.ms() - begins.ms()).max(0);
        if lasts >= left {
            return Instant::from_ms(begins.ms() + left);
        }
        left -= lasts;
    }
    // A department that does not open for a year: the clock on the wall is the nearest sense.
    from.plus_minutes(minutes)
}

/// Returns how many milliseconds of work lie between `from` and `until`; none where a clock was set back.
pub fn worked_ms(hours: &WorkHours, clock: &HotelClock, from: Instant, until: Instant) -> i64 {
    if until <= from {
        return 0;
    }
    if hours.hours.are_always() {
        return until.ms() - from.ms();
    }
    stretches(hours, clock, from)
        .take_while(|(begins, _)| *begins < until)
        .map(|(begins, ends)| (ends.min(until).ms() - begins.max(from).ms()).max(0))
        .sum()
}

fn stretches(hours: &WorkHours, clock: &HotelClock, from: Instant) -> impl Iterator<Item = (Instant, Instant)> {
    let first = clock.local_date(from);
    let days = (0..DAYS_MAX).filter_map(move |day| first.checked_add_days(Days::new(u64::from(day))));
    days.flat_map(move |date| hours.of(clock, date).collect::<Vec<_>>())
}

fn wall(clock: &HotelClock, date: NaiveDate, minute: u16) -> Option<Instant> {
    if minute == DAY_MINUTES {
        return clock.at_local(date.succ_opt()?, 0, 0);
    }
    clock.at_local(date, u32::from(minute / HOUR_MINUTES), u32::from(minute % HOUR_MINUTES))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHANGHAI: HotelClock = HotelClock { zone: chrono_tz::Asia::Shanghai, day_ends_hour: 4 };
    const BERLIN: HotelClock = HotelClock { zone: chrono_tz::Europe::Berlin, day_ends_hour: 4 };

    fn at(text: &str) -> Instant {
        Instant::from_ms(chrono::DateTime::parse_from_rfc3339(text).expect("an instant").timestamp_millis())
    }

    fn office() -> WorkHours {
        let day = vec![Stretch { from: 9 * 60, to: 12 * 60 }, Stretch { from: 13 * 60, to: 18 * 60 }];
        let mut week = std::array::from_fn(|_| day.clone());
        week[5].clear();
        week[6].clear();
        Hours { week }.into()
    }

    #[test]
    fn promised_minutes_are_counted_in_the_hours_of_work() {
        // 2026-07-14 is a Tuesday. Shanghai is eight hours ahead and knows no daylight saving.
        let cases = [
            ("within the morning", "2026-07-14T09:30:00+08:00", 60, "2026-07-14T10:30:00+08:00"),
            ("over the midday break", "2026-07-14T11:30:00+08:00", 60, "2026-07-14T13:30:00+08:00"),
            ("to the last minute of the day", "2026-07-14T17:00:00+08:00", 60, "2026-07-14T18:00:00+08:00"),
            ("over the night", "2026-07-14T17:30:00+08:00", 60, "2026-07-15T09:30:00+08:00"),
            ("from midnight", "2026-07-15T00:00:00+08:00", 30, "2026-07-15T09:30:00+08:00"),
            ("over the weekend", "2026-07-17T17:30:00+08:00", 60, "2026-07-20T09:30:00+08:00"),
            ("from a Sunday", "2026-07-19T23:59:00+08:00", 1, "2026-07-20T09:01:00+08:00"),
            ("nothing", "2026-07-19T23:59:00+08:00", 0, "2026-07-19T23:59:00+08:00"),
            ("a whole week's work", "2026-07-13T09:00:00+08:00", 5 * 8 * 60, "2026-07-17T18:00:00+08:00"),
        ];
        for (name, from, minutes, expected) in cases {
            assert_eq!(due(&office(), &SHANGHAI, at(from), minutes).rfc3339(), at(expected).rfc3339(), "{name}");
        }
    }

    #[test]
    fn a_night_that_daylight_saving_cuts_or_stretches_counts_what_it_lasts() {
        let night = WorkHours::from(Hours::daily(0, 6 * 60));
        // 2026-03-29: 02:00 becomes 03:00; 2026-10-25: 03:00 becomes 02:00.
        let cases = [
            ("plain night", "2026-03-28T00:00:00+01:00", 5 * 60, "2026-03-28T05:00:00+01:00"),
            ("an hour less", "2026-03-29T00:00:00+01:00", 5 * 60, "2026-03-29T06:00:00+02:00"),
            ("an hour more", "2026-10-25T00:00:00+02:00", 7 * 60, "2026-10-25T06:00:00+01:00"),
        ];
        for (name, from, minutes, expected) in cases {
            assert_eq!(due(&night, &BERLIN, at(from), minutes).rfc3339(), at(expected).rfc3339(), "{name}");
        }
        let spring = worked_ms(&night, &BERLIN, at("2026-03-29T00:00:00+01:00"), at("2026-03-29T12:00:00+02:00"));
        let autumn = worked_ms(&night, &BERLIN, at("2026-10-25T00:00:00+02:00"), at("2026-10-25T12:00:00+01:00"));
        assert_eq!((spring, autumn), (5 * 60 * MINUTE_MS, 7 * 60 * MINUTE_MS));
    }

    #[test]
    fn a_clock_that_was_set_back_counts_nothing() {
        let later = at("2026-07-14T10:00:00+08:00");
        for hours in [office(), Hours::always().into()] {
            assert_eq!(worked_ms(&hours, &SHANGHAI, later, at("2026-07-14T09:00:00+08:00")), 0);
            assert_eq!(worked_ms(&hours, &SHANGHAI, later, later), 0);
        }
    }

    #[test]
    fn what_is_due_after_some_minutes_was_worked_in_just_those() {
        let begin = at("2026-07-10T00:00:00+08:00").ms();
        for (step, minutes) in (0..400_i64).map(|step| (step, 1 + step * 7 % 3_000)) {
            let from = Instant::from_ms(begin + step * 41 * MINUTE_MS);
            for hours in [office(), Hours::daily(8 * 60, 22 * 60).into(), Hours::always().into()] {
                let until = due(&hours, &SHANGHAI, from, minutes);
                assert_eq!(worked_ms(&hours, &SHANGHAI, from, until), minutes * MINUTE_MS, "step {step}, {minutes} min");
            }
        }
    }

    #[test]
    fn hours_that_contradict_themselves_are_none() {
        let week = |day: Vec<Stretch>| Hours { week: std::array::from_fn(|_| day.clone()) };
        let stretch = |from, to| Stretch { from, to };
        assert!(office().hours.hold_together() && Hours::always().hold_together());
        assert!(!week(Vec::new()).hold_together(), "never open");
        assert!(!week(vec![stretch(600, 600)]).hold_together(), "empty");
        assert!(!week(vec![stretch(600, 1_441)]).hold_together(), "beyond the day");
        assert!(!week(vec![stretch(600, 700), stretch(700, 800)]).hold_together(), "two that are one");
        assert!(!week(vec![stretch(600, 800), stretch(700, 900)]).hold_together(), "overlapping");
    }

    /// The National Day and Mid-Autumn of 2025: eight days off, a Sunday before and a Saturday after are worked.
    const GOLDEN_WEEK: &str = "date,name,is_off_day\n2025-09-28,国庆节,False\n2025-10-01,国庆节,True\n2025-10-02,国庆节,True\n\
        2025-10-03,国庆节,True\n2025-10-04,国庆节,True\n2025-10-05,国庆节,True\n2025-10-06,中秋节,True\n2025-10-07,国庆节,True\n\
        2025-10-08,国庆节,True\n2025-10-11,国庆节,False\n";

    #[test]
    fn a_holiday_has_sundays_hours_and_a_worked_weekend_mondays() {
        let days = special_days(GOLDEN_WEEK).expect("a calendar");
        let hours = WorkHours { days, ..office() };
        let cases = [
            ("over the holidays", "2025-09-30T17:30:00+08:00", 60, "2025-10-09T09:30:00+08:00"),
            ("on the Sunday that is worked", "2025-09-27T12:00:00+08:00", 60, "2025-09-28T10:00:00+08:00"),
            ("and the Saturday", "2025-10-10T17:30:00+08:00", 60, "2025-10-11T09:30:00+08:00"),
            ("a week without any", "2026-07-17T17:30:00+08:00", 60, "2026-07-20T09:30:00+08:00"),
        ];
        for (name, from, minutes, expected) in cases {
            assert_eq!(due(&hours, &SHANGHAI, at(from), minutes).rfc3339(), at(expected).rfc3339(), "{name}");
        }
    }

    #[test]
    fn a_list_of_days_is_read_as_people_write_it() {
        let read = |text: &str| special_days(text).map(|days| days.iter().map(|day| (day.on.to_string(), day.off)).collect());
        let of = |on: &str, off: bool| (on.to_owned(), off);
        let plain: Vec<(String, bool)> = vec![of("2026-10-01", true), of("2026-10-10", false)];
        for text in [
            "2026-10-10 班\n\n2026-10-01 休\n",
            "\u{feff}日期\n2026-10-01\n2026-10-10 work",
            "2026-10-10,国庆节,False\n2026-10-01,国庆节,True",
        ] {
            assert_eq!(read(text), Ok(plain.clone()), "{text}");
        }
        assert_eq!(read(""), Ok(vec![]));
        assert_eq!(read("2026-10-01\n2026-10-01 班"), Ok(vec![of("2026-10-01", true)]), "what is said first holds");
        for text in ["2026-10-01\n国庆", "2026-02-30", "2026-10-01\n-"] {
            assert_eq!(read(text), Err(Common::BadValue { field: "days" }), "{text}");
        }
    }
}

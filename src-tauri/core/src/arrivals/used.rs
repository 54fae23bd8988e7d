//! 信息利用率: how far what the house knows of a guest reached whoever received them. Pure.

use serde::Serialize;

use crate::base::{ids::StayId, time::Instant};

/// Below this many arrivals with a name the share says more of chance than of the desk: 数据不足.
pub const SAMPLE_MIN: u32 = 10;

/// The share of today's arrivals whose card was opened, for whom a promise was kept, a wish met or a task that
/// somebody wrote for them done today. Source: catalogue Z1.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct CardUse {
    /// Arrivals of today that name a guest.
    #[specta(type = f64)]
    pub arrivals: u32,
    /// Those whose card was opened, or for whom a promise was kept, a wish met or a task done.
    #[specta(type = f64)]
    pub used: u32,
    /// In hundredths; none below [`SAMPLE_MIN`] arrivals.
    #[specta(type = Option<f64>)]
    pub percent: Option<u32>,
    /// [`SAMPLE_MIN`].
    #[specta(type = f64)]
    pub sample_min: u32,
    /// The arrivals that are counted, in the order they come.
    pub lines: Vec<CardUseLine>,
}

/// One arrival that is counted.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct CardUseLine {
    /// The stay.
    pub stay_id: StayId,
    /// When the card was first opened on this day at this desk.
    pub opened_at_ms: Option<Instant>,
    /// A promise was kept on this day.
    pub promise_kept: bool,
    /// A wish was met on this day, or a task done that somebody wrote for this guest; a line of a VIP's standard is none.
    pub wish_met: bool,
}

impl CardUseLine {
    fn is_used(&self) -> bool {
        self.opened_at_ms.is_some() || self.promise_kept || self.wish_met
    }
}

/// Returns the figure with the rows that it counts.
pub(super) fn of(lines: Vec<CardUseLine>) -> CardUse {
    let count = |lines: usize| u32::try_from(lines).unwrap_or(u32::MAX);
    let arrivals = count(lines.len());
    let used = count(lines.iter().filter(|line| line.is_used()).count());
    let percent = (arrivals >= SAMPLE_MIN).then(|| (used * 200 + arrivals) / (arrivals * 2));
    CardUse { arrivals, used, percent, sample_min: SAMPLE_MIN, lines }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ids::RawId;

    fn line(ordinal: u32, opened: bool, promise_kept: bool) -> CardUseLine {
        let at = Instant::from_ms(i64::from(ordinal));
        CardUseLine {
            stay_id: StayId(RawId::derive(at, b"stay", u64::from(ordinal))),
            opened_at_ms: opened.then_some(at),
            promise_kept,
            wish_met: false,
        }
    }

    #[test]
    fn a_small_sample_has_no_share() {
        let few = of((1..SAMPLE_MIN).map(|ordinal| line(ordinal, true, false)).collect());
        assert_eq!((few.used, few.percent), (SAMPLE_MIN - 1, None), "the count stands, the share does not");
        let enough = of((0..SAMPLE_MIN).map(|ordinal| line(ordinal, true, false)).collect());
        assert_eq!(enough.percent, Some(100), "the limit itself is enough");
        assert_eq!(of(Vec::new()).percent, None, "no arrivals divide nothing");
    }

    #[test]
    fn an_opened_card_or_a_kept_promise_counts_once() {
        let mut lines: Vec<CardUseLine> = (0..12).map(|ordinal| line(ordinal, ordinal < 3, (2..5).contains(&ordinal))).collect();
        let used = of(lines.clone());
        assert_eq!((used.used, used.percent), (5, Some(42)), "5 of 12, rounded to the nearest");
        lines.truncate(0);
        assert_eq!(of(lines).used, 0);
    }
}

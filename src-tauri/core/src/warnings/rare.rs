//! Days between complaints of a rare cause: where a week mostly has none, the gaps say more than the counts.

use serde::{Deserialize, Serialize};

use super::weekly::ChartStanding;
use crate::base::time::BusinessDate;

/// Fewer gaps than this have no limits: 数据不足. Source: house rule.
pub const GAPS_MIN: usize = 6;
/// The power that makes waiting times nearly normal. Source: Nelson 1994.
const POWER: f64 = 1.0 / 3.6;
/// Three standard deviations, from the mean of moving ranges of two: 3 ÷ d₂(2) = 3 ÷ 1.128.
const RANGES: f64 = 2.66;

/// Centre and limits in days.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "GapLimits")]
pub struct Limits {
    /// Longer than this is better than it was.
    pub upper: f64,
    /// The centre.
    pub centre: f64,
    /// Shorter than this is out of the ordinary; none where the limit would lie below nothing.
    pub lower: Option<f64>,
}

/// Days from one complaint to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ComplaintGap")]
pub struct Gap {
    /// The complaint that ended the wait.
    pub on: BusinessDate,
    /// Days since the one before; nothing for two on one day.
    pub days: u32,
    /// How it stands: [`ChartStanding::Above`] is a *short* wait, more complaints than the ordinary.
    pub standing: ChartStanding,
}

/// Returns the gaps between these days in their order, first day first, each judged against [`limits`].
pub fn gaps(days: &[BusinessDate]) -> (Vec<Gap>, Option<Limits>) {
    let waits: Vec<u32> = days.windows(2).map(|pair| u32::try_from(pair[1].days_since(pair[0])).unwrap_or_default()).collect();
    let limits = limits(&waits);
    let judged =
        days.iter().skip(1).zip(&waits).map(|(on, wait)| Gap { on: *on, days: *wait, standing: standing(*wait, limits) });
    (judged.collect(), limits)
}

/// Returns the limits of a days-between chart, or `None` below [`GAPS_MIN`] gaps.
///
/// Each wait is taken to the power 1 ÷ 3.6, which makes exponential waits nearly normal; the chart of individuals (mean ± 2.66
/// times the mean moving range) is then taken back to days.
/// Source: Nelson, "A Control Chart for Parts-Per-Million Nonconforming Items", Journal of Quality Technology 26 (1994) 239–240;
/// Montgomery, Introduction to Statistical Quality Control, 7.3.5 (time between events).
pub fn limits(waits: &[u32]) -> Option<Limits> {
    if waits.len() < GAPS_MIN {
        return None;
    }
    let bent: Vec<f64> = waits.iter().map(|wait| f64::from(*wait).powf(POWER)).collect();
    let mean = bent.iter().sum::<f64>() / bent.len() as f64;
    let ranges = bent.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum::<f64>() / (bent.len() - 1) as f64;
    let lower = mean - RANGES * ranges;
    let straight = |bent: f64| bent.powf(1.0 / POWER);
    Some(Limits {
        upper: straight(mean + RANGES * ranges),
        centre: straight(mean),
        lower: (lower > 0.0).then(|| straight(lower)),
    })
}

fn standing(wait: u32, limits: Option<Limits>) -> ChartStanding {
    let Some(limits) = limits else { return ChartStanding::TooFew };
    let wait = f64::from(wait);
    if limits.lower.is_some_and(|lower| wait < lower) {
        ChartStanding::Above
    } else if wait > limits.upper {
        ChartStanding::Below
    } else {
        ChartStanding::Inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i64) -> BusinessDate {
        "2026-01-01".parse::<BusinessDate>().expect("a date").plus_days(number)
    }

    #[test]
    fn even_waits_have_their_limits_upon_them() {
        let limits = limits(&[30; 8]).expect("eight gaps are enough");
        for limit in [limits.upper, limits.centre, limits.lower.expect("a lower limit")] {
            assert!((limit - 30.0).abs() < 1e-6, "{limits:?}");
        }
    }

    #[test]
    fn the_limits_are_those_computed_by_hand() {
        // 12 and 52 days in turn: bent 1.99422 and 2.99687; mean 2.49554, moving range 1.00265; 2.49554 ± 2.66705.
        // 2.49554^3.6 = 26.9026; 5.16259^3.6 = 368.4039.
        let limits = limits(&[12, 52, 12, 52, 12, 52]).expect("six gaps");
        assert!((limits.centre - 26.9026).abs() < 0.001, "{limits:?}");
        assert!((limits.upper - 368.4039).abs() < 0.001, "{limits:?}");
        assert_eq!(limits.lower, None, "a limit below nothing is none");
    }

    #[test]
    fn five_gaps_are_too_few_and_say_so() {
        assert_eq!(limits(&[10; 5]), None);
        let (gaps, limits) = gaps(&[day(0), day(30), day(31)]);
        assert_eq!((gaps.len(), limits), (2, None));
        assert!(gaps.iter().all(|gap| gap.standing == ChartStanding::TooFew), "{gaps:?}");
    }

    #[test]
    fn a_wait_far_shorter_than_the_others_is_above_the_ordinary() {
        let days: Vec<BusinessDate> =
            [0, 60, 118, 180, 239, 300, 361, 420, 481, 540, 601, 660, 661].into_iter().map(day).collect();
        let (gaps, limits) = gaps(&days);
        let last = gaps.last().expect("gaps");
        assert_eq!((last.days, last.standing), (1, ChartStanding::Above), "{limits:?}");
        assert_eq!(last.on, day(661));
        assert!(gaps[..11].iter().all(|gap| gap.standing == ChartStanding::Inside), "{gaps:?}");
    }
}

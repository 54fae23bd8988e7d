//! 每百间夜投诉 by the week: how many complaints an occupied room-night brings, and which week is out of the ordinary.

use serde::{Deserialize, Serialize};

use crate::stored_words;

/// Complaints are told per so many occupied room-nights.
pub const PER_NIGHTS: f64 = 100.0;
/// A subgroup of fewer occupied room-nights says 数据不足.
pub const NIGHTS_MIN: u32 = 5;
/// A mean over fewer judged subgroups has no limits: 数据不足. Source: house rule; two months of weeks.
pub const GROUPS_MIN: usize = 8;
/// Limits stand this many standard deviations from the mean.
const SIGMAS: f64 = 3.0;

stored_words! {
    /// How a subgroup stands to its own limits.
    pub enum ChartStanding {
        /// between the limits
        Inside = "inside",
        /// above the upper limit: look for what happened
        Above = "above",
        /// below the lower limit: better than it was
        Below = "below",
        /// 数据不足
        TooFew = "too_few",
    }
}

/// One subgroup: complaints over the room-nights in which they could arise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Group {
    /// Complaints.
    pub complaints: u32,
    /// Occupied room-nights.
    pub nights: u32,
}

/// Mean and limits of one subgroup, in complaints per [`PER_NIGHTS`] room-nights.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "WeeklyLimits")]
pub struct Limits {
    /// Complaints above this many, per 100 room-nights, are out of the ordinary.
    pub upper: f64,
    /// The mean that the limits stand around.
    pub mean: f64,
    /// Fewer than this many, per 100 room-nights, are better than it was; never below nothing.
    pub lower: f64,
    /// The smallest count of complaints that lies above the upper limit.
    pub alarm_at: u32,
}

impl Group {
    /// Returns complaints per [`PER_NIGHTS`] room-nights, or `None` below [`NIGHTS_MIN`].
    pub fn rate(self) -> Option<f64> {
        self.is_enough().then(|| f64::from(self.complaints) / f64::from(self.nights) * PER_NIGHTS)
    }

    fn is_enough(self) -> bool {
        self.nights >= NIGHTS_MIN
    }
}

/// Returns ū, complaints per single room-night over all subgroups of at least [`NIGHTS_MIN`], or `None` where fewer than
/// [`GROUPS_MIN`] are.
///
/// Source: Montgomery, Introduction to Statistical Quality Control, 7.3.2: ū = Σc ÷ Σn.
pub fn mean(groups: &[Group]) -> Option<f64> {
    let judged: Vec<&Group> = groups.iter().filter(|group| group.is_enough()).collect();
    if judged.len() < GROUPS_MIN {
        return None;
    }
    let complaints: f64 = judged.iter().map(|group| f64::from(group.complaints)).sum();
    let nights: f64 = judged.iter().map(|group| f64::from(group.nights)).sum();
    Some(complaints / nights)
}

/// Returns the limits of a subgroup of `nights` room-nights around `mean` complaints a room-night: ū ± 3 √(ū ÷ n), the lower
/// one not below nothing. `None` below [`NIGHTS_MIN`].
///
/// Source: Montgomery, Introduction to Statistical Quality Control, 7.3.2 (u-chart with a varying sample size). Example of the
/// house: ū = 0.012, n = 900 → 20.66 complaints, alarm at 21.
pub fn limits(mean: f64, nights: u32) -> Option<Limits> {
    if nights < NIGHTS_MIN {
        return None;
    }
    let nights = f64::from(nights);
    let spread = SIGMAS * (mean / nights).sqrt();
    let (upper, lower) = (mean + spread, (mean - spread).max(0.0));
    // A count is a whole number: the first one above the limit.
    let alarm_at = (upper * nights).floor() as u32 + 1;
    Some(Limits { upper: upper * PER_NIGHTS, mean: mean * PER_NIGHTS, lower: lower * PER_NIGHTS, alarm_at })
}

/// Returns how a subgroup stands to the limits around `mean`.
pub fn standing(group: Group, mean: Option<f64>) -> ChartStanding {
    let Some(limits) = mean.and_then(|mean| limits(mean, group.nights)) else { return ChartStanding::TooFew };
    if group.complaints >= limits.alarm_at {
        ChartStanding::Above
    } else if f64::from(group.complaints) / f64::from(group.nights) * PER_NIGHTS < limits.lower {
        ChartStanding::Below
    } else {
        ChartStanding::Inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(complaints: u32, nights: u32) -> Group {
        Group { complaints, nights }
    }

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 0.005
    }

    #[test]
    fn the_example_of_the_house_has_its_limit_at_20_66_and_alarms_at_21() {
        let limits = limits(0.012, 900).expect("900 room-nights are enough");
        assert!(near(limits.upper * 9.0, 20.66), "{} complaints", limits.upper * 9.0);
        assert_eq!(limits.alarm_at, 21);
        assert_eq!(standing(group(20, 900), Some(0.012)), ChartStanding::Inside, "twenty are in order");
        assert_eq!(standing(group(21, 900), Some(0.012)), ChartStanding::Above, "one more is not");
    }

    #[test]
    fn limits_move_with_the_room_nights() {
        // By hand: ū ± 3 √(ū ÷ n), per 100.
        let cases = [
            (0.01, 100, 4.00, 0.0, 5),
            (0.01, 400, 2.50, 0.0, 11),
            (0.01, 2_500, 1.60, 0.40, 41),
            (0.04, 225, 8.00, 0.0, 19),
            (0.04, 900, 6.00, 2.00, 55),
            (0.0, 900, 0.0, 0.0, 1),
        ];
        for (mean, nights, upper, lower, alarm_at) in cases {
            let found = limits(mean, nights).expect("enough room-nights");
            assert!(near(found.upper, upper) && near(found.lower, lower), "{mean} over {nights}: {found:?}");
            assert_eq!(found.alarm_at, alarm_at, "{mean} over {nights}");
        }
    }

    #[test]
    fn a_count_on_the_limit_is_inside_it() {
        // ū = 0.25, n = 16: 4 ± 3·2, so that the limit is the whole number 10.
        assert_eq!(standing(group(10, 16), Some(0.25)), ChartStanding::Inside);
        assert_eq!(standing(group(11, 16), Some(0.25)), ChartStanding::Above);
    }

    #[test]
    fn below_the_lower_limit_is_said_too() {
        // ū = 0.04, n = 900: the lower limit is 18 complaints.
        assert_eq!(standing(group(18, 900), Some(0.04)), ChartStanding::Inside);
        assert_eq!(standing(group(17, 900), Some(0.04)), ChartStanding::Below);
    }

    #[test]
    fn fewer_than_five_room_nights_say_too_few() {
        assert_eq!(standing(group(4, 4), Some(0.01)), ChartStanding::TooFew);
        assert_ne!(standing(group(4, 5), Some(0.01)), ChartStanding::TooFew);
        assert_eq!(group(1, 4).rate(), None);
        assert_eq!(group(1, 5).rate(), Some(20.0));
    }

    #[test]
    fn the_mean_weighs_room_nights_and_leaves_out_what_is_too_few() {
        let mut weeks = vec![group(1, 100); 7];
        assert_eq!(mean(&weeks), None, "seven weeks are no baseline");
        weeks.push(group(13, 900));
        assert_eq!(mean(&weeks), Some(20.0 / 1_600.0));
        weeks.push(group(4, 4));
        assert_eq!(mean(&weeks), Some(20.0 / 1_600.0), "four room-nights say nothing");
    }
}

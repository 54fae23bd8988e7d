//! ABC analysis: what few causes bring most complaints. Any list of amounts can be classed by it.

use serde::{Deserialize, Serialize};

use crate::stored_words;

stored_words! {
    /// AbcClass of one line of an ABC table. Source: catalogue N8.
    pub enum AbcClass {
        /// the few that matter
        A = "a",
        /// the next
        B = "b",
        /// the many that matter little
        C = "c",
    }
}

/// Where the classes end, in percent of the total. Source: catalogue N8, 70 and 90 where the house chose no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "AbcThresholds")]
pub struct Thresholds {
    /// A goes to here.
    pub a_percent: u8,
    /// B goes to here.
    pub b_percent: u8,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { a_percent: 70, b_percent: 90 }
    }
}

/// One line of an ABC table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranked<T> {
    /// What is ranked.
    pub what: T,
    /// From 1.
    pub rank: u32,
    /// Its own amount.
    pub amount: u32,
    /// The amounts down to and with this one.
    pub cumulative: u32,
    /// The same in percent of the total.
    pub cumulative_percent: f64,
    /// Its class.
    pub class: AbcClass,
}

/// Returns the lines by falling amount, equal ones in the order of `T`; what has no amount is left out.
///
/// A line is A while the amounts down to it are at most `a_percent` of the total, B at most `b_percent`, else C; the first is
/// always A, however much it carries.
/// Source: catalogue N8 (ABC分析表: 排序、名称、额、累计额).
pub fn ranked<T: Ord>(amounts: Vec<(T, u32)>, thresholds: Thresholds) -> Vec<Ranked<T>> {
    let mut amounts: Vec<(T, u32)> = amounts.into_iter().filter(|(_, amount)| *amount > 0).collect();
    amounts.sort_by(|(left, more), (right, less)| less.cmp(more).then_with(|| left.cmp(right)));
    let total: u64 = amounts.iter().map(|(_, amount)| u64::from(*amount)).sum();
    let mut cumulative = 0u64;
    let lines = amounts.into_iter().zip(1u32..).map(|((what, amount), rank)| {
        cumulative += u64::from(amount);
        // Whole numbers decide the class, so that a share on the threshold lies on it.
        let reaches = |percent: u8| cumulative * 100 <= total * u64::from(percent);
        let class = match rank {
            1 => AbcClass::A,
            _ if reaches(thresholds.a_percent) => AbcClass::A,
            _ if reaches(thresholds.b_percent) => AbcClass::B,
            _ => AbcClass::C,
        };
        let cumulative_percent = cumulative as f64 * 100.0 / total as f64;
        Ranked { what, rank, amount, cumulative: u32::try_from(cumulative).unwrap_or(u32::MAX), cumulative_percent, class }
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(amounts: &[u32]) -> String {
        let named = amounts.iter().enumerate().map(|(at, amount)| (at, *amount)).collect();
        ranked(named, Thresholds::default()).iter().map(|line| line.class.word()).collect()
    }

    #[test]
    fn classes_end_where_the_house_says() {
        let cases: [(&[u32], &str); 7] = [
            // The week of the design: 35, 55, 68, 77, 87, 94, 100 %.
            (&[11, 6, 4, 3, 3, 2, 2], "aaabbcc"),
            (&[70, 20, 10], "abc"),
            (&[70, 21, 9], "acc"),
            (&[71, 19, 10], "abc"),
            (&[95, 5], "ac"),
            (&[5], "a"),
            (&[], ""),
        ];
        for (amounts, expected) in cases {
            assert_eq!(classes(amounts), expected, "{amounts:?}");
        }
    }

    #[test]
    fn lines_fall_equal_ones_keep_their_order_and_nothing_is_left_out() {
        let lines = ranked(vec![("wifi", 3), ("leak", 11), ("noise", 6), ("none", 0), ("heat", 3)], Thresholds::default());
        let told: Vec<(&str, u32, u32)> = lines.iter().map(|line| (line.what, line.rank, line.cumulative)).collect();
        assert_eq!(told, [("leak", 1, 11), ("noise", 2, 17), ("heat", 3, 20), ("wifi", 4, 23)]);
        assert!((lines[1].cumulative_percent - 1_700.0 / 23.0).abs() < 1e-9);
    }
}

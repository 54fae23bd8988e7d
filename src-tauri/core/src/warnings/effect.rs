//! Whether a 整改 did anything: complaints before it and after it over equal windows, by the same measure as the chart.

use super::weekly::{Group, NIGHTS_MIN};
use crate::stored_words;

/// A difference that chance alone brings about less often than this counts as one.
const CHANCE_MAX: f64 = 0.05;

stored_words! {
    /// What the comparison says.
    pub enum EffectOutcome {
        /// fewer complaints than before, and hardly by chance
        Fewer = "fewer",
        /// more complaints than before, and hardly by chance
        More = "more",
        /// no difference that chance alone would not bring
        Same = "same",
        /// 数据不足: a window of fewer than five room-nights, or no complaint at all
        TooFew = "too_few",
    }
}

/// Returns what the complaints of two windows say.
///
/// Given all complaints of both windows, those after are binomial with the share of room-nights after: the exact one-sided
/// chance of so few (so many) decides, at 5 %.
/// Source: Przyborowski and Wilenski, "Homogeneity of Results in Testing Samples from Poisson Series", Biometrika 31 (1940)
/// 313–323.
pub fn outcome(before: Group, after: Group) -> EffectOutcome {
    let total = before.complaints + after.complaints;
    if before.nights < NIGHTS_MIN || after.nights < NIGHTS_MIN || total == 0 {
        return EffectOutcome::TooFew;
    }
    let share = f64::from(after.nights) / (f64::from(before.nights) + f64::from(after.nights));
    let few = at_most(after.complaints, total, share);
    let many = at_most(before.complaints, total, 1.0 - share);
    match (few <= CHANCE_MAX, many <= CHANCE_MAX) {
        (true, _) => EffectOutcome::Fewer,
        (_, true) => EffectOutcome::More,
        _ => EffectOutcome::Same,
    }
}

/// Returns the chance of at most `count` of `total` where each comes with `share`, summed from logarithms: no total overflows.
fn at_most(count: u32, total: u32, share: f64) -> f64 {
    let (yes, no) = (share.ln(), (1.0 - share).ln());
    let mut ways = 0.0; // ln of total over k
    let mut sum = 0.0;
    for k in 0..=count.min(total) {
        if k > 0 {
            ways += f64::from(total - k + 1).ln() - f64::from(k).ln();
        }
        sum += (ways + f64::from(k) * yes + f64::from(total - k) * no).exp();
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_said_only_where_chance_is_unlikely() {
        // With equal windows the chance of 0 of n is ½ⁿ: 0.0625 for four, 0.03125 for five.
        let cases = [
            ((4, 900), (0, 900), EffectOutcome::Same),
            ((5, 900), (0, 900), EffectOutcome::Fewer),
            ((0, 900), (5, 900), EffectOutcome::More),
            ((11, 900), (3, 900), EffectOutcome::Fewer),
            ((11, 900), (6, 900), EffectOutcome::Same),
            ((10, 900), (10, 900), EffectOutcome::Same),
            // Half as many room-nights and half as many complaints is the same rate.
            ((20, 1_000), (10, 500), EffectOutcome::Same),
            ((0, 900), (0, 900), EffectOutcome::TooFew),
            ((9, 900), (0, 4), EffectOutcome::TooFew),
            ((9, 4), (0, 900), EffectOutcome::TooFew),
        ];
        for (before, after, expected) in cases {
            let group = |(complaints, nights)| Group { complaints, nights };
            assert_eq!(outcome(group(before), group(after)), expected, "{before:?} then {after:?}");
        }
    }

    #[test]
    fn the_chance_is_that_of_the_binomial() {
        // By hand: (C(14,0)+C(14,1)+C(14,2)+C(14,3)) ÷ 2¹⁴ = 470 ÷ 16384.
        assert!((at_most(3, 14, 0.5) - 470.0 / 16_384.0).abs() < 1e-12);
        assert!((at_most(2, 2, 0.3) - 1.0).abs() < 1e-12, "all there is is certain");
        assert!((at_most(0, 3, 0.25) - 0.421_875).abs() < 1e-12, "(3/4)³");
    }
}

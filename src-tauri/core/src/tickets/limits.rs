//! Delegated authority as a matrix: role × remedy × case and month. What is inside goes at once, what is above waits for
//! somebody else.
//!
//! Absent on purpose: limits that each house sets for itself; they come with the settings page.

use rust_decimal::Decimal;
use serde::Serialize;

use super::kinds::{Above, Remedy};
use crate::base::{money::Minor, points::Points, role::Role};

/// What one point costs the house, as tenths of a major unit: 500 points are ¥50. Source: docs/day.md, B.
const POINT_TENTHS: i64 = 1;

/// How much a role may give by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Limit {
    /// Money in one case, minor units; points count with their cost.
    pub case_minor: Minor,
    /// Money in one month of business dates, minor units.
    pub month_minor: Minor,
    /// Points in one case.
    pub points_case: Points,
    /// Points in one month.
    pub points_month: Points,
}

/// How much a person has given already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Used {
    /// Money in this case, minor units.
    pub case_minor: Minor,
    /// Money in this month, this case included.
    pub month_minor: Minor,
    /// Points in this case.
    pub points_case: Points,
    /// Points in this month.
    pub points_month: Points,
}

impl Used {
    /// Returns what is used once a remedy of the same case is taken back.
    #[must_use]
    pub fn without(self, amount: Minor, points: Points, this_month: bool) -> Self {
        let money = |sum: Minor| Minor::new(sum.minor() - amount.minor()).unwrap_or(sum);
        let count = |sum: Points| Points::new(sum.count() - points.count()).unwrap_or(sum);
        let case = Self { case_minor: money(self.case_minor), points_case: count(self.points_case), ..self };
        if this_month {
            Self { month_minor: money(case.month_minor), points_month: count(case.points_month), ..case }
        } else {
            case
        }
    }

    /// Returns what is used once `amount` and `points` are given too; at the bounds of both types it stays there.
    #[must_use]
    pub fn and(self, amount: Minor, points: Points) -> Self {
        let money = |sum: Minor| sum.plus(amount).unwrap_or(sum);
        let count = |sum: Points| Points::new(sum.count() + points.count()).unwrap_or(sum);
        Self {
            case_minor: money(self.case_minor),
            month_minor: money(self.month_minor),
            points_case: count(self.points_case),
            points_month: count(self.points_month),
        }
    }
}

/// Returns the limit of `role` where the currency has `digits` minor digits. Source: docs/day.md, B (duty manager), house
/// rule for the others; a role that may not compensate at all has nothing.
pub fn limit(role: Role, digits: u32) -> Limit {
    let (case, month, points_case, points_month) = match role {
        Role::Receptionist => (50, 300, 100, 500),
        Role::DepartmentHead => (200, 1_000, 500, 2_000),
        Role::DutyManager => (300, 1_500, 1_000, 5_000),
        Role::GeneralManager => (50_000, 200_000, 100_000, 500_000),
        Role::DataOfficer | Role::Administrator => (0, 0, 0, 0),
    };
    Limit {
        case_minor: major(case, digits),
        month_minor: major(month, digits),
        points_case: Points::new(points_case).unwrap_or_default(),
        points_month: Points::new(points_month).unwrap_or_default(),
    }
}

/// Returns how much of `remedy` alone `role` may give in one case: reception gives no money back, which a cashier would
/// have to pay out, and moves nobody to a dearer room.
pub fn ceiling(role: Role, remedy: Remedy, digits: u32) -> Minor {
    match (role, remedy) {
        (Role::Receptionist, Remedy::Refund | Remedy::Compensation | Remedy::Upgrade) => Minor::ZERO,
        (role, _) => limit(role, digits).case_minor,
    }
}

/// Returns what `points` cost the house.
pub fn cost_of(points: Points, digits: u32) -> Minor {
    // POINTS_MAX × 0.1 with four digits lies inside the bound of a sum.
    Minor::from_decimal(Decimal::new(points.count() * POINT_TENTHS, 1), digits).unwrap_or(Minor::ZERO)
}

/// Returns why giving `amount` and `points` as `remedy` goes above what `role` may give after `used`; `None` is inside.
pub fn above(role: Role, digits: u32, used: Used, remedy: Remedy, amount: Minor, points: Points) -> Option<Above> {
    let limit = limit(role, digits);
    let (after, fits) =
        (used.and(amount, points), used.case_minor.plus(amount).is_some() && used.month_minor.plus(amount).is_some());
    if amount > ceiling(role, remedy, digits) && amount <= limit.case_minor {
        return Some(Above::Remedy);
    }
    if !fits || (amount > Minor::ZERO && after.case_minor > limit.case_minor) {
        return Some(Above::Case);
    }
    if amount > Minor::ZERO && after.month_minor > limit.month_minor {
        return Some(Above::Month);
    }
    if points > Points::ZERO && after.points_case > limit.points_case {
        return Some(Above::PointsCase);
    }
    (points > Points::ZERO && after.points_month > limit.points_month).then_some(Above::PointsMonth)
}

fn major(units: i64, digits: u32) -> Minor {
    Minor::from_decimal(Decimal::from(units), digits).unwrap_or(Minor::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(case: i64, month: i64) -> Used {
        let money = |minor| Minor::new(minor).unwrap_or_default();
        Used { case_minor: money(case), month_minor: money(month), ..Used::default() }
    }

    #[test]
    fn what_is_inside_goes_at_once_and_what_is_above_says_which_limit() {
        use Role::{Administrator, DutyManager, GeneralManager, Receptionist};
        let cases = [
            // scenario B: laundry, then points at their cost, then the room
            (DutyManager, used(0, 82_000), Remedy::Laundry, 15_000, 0, None),
            (DutyManager, used(15_000, 97_000), Remedy::Points, 5_000, 500, None),
            (DutyManager, used(20_000, 102_000), Remedy::Waive, 88_000, 0, Some(Above::Case)),
            // the last minor unit of a case and of a month
            (DutyManager, used(0, 0), Remedy::Waive, 30_000, 0, None),
            (DutyManager, used(0, 0), Remedy::Waive, 30_001, 0, Some(Above::Case)),
            (DutyManager, used(0, 120_000), Remedy::Waive, 30_000, 0, None),
            (DutyManager, used(0, 120_001), Remedy::Waive, 30_000, 0, Some(Above::Month)),
            (DutyManager, used(0, 0), Remedy::Points, 0, 1_001, Some(Above::PointsCase)),
            (Receptionist, used(0, 0), Remedy::Gift, 5_000, 0, None),
            (Receptionist, used(0, 0), Remedy::Refund, 100, 0, Some(Above::Remedy)),
            (Receptionist, used(0, 0), Remedy::Refund, 5_001, 0, Some(Above::Case)),
            (GeneralManager, used(0, 0), Remedy::Waive, 88_000, 0, None),
            // a repair costs nothing of anybody's authority, even once it is used up
            (DutyManager, used(30_000, 150_000), Remedy::Repair, 0, 0, None),
            (Administrator, used(0, 0), Remedy::Gift, 1, 0, Some(Above::Case)),
        ];
        for (role, used, remedy, amount, points, expected) in cases {
            let (amount, points) = (Minor::new(amount).unwrap_or_default(), Points::new(points).unwrap_or_default());
            assert_eq!(above(role, 2, used, remedy, amount, points), expected, "{role} {remedy} {amount:?} after {used:?}");
        }
    }

    #[test]
    fn limits_follow_the_digits_of_the_currency() {
        assert_eq!(limit(Role::DutyManager, 2).case_minor.minor(), 30_000);
        assert_eq!(limit(Role::DutyManager, 0).case_minor.minor(), 300, "a currency without cents");
        assert_eq!(cost_of(Points::new(500).unwrap_or_default(), 2).minor(), 5_000, "500 points are ¥50");
    }
}

//! Delegated authority as a matrix: role × remedy × case, month and year. What is inside goes at once, what is above waits
//! for somebody else, and so does what only fits because one matter was cut into small ones. Pure.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::kinds::{Above, Remedy};
use crate::base::{error::Common, money::Minor, points::Points, role::Role};

/// What one point costs the house, as tenths of a major unit: 500 points are ¥50. Source: docs/day.md, B.
const POINT_TENTHS: i64 = 1;
/// Days over which small gifts in one matter are looked at together, until a house says otherwise.
pub const SPLIT_DAYS: u32 = 7;
/// The longest such stretch that a house may choose, in days.
pub const SPLIT_DAYS_MAX: u32 = 90;
/// The posts whose limits a house sets; the others may not compensate at all.
pub const LIMITED_ROLES: [Role; 4] = [Role::Receptionist, Role::DepartmentHead, Role::DutyManager, Role::GeneralManager];

/// How much a role may give by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Limit {
    /// Money in one case, minor units; points count with their cost.
    pub case_minor: Minor,
    /// Money in one month of business dates, minor units.
    pub month_minor: Minor,
    /// Money in one year of business dates, minor units; none where only the month counts.
    pub year_minor: Option<Minor>,
    /// Points in one case.
    pub points_case: Points,
    /// Points in one month.
    pub points_month: Points,
    /// Points in one year; none where only the month counts.
    pub points_year: Option<Points>,
    /// Remedies that have limits of their own beside those above, each at most once.
    pub remedies: Vec<RemedyLimit>,
}

/// How much of one remedy alone a role may give; what is none is held by the role's own limits only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RemedyLimit {
    /// Which remedy.
    pub remedy: Remedy,
    /// In one case, minor units.
    pub case_minor: Option<Minor>,
    /// In one month, minor units.
    pub month_minor: Option<Minor>,
    /// In one year, minor units.
    pub year_minor: Option<Minor>,
}

/// The limits of one post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RoleLimit {
    /// Which post.
    pub role: Role,
    /// What it may give.
    pub limit: Limit,
}

/// The whole house's limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Limits {
    /// One row each of [`LIMITED_ROLES`], in that order.
    pub roles: Vec<RoleLimit>,
    /// Days over which small gifts in one matter are looked at together.
    pub split_days: u32,
}

/// How much a person has given already.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Used {
    /// Money in this case, minor units.
    pub case_minor: Minor,
    /// Money in this month, this case included.
    pub month_minor: Minor,
    /// Money in this year, this case included.
    pub year_minor: Minor,
    /// Points in this case.
    pub points_case: Points,
    /// Points in this month.
    pub points_month: Points,
    /// Points in this year.
    pub points_year: Points,
    /// Money that anybody gave without 批示 in this matter: this case, and what has the same guest, stay or incident.
    pub matter_minor: Minor,
    /// Points of the same.
    pub matter_points: Points,
    /// The same by remedy; a remedy that was never given is not there.
    pub remedies: Vec<RemedyUsed>,
}

/// How much of one remedy a person has given already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct RemedyUsed {
    /// Which remedy.
    pub remedy: Remedy,
    /// In this case, minor units.
    pub case_minor: Minor,
    /// In this month, minor units.
    pub month_minor: Minor,
    /// In this year, minor units.
    pub year_minor: Minor,
    /// By anybody in this matter, minor units.
    pub matter_minor: Minor,
}

/// A gift as the limits look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gift {
    /// What is given.
    pub remedy: Remedy,
    /// Its cost.
    pub amount: Minor,
    /// Its points.
    pub points: Points,
}

/// Which running sums a gift that was made earlier stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// This month's.
    pub month: bool,
    /// This year's.
    pub year: bool,
}

impl Used {
    /// Returns what is used once a gift of the same case is taken back.
    #[must_use]
    pub fn without(self, gift: Gift, counted: Counted) -> Self {
        self.moved(gift, [i64::from(counted.month), i64::from(counted.year)], -1)
    }

    /// Returns what is used once `gift` is made too; at the bounds of both types it stays there.
    #[must_use]
    pub fn and(self, gift: Gift) -> Self {
        self.moved(gift, [1, 1], 1)
    }

    /// Returns how much of `remedy` alone is used.
    pub fn of(&self, remedy: Remedy) -> RemedyUsed {
        let found = self.remedies.iter().find(|used| used.remedy == remedy);
        found.copied().unwrap_or(RemedyUsed {
            remedy,
            case_minor: Minor::ZERO,
            month_minor: Minor::ZERO,
            year_minor: Minor::ZERO,
            matter_minor: Minor::ZERO,
        })
    }

    fn moved(mut self, gift: Gift, [month, year]: [i64; 2], sign: i64) -> Self {
        let money = |sum: Minor, times: i64| Minor::new(sum.minor() + sign * times * gift.amount.minor()).unwrap_or(sum);
        let count = |sum: Points, times: i64| Points::new(sum.count() + sign * times * gift.points.count()).unwrap_or(sum);
        let own = self.of(gift.remedy);
        let own = RemedyUsed {
            remedy: gift.remedy,
            case_minor: money(own.case_minor, 1),
            month_minor: money(own.month_minor, month),
            year_minor: money(own.year_minor, year),
            matter_minor: money(own.matter_minor, 1),
        };
        self.remedies.retain(|used| used.remedy != gift.remedy);
        self.remedies.push(own);
        Self {
            case_minor: money(self.case_minor, 1),
            month_minor: money(self.month_minor, month),
            year_minor: money(self.year_minor, year),
            points_case: count(self.points_case, 1),
            points_month: count(self.points_month, month),
            points_year: count(self.points_year, year),
            matter_minor: money(self.matter_minor, 1),
            matter_points: count(self.matter_points, 1),
            remedies: self.remedies,
        }
    }
}

impl Limit {
    /// Returns the limit of somebody who may give nothing.
    pub fn nothing() -> Self {
        Self {
            case_minor: Minor::ZERO,
            month_minor: Minor::ZERO,
            year_minor: None,
            points_case: Points::ZERO,
            points_month: Points::ZERO,
            points_year: None,
            remedies: Vec::new(),
        }
    }

    /// Returns the limits that `remedy` alone has.
    pub fn of(&self, remedy: Remedy) -> RemedyLimit {
        let found = self.remedies.iter().find(|limit| limit.remedy == remedy);
        found.copied().unwrap_or(RemedyLimit { remedy, case_minor: None, month_minor: None, year_minor: None })
    }
}

impl Limits {
    /// Returns what `role` may give; a post without a row may give nothing.
    pub fn of(&self, role: Role) -> Limit {
        self.roles.iter().find(|row| row.role == role).map_or_else(Limit::nothing, |row| row.limit.clone())
    }

    /// Returns the limits that hold until the house sets its own, where the currency has `digits` minor digits.
    pub fn of_a_new_house(digits: u32) -> Self {
        let roles = LIMITED_ROLES.iter().map(|role| RoleLimit { role: *role, limit: limit(*role, digits) }).collect();
        Self { roles, split_days: SPLIT_DAYS }
    }

    /// Returns these limits where every row is there once and every sum is one: none below nothing, no case above its
    /// month, no month above its year.
    ///
    /// Errors: [`Common::BadValue`] naming the field.
    pub fn checked(self) -> Result<Self, Common> {
        let roles: Vec<Role> = self.roles.iter().map(|row| row.role).collect();
        if roles != LIMITED_ROLES {
            return Err(Common::BadValue { field: "role" });
        }
        if !(1..=SPLIT_DAYS_MAX).contains(&self.split_days) {
            return Err(Common::BadValue { field: "split_days" });
        }
        self.roles.iter().try_for_each(|row| limit_is_one(&row.limit))?;
        Ok(self)
    }
}

fn limit_is_one(limit: &Limit) -> Result<(), Common> {
    let minor = |sums: [Option<Minor>; 3]| sums.map(|sum| sum.map(Minor::minor));
    let rises = |sums: [Option<i64>; 3], most: i64| {
        let given: Vec<i64> = sums.into_iter().flatten().collect();
        given.iter().all(|sum| (0..=most).contains(sum)) && given.is_sorted()
    };
    let (most, most_points) = (crate::base::money::AMOUNT_MINOR_MAX, crate::base::points::POINTS_MAX);
    let whole = rises(minor([Some(limit.case_minor), Some(limit.month_minor), limit.year_minor]), most);
    let points = rises(
        [Some(limit.points_case.count()), Some(limit.points_month.count()), limit.points_year.map(Points::count)],
        most_points,
    );
    let own = |own: &RemedyLimit| {
        let once = limit.remedies.iter().filter(|other| other.remedy == own.remedy).count() == 1;
        once && rises(minor([own.case_minor, own.month_minor, own.year_minor]), most)
    };
    match (whole && limit.remedies.iter().all(own), points) {
        (false, _) => Err(Common::BadValue { field: "amount" }),
        (true, false) => Err(Common::BadValue { field: "points" }),
        (true, true) => Ok(()),
    }
}

/// Returns the limit of `role` in a new house. Source: docs/day.md, B (duty manager), house rule for the others; reception
/// gives no money back, which a cashier would have to pay out, and moves nobody to a dearer room.
pub fn limit(role: Role, digits: u32) -> Limit {
    let (case, month, points_case, points_month) = match role {
        Role::Receptionist => (50, 300, 100, 500),
        Role::DepartmentHead => (200, 1_000, 500, 2_000),
        Role::DutyManager => (300, 1_500, 1_000, 5_000),
        Role::GeneralManager => (50_000, 200_000, 100_000, 500_000),
        Role::DataOfficer | Role::Administrator => return Limit::nothing(),
    };
    let never = |remedy| RemedyLimit { remedy, case_minor: Some(Minor::ZERO), month_minor: None, year_minor: None };
    let barred: &[Remedy] =
        if role == Role::Receptionist { &[Remedy::Upgrade, Remedy::Refund, Remedy::Compensation] } else { &[] };
    Limit {
        case_minor: major(case, digits),
        month_minor: major(month, digits),
        points_case: Points::new(points_case).unwrap_or_default(),
        points_month: Points::new(points_month).unwrap_or_default(),
        remedies: barred.iter().copied().map(never).collect(),
        ..Limit::nothing()
    }
}

/// Returns what `points` cost the house.
pub fn cost_of(points: Points, digits: u32) -> Minor {
    // POINTS_MAX × 0.1 with four digits lies inside the bound of a sum.
    Minor::from_decimal(Decimal::new(points.count() * POINT_TENTHS, 1), digits).unwrap_or(Minor::ZERO)
}

/// Returns why `gift` goes above `limit` after `used`; `None` is inside.
pub fn above(limit: &Limit, used: &Used, gift: Gift) -> Option<Above> {
    let own = (limit.of(gift.remedy), used.of(gift.remedy));
    let money = |sum: Minor, most: Option<Minor>| {
        let after = sum.plus(gift.amount);
        gift.amount > Minor::ZERO && most.is_some_and(|most| after.is_none_or(|after| after > most))
    };
    let points = |sum: Points, most: Option<Points>| {
        let after = sum.plus(gift.points);
        gift.points > Points::ZERO && most.is_some_and(|most| after.is_none_or(|after| after > most))
    };
    let rules = [
        (Above::Remedy, gift.amount <= limit.case_minor && money(own.1.case_minor, own.0.case_minor)),
        (Above::Case, money(used.case_minor, Some(limit.case_minor))),
        (Above::Month, money(used.month_minor, Some(limit.month_minor))),
        (Above::Year, money(used.year_minor, limit.year_minor)),
        (Above::RemedyMonth, money(own.1.month_minor, own.0.month_minor)),
        (Above::RemedyYear, money(own.1.year_minor, own.0.year_minor)),
        (Above::PointsCase, points(used.points_case, Some(limit.points_case))),
        (Above::PointsMonth, points(used.points_month, Some(limit.points_month))),
        (Above::PointsYear, points(used.points_year, limit.points_year)),
        (Above::Split, money(used.matter_minor, Some(limit.case_minor))),
        (Above::Split, money(own.1.matter_minor, own.0.case_minor)),
        (Above::Split, points(used.matter_points, Some(limit.points_case))),
    ];
    rules.into_iter().find(|(_, broken)| *broken).map(|(above, _)| above)
}

fn major(units: i64, digits: u32) -> Minor {
    Minor::from_decimal(Decimal::from(units), digits).unwrap_or(Minor::ZERO)
}

#[cfg(test)]
mod tests;

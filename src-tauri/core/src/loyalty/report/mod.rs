//! 会员计划报告: what the programme owes, what lapses, who takes part, whether members come back, what each tier costs, and
//! whether the ledger agrees.
//!
//! Every sum comes out of an index; the ledger's rows are read only where a figure is opened. Absent on purpose: tables of sums
//! kept beside the ledger, which would have to be checked against it.

mod behind;
mod compared;
mod moved;
mod rows;

use serde::{Deserialize, Serialize};

pub use self::{
    behind::{ComparedGroup, PAGE_MAX, ReportFigure, ReportRow, ReportRows, ReportRowsAsked, rows_of},
    compared::{Compared, FOLLOWED_DAYS, SIDE_MIN, STRATUM_MIN, Side},
    moved::{Activity, MonthMoved, TierCost},
};
use crate::{
    audit::chain::Head,
    base::{
        error::{Common, Result},
        money::Minor,
        time::BusinessDate,
    },
    db::Db,
    loyalty::{self, check, check::LedgerCheck, programme::Programme},
};

/// The longest period of one report, in days.
pub const DAYS_MAX: i64 = 1_100;
/// How far back ended lots say what share of points lapses, in months.
pub const LAPSE_MONTHS: i32 = 12;
/// Ended lots that an expectation needs. House rule: fewer is 数据不足.
pub const ENDED_MIN: u32 = 30;

/// Which days a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ReportAsked {
    /// First day.
    pub from: BusinessDate,
    /// Last day.
    pub to: BusinessDate,
}

/// The report of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProgrammeReport {
    /// Which days.
    pub asked: ReportAsked,
    /// The hotel's day on which it was read.
    pub today: BusinessDate,
    /// opening + earned − redeemed − expired + reversed = closing, of all members together.
    pub totals: LedgerTotals,
    /// The same month by month.
    pub months: Vec<MonthMoved>,
    /// 负债
    pub liability: Liability,
    /// 沉淀
    pub breakage: Breakage,
    /// 活跃 and 兑换
    pub activity: Activity,
    /// 复购
    pub compared: Compared,
    /// 成本, lowest tier first.
    pub tiers: Vec<TierCost>,
    /// The chain's head at this reading.
    pub head: Head,
}

/// What all members' points did in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LedgerTotals {
    /// First day.
    pub from: BusinessDate,
    /// Last day.
    pub to: BusinessDate,
    /// 期初
    #[specta(type = f64)]
    pub opening: i64,
    /// 获得: earned and given.
    #[specta(type = f64)]
    pub earned: i64,
    /// 兑换
    #[specta(type = f64)]
    pub redeemed: i64,
    /// 到期
    #[specta(type = f64)]
    pub expired: i64,
    /// 冲正 and adjustments; negative where they took more than they gave.
    #[specta(type = f64)]
    pub reversed: i64,
    /// 期末
    #[specta(type = f64)]
    pub closing: i64,
    /// Whether members' balances, their lots and what the house gave and did not get back are one sum today.
    pub agrees: bool,
}

/// What the house owes in points on the day of reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Liability {
    /// Points that members hold.
    #[specta(type = f64)]
    pub points: i64,
    /// What they are worth by the programme of the day, minor units.
    pub worth_minor: Minor,
    /// How many points are worth one major unit.
    pub points_per_major: u32,
    /// Of them, past their last day and not yet taken by an expiry run.
    #[specta(type = f64)]
    pub overdue: i64,
    /// By the month of their last day, in order.
    pub months: Vec<LiabilityMonth>,
}

/// What lots that end in one month still hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LiabilityMonth {
    /// `2026-07`
    pub month: String,
    /// Points.
    #[specta(type = f64)]
    pub points: i64,
    /// Their worth, minor units.
    pub worth_minor: Minor,
    /// In how many lots.
    pub lots: u32,
}

/// 沉淀: points that lapse without having been used.
///
/// Method. `permille` is what expired in the period (less what was given back) of a thousand points issued in it: finance's
/// ratio, which falls where a programme grows. `expected_permille` is the rate by which to judge what is owed: what expired in
/// the [`LAPSE_MONTHS`] months before the period's end, of a thousand points of the lots whose last day lay in those months. A
/// lot's expiry is posted by the run after its last day, so that the edges of both may be one run apart. Fewer than
/// [`ENDED_MIN`] ended lots say nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Breakage {
    /// Issued in the period: earned and given, less what was taken back.
    #[specta(type = f64)]
    pub issued: i64,
    /// Expired in the period, less what was given back.
    #[specta(type = f64)]
    pub expired: i64,
    /// Expired of a thousand issued; none where nothing was issued.
    pub permille: Option<u32>,
    /// Lots that ended in the months looked at.
    pub ended_lots: u32,
    /// Of a thousand of their points, how many expired; none where too few lots ended.
    pub expected_permille: Option<u32>,
    /// Of what is owed today, what is expected to lapse.
    #[specta(type = Option<f64>)]
    pub expected_points: Option<i64>,
    /// Its worth, minor units.
    pub expected_minor: Option<Minor>,
    /// The least number of ended lots.
    pub least: u32,
}

/// Returns the report of a period, read on `today`.
///
/// Errors: [`Common::BadValue`] for a period that ends before it begins, ends after today or is longer than [`DAYS_MAX`].
pub fn read(db: &Db, asked: &ReportAsked, today: BusinessDate) -> Result<ProgrammeReport> {
    let asked = valid(asked, today)?;
    let programme = loyalty::programme(db, today)?;
    let moved = moved::read(db, &asked, &programme)?;
    let totals = closed(db, &asked, &moved.sums)?;
    let liability = liability(db, &programme, today)?;
    Ok(ProgrammeReport {
        asked,
        today,
        months: moved.months(totals.opening),
        breakage: breakage(db, &asked, &moved.sums, &liability, &programme)?,
        activity: moved.activity(),
        compared: compared::read(db, &asked)?,
        tiers: moved.tiers(&programme, db.hotel().minor_digits),
        totals,
        liability,
        head: db.head()?,
    })
}

/// Returns what all members' points did in a period: the line of the morning report.
///
/// Errors: as [`read`].
pub fn totals(db: &Db, from: BusinessDate, to: BusinessDate) -> Result<LedgerTotals> {
    let asked = ReportAsked { from, to };
    let mut sums = moved::Sums::default();
    rows::movements(db, from, to, |one| sums.add(one.code, one.house, one.gain))?;
    closed(db, &asked, &sums)
}

/// Returns whether the whole ledger agrees, row by row, and the member and posting at which it does not. Reads every posting.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn agrees(db: &Db) -> Result<LedgerAgrees> {
    let check = check::check(db)?;
    let opens = check.wrong.as_ref().map(|wrong| behind::opens(db, wrong)).transpose()?.flatten();
    Ok(LedgerAgrees { check, opens })
}

/// What a check of the whole ledger answers, with what opens the first row that does not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LedgerAgrees {
    /// The check.
    pub check: LedgerCheck,
    /// Where the first row that does not agree can be looked at.
    pub opens: Option<behind::WrongAt>,
}

fn valid(asked: &ReportAsked, today: BusinessDate) -> Result<ReportAsked> {
    if asked.to < asked.from || asked.to > today || asked.to.days_since(asked.from) >= DAYS_MAX {
        return Err(Common::BadValue { field: "period" }.into());
    }
    Ok(*asked)
}

fn closed(db: &Db, asked: &ReportAsked, sums: &moved::Sums) -> Result<LedgerTotals> {
    let held = rows::held(db)?;
    let closing = held.by_balances - rows::gained_after(db, asked.to)?;
    Ok(LedgerTotals {
        from: asked.from,
        to: asked.to,
        opening: closing - sums.gained(),
        earned: sums.earned + sums.goodwill,
        redeemed: sums.redeemed,
        expired: sums.expired,
        reversed: sums.reversed + sums.adjusted,
        closing,
        agrees: held.by_balances == held.by_lots && held.by_balances == held.by_house,
    })
}

fn liability(db: &Db, programme: &Programme, today: BusinessDate) -> Result<Liability> {
    let worth = |points: i64| worth_minor(points, programme.points_per_major, db.hotel().minor_digits);
    let ending = rows::liability(db, today)?;
    let points = ending.iter().map(|month| month.points).sum();
    Ok(Liability {
        points,
        worth_minor: worth(points),
        points_per_major: programme.points_per_major,
        overdue: ending.iter().map(|month| month.overdue).sum(),
        months: ending
            .into_iter()
            .map(|month| LiabilityMonth {
                worth_minor: worth(month.points),
                points: month.points,
                lots: u32::try_from(month.lots).unwrap_or(u32::MAX),
                month: month.month,
            })
            .collect(),
    })
}

fn breakage(db: &Db, asked: &ReportAsked, sums: &moved::Sums, liability: &Liability, programme: &Programme) -> Result<Breakage> {
    let since = lapse_begins(asked.to);
    let (ended_points, ended_lots) = rows::ended(db, since, asked.to)?;
    let mut lapsed = moved::Sums::default();
    rows::movements(db, since, asked.to, |one| lapsed.add(one.code, one.house, one.gain))?;
    let ended_lots = u32::try_from(ended_lots).unwrap_or(u32::MAX);
    let expected_permille = permille(lapsed.lapsed, ended_points).filter(|_| ended_lots >= ENDED_MIN);
    let expected_points =
        expected_permille.map(|rate| i64::try_from(i128::from(liability.points) * i128::from(rate) / 1_000).unwrap_or_default());
    Ok(Breakage {
        issued: sums.issued,
        expired: sums.lapsed,
        permille: permille(sums.lapsed, sums.issued),
        ended_lots,
        expected_permille,
        expected_points,
        expected_minor: expected_points.map(|points| worth_minor(points, programme.points_per_major, db.hotel().minor_digits)),
        least: ENDED_MIN,
    })
}

/// Returns the first of the days whose ended lots say what share of points lapses.
pub(super) fn lapse_begins(to: BusinessDate) -> BusinessDate {
    to.plus_months(-LAPSE_MONTHS).plus_days(1)
}

/// Returns `part` of a thousand of `whole`, rounded down; none where there is no whole.
pub(super) fn permille(part: i64, whole: i64) -> Option<u32> {
    if whole <= 0 {
        return None;
    }
    u32::try_from(i128::from(part.max(0)) * 1_000 / i128::from(whole)).ok()
}

/// Returns what points are worth, minor units, rounded towards nothing as a member's page does.
pub(super) fn worth_minor(points: i64, points_per_major: u32, minor_digits: u32) -> Minor {
    let minor = i128::from(points) * 10_i128.pow(minor_digits) / i128::from(points_per_major.max(1));
    i64::try_from(minor).ok().and_then(Minor::new).unwrap_or_default()
}

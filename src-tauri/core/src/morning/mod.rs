//! F4: the morning meeting's report (晨会报告): what a day or a week brought, what is still open, what it cost, who gave it.
//!
//! Owns no table and writes nothing. Every figure is the count or the sum of the rows that [`rows_of`] answers, so that it can
//! be opened; names of guests are left out unless somebody asks for them.

mod rows;

use serde::{Deserialize, Serialize};

use crate::{
    audit::{op::Op, permission::Grant},
    base::{
        error::{Common, Result},
        ids::{TicketId, UserId},
        money::Minor,
        points::Points,
        role::{Department, Role, Session},
        time::{BusinessDate, Instant},
    },
    carry::{self, UnsignedShift},
    courtesy::{self, CallCounts, CallDays},
    db::Db,
    loyalty::{self, report::LedgerTotals},
    stored_words,
    tickets::{self, ProblemCode, Remedy, Severity, TicketKind, TicketState, spending},
};

/// The longest period of one report, in days.
pub const DAYS_MAX: i64 = 92;
/// Most rows that one figure opens.
pub const ROWS_MAX: u32 = 2_000;

stored_words! {
    /// One figure of the report, and what it opens.
    pub enum Figure {
        /// 新投诉: taken in the period
        New = "new",
        /// 未结: open at its end
        Open = "open",
        /// 逾期: open, and its running promise is past
        Late = "late",
        /// 离店未挽回: the guest left in the period, the complaint is open at its end
        Unrecovered = "unrecovered",
        /// 补偿: given or approved in the period
        Compensation = "compensation",
        /// 授权使用: given on one person's own authority in the period
        Authority = "authority",
        /// 回访: due in the period
        Callbacks = "callbacks",
        /// 有异议的批示: said by phone, disputed by who was named as the approver in the period
        Disputed = "disputed",
        /// 表扬: taken in the period
        Praise = "praise",
        /// 建议和意见: taken in the period
        Ideas = "ideas",
        /// 外部投诉: an answer in writing was owed at the end
        Outside = "outside",
    }
}

/// Which days a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Period {
    /// First day.
    pub from: BusinessDate,
    /// Last day.
    pub to: BusinessDate,
}

/// What a figure is opened with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct FigureAsked {
    /// Which days.
    pub period: Period,
    /// Which figure.
    pub figure: Figure,
    /// Of one person, for [`Figure::Authority`].
    pub user: Option<UserId>,
    /// With the guests' names.
    pub names: bool,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Morning {
    /// Which days.
    pub period: Period,
    /// Up to when it knows: the period's end, or now.
    pub until_ms: Instant,
    /// Of one department only, where the reader sees no more.
    pub department: Option<Department>,
    /// 新投诉
    pub new: u32,
    /// The mean of the eight periods of the same length before, in tenths; none where the house has fewer.
    pub new_before_tenths: Option<u32>,
    /// 未结
    pub open: u32,
    /// 逾期
    pub late: u32,
    /// 离店未挽回
    pub unrecovered: u32,
    /// 补偿
    pub compensation: Compensation,
    /// 授权使用, by person.
    pub authority: Vec<AuthorityUsed>,
    /// 回访 due.
    pub callbacks: u32,
    /// And done among them.
    pub callbacks_done: u32,
    /// 有异议的批示
    pub disputed: u32,
    /// 表扬
    pub praise: u32,
    /// 建议和意见
    pub ideas: u32,
    /// 外部投诉 that were unanswered at the end.
    pub outside: u32,
    /// Those among them whose last day was over.
    pub outside_late: u32,
    /// 主动问候: on the list of the period's days, and made; none where the reader sees one department only.
    pub calls: Option<CallCounts>,
    /// 未签交班
    pub unsigned: Vec<UnsignedShift>,
    /// 积分核对: opening + earned − redeemed − expired + reversed = closing; none for whoever sees one department alone.
    pub points: Option<LedgerTotals>,
}

/// What complaints cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Compensation {
    /// Money in the period, minor units; points not among it.
    pub money_minor: Minor,
    /// Points in the period.
    pub points: Points,
    /// Money in the month of the period's last day, up to the same instant.
    pub month_minor: Minor,
    /// What that month may cost; none where no budget is set.
    pub budget_minor: Option<Minor>,
}

/// What one person gave on their own authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct AuthorityUsed {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Their post.
    pub role: Role,
    /// In the period, minor units; points with what they cost.
    pub given_minor: Minor,
    /// In how many remedies.
    pub remedies: u32,
    /// In the month of the period's last day, minor units.
    pub month_minor: Minor,
    /// The most of a month.
    pub limit_minor: Minor,
}

/// One row behind a figure: a complaint, or a remedy under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct MorningRow {
    /// What it opens.
    pub ticket: TicketId,
    /// Place among the rows of this figure, from 0.
    pub nth: u32,
    /// Number.
    pub number: String,
    /// Room.
    pub room_no: String,
    /// Empty unless names were asked for.
    pub guest_name: String,
    /// `mr`, `ms`, `none`, or empty.
    pub guest_title: String,
    /// 投诉, 表扬, 建议 or 意见.
    pub kind: TicketKind,
    /// What about.
    pub problem: ProblemCode,
    /// How bad.
    pub severity: Severity,
    /// Where it stands.
    pub state: TicketState,
    /// Whose.
    pub department: Department,
    /// Who answers for it; of a remedy, who gave it.
    pub person: String,
    /// Which remedy, where the figure counts remedies.
    pub remedy: Option<Remedy>,
    /// Money, minor units.
    pub amount_minor: Minor,
    /// Points.
    pub points: Points,
    /// When it was taken, given, or left.
    pub at_ms: Instant,
    /// What runs or ran.
    pub due_ms: Option<Instant>,
    /// A callback that was made, a reply that was given.
    pub done: bool,
}

/// What the statements are asked with.
#[derive(Debug, Clone, Copy)]
struct Asked {
    period: Period,
    begin: Instant,
    end: Instant,
    until: Instant,
    only: Option<Department>,
}

/// Returns the report of `period` as `session` may see it at `at`; a department head's is the own department's.
///
/// Errors: [`Common::NotAllowed`], [`Common::BadValue`] for a period that ends before it begins or is longer than [`DAYS_MAX`].
pub fn report(db: &Db, session: &Session, at: Instant, period: Period) -> Result<Morning> {
    let asked = asked(db, session, at, period)?;
    let count = |figure| rows::count(db, &asked, figure);
    let callbacks = rows::callbacks(db, &asked)?;
    Ok(Morning {
        period,
        until_ms: asked.until,
        department: asked.only,
        new: count(Figure::New)?,
        new_before_tenths: before(db, &asked)?,
        open: count(Figure::Open)?,
        late: count(Figure::Late)?,
        unrecovered: count(Figure::Unrecovered)?,
        compensation: compensation(db, &asked)?,
        authority: authority(db, session, &asked)?,
        callbacks: callbacks.0,
        callbacks_done: callbacks.1,
        disputed: count(Figure::Disputed)?,
        praise: count(Figure::Praise)?,
        ideas: count(Figure::Ideas)?,
        outside: count(Figure::Outside)?,
        outside_late: rows::outside_late(db, &asked)?,
        calls: calls(db, at, &asked)?,
        unsigned: if asked.only.is_none() { carry::unsigned_between(db, asked.begin, asked.until)? } else { Vec::new() },
        points: if asked.only.is_none() { Some(loyalty::report::totals(db, period.from, period.to)?) } else { None },
    })
}

/// Returns the rows behind one figure, at most [`ROWS_MAX`], newest or most pressing first.
///
/// Errors: those of [`report`].
pub fn rows_of(db: &Db, session: &Session, at: Instant, wanted: FigureAsked) -> Result<Vec<MorningRow>> {
    let asked = asked(db, session, at, wanted.period)?;
    let user = if asked.only.is_some() { Some(session.user) } else { wanted.user };
    let mut rows = rows::rows(db, &asked, wanted.figure, user)?;
    if !wanted.names {
        for row in &mut rows {
            row.guest_name.clear();
            row.guest_title.clear();
        }
    }
    Ok(rows)
}

fn asked(db: &Db, session: &Session, at: Instant, period: Period) -> Result<Asked> {
    let grant = Op::ReadMorning.grant(session.role);
    if grant == Grant::None {
        return Err(Common::NotAllowed { operation: Op::ReadMorning.word() }.into());
    }
    if period.to < period.from || period.to.days_since(period.from) >= DAYS_MAX {
        return Err(Common::BadValue { field: "period" }.into());
    }
    let (begin, end) = (begins(db, period.from), begins(db, period.to.plus_days(1)));
    let only = (grant == Grant::Limited).then_some(session.department);
    // What happens at this very instant is part of what the report knows.
    let now = Instant::from_ms(at.ms() + 1);
    Ok(Asked { period, begin, end, until: end.min(now), only })
}

fn begins(db: &Db, date: BusinessDate) -> Instant {
    db.hotel().clock.begins(date)
}

/// How many periods of the same length a figure is measured against.
const PERIODS_BEFORE: i64 = 8;

fn before(db: &Db, asked: &Asked) -> Result<Option<u32>> {
    let days = asked.period.to.days_since(asked.period.from) + 1;
    let from = asked.period.from.plus_days(-days * PERIODS_BEFORE);
    if rows::first_ticket_date(db)?.is_none_or(|first| first > from) {
        return Ok(None);
    }
    let period = Period { from, to: asked.period.from.plus_days(-1) };
    let all = rows::count(db, &Asked { period, ..*asked }, Figure::New)?;
    Ok(Some(all * 10 / u32::try_from(PERIODS_BEFORE).unwrap_or(1)))
}

fn compensation(db: &Db, asked: &Asked) -> Result<Compensation> {
    let month = Period { from: asked.period.to.month().0, to: asked.period.to };
    let of_month = Asked { period: month, begin: begins(db, month.from), ..*asked };
    let (money_minor, points) = rows::given(db, asked)?;
    Ok(Compensation { money_minor, points, month_minor: rows::given(db, &of_month)?.0, budget_minor: budget(db, asked)? })
}

/// A department's head has no list of whom to greet.
fn calls(db: &Db, at: Instant, asked: &Asked) -> Result<Option<CallCounts>> {
    let days = CallDays { from: asked.period.from, to: asked.period.to };
    asked.only.is_none().then(|| courtesy::counts(db, at, days)).transpose()
}

/// Returns what the month may cost: the house, or the department that the reader sees.
fn budget(db: &Db, asked: &Asked) -> Result<Option<Minor>> {
    let budget = spending::budget(db)?.budget;
    Ok(match asked.only {
        Some(only) => budget.departments.iter().find(|one| one.department == only).map(|one| one.month_minor),
        None => budget.month_minor,
    })
}

fn authority(db: &Db, session: &Session, asked: &Asked) -> Result<Vec<AuthorityUsed>> {
    let mut found = Vec::new();
    for (person, name, given_minor, remedies) in rows::authority(db, asked)? {
        if asked.only.is_some() && person.user != session.user {
            continue;
        }
        let month = tickets::authority(db, &person, None, asked.period.to)?;
        found.push(AuthorityUsed {
            user: person.user,
            name,
            role: person.role,
            given_minor,
            remedies,
            month_minor: month.used.month_minor,
            limit_minor: month.limit.month_minor,
        });
    }
    Ok(found)
}

//! The charts of the early warning, each read whole: what is counted, and what opens the rows behind it.

use chrono::Datelike;
use serde::Serialize;

use super::{
    Behind, Days, Scope,
    effect::{EffectOutcome, outcome},
    nights::nights_in,
    pareto::{self, AbcClass},
    rare::{self, Gap},
    register::{self, ActionState},
    rows,
    watch::watch_rules,
    weekly::{self, ChartStanding, Group, Limits},
};
use crate::{
    base::{
        error::{Common, Result},
        ids::{ActionId, TicketId},
        role::Session,
        time::BusinessDate,
    },
    db::Db,
    stored_words,
    tickets::{self, Area, Cause, HouseCause, InboxLine, ProblemCode},
};

/// Weeks where no other count is asked for: half a year.
pub const WEEKS: u32 = 26;
/// The most weeks that one chart shows: two years.
pub const WEEKS_MAX: u32 = 104;
/// How far back a days-between chart looks, in days.
pub const GAP_DAYS: u32 = 1_096;
/// The most gaps that are shown, the newest.
pub const GAPS_MAX: usize = 60;
const WEEK_DAYS: i64 = 7;

/// One week, Monday to Sunday.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename = "WeekPoint")]
pub struct Week {
    /// Its days.
    pub days: Days,
    /// Complaints.
    pub complaints: u32,
    /// Occupied room-nights.
    pub nights: u32,
    /// Complaints per 100 room-nights; none for 数据不足.
    pub rate: Option<f64>,
    /// Its own mean and limits; none for 数据不足.
    pub limits: Option<Limits>,
    /// How it stands to them.
    pub standing: ChartStanding,
}

/// 每百间夜投诉, the u-chart.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct WeeklyChart {
    /// What is counted.
    pub scope: Scope,
    /// Whole weeks, first week first.
    pub weeks: Vec<Week>,
    /// ū per 100 room-nights; none for 数据不足.
    pub mean: Option<f64>,
    /// Weeks of at least five room-nights.
    pub judged: u32,
    /// How many of them limits need.
    pub judged_min: u32,
}

stored_words! {
    /// By what the causes of complaints are ranked.
    pub enum CauseKind {
        /// 问题
        Problem = "problem",
        /// 环节
        Area = "area",
        /// 六类原因 of step ④
        Cause = "cause",
        /// 酒店方面的原因 of step ④
        HouseCause = "house_cause",
    }
}

/// One line of the Pareto.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct CauseLine {
    /// The word of the problem, 环节 or cause.
    pub word: String,
    /// What opens its complaints.
    pub scope: Scope,
    /// From 1.
    pub rank: u32,
    /// Complaints.
    pub count: u32,
    /// Complaints down to and with this line.
    pub cumulative: u32,
    /// The same in percent of all.
    pub cumulative_percent: f64,
    /// ABC class.
    pub class: AbcClass,
}

/// The Pareto of some days.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct Causes {
    /// What is counted.
    pub behind: Behind,
    /// By what it is ranked.
    pub kind: CauseKind,
    /// The lines, most complaints first.
    pub lines: Vec<CauseLine>,
    /// Complaints in the lines.
    pub total: u32,
    /// Complaints that nobody analysed yet, so that they stand in no line.
    pub open: u32,
}

/// One room of the map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RoomLine {
    /// Room number.
    pub room: String,
    /// Complaints.
    pub count: u32,
}

/// One floor of the map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct FloorLine {
    /// A room number less its last two digits.
    pub floor: String,
    /// Complaints on the whole floor.
    pub count: u32,
    /// Every room that was slept in or complained of, by number.
    pub rooms: Vec<RoomLine>,
}

/// Complaints by floor and room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct HouseMap {
    /// What is counted.
    pub behind: Behind,
    /// The highest floor first, as the house stands.
    pub floors: Vec<FloorLine>,
    /// Complaints that name no room.
    pub elsewhere: u32,
    /// The most complaints of one room.
    pub most: u32,
}

/// Days between complaints of a rare problem.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct GapChart {
    /// Which problem.
    pub problem: ProblemCode,
    /// The newest gaps in their order.
    pub gaps: Vec<Gap>,
    /// Centre and limits; none for 数据不足.
    pub limits: Option<rare::Limits>,
    /// How many gaps limits need.
    pub gaps_min: u32,
    /// The last complaint of it.
    pub last: Option<BusinessDate>,
    /// Days since then, which no gap has ended yet.
    pub days_since: Option<u32>,
}

/// What a 整改 did to the complaints that it is about.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename = "ActionEffect")]
pub struct Effect {
    /// The days before the finding.
    pub before: Days,
    /// As many days after it was done; none while none has passed.
    pub after: Option<Days>,
    /// Days that are compared once they have passed.
    pub days: u32,
    /// Complaints before.
    pub complaints_before: u32,
    /// Room-nights before.
    pub nights_before: u32,
    /// Per 100 room-nights before; none for 数据不足.
    pub rate_before: Option<f64>,
    /// Complaints after.
    pub complaints_after: u32,
    /// Room-nights after.
    pub nights_after: u32,
    /// Per 100 room-nights after; none for 数据不足.
    pub rate_after: Option<f64>,
    /// What the comparison says.
    pub outcome: EffectOutcome,
}

/// Returns the u-chart of the `weeks` whole weeks before `today`, 26 where none are asked for, at most [`WEEKS_MAX`].
///
/// The room-nights are those of the scope's floor or room, else of the whole house. A department head's are their
/// department's complaints. Errors: [`crate::base::error::Error::Database`].
pub fn weekly_chart(db: &Db, session: &Session, scope: &Scope, weeks: Option<u32>, today: BusinessDate) -> Result<WeeklyChart> {
    let scope = seen(session, scope);
    let count = weeks.unwrap_or(WEEKS).clamp(1, WEEKS_MAX);
    let monday = today.plus_days(-i64::from(today.date().weekday().num_days_from_monday()));
    let of = |back: i64| {
        let from = monday.plus_days(-back * WEEK_DAYS);
        Days { from, to: from.plus_days(WEEK_DAYS - 1) }
    };
    let weeks: Vec<Days> = (1..=i64::from(count)).rev().map(of).collect();
    let all = Days { from: of(i64::from(count)).from, to: monday.plus_days(-1) };
    let (by_day, spans) = (rows::by_day(db, all, &scope)?, rows::spans(db, all, &scope)?);
    let groups: Vec<Group> = weeks
        .iter()
        .map(|week| Group {
            complaints: by_day.range(week.from..=week.to).map(|(_, count)| count).sum(),
            nights: nights_in(&spans, *week),
        })
        .collect();
    let mean = weekly::mean(&groups);
    let judged = groups.iter().filter(|group| group.rate().is_some()).count();
    let weeks = weeks.into_iter().zip(&groups).map(|(days, group)| week(days, *group, mean)).collect();
    Ok(WeeklyChart {
        scope,
        weeks,
        mean: mean.map(|mean| mean * weekly::PER_NIGHTS),
        judged: judged as u32,
        judged_min: weekly::GROUPS_MIN as u32,
    })
}

fn week(days: Days, group: Group, mean: Option<f64>) -> Week {
    Week {
        days,
        complaints: group.complaints,
        nights: group.nights,
        rate: group.rate(),
        limits: mean.and_then(|mean| weekly::limits(mean, group.nights)),
        standing: weekly::standing(group, mean),
    }
}

/// Returns the Pareto of what `behind` counts; classes end where the house says.
///
/// Errors: [`Common::BadValue`] for days in the wrong order, [`crate::base::error::Error::Database`].
pub fn causes(db: &Db, session: &Session, behind: &Behind, kind: CauseKind) -> Result<Causes> {
    let behind = checked(session, behind)?;
    let (named, open) = rows::causes(db, &behind, kind)?;
    let lines = pareto::ranked(named, watch_rules(db)?.abc);
    let lines: Vec<CauseLine> = lines
        .into_iter()
        .map(|line| CauseLine {
            scope: of_line(&behind.scope, kind, &line.what),
            word: line.what,
            rank: line.rank,
            count: line.amount,
            cumulative: line.cumulative,
            cumulative_percent: line.cumulative_percent,
            class: line.class,
        })
        .collect();
    let total = lines.last().map_or(0, |line| line.cumulative);
    Ok(Causes { behind, kind, lines, total, open })
}

/// Returns `scope` narrowed to one line of a Pareto.
fn of_line(scope: &Scope, kind: CauseKind, word: &str) -> Scope {
    let scope = scope.clone();
    match kind {
        CauseKind::Problem => Scope { problem: ProblemCode::from_word(word), ..scope },
        CauseKind::Area => Scope { area: Area::from_word(word), ..scope },
        CauseKind::Cause => Scope { cause: Cause::from_word(word), ..scope },
        CauseKind::HouseCause => Scope { house_cause: HouseCause::from_word(word), ..scope },
    }
}

/// Returns where in the house the complaints are that `behind` counts.
///
/// Errors: [`Common::BadValue`] for days in the wrong order, [`crate::base::error::Error::Database`].
pub fn map(db: &Db, session: &Session, behind: &Behind) -> Result<HouseMap> {
    let behind = checked(session, behind)?;
    let (rooms, elsewhere) = rows::by_room(db, &behind)?;
    let mut floors: Vec<FloorLine> = Vec::new();
    for (room, count) in rooms {
        let floor = floor_of(&room);
        if floors.last().is_none_or(|last| last.floor != floor) {
            floors.push(FloorLine { floor, count: 0, rooms: Vec::new() });
        }
        if let Some(last) = floors.last_mut() {
            last.count += count;
            last.rooms.push(RoomLine { room, count });
        }
    }
    floors.sort_by(|left, right| (right.floor.len(), &right.floor).cmp(&(left.floor.len(), &left.floor)));
    let most = floors.iter().flat_map(|floor| &floor.rooms).map(|room| room.count).max().unwrap_or(0);
    Ok(HouseMap { behind, floors, elsewhere, most })
}

/// Returns a room number less its last two digits.
fn floor_of(room: &str) -> String {
    room.chars().take(room.chars().count().saturating_sub(2)).collect()
}

/// Returns the days between complaints of one problem over the last three years, the newest [`GAPS_MAX`] gaps.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn gap_chart(db: &Db, session: &Session, problem: ProblemCode, today: BusinessDate) -> Result<GapChart> {
    let scope = seen(session, &Scope { problem: Some(problem), ..Scope::default() });
    let by_day = rows::by_day(db, Days::ending(today, GAP_DAYS), &scope)?;
    let days: Vec<BusinessDate> = by_day.iter().flat_map(|(day, count)| std::iter::repeat_n(*day, *count as usize)).collect();
    let newest = &days[days.len().saturating_sub(GAPS_MAX + 1)..];
    let (gaps, limits) = rare::gaps(newest);
    let last = newest.last().copied();
    let days_since = last.map(|last| u32::try_from(today.days_since(last)).unwrap_or_default());
    Ok(GapChart { problem, gaps, limits, gaps_min: rare::GAPS_MIN as u32, last, days_since })
}

/// Returns the complaints that a figure counts, the newest first, as `session` may see them.
///
/// Errors: [`Common::BadValue`] for days in the wrong order, [`crate::base::error::Error::Database`].
pub fn behind(db: &Db, session: &Session, asked: &Behind) -> Result<Vec<InboxLine>> {
    let asked = checked(session, asked)?;
    tickets::these(db, session, &ids(db, &asked)?)
}

/// Returns the ids of the complaints that a figure counts, the newest first, at most [`tickets::LINES_MAX`].
pub(super) fn ids(db: &Db, asked: &Behind) -> Result<Vec<TicketId>> {
    rows::ids(db, asked, tickets::LINES_MAX)
}

/// Returns what an action did: as many days before its finding as have passed since it was done, up to the house's own count.
///
/// Errors: [`Common::NotFound`], also for an action that `session` may not see.
pub fn effect_of(db: &Db, session: &Session, action: ActionId, today: BusinessDate) -> Result<Effect> {
    let facts = register::show(db, session, action, today)?.line.facts;
    let wanted = i64::from(watch_rules(db)?.effect_days);
    let done = facts.done_on.filter(|_| facts.state != ActionState::Withdrawn);
    let passed = done.map_or(0, |done| (today.days_since(done) - 1).clamp(0, wanted));
    let compared = if passed == 0 { wanted } else { passed };
    let scope = Scope {
        problem: facts.subject.problem,
        area: facts.subject.area,
        floor: facts.subject.floor,
        room: facts.subject.room,
        ..Scope::default()
    };
    let before = Days { from: facts.business_date.plus_days(-compared), to: facts.business_date.plus_days(-1) };
    let after = done.filter(|_| passed > 0).map(|done| Days { from: done.plus_days(1), to: done.plus_days(passed) });
    let (group_before, group_after) = (group(db, before, &scope)?, after.map(|after| group(db, after, &scope)).transpose()?);
    let measured = group_after.unwrap_or_default();
    Ok(Effect {
        before,
        after,
        days: u32::try_from(wanted).unwrap_or_default(),
        complaints_before: group_before.complaints,
        nights_before: group_before.nights,
        rate_before: group_before.rate(),
        complaints_after: measured.complaints,
        nights_after: measured.nights,
        rate_after: measured.rate(),
        outcome: outcome(group_before, measured),
    })
}

fn group(db: &Db, days: Days, scope: &Scope) -> Result<Group> {
    let complaints = rows::by_day(db, days, scope)?.values().sum();
    Ok(Group { complaints, nights: nights_in(&rows::spans(db, days, scope)?, days) })
}

fn checked(session: &Session, behind: &Behind) -> Result<Behind> {
    if behind.days.to < behind.days.from {
        return Err(Common::BadValue { field: "to" }.into());
    }
    Ok(Behind { days: behind.days, scope: seen(session, &behind.scope) })
}

/// Returns the scope that `session` may see: a department head's own department's alone.
pub(super) fn seen(session: &Session, scope: &Scope) -> Scope {
    match register::seen_department(session) {
        Some(department) => Scope { department: Some(department), ..scope.clone() },
        None => scope.clone(),
    }
}

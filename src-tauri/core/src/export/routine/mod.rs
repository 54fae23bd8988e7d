//! 定期上报: packages that are made by themselves, each day, week or month, and caught up on after the machine was off.
//!
//! A routine is set by a person who may export, with their PIN given again, and signs as that person as they stand today: who
//! left or lost the right makes nothing any more. [`rules`] decides what is due, [`run`] makes it; when to look is the shells'.
//!
//! Absent on purpose: a correction under any other reason than that the period was not over or changed since it went (more is
//! a person's to say), and a package for a day that a jumped clock claims.

mod rows;
pub mod rules;
#[cfg(test)]
mod rules_tests;
mod run;

use std::path::Path;

use serde::{Deserialize, Serialize};

use self::rules::{Asked, Past};
pub use self::run::{Passed, PassedMade, RunMoment, RunReport, RunRoutine, RunStep, run};
use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
        permission::Grant,
    },
    base::{
        error::{Common, Refusal, Result},
        ids::{ExportId, RecordId, UserId},
        role::{Confirmed, Session},
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
    export::{Period, kept},
    loyalty::expiry,
    staff, stored_words,
};

/// Longest path of a folder, in bytes.
pub const FOLDER_MAX: usize = 1_000;
/// Hours of a day.
const HOURS: u8 = 24;

stored_words! {
    /// How often packages are made by themselves.
    pub enum Cadence {
        /// 每日
        Day = "day",
        /// 每周
        Week = "week",
        /// 每月
        Month = "month",
    }
}

stored_words! {
    /// What such a package holds.
    pub enum Contents {
        /// 本期: the day, week or month that ended
        Period = "period",
        /// 自上次起: what came after the last package, and before it a correction of every earlier period that changed since it went
        SinceLast = "since_last",
        /// 全量: everything up to the day, week or month that ended
        Full = "full",
    }
}

/// When packages are made by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ExportRoutine")]
pub struct Routine {
    /// From 1; the newest of a cadence is in force.
    pub version: u32,
    /// How often.
    pub cadence: Cadence,
    /// What they hold.
    pub contents: Contents,
    /// The hour on the hotel's wall, on the business day after the period.
    pub hour: u8,
    /// Whole path of the folder or share.
    pub folder: String,
    /// Whether they are made; a routine that was ended is not.
    pub runs: bool,
    /// What came round after this counts.
    pub since_ms: Instant,
    /// Who set it, and in whose name packages are made.
    pub by_user: UserId,
    /// When it was set.
    pub at_ms: Instant,
}

/// Input of setting a routine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "SetExportRoutine")]
pub struct SetRoutine {
    /// Which of the three.
    pub cadence: Cadence,
    /// What packages hold.
    pub contents: Contents,
    /// 0 to 23.
    pub hour: u8,
    /// Whole path of the folder or share.
    pub folder: String,
    /// False ends it.
    pub runs: bool,
    /// The version of this cadence that the person saw; 0 where none was set.
    pub seen: u32,
}

/// Input of saying that the hotel's day is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ConfirmRoutineDay {
    /// The day that the person read.
    pub day: BusinessDate,
}

/// Why a routine is not set, or does not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoutineRefusal {
    /// The person did not give their PIN again.
    NotConfirmed,
    /// Somebody else set it meanwhile.
    SetMeanwhile,
    /// The folder is no whole path.
    NoFolder,
    /// The folder is not there: a stick that is out, a share that is away.
    FolderAway,
    /// Who set it left the house or may not export any more.
    SetterMayNot,
}

impl Refusal for RoutineRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotConfirmed => "not_confirmed",
            Self::SetMeanwhile => "routine_set_meanwhile",
            Self::NoFolder => "no_folder",
            Self::FolderAway => "routine_folder_away",
            Self::SetterMayNot => "routine_setter_may_not",
        }
    }
}

/// One time that a routine came or comes round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Of which routine.
    pub cadence: Cadence,
    /// The period that ended.
    pub period: Period,
    /// When it comes round.
    pub due: Instant,
}

/// What was tried for a period and did not come about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "RoutineTried")]
pub struct Tried {
    /// Of which routine.
    pub cadence: Cadence,
    /// The period's name.
    pub period: String,
    /// Why not, the last time.
    pub code: String,
    /// What the sentence of that code needs.
    pub args: std::collections::BTreeMap<String, String>,
    /// How many times.
    pub tries: u32,
    /// When it was tried first.
    pub first_ms: Instant,
    /// When it was tried last.
    pub last_ms: Instant,
}

/// A period that came round and was not made yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "RoutineWaiting")]
pub struct Waiting {
    /// Of which routine.
    pub cadence: Cadence,
    /// The period's name.
    pub period: String,
    /// When it came round.
    pub due_ms: Instant,
    /// What became of the tries; none where it was not tried yet.
    pub tried: Option<Tried>,
    /// When it is tried next.
    pub next_ms: Instant,
}

/// A package that a routine made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "RoutineMade")]
pub struct Last {
    /// Its period's name.
    pub period: String,
    /// Which of that period.
    pub version: u32,
    /// When it came round.
    pub due_ms: Instant,
    /// When it was made.
    pub at_ms: Instant,
}

/// One routine as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "RoutineShown")]
pub struct Standing {
    /// As it was set.
    pub routine: Routine,
    /// Who set it, as colleagues read it.
    pub by: String,
    /// Whether that person may still export.
    pub allowed: bool,
    /// Whether the folder is there.
    pub there: bool,
    /// The period that comes round next.
    pub next: String,
    /// When.
    pub next_ms: Instant,
    /// What it made last.
    pub last: Option<Last>,
    /// What came round and was not made yet, the oldest first.
    pub waiting: Vec<Waiting>,
    /// Periods that nobody made and that are not caught up on any more.
    pub given_up: u32,
}

/// All routines as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RoutineState {
    /// Those that run, day before week before month.
    pub routines: Vec<Standing>,
    /// The newest version of each cadence, those that were ended too; for who sets another.
    pub set: Vec<Routine>,
    /// The hotel's day where it may be wrong: nothing is made by itself until it is found right.
    pub doubt: Option<BusinessDate>,
    /// Packages whose 24 months are over and that are still kept.
    pub aged: u32,
}

/// What a routine could not do, for who is on duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RoutineAlarm {
    /// What failed at least once, the oldest first.
    pub failed: Vec<Waiting>,
    /// The hotel's day where it may be wrong and something waits for that.
    pub doubt: Option<BusinessDate>,
}

/// Sets when packages of a cadence are made by themselves, or ends it; `confirmed` is the acting person's own PIN, given again.
///
/// What came round under the version before and was not made is still due where both hold the same. Returns what was set.
///
/// Errors: [`RoutineRefusal`], [`Common::BadValue`].
pub fn set(tx: &mut Tx<'_>, input: &SetRoutine, confirmed: &Confirmed) -> Result<Routine> {
    let op = tx.begin(Op::SetExportRoutine)?;
    if confirmed.user() != tx.session().user {
        return Err(RoutineRefusal::NotConfirmed.into());
    }
    let versions = rows::newest(tx.db())?;
    let before = versions.iter().find(|routine| routine.cadence == input.cadence).cloned();
    if before.as_ref().map_or(0, |routine| routine.version) != input.seen {
        return Err(RoutineRefusal::SetMeanwhile.into());
    }
    if input.hour >= HOURS {
        return Err(Common::BadValue { field: "hour" }.into());
    }
    if input.folder.len() > FOLDER_MAX || !Path::new(&input.folder).is_absolute() {
        return Err(RoutineRefusal::NoFolder.into());
    }
    let goes_on = before.as_ref().filter(|routine| routine.runs && routine.contents == input.contents);
    let after = Routine {
        version: versions.iter().map(|routine| routine.version).max().unwrap_or(0) + 1,
        cadence: input.cadence,
        contents: input.contents,
        hour: input.hour,
        folder: input.folder.clone(),
        runs: input.runs,
        since_ms: goes_on.map_or(tx.at(), |routine| routine.since_ms.min(tx.at())),
        by_user: tx.session().user,
        at_ms: tx.at(),
    };
    rows::insert(tx, &after)?;
    // Under another setting it may succeed at once.
    rows::forget_tries(tx.db(), input.cadence)?;
    tx.touches(RecordKind::Export);
    let record: RecordId = tx.new_id();
    tx.record(op, Change::updated(record, &before, &Some(after.clone()))?)?;
    Ok(after)
}

/// Says that the hotel's day is right: what waited for that is made.
///
/// Errors: [`Common::ChangedMeanwhile`] where the day turned since it was read.
pub fn confirm_day(tx: &mut Tx<'_>, input: &ConfirmRoutineDay) -> Result<BusinessDate> {
    let op = tx.begin(Op::ConfirmRoutineDay)?;
    if input.day != tx.business_date() {
        return Err(Common::ChangedMeanwhile.into());
    }
    rows::put_confirmed(tx, input.day)?;
    tx.touches(RecordKind::Export);
    let record: RecordId = tx.new_id();
    tx.record(op, Change::noted(record, input)?)?;
    Ok(input.day)
}

/// Returns all routines as they stand at `now`; nothing is written.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn state(db: &Db, now: Instant) -> Result<RoutineState> {
    let seen = Seen::read(db, now)?;
    let routines = seen.asked.iter().map(|(routine, asked)| standing(db, &seen, routine, asked)).collect::<Result<_>>()?;
    Ok(RoutineState {
        routines,
        doubt: (!seen.day_is_right && seen.waits()).then_some(seen.today),
        aged: u32::try_from(kept::aged(db, seen.today)?.len()).unwrap_or(u32::MAX),
        set: seen.set,
    })
}

/// Returns what routines could not do, for who is on duty: never a word of a guest.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn alarm(db: &Db, now: Instant) -> Result<RoutineAlarm> {
    let seen = Seen::read(db, now)?;
    let mut failed: Vec<Waiting> =
        seen.asked.iter().flat_map(|(_, asked)| seen.waiting(asked)).filter(|waiting| waiting.tried.is_some()).collect();
    failed.sort_by_key(|waiting| waiting.due_ms);
    Ok(RoutineAlarm { failed, doubt: (!seen.day_is_right && seen.waits()).then_some(seen.today) })
}

/// What the file knows of routines at an instant, and what they ask for.
struct Seen {
    now: Instant,
    today: BusinessDate,
    set: Vec<Routine>,
    past: Past,
    asked: Vec<(Routine, Asked)>,
    day_is_right: bool,
}

impl Seen {
    fn read(db: &Db, now: Instant) -> Result<Self> {
        let clock = db.hotel().clock;
        let today = clock.business_date(now);
        let set = rows::newest(db)?;
        let runs = set.iter().any(|routine| routine.runs);
        // A hotel without a routine is asked for nothing more.
        let past = if runs { past(db, today)? } else { Past::default() };
        let running = set.iter().filter(|routine| routine.runs);
        let asked = running.map(|routine| (routine.clone(), rules::asked(routine, &past, &clock, now))).collect();
        let day_is_right = rules::day_is_right(&past, today);
        Ok(Self { now, today, set, past, asked, day_is_right })
    }

    fn waits(&self) -> bool {
        self.asked.iter().any(|(_, asked)| !asked.due.is_empty())
    }

    fn waiting(&self, asked: &Asked) -> Vec<Waiting> {
        asked.due.iter().map(|turn| self.waiting_for(turn)).collect()
    }

    fn waiting_for(&self, turn: &Turn) -> Waiting {
        let period = turn.period.to_string();
        let tried = self.past.tried.iter().find(|tried| tried.cadence == turn.cadence && tried.period == period).cloned();
        let next_ms = rules::next_try(tried.as_ref(), self.now);
        Waiting { cadence: turn.cadence, period, due_ms: turn.due, tried, next_ms }
    }
}

fn past(db: &Db, today: BusinessDate) -> Result<Past> {
    Ok(Past {
        made: rows::made(db)?,
        tried: rows::tried(db)?,
        known: expiry::days_known(db, today)?,
        confirmed: rows::confirmed(db, today)?,
    })
}

fn standing(db: &Db, seen: &Seen, routine: &Routine, asked: &Asked) -> Result<Standing> {
    let user = staff::get(db, routine.by_user)?;
    Ok(Standing {
        allowed: user.active && Op::RunExportRoutine.grant(user.role) != Grant::None,
        by: user.name,
        there: Path::new(&routine.folder).is_dir(),
        next: asked.next.period.to_string(),
        next_ms: asked.next.due,
        last: rows::last(db, routine.cadence)?,
        waiting: seen.waiting(asked),
        given_up: asked.given_up,
        routine: routine.clone(),
    })
}

/// Returns in whose name a routine's packages are made, as that person stands today.
fn session_of(db: &Db, routine: &Routine) -> Result<Session> {
    let user = staff::get(db, routine.by_user)?;
    if !user.active || Op::RunExportRoutine.grant(user.role) == Grant::None {
        return Err(RoutineRefusal::SetterMayNot.into());
    }
    Ok(Session::without_pin(user.id, user.role, user.department))
}

/// By which routine a package was made, and when it came round; none where a person made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "RoutineBehind")]
pub struct Behind {
    /// How often it comes round.
    pub cadence: Cadence,
    /// When it came round.
    pub due_ms: Instant,
}

/// Returns by which routine each of the newest packages was made.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(in crate::export) fn behind(db: &Db, packages: u32) -> Result<std::collections::BTreeMap<ExportId, Behind>> {
    rows::behind(db, packages)
}

/// Remembers, in the write that makes a package, which routine made it.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(in crate::export) fn remember(tx: &Tx<'_>, export: ExportId, (routine, due): (u32, Instant)) -> Result<()> {
    rows::insert_made(tx, export, routine, due)
}

//! What is due is made: one package after the other, each whole or absent, corrections of earlier periods before the days since
//! the last one; what fails is remembered and tried again. Then the keeping of what is older than 24 months ends.

use std::{collections::BTreeMap, ops::ControlFlow, path::Path};

use serde::{Deserialize, Serialize};

use super::{Cadence, Contents, Routine, RoutineRefusal, Seen, Tried, Turn, rows, rules, session_of};
use crate::{
    base::{
        error::{Error, Refusal, Result},
        ids::ExportId,
        request::{Request, RequestKey},
        role::Session,
        time::Instant,
    },
    db::{Db, Store},
    export::{
        self, ExportProgress, ExportRefusal,
        kept::{self, KeptRefusal, RunKept},
        late::{self, Late},
    },
};

/// Why a period goes again whose package was made while it still ran; the group reads it on the cover.
const WAS_NOT_OVER: &str = "上次生成时本期未过完 · made again: the period was not over";
/// Why an earlier period goes again before the days since; the group reads it on the cover.
const CHANGED_SINCE: &str = "报出后有更改 · rows changed since the period went";

/// When what is due is made, and what it draws on.
#[derive(Debug, Clone, Copy)]
pub struct RunMoment {
    /// The hotel's instant.
    pub at: Instant,
    /// Fresh from the operating system.
    pub seed: [u8; 32],
}

/// Input of one package that a routine makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRoutine {
    /// The routine's version.
    pub routine: u32,
    /// As [`export::Period::parse`] reads it.
    pub period: String,
    /// Why the period goes again; empty for its first package.
    pub reason: String,
    /// When it came round.
    pub due_ms: Instant,
}

/// How far what is due is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "RoutineStep")]
pub struct RunStep {
    /// The period that is being made.
    pub period: String,
    /// Its place among what is due, from 1.
    pub place: u32,
    /// How many are due.
    pub of: u32,
    /// How far this one is.
    pub step: ExportProgress,
}

/// Hears how far it is; an answer of [`ControlFlow::Break`] ends it, and nothing is left of the package in the making.
pub type RunReport<'r> = dyn FnMut(RunStep) -> ControlFlow<()> + 'r;

/// A package that was made now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassedMade {
    /// By which routine.
    pub cadence: Cadence,
    /// Names it in the history of exports.
    pub export_id: ExportId,
    /// The period's name.
    pub period: String,
    /// When it came round.
    pub due_ms: Instant,
    /// Folder it was written to.
    pub folder: String,
    /// Its name there.
    pub name: String,
    /// Which of that period.
    pub version: u32,
}

/// What came of one run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Passed {
    /// What was made.
    pub made: Vec<PassedMade>,
    /// What did not come about now.
    pub failed: Vec<Tried>,
    /// What is due and not tried now: it failed before and its time has not come again, or another package was being made.
    pub waiting: u32,
    /// The hotel's day may be wrong: nothing was made.
    pub doubted: bool,
    /// Packages whose keeping ended.
    pub kept_ended: u32,
}

/// Makes what is due at `moment`, each package in the name of who set its routine, then ends the keeping of what is older
/// than 24 months. Where nothing is due nothing is written.
///
/// The same period again answers what it answered: the request key names routine and period.
///
/// Errors: [`ExportRefusal::Cancelled`], [`Error::Database`] where not even the failure can be remembered.
pub fn run(store: &Store, moment: &RunMoment, report: &mut RunReport<'_>) -> Result<Passed> {
    let seen = store.read_as_house(|db| Seen::read(db, moment.at))?;
    let mut passed = Passed { doubted: !seen.day_is_right && seen.waits(), ..Passed::default() };
    if !seen.day_is_right {
        return Ok(passed);
    }
    let mut turns: Vec<(&Routine, &Turn)> =
        seen.asked.iter().flat_map(|(routine, asked)| asked.due.iter().map(move |turn| (routine, turn))).collect();
    turns.sort_by_key(|(_, turn)| (turn.due, turn.cadence));
    let of = u32::try_from(turns.len()).unwrap_or(u32::MAX);
    for (place, (routine, turn)) in (1..).zip(turns) {
        let waiting = seen.waiting_for(turn);
        if waiting.next_ms > moment.at {
            passed.waiting += 1;
            continue;
        }
        let due = Due { store, moment, seen: &seen, routine, turn, place, of };
        let outcome = due.make(&mut passed.made, report);
        due.settle(outcome, waiting.tried, &mut passed)?;
    }
    passed.kept_ended = end_kept(store, moment, &seen)?;
    Ok(passed)
}

struct Due<'d> {
    store: &'d Store,
    moment: &'d RunMoment,
    seen: &'d Seen,
    routine: &'d Routine,
    turn: &'d Turn,
    place: u32,
    of: u32,
}

impl Due<'_> {
    /// Makes what this turn asks for and adds each package to `made`; what was made before one that fails stays.
    fn make(&self, made: &mut Vec<PassedMade>, report: &mut RunReport<'_>) -> Result<()> {
        let (session, inputs) = self.store.read_as_house(|db| Ok((session_of(db, self.routine)?, self.inputs(db)?)))?;
        let folder = Path::new(&self.routine.folder);
        // Never created: the place where a stick is put in would be filled while the stick lies in a drawer.
        if !folder.is_dir() {
            return Err(RoutineRefusal::FolderAway.into());
        }
        for (key, input) in inputs {
            let request = request(&key, self.moment, session.clone())?;
            made.push(self.make_one(&request, &input, folder, report)?);
        }
        Ok(())
    }

    fn make_one(&self, request: &Request, input: &RunRoutine, folder: &Path, report: &mut RunReport<'_>) -> Result<PassedMade> {
        let mut told =
            |step: ExportProgress| report(RunStep { period: input.period.clone(), place: self.place, of: self.of, step });
        let made = export::make_due(self.store, request, input, folder, &mut told)?.value;
        Ok(PassedMade {
            cadence: self.routine.cadence,
            export_id: made.export_id,
            period: input.period.clone(),
            due_ms: self.turn.due,
            folder: made.went.folder,
            name: made.went.name,
            version: made.version,
        })
    }

    /// Returns what this turn asks for, each under the key that names its intent: a window and a scheduler that both find it due
    /// make one package. Of the days since the last one, a correction of every earlier period that changed since it went is first.
    fn inputs(&self, db: &Db) -> Result<Vec<(String, RunRoutine)>> {
        let ended = self.turn.period;
        let named = |period: &str| format!("routine-{}-{period}", self.routine.version);
        let mut inputs = Vec::new();
        let period = match self.routine.contents {
            Contents::Period => ended,
            Contents::Full => export::Period::all(ended.last()),
            Contents::SinceLast => {
                let since = export::since_last(db, ended.next())?;
                for Late { period, version, .. } in late::changed(db)? {
                    let early = self.was_early(db, export::Period::parse(&period)?);
                    let reason = if early { WAS_NOT_OVER } else { CHANGED_SINCE };
                    // One period may be corrected many times.
                    inputs.push((format!("{}-v{version}", named(&period)), self.input(period, reason)));
                }
                since
            }
        };
        let reason = if self.was_early(db, period) { WAS_NOT_OVER } else { "" };
        let period = period.to_string();
        inputs.push((named(&period), self.input(period, reason)));
        Ok(inputs)
    }

    fn was_early(&self, db: &Db, period: export::Period) -> bool {
        rules::made_early(period, &self.seen.past, &db.hotel().clock)
    }

    fn input(&self, period: String, reason: &str) -> RunRoutine {
        RunRoutine { routine: self.routine.version, period, reason: reason.to_owned(), due_ms: self.turn.due }
    }

    fn settle(&self, outcome: Result<()>, before: Option<Tried>, passed: &mut Passed) -> Result<()> {
        let period = self.turn.period.to_string();
        let error = match outcome {
            Ok(()) => {
                if before.is_some() {
                    self.store.upkeep(|db, _| rows::forget_tried(db, self.routine.cadence, &period))?;
                }
                return Ok(());
            }
            Err(error) => error,
        };
        // Somebody makes one by hand just now, or a package came in between: the next look finds what is left to do.
        if [KeptRefusal::Busy.code(), ExportRefusal::NothingSince.code()].contains(&error.code()) {
            passed.waiting += 1;
            return Ok(());
        }
        let tried = Tried {
            cadence: self.routine.cadence,
            period,
            code: error.code().to_owned(),
            args: error.args().into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<BTreeMap<_, _>>(),
            tries: before.as_ref().map_or(0, |before| before.tries).saturating_add(1),
            first_ms: before.map_or(self.moment.at, |before| before.first_ms),
            last_ms: self.moment.at,
        };
        self.store.upkeep(|db, _| rows::put_tried(db, &tried))?;
        passed.failed.push(tried);
        if error.code() == ExportRefusal::Cancelled.code() { Err(error) } else { Ok(()) }
    }
}

fn request(key: &str, moment: &RunMoment, session: Session) -> Result<Request> {
    let seed = *blake3::keyed_hash(&moment.seed, key.as_bytes()).as_bytes();
    let key = RequestKey::new(key).ok_or_else(|| Error::Damaged { what: "a routine's request key".to_owned() })?;
    // Whoever set the routine gave their PIN for what it makes from then on.
    let session = Session { pin_at: moment.at, ..session };
    Ok(Request { key, at: moment.at, session, seed })
}

/// Ends the keeping of what is older than 24 months, in the name of who set a routine last; nothing where nobody may.
fn end_kept(store: &Store, moment: &RunMoment, seen: &Seen) -> Result<u32> {
    let mut running: Vec<&Routine> = seen.asked.iter().map(|(routine, _)| routine).collect();
    running.sort_by_key(|routine| std::cmp::Reverse(routine.version));
    let session = store.read_as_house(|db| {
        if kept::aged(db, seen.today)?.is_empty() {
            return Ok(None);
        }
        Ok(running.iter().find_map(|routine| session_of(db, routine).ok()))
    })?;
    let Some(session) = session else { return Ok(0) };
    let request = request(&format!("routine-kept-{}", seen.today), moment, session)?;
    // The day was found right above; the run asks the same question of itself.
    let input = RunKept { on: seen.today, day_is_right: Some(seen.today) };
    Ok(kept::end_aged(store, &request, &input)?.value.packages)
}

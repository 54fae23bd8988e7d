//! `exports routine` and `exports due`: when packages are made by themselves, and making what is due from a scheduler.

use std::{ops::ControlFlow, path::PathBuf};

use clap::{ArgGroup, Args, ValueEnum};
use lobby_core::{
    audit::op::Op,
    base::time::BusinessDate,
    export::routine::{self, Cadence, ConfirmRoutineDay, Contents, Passed, RunMoment, RunStep, SetRoutine, Standing, Tried},
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    files::{Bar, shown},
    machine,
    stop::{Outcome, Stop},
};

/// When packages are made by themselves: without an option how it stands, with one set or ended (your PIN is asked for again)
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("deed").args(["hour", "off"]))]
pub(crate) struct RoutineOf {
    /// Which routine
    #[arg(long, value_enum, value_name = "CADENCE", requires = "deed")]
    every: Option<Every>,
    /// What its packages hold
    #[arg(long, value_enum, value_name = "CONTENTS", default_value = "period", requires = "every")]
    contents: Holds,
    /// The hour on the hotel's wall, 0 to 23, on the business day after the period
    #[arg(long, value_name = "HOUR", requires_all = ["every", "to"], value_parser = clap::value_parser!(u8).range(0..24))]
    hour: Option<u8>,
    /// The folder or share that they go to
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// No more of these
    #[arg(long, requires = "every", conflicts_with = "hour")]
    off: bool,
    /// The hotel's day is right: packages that waited for that are made
    #[arg(long, conflicts_with_all = ["every", "off"])]
    day_is_right: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Every {
    Day,
    Week,
    Month,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Holds {
    /// The day, week or month that ended
    Period,
    /// What came after the last package
    SinceLast,
    /// Everything up to its end
    Full,
}

/// Make what is due, as the open window does: for a scheduler. What was missed while the machine was off is caught up on
#[derive(Debug, Args)]
pub(crate) struct MakeDue {
    /// Only say what is due
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct RoutinesTold {
    routines: Vec<RoutineTold>,
    /// The hotel's day, where it may be wrong and something waits for that.
    doubt: Option<BusinessDate>,
    /// Packages whose 24 months are over and that are still kept.
    aged: u32,
}

#[derive(Serialize)]
struct RoutineTold {
    version: u32,
    every: Cadence,
    contents: Contents,
    hour: u8,
    to: String,
    by: String,
    allowed: bool,
    there: bool,
    next: String,
    next_at: String,
    last: Option<LastTold>,
    waiting: Vec<WaitingTold>,
    given_up: u32,
}

#[derive(Serialize)]
struct LastTold {
    period: String,
    version: u32,
    due: String,
    at: String,
}

#[derive(Serialize)]
struct WaitingTold {
    period: String,
    due: String,
    code: Option<String>,
    tries: u32,
    next_try: String,
}

#[derive(Serialize)]
struct DueTold {
    made: Vec<MadeTold>,
    failed: Vec<FailedTold>,
    waiting: u32,
    doubted: bool,
    kept_ended: u32,
}

#[derive(Serialize)]
struct MadeTold {
    export_id: String,
    every: Cadence,
    period: String,
    version: u32,
    due: String,
    path: String,
}

#[derive(Serialize)]
struct FailedTold {
    every: Cadence,
    period: String,
    code: String,
    tries: u32,
}

impl RoutineOf {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        if self.day_is_right {
            let input = ConfirmRoutineDay { day: desk.today()? };
            desk.write(Op::ConfirmRoutineDay, &input, |tx| routine::confirm_day(tx, &input))?;
        }
        if let Some(every) = self.every {
            self.set(desk, cadence(every))?;
        }
        Answer::of(&told(desk)?)
    }

    fn set(&self, desk: &Desk, cadence: Cadence) -> Outcome<()> {
        let state = state(desk)?;
        let before = state.set.into_iter().find(|routine| routine.cadence == cadence);
        let seen = before.as_ref().map_or(0, |routine| routine.version);
        let input = match (before, self.hour, &self.to) {
            // What was set stays beside its end.
            (Some(before), None, _) => {
                SetRoutine { cadence, contents: before.contents, hour: before.hour, folder: before.folder, runs: false, seen }
            }
            (_, Some(hour), Some(to)) => {
                let whole = to.canonicalize().ok().filter(|whole| whole.is_dir());
                let folder = whole.ok_or_else(|| Stop::refused("no_folder", &[]))?;
                let contents = match self.contents {
                    Holds::Period => Contents::Period,
                    Holds::SinceLast => Contents::SinceLast,
                    Holds::Full => Contents::Full,
                };
                SetRoutine { cadence, contents, hour, folder: shown(&folder), runs: true, seen }
            }
            _ => return Err(Stop::refused("not_found", &[("record", "export")])),
        };
        let confirmed = desk.again()?;
        desk.write(Op::SetExportRoutine, &input, |tx| routine::set(tx, &input, &confirmed))?;
        Ok(())
    }
}

fn cadence(every: Every) -> Cadence {
    match every {
        Every::Day => Cadence::Day,
        Every::Week => Cadence::Week,
        Every::Month => Cadence::Month,
    }
}

fn state(desk: &Desk) -> Outcome<routine::RoutineState> {
    let at = desk.at()?;
    desk.read(Op::PreviewExport, |db, _| routine::state(db, at))
}

fn told(desk: &Desk) -> Outcome<RoutinesTold> {
    let state = state(desk)?;
    Ok(RoutinesTold { routines: state.routines.into_iter().map(one_told).collect(), doubt: state.doubt, aged: state.aged })
}

fn one_told(one: Standing) -> RoutineTold {
    let last = one.last.map(|last| LastTold {
        period: last.period,
        version: last.version,
        due: last.due_ms.rfc3339(),
        at: last.at_ms.rfc3339(),
    });
    let waiting = one.waiting.into_iter().map(|one| WaitingTold {
        period: one.period,
        due: one.due_ms.rfc3339(),
        tries: one.tried.as_ref().map_or(0, |tried| tried.tries),
        code: one.tried.map(|tried| tried.code),
        next_try: one.next_ms.rfc3339(),
    });
    RoutineTold {
        version: one.routine.version,
        every: one.routine.cadence,
        contents: one.routine.contents,
        hour: one.routine.hour,
        to: one.routine.folder,
        by: one.by,
        allowed: one.allowed,
        there: one.there,
        next: one.next,
        next_at: one.next_ms.rfc3339(),
        last,
        waiting: waiting.collect(),
        given_up: one.given_up,
    }
}

impl MakeDue {
    /// Exit 1 where something did not come about.
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        if self.dry_run {
            return Answer::of(&told(desk)?);
        }
        // Who may not make a package may not have it made either.
        desk.read(Op::RunExportRoutine, |_, _| Ok(()))?;
        let moment = RunMoment { at: desk.at()?, seed: machine::seed()? };
        let mut bar = Bar::new(desk);
        let mut report = |step: RunStep| {
            match step.step.handed {
                Some(handed) => bar.show(handed.done, handed.all),
                None => bar.show(u64::from(step.step.place.saturating_sub(1)), u64::from(step.step.sheets)),
            }
            ControlFlow::Continue(())
        };
        let passed = routine::run(desk.store()?, &moment, &mut report);
        bar.end();
        let passed = passed?;
        let found_wrong = passed.doubted || !passed.failed.is_empty();
        Ok(Answer::of(&due_told(passed))?.found_wrong(found_wrong))
    }
}

fn due_told(passed: Passed) -> DueTold {
    let made = passed.made.into_iter().map(|made| MadeTold {
        export_id: made.export_id.to_string(),
        every: made.cadence,
        period: made.period,
        version: made.version,
        due: made.due_ms.rfc3339(),
        path: shown(&PathBuf::from(made.folder).join(made.name)),
    });
    let failed = passed.failed.into_iter().map(|Tried { cadence, period, code, tries, .. }| FailedTold {
        every: cadence,
        period,
        code,
        tries,
    });
    DueTold {
        made: made.collect(),
        failed: failed.collect(),
        waiting: passed.waiting,
        doubted: passed.doubted,
        kept_ended: passed.kept_ended,
    }
}

//! `holidays show`, `holidays set`: the days that are not what their weekday says; hours of work and terms in working days count
//! with them.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::time::BusinessDate,
    tickets::{self, ClockRules, EditClocks},
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    stop::{Outcome, Stop},
};

/// The longest list, in bytes: some thousand lines.
const BYTES_MAX: u64 = 256 * 1024;

/// Public holidays and the weekends that are worked for them
#[derive(Debug, Subcommand)]
pub(crate) enum HolidaysCommand {
    /// Those that are known
    Show,
    Set(SetHolidays),
}

/// Put a list in the place of the one before; it holds for what is taken from now on
#[derive(Debug, Args)]
pub(crate) struct SetHolidays {
    /// A text or CSV file, a day a line: `2026-10-01`, with 班, `work` or `False` at the end where it is worked
    #[arg(value_name = "FILE")]
    list: PathBuf,
    /// Why
    #[arg(long)]
    why: String,
}

/// One day, as programs read it.
#[derive(Serialize)]
struct Line {
    on: BusinessDate,
    off: bool,
}

#[derive(Serialize)]
struct Kept {
    version: u32,
    off: usize,
    worked: usize,
}

impl HolidaysCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Show => {
                let rules = desk.read(Op::ReadTickets, |db, _| tickets::clock_rules(db))?.rules;
                Answer::of(&rules.days.iter().map(|day| Line { on: day.on, off: day.off }).collect::<Vec<Line>>())
            }
            Self::Set(set) => set.run(desk),
        }
    }
}

impl SetHolidays {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let unread = || Stop::usage("bad_value", &[("field", "file")]);
        let length = std::fs::metadata(&self.list).map_err(|_| unread())?.len();
        let text = if length > BYTES_MAX { None } else { std::fs::read_to_string(&self.list).ok() };
        let days = tickets::special_days(&text.ok_or_else(unread)?).map_err(|_| unread())?;
        let before = desk.read(Op::EditClocks, |db, _| tickets::clock_rules(db))?;
        let off = days.iter().filter(|day| day.off).count();
        let worked = days.len() - off;
        let input = EditClocks { seen: before.version, rules: ClockRules { days, ..before.rules }, why: self.why.clone() };
        let version = desk.write(Op::EditClocks, &input, |tx| tickets::edit_clocks(tx, &input))?.value;
        Answer::of(&Kept { version, off, worked })
    }
}

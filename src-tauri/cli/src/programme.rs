//! `programme`: what holds, its versions, what a draft would have done, and keeping the next version.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::time::{BusinessDate, Instant},
    loyalty::programme::{self, AdoptProgramme, Programme, effect, effect::EffectQuery},
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    points::date,
    stop::{Outcome, Stop},
};

/// The largest file of rules that is read, in bytes.
const RULES_MAX: u64 = 1_000_000;

/// The rules of the programme
#[derive(Debug, Subcommand)]
pub(crate) enum ProgrammeCommand {
    Show(Show),
    Versions(Versions),
    Preview(Preview),
    Adopt(Adopt),
}

impl ProgrammeCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Show(command) => command.run(desk),
            Self::Versions(command) => command.run(desk),
            Self::Preview(command) => command.run(desk),
            Self::Adopt(command) => command.run(desk),
        }
    }
}

/// Show the rules in force; with --json the document that `preview` and `adopt` read
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// On this day; today where none is given
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<BusinessDate>,
}

/// List every version that was kept, the newest first
#[derive(Debug, Args)]
pub(crate) struct Versions {}

/// Show what a draft would have given for the departed stays of members, beside what was given; writes nothing
#[derive(Debug, Args)]
pub(crate) struct Preview {
    /// The draft, as `programme show --json` writes it
    rules: PathBuf,
    /// First departure that counts; a year before the last where none is given
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<BusinessDate>,
    /// The last departure that counts; yesterday where none is given
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<BusinessDate>,
}

/// Keep a draft as the next version
#[derive(Debug, Args)]
pub(crate) struct Adopt {
    /// The draft, as `programme show --json` writes it
    rules: PathBuf,
    /// Its first day, today or later
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: BusinessDate,
    /// What the change is for
    #[arg(long)]
    why: String,
    /// The newest version that was seen; the draft's own number where none is given
    #[arg(long)]
    seen: Option<u32>,
}

#[derive(Serialize)]
struct VersionLine {
    version: u32,
    valid_from: BusinessDate,
    why: String,
    by: String,
    at: Option<String>,
}

#[derive(Serialize)]
struct Adopted {
    version: u32,
    valid_from: BusinessDate,
}

impl Show {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let rules = desk.read(Op::ReadProgramme, |db, reading| programme::in_force(db, self.on.unwrap_or(reading.today)))?;
        Answer::of(&rules)
    }
}

impl Versions {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let page = desk.read(Op::ReadProgramme, |db, reading| programme::page(db, reading.today))?;
        let line = |one: programme::ProgrammeVersion| VersionLine {
            version: one.version,
            valid_from: one.valid_from,
            why: one.why,
            by: one.by_name,
            at: one.at_ms.map(Instant::rfc3339),
        };
        Answer::of(&page.versions.into_iter().map(line).collect::<Vec<_>>())
    }
}

impl Preview {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let query = EffectQuery { rules: rules_of(&self.rules)?, from: self.from, until: self.until };
        Answer::of(&desk.read(Op::PreviewProgramme, |db, reading| effect::effect(db, &query, reading.today))?)
    }
}

impl Adopt {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let rules = rules_of(&self.rules)?;
        let seen = self.seen.unwrap_or(rules.version);
        let input = AdoptProgramme { seen, valid_from: self.from, rules, why: self.why.clone() };
        let version = desk.write(Op::EditProgramme, &input, |tx| programme::adopt(tx, &input))?.value;
        Answer::of(&Adopted { version, valid_from: self.from })
    }
}

/// Returns the rules that a file holds.
fn rules_of(path: &Path) -> Outcome<Programme> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let refused = || Stop::refused("bad_programme", &[("field", "file"), ("of", &name)]);
    let size = std::fs::metadata(path).map_err(|_| refused())?.len();
    if size > RULES_MAX {
        return Err(refused());
    }
    let text = std::fs::read_to_string(path).map_err(|_| refused())?;
    programme::read(&text).ok_or_else(refused)
}

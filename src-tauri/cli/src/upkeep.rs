//! `check`, `backup`, `restore`: is the file sound, and its copies.

use std::path::PathBuf;

use clap::Args;
use lobby_core::{
    backup::{self, Copied, Counts, TakeBackup},
    check::{self, Checked, Depth, Part},
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, files::shown, stop::Outcome};

/// Is the file what Lobby wrote? Exit 1 where it is not
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Every page with its seal, every index, every guest's place in the one box
    #[arg(long)]
    deep: bool,
}

/// A part as people read it.
#[derive(Serialize)]
struct PartLine {
    part: String,
    result: String,
    wrong: String,
}

impl Check {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let depth = if self.deep { Depth::Deep } else { Depth::Quick };
        let checked = check::file(desk.store()?, desk.session()?, depth)?;
        let lines = lines(desk, &checked);
        Ok(Answer::of(&checked)?.for_people(&lines)?.found_wrong(!checked.ok))
    }
}

fn lines(desk: &Desk, checked: &Checked) -> Vec<PartLine> {
    let line = |(name, part): (&str, &Part)| {
        let result = match (part.checked, part.ok) {
            (false, _) => "core.check.left_out",
            (true, true) => "core.check.sound",
            (true, false) => "core.check.wrong",
        };
        let wrong = part.wrong.iter().map(|wrong| format!("{} {}", wrong.what, wrong.row));
        PartLine {
            part: desk.text(&format!("core.field.{name}"), &[]),
            result: desk.text(result, &[]),
            wrong: wrong.collect::<Vec<_>>().join(", "),
        }
    };
    checked.parts().into_iter().map(line).collect()
}

/// Copy the file, verified, with its keys
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The folder of backups; `backups` beside the file where none is named
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

/// Write a backup to a new place; nothing is ever overwritten
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup: its folder, or the copy in it
    backup: PathBuf,
    /// Where the file shall stand
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

#[derive(Serialize)]
struct ShownCopy {
    path: String,
    sha256: String,
    counts: Counts,
}

impl Backup {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let store = desk.store()?;
        let folder = self.to.clone().unwrap_or_else(|| backup::folder_of(store.path()));
        let done = backup::take(store, &desk.request()?, &TakeBackup { folder })?;
        Answer::of(&ShownCopy::of(done.value))
    }
}

impl Restore {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let copy = backup::copy_in(&self.backup)?;
        let secret = desk.passphrase_of(&copy)?;
        Answer::of(&ShownCopy::of(backup::restore(&self.backup, &self.to, &secret)?))
    }
}

impl ShownCopy {
    fn of(copied: Copied) -> Self {
        Self { path: shown(&copied.path), sha256: copied.sha256, counts: copied.counts }
    }
}

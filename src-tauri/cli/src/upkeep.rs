//! `check`, `backup`, `backups`, `restore`, `drill`: is the file sound, its copies, and the way back.

use std::path::PathBuf;

use clap::Args;
use lobby_core::{
    audit::op::Op,
    backup::{
        self, Copied, Counts, TakeBackup,
        drill::{self, DrillReport},
        house::{self, BackupLine, BackupStanding, Moment},
        place::{self, SetBackupPlace},
        quarantine::{self, Opens, RestoreReport},
    },
    base::{
        error::{Common, Error},
        request::Request,
        role::Session,
    },
    check::{self, Checked, Depth, Part},
    db::{file::WindowHold, keys::Slots, swap},
    export::kept::carried::Carried,
    history::{HeadStanding, TypedHead},
    open,
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    files::shown,
    keys::Entered,
    machine,
    stop::{Outcome, Stop},
};

/// Backups that are listed.
const LISTED: usize = 1_000;

/// Is the file what Lobby wrote? Exit 1 where it is not
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Every page with its seal, every index, every guest's place in the one box
    #[arg(long)]
    deep: bool,
    /// A head read off an old print: row and first signs, such as "48213 7f3a9c1e"
    #[arg(long, value_name = "HEAD")]
    head: Option<String>,
}

/// What a check answers, with what became of the row that an old print names.
#[derive(Serialize)]
struct ShownCheck {
    #[serde(flatten)]
    checked: Checked,
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<HeadStanding>,
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
        let typed = self
            .head
            .as_deref()
            .map(|text| TypedHead::parse(text).ok_or(Error::from(Common::BadValue { field: "head" })))
            .transpose()?;
        let checked = check::file(desk.store()?, desk.session()?, depth)?;
        let head = typed.map(|typed| desk.read(Op::Check, |db, _| typed.standing(db))).transpose()?;
        let mut lines = lines(desk, &checked);
        lines.extend(head.as_ref().map(|head| head_line(desk, head)));
        let wrong = !checked.ok || head.as_ref().is_some_and(|head| !matches!(head, HeadStanding::Stands { .. }));
        Ok(Answer::of(&ShownCheck { checked, head })?.for_people(&lines)?.found_wrong(wrong))
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

fn head_line(desk: &Desk, head: &HeadStanding) -> PartLine {
    let (result, wrong) = match head {
        HeadStanding::Stands { since, .. } => {
            ("core.check.sound", desk.text("core.check.since", &[("rows", &since.to_string())]))
        }
        HeadStanding::Other => ("core.check.wrong", desk.text("core.check.other", &[])),
        HeadStanding::Missing { found } => ("core.check.wrong", desk.text("core.check.missing", &[("row", &found.to_string())])),
    };
    PartLine { part: desk.text("core.field.head", &[]), result: desk.text(result, &[]), wrong }
}

/// Copy the file, verified, with its keys
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The folder of backups; `backups` beside the file where none is named
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

/// Write a backup to a new place, where nothing is overwritten; or into the place of the file, whose set is moved aside
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup: its folder, or the copy in it; with --undo a set that was moved aside
    backup: PathBuf,
    /// Where the file shall stand
    #[arg(long, value_name = "FILE", required_unless_present_any = ["in_place", "undo"])]
    to: Option<PathBuf>,
    /// Into the place of the hotel file; nobody else may have it open
    #[arg(long, conflicts_with_all = ["to", "undo"])]
    in_place: bool,
    /// Put a set that was moved aside back into its place
    #[arg(long, conflicts_with = "to")]
    undo: bool,
}

/// Restore a backup into a scratch place to see that it comes back; the newest where none is named
#[derive(Debug, Args)]
pub(crate) struct Drill {
    /// The backup: its folder, or the copy in it
    backup: Option<PathBuf>,
}

/// How the house's own backups stand, and what lies where; `--now` makes one where it is due
#[derive(Debug, Args)]
pub(crate) struct Backups {
    /// Sets the second place: a stick, a second disk, a share
    #[arg(long, value_name = "DIR")]
    place: Option<PathBuf>,
    /// Makes a backup where one is due, as the window does by itself
    #[arg(long)]
    now: bool,
}

#[derive(Serialize)]
struct ShownBackups {
    standing: BackupStanding,
    made: Option<String>,
    backups: Vec<BackupLine>,
}

#[derive(Serialize)]
struct ShownRestore {
    path: String,
    report: Option<RestoreReport>,
    /// The set that was moved aside; `restore --undo` puts it back.
    aside: String,
}

#[derive(Serialize)]
struct ShownCopy {
    path: String,
    sha256: String,
    counts: Counts,
    /// Of the packages that are kept for 24 months.
    kept: Carried,
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
        match &self.to {
            Some(to) => {
                let secret = desk.passphrase_of(&backup::copy_in(&self.backup)?)?;
                Answer::of(&ShownCopy::of(backup::restore(&self.backup, to, &secret)?))
            }
            None if self.undo => self.put_back(desk),
            None => self.in_its_place(desk),
        }
    }

    /// The backup's own passphrase or recovery key opens it: who has that and the files may restore, signed in or not, for
    /// the file that would say who may is the one that is damaged or gone.
    fn in_its_place(&self, desk: &Desk) -> Outcome<Answer> {
        let path = desk.file()?;
        let _alone = WindowHold::take(&path)?;
        let secret = desk.passphrase_of(&backup::copy_in(&self.backup)?)?;
        let current = open::open(&path, &secret).ok();
        let key = current.as_ref().and_then(|_| Slots::read(&path).and_then(|slots| slots.open(&secret)).ok());
        let at = machine::now();
        let found = quarantine::quarantine(&self.backup, &path, &Opens::Secret(&secret), current.as_ref(), at)?;
        drop(current);
        let aside = quarantine::put_in_place(&path, &found.folder, key.as_ref(), at)?;
        let store = open::open(&path, &secret).map_err(|error| Stop::not_opened(&error))?;
        quarantine::note_as_house(&store, machine::seed()?, at, &found.report)?;
        Answer::of(&ShownRestore { path: shown(&path), report: Some(found.report), aside: shown(&aside) })
    }

    fn put_back(&self, desk: &Desk) -> Outcome<Answer> {
        let path = desk.file()?;
        let _alone = WindowHold::take(&path)?;
        let entered = Entered::of(desk, Op::RestoreBackup)?;
        let (at, key, session) = (entered.at(), entered.key.clone(), entered.session.clone());
        let secret = desk.passphrase_of(&path)?;
        // A set from before a new key opens with the old passphrase alone: it is put back unlooked at, as it was left.
        let set = quarantine::replaced_in(&path, &self.backup)?;
        let report = match set.map(|set| quarantine::look_aside(&set, &secret, &entered.store)).transpose() {
            Err(error) if error.code() == "wrong_passphrase" => None,
            looked => looked?,
        };
        drop(entered);
        let aside = quarantine::put_in_place(&path, &self.backup, Some(&key), at)?;
        if let Some(report) = &report {
            let store = open::open(&path, &secret).map_err(|error| Stop::not_opened(&error))?;
            let at = store.hotel().now(machine::now());
            let request = Request { key: desk.key()?, at, session: Session { pin_at: at, ..session }, seed: machine::seed()? };
            store.write(&request, Op::RestoreBackup, report, |tx| quarantine::record(tx, report))?;
        }
        Answer::of(&ShownRestore { path: shown(&path), report, aside: shown(&aside) })
    }
}

impl Drill {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let entered = Entered::of(desk, Op::DrillBackup)?;
        let newest = entered.store.read_as_house(|db| house::listed(db, &entered.path, 1))?;
        let from = match (&self.backup, newest.first()) {
            (Some(named), _) => named.clone(),
            (None, Some(line)) => PathBuf::from(&line.folder),
            (None, None) => return Err(Error::from(backup::BackupRefusal::Incomplete).into()),
        };
        let secret = desk.passphrase_of(&backup::copy_in(&from)?)?;
        let scratch = swap::folder_for(&entered.path, "drill", entered.at());
        let begun = machine::now();
        let found = drill::run(&from, &scratch, &Opens::Secret(&secret))?;
        let report = DrillReport { took_ms: machine::now().ms() - begun.ms(), ..found };
        entered.write(desk, Op::DrillBackup, &report, drill::record)?;
        Answer::of(&report)
    }
}

impl Backups {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        if let Some(place) = &self.place {
            let input = SetBackupPlace { folder: Some(place.display().to_string()) };
            desk.write(Op::SetBackupPlace, &input, |tx| place::set(tx, &input))?;
        }
        let (store, at) = (desk.store()?, desk.at()?);
        let moment = Moment { now: at, open_since: at };
        // What a scheduler runs needs no person's right beyond the file's own secret; it makes what the window makes.
        let made = if self.now { house::by_itself(store, moment)? } else { None };
        let backups = desk.read(Op::ReadBackups, |db, _| house::listed(db, store.path(), LISTED))?;
        let standing = house::standing(store, moment)?;
        Answer::of(&ShownBackups { standing, made: made.map(|path| shown(&path)), backups })
    }
}

impl ShownCopy {
    fn of(copied: Copied) -> Self {
        Self { path: shown(&copied.path), sha256: copied.sha256, counts: copied.counts, kept: copied.kept }
    }
}

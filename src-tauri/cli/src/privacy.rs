//! `privacy`: what the data officer does for a guest: erasure, looked at first; holds.

use std::{ops::ControlFlow, path::PathBuf};

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    backup,
    base::ids::HoldId,
    i18n::{self, Locale},
    privacy::{
        erase::{self, Around, EraseGuest, Erased, ErasureForeseen, Ground, MentionPlace},
        holds::{self, HoldGuest, ReleaseGuest},
    },
    profile,
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, stop::Outcome};

/// A guest's rights: erasure, holds
#[derive(Debug, Subcommand)]
pub(crate) enum PrivacyCommand {
    Foresee(Foresee),
    Erase(Erase),
    Erasures(Erasures),
    Hold(Hold),
    Release(Release),
}

/// What an erasure would take, keep and be stopped by; nothing is erased
#[derive(Debug, Args)]
pub(crate) struct Foresee {
    /// Record id or member number
    guest: String,
}

/// Erase a guest's words from the file, the lists beside it and the packages that are kept; asks for the PIN again
#[derive(Debug, Args)]
pub(crate) struct Erase {
    /// Record id or member number
    guest: String,
    /// From `privacy foresee`: what goes is what was shown
    #[arg(long)]
    seen: String,
    /// asked, withdrawn, retention or unlawful
    #[arg(long, default_value = "asked", value_parser = ground)]
    ground: Ground,
    /// A place in which the same words are struck out of what is somebody else's; may be given again
    #[arg(long, value_name = "PLACE", value_parser = place)]
    strike: Vec<MentionPlace>,
    /// Where packages are written that take the place of those with the guest
    #[arg(long, value_name = "DIR", default_value = ".")]
    packages: PathBuf,
    /// A folder of backups beside which the list of the erased is laid too; may be given again
    #[arg(long, value_name = "DIR")]
    backups: Vec<PathBuf>,
}

/// Every act of erasure, the newest first
#[derive(Debug, Args)]
pub(crate) struct Erasures {}

/// Nothing of this guest is erased until the hold ends
#[derive(Debug, Args)]
pub(crate) struct Hold {
    /// Record id or member number
    guest: String,
    /// Which dispute, which order
    #[arg(long)]
    reason: String,
}

/// End a hold
#[derive(Debug, Args)]
pub(crate) struct Release {
    /// From `privacy hold`
    hold: HoldId,
    /// Why
    #[arg(long)]
    reason: String,
}

fn ground(word: &str) -> std::result::Result<Ground, String> {
    Ground::from_word(word).ok_or_else(|| Ground::ALL.iter().map(|ground| ground.word()).collect::<Vec<_>>().join(", "))
}

fn place(word: &str) -> std::result::Result<MentionPlace, String> {
    let words = || MentionPlace::ALL.iter().map(|place| place.word()).collect::<Vec<_>>().join(", ");
    MentionPlace::from_word(word).ok_or_else(words)
}

#[derive(Serialize)]
struct HoldAnswer {
    hold_id: HoldId,
}

impl PrivacyCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Foresee(command) => command.run(desk),
            Self::Erase(command) => command.run(desk),
            Self::Erasures(_) => {
                let all: Vec<Erased> = desk.read(Op::ReadPrivacy, |db, _| erase::all(db))?;
                Answer::of(&all)
            }
            Self::Hold(command) => command.run(desk),
            Self::Release(command) => command.run(desk),
        }
    }
}

impl Foresee {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let guest = desk.read(Op::ReadPrivacy, |db, _| profile::record(db, &self.guest))?;
        let foreseen: ErasureForeseen = erase::foresee(desk.store()?, desk.session()?, guest, desk.today()?)?;
        Answer::of(&foreseen)
    }
}

impl Erase {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let guest = desk.read(Op::ReadPrivacy, |db, _| profile::record(db, &self.guest))?;
        let input =
            EraseGuest { guest, ground: self.ground, request: None, strike: self.strike.clone(), seen: self.seen.clone() };
        let confirmed = desk.again()?;
        let store = desk.store()?;
        let own = backup::folder_of(store.path());
        let backups: Vec<_> = std::iter::once(own.as_path()).chain(self.backups.iter().map(PathBuf::as_path)).collect();
        let why = i18n::text(Locale::ZhCn, "core.privacy.replaced", &[]);
        let around = Around { backups: &backups, packages: &self.packages, why: &why };
        let mut report = |_| ControlFlow::Continue(());
        let done = erase::carry_out(store, &desk.request()?, &input, &confirmed, &around, &mut report)?;
        Answer::of(&done.value)
    }
}

impl Hold {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let guest = desk.read(Op::ReadPrivacy, |db, _| profile::record(db, &self.guest))?;
        let input = HoldGuest { guest, reason: self.reason.clone() };
        let done = desk.write(Op::HoldGuest, &input, |tx| holds::hold(tx, &input))?;
        Answer::of(&HoldAnswer { hold_id: done.value })
    }
}

impl Release {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = ReleaseGuest { hold: self.hold, reason: self.reason.clone() };
        let done = desk.write(Op::ReleaseGuest, &input, |tx| holds::release(tx, &input))?;
        Answer::of(&HoldAnswer { hold_id: done.value })
    }
}

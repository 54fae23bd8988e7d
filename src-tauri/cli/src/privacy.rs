//! `privacy`: what the data officer does for a guest: erasure, looked at first; holds. What guests ask and agree to:
//! [`crate::rights`].

use std::{ops::ControlFlow, path::PathBuf};

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    backup::{self, house},
    base::{error::Common, ids::HoldId, time::BusinessDate},
    i18n::{self, Locale},
    privacy::{
        erase::{self, Around, EraseGuest, Erased, ErasureForeseen, Ground, MentionPlace},
        holds::{self, HoldGuest, ReleaseGuest},
        reads::{self, AskedReads, ReadKind},
    },
    profile, staff,
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, rights, stop::Outcome};

/// A guest's rights: copies, requests, consents, erasure, holds
#[derive(Debug, Subcommand)]
pub(crate) enum PrivacyCommand {
    Copy(rights::Copy),
    Consent(rights::Consent),
    Consents(rights::Consents),
    Text(rights::Text),
    Request(rights::Ask),
    Requests(rights::Requests),
    Answer(rights::Reply),
    Reads(Reads),
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
    /// A folder of backups beside which the list of the erased is laid too, besides the house's own; may be given again
    #[arg(long, value_name = "DIR")]
    backups: Vec<PathBuf>,
}

/// Who read what of whom and why, the newest first; what was refused to whom
#[derive(Debug, Args)]
pub(crate) struct Reads {
    /// Of this guest: record id or member number
    #[arg(long)]
    guest: Option<String>,
    /// Of this colleague: the name to sign in with
    #[arg(long, value_name = "SIGN_IN")]
    reader: Option<String>,
    /// opened, revealed, copied, listed, taken, printed or denied
    #[arg(long, value_parser = read_kind)]
    kind: Option<ReadKind>,
    /// From this day on
    #[arg(long)]
    from: Option<BusinessDate>,
    /// To this day
    #[arg(long)]
    to: Option<BusinessDate>,
}

fn read_kind(word: &str) -> std::result::Result<ReadKind, String> {
    ReadKind::from_word(word).ok_or_else(|| ReadKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", "))
}

impl Reads {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let found = desk.read(Op::ReadPrivacy, |db, _| {
            let user = match &self.reader {
                Some(name) => {
                    let known = staff::list(db)?.into_iter().find(|user| user.sign_in == *name);
                    Some(known.ok_or(Common::NotFound { record: "user" })?.id)
                }
                None => None,
            };
            let guest = self.guest.as_ref().map(|guest| profile::record(db, guest)).transpose()?;
            reads::reads(db, &AskedReads { user, guest, kind: self.kind, from: self.from, to: self.to })
        })?;
        Answer::of(&found.lines)
    }
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
            Self::Copy(command) => command.run(desk),
            Self::Consent(command) => command.run(desk),
            Self::Consents(command) => command.run(desk),
            Self::Text(command) => command.run(desk),
            Self::Request(command) => command.run(desk),
            Self::Requests(command) => command.run(desk),
            Self::Answer(command) => command.run(desk),
            Self::Reads(command) => command.run(desk),
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
        let mut backups = vec![backup::folder_of(store.path()), house::in_use(store)?];
        backups.dedup();
        backups.extend(self.backups.iter().cloned());
        let backups: Vec<_> = backups.iter().map(PathBuf::as_path).collect();
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

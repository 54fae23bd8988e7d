//! `member`: enrol, the tier of one member, the run over all of them.

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{
        ids::{GuestId, ManualTierId},
        time::BusinessDate,
    },
    loyalty::{
        self, Enrol, MemberRef, Tier,
        tiers::{self, SetTier, TierSet, run},
    },
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    events,
    points::date,
    stop::{Outcome, Stop},
};

/// Members
#[derive(Debug, Subcommand)]
pub(crate) enum MemberCommand {
    Enrol(EnrolGuest),
    Lists(events::Lists),
    Refer(events::Refer),
    Consent(events::Consent),
    Tier(MemberTier),
    TiersRun(TiersRun),
}

impl MemberCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Enrol(command) => command.run(desk),
            Self::Lists(command) => command.run(desk),
            Self::Refer(command) => command.run(desk),
            Self::Consent(command) => command.run(desk),
            Self::Tier(command) => command.run(desk),
            Self::TiersRun(command) => command.run(desk),
        }
    }
}

/// Make a guest a member
#[derive(Debug, Args)]
pub(crate) struct EnrolGuest {
    /// Record id
    guest: GuestId,
}

/// Show what a member's tier rests on; with --set give one by hand, with --end take that back
#[derive(Debug, Args)]
pub(crate) struct MemberTier {
    /// Member number or record id
    member: String,
    /// Give this tier by hand; the automatic one goes on beside it and the higher of both counts
    #[arg(long, value_name = "TIER", value_parser = tier, requires_all = ["reason", "until"], conflicts_with = "end")]
    set: Option<Tier>,
    /// Why
    #[arg(long)]
    reason: Option<String>,
    /// Its last day
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<BusinessDate>,
    /// Take this one back, from today on
    #[arg(long, value_name = "ID")]
    end: Option<ManualTierId>,
}

/// Set every member's tier as the programme of a day gives it; the same day again changes nothing
#[derive(Debug, Args)]
pub(crate) struct TiersRun {
    /// The day that the run is made for, today or earlier
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: BusinessDate,
    /// Only show who would rise and who would fall
    #[arg(long)]
    preview: bool,
}

fn tier(word: &str) -> Result<Tier, String> {
    Tier::from_word(word).ok_or_else(|| Tier::ALL.iter().map(|tier| tier.word()).collect::<Vec<_>>().join(", "))
}

#[derive(Serialize)]
struct EnrolledGuest {
    member_no: String,
    guest_id: GuestId,
}

#[derive(Serialize)]
struct Given {
    manual_id: ManualTierId,
    before: Tier,
    after: Tier,
}

impl EnrolGuest {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = Enrol { guest: self.guest };
        let done = desk.write(Op::EnrolMember, &input, |tx| loyalty::enrol(tx, &input))?;
        Answer::of(&EnrolledGuest { member_no: done.value.member_no.0, guest_id: done.value.guest })
    }
}

impl MemberTier {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let member = MemberRef(self.member.clone());
        if let (Some(tier), Some(reason), Some(until)) = (self.set, &self.reason, self.until) {
            let input = SetTier { member, tier, reason: reason.clone(), until };
            return given(desk.write(Op::SetTier, &input, |tx| tiers::set(tx, &input))?.value);
        }
        if let Some(manual) = self.end {
            let facts =
                desk.read(Op::ReadMember, |db, reading| tiers::facts(db, loyalty::find(db, &member)?.guest, reading.today))?;
            if !facts.manual.iter().any(|one| one.id == manual) {
                return Err(Stop::refused("not_found", &[("record", "member")]));
            }
            return given(desk.write(Op::SetTier, &manual, |tx| tiers::end(tx, manual))?.value);
        }
        Answer::of(&desk.read(Op::ReadMember, |db, reading| tiers::facts(db, loyalty::find(db, &member)?.guest, reading.today))?)
    }
}

fn given(set: TierSet) -> Outcome<Answer> {
    Answer::of(&Given { manual_id: set.manual, before: set.before, after: set.after })
}

impl TiersRun {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        if self.preview {
            return Answer::of(&desk.read(Op::RunTiers, |db, reading| run::preview(db, self.on, reading.today))?);
        }
        Answer::of(&desk.write(Op::RunTiers, &self.on, |tx| run::run(tx, self.on))?.value)
    }
}

//! `points`: what moves points beside the desk's own credits and redemptions: adjustments, promises, dated runs.

use std::path::PathBuf;

use clap::Args;
use lobby_core::{
    audit::op::Op,
    base::{
        ids::{EntryId, StayId, UserId},
        points::Points,
        role::Confirmed,
        time::BusinessDate,
    },
    flows::own_account::{self, LinkOwnAccount},
    loyalty::{
        self, MemberRef, Tier,
        adjust::{self, AdjustPoints},
        departures::{self, Departure, DeparturesCredited, DeparturesPreview},
        expiry::{self, RunExpiry},
        late::{self, CreditLate},
        pending::{self, VoidPending},
    },
    staff,
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    points::{after, date, points},
    stop::{Outcome, Stop},
};

/// Who confirms at the same desk.
#[derive(Debug, Args)]
pub(crate) struct Second {
    /// A second person who confirms: the name they sign in with
    #[arg(long = "second", value_name = "NAME")]
    name: Option<String>,
    /// A file that holds their PIN; else LOBBY_SECOND_PIN, else it is asked for
    #[arg(long = "second-pin-file", value_name = "PATH")]
    pin_file: Option<PathBuf>,
}

impl Second {
    /// Returns who confirmed, and the proof of it.
    ///
    /// Errors: those of [`Desk::second`].
    pub(crate) fn confirmed(&self, desk: &Desk) -> Outcome<(Option<UserId>, Option<Confirmed>)> {
        let Some(name) = &self.name else { return Ok((None, None)) };
        let confirmed = desk.second(name, self.pin_file.as_deref())?;
        Ok((Some(confirmed.user()), Some(confirmed)))
    }
}

/// Give points to a member, or take them with a number below zero, for a reason
#[derive(Debug, Args)]
pub(crate) struct Adjust {
    /// Member number or record id
    member: String,
    /// How many; below zero takes
    #[arg(value_parser = points, allow_negative_numbers = true)]
    points: Points,
    /// Why
    #[arg(long, value_name = "WORDS")]
    reason: String,
    /// Pending until the run of this day; at once where none is given
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<BusinessDate>,
    /// The last day they are good for; the programme's where none is given
    #[arg(long, value_name = "DATE", value_parser = date)]
    expires: Option<BusinessDate>,
    #[command(flatten)]
    second: Second,
}

/// Credit a departed stay that is past the programme's days, for a reason
#[derive(Debug, Args)]
pub(crate) struct CreditLateStay {
    /// Record id of the stay
    stay: StayId,
    /// Why it was missed
    #[arg(long, value_name = "WORDS")]
    reason: String,
    #[command(flatten)]
    second: Second,
}

/// Post the expiry of all points whose last day is this one or earlier; the same day again takes nothing
#[derive(Debug, Args)]
pub(crate) struct Expire {
    /// The day that the run closes: the hotel's day or an earlier one
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: BusinessDate,
    /// Show what the run would take, and take nothing
    #[arg(long)]
    dry_run: bool,
    /// The hotel's day was looked at and is right, though the file knows nothing of the days before it
    #[arg(long)]
    day_is_right: bool,
}

/// Credit every departed stay of a member that a file brought and nobody credited; the same day again credits nothing
#[derive(Debug, Args)]
pub(crate) struct EarnStays {
    /// The last day of leaving that it takes: the hotel's day or an earlier one
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: BusinessDate,
    /// Show what the run would credit, and credit nothing
    #[arg(long)]
    dry_run: bool,
}

/// List what is pending: of one member, or the dated promises of all
#[derive(Debug, Args)]
pub(crate) struct Pending {
    /// Member number or record id; the dated promises of all where none is given
    member: Option<String>,
}

/// Post every promise whose day is this one or earlier; the same day again posts nothing
#[derive(Debug, Args)]
pub(crate) struct PostDue {
    /// The day that the run closes
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: BusinessDate,
}

/// Void a dated promise, for a reason
#[derive(Debug, Args)]
pub(crate) struct Void {
    /// The promise, as `points pending` lists it
    entry: EntryId,
    /// Why
    #[arg(long, value_name = "WORDS")]
    reason: String,
}

/// Say which member a colleague is, so that they post nothing to that account
#[derive(Debug, Args)]
pub(crate) struct OwnAccountOf {
    /// The name the colleague signs in with
    colleague: String,
    /// Member number or record id; takes the link away where none is given
    member: Option<String>,
}

#[derive(Serialize)]
struct Run {
    on: BusinessDate,
    members: u32,
    points: i64,
}

#[derive(Serialize)]
struct WouldRun {
    on: BusinessDate,
    members: u32,
    points: i64,
    by_tier: Vec<OfTier>,
    listed: Vec<OfMember>,
    clock_doubt: bool,
}

#[derive(Serialize)]
struct OfTier {
    tier: Tier,
    members: u32,
    points: i64,
}

#[derive(Serialize)]
struct OfMember {
    member_no: String,
    tier: Tier,
    points: Points,
    first: BusinessDate,
    left: Points,
}

#[derive(Serialize)]
struct Promised {
    entry_id: EntryId,
    member_no: String,
    points: Points,
    due_on: Option<BusinessDate>,
    ticket: String,
    reason: String,
}

#[derive(Serialize)]
struct Voided {
    entry_id: EntryId,
}

#[derive(Serialize)]
struct Linked {
    user_id: UserId,
}

impl Adjust {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let (named, second) = self.second.confirmed(desk)?;
        let input = AdjustPoints {
            member: MemberRef(self.member.clone()),
            points: self.points,
            reason: self.reason.clone(),
            due_on: self.on,
            expires_on: self.expires,
            second: named,
        };
        let done = desk.write(Op::AdjustPoints, &input, |tx| adjust::adjust(tx, &input, second.as_ref()))?;
        after(desk, &done)
    }
}

impl CreditLateStay {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let (named, second) = self.second.confirmed(desk)?;
        let input = CreditLate { stay: self.stay, reason: self.reason.clone(), second: named };
        let done = desk.write(Op::CreditLate, &input, |tx| late::credit_late(tx, &input, second.as_ref()))?;
        after(desk, &done)
    }
}

impl Expire {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        if self.dry_run {
            return self.would(desk);
        }
        let day_is_right = if self.day_is_right { Some(desk.today()?) } else { None };
        let input = RunExpiry { on: self.on, day_is_right };
        let run = desk.write(Op::ExpirePoints, &input, |tx| expiry::run(tx, &input))?.value;
        Answer::of(&Run { on: run.on, members: run.members, points: run.points })
    }

    fn would(&self, desk: &Desk) -> Outcome<Answer> {
        let found = desk.read(Op::ReadRuns, |db, reading| expiry::preview(db, self.on, reading.today))?;
        let of_tier = |tier: &expiry::TierExpiry| OfTier { tier: tier.tier, members: tier.members, points: tier.points };
        let of_member = |member: expiry::MemberExpiry| OfMember {
            member_no: member.member_no.0,
            tier: member.tier,
            points: member.points,
            first: member.first,
            left: member.left,
        };
        Answer::of(&WouldRun {
            on: found.on,
            members: found.members,
            points: found.points,
            by_tier: found.by_tier.iter().map(of_tier).collect(),
            listed: found.listed.into_iter().map(of_member).collect(),
            clock_doubt: found.clock.is_some(),
        })
    }
}

/// A departure that would earn.
#[derive(Serialize)]
struct WouldEarn {
    stay_id: StayId,
    member_no: String,
    departure: BusinessDate,
    points: Points,
    due_on: Option<BusinessDate>,
}

/// What a run over departures would credit: its sums, and the first of the stays.
#[derive(Serialize)]
struct StaysWouldEarn {
    #[serde(flatten)]
    run: DeparturesCredited,
    listed: Vec<WouldEarn>,
}

impl EarnStays {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        if self.dry_run {
            return self.would(desk);
        }
        Answer::of(&desk.write(Op::CreditDepartures, &self.on, |tx| departures::run(tx, self.on))?.value)
    }

    fn would(&self, desk: &Desk) -> Outcome<Answer> {
        let user = desk.session()?.user;
        let found = desk.read(Op::ReadRuns, |db, reading| departures::preview(db, self.on, (reading.today, user)))?;
        let DeparturesPreview { on, stays, points, waiting, kept, listed, more } = found;
        let line = |one: Departure| WouldEarn {
            stay_id: one.stay,
            member_no: one.member_no.0,
            departure: one.departure,
            points: one.points,
            due_on: one.due_on,
        };
        let run = DeparturesCredited { on, stays, points, waiting, kept, more };
        Answer::of(&StaysWouldEarn { run, listed: listed.into_iter().map(line).collect() })
    }
}

impl Pending {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let Some(member) = &self.member else {
            let dated = desk.read(Op::ReadRuns, |db, _| pending::dated(db))?;
            let line = |line: pending::DueLine| Promised {
                entry_id: line.id,
                member_no: line.member_no.0,
                points: line.points,
                due_on: Some(line.due_on),
                ticket: String::new(),
                reason: line.reason,
            };
            return Answer::of(&dated.into_iter().map(line).collect::<Vec<_>>());
        };
        let of_member = |db: &lobby_core::db::Db| {
            let member = loyalty::find(db, &MemberRef(member.clone()))?;
            Ok((member.member_no.0, pending::of_member(db, member.guest)?))
        };
        let (member_no, lines) = desk.read(Op::ReadMember, |db, _| of_member(db))?;
        let line = |line: pending::PendingLine| Promised {
            entry_id: line.id,
            member_no: member_no.clone(),
            points: line.points,
            due_on: line.due_on,
            ticket: line.ticket_no,
            reason: line.reason,
        };
        Answer::of(&lines.into_iter().map(line).collect::<Vec<_>>())
    }
}

impl PostDue {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        Answer::of(&desk.write(Op::PostDue, &self.on, |tx| pending::post_due(tx, self.on))?.value)
    }
}

impl Void {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = VoidPending { entry: self.entry, reason: self.reason.clone() };
        let entry_id = desk.write(Op::AdjustPoints, &input, |tx| pending::void_promise(tx, &input))?.value;
        Answer::of(&Voided { entry_id })
    }
}

impl OwnAccountOf {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let people = desk.read(Op::ReadStaff, |db, _| staff::list(db))?;
        let found = people.into_iter().find(|user| user.sign_in == self.colleague);
        let user = found.ok_or_else(|| Stop::refused("not_found", &[("record", "user")]))?.id;
        let input = LinkOwnAccount { user, member: self.member.clone().map(MemberRef) };
        let user_id = desk.write(Op::LinkOwnGuest, &input, |tx| own_account::link(tx, &input))?.value;
        Answer::of(&Linked { user_id })
    }
}

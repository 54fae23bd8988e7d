//! `calls`, `call done`: whom the duty manager greets before they complain, and what they answered.

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{
        ids::{DealingId, GuestId, StayId},
        time::BusinessDate,
    },
    courtesy::{self, CallCause, CallDays, CallReason, CourtesyCall},
    dossier::{self, CallOutcome, DealingChannel, MakeCall},
    profile,
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, steps::word, stop::Outcome};

/// Whom in house to greet before they complain, most pressing first
#[derive(Debug, Args)]
pub(crate) struct Calls {
    /// The day; today where none is given
    #[arg(long, value_name = "DATE")]
    day: Option<BusinessDate>,
    /// Only those who were not greeted yet
    #[arg(long)]
    open: bool,
}

/// Courtesy calls
#[derive(Debug, Subcommand)]
pub(crate) enum CallCommand {
    /// A guest in house was greeted
    Done(Made),
}

#[derive(Debug, Args)]
pub(crate) struct Made {
    /// Record id or member number
    guest: String,
    /// satisfied, fair, unhappy
    #[arg(long, value_parser = |text: &str| word(text, CallOutcome::ALL, CallOutcome::word))]
    outcome: CallOutcome,
    /// By which way: person, phone, wechat, …
    #[arg(long, default_value = "person", value_parser = |text: &str| word(text, DealingChannel::ALL, DealingChannel::word))]
    channel: DealingChannel,
    /// What they said
    #[arg(long, default_value = "")]
    words: String,
}

/// One guest, as programs read it.
#[derive(Serialize)]
struct Line {
    guest_id: GuestId,
    stay_id: StayId,
    room: String,
    guest: String,
    vip: String,
    tier: String,
    arrival: BusinessDate,
    departure: BusinessDate,
    reasons: Vec<CallReason>,
    dealing_id: Option<DealingId>,
    outcome: Option<CallOutcome>,
    words: String,
    by: String,
    at: Option<String>,
}

/// One guest, as people read it.
#[derive(Serialize)]
struct ShownLine {
    room: String,
    guest: String,
    reasons: String,
    outcome: String,
    by: String,
    guest_id: GuestId,
}

#[derive(Serialize)]
struct Called {
    dealing_id: DealingId,
    outcome: CallOutcome,
}

impl Calls {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let at = desk.at()?;
        let found = desk.read(Op::ReadCalls, |db, reading| {
            let day = self.day.unwrap_or(reading.today);
            courtesy::of_days(db, at, CallDays { from: day, to: day })
        })?;
        let calls: Vec<CourtesyCall> = found.calls.into_iter().filter(|call| !(self.open && call.made.is_some())).collect();
        let shown: Vec<ShownLine> = calls.iter().map(|call| ShownLine::of(desk, call)).collect();
        let lines: Vec<Line> = calls.into_iter().map(Line::of).collect();
        Answer::of(&lines)?.for_people(&shown)
    }
}

impl CallCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let Self::Done(made) = self;
        let guest = desk.read(Op::ShowGuest, |db, _| profile::record(db, &made.guest))?;
        let input = MakeCall { guest, channel: made.channel, outcome: made.outcome, words: made.words.clone() };
        let dealing_id = desk.write(Op::MakeCall, &input, |tx| dossier::make_call(tx, &input))?.value;
        Answer::of(&Called { dealing_id, outcome: made.outcome })
    }
}

impl Line {
    fn of(call: CourtesyCall) -> Self {
        let made = call.made;
        Self {
            guest_id: call.guest_id,
            stay_id: call.stay_id,
            room: call.room_no,
            guest: call.name,
            vip: call.vip,
            tier: call.tier,
            arrival: call.arrival,
            departure: call.departure,
            reasons: call.reasons,
            dealing_id: made.as_ref().map(|made| made.dealing),
            outcome: made.as_ref().map(|made| made.outcome),
            words: made.as_ref().map_or_else(String::new, |made| made.words.clone()),
            by: made.as_ref().map_or_else(String::new, |made| made.by_name.clone()),
            at: made.map(|made| made.at_ms.rfc3339()),
        }
    }
}

impl ShownLine {
    fn of(desk: &Desk, call: &CourtesyCall) -> Self {
        let made = call.made.as_ref();
        Self {
            room: call.room_no.clone(),
            guest: call.name.clone(),
            reasons: call.reasons.iter().map(|reason| in_words(desk, reason)).collect::<Vec<_>>().join(" · "),
            outcome: made.map_or_else(String::new, |made| desk.text(&format!("call.outcome.{}", made.outcome.word()), &[])),
            by: made.map_or_else(String::new, |made| made.by_name.clone()),
            guest_id: call.guest_id,
        }
    }
}

/// Returns a reason as the window says it.
fn in_words(desk: &Desk, reason: &CallReason) -> String {
    let problem = reason.problem.map_or_else(String::new, |problem| desk.text(&format!("problem.{}", problem.word()), &[]));
    let day = reason.on.map_or_else(String::new, |day| day.to_string());
    let (words, number) = (reason.words.as_str(), reason.count.to_string());
    let key = match reason.cause {
        CallCause::Room if reason.count > 1 => "call.reason.rooms".to_owned(),
        cause => format!("call.reason.{}", cause.word()),
    };
    desk.text(&key, &[("problem", problem.as_str()), ("day", day.as_str()), ("words", words), ("number", number.as_str())])
}

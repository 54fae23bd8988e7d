//! `ticket external raise`, `ticket external answer`, `externals`: complaints that went to 12315, the tourism authority or another
//! body, and the written answers that are owed.

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{
        ids::{ExternalId, TicketId},
        time::BusinessDate,
    },
    tickets::{
        Missing, TicketState,
        external::{self, AnswerExternal, ExternalBody, ExternalOwed, RaiseExternal},
    },
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, steps::word, stop::Outcome, tickets::named};

/// Complaints to an authority
#[derive(Debug, Subcommand)]
pub(crate) enum ExternalCommand {
    /// A guest went there: the term for the written answer begins
    Raise(Raise),
    /// The written answer went out; it is recorded once
    Answer(Answered),
}

#[derive(Debug, Args)]
pub(crate) struct Raise {
    /// Number or record id
    ticket: String,
    /// 12315, tourism, other
    #[arg(long, value_parser = |text: &str| word(text, ExternalBody::ALL, ExternalBody::word))]
    body: ExternalBody,
    /// The body's own name; needed where it is another one
    #[arg(long, default_value = "")]
    body_name: String,
    /// Its reference
    #[arg(long)]
    reference: String,
    /// The day on which the house received it; today where none is given
    #[arg(long, value_name = "DATE")]
    received_on: Option<BusinessDate>,
    /// What it wants answered
    #[arg(long, default_value = "")]
    words: String,
}

#[derive(Debug, Args)]
pub(crate) struct Answered {
    /// Record id, from `externals` or `ticket external raise`
    external: ExternalId,
    /// How it was sent: platform, post with its number, in person
    #[arg(long)]
    sent_how: String,
    /// What it says in short
    #[arg(long)]
    words: String,
    /// The day on which it went; today where none is given
    #[arg(long, value_name = "DATE")]
    on: Option<BusinessDate>,
}

/// List the written answers that are owed, the first to run out at the top
#[derive(Debug, Args)]
pub(crate) struct Externals {}

/// One complaint to a body outside, as programs read it.
#[derive(Serialize)]
struct Line {
    external_id: ExternalId,
    ticket_id: TicketId,
    number: String,
    body: ExternalBody,
    body_name: String,
    reference: String,
    received_on: BusinessDate,
    due_on: BusinessDate,
    late: bool,
}

/// What a write of one answers.
#[derive(Serialize)]
struct Standing {
    external_id: ExternalId,
    ticket_id: TicketId,
    number: String,
    state: TicketState,
    due_on: BusinessDate,
    answered_on: Option<BusinessDate>,
    missing: Vec<Missing>,
}

impl ExternalCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Raise(raise) => raise.run(desk),
            Self::Answer(answered) => answered.run(desk),
        }
    }
}

impl Raise {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let ticket = named(desk, &self.ticket)?;
        let input = RaiseExternal {
            ticket,
            body: self.body,
            body_name: self.body_name.clone(),
            reference: self.reference.clone(),
            received_on: self.received_on.map_or_else(|| desk.today(), Ok)?,
            words: self.words.clone(),
        };
        desk.write(Op::RaiseExternal, &input, |tx| external::raise(tx, &input))?;
        standing(desk, ticket, None)
    }
}

impl Answered {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = AnswerExternal {
            external: self.external,
            answered_on: self.on.map_or_else(|| desk.today(), Ok)?,
            sent_how: self.sent_how.clone(),
            words: self.words.clone(),
        };
        let done = desk.write(Op::AnswerExternal, &input, |tx| external::answer(tx, &input))?;
        standing(desk, done.value.ticket_id, Some(self.external))
    }
}

/// Returns how `external` stands under its ticket; the one that came in last where none is named.
fn standing(desk: &Desk, ticket: TicketId, external: Option<ExternalId>) -> Outcome<Answer> {
    let shown = desk.read(Op::ReadTickets, |db, reading| lobby_core::tickets::show(db, reading.session, ticket))?;
    let is_it = |id: ExternalId| external.is_none_or(|wanted| wanted == id);
    let found = shown.externals.iter().rfind(|one| is_it(one.id));
    let one = found.ok_or_else(|| crate::stop::Stop::refused("not_found", &[("record", "ticket")]))?;
    Answer::of(&Standing {
        external_id: one.id,
        ticket_id: ticket,
        number: shown.facts.number.clone(),
        state: shown.facts.state,
        due_on: one.due_on,
        answered_on: one.answered_on,
        missing: shown.missing.clone(),
    })
}

impl Externals {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let at = desk.at()?;
        let owed = desk.read(Op::ReadTickets, |db, reading| external::owed(db, reading.session))?;
        let line = |ExternalOwed { line, external }: ExternalOwed| Line {
            external_id: external.id,
            ticket_id: line.id,
            number: line.number,
            body: external.body,
            body_name: external.body_name,
            reference: external.reference,
            received_on: external.received_on,
            due_on: external.due_on,
            late: external.due_ms <= at,
        };
        Answer::of(&owed.into_iter().map(line).collect::<Vec<Line>>())
    }
}

//! `ticket`, `tickets`: complaints are taken, worked step by step, closed, listed.

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{GuestId, TicketId},
        money::Minor,
        points::Points,
        role::Department,
    },
    db::Db,
    flows::compensate,
    profile,
    tickets::{
        self, InboxLine, Missing, Mood, NoteTicket, OpenTicket, PauseReason, PauseTicket, ProblemCode, RekindTicket,
        ReopenTicket, Severity, StepTicket, Subject, TicketAnswer, TicketFilter, TicketKind, TicketScope, TicketState, slips,
    },
};
use serde::Serialize;

use crate::{
    answer::Answer,
    attachments::{Attach, AttachmentOut, Attachments, Withdraw},
    desk::Desk,
    evidence::PrintOut,
    external::ExternalCommand,
    joining::{Merge, Split, Unmerge},
    steps::{StepCommand, word},
    stop::{Outcome, Stop},
};

/// Lines where no limit is given.
const LINES_SHOWN: u32 = 50;

/// Complaints; TICKET is a number such as TS-20260714-A03, or a record id
#[derive(Debug, Subcommand)]
pub(crate) enum TicketCommand {
    Open(Box<Open>),
    Step(Box<Step>),
    Apologise(Apologise),
    Note(Note),
    Pause(Pause),
    Resume(Resume),
    Show(Show),
    Close(Close),
    Slip(Slip),
    Reopen(Reopen),
    Rekind(Rekind),
    Attach(Attach),
    Attachments(Attachments),
    Attachment(AttachmentOut),
    WithdrawAttachment(Withdraw),
    Merge(Merge),
    Unmerge(Unmerge),
    Split(Split),
    #[command(subcommand)]
    External(ExternalCommand),
    Evidence(PrintOut),
}

impl TicketCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Open(command) => command.run(desk),
            Self::Step(command) => command.run(desk),
            Self::Apologise(command) => command.run(desk),
            Self::Note(command) => command.run(desk),
            Self::Pause(command) => command.run(desk),
            Self::Resume(command) => command.run(desk),
            Self::Show(command) => command.run(desk),
            Self::Close(command) => command.run(desk),
            Self::Slip(command) => command.run(desk),
            Self::Reopen(command) => command.run(desk),
            Self::Rekind(command) => command.run(desk),
            Self::Attach(command) => command.run(desk),
            Self::Attachments(command) => command.run(desk),
            Self::Attachment(command) => command.run(desk),
            Self::WithdrawAttachment(command) => command.run(desk),
            Self::Merge(command) => command.run(desk),
            Self::Unmerge(command) => command.run(desk),
            Self::Split(command) => command.run(desk),
            Self::External(command) => command.run(desk),
            Self::Evidence(command) => command.run(desk),
        }
    }
}

/// Take a complaint
#[derive(Debug, Args)]
pub(crate) struct Open {
    #[command(flatten)]
    whom: Whom,
    /// complaint, praise, suggestion, opinion
    #[arg(long, default_value = "complaint", value_parser = |text: &str| word(text, TicketKind::ALL, TicketKind::word))]
    kind: TicketKind,
    /// Problem code, its pinyin initials, or its name: water_leak, ls, 漏水; what is no complaint may go without
    #[arg(long, required_if_eq("kind", "complaint"), value_parser = problem)]
    problem: Option<ProblemCode>,
    /// What the guest said
    #[arg(long)]
    words: String,
    /// rational, venting, compensation
    #[arg(long = "type", value_name = "TYPE", value_parser = |text: &str| word(text, Mood::ALL, Mood::word))]
    mood: Option<Mood>,
    /// normal, important, urgent; the problem's own where none is given
    #[arg(long, value_parser = |text: &str| word(text, Severity::ALL, Severity::word))]
    severity: Option<Severity>,
    /// Who works on it, where not the problem's own department
    #[arg(long, value_parser = |text: &str| word(text, Department::ALL, Department::word))]
    department: Option<Department>,
    /// The guest whom the complaint is about: record id or member number
    #[arg(long, value_name = "GUEST")]
    about: Option<String>,
}

/// Whom the complaint comes from.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Whom {
    /// Whoever is in house in this room
    #[arg(long)]
    room: Option<String>,
    /// A guest: record id or member number
    #[arg(long)]
    guest: Option<String>,
    /// Somebody who does not stay here, by name where they gave one
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "")]
    outside: Option<String>,
}

/// Record one of the seven steps; the same step again amends it
#[derive(Debug, Args)]
pub(crate) struct Step {
    /// Number or record id
    ticket: String,
    #[command(subcommand)]
    step: StepCommand,
}

/// Note that the house apologised
#[derive(Debug, Args)]
pub(crate) struct Apologise {
    /// Number or record id
    ticket: String,
}

/// Add a note, which can only be followed by another
#[derive(Debug, Args)]
pub(crate) struct Note {
    /// Number or record id
    ticket: String,
    /// The note
    #[arg(long)]
    words: String,
}

/// Let the clocks stand still; the first answer's runs on
#[derive(Debug, Args)]
pub(crate) struct Pause {
    /// Number or record id
    ticket: String,
    /// guest, parts, authority, other
    #[arg(long, value_parser = |text: &str| word(text, PauseReason::ALL, PauseReason::word))]
    reason: PauseReason,
    /// In words
    #[arg(long)]
    words: String,
}

/// Let the clocks run again
#[derive(Debug, Args)]
pub(crate) struct Resume {
    /// Number or record id
    ticket: String,
}

/// Show one ticket with its steps, remedies, notes and clocks
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Number or record id
    ticket: String,
}

/// Close a ticket on which nothing is missing; points that are owed under it are posted
#[derive(Debug, Args)]
pub(crate) struct Close {
    /// Number or record id
    ticket: String,
}

/// Write the cashier's slip of what stands, costs money and is on no slip yet
#[derive(Debug, Args)]
pub(crate) struct Slip {
    /// Number or record id
    ticket: String,
}

/// Open a closed ticket again; what was given stays given, the guest is told and asked anew
#[derive(Debug, Args)]
pub(crate) struct Reopen {
    /// Number or record id
    ticket: String,
    /// Why
    #[arg(long)]
    reason: String,
}

/// Say that a ticket is of another kind, while nobody has judged or answered it
#[derive(Debug, Args)]
pub(crate) struct Rekind {
    /// Number or record id
    ticket: String,
    /// complaint, praise, suggestion, opinion
    #[arg(long, value_parser = |text: &str| word(text, TicketKind::ALL, TicketKind::word))]
    kind: TicketKind,
    /// Why
    #[arg(long)]
    reason: String,
}

/// List complaints, what is due first at the top
#[derive(Debug, Args)]
pub(crate) struct Tickets {
    /// Only those that stand here: awaiting_answer, in_progress, awaiting_approval, awaiting_callback, closed, unfounded
    #[arg(long, value_parser = |text: &str| word(text, TicketState::ALL, TicketState::word))]
    state: Option<TicketState>,
    /// open, mine, department, closed, all; all where a state is named, else open
    #[arg(long, value_parser = |text: &str| word(text, TicketScope::ALL, TicketScope::word))]
    scope: Option<TicketScope>,
    /// Only this kind: complaint, praise, suggestion, opinion
    #[arg(long, value_parser = |text: &str| word(text, TicketKind::ALL, TicketKind::word))]
    kind: Option<TicketKind>,
    /// Only this severity
    #[arg(long, value_parser = |text: &str| word(text, Severity::ALL, Severity::word))]
    severity: Option<Severity>,
    /// Only this department's
    #[arg(long, value_parser = |text: &str| word(text, Department::ALL, Department::word))]
    department: Option<Department>,
    /// Only of this room
    #[arg(long)]
    room: Option<String>,
    /// Only those whose running promise is past
    #[arg(long)]
    late: bool,
    /// At most this many
    #[arg(long, value_name = "N", default_value_t = LINES_SHOWN)]
    limit: u32,
}

/// One line of the list, as programs read it.
#[derive(Serialize)]
struct Line {
    ticket_id: TicketId,
    number: String,
    kind: TicketKind,
    state: TicketState,
    missing: Vec<Missing>,
    severity: Severity,
    problem: ProblemCode,
    room: String,
    guest_id: Option<GuestId>,
    guest: String,
    department: Department,
    owner: String,
    words: String,
    opened_at: String,
    closed_at: Option<String>,
    due: Option<tickets::ClockKind>,
    due_at: Option<String>,
    amount_minor: Minor,
    points: Points,
}

/// One line of the list, as people read it.
#[derive(Serialize)]
struct ShownLine {
    kind: String,
    severity: String,
    state: String,
    number: String,
    room: String,
    guest: String,
    problem: String,
    department: String,
    owner: String,
    due_at: String,
}

/// Returns the problem of a code, or the one that the typed initials or name stand for.
pub(crate) fn problem(text: &str) -> std::result::Result<ProblemCode, String> {
    if let Some(code) = ProblemCode::from_word(text) {
        return Ok(code);
    }
    let found = tickets::find_problems(text);
    let exact = found.iter().find(|problem| [problem.initials, problem.hanzi, problem.traditional].contains(&text));
    match (exact, found.as_slice()) {
        (Some(problem), _) | (None, [problem]) => Ok(problem.code),
        (None, []) => Err("no such problem".to_owned()),
        (None, several) => Err(several.iter().map(|problem| problem.code.word()).collect::<Vec<_>>().join(", ")),
    }
}

impl Open {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let about = match &self.about {
            Some(guest) => Some(desk.read(Op::OpenTicket, |db, _| profile::named(db, guest))?),
            None => None,
        };
        let input = OpenTicket {
            kind: self.kind,
            subject: self.whom.subject(desk)?,
            problem: self.problem.unwrap_or(ProblemCode::Other),
            severity: self.severity,
            mood: self.mood,
            words: self.words.clone(),
            area: None,
            touchpoint: None,
            department: self.department,
            about,
        };
        answered(desk, desk.write(Op::OpenTicket, &input, |tx| tickets::open_ticket(tx, &input))?.value)
    }
}

impl Whom {
    fn subject(&self, desk: &Desk) -> Outcome<Subject> {
        match (&self.room, &self.guest) {
            (Some(room), _) => Ok(Subject::Room { room: room.clone() }),
            (None, Some(guest)) => {
                let guest = desk.read(Op::OpenTicket, |db, _| profile::named(db, guest))?;
                Ok(Subject::Guest { guest })
            }
            (None, None) => Ok(Subject::Outside { name: self.outside.clone().unwrap_or_default() }),
        }
    }
}

impl Step {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let ticket = named(desk, &self.ticket)?;
        if let StepCommand::Approve(approve) = &self.step
            && let Some(input) = approve.by_phone(desk, ticket)?
        {
            return answered(desk, compensate::phone_approve(desk.store()?, &desk.request()?, &input, desk.clock()?)?.value);
        }
        let input = StepTicket { ticket, body: self.step.body(desk)? };
        answered(desk, desk.write(input.body.op(), &input, |tx| compensate::step(tx, &input))?.value)
    }
}

impl Apologise {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let ticket = named(desk, &self.ticket)?;
        answered(desk, desk.write(Op::ApologiseTicket, &ticket, |tx| tickets::apologise(tx, ticket))?.value)
    }
}

impl Note {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = NoteTicket { ticket: named(desk, &self.ticket)?, words: self.words.clone() };
        answered(desk, desk.write(Op::NoteTicket, &input, |tx| tickets::note(tx, &input))?.value)
    }
}

impl Pause {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = PauseTicket { ticket: named(desk, &self.ticket)?, reason: self.reason, words: self.words.clone() };
        answered(desk, desk.write(Op::PauseTicket, &input, |tx| tickets::pause(tx, &input))?.value)
    }
}

impl Resume {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let ticket = named(desk, &self.ticket)?;
        answered(desk, desk.write(Op::ResumeTicket, &ticket, |tx| tickets::resume(tx, ticket))?.value)
    }
}

impl Show {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let id = named(desk, &self.ticket)?;
        Answer::of(&desk.read(Op::ReadTickets, |db, reading| tickets::show(db, reading.session, id))?)
    }
}

impl Close {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let ticket = named(desk, &self.ticket)?;
        answered(desk, desk.write(Op::CloseTicket, &ticket, |tx| compensate::close_ticket(tx, ticket))?.value)
    }
}

impl Slip {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let ticket = named(desk, &self.ticket)?;
        let id = desk.write(Op::WriteSlip, &ticket, |tx| slips::write_slip(tx, ticket))?.value;
        let slips = desk.read(Op::ReadTickets, |db, reading| slips::slips(db, reading.session, ticket))?;
        let slip = slips.into_iter().find(|slip| slip.id == id);
        Answer::of(&slip.ok_or_else(|| Stop::refused("not_found", &[("record", "ticket")]))?)
    }
}

impl Reopen {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = ReopenTicket { ticket: named(desk, &self.ticket)?, reason: self.reason.clone() };
        answered(desk, desk.write(Op::ReopenTicket, &input, |tx| tickets::reopen(tx, &input))?.value)
    }
}

impl Rekind {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = RekindTicket { ticket: named(desk, &self.ticket)?, kind: self.kind, reason: self.reason.clone() };
        answered(desk, desk.write(Op::RekindTicket, &input, |tx| tickets::rekind(tx, &input))?.value)
    }
}

impl Tickets {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let at = desk.at()?;
        let scope = if self.state.is_some() { TicketScope::All } else { TicketScope::Open };
        let filter = TicketFilter {
            kinds: self.kind.into_iter().collect(),
            state: self.state,
            severity: self.severity,
            department: self.department,
            room: self.room.clone(),
            late_at_ms: self.late.then_some(at),
            ..TicketFilter::of(self.scope.unwrap_or(scope))
        };
        let lines = desk.read(Op::ReadTickets, |db, reading| {
            tickets::list(db, reading.session, &filter, self.limit)?
                .into_iter()
                .map(|line| Line::of(db, line))
                .collect::<Result<Vec<_>>>()
        })?;
        let shown: Vec<ShownLine> = lines.iter().map(|line| ShownLine::of(desk, line)).collect();
        Answer::of(&lines)?.for_people(&shown)
    }
}

impl Line {
    fn of(db: &Db, line: InboxLine) -> Result<Self> {
        Ok(Self {
            ticket_id: line.id,
            number: line.number,
            kind: line.kind,
            state: line.state,
            missing: tickets::missing(db, line.id)?,
            severity: line.severity,
            problem: line.problem,
            room: line.room_no,
            guest_id: line.guest,
            guest: line.guest_name,
            department: line.department,
            owner: line.owner_name,
            words: line.words,
            opened_at: line.opened_at_ms.rfc3339(),
            closed_at: line.closed_at_ms.map(|at| at.rfc3339()),
            due: line.due,
            due_at: line.due_ms.map(|at| at.rfc3339()),
            amount_minor: line.amount_minor,
            points: line.points,
        })
    }
}

impl ShownLine {
    fn of(desk: &Desk, line: &Line) -> Self {
        let label = |kind: &str, word: &str| desk.text(&format!("{kind}.{word}"), &[]);
        Self {
            kind: label("ticketKind", line.kind.word()),
            severity: label("severity", line.severity.word()),
            state: label("ticket.state", line.state.word()),
            number: line.number.clone(),
            room: line.room.clone(),
            guest: line.guest.clone(),
            problem: label("problem", line.problem.word()),
            department: label("department", line.department.word()),
            owner: line.owner.clone(),
            due_at: line.due_at.clone().unwrap_or_default(),
        }
    }
}

/// Returns the ticket that was named by its number or record id.
pub(crate) fn named(desk: &Desk, text: &str) -> Outcome<TicketId> {
    match text.parse() {
        Ok(id) => Ok(id),
        Err(_) => desk.read(Op::ReadTickets, |db, _| tickets::by_number(db, text)),
    }
}

/// What a write on a ticket answers to people: labels for words.
#[derive(Serialize)]
struct ShownAnswer {
    number: String,
    state: String,
    missing: Vec<String>,
}

fn answered(desk: &Desk, answer: TicketAnswer) -> Outcome<Answer> {
    let shown = ShownAnswer {
        number: answer.number.clone(),
        state: desk.text(&format!("ticket.state.{}", answer.state), &[]),
        missing: answer.missing.iter().map(|missing| desk.text(&format!("missing.{missing}"), &[])).collect(),
    };
    Answer::of(&answer)?.for_people(&shown)
}

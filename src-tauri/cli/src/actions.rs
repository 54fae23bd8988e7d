//! `action`, `actions`: the register of corrective actions (整改).

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{
        ids::{ActionId, TicketId},
        role::Department,
        time::BusinessDate,
    },
    tickets::{self, Area, ProblemCode},
    warnings::{
        self,
        register::{
            self, ActionAnswer, ActionBody, ActionLine, ActionScope, ActionSubject, ActionVerdict, Prevention, RaiseAction,
            StepAction,
        },
    },
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    steps::{owner, word},
    stop::Outcome,
    tickets::problem,
};

/// Corrective actions; ACTION is a number such as ZG-20260720-A01, or a record id
#[derive(Debug, Subcommand)]
pub(crate) enum ActionCommand {
    Raise(Box<Raise>),
    Amend(Amend),
    Evidence(Evidence),
    Verify(Verify),
    Close(Settle),
    Withdraw(Settle),
    Show(Named),
    Effect(Named),
}

/// Write a finding into the register, with who answers for it and until when
#[derive(Debug, Args)]
pub(crate) struct Raise {
    /// What was found
    #[arg(long)]
    finding: String,
    /// quality, service, aftercare, communication, satisfaction
    #[arg(long, value_parser = |text: &str| word(text, Prevention::ALL, Prevention::word))]
    prevention: Prevention,
    /// Whose work it is
    #[arg(long, value_parser = |text: &str| word(text, Department::ALL, Department::word))]
    department: Department,
    /// Who answers for it: the name they sign in with, or a record id
    #[arg(long)]
    owner: String,
    /// Until when
    #[arg(long)]
    due: BusinessDate,
    /// About this problem: code, pinyin initials or name
    #[arg(long, value_parser = problem)]
    problem: Option<ProblemCode>,
    /// facilities, service, food_drink, safety, rules
    #[arg(long, value_parser = |text: &str| word(text, Area::ALL, Area::word))]
    area: Option<Area>,
    /// About this floor
    #[arg(long)]
    floor: Option<String>,
    /// About this room
    #[arg(long)]
    room: Option<String>,
    /// A complaint it is made from, by number or record id; may be given several times
    #[arg(long = "ticket", value_name = "TICKET")]
    tickets: Vec<String>,
}

/// Give it another owner or another due day, with the reason
#[derive(Debug, Args)]
pub(crate) struct Amend {
    #[command(flatten)]
    action: Named,
    /// Who answers for it from now on
    #[arg(long)]
    owner: String,
    /// Whose work it is from now on
    #[arg(long, value_parser = |text: &str| word(text, Department::ALL, Department::word))]
    department: Department,
    /// Until when
    #[arg(long)]
    due: BusinessDate,
    /// Why
    #[arg(long)]
    words: String,
}

/// Hand in evidence of what was done
#[derive(Debug, Args)]
pub(crate) struct Evidence {
    #[command(flatten)]
    action: Named,
    /// What was done and where it can be seen
    #[arg(long)]
    words: String,
    /// Since when it holds; today where no day is named
    #[arg(long)]
    done_on: Option<BusinessDate>,
}

/// Accept the evidence or send it back; never by the owner
#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    action: Named,
    /// accepted, returned
    #[arg(value_parser = |text: &str| word(text, ActionVerdict::ALL, ActionVerdict::word))]
    verdict: ActionVerdict,
    /// What was looked at
    #[arg(long)]
    words: String,
}

/// Close what is verified, or withdraw what was none; never by the owner
#[derive(Debug, Args)]
pub(crate) struct Settle {
    #[command(flatten)]
    action: Named,
    /// What came of it
    #[arg(long)]
    words: String,
}

/// Show it
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Number or record id
    action: String,
}

/// List the register: what is due first at the top
#[derive(Debug, Args)]
pub(crate) struct Actions {
    /// open, settled
    #[arg(long, default_value = "open", value_parser = |text: &str| word(text, ActionScope::ALL, ActionScope::word))]
    scope: ActionScope,
}

/// One line of the register, as people read it.
#[derive(Serialize)]
struct ShownLine {
    number: String,
    state: String,
    finding: String,
    department: String,
    owner: String,
    due: BusinessDate,
    late: bool,
}

impl ActionCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Raise(command) => command.run(desk),
            Self::Amend(command) => command.run(desk),
            Self::Evidence(command) => {
                let done_on = match command.done_on {
                    Some(day) => day,
                    None => desk.today()?,
                };
                stepped(desk, &command.action, ActionBody::Evidence { words: command.words.clone(), done_on })
            }
            Self::Verify(command) => {
                let body = ActionBody::Verify { verdict: command.verdict, words: command.words.clone() };
                stepped(desk, &command.action, body)
            }
            Self::Close(command) => stepped(desk, &command.action, ActionBody::Close { words: command.words.clone() }),
            Self::Withdraw(command) => stepped(desk, &command.action, ActionBody::Withdraw { words: command.words.clone() }),
            Self::Show(action) => {
                let id = action.id(desk)?;
                Answer::of(&desk.read(Op::ReadActions, |db, reading| register::show(db, reading.session, id, reading.today))?)
            }
            Self::Effect(action) => {
                let id = action.id(desk)?;
                Answer::of(
                    &desk.read(Op::ReadActions, |db, reading| warnings::effect_of(db, reading.session, id, reading.today))?,
                )
            }
        }
    }
}

impl Named {
    fn id(&self, desk: &Desk) -> Outcome<ActionId> {
        match self.action.parse() {
            Ok(id) => Ok(id),
            Err(_) => desk.read(Op::ReadActions, |db, _| register::by_number(db, &self.action)),
        }
    }
}

impl Raise {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = RaiseAction {
            finding: self.finding.clone(),
            prevention: self.prevention,
            subject: ActionSubject { problem: self.problem, area: self.area, floor: self.floor.clone(), room: self.room.clone() },
            department: self.department,
            owner: owner(desk, &self.owner)?,
            due: self.due,
            tickets: self.tickets.iter().map(|text| ticket(desk, text)).collect::<Outcome<_>>()?,
        };
        answered(desk, desk.write(Op::RaiseAction, &input, |tx| register::raise(tx, &input))?.value)
    }
}

impl Amend {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let body = ActionBody::Amend {
            owner: owner(desk, &self.owner)?,
            department: self.department,
            due: self.due,
            words: self.words.clone(),
        };
        stepped(desk, &self.action, body)
    }
}

impl Actions {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let lines = desk.read(Op::ReadActions, |db, reading| register::list(db, reading.session, self.scope, reading.today))?;
        let shown: Vec<ShownLine> = lines.iter().map(|line| ShownLine::of(desk, line)).collect();
        Answer::of(&lines)?.for_people(&shown)
    }
}

impl ShownLine {
    fn of(desk: &Desk, line: &ActionLine) -> Self {
        let facts = &line.facts;
        Self {
            number: facts.number.clone(),
            state: desk.text(&format!("action.state.{}", facts.state), &[]),
            finding: facts.finding.clone(),
            department: desk.text(&format!("department.{}", facts.department), &[]),
            owner: line.owner_name.clone(),
            due: facts.due,
            late: line.late,
        }
    }
}

fn ticket(desk: &Desk, text: &str) -> Outcome<TicketId> {
    match text.parse() {
        Ok(id) => Ok(id),
        Err(_) => desk.read(Op::ReadTickets, |db, _| tickets::by_number(db, text)),
    }
}

fn stepped(desk: &Desk, action: &Named, body: ActionBody) -> Outcome<Answer> {
    let input = StepAction { action: action.id(desk)?, body };
    answered(desk, desk.write(Op::StepAction, &input, |tx| register::step(tx, &input))?.value)
}

/// What a write on an action answers to people: a label for the word.
#[derive(Serialize)]
struct ShownAnswer {
    number: String,
    state: String,
}

fn answered(desk: &Desk, answer: ActionAnswer) -> Outcome<Answer> {
    let state = desk.text(&format!("action.state.{}", answer.state), &[]);
    Answer::of(&answer)?.for_people(&ShownAnswer { number: answer.number.clone(), state })
}

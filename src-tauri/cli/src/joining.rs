//! `ticket merge`, `ticket unmerge`, `ticket split`: two complaints about one incident, one about two.

use clap::Args;
use lobby_core::{
    audit::op::Op,
    base::{ids::JoinId, role::Department},
    tickets::{self, JoinTickets, ProblemCode, Severity, SplitTicket, UnjoinTickets},
};

use crate::{
    answer::Answer,
    desk::Desk,
    steps::word,
    stop::Outcome,
    tickets::{named, problem},
};

/// Make two complaints about one incident count as one; the one that was opened first stays
#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// Number or record id
    ticket: String,
    /// Number or record id
    other: String,
    /// Why they are one incident
    #[arg(long)]
    reason: String,
}

/// Take a merge apart: each stands for itself again
#[derive(Debug, Args)]
pub(crate) struct Unmerge {
    /// From `ticket merge`, or `joins` of `ticket show`
    join_id: JoinId,
    /// Why they are two incidents
    #[arg(long)]
    reason: String,
}

/// Give the second incident of a complaint a number of its own
#[derive(Debug, Args)]
pub(crate) struct Split {
    /// Number or record id
    ticket: String,
    /// What the second is about: code, pinyin initials, or name
    #[arg(long, value_parser = problem)]
    problem: ProblemCode,
    /// What the guest said of it
    #[arg(long)]
    words: String,
    /// Why they are two
    #[arg(long)]
    reason: String,
    /// normal, important, urgent; the problem's own where none is given
    #[arg(long, value_parser = |text: &str| word(text, Severity::ALL, Severity::word))]
    severity: Option<Severity>,
    /// Who works on it, where not the problem's own department
    #[arg(long, value_parser = |text: &str| word(text, Department::ALL, Department::word))]
    department: Option<Department>,
}

impl Merge {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let (keep, other) = (named(desk, &self.ticket)?, named(desk, &self.other)?);
        let input = JoinTickets { keep, other, reason: self.reason.clone() };
        Answer::of(&desk.write(Op::MergeTickets, &input, |tx| tickets::join(tx, &input))?.value)
    }
}

impl Unmerge {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = UnjoinTickets { join: self.join_id, reason: self.reason.clone() };
        Answer::of(&desk.write(Op::UnmergeTickets, &input, |tx| tickets::unjoin(tx, &input))?.value)
    }
}

impl Split {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = SplitTicket {
            ticket: named(desk, &self.ticket)?,
            problem: self.problem,
            words: self.words.clone(),
            severity: self.severity,
            department: self.department,
            reason: self.reason.clone(),
        };
        Answer::of(&desk.write(Op::SplitTicket, &input, |tx| tickets::split(tx, &input))?.value)
    }
}

//! The seven steps of a complaint as a command line writes them.

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{
        ids::{RemedyId, TicketId, UserId},
        money::Minor,
        points::Points,
        role::Department,
        time::Instant,
    },
    staff,
    tickets::{
        self, Cause, Check, Decision, Finding, HouseCause, Missing, NewRemedy, Remedy, RemedyFacts, RemedyState, StepBody,
        phone::PhoneApproval,
    },
};

use crate::{
    desk::{Desk, instant},
    stop::{Outcome, Stop},
};

/// Returns the value that `text` names, or all the words there are.
pub(crate) fn word<T: Copy>(text: &str, all: &[T], word: fn(T) -> &'static str) -> std::result::Result<T, String> {
    let found = all.iter().copied().find(|value| word(*value) == text);
    found.ok_or_else(|| all.iter().map(|value| word(*value)).collect::<Vec<_>>().join(", "))
}

/// One of the seven steps
#[derive(Debug, Subcommand)]
pub(crate) enum StepCommand {
    Record(Record),
    Judge(Judge),
    Assign(Assign),
    Analyse(Analyse),
    Propose(Propose),
    Approve(Approve),
    CarryOut(CarryOut),
}

/// 1: who complains, about what, wanting what
#[derive(Debug, Args)]
pub(crate) struct Record {
    /// What the guest wants
    #[arg(long)]
    demand: String,
    /// Who complains, where not the ticket's guest
    #[arg(long, default_value = "")]
    complainant: String,
    /// About what, where the problem does not say it
    #[arg(long, default_value = "")]
    about: String,
}

/// 2: does the complaint hold
#[derive(Debug, Args)]
pub(crate) struct Judge {
    /// Are the grounds sufficient: yes, partly, no; no is unfounded
    #[arg(long, value_parser = |text: &str| word(text, Finding::ALL, Finding::word))]
    grounds: Finding,
    /// Is the demand reasonable: yes, partly, no
    #[arg(long, value_parser = |text: &str| word(text, Finding::ALL, Finding::word))]
    demand: Finding,
    /// Why
    #[arg(long)]
    why: String,
}

/// 3: which department, and who answers for it
#[derive(Debug, Args)]
pub(crate) struct Assign {
    /// Which department
    #[arg(long, value_parser = |text: &str| word(text, Department::ALL, Department::word))]
    department: Department,
    /// Who: the name they sign in with, or a record id
    #[arg(long)]
    owner: String,
}

/// 4: the cause, and who is responsible
#[derive(Debug, Args)]
pub(crate) struct Analyse {
    /// quality, attitude, aftercare, not_as_expected, high_expectation, communication
    #[arg(long, value_parser = |text: &str| word(text, Cause::ALL, Cause::word))]
    cause: Cause,
    /// Where it is the house's: appearance, skill, equipment, goods, management
    #[arg(long, value_parser = |text: &str| word(text, HouseCause::ALL, HouseCause::word))]
    house_cause: Option<HouseCause>,
    /// What happened
    #[arg(long)]
    happened: String,
    /// Who is directly responsible; hidden from those without the right
    #[arg(long, default_value = "")]
    responsible: String,
}

/// 5: what the house offers
#[derive(Debug, Args)]
pub(crate) struct Propose {
    /// In words
    #[arg(long, default_value = "")]
    words: String,
    /// KIND[=SUM][:WORDS], for points their count: waive=880:one night, laundry=150, points=500, room_change. May be given again
    #[arg(long, value_name = "REMEDY")]
    remedy: Vec<String>,
    /// Take back a remedy of one's own; may be given again
    #[arg(long, value_name = "ID")]
    withdraw: Vec<RemedyId>,
}

/// 6: approve or refuse what waits
#[derive(Debug, Args)]
pub(crate) struct Approve {
    /// Its wording
    #[arg(long)]
    words: String,
    /// approved, refused
    #[arg(long, default_value = "approved", value_parser = |text: &str| word(text, Decision::ALL, Decision::word))]
    decision: Decision,
    /// Only this remedy, of those that wait; may be given again
    #[arg(long, value_name = "ID")]
    remedy: Vec<RemedyId>,
    /// 电话批示: who is on the phone, by the name they sign in with
    #[arg(long, value_name = "NAME", requires = "code")]
    phone: Option<String>,
    /// The six digits that they read
    #[arg(long, value_name = "DIGITS", requires = "phone")]
    code: Option<String>,
}

impl Approve {
    /// Returns the approval by phone that this is, where it is one.
    pub(crate) fn by_phone(&self, desk: &Desk, ticket: TicketId) -> Outcome<Option<PhoneApproval>> {
        let (Some(name), Some(code)) = (&self.phone, &self.code) else { return Ok(None) };
        if self.decision != Decision::Approved {
            return Err(Stop::usage("bad_value", &[("field", "decision")]));
        }
        let people = desk.read(Op::ReadStaff, |db, _| staff::list(db))?;
        let approver = people.iter().find(|user| user.sign_in == *name || user.name == *name);
        let approver = approver.ok_or_else(|| Stop::usage("bad_value", &[("field", "phone")]))?.id;
        let shown = desk.read(Op::ReadTickets, |db, reading| tickets::show(db, reading.session, ticket))?;
        let named = |remedy: &RemedyFacts| self.remedy.is_empty() || self.remedy.contains(&remedy.id);
        let waits = shown.remedies.iter().map(|one| &one.facts);
        let waits = waits.filter(|remedy| remedy.state == RemedyState::Awaiting && named(remedy));
        let (mut amount_minor, mut points) = (Minor::ZERO, Points::ZERO);
        for remedy in waits {
            let cost = if remedy.points > Points::ZERO { Minor::ZERO } else { remedy.amount_minor };
            amount_minor = amount_minor.plus(cost).unwrap_or(amount_minor);
            points = points.plus(remedy.points).unwrap_or(points);
        }
        let (remedies, words) = (self.remedy.clone(), self.words.clone());
        Ok(Some(PhoneApproval { ticket, approver, code: code.clone(), remedies, amount_minor, points, words }))
    }
}

/// 7: carry it out: three checks, together or one by one
#[derive(Debug, Args)]
pub(crate) struct CarryOut {
    /// The person responsible was dealt with, and how
    #[arg(long, value_name = "WORDS", num_args = 0..=1, default_missing_value = "")]
    responsible_handled: Option<String>,
    /// The guest was told, and how
    #[arg(long, value_name = "WORDS", num_args = 0..=1, default_missing_value = "")]
    guest_told: Option<String>,
    /// What the guest said to it
    #[arg(long, value_name = "WORDS")]
    feedback: Option<String>,
    /// Why a check is left out: responsible_handled=REASON, guest_told=REASON, feedback=REASON
    #[arg(long, value_name = "CHECK=REASON", value_parser = waived)]
    waive: Vec<(Missing, String)>,
    /// When the guest is called back
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    callback_at: Option<Instant>,
}

fn waived(text: &str) -> std::result::Result<(Missing, String), String> {
    let checks = [Missing::ResponsibleHandled, Missing::GuestTold, Missing::Feedback];
    let (check, reason) = text.split_once('=').unwrap_or((text, ""));
    Ok((word(check, &checks, Missing::word)?, reason.to_owned()))
}

impl StepCommand {
    /// Returns what is recorded.
    ///
    /// Errors: `not_found` for an owner who does not work here; usage, where a remedy cannot be read.
    pub(crate) fn body(&self, desk: &Desk) -> Outcome<StepBody> {
        Ok(match self {
            Self::Record(step) => {
                StepBody::Record { complainant: step.complainant.clone(), about: step.about.clone(), demand: step.demand.clone() }
            }
            Self::Judge(step) => StepBody::Judge { grounds: step.grounds, demand: step.demand, why: step.why.clone() },
            Self::Assign(step) => StepBody::Assign { department: step.department, owner: owner(desk, &step.owner)? },
            Self::Analyse(step) => StepBody::Analyse {
                cause: step.cause,
                house_cause: step.house_cause,
                happened: step.happened.clone(),
                responsible: step.responsible.clone(),
            },
            Self::Propose(step) => step.body(desk)?,
            Self::Approve(step) => {
                StepBody::Approve { remedies: step.remedy.clone(), decision: step.decision, words: step.words.clone() }
            }
            Self::CarryOut(step) => step.body(),
        })
    }
}

impl Propose {
    fn body(&self, desk: &Desk) -> Outcome<StepBody> {
        let digits = desk.store()?.hotel().minor_digits;
        let remedies =
            self.remedy.iter().map(|text| remedy(text, digits).ok_or_else(|| Stop::usage("bad_value", &[("field", "remedy")])));
        let remedies = remedies.collect::<Outcome<Vec<_>>>()?;
        Ok(StepBody::Propose { words: self.words.clone(), remedies, withdraw: self.withdraw.clone() })
    }
}

impl CarryOut {
    fn body(&self) -> StepBody {
        let check = |which: Missing, words: &Option<String>| {
            let left_out = self.waive.iter().find(|(check, _)| *check == which);
            match (words, left_out) {
                (Some(words), _) => Some(Check::Done { words: words.clone() }),
                (None, Some((_, reason))) => Some(Check::Waived { reason: reason.clone() }),
                (None, None) => None,
            }
        };
        StepBody::CarryOut {
            responsible_handled: check(Missing::ResponsibleHandled, &self.responsible_handled),
            guest_told: check(Missing::GuestTold, &self.guest_told),
            feedback: check(Missing::Feedback, &self.feedback),
            callback_at_ms: self.callback_at,
        }
    }
}

/// Returns the remedy that `KIND[=SUM][:WORDS]` writes, or `None`.
fn remedy(text: &str, digits: u32) -> Option<NewRemedy> {
    let (head, words) = text.split_once(':').unwrap_or((text, ""));
    let (kind, sum) = head.split_once('=').unwrap_or((head, "0"));
    let remedy = Remedy::from_word(kind)?;
    let (amount_minor, points) = match remedy {
        Remedy::Points => (Minor::ZERO, Points::new(sum.parse().ok()?)?),
        _ => (Minor::parse(sum, digits)?, Points::ZERO),
    };
    Some(NewRemedy { remedy, words: words.to_owned(), amount_minor, points })
}

/// Returns the colleague that a sign-in name or record id means.
pub(crate) fn owner(desk: &Desk, text: &str) -> Outcome<UserId> {
    if let Ok(id) = text.parse() {
        return Ok(id);
    }
    let people = desk.read(Op::ReadStaff, |db, _| staff::list(db))?;
    let found = people.into_iter().find(|user| user.sign_in == text).map(|user| user.id);
    found.ok_or_else(|| Stop::refused("not_found", &[("record", "user")]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remedy_is_a_kind_a_sum_and_words() {
        let sums = |text: &str| remedy(text, 2).map(|new| (new.remedy, new.amount_minor.minor(), new.points.count(), new.words));
        let cases = [
            ("waive=880:免房费一晚", Some((Remedy::Waive, 88_000, 0, "免房费一晚".to_owned()))),
            ("laundry=150.50", Some((Remedy::Laundry, 15_050, 0, String::new()))),
            ("points=500", Some((Remedy::Points, 0, 500, String::new()))),
            ("room_change:0915 → 1102", Some((Remedy::RoomChange, 0, 0, "0915 → 1102".to_owned()))),
            ("points=1.5", None),
            ("waive=much", None),
            ("cash=10", None),
        ];
        for (text, expected) in cases {
            assert_eq!(sums(text), expected, "{text}");
        }
    }
}

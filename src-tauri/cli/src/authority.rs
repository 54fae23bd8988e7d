//! `limits`, `phone`, `spending`: who may give how much, 批示 by phone, what compensation cost.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{
        ids::{PhoneId, UserId},
        role::Department,
        time::BusinessDate,
    },
    staff,
    tickets::{
        self, Cause, EditLimits,
        phone::{self, AnswerPhone, EnrolPhone, PhoneAnswer},
        spending::{self, EditBudget, SpentFilter},
    },
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    answer::Answer,
    desk::Desk,
    machine,
    steps::word,
    stop::{Outcome, Stop},
};

/// Who may give how much by themselves
#[derive(Debug, Subcommand)]
pub(crate) enum LimitsCommand {
    /// The limits in force and every version before
    Show,
    Set(SetLimits),
}

/// Set other limits for the house; they hold at once
#[derive(Debug, Args)]
pub(crate) struct SetLimits {
    /// A JSON file: the field `limits` of what `limits show` answers, changed
    // `file` is the name of the option that names the hotel.
    #[arg(value_name = "FILE")]
    changed: PathBuf,
    /// Why
    #[arg(long)]
    why: String,
}

/// 电话批示: one's own phone, and what was approved with it
#[derive(Debug, Subcommand)]
pub(crate) enum PhoneCommand {
    /// Make a secret for an authenticator app; nothing is kept until `phone enrol`
    New,
    Enrol(Enrol),
    /// One's own phone, what waits for 补签, what was approved with it
    List,
    Countersign(Countersign),
    Dispute(Dispute),
}

/// Enrol one's own phone, in the place of any before
#[derive(Debug, Args)]
pub(crate) struct Enrol {
    /// What `phone new` answered and the app took
    #[arg(long)]
    secret: String,
    /// Six digits that the app shows
    #[arg(long)]
    code: String,
}

/// 补签: so it was
#[derive(Debug, Args)]
pub(crate) struct Countersign {
    /// Which approval: its `id` in `phone list`
    phone: PhoneId,
    /// In words, where there is something to say
    #[arg(long, default_value = "")]
    words: String,
}

/// So it was not: it is told on the next morning's report
#[derive(Debug, Args)]
pub(crate) struct Dispute {
    /// Which approval: its `id` in `phone list`
    phone: PhoneId,
    /// What is wrong with it
    #[arg(long)]
    words: String,
}

/// What compensation cost, beside what was set aside for it
#[derive(Debug, Args)]
pub(crate) struct Spending {
    /// First day; the first of this month where none is given
    #[arg(long, value_name = "DATE")]
    from: Option<BusinessDate>,
    /// Last day; today where none is given
    #[arg(long, value_name = "DATE")]
    to: Option<BusinessDate>,
    /// Only this department
    #[arg(long, value_parser = |text: &str| word(text, Department::ALL, Department::word))]
    department: Option<Department>,
    /// Only this cause
    #[arg(long, value_parser = |text: &str| word(text, Cause::ALL, Cause::word))]
    cause: Option<Cause>,
    /// Only what was given on this person's authority, by the name they sign in with
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// The remedies behind the figures instead of the figures
    #[arg(long)]
    rows: bool,
    /// Set the budget instead: a JSON file, the field `budget` of the answer, changed
    #[arg(long, value_name = "FILE", requires = "why")]
    set_budget: Option<PathBuf>,
    /// Why the budget is set
    #[arg(long)]
    why: Option<String>,
}

#[derive(Serialize)]
struct Version {
    version: u32,
}

#[derive(Serialize)]
struct Phone {
    phone_id: PhoneId,
    answer: PhoneAnswer,
}

#[derive(Serialize)]
struct Enrolled {
    user_id: UserId,
}

impl LimitsCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Show => Answer::of(&desk.read(Op::ReadTickets, |db, _| tickets::limits_history(db))?),
            Self::Set(command) => command.run(desk),
        }
    }
}

impl SetLimits {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let limits = document(&self.changed)?;
        let seen = desk.read(Op::ReadTickets, |db, _| tickets::limits(db))?.version;
        let input = EditLimits { seen, limits, why: self.why.clone() };
        let version = desk.write(Op::EditLimits, &input, |tx| tickets::edit_limits(tx, &input))?.value;
        Answer::of(&Version { version })
    }
}

impl PhoneCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::New => {
                let (who, entropy) = (desk.user()?.to_owned(), machine::seed()?);
                Answer::of(&desk.read(Op::EnrolPhone, |db, _| Ok(phone::offer(db, &who, &entropy)))?)
            }
            Self::Enrol(command) => {
                let input = EnrolPhone { secret: command.secret.clone(), code: command.code.clone() };
                let done = phone::enrol(desk.store()?, &desk.request()?, &input, desk.clock()?)?;
                Answer::of(&Enrolled { user_id: done.value })
            }
            Self::List => Answer::of(&desk.read(Op::EnrolPhone, |db, reading| phone::own(db, reading.session))?),
            Self::Countersign(command) => said(desk, command.phone, PhoneAnswer::Countersigned, &command.words),
            Self::Dispute(command) => said(desk, command.phone, PhoneAnswer::Disputed, &command.words),
        }
    }
}

fn said(desk: &Desk, phone: PhoneId, answer: PhoneAnswer, words: &str) -> Outcome<Answer> {
    let input = AnswerPhone { phone, answer, words: words.to_owned() };
    let phone_id = desk.write(Op::AnswerPhone, &input, |tx| phone::answer(tx, &input))?.value;
    Answer::of(&Phone { phone_id, answer })
}

impl Spending {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        if let (Some(file), Some(why)) = (&self.set_budget, &self.why) {
            let seen = desk.read(Op::ReadSpending, |db, _| spending::budget(db))?.version;
            let input = EditBudget { seen, budget: document(file)?, why: why.clone() };
            let version = desk.write(Op::EditBudget, &input, |tx| spending::edit_budget(tx, &input))?.value;
            return Answer::of(&Version { version });
        }
        let filter = self.filter(desk)?;
        if self.rows {
            return Answer::of(&desk.read(Op::ReadSpending, |db, reading| spending::spent_rows(db, reading.session, &filter))?);
        }
        Answer::of(&desk.read(Op::ReadSpending, |db, reading| spending::spending(db, reading.session, &filter))?)
    }

    fn filter(&self, desk: &Desk) -> Outcome<SpentFilter> {
        let person = match &self.person {
            None => None,
            Some(name) => {
                let people = desk.read(Op::ReadStaff, |db, _| staff::list(db))?;
                let found = people.iter().find(|user| user.sign_in == *name).map(|user| user.id);
                Some(found.ok_or_else(|| Stop::usage("bad_value", &[("field", "person")]))?)
            }
        };
        let today = desk.today()?;
        Ok(SpentFilter {
            from: self.from.unwrap_or(today.month().0),
            to: self.to.unwrap_or(today).plus_days(1),
            department: self.department,
            cause: self.cause,
            person,
        })
    }
}

fn document<T: DeserializeOwned>(file: &std::path::Path) -> Outcome<T> {
    let unreadable = || Stop::usage("bad_value", &[("field", "file")]);
    let text = std::fs::read_to_string(file).map_err(|_| unreadable())?;
    serde_json::from_str(&text).map_err(|_| unreadable())
}

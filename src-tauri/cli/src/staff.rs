//! `staff`: who may sign in; added, changed, taken out, and given a PIN.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{
        ids::UserId,
        request::Request,
        role::{Department, Role, Session},
    },
    staff::{self, EditUser, NewUser, SetPin, User},
};
use secrecy::ExposeSecret as _;
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    keys::opens_by_recovery,
    machine,
    stop::{Outcome, Stop},
};

/// Colleagues: who may sign in, with what post
#[derive(Debug, Subcommand)]
pub(crate) enum StaffCommand {
    /// Everybody who signs in or once did
    List,
    Add(AddColleague),
    Edit(EditColleague),
    Pin(GivePin),
}

/// Add a colleague; `staff pin` gives them a PIN
#[derive(Debug, Args)]
pub(crate) struct AddColleague {
    /// What they sign in with: small letters, digits, `.`, `-`, `_`; it is given once
    #[arg(value_name = "NAME")]
    sign_in: String,
    /// As colleagues read it
    #[arg(long)]
    name: String,
    #[arg(long, value_parser = role)]
    role: Role,
    #[arg(long, value_parser = department)]
    department: Department,
}

/// Change a colleague; what is not named stays
#[derive(Debug, Args)]
pub(crate) struct EditColleague {
    /// What they sign in with
    #[arg(value_name = "NAME")]
    sign_in: String,
    /// As colleagues read it
    #[arg(long)]
    name: Option<String>,
    #[arg(long, value_parser = role)]
    role: Option<Role>,
    #[arg(long, value_parser = department)]
    department: Option<Department>,
    /// Whether they may sign in
    #[arg(long, value_name = "true|false")]
    active: Option<bool>,
}

/// Give a PIN: to oneself, or to a colleague who types it here
#[derive(Debug, Args)]
pub(crate) struct GivePin {
    /// What they sign in with
    #[arg(value_name = "NAME")]
    sign_in: String,
    /// A file that holds the new PIN; else LOBBY_NEW_PIN, else it is asked for
    #[arg(long, value_name = "PATH")]
    new_pin_file: Option<PathBuf>,
    /// For an administrator whom nobody is left to help: the printed recovery key stands for their forgotten PIN
    #[arg(long)]
    by_recovery: bool,
    /// A file that holds what was typed off the sheet; else LOBBY_RECOVERY, else it is asked for
    #[arg(long, value_name = "PATH", requires = "by_recovery")]
    recovery_file: Option<PathBuf>,
}

#[derive(Serialize)]
struct Colleague {
    user_id: UserId,
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_word(text).ok_or_else(|| words(Role::ALL.iter().map(|one| one.word())))
}

fn department(text: &str) -> Result<Department, String> {
    Department::from_word(text).ok_or_else(|| words(Department::ALL.iter().map(|one| one.word())))
}

fn words(known: impl Iterator<Item = &'static str>) -> String {
    known.collect::<Vec<_>>().join(", ")
}

impl StaffCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::List => Answer::of(&desk.read(Op::ReadStaff, |db, _| staff::list(db))?),
            Self::Add(command) => command.run(desk),
            Self::Edit(command) => command.run(desk),
            Self::Pin(command) => command.run(desk),
        }
    }
}

impl AddColleague {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let new =
            NewUser { sign_in: self.sign_in.clone(), name: self.name.clone(), role: self.role, department: self.department };
        let user_id = desk.write(Op::AddUser, &new, |tx| staff::add(tx, &new))?.value;
        Answer::of(&Colleague { user_id })
    }
}

impl EditColleague {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let seen = colleague(desk, &self.sign_in)?;
        let wanted = User {
            name: self.name.clone().unwrap_or_else(|| seen.name.clone()),
            role: self.role.unwrap_or(seen.role),
            department: self.department.unwrap_or(seen.department),
            active: self.active.unwrap_or(seen.active),
            ..seen.clone()
        };
        let input = EditUser { seen, wanted };
        let user_id = desk.write(Op::EditUser, &input, |tx| staff::edit(tx, &input))?.value;
        Answer::of(&Colleague { user_id })
    }
}

impl GivePin {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let user_id = if self.by_recovery { self.recovered(desk)? } else { self.given(desk)? };
        Answer::of(&Colleague { user_id })
    }

    fn given(&self, desk: &Desk) -> Outcome<UserId> {
        let user = colleague(desk, &self.sign_in)?.id;
        let set = SetPin { user, pin_hash: self.hashed()? };
        Ok(desk.write(Op::SetPin, &set, |tx| staff::set_pin(tx, &set))?.value)
    }

    /// Whoever holds the printed key may open everything anyway: it stands for an administrator's PIN, and the history says so.
    fn recovered(&self, desk: &Desk) -> Outcome<UserId> {
        let store = desk.store()?;
        opens_by_recovery(store.path(), self.recovery_file.as_deref())?;
        let people = store.read_as_house(staff::list)?;
        let user =
            people.into_iter().find(|user| user.sign_in == self.sign_in && user.active && user.role == Role::Administrator);
        let user = user.ok_or_else(not_found)?;
        let at = desk.at()?;
        let session = Session { user: user.id, role: user.role, department: user.department, pin_at: at };
        let request = Request { key: desk.key()?, at, session, seed: machine::seed()? };
        let set = SetPin { user: user.id, pin_hash: self.hashed()? };
        Ok(store.write(&request, Op::SetPin, &set, |tx| staff::set_recovered_pin(tx, &set))?.value)
    }

    fn hashed(&self) -> Outcome<String> {
        let file: Option<&Path> = self.new_pin_file.as_deref();
        let pin = machine::secret(file, NEW_PIN_VARIABLE, "core.ask.new_pin", "pin_missing")?;
        staff::pin_may_be_chosen(pin.expose_secret())?;
        Ok(staff::hash_pin(pin.expose_secret(), machine::salt()?)?)
    }
}

/// Returns the colleague who signs in with `sign_in`.
fn colleague(desk: &Desk, sign_in: &str) -> Outcome<User> {
    let people = desk.read(Op::ReadStaff, |db, _| staff::list(db))?;
    people.into_iter().find(|user| user.sign_in == sign_in).ok_or_else(not_found)
}

fn not_found() -> Stop {
    Stop::refused("not_found", &[("record", "user")])
}

/// The PIN that takes the place of the old one.
const NEW_PIN_VARIABLE: &str = "LOBBY_NEW_PIN";

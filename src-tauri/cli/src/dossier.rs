//! `contact`, `dealing`, `companion`, `alert`, `caution`: what is kept of a guest beside stays and wishes. GUEST is a record id or a
//! member number.

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{contact::ContactKind, ids::GuestId, time::BusinessDate},
    dossier::{self, AddAlert, AddCompanion, AddDealing, AlertKind, DealingChannel, DealingKind, Moment},
    guests::{self, AddContact, NewContact},
    profile,
};
use serde_json::json;

use crate::{answer::Answer, desk::Desk, steps::word, stop::Outcome};

/// Returns the record that a person names; what it leads to by now is the core's to say.
fn named(desk: &Desk, text: &str) -> Outcome<GuestId> {
    desk.read(Op::ShowGuest, |db, _| profile::record(db, text))
}

/// How a guest can be reached
#[derive(Debug, Subcommand)]
pub(crate) enum ContactCommand {
    /// Add a telephone number, mail address or account
    Add(NewWay),
}

#[derive(Debug, Args)]
pub(crate) struct NewWay {
    guest: String,
    /// phone, email, wechat
    #[arg(long, value_parser = |text: &str| word(text, ContactKind::ALL, ContactKind::word))]
    kind: ContactKind,
    /// The number or address
    value: String,
    /// The one to use first
    #[arg(long)]
    preferred: bool,
}

impl ContactCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let Self::Add(new) = self;
        let contact = NewContact { kind: new.kind, value: new.value.clone(), preferred: new.preferred };
        let input = AddContact { guest: named(desk, &new.guest)?, contact };
        let done = desk.write(Op::AddContact, &input, |tx| guests::add_contact(tx, &input))?;
        Answer::of(&json!({ "contact_id": done.value }))
    }
}

/// Interactions, events attended, opinions
#[derive(Debug, Subcommand)]
pub(crate) enum DealingCommand {
    /// Write one down
    Add(NewDealing),
}

#[derive(Debug, Args)]
pub(crate) struct NewDealing {
    guest: String,
    /// interaction, event, opinion
    #[arg(long, value_parser = |text: &str| word(text, DealingKind::ALL, DealingKind::word))]
    kind: DealingKind,
    /// By which way: person, phone, email, wechat, social, …
    #[arg(long, value_parser = |text: &str| word(text, DealingChannel::ALL, DealingChannel::word))]
    channel: DealingChannel,
    /// What was said; an event's name
    #[arg(long)]
    words: String,
    /// On which day; today where none is given
    #[arg(long, value_name = "DATE")]
    on: Option<BusinessDate>,
}

impl DealingCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let Self::Add(new) = self;
        let input = AddDealing {
            guest: named(desk, &new.guest)?,
            kind: new.kind,
            channel: new.channel,
            words: new.words.clone(),
            happened_on: new.on,
        };
        let done = desk.write(Op::AddDealing, &input, |tx| dossier::add_dealing(tx, &input))?;
        Answer::of(&json!({ "dealing_id": done.value }))
    }
}

/// Who comes with a guest
#[derive(Debug, Subcommand)]
pub(crate) enum CompanionCommand {
    /// Write one down
    Add(NewCompanion),
}

#[derive(Debug, Args)]
pub(crate) struct NewCompanion {
    guest: String,
    /// As written
    #[arg(long)]
    name: String,
    /// In the house's words
    #[arg(long, default_value = "")]
    relation: String,
    /// The companion's own record, where there is one
    #[arg(long, value_name = "GUEST")]
    other: Option<String>,
}

impl CompanionCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let Self::Add(new) = self;
        let input = AddCompanion {
            guest: named(desk, &new.guest)?,
            other: new.other.as_deref().map(|other| named(desk, other)).transpose()?,
            name: new.name.clone(),
            relation: new.relation.clone(),
        };
        let done = desk.write(Op::AddCompanion, &input, |tx| dossier::add_companion(tx, &input))?;
        Answer::of(&json!({ "companion_id": done.value }))
    }
}

/// What must be seen at a moment
#[derive(Debug, Subcommand)]
pub(crate) enum AlertCommand {
    /// Write one
    Add(NewAlert),
}

#[derive(Debug, Args)]
pub(crate) struct NewAlert {
    guest: String,
    /// When it must be seen: open, check_in, departure
    #[arg(long, default_value = "open", value_parser = |text: &str| word(text, Moment::ALL, Moment::word))]
    moment: Moment,
    /// What it says
    #[arg(long)]
    words: String,
}

impl AlertCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let Self::Add(new) = self;
        let (guest, words) = (named(desk, &new.guest)?, new.words.clone());
        let input = AddAlert { guest, kind: AlertKind::Note, moment: new.moment, words };
        let done = desk.write(Op::AddAlert, &input, |tx| dossier::add_alert(tx, &input))?;
        Answer::of(&json!({ "alert_id": done.value }))
    }
}

/// Do-not-rent and credit notes, whose words only the duty manager and above read
#[derive(Debug, Subcommand)]
pub(crate) enum CautionCommand {
    /// Write one
    Add(NewCaution),
}

#[derive(Debug, Args)]
pub(crate) struct NewCaution {
    /// do_not_rent or credit
    #[arg(long, value_parser = |text: &str| word(text, AlertKind::ALL, AlertKind::word))]
    kind: AlertKind,
    #[command(flatten)]
    alert: NewAlert,
}

impl CautionCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let Self::Add(NewCaution { kind, alert }) = self;
        let (guest, words) = (named(desk, &alert.guest)?, alert.words.clone());
        let input = AddAlert { guest, kind: *kind, moment: alert.moment, words };
        let done = desk.write(Op::AddCaution, &input, |tx| dossier::add_caution(tx, &input))?;
        Answer::of(&json!({ "alert_id": done.value }))
    }
}

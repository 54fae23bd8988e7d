//! `find`, `show`, `guest`, `member`: the one box, the card, and who comes into the book.

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{
        contact::ContactKind,
        error::Result,
        ids::{ContactId, GuestId},
    },
    db::{Db, Done},
    guests::{self, Guest, NewContact, NewGuest, Reveal, Title},
    loyalty::{
        self, Enrol,
        page::{LotLine, MemberQuery, PointsSummary},
    },
    profile::{self, PreferenceLine, PromiseLine, TicketLine},
    search::{self, Hit},
    stays::{Stay, StaySummary},
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::{Desk, Reading},
    stop::Outcome,
};

/// Hits where no limit is given.
const HITS_SHOWN: usize = 20;

/// Find guests: name, pinyin, initials, phone ending, room, member, confirmation, ticket
#[derive(Debug, Args)]
pub(crate) struct Find {
    /// What is known of the guest
    #[arg(required = true)]
    words: Vec<String>,
    /// At most this many
    #[arg(long, value_name = "N", default_value_t = HITS_SHOWN)]
    limit: usize,
}

#[derive(Serialize)]
struct Found {
    guest_id: GuestId,
    name: String,
    why: Vec<Reason>,
    member_no: String,
    room: String,
    phone: String,
    arriving: bool,
    in_house: bool,
}

#[derive(Serialize)]
struct Reason {
    field: search::Field,
    shown: String,
}

/// A hit as people read it.
#[derive(Serialize)]
struct FoundLine {
    name: String,
    room: String,
    standing: String,
    phone: String,
    member_no: String,
    why: String,
    guest_id: GuestId,
}

impl Find {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let words = self.words.join(" ");
        let hits = desk.read(Op::FindGuests, |db, reading| search::find(db, &words, reading.today, self.limit))?;
        let lines: Vec<FoundLine> = hits.iter().map(|hit| FoundLine::of(desk, hit)).collect();
        Answer::of(&hits.into_iter().map(Found::of).collect::<Vec<_>>())?.for_people(&lines)
    }
}

impl Found {
    fn of(hit: Hit) -> Self {
        Self {
            guest_id: hit.guest_id,
            name: hit.name,
            why: hit.why.into_iter().map(|why| Reason { field: why.field, shown: why.shown }).collect(),
            member_no: hit.member_no,
            room: hit.room_no,
            phone: hit.phone,
            arriving: hit.arriving,
            in_house: hit.in_house,
        }
    }
}

impl FoundLine {
    fn of(desk: &Desk, hit: &Hit) -> Self {
        let standing = match (hit.in_house, hit.arriving) {
            (true, _) => desk.text("core.standing.in_house", &[]),
            (false, true) => desk.text("core.standing.arriving", &[]),
            (false, false) => hit.last_departure.map(|date| date.to_string()).unwrap_or_default(),
        };
        Self {
            name: hit.name.clone(),
            room: hit.room_no.clone(),
            standing,
            phone: hit.phone.clone(),
            member_no: hit.member_no.clone(),
            why: hit.why.iter().map(|why| why.shown.as_str()).collect::<Vec<_>>().join(", "),
            guest_id: hit.guest_id,
        }
    }
}

/// Show one guest's card; telephones and addresses stay masked unless a reason is given
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Record id or member number
    guest: String,
    /// Show contacts in the clear; who asked, when and why is remembered
    #[arg(long, value_name = "REASON")]
    reveal: Option<String>,
}

#[derive(Serialize)]
struct Card {
    guest: ShownGuest,
    stays: Vec<Stay>,
    preferences: Vec<PreferenceLine>,
    promises: Vec<PromiseLine>,
    tickets: Vec<TicketLine>,
    /// Nothing where the guest is not enrolled.
    points: Option<ShownPoints>,
    summary: StaySummary,
}

#[derive(Serialize)]
struct ShownGuest {
    #[serde(flatten)]
    guest: Guest,
    contacts: Vec<ShownContact>,
}

#[derive(Serialize)]
struct ShownContact {
    id: ContactId,
    kind: ContactKind,
    /// Masked unless revealed.
    value: String,
    preferred: bool,
}

#[derive(Serialize)]
struct ShownPoints {
    #[serde(flatten)]
    summary: PointsSummary,
    lots: Vec<LotLine>,
}

impl Show {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let mut card = desk.read(Op::ShowGuest, |db, reading| Card::of(db, reading, profile::named(db, &self.guest)?))?;
        if let Some(reason) = &self.reveal {
            card.guest.contacts = revealed(desk, card.guest.contacts, reason)?;
        }
        Answer::of(&card)
    }
}

impl Card {
    fn of(db: &Db, reading: &Reading<'_>, id: GuestId) -> Result<Self> {
        let card = profile::card(db, id, reading.today)?;
        let contacts = card.contacts.into_iter().map(|contact| ShownContact {
            id: contact.id,
            kind: contact.kind,
            value: contact.masked,
            preferred: contact.preferred,
        });
        Ok(Self {
            guest: ShownGuest { guest: card.guest, contacts: contacts.collect() },
            stays: card.stays,
            preferences: card.preferences,
            promises: card.promises,
            tickets: card.tickets,
            points: points(db, reading, id)?,
            summary: card.summary,
        })
    }
}

fn points(db: &Db, reading: &Reading<'_>, guest: GuestId) -> Result<Option<ShownPoints>> {
    let Some(summary) = loyalty::page::summary(db, guest, reading.today)? else { return Ok(None) };
    let query = MemberQuery { member: loyalty::MemberRef(guest.to_string()), since: Some(reading.today), today: reading.today };
    Ok(Some(ShownPoints { summary, lots: loyalty::page::page(db, &query)?.lots }))
}

/// What a reveal of all contacts of one guest depends on.
#[derive(Serialize)]
struct RevealAll<'r> {
    contacts: Vec<ContactId>,
    reason: &'r str,
}

/// Returns the contacts in the clear, after who asked and why was remembered for each of them.
fn revealed(desk: &Desk, contacts: Vec<ShownContact>, reason: &str) -> Outcome<Vec<ShownContact>> {
    let input = RevealAll { contacts: contacts.iter().map(|contact| contact.id).collect(), reason };
    let done = desk.write(Op::RevealContact, &input, |tx| {
        let reveal = |contact: &ContactId| guests::reveal(tx, &Reveal { contact: *contact, reason: reason.to_owned() });
        input.contacts.iter().map(reveal).collect::<Result<Vec<_>>>()
    })?;
    desk.read(Op::RevealContact, |db, _| {
        let in_the_clear = |contact: ShownContact| {
            let remembered = Done { value: contact.id, changed: done.changed.clone(), seq: done.seq };
            Ok(ShownContact { value: guests::revealed(db, &remembered)?, ..contact })
        };
        contacts.into_iter().map(in_the_clear).collect()
    })
}

/// Write down a guest
#[derive(Debug, Subcommand)]
pub(crate) enum GuestCommand {
    Add(Box<AddGuest>),
}

impl GuestCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Add(command) => command.run(desk),
        }
    }
}

/// Add a guest
#[derive(Debug, Args)]
pub(crate) struct AddGuest {
    /// As the guest writes it
    #[arg(long)]
    name: String,
    /// In Latin letters
    #[arg(long, default_value = "")]
    latin_name: String,
    /// Form of address: mr, ms, none
    #[arg(long, value_parser = title)]
    title: Option<Title>,
    /// A telephone number; may be given again, the first one is used first
    #[arg(long)]
    phone: Vec<String>,
    /// A mail address; may be given again
    #[arg(long)]
    email: Vec<String>,
    /// A WeChat account
    #[arg(long)]
    wechat: Vec<String>,
    /// 1974-07-24, or --07-24 where the year is not known
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    born: Option<String>,
    /// Keeps the lunar birthday
    #[arg(long)]
    lunar_birthday: bool,
    /// ISO 3166, two letters
    #[arg(long, default_value = "")]
    country: String,
    /// BCP 47
    #[arg(long, default_value = "")]
    language: String,
    /// Employer or agency
    #[arg(long, default_value = "")]
    company: String,
    /// Free words
    #[arg(long, default_value = "")]
    note: String,
}

fn title(word: &str) -> std::result::Result<Title, String> {
    Title::from_word(word).ok_or_else(|| Title::ALL.iter().map(|title| title.word()).collect::<Vec<_>>().join(", "))
}

#[derive(Serialize)]
struct Added {
    guest_id: GuestId,
}

impl AddGuest {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let new = self.guest();
        let done = desk.write(Op::AddGuest, &new, |tx| guests::add(tx, &new))?;
        Answer::of(&Added { guest_id: done.value })
    }

    fn guest(&self) -> NewGuest {
        let kinds = [(ContactKind::Phone, &self.phone), (ContactKind::Email, &self.email), (ContactKind::Wechat, &self.wechat)];
        let contacts = kinds.into_iter().flat_map(|(kind, values)| {
            let of_kind = values.iter().enumerate();
            of_kind.map(move |(ordinal, value)| NewContact { kind, value: value.clone(), preferred: ordinal == 0 })
        });
        NewGuest {
            name: self.name.clone(),
            latin_name: self.latin_name.clone(),
            title: self.title,
            birth_date: self.born.clone(),
            lunar_birthday: self.lunar_birthday,
            country: self.country.clone(),
            language: self.language.clone(),
            company: self.company.clone(),
            source: String::new(),
            note: self.note.clone(),
            contacts: contacts.collect(),
        }
    }
}

/// Members
#[derive(Debug, Subcommand)]
pub(crate) enum MemberCommand {
    Enrol(EnrolGuest),
}

impl MemberCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Enrol(command) => command.run(desk),
        }
    }
}

/// Make a guest a member
#[derive(Debug, Args)]
pub(crate) struct EnrolGuest {
    /// Record id
    guest: GuestId,
}

#[derive(Serialize)]
struct EnrolledGuest {
    member_no: String,
    guest_id: GuestId,
}

impl EnrolGuest {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = Enrol { guest: self.guest };
        let done = desk.write(Op::EnrolMember, &input, |tx| loyalty::enrol(tx, &input))?;
        Answer::of(&EnrolledGuest { member_no: done.value.member_no.0, guest_id: done.value.guest })
    }
}

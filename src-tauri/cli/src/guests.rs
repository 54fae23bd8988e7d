//! `find`, `guest`, `member`: the one box, and who comes into the book.

use std::path::Path;

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{contact::ContactKind, document::DocumentMark, error::Error, files, ids::GuestId},
    guests::{self, NewContact, NewGuest, ProfileType, ShownDocument, Title},
    open,
    search::{self, Hit},
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    files::Bar,
    stop::{Outcome, Stop},
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
        keep_up(desk)?;
        let hits = desk.read(Op::FindGuests, |db, reading| search::find(db, &words, reading.today, self.limit))?;
        let lines: Vec<FoundLine> = hits.iter().map(|hit| FoundLine::of(desk, hit)).collect();
        Answer::of(&hits.into_iter().map(Found::of).collect::<Vec<_>>())?.for_people(&lines)
    }
}

/// Chooses today's people of the one box and files the list of guests, where no window has done so yet.
pub(crate) fn keep_up(desk: &Desk) -> Outcome<()> {
    desk.session()?;
    let (store, today) = (desk.store()?, desk.today()?);
    let mut bar = Bar::new(desk);
    let kept = store.upkeep(|db, _| open::keep_up(db, today, &mut |done, all| bar.show(done, all)));
    bar.end();
    match kept {
        // Somebody else is writing: yesterday's choice finds the same guests, only in an older order.
        Err(error @ Error::Database { .. }) if !error.is_damage() => Ok(()),
        kept => Ok(kept.map(|_| ())?),
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
    /// The document that was shown: id_card, passport, permit
    #[arg(long, value_name = "KIND", requires = "document_number")]
    document: Option<String>,
    /// Its number, `-` to read it from standard input; only a keyed hash and the last four are kept
    #[arg(long, value_name = "NUMBER", requires = "document", allow_hyphen_values = true)]
    document_number: Option<String>,
    /// Who it is to the house: guest, staff, partner
    #[arg(long, value_parser = profile, default_value = "guest")]
    profile: ProfileType,
}

fn title(word: &str) -> std::result::Result<Title, String> {
    Title::from_word(word).ok_or_else(|| Title::ALL.iter().map(|title| title.word()).collect::<Vec<_>>().join(", "))
}

fn profile(word: &str) -> std::result::Result<ProfileType, String> {
    ProfileType::from_word(word).ok_or_else(|| ProfileType::ALL.iter().map(|one| one.word()).collect::<Vec<_>>().join(", "))
}

#[derive(Serialize)]
struct Added {
    guest_id: GuestId,
}

impl AddGuest {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let new = NewGuest { document: self.document(desk)?, ..self.guest() };
        let done = desk.write(Op::AddGuest, &new, |tx| guests::add(tx, &new))?;
        Answer::of(&Added { guest_id: done.value })
    }

    /// Returns what is kept of the document: the number goes into no write.
    fn document(&self, desk: &Desk) -> Outcome<Option<DocumentMark>> {
        let (Some(kind), Some(number)) = (&self.document, &self.document_number) else { return Ok(None) };
        let mut line = String::new();
        if number == "-" {
            let unread = |source| Stop::from(files::failed("read", Path::new("-"), source));
            std::io::stdin().read_line(&mut line).map_err(unread)?;
        } else {
            line.clone_from(number);
        }
        let shown = ShownDocument { kind: kind.clone(), number: line.trim().to_owned() };
        Ok(Some(desk.read(Op::AddGuest, |db, _| guests::marked(db, &shown))?))
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
            document: None,
            profile: self.profile,
        }
    }
}

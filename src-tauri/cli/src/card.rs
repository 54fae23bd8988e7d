//! `show`: one guest's card.

use clap::Args;
use lobby_core::{
    audit::op::Op,
    base::{
        contact::ContactKind,
        error::Result,
        ids::{ContactId, GuestId, PreferenceId, PromiseId},
        money::Minor,
        time::BusinessDate,
    },
    db::{
        Db, Done,
        openings::{self, Opened},
    },
    dossier::Companion,
    guests::{self, Guest, PreferenceKind, PreferenceOrigin, PromiseState, Reveal},
    loyalty::{
        self,
        page::{LotLine, MemberQuery, PointsSummary},
    },
    profile::{
        self, AlertLine, Completeness, DealingLine, PreferenceLine, PromiseLine, TaskLine, TicketLine, axes::Axes,
        rates::PaidRates,
    },
    stays::{Stay, StaySummary},
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::{Desk, Reading},
    stop::Outcome,
};

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
    preferences: Vec<ShownPreference>,
    promises: Vec<ShownPromise>,
    tickets: Vec<TicketLine>,
    alerts: Vec<AlertLine>,
    dealings: Vec<DealingLine>,
    companions: Vec<Companion>,
    plan: Vec<TaskLine>,
    axes: Axes,
    rates: Vec<PaidRates>,
    completeness: Completeness,
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

/// A preference with its author's name in place of the id.
#[derive(Serialize)]
struct ShownPreference {
    id: PreferenceId,
    kind: PreferenceKind,
    words: String,
    origin: PreferenceOrigin,
    consented: bool,
    source: String,
    author: String,
    /// The day on which it was last met.
    met_on: Option<BusinessDate>,
    business_date: BusinessDate,
}

/// A promise with its author's name in place of the id.
#[derive(Serialize)]
struct ShownPromise {
    id: PromiseId,
    words: String,
    state: PromiseState,
    reason: String,
    author: String,
    ticket_number: Option<String>,
    business_date: BusinessDate,
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
        let opened = Opened { guest: card.guest.guest.id, user: desk.session()?.user, at: desk.at()?, today: desk.today()? };
        desk.store()?.upkeep(|db, _| openings::note(db, &opened))?;
        if let Some(reason) = &self.reveal {
            card.guest.contacts = revealed(desk, card.guest.contacts, reason)?;
        }
        Answer::of(&card)?.for_people(&CardPage::of(desk, &card)?)
    }
}

impl Card {
    fn of(db: &Db, reading: &Reading<'_>, id: GuestId) -> Result<Self> {
        let card = profile::card(db, id, reading.today, reading.session.role)?;
        let contacts = card.contacts.into_iter().map(|contact| ShownContact {
            id: contact.id,
            kind: contact.kind,
            value: contact.masked,
            preferred: contact.preferred,
        });
        Ok(Self {
            guest: ShownGuest { guest: card.guest, contacts: contacts.collect() },
            stays: card.stays,
            preferences: card.preferences.into_iter().map(ShownPreference::of).collect(),
            promises: card.promises.into_iter().map(ShownPromise::of).collect(),
            tickets: card.tickets,
            alerts: card.alerts,
            dealings: card.dealings,
            companions: card.companions,
            plan: card.plan,
            axes: card.axes,
            rates: card.rates,
            completeness: card.completeness,
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

impl ShownPreference {
    fn of(PreferenceLine { preference, author, met_on }: PreferenceLine) -> Self {
        Self {
            id: preference.id,
            kind: preference.kind,
            words: preference.words,
            origin: preference.origin,
            consented: preference.consent_at_ms.is_some(),
            source: preference.source,
            author,
            met_on,
            business_date: preference.business_date,
        }
    }
}

impl ShownPromise {
    fn of(line: PromiseLine) -> Self {
        Self {
            id: line.promise.id,
            words: line.promise.words,
            state: line.promise.state,
            reason: line.promise.reason,
            author: line.author,
            ticket_number: line.ticket_number,
            business_date: line.promise.business_date,
        }
    }
}

/// The card as people read it.
#[derive(Serialize)]
struct CardPage {
    name: String,
    birth_date: String,
    company: String,
    member_no: String,
    points: String,
    nights: u32,
    spend: String,
    contacts: Vec<String>,
    guest_id: GuestId,
    preferences: Vec<WishLine>,
    promises: Vec<PledgeLine>,
    tickets: Vec<ComplaintLine>,
    stays: Vec<StayLine>,
}

#[derive(Serialize)]
struct WishLine {
    kind: String,
    words: String,
    date: BusinessDate,
    user: String,
}

#[derive(Serialize)]
struct PledgeLine {
    state: String,
    words: String,
    date: BusinessDate,
    user: String,
}

#[derive(Serialize)]
struct ComplaintLine {
    number: String,
    problem: String,
    state: String,
    severity: String,
    room: String,
}

#[derive(Serialize)]
struct StayLine {
    arrival: BusinessDate,
    departure: BusinessDate,
    state: String,
    room: String,
    room_type: String,
    channel: String,
    spend: String,
}

impl CardPage {
    fn of(desk: &Desk, card: &Card) -> Outcome<Self> {
        let hotel = desk.store()?.hotel();
        let plain = |sum: Minor| sum.plain(hotel.minor_digits);
        // A sum beyond what one amount may be is shown as not known, never as nothing.
        let money = |minor: i64| Minor::new(minor).map(plain).unwrap_or_default();
        let word = |group: &str, word: &str| desk.text(&format!("{group}.{word}"), &[]);
        let stay = |stay: &Stay| StayLine {
            arrival: stay.arrival,
            departure: stay.departure,
            state: word("stay.state", stay.state.word()),
            room: stay.room_no.clone(),
            room_type: stay.room_type.clone(),
            channel: stay.channel.clone(),
            spend: money(stay.room_minor.minor() + stay.food_minor.minor() + stay.other_minor.minor()),
        };
        let guest = &card.guest.guest;
        let points = card.points.as_ref().map(|points| &points.summary);
        Ok(Self {
            name: guest.name.clone(),
            birth_date: guest.birth_date.clone().unwrap_or_default(),
            company: guest.company.clone(),
            member_no: points.map(|points| points.member_no.0.clone()).unwrap_or_default(),
            points: points.map(|points| points.balance.count().to_string()).unwrap_or_default(),
            nights: card.summary.nights,
            spend: format!("{} {}", hotel.currency, money(card.summary.spend_minor)),
            contacts: card.guest.contacts.iter().map(|contact| contact.value.clone()).collect(),
            guest_id: guest.id,
            preferences: card.preferences.iter().map(|wish| wish_line(wish, word("wish.kind", wish.kind.word()))).collect(),
            promises: card.promises.iter().map(|pledge| pledge_line(pledge, word("promise", pledge.state.word()))).collect(),
            tickets: card.tickets.iter().map(|ticket| complaint_line(desk, ticket)).collect(),
            stays: card.stays.iter().map(stay).collect(),
        })
    }
}

fn wish_line(wish: &ShownPreference, kind: String) -> WishLine {
    WishLine { kind, words: wish.words.clone(), date: wish.business_date, user: wish.author.clone() }
}

fn pledge_line(pledge: &ShownPromise, state: String) -> PledgeLine {
    PledgeLine { state, words: pledge.words.clone(), date: pledge.business_date, user: pledge.author.clone() }
}

fn complaint_line(desk: &Desk, ticket: &TicketLine) -> ComplaintLine {
    let word = |group: &str, word: &str| desk.text(&format!("{group}.{word}"), &[]);
    ComplaintLine {
        number: ticket.number.clone(),
        problem: word("problem", &ticket.problem),
        state: word("ticket.state", &ticket.state),
        severity: word("severity", &ticket.severity),
        room: ticket.room_no.clone(),
    }
}

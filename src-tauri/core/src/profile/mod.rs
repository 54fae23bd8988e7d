//! F4: one guest's page (客史卡) in one read: who, stays, spend, wishes, promises, complaints, points, namesakes, history.
//!
//! Owns no table. Contacts leave here masked only.

pub mod axes;
pub mod filed;
pub mod listed;
pub mod origins;
pub mod rates;
mod rows;
mod score;

use serde::Serialize;

use crate::{
    audit::{
        chain::Head,
        op::Op,
        permission::{Grant, Permission, grant},
    },
    base::{
        contact::{self, ContactKind},
        error::Result,
        ids::{ContactId, GuestId, TicketId},
        money::Minor,
        points::Points,
        role::Role,
        time::{BusinessDate, Instant},
    },
    db::{
        Db,
        merged::{self, Merge},
    },
    dossier::{self, Alert, Companion, Dealing, PlanTask},
    guests::{self, Birthday, Guest, Preference, Promise, Title, age, birthday},
    loyalty::{page::Progress, programme::Warned},
    search::{self, Syllable},
    stays::{
        self, Stay, StayState, StaySummary,
        receiving::{self, ConfirmedStep},
    },
    tickets::{TicketKind, TicketState},
};

/// Most stays shown on the card; the rest is counted.
pub const STAYS_SHOWN: u32 = 200;
/// Most lines of history shown on the card.
pub const HISTORY_SHOWN: u32 = 6;
/// Most namesakes shown.
pub const NAMESAKES_SHOWN: usize = 8;

pub use score::{Completeness, Part};

/// Most people of the same company shown.
pub const COLLEAGUES_SHOWN: usize = 8;

/// The card.
#[derive(Debug, Serialize, specta::Type)]
pub struct Card {
    /// The guest's own data.
    pub guest: Guest,
    /// How to say the name, syllable by syllable; empty for names not in hanzi.
    pub pronunciation: Vec<Syllable>,
    /// Full years, where the birth year is known.
    pub age: Option<u16>,
    /// The next birthday where it lies within a fortnight.
    pub birthday: Option<Birthday>,
    /// How to reach them, masked.
    pub contacts: Vec<MaskedContact>,
    /// The stay that matters now: in house, else arriving today, else the next booked.
    pub current: Option<Stay>,
    /// Which visit the current (or else the last) one is, from 1; 0 where they never came.
    #[specta(type = f64)]
    pub nth: u32,
    /// Sums of departed stays.
    pub summary: StaySummary,
    /// Stays, latest first, up to [`STAYS_SHOWN`].
    pub stays: Vec<Stay>,
    /// How many there are.
    #[specta(type = f64)]
    pub stays_count: u32,
    /// Which steps of their check-ins were confirmed, the latest check-in first.
    pub received: Vec<ConfirmedStep>,
    /// What they spent in the last 12 months, by kind.
    pub spend_year: SpendYear,
    /// Wishes and preferences, newest first.
    pub preferences: Vec<PreferenceLine>,
    /// Promises, open ones first.
    pub promises: Vec<PromiseLine>,
    /// Complaints, latest first.
    pub tickets: Vec<TicketLine>,
    /// What must be seen at a moment, cautions first; those without their words where the reader may not see them.
    pub alerts: Vec<AlertLine>,
    /// Interactions, events and opinions, latest first.
    pub dealings: Vec<DealingLine>,
    /// Who comes with the guest.
    pub companions: Vec<Companion>,
    /// Others of the same company.
    pub colleagues: Vec<Colleague>,
    /// The service plan of the stay that matters now.
    pub plan: Vec<TaskLine>,
    /// Where the guest stands on the four axes.
    pub axes: axes::Axes,
    /// What the guest paid for a night, by kind of room, of the stays shown.
    pub rates: Vec<rates::PaidRates>,
    /// How much of what a card should say is there.
    pub completeness: Completeness,
    /// The chain's head at this reading, for the foot of what is printed.
    pub head: Head,
    /// Most preferences of one kind.
    #[specta(type = f64)]
    pub preferences_max: i64,
    /// Membership, where enrolled.
    pub member: Option<MemberLine>,
    /// Records that were merged into this one or taken apart again, newest first.
    pub merges: Vec<Merge>,
    /// Others of the same name.
    pub namesakes: Vec<Namesake>,
    /// Latest lines of the record's history.
    pub history: Vec<HistoryLine>,
    /// How many lines there are.
    #[specta(type = f64)]
    pub history_count: u32,
}

/// A contact as lists show it.
#[derive(Debug, Serialize, specta::Type)]
pub struct MaskedContact {
    /// Record id, to ask for a reveal.
    pub id: ContactId,
    /// Phone, mail, account.
    pub kind: ContactKind,
    /// `138 •••• 8812`
    pub masked: String,
    /// The one to use first.
    pub preferred: bool,
    /// Where it was learnt.
    pub source: String,
}

/// Spend of the last 12 months on departed stays, minor units.
#[derive(Debug, Default, Serialize, specta::Type)]
pub struct SpendYear {
    /// 房费
    #[specta(type = f64)]
    pub room_minor: i64,
    /// 餐饮
    #[specta(type = f64)]
    pub food_minor: i64,
    /// 洗衣、其他
    #[specta(type = f64)]
    pub other_minor: i64,
}

/// A preference with its author's name.
#[derive(Debug, Serialize, specta::Type)]
pub struct PreferenceLine {
    /// The preference.
    pub preference: Preference,
    /// Who wrote it down.
    pub author: String,
    /// The hotel's day on which it was last met.
    pub met_on: Option<BusinessDate>,
}

/// A promise with names.
#[derive(Debug, Serialize, specta::Type)]
pub struct PromiseLine {
    /// The promise.
    pub promise: Promise,
    /// Who promised.
    pub author: String,
    /// The complaint it was made under.
    pub ticket_number: Option<String>,
    /// What that complaint was about.
    pub problem: Option<String>,
}

/// An alert with its author's name.
#[derive(Debug, Serialize, specta::Type)]
pub struct AlertLine {
    /// The alert.
    pub alert: Alert,
    /// Who wrote it.
    pub author: String,
    /// Its words are not for this reader.
    pub withheld: bool,
}

/// A dealing with its author's name.
#[derive(Debug, Serialize, specta::Type)]
pub struct DealingLine {
    /// The dealing.
    pub dealing: Dealing,
    /// Who wrote it down.
    pub author: String,
}

/// A task with names.
#[derive(Debug, Serialize, specta::Type)]
pub struct TaskLine {
    /// The task.
    pub task: PlanTask,
    /// Who ticked it off; empty while open.
    pub done_by: String,
}

/// Somebody of the same company.
#[derive(Debug, Serialize, specta::Type)]
pub struct Colleague {
    /// Record id.
    pub guest_id: GuestId,
    /// As written.
    pub name: String,
}

/// A complaint in a list.
#[derive(Debug, Serialize, specta::Type)]
pub struct TicketLine {
    /// Record id.
    pub id: TicketId,
    /// What people call it.
    pub number: String,
    /// 投诉, 表扬, 建议 or 意见.
    pub kind: TicketKind,
    /// Problem code.
    pub problem: String,
    /// What the guest said.
    pub words: String,
    /// State's word.
    pub state: String,
    /// Severity's word.
    pub severity: String,
    /// Where.
    pub room_no: String,
    /// When.
    pub opened_at_ms: Instant,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
}

/// Membership in a line.
#[derive(Debug, Serialize, specta::Type)]
pub struct MemberLine {
    /// Text: keeps its zeros.
    pub member_no: String,
    /// Tier's word.
    pub tier: String,
    /// Since when.
    pub enrolled_on: BusinessDate,
    /// Points that can be used.
    pub points: Points,
    /// What they are worth by the programme.
    pub worth_minor: Minor,
    /// What expires next.
    pub next_expiry: Option<NextExpiry>,
    /// The tier and what is missing to the next.
    pub progress: Progress,
}

/// The next lot that expires.
#[derive(Debug, Serialize, specta::Type)]
pub struct NextExpiry {
    /// How many points.
    pub points: Points,
    /// Last day on which they can be used.
    pub on: BusinessDate,
    /// Where they stand among the programme's warnings.
    pub warned: Warned,
}

/// Another guest of the same name, with what tells them apart.
#[derive(Debug, Serialize, specta::Type)]
pub struct Namesake {
    /// Record id.
    pub guest_id: GuestId,
    /// As written.
    pub name: String,
    /// Form of address.
    pub title: Title,
    /// Month and day of birth, `MM-DD`.
    pub born: Option<String>,
    /// Last four digits of a phone.
    pub phone_tail: Option<String>,
    /// Last departure.
    pub last_departure: Option<BusinessDate>,
    /// Room of a stay today.
    pub room_today: Option<String>,
}

/// A line of history.
#[derive(Debug, Serialize, specta::Type)]
pub struct HistoryLine {
    /// Place in the order of everything.
    #[specta(type = f64)]
    pub seq: i64,
    /// When.
    pub at_ms: Instant,
    /// Who.
    pub user: String,
    /// What.
    pub op: Op,
}

/// Returns the guest's card as of `today`, as `role` may see it.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn card(db: &Db, id: GuestId, today: BusinessDate, role: Role) -> Result<Card> {
    let id = merged::current(db, id)?;
    let guest = guests::get(db, id)?;
    let stays = stays::of_guest(db, id, STAYS_SHOWN)?;
    let summary = stays::summaries::of_guest(db, id)?;
    let current = stays::rules::coming(&stays, today).cloned();
    let nth = nth(&summary, current.as_ref());
    let sees_cautions = grant(Permission::Cautions, role) == Grant::Full;
    let contacts = masked_contacts(db, id)?;
    let preferences = rows::preferences(db, id)?;
    let tickets = rows::tickets(db, id)?;
    Ok(Card {
        axes: axes_of(&summary, &stays, &preferences, &tickets, today),
        rates: rates::of(&stays),
        pronunciation: search::pronunciation(&guest.name),
        age: age(guest.birth_date.as_deref(), today),
        birthday: birthday(guest.birth_date.as_deref(), guest.lunar_birthday, today),
        completeness: score::completeness(&guest, &contacts, preferences.len()),
        contacts,
        alerts: rows::alerts(db, id, sees_cautions)?,
        dealings: rows::dealings(db, id)?,
        companions: dossier::companions_of(db, id)?,
        colleagues: rows::colleagues(db, &guest)?,
        plan: rows::plan(db, id, current.as_ref().map(|stay| stay.id))?,
        head: db.head()?,
        preferences_max: guests::PREFERENCES_PER_KIND_MAX,
        nth,
        stays_count: rows::stays_count(db, id)?,
        received: receiving::confirmed_of(db, id)?,
        spend_year: rows::spend_since(db, id, today.plus_days(-365))?,
        preferences,
        promises: rows::promises(db, id)?,
        tickets,
        member: rows::member(db, id, today)?,
        merges: merged::of_guest(db, id)?,
        namesakes: rows::namesakes(db, &guest, today)?,
        history: rows::history(db, id)?,
        history_count: rows::history_count(db, id)?,
        current,
        summary,
        stays,
        guest,
    })
}

fn axes_of(
    summary: &StaySummary,
    stays: &[Stay],
    preferences: &[PreferenceLine],
    tickets: &[TicketLine],
    today: BusinessDate,
) -> axes::Axes {
    let wishes: Vec<String> = preferences.iter().map(|line| line.preference.words.clone()).collect();
    let slept = |stay: &Stay| axes::Slept {
        departed: stay.state == StayState::Departed,
        rate_minor: stay.rate_minor.minor(),
        channel: stay.channel.clone(),
        room_type: stay.room_type.clone(),
    };
    let stays: Vec<axes::Slept> = stays.iter().map(slept).collect();
    let closed = TicketState::Closed.word();
    let complaints = tickets.iter().filter(|line| line.kind == TicketKind::Complaint);
    let complaints: Vec<axes::Complained> =
        complaints.map(|line| axes::Complained { on: line.business_date, closed: line.state == closed }).collect();
    axes::of(summary, &stays, &wishes, &complaints, today)
}

/// Returns the guest that a person names on the command line: a record id or a member number.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn named(db: &Db, text: &str) -> Result<GuestId> {
    merged::current(db, record(db, text)?)
}

/// Returns the record that a person names, also where it leads to another one by now.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn record(db: &Db, text: &str) -> Result<GuestId> {
    match text.parse() {
        Ok(id) => Ok(id),
        Err(_) => rows::by_member_no(db, text),
    }
}

/// Returns a guest's contacts as lists show them.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn masked_contacts(db: &Db, id: GuestId) -> Result<Vec<MaskedContact>> {
    let contacts = guests::contacts_of(db, id)?;
    Ok(contacts
        .into_iter()
        .map(|contact| MaskedContact {
            id: contact.id,
            kind: contact.kind,
            masked: contact::masked(contact.kind, &contact.value),
            preferred: contact.preferred,
            source: contact.source,
        })
        .collect())
}

fn nth(summary: &StaySummary, current: Option<&Stay>) -> u32 {
    // The summary counts a stay from the moment the guest is in house.
    summary.stays + u32::from(current.is_some_and(|stay| stay.state == StayState::Booked))
}

//! What the practice hotel is made of, before any of it lies in a file: plain values, local time, ordinals for keys.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

use super::{
    figures::PartyFigures,
    house::{Room, RoomType},
};
use crate::{
    base::{contact::ContactKind, role::Department},
    dossier::{AlertKind, DealingChannel, DealingKind, Moment},
    guests::{PreferenceKind, Title},
    loyalty::Tier,
    stays::StayState,
    tickets::{Finding, Mood, ProblemCode, Remedy, Severity},
};

/// Everything the house keeps of one guest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Folder {
    /// The guest's place in the practice hotel, from 0.
    pub ordinal: u64,
    /// Who it is.
    pub person: Person,
    /// How to reach them.
    pub contacts: Vec<Contact>,
    /// What they like and need.
    pub preferences: Vec<Preference>,
    /// What the house promised.
    pub promises: Vec<Promise>,
    /// Their stays, by arrival.
    pub stays: Vec<Stay>,
    /// Their complaints, by the time they were taken.
    pub complaints: Vec<Complaint>,
    /// Their membership, where they have one.
    pub membership: Option<Membership>,
    /// What else the house keeps of them.
    pub kept: Kept,
}

/// What the house keeps of a guest beside stays, wishes and complaints.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Kept {
    /// The paper they showed: a made-up number, of which the file keeps a keyed hash. Empty where none was shown.
    pub document_no: String,
    /// 互动、活动、意见
    pub dealings: Vec<Dealing>,
    /// 同行人: name and relation.
    pub companions: Vec<(String, &'static str)>,
    /// Alerts, cautions among them.
    pub alerts: Vec<(AlertKind, Moment, &'static str)>,
    /// The service plan of a stay: which stay, and its lines.
    pub plan: Option<(usize, Vec<Task>)>,
}

/// Something that passed between guest and house outside a stay.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dealing {
    /// What it was.
    pub kind: DealingKind,
    /// By which way.
    pub channel: DealingChannel,
    /// In words.
    pub words: &'static str,
    /// When.
    pub at: NaiveDateTime,
}

/// One line of a service plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Task {
    /// Who does it.
    pub department: Department,
    /// In words, or the code of a line of the reception standard.
    pub words: &'static str,
    /// Whether it is a line of the reception standard.
    pub standard: bool,
    /// Whether it is ticked off.
    pub done: bool,
}

/// Who a guest is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Person {
    /// As the guest writes it.
    pub name: String,
    /// In Latin letters, empty where `name` is that or nobody asked.
    pub latin_name: String,
    /// How they are addressed.
    pub title: Title,
    /// Date of birth, where known.
    pub born: Option<NaiveDate>,
    /// Whether the birthday is kept by the lunar calendar.
    pub lunar_birthday: bool,
    /// ISO 3166 alpha-3.
    pub country: String,
    /// ISO 3166 alpha-2.
    pub country_alpha2: String,
    /// BCP 47.
    pub language: String,
    /// For whom they travel, or empty.
    pub company: String,
    /// `""`, `V1`, `V2`, `V3`.
    pub vip: &'static str,
    /// `id_card`, `passport`, `permit`, or empty.
    pub document_kind: &'static str,
    /// The last four characters of the document's number, or empty.
    pub document_last4: String,
    /// Where the record came from.
    pub source: &'static str,
    /// Whether the guest agreed to go to the group by name.
    pub share_consent: bool,
    /// When the house first wrote them down.
    pub created: NaiveDateTime,
}

/// One way to reach a guest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contact {
    /// Which way.
    pub kind: ContactKind,
    /// As the guest gave it.
    pub value: String,
}

/// One preference.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Preference {
    /// What it is about.
    pub kind: PreferenceKind,
    /// In words.
    pub words: String,
    /// Whether somebody of the house saw it; else the guest asked for it.
    pub observed: bool,
    /// Where it was learnt.
    pub place: &'static str,
    /// Who wrote it down.
    pub author: Author,
    /// When; for a sensitive kind also when the guest agreed.
    pub at: NaiveDateTime,
}

/// Who of the practice hotel's staff did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Author {
    /// 前台
    Reception,
    /// 大堂副理
    Duty,
    /// 部门负责人
    Head,
    /// 总经理
    General,
}

/// How a promise stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Standing {
    /// Not yet kept.
    Open,
    /// Kept, with the reason given.
    Kept(String, NaiveDateTime),
    /// Broken, with the reason given.
    Broken(String, NaiveDateTime),
}

/// Something the house promised.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Promise {
    /// In words.
    pub words: String,
    /// Which of the guest's complaints it was made under.
    pub complaint: Option<usize>,
    /// How it stands.
    pub standing: Standing,
    /// Who promised.
    pub author: Author,
    /// When.
    pub at: NaiveDateTime,
}

/// One stay.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stay {
    /// Its place among all stays, from 0; the reservation number derives from it.
    pub ordinal: u64,
    /// What became of it.
    pub state: StayState,
    /// First night's date.
    pub arrival: NaiveDate,
    /// The day of leaving.
    pub departure: NaiveDate,
    /// Expected local minutes after midnight.
    pub arrive_minute: u32,
    /// When the guest stood at the desk.
    pub arrived_at: Option<NaiveDateTime>,
    /// Which room, where one is assigned.
    pub room: Option<Room>,
    /// What kind was booked.
    pub room_type: RoomType,
    /// Who travels together.
    pub party: PartyFigures,
    /// Index of the channel in the figures.
    pub channel: usize,
    /// The channel as the PMS calls it.
    pub channel_words: &'static str,
    /// Fen a night.
    pub rate_fen: i64,
    /// Fen in the restaurants.
    pub food_fen: i64,
    /// Fen for laundry and the rest.
    pub other_fen: i64,
    /// How it is paid.
    pub payment: &'static str,
    /// When it was booked.
    pub booked_on: NaiveDate,
    /// When its state last changed at the PMS.
    pub status_on: NaiveDate,
}

impl Stay {
    /// Returns how many nights it has.
    pub fn nights(&self) -> i64 {
        (self.departure - self.arrival).num_days()
    }

    /// Returns room revenue, fen.
    pub fn room_fen(&self) -> i64 {
        self.rate_fen * self.nights()
    }

    /// Returns all spend, fen.
    pub fn spend_fen(&self) -> i64 {
        self.room_fen() + self.food_fen + self.other_fen
    }

    /// Returns whether the guest was or is to be in the house in its nights.
    pub fn occupies(&self) -> bool {
        matches!(self.state, StayState::Booked | StayState::InHouse | StayState::Departed)
    }
}

/// What the house offers for a complaint.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Offer {
    /// What it is.
    pub remedy: Remedy,
    /// In words.
    pub words: &'static str,
    /// What it costs the house, fen.
    pub cost_fen: i64,
    /// Points given with it.
    pub points: i64,
}

/// One complaint.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Complaint {
    /// Which of the guest's stays it belongs to.
    pub stay: usize,
    /// What is wrong.
    pub problem: ProblemCode,
    /// How pressing.
    pub severity: Severity,
    /// The guest's mood.
    pub mood: Mood,
    /// What the guest said.
    pub words: String,
    /// When it was taken.
    pub opened: NaiveDateTime,
    /// Who took it.
    pub opened_by: Author,
    /// Whether there were grounds.
    pub grounds: Finding,
    /// How far the house has come: the last of the seven steps that is recorded.
    pub steps: u32,
    /// When it was closed.
    pub closed: Option<NaiveDateTime>,
    /// When somebody said sorry.
    pub apologised: Option<NaiveDateTime>,
    /// When the guest is to be called back.
    pub callback: Option<NaiveDateTime>,
    /// What was offered.
    pub offer: Option<Offer>,
    /// What was added in words.
    pub note: String,
}

/// A membership and all its postings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Membership {
    /// The number, shown with eight digits.
    pub number: u32,
    /// The tier today.
    pub tier: Tier,
    /// Since when.
    pub tier_since: NaiveDate,
    /// When they joined.
    pub enrolled: NaiveDate,
    /// Postings in order.
    pub postings: Vec<Posting>,
    /// Lots in the order they were earned.
    pub lots: Vec<Lot>,
}

/// Why points moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Why {
    /// Earned.
    Earn,
    /// Spent.
    Redeem,
    /// Expired.
    Expire,
    /// An earlier posting taken back.
    Reverse,
    /// Given for a complaint.
    Goodwill,
}

/// Where a posting came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Cause {
    /// One of the guest's stays.
    Stay(usize),
    /// One of the guest's complaints.
    Complaint(usize),
    /// A reward of the programme that has no end: its code.
    Reward(&'static str),
    /// Lots whose last day this was.
    Expiry(NaiveDate),
    /// The desk.
    Desk,
}

/// What a stay's points were reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Basis {
    /// Revenue that counted, fen.
    pub eligible_fen: i64,
    /// The tier's multiplier, in hundredths.
    pub multiplier_percent: i64,
}

impl Basis {
    /// Returns the points that the programme gives for it: whole yuan times the multiplier.
    pub fn points(self) -> i64 {
        self.eligible_fen / 100 * self.multiplier_percent / 100
    }
}

/// One posting of points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Posting {
    /// Why.
    pub why: Why,
    /// How many, above zero.
    pub points: i64,
    /// When.
    pub at: NaiveDateTime,
    /// From where.
    pub cause: Cause,
    /// In words; empty where [`Posting::basis`] says it.
    pub memo: &'static str,
    /// What a stay's points were reckoned from.
    pub basis: Option<Basis>,
    /// Which earlier posting it takes back.
    pub reverses: Option<usize>,
    /// The lots it took from, and how much of each.
    pub uses: Vec<(usize, i64)>,
}

/// Points earned together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lot {
    /// Which posting earned them.
    pub posting: usize,
    /// How many were earned.
    pub points: i64,
    /// How many are left.
    pub left: i64,
    /// The last day on which they can be used.
    pub expires: NaiveDate,
}

impl Membership {
    /// Returns the points that can be used today.
    pub fn balance(&self) -> i64 {
        self.lots.iter().map(|lot| lot.left).sum()
    }
}

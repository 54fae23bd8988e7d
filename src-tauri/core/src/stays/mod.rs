//! F3: stays. A stay is a reservation's life: booked, in house, departed, cancelled, no-show; its key at the source makes
//! an import idempotent. Also the summary of each guest's stays, written in the same transaction as what it sums.
//!
//! Absent on purpose: a booking engine and a room plan. The PMS is the source of a stay; the desk only says that a guest
//! has come or gone.

pub mod handing;
pub mod receiving;
pub(crate) mod rows;
pub mod rules;
pub mod summaries;

use serde::{Deserialize, Serialize};

use receiving::CheckInStep;

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Common, Refusal, Result},
        ids::{GuestId, ImportId, RawId, StayId},
        money::Minor,
        text,
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
    stored_words,
};

/// Longest stay that the file takes, in nights.
pub const NIGHTS_MAX: i64 = 3_660;
/// Most adults, children or babies of one stay.
pub const PARTY_MAX: u16 = 1_000;
/// Longest room number or room type, in characters.
pub const ROOM_MAX: usize = 40;
/// Longest list of stays that one read answers.
pub const STAYS_LISTED_MAX: u32 = 500;

stored_words! {
    /// Where a reservation's life stands.
    pub enum StayState {
        /// 预订
        Booked = "booked",
        /// 在住
        InHouse = "in_house",
        /// 已离店
        Departed = "departed",
        /// 取消
        Cancelled = "cancelled",
        /// 未到
        NoShow = "no_show",
    }
}

stored_words! {
    /// What an import noticed about a row that it took all the same.
    pub enum StayWarning {
        /// no adult, child or baby
        Nobody = "nobody",
        /// arrives and leaves on one day
        ZeroNights = "zero_nights",
        /// the rate is below zero
        NegativeRate = "negative_rate",
        /// the number of children is not known
        UnknownChildren = "unknown_children",
        /// the country is not known
        UnknownCountry = "unknown_country",
        /// an order number that also passes for a payment card's
        CardLikeNumber = "card_like_number",
        /// a phone that cannot be compared
        UnreadablePhone = "unreadable_phone",
        /// a document's number that cannot be one was left out
        UnreadableDocument = "unreadable_document",
        /// a mail address that cannot be compared
        UnreadableEmail = "unreadable_email",
        /// a member number that this house does not know, or knows under another name
        UnknownMember = "unknown_member",
        /// one row of several rooms: the stay has the first
        SeveralRooms = "several_rooms",
        /// a sum in another currency, left out
        OtherCurrency = "other_currency",
    }
}

/// Digest of the source row that a stay was read from; zeros where no file brought it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, specta::Type)]
#[specta(transparent)]
pub struct RowDigest(#[specta(type = String)] pub [u8; 16]);

/// One stay as it lies in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Stay {
    /// Its key.
    pub id: StayId,
    /// Who stays; none where the source names nobody.
    pub guest_id: Option<GuestId>,
    /// System it came from: pms, booking-demand, practice.
    pub source: String,
    /// Its key there.
    pub source_key: String,
    /// What the guest would quote.
    pub confirmation: String,
    /// Where its life stands.
    pub state: StayState,
    /// Which house of a shared file; empty for our own.
    pub property: String,
    /// First night.
    pub arrival: BusinessDate,
    /// Day of leaving.
    pub departure: BusinessDate,
    /// Nights between.
    pub nights: u16,
    /// Expected arrival, local minutes after midnight.
    pub arrive_minute: Option<u16>,
    /// When the guest came.
    pub arrived_at_ms: Option<Instant>,
    /// FFRR; empty where none is assigned.
    pub room_no: String,
    /// As the source calls it.
    pub room_type: String,
    /// Grown-ups.
    pub adults: u16,
    /// Children.
    pub children: u16,
    /// Babies.
    pub babies: u16,
    /// Booking channel as the source calls it.
    pub channel: String,
    /// Market segment as the source calls it.
    pub segment: String,
    /// As the source writes it: CN and CHN are both China.
    pub country: String,
    /// The source says that the guest has been before.
    pub repeat_guest: bool,
    /// A night.
    pub rate_minor: Minor,
    /// Room revenue.
    pub room_minor: Minor,
    /// Food and beverage (餐饮).
    pub food_minor: Minor,
    /// Laundry and other.
    pub other_minor: Minor,
    /// How it is paid, in words.
    pub payment: String,
    /// When it was booked.
    pub booked_on: Option<BusinessDate>,
    /// When it last changed at the source.
    pub status_on: Option<BusinessDate>,
    /// What the import noticed.
    pub warnings: Vec<StayWarning>,
    /// Of the source row.
    pub row_digest: RowDigest,
    /// The import that brought it.
    pub import_id: Option<ImportId>,
}

/// The sums of one guest's stays; all zeros where the guest never stayed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StaySummary {
    /// Departed or in house.
    pub stays: u32,
    /// Nights of departed stays.
    pub nights: u32,
    /// Room, food and other of departed stays, minor units.
    #[specta(type = f64)]
    pub spend_minor: i64,
    /// Of departed stays.
    pub last_departure: Option<BusinessDate>,
    /// Room of the last departed stay; empty where none.
    pub last_room: String,
}

stored_words! {
    /// How a stay is to be paid, as the desk asks at check-in. A choice and no text: no card's number can be written here.
    pub enum PaidBy {
        /// 微信支付
        Wechat = "wechat",
        /// 支付宝
        Alipay = "alipay",
        /// 银行卡
        Card = "card",
        /// 现金
        Cash = "cash",
        /// 挂账
        Company = "company",
        /// 已预付
        Prepaid = "prepaid",
    }
}

/// The guest has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CheckIn {
    /// Which stay.
    pub stay_id: StayId,
    /// The room whose key was given.
    pub room_no: String,
    /// How it is to be paid, where that was asked; else what the source said stands.
    #[serde(default)]
    pub payment: Option<PaidBy>,
    /// Which steps of the desk were confirmed on the way.
    #[serde(default)]
    pub confirmed: Vec<CheckInStep>,
}

/// The guest has gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CheckOut {
    /// Which stay.
    pub stay_id: StayId,
    /// The bill's sums, where the desk knows them; else rate x nights and what the stay already carries.
    pub bill: Option<Bill>,
}

/// What a departing guest paid, by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Bill {
    /// Room revenue.
    pub room_minor: Minor,
    /// Food and beverage.
    pub food_minor: Minor,
    /// Laundry and other.
    pub other_minor: Minor,
}

/// Why a stay cannot take the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StayRefusal {
    /// The stay stands elsewhere in its life.
    WrongState {
        /// Where it stands.
        state: StayState,
    },
    /// The guest is expected on a later day.
    NotYet {
        /// Which.
        arrival: BusinessDate,
    },
}

impl Refusal for StayRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "stay_wrong_state",
            Self::NotYet { .. } => "stay_not_yet",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.word().to_owned())],
            Self::NotYet { arrival } => vec![("date", arrival.to_string())],
        }
    }
}

/// Records that the guest has come and which room they have. Returns the stay after.
///
/// Errors: [`StayRefusal`], [`Common::NotFound`], [`Common::Empty`], [`Common::TooLong`].
pub fn check_in(tx: &mut Tx<'_>, input: &CheckIn) -> Result<Stay> {
    let op = tx.begin(Op::CheckIn)?;
    let before = get(tx.db(), input.stay_id)?;
    let room_no = text::required("room_no", input.room_no.trim(), ROOM_MAX)?;
    let after = rules::check_in(before.clone(), room_no, tx.at(), tx.business_date())?;
    let payment = input.payment.map_or(after.payment.clone(), |paid_by| paid_by.word().to_owned());
    let after = Stay { payment, ..after };
    save(tx, &after)?;
    receiving::keep(tx, after.id, &input.confirmed)?;
    remember(tx, op, &before, &after)?;
    Ok(after)
}

/// Records that the guest has gone, on this business date. Returns the stay after.
///
/// Errors: [`StayRefusal`], [`Common::NotFound`], [`Common::BadValue`] where a sum is beyond its bound.
pub fn check_out(tx: &mut Tx<'_>, input: &CheckOut) -> Result<Stay> {
    let op = tx.begin(Op::CheckOut)?;
    let before = get(tx.db(), input.stay_id)?;
    let after = rules::check_out(before.clone(), input.bill, tx.business_date())?;
    save(tx, &after)?;
    remember(tx, op, &before, &after)?;
    Ok(after)
}

/// Returns the stay.
///
/// Errors: [`Common::NotFound`].
pub fn get(db: &Db, id: StayId) -> Result<Stay> {
    rows::get(db, id)?.ok_or_else(|| Common::NotFound { record: "stay" }.into())
}

/// Returns a guest's stays, newest arrival first, at most `limit`.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn of_guest(db: &Db, guest: GuestId, limit: u32) -> Result<Vec<Stay>> {
    rows::of_guest(db, guest, limit.min(STAYS_LISTED_MAX))
}

/// Returns stays that arrive on `date` and have not come yet, by expected time, then room.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn arriving(db: &Db, date: BusinessDate) -> Result<Vec<Stay>> {
    rows::arriving(db, date)
}

/// Returns stays in house, by room.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn in_house(db: &Db) -> Result<Vec<Stay>> {
    rows::in_house(db)
}

/// Returns who is in `room_no` now; several where a room is shared.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn in_room(db: &Db, room_no: &str) -> Result<Vec<Stay>> {
    rows::in_room(db, room_no)
}

/// Returns which stay has this key at this source, and the digest of the row that it was read from.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn known_at_source(db: &Db, source: &str, key: &str) -> Result<Option<(StayId, RowDigest)>> {
    rows::known_at_source(db, source, key)
}

/// Writes a stay of a bulk operation, whose own history row covers it; summaries follow with [`summaries::rebuild`].
///
/// Errors: [`crate::base::error::Error::Database`] where its source and key are taken.
pub fn add_bulk(tx: &Tx<'_>, stay: &Stay) -> Result<()> {
    rows::insert(tx, stay)
}

/// Returns whether there is a stay of this id.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn is_there(db: &Db, id: StayId) -> Result<bool> {
    rows::is_there(db, id)
}

/// Writes over a stay in a bulk operation, which keeps the image before.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn put_bulk(tx: &Tx<'_>, stay: &Stay) -> Result<()> {
    rows::put(tx, stay)
}

/// Takes back a stay that a bulk operation wrote.
///
/// Errors: [`crate::base::error::Error::Database`] where another record holds on to it.
pub fn remove_bulk(tx: &Tx<'_>, id: StayId) -> Result<()> {
    rows::remove(tx, id)
}

fn save(tx: &Tx<'_>, stay: &Stay) -> Result<()> {
    rows::put(tx, stay)?;
    if let Some(guest) = stay.guest_id {
        summaries::refresh(tx, guest)?;
        tx.search_again(guest);
    }
    Ok(())
}

fn remember(tx: &mut Tx<'_>, op: crate::db::Begun, before: &Stay, after: &Stay) -> Result<()> {
    let change = Change::updated(RawId::from(after.id), before, after)?;
    let change = match after.guest_id {
        Some(guest) => change.about(guest),
        None => change,
    };
    tx.record(op, change)?;
    Ok(())
}

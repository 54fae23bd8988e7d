//! F4: the briefing of today (今日抵店): who needs attention first, who comes, who is here, who leaves, whom to win back.
//!
//! Owns no table. The age of the data travels with it; old data is shown, never blocked.

mod paper;
mod rows;
mod rules;
mod tasks;
mod used;

use serde::Serialize;

pub use paper::{Paper, PaperTicket, paper};
pub use rules::SHOWN_WISHES;
pub use tasks::{DayTask, DayTasks, DepartmentTasks, day_tasks};
pub use used::{CardUse, CardUseLine, SAMPLE_MIN};

use crate::{
    base::{
        error::Result,
        ids::{GuestId, PromiseId, StayId, TicketId},
        lunar::{LunarDay, lunar_day},
        time::{BusinessDate, Instant},
    },
    db::Db,
    guests::{Birthday, Title},
    search::Syllable,
    stays::StayState,
    stored_words,
};

/// Leaving within this many days with an open complaint puts a guest on the win-back list (挽回清单).
pub const WIN_BACK_DAYS: i64 = 1;

stored_words! {
    /// Why somebody needs attention, most pressing first.
    pub enum Reason {
        /// 未结投诉
        OpenTicket = "open_ticket",
        /// 承诺未兑现
        Promise = "promise",
        /// 过敏、禁忌
        Health = "health",
        /// VIP
        Vip = "vip",
        /// 生日
        Birthday = "birthday",
        /// 同名
        Namesake = "namesake",
    }
}

/// Today's briefing.
#[derive(Debug, Serialize, specta::Type)]
pub struct Briefing {
    /// The business date.
    pub today: BusinessDate,
    /// Its lunar day.
    pub lunar: Option<LunarDay>,
    /// How old the PMS data is; none where nothing was imported.
    pub data_as_of_ms: Option<Instant>,
    /// Who needs attention among those who come today, most pressing first.
    pub attention: Vec<Attention>,
    /// Arrivals of today, those that came included.
    pub arriving: Vec<Row>,
    /// In house tonight.
    pub in_house: Vec<Row>,
    /// Departures of today, those that left included.
    pub departing: Vec<Row>,
    /// Leaving with an open complaint.
    pub win_back: Vec<WinBack>,
    /// How far what the house knows of today's arrivals was used.
    pub used: CardUse,
    /// What departments do today, by department.
    pub tasks: Vec<DayTask>,
}

/// One line of the lists.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct Row {
    /// The stay.
    pub stay_id: StayId,
    /// Whose; none where the source names nobody.
    pub guest_id: Option<GuestId>,
    /// As written; empty where nobody is named.
    pub name: String,
    /// Form of address.
    pub title: Title,
    /// How to say the name.
    pub pronunciation: Vec<Syllable>,
    /// In Latin letters, where given.
    pub latin_name: String,
    /// Tier's word; empty where not enrolled.
    pub tier: String,
    /// Empty, V1, V2, V3.
    pub vip: String,
    /// Which visit this is, from 1.
    #[specta(type = f64)]
    pub nth: u32,
    /// Where the stay's life stands.
    pub state: StayState,
    /// First night.
    pub arrival: BusinessDate,
    /// Day of leaving.
    pub departure: BusinessDate,
    /// Nights.
    pub nights: u16,
    /// Expected arrival, local minutes after midnight.
    pub arrive_minute: Option<u16>,
    /// Empty where none is assigned.
    pub room_no: String,
    /// As the source calls it.
    pub room_type: String,
    /// What they like, shortest useful form, up to [`SHOWN_WISHES`].
    pub wishes: Vec<String>,
    /// Open complaints.
    #[specta(type = f64)]
    pub open_tickets: u32,
}

/// One guest who needs attention, and why.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct Attention {
    /// The most pressing reason.
    pub reason: Reason,
    /// Their line.
    pub row: Row,
    /// What it is about, in the house's own words.
    pub words: String,
    /// The complaint, where that is the reason.
    pub ticket: Option<OpenTicket>,
    /// The promise, where that is the reason.
    pub promise: Option<OpenPromise>,
    /// The birthday, where that is the reason.
    pub birthday: Option<Birthday>,
    /// What tells a namesake apart: `MM-DD` of birth, tail of the phone.
    pub apart: Option<Apart>,
}

/// An open complaint in a line.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct OpenTicket {
    /// Record id.
    pub id: TicketId,
    /// What people call it.
    pub number: String,
    /// Problem code.
    pub problem: String,
    /// What the guest said.
    pub words: String,
    /// State's word.
    pub state: String,
    /// When the guest is to be called back.
    pub callback_due_ms: Option<Instant>,
    /// When it should be solved.
    pub solve_due_ms: Instant,
}

/// An open promise in a line.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct OpenPromise {
    /// Record id, to settle it.
    pub id: PromiseId,
    /// What was promised.
    pub words: String,
    /// Problem code of the complaint it was made under; empty where none.
    pub problem: String,
}

/// What tells one namesake from the other.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct Apart {
    /// `MM-DD`
    pub born: Option<String>,
    /// Last four digits.
    pub phone_tail: Option<String>,
    /// Room of the other one.
    pub other_room: String,
}

/// A guest to win back before they leave.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct WinBack {
    /// Their line.
    pub row: Row,
    /// The complaint.
    pub ticket: OpenTicket,
}

/// Returns the briefing of `today`.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn briefing(db: &Db, today: BusinessDate) -> Result<Briefing> {
    let arriving = rows::arriving(db, today)?;
    let in_house = rows::in_house(db)?;
    let departing = rows::departing(db, today)?;
    let mut attention = Vec::new();
    for row in arriving.iter().filter(|row| matches!(row.state, StayState::Booked | StayState::InHouse)) {
        attention.extend(attention_of(db, row, &arriving, today)?);
    }
    rules::sort(&mut attention);
    Ok(Briefing {
        today,
        lunar: lunar_day(today),
        data_as_of_ms: data_as_of(db)?,
        attention,
        win_back: win_back(db, &in_house, today)?,
        used: used::of(rows::used(db, today)?),
        tasks: tasks::of_day(db, today, today)?,
        arriving,
        in_house,
        departing,
    })
}

/// Returns how old the newest imported data is, where there is any.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn data_as_of(db: &Db) -> Result<Option<Instant>> {
    rows::data_as_of(db)
}

/// What the frame counts.
#[derive(Debug, Clone, Copy)]
pub struct Counts {
    /// Arrivals of today.
    pub arrivals: u32,
    /// Open complaints.
    pub open_tickets: u32,
    /// When something was last written.
    pub saved_at_ms: Option<Instant>,
}

/// Returns what the frame counts.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn counts(db: &Db, today: BusinessDate) -> Result<Counts> {
    rows::counts(db, today)
}

fn attention_of(db: &Db, row: &Row, arriving: &[Row], today: BusinessDate) -> Result<Option<Attention>> {
    let Some(guest) = row.guest_id else { return Ok(None) };
    let facts = rows::facts(db, guest, today)?;
    Ok(rules::attention(row, arriving, facts))
}

fn win_back(db: &Db, in_house: &[Row], today: BusinessDate) -> Result<Vec<WinBack>> {
    let mut found = Vec::new();
    for row in in_house.iter().filter(|row| row.open_tickets > 0 && row.departure.days_since(today) <= WIN_BACK_DAYS) {
        if let Some(guest) = row.guest_id
            && let Some(ticket) = rows::open_ticket(db, guest)?
        {
            found.push(WinBack { row: row.clone(), ticket });
        }
    }
    found.sort_by_key(|line| (line.row.departure, line.row.room_no.clone()));
    Ok(found)
}

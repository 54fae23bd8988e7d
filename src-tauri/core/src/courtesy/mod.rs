//! F4: 主动问候征询, the fifth principle of handling complaints: whom in house the duty manager greets before they complain, and why.
//!
//! Owns no table: a call that was made is a dealing of `dossier`. A guest with an open complaint is not on the list: somebody
//! answers for that one already, with its own callback.

mod rows;
mod rules;

use serde::{Deserialize, Serialize};

pub use rules::{EARLIER_DAYS, LISTED_MAX, LONG_STAY_NIGHT, LONG_STAY_NIGHTS, TROUBLE_DAYS};

use crate::{
    audit::chain::Head,
    base::{
        error::{Common, Result},
        ids::{DealingId, GuestId, StayId, TicketId},
        time::{BusinessDate, Instant},
    },
    db::Db,
    dossier::{CallOutcome, DealingChannel},
    guests::Title,
    stored_words,
    tickets::ProblemCode,
};

/// The longest span of days that is asked for at once.
pub const DAYS_MAX: i64 = 92;

stored_words! {
    /// Why a guest is greeted, most pressing first. Source: catalogue T12 ⑤.
    pub enum CallCause {
        /// 承诺未兑现
        Promise = "promise",
        /// 本次住店投诉过，已处理
        Recovered = "recovered",
        /// 以前投诉过
        Earlier = "earlier",
        /// 这间房近日有投诉
        Room = "room",
        /// VIP
        Vip = "vip",
        /// 最高等级会员，入住第一晚
        TopTier = "top_tier",
        /// 长住，第三晚起
        LongStay = "long_stay",
    }
}

/// One reason with what its sentence names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct CallReason {
    /// Which.
    pub cause: CallCause,
    /// The complaint it is about, the latest one where there are several.
    pub ticket: Option<TicketId>,
    /// What that was about.
    pub problem: Option<ProblemCode>,
    /// On which day.
    pub on: Option<BusinessDate>,
    /// A promise's words; a VIP's level. Empty else.
    pub words: String,
    /// How many complaints; which night of a long stay. Zero else.
    pub count: u32,
}

/// A call that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct CallMade {
    /// The dealing that it is.
    pub dealing: DealingId,
    /// How the guest answered.
    pub outcome: CallOutcome,
    /// By which way.
    pub channel: DealingChannel,
    /// What they said.
    pub words: String,
    /// Who greeted them.
    pub by_name: String,
    /// On which day.
    pub on: BusinessDate,
    /// When.
    pub at_ms: Instant,
}

/// One guest to greet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct CourtesyCall {
    /// Who.
    pub guest_id: GuestId,
    /// Their stay.
    pub stay_id: StayId,
    /// Where; empty where none is assigned.
    pub room_no: String,
    /// As written.
    pub name: String,
    /// Form of address.
    pub title: Title,
    /// Empty, V1, V2, V3.
    pub vip: String,
    /// Tier's word; empty where not enrolled.
    pub tier: String,
    /// First night.
    pub arrival: BusinessDate,
    /// Day of leaving.
    pub departure: BusinessDate,
    /// The day for which it was on the list.
    pub on: BusinessDate,
    /// Why, most pressing first.
    pub reasons: Vec<CallReason>,
    /// How it went, once it was made.
    pub made: Option<CallMade>,
}

/// Which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CallDays {
    /// First day.
    pub from: BusinessDate,
    /// Last day.
    pub to: BusinessDate,
}

/// Whom to greet on some days, and who was.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct CourtesyCalls {
    /// Which days.
    pub days: CallDays,
    /// At most [`LISTED_MAX`] a day, most pressing first; a guest stands once, as on the last day they were on the list.
    pub calls: Vec<CourtesyCall>,
    /// How many more had a reason on the last day and found no place.
    pub beyond: u32,
    /// The chain's head at this reading, for the foot of the sheet.
    pub head: Head,
}

/// How many calls were made of those that were on the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct CallCounts {
    /// On the list.
    pub listed: u32,
    /// And made.
    pub made: u32,
}

/// Returns whom to greet on `days`, as it is known at `at`.
///
/// Errors: [`Common::BadValue`] for days that end before they begin or are more than [`DAYS_MAX`].
pub fn of_days(db: &Db, at: Instant, days: CallDays) -> Result<CourtesyCalls> {
    let (calls, beyond) = found(db, at, days)?;
    Ok(CourtesyCalls { days, calls, beyond, head: db.head()? })
}

/// Returns how many of those on the list of `days` were greeted.
///
/// Errors: those of [`of_days`].
pub fn counts(db: &Db, at: Instant, days: CallDays) -> Result<CallCounts> {
    let (calls, _) = found(db, at, days)?;
    let count = |made: bool| u32::try_from(calls.iter().filter(|call| !made || call.made.is_some()).count()).unwrap_or(u32::MAX);
    Ok(CallCounts { listed: count(false), made: count(true) })
}

fn found(db: &Db, at: Instant, days: CallDays) -> Result<(Vec<CourtesyCall>, u32)> {
    if days.to < days.from || days.to.days_since(days.from) >= DAYS_MAX {
        return Err(Common::BadValue { field: "days" }.into());
    }
    let known = rows::known(db, days)?;
    let clock = db.hotel().clock;
    // What happens at this very instant is part of what is known.
    let now = Instant::from_ms(at.ms() + 1);
    Ok(rules::of_days(&known, days, |day| clock.begins(day.plus_days(1)).min(now)))
}

//! F4: 投诉预警: what the complaints of some weeks say before a guest says it to somebody else, and what is done about it.
//!
//! Owns the register of corrective actions ([`register`]); reads stays and tickets, whose figures are never kept: each is
//! counted when it is asked for, and each opens the complaints that it counts. A complaint counts on the hotel's day on which
//! it was taken, founded or not: the chart watches what guests bring, not what the house grants. Absent on purpose: kept sums,
//! and alarms that fire by themselves.

mod effect;
mod nights;
pub mod pareto;
pub mod rare;
mod reads;
pub mod register;
mod rows;
mod signals;
mod watch;
pub mod weekly;

use serde::{Deserialize, Serialize};

pub use effect::{EffectOutcome, outcome};
pub use nights::{Span, nights_in};
pub use reads::{
    CauseKind, CauseLine, Causes, Effect, FloorLine, GapChart, HouseMap, RoomLine, WEEKS_MAX, Week, WeeklyChart, behind, causes,
    effect_of, gap_chart, map, weekly_chart,
};
pub use signals::{ActionRef, SIGNALS_MAX, Signal, SignalKind, signals};
pub use watch::{Rule, WatchRules, set_watch_rules, watch_rules};

use crate::{
    base::{ids::GuestId, role::Department, time::BusinessDate},
    tickets::{Area, Cause, HouseCause, ProblemCode},
};

/// Days from the first to the last, both among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "DaysSpan")]
pub struct Days {
    /// First day.
    pub from: BusinessDate,
    /// Last day.
    pub to: BusinessDate,
}

impl Days {
    /// Returns the `count` days that end with `to`.
    pub fn ending(to: BusinessDate, count: u32) -> Self {
        Self { from: to.plus_days(1 - i64::from(count)), to }
    }

    /// Returns how many days these are.
    pub fn count(self) -> i64 {
        self.to.days_since(self.from) + 1
    }
}

/// Which complaints are counted. What is none does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default)]
#[serde(rename = "ComplaintScope")]
pub struct Scope {
    /// Of this problem.
    pub problem: Option<ProblemCode>,
    /// In this 环节.
    pub area: Option<Area>,
    /// Of this department.
    pub department: Option<Department>,
    /// On this floor: a room number less its last two digits.
    pub floor: Option<String>,
    /// In this room.
    pub room: Option<String>,
    /// Of this cause, as the last step ④ says (六类原因).
    pub cause: Option<Cause>,
    /// Of this one of the house's own causes, as the last step ④ says.
    pub house_cause: Option<HouseCause>,
    /// Of this guest.
    pub guest: Option<GuestId>,
}

/// What a figure counts: every point, bar, room and signal names it, and opens its complaints by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ComplaintsBehind")]
pub struct Behind {
    /// Taken on these days.
    pub days: Days,
    /// Which of them.
    pub scope: Scope,
}

//! Signals: the same problem in one room, the same guest, the same 环节, more often within some days than the house allows.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    Behind, Days, Scope, reads,
    register::{self, ActionState},
    rows,
    watch::{Rule, watch_rules},
};
use crate::{
    base::{
        error::Result,
        ids::{ActionId, TicketId},
        role::Session,
        time::BusinessDate,
    },
    db::Db,
    stored_words,
};

/// The most signals of one kind that are shown.
pub const SIGNALS_MAX: u32 = 40;

stored_words! {
    /// What repeats itself.
    pub enum SignalKind {
        /// 同房同因
        SameRoom = "same_room",
        /// 同一客人
        SameGuest = "same_guest",
        /// 同一环节
        SameArea = "same_area",
    }
}

/// A 整改 under which a signal is worked on already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ActionRef {
    /// Id.
    pub id: ActionId,
    /// Number.
    pub number: String,
    /// Where it stands.
    pub state: ActionState,
}

/// Complaints that repeat themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "WarningSignal")]
pub struct Signal {
    /// What repeats itself.
    pub kind: SignalKind,
    /// What it counts.
    pub behind: Behind,
    /// The guest's name; empty where it is no guest's.
    pub guest_name: String,
    /// How many complaints.
    pub count: u32,
    /// The first of them.
    pub first: BusinessDate,
    /// The last.
    pub last: BusinessDate,
    /// Which, the newest first.
    pub tickets: Vec<TicketId>,
    /// The 整改 that one of them stands in and that is not settled.
    pub action: Option<ActionRef>,
}

/// One group of complaints as it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Repeated {
    pub scope: Scope,
    pub guest_name: String,
    pub count: u32,
    pub first: BusinessDate,
    pub last: BusinessDate,
}

/// Returns the signals of the days that end with `today`: of each kind those with most complaints first, at most
/// [`SIGNALS_MAX`]. A department head's are of their department's complaints.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn signals(db: &Db, session: &Session, today: BusinessDate) -> Result<Vec<Signal>> {
    let rules = watch_rules(db)?;
    let works = works(db)?;
    let scope = reads::seen(session, &Scope::default());
    let mut signals = Vec::new();
    for kind in SignalKind::ALL {
        let rule = match kind {
            SignalKind::SameRoom => rules.same_room,
            SignalKind::SameGuest => rules.same_guest,
            SignalKind::SameArea => rules.same_area,
        };
        signals.extend(of_kind(db, *kind, rule, &scope, today, &works)?);
    }
    Ok(signals)
}

fn of_kind(
    db: &Db,
    kind: SignalKind,
    rule: Rule,
    scope: &Scope,
    today: BusinessDate,
    works: &HashMap<TicketId, ActionRef>,
) -> Result<Vec<Signal>> {
    let days = Days::ending(today, u32::from(rule.days));
    let mut signals = Vec::new();
    for found in rows::repeated(db, kind, days, rule.count, scope)? {
        let behind = Behind { days, scope: found.scope };
        let tickets = reads::ids(db, &behind)?;
        let action = tickets.iter().find_map(|ticket| works.get(ticket)).cloned();
        signals.push(Signal {
            kind,
            behind,
            guest_name: found.guest_name,
            count: found.count,
            first: found.first,
            last: found.last,
            tickets,
            action,
        });
    }
    Ok(signals)
}

/// Returns under which action each complaint is worked on.
fn works(db: &Db) -> Result<HashMap<TicketId, ActionRef>> {
    let found = register::rows::under_work(db)?;
    Ok(found.into_iter().map(|(ticket, id, number, state)| (ticket, ActionRef { id, number, state })).collect())
}

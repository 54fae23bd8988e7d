//! Who needs attention, and in which order. Pure.

use super::{Apart, Attention, OpenPromise, OpenTicket, Reason, Row};
use crate::guests::Birthday;

/// Wishes shown in a line of the list.
pub const SHOWN_WISHES: u32 = 4;

/// What the house knows of one arrival that may need attention.
pub struct Facts {
    pub ticket: Option<OpenTicket>,
    pub promise: Option<OpenPromise>,
    pub health: Vec<String>,
    pub birthday: Option<Birthday>,
    pub born: Option<String>,
    pub phone_tail: Option<String>,
}

/// Returns the most pressing reason of one arrival, or `None` where there is none.
pub fn attention(row: &Row, arriving: &[Row], facts: Facts) -> Option<Attention> {
    let base = Attention {
        reason: Reason::Vip,
        row: row.clone(),
        words: String::new(),
        ticket: None,
        promise: None,
        birthday: None,
        apart: None,
    };
    if let Some(ticket) = facts.ticket {
        return Some(Attention { reason: Reason::OpenTicket, words: ticket.words.clone(), ticket: Some(ticket), ..base });
    }
    if let Some(promise) = facts.promise {
        return Some(Attention { reason: Reason::Promise, words: promise.words.clone(), promise: Some(promise), ..base });
    }
    if !facts.health.is_empty() {
        return Some(Attention { reason: Reason::Health, words: facts.health.join("；"), ..base });
    }
    if !row.vip.is_empty() {
        return Some(Attention { words: row.wishes.join(" · "), ..base });
    }
    if facts.birthday.as_ref().is_some_and(|birthday| birthday.in_days <= i64::from(row.nights)) {
        return Some(Attention { reason: Reason::Birthday, words: row.wishes.join(" · "), birthday: facts.birthday, ..base });
    }
    let other = arriving.iter().find(|other| other.guest_id != row.guest_id && other.name == row.name && !row.name.is_empty())?;
    let apart = Apart { born: facts.born, phone_tail: facts.phone_tail, other_room: other.room_no.clone() };
    Some(Attention { reason: Reason::Namesake, apart: Some(apart), ..base })
}

/// Orders by how pressing it is, then by when the guest comes.
pub fn sort(attention: &mut [Attention]) {
    attention.sort_by_key(|line| (line.reason, line.row.arrive_minute.unwrap_or(u16::MAX), line.row.room_no.clone()));
}

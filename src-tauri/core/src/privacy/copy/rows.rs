//! What the file says of a guest, part by part; `?1` is the record. A column `name@family` is a word of the texts `family.…`,
//! `…_ms` is an instant, `…_minor` a sum. No column names a colleague.

use rusqlite::types::ValueRef;
use serde_json::Value;

use super::Field;
use crate::{
    base::{error::Result, ids::GuestId},
    db::Db,
};

/// The parts in their order: code and statement.
pub(super) const PARTS: &[(&str, &str)] = &[
    (
        "details",
        "SELECT name, latin_name, title AS \"title@copy.title_of\", birth_date, country, language, company, vip, document_kind, document_last4,
           source, note, share_consent, profile AS \"profile@copy.profile\", channel, updated_at_ms
         FROM guest_details WHERE guest_id = ?1",
    ),
    ("contacts", "SELECT kind AS \"kind@contact\", value, preferred, source FROM guest_contacts WHERE guest_id = ?1 ORDER BY rowid"),
    (
        "stays",
        "SELECT property, confirmation, source, source_key AS booking, state AS \"state@stay.state\", arrival, departure, nights, room_no, room_type,
           adults, children, babies, channel, segment, rate_minor, room_minor, food_minor, other_minor, payment, booked_on
         FROM stays WHERE guest_id = ?1 ORDER BY arrival",
    ),
    (
        "preferences",
        "SELECT kind AS \"kind@wish.kind\", words, origin AS \"origin@wish.origin\", consent_at_ms, source, business_date
         FROM preferences WHERE guest_id = ?1 ORDER BY created_at_ms",
    ),
    (
        "promises",
        "SELECT words, state AS \"state@promise.state\", reason, business_date FROM promises WHERE guest_id = ?1 ORDER BY created_at_ms",
    ),
    (
        "dealings",
        "SELECT kind AS \"kind@dealing.kind\", channel AS \"channel@dealing.channel\", words, happened_on, outcome
         FROM dealings WHERE guest_id = ?1 ORDER BY happened_on",
    ),
    ("companions", "SELECT name, relation, business_date FROM companions WHERE guest_id = ?1 ORDER BY created_at_ms"),
    (
        "alerts",
        "SELECT kind AS \"kind@alert.kind\", words, business_date, lifted_why FROM guest_alerts WHERE guest_id = ?1 ORDER BY created_at_ms",
    ),
    ("tasks", "SELECT words, business_date, done_at_ms FROM plan_tasks WHERE guest_id = ?1 ORDER BY created_at_ms"),
    (
        "complaints",
        "SELECT number, kind AS \"kind@ticket.kind\", room_no, words, state AS \"state@ticket.state\", opened_at_ms, solved_at_ms, closed_at_ms
         FROM tickets WHERE guest_id = ?1 ORDER BY opened_at_ms",
    ),
    ("complaint_words", include_str!("../sql/complaint_words.sql")),
    (
        "remedies",
        "SELECT t.number, r.remedy AS \"remedy@remedy\", r.words, r.amount_minor, r.points, r.state AS \"state@remedy.state\", r.business_date
         FROM tickets t JOIN ticket_remedies r ON r.ticket_id = t.id WHERE t.guest_id = ?1 ORDER BY r.proposed_at_ms",
    ),
    (
        "papers",
        "SELECT t.number, a.kind, a.name, a.words, a.bytes, lower(hex(a.sha256)) AS sha256, a.at_ms AS made_at_ms
         FROM tickets t JOIN ticket_attachments a ON a.ticket_id = t.id WHERE t.guest_id = ?1 ORDER BY a.at_ms",
    ),
    ("duty", "SELECT room_no, words, done_words, business_date FROM duty_lines WHERE guest_id = ?1 ORDER BY at_ms"),
    ("member", "SELECT member_no, tier AS \"tier@tier\", tier_since, enrolled_on FROM members WHERE guest_id = ?1"),
    ("points", include_str!("../sql/points_of_guest.sql")),
    (
        "vouchers",
        "SELECT v.number, v.words, v.points, v.issued_on, v.valid_until, e.how AS ended, e.business_date AS ended_on
         FROM vouchers v LEFT JOIN voucher_ends e ON e.voucher_id = v.id WHERE v.guest_id = ?1 ORDER BY v.issued_at_ms",
    ),
    ("benefits", "SELECT words, count, note, business_date FROM benefit_lines WHERE guest_id = ?1 ORDER BY at_ms"),
    (
        "events",
        "SELECT m.title AS event, m.held_on, a.state AS answer, a.words
         FROM event_invites i JOIN member_events m ON m.id = i.event_id LEFT JOIN event_answers a ON a.invite_id = i.id
         WHERE i.guest_id = ?1 ORDER BY m.held_on, a.ordinal",
    ),
    // The other one is somebody else's data.
    (
        "referrals",
        "SELECT CASE WHEN referrer_id = ?1 THEN 'brought' ELSE 'was_brought' END AS \"side@copy.side\", told, referred_on
         FROM referrals WHERE referrer_id = ?1 OR referred_id = ?1 ORDER BY seq",
    ),
    ("consents", include_str!("../sql/consents_of_guest.sql")),
    (
        "requests",
        "SELECT wanted AS \"wanted@rights.wanted\", words, asked_on, due_on, outcome AS \"outcome@rights.outcome\", answer, answered_at_ms
         FROM rights_requests WHERE guest_id = ?1 ORDER BY at_ms",
    ),
    // When somebody looked, and how often; not who.
    ("openings", "SELECT business_date, sum(times) AS times FROM card_openings WHERE guest_id = ?1 GROUP BY business_date"),
    (
        "history",
        "SELECT at_ms AS made_at_ms, op AS \"done@op\" FROM history WHERE about = ?1 ORDER BY seq",
    ),
];

/// Returns the entries of one part of one record.
pub(super) fn entries(db: &Db, sql: &'static str, guest: GuestId) -> Result<Vec<Vec<Field>>> {
    let mut found = db.conn().prepare_cached(sql)?;
    let names: Vec<String> = found.column_names().into_iter().map(str::to_owned).collect();
    let mut rows = found.query([guest])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let mut entry = Vec::with_capacity(names.len());
        for (at, name) in names.iter().enumerate() {
            let value = match row.get_ref(at)? {
                ValueRef::Integer(number) => Value::from(number),
                ValueRef::Text(words) => Value::from(String::from_utf8_lossy(words).into_owned()),
                ValueRef::Real(number) => Value::from(number),
                ValueRef::Null | ValueRef::Blob(_) => Value::Null,
            };
            entry.push(Field { name: name.clone(), words: None, value });
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// Returns the names of everybody who signs in, the longest first.
pub(super) fn staff(db: &Db) -> Result<Vec<String>> {
    let mut found = db.conn().prepare_cached("SELECT name FROM users WHERE name <> '' ORDER BY length(name) DESC")?;
    let rows = found.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

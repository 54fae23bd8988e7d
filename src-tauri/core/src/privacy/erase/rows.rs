//! What of a guest goes, statement by statement; `?1` is the record. A new table with words of a guest needs its line here:
//! tests/privacy looks for planted words in every table that it fills, and cannot see a table that it does not.

use rusqlite::{OptionalExtension, params};

use super::{Block, Erased, ErasedEntry, Goes, MentionPlace, Stays};
use crate::{
    base::{
        error::Result,
        ids::{GuestId, StepId},
        points::Points,
    },
    db::{Db, Tx},
    tickets::StepBody,
};

/// Stands where a text was that may not be empty.
pub const STRUCK: &str = "（已删除）";

/// What goes, in this order: images before the rows that say whose they are.
const GOES: &[(Goes, &str)] = &[
    (
        Goes::Images,
        "DELETE FROM images WHERE side = 'input' AND seq IN (
           SELECT r.first_seq FROM history h JOIN requests r ON r.key = h.request_key WHERE h.about = ?1)",
    ),
    (Goes::Images, "DELETE FROM images WHERE seq IN (SELECT seq FROM history WHERE about = ?1)"),
    (Goes::Images, include_str!("sql/images_of_others.sql")),
    (Goes::Drafts, include_str!("sql/drafts.sql")),
    (Goes::Drafts, include_str!("sql/unsaved.sql")),
    (
        Goes::ImportImages,
        "DELETE FROM import_changes WHERE record = ?1
           OR record IN (SELECT id FROM stays WHERE guest_id = ?1)
           OR record IN (SELECT id FROM guest_contacts WHERE guest_id = ?1)",
    ),
    (
        Goes::ImportImages,
        "DELETE FROM import_conflicts WHERE record = ?1 OR stay_id IN (SELECT id FROM stays WHERE guest_id = ?1)",
    ),
    (Goes::Openings, "DELETE FROM card_openings WHERE guest_id = ?1"),
    (Goes::Duplicates, "DELETE FROM duplicates WHERE a = ?1 OR b = ?1"),
    (Goes::MergeValues, "DELETE FROM merge_fields WHERE merge_id IN (SELECT id FROM merges WHERE keep_id = ?1 OR other_id = ?1)"),
    (Goes::MergeValues, "UPDATE merges SET reason = '（已删除）' WHERE keep_id = ?1 OR other_id = ?1"),
    (Goes::Wishes, "DELETE FROM wishes_met WHERE preference_id IN (SELECT id FROM preferences WHERE guest_id = ?1)"),
    (Goes::Wishes, "DELETE FROM preferences WHERE guest_id = ?1"),
    (Goes::Promises, "DELETE FROM promises WHERE guest_id = ?1"),
    (Goes::Dealings, "DELETE FROM dealings WHERE guest_id = ?1"),
    (Goes::Companions, "DELETE FROM companions WHERE guest_id = ?1 OR other_id = ?1"),
    (Goes::Alerts, "DELETE FROM guest_alerts WHERE guest_id = ?1"),
    (Goes::Tasks, "DELETE FROM plan_tasks WHERE guest_id = ?1"),
    (Goes::Contacts, "DELETE FROM guest_contacts WHERE guest_id = ?1"),
    (Goes::ConsentWords, "UPDATE contact_consents SET told = '（已删除）' WHERE guest_id = ?1"),
    (Goes::ConsentWords, "UPDATE purpose_consents SET told = '（已删除）', guardian = '' WHERE guest_id = ?1"),
    (Goes::Requests, "UPDATE rights_requests SET words = '', identity = '', answer = '' WHERE guest_id = ?1"),
    (Goes::Requests, "UPDATE legal_holds SET reason = '（已删除）', ended_because = '（已删除）' WHERE guest_id = ?1"),
    (Goes::BookingNumbers, "UPDATE stays SET confirmation = '' WHERE guest_id = ?1"),
    (
        Goes::DutyWords,
        "UPDATE duty_lines SET words = '（已删除）', done_words = ''
         WHERE guest_id = ?1 OR corrects IN (SELECT id FROM duty_lines WHERE guest_id = ?1)",
    ),
    (Goes::TicketWords, "UPDATE tickets SET words = '' WHERE guest_id = ?1"),
    (Goes::TicketWords, "UPDATE ticket_notes SET words = '' WHERE ticket_id IN (SELECT id FROM tickets WHERE guest_id = ?1)"),
    (
        Goes::TicketWords,
        "UPDATE ticket_remedies SET words = '', decision = '' WHERE ticket_id IN (SELECT id FROM tickets WHERE guest_id = ?1)",
    ),
    (Goes::TicketWords, "UPDATE ticket_pauses SET words = '' WHERE ticket_id IN (SELECT id FROM tickets WHERE guest_id = ?1)"),
    (
        Goes::TicketWords,
        "UPDATE ticket_reopenings SET reason = '（已删除）' WHERE ticket_id IN (SELECT id FROM tickets WHERE guest_id = ?1)",
    ),
    (
        Goes::TicketWords,
        "UPDATE ticket_externals SET reference = '（已删除）', body_name = '', words = '', sent_how = '', answer_words = ''
         WHERE ticket_id IN (SELECT id FROM tickets WHERE guest_id = ?1)",
    ),
    (
        Goes::TicketWords,
        "UPDATE ticket_joins SET reason = '（已删除）', ended_because = ''
         WHERE keep_id IN (SELECT id FROM tickets WHERE guest_id = ?1) OR other_id IN (SELECT id FROM tickets WHERE guest_id = ?1)",
    ),
    (
        Goes::TicketWords,
        "UPDATE ticket_splits SET reason = '（已删除）'
         WHERE from_id IN (SELECT id FROM tickets WHERE guest_id = ?1) OR to_id IN (SELECT id FROM tickets WHERE guest_id = ?1)",
    ),
    (Goes::TicketWords, "UPDATE phone_approvals SET words = '' WHERE ticket_id IN (SELECT id FROM tickets WHERE guest_id = ?1)"),
    (
        Goes::TicketWords,
        "UPDATE phone_answers SET words = '' WHERE phone_id IN (
           SELECT p.id FROM phone_approvals p JOIN tickets t ON t.id = p.ticket_id WHERE t.guest_id = ?1)",
    ),
    (Goes::Attachments, include_str!("sql/attachment_bytes.sql")),
    (Goes::Attachments, include_str!("sql/attachments.sql")),
    (Goes::MemberWords, "UPDATE benefit_lines SET note = '' WHERE guest_id = ?1"),
    (
        Goes::MemberWords,
        "UPDATE benefit_returns SET reason = '（已删除）' WHERE line_id IN (SELECT id FROM benefit_lines WHERE guest_id = ?1)",
    ),
    (
        Goes::MemberWords,
        "UPDATE event_answers SET words = '' WHERE invite_id IN (SELECT id FROM event_invites WHERE guest_id = ?1)",
    ),
    (Goes::MemberWords, "UPDATE manual_tiers SET reason = '（已删除）' WHERE guest_id = ?1"),
    (
        Goes::MemberWords,
        "UPDATE referrals SET told = '（已删除）', ended_because = iif(ended_because = '', '', '（已删除）')
         WHERE referrer_id = ?1 OR referred_id = ?1",
    ),
    (
        Goes::MemberWords,
        "UPDATE voucher_ends SET place = '' WHERE place <> '' AND voucher_id IN (SELECT id FROM vouchers WHERE guest_id = ?1)",
    ),
    (
        Goes::MemberWords,
        "UPDATE ledger_grounds SET reason = '（已删除）' WHERE entry_id IN (
           SELECT l.id FROM accounts a JOIN ledger l ON l.from_account = a.id WHERE a.guest_id = ?1
           UNION SELECT l.id FROM accounts a JOIN ledger l ON l.to_account = a.id WHERE a.guest_id = ?1)",
    ),
    (Goes::MemberWords, "UPDATE members SET member_no = 'E' || lower(substr(hex(guest_id), 17)) WHERE guest_id = ?1"),
    (Goes::Details, "UPDATE users SET guest_id = NULL WHERE guest_id = ?1"),
    (Goes::Details, "DELETE FROM guest_details WHERE guest_id = ?1"),
];

/// Of what was asked and goes, the request's own digest goes too: it has no salt, and whoever has the file's key could try names
/// until one fits. The same key again is refused from then on, and does nothing twice. While the rows still say whose it was.
const DIGESTS: &[&str] = &[
    "UPDATE requests SET input_digest = zeroblob(32) WHERE key IN (SELECT request_key FROM history WHERE about = ?1)",
    include_str!("sql/digests_of_others.sql"),
];
/// The same of what was asked about somebody else, and goes with a word of this guest in it.
const DIGESTS_STRUCK: &str = include_str!("sql/digests_struck.sql");

/// Takes away what goes of one record. Returns how many rows of what kind.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn take_away(db: &Db, guest: GuestId) -> Result<Vec<(Goes, u64)>> {
    for sql in DIGESTS {
        db.conn().prepare(sql)?.execute([guest])?;
    }
    let steps = strip_steps(db, guest)?;
    let mut gone = vec![(Goes::TicketWords, steps)];
    for (goes, sql) in GOES {
        let rows = db.conn().prepare(sql)?.execute([guest])?;
        gone.push((*goes, rows as u64));
    }
    Ok(gone)
}

/// Takes the words out of the steps of a guest's tickets; what was decided stays.
fn strip_steps(db: &Db, guest: GuestId) -> Result<u64> {
    let sql = "SELECT s.id, s.body FROM tickets t JOIN ticket_steps s ON s.ticket_id = t.id WHERE t.guest_id = ?1";
    let steps: Vec<(StepId, String)> =
        db.conn().prepare(sql)?.query_map([guest], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut put = db.conn().prepare("UPDATE ticket_steps SET body = ?2 WHERE id = ?1")?;
    for (id, body) in &steps {
        let unread = |_| crate::base::error::Error::Damaged { what: "a step of a ticket".to_owned() };
        let body: StepBody = serde_json::from_str(body).map_err(unread)?;
        put.execute(params![id, serde_json::to_string(&body.without_words()).map_err(unread)?])?;
    }
    Ok(steps.len() as u64)
}

/// Texts of others in which a guest's word `?1` may stand; `?2` takes its place.
pub const MENTIONS: &[(MentionPlace, &str)] = &[
    (MentionPlace::Guests, "UPDATE guest_details SET note = replace(note, ?1, ?2) WHERE instr(note, ?1) > 0"),
    (MentionPlace::Guests, "UPDATE preferences SET words = replace(words, ?1, ?2) WHERE instr(words, ?1) > 0"),
    (
        MentionPlace::Guests,
        "UPDATE promises SET words = replace(words, ?1, ?2), reason = replace(reason, ?1, ?2)
         WHERE instr(words, ?1) > 0 OR instr(reason, ?1) > 0",
    ),
    (MentionPlace::Guests, "UPDATE dealings SET words = replace(words, ?1, ?2) WHERE instr(words, ?1) > 0"),
    (
        MentionPlace::Guests,
        "UPDATE companions SET name = replace(name, ?1, ?2), relation = replace(relation, ?1, ?2)
         WHERE instr(name, ?1) > 0 OR instr(relation, ?1) > 0",
    ),
    (
        MentionPlace::Guests,
        "UPDATE guest_alerts SET words = replace(words, ?1, ?2), lifted_why = replace(lifted_why, ?1, ?2)
         WHERE instr(words, ?1) > 0 OR instr(lifted_why, ?1) > 0",
    ),
    (MentionPlace::Guests, "UPDATE plan_tasks SET words = replace(words, ?1, ?2) WHERE instr(words, ?1) > 0"),
    (MentionPlace::Guests, "UPDATE benefit_lines SET note = replace(note, ?1, ?2) WHERE instr(note, ?1) > 0"),
    (MentionPlace::Guests, "UPDATE event_answers SET words = replace(words, ?1, ?2) WHERE instr(words, ?1) > 0"),
    (MentionPlace::Guests, "UPDATE contact_consents SET told = replace(told, ?1, ?2) WHERE instr(told, ?1) > 0"),
    (
        MentionPlace::Guests,
        "UPDATE referrals SET told = replace(told, ?1, ?2), ended_because = replace(ended_because, ?1, ?2)
         WHERE instr(told, ?1) > 0 OR instr(ended_because, ?1) > 0",
    ),
    (
        MentionPlace::Guests,
        "UPDATE purpose_consents SET told = replace(told, ?1, ?2), guardian = replace(guardian, ?1, ?2)
         WHERE instr(told, ?1) > 0 OR instr(guardian, ?1) > 0",
    ),
    (
        MentionPlace::Guests,
        "UPDATE rights_requests
         SET words = replace(words, ?1, ?2), identity = replace(identity, ?1, ?2), answer = replace(answer, ?1, ?2)
         WHERE instr(words, ?1) > 0 OR instr(identity, ?1) > 0 OR instr(answer, ?1) > 0",
    ),
    (
        MentionPlace::Guests,
        "UPDATE legal_holds SET reason = replace(reason, ?1, ?2), ended_because = replace(ended_because, ?1, ?2)
         WHERE instr(reason, ?1) > 0 OR instr(ended_because, ?1) > 0",
    ),
    (MentionPlace::Guests, "UPDATE merges SET reason = replace(reason, ?1, ?2) WHERE instr(reason, ?1) > 0"),
    (MentionPlace::Guests, "UPDATE manual_tiers SET reason = replace(reason, ?1, ?2) WHERE instr(reason, ?1) > 0"),
    (MentionPlace::Guests, "UPDATE ledger_grounds SET reason = replace(reason, ?1, ?2) WHERE instr(reason, ?1) > 0"),
    (MentionPlace::Guests, "UPDATE benefit_returns SET reason = replace(reason, ?1, ?2) WHERE instr(reason, ?1) > 0"),
    (MentionPlace::Guests, "UPDATE voucher_ends SET place = replace(place, ?1, ?2) WHERE instr(place, ?1) > 0"),
    (
        MentionPlace::Guests,
        "UPDATE member_events
         SET title = replace(title, ?1, ?2), place = replace(place, ?1, ?2), called_off = replace(called_off, ?1, ?2)
         WHERE instr(title, ?1) > 0 OR instr(place, ?1) > 0 OR instr(called_off, ?1) > 0",
    ),
    (MentionPlace::Guests, "DELETE FROM intake_drafts WHERE instr(body, ?1) > 0"),
    (MentionPlace::Guests, "DELETE FROM unsaved_words WHERE instr(body, ?1) > 0"),
    (MentionPlace::Complaints, "UPDATE tickets SET words = replace(words, ?1, ?2) WHERE instr(words, ?1) > 0"),
    (MentionPlace::Complaints, "UPDATE ticket_notes SET words = replace(words, ?1, ?2) WHERE instr(words, ?1) > 0"),
    (MentionPlace::Complaints, "UPDATE ticket_steps SET body = replace(body, ?1, ?2) WHERE instr(body, ?1) > 0"),
    (
        MentionPlace::Complaints,
        "UPDATE ticket_remedies SET words = replace(words, ?1, ?2), decision = replace(decision, ?1, ?2)
         WHERE instr(words, ?1) > 0 OR instr(decision, ?1) > 0",
    ),
    (
        MentionPlace::Complaints,
        "UPDATE ticket_attachments
         SET name = replace(name, ?1, ?2), words = replace(words, ?1, ?2), withdrawn_because = replace(withdrawn_because, ?1, ?2)
         WHERE instr(name, ?1) > 0 OR instr(words, ?1) > 0 OR instr(withdrawn_because, ?1) > 0",
    ),
    (
        MentionPlace::Complaints,
        "UPDATE ticket_externals
         SET words = replace(words, ?1, ?2), answer_words = replace(answer_words, ?1, ?2),
             reference = replace(reference, ?1, ?2), body_name = replace(body_name, ?1, ?2), sent_how = replace(sent_how, ?1, ?2)
         WHERE instr(words, ?1) > 0 OR instr(answer_words, ?1) > 0 OR instr(reference, ?1) > 0 OR instr(body_name, ?1) > 0
            OR instr(sent_how, ?1) > 0",
    ),
    (MentionPlace::Complaints, "UPDATE ticket_reopenings SET reason = replace(reason, ?1, ?2) WHERE instr(reason, ?1) > 0"),
    (
        MentionPlace::Complaints,
        "UPDATE ticket_joins SET reason = replace(reason, ?1, ?2), ended_because = replace(ended_because, ?1, ?2)
         WHERE instr(reason, ?1) > 0 OR instr(ended_because, ?1) > 0",
    ),
    (MentionPlace::Complaints, "UPDATE ticket_splits SET reason = replace(reason, ?1, ?2) WHERE instr(reason, ?1) > 0"),
    (MentionPlace::Complaints, "UPDATE phone_approvals SET words = replace(words, ?1, ?2) WHERE instr(words, ?1) > 0"),
    (MentionPlace::Complaints, "UPDATE phone_answers SET words = replace(words, ?1, ?2) WHERE instr(words, ?1) > 0"),
    (MentionPlace::Complaints, "UPDATE ticket_pauses SET words = replace(words, ?1, ?2) WHERE instr(words, ?1) > 0"),
    (
        MentionPlace::Complaints,
        "UPDATE corrective_actions SET finding = replace(finding, ?1, ?2), prevention = replace(prevention, ?1, ?2)
         WHERE instr(finding, ?1) > 0 OR instr(prevention, ?1) > 0",
    ),
    (MentionPlace::Complaints, "UPDATE action_steps SET body = replace(body, ?1, ?2) WHERE instr(body, ?1) > 0"),
    (
        MentionPlace::Duty,
        "UPDATE duty_lines SET words = replace(words, ?1, ?2), done_words = replace(done_words, ?1, ?2)
         WHERE instr(words, ?1) > 0 OR instr(done_words, ?1) > 0",
    ),
    (
        MentionPlace::Duty,
        "UPDATE handovers SET out_words = replace(out_words, ?1, ?2), in_words = replace(in_words, ?1, ?2)
         WHERE instr(out_words, ?1) > 0 OR instr(in_words, ?1) > 0",
    ),
    // A namesake's own record is no mention.
    (
        MentionPlace::History,
        "DELETE FROM images WHERE instr(body, ?1) > 0
           AND EXISTS (SELECT 1 FROM history h WHERE h.seq = images.seq AND h.kind <> 'guest')",
    ),
];

/// Forgets the digests of what is struck with `word` out of the history. Errors: [`crate::base::error::Error::Database`].
pub fn forget_struck(db: &Db, word: &str) -> Result<()> {
    db.conn().prepare(DIGESTS_STRUCK)?.execute([word])?;
    Ok(())
}

/// Strikes `word` out of one kind of text. Returns of how many. Errors: [`crate::base::error::Error::Database`].
pub fn strike(db: &Db, sql: &'static str, word: &str) -> Result<u64> {
    let mut statement = db.conn().prepare(sql)?;
    let rows = match statement.parameter_count() {
        1 => statement.execute([word])?,
        _ => statement.execute(params![word, STRUCK])?,
    };
    Ok(rows as u64)
}

/// What stays under the pseudonym: how many rows of what kind.
const STAYS: &[(Stays, &str)] = &[
    (Stays::Stays, "SELECT count(*) FROM stays WHERE guest_id = ?1"),
    (Stays::Tickets, "SELECT count(*) FROM tickets WHERE guest_id = ?1"),
    (
        Stays::Postings,
        "SELECT (SELECT count(*) FROM accounts a JOIN ledger l ON l.from_account = a.id WHERE a.guest_id = ?1)
              + (SELECT count(*) FROM accounts a JOIN ledger l ON l.to_account = a.id WHERE a.guest_id = ?1)",
    ),
    (Stays::Vouchers, "SELECT count(*) FROM vouchers WHERE guest_id = ?1"),
    (Stays::History, "SELECT count(*) FROM history WHERE about = ?1"),
];

/// Returns what stays of one record. Errors: [`crate::base::error::Error::Database`].
pub fn staying(db: &Db, guest: GuestId) -> Result<Vec<(Stays, u64)>> {
    let count = |sql: &'static str| -> Result<u64> {
        let count: i64 = db.conn().prepare_cached(sql)?.query_row([guest], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    };
    STAYS.iter().map(|(stays, sql)| Ok((*stays, count(sql)?))).collect()
}

/// What stands in the way.
const BLOCKS: &[(Block, &str)] = &[
    (Block::Hold, "SELECT count(*) FROM legal_holds WHERE guest_id = ?1 AND ended_at_ms IS NULL"),
    (Block::InHouse, "SELECT count(*) FROM stays WHERE guest_id = ?1 AND state = 'in_house'"),
    (Block::Booked, "SELECT count(*) FROM stays WHERE guest_id = ?1 AND state = 'booked' AND departure >= ?2"),
    (
        Block::OpenTicket,
        "SELECT count(*) FROM tickets WHERE (guest_id = ?1 OR about_guest_id = ?1) AND closed_at_ms IS NULL AND merged_into IS NULL",
    ),
    (
        Block::External,
        "SELECT count(*) FROM tickets t JOIN ticket_externals e ON e.ticket_id = t.id
         WHERE t.guest_id = ?1 AND e.answered_on IS NULL",
    ),
    (
        Block::PointsPending,
        "SELECT count(*) FROM accounts a JOIN pendings p ON p.account = a.id WHERE a.guest_id = ?1 AND p.state = 'pending'",
    ),
];

/// Returns what stands in the way of erasing one record, on the hotel's day.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn blocks(db: &Db, guest: GuestId, today: crate::base::time::BusinessDate) -> Result<Vec<(Block, u64)>> {
    let mut found = Vec::new();
    for (block, sql) in BLOCKS {
        let mut statement = db.conn().prepare_cached(sql)?;
        let count: i64 = match statement.parameter_count() {
            1 => statement.query_row([guest], |row| row.get(0))?,
            _ => statement.query_row(params![guest, today], |row| row.get(0))?,
        };
        if count > 0 {
            found.push((*block, count.unsigned_abs()));
        }
    }
    Ok(found)
}

/// Returns the records of one person: the one that stands, and all that were merged into it.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn person(db: &Db, current: GuestId) -> Result<Vec<GuestId>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/person.sql"))?;
    let rows = found.query_map([current], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns whether a record was erased. Errors: [`crate::base::error::Error::Database`].
pub fn is_erased(db: &Db, guest: GuestId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM erased_guests WHERE guest_id = ?1)";
    Ok(db.conn().prepare_cached(sql)?.query_row([guest], |row| row.get(0))?)
}

/// Returns whether the house ever had this record. Errors: [`crate::base::error::Error::Database`].
pub fn is_known(db: &Db, guest: GuestId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM guests WHERE id = ?1)";
    Ok(db.conn().prepare_cached(sql)?.query_row([guest], |row| row.get(0))?)
}

/// Returns what the person holds. Errors: [`crate::base::error::Error::Database`].
pub fn points(db: &Db, guest: GuestId) -> Result<Points> {
    let sql = "SELECT b.points FROM accounts a JOIN balances b ON b.account = a.id WHERE a.guest_id = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([guest], |row| row.get(0)).optional()?.unwrap_or(Points::ZERO))
}

pub fn insert(tx: &Tx<'_>, erased: &Erased, records: &[GuestId]) -> Result<()> {
    let unwritable = |_| crate::base::error::Error::Damaged { what: "counts of an erasure".to_owned() };
    let counts = serde_json::to_string(&erased.counts).map_err(unwritable)?;
    let struck = serde_json::to_string(&erased.struck).map_err(unwritable)?;
    tx.conn()
        .prepare_cached(
            "INSERT INTO erasures(id, guest_id, ground, request_id, counts, by_user, at_ms, business_date, struck)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            erased.id,
            erased.guest,
            erased.ground,
            erased.request,
            counts,
            erased.by_user,
            erased.at_ms,
            erased.business_date,
            struck,
        ])?;
    let mut put = tx.conn().prepare_cached("INSERT INTO erased_guests(guest_id, erasure_id) VALUES (?1, ?2)")?;
    for record in records {
        put.execute(params![record, erased.id])?;
    }
    Ok(())
}

macro_rules! erasures {
    ($rest:literal) => {
        concat!("SELECT id, guest_id, ground, request_id, counts, by_user, at_ms, business_date, struck FROM erasures ", $rest)
    };
}

/// Returns the acts of erasure, the newest first. Errors: [`crate::base::error::Error::Database`].
pub fn erasures(db: &Db, most: u32) -> Result<Vec<Erased>> {
    let mut found = db.conn().prepare_cached(erasures!("ORDER BY rowid DESC LIMIT ?1"))?;
    let rows = found.query_map([most], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Erased> {
    let (counts, struck): (String, String) = (row.get(4)?, row.get(8)?);
    let unread = |_| rusqlite::Error::InvalidColumnType(4, "counts".to_owned(), rusqlite::types::Type::Text);
    Ok(Erased {
        id: row.get(0)?,
        guest: row.get(1)?,
        ground: row.get(2)?,
        request: row.get(3)?,
        counts: serde_json::from_str(&counts).map_err(unread)?,
        struck: serde_json::from_str(&struck).map_err(unread)?,
        by_user: row.get(5)?,
        at_ms: row.get(6)?,
        business_date: row.get(7)?,
    })
}

/// Returns every record that was erased, with what is needed to erase it again. Errors: [`crate::base::error::Error::Database`].
pub fn entries(db: &Db) -> Result<Vec<ErasedEntry>> {
    let sql = "SELECT g.guest_id, e.id, e.guest_id, e.ground, e.by_user, e.at_ms, e.struck
               FROM erasures e JOIN erased_guests g ON g.erasure_id = e.id ORDER BY e.rowid, g.guest_id";
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map([], |row| {
        Ok(ErasedEntry {
            guest: row.get(0)?,
            erasure: row.get(1)?,
            current: row.get(2)?,
            ground: row.get(3)?,
            by_user: row.get(4)?,
            at_ms: row.get(5)?,
            struck: serde_json::from_str(&row.get::<_, String>(6)?)
                .map_err(|_| rusqlite::Error::InvalidColumnType(6, "struck".to_owned(), rusqlite::types::Type::Text))?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

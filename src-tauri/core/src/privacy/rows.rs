//! Rows of holds, consents and requests, and whose they are.

use rusqlite::{OptionalExtension, Row, params};

use super::{
    consents::{ConsentText, Purpose, PurposeConsent},
    holds::LegalHold,
    papers::{PaperKind, PrivacyPaper},
    requests::{RequestLine, RightsRequest},
    retention::{DueGuest, RetentionRules, RetentionRun, RetentionVersion},
};
use crate::{
    audit::op::RecordKind,
    base::{
        error::{Common, Error, Result},
        ids::{GuestId, HoldId, PaperId, RawId, RightsRequestId},
        time::BusinessDate,
    },
    db::{Db, Tx, merged::MovedKind},
};

macro_rules! holds {
    ($rest:literal) => {
        concat!(
            "SELECT id, guest_id, reason, by_user, at_ms, business_date, ended_because, ended_by, ended_at_ms FROM legal_holds ",
            $rest
        )
    };
}

pub(super) fn not_found() -> Error {
    Common::NotFound { record: RecordKind::Privacy.word() }.into()
}

pub fn insert_hold(tx: &Tx<'_>, hold: &LegalHold) -> Result<()> {
    let sql = "INSERT INTO legal_holds(id, guest_id, reason, by_user, at_ms, business_date) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    tx.conn().prepare_cached(sql)?.execute(params![
        hold.id,
        hold.guest_id,
        hold.reason,
        hold.by_user,
        hold.at_ms,
        hold.business_date
    ])?;
    Ok(())
}

pub fn end_hold(tx: &Tx<'_>, hold: &LegalHold) -> Result<()> {
    let sql = "UPDATE legal_holds SET ended_because = ?2, ended_by = ?3, ended_at_ms = ?4 WHERE id = ?1";
    tx.conn().prepare_cached(sql)?.execute(params![hold.id, hold.ended_because, hold.ended_by, hold.ended_at_ms])?;
    Ok(())
}

pub fn hold(db: &Db, id: HoldId) -> Result<LegalHold> {
    let mut found = db.conn().prepare_cached(holds!("WHERE id = ?1"))?;
    found.query_row([id], read_hold).optional()?.ok_or_else(not_found)
}

pub fn holds_of(db: &Db, guest: GuestId) -> Result<Vec<LegalHold>> {
    let mut found = db.conn().prepare_cached(holds!("WHERE guest_id = ?1 ORDER BY at_ms DESC, id DESC"))?;
    let rows = found.query_map([guest], read_hold)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn read_hold(row: &Row<'_>) -> rusqlite::Result<LegalHold> {
    Ok(LegalHold {
        id: row.get(0)?,
        guest_id: row.get(1)?,
        reason: row.get(2)?,
        by_user: row.get(3)?,
        at_ms: row.get(4)?,
        business_date: row.get(5)?,
        ended_because: row.get(6)?,
        ended_by: row.get(7)?,
        ended_at_ms: row.get(8)?,
    })
}

/// The statements that hand one kind over: all of a guest's, and one.
fn giving(kind: MovedKind) -> Result<(&'static str, &'static str)> {
    Ok(match kind {
        MovedKind::Purpose => (
            "UPDATE purpose_consents SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id",
            "UPDATE purpose_consents SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2",
        ),
        MovedKind::Request => (
            "UPDATE rights_requests SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id",
            "UPDATE rights_requests SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2",
        ),
        MovedKind::Hold => (
            "UPDATE legal_holds SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id",
            "UPDATE legal_holds SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2",
        ),
        _ => return Err(Error::Damaged { what: "what moves with a merge".to_owned() }),
    })
}

pub fn give_all(tx: &Tx<'_>, kind: MovedKind, from: GuestId, to: GuestId) -> Result<Vec<RawId>> {
    let mut rows = tx.conn().prepare_cached(giving(kind)?.0)?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn give(tx: &Tx<'_>, kind: MovedKind, id: RawId, from: GuestId, to: GuestId) -> Result<bool> {
    Ok(tx.conn().prepare_cached(giving(kind)?.1)?.execute(params![id, from, to])? > 0)
}

pub fn text_of(db: &Db, purpose: Purpose) -> Result<Option<ConsentText>> {
    let sql = "SELECT purpose, version, words, business_date FROM consent_texts WHERE purpose = ?1 ORDER BY version DESC LIMIT 1";
    let mut found = db.conn().prepare_cached(sql)?;
    let read = |row: &Row<'_>| {
        Ok(ConsentText { purpose: row.get(0)?, version: row.get(1)?, words: row.get(2)?, business_date: row.get(3)? })
    };
    Ok(found.query_row([purpose], read).optional()?)
}

pub fn insert_text(tx: &Tx<'_>, text: &ConsentText) -> Result<()> {
    let sql = "INSERT INTO consent_texts(purpose, version, words, by_user, at_ms, business_date) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let by = tx.session().user;
    tx.conn().prepare_cached(sql)?.execute(params![text.purpose, text.version, text.words, by, tx.at(), text.business_date])?;
    Ok(())
}

macro_rules! words {
    ($rest:literal) => {
        concat!(
            "SELECT id, guest_id, purpose, agreed, text_version, told, guardian, by_user, at_ms, business_date
             FROM purpose_consents ",
            $rest
        )
    };
}

pub fn insert_word(tx: &Tx<'_>, word: &PurposeConsent) -> Result<()> {
    let sql =
        "INSERT INTO purpose_consents(id, guest_id, purpose, agreed, text_version, told, guardian, by_user, at_ms, business_date)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    tx.conn().prepare_cached(sql)?.execute(params![
        word.id,
        word.guest_id,
        word.purpose,
        word.agreed,
        word.text_version,
        word.told,
        word.guardian,
        word.by_user,
        word.at_ms,
        word.business_date,
    ])?;
    Ok(())
}

pub fn word_of(db: &Db, guest: GuestId, purpose: Purpose) -> Result<Option<PurposeConsent>> {
    let mut found = db.conn().prepare_cached(words!("WHERE guest_id = ?1 AND purpose = ?2 ORDER BY seq DESC LIMIT 1"))?;
    Ok(found.query_row(params![guest, purpose], read_word).optional()?)
}

pub fn words_of(db: &Db, guest: GuestId) -> Result<Vec<PurposeConsent>> {
    let mut found = db.conn().prepare_cached(words!("WHERE guest_id = ?1 ORDER BY seq DESC"))?;
    let rows = found.query_map([guest], read_word)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn read_word(row: &Row<'_>) -> rusqlite::Result<PurposeConsent> {
    Ok(PurposeConsent {
        id: row.get(0)?,
        guest_id: row.get(1)?,
        purpose: row.get(2)?,
        agreed: row.get(3)?,
        text_version: row.get(4)?,
        told: row.get(5)?,
        guardian: row.get(6)?,
        by_user: row.get(7)?,
        at_ms: row.get(8)?,
        business_date: row.get(9)?,
    })
}

/// Returns the guests born after `born_after` for whom no guardian agreed to anything.
pub fn children_without_guardian(db: &Db, born_after: BusinessDate) -> Result<Vec<GuestId>> {
    let sql = "SELECT d.guest_id FROM guest_details d JOIN guests g ON g.id = d.guest_id AND g.merged_into IS NULL
               WHERE d.birth_date > ?1 AND d.birth_date GLOB '[0-9]*'
                 AND NOT EXISTS (SELECT 1 FROM purpose_consents p WHERE p.guest_id = d.guest_id AND p.guardian <> '' AND p.agreed)
               ORDER BY d.birth_date LIMIT 200";
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map([born_after], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

macro_rules! requests {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.guest_id, r.wanted, r.words, r.channel, r.identity, r.asked_on, r.due_on, r.by_user, r.at_ms,
               r.business_date, r.outcome, r.answer, r.answered_by, r.answered_at_ms, coalesce(d.name, ''), coalesce(u.name, '')
             FROM rights_requests r
             LEFT JOIN guest_details d ON d.guest_id = r.guest_id LEFT JOIN users u ON u.id = r.by_user ",
            $rest
        )
    };
}

pub fn insert_request(tx: &Tx<'_>, new: &RightsRequest) -> Result<()> {
    let sql = "INSERT INTO rights_requests(id, guest_id, wanted, words, channel, identity, asked_on, due_on, by_user, at_ms, business_date)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    tx.conn().prepare_cached(sql)?.execute(params![
        new.id,
        new.guest_id,
        new.wanted,
        new.words,
        new.channel,
        new.identity,
        new.asked_on,
        new.due_on,
        new.by_user,
        new.at_ms,
        new.business_date,
    ])?;
    Ok(())
}

pub fn put_answer(tx: &Tx<'_>, request: &RightsRequest) -> Result<()> {
    let sql = "UPDATE rights_requests SET outcome = ?2, answer = ?3, answered_by = ?4, answered_at_ms = ?5 WHERE id = ?1";
    let (outcome, by, at) = (request.outcome, request.answered_by, request.answered_at_ms);
    tx.conn().prepare_cached(sql)?.execute(params![request.id, outcome, request.answer, by, at])?;
    Ok(())
}

/// Answers the request that an erasure carries out; nothing where it is another guest's or answered.
pub fn answer_erased(tx: &Tx<'_>, request: RightsRequestId, guest: GuestId) -> Result<()> {
    let sql = "UPDATE rights_requests SET outcome = 'done', answered_by = ?3, answered_at_ms = ?4
               WHERE id = ?1 AND guest_id = ?2 AND outcome IS NULL";
    tx.conn().prepare_cached(sql)?.execute(params![request, guest, tx.session().user, tx.at()])?;
    Ok(())
}

pub fn request(db: &Db, id: RightsRequestId) -> Result<RightsRequest> {
    let mut found = db.conn().prepare_cached(requests!("WHERE r.id = ?1"))?;
    found.query_row([id], read_request).optional()?.map(|line| line.request).ok_or_else(not_found)
}

pub fn requests(db: &Db, most: u32) -> Result<Vec<RequestLine>> {
    let mut found = db.conn().prepare_cached(requests!(
        "ORDER BY r.outcome IS NOT NULL, CASE WHEN r.outcome IS NULL THEN r.due_on END, r.answered_at_ms DESC LIMIT ?1"
    ))?;
    let rows = found.query_map([most], read_request)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn requests_of(db: &Db, guest: GuestId) -> Result<Vec<RightsRequest>> {
    let mut found = db.conn().prepare_cached(requests!("WHERE r.guest_id = ?1 ORDER BY r.at_ms DESC, r.id DESC"))?;
    let rows = found.query_map([guest], |row| read_request(row).map(|line| line.request))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn read_request(row: &Row<'_>) -> rusqlite::Result<RequestLine> {
    let request = RightsRequest {
        id: row.get(0)?,
        guest_id: row.get(1)?,
        wanted: row.get(2)?,
        words: row.get(3)?,
        channel: row.get(4)?,
        identity: row.get(5)?,
        asked_on: row.get(6)?,
        due_on: row.get(7)?,
        by_user: row.get(8)?,
        at_ms: row.get(9)?,
        business_date: row.get(10)?,
        outcome: row.get(11)?,
        answer: row.get(12)?,
        answered_by: row.get(13)?,
        answered_at_ms: row.get(14)?,
    };
    Ok(RequestLine { request, name: row.get(15)?, by: row.get(16)? })
}

pub fn retention(db: &Db) -> Result<Option<RetentionVersion>> {
    let sql = "SELECT v.version, v.rules, v.why, coalesce(u.name, ''), v.at_ms
               FROM retention_versions v LEFT JOIN users u ON u.id = v.by_user ORDER BY v.version DESC LIMIT 1";
    let mut found = db.conn().prepare_cached(sql)?;
    let read = |row: &Row<'_>| {
        Ok(RetentionVersion {
            version: row.get(0)?,
            rules: json(&row.get::<_, String>(1)?, 1)?,
            why: row.get(2)?,
            by: row.get(3)?,
            at_ms: row.get(4)?,
        })
    };
    Ok(found.query_row([], read).optional()?)
}

fn json<T: serde::de::DeserializeOwned>(text: &str, column: usize) -> rusqlite::Result<T> {
    serde_json::from_str(text)
        .map_err(|_| rusqlite::Error::InvalidColumnType(column, "JSON".to_owned(), rusqlite::types::Type::Text))
}

fn written<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|_| Error::Damaged { what: "a value that does not serialise".to_owned() })
}

pub fn insert_retention(tx: &Tx<'_>, version: u32, rules: RetentionRules, why: &str) -> Result<()> {
    let sql = "INSERT INTO retention_versions(version, rules, why, by_user, at_ms) VALUES (?1, ?2, ?3, ?4, ?5)";
    tx.conn().prepare_cached(sql)?.execute(params![version, written(&rules)?, why, tx.session().user, tx.at()])?;
    Ok(())
}

/// Returns whose time is over, the longest first; what holds them is not asked here.
pub fn due(db: &Db, guests: BusinessDate, members: BusinessDate, most: u32) -> Result<Vec<DueGuest>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/due.sql"))?;
    let rows = found.query_map(params![guests, members, most], |row| {
        Ok(DueGuest { guest: row.get(0)?, name: row.get(1)?, member: row.get(2)?, last_on: row.get(3)?, held_by: Vec::new() })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn insert_run(tx: &Tx<'_>, run: &RetentionRun, version: u32) -> Result<()> {
    let sql = "INSERT INTO retention_runs(id, run_on, version, erased, held, by_user, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let erased = u32::try_from(run.erased.len()).unwrap_or(u32::MAX);
    tx.conn().prepare_cached(sql)?.execute(params![run.id, run.on, version, erased, run.held, tx.session().user, tx.at()])?;
    Ok(())
}

/// Returns the next number of a kind of paper, with the desk's letter in it.
pub fn next_number(tx: &mut Tx<'_>, kind: PaperKind) -> Result<String> {
    let letter = tx.hotel().desk_letter;
    let series = match kind {
        PaperKind::Breach => "PB",
        PaperKind::Assessment => "PA",
    };
    let number = crate::db::numbers::next_number(tx, &format!("{series}-{letter}"))?;
    Ok(format!("{series}-{letter}{number:04}"))
}

macro_rules! papers {
    ($rest:literal) => {
        concat!(
            "SELECT p.paper_id, p.number, p.version, p.body, coalesce(u.name, ''), p.at_ms, p.business_date
             FROM privacy_papers p LEFT JOIN users u ON u.id = p.by_user ",
            $rest
        )
    };
}

pub fn insert_paper(tx: &Tx<'_>, paper: &PrivacyPaper, kind: PaperKind) -> Result<()> {
    let sql = "INSERT INTO privacy_papers(paper_id, version, kind, number, body, by_user, at_ms, business_date)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    tx.conn().prepare_cached(sql)?.execute(params![
        paper.id,
        paper.version,
        kind,
        paper.number,
        written(&paper.body)?,
        tx.session().user,
        paper.at_ms,
        paper.business_date,
    ])?;
    Ok(())
}

pub fn paper(db: &Db, id: PaperId) -> Result<PrivacyPaper> {
    let mut found = db.conn().prepare_cached(papers!("WHERE p.paper_id = ?1 ORDER BY p.version DESC LIMIT 1"))?;
    found.query_row([id], read_paper).optional()?.ok_or_else(not_found)
}

pub fn papers(db: &Db, most: u32) -> Result<Vec<PrivacyPaper>> {
    let mut found = db.conn().prepare_cached(papers!(
        "WHERE p.version = (SELECT max(n.version) FROM privacy_papers n WHERE n.paper_id = p.paper_id) ORDER BY p.at_ms DESC LIMIT ?1"
    ))?;
    let rows = found.query_map([most], read_paper)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn read_paper(row: &Row<'_>) -> rusqlite::Result<PrivacyPaper> {
    Ok(PrivacyPaper {
        id: row.get(0)?,
        number: row.get(1)?,
        version: row.get(2)?,
        body: json(&row.get::<_, String>(3)?, 3)?,
        by: row.get(4)?,
        at_ms: row.get(5)?,
        business_date: row.get(6)?,
    })
}

//! Rows of `ticket_attachments` and `ticket_attachment_bytes`.

use rusqlite::{OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::{AttachFile, Attachment, photo::Kept};
use crate::{
    base::{
        error::{Common, Result},
        ids::{AttachmentId, TicketId},
    },
    db::{Db, Tx},
};

macro_rules! attachments {
    ($rest:expr) => {
        concat!(
            "SELECT a.id, a.ticket_id, a.kind, a.name, a.words, a.bytes, lower(hex(a.sha256)), a.blanked, a.by_user, u.name, a.at_ms,
               a.withdrawn_at_ms, w.name, a.withdrawn_because
             FROM ticket_attachments a LEFT JOIN users u ON u.id = a.by_user LEFT JOIN users w ON w.id = a.withdrawn_by ",
            $rest
        )
    };
}

/// Saves a file of the person and instant of this write.
pub(crate) fn insert(tx: &Tx<'_>, id: AttachmentId, input: &AttachFile, kept: &Kept) -> Result<()> {
    let digest: [u8; 32] = Sha256::digest(&kept.bytes).into();
    tx.conn()
        .prepare_cached(
            "INSERT INTO ticket_attachments(id, ticket_id, kind, name, words, bytes, sha256, blanked, by_user, at_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            id,
            input.ticket,
            kept.kind,
            input.name,
            input.words,
            u32::try_from(kept.bytes.len()).unwrap_or(u32::MAX),
            digest,
            kept.blanked,
            tx.session().user,
            tx.at(),
        ])?;
    tx.conn()
        .prepare_cached("INSERT INTO ticket_attachment_bytes(attachment_id, content) VALUES (?1, ?2)")?
        .execute(params![id, kept.bytes])?;
    Ok(())
}

/// Withdraws one in the name of the person of this write.
pub(crate) fn withdraw(tx: &Tx<'_>, id: AttachmentId, because: &str) -> Result<()> {
    tx.conn()
        .prepare_cached(
            "UPDATE ticket_attachments SET withdrawn_at_ms = ?2, withdrawn_by = ?3, withdrawn_because = ?4 WHERE id = ?1",
        )?
        .execute(params![id, tx.at(), tx.session().user, because])?;
    Ok(())
}

/// Returns the attachments of a ticket in the order they came, withdrawn ones included.
pub(crate) fn of_ticket(db: &Db, ticket: TicketId) -> Result<Vec<Attachment>> {
    let mut found = db.conn().prepare_cached(attachments!("WHERE a.ticket_id = ?1 ORDER BY a.rowid"))?;
    let rows = found.query_map([ticket], attachment_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns one attachment.
///
/// Errors: [`Common::NotFound`].
pub(crate) fn one(db: &Db, id: AttachmentId) -> Result<Attachment> {
    let mut found = db.conn().prepare_cached(attachments!("WHERE a.id = ?1"))?;
    let found = found.query_row([id], attachment_row).optional()?;
    found.ok_or_else(|| Common::NotFound { record: "attachment" }.into())
}

/// Returns the bytes of one.
pub(crate) fn bytes(db: &Db, id: AttachmentId) -> Result<Vec<u8>> {
    let sql = "SELECT content FROM ticket_attachment_bytes WHERE attachment_id = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

/// Takes an attachment with its digest and its bytes; no bytes where they are not there.
pub(crate) type Visit<'v> = dyn FnMut(AttachmentId, &[u8], Option<&[u8]>) + 'v;

/// Visits every attachment in the order they came.
pub(crate) fn each(db: &Db, visit: &mut Visit<'_>) -> Result<()> {
    let mut found = db.conn().prepare(
        "SELECT a.id, a.sha256, b.content FROM ticket_attachments a
         LEFT JOIN ticket_attachment_bytes b ON b.attachment_id = a.id ORDER BY a.rowid",
    )?;
    let mut found = found.query([])?;
    while let Some(row) = found.next()? {
        let (sha256, content) = (row.get_ref(1)?, row.get_ref(2)?);
        visit(row.get(0)?, sha256.as_blob().unwrap_or_default(), content.as_blob_or_null().ok().flatten());
    }
    Ok(())
}

fn attachment_row(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    Ok(Attachment {
        id: row.get(0)?,
        ticket: row.get(1)?,
        kind: row.get(2)?,
        name: row.get(3)?,
        words: row.get(4)?,
        bytes: row.get(5)?,
        sha256: row.get(6)?,
        blanked: row.get(7)?,
        by: row.get(8)?,
        by_name: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
        at_ms: row.get(10)?,
        withdrawn_at_ms: row.get(11)?,
        withdrawn_by_name: row.get::<_, Option<String>>(12)?.unwrap_or_default(),
        withdrawn_because: row.get(13)?,
    })
}

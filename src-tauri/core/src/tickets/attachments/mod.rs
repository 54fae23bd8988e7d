//! Photos and papers that prove what a complaint says: kept in the encrypted file, never changed or deleted.
//!
//! Owns `ticket_attachments` and `ticket_attachment_bytes`. A file is what its first bytes say, never what its name says; where
//! a photo says where it was taken, that is blanked before it is kept. One that was put there by mistake is withdrawn with a
//! reason and stays recorded. History keeps the SHA-256, so the chain covers the bytes. Source: catalogue T18.

mod photo;
pub(crate) mod rows;

use std::{io::Write as _, path::Path};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Common, Error, Refusal, Result},
        files,
        ids::{AttachmentId, TicketId, UserId},
        role::Session,
        text,
        time::Instant,
    },
    db::{Db, Tx},
    stored_words,
    tickets::{self, joining, record_facts, rules},
};

/// The most bytes that one attachment has: 8 MiB.
pub const BYTES_MAX: usize = 8 * 1024 * 1024;
/// The most attachments of one ticket that are not withdrawn.
pub const STANDING_MAX: usize = 12;
/// The most attachments of one ticket, withdrawn ones included.
const KEPT_MAX: usize = 36;
const NAME_MAX: usize = 120;

stored_words! {
    /// What a file is by its first bytes.
    pub enum AttachmentKind {
        /// A JPEG photo
        Jpeg = "jpeg",
        /// A PNG picture
        Png = "png",
        /// A WEBP photo
        Webp = "webp",
        /// A HEIC photo
        Heic = "heic",
        /// A PDF paper
        Pdf = "pdf",
    }
}

/// Why a file is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachmentRefusal {
    /// It has more than [`BYTES_MAX`] bytes.
    TooLarge,
    /// It is no JPEG, PNG, WEBP, HEIC or PDF.
    UnknownKind,
    /// It says where it was taken in a way that cannot be blanked.
    SaysWhere,
    /// The ticket has [`STANDING_MAX`] already.
    TooMany,
    /// It is withdrawn already.
    WithdrawnAlready,
}

impl Refusal for AttachmentRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "attachment_too_large",
            Self::UnknownKind => "attachment_unknown_kind",
            Self::SaysWhere => "attachment_says_where",
            Self::TooMany => "attachment_too_many",
            Self::WithdrawnAlready => "attachment_withdrawn",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooLarge => vec![("max", (BYTES_MAX / 1024 / 1024).to_string())],
            Self::TooMany => vec![("max", STANDING_MAX.to_string())],
            Self::UnknownKind | Self::SaysWhere | Self::WithdrawnAlready => Vec::new(),
        }
    }
}

/// A file that proves something; its bytes go beside this, named by their digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AttachFile {
    /// Which ticket.
    pub ticket: TicketId,
    /// What the file is called.
    pub name: String,
    /// What is to be seen, where somebody said.
    pub words: String,
    /// SHA-256 of the bytes as they came, hexadecimal.
    pub sha256: String,
}

/// An attachment that does not belong there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WithdrawAttachment {
    /// Which.
    pub attachment: AttachmentId,
    /// Why.
    pub reason: String,
}

/// One attachment without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Attachment {
    /// Id.
    pub id: AttachmentId,
    /// Under which ticket.
    pub ticket: TicketId,
    /// What it is.
    pub kind: AttachmentKind,
    /// What the file was called.
    pub name: String,
    /// What is to be seen.
    pub words: String,
    /// How many bytes are kept.
    pub bytes: u32,
    /// SHA-256 of what is kept, hexadecimal.
    pub sha256: String,
    /// It said where it was taken; that was blanked.
    pub blanked: bool,
    /// Who.
    pub by: UserId,
    /// Their name.
    pub by_name: String,
    /// When.
    pub at_ms: Instant,
    /// When it was withdrawn; none while it stands.
    pub withdrawn_at_ms: Option<Instant>,
    /// Who withdrew it.
    pub withdrawn_by_name: String,
    /// Why.
    pub withdrawn_because: String,
}

/// What history keeps of an attachment: what it is, never the bytes.
#[derive(Serialize)]
struct Image<'a> {
    attachment: AttachmentId,
    kind: AttachmentKind,
    name: &'a str,
    words: &'a str,
    sha256: &'a str,
    withdrawn_because: &'a str,
}

/// Returns the digest that [`AttachFile::sha256`] is: hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Keeps a file under a ticket, closed ones included: what is learnt later proves something too.
///
/// Errors: [`AttachmentRefusal`], [`Common`] naming the field, [`tickets::TicketRefusal::NotYourDepartment`], `not_found`.
pub fn attach(tx: &mut Tx<'_>, input: &AttachFile, bytes: &[u8]) -> Result<AttachmentId> {
    let op = tx.begin(Op::AttachFile)?;
    let facts = tickets::rows::facts(tx.db(), input.ticket)?;
    if !rules::may_see(tx.session(), &facts) {
        return Err(Common::NotFound { record: "ticket" }.into());
    }
    if input.sha256 != digest(bytes) {
        return Err(Common::BadValue { field: "sha256" }.into());
    }
    let kept = photo::kept(bytes)?;
    let before = rows::of_ticket(tx.db(), input.ticket)?;
    let standing = before.iter().filter(|one| one.withdrawn_at_ms.is_none()).count();
    if standing >= STANDING_MAX || before.len() >= KEPT_MAX {
        return Err(AttachmentRefusal::TooMany.into());
    }
    let name = text::required("name", &input.name, NAME_MAX)?;
    let words = text::optional("words", &input.words, text::LINE_MAX)?;
    let id: AttachmentId = tx.new_id();
    rows::insert(tx, id, &AttachFile { name: name.clone(), words: words.clone(), ..input.clone() }, &kept)?;
    let sha256 = digest(&kept.bytes);
    let image = Image { attachment: id, kind: kept.kind, name: &name, words: &words, sha256: &sha256, withdrawn_because: "" };
    record_facts(tx, op, Change::noted(facts.id, &image)?, &facts)?;
    Ok(id)
}

/// Withdraws an attachment: it stays recorded with its digest and the reason, and is shown no more.
///
/// Errors: [`AttachmentRefusal::WithdrawnAlready`], [`tickets::TicketRefusal::NotYourDepartment`], [`Common`] naming the field,
/// `not_found`.
pub fn withdraw(tx: &mut Tx<'_>, input: &WithdrawAttachment) -> Result<AttachmentId> {
    let op = tx.begin(Op::WithdrawAttachment)?;
    let one = rows::one(tx.db(), input.attachment)?;
    let case = tickets::rows::case(tx.db(), one.ticket)?;
    rules::may_work(tx.session(), &case)?;
    if one.withdrawn_at_ms.is_some() {
        return Err(AttachmentRefusal::WithdrawnAlready.into());
    }
    let reason = text::required("reason", &input.reason, text::LINE_MAX)?;
    rows::withdraw(tx, one.id, &reason)?;
    let image = |withdrawn_because| Image {
        attachment: one.id,
        kind: one.kind,
        name: &one.name,
        words: &one.words,
        sha256: &one.sha256,
        withdrawn_because,
    };
    let change = Change::updated(case.facts.id, &image(""), &image(&reason))?;
    record_facts(tx, op, change, &case.facts)?;
    Ok(one.id)
}

/// Writes an attachment that stands to `path`, whole or not at all, and remembers who took it out of the house's file.
/// Nothing is ever overwritten.
///
/// Errors: those of [`content`]; [`Error::File`] where `path` cannot be written or is there already.
pub fn copy(tx: &mut Tx<'_>, id: AttachmentId, path: &Path) -> Result<AttachmentId> {
    let op = tx.begin(Op::CopyAttachment)?;
    let (one, bytes) = content(tx.db(), tx.session(), id)?;
    let facts = tickets::rows::facts(tx.db(), one.ticket)?;
    if path.exists() {
        return Err(files::failed("create", path, std::io::ErrorKind::AlreadyExists.into()));
    }
    files::write_whole(path, |out| out.write_all(&bytes).map_err(|source| files::failed("write", path, source)))?;
    let image =
        Image { attachment: id, kind: one.kind, name: &one.name, words: &one.words, sha256: &one.sha256, withdrawn_because: "" };
    record_facts(tx, op, Change::noted(facts.id, &image)?, &facts)?;
    Ok(id)
}

/// Returns the attachments whose bytes are not those that were kept, withdrawn ones included, the first `most` of them.
///
/// Errors: [`Error::Database`].
pub fn differing(db: &Db, most: usize) -> Result<Vec<AttachmentId>> {
    let mut differing = Vec::new();
    rows::each(db, &mut |id, sha256, bytes| {
        if differing.len() < most && bytes.is_none_or(|bytes| Sha256::digest(bytes).as_slice() != sha256) {
            differing.push(id);
        }
    })?;
    Ok(differing)
}

/// Returns the attachments of a ticket in the order they came, withdrawn ones included, then those of the tickets that were
/// taken into it, as far as `session` may see them.
///
/// Errors: [`Common::NotFound`], also for a ticket that `session` may not see.
pub fn of_ticket(db: &Db, session: &Session, ticket: TicketId) -> Result<Vec<Attachment>> {
    if !rules::may_see(session, &tickets::rows::facts(db, ticket)?) {
        return Err(Common::NotFound { record: "ticket" }.into());
    }
    let mut found = rows::of_ticket(db, ticket)?;
    for other in joining::rows::taken_in(db, ticket)? {
        if rules::may_see(session, &tickets::rows::facts(db, other)?) {
            found.extend(rows::of_ticket(db, other)?);
        }
    }
    Ok(found)
}

/// Returns one attachment without its bytes, withdrawn ones included.
///
/// Errors: [`Common::NotFound`], also for one that `session` may not see.
pub fn one(db: &Db, session: &Session, id: AttachmentId) -> Result<Attachment> {
    let one = rows::one(db, id)?;
    if !rules::may_see(session, &tickets::rows::facts(db, one.ticket)?) {
        return Err(Common::NotFound { record: "attachment" }.into());
    }
    Ok(one)
}

/// Returns the bytes of an attachment that stands, after holding them against their digest.
///
/// Errors: [`Common::NotFound`], also for one that is withdrawn or that `session` may not see; [`Error::Damaged`] where the
/// bytes are not those that were kept.
pub fn content(db: &Db, session: &Session, id: AttachmentId) -> Result<(Attachment, Vec<u8>)> {
    let one = one(db, session, id)?;
    if one.withdrawn_at_ms.is_some() {
        return Err(Common::NotFound { record: "attachment" }.into());
    }
    let bytes = rows::bytes(db, id)?;
    if digest(&bytes) != one.sha256 {
        return Err(Error::Damaged { what: "an attachment whose bytes changed".to_owned() });
    }
    Ok((one, bytes))
}

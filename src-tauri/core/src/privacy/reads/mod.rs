//! Who read what of whom, when and why (查阅记录): what the house writes down of reads of personal data, for its data officer.
//!
//! Owns nothing: openings of cards are `card_openings`, what asked for a reason or left the house stands in history, what was
//! refused in `denials`. Absent on purpose: what was read, and lists that show names masked.
//!
//! Source: PIPL art. 51 and 54; the house's table of roles, "reads of personal data".

mod rows;

use serde::{Deserialize, Serialize};

use crate::{
    audit::{chain::Head, op::Op},
    base::{
        contact::ContactKind,
        error::Result,
        ids::{GuestId, UserId},
        time::{BusinessDate, Instant},
    },
    db::{
        Db,
        denials::{self, AskedDenials},
    },
    privacy::erase,
    staff, stored_words,
};

/// Most lines that are listed.
pub const READS_MAX: u32 = 500;

stored_words! {
    /// What kind of read it was.
    pub enum ReadKind {
        /// 打开客史卡: a card was opened, once a person and day with how often
        Opened = "opened",
        /// 查看联系方式: a contact was shown whole
        Revealed = "revealed",
        /// 出具副本: a guest's copy was made
        Copied = "copied",
        /// 导出名单: a list left
        Listed = "listed",
        /// 取出附件: a photo or paper of a complaint was taken out
        Taken = "taken",
        /// 打印材料: evidence was printed
        Printed = "printed",
        /// 被拒绝: asked for without the right, or without the PIN
        Denied = "denied",
    }
}

/// One read, or several of the same person, card and day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ReadLine {
    /// Which kind.
    pub kind: ReadKind,
    /// When; of several the last.
    pub at_ms: Instant,
    /// The first of several; none where it was one.
    pub since_ms: Option<Instant>,
    /// How often.
    pub times: u32,
    /// Who.
    pub user: UserId,
    /// Who, as colleagues read it.
    pub by: String,
    /// Of whom; none where it was of many, or was refused.
    pub guest: Option<GuestId>,
    /// Their name; empty where they were erased since.
    pub name: String,
    /// Which contact was shown; none where it was another thing, or the contact is gone.
    pub field: Option<ContactKind>,
    /// What was done, or refused.
    pub operation: Op,
    /// Why, in the words of who asked; empty where nothing asks for a reason, or it was erased.
    pub why: String,
}

/// Which reads are asked for; nothing named is everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AskedReads {
    /// Of this colleague.
    pub user: Option<UserId>,
    /// Of this guest, and of the records that were merged into theirs.
    pub guest: Option<GuestId>,
    /// Of this kind.
    pub kind: Option<ReadKind>,
    /// From this day on.
    pub from: Option<BusinessDate>,
    /// To this day.
    pub to: Option<BusinessDate>,
}

/// A colleague by whom reads can be looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Reader {
    /// Who.
    pub user: UserId,
    /// As colleagues read it.
    pub name: String,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Reads {
    /// The newest first.
    pub lines: Vec<ReadLine>,
    /// There are more, further back.
    pub more: bool,
    /// Everybody who ever worked here.
    pub readers: Vec<Reader>,
    /// The guest's name, where reads of one are asked for.
    pub of: String,
    /// The chain's head, for the print.
    pub head: Head,
}

/// The operations that history keeps as reads; `sql/reads_noted.sql` names them once more, for its index.
const KEPT_BY_HISTORY: &[(ReadKind, Op)] = &[
    (ReadKind::Revealed, Op::RevealContact),
    (ReadKind::Copied, Op::CopyGuest),
    (ReadKind::Listed, Op::ExportGuestList),
    (ReadKind::Listed, Op::ExportMemberList),
    (ReadKind::Taken, Op::CopyAttachment),
    (ReadKind::Printed, Op::PrintEvidence),
];

/// Returns who read what of whom, the newest first, at most [`READS_MAX`].
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn reads(db: &Db, asked: &AskedReads) -> Result<Reads> {
    let staff = staff::list(db)?;
    let records = match asked.guest {
        Some(guest) => erase::records(db, guest)?.into_iter().map(Some).collect(),
        None => vec![None],
    };
    let mut lines = Vec::new();
    let wants = |kind: ReadKind| asked.kind.is_none_or(|wanted| wanted == kind);
    let kept: Vec<(ReadKind, Op)> = KEPT_BY_HISTORY.iter().filter(|(kind, _)| wants(*kind)).copied().collect();
    for record in records {
        lines.extend(rows::noted(db, asked, record, &kept)?);
        if wants(ReadKind::Opened) {
            lines.extend(rows::opened(db, asked, record)?);
        }
    }
    if wants(ReadKind::Denied) && asked.guest.is_none() {
        lines.extend(denied(db, asked)?);
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.at_ms));
    let most = READS_MAX as usize;
    let more = lines.len() > most;
    lines.truncate(most);
    for line in &mut lines {
        line.by = staff.iter().find(|user| user.id == line.user).map(|user| user.name.clone()).unwrap_or_default();
    }
    let readers = staff.into_iter().map(|user| Reader { user: user.id, name: user.name }).collect();
    let of = asked.guest.map(|guest| rows::name(db, guest)).transpose()?.unwrap_or_default();
    Ok(Reads { lines, more, readers, of, head: db.head()? })
}

fn denied(db: &Db, asked: &AskedReads) -> Result<Vec<ReadLine>> {
    let begins = |date: BusinessDate| db.hotel().clock.begins(date);
    let (from, before) = (asked.from.map(begins), asked.to.map(|to| begins(to.plus_days(1))));
    let found = denials::newest(db, &AskedDenials { user: asked.user, from, before, limit: READS_MAX + 1 })?;
    let line = |one: denials::Denial| ReadLine {
        kind: ReadKind::Denied,
        at_ms: one.last_at,
        since_ms: (one.times > 1).then_some(one.at),
        times: one.times,
        user: one.user,
        by: String::new(),
        guest: None,
        name: String::new(),
        field: None,
        operation: one.op,
        why: String::new(),
    };
    Ok(found.into_iter().map(line).collect())
}

/// Returns the reason that history keeps of a read: a text of its own, or the first text of what it keeps.
fn why(image: Option<&str>) -> String {
    let kept = image.and_then(|image| serde_json::from_str::<serde_json::Value>(image).ok());
    match kept {
        Some(serde_json::Value::String(why)) => why,
        Some(serde_json::Value::Array(parts)) => parts.iter().find_map(|part| part.as_str()).unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

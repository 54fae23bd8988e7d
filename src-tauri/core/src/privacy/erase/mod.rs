//! 删除: a guest's words leave the file, and what stays is said before. Ledger, nights and sums stay under the pseudonym; the
//! chain of the history stays whole, for an image takes its salt along.
//!
//! The act has four parts, in this order: the write; the list of who was erased, beside the file and every backup
//! ([`listed`]); the write-ahead log emptied; the packages that are kept replaced ([`kept`]). Broken off, it is run again
//! under the same request and goes on. Source: PIPL art. 47.

pub mod copies;
pub mod listed;
pub mod mentions;
pub mod reapply;
pub(crate) mod rows;

use std::path::Path;

use serde::{Deserialize, Serialize};

pub use copies::OlderCopies;
pub use listed::ErasedEntry;
pub use mentions::{Mention, MentionPlace};

use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::Result,
        ids::{ErasureId, ExportId, GuestId, RightsRequestId, UserId},
        points::Points,
        request::Request,
        role::{Confirmed, Session},
        time::{BusinessDate, Instant},
    },
    db::{Db, Done, Store, Tx, merged},
    export::{
        Report,
        kept::{self, carried},
    },
    guests,
    privacy::PrivacyRefusal,
    stored_words,
};

/// Most acts that are listed.
pub const ERASURES_LISTED_MAX: u32 = 200;

stored_words! {
    /// Why somebody is erased. Source: PIPL art. 47.
    pub enum Ground {
        /// 本人要求
        Asked = "asked",
        /// 撤回同意
        Withdrawn = "withdrawn",
        /// 保存期限届满
        Retention = "retention",
        /// 违法违约处理
        Unlawful = "unlawful",
    }
}

stored_words! {
    /// What goes.
    pub enum Goes {
        /// Name, birthday, document, company, note.
        Details = "details",
        /// 联系方式
        Contacts = "contacts",
        /// 喜好
        Wishes = "wishes",
        /// 承诺
        Promises = "promises",
        /// 互动、活动、意见
        Dealings = "dealings",
        /// 同行人
        Companions = "companions",
        /// 提醒
        Alerts = "alerts",
        /// 服务计划
        Tasks = "tasks",
        /// Every word of the complaints.
        TicketWords = "ticket_words",
        /// Photos and papers under them.
        Attachments = "attachments",
        /// 大堂副理日志
        DutyWords = "duty_words",
        /// Member number, reasons and notes of the programme.
        MemberWords = "member_words",
        /// Where and how the guest agreed.
        ConsentWords = "consent_words",
        /// The words of requests and holds.
        Requests = "requests",
        /// 预订号
        BookingNumbers = "booking_numbers",
        /// Before and after of what was done.
        Images = "images",
        /// What a merge took from whom.
        MergeValues = "merge_values",
        /// What an import changed.
        ImportImages = "import_images",
        /// Intakes that were not saved.
        Drafts = "drafts",
        /// Who opened the card.
        Openings = "openings",
        /// 疑似重复
        Duplicates = "duplicates",
        /// The same words in what is somebody else's.
        Mentions = "mentions",
    }
}

stored_words! {
    /// What stays, under the pseudonym.
    pub enum Stays {
        /// Nights and sums of the stays; the PMS's key, so that an import does not bring them anew.
        Stays = "stays",
        /// What complaints were about and what they cost, without a word.
        Tickets = "tickets",
        /// 积分流水
        Postings = "postings",
        /// 兑换券
        Vouchers = "vouchers",
        /// That something was done, when and by whom.
        History = "history",
    }
}

stored_words! {
    /// What stands in the way.
    pub enum Block {
        /// 法律保留
        Hold = "hold",
        /// 在住
        InHouse = "in_house",
        /// 已预订
        Booked = "booked",
        /// 投诉未结
        OpenTicket = "open_ticket",
        /// 外部投诉未答复
        External = "external",
        /// 积分有争议或挂账
        PointsPending = "points_pending",
    }
}

/// How much of something goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct GoesCount {
    /// What.
    pub what: Goes,
    /// Rows.
    #[specta(type = f64)]
    pub count: u64,
}

/// How much of something stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StaysCount {
    /// What.
    pub what: Stays,
    /// Rows.
    #[specta(type = f64)]
    pub count: u64,
}

/// How often something stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BlockCount {
    /// What.
    pub what: Block,
    /// Rows.
    #[specta(type = f64)]
    pub count: u64,
}

/// How much goes and stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ErasureCounts {
    /// Records of the person: the one that stands and those merged into it.
    pub records: u32,
    /// What goes.
    pub goes: Vec<GoesCount>,
    /// What stays.
    pub stays: Vec<StaysCount>,
    /// Points that stay on the pseudonym and lapse on their dates.
    pub points: Points,
}

/// What an erasure would do, told before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ErasureForeseen {
    /// The record that stands.
    pub guest: GuestId,
    /// The name that goes.
    pub name: String,
    /// What goes and stays.
    pub counts: ErasureCounts,
    /// What stands in the way; nothing is erased while one does.
    pub blocks: Vec<BlockCount>,
    /// Where the same words stand in what is somebody else's.
    pub mentions: Vec<Mention>,
    /// Packages that are kept and hold the guest: each is replaced by another version.
    pub packages: u32,
    /// What an erasure names, so that what goes is what was shown.
    pub seen: String,
}

/// Erases a guest. Not a word of who it is: this input is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct EraseGuest {
    /// Who.
    pub guest: GuestId,
    /// Why.
    pub ground: Ground,
    /// The request it answers, where there is one.
    pub request: Option<RightsRequestId>,
    /// Places in which the same words are struck out of what is somebody else's.
    pub strike: Vec<MentionPlace>,
    /// From what was shown.
    pub seen: String,
}

/// An act of erasure, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Erased {
    /// Names it.
    pub id: ErasureId,
    /// The pseudonym.
    pub guest: GuestId,
    /// Why.
    pub ground: Ground,
    /// The request it answers.
    pub request: Option<RightsRequestId>,
    /// What went and stays.
    pub counts: ErasureCounts,
    /// Where else the same words were struck out.
    pub struck: Vec<MentionPlace>,
    /// Who.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day.
    pub business_date: BusinessDate,
}

/// What the whole act did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ErasureDone {
    /// The act.
    pub erased: Erased,
    /// Packages that took the place of those that held the guest.
    pub packages: Vec<ExportId>,
    /// Places beside which the list of the erased lies now.
    pub lists: u32,
    /// The write-ahead log is empty; otherwise somebody still reads an older view, and the next write empties it.
    pub log_empty: bool,
    /// What lies in copies of before, and until when.
    pub older: OlderCopies,
}

/// Where an erasure goes beside the file.
pub struct Around<'a> {
    /// Folders of backups, each with a list of the erased of its own.
    pub backups: &'a [&'a Path],
    /// Where packages are written that take the place of others.
    pub packages: &'a Path,
    /// What those say of why they go again.
    pub why: &'a str,
}

/// Returns what erasing `guest` would do: it is done and taken back.
///
/// Errors: [`crate::base::error::Common::NotAllowed`], `not_found`, [`PrivacyRefusal::Erased`].
pub fn foresee(store: &Store, session: &Session, guest: GuestId, today: BusinessDate) -> Result<ErasureForeseen> {
    let (current, name, words) = store.read(session, Op::ReadPrivacy, |db| {
        let current = standing(db, guest)?;
        Ok((current, guests::get(db, current)?.name, mentions::words(db, current)?))
    })?;
    let (counts, blocks, mentions) = store.tried(|db| {
        let blocks = blocking(db, current, today)?;
        Ok((removed(db, current)?, blocks, mentions::counted(db, &words)?))
    })?;
    let packages = kept::held_in(store, current)?;
    let seen = seen(&counts, &blocks);
    Ok(ErasureForeseen { guest: current, name, counts, blocks, mentions, packages, seen })
}

/// Erases a guest, whole: the write, the lists, the log and the packages. `confirmed` is the acting person's PIN, given again.
///
/// Errors: [`PrivacyRefusal`], [`crate::base::error::Common::NotAllowed`], those of [`kept::replace_kept`] and [`listed::lay`].
pub fn carry_out(
    store: &Store,
    request: &Request,
    input: &EraseGuest,
    confirmed: &Confirmed,
    around: &Around<'_>,
    report: &mut Report<'_>,
) -> Result<Done<ErasureDone>> {
    let done = store.write(request, Op::EraseGuest, input, |tx| erase(tx, input, confirmed))?;
    let Followed { packages, lists, log_empty } = follow(store, request, &[done.value.guest], around, report)?;
    let older = copies::older(store, around.backups, done.value.at_ms)?;
    Ok(Done {
        value: ErasureDone { erased: done.value, packages, lists, log_empty, older },
        changed: done.changed,
        seq: done.seq,
    })
}

/// What followed a write that erased people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Followed {
    /// Packages that took the place of those that held somebody.
    pub packages: Vec<ExportId>,
    /// Places beside which the list of the erased lies now.
    pub lists: u32,
    /// The write-ahead log is empty.
    pub log_empty: bool,
}

/// Carries an erasure on beside the file: the lists, the packages, those that lie with backups, the log. The same again does no
/// harm.
///
/// Errors: those of [`kept::replace_kept`] and [`listed::lay`].
pub fn follow(
    store: &Store,
    request: &Request,
    erased: &[GuestId],
    around: &Around<'_>,
    report: &mut Report<'_>,
) -> Result<Followed> {
    let lists = listed::lay(store, around.backups)?;
    let mut packages = Vec::new();
    for guest in erased {
        for record in store.read_as_house(|db| rows::person(db, *guest))? {
            packages.extend(kept::replace_kept(store, request, (record, around.why), around.packages, report)?);
        }
    }
    for folder in around.backups {
        carried::take_out(store, folder)?;
    }
    Ok(Followed { packages, lists, log_empty: store.empty_log()? })
}

/// Erases somebody whose time is over, in the write of a run that looked at what stands in the way.
///
/// Errors: [`PrivacyRefusal::Erased`], `not_found`.
pub(crate) fn by_rule(tx: &mut Tx<'_>, guest: GuestId, ground: Ground) -> Result<Erased> {
    let op = tx.begin(Op::EraseGuest)?;
    let current = standing(tx.db(), guest)?;
    let records = rows::person(tx.db(), current)?;
    let erased = Erased {
        id: tx.new_id(),
        guest: current,
        ground,
        request: None,
        counts: removed(tx.db(), current)?,
        struck: Vec::new(),
        by_user: tx.session().user,
        at_ms: tx.at(),
        business_date: tx.business_date(),
    };
    remember(tx, op, &erased, &records)?;
    Ok(erased)
}

/// Returns what stands in the way of erasing somebody. Errors: [`crate::base::error::Error::Database`].
pub fn blocks(db: &Db, guest: GuestId, today: BusinessDate) -> Result<Vec<Block>> {
    Ok(blocking(db, guest, today)?.into_iter().map(|block| block.what).collect())
}

/// Erases a guest's words in the file.
///
/// Errors: [`PrivacyRefusal`], `not_found`.
pub fn erase(tx: &mut Tx<'_>, input: &EraseGuest, confirmed: &Confirmed) -> Result<Erased> {
    let op = tx.begin(Op::EraseGuest)?;
    if confirmed.user() != tx.session().user {
        return Err(PrivacyRefusal::NotConfirmed.into());
    }
    let current = standing(tx.db(), input.guest)?;
    let blocks = blocking(tx.db(), current, tx.business_date())?;
    if !blocks.is_empty() {
        let by: Vec<&str> = blocks.iter().map(|block| block.what.word()).collect();
        return Err(PrivacyRefusal::Blocked { by: by.join(",") }.into());
    }
    let words = mentions::words(tx.db(), current)?;
    let records = rows::person(tx.db(), current)?;
    let mut counts = removed(tx.db(), current)?;
    if seen(&counts, &blocks) != input.seen {
        return Err(PrivacyRefusal::SeenMeanwhile.into());
    }
    let struck = tx.db().past_guards(|| mentions::strike(tx.db(), &words, &input.strike))?;
    if struck > 0 {
        counts.goes.push(GoesCount { what: Goes::Mentions, count: struck });
    }
    let erased = Erased {
        id: tx.new_id(),
        guest: current,
        ground: input.ground,
        request: input.request,
        counts,
        struck: input.strike.clone(),
        by_user: tx.session().user,
        at_ms: tx.at(),
        business_date: tx.business_date(),
    };
    if let Some(request) = input.request {
        crate::privacy::rows::answer_erased(tx, request, current)?;
    }
    remember(tx, op, &erased, &records)?;
    Ok(erased)
}

/// Keeps what was done, and has everything that derives from the guest made again.
fn remember(tx: &mut Tx<'_>, op: crate::db::Begun, erased: &Erased, records: &[GuestId]) -> Result<()> {
    rows::insert(tx, erased, records)?;
    for record in records {
        tx.search_again(*record);
        tx.file_again(*record);
    }
    for kind in RecordKind::ALL {
        tx.touches(*kind);
    }
    tx.record(op, Change::noted(erased.id, erased)?.about(erased.guest))?;
    Ok(())
}

/// Takes away what goes of every record of the person, and counts what stays.
fn removed(db: &Db, current: GuestId) -> Result<ErasureCounts> {
    let records = rows::person(db, current)?;
    let points = rows::points(db, current)?;
    let mut stays: Vec<StaysCount> = Vec::new();
    let mut goes: Vec<GoesCount> = Vec::new();
    for record in &records {
        for (what, count) in rows::staying(db, *record)? {
            match stays.iter_mut().find(|known| known.what == what) {
                Some(known) => known.count += count,
                None => stays.push(StaysCount { what, count }),
            }
        }
    }
    for record in &records {
        for (what, count) in db.past_guards(|| rows::take_away(db, *record))? {
            match goes.iter_mut().find(|known| known.what == what) {
                Some(known) => known.count += count,
                None => goes.push(GoesCount { what, count }),
            }
        }
    }
    goes.retain(|goes| goes.count > 0);
    goes.sort_by_key(|goes| goes.what);
    Ok(ErasureCounts { records: u32::try_from(records.len()).unwrap_or(u32::MAX), goes, stays, points })
}

/// Returns the record that stands for `guest`, who has not been erased.
fn standing(db: &Db, guest: GuestId) -> Result<GuestId> {
    let current = merged::current(db, guest)?;
    if rows::is_erased(db, current)? {
        return Err(PrivacyRefusal::Erased.into());
    }
    guests::get(db, current)?;
    Ok(current)
}

fn blocking(db: &Db, current: GuestId, today: BusinessDate) -> Result<Vec<BlockCount>> {
    let mut blocks: Vec<BlockCount> = Vec::new();
    for record in rows::person(db, current)? {
        for (what, count) in rows::blocks(db, record, today)? {
            match blocks.iter_mut().find(|known| known.what == what) {
                Some(known) => known.count += count,
                None => blocks.push(BlockCount { what, count }),
            }
        }
    }
    Ok(blocks)
}

/// Returns what names a preview: another state of the record has another. What only looking at the record adds to does not
/// count: the history, who opened the card.
fn seen(counts: &ErasureCounts, blocks: &[BlockCount]) -> String {
    let passing = [Goes::Images, Goes::Openings, Goes::Drafts, Goes::Duplicates, Goes::Requests];
    let goes: Vec<&GoesCount> = counts.goes.iter().filter(|goes| !passing.contains(&goes.what)).collect();
    let stays: Vec<&StaysCount> = counts.stays.iter().filter(|stays| stays.what != Stays::History).collect();
    let told = serde_json::to_vec(&(counts.records, goes, stays, counts.points, blocks)).unwrap_or_default();
    blake3::hash(&told).to_hex()[..16].to_owned()
}

/// Returns the acts of erasure, the newest first. Errors: [`crate::base::error::Error::Database`].
pub fn all(db: &Db) -> Result<Vec<Erased>> {
    rows::erasures(db, ERASURES_LISTED_MAX)
}

/// Returns the records of one person: the one that stands, and all that were merged into it.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn records(db: &Db, current: GuestId) -> Result<Vec<GuestId>> {
    rows::person(db, current)
}

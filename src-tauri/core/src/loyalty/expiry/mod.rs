//! 到期: a dated run takes what is left of every lot whose last day has come. It is previewed, it can be repeated, it never
//! goes beyond the hotel's business date, and it never runs by itself.
//!
//! The hotel's day follows the machine's clock. Where the file knows nothing of the days just before, the clock has perhaps
//! jumped: then a run is refused until somebody says that the day is right. A run is not undone; a member's expiry is taken
//! back like any posting, and what comes back is good for the programme's days of grace.

mod rows;

use serde::{Deserialize, Serialize};

use crate::loyalty::{Entry, EntryCode, Expired, House, LoyaltyRefusal, MemberNo, Tier, negative, rows as ledger, rules};
use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::Result,
        ids::{GuestId, RecordId},
        points::Points,
        time::BusinessDate,
    },
    db::{Db, Tx},
};

/// Page cache of a run, in KiB: a million members' postings go through seven indexes, whose pages would else be written and
/// read again and again before the run is through.
const PAGE_CACHE_KIB: i64 = 256 * 1024;
/// Members whom a preview lists.
pub const LISTED_MAX: u32 = 100;
/// Runs that the page lists.
pub const RUNS_MAX: u32 = 24;
/// Days before the hotel's day of which the file should know something.
pub const KNOWN_DAYS: i64 = 14;

/// Input of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RunExpiry {
    /// The day that the run closes.
    pub on: BusinessDate,
    /// The hotel's day that a person read and found right, where the clock may have jumped.
    pub day_is_right: Option<BusinessDate>,
}

/// What a run would take, and what speaks against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ExpiryPreview {
    /// The day that the run would close.
    pub on: BusinessDate,
    /// How many members would lose points.
    pub members: u32,
    /// How many points together.
    #[specta(type = f64)]
    pub points: i64,
    /// The same by tier, lowest first; a tier that loses nothing is not there.
    pub by_tier: Vec<TierExpiry>,
    /// Who loses most first, at most [`LISTED_MAX`].
    pub listed: Vec<MemberExpiry>,
    /// Why the hotel's day may be wrong.
    pub clock: Option<ClockDoubt>,
    /// Runs that took points, the latest first.
    pub runs: Vec<PastRun>,
}

/// What a tier would lose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct TierExpiry {
    /// Which.
    pub tier: Tier,
    /// Its members.
    pub members: u32,
    /// Their points.
    #[specta(type = f64)]
    pub points: i64,
}

/// What a member would lose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct MemberExpiry {
    /// Who.
    pub guest: GuestId,
    /// As printed on the card.
    pub member_no: MemberNo,
    /// As the guest writes it.
    pub name: String,
    /// The tier held.
    pub tier: Tier,
    /// How many.
    pub points: Points,
    /// The earliest last day among them.
    pub first: BusinessDate,
    /// What would be left.
    pub left: Points,
}

/// Why the hotel's day may be wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ClockDoubt {
    /// The hotel's day now.
    pub today: BusinessDate,
    /// The day of the newest record before it; none where there is nothing before.
    pub last: Option<BusinessDate>,
}

/// A run that took points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PastRun {
    /// The day that it closed.
    pub on: BusinessDate,
    /// The hotel's day on which it was made.
    pub made_on: BusinessDate,
    /// Who, as colleagues read it.
    pub by: String,
    /// Members who lost points.
    pub members: u32,
    /// Points together.
    #[specta(type = f64)]
    pub points: i64,
}

/// What history keeps of a run.
#[derive(Serialize)]
struct Remembered {
    expired: Expired,
    digest: String,
}

/// Returns what a run on `on` would take, as of the hotel's day.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn preview(db: &Db, on: BusinessDate, today: BusinessDate) -> Result<ExpiryPreview> {
    let by_tier = rows::by_tier(db, on)?;
    Ok(ExpiryPreview {
        on,
        members: by_tier.iter().map(|tier| tier.members).sum(),
        points: by_tier.iter().map(|tier| tier.points).sum(),
        by_tier,
        listed: rows::listed(db, on, LISTED_MAX)?,
        clock: doubt(db, today)?,
        runs: rows::runs(db, RUNS_MAX)?,
    })
}

/// Returns why the hotel's day may be wrong: the file knows of a later day, or of none of the days just before. A practice
/// hotel's clock is made, and jumps when it is told to.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn doubt(db: &Db, today: BusinessDate) -> Result<Option<ClockDoubt>> {
    if db.hotel().practice {
        return Ok(None);
    }
    let known = rows::known_days(db, today)?;
    let right = rules::day_is_plausible(&known, today);
    let last = known.iter().copied().filter(|day| *day != today).max();
    Ok(if right { None } else { Some(ClockDoubt { today, last }) })
}

/// Returns the days of the newest records, from which the hotel's day must follow ([`rules::day_is_plausible`]); none in a
/// practice hotel, whose clock is made.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn days_known(db: &Db, today: BusinessDate) -> Result<Vec<BusinessDate>> {
    if db.hotel().practice { Ok(Vec::new()) } else { rows::known_days(db, today) }
}

/// Posts the expiry of every lot whose last business date is `on` or earlier. The same date again finds nothing left to take.
///
/// One operation whatever its size: history keeps a digest over its postings in order.
///
/// Errors: [`LoyaltyRefusal::RunAhead`], [`LoyaltyRefusal::ClockDoubt`].
pub fn run(tx: &mut Tx<'_>, input: &RunExpiry) -> Result<Expired> {
    let op = tx.begin(Op::ExpirePoints)?;
    let today = tx.business_date();
    rules::run_may(input.on, today, tx.hotel().practice)?;
    if input.day_is_right != Some(today)
        && let Some(doubt) = doubt(tx.db(), today)?
    {
        return Err(LoyaltyRefusal::ClockDoubt { today: doubt.today, last: doubt.last }.into());
    }
    let db = tx.db();
    let (expired, digest) = db.with_page_cache(PAGE_CACHE_KIB, || take(tx, input.on))?;
    if expired.members > 0 {
        let run: RecordId = tx.new_id();
        tx.touches(RecordKind::Member);
        tx.record(op, Change::noted(run, &Remembered { expired: expired.clone(), digest })?)?;
    }
    Ok(expired)
}

/// Takes what is due, account by account. Returns what it took, and a digest over the postings in order.
fn take(tx: &mut Tx<'_>, on: BusinessDate) -> Result<(Expired, String)> {
    let mut digest = blake3::Hasher::new();
    let mut expired = Expired { on, members: 0, points: 0 };
    let mut after = crate::loyalty::AccountId(0);
    loop {
        let due = ledger::due_lots(tx.db(), on, after)?;
        let Some((last, _)) = due.last() else { break };
        after = *last;
        for (account, takes) in due {
            let points: i64 = takes.iter().map(|take| take.points.count()).sum();
            let entry = Entry {
                id: tx.new_id(),
                code: EntryCode::Expire,
                house: House::Expired,
                points: negative(Points::new(points).unwrap_or_default()),
                source: format!("expiry:{on}"),
                memo: String::new(),
                reverses: None,
                lot_expires_on: None,
                takes,
            };
            ledger::put_entry(tx, account, &entry)?;
            digest.update(entry.id.raw().bytes());
            digest.update(&points.to_be_bytes());
            expired.members += 1;
            expired.points += points;
        }
    }
    Ok((expired, digest.finalize().to_hex().to_string()))
}

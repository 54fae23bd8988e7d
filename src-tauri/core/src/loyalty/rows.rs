//! SQL of the points domain: members, accounts, ledger, lots.

use std::collections::{BTreeSet, HashSet};

use rusqlite::{
    CachedStatement, OptionalExtension, Row, ToSql, params,
    types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef},
};

use super::{
    adjust::Grounds,
    along::PostingRow,
    check::{LedgerLaw, WrongRow},
    rules::{Shares, StayFacts},
    types::{AccountId, Basis, Entry, EntryCode, House, Lot, MEMBER_NO_DIGITS, Member, MemberNo, Take},
};
use crate::{
    base::{
        error::{Error, Result},
        ids::{EntryId, GuestId, LotId, MergeId, StayId, UserId},
        points::Points,
        time::BusinessDate,
    },
    db::{Db, Tx, numbers},
};

/// Accounts read at a time by an expiry run.
const DUE_ACCOUNTS: usize = 5_000;
/// First number of a member's account; the schema checks it.
const FIRST_MEMBER_ACCOUNT: i64 = 101;
/// The running count of member numbers.
const MEMBER_SERIES: &str = "member";
/// How many numbers in a row may be taken by imported members before we stop looking for a free one.
const TAKEN_NUMBERS_MAX: u32 = 1_000_000;

impl ToSql for AccountId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0))
    }
}

impl FromSql for AccountId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

impl ToSql for MemberNo {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for MemberNo {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        String::column_result(value).map(Self)
    }
}

/// A posting as a reversal sees it.
pub(super) struct Posting {
    pub guest: GuestId,
    pub account: AccountId,
    pub house: House,
    pub code: EntryCode,
    /// The member's gain.
    pub points: Points,
}

pub(super) fn member(db: &Db, guest: GuestId) -> Result<Option<Member>> {
    let sql = "SELECT guest_id, member_no, tier, tier_since, enrolled_on FROM members WHERE guest_id = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([guest], member_row).optional()?)
}

pub(super) fn member_of_number(db: &Db, number: &str) -> Result<Option<Member>> {
    let sql = "SELECT guest_id, member_no, tier, tier_since, enrolled_on FROM members WHERE member_no = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([number], member_row).optional()?)
}

fn member_row(row: &Row<'_>) -> rusqlite::Result<Member> {
    Ok(Member {
        guest: row.get(0)?,
        member_no: row.get(1)?,
        tier: row.get(2)?,
        tier_since: row.get(3)?,
        enrolled_on: row.get(4)?,
    })
}

/// Returns whether the guest is there and not merged into another.
pub(super) fn guest_stands(db: &Db, guest: GuestId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM guests WHERE id = ?1 AND merged_into IS NULL)";
    Ok(db.conn().prepare_cached(sql)?.query_row([guest], |row| row.get(0))?)
}

/// Returns the next number of the series that no imported member holds.
pub(super) fn next_member_no(tx: &mut Tx<'_>) -> Result<MemberNo> {
    for _ in 0..TAKEN_NUMBERS_MAX {
        let number = numbers::next_number(tx, MEMBER_SERIES)?;
        let text = format!("{number:0MEMBER_NO_DIGITS$}");
        if member_of_number(tx.db(), &text)?.is_none() {
            return Ok(MemberNo(text));
        }
    }
    Err(Error::Damaged { what: "the series of member numbers".to_owned() })
}

pub(super) fn put_member(tx: &Tx<'_>, member: &Member) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/put_member.sql"))?.execute(params![
        member.guest,
        member.member_no,
        member.tier,
        member.tier_since,
        member.enrolled_on
    ])?;
    Ok(())
}

pub(super) fn open_account(tx: &Tx<'_>, guest: GuestId) -> Result<AccountId> {
    let sql = "INSERT INTO accounts(id, guest_id) SELECT max(?1, max(id) + 1), ?2 FROM accounts RETURNING id";
    let account = tx.conn().prepare_cached(sql)?.query_row(params![FIRST_MEMBER_ACCOUNT, guest], |row| row.get(0))?;
    tx.conn().prepare_cached("INSERT INTO balances(account, points) VALUES (?1, 0)")?.execute([account])?;
    Ok(account)
}

pub(super) fn account(db: &Db, guest: GuestId) -> Result<Option<AccountId>> {
    Ok(db
        .conn()
        .prepare_cached("SELECT id FROM accounts WHERE guest_id = ?1")?
        .query_row([guest], |row| row.get(0))
        .optional()?)
}

pub(super) fn balance(db: &Db, account: AccountId) -> Result<Points> {
    let found =
        db.conn().prepare_cached("SELECT points FROM balances WHERE account = ?1")?.query_row([account], |row| row.get(0));
    Ok(found.optional()?.unwrap_or_default())
}

pub(super) fn open_lots(db: &Db, account: AccountId) -> Result<Vec<Lot>> {
    collect(db, include_str!("sql/open_lots.sql"), params![account], lot_row)
}

pub(super) fn lots_of_entry(db: &Db, entry: EntryId) -> Result<Vec<Lot>> {
    let sql = "SELECT id, entry_id, points, left_points, expires_on FROM lots WHERE entry_id = ?1 ORDER BY id";
    collect(db, sql, params![entry], lot_row)
}

fn lot_row(row: &Row<'_>) -> rusqlite::Result<Lot> {
    Ok(Lot { id: row.get(0)?, entry: row.get(1)?, points: row.get(2)?, left: row.get(3)?, expires_on: row.get(4)? })
}

pub(super) fn takes_of_entry(db: &Db, entry: EntryId) -> Result<Vec<Take>> {
    let sql = "SELECT u.lot_id, u.points, l.expires_on FROM lot_uses u JOIN lots l ON l.id = u.lot_id WHERE u.entry_id = ?1 ORDER BY u.lot_id";
    collect(db, sql, params![entry], |row| Ok(Take { lot: row.get(0)?, points: row.get(1)?, expires_on: row.get(2)? }))
}

/// Returns what the next accounts after `after` lose on `on`, by account.
pub(super) fn due_lots(db: &Db, on: BusinessDate, after: AccountId) -> Result<Vec<(AccountId, Vec<Take>)>> {
    let mut due: Vec<(AccountId, Vec<Take>)> = Vec::new();
    let mut found = db.conn().prepare_cached(include_str!("sql/due_lots.sql"))?;
    let mut rows = found.query(params![on, after, i64::try_from(DUE_ACCOUNTS).unwrap_or(i64::MAX)])?;
    while let Some(row) = rows.next()? {
        let account: AccountId = row.get(0)?;
        let take = Take { lot: row.get(1)?, points: row.get(2)?, expires_on: row.get(3)? };
        match due.last_mut() {
            Some((last, takes)) if *last == account => takes.push(take),
            _ => due.push((account, vec![take])),
        }
    }
    Ok(due)
}

/// Writes the posting, both balances and what it took of lots; a credit's own lot is written beside it.
pub(super) fn put_entry(tx: &Tx<'_>, account: AccountId, entry: &Entry) -> Result<()> {
    let conn = tx.conn();
    let house = entry.house.account();
    let credit = entry.points > Points::ZERO;
    let (from, to) = if credit { (house, account) } else { (account, house) };
    conn.prepare_cached(include_str!("sql/put_entry.sql"))?.execute(params![
        entry.id,
        from,
        to,
        entry.points.count().abs(),
        entry.code,
        entry.source,
        entry.memo,
        entry.reverses,
        tx.key(),
        tx.session().user,
        tx.at(),
        tx.business_date(),
    ])?;
    move_balance(tx, account, entry.points.count())?;
    move_balance(tx, house, -entry.points.count())?;
    for take in &entry.takes {
        put_take(tx, entry.id, take)?;
    }
    Ok(())
}

/// No upsert: SQLite would check the difference itself against the bounds of a balance.
fn move_balance(tx: &Tx<'_>, account: AccountId, gain: i64) -> Result<()> {
    let conn = tx.conn();
    let moved =
        conn.prepare_cached("UPDATE balances SET points = points + ?2 WHERE account = ?1")?.execute(params![account, gain])?;
    if moved == 0 {
        conn.prepare_cached("INSERT INTO balances(account, points) VALUES (?1, ?2)")?.execute(params![account, gain])?;
    }
    Ok(())
}

fn put_take(tx: &Tx<'_>, entry: EntryId, take: &Take) -> Result<()> {
    let conn = tx.conn();
    conn.prepare_cached("INSERT INTO lot_uses(entry_id, lot_id, points) VALUES (?1, ?2, ?3)")?.execute(params![
        entry,
        take.lot,
        take.points
    ])?;
    conn.prepare_cached("UPDATE lots SET left_points = left_points - ?2 WHERE id = ?1")?
        .execute(params![take.lot, take.points])?;
    Ok(())
}

pub(super) fn put_lot(tx: &Tx<'_>, account: AccountId, lot: &Lot) -> Result<()> {
    let sql = "INSERT INTO lots(id, account, entry_id, points, left_points, expires_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    tx.conn().prepare_cached(sql)?.execute(params![lot.id, account, lot.entry, lot.points, lot.left, lot.expires_on])?;
    Ok(())
}

/// Gives every open lot of `account` that would end before `expires_on` this last day, by activity `entry`.
pub(super) fn extend_lots(tx: &Tx<'_>, account: AccountId, entry: EntryId, expires_on: BusinessDate) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/extend_lots.sql"))?.execute(params![account, entry, expires_on])?;
    let sql = "UPDATE lots SET expires_on = ?2 WHERE account = ?1 AND left_points > 0 AND expires_on < ?2";
    tx.conn().prepare_cached(sql)?.execute(params![account, expires_on])?;
    Ok(())
}

pub(super) fn posting(db: &Db, entry: EntryId) -> Result<Option<Posting>> {
    let found = db.conn().prepare_cached(include_str!("sql/posting.sql"))?.query_row([entry], |row| {
        Ok(Posting { guest: row.get(0)?, account: row.get(1)?, house: row.get(2)?, code: row.get(3)?, points: row.get(4)? })
    });
    Ok(found.optional()?)
}

pub(super) fn is_reversed(db: &Db, entry: EntryId) -> Result<bool> {
    Ok(db
        .conn()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM ledger WHERE reverses = ?1)")?
        .query_row([entry], |row| row.get(0))?)
}

/// Returns what files brought to the account and what was not taken out again: points and the last day that they had.
pub(super) fn brought_to(db: &Db, account: AccountId) -> Result<Vec<(Points, BusinessDate)>> {
    collect(db, include_str!("sql/brought_to.sql"), params![account], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Returns the postings of this file that stand, in order.
pub(super) fn brought_by(db: &Db, source: &str) -> Result<Vec<EntryId>> {
    collect(db, include_str!("sql/brought_by.sql"), params![source], |row| row.get(0))
}

/// Keeps why a posting was made by hand, and who confirmed it.
pub(super) fn put_grounds(tx: &Tx<'_>, entry: EntryId, grounds: &Grounds) -> Result<()> {
    let sql = "INSERT INTO ledger_grounds(entry_id, reason, second_by) VALUES (?1, ?2, ?3)";
    tx.conn().prepare_cached(sql)?.execute(params![entry, grounds.reason, grounds.second])?;
    Ok(())
}

/// Gives a posting the grounds of the promise that it fulfils, where that has some.
pub(super) fn hand_grounds(tx: &Tx<'_>, from: EntryId, to: EntryId) -> Result<()> {
    let sql = "INSERT INTO ledger_grounds(entry_id, reason, second_by) \
               SELECT ?2, reason, second_by FROM ledger_grounds WHERE entry_id = ?1";
    tx.conn().prepare_cached(sql)?.execute(params![from, to])?;
    Ok(())
}

/// Returns how many points `user` gave and took by hand on `account` on `date`, without a second person.
pub(super) fn given_alone(db: &Db, account: AccountId, user: UserId, date: BusinessDate) -> Result<i64> {
    Ok(db
        .conn()
        .prepare_cached(include_str!("sql/given_alone.sql"))?
        .query_row(params![account, user, date], |row| row.get(0))?)
}

/// Returns the guest's record that is a colleague's own.
pub(super) fn own_guest(db: &Db, user: UserId) -> Result<Option<GuestId>> {
    let mut found = db.conn().prepare_cached("SELECT guest_id FROM users WHERE id = ?1")?;
    Ok(found.query_row([user], |row| row.get::<_, Option<GuestId>>(0)).optional()?.flatten())
}

/// Returns the date of the latest expiry run that took points.
pub(super) fn last_expiry_run(db: &Db) -> Result<Option<BusinessDate>> {
    let sql = "SELECT max(source) FROM ledger WHERE source >= 'expiry:' AND source < 'expiry;'";
    let found: Option<String> = db.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    let date = |source: String| source.trim_start_matches("expiry:").parse();
    found.map(date).transpose().map_err(|_| Error::Damaged { what: "the date of an expiry run".to_owned() })
}

pub(super) fn stay_facts(db: &Db, stay: StayId) -> Result<Option<(Option<GuestId>, StayFacts)>> {
    let sql =
        "SELECT guest_id, state = 'departed', departure, channel, room_minor, food_minor, other_minor FROM stays WHERE id = ?1";
    let found = db.conn().prepare_cached(sql)?.query_row([stay], |row| {
        let facts = StayFacts {
            departed: row.get(1)?,
            departure: row.get(2)?,
            channel: row.get(3)?,
            room: row.get(4)?,
            food: row.get(5)?,
            other: row.get(6)?,
        };
        Ok((row.get(0)?, facts))
    });
    Ok(found.optional()?)
}

/// Returns the guest's stays that departed on `since` or after it and whose credit is missing, the latest first.
pub(super) fn uncredited_stays(db: &Db, guest: GuestId, since: BusinessDate) -> Result<Vec<(StayId, BusinessDate, StayFacts)>> {
    let found = collect(db, include_str!("sql/departed_since.sql"), params![guest, since], |row| {
        let facts = StayFacts {
            departed: true,
            departure: row.get(2)?,
            channel: row.get(3)?,
            room: row.get(4)?,
            food: row.get(5)?,
            other: row.get(6)?,
        };
        Ok((row.get(0)?, row.get(1)?, facts))
    })?;
    let mut missing = Vec::with_capacity(found.len());
    for stay in found {
        if !stay_is_credited(db, stay.0)? {
            missing.push(stay);
        }
    }
    Ok(missing)
}

/// Returns whether the stay was credited and that credit stands.
pub(super) fn stay_is_credited(db: &Db, stay: StayId) -> Result<bool> {
    source_is_credited(db, &format!("stay:{stay}"))
}

/// Returns whether a credit with this source stands.
pub(super) fn source_is_credited(db: &Db, source: &str) -> Result<bool> {
    Ok(db.conn().prepare_cached(include_str!("sql/stay_is_credited.sql"))?.query_row([source], |row| row.get(0))?)
}

/// Returns how many of a reward were given and not taken back, counted no further than `stock`.
pub(super) fn rewards_given(db: &Db, code: &str, stock: u32) -> Result<u32> {
    let mut given = db.conn().prepare_cached(include_str!("sql/rewards_given.sql"))?;
    Ok(given.query_row(params![format!("reward:{code}"), stock], |row| row.get(0))?)
}

/// Returns the memo that keeps what a credit was reckoned from.
pub(super) fn memo_of(basis: &Basis) -> Result<String> {
    serde_json::to_string(basis).map_err(|_| Error::Damaged { what: "a basis that does not serialise".to_owned() })
}

pub(super) fn collect<T>(
    db: &Db,
    sql: &str,
    arguments: &[&dyn ToSql],
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map(arguments, read)?;
    Ok(rows.collect::<rusqlite::Result<Vec<T>>>()?)
}

/// Returns when the lots of an account were earned, beside the lots.
pub(super) fn lot_dates(db: &Db, account: AccountId) -> Result<Vec<(LotId, BusinessDate)>> {
    let sql =
        "SELECT l.id, e.business_date FROM lots l JOIN ledger e ON e.id = l.entry_id WHERE l.account = ?1 AND l.left_points > 0";
    collect(db, sql, params![account], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The laws of lots, with the query that finds the first row which breaks each: they are asked before the sums of the postings.
pub(super) const LAWS_OF_LOTS: &[(LedgerLaw, &str)] = &[
    (LedgerLaw::Posting, include_str!("sql/wrong_posting.sql")),
    (LedgerLaw::Reversal, include_str!("sql/wrong_reversal.sql")),
    (LedgerLaw::Orphan, include_str!("sql/wrong_orphan.sql")),
    (LedgerLaw::Uses, include_str!("sql/wrong_uses.sql")),
    (LedgerLaw::Extensions, include_str!("sql/wrong_extensions.sql")),
    (LedgerLaw::Lots, include_str!("sql/wrong_lots.sql")),
];

/// The laws that are asked after them.
pub(super) const LAWS: &[(LedgerLaw, &str)] = &[
    (LedgerLaw::Account, include_str!("sql/wrong_account.sql")),
    (LedgerLaw::Pending, include_str!("sql/wrong_pending.sql")),
    (LedgerLaw::Vouchers, include_str!("vouchers/sql/wrong.sql")),
    (LedgerLaw::Tiers, include_str!("sql/wrong_tiers.sql")),
    (LedgerLaw::Zero, "SELECT 'all', 0, sum(points) FROM balances HAVING sum(points) <> 0"),
    (LedgerLaw::History, include_str!("sql/wrong_history.sql")),
];

/// An expiry run as history keeps it.
pub(super) struct Run {
    /// Its history row.
    pub seq: i64,
    /// Its request key, which its postings bear.
    pub key: String,
    /// How many postings it made, one a member.
    pub members: u32,
    /// Over its postings in order.
    pub digest: String,
}

/// Returns the expiry runs that took points.
pub(super) fn expiry_runs(db: &Db) -> Result<Vec<Run>> {
    let sql = "SELECT history.seq, history.request_key, coalesce(image.body ->> '$.expired.members', 0), \
               coalesce(image.body ->> '$.digest', '') FROM history \
               JOIN images image ON image.seq = history.seq AND image.side = 'after' WHERE history.op = 'expire_points' \
               ORDER BY history.seq";
    let mut runs = db.conn().prepare_cached(sql)?;
    let runs =
        runs.query_map([], |row| Ok(Run { seq: row.get(0)?, key: row.get(1)?, members: row.get(2)?, digest: row.get(3)? }))?;
    Ok(runs.collect::<rusqlite::Result<_>>()?)
}

/// Returns the postings of a request's expiry runs, in order.
pub(super) fn expired_in(db: &Db, key: &str) -> Result<Vec<(EntryId, i64)>> {
    let mut found =
        db.conn().prepare_cached("SELECT id, points FROM ledger WHERE request_key = ?1 AND code = 'expire' ORDER BY seq")?;
    let found = found.query_map([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// A file of balances as history keeps it, or its taking out.
pub(super) struct FileRun {
    /// Its history row.
    pub seq: i64,
    /// How many postings it made.
    pub postings: u32,
    /// Over its postings in order.
    pub digest: String,
    /// What is in the ledger of it, in order.
    pub found: Vec<(EntryId, i64)>,
}

/// Returns the files of balances that were brought in and taken out, each with its postings.
pub(super) fn file_runs(db: &Db) -> Result<Vec<FileRun>> {
    let runs: Vec<(i64, String, u32, String, String)> = collect(db, include_str!("sql/file_runs.sql"), params![], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
    })?;
    let mut found = Vec::with_capacity(runs.len());
    for (seq, key, postings, digest, file) in runs {
        let source = format!("opening:{file}");
        let posted =
            collect(db, include_str!("sql/of_file_run.sql"), params![source, key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        found.push(FileRun { seq, postings, digest, found: posted });
    }
    Ok(found)
}

/// Returns the first row that `find` finds against `law`.
pub(super) fn first_wrong(db: &Db, law: LedgerLaw, find: &str) -> Result<Option<WrongRow>> {
    let wrong = |row: &Row<'_>| Ok(WrongRow { law, row: row.get(0)?, expected: row.get(1)?, found: row.get(2)? });
    Ok(db.conn().prepare_cached(find)?.query_row([], wrong).optional()?)
}

/// Returns how many accounts there are.
pub(super) fn accounts(db: &Db) -> Result<usize> {
    let accounts: i64 = db.conn().prepare_cached("SELECT count(*) FROM accounts")?.query_row([], |row| row.get(0))?;
    Ok(usize::try_from(accounts).unwrap_or_default())
}

/// Returns what asks whether history keeps the record of an id.
pub(super) fn keeps(db: &Db) -> Result<CachedStatement<'_>> {
    Ok(db.conn().prepare_cached("SELECT EXISTS (SELECT 1 FROM history WHERE record = ?1)")?)
}

/// Returns the requests that posted for many, each kept as one row of history.
pub(super) fn run_keys(db: &Db) -> Result<HashSet<String>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/run_keys.sql"))?;
    let found = found.query_map([], |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Gives every posting to `take`, in order.
pub(super) fn every_posting(db: &Db, take: &mut dyn FnMut(&PostingRow<'_>) -> Result<()>) -> Result<()> {
    let mut found = db.conn().prepare_cached(include_str!("sql/every_posting.sql"))?;
    let mut rows = found.query([])?;
    while let Some(row) = rows.next()? {
        let request_key = row.get_ref(5)?.as_str().map_err(rusqlite::Error::from)?;
        let (seq, id, from, to, points) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
        take(&PostingRow { seq, id, from, to, points, request_key })?;
    }
    Ok(())
}

/// Gives every account and its stored balance to `take`, in the order of their numbers.
pub(super) fn every_balance(db: &Db, take: &mut dyn FnMut(i64, i64)) -> Result<()> {
    let mut found = db.conn().prepare_cached(include_str!("sql/every_balance.sql"))?;
    let mut rows = found.query([])?;
    while let Some(row) = rows.next()? {
        take(row.get(0)?, row.get(1)?);
    }
    Ok(())
}

/// Returns how many postings there are and how many points members hold.
pub(super) fn ledger_size(db: &Db) -> Result<(i64, i64)> {
    let sql = "SELECT (SELECT count(*) FROM ledger), (SELECT coalesce(sum(points), 0) FROM balances WHERE account > 100)";
    Ok(db.conn().prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Returns what an account's postings say, what its lots hold, and its stored balance.
pub(super) fn account_sums(db: &Db, account: AccountId) -> Result<(i64, i64, i64)> {
    let mut found = db.conn().prepare_cached(include_str!("sql/account_sums.sql"))?;
    Ok(found.query_row([account], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
}

/// Returns how the points of `account` divide between two merged members.
pub(super) fn shares(db: &Db, merge: MergeId, account: AccountId) -> Result<Shares> {
    let mut found = db.conn().prepare_cached(include_str!("sql/shares.sql"))?;
    Ok(found.query_row(params![merge, account], |row| {
        Ok(Shares { left_of_other: row.get(0)?, used_by_other: row.get(1)?, used_of_other: row.get(2)? })
    })?)
}

/// Returns the postings that belong to the other member of `merge`.
pub(super) fn entries_of_merge(db: &Db, merge: MergeId) -> Result<BTreeSet<EntryId>> {
    let mut rows = db.conn().prepare_cached("SELECT record FROM merge_moves WHERE merge_id = ?1 AND kind = 'entry'")?;
    let rows = rows.query_map([merge], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns whether a merge or unmerge made this posting.
pub(super) fn is_of_merge(db: &Db, entry: EntryId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM ledger WHERE id = ?1 AND source >= 'merge:' AND source < 'merge;')";
    Ok(db.conn().prepare_cached(sql)?.query_row([entry], |row| row.get(0))?)
}

//! Keeping the index: built in one go, then kept up to date guest by guest inside the writing transaction, and compared.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
};

use rusqlite::{Connection, TransactionBehavior};

use super::lines::{self, Line};
use super::names::Forms;
use super::rows::{self, Active, ActiveStay, Built, Ranked, Tail, Window};
use super::tokens::{self, Grade, Key};
use crate::{
    base::{
        contact::ContactKind,
        error::Result,
        ids::{GuestId, RawId},
        time::BusinessDate,
    },
    db::{Db, SEARCHED_AGAIN_MAX},
};

/// Changes whenever guests are filed in another way: an index of another version is built again.
pub(crate) const VERSION: i64 = 5;
/// Days for which a departed guest stays active.
pub(crate) const LATELY_DAYS: i64 = 30;
/// Days before and after which a booked arrival is active, so that a house that was not opened for a day still finds it.
const ARRIVING_DAYS: i64 = 3;
/// Guests written since the last rebuild who stay active over a new day.
const ACTIVE_WRITTEN_MAX: usize = 5_000;
/// Digits of a number that are filed, from its end.
pub(crate) const TAIL_DIGITS: usize = 15;
/// Fewest digits by which the end of a number is known.
pub(crate) const TAIL_MIN: usize = 3;
/// Begins a number's key in the small index.
pub(crate) const NUMBER: char = '#';
/// Begins a room's key in the small index.
pub(crate) const ROOM: char = '%';
/// Guests whose words are computed at a time.
const CHUNK: usize = 1_024;
/// Guests who are held in memory at a time, packed to a quarter of a kilobyte each, to be filed in the order of rank: each
/// such group reads the records from one end to the other once more.
const GROUP: usize = 125_000;
/// Threads that compute words.
const THREADS: usize = 2;
/// What the large index gathers before it writes, in bytes.
const GATHERED_BYTES: i64 = 24 << 20;
/// Page cache while everything is built: KiB, negative as SQLite wants it.
const CACHE_KIB: i64 = -(48 << 10);

/// What [`compare`] found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
pub struct Comparison {
    /// Guests that were looked at.
    #[specta(type = f64)]
    pub guests: u64,
    /// Guests who are filed otherwise than their record says, not at all, or though they are gone.
    #[specta(type = f64)]
    pub differing: u64,
    /// The first of them.
    pub first: Option<GuestId>,
}

/// Everything a guest is filed under.
struct Filing {
    keys: Vec<Key>,
    words: String,
    marks: i64,
    numbers: Vec<(String, u8)>,
}

impl Filing {
    fn of(line: &Line) -> Self {
        let person = &line.person;
        let keys = tokens::keys(&Forms::of_person(person), &person.company);
        let words: Vec<String> = tokens::words(&keys).into_iter().collect();
        Self { words: words.join(" "), marks: tokens::marks(&keys), numbers: numbers(line), keys }
    }

    fn tails(&self, row: i64) -> Vec<Tail> {
        let tails = self.numbers.iter().filter_map(|(reversed, kind)| {
            Some(Tail { reversed: range_of(reversed)?.0, row: u32::try_from(row).ok()?, kind: *kind, marks: self.marks })
        });
        let mut tails: Vec<Tail> = tails.collect();
        tails.sort_unstable();
        tails
    }
}

/// Returns the digits of `number`, last one first, or nothing where they are too few to be known by.
pub(crate) fn reversed(number: &str) -> Option<String> {
    let digits: String = number.chars().rev().filter(char::is_ascii_digit).take(TAIL_DIGITS).collect();
    (digits.len() >= TAIL_MIN).then_some(digits)
}

/// Returns the range in which every number lies that begins with these digits; its end is outside.
///
/// Eleven values a place, 0 for none: so 5412 and 05412 end differently.
pub(crate) fn range_of(reversed: &str) -> Option<(i64, i64)> {
    let missing = TAIL_DIGITS.checked_sub(reversed.len())?;
    let width = 11_i64.checked_pow(u32::try_from(missing).ok()?)?;
    let digits = reversed.chars().try_fold(0_i64, |number, digit| Some(number * 11 + i64::from(digit.to_digit(10)?) + 1))?;
    Some((digits * width, (digits + 1) * width))
}

fn numbers(line: &Line) -> Vec<(String, u8)> {
    let phones = line.contacts.iter().filter(|contact| contact.kind == ContactKind::Phone);
    let phones = phones.map(|contact| (contact.normal.as_str(), 0));
    let others = [(line.person.member_no.as_str(), 1), (line.person.document_last4.as_str(), 2)];
    let found: BTreeSet<(String, u8)> =
        phones.chain(others).filter_map(|(number, kind)| Some((reversed(number)?, kind))).collect();
    found.into_iter().collect()
}

/// Brings what the one box knows of these guests up to date, inside the writing transaction: the store calls it before
/// every commit. Builds everything where nothing was built yet or another version built it; chooses the active guests anew
/// on a new day.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn refresh(db: &Db, today: BusinessDate, guests: &[RawId]) -> Result<()> {
    refresh_in(db.conn(), today, guests)
}

pub(crate) fn refresh_in(conn: &Connection, today: BusinessDate, guests: &[RawId]) -> Result<()> {
    in_transaction(conn, |conn| refresh_within(conn, today, guests))
}

fn refresh_within(conn: &Connection, today: BusinessDate, guests: &[RawId]) -> Result<()> {
    let current = rows::built(conn)?.filter(|built| built.version == VERSION);
    if current.is_none() || guests.len() > SEARCHED_AGAIN_MAX {
        build(conn, today, &mut |_, _| {})?;
        return Ok(());
    }
    new_day(conn, today)?;
    guests.iter().try_for_each(|guest| touch_guest(conn, today, GuestId::from(*guest)))
}

/// Brings the index up to date where another version built it, or chooses the active guests of a new day; for the
/// shell at opening and when the day changes. Returns whether anything was done.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn keep_up(db: &Db, today: BusinessDate, progress: &mut dyn FnMut(u64, u64)) -> Result<bool> {
    let conn = db.conn();
    match rows::built(conn)? {
        Some(built) if built.version == VERSION => in_transaction(conn, |conn| new_day(conn, today)),
        _ => rebuild(db, today, progress).map(|_| true),
    }
}

/// Builds the whole index anew, in one transaction (the caller's where there is one). Returns how many guests it holds.
///
/// `progress` is told guests done and in all. Memory: about 100 bytes a guest (ranks, then numbers) beside fixed buffers of
/// about 200 MB.
///
/// Errors: [`crate::base::error::Error::Database`]; the old index then stands.
pub fn rebuild(db: &Db, today: BusinessDate, progress: &mut dyn FnMut(u64, u64)) -> Result<u64> {
    rebuild_in(db.conn(), today, progress)
}

pub(crate) fn rebuild_in(conn: &Connection, today: BusinessDate, progress: &mut dyn FnMut(u64, u64)) -> Result<u64> {
    in_transaction(conn, |conn| build(conn, today, progress))
}

/// Compares the index with the records it is derived from; reads only. Its words are checked by [`check_words`].
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn compare(db: &Db) -> Result<Comparison> {
    compare_filed(db.conn())
}

/// Checks that the large index holds the words it was given; SQLite asks for a connection that may write, and changes
/// nothing.
///
/// Errors: [`crate::base::error::Error::Damaged`] where the index does not even agree with itself.
pub fn check_words(db: &Db) -> Result<()> {
    rows::check_words(db.conn())
}

#[cfg(test)]
pub(crate) fn compare_in(conn: &Connection) -> Result<Comparison> {
    rows::check_words(conn)?;
    compare_filed(conn)
}

fn compare_filed(conn: &Connection) -> Result<Comparison> {
    let everybody = rows::everybody(conn)?;
    let mut found = Comparison { guests: everybody.len() as u64, differing: rows::strays(conn)?, first: None };
    for chunk in everybody.chunks(CHUNK) {
        let chunk: Vec<Line> =
            chunk.iter().filter_map(|guest| lines::recorded(conn, *guest).transpose()).collect::<Result<_>>()?;
        for (line, filing) in filed(chunk) {
            if !is_filed_as(conn, &line, &filing)? {
                found.differing += 1;
                found.first.get_or_insert(line.guest);
            }
        }
    }
    found.differing += missing_active(conn)?;
    Ok(found)
}

/// Returns how many stays of the index's day have no row in the small index.
fn missing_active(conn: &Connection) -> Result<u64> {
    let Some(built) = rows::built(conn)? else { return Ok(0) };
    let mut missing = 0;
    for (guest, stay) in rows::all_active_stays(conn, window(built.day))? {
        let line = rows::row_of(conn, guest)?;
        let is_filed = rows::active_of(conn, guest)?.iter().any(|active| active.stay == stay && Some(active.line) == line);
        missing += u64::from(!is_filed && lines::recorded(conn, guest)?.is_some());
    }
    Ok(missing)
}

fn is_filed_as(conn: &Connection, line: &Line, filing: &Filing) -> Result<bool> {
    let Some((row, words)) = rows::words_of(conn, line.guest)? else { return Ok(false) };
    Ok(words == filing.words && rows::tails_of(conn, row)? == filing.tails(row) && lines::at(conn, row)?.as_ref() == Some(line))
}

/// Files one guest as the record now says, in both indexes; a guest who is gone or merged is taken out.
fn touch_guest(conn: &Connection, today: BusinessDate, guest: GuestId) -> Result<()> {
    rows::remove_active(conn, guest)?;
    let filed = rows::words_of(conn, guest)?;
    let Some(line) = lines::recorded(conn, guest)? else {
        if let Some((row, words)) = filed {
            rows::unfile(conn, row, &words)?;
            rows::remove_tails(conn, row)?;
            lines::remove(conn, row)?;
        }
        return Ok(());
    };
    let filing = Filing::of(&line);
    let row = match filed {
        Some((row, words)) if words == filing.words => row,
        Some((row, words)) => {
            rows::unfile(conn, row, &words)?;
            rows::settle(conn)?;
            rows::file(conn, row, guest, &filing.words)?;
            row
        }
        None => {
            let row = rows::next_row(conn)?;
            rows::file(conn, row, guest, &filing.words)?;
            row
        }
    };
    let tails = filing.tails(row);
    if rows::tails_of(conn, row)? != tails {
        rows::remove_tails(conn, row)?;
        tails.iter().try_for_each(|tail| rows::put_tail(conn, tail))?;
    }
    lines::put(conn, row, &line)?;
    // A guest just written is looked for next, wherever tier and recency would put the row.
    let mut stays = rows::active_stays(conn, guest, window(today))?;
    if stays.is_empty() {
        stays.push(ActiveStay::default());
    }
    activate(conn, row, &line, &filing, stays)
}

/// Files a guest in the small index: one row for each stay.
fn activate(conn: &Connection, line_row: i64, line: &Line, filing: &Filing, stays: Vec<ActiveStay>) -> Result<()> {
    let last = line.person.last_departure.map_or(0, |date| i64::from(rows::day_number(date)));
    for stay in stays {
        let active = Active { row: 0, guest: line.guest, stay, tier: tier_rank(&line.person.tier), last, line: line_row };
        let row = rows::put_active(conn, &active)?;
        for key in &filing.keys {
            rows::put_active_key(conn, row, &key.text, key.grade as i64)?;
        }
        for (number, _) in &filing.numbers {
            rows::put_active_key(conn, row, &format!("{NUMBER}{number}"), Grade::Start as i64)?;
        }
        if !active.stay.room_no.is_empty() {
            rows::put_active_key(conn, row, &format!("{ROOM}{}", active.stay.room_no), Grade::Start as i64)?;
        }
    }
    Ok(())
}

/// Returns a tier's place: 0 no member, 4 the highest.
pub(crate) fn tier_rank(tier: &str) -> i64 {
    match tier {
        "platinum" => 4,
        "gold" => 3,
        "silver" => 2,
        "" => 0,
        _ => 1,
    }
}

/// Chooses the active guests of `today`; returns whether it had to.
fn new_day(conn: &Connection, today: BusinessDate) -> Result<bool> {
    let Some(built) = rows::built(conn)?.filter(|built| built.day != today) else { return Ok(false) };
    choose_active(conn, today)?;
    rows::put_built(conn, &Built { day: today, ..built })?;
    Ok(true)
}

fn choose_active(conn: &Connection, today: BusinessDate) -> Result<()> {
    let ranked = rows::built(conn)?.map_or(i64::MAX, |built| built.ranked);
    rows::empty_active(conn)?;
    for stays in rows::all_active_stays(conn, window(today))?.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((guest, _)) = stays.first() else { continue };
        choose(conn, *guest, stays.iter().map(|(_, stay)| stay.clone()).collect())?;
    }
    // Rows behind the ranked ones would be found last of all; until the next rebuild they stay active.
    for guest in rows::behind(conn, ranked, ACTIVE_WRITTEN_MAX)? {
        if rows::active_of(conn, guest)?.is_empty() {
            choose(conn, guest, vec![ActiveStay::default()])?;
        }
    }
    Ok(())
}

fn choose(conn: &Connection, guest: GuestId, stays: Vec<ActiveStay>) -> Result<()> {
    let Some(row) = rows::row_of(conn, guest)? else { return Ok(()) };
    let Some(line) = lines::at(conn, row)? else { return Ok(()) };
    activate(conn, row, &line, &Filing::of(&line), stays)
}

pub(crate) fn window(today: BusinessDate) -> Window {
    Window {
        arriving_from: today.plus_days(-ARRIVING_DAYS),
        arriving_to: today.plus_days(ARRIVING_DAYS),
        departed_from: today.plus_days(-LATELY_DAYS),
    }
}

fn build(conn: &Connection, today: BusinessDate, progress: &mut dyn FnMut(u64, u64)) -> Result<u64> {
    let cache = rows::swap_cache_size(conn, CACHE_KIB)?;
    let outcome = build_with_room(conn, today, progress);
    rows::swap_cache_size(conn, cache)?;
    outcome
}

fn build_with_room(conn: &Connection, today: BusinessDate, progress: &mut dyn FnMut(u64, u64)) -> Result<u64> {
    let mut everybody = rows::ranks(conn)?;
    everybody.sort_unstable_by_key(|ranked| (Reverse((ranked.tier, ranked.last)), ranked.guest));
    let total = everybody.len() as u64;
    rows::empty(conn)?;
    rows::begin_bulk(conn, GATHERED_BYTES)?;
    let mut tails: Vec<Vec<Tail>> = Vec::new();
    let mut row = 0;
    for group in everybody.chunks(GROUP) {
        let mut group_tails = Vec::new();
        for chunk in packed(conn, group)?.chunks(CHUNK) {
            for (line, filing) in filed(chunk.iter().map(|packed| lines::unpacked(packed)).collect::<Result<_>>()?) {
                row += 1;
                rows::file(conn, row, line.guest, &filing.words)?;
                lines::put(conn, row, &line)?;
                group_tails.extend(filing.tails(row));
            }
            progress(row.unsigned_abs(), total);
        }
        group_tails.sort_unstable();
        group_tails.shrink_to_fit();
        tails.push(group_tails);
    }
    drop(everybody);
    put_in_order(conn, tails)?;
    rows::end_bulk(conn)?;
    rows::put_built(conn, &Built { version: VERSION, day: today, ranked: row })?;
    choose_active(conn, today)?;
    Ok(row.unsigned_abs())
}

/// Files numbers of which each group is in order, the least of all groups first: a table filled in its own order is written
/// once, and one list of all would be copied each time it grows.
fn put_in_order(conn: &Connection, groups: Vec<Vec<Tail>>) -> Result<()> {
    let mut groups: Vec<_> = groups.into_iter().map(Vec::into_iter).collect();
    let mut next: BinaryHeap<Reverse<(Tail, usize)>> = BinaryHeap::new();
    next.extend(groups.iter_mut().enumerate().filter_map(|(place, group)| Some(Reverse((group.next()?, place)))));
    while let Some(Reverse((tail, place))) = next.pop() {
        rows::put_tail(conn, &tail)?;
        next.extend(groups.get_mut(place).and_then(Iterator::next).map(|tail| Reverse((tail, place))));
    }
    Ok(())
}

/// Returns the lines of a group in its own order. They are read in the order of keys: in that of rank most pages would be
/// deciphered many times.
fn packed(conn: &Connection, group: &[Ranked]) -> Result<Vec<Box<[u8]>>> {
    let mut by_key: Vec<usize> = (0..group.len()).collect();
    by_key.sort_unstable_by_key(|place| group.get(*place).map(|ranked| ranked.guest));
    let mut packed: Vec<Box<[u8]>> = vec![Box::default(); group.len()];
    for place in by_key {
        let (Some(ranked), Some(slot)) = (group.get(place), packed.get_mut(place)) else { continue };
        // Nobody goes between the two reads of one transaction.
        *slot = lines::recorded(conn, ranked.guest)?.map(|line| lines::packed(&line)).transpose()?.unwrap_or_default();
    }
    Ok(packed)
}

/// Computes what guests are filed under, but for the keys, on both processors of a desk.
fn filed(lines: Vec<Line>) -> Vec<(Line, Filing)> {
    let share = lines.len().div_ceil(THREADS).max(1);
    let filings: Vec<Filing> = std::thread::scope(|scope| {
        // The keys, some kilobytes a guest, end with the thread that made them: nobody behind it needs more than the words.
        let compute =
            |share: &'_ [Line]| share.iter().map(|line| Filing { keys: Vec::new(), ..Filing::of(line) }).collect::<Vec<_>>();
        let threads: Vec<_> = lines.chunks(share).map(|share| scope.spawn(move || compute(share))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("computing words is pure and does not panic")).collect()
    });
    lines.into_iter().zip(filings).collect()
}

fn in_transaction<T>(conn: &Connection, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    if !conn.is_autocommit() {
        return work(conn);
    }
    let guard = rusqlite::Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    let value = work(conn)?;
    guard.commit()?;
    Ok(value)
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_number_lies_in_the_range_of_its_end_and_of_no_other() {
        let check = |number: &str, typed: &str, expected: bool| {
            let at = range_of(&reversed(number).expect("digits enough")).expect("digits alone").0;
            let (first, behind) = range_of(&reversed(typed).expect("digits enough")).expect("digits alone");
            assert_eq!((first..behind).contains(&at), expected, "{number} asked by {typed}");
        };
        check("13812348812", "8812", true);
        check("13812348812", "812", true);
        check("13812348812", "13812348812", true);
        check("13812348812", "8813", false);
        check("5412", "05412", false);
        check("005412", "05412", true);
        check("+86 138 1234 8800", "800", true);
        check("138 1234 8008", "800", false);
        check("12345678901234567890", "34567890", true);
    }
}

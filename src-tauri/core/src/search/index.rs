//! Keeping the index: built in one go, then kept up to date guest by guest inside the writing transaction, and compared.

use std::collections::{BTreeSet, HashSet};

use rusqlite::{Connection, TransactionBehavior};

use super::names::Forms;
use super::rows::{self, Active, ActiveStay, Built, Contact, Person, Rank, Tail, Window};
use super::tokens::{self, Grade, Key};
use crate::{
    base::{
        contact::ContactKind,
        error::Result,
        ids::{GuestId, RawId},
        time::BusinessDate,
    },
    db::Db,
};

/// Changes whenever guests are filed in another way: an index of another version is built again.
pub(crate) const VERSION: i64 = 1;
/// Days for which a departed guest stays active.
pub(crate) const LATELY_DAYS: i64 = 30;
/// Days before and after which a booked arrival is active, so that a house that was not opened for a day still finds it.
const ARRIVING_DAYS: i64 = 3;
/// Guests touched by one write up to which they are filed one by one; beyond it everything is built again.
const ONE_BY_ONE_MAX: usize = 2_000;
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
const CHUNK: usize = 8_192;
/// Threads that compute words.
const THREADS: usize = 2;
/// What the large index gathers before it writes, in bytes.
const GATHERED_BYTES: i64 = 64 << 20;
/// Page cache while everything is built: KiB, negative as SQLite wants it.
const CACHE_KIB: i64 = -(256 << 10);

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
    letters: i64,
    numbers: Vec<(String, i64)>,
}

impl Filing {
    fn of(person: &Person, contacts: &[Contact]) -> Self {
        let forms = Forms::of(&person.name, &person.latin_name);
        let keys = tokens::keys(&forms, &person.company);
        let words: Vec<String> = tokens::words(&keys).into_iter().collect();
        let letters = mask(tokens::first_letters(&forms).chars());
        Self { words: words.join(" "), letters, numbers: numbers(person, contacts), keys }
    }

    fn tails(&self, row: i64) -> Vec<Tail> {
        let tails = self.numbers.iter();
        tails.map(|(reversed, kind)| Tail { reversed: reversed.clone(), row, kind: *kind, letters: self.letters }).collect()
    }
}

/// Returns a bit for each letter: 0 for a, 25 for z.
pub(crate) fn mask(letters: impl Iterator<Item = char>) -> i64 {
    letters.filter(char::is_ascii_lowercase).fold(0, |mask, letter| mask | (1 << (letter as i64 - 'a' as i64)))
}

/// Returns the digits of `number`, last one first, or nothing where they are too few to be known by.
pub(crate) fn reversed(number: &str) -> Option<String> {
    let digits: String = number.chars().rev().filter(char::is_ascii_digit).take(TAIL_DIGITS).collect();
    (digits.len() >= TAIL_MIN).then_some(digits)
}

fn numbers(person: &Person, contacts: &[Contact]) -> Vec<(String, i64)> {
    let phones = contacts.iter().filter(|contact| contact.kind == ContactKind::Phone).map(|contact| (&contact.normal, 0));
    let others = [(&person.member_no, 1), (&person.document_last4, 2)];
    let found: BTreeSet<(String, i64)> =
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
    let current = rows::built(conn)?.filter(|built| built.version == VERSION);
    if current.is_none() || guests.len() > ONE_BY_ONE_MAX {
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
/// `progress` is told guests done and in all. Memory: some dozen bytes a guest beside fixed buffers of about 400 MB.
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
    let ranks = rows::ranks(conn)?;
    let mut found = Comparison { guests: ranks.len() as u64, differing: rows::strays(conn)?, first: None };
    for rank in &ranks {
        if !is_filed_right(conn, rank.guest)? {
            found.differing += 1;
            found.first.get_or_insert(rank.guest);
        }
    }
    let day = rows::built(conn)?.map(|built| built.day);
    if let Some(day) = day {
        let active: HashSet<GuestId> = rows::in_active(conn)?.into_iter().collect();
        for guest in rows::active_guests(conn, window(day))?.into_iter().filter(|guest| !active.contains(guest)) {
            found.differing += u64::from(rows::person(conn, guest)?.is_some());
        }
    }
    Ok(found)
}

fn is_filed_right(conn: &Connection, guest: GuestId) -> Result<bool> {
    let Some(person) = rows::person(conn, guest)? else { return Ok(true) };
    let filing = Filing::of(&person, &rows::contacts(conn, guest)?);
    let Some((row, words)) = rows::row_of(conn, guest)? else { return Ok(false) };
    Ok(words == filing.words && rows::tails_of(conn, row)? == filing.tails(row))
}

/// Files one guest as the record now says, in both indexes; a guest who is gone or merged is taken out.
fn touch_guest(conn: &Connection, today: BusinessDate, guest: GuestId) -> Result<()> {
    rows::remove_active(conn, guest)?;
    let filed = rows::row_of(conn, guest)?;
    let Some(person) = rows::person(conn, guest)? else {
        if let Some((row, words)) = filed {
            rows::unfile(conn, row, &words)?;
            rows::remove_tails(conn, row)?;
        }
        return Ok(());
    };
    let filing = Filing::of(&person, &rows::contacts(conn, guest)?);
    let row = match filed {
        Some((row, words)) if words == filing.words => row,
        Some((row, words)) => {
            rows::unfile(conn, row, &words)?;
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
    // A guest just written is looked for next, wherever tier and recency would put the row.
    activate(conn, today, guest, &person, &filing, Lately::Written)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lately {
    Written,
    Staying,
}

/// Files a guest in the small index: one row for each stay that counts, or one without for who was lately written.
fn activate(conn: &Connection, today: BusinessDate, guest: GuestId, person: &Person, filing: &Filing, why: Lately) -> Result<()> {
    let mut stays = rows::active_stays(conn, guest, window(today))?;
    if stays.is_empty() && why == Lately::Written {
        stays.push(ActiveStay { state: String::new(), arrival: String::new(), departure: String::new(), room_no: String::new() });
    }
    let last = person.last_departure.map_or(0, |date| i64::from(rows::day_number(date)));
    for stay in stays {
        let active = Active { row: 0, guest, stay, tier: tier_rank(&person.tier), last };
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
    for guest in rows::active_guests(conn, window(today))? {
        if let Some(person) = rows::person(conn, guest)? {
            let filing = Filing::of(&person, &rows::contacts(conn, guest)?);
            activate(conn, today, guest, &person, &filing, Lately::Staying)?;
        }
    }
    // Rows behind the ranked ones would be found last of all; until the next rebuild they stay active.
    for guest in rows::behind(conn, ranked, ACTIVE_WRITTEN_MAX)? {
        if let (Some(person), true) = (rows::person(conn, guest)?, rows::active_of(conn, guest)?.is_empty()) {
            let filing = Filing::of(&person, &rows::contacts(conn, guest)?);
            activate(conn, today, guest, &person, &filing, Lately::Written)?;
        }
    }
    Ok(())
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
    rows::empty(conn)?;
    rows::begin_bulk(conn, GATHERED_BYTES)?;
    let mut ranks = rows::ranks(conn)?;
    ranks.sort_by(|one, other| (other.tier, other.last, one.guest).cmp(&(one.tier, one.last, other.guest)));
    let total = ranks.len() as u64;
    let mut tails = Vec::new();
    let mut row = 0;
    for chunk in ranks.chunks(CHUNK) {
        for (guest, filing) in filings(conn, chunk)? {
            row += 1;
            rows::file(conn, row, guest, &filing.words)?;
            tails.extend(filing.tails(row));
        }
        progress(row.unsigned_abs(), total);
    }
    tails.sort_unstable();
    tails.iter().try_for_each(|tail| rows::put_tail(conn, tail))?;
    rows::end_bulk(conn)?;
    rows::put_built(conn, &Built { version: VERSION, day: today, ranked: row })?;
    choose_active(conn, today)?;
    Ok(row.unsigned_abs())
}

/// Reads a chunk of guests and computes what they are filed under, on every processor of a desk.
fn filings(conn: &Connection, chunk: &[Rank]) -> Result<Vec<(GuestId, Filing)>> {
    let mut people = Vec::with_capacity(chunk.len());
    for rank in chunk {
        if let Some(person) = rows::person(conn, rank.guest)? {
            people.push((rank.guest, person, rows::contacts(conn, rank.guest)?));
        }
    }
    let share = people.len().div_ceil(THREADS).max(1);
    let computed = std::thread::scope(|scope| {
        let threads: Vec<_> = people
            .chunks(share)
            .map(|share| {
                scope.spawn(move || {
                    share.iter().map(|(guest, person, contacts)| (*guest, Filing::of(person, contacts))).collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("computing words is pure and does not panic")).collect()
    });
    Ok(computed)
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

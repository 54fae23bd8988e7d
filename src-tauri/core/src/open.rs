//! F4: a hotel's file opened or made, with everything above the store tied to it.

use std::path::Path;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Error, Result},
        ids::{RawId, UserId},
        request::{Request, RequestKey},
        role::{Department, Role, Session},
        time::{BusinessDate, Instant},
    },
    db::{
        Db, Store, Touched,
        create::{NewFile, create},
        hotel::NewHotel,
        hotel::PRACTICE_CODE,
        keys::{FileKey, PRACTICE_PASSPHRASE, Slots},
        merged::{self, MovedKind},
        swap,
    },
    duplicates,
    flows::merge::{self, MergeGuests},
    loyalty::{self, MEMBER_NO_DIGITS, MemberRef},
    practice::{self, Made, Practice, Watch},
    privacy::erase::reapply,
    profile::filed,
    search, staff,
};

/// Opens the hotel file at `path` with its passphrase or recovery key.
///
/// Errors: [`crate::db::keys::KeyRefusal`], [`crate::db::file::FileRefusal`], failures of the file.
pub fn open(path: &Path, secret: &SecretString) -> Result<Store> {
    // A set that was being put in place comes first, keys and all.
    swap::settle(path)?;
    with_key(path, Slots::read(path)?.open(secret)?)
}

/// Opens the hotel file at `path` with a key that was had before; deriving it takes a tenth of a second.
///
/// Errors: as [`open`], but for the passphrase's.
pub fn with_key(path: &Path, key: FileKey) -> Result<Store> {
    swap::settle(path)?;
    let store = Store::open(path, key, refresh)?;
    reapply::at_opening(&store)?;
    Ok(store)
}

/// Brings up to date what derives from these guests: the one box before the search for duplicates, which asks it.
fn refresh(db: &Db, at: Instant, today: BusinessDate, touched: &Touched) -> Result<()> {
    filed::refresh(db, touched)?;
    if touched.searched.is_empty() && !touched.filed.is_empty() {
        return Ok(());
    }
    search::refresh(db, today, &touched.searched)?;
    duplicates::refresh(db, at, &touched.searched)
}

/// Brings up to date what derives from the records where another version of the program made it, and chooses the people of
/// a new day; for the shells at opening and when the day changes. Returns whether anything was done.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn keep_up(db: &Db, today: BusinessDate, progress: &mut dyn FnMut(u64, u64)) -> Result<bool> {
    let filed = filed::keep_up(db)?;
    Ok(search::keep_up(db, today, progress)? || filed)
}

/// Returns the passphrase that opens `path` without asking: a practice hotel's, where its slots say so.
pub fn passphrase_known(path: &Path) -> Option<SecretString> {
    swap::settle(path)
        .and_then(|()| Slots::read(path))
        .ok()
        .filter(|slots| slots.practice)
        .map(|_| PRACTICE_PASSPHRASE.to_owned().into())
}

/// A new hotel, with its first administrator.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct FirstRun {
    /// The hotel.
    pub hotel: NewHotel,
    /// The first administrator, as colleagues read it.
    pub administrator: String,
}

/// Makes a new hotel's file. `pin_hash` is the first administrator's; empty where it is set at the first sign-in.
///
/// Returns the open file and the recovery key, which is shown once.
///
/// Errors: those of [`create`], [`crate::base::error::Common`] naming the field.
pub fn new_hotel(
    path: &Path,
    passphrase: &SecretString,
    first: &FirstRun,
    pin_hash: &str,
    at: Instant,
    seed: [u8; 32],
) -> Result<(Store, SecretString)> {
    let request = founding_request(at, seed)?;
    let new = NewFile {
        path,
        passphrase,
        hotel: &first.hotel,
        practice: false,
        clock_offset_ms: 0,
        request: &request,
        seed: *blake3::hash(&seed).as_bytes(),
        refresh,
    };
    let (store, (), recovery) = create(&new, |tx| {
        let op = tx.begin(Op::CreateHotel)?;
        let user = request.session.user;
        tx.record(op, Change::added(user.raw(), &first.hotel)?)?;
        staff::add_first(tx, user, &first.administrator, pin_hash)?;
        Ok(())
    })?;
    Ok((store, recovery))
}

/// Makes a practice hotel's file. `machine_at` is the machine's time: from then on the hotel's own time goes on from the
/// afternoon of its day. `pin_hash` is that of [`staff::PRACTICE_PIN`].
///
/// Returns the open file, what it holds, and the recovery key.
///
/// Errors: those of [`create`], [`practice::PracticeRefusal`].
pub fn practice_hotel(
    path: &Path,
    practice: &Practice,
    pin_hash: &str,
    machine_at: Instant,
    seed: [u8; 32],
    watch: &mut Watch<'_>,
) -> Result<(Store, Made, SecretString)> {
    let at = practice.opens_at().ok_or_else(|| Error::Damaged { what: "the practice hotel's day".to_owned() })?;
    let founding = founding_request(at, seed)?;
    let administrator = staff::practice_administrator(at, founding.key.as_str());
    let request = Request { session: Session { user: administrator, ..founding.session }, ..founding };
    let new = NewFile {
        path,
        passphrase: &PRACTICE_PASSPHRASE.to_owned().into(),
        hotel: &NewHotel {
            name: practice::NAME.to_owned(),
            code: PRACTICE_CODE.to_owned(),
            currency: practice::CURRENCY.to_owned(),
            time_zone: practice::TIME_ZONE.to_owned(),
            day_ends_hour: practice::DAY_ENDS_HOUR as u8,
        },
        practice: true,
        clock_offset_ms: at.ms() - machine_at.ms(),
        request: &request,
        seed: *blake3::hash(&seed).as_bytes(),
        refresh,
    };
    let (store, made, recovery) = create(&new, |tx| practice::fill(tx, practice, pin_hash, watch))?;
    let moved = merge_practice_pair(&store, at, seed)?;
    Ok((store, Made { ledger_entries: made.ledger_entries + moved, ..made }, recovery))
}

/// Makes one of the two records of [`practice::TWICE`], as the data officer did at the desk: so that what a merge leaves can be
/// seen, and taken apart, in a practice hotel too. Returns how many postings moved its points: one out, one in for each date
/// of expiry.
fn merge_practice_pair(store: &Store, at: Instant, seed: [u8; 32]) -> Result<u64> {
    let today = store.hotel().clock.business_date(at);
    let (people, keep, other, suspect) = store.read_as_house(|db| {
        let of = |number: u32| loyalty::find(db, &MemberRef(format!("{number:0MEMBER_NO_DIGITS$}"))).map(|member| member.guest);
        let suspect = search::find(db, practice::SUSPECT_PHONE, today, 1)?.into_iter().next();
        Ok((staff::list(db)?, of(practice::TWICE.0)?, of(practice::TWICE.1)?, suspect))
    })?;
    let officer = people.into_iter().find(|user| user.role == Role::DataOfficer);
    let user = officer.ok_or_else(|| Error::Damaged { what: "the people of the practice hotel".to_owned() })?;
    let session = Session { user: user.id, role: user.role, department: user.department, pin_at: at };
    let key = RequestKey::new("practice-pair").ok_or(crate::base::error::Common::BadValue { field: "key" })?;
    let request = Request { key, at, session, seed: *blake3::hash(&seed).as_bytes() };
    let input = MergeGuests { keep, other, take: Vec::new(), reason: "电话、生日相同，本人到店确认".to_owned() };
    let done = store.write(&request, Op::MergeGuests, &input, |tx| {
        // Whoever waits among the suspects is looked at with them: a hotel on the bulk path was compared by nobody yet.
        if let Some(hit) = &suspect {
            tx.search_again(hit.guest_id);
        }
        merge::merge(tx, &input)
    })?;
    let moves = store.read_as_house(|db| merged::moves(db, done.value.merge_id))?;
    let credits = moves.iter().filter(|(kind, _)| *kind == MovedKind::Entry).count() as u64;
    Ok(if credits > 0 { credits + 1 } else { 0 })
}

/// Returns the request under which a file is made: by its first administrator, whose id derives from the seed.
///
/// Errors: none in practice; a key that does not fit would be a bug of this function.
pub fn founding_request(at: Instant, seed: [u8; 32]) -> Result<Request> {
    let key = RequestKey::new("founding").ok_or(crate::base::error::Common::BadValue { field: "key" })?;
    let user = UserId(RawId::derive(at, &seed, 0));
    let session = Session { user, role: Role::Administrator, department: Department::Management, pin_at: at };
    Ok(Request { key, at, session, seed })
}

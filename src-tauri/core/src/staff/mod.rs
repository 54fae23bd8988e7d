//! F3: people who sign in, their PINs and what a wrong one costs.
//!
//! Absent on purpose: passwords, e-mail, reset by question. A PIN is reset by somebody with the right; nobody can read it.

mod desk_lock;
mod guard;
mod pin;
mod rows;
mod rules;
pub mod unsaved;

use serde::{Deserialize, Serialize};

pub use desk_lock::{DeskLock, SetDeskLock, desk_lock, set_desk_lock};
pub use pin::hash as hash_pin;
pub use rules::{SIGN_IN_MAX, StaffRefusal};

use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
        permission::Permission,
    },
    base::{
        error::{Common, Result},
        ids::{GuestId, RawId, UserId},
        role::{Confirmed, Department, Role, Session},
        text,
        time::Instant,
    },
    db::{Db, Store, Tx, merged},
};

/// The PIN of every user of a practice hotel; exempt from the rule for PINs.
pub const PRACTICE_PIN: &str = "246810";

/// People of a practice hotel: one a role, and a second duty manager, since nobody hands over to themselves.
const PRACTICE_USERS: usize = 7;
/// Which of them is the administrator, from 0.
const ADMINISTRATOR_AT: u64 = 5;

/// A person who signs in. The PIN's hash never leaves this module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct User {
    /// Record id.
    pub id: UserId,
    /// What `lobbyctl --user` takes.
    pub sign_in: String,
    /// As colleagues read it.
    pub name: String,
    /// Post in the house.
    pub role: Role,
    /// Where they work.
    pub department: Department,
    /// May sign in.
    pub active: bool,
    /// Has set a PIN.
    pub has_pin: bool,
}

/// A new colleague.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct NewUser {
    /// What `lobbyctl --user` takes: lower-case ASCII.
    pub sign_in: String,
    /// As colleagues read it.
    pub name: String,
    /// Post in the house.
    pub role: Role,
    /// Where they work.
    pub department: Department,
}

/// Changes of a colleague, and what the person saw when they made them.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct EditUser {
    /// As it was seen.
    pub seen: User,
    /// As it shall be; `id` and `has_pin` stay.
    pub wanted: User,
}

/// Adds a colleague without a PIN: they choose it beside whoever runs the house ([`set_pin`]).
///
/// Errors: [`StaffRefusal::SignInTaken`], [`Common`] for a name that does not fit.
pub fn add(tx: &mut Tx<'_>, new: &NewUser) -> Result<UserId> {
    let op = tx.begin(Op::AddUser)?;
    let user = rules::new_user(tx.new_id(), new)?;
    if rows::by_sign_in(tx.db(), &user.sign_in)?.is_some() {
        return Err(StaffRefusal::SignInTaken.into());
    }
    rows::insert(tx, &user, "")?;
    tx.record(op, Change::added(user.id, &user)?)?;
    Ok(user.id)
}

/// Changes name, post, department or standing of a colleague.
///
/// Errors: [`Common::ChangedMeanwhile`], [`StaffRefusal::OwnStanding`], [`StaffRefusal::LastAdministrator`] where nobody could
/// administer the house.
pub fn edit(tx: &mut Tx<'_>, input: &EditUser) -> Result<UserId> {
    let op = tx.begin(Op::EditUser)?;
    let before = rows::get(tx.db(), input.seen.id)?;
    let after = rules::edited(&before, input)?;
    rules::not_ones_own(tx.session().user, &before, &after)?;
    if before.role == Role::Administrator && before.active && !(after.role == Role::Administrator && after.active) {
        rules::somebody_administers(rows::administrators(tx.db())?)?;
    }
    rows::put(tx, &after)?;
    tx.record(op, Change::updated(after.id, &before, &after)?)?;
    Ok(after.id)
}

/// Sets a PIN from its hash: one's own, or a colleague's where the role runs the house. The hash was made outside the
/// transaction by [`hash_pin`], so that 64 MiB of work never hold the writer.
///
/// Errors: [`Common::NotAllowed`], [`Common::NotFound`].
pub fn set_pin(tx: &mut Tx<'_>, input: &SetPin) -> Result<UserId> {
    let op = tx.begin(Op::SetPin)?;
    let session = tx.session();
    if session.user != input.user
        && crate::audit::permission::grant(Permission::House, session.role) != crate::audit::permission::Grant::Full
    {
        return Err(Common::NotAllowed { operation: Op::SetPin.word() }.into());
    }
    let user = rows::get(tx.db(), input.user)?;
    rows::put_pin(tx, user.id, &input.pin_hash)?;
    tx.record(op, Change::noted(user.id, &"pin")?)?;
    Ok(user.id)
}

/// Sets the first PIN of the person who acts, where nobody is there who could set it with them: of the first administrator of
/// a new hotel, and of whoever is left where none of those who run the house has a PIN.
///
/// Errors: [`StaffRefusal::PinSet`], [`StaffRefusal::PinByHouse`], [`Common::NotAllowed`].
pub fn set_first_pin(tx: &mut Tx<'_>, input: &SetPin) -> Result<UserId> {
    let op = tx.begin(Op::SetPin)?;
    if tx.session().user != input.user {
        return Err(Common::NotAllowed { operation: Op::SetPin.word() }.into());
    }
    let user = rows::get(tx.db(), input.user)?;
    rules::first_pin(&user, rows::house_with_pin(tx.db())?)?;
    rows::put_pin(tx, user.id, &input.pin_hash)?;
    tx.record(op, Change::noted(user.id, &"first pin")?)?;
    Ok(user.id)
}

/// Sets the PIN of an administrator who gave the printed recovery key in its place: where nobody else is left who could. The
/// caller saw the key open the file; the history says that it was so.
///
/// Errors: [`Common::NotAllowed`].
pub fn set_recovered_pin(tx: &mut Tx<'_>, input: &SetPin) -> Result<UserId> {
    let op = tx.begin(Op::SetPin)?;
    if tx.session().user != input.user || tx.session().role != Role::Administrator {
        return Err(Common::NotAllowed { operation: Op::SetPin.word() }.into());
    }
    rows::put_pin(tx, input.user, &input.pin_hash)?;
    tx.record(op, Change::noted(input.user, &"pin by the recovery key")?)?;
    Ok(input.user)
}

/// Whose PIN, and its Argon2id hash in PHC text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetPin {
    /// Whose.
    pub user: UserId,
    /// PHC text; salted, so the same PIN gives another text each time.
    pub pin_hash: String,
}

/// Which record as a guest is a colleague's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct OwnGuest {
    /// Which colleague.
    pub user: UserId,
    /// Their own record; none where they have none.
    pub guest: Option<GuestId>,
}

/// Says which guest's record is a colleague's own, so that they post nothing to it. Nobody says it of themselves.
///
/// Errors: [`StaffRefusal::OwnLink`], [`Common::NotFound`].
pub fn link_guest(tx: &mut Tx<'_>, own: &OwnGuest) -> Result<UserId> {
    let op = tx.begin(Op::LinkOwnGuest)?;
    if tx.session().user == own.user {
        return Err(StaffRefusal::OwnLink.into());
    }
    let user = rows::get(tx.db(), own.user)?;
    let before = OwnGuest { user: user.id, guest: rows::own_guest(tx.db(), user.id)? };
    let guest = own.guest.map(|guest| merged::current(tx.db(), guest)).transpose()?;
    let after = OwnGuest { user: user.id, guest };
    rows::put_own_guest(tx, &after)?;
    tx.record(op, Change::updated(user.id, &before, &after)?)?;
    Ok(user.id)
}

/// Returns the colleagues whose own record as a guest is known.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn own_guests(db: &Db) -> Result<Vec<OwnGuest>> {
    rows::own_guests(db)
}

/// Returns everybody who may sign in, in the order they were added.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn list(db: &Db) -> Result<Vec<User>> {
    rows::list(db)
}

/// Returns one colleague.
///
/// Errors: [`Common::NotFound`].
pub fn get(db: &Db, id: UserId) -> Result<User> {
    rows::get(db, id)
}

/// Checks a PIN and returns the session it opens. A wrong one costs a growing delay that survives a restart.
///
/// Errors: [`StaffRefusal::WrongPin`], [`StaffRefusal::TooSoon`], [`StaffRefusal::NoPin`], [`Common::NotFound`].
pub fn sign_in(store: &Store, sign_in: &str, pin: &str, at: Instant) -> Result<Session> {
    let found = store.read_as_house(|db| rows::with_pin(db, sign_in))?;
    let Some((user, hash)) = found.filter(|(user, _)| user.active) else {
        return Err(Common::NotFound { record: RecordKind::User.word() }.into());
    };
    if hash.is_empty() {
        return Err(StaffRefusal::NoPin.into());
    }
    // Counted before it is looked at: of many tries at the same moment only those go on that the delay lets through.
    let tried = guard::count(store, user.id, at)?;
    if !pin::fits(pin, &hash) {
        return Err(tried.into());
    }
    guard::clear(store, user.id, store.hotel().now(at))?;
    Ok(Session { user: user.id, role: user.role, department: user.department, pin_at: store.hotel().now(at) })
}

/// Returns when each colleague last signed in, by the hotel's clock.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn last_seen(db: &Db) -> Result<Vec<(UserId, Instant)>> {
    rows::last_seen(db)
}

/// Checks the PIN of a second person at the same desk, who stays a guest there: whoever is signed in stays signed in. A wrong
/// one costs what it costs at the sign-in.
///
/// Errors: those of [`sign_in`].
pub fn confirm(store: &Store, sign_in: &str, pin: &str, at: Instant) -> Result<Confirmed> {
    Ok(Confirmed::by(&self::sign_in(store, sign_in, pin, at)?))
}

/// Takes one's own PIN once more: the session as it is with a PIN given just now, and the proof of it. Before any transaction: a
/// wrong one costs what it costs at the sign-in.
///
/// Errors: those of [`sign_in`].
pub fn again(store: &Store, session: &Session, pin: &str, at: Instant) -> Result<(Session, Confirmed)> {
    let user = store.read_as_house(|db| get(db, session.user))?;
    let session = self::sign_in(store, &user.sign_in, pin, at)?;
    let confirmed = Confirmed::by(&session);
    Ok((session, confirmed))
}

/// Returns whether `pin` may be chosen: six digits, no runs, no repeats.
///
/// Errors: [`StaffRefusal::WeakPin`].
pub fn pin_may_be_chosen(pin: &str) -> Result<()> {
    rules::pin_may_be_chosen(pin).map_err(Into::into)
}

/// Writes the users of a practice hotel, with the same hash.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn add_practice(tx: &mut Tx<'_>, pin_hash: &str) -> Result<Vec<User>> {
    let people: [_; PRACTICE_USERS] = [
        ("reception", "林晓雯", Role::Receptionist, Department::FrontOffice),
        ("duty", "周启明", Role::DutyManager, Department::FrontOffice),
        ("head", "陈志强", Role::DepartmentHead, Department::Engineering),
        ("gm", "沈国华", Role::GeneralManager, Department::Management),
        ("data", "方琳", Role::DataOfficer, Department::Management),
        ("admin", "郑雅琴", Role::Administrator, Department::Management),
        ("duty2", "赵敏", Role::DutyManager, Department::FrontOffice),
    ];
    let mut made = Vec::with_capacity(people.len());
    for (sign_in, name, role, department) in people {
        let new = NewUser { sign_in: sign_in.to_owned(), name: name.to_owned(), role, department };
        let user = User { has_pin: true, ..rules::new_user(tx.new_id(), &new)? };
        rows::insert(tx, &user, pin_hash)?;
        made.push(user);
    }
    Ok(made)
}

/// Returns the id that the administrator of a practice hotel gets from [`add_practice`], the sixth of them, so that the
/// request which makes the hotel can be theirs.
pub fn practice_administrator(at: Instant, key: &str) -> UserId {
    UserId(RawId::derive(at, key.as_bytes(), ADMINISTRATOR_AT))
}

/// Writes the first administrator of a new hotel.
///
/// Errors: [`Common`] for a name that does not fit.
pub fn add_first(tx: &mut Tx<'_>, id: UserId, name: &str, pin_hash: &str) -> Result<User> {
    let op = tx.begin(Op::AddUser)?;
    let new = NewUser {
        sign_in: "admin".to_owned(),
        name: text::required("name", name, text::NAME_MAX)?,
        role: Role::Administrator,
        department: Department::Management,
    };
    let user = User { has_pin: !pin_hash.is_empty(), ..rules::new_user(id, &new)? };
    rows::insert(tx, &user, pin_hash)?;
    tx.record(op, Change::added(user.id, &user)?)?;
    Ok(user)
}

//! From nothing open to somebody signed in: first run, opening, signing in and out.

use std::{path::PathBuf, time::Duration};

use lobby_core::{
    arrivals,
    audit::op::Op,
    base::{
        ids::{RecordId, UserId},
        lunar::{LunarDay, lunar_day},
        request::RequestKey,
        role::Session,
        time::{BusinessDate, Instant},
    },
    db::{Done, Store},
    open::{self, FirstRun},
    staff::{self, SetDeskLock, SetPin, User, unsaved},
    tickets::drafts,
};
use lobby_keystore::{Opened, StoreFault};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::State;

use super::today::DutyName;
use crate::{
    desk::{Desk, blocking, machine_now, seed},
    fault::Fault,
    home,
    seat::Left,
};

/// How far the desk has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    /// No hotel file yet: practice, new, or a backup.
    FirstRun,
    /// There is a file; it wants its passphrase.
    Locked,
    /// Open; nobody is signed in.
    SignedOut,
    /// Somebody is at work.
    SignedIn,
}

/// What the page needs before it shows anything else.
#[derive(Debug, Serialize, Type)]
pub(crate) struct Start {
    pub(crate) stage: Stage,
    version: String,
    /// The hotel's name, once its file is open.
    hotel: String,
    practice: bool,
    /// The hotel's own file lies here, whatever is open: there is a way back to it.
    hotel_here: bool,
    /// Who may sign in.
    staff: Vec<User>,
    /// Who is signed in.
    user: Option<User>,
    /// Folder that a new file is made in.
    folder: String,
    /// Why the machine's key store did not open the file, where it should have.
    key_store: Option<StoreFault>,
    /// The hotel's IANA time zone; empty while nothing is open.
    time_zone: String,
    /// The hotel's instant, for the clock on the sign-in.
    now_ms: Instant,
    /// Who was at this desk, for the sign-in; empty while nothing is open.
    seen: Vec<Seen>,
    /// Who left the desk last, where somebody did since the program began.
    left: Option<Left>,
    /// How many rows the history has.
    #[specta(type = f64)]
    head_seq: i64,
    /// How old the PMS's data are.
    data_as_of_ms: Option<Instant>,
    /// The day by the moon.
    lunar: Option<LunarDay>,
    /// Who is on duty.
    on_duty: Option<DutyName>,
}

/// What the sign-in says of a colleague: never of whom or what.
#[derive(Debug, Serialize, Type)]
pub(crate) struct Seen {
    /// Who.
    user: UserId,
    /// When they last signed in, by the hotel's clock.
    at_ms: Option<Instant>,
    /// Something of theirs waits unsaved.
    has_draft: bool,
}

/// Returns how far the desk has come, opening by itself what opens without asking.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn start(desk: State<'_, Desk>) -> Result<Start, Fault> {
    by_itself(&desk).await?;
    facts(&desk)
}

/// Opens the file that the desk works on, where nothing is open and it opens without asking.
async fn by_itself(desk: &Desk) -> Result<(), Fault> {
    if desk.store().is_none()
        && let Some(file) = home::current_file(desk.home())
    {
        match home::passphrase_given().or_else(|| open::passphrase_known(&file)) {
            Some(secret) => desk.keep(blocking(move || open::open(&file, &secret).map_err(Fault::from)).await?)?,
            None => by_key_store(desk, file).await?,
        }
    }
    Ok(())
}

/// Goes back to the hotel's own file from practice, or from the first page: nothing else leads there once another was opened.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn go_to_hotel(desk: State<'_, Desk>) -> Result<Start, Fault> {
    let file = home::hotel_file(desk.home());
    if !file.is_file() {
        return Err(Fault::refused("no_file"));
    }
    if desk.store().is_none_or(|store| store.path() != file) {
        desk.close();
        home::remember_current(desk.home(), &file)?;
    }
    by_itself(&desk).await?;
    facts(&desk)
}

/// Opens the file with what the key store holds, where somebody turned that on; else its passphrase is asked for, with the reason.
async fn by_key_store(desk: &Desk, file: PathBuf) -> Result<(), Fault> {
    let store = desk.key_store();
    match blocking(move || Ok(lobby_keystore::opened(&file, &store)?)).await? {
        Opened::Open(store) => desk.keep(*store),
        Opened::AskPassphrase(why) => {
            desk.store_said(why);
            Ok(())
        }
    }
}

/// Opens the hotel's file with its passphrase or recovery key.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn open_hotel(desk: State<'_, Desk>, passphrase: String) -> Result<Start, Fault> {
    let file = home::current_file(desk.home()).ok_or_else(|| Fault::refused("no_file"))?;
    let store = blocking(move || open::open(&file, &passphrase.into()).map_err(Fault::from)).await?;
    desk.keep(store)?;
    facts(&desk)
}

/// A new hotel as the first-run pages collect it.
#[derive(Deserialize, Type)]
pub(crate) struct NewHotelForm {
    first: FirstRun,
    passphrase: String,
    pin: String,
}

/// What the first run shows once and never again.
#[derive(Serialize, Type)]
pub(crate) struct NewHotelMade {
    /// Printed and put into the safe.
    recovery_key: String,
    start: Start,
}

/// Makes a new hotel's file with its first administrator.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn make_hotel(desk: State<'_, Desk>, form: NewHotelForm) -> Result<NewHotelMade, Fault> {
    let path = home::hotel_file(desk.home());
    let (store, recovery) = blocking(move || {
        staff::pin_may_be_chosen(&form.pin)?;
        let [salt, file]: [[u8; 32]; 2] = [seed()?, seed()?];
        let pin_hash = staff::hash_pin(&form.pin, half(salt))?;
        Ok(open::new_hotel(&path, &form.passphrase.into(), &form.first, &pin_hash, machine_now(), file)?)
    })
    .await?;
    home::remember_current(desk.home(), store.path())?;
    desk.keep(store)?;
    Ok(NewHotelMade { recovery_key: recovery.expose_secret().to_owned(), start: facts(&desk)? })
}

/// Signs somebody in with their PIN; whoever was signed in before is signed out (quick switch).
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn sign_in(desk: State<'_, Desk>, user: String, pin: String) -> Result<Start, Fault> {
    let store = desk.store().ok_or_else(|| Fault::refused("nothing_open"))?;
    let (session, idle) = blocking(move || Ok((staff::sign_in(&store, &user, &pin, machine_now())?, idle(&store)?))).await?;
    desk.signed_in(session, idle);
    facts(&desk)
}

/// Sets the first PIN of somebody who has none yet, where nobody is there who could set it with them, and signs them in.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn first_pin(desk: State<'_, Desk>, key: RequestKey, user: UserId, pin: String) -> Result<Start, Fault> {
    let store = desk.store().ok_or_else(|| Fault::refused("nothing_open"))?;
    let (session, idle) = blocking(move || {
        staff::pin_may_be_chosen(&pin)?;
        let found = store.read_as_house(|db| staff::get(db, user))?;
        let at = store.hotel().now(machine_now());
        let session = Session { user: found.id, role: found.role, department: found.department, pin_at: at };
        let input = SetPin { user, pin_hash: staff::hash_pin(&pin, half(seed()?))? };
        let request = lobby_core::base::request::Request { key, at, session: session.clone(), seed: seed()? };
        let _done: Done<UserId> = store.write(&request, Op::SetPin, &input, |tx| staff::set_first_pin(tx, &input))?;
        Ok((session, idle(&store)?))
    })
    .await?;
    desk.signed_in(session, idle);
    facts(&desk)
}

/// Locks the desk, by a key or since nobody touched it; the page forgets what it showed. Also the first half of handing the
/// desk to a colleague.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) fn desk_lock(desk: State<'_, Desk>, by_itself: bool) -> Result<Start, Fault> {
    desk.lock(by_itself);
    facts(&desk)
}

/// Takes the PIN of who is signed in once more: what moves money, leaves the house, erases or changes keys asks for one that
/// was given just now. A wrong one costs what it costs at the sign-in.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn pin_again(desk: State<'_, Desk>, pin: String) -> Result<(), Fault> {
    desk.work_by_pin(pin, |_, _, _| Ok(())).await
}

/// Remembers that somebody touches the desk; answers whether anybody is signed in there.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) fn desk_touched(desk: State<'_, Desk>) -> bool {
    desk.touch();
    desk.session().is_some()
}

/// Sets after how long a desk that nobody touches locks; this one keeps to it at once.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn desk_lock_set(desk: State<'_, Desk>, key: RequestKey, input: SetDeskLock) -> Result<Done<RecordId>, Fault> {
    let done = desk.write(key, Op::SetDeskLock, input, staff::set_desk_lock).await?;
    desk.lock_after(Duration::from_secs(u64::from(input.wanted.idle_s)));
    Ok(done)
}

/// Closes the hotel's file and goes back to the first page: practice, new, or a backup.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) fn close_hotel(desk: State<'_, Desk>) -> Result<Start, Fault> {
    desk.close();
    home::forget_current(desk.home())?;
    facts(&desk)
}

/// Asks the running job (practice, import, export) to stop.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) fn cancel_job(desk: State<'_, Desk>) {
    desk.cancel_job();
}

/// Returns the facts of the desk as they are now.
pub(super) fn facts(desk: &Desk) -> Result<Start, Fault> {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let folder = desk.home().display().to_string();
    let hotel_here = home::hotel_file(desk.home()).is_file();
    let Some(store) = desk.store() else {
        let stage = if home::current_file(desk.home()).is_some() { Stage::Locked } else { Stage::FirstRun };
        return Ok(Start {
            stage,
            version,
            hotel: String::new(),
            practice: false,
            hotel_here,
            staff: Vec::new(),
            user: None,
            folder,
            key_store: desk.why_asked(),
            time_zone: String::new(),
            now_ms: machine_now(),
            seen: Vec::new(),
            left: None,
            head_seq: 0,
            data_as_of_ms: None,
            lunar: None,
            on_duty: None,
        });
    };
    let staff = store.read_as_house(staff::list)?;
    let user = desk.session().and_then(|session| staff.iter().find(|user| user.id == session.user).cloned());
    let stage = if user.is_some() { Stage::SignedIn } else { Stage::SignedOut };
    let hotel = store.hotel();
    let staff: Vec<User> = staff.into_iter().filter(|user| user.active).collect();
    let (time_zone, now_ms) = (hotel.clock.zone.name().to_owned(), hotel.now(machine_now()));
    let lunar = lunar_day(BusinessDate::new(hotel.clock.local_date(now_ms)));
    let (seen, head_seq, data_as_of_ms, on_duty) = store.read_as_house(|db| {
        let waits = [drafts::authors(db)?, unsaved::authors(db)?].concat();
        let last = staff::last_seen(db)?;
        let at = |user: UserId| last.iter().find(|(seen, _)| *seen == user).map(|(_, at)| *at);
        let seen = staff.iter().map(|User { id, .. }| Seen { user: *id, at_ms: at(*id), has_draft: waits.contains(id) });
        Ok((seen.collect(), db.head()?.seq, arrivals::data_as_of(db)?, DutyName::at(db, now_ms)?))
    })?;
    Ok(Start {
        stage,
        version,
        hotel: hotel.name,
        practice: hotel.practice,
        hotel_here,
        staff,
        user,
        folder,
        key_store: None,
        time_zone,
        now_ms,
        seen,
        left: desk.left(),
        head_seq,
        data_as_of_ms,
        lunar,
        on_duty,
    })
}

fn idle(store: &Store) -> Result<Duration, Fault> {
    let lock = store.read_as_house(staff::desk_lock)?;
    Ok(Duration::from_secs(u64::from(lock.idle_s)))
}

/// Returns the first half of fresh bytes, for a salt.
pub(super) fn half(bytes: [u8; 32]) -> [u8; 16] {
    let mut half = [0u8; 16];
    half.copy_from_slice(&bytes[..16]);
    half
}

//! The key store of the operating system is one more way to the file and never the only one: wiped, locked, gone, slow or
//! foreign, the passphrase and the printed key open it (PROMISES 25, docs/adr/key-store.md).

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant as Since},
};

use lobby_core::{
    audit::op::Op,
    backup::{
        self, TakeBackup,
        quarantine::{self, Opens},
        rekey,
    },
    base::{
        entropy::Entropy,
        error::Result,
        role::{Role, Session},
        time::Instant,
    },
    db::keys::{SlotKind, Slots, keys_path},
    history, open,
};
use lobby_keystore::{KeyStore, Opened, PATIENCE, StoreFault, TurnedOff, opened, turn_off, turn_on};
use secrecy::SecretString;
use support::hotel::{Hotel, NOW_MS, PASSPHRASE, code, hotel, key, new_hotel, practising};
use zeroize::Zeroizing;

/// A store that does what a test says.
#[derive(Default)]
struct MadeUp {
    held: Mutex<BTreeMap<String, Vec<u8>>>,
    fault: Mutex<Option<StoreFault>>,
    delay: Mutex<Duration>,
    asked: AtomicU32,
}

impl MadeUp {
    fn answer(&self) -> Result<(), StoreFault> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        std::thread::sleep(*self.delay.lock().expect("no panic before"));
        self.fault.lock().expect("no panic before").map_or(Ok(()), Err)
    }

    fn held(&self) -> BTreeMap<String, Vec<u8>> {
        self.held.lock().expect("no panic before").clone()
    }

    fn says(&self, fault: Option<StoreFault>) {
        *self.fault.lock().expect("no panic before") = fault;
    }
}

impl KeyStore for MadeUp {
    fn keep(&self, name: &str, secret: &[u8]) -> Result<(), StoreFault> {
        self.answer()?;
        self.held.lock().expect("no panic before").insert(name.to_owned(), secret.to_owned());
        Ok(())
    }

    fn find(&self, name: &str) -> Result<Zeroizing<Vec<u8>>, StoreFault> {
        self.answer()?;
        self.held().remove(name).map(Zeroizing::new).ok_or(StoreFault::NoSecret)
    }

    fn forget(&self, name: &str) -> Result<(), StoreFault> {
        self.answer()?;
        self.held.lock().expect("no panic before").remove(name).map(drop).ok_or(StoreFault::NoSecret)
    }
}

/// A hotel, its printed key, and a store that was turned on for it.
struct Desk {
    hotel: Hotel,
    printed: SecretString,
    own: Arc<MadeUp>,
    store: Arc<dyn KeyStore>,
}

fn desk() -> Desk {
    let (hotel, own) = (hotel(), Arc::new(MadeUp::default()));
    let mut slots = Slots::read(&hotel.path()).expect("slots");
    let printed = slots.renew_recovery(&key(), &mut Entropy::from_seed([9; 32])).expect("a sheet");
    slots.write(&hotel.path()).expect("slots");
    let store: Arc<dyn KeyStore> = own.clone();
    Desk { hotel, printed, own, store }
}

fn turned_on() -> Desk {
    let desk = desk();
    turn_on(&desk.hotel.store, &desk.hotel.request(Role::Administrator), [3; 32], Some(&desk.store)).expect("it is turned on");
    desk
}

/// Returns what came of opening without asking anybody.
fn said(path: &Path, store: &Arc<dyn KeyStore>) -> Option<StoreFault> {
    match opened(path, store).expect("no failure of the file") {
        Opened::Open(_) => panic!("it opened"),
        Opened::AskPassphrase(why) => why,
    }
}

fn opens(path: &Path, store: &Arc<dyn KeyStore>) -> bool {
    matches!(opened(path, store), Ok(Opened::Open(_)))
}

fn passphrase() -> SecretString {
    PASSPHRASE.to_owned().into()
}

fn at() -> Instant {
    Instant::from_ms(NOW_MS)
}

#[test]
fn it_is_off_until_it_is_turned_on_and_then_opens_the_file_without_asking() {
    let Desk { hotel, own, store, .. } = desk();
    assert_eq!(said(&hotel.path(), &store), None, "nothing is said of what was never turned on");
    assert_eq!(own.asked.load(Ordering::Relaxed), 0, "nor is it asked");
    turn_on(&hotel.store, &hotel.request(Role::Administrator), [3; 32], Some(&store)).expect("it is turned on");
    assert!(opens(&hotel.path(), &store));
    let held = own.held();
    assert_eq!(held.values().map(Vec::len).collect::<Vec<_>>(), [32], "one secret of 32 bytes");
    let text = std::fs::read_to_string(keys_path(&hotel.path())).expect("slots");
    let hex: String = held.values().flatten().map(|byte| format!("{byte:02x}")).collect();
    assert!(!text.contains(&hex), "what the store holds does not lie beside the file");
    assert_eq!(last_op(&hotel), Op::SetKeyStore);
    turn_on(&hotel.store, &hotel.request(Role::Administrator), [4; 32], Some(&store)).expect("once more");
    assert!(opens(&hotel.path(), &store));
    assert_ne!(own.held(), held, "another secret");
    assert_eq!(own.held().len(), 1, "in the place of the first");
}

fn last_op(hotel: &Hotel) -> Op {
    let newest = history::Filter { limit: Some(1), ..history::Filter::default() };
    hotel.read(|db| history::lines(db, &hotel.session(Role::Administrator), &newest)).first().expect("a line").operation
}

#[test]
fn whatever_the_store_answers_the_passphrase_and_the_printed_key_open_the_file() {
    let Desk { hotel, printed, own, store } = turned_on();
    let path = hotel.path();
    let held = own.held();
    let wiped = || own.held.lock().expect("no panic").clear();
    let bent = || own.held.lock().expect("no panic").values_mut().for_each(|secret| secret[0] ^= 1);
    let cases: [(StoreFault, &dyn Fn()); 6] = [
        (StoreFault::NoSecret, &wiped),
        (StoreFault::Foreign, &bent),
        (StoreFault::Absent, &|| own.says(Some(StoreFault::Absent))),
        (StoreFault::Locked, &|| own.says(Some(StoreFault::Locked))),
        (StoreFault::Failed, &|| own.says(Some(StoreFault::Failed))),
        (StoreFault::Slow, &|| *own.delay.lock().expect("no panic") = PATIENCE * 3),
    ];
    for (fault, happens) in cases {
        assert!(opens(&path, &store), "before {fault:?}");
        happens();
        let begun = Since::now();
        assert_eq!(said(&path, &store), Some(fault));
        assert!(begun.elapsed() < PATIENCE + Duration::from_secs(2), "{fault:?} kept the desk waiting {:?}", begun.elapsed());
        for secret in [&passphrase(), &printed] {
            open::open(&path, secret).unwrap_or_else(|error| panic!("{fault:?}: {}", error.code()));
        }
        *own.held.lock().expect("no panic") = held.clone();
        own.says(None);
        *own.delay.lock().expect("no panic") = Duration::ZERO;
    }
}

#[test]
fn another_file_under_these_slots_is_not_opened_and_not_taken_for_damaged() {
    let Desk { hotel, store, .. } = turned_on();
    let other = new_hotel(hotel.folder().join("other.lobby"), [8; 32]);
    std::fs::copy(keys_path(&hotel.path()), keys_path(&other)).expect("its slots");
    assert_eq!(said(&other, &store), Some(StoreFault::Foreign));
    std::fs::remove_file(keys_path(&other)).expect("gone");
    assert_eq!(said(&other, &store), None, "what is wrong with the slots is said to whoever types something");
}

#[test]
fn it_is_turned_off_with_or_without_the_store() {
    let Desk { hotel, own, store, .. } = turned_on();
    let off = |store| turn_off(&hotel.store, &hotel.request(Role::Administrator), store).expect("off").value;
    assert_eq!(off(Some(&store)), TurnedOff { forgotten: true });
    assert!(own.held().is_empty() && said(&hotel.path(), &store).is_none(), "slot and secret are gone");
    assert_eq!(last_op(&hotel), Op::SetKeyStore);
    for (what, fault, ask) in [("gone", Some(StoreFault::Absent), true), ("never to be touched", None, false)] {
        turn_on(&hotel.store, &hotel.request(Role::Administrator), [5; 32], Some(&store)).expect("on");
        own.says(fault);
        assert_eq!(off(ask.then_some(&store)), TurnedOff { forgotten: false }, "a store that is {what}");
        own.says(None);
        assert_eq!(said(&hotel.path(), &store), None, "the file is off all the same");
    }
}

#[test]
fn who_may_not_and_what_may_not_be_leaves_nothing_behind() {
    let Desk { hotel, own, store, .. } = desk();
    let on = |role, store| turn_on(&hotel.store, &hotel.request(role), [3; 32], store);
    for role in [Role::Receptionist, Role::DutyManager, Role::DepartmentHead, Role::DataOfficer] {
        assert_eq!(code(&on(role, Some(&store)).map(drop)), "not_allowed", "{role:?}");
    }
    assert_eq!(own.asked.load(Ordering::Relaxed), 0, "the store is not asked for somebody who may not");
    assert_eq!(code(&on(Role::Administrator, None).map(drop)), "key_store_not_asked");
    let request = hotel.request(Role::Administrator);
    let stale = Session { pin_at: Instant::from_ms(NOW_MS - 3_600_000), ..request.session.clone() };
    let stale = lobby_core::base::request::Request { session: stale, ..request };
    assert_eq!(code(&turn_on(&hotel.store, &stale, [3; 32], Some(&store)).map(drop)), "pin_again");
    for fault in [StoreFault::Absent, StoreFault::Locked, StoreFault::Failed] {
        own.says(Some(fault));
        assert!(code(&on(Role::Administrator, Some(&store)).map(drop)).starts_with("key_store_"), "{fault:?}");
        own.says(None);
    }
    assert!(own.held().is_empty(), "nothing is left in the store");
    assert_eq!(Slots::read(&hotel.path()).expect("slots").key_store(), None, "nor beside the file");
    let practice = practising();
    let refused = turn_on(&practice.store, &practice.request(Role::Administrator), [3; 32], Some(&store));
    assert_eq!(code(&refused.map(drop)), "key_store_practice");
}

#[test]
fn a_new_passphrase_and_a_new_sheet_leave_it_as_it_is() {
    let Desk { hotel, store, .. } = turned_on();
    let mut slots = Slots::read(&hotel.path()).expect("slots");
    let mut entropy = Entropy::from_seed([6; 32]);
    slots.change_passphrase(&key(), &"another passphrase".to_owned().into(), &mut entropy).expect("changed");
    slots.renew_recovery(&key(), &mut entropy).expect("renewed");
    slots.write(&hotel.path()).expect("written");
    assert!(opens(&hotel.path(), &store));
    assert_eq!(slots.kinds().len(), 3, "one slot of each kind");
}

#[test]
fn its_slot_is_in_no_backup_and_in_nothing_that_is_restored() {
    let Desk { hotel, store, .. } = turned_on();
    let has_slot = |file: &Path| Slots::read(file).expect("slots").kinds().contains(&SlotKind::KeyStore);
    let input = TakeBackup { folder: hotel.folder().join("backups") };
    let backup = backup::take(&hotel.store, &hotel.request(Role::Administrator), &input).expect("a backup").value.path;
    assert!(has_slot(&hotel.path()), "control: the file's own slots have it");
    assert!(!has_slot(&backup), "the backup's have not");
    let elsewhere = hotel.folder().join("elsewhere.lobby");
    // As somebody would who copied the slots by hand into the backup.
    std::fs::copy(keys_path(&hotel.path()), keys_path(&backup)).expect("copied");
    backup::restore(&backup, &elsewhere, &passphrase()).expect("restored");
    assert!(!has_slot(&elsewhere), "nor those of what is restored from it");
    assert_eq!(said(&elsewhere, &store), None);
    assert!(opens(&hotel.path(), &store), "the file itself is as it was");
}

#[test]
fn a_new_key_for_the_file_has_no_such_slot_and_its_undo_has_it_again() {
    let Desk { hotel, store, .. } = turned_on();
    let path = hotel.path();
    let made = rekey::prepare(&hotel.store, &passphrase(), at(), [2; 32]).expect("a set under a new key");
    let folder = hotel.into_folder();
    let aside = quarantine::put_in_place(&path, &made.folder, Some(&key()), at()).expect("in place");
    assert_eq!(said(&path, &store), None, "the passphrase is asked for, and nothing is said of a store");
    open::open(&path, &made.recovery).expect("the new sheet opens it");
    quarantine::put_in_place(&path, &aside, Some(&made.key), at()).expect("put back");
    assert!(opens(&path, &store), "the old set is opened by what the store still holds of it");
    drop(folder);
}

#[test]
fn a_backup_in_the_file_s_place_has_the_passphrase_asked_for() {
    let Desk { hotel, store, .. } = turned_on();
    let path = hotel.path();
    let input = TakeBackup { folder: hotel.folder().join("backups") };
    let backup = backup::take(&hotel.store, &hotel.request(Role::Administrator), &input).expect("a backup").value.path;
    let opens_it = passphrase();
    let found = quarantine::quarantine(&backup, &path, &Opens::Secret(&opens_it), Some(&hotel.store), at()).expect("looked at");
    let _folder = hotel.into_folder();
    quarantine::put_in_place(&path, &found.folder, Some(&key()), at()).expect("in place");
    assert_eq!(said(&path, &store), None);
}

#[cfg(target_os = "linux")]
mod of_the_system;

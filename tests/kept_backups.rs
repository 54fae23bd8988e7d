//! Packages that are kept for 24 months, carried with the backups: each once in a place whatever the ladder does, verified, back
//! with a restore, gone with the months and with who is erased (PROMISES 5, 8, 27).

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::SystemTime,
};

use lobby_core::{
    audit::op::Op,
    backup::{
        self, TakeBackup,
        house::{self, Moment},
        place::{self, SetBackupPlace},
        quarantine::{self, Opens},
    },
    base::{error::Result, ids::GuestId, role::Role},
    export::{
        self, CopyExport, ExportProgress, Made, MakeExport,
        kept::{self, KeptStanding, RunKept, carried},
    },
};
use secrecy::SecretString;
use support::hotel::{Hotel, PASSPHRASE, code, hotel};

const PLANTED: &str = "郦青禾";

fn on(_: ExportProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn secret() -> SecretString {
    PASSPHRASE.to_owned().into()
}

/// A hotel with a guest, its stick, and a folder that its packages went to.
struct House {
    hotel: Hotel,
    guest: GuestId,
    stick: tempfile::TempDir,
    sent: tempfile::TempDir,
}

fn house() -> House {
    let hotel = hotel();
    let guest = hotel.guest(PLANTED, "138 1234 8812");
    support::stays::departed(&hotel, guest, "2026-07-04", "2026-07-14", 254_405, 86_000);
    let (stick, sent) = (tempfile::tempdir().expect("a stick"), tempfile::tempdir().expect("a folder"));
    let input = SetBackupPlace { folder: Some(stick.path().display().to_string()) };
    hotel
        .store
        .write(&hotel.request(Role::Administrator), Op::SetBackupPlace, &input, |tx| place::set(tx, &input))
        .expect("the second place is set");
    House { hotel, guest, stick, sent }
}

impl House {
    fn make(&self, period: &str) -> Made {
        let input = MakeExport { period: period.to_owned(), reason: String::new() };
        let request = self.hotel.request(Role::DataOfficer);
        export::make(&self.hotel.store, &request, &input, self.sent.path(), &mut on).expect("a package").value
    }

    /// A quarter of an hour passes in which somebody writes; the house looks after its backups.
    fn quarter(&self) -> Result<Option<PathBuf>> {
        self.hotel.guest("路人", "139 0000 2222");
        self.looked()
    }

    fn looked(&self) -> Result<Option<PathBuf>> {
        self.hotel.pass_minutes(15);
        let now = self.hotel.now();
        house::by_itself(&self.hotel.store, Moment { now, open_since: now.plus_minutes(-60) })
    }

    fn place(&self) -> PathBuf {
        self.stick.path().join("Lobby-H0217")
    }

    /// Where a package lies with the backups.
    fn with_backups(&self, made: &Made) -> PathBuf {
        self.place().join(carried::FOLDER).join(&made.files[0].sha256)
    }

    /// Where it lies beside the file.
    fn beside(&self, made: &Made) -> PathBuf {
        kept::folder_of(&self.hotel.path()).join(&made.files[0].sha256)
    }
}

/// Every file below a folder, with when it was written.
fn files_in(folder: &Path) -> Vec<(PathBuf, SystemTime)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_in(&path));
        } else {
            found.push((path, entry.metadata().and_then(|facts| facts.modified()).expect("a date")));
        }
    }
    found.sort();
    found
}

fn copied_out(hotel: &Hotel, made: &Made, to: &Path) -> Result<()> {
    let input = CopyExport { export: made.export_id, folder: to.to_string_lossy().into_owned() };
    export::copy(&hotel.store, &hotel.request(Role::DataOfficer), &input, &mut |_, _| ControlFlow::Continue(())).map(drop)
}

fn same(one: &Path, other: &Path) {
    let bytes = |folder: &Path| {
        let files = files_in(folder).into_iter();
        files.map(|(path, _)| (path.file_name().map(ToOwned::to_owned), fs::read(path).expect("a file"))).collect::<Vec<_>>()
    };
    assert!(bytes(one) == bytes(other), "byte by byte as it left");
}

#[test]
fn a_package_lies_once_with_the_backups_however_many_the_ladder_makes() {
    let house = house();
    let first = house.make("2026-06");
    house.quarter().expect("backed up").expect("one is due");
    let laid = files_in(&house.with_backups(&first));
    assert_eq!(laid.len(), first.files.len(), "every file of the package");
    for _ in 0..6 {
        house.quarter().expect("backed up").expect("one is due");
    }
    assert_eq!(files_in(&house.with_backups(&first)), laid, "written once, and never again");
    let second = house.make("2026-07");
    house.quarter().expect("backed up").expect("one is due");
    let kept = house.place().join(carried::FOLDER);
    assert_eq!(fs::read_dir(&kept).expect("the folder").count(), 2, "{second:?} beside the first, no third");
    let each = backup::lying(&house.place()).expect("backups");
    assert!(each.len() > 3 && each.iter().all(|one| !one.folder.join(carried::FOLDER).exists()), "in no backup of its own");
    let words = files_in(&kept)
        .into_iter()
        .filter(|(path, _)| fs::read(path).expect("a file").windows(PLANTED.len()).any(|seen| seen == PLANTED.as_bytes()));
    assert_eq!(words.count(), 0, "and sealed: a stolen stick shows nothing of it");
}

#[test]
fn on_another_machine_a_restored_hotel_copies_its_packages_out_again() {
    let house = house();
    let made = house.make("2026-07");
    let input = TakeBackup { folder: house.place() };
    let taken = backup::take(&house.hotel.store, &house.hotel.request(Role::Administrator), &input).expect("a backup").value;
    assert_eq!((taken.kept.came, taken.kept.there, taken.kept.missing), (1, 1, 0));
    let machine = tempfile::tempdir().expect("another machine");
    let to = machine.path().join("hotel.lobby");
    let back = backup::restore(&taken.path, &to, &secret()).expect("restored");
    assert_eq!((back.kept.came, back.kept.missing), (1, 0), "its package came with it");
    let again = Hotel::reopened(&to, 1_000);
    let out = tempfile::tempdir().expect("a stick for the group");
    copied_out(&again, &made, out.path()).expect("copied out again");
    same(&out.path().join(&made.folder), &house.sent.path().join(&made.folder));
}

#[test]
fn a_package_that_is_gone_or_damaged_with_the_backups_is_counted_and_the_hotel_comes_back() {
    let house = house();
    let (june, july) = (house.make("2026-06"), house.make("2026-07"));
    let backup = house.quarter().expect("backed up").expect("one is due");
    fs::remove_dir_all(house.with_backups(&june)).expect("somebody tidied the stick");
    // A link is the same file as the one beside the hotel's: the stick's own goes wrong here.
    let path = house.with_backups(&july).join("guests.csv.age");
    let mut bytes = fs::read(&path).expect("sealed");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::remove_file(&path).expect("unlinked");
    fs::write(&path, bytes).expect("damaged");
    let machine = tempfile::tempdir().expect("another machine");
    let to = machine.path().join("hotel.lobby");
    let found = quarantine::quarantine(&backup, &to, &Opens::Secret(&secret()), None, house.hotel.now()).expect("checked");
    assert_eq!(found.report.kept_missing, 2, "said before anything is put in place");
    quarantine::put_in_place(&to, &found.folder, None, house.hotel.now()).expect("in place");
    let again = Hotel::reopened(&to, 1_000);
    let told = again.read(|db| kept::outgoing(db, &to));
    assert!(told.len() == 2 && told.iter().all(|one| one.kept == KeptStanding::Missing), "and said afterwards");
    assert!(files_in(&kept::folder_of(&to)).iter().all(|(path, _)| !path.ends_with("guests.csv.age")), "nothing by half");
}

#[test]
fn what_is_lost_beside_the_file_comes_back_from_the_place_of_backups() {
    let house = house();
    let made = house.make("2026-07");
    house.quarter().expect("backed up").expect("one is due");
    fs::remove_dir_all(kept::folder_of(&house.hotel.path())).expect("the folder is lost");
    assert_eq!(code(&copied_out(&house.hotel, &made, house.stick.path())), "export_missing");
    house.quarter().expect("backed up").expect("one is due");
    copied_out(&house.hotel, &made, house.stick.path()).expect("it is back");
}

#[test]
fn a_backup_stands_where_the_packages_cannot_be_laid_and_that_is_said() {
    let house = house();
    house.make("2026-07");
    fs::write(house.place().join(carried::FOLDER), "somebody's own file").expect("in the way");
    assert_eq!(code(&house.quarter()), "backup_kept_behind");
    let lying = backup::lying(&house.place()).expect("backups");
    assert_eq!(lying.len(), 1, "the backup itself is there");
    assert_eq!(code(&house.quarter()), "backup_kept_behind", "a quarter later it is tried again, and not before");
    fs::remove_file(house.place().join(carried::FOLDER)).expect("out of the way");
    house.quarter().expect("and then it goes").expect("one is due");
}

#[test]
fn with_the_months_and_with_who_is_erased_it_goes_from_the_backups_too() {
    let house = house();
    let made = house.make("2026-07");
    let backup = house.quarter().expect("backed up").expect("one is due");
    let erased = support::outside::opened(&house.hotel.path(), PASSPHRASE)
        .execute("DELETE FROM guest_details WHERE guest_id = ?1", [house.guest.raw().bytes().as_slice()]);
    assert_eq!(erased.expect("erased as far as packages know"), 1);
    let request = house.hotel.request_with(Role::DataOfficer, "erase");
    kept::replace_kept(&house.hotel.store, &request, (house.guest, "客人行使删除权"), house.sent.path(), &mut on)
        .expect("replaced");
    assert!(house.with_backups(&made).is_dir(), "the stick lies in a drawer: it does not know yet");
    fs::remove_dir_all(house.beside(&made)).unwrap_or_default();
    // A backup of before, on another machine, by somebody who has the list of the erased: nobody erased comes back.
    let machine = tempfile::tempdir().expect("another machine");
    let to = machine.path().join("hotel.lobby");
    backup::restore(&backup, &to, &secret()).expect("restored");
    fs::remove_dir_all(kept::folder_of(&to)).expect("as on a machine without it");
    let again = Hotel::reopened(&to, 1_000);
    let gone = support::outside::opened(&to, PASSPHRASE)
        .execute("DELETE FROM guest_details WHERE guest_id = ?1", [house.guest.raw().bytes().as_slice()]);
    assert_eq!(gone.expect("erased again"), 1);
    let fetched = carried::fetch(&again.store, &to, &house.place()).expect("looked");
    assert_eq!((fetched.came, fetched.missing), (0, 1), "a package with who was erased since stays away");
    house.looked().expect("backed up").expect("one is due");
    assert!(!house.with_backups(&made).exists(), "and with the next backup it is gone from the stick");
    assert_eq!(fs::read_dir(house.place().join(carried::FOLDER)).expect("the folder").count(), 1, "version 2 lies there");
    house.hotel.pass_minutes(60 * 24 * 732);
    let today = house.hotel.store.hotel().clock.business_date(house.hotel.now());
    let run = RunKept { on: today, day_is_right: Some(today) };
    let ended = kept::end_aged(&house.hotel.store, &house.hotel.request(Role::DataOfficer), &run).expect("two years later").value;
    assert_eq!(ended.packages, 1);
    house.looked().expect("backed up").expect("one is due");
    assert_eq!(fs::read_dir(house.place().join(carried::FOLDER)).expect("the folder").count(), 0, "its months are over");
}

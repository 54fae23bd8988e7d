//! What happens to a package: sealed to head office's key and opened with the stock program, kept and copied out again byte by
//! byte, broken off and gone on with, gone after its months; and nothing of it on a disk in the clear.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::Command,
};

use lobby_core::{
    audit::{chain::hex, op::Op},
    base::{
        entropy::Entropy,
        error::Result,
        ids::GuestId,
        role::{Confirmed, Role},
    },
    export::{
        self, Copied, CopyExport, Destination, ExportProgress, Made, MakeExport,
        kept::{self, KeptStanding, RunKept},
        opening,
        seal_key::{self, SealKey, SetSealKey},
        sealing::Identity,
    },
    staff,
};
use secrecy::ExposeSecret;
use sha2::{Digest, Sha256};
use support::hotel::{Hotel, code, hotel};

const PIN: &str = "246810";
/// A name that stands nowhere else, so that it can be looked for in every byte.
const PLANTED: &str = "钱塘江畔独此一人";

fn on(_: ExportProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn bytes_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn head_office(seed: u8) -> Identity {
    Identity::new(&mut Entropy::from_seed([seed; 32]))
}

fn house() -> Hotel {
    house_and_guest().0
}

/// A hotel with a guest who agreed and stayed.
fn house_and_guest() -> (Hotel, GuestId) {
    let hotel = hotel();
    let guest = hotel.guest(PLANTED, "138 1234 8812");
    let seen = hotel.read(|db| lobby_core::guests::get(db, guest));
    let wanted = lobby_core::guests::Guest { share_consent: true, ..seen.clone() };
    let edit = lobby_core::guests::EditGuest { seen, wanted };
    hotel.write(Role::Receptionist, Op::EditGuest, &edit, |tx| lobby_core::guests::edit(tx, &edit)).expect("consent is noted");
    support::stays::departed(&hotel, guest, "2026-07-04", "2026-07-14", 254_405, 86_000);
    (hotel, guest)
}

fn make(hotel: &Hotel, to: &Path) -> Result<Made> {
    let input = MakeExport { period: "2026-07".to_owned(), reason: String::new() };
    export::make(&hotel.store, &hotel.request(Role::DataOfficer), &input, to, &mut on).map(|done| done.value)
}

fn confirmed(hotel: &Hotel, role: Role) -> Confirmed {
    let input =
        staff::SetPin { user: hotel.session(role).user, pin_hash: staff::hash_pin(PIN, [3; 16]).expect("a PIN is hashed") };
    hotel.write(role, Op::SetPin, &input, |tx| staff::set_pin(tx, &input)).expect("a PIN is set");
    staff::confirm(&hotel.store, &role.word().replace('_', "-"), PIN, hotel.now()).expect("the PIN fits")
}

fn set_key(hotel: &Hotel, role: Role, text: &str, seen: u32, confirmed: &Confirmed) -> Result<SealKey> {
    let input = SetSealKey { recipient: text.to_owned(), whose: "集团数据部 2026 公钥".to_owned(), seen };
    hotel.write(role, Op::SetSealKey, &input, |tx| seal_key::set(tx, &input, confirmed)).map(|done| done.value)
}

fn sealed_house() -> Hotel {
    let hotel = house();
    let confirmed = confirmed(&hotel, Role::DataOfficer);
    set_key(&hotel, Role::DataOfficer, &head_office(1).recipient().to_string(), 0, &confirmed).expect("the key is set");
    hotel
}

fn copy(hotel: &Hotel, made: &Made, to: &Path) -> Result<Copied> {
    let input = CopyExport { export: made.export_id, folder: to.to_string_lossy().into_owned() };
    export::copy(&hotel.store, &hotel.request(Role::DataOfficer), &input, &mut bytes_on).map(|done| done.value)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is read").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn every_file(folder: &Path, take: &mut dyn FnMut(&Path)) {
    for entry in fs::read_dir(folder).expect("the folder is read").flatten() {
        if entry.path().is_dir() { every_file(&entry.path(), take) } else { take(&entry.path()) }
    }
}

fn holds(folder: &Path, words: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    every_file(folder, &mut |path| {
        let bytes = fs::read(path).expect("the file is read");
        if bytes.windows(words.len()).any(|seen| seen == words.as_bytes()) {
            found.push(path.to_owned());
        }
    });
    found
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn the_key_is_set_once_by_those_who_answer_for_exports_and_with_their_pin_again() {
    let hotel = house();
    let own = confirmed(&hotel, Role::DataOfficer);
    let other = confirmed(&hotel, Role::GeneralManager);
    let key = head_office(1).recipient();
    for role in [Role::Receptionist, Role::DutyManager, Role::DepartmentHead, Role::Administrator] {
        assert_eq!(code(&set_key(&hotel, role, &key.to_string(), 0, &own)), "not_allowed", "{role}");
    }
    assert_eq!(code(&set_key(&hotel, Role::DataOfficer, &key.to_string(), 0, &other)), "not_confirmed", "somebody else's PIN");
    let secret = head_office(1).text();
    assert_eq!(code(&set_key(&hotel, Role::DataOfficer, secret.expose_secret(), 0, &own)), "seal_key_secret");
    assert_eq!(code(&set_key(&hotel, Role::DataOfficer, "age1abc", 0, &own)), "seal_key_bad");
    let set = set_key(&hotel, Role::DataOfficer, &format!("  {key}\n"), 0, &own).expect("set");
    assert_eq!((set.version, set.fingerprint.as_str()), (1, key.fingerprint().as_str()));
    assert_eq!(code(&set_key(&hotel, Role::DataOfficer, &key.to_string(), 1, &own)), "seal_key_same");
    let next = head_office(2).recipient();
    assert_eq!(code(&set_key(&hotel, Role::GeneralManager, &next.to_string(), 0, &other)), "seal_key_set_meanwhile");
    set_key(&hotel, Role::GeneralManager, &next.to_string(), 1, &other).expect("replaced");
    assert_eq!(hotel.read(seal_key::current).map(|key| (key.version, key.recipient)), Some((2, next.to_string())));
}

#[test]
fn the_stock_program_opens_a_sealed_package_and_our_own_does_too() {
    let hotel = sealed_house();
    let to = folder();
    let made = make(&hotel, to.path()).expect("a sealed package");
    assert_eq!(names(to.path()), ["H0217-2026-07-v1.tar.age"], "one file, nothing beside it");
    assert_eq!(made.went.fingerprint, head_office(1).recipient().fingerprint());
    let sealed = to.path().join(&made.went.name);
    let bytes = fs::read(&sealed).expect("the sealed file");
    assert_eq!(hex(&Sha256::digest(&bytes)), made.went.sha256, "the digest of the history is the file's");
    let ours = folder();
    let unpacked = opening::open(&sealed, &head_office(1), ours.path()).expect("opened");
    let said: Vec<(String, String)> = made.files.iter().map(|file| (file.path.clone(), file.sha256.clone())).collect();
    let found: Vec<(String, String)> = unpacked.files.iter().map(|file| (file.path.clone(), file.sha256.clone())).collect();
    assert_eq!(found, said, "every file as it was made, the manifest first");
    assert!(!holds(ours.path(), PLANTED).is_empty(), "head office reads the name of who agreed");
    assert_eq!(code(&opening::open(&sealed, &head_office(1), ours.path())), "package_already_there");
    assert_eq!(code(&opening::open(&sealed, &head_office(2), folder().path())), "sealed_to_other");
    let theirs = folder();
    let Some(()) = opened_by_age(&sealed, &head_office(1), theirs.path()) else { return };
    every_file(&ours.path().join(&made.folder), &mut |path| {
        let name = path.file_name().expect("a file's name");
        let other = theirs.path().join(&made.folder).join(name);
        assert_eq!(fs::read(path).expect("ours"), fs::read(other).expect("theirs"), "{name:?}");
    });
}

/// Opens a sealed package as head office would without us: `age --decrypt | tar --extract`.
fn opened_by_age(sealed: &Path, identity: &Identity, to: &Path) -> Option<()> {
    if Command::new("age").arg("--version").output().is_err() {
        println!("skipped, the program age is not installed: a sealed package is not opened by it");
        return None;
    }
    let key = to.join("key.txt");
    fs::write(&key, identity.text().expose_secret()).expect("the key's file");
    let tar = to.join("package.tar");
    let opened =
        Command::new("age").arg("--decrypt").arg("-i").arg(&key).arg("-o").arg(&tar).arg(sealed).output().expect("age runs");
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    let unpacked = Command::new("tar").arg("--extract").arg("--file").arg(&tar).arg("-C").arg(to).output().expect("tar runs");
    assert!(unpacked.status.success(), "{}", String::from_utf8_lossy(&unpacked.stderr));
    Some(())
}

#[test]
fn what_the_stock_program_seals_is_opened_by_ours() {
    if Command::new("age").arg("--version").output().is_err() {
        println!("skipped, the program age is not installed: nothing that it sealed is opened");
        return;
    }
    let hotel = house();
    let to = folder();
    let made = make(&hotel, to.path()).expect("an open package");
    let (tar, sealed) = (to.path().join("p.tar"), to.path().join("p.tar.age"));
    let files: Vec<PathBuf> = made.files.iter().map(|file| Path::new(&made.folder).join(&file.path)).collect();
    let packed = Command::new("tar").arg("-C").arg(to.path()).arg("-cf").arg(&tar).args(&files).output();
    assert!(packed.expect("tar runs").status.success());
    let age = Command::new("age").arg("-r").arg(head_office(5).recipient().to_string()).arg("-o").arg(&sealed).arg(&tar).output();
    assert!(age.expect("age runs").status.success());
    let opened = opening::open(&sealed, &head_office(5), folder().path()).expect("opened");
    assert_eq!(opened.files.len(), made.files.len());
}

#[test]
fn a_sealed_package_that_was_changed_or_cut_leaves_nothing_at_head_office() {
    let hotel = sealed_house();
    let to = folder();
    let made = make(&hotel, to.path()).expect("a sealed package");
    let sealed = to.path().join(&made.went.name);
    let whole = fs::read(&sealed).expect("the sealed file");
    for change in [whole.len() / 2, whole.len() - 1, 30, 170] {
        let mut changed = whole.clone();
        changed[change] ^= 1;
        fs::write(&sealed, &changed).expect("changed");
        let office = folder();
        assert!(opening::open(&sealed, &head_office(1), office.path()).is_err(), "a change at {change}");
        assert!(names(office.path()).is_empty(), "nothing is left of it");
    }
    fs::write(&sealed, &whole[..whole.len() - 20]).expect("cut");
    let office = folder();
    assert_eq!(code(&opening::open(&sealed, &head_office(1), office.path())), "sealed_altered");
    assert!(names(office.path()).is_empty(), "nothing is left of it");
    fs::write(&sealed, &whole).expect("as it was");
    opening::open(&sealed, &head_office(1), office.path()).expect("the control: unchanged it opens");
}

#[test]
fn a_stolen_disk_shows_nothing_of_a_sealed_package() {
    let hotel = sealed_house();
    let to = hotel.folder().join("packages");
    fs::create_dir(&to).expect("a folder beside the file");
    let made = make(&hotel, &to).expect("a sealed package");
    assert_eq!(names(&kept::folder_of(&hotel.path())).len(), 2, "the lock and one package are kept");
    let found = holds(hotel.folder(), PLANTED);
    assert!(found.is_empty(), "the name stands in {found:?}");
    // The control: the same house without a key leaves an open folder, and there the name is found.
    let open = house();
    let to = folder();
    make(&open, to.path()).expect("an open package");
    assert!(!holds(to.path(), PLANTED).is_empty(), "the question can find a name");
    assert!(holds(&kept::folder_of(&open.path()), PLANTED).is_empty(), "what is kept is encrypted all the same");
    drop(made);
}

#[test]
fn a_package_is_copied_out_again_byte_by_byte() {
    for hotel in [house(), sealed_house()] {
        let (first, second) = (folder(), folder());
        let made = make(&hotel, first.path()).expect("made");
        let copied = copy(&hotel, &made, second.path()).expect("copied out again");
        assert_eq!(
            (copied.went.sha256.as_str(), copied.went.bytes, copied.resumed),
            (made.went.sha256.as_str(), made.went.bytes, 0)
        );
        let mut compared = 0;
        every_file(first.path(), &mut |path| {
            let other = second.path().join(path.strip_prefix(first.path()).expect("inside"));
            assert_eq!(fs::read(path).expect("the first"), fs::read(other).expect("the second"));
            compared += 1;
        });
        assert!(compared > 0 && names(first.path()) == names(second.path()));
        let history = hotel.read(|db| kept::outgoing(db, hotel.store.path()));
        assert_eq!((history.len(), history[0].copies.len(), history[0].kept), (1, 2, KeptStanding::Here));
        assert_eq!(history[0].until.map(|day| day.to_string()).as_deref(), Some("2028-07-14"), "24 months");
        assert!(Path::new(&history[0].copies[0].folder).ends_with(second.path().file_name().expect("a name")));
    }
}

#[test]
fn a_copy_that_was_broken_off_goes_on_and_one_of_something_else_begins_anew() {
    let hotel = sealed_house();
    let (first, stick) = (folder(), folder());
    let made = make(&hotel, first.path()).expect("made");
    let whole = fs::read(first.path().join(&made.went.name)).expect("the sealed file");
    let part = stick.path().join(format!("{}.part", made.went.name));
    for (left, resumed) in [(whole[..whole.len() / 2].to_vec(), whole.len() / 2), (vec![0; whole.len() + 99], 0), (Vec::new(), 0)]
    {
        fs::write(&part, &left).expect("what a broken copy leaves");
        let copied = copy(&hotel, &made, stick.path()).expect("gone on with");
        assert_eq!(usize::try_from(copied.resumed), Ok(resumed), "what lay there and was the same");
        assert_eq!(fs::read(stick.path().join(&made.went.name)).expect("the copy"), whole);
        assert_eq!(names(stick.path()), [made.went.name.as_str()], "nothing unfinished is left");
        let again = copy(&hotel, &made, stick.path()).expect("the very same lies there: that is it");
        assert_eq!(again.went.sha256, made.went.sha256);
        fs::remove_file(stick.path().join(&made.went.name)).expect("for the next case");
    }
    fs::write(stick.path().join(&made.went.name), b"something else").expect("another file of that name");
    assert_eq!(code(&copy(&hotel, &made, stick.path())), "copy_name_taken");
    assert_eq!(fs::read(stick.path().join(&made.went.name)).expect("it is there"), b"something else", "and was not touched");
    assert_eq!(code(&copy(&hotel, &made, &stick.path().join("pulled out"))), "file_failed");
}

#[test]
fn a_copy_that_is_cancelled_is_no_package_and_goes_on_later() {
    let hotel = house();
    let (first, share) = (folder(), folder());
    let made = make(&hotel, first.path()).expect("made");
    let input = CopyExport { export: made.export_id, folder: share.path().to_string_lossy().into_owned() };
    let mut stop = |_: u64, _: u64| ControlFlow::Break(());
    let stopped = export::copy(&hotel.store, &hotel.request(Role::DataOfficer), &input, &mut stop);
    assert_eq!(code(&stopped), "cancelled");
    assert_eq!(names(share.path()), [format!("{}.part", made.folder)], "what is there has no package's name");
    copy(&hotel, &made, share.path()).expect("gone on with");
    assert_eq!(names(share.path()), [made.folder.as_str()]);
}

#[test]
fn a_kept_table_that_is_another_s_is_said_to_be_damaged_and_not_the_stick() {
    let (hotel, guest) = house_and_guest();
    let (first, stick) = (folder(), folder());
    let made = make(&hotel, first.path()).expect("made");
    let seen = hotel.read(|db| lobby_core::guests::get(db, guest));
    let name = PLANTED.replace('一', "二");
    let edit = lobby_core::guests::EditGuest { wanted: lobby_core::guests::Guest { name, ..seen.clone() }, seen };
    hotel.write(Role::Receptionist, Op::EditGuest, &edit, |tx| lobby_core::guests::edit(tx, &edit)).expect("another name");
    let again = MakeExport { period: "2026-07".to_owned(), reason: "改名".to_owned() };
    let request = hotel.request(Role::DataOfficer);
    let again = export::make(&hotel.store, &request, &again, first.path(), &mut on).expect("made again").value;
    let lies = |made: &Made| kept::folder_of(&hotel.path()).join(&made.files[0].sha256).join("guests.csv.age");
    let long = |made: &Made| made.files.iter().find(|file| file.path == "guests.csv").expect("guests").bytes;
    assert_eq!(long(&made), long(&again), "as long as the other, and sealed to the same key");
    copy(&hotel, &made, stick.path()).expect("control: it is whole");
    fs::copy(lies(&again), lies(&made)).expect("another's table in its place");
    let (open, other) = (folder(), folder());
    assert_eq!(code(&copy(&hotel, &made, open.path())), "export_kept_damaged");
    assert!(!names(open.path()).contains(&made.folder), "no package is there");
    let confirmed = confirmed(&hotel, Role::DataOfficer);
    set_key(&hotel, Role::DataOfficer, &head_office(1).recipient().to_string(), 0, &confirmed).expect("the key is set");
    assert_eq!(code(&copy(&hotel, &made, other.path())), "export_kept_damaged", "sealed as well");
}

#[test]
fn a_kept_package_that_was_damaged_or_is_away_is_said_and_nothing_is_handed_out() {
    let hotel = house();
    let (first, stick) = (folder(), folder());
    let made = make(&hotel, first.path()).expect("made");
    let lies = kept::folder_of(&hotel.path()).join(&made.files[0].sha256);
    let path = lies.join("stays.csv.age");
    let mut bytes = fs::read(&path).expect("kept");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&path, &bytes).expect("damaged");
    assert_eq!(code(&copy(&hotel, &made, stick.path())), "export_kept_damaged");
    assert!(!names(stick.path()).contains(&made.folder), "no package is there");
    fs::remove_dir_all(&lies).expect("the disk is another one");
    assert_eq!(code(&copy(&hotel, &made, stick.path())), "export_missing");
    assert_eq!(hotel.read(|db| kept::outgoing(db, hotel.store.path()))[0].kept, KeptStanding::Missing);
}

#[test]
fn the_history_of_exports_says_why_a_period_went_again_and_how_many_rows_are_others() {
    let (hotel, guest) = house_and_guest();
    let to = folder();
    make(&hotel, to.path()).expect("version 1");
    support::stays::departed(&hotel, guest, "2026-07-01", "2026-07-03", 10_000, 0);
    let second = crate::exchange::make_because(&hotel, Role::DataOfficer, ("2026-07", "补录一笔"), to.path()).expect("version 2");
    let told = || hotel.read(|db| kept::outgoing(db, &hotel.path()));
    let listed = told();
    let [newest, first] = &listed[..] else { panic!("two versions") };
    let changes = newest.changes.as_ref().expect("the version before lay there");
    let counts: Vec<(&str, [u64; 3])> =
        changes.iter().map(|one| (one.table.as_str(), [one.added, one.changed, one.removed])).collect();
    assert_eq!(counts[0], ("stays", [1, 0, 0]), "{counts:?}");
    assert!(counts.iter().all(|(table, _)| ["stays", "kpi"].contains(table)), "nothing else changed: {counts:?}");
    assert_eq!((newest.made.reason.as_str(), &first.changes), ("补录一笔", &None), "a first version changed nothing");
    let manifest = kept::folder_of(&hotel.path()).join(&second.files[0].sha256).join("datapackage.json.age");
    let mut bytes = fs::read(&manifest).expect("what is kept");
    let at = bytes.len() - 20;
    bytes[at] ^= 1;
    fs::write(&manifest, bytes).expect("damaged");
    assert_eq!(told()[0].changes, None, "what is damaged tells nothing, and the history is listed all the same");
}

#[test]
fn after_24_months_a_dated_run_ends_the_keeping_and_no_jumped_clock_does() {
    let hotel = house();
    let to = folder();
    let made = make(&hotel, to.path()).expect("made");
    let run = |on: &str, right: Option<&str>| {
        let day = |text: &str| text.parse().expect("a day");
        let input = RunKept { on: day(on), day_is_right: right.map(day) };
        kept::end_aged(&hotel.store, &hotel.request(Role::DataOfficer), &input).map(|done| done.value.packages)
    };
    assert_eq!(code(&run("2028-07-15", None)), "run_ahead", "a day that has not come");
    assert_eq!(run("2026-07-14", None).expect("today"), 0);
    // Two years and a day later: the machine was off, or its clock jumped.
    hotel.pass_minutes(732 * 24 * 60);
    assert_eq!(code(&run("2028-07-15", None)), "kept_clock_doubt", "nothing is known of the days before");
    assert_eq!(hotel.read(|db| kept::outgoing(db, hotel.store.path()))[0].kept, KeptStanding::Here);
    assert_eq!(run("2028-07-14", Some("2028-07-15")).expect("its last day"), 0, "kept through its last day");
    assert_eq!(run("2028-07-15", Some("2028-07-15")).expect("somebody looked"), 1);
    assert_eq!(names(&kept::folder_of(&hotel.path())), [".making"], "its files are gone");
    assert_eq!(code(&copy(&hotel, &made, to.path())), "export_not_kept");
    let history = hotel.read(|db| kept::outgoing(db, hotel.store.path()));
    assert_eq!((history[0].kept, history[0].copies.len()), (KeptStanding::Age, 1), "what is known of it stays");
    assert_eq!(run("2028-07-15", Some("2028-07-15")).expect("again"), 0, "nothing is left");
}

#[test]
fn a_package_is_sealed_to_a_key_that_is_named_only_where_the_house_set_none() {
    let hotel = house();
    let to = folder();
    let (own, other) = (head_office(1).recipient(), head_office(2).recipient());
    let input = MakeExport { period: "2026-07".to_owned(), reason: "再报".to_owned() };
    let make_to = |recipient| {
        let destination = Destination { to: to.path(), seal_to: recipient };
        export::make_to(&hotel.store, &hotel.request(Role::DataOfficer), &input, destination, &mut on).map(|done| done.value)
    };
    let first = make_to(Some(&other)).expect("sealed to the one that was named");
    assert_eq!(first.went.fingerprint, other.fingerprint());
    let again = folder();
    assert_eq!(copy(&hotel, &first, again.path()).expect("copied").went.sha256, first.went.sha256, "sealed to the same again");
    let confirmed = confirmed(&hotel, Role::DataOfficer);
    set_key(&hotel, Role::DataOfficer, &own.to_string(), 0, &confirmed).expect("the house sets one");
    assert_eq!(code(&make_to(Some(&other))), "seal_key_is_set");
    assert_eq!(make_to(Some(&own)).expect("the same one").went.fingerprint, own.fingerprint());
    let later = folder();
    let copied = copy(&hotel, &first, later.path()).expect("copied");
    assert_eq!(copied.went.fingerprint, own.fingerprint(), "from now on every package leaves sealed to the key that is set");
}

#[test]
fn two_packages_are_not_made_at_once_and_what_a_kill_left_is_removed() {
    let hotel = house();
    let to = folder();
    let kept_in = kept::folder_of(&hotel.path());
    fs::create_dir_all(kept_in.join("making.part")).expect("what a kill leaves");
    fs::write(kept_in.join("making.part/stays.csv.age"), "half").expect("half a table");
    let held = fs::File::create(kept_in.join(".making")).expect("the lock");
    held.lock().expect("somebody else makes one");
    assert_eq!(code(&make(&hotel, to.path())), "export_busy");
    drop(held);
    let made = make(&hotel, to.path()).expect("made");
    assert_eq!(names(&kept_in), [".making".to_owned(), made.files[0].sha256.clone()]);
    // The machine stopped between the write and the name: it is given when somebody asks.
    let whole = kept_in.join(&made.files[0].sha256);
    fs::rename(&whole, kept_in.join(format!("{}.part", made.files[0].sha256))).expect("as a kill leaves it");
    copy(&hotel, &made, folder().path()).expect("found all the same");
    assert!(whole.is_dir());
}

const KILLED_FILE: &str = "LOBBY_COPIED_FILE";
const KILLED_TO: &str = "LOBBY_COPIED_TO";
/// How often the process is killed.
const KILLS: u64 = 12;

/// Not a test by itself: the process that [`a_copy_that_is_killed_anywhere_is_whole_or_absent`] starts and kills.
#[test]
fn the_copy_that_is_killed() {
    let (Some(file), Some(to)) = (std::env::var_os(KILLED_FILE), std::env::var_os(KILLED_TO)) else { return };
    let store = lobby_core::open::open(Path::new(&file), &support::hotel::PASSPHRASE.to_owned().into()).expect("the hotel opens");
    let people = store.read_as_house(staff::list).expect("people are listed");
    let user = people.iter().find(|user| user.role == Role::DataOfficer).expect("a data officer");
    let at = lobby_core::base::time::Instant::from_ms(support::hotel::NOW_MS);
    let session = lobby_core::base::role::Session { user: user.id, role: user.role, department: user.department, pin_at: at };
    let export = store.read_as_house(export::made).expect("a history").remove(0).id;
    println!("ready");
    let key = lobby_core::base::request::RequestKey::new("killed").expect("a plain key");
    let request = lobby_core::base::request::Request { key, at, session, seed: [5; 32] };
    let input = CopyExport { export, folder: to.to_string_lossy().into_owned() };
    // Slow, so that a kill falls in the middle of it.
    let mut slow = |_: u64, _: u64| {
        std::thread::sleep(std::time::Duration::from_millis(2));
        ControlFlow::Continue(())
    };
    export::copy(&store, &request, &input, &mut slow).expect("copied");
}

#[test]
fn a_copy_that_is_killed_anywhere_is_whole_or_absent() {
    use std::io::BufRead as _;
    let hotel = sealed_house();
    // Some megabytes, so that there is a middle to be killed in.
    for nth in 0..400 {
        let guest = hotel.guest(&format!("{PLANTED}{nth}"), &format!("139{nth:08}"));
        support::stays::departed(&hotel, guest, "2026-07-04", "2026-07-14", 254_405, 86_000);
    }
    let (first, stick) = (folder(), folder());
    let made = make(&hotel, first.path()).expect("made");
    let whole = fs::read(first.path().join(&made.went.name)).expect("the sealed file");
    let lies = stick.path().join(&made.went.name);
    let (mut absent, mut unfinished) = (0, 0);
    for round in 0..KILLS {
        let mut copying = Command::new(std::env::current_exe().expect("this program"))
            .args(["sealing::the_copy_that_is_killed", "--exact", "--nocapture"])
            .env(KILLED_FILE, hotel.path())
            .env(KILLED_TO, stick.path())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("it starts");
        let said = std::io::BufReader::new(copying.stdout.take().expect("its output is piped"));
        let _ready = said.lines().map_while(std::result::Result::ok).find(|line| line.contains("ready"));
        std::thread::sleep(std::time::Duration::from_micros(round * round * 300));
        copying.kill().expect("it is killed");
        copying.wait().expect("its end");
        unfinished += u64::from(names(stick.path()).iter().any(|name| name.ends_with(".part")));
        if lies.exists() {
            assert!(fs::read(&lies).expect("the copy") == whole, "round {round}: a copy that has its name is whole");
            fs::remove_file(&lies).expect("for the next round");
        } else {
            absent += 1;
        }
    }
    assert!(absent > 0 && unfinished > 0, "{absent} absent, {unfinished} unfinished of {KILLS}: no kill fell into the middle");
    let copied = copy(&hotel, &made, stick.path()).expect("gone on with");
    assert_eq!(copied.went.sha256, made.went.sha256);
    assert_eq!(names(stick.path()), [made.went.name.as_str()], "whole, and nothing beside it");
}

#[test]
fn a_kept_package_that_holds_an_erased_guest_is_replaced_by_a_version_that_says_why() {
    let (hotel, guest) = house_and_guest();
    let other = hotel.guest("王建国", "139 0000 0001");
    support::stays::departed(&hotel, other, "2026-07-01", "2026-07-02", 100, 0);
    let to = folder();
    let first = make(&hotel, to.path()).expect("made");
    let june = MakeExport { period: "2026-06".to_owned(), reason: String::new() };
    export::make(&hotel.store, &hotel.request(Role::DataOfficer), &june, to.path(), &mut on).expect("a month without the guest");
    let erased = support::outside::opened(&hotel.path(), support::hotel::PASSPHRASE)
        .execute("DELETE FROM guest_details WHERE guest_id = ?1", [guest.raw().bytes().as_slice()]);
    assert_eq!(erased.expect("erased as far as packages know"), 1);
    let request = hotel.request_with(Role::DataOfficer, "erase");
    let replace = || kept::replace_kept(&hotel.store, &request, (guest, "客人行使删除权"), to.path(), &mut on);
    let made = replace().expect("replaced");
    assert_eq!(made.len(), 1, "one period held the guest");
    let history = hotel.read(|db| kept::outgoing(db, hotel.store.path()));
    let of = |export| history.iter().find(|one| one.made.id == export).expect("listed");
    assert_eq!((of(first.export_id).kept, of(first.export_id).replaced_by), (KeptStanding::Erased, Some(2)));
    assert_eq!((of(made[0]).kept, of(made[0]).made.reason.as_str()), (KeptStanding::Here, "客人行使删除权"));
    assert_eq!(code(&copy(&hotel, &first, folder().path())), "export_not_kept", "the guest is copied out no more");
    let kept_now = names(&kept::folder_of(&hotel.path()));
    assert!(!kept_now.contains(&first.files[0].sha256) && kept_now.len() == 3, "its files are gone, June's and version 2 stay");
    let second = fs::read_to_string(to.path().join("H0217-2026-07-v2/guests.csv")).expect("version 2");
    assert!(!second.contains(PLANTED) && second.lines().count() == 2, "the other guest is still there");
    assert!(replace().expect("run again").is_empty(), "nothing is left to be replaced");
}

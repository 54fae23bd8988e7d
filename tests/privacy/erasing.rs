//! Erased words stand in no byte of the house: not in the decrypted pages of the file and its log, not in the index, not in what
//! is kept beside it; what was to stay stays; and a backup from before does not bring them back.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use lobby_core::{
    audit::op::Op,
    backup::{self, TakeBackup},
    base::{error::Result, ids::GuestId, role::Role},
    check::{self, Depth},
    db::Done,
    export::{
        self, ExportProgress, MakeExport,
        kept::{self, KeptStanding},
    },
    guests, history, loyalty, open,
    privacy::{
        erase::{self, Around, Block, EraseGuest, ErasureDone, ErasureForeseen, Goes, Ground, MentionPlace, Stays, listed},
        holds::{self, HoldGuest, ReleaseGuest},
    },
    profile, search, stays,
};
use support::{
    hotel::{Hotel, PASSPHRASE, code},
    outside, pages,
};

use super::planted::{self, PHONE, Planted, SIGN, WORD, confirmed, planted, said};

fn on(_: ExportProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn foreseen(hotel: &Hotel, guest: GuestId) -> ErasureForeseen {
    let today = "2026-07-14".parse().expect("a day");
    erase::foresee(&hotel.store, &hotel.session(Role::DataOfficer), guest, today).expect("foreseen")
}

fn backups(hotel: &Hotel) -> PathBuf {
    hotel.folder().join("backups")
}

fn erased(hotel: &Hotel, guest: GuestId, strike: &[MentionPlace]) -> Result<Done<ErasureDone>> {
    let seen = foreseen(hotel, guest).seen;
    let input = EraseGuest { guest, ground: Ground::Asked, request: None, strike: strike.to_vec(), seen };
    let proof = confirmed(hotel, Role::DataOfficer);
    let (folder, to) = (backups(hotel), hotel.folder().join("out"));
    fs::create_dir_all(&to).expect("a folder for packages");
    let around = Around { backups: &[&folder], packages: &to, why: "客人行使删除权" };
    erase::carry_out(&hotel.store, &hotel.request_with(Role::DataOfficer, "erase"), &input, &proof, &around, &mut on)
}

/// Returns where a word stands: in pages of the file and its log, in rows, in files beside it.
fn left(path: &Path, word: &str) -> Vec<String> {
    let mut found = outside::found_in(path, PASSPHRASE, word);
    let key = outside::key(path, PASSPHRASE);
    let held = pages::holding(path, &key, word);
    if held > 0 {
        found.push(format!("{held} pages"));
    }
    found
}

fn count<T: PartialEq + Copy>(counts: &[(T, u64)], what: T) -> u64 {
    counts.iter().find(|(known, _)| *known == what).map_or(0, |(_, count)| *count)
}

fn goes(done: &ErasureForeseen) -> Vec<(Goes, u64)> {
    done.counts.goes.iter().map(|goes| (goes.what, goes.count)).collect()
}

fn house_with_everything() -> Planted {
    let planted = planted();
    planted::close(&planted);
    let hotel = &planted.hotel;
    let csv = format!(
        "reservation_no,state,arrival,departure,room,guest_name,phone,company,rate\n\
         R-77,departed,2026-05-01,2026-05-03,1206,{SIGN}甲,{PHONE},{},880\n",
        said("进口公司")
    );
    let path = crate::import::file(hotel, "pms.csv", &csv);
    crate::import::apply(hotel, &path).expect("an import that knows the guest");
    fs::remove_file(path).expect("the PMS's own file is not ours");
    hotel.read(|db| search::find(db, "13900077123", "2026-07-14".parse().expect("a day"), 5)).first().expect("found before");
    planted
}

#[test]
fn erased_words_stand_in_no_byte_of_the_house_and_the_sums_stay() {
    let planted = house_with_everything();
    let (hotel, guest) = (&planted.hotel, planted.guest);
    let balance = hotel.read(|db| loyalty::balance(db, guest));
    let nights = hotel.read(|db| stays::of_guest(db, guest, 10)).len();
    for word in [WORD, SIGN, PHONE] {
        assert!(left(&hotel.path(), word).len() > 3, "{word} is planted");
    }
    let before = foreseen(hotel, guest);
    assert_eq!(before.blocks, [], "nothing stands in the way");
    assert_eq!((before.counts.records, before.counts.points), (2, balance), "both records of the person; the points they hold");
    for what in [
        Goes::Details,
        Goes::Contacts,
        Goes::Wishes,
        Goes::Promises,
        Goes::Dealings,
        Goes::Companions,
        Goes::Alerts,
        Goes::Tasks,
        Goes::TicketWords,
        Goes::Attachments,
        Goes::DutyWords,
        Goes::MemberWords,
        Goes::ConsentWords,
        Goes::Images,
        Goes::ImportImages,
        Goes::Drafts,
    ] {
        assert!(count(&goes(&before), what) > 0, "{what} is planted and told before");
    }
    let done = erased(hotel, guest, &[]).expect("erased").value;
    assert!(done.log_empty, "the log is empty");
    let told = |counts: &erase::ErasureCounts| counts.goes.iter().map(|one| (one.what, one.count)).collect::<Vec<_>>();
    let passing = [Goes::Images, Goes::Openings];
    let same = |counts| told(counts).into_iter().filter(|(what, _)| !passing.contains(what)).collect::<Vec<_>>();
    assert_eq!(same(&done.erased.counts), same(&before.counts), "what was told is what went");
    for word in [WORD, SIGN, PHONE] {
        assert_eq!(left(&hotel.path(), word), Vec::<String>::new(), "{word}");
    }
    assert_eq!(hotel.read(|db| loyalty::balance(db, guest)), balance, "the ledger stands under the pseudonym");
    assert_eq!(hotel.read(|db| stays::of_guest(db, guest, 10)).len(), nights, "and so do the nights");
    let checked = check::file(&hotel.store, &hotel.session(Role::Administrator), Depth::Deep).expect("checked");
    assert!(checked.ok, "file, ledger, chain, summaries and index are sound: {checked:?}");
    assert_eq!(hotel.read(|db| history::chain(db, None)), None, "the chain verifies without the images");
    assert_eq!(code(&hotel.store.read_as_house(|db| lobby_core::guests::get(db, guest))), "not_found");
    let twice = erase::foresee(&hotel.store, &hotel.session(Role::DataOfficer), guest, "2026-07-14".parse().expect("a day"));
    assert_eq!(code(&twice), "guest_erased");
}

#[test]
fn without_secure_delete_the_words_stay_in_the_pages() {
    let planted = house_with_everything();
    let (path, guest) = (planted.hotel.path(), planted.guest);
    let conn = outside::opened(&path, PASSPHRASE);
    conn.pragma_update(None, "secure_delete", false).expect("the setting");
    let gone = conn.execute("DELETE FROM guest_details WHERE guest_id = ?1", [guest.raw().bytes().as_slice()]);
    assert_eq!(gone.expect("deleted"), 1);
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("the log is emptied");
    drop(conn);
    let rows = outside::found_in(&path, PASSPHRASE, "新公司 邂逅钱塘").len();
    let key = outside::key(&path, PASSPHRASE);
    let held = pages::holding(&path, &key, "新公司 邂逅钱塘");
    assert!(held > 0, "control: the scan finds what a plain delete leaves ({rows} rows, {held} pages)");
}

#[test]
fn what_stands_in_the_way_is_told_before_and_holds() {
    let planted = planted();
    let (hotel, guest) = (&planted.hotel, planted.guest);
    let other = planted.other;
    support::stays::booked(hotel, other, "2026-07-20", "2026-07-22");
    support::stays::in_house(hotel, other, "2026-07-12", "2026-07-16", 100, 0);
    let hold = HoldGuest { guest, reason: "诉讼".to_owned() };
    let refused = hotel.write(Role::Receptionist, Op::HoldGuest, &hold, |tx| holds::hold(tx, &hold));
    assert_eq!(code(&refused), "not_allowed");
    let held = hotel.write(Role::DataOfficer, Op::HoldGuest, &hold, |tx| holds::hold(tx, &hold)).expect("held").value;
    let blocks = |guest| foreseen(hotel, guest).blocks.iter().map(|block| block.what).collect::<Vec<_>>();
    assert_eq!(blocks(guest), [Block::Hold, Block::OpenTicket, Block::PointsPending], "hold, complaint, promised points");
    assert_eq!(blocks(other), [Block::InHouse, Block::Booked]);
    let outcome = erased(hotel, guest, &[]);
    assert_eq!(code(&outcome), "erasure_blocked");
    assert!(!outside::found_in(&hotel.path(), PASSPHRASE, WORD).is_empty(), "and nothing went");
    let release = ReleaseGuest { hold: held, reason: "和解".to_owned() };
    hotel.write(Role::DataOfficer, Op::ReleaseGuest, &release, |tx| holds::release(tx, &release)).expect("released");
    let again = hotel.write(Role::DataOfficer, Op::ReleaseGuest, &release, |tx| holds::release(tx, &release));
    assert_eq!(code(&again), "hold_ended");
    planted::close(&planted);
    assert_eq!(blocks(guest), [], "closed and released, nothing stands in the way");
}

#[test]
fn nobody_erases_without_the_right_the_pin_and_a_fresh_look() {
    let planted = planted();
    planted::close(&planted);
    let (hotel, guest) = (&planted.hotel, planted.guest);
    let seen = foreseen(hotel, guest).seen;
    let input = EraseGuest { guest, ground: Ground::Asked, request: None, strike: Vec::new(), seen };
    let (own, other) = (confirmed(hotel, Role::DataOfficer), confirmed(hotel, Role::GeneralManager));
    for role in Role::ALL.iter().copied().filter(|role| !matches!(role, Role::GeneralManager | Role::DataOfficer)) {
        let refused = hotel.write(role, Op::EraseGuest, &input, |tx| erase::erase(tx, &input, &own));
        assert_eq!(code(&refused), "not_allowed", "{role}");
        let look = erase::foresee(&hotel.store, &hotel.session(role), guest, "2026-07-14".parse().expect("a day"));
        assert_eq!(code(&look), "not_allowed", "{role}");
    }
    let refused = hotel.write(Role::DataOfficer, Op::EraseGuest, &input, |tx| erase::erase(tx, &input, &other));
    assert_eq!(code(&refused), "not_confirmed", "somebody else's PIN");
    let wish = lobby_core::guests::AddPromise { guest, ticket: None, words: "又一个".to_owned() };
    hotel
        .write(Role::Receptionist, Op::AddPromise, &wish, |tx| lobby_core::guests::add_promise(tx, &wish))
        .expect("somebody writes meanwhile");
    let refused = hotel.write(Role::DataOfficer, Op::EraseGuest, &input, |tx| erase::erase(tx, &input, &own));
    assert_eq!(code(&refused), "erasure_seen_meanwhile", "what goes is what was shown");
}

#[test]
fn words_in_what_is_somebody_else_s_are_told_before_and_struck_where_it_is_said() {
    let planted = planted();
    planted::close(&planted);
    let (hotel, guest) = (&planted.hotel, planted.guest);
    let line = lobby_core::duty::WriteDuty {
        kind: lobby_core::duty::LineKind::Note,
        room: String::new(),
        guest: None,
        words: format!("代 {SIGN}甲 收快递"),
        follow_up: None,
    };
    hotel.write(Role::DutyManager, Op::WriteDuty, &line, |tx| lobby_core::duty::write(tx, &line)).expect("a line");
    let told = foreseen(hotel, guest).mentions.iter().map(|one| (one.place, one.count)).collect::<Vec<_>>();
    assert_eq!((count(&told, MentionPlace::Duty), count(&told, MentionPlace::History)), (1, 2), "the line, and its images");
    erased(hotel, guest, &[MentionPlace::Duty, MentionPlace::History]).expect("erased");
    assert_eq!(left(&hotel.path(), &format!("{SIGN}甲")), Vec::<String>::new());
}

#[test]
fn a_backup_from_before_does_not_bring_the_guest_back() {
    let planted = house_with_everything();
    let (hotel, guest) = (&planted.hotel, planted.guest);
    let input = TakeBackup { folder: backups(hotel) };
    let taken = backup::take(&hotel.store, &hotel.request(Role::Administrator), &input).expect("a backup").value;
    let secret = PASSPHRASE.to_owned().into();
    let control = tempfile::tempdir().expect("a folder elsewhere").keep().join("control.lobby");
    backup::restore(&taken.path, &control, &secret).expect("restored before anybody was erased");
    assert!(left(&control, WORD).len() > 3, "control: without a list the words come back");
    let done = erased(hotel, guest, &[]).expect("erased").value;
    assert_eq!(done.lists, 3, "beside the file, in the folder of backups, beside the backup");
    let list = fs::read_to_string(listed::path_of(&taken.path)).expect("the list beside the backup");
    assert!(!list.contains(WORD) && !list.contains(SIGN) && list.lines().count() == 3, "ids of two records and a seal");
    let elsewhere = tempfile::tempdir().expect("another machine");
    let to = elsewhere.path().join("again.lobby");
    backup::restore(&taken.path, &to, &secret).expect("restored");
    for word in [WORD, SIGN, PHONE] {
        assert_eq!(left(&to, word), Vec::<String>::new(), "{word} after the restore");
    }
    let mut names: Vec<String> = fs::read_dir(elsewhere.path())
        .expect("the folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["again.lobby", "again.lobby.erased", "again.lobby.head", "again.lobby.keys"], "nothing else is left");
    let store = open::open(&to, &secret).expect("it opens");
    let checked = check::file(&store, &hotel.session(Role::Administrator), Depth::Deep).expect("checked");
    assert!(checked.ok, "{checked:?}");
    assert_eq!(code(&store.read_as_house(|db| lobby_core::guests::get(db, guest))), "not_found");
    fs::remove_dir_all(control.parent().expect("its folder")).expect("the control goes");
}

#[test]
fn a_list_that_somebody_changed_is_refused() {
    let planted = house_with_everything();
    let hotel = &planted.hotel;
    let input = TakeBackup { folder: backups(hotel) };
    let taken = backup::take(&hotel.store, &hotel.request(Role::Administrator), &input).expect("a backup").value;
    erased(hotel, planted.guest, &[]).expect("erased");
    let path = listed::path_of(&taken.path);
    let list = fs::read_to_string(&path).expect("the list");
    let shorter: String = list.lines().skip(1).map(|line| format!("{line}\n")).collect();
    fs::write(&path, shorter).expect("somebody takes a line off");
    let to = hotel.folder().join("again.lobby");
    let refused = backup::restore(&taken.path, &to, &PASSPHRASE.to_owned().into());
    assert_eq!(code(&refused), "erased_list_damaged");
    assert!(!to.exists(), "and nothing is left");
}

#[test]
fn the_next_file_of_the_pms_does_not_bring_the_guest_back_and_an_import_is_still_taken_out() {
    let planted = planted();
    planted::close(&planted);
    let hotel = &planted.hotel;
    let row = |rate: u32| {
        format!(
            "reservation_no,state,arrival,departure,room,guest_name,phone,company,rate\n\
             R-77,departed,2026-05-01,2026-05-03,1206,{SIGN}甲,{PHONE},{},{rate}\n",
            said("进口公司")
        )
    };
    let first = crate::import::apply(hotel, &crate::import::file(hotel, "one.csv", row(880))).expect("the first");
    erased(hotel, planted.guest, &[]).expect("erased");
    let again = crate::import::apply(hotel, &crate::import::file(hotel, "two.csv", row(990))).expect("the same stay, changed");
    assert_eq!(again.counts.same, 1, "the stay stays as it is");
    for name in ["one.csv", "two.csv"] {
        fs::remove_file(hotel.path().with_file_name(name)).expect("the PMS's own file is not ours");
    }
    assert_eq!(left(&hotel.path(), WORD), Vec::<String>::new());
    crate::import::undo(hotel, &first).expect("taken out");
}

#[test]
fn kept_packages_with_the_guest_are_replaced_and_the_erasure_goes_on_where_it_was_broken_off() {
    let planted = planted();
    planted::close(&planted);
    let (hotel, guest) = (&planted.hotel, planted.guest);
    let to = hotel.folder().join("sent");
    fs::create_dir_all(&to).expect("a folder");
    let periods = [("2026-07-01--2026-07-31", ""), ("all-2026-07-14", ""), ("2026-07", ""), ("2026-07", "补录"), ("2026-05", "")];
    for (period, reason) in periods {
        let input = MakeExport { period: period.to_owned(), reason: reason.to_owned() };
        export::make(&hotel.store, &hotel.request(Role::DataOfficer), &input, &to, &mut on).expect("a package");
    }
    fs::remove_dir_all(&to).expect("what left the house is elsewhere");
    assert_eq!(
        foreseen(hotel, guest).packages,
        4,
        "told before: every version that is kept, and not the month without the guest"
    );
    let seen = foreseen(hotel, guest).seen;
    let wanted = EraseGuest { guest, ground: Ground::Asked, request: None, strike: Vec::new(), seen };
    let proof = confirmed(hotel, Role::DataOfficer);
    let request = hotel.request_with(Role::DataOfficer, "erase");
    hotel.store.write(&request, Op::EraseGuest, &wanted, |tx| erase::erase(tx, &wanted, &proof)).expect("broken off after it");
    let (folder, out) = (backups(hotel), hotel.folder().join("out"));
    fs::create_dir_all(&out).expect("a folder");
    let around = Around { backups: &[&folder], packages: &out, why: "客人行使删除权" };
    let done = erase::carry_out(&hotel.store, &request, &wanted, &proof, &around, &mut on).expect("gone on with").value;
    assert_eq!((done.packages.len(), done.lists), (3, 1), "the certificate counts each period that goes again");
    let made = hotel.read(export::made);
    let went: Vec<(&str, u32, &str)> = (done.packages.iter())
        .map(|id| made.iter().find(|one| one.id == *id).expect("listed"))
        .map(|one| (one.period.as_str(), one.version, one.reason.as_str()))
        .collect();
    let why = "客人行使删除权";
    assert_eq!(
        went,
        [("2026-07-01--2026-07-31", 2, why), ("all-2026-07-14", 2, why), ("2026-07", 3, why)],
        "in the order in which they first went, each with the reason"
    );
    let told = hotel.read(|db| kept::outgoing(db, &hotel.path()));
    let of = |period: &str| told.iter().filter(|one| one.made.period == period).map(|one| one.kept).collect::<Vec<_>>();
    let (here, gone) = (KeptStanding::Here, KeptStanding::Erased);
    assert_eq!((of("2026-07"), of("2026-05")), (vec![here, gone, gone], vec![here]), "no version with the guest is kept");
    assert_eq!(done.erased.counts.stays.iter().find(|one| one.what == Stays::Stays).map(|one| one.count), Some(1));
    assert_eq!(left(&hotel.path(), SIGN), Vec::<String>::new());
    let card = hotel.store.read_as_house(|db| profile::card(db, guest, "2026-07-14".parse().expect("a day"), Role::DataOfficer));
    assert_eq!(code(&card), "not_found");
}

#[test]
fn what_was_asked_of_an_erased_guest_cannot_be_guessed_from_its_digest() {
    let planted = house_with_everything();
    let (hotel, other) = (&planted.hotel, "何敏");
    let new = |name: &str| guests::NewGuest { name: name.to_owned(), ..guests::NewGuest::default() };
    let ask = |key: &str, name: &str| {
        let input = new(name);
        let done =
            hotel.store.write(&hotel.request_with(Role::Receptionist, key), Op::AddGuest, &input, |tx| guests::add(tx, &input));
        (code(&done), done.ok().map(|done| done.value))
    };
    let guest = ask("guessed", "陶渊明远").1.expect("added");
    ask("kept", other).1.expect("added");
    assert_eq!(ask("guessed", "陶渊"), ("key_reused", None), "another name");
    assert_eq!(ask("guessed", "陶渊明远"), ("done", Some(guest)), "control: the digest says which guess is right");
    erased(hotel, guest, MentionPlace::ALL).expect("erased");
    assert_eq!(ask("guessed", "陶渊明远"), ("key_reused", None), "no guess is right any more, and nobody is added twice");
    assert_eq!(ask("kept", other).0, "done", "who was not erased: the same key answers the same");
    assert_eq!(hotel.read(|db| history::chain(db, None)), None, "the chain is whole");
}

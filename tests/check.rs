//! What was changed with other tools than Lobby is found, and where; what was not is not complained of.

use lobby_core::{
    audit::op::Op,
    backup::{self, TakeBackup},
    base::role::Role,
    check::{self, Checked, Depth, Part, WrongKind},
    guests::{AddPreference, PreferenceKind, PreferenceOrigin, add_preference},
    loyalty::{
        self, EarnPoints, Enrol, MemberRef,
        expiry::{self, RunExpiry},
        tiers,
    },
    open,
    stays::summaries,
    tickets::{OpenTicket, ProblemCode, Subject, TicketKind, open_ticket},
};
use support::{
    hotel::{Hotel, PASSPHRASE, hotel, key},
    outside,
    stays::departed,
};

/// A hotel with a guest who stayed, joined, earned twice, wishes something and complained.
fn house() -> Hotel {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "13800138000");
    departed(&hotel, guest, "2026-07-01", "2026-07-03", 100_000, 20_000);
    hotel.write(Role::GeneralManager, Op::ApplyImport, &guest, |tx| summaries::refresh(tx, guest)).expect("stays are summed");
    let enrol = Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol)).expect("enrolled");
    for count in [1_000, 500] {
        let points = lobby_core::base::points::Points::new(count).expect("a number of points");
        let earn = EarnPoints { member: MemberRef(guest.to_string()), points, expires_on: None };
        hotel.write(Role::DutyManager, Op::EarnPoints, &earn, |tx| loyalty::earn_points(tx, &earn)).expect("earned");
    }
    let wish = AddPreference {
        guest,
        kind: PreferenceKind::Room,
        origin: PreferenceOrigin::Asked,
        words: "高楼层".to_owned(),
        consent: false,
        source: "desk".to_owned(),
    };
    hotel.write(Role::Receptionist, Op::AddPreference, &wish, |tx| add_preference(tx, &wish)).expect("written down");
    let complaint = OpenTicket {
        kind: TicketKind::Complaint,
        about: None,
        subject: Subject::Guest { guest },
        problem: ProblemCode::WaterLeak,
        severity: None,
        mood: None,
        words: "漏水".to_owned(),
        area: None,
        touchpoint: None,
        department: None,
    };
    hotel.write(Role::Receptionist, Op::OpenTicket, &complaint, |tx| open_ticket(tx, &complaint)).expect("taken");
    hotel
}

fn checked(hotel: &Hotel, depth: Depth) -> Checked {
    check::file(&hotel.store, &hotel.session(Role::Receptionist), depth).expect("the check itself runs")
}

fn edited(hotel: &Hotel, sql: &str) {
    outside::edited(&hotel.path(), PASSPHRASE, sql);
}

fn wrong(part: &Part) -> Vec<(WrongKind, String)> {
    part.wrong.iter().map(|wrong| (wrong.what, wrong.row.clone())).collect()
}

#[test]
fn a_sound_file_is_sound_and_a_quick_check_says_what_it_left_out() {
    let hotel = house();
    let (quick, deep) = (checked(&hotel, Depth::Quick), checked(&hotel, Depth::Deep));
    assert!(quick.ok, "{quick:?}");
    assert!(deep.ok, "{deep:?}");
    let looked = |checked: &Checked| checked.parts().map(|(_, part)| part.checked);
    assert_eq!(looked(&quick), [true, true, true, true, false, true, true], "the one box is compared by a deep check only");
    assert_eq!(looked(&deep), [true; 7]);
    edited(&hotel, "SELECT 1");
    assert!(checked(&hotel, Depth::Deep).ok, "taking the guards off and putting them back alone changes nothing");
}

#[test]
fn a_check_is_not_misled_by_what_the_one_before_it_read() {
    let hotel = house();
    for guest in 0..40 {
        hotel.guest(&format!("客人{guest}"), &format!("1380000{guest:04}"));
        let checked = checked(&hotel, Depth::Deep);
        assert!(checked.ok, "the words of the one box lie elsewhere by now: {:?}", checked.file.wrong);
    }
}

#[test]
fn an_edit_with_other_tools_is_found_with_its_first_bad_row() {
    let cases: &[(&str, &str, WrongKind, &str)] = &[
        ("ledger", "UPDATE ledger SET points = 1001 WHERE seq = 1", WrongKind::Ledger, "posting 1"),
        ("ledger", "UPDATE balances SET points = points + 1 WHERE account > 100", WrongKind::Ledger, "lots"),
        ("chain", "UPDATE history SET op = 'edit_guest' WHERE seq = 4", WrongKind::ChainRow, "4"),
        ("chain", "UPDATE history SET business_date = '2020-01-01' WHERE seq = 3", WrongKind::ChainRow, "3"),
        ("chain", "UPDATE history SET about = NULL WHERE op = 'add_guest'", WrongKind::ChainRow, ""),
        ("chain", "UPDATE images SET body = replace(body, '王', '汪') WHERE side = 'after'", WrongKind::ChainImage, ""),
        ("chain", "DELETE FROM images WHERE seq = 2; DELETE FROM history WHERE seq = 2", WrongKind::ChainGap, "3"),
        ("chain", "DELETE FROM images; DELETE FROM history", WrongKind::ChainShorter, "1"),
        ("chain", "DELETE FROM images WHERE seq = 3 AND side = 'after'", WrongKind::ChainImage, "3"),
        ("summaries", "UPDATE stay_summaries SET nights = nights + 1", WrongKind::Summary, ""),
        ("summaries", "UPDATE tickets SET due_ms = due_ms + 1", WrongKind::Due, ""),
        ("search", "DELETE FROM search_tails", WrongKind::Search, ""),
        ("search", "UPDATE listed_guests SET cell = cell + 3", WrongKind::Listed, ""),
        ("search", "UPDATE preferences SET words = '无烟房'; UPDATE stays SET channel = 'walk-in'", WrongKind::Listed, ""),
        ("search", "DELETE FROM listed_guests", WrongKind::Listed, ""),
        ("search", "UPDATE guest_details SET name = '李慧敏'", WrongKind::Search, ""),
        ("foreign_keys", "UPDATE preferences SET guest_id = zeroblob(16)", WrongKind::Reference, "preferences"),
    ];
    for (name, sql, fault, row) in cases {
        let hotel = house();
        edited(&hotel, sql);
        let checked = checked(&hotel, Depth::Deep);
        assert!(!checked.ok, "{sql}");
        let parts = checked.parts();
        let (_, part) = parts.iter().find(|(own, _)| own == name).expect("a part of this name");
        assert!(!part.ok, "{sql}: {name} is where it is wrong, not {checked:?}");
        let found = wrong(part);
        assert!(found.iter().any(|(what, at)| what == fault && at.contains(row)), "{sql}: {found:?}");
    }
}

/// Moves a posting of 1,000 to 9,999 with all that hangs on it: lots, balances, both sides.
const BALANCED: &str = "
    UPDATE ledger SET points = 9999 WHERE points = 1000;
    UPDATE lots SET points = 9999, left_points = 9999 WHERE points = 1000;
    UPDATE balances SET points = points + 8999 WHERE account > 100;
    UPDATE balances SET points = points - 8999 WHERE account = 1;";

#[test]
fn tampering_that_keeps_every_sum_is_seen_in_the_history() {
    let hotel = house();
    edited(&hotel, BALANCED);
    let sums = hotel.read(loyalty::check::sums);
    assert_eq!(sums, None, "control: every sum still agrees, so sums alone are no check");
    let found = checked(&hotel, Depth::Quick);
    assert_eq!(wrong(&found.ledger), [(WrongKind::Ledger, "history 1".to_owned())]);
    let other_edits = [
        ("a posting moved to another day", "UPDATE ledger SET business_date = '2026-07-13' WHERE seq = 2", "history 2"),
        ("a posting under another name", "UPDATE ledger SET by_user = zeroblob(16) WHERE seq = 2", "history 2"),
        (
            "a posting that no operation made",
            "UPDATE ledger SET id = x'00000000000000000000000000000001' WHERE seq = 2",
            "history 2",
        ),
    ];
    for (said, sql, row) in other_edits {
        let hotel = house();
        edited(&hotel, &format!("{sql}; UPDATE lots SET entry_id = (SELECT id FROM ledger WHERE seq = 2) WHERE points = 500"));
        assert_eq!(wrong(&checked(&hotel, Depth::Quick).ledger), [(WrongKind::Ledger, row.to_owned())], "{said}");
    }
}

#[test]
fn an_expiry_run_is_held_against_its_digest() {
    let hotel = house();
    let on: lobby_core::base::time::BusinessDate = "2031-12-31".parse().expect("a date");
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    hotel.pass_minutes(u64::try_from(on.days_since(today)).expect("a day to come") * 60 * 24);
    let input = RunExpiry { on, day_is_right: Some(on) };
    hotel.write(Role::GeneralManager, Op::ExpirePoints, &input, |tx| expiry::run(tx, &input)).expect("expired");
    assert!(checked(&hotel, Depth::Deep).ok, "a run is sound");
    edited(
        &hotel,
        "UPDATE ledger SET id = x'00000000000000000000000000000001' WHERE code = 'expire';
        UPDATE lot_uses SET entry_id = x'00000000000000000000000000000001'",
    );
    let found = wrong(&checked(&hotel, Depth::Quick).ledger);
    assert!(found.iter().all(|(what, row)| *what == WrongKind::Ledger && row.starts_with("history")), "{found:?}");
    assert_eq!(found.len(), 1);
}

#[test]
fn a_tier_that_was_changed_with_other_tools_is_named() {
    let forged =
        "INSERT INTO tier_moves(account, on_date, tier_before, tier_after, cause, nights, stays, spend_minor, request_key)
         SELECT account, on_date, 'silver', 'gold', 'rose', 0, 0, 0, 'forged' FROM tier_moves";
    let cases: [(&str, &str, &str); 5] = [
        ("a member lifted", "UPDATE members SET tier = 'platinum'", "tiers 00000001"),
        ("a member let fall", "UPDATE members SET tier = 'base'", "tiers 00000001"),
        (
            "a run's change, and the member with it",
            "UPDATE tier_moves SET tier_after = 'gold'; UPDATE members SET tier = 'gold'",
            "tiers history",
        ),
        (
            "a run's change gone, and the member as before it",
            "DELETE FROM tier_moves; UPDATE members SET tier = 'base'",
            "tiers history",
        ),
        ("a change that nobody decided", forged, "tiers 00000001"),
    ];
    for (said, sql, row) in cases {
        let hotel = house();
        let guest = hotel.read(|db| loyalty::find(db, &MemberRef("00000001".to_owned()))).guest;
        departed(&hotel, guest, "2026-06-01", "2026-06-08", 100_000, 0);
        let on = hotel.store.hotel().clock.business_date(hotel.now());
        let run =
            hotel.write(Role::GeneralManager, Op::RunTiers, &on, |tx| tiers::run::run(tx, on)).expect("a run is made").value;
        let sound = checked(&hotel, Depth::Quick).ledger;
        assert_eq!((run.rose, wrong(&sound)), (1, vec![]), "seven nights reach silver, and that is sound");
        edited(&hotel, sql);
        let found = wrong(&checked(&hotel, Depth::Quick).ledger);
        assert!(found.len() == 1 && found[0].0 == WrongKind::Ledger && found[0].1.starts_with(row), "{said}: {found:?}");
    }
}

#[test]
fn a_guard_that_was_taken_off_is_found() {
    let hotel = house();
    let conn = outside::opened(&hotel.path(), PASSPHRASE);
    conn.execute_batch("DROP TRIGGER ledger_stays").expect("a trigger goes");
    drop(conn);
    assert_eq!(wrong(&checked(&hotel, Depth::Quick).file), [(WrongKind::Schema, "trigger ledger_stays".to_owned())]);
}

/// Flips of a merge; `LOBBY_FLIPS` says how many else (long: 1,000).
const FLIPS: usize = 40;

#[test]
fn every_flipped_bit_is_noticed_and_the_file_stays_as_it_is() {
    let hotel = house();
    let (session, whole) = (hotel.session(Role::Receptionist), bytes_of(&hotel));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hotel.lobby");
    let sound = |bytes: &[u8]| {
        std::fs::write(&path, bytes).expect("the copy is written");
        open::with_key(&path, key()).and_then(|store| check::file(&store, &session, Depth::Deep)).is_ok_and(|checked| checked.ok)
    };
    assert!(sound(&whole), "control: as it was written it is sound");
    let flips = std::env::var("LOBBY_FLIPS").ok().and_then(|count| count.parse().ok()).unwrap_or(FLIPS);
    for flip in 0..flips {
        let at = (whole.len() * flip / flips + flip * 37 % 1024) % whole.len();
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (flip % 8);
        assert!(!sound(&bytes), "a flipped bit at byte {at} of {}", whole.len());
        let left = std::fs::metadata(&path).expect("a damaged file is still there").len();
        assert_eq!(left, whole.len() as u64, "and never cut or begun anew");
    }
    println!("promise 6: {flips} flips of one bit in {} KiB, not noticed 0", whole.len() >> 10);
}

/// Returns the hotel's file as one file holds it.
fn bytes_of(hotel: &Hotel) -> Vec<u8> {
    let input = TakeBackup { folder: hotel.folder().join("backups") };
    let taken = backup::take(&hotel.store, &hotel.request(Role::Administrator), &input).expect("a backup");
    std::fs::read(taken.value.path).expect("its copy")
}

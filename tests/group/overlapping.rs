//! Packages of one hotel that hold the same days: a day's and then its month's. What stands in the group's office is what the
//! hotel says of those days now, and nobody is counted twice whom the hotel itself counts once.

use std::{
    fs,
    path::{Path, PathBuf},
};

use lobby_core::{
    audit::op::Op,
    base::role::Role,
    guests::{self, EditGuest, Guest},
};
use support::{
    hotel::{Hotel, hotel},
    stays,
};

use super::{
    load::{contents, loaded, whole},
    verified,
};
use crate::exchange::{group_key, make};

fn made(hotel: &Hotel, period: &str, to: &Path) -> PathBuf {
    to.join(make(hotel, Role::DataOfficer, period, to).expect("a package").folder)
}

/// Two packages of one hotel: the 10th, and the month with the 10th in it. Between the two a stay of the 10th went on into August: whoever checked it out had taken the wrong room.
pub(super) fn packages(to: &Path) -> Vec<PathBuf> {
    let hotel = hotel();
    let guests = [("王建国", "138 1234 8812"), ("李慧敏", "139 1234 0915"), ("陈一", "137 1234 1111")];
    let [one, two, three] = guests.map(|(name, phone)| hotel.guest(name, phone));
    stays::departed(&hotel, one, "2026-07-04", "2026-07-10", 254_405, 86_000);
    let wrong = stays::departed(&hotel, two, "2026-07-08", "2026-07-10", 99_900, 0);
    stays::departed(&hotel, three, "2026-07-05", "2026-07-12", 10_000, 0);
    let day = made(&hotel, "2026-07-10", to);
    stays::stays_on(&hotel, wrong, "2026-08-02");
    let month = made(&hotel, "2026-07", to);
    vec![day, month]
}

#[test]
fn of_days_that_went_twice_the_package_made_later_stands_alone() {
    let to = tempfile::tempdir().expect("a folder");
    let packages = packages(to.path());
    assert!(verified(to.path()).ok, "both are sound");
    let (straight, backwards) = (to.path().join("straight.db"), to.path().join("backwards.db"));
    assert!(loaded(&straight, &packages).ok);
    for folder in packages.iter().rev() {
        loaded(&backwards, std::slice::from_ref(folder));
    }
    let month = rows(&packages[1], "stays");
    assert_eq!((rows(&packages[0], "stays"), month), (2, 2), "the stay left the month");
    for file in [&straight, &backwards] {
        assert_eq!(whole(file, "SELECT count(*) FROM stays"), 2, "what left the month is not counted on from its day");
        assert_eq!(whole(file, "SELECT CAST(round(sum(room_revenue) * 100) AS INTEGER) FROM stays"), 264_405);
        assert_eq!(whole(file, "SELECT stays FROM group_nights WHERE month = '2026-07'"), 2);
        assert_eq!(whole(file, "SELECT count(*) FROM loaded_stays"), 4, "every package's rows are kept all the same");
        assert_eq!(whole(file, "SELECT count(DISTINCT period) FROM kpi"), 2, "the day's own figures are the day's");
    }
    assert!(contents(&backwards) == contents(&straight), "the order in which packages come means nothing");
}

#[test]
fn a_day_that_is_corrected_after_its_month_stands_beside_it() {
    let to = tempfile::tempdir().expect("a folder");
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    stays::departed(&hotel, guest, "2026-07-04", "2026-07-12", 10_000, 0);
    let month = made(&hotel, "2026-07", to.path());
    let late = stays::departed(&hotel, guest, "2026-07-08", "2026-07-10", 99_900, 0);
    let day = made(&hotel, "2026-07-10", to.path());
    let file = to.path().join("group.db");
    loaded(&file, &[day.clone(), month.clone()]);
    assert_eq!(whole(&file, "SELECT count(*) FROM stays"), 2, "the day is newer than its month: {late}");
    let other = to.path().join("other.db");
    loaded(&other, &[month]);
    loaded(&other, &[day]);
    assert!(contents(&other) == contents(&file));
}

#[test]
fn one_person_with_two_cards_in_one_hotel_was_in_one_hotel() {
    let to = tempfile::tempdir().expect("a folder");
    let hotel = hotel();
    group_key(&hotel, "a");
    for (name, departure) in [("王建国", "2026-07-10"), ("WANG JIANGUO", "2026-07-12")] {
        let guest = hotel.guest(name, "138 0000 8812");
        let seen = hotel.read(|db| guests::get(db, guest));
        let input = EditGuest { wanted: Guest { share_consent: true, ..seen.clone() }, seen };
        hotel.write(Role::Receptionist, Op::EditGuest, &input, |tx| guests::edit(tx, &input)).expect("agreed");
        stays::departed(&hotel, guest, "2026-07-08", departure, 10_000, 0);
    }
    let package = made(&hotel, "2026-07", to.path());
    let file = to.path().join("group.db");
    loaded(&file, &[package]);
    assert_eq!(whole(&file, "SELECT count(*) FROM group_guests"), 1, "one person");
    assert_eq!(whole(&file, "SELECT hotels FROM group_guests"), 1, "known in one hotel");
    assert_eq!(whole(&file, "SELECT stays FROM group_guests"), 2, "with the stays of both cards");
}

/// Returns how many rows a table of a package has.
fn rows(folder: &Path, table: &str) -> usize {
    let text = fs::read_to_string(folder.join(format!("{table}.csv"))).expect("a table");
    text.lines().count() - 1
}

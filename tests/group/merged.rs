//! 合并 and the package: two records that are one person are one member, in the hotel's own report, in its package, at head office
//! and in a hotel that came back from its packages.

use std::path::{Path, PathBuf};

use lobby_core::{
    audit::op::Op,
    base::{ids::GuestId, points::Points, role::Role},
    export::late,
    loyalty::{
        self, EarnPoints,
        report::{self, ReportAsked},
    },
};
use serde_json::{Value, json};
use support::{
    hotel::{Hotel, hotel},
    parcels, stays,
};

use super::{
    load::{contents, loaded, whole},
    restated, rewritten, verified,
};
use crate::{
    bring_back::{bring, is_sound, same_tables},
    exchange::{TABLES, enrolled, group_key, make_because, may_be_shared, rows_of},
    merge::{merge, unmerge},
};

const MONTH: &str = "2026-07";
/// Minutes of a day.
const DAY: u64 = 24 * 60;

fn made(hotel: &Hotel, period: &str, to: &Path) -> PathBuf {
    let made = make_because(hotel, Role::DataOfficer, (period, "核对"), to).expect("a package is made");
    to.join(made.folder)
}

fn earned(hotel: &Hotel, member: GuestId, points: i64) {
    let input = EarnPoints { member: member.into(), points: Points::new(points).expect("points"), expires_on: None };
    hotel.write(Role::Receptionist, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input)).expect("earned");
}

/// A hotel with two members, 王建国 with 200 points and WANG JIANGUO with 300, each with a stay.
fn two_members() -> (Hotel, GuestId, GuestId) {
    let hotel = hotel();
    let [one, other] = [("王建国", "138 1234 8812"), ("WANG JIANGUO", "139 1234 0915")].map(|(name, phone)| {
        let guest = hotel.guest(name, phone);
        may_be_shared(&hotel, guest);
        enrolled(&hotel, guest);
        guest
    });
    earned(&hotel, one, 200);
    earned(&hotel, other, 300);
    stays::departed(&hotel, one, "2026-07-04", "2026-07-06", 10_000, 0);
    stays::departed(&hotel, other, "2026-07-08", "2026-07-10", 20_000, 0);
    (hotel, one, other)
}

/// Members, all and by tier, where there are any.
type Counted = Vec<(String, u32)>;

/// Returns the members whom the hotel's own report counts at the month's end, all and by tier, and the same as a package says them.
fn counted(hotel: &Hotel, folder: &Path) -> (Counted, Counted) {
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    let to = today.min("2026-07-31".parse().expect("a day"));
    let asked = ReportAsked { from: "2026-07-01".parse().expect("a day"), to };
    let own = hotel.read(|db| report::read(db, &asked, today));
    let tiers = own.tiers.iter().map(|tier| (tier.tier.word().to_owned(), tier.members));
    let mut own: Counted = std::iter::once(("all".to_owned(), own.activity.members)).chain(tiers).collect();
    own.retain(|(_, members)| *members > 0);
    let said = rows_of(folder, "kpi").into_iter().filter(|row| row["measure"] == "members");
    let mut said: Counted = said.map(|row| (row["part"].clone(), row["value"].parse().expect("a count"))).collect();
    said.retain(|(_, members)| *members > 0);
    own.sort();
    said.sort();
    (own, said)
}

/// Returns of each member of a package whose key it is merged into, by the member's own.
fn led(folder: &Path) -> Vec<(String, String)> {
    let key = |row: &std::collections::HashMap<String, String>| row.get("merged_into").cloned().unwrap_or_default();
    rows_of(folder, "members").iter().map(|row| (row["guest_key"].clone(), key(row))).collect()
}

#[test]
fn who_was_merged_into_another_is_no_member_of_the_package_as_of_the_hotel_s_own_report() {
    let (hotel, one, other) = two_members();
    let to = tempfile::tempdir().expect("a folder");
    let before = made(&hotel, MONTH, to.path());
    let (own, said) = counted(&hotel, &before);
    assert_eq!((own.len(), &own), (2, &said), "two people before");
    let merged = merge(&hotel, one, other).expect("one person");
    let after = made(&hotel, MONTH, to.path());
    let (own, said) = counted(&hotel, &after);
    assert_eq!(own, [("all".to_owned(), 1), ("base".to_owned(), 1)], "the hotel counts one");
    assert_eq!(said, own, "and so does its package");
    let keys = rows_of(&before, "stays").into_iter().map(|stay| stay["guest_key"].clone()).collect::<Vec<_>>();
    let members = led(&after);
    assert_eq!(members.len(), 2, "both cards are told");
    let (kept, gone) = (&keys[0], &keys[1]);
    assert!(members.contains(&(gone.clone(), kept.clone())) && members.contains(&(kept.clone(), String::new())), "{members:?}");
    let manifest = parcels::manifest(&after);
    assert_eq!(manifest["lobby:schema"], "2.2");
    assert!(verified(to.path()).ok, "{:#?}", verified(to.path()).findings);
    if let Some(said) = support::package::frictionless(&after) {
        assert_eq!(said["valid"], Value::from(true), "{said:#}");
    }
    let changed = rows_of(&after, "changes");
    let member = changed.iter().find(|row| row["table"] == "members" && row["key"] == *gone).expect("the card is listed");
    assert!(member["fields"].split(' ').any(|field| field == "merged_into"), "{member:?}");
    unmerge(&hotel, merged.merge_id).expect("two people after all");
    let again = made(&hotel, MONTH, to.path());
    let (own, said) = counted(&hotel, &again);
    assert_eq!((own.len(), &own), (2, &said), "two people again");
    assert!(led(&again).iter().all(|(_, into)| into.is_empty()), "the version after says so of both");
}

#[test]
fn a_merge_is_a_correction_of_the_periods_whose_rows_it_moved_and_of_no_other() {
    let (hotel, one, other) = two_members();
    let to = tempfile::tempdir().expect("a folder");
    for period in ["2026-07-06", "2026-07-08", "2026-07-10"] {
        made(&hotel, period, to.path());
    }
    let late = |hotel: &Hotel| -> Vec<String> { hotel.read(late::changed).into_iter().map(|late| late.period).collect() };
    assert_eq!(late(&hotel), Vec::<String>::new());
    let merged = merge(&hotel, one, other).expect("one person");
    assert_eq!(late(&hotel), ["2026-07-10"], "the day whose stay is another's now, not those that name the member alone");
    made(&hotel, "2026-07-10", to.path());
    assert_eq!(late(&hotel), Vec::<String>::new(), "corrected");
    unmerge(&hotel, merged.merge_id).expect("two people after all");
    assert_eq!(late(&hotel), ["2026-07-10"], "and taken apart it goes again");
}

#[test]
fn head_office_counts_one_person_once_also_where_the_month_went_before_the_merge() {
    let (hotel, one, other) = two_members();
    group_key(&hotel, "a");
    let to = tempfile::tempdir().expect("a folder");
    let first = made(&hotel, "2026-07-01--2026-07-14", to.path());
    let file = to.path().join("group.db");
    let counts = |file: &Path| {
        [
            whole(file, "SELECT sum(members) FROM group_tiers"),
            whole(file, "SELECT sum(points) FROM group_tiers"),
            whole(file, "SELECT sum(guests) FROM group_repeats"),
            whole(file, "SELECT sum(repeaters) FROM group_repeats"),
            whole(file, "SELECT count(*) FROM group_guests"),
            whole(file, "SELECT sum(stays) FROM group_guests"),
        ]
    };
    loaded(&file, std::slice::from_ref(&first));
    assert_eq!(counts(&file), [2, 500, 2, 0, 2, 2], "two people");
    hotel.pass_minutes(2 * DAY);
    merge(&hotel, one, other).expect("one person");
    let second = made(&hotel, "2026-07-15--2026-07-16", to.path());
    loaded(&file, std::slice::from_ref(&second));
    assert_eq!(counts(&file), [1, 500, 1, 1, 1, 2], "one person with both stays, though nobody corrected the days before");
    let other_way = to.path().join("backwards.db");
    loaded(&other_way, std::slice::from_ref(&second));
    loaded(&other_way, &[first]);
    assert!(contents(&other_way) == contents(&file), "the order in which packages come means nothing");
}

/// Two packages of one hotel: the first of before there was a word on merges, the second of a hotel that knows of one.
pub(super) fn packages(to: &Path) -> Vec<PathBuf> {
    let (hotel, one, other) = two_members();
    let hotel = hotel.left_alone(|path| {
        let renamed = support::outside::opened(path, support::hotel::PASSPHRASE).execute("UPDATE hotel SET code = 'H0218'", []);
        assert_eq!(renamed.expect("the hotel's row"), 1, "beside the other hotels of a test");
    });
    group_key(&hotel, "a");
    let old = made(&hotel, "2026-07-01--2026-07-14", to);
    as_of_2_1(&old);
    hotel.pass_minutes(2 * DAY);
    merge(&hotel, one, other).expect("one person");
    let new = made(&hotel, "2026-07-15--2026-07-16", to);
    let hash = parcels::sign(&old, &parcels::manifest(&old));
    restated(&new, |manifest| manifest["lobby:previous"]["hash"] = json!(format!("sha256:{hash}")));
    vec![old, new]
}

/// Takes from a package what this version added to it: as a hotel sends it that has not been brought up to date.
fn as_of_2_1(folder: &Path) {
    let mut manifest = parcels::manifest(folder);
    manifest["lobby:schema"] = json!("2.1");
    let tables = manifest["resources"].as_array_mut().expect("tables");
    let members = tables.iter_mut().find(|table| table["name"] == "members").expect("members");
    let fields = members["schema"]["fields"].as_array_mut().expect("fields");
    assert_eq!(fields.pop().expect("a field")["name"], "merged_into", "what is new stands last");
    let keys = members["schema"]["foreignKeys"].as_array_mut().expect("keys");
    keys.retain(|key| key["fields"] != json!(["merged_into"]));
    std::fs::write(folder.join("datapackage.json"), serde_json::to_string_pretty(&manifest).expect("JSON")).expect("written");
    rewritten(folder, "members", |text| {
        text.lines().map(|line| line.rsplit_once(',').expect("the last column").0.to_owned() + "\n").collect()
    });
}

#[test]
fn a_package_of_before_is_verified_loaded_and_brought_back_as_it_says_itself() {
    let to = tempfile::tempdir().expect("a folder");
    let [old, new] = <[PathBuf; 2]>::try_from(packages(to.path())).expect("two");
    assert!(verified(&old).ok, "{:#?}", verified(&old).findings);
    let file = to.path().join("group.db");
    assert!(loaded(&file, std::slice::from_ref(&old)).ok);
    assert_eq!(whole(&file, "SELECT sum(members) FROM group_tiers"), 2, "every view is there without the column");
    assert_eq!(whole(&file, "SELECT sum(guests) FROM group_repeats"), 2);
    let after = support::hotel::hotel().left_alone(|path| {
        support::outside::opened(path, support::hotel::PASSPHRASE)
            .execute("UPDATE hotel SET code = 'H0218'", [])
            .expect("renamed");
    });
    group_key(&after, "a");
    bring(&after, Role::Administrator, std::slice::from_ref(&old)).expect("brought back");
    is_sound(&after.store, &after.session(Role::Administrator));
    assert!(loaded(&file, &[new]).ok, "a column more is taken in");
    assert_eq!(whole(&file, "SELECT sum(members) FROM group_tiers"), 1);
}

#[test]
fn a_hotel_brought_back_knows_who_was_merged_into_whom() {
    let (hotel, one, other) = two_members();
    let third = hotel.guest("王健国", "137 1234 1111");
    may_be_shared(&hotel, third);
    enrolled(&hotel, third);
    let to = tempfile::tempdir().expect("a folder");
    // The first of the packages knows of no merge yet; the second says that all three are one.
    let first = made(&hotel, "2026-07-01--2026-07-10", to.path());
    merge(&hotel, one, other).expect("one person");
    merge(&hotel, third, one).expect("and the same again");
    let second = made(&hotel, "2026-07-11--2026-07-14", to.path());
    let after = support::hotel::hotel();
    bring(&after, Role::Administrator, &[first, second.clone()]).expect("brought back");
    is_sound(&after.store, &after.session(Role::Administrator));
    let (own, said) = counted(&after, &second);
    assert_eq!((&own, own[0].1), (&said, 1), "the report of the hotel brought back counts as the package does");
    let again = made(&after, "2026-07-11--2026-07-14", to.path());
    same_tables(&second, &again, &TABLES);
    assert_eq!(led(&second).iter().filter(|(_, into)| !into.is_empty()).count(), 2);
    let found = after.read(|db| lobby_core::search::find(db, "王健国", "2026-07-14".parse().expect("a day"), 5));
    assert_eq!(found.len(), 1, "the one record is found");
    let merges = after.read(|db| lobby_core::flows::merge::of_guest(db, found[0].guest_id));
    assert_eq!(merges.len(), 2, "and leads to both that stand in it");
    unmerge(&after, merges[0].id).expect("what was brought back can be taken apart");
    is_sound(&after.store, &after.session(Role::Administrator));
    let apart = made(&after, "2026-07-11--2026-07-14", to.path());
    assert_eq!(counted(&after, &apart).1[0].1, 2, "a member again");
}

#[test]
fn who_is_merged_into_a_member_of_later_leads_to_a_guest_of_the_package() {
    let hotel = hotel();
    let early = hotel.guest("王建国", "138 1234 8812");
    enrolled(&hotel, early);
    hotel.pass_minutes(30 * DAY);
    let late = hotel.guest("WANG JIANGUO", "139 1234 0915");
    enrolled(&hotel, late);
    merge(&hotel, late, early).expect("one person");
    let to = tempfile::tempdir().expect("a folder");
    let july = made(&hotel, MONTH, to.path());
    let (own, said) = counted(&hotel, &july);
    assert!(own.iter().all(|(part, _)| part != "all") && said.is_empty(), "whose card counts joined in August: {own:?} {said:?}");
    let [(_, into)] = <[_; 1]>::try_from(led(&july)).expect("one card by the end of July");
    assert!(rows_of(&july, "guests").iter().any(|guest| guest["guest_key"] == into), "nobody is led to nowhere");
    assert!(verified(&july).ok, "{:#?}", verified(&july).findings);
    let after = support::hotel::hotel();
    bring(&after, Role::Administrator, std::slice::from_ref(&july)).expect("brought back");
    is_sound(&after.store, &after.session(Role::Administrator));
    same_tables(&july, &made(&after, MONTH, to.path()), &TABLES);
}

#[test]
fn who_was_erased_with_all_their_cards_leads_nobody_anywhere() {
    let (hotel, one, other) = two_members();
    merge(&hotel, one, other).expect("one person");
    let outside = support::outside::opened(&hotel.path(), support::hotel::PASSPHRASE);
    outside.execute_batch("PRAGMA foreign_keys = OFF").expect("set");
    // What an erasure takes: it takes the record that stands with all that were merged into it.
    assert_eq!(outside.execute("DELETE FROM guest_details", []).expect("erased"), 2);
    drop(outside);
    let to = tempfile::tempdir().expect("a folder");
    let package = made(&hotel, MONTH, to.path());
    assert!(verified(&package).ok, "{:#?}", verified(&package).findings);
    assert!(led(&package).is_empty() && rows_of(&package, "guests").is_empty(), "nobody is in it");
    let stays = rows_of(&package, "stays");
    assert!(stays.len() == 2 && stays.iter().all(|stay| stay["guest_key"].is_empty()), "what was stayed is");
}

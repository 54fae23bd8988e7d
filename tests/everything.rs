//! A package of everything asks along the tables, one of some days by the indexes of dates: they say the same.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use crate::bring_back::practice;

/// Days after which the practice hotel has nothing, and three years before them: the longest that a span may be.
const LAST: &str = "2026-07-13";
const SPANS: [&str; 2] = ["2020-07-14--2023-07-13", "2023-07-14--2026-07-13"];

fn rows(folder: &Path, name: &str) -> BTreeSet<Vec<String>> {
    let mut reader = csv::Reader::from_path(folder.join(format!("{name}.csv"))).expect("a table");
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_package_of_everything_has_the_rows_of_its_spans() {
    for seed in [1, 2] {
        let hotel = practice(400, seed);
        let to = tempfile::tempdir().expect("a folder");
        let all = hotel.package(&format!("all-{LAST}"), to.path());
        let spans = SPANS.map(|span| hotel.package(span, to.path()));
        for name in ["stays", "complaints", "complaint_steps", "compensation", "points"] {
            let whole = rows(&all, name);
            let parts: Vec<_> = spans.iter().map(|span| rows(span, name)).collect();
            assert!(whole.len() > 20, "{name} has rows: {}", whole.len());
            assert_eq!(whole.len(), parts.iter().map(BTreeSet::len).sum::<usize>(), "{name}: every row is in one span");
            assert!(parts.into_iter().flatten().all(|row| whole.contains(&row)), "{name}: the same rows");
        }
        for name in ["guests", "members", "lots"] {
            let (whole, last) = (rows(&all, name), rows(&spans[1], name));
            assert!(last.iter().all(|row| whole.contains(row)), "{name}: the same rows");
            assert!(name == "guests" || last.len() == whole.len(), "{name}: what is held at the end of the same day");
        }
    }
}

#[test]
fn what_was_given_under_joined_complaints_stands_under_the_one_that_stays() {
    let hotel = practice(400, 1);
    let to = tempfile::tempdir().expect("a folder");
    let given = |folder: &Path| {
        rows(folder, "compensation").into_iter().map(|row| (row[1].clone(), row[2].clone())).collect::<BTreeMap<_, _>>()
    };
    let before = given(&hotel.package(&format!("all-{LAST}"), to.path()));
    let conn = support::outside::opened(hotel.store.path(), lobby_core::db::keys::PRACTICE_PASSPHRASE);
    let found = "SELECT t.id, t.number FROM tickets t
        WHERE t.kind = 'complaint' AND t.business_date > '2023-07-13'
          AND EXISTS (SELECT 1 FROM ticket_remedies r WHERE r.ticket_id = t.id AND r.state = 'within_limit')
        ORDER BY t.number LIMIT 3";
    let joined: Vec<([u8; 16], String)> = {
        let mut found = conn.prepare(found).expect("a query");
        found.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("three").map(|one| one.expect("one")).collect()
    };
    // The first went into the second before the second went into the third.
    for pair in joined.windows(2) {
        let merged = conn.execute("UPDATE tickets SET merged_into = ?2 WHERE id = ?1", (pair[0].0, pair[1].0));
        assert_eq!(merged, Ok(1));
    }
    drop(conn);
    let all = hotel.package(&format!("all-{LAST}"), to.path());
    let moved: BTreeMap<_, _> = before
        .into_iter()
        .map(|(id, number)| if joined.iter().any(|(_, one)| *one == number) { (id, joined[2].1.clone()) } else { (id, number) })
        .collect();
    assert_eq!(given(&all), moved);
    let span = hotel.package(SPANS[1], to.path());
    for name in ["complaints", "compensation"] {
        let (whole, part) = (rows(&all, name), rows(&span, name));
        assert!(part.len() > 20 && part.iter().all(|row| whole.contains(row)), "{name}: the same rows");
    }
    let sum = |name: &str, number: usize, amount: usize| -> i64 {
        let under_it = rows(&all, name).into_iter().filter(|row| row[number] == joined[2].1);
        under_it.map(|row| row[amount].replace('.', "").parse::<i64>().expect("an amount")).sum()
    };
    let cost = sum("compensation", 2, 6);
    assert!(cost > 0, "something was given");
    assert_eq!(sum("complaints", 1, 16), cost, "the cost of all three");
}

/// What each guest's lots hold together, and what the members' table says.
fn held(folder: &Path) -> (BTreeMap<String, i64>, BTreeMap<String, i64>) {
    let sum = |name: &str, guest: usize, points: usize| {
        let mut sums = BTreeMap::new();
        for row in rows(folder, name) {
            *sums.entry(row[guest].clone()).or_default() += row[points].parse::<i64>().expect("points");
        }
        sums.retain(|_, points| *points != 0);
        sums
    };
    (sum("lots", 4, 5), sum("members", 1, 6))
}

#[test]
fn the_lots_of_a_package_are_what_its_members_hold() {
    let hotel = practice(400, 3);
    let to = tempfile::tempdir().expect("a folder");
    // Long ago nobody held anything, or members of today had not enrolled; in between both happen.
    for period in ["2025-03", "2025-11", "2026-02", "2026-06", "2026-07-01--2026-07-12", "all-2026-01-31", "all-2026-07-13"] {
        let (lots, members) = held(&hotel.package(period, to.path()));
        assert_eq!(lots, members, "{period}");
        let is_early = period < "2025-06";
        assert!(is_early || lots.len() > 10, "{period}: {} members hold points", lots.len());
    }
}

#[test]
fn whoever_was_erased_has_no_lot_in_a_package_and_no_key_beside_a_posting() {
    let hotel = practice(400, 3);
    let to = tempfile::tempdir().expect("a folder");
    let before = hotel.package("all-2026-07-13", to.path());
    let (held_before, _) = held(&before);
    let conn = support::outside::opened(hotel.store.path(), lobby_core::db::keys::PRACTICE_PASSPHRASE);
    // What erasing leaves of a person: an account, postings and a membership of nobody.
    let erased = "DELETE FROM guest_details WHERE guest_id = (
        SELECT a.guest_id FROM accounts a JOIN balances b ON b.account = a.id JOIN ledger e ON e.to_account = a.id
        WHERE a.id > 100 AND b.points > 0 AND e.business_date < '2026-07-14' ORDER BY a.id LIMIT 1)";
    assert_eq!(conn.execute_batch("PRAGMA foreign_keys = OFF").and_then(|()| conn.execute(erased, [])), Ok(1));
    drop(conn);
    let after = hotel.package("all-2026-07-13", to.path());
    let (held_after, members) = held(&after);
    assert_eq!(held_after.len() + 1, held_before.len(), "one member's lots are gone");
    assert!(held_after.iter().all(|(key, points)| held_before.get(key) == Some(points)), "the others' stand");
    assert_eq!(held_after, members);
    let sum = |folder: &Path| rows(folder, "points").iter().map(|row| row[5].parse::<i64>().expect("points")).sum::<i64>();
    let nobodys = |folder: &Path| rows(folder, "points").iter().filter(|row| row[2].is_empty()).count();
    assert_eq!(sum(&before), sum(&after), "what moved has moved");
    assert_eq!(nobodys(&before), 0);
    assert!(nobodys(&after) > 0, "their postings stand without a key");
}

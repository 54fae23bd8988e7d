//! Several tills redeem from one account at once, each a process of its own.

use std::collections::BTreeSet;

use crate::support::{House, practice};

/// The member of the working day: 12,480 points.
const WANG: &str = "00017432";
const HELD: i64 = 12_480;
/// Each redemption.
const TAKEN: i64 = 1_100;
/// Tills, and what each wants: together more than there is.
const TILLS: usize = 4;
const WANTED: usize = 4;

/// Who stands at the tills: of one person's PIN no more than three tries are looked at at once (PROMISES 22), and each answer
/// here is a sign-in of its own.
const PEOPLE: [&str; 2] = ["reception", "duty"];

/// Redeems until refused for want of points; returns the postings that were acknowledged.
fn till(house: &House, number: usize) -> Vec<String> {
    let mut acknowledged = Vec::new();
    for nth in 0..WANTED {
        let (key, points) = (format!("till-{number}-{nth}"), TAKEN.to_string());
        let ran = house.run(PEOPLE[number % PEOPLE.len()], &["--key", &key, "points", "redeem", WANG, &points]);
        if ran.code == 0 {
            let posted = ran.json();
            assert!(posted["balance"].as_i64() >= Some(0), "never below nothing: {posted}");
            acknowledged.push(posted["entry_id"].as_str().expect("an id").to_owned());
        } else {
            assert_eq!(ran.stopped(), (1, "not_enough_points".to_owned()), "nothing else stands in the way of a till");
        }
    }
    acknowledged
}

#[test]
fn four_tills_at_once_take_no_more_than_there_is_and_lose_nothing_that_was_acknowledged() {
    let house = practice();
    let acknowledged: Vec<String> = std::thread::scope(|scope| {
        let tills: Vec<_> = (0..TILLS)
            .map(|number| {
                scope.spawn({
                    let house = &house;
                    move || till(house, number)
                })
            })
            .collect();
        tills.into_iter().flat_map(|till| till.join().expect("a till")).collect()
    });
    let times = i64::try_from(acknowledged.len()).expect("a few");
    assert_eq!(times, HELD / TAKEN, "as often as there were points");
    assert_eq!(house.run("reception", &["points", "balance", WANG]).json()["balance"], HELD - times * TAKEN);
    let again = till(&house, 0);
    assert!(again.iter().all(|entry| acknowledged.contains(entry)), "a key that is sent again answers what it answered");
    let kept: BTreeSet<&String> = acknowledged.iter().collect();
    assert_eq!(kept.len(), acknowledged.len(), "each is a posting of its own");
    let check = house.run("gm", &["check"]).json();
    assert!(check["ledger"]["ok"].as_bool().unwrap_or_default(), "the ledger agrees: {}", check["ledger"]);
}

//! `calls`, `call done`: whom the duty manager greets, and that a call takes a guest off the list.

use serde_json::Value;

use crate::support::{House, practice};

fn calls(house: &House, asked: &[&str]) -> Vec<Value> {
    house.run("duty", &[&["calls"], asked].concat()).json().as_array().expect("a list").clone()
}

#[test]
fn a_guest_is_greeted_once_and_the_list_says_how_it_went() {
    let house = practice();
    let open = calls(&house, &["--open"]);
    let first = open.first().expect("the practice hotel has somebody to greet");
    let mut named: Vec<&str> = first.as_object().expect("an object").keys().map(String::as_str).collect();
    named.sort_unstable();
    let fields = [
        "arrival",
        "at",
        "by",
        "dealing_id",
        "departure",
        "guest",
        "guest_id",
        "outcome",
        "reasons",
        "room",
        "stay_id",
        "tier",
        "vip",
        "words",
    ];
    assert_eq!(named, fields);
    assert!(first["reasons"].as_array().is_some_and(|reasons| !reasons.is_empty()), "it says why: {first}");
    let guest = first["guest_id"].as_str().expect("an id").to_owned();
    let done = house.run("duty", &["call", "done", &guest, "--outcome", "fair", "--words", "热水慢"]).json();
    assert_eq!((&done["outcome"], done["dealing_id"].is_string()), (&"fair".into(), true));
    assert!(calls(&house, &["--open"]).iter().all(|line| line["guest_id"] != guest.as_str()), "no longer to be greeted");
    let all = calls(&house, &[]);
    let line = all.iter().find(|line| line["guest_id"] == guest.as_str()).expect("still on the day's list");
    assert_eq!((&line["outcome"], &line["words"]), (&"fair".into(), &"热水慢".into()));
    let report = house.run("duty", &["morning", "--from", "2026-07-14", "--to", "2026-07-14"]).json();
    let made = all.iter().filter(|line| line["outcome"].is_string()).count();
    assert_eq!((&report["calls"]["listed"], &report["calls"]["made"]), (&all.len().into(), &made.into()));
}

#[test]
fn who_may_not_greet_is_refused_and_so_is_an_answer_that_is_none() {
    let house = practice();
    let guest = calls(&house, &["--open"])[0]["guest_id"].as_str().expect("an id").to_owned();
    let refused = house.run("reception", &["call", "done", &guest, "--outcome", "fair"]).stopped();
    assert_eq!(refused, (1, "not_allowed".to_owned()));
    assert_eq!(house.run("duty", &["call", "done", &guest, "--outcome", "great"]).code, 2);
    assert_eq!(house.run("admin", &["calls"]).stopped().1, "not_allowed");
}

//! `guests`: the list by the four axes, and the same as a file.

use serde_json::Value;

use crate::support::{House, practice};

/// Everybody fits into one page of these hotels.
const ALL: &[&str] = &["guests", "--limit", "200"];

fn listed(house: &House, asked: &[&str]) -> Vec<Value> {
    let answer = house.run("reception", &[ALL, asked].concat()).json();
    answer.as_array().expect("a list").clone()
}

fn ids(guests: &[Value]) -> Vec<&str> {
    guests.iter().map(|guest| guest["guest_id"].as_str().expect("an id")).collect()
}

#[test]
fn a_filter_leaves_whom_it_names_in_the_order_of_all() {
    let house = practice();
    let all = listed(&house, &[]);
    assert!(all.len() > 100, "control: the hotel has guests");
    let days: Vec<&str> = all.iter().map(|guest| guest["summary"]["last_departure"].as_str().unwrap_or_default()).collect();
    assert!(days.is_sorted_by(|one, next| one >= next), "who left last stands first, who never left behind them");
    let few = house.run("reception", &["guests", "--limit", "7"]).json();
    assert_eq!(ids(few.as_array().expect("a list")), ids(&all)[..7], "at most as many as were asked for");
    let axes = [
        ("--value", "value", &["high", "middle", "low"]),
        ("--source", "source", &["online", "phone", "walk_in"]),
        ("--feedback", "feedback", &["content", "mixed", "unhappy"]),
    ];
    for (option, axis, words) in axes {
        for word in words {
            let fits = all.iter().filter(|guest| guest["axes"][axis] == *word).cloned().collect::<Vec<_>>();
            assert_eq!(ids(&listed(&house, &[option, word])), ids(&fits), "{option} {word}");
        }
    }
    let family = |guest: &&Value| guest["axes"]["likings"].as_array().is_some_and(|all| all.contains(&Value::from("family")));
    let both: Vec<Value> = all.iter().filter(family).filter(|guest| guest["axes"]["value"] == "high").cloned().collect();
    assert_eq!(ids(&listed(&house, &["--liking", "family", "--value", "high"])), ids(&both), "two axes at once");
    assert!(all.iter().all(|guest| guest["phone"].as_str().is_some_and(|phone| phone.is_empty() || phone.contains('•'))));
}

#[test]
fn a_word_that_no_axis_has_and_a_page_of_nobody_are_refused() {
    let house = practice();
    assert_eq!(house.run("reception", &["guests", "--value", "enormous"]).code, 2, "a word of no axis is a slip of the pen");
    assert_eq!(house.run("reception", &["guests", "--limit", "0"]).stopped(), (1, "bad_value".to_owned()));
    assert_eq!(house.run("reception", &["guests", "--limit", "201"]).stopped(), (1, "bad_value".to_owned()));
}

#[test]
fn the_file_has_everybody_of_the_filter_leaves_by_those_who_may_and_is_never_written_over() {
    let house = practice();
    let path = house.path("list.csv");
    let export = ["guests", "--value", "high", "--csv", &path];
    assert_eq!(house.run("reception", &export).stopped().1, "not_allowed");
    assert!(!std::path::Path::new(&path).exists(), "and nothing lies there");
    let high = listed(&house, &["--value", "high"]);
    let made = house.run("gm", &export).json();
    assert_eq!(made["guests"], high.len());
    let text = std::fs::read_to_string(&path).expect("the file");
    let lines: Vec<&str> = text.lines().skip(1).collect();
    let firsts: Vec<&str> = lines.iter().map(|line| line.split(',').next().unwrap_or_default()).collect();
    assert_eq!(firsts, ids(&high), "the same guests in the same order");
    assert!(!text.contains('•') && !text.contains("138"), "no way to reach anybody, not even masked");
    assert_eq!(house.run("gm", &export).stopped().1, "file_failed");
    let line = house.run("gm", &["history", "--limit", "1"]).json();
    assert_eq!(line[0]["operation"], "export_guest_list", "history keeps who took it");
}

//! `reward`, `voucher`, `benefit`: what a till without a window does with what points buy.

use serde_json::{Value, json};

use crate::support::practice;

/// The member of the working day.
const WANG: &str = "00017432";

#[test]
fn a_redemption_on_the_command_line_gives_a_voucher_that_is_used_once() {
    let house = practice();
    let rewards = house.run("reception", &["reward", "list", "--member", WANG]).json();
    let spa = rewards.as_array().and_then(|list| list.iter().find(|one| one["code"] == "spa")).expect("the spa is there").clone();
    assert_eq!((&spa["points"], &spa["affordable"], &spa["missing"]), (&json!(4_200), &json!(true), &json!(0)), "{spa}");
    let posted = house.run("reception", &["points", "redeem", WANG, "4200", "--reward", "spa"]).json();
    assert_eq!(posted["balance"], 8_280, "the contract stands: {posted}");
    let voucher = &posted["voucher"];
    let (number, code) = (voucher["number"].as_str().expect("a number"), voucher["code"].as_str().expect("a code"));
    let checked = house.run("reception", &["voucher", "check", code]).json();
    assert_eq!((&checked["number"], &checked["state"], &checked["member_no"]), (&json!(number), &json!("open"), &json!(WANG)));
    let by_number = house.run("reception", &["voucher", "use", number]);
    assert_eq!(by_number.stopped(), (1, "voucher_needs_code".to_owned()), "a number proves nothing");
    let used = house.run("reception", &["voucher", "use", code, "--place", "水疗中心"]).json();
    assert_eq!((&used["state"], &used["place"], &used["ended_by"]), (&json!("used"), &json!("水疗中心"), &json!("林晓雯")));
    assert_eq!(house.run("duty", &["voucher", "use", code]).stopped(), (1, "voucher_used".to_owned()));
    let again = house.run("duty", &["voucher", "check", code]);
    assert_eq!((again.code, &again.document()["state"]), (1, &json!("used")), "found, and not good");
    let entry = posted["entry_id"].as_str().expect("an id");
    assert_eq!(house.run("reception", &["points", "reverse", entry]).stopped(), (1, "voucher_spent".to_owned()));
    let left = house.run("reception", &["reward", "list"]).json();
    let spa = left.as_array().and_then(|list| list.iter().find(|one| one["code"] == "spa")).expect("it is there").clone();
    assert_eq!((&spa["left"], &spa["missing"]), (&json!(2), &Value::Null), "two of three are left: {spa}");
}

#[test]
fn points_without_a_reward_are_redeemed_as_before() {
    let house = practice();
    let posted = house.run("reception", &["points", "redeem", WANG, "480"]).json();
    let fields: Vec<&String> = posted.as_object().expect("an object").keys().collect();
    assert_eq!(fields, ["balance", "entry_id", "lots", "points"], "no voucher is said where there is none");
}

#[test]
fn guessing_on_the_command_line_locks_whoever_guesses() {
    let house = practice();
    assert_eq!(house.run("reception", &["voucher", "check", "K7Q29-XMB40"]).stopped().0, 1);
    let slips = ["AAAAA-AAAAB", "00000-00001"];
    for slip in slips {
        assert_eq!(house.run("reception", &["voucher", "check", slip]).stopped(), (1, "voucher_misread".to_owned()), "{slip}");
    }
    for left in (0..5).rev() {
        let expected = if left > 0 { "voucher_wrong" } else { "voucher_locked" };
        // All signs nought: the check sign fits, and no voucher has it.
        assert_eq!(
            house.run("reception", &["voucher", "check", "00000-00000"]).stopped(),
            (1, expected.to_owned()),
            "{left} left"
        );
    }
    assert_eq!(
        house.run("duty", &["voucher", "check", "00000-00000"]).stopped(),
        (1, "voucher_wrong".to_owned()),
        "a colleague can"
    );
    let at = ["--at", "2026-12-01T10:00:00+08:00", "voucher", "check", "00000-00000"];
    assert_eq!(
        house.run("reception", &at).stopped(),
        (1, "voucher_locked".to_owned()),
        "another day by --at is no way around it"
    );
}

#[test]
fn vouchers_are_listed_and_printed_again_and_history_says_who() {
    let house = practice();
    for state in ["open", "expired", "used"] {
        let list = house.run("reception", &["voucher", "list", "--state", state]).json();
        let list = list.as_array().expect("a list");
        assert!(!list.is_empty() && list.iter().all(|one| one["state"] == state), "a practice hotel has some that are {state}");
    }
    let open = house.run("reception", &["voucher", "list"]).json();
    let number = open[0]["number"].as_str().expect("a number").to_owned();
    let printed = house.run("reception", &["voucher", "print", &number]).json();
    let code = printed["code"].as_str().expect("a code");
    assert_eq!(house.run("reception", &["voucher", "check", code]).json()["number"], number.as_str());
    let lines = house.run("gm", &["history", "--limit", "1"]).json();
    assert_eq!(lines[0]["operation"], "print_voucher");
    assert_eq!(house.run("reception", &["voucher", "print", "R-20200101-A01"]).stopped(), (1, "not_found".to_owned()));
    assert_eq!(house.run("head", &["voucher", "list"]).stopped(), (1, "not_allowed".to_owned()));
}

#[test]
fn benefits_are_used_up_given_and_taken_back() {
    let house = practice();
    let left = |answer: &Value| {
        let benefits = answer["benefits"].as_array().expect("a list");
        benefits.iter().find(|one| one["code"] == "breakfast").expect("breakfast")["left"].clone()
    };
    let shown = house.run("reception", &["benefit", "list", WANG]).json();
    assert_eq!((left(&shown), &shown["year_from"]), (json!(2), &json!("2025-11-05")), "the design's own guest: {shown}");
    let used = house.run("reception", &["benefit", "use", WANG, "breakfast", "--count", "2", "--note", "两位"]).json();
    assert_eq!(left(&used), json!(0));
    let more = ["benefit", "use", WANG, "breakfast"];
    assert_eq!(house.run("reception", &more).stopped(), (1, "benefit_used_up".to_owned()));
    let give = ["benefit", "give", WANG, "breakfast", "--reason", "周年答谢"];
    assert_eq!(house.run("reception", &give).stopped(), (1, "not_allowed".to_owned()));
    assert_eq!(left(&house.run("duty", &give).json()), json!(1));
    let line = used["line_id"].as_str().expect("an id");
    assert_eq!(left(&house.run("reception", &["benefit", "return", line, "--reason", "记错了房号"]).json()), json!(3));
    let log = house.run("reception", &["benefit", "list", WANG]).json()["log"].clone();
    let told: Vec<&str> = log.as_array().expect("a log").iter().take(2).filter_map(|one| one["deed"].as_str()).collect();
    assert_eq!((told, &log[1]["returned"]), (vec!["given", "used"], &json!("记错了房号")));
}

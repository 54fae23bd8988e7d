//! The programme and the tiers on the command line: what is shown can be changed and given back, tried, and kept.

use serde_json::json;

use crate::support::practice;

#[test]
fn what_is_shown_is_changed_tried_and_kept_as_the_next_version() {
    let house = practice();
    let shown = house.run("gm", &["programme", "show"]).json();
    assert_eq!(shown["version"], 1, "the practice hotel has a history: {shown}");
    let mut draft = shown.clone();
    draft["earning"]["outlets"][1]["percent"] = json!(150);
    let path = house.path("draft.json");
    std::fs::write(&path, draft.to_string()).expect("the draft is written");
    let effect = house.run("gm", &["programme", "preview", &path]).json();
    let (did, would) = (effect["did"].as_i64().expect("points"), effect["would"].as_i64().expect("points"));
    assert!(did > 0 && would > 0 && effect["stays"].as_i64() > Some(0), "{effect}");
    assert_eq!(effect["tiers"].as_array().map(Vec::len), Some(4));
    assert_eq!(house.run("reception", &["programme", "preview", &path]).stopped(), (1, "not_allowed".to_owned()));
    let adopt = |key: &str, seen: &str, from: &str| {
        house.run("gm", &["--key", key, "programme", "adopt", &path, "--from", from, "--why", "餐饮多给半分", "--seen", seen])
    };
    assert_eq!(adopt("a", "1", "2026-07-14").stopped(), (1, "changed_meanwhile".to_owned()), "the newest is the second");
    assert_eq!(adopt("b", "2", "2026-07-13").stopped(), (1, "programme_in_past".to_owned()));
    let kept = adopt("c", "2", "2026-07-14").json();
    assert_eq!(kept, json!({"version": 3, "valid_from": "2026-07-14"}));
    assert_eq!(adopt("c", "2", "2026-07-14").json(), kept, "the same key again answers the same");
    let versions = house.run("reception", &["programme", "versions"]).json();
    let numbers: Vec<i64> = versions.as_array().expect("a list").iter().filter_map(|one| one["version"].as_i64()).collect();
    assert_eq!((numbers, &versions[0]["why"]), (vec![3, 2, 1], &json!("餐饮多给半分")));
    let food = &house.run("reception", &["programme", "show"]).json()["earning"]["outlets"][1]["percent"];
    assert_eq!(food, 150, "and it holds from today on");
    draft["valid_months"] = json!(0);
    std::fs::write(&path, draft.to_string()).expect("the draft is written");
    let (_, code) = adopt("d", "3", "2026-07-14").stopped();
    assert_eq!(code, "bad_programme", "no points without a month");
    std::fs::write(&path, "{}").expect("no draft is written");
    assert_eq!(adopt("e", "3", "2026-07-14").stopped().1, "bad_programme", "nor what is no programme");
}

#[test]
fn a_tier_is_given_shown_taken_back_and_reviewed() {
    let house = practice();
    let guest = house.guest("欧阳锋", "13900001234");
    house.run("reception", &["member", "enrol", &guest]).json();
    let give = ["member", "tier", &guest, "--set", "gold", "--reason", "合作伙伴", "--until", "2026-12-31"];
    assert_eq!(house.run("duty", &give).stopped(), (1, "not_allowed".to_owned()));
    let given = house.run("gm", &give).json();
    assert_eq!((&given["before"], &given["after"]), (&json!("base"), &json!("gold")));
    let shown = house.run("reception", &["member", "tier", &guest]).json();
    assert_eq!(
        (&shown["tier"], &shown["earned"], &shown["manual"][0]["reason"]),
        (&json!("gold"), &json!("base"), &json!("合作伙伴"))
    );
    let manual = given["manual_id"].as_str().expect("an id").to_owned();
    let ended = house.run("gm", &["member", "tier", &guest, "--end", &manual]).json();
    assert_eq!(ended["after"], "base");
    let preview = house.run("gm", &["member", "tiers-run", "--on", "2026-07-14", "--preview"]).json();
    let run = house.run("gm", &["member", "tiers-run", "--on", "2026-07-14"]).json();
    assert_eq!(preview["run"], run, "what was shown is what is made");
    let again = house.run("gm", &["member", "tiers-run", "--on", "2026-07-14"]).json();
    assert_eq!((&again["rose"], &again["fell"]), (&json!(0), &json!(0)), "the same day again changes nothing");
    let ahead = house.run("gm", &["member", "tiers-run", "--on", "2030-01-01"]).stopped();
    assert_eq!(ahead, (1, "tier_run_not_yet".to_owned()));
    assert_eq!(house.run("gm", &["check"]).json()["ok"], true, "and the file is sound");
}

#[test]
fn a_bill_earns_once() {
    let house = practice();
    let guest = house.guest("欧阳锋", "13900001234");
    house.run("reception", &["member", "enrol", &guest]).json();
    let bill = ["points", "earn-bill", &guest, "--outlet", "spa", "--sum", "860.00", "--bill", "88213"];
    assert_eq!(house.run("reception", &bill).json()["points"], 860);
    assert_eq!(house.run("reception", &bill).stopped(), (1, "already_earned".to_owned()));
    let nowhere = ["points", "earn-bill", &guest, "--outlet", "yacht", "--sum", "1", "--bill", "1"];
    assert_eq!(house.run("reception", &nowhere).stopped(), (1, "no_such_outlet".to_owned()));
}

//! What moves points beside the desk's own credits, on the command line: adjustments, promises, dated runs.

use serde_json::{Value, json};

use crate::support::{PRACTICE_PIN, practice, ran};

/// The member of the working day: 12,480 points, of which 1,200 end with July.
const WANG: &str = "00017432";

fn balance(house: &crate::support::House) -> Value {
    house.run("reception", &["points", "balance", WANG]).json()["balance"].clone()
}

#[test]
fn points_are_adjusted_with_a_reason_and_above_the_limit_by_two() {
    let house = practice();
    let adjust = |count: &'static str| ["points", "adjust", WANG, count, "--reason", "系统少记一次"];
    assert_eq!(house.run("reception", &adjust("300")).stopped(), (1, "not_allowed".to_owned()));
    assert_eq!(house.run("duty", &["points", "adjust", WANG, "300", "--reason", " "]).stopped(), (1, "empty".to_owned()));
    let given = house.run("duty", &adjust("300")).json();
    let fields: Vec<&str> = given.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(
        (fields, &given["points"], &given["balance"]),
        (vec!["balance", "entry_id", "lots", "points"], &json!(300), &json!(12_780))
    );
    let taken = house.run("duty", &adjust("-700")).json();
    assert_eq!((&taken["points"], &taken["balance"]), (&json!(-700), &json!(12_080)));
    assert_eq!(house.run("gm", &adjust("-99000")).stopped(), (1, "second_person_needed".to_owned()));
    let with = |count: &'static str, name: &'static str, pin: &str| {
        let arguments = ["points", "adjust", WANG, count, "--reason", "系统少记一次", "--second", name];
        ran(house.command("duty", &arguments).env("LOBBY_SECOND_PIN", pin))
    };
    assert_eq!(with("-99000", "gm", PRACTICE_PIN).stopped(), (1, "not_enough_points".to_owned()), "never below nothing");
    assert_eq!(with("5000", "gm", "111111").stopped(), (1, "wrong_pin".to_owned()));
    assert_eq!(with("5000", "reception", PRACTICE_PIN).stopped(), (1, "second_person_may_not".to_owned()));
    let two = with("5000", "gm", PRACTICE_PIN).json();
    assert_eq!(two["balance"], 17_080);
    let entry = two["entry_id"].as_str().expect("an id");
    assert_eq!(house.run("duty", &["points", "reverse", entry]).stopped(), (1, "second_person_needed".to_owned()));
    let back = ran(house.command("duty", &["points", "reverse", entry, "--second", "gm"]).env("LOBBY_SECOND_PIN", PRACTICE_PIN));
    assert_eq!(back.json()["balance"], 12_080);
}

#[test]
fn a_promise_is_listed_posted_on_its_day_or_voided() {
    let house = practice();
    let promise = |count: &'static str, on: &'static str| {
        house.run("duty", &["points", "adjust", WANG, count, "--reason", "生日礼", "--on", on])
    };
    let before = house.run("duty", &["points", "pending", WANG]).json().as_array().map_or(0, Vec::len);
    assert_eq!(promise("500", "2026-07-14").stopped(), (1, "due_in_past".to_owned()), "what is given today is given at once");
    let held = promise("500", "2026-07-20").json();
    assert_eq!((&held["points"], &held["balance"]), (&json!(0), &json!(12_480)), "nothing is posted");
    assert_eq!(held["pending"], json!({"points": 500, "due_on": "2026-07-20"}));
    let other = promise("70", "2026-07-18").json()["entry_id"].as_str().expect("an id").to_owned();
    let listed = house.run("duty", &["points", "pending", WANG]).json();
    assert_eq!(listed.as_array().map(Vec::len), Some(before + 2));
    let of_all = house.run("duty", &["points", "pending"]).json();
    let mine = |list: &Value| list.as_array().expect("a list").iter().filter(|one| one["reason"] == "生日礼").count();
    assert_eq!((mine(&listed), mine(&of_all)), (2, 2), "of the member and of all");
    let void = ["points", "void", &other, "--reason", "弄错了人"];
    assert_eq!(house.run("reception", &void).stopped(), (1, "not_allowed".to_owned()));
    assert_eq!(house.run("duty", &void).json(), json!({"entry_id": other}));
    assert_eq!(house.run("duty", &void).stopped(), (1, "not_found".to_owned()), "once");
    assert_eq!(house.run("reception", &["points", "post-due", "--on", "2026-07-20"]).stopped(), (1, "not_allowed".to_owned()));
    assert!(house.run("duty", &["points", "post-due", "--on", "2026-07-20"]).json()["postings"].as_i64() >= Some(1));
    assert_eq!(balance(&house), 12_980, "the promise that stands");
    let again = house.run("duty", &["points", "post-due", "--on", "2026-07-20"]).json();
    assert_eq!(again, json!({"on": "2026-07-20", "postings": 0, "points": 0, "kept": 0, "voided": 0}), "the same day again");
    assert!(house.run("gm", &["check"]).json()["ledger"]["ok"].as_bool().unwrap_or_default(), "the ledger agrees");
}

#[test]
fn an_expiry_is_shown_before_it_is_made_and_made_once() {
    let house = practice();
    let on = ["points", "expire", "--on", "2026-07-31"];
    let shown = house.run("duty", &["points", "expire", "--on", "2026-07-31", "--dry-run"]).json();
    assert_eq!(balance(&house), 12_480, "nothing was taken yet");
    let (members, points) = (shown["members"].clone(), shown["points"].clone());
    assert!(members.as_i64() >= Some(1) && points.as_i64() >= Some(1_200), "{shown}");
    let sum: i64 = shown["by_tier"].as_array().expect("tiers").iter().filter_map(|tier| tier["points"].as_i64()).sum();
    assert_eq!(Some(sum), points.as_i64(), "tiers add up to all of it");
    assert_eq!(house.run("reception", &on).stopped(), (1, "not_allowed".to_owned()));
    assert_eq!(
        house.run("duty", &on).json(),
        json!({"on": "2026-07-31", "members": members, "points": points}),
        "as it was shown"
    );
    assert_eq!(balance(&house), 11_280);
    assert_eq!(
        house.run("duty", &on).json(),
        json!({"on": "2026-07-31", "members": 0, "points": 0}),
        "the same day again takes nothing"
    );
    assert!(house.run("gm", &["check"]).json()["ledger"]["ok"].as_bool().unwrap_or_default(), "the ledger agrees");
}

const DEPARTED: &str = "\
reservation_no,state,arrival,departure,room,guest_name,member_no,channel,rate
P-1,departed,2026-07-11,2026-07-13,1206,王建国,00017432,携程,600
P-2,departed,2026-07-12,2026-07-13,0812,王建国,00017432,免费房,600
";

#[test]
fn departures_of_a_file_earn_by_a_run_that_was_shown_before() {
    let house = practice();
    let run = ["points", "earn-stays", "--on", "2026-07-14"];
    let dry_run = ["points", "earn-stays", "--on", "2026-07-14", "--dry-run"];
    let before = house.run("duty", &dry_run).json();
    let path = house.path("departed.csv");
    std::fs::write(&path, DEPARTED).expect("a file of rows");
    assert_eq!(house.run("duty", &["import", &path]).json()["new"], 2);
    assert_eq!(balance(&house), 12_480, "a file credits nothing by itself");
    let shown = house.run("duty", &dry_run).json();
    let more = |field: &str| shown[field].as_i64().expect("a count") - before[field].as_i64().expect("a count");
    assert_eq!((more("stays"), more("points")), (1, 1_500), "two nights of ¥600 times 1.25; the free room gives nothing");
    let listed = shown["listed"].as_array().expect("a list");
    let mine = listed.iter().find(|one| one["member_no"] == WANG).expect("listed");
    assert_eq!((&mine["departure"], &mine["points"], &mine["due_on"]), (&json!("2026-07-13"), &json!(1_500), &Value::Null));
    assert_eq!(house.run("reception", &run).stopped(), (1, "not_allowed".to_owned()));
    let expected = json!({
        "on": "2026-07-14", "stays": shown["stays"], "points": shown["points"], "waiting": 0, "kept": 0, "more": false,
    });
    assert_eq!(house.run("duty", &run).json(), expected, "as it was shown");
    assert_eq!(balance(&house), 13_980);
    let again = house.run("duty", &run).json();
    assert_eq!((&again["stays"], &again["points"]), (&json!(0), &json!(0)), "the same day again credits nothing");
    assert!(house.run("gm", &["check"]).json()["ledger"]["ok"].as_bool().unwrap_or_default(), "the ledger agrees");
}

#[test]
fn every_figure_of_the_report_opens_its_rows_a_page_at_a_time() {
    let house = practice();
    let report = house.run("gm", &["points", "report"]).json();
    let rows = |arguments: &[&str]| {
        let all = [&["points", "report", "--figure"], arguments].concat();
        house.run("gm", &all).json().as_array().expect("a list").clone()
    };
    let cost = |rows: &[Value]| rows.iter().map(|row| row["cost_minor"].as_i64().expect("a cost")).sum::<i64>();
    for tier in report["tiers"].as_array().expect("tiers") {
        let name = tier["tier"].as_str().expect("a word");
        let of = |figure: &str| rows(&[figure, "--tier", name]);
        assert_eq!(Some(cost(&of("redemptions"))), tier["rewards_minor"].as_i64(), "{name}");
        assert_eq!(Some(cost(&of("benefits"))), tier["benefits_minor"].as_i64(), "{name}");
        assert_eq!(Some(of("rewards").len() as u64), tier["rewards"].as_u64(), "{name}");
    }
    let (all, front) = (rows(&["given"]), rows(&["given", "--limit", "5"]));
    assert!(all.len() > 10 && front == all[..5], "the front of the same list");
    assert_eq!(rows(&["given", "--limit", "5", "--skip", "5"]), all[5..10], "and what follows it");
    let later = rows(&["joined_later"]);
    assert_eq!(Some(later.len() as u64), report["compared"]["joined_later"].as_u64());
    let others = ["points", "report", "--figure", "compared_others"];
    assert_eq!(house.run("reception", &others).stopped(), (1, "not_allowed".to_owned()));
    let narrowed = ["points", "report", "--figure", "compared_others", "--tier", "gold"];
    assert_eq!(house.run("gm", &narrowed).stopped(), (1, "bad_value".to_owned()), "they have no tier");
}

#[test]
fn who_is_to_be_warned_is_listed_by_the_day() {
    let house = practice();
    let on = |date: &str| house.run("duty", &["member", "lists", "warning", "--on", date]).json();
    // Of 王建国's points 1,200 end with July: by the programme's 60, 30 and 7 days.
    for (date, days) in [("2026-06-01", 60), ("2026-07-01", 30), ("2026-07-24", 7)] {
        let found = on(date).as_array().expect("a list").iter().find(|one| one["member_no"] == WANG).cloned();
        let why = found.unwrap_or_else(|| panic!("{date}: he is to be warned"))["why"].clone();
        assert_eq!((&why["on"], &why["points"]), (&json!("2026-07-31"), &json!(1_200)), "{date}");
        assert_eq!((&why["warned"]["days"], &why["warned"]["on"]), (&json!(days), &json!(date)));
    }
    let between = on("2026-07-02");
    assert!(!between.as_array().expect("a list").iter().any(|one| one["member_no"] == WANG), "not between two warnings");
    let counts = house.run("duty", &["member", "lists"]).json();
    let kinds: Vec<&str> = counts.as_array().expect("counts").iter().filter_map(|one| one["kind"].as_str()).collect();
    assert_eq!(kinds, ["expiring", "warning", "keeping", "dormant"]);
}

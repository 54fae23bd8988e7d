//! `warnings`, `action`, `actions`.

use crate::support::practice;

#[test]
fn the_early_warning_counts_and_each_figure_opens_its_complaints() {
    let house = practice();
    let chart = house.run("gm", &["warnings", "chart", "--weeks", "8"]).json();
    let weeks = chart["weeks"].as_array().expect("weeks");
    assert_eq!((weeks.len(), weeks[7]["days"]["to"].as_str()), (8, Some("2026-07-12")), "whole weeks before the 14th");
    let behind = house.run("gm", &["warnings", "behind"]).json();
    let causes = house.run("gm", &["warnings", "causes"]).json();
    let listed = behind.as_array().expect("complaints").len() as u64;
    assert_eq!(causes["total"].as_u64(), Some(listed), "the Pareto counts what is opened");
    let map = house.run("gm", &["warnings", "map"]).json();
    let on_floors: u64 = map["floors"].as_array().expect("floors").iter().filter_map(|floor| floor["count"].as_u64()).sum();
    assert_eq!(on_floors + map["elsewhere"].as_u64().unwrap_or_default(), listed, "and so does the map");
    for signal in house.run("gm", &["warnings", "signals"]).json().as_array().expect("signals") {
        assert_eq!(signal["tickets"].as_array().map(Vec::len), signal["count"].as_u64().map(|count| count as usize), "{signal}");
    }
    let gaps = house.run("gm", &["warnings", "gaps", "--problem", "wpds"]).json();
    assert_eq!(gaps["problem"], "theft", "found by its initials");
    assert_eq!(house.run("reception", &["warnings", "signals"]).stopped(), (1, "not_allowed".to_owned()));
}

#[test]
fn a_finding_is_worked_on_and_its_owner_settles_nothing() {
    let house = practice();
    let raise = [
        "action",
        "raise",
        "--finding",
        "西侧漏水",
        "--prevention",
        "quality",
        "--department",
        "engineering",
        "--owner",
        "head",
        "--due",
        "2026-07-31",
        "--problem",
        "ls",
        "--key",
        "finding",
    ];
    let raised = house.run("gm", &raise).json();
    assert_eq!((raised["number"].as_str(), raised["state"].as_str()), (Some("ZG-20260714-A01"), Some("open")));
    assert_eq!(house.run("gm", &raise).json(), raised, "the same key writes no second finding");
    let number = "zg-20260714-a01";
    let handed = house.run("head", &["action", "evidence", number, "--words", "换管"]).json();
    assert_eq!(handed["state"], "awaiting_check");
    let by_owner = house.run("head", &["action", "verify", number, "accepted", "--words", "好了"]);
    assert_eq!(by_owner.stopped(), (1, "own_action".to_owned()));
    assert_eq!(house.run("gm", &["action", "close", number, "--words", "好了"]).stopped(), (1, "not_verified".to_owned()));
    house.run("duty", &["action", "verify", number, "accepted", "--words", "看过三间"]).json();
    assert_eq!(house.run("head", &["action", "close", number, "--words", "好了"]).stopped(), (1, "own_action".to_owned()));
    assert_eq!(house.run("gm", &["actions"]).json()[0]["facts"]["state"], "verified");
    assert_eq!(house.run("gm", &["action", "effect", number]).json()["outcome"], "too_few", "no day has passed");
    assert_eq!(house.run("gm", &["action", "close", number, "--words", "两周无新投诉"]).json()["state"], "closed");
    assert_eq!(house.run("gm", &["action", "show", number]).json()["steps"].as_array().map(Vec::len), Some(4));
    assert_eq!(house.run("gm", &["actions", "--scope", "settled"]).json().as_array().map(Vec::len), Some(1));
}

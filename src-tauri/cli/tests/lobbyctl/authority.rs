//! Limits, 批示 by phone, slips and what compensation cost, as programs read them.

use serde_json::Value;

use crate::support::practice;

/// A practice hotel's general manager reads codes of the documented secret; the clock is the one that is given.
fn code(at: &str) -> String {
    use lobby_core::{base::time::Instant, tickets::phone};
    let secret = phone::code::read(phone::PRACTICE_SECRET).expect("the documented secret");
    let at = chrono::DateTime::parse_from_rfc3339(at).expect("an instant").timestamp_millis();
    phone::code::code_of(&secret, phone::code::step_at(Instant::from_ms(at))).expect("a code of this era")
}

const AT: &str = "2030-07-14T15:15:00Z";

#[test]
fn an_approval_by_phone_is_taken_down_countersigned_and_paid_by_the_cashier() {
    let house = practice();
    let run = |user: &str, arguments: &[&str]| house.run(user, &[&["--at", AT][..], arguments].concat());
    let opened = run("duty", &["ticket", "open", "--outside", "--problem", "water_leak", "--words", "漏水"]).document();
    let ticket = opened["number"].as_str().expect("a number").to_owned();
    let step = |arguments: &[&str]| run("duty", &[&["ticket", "step", &ticket][..], arguments].concat());
    step(&["judge", "--grounds", "yes", "--demand", "yes", "--why", "属实"]).document();
    step(&["assign", "--department", "engineering", "--owner", "head"]).document();
    step(&["analyse", "--cause", "quality", "--happened", "管堵"]).document();
    step(&["propose", "--remedy", "waive=880:免房费一晚"]).document();
    let wrong = step(&["approve", "--phone", "gm", "--code", "000000", "--words", "同意"]);
    assert_eq!(wrong.stopped(), (1, "wrong_code".to_owned()));
    let taken = step(&["approve", "--phone", "gm", "--code", &code(AT), "--words", "同意"]).document();
    assert_eq!(taken["state"], "in_progress");
    let again = step(&["approve", "--phone", "gm", "--code", &code(AT), "--words", "同意"]);
    assert_eq!(again.stopped(), (1, "nothing_awaiting".to_owned()));
    let slip = run("duty", &["ticket", "slip", &ticket]).document();
    assert_eq!((&slip["total_minor"], &slip["lines"][0]["by_phone"]), (&Value::from(88_000), &Value::from(true)), "{slip}");
    let phone = run("gm", &["phone", "list"]).document();
    let waiting = phone["waiting"].as_array().expect("a list");
    assert_eq!(waiting.len(), 2, "this one, and the one that a practice hotel begins with");
    let mine = waiting.iter().find(|record| record["number"] == ticket.as_str()).expect("this one");
    let id = mine["id"].as_str().expect("an id");
    assert_eq!(run("gm", &["phone", "countersign", id]).document()["answer"], "countersigned");
    assert_eq!(run("gm", &["phone", "countersign", id]).stopped(), (1, "phone_answered".to_owned()));
    let spent = run("gm", &["spending"]).document();
    assert_eq!(spent["total"]["amount_minor"], 88_000, "all that was given in that month");
}

#[test]
fn limits_are_shown_changed_from_a_file_and_kept_version_by_version() {
    let house = practice();
    let before = house.run("gm", &["limits", "show"]).document();
    let mut limits = before[0]["limits"].clone();
    limits["split_days"] = 14.into();
    let file = house.path("limits.json");
    std::fs::write(&file, limits.to_string()).expect("a file of limits");
    assert_eq!(house.run("duty", &["limits", "set", &file, "--why", "试"]).stopped(), (1, "not_allowed".to_owned()));
    assert_eq!(house.run("gm", &["limits", "set", &file, "--why", "董事会定"]).document()["version"], 1);
    let after = house.run("gm", &["limits", "show"]).document();
    assert_eq!((&after[0]["limits"], &after[0]["why"]), (&limits, &Value::from("董事会定")));
    assert_eq!(after[1]["limits"], before[0]["limits"], "those before stay to be read");
}

//! `points bring-in`, `points take-out`, `points brought-in`.

use serde_json::{Value, json};

use crate::support::practice;

/// The member of the working day.
const WANG: &str = "00017432";
const HEADER: &str = "会员号,积分,到期日,姓名\n";

fn counts(answer: &Value) -> [i64; 8] {
    ["rows", "new", "same", "conflicting", "refused", "file_points", "points", "left_points"]
        .map(|name| answer[name].as_i64().unwrap_or(i64::MIN))
}

#[test]
fn balances_are_shown_brought_in_proved_and_taken_out() {
    let house = practice();
    let path = house.path("old.csv");
    std::fs::write(
        &path,
        format!("{HEADER}{WANG},2000,2026-12-31,王建国\n17432,500,2027-06-30,\n{WANG},5,2027-01-01,张三\n99,1,,\n"),
    )
    .expect("a file");
    let held = house.run("gm", &["points", "balance", WANG]).json()["balance"].as_i64().expect("points");
    let bring_in = |user: &str, more: &[&str]| house.run(user, &[&["points", "bring-in", path.as_str()], more].concat());
    let shown = bring_in("gm", &["--dry-run"]).json();
    assert_eq!((counts(&shown), &shown["import_id"]), ([4, 2, 0, 1, 1, 2_506, 2_500, 6], &Value::Null), "{shown}");
    assert_eq!(bring_in("data", &[]).stopped(), (1, "not_allowed".to_owned()), "the general manager alone");

    let looked = house.path("looked.csv");
    assert_eq!(counts(&bring_in("gm", &["--dry-run", "--refused", &looked]).json()), counts(&shown));
    let last = house.run("gm", &["history", "--limit", "1"]).json();
    assert_eq!(last[0]["operation"], "export_balances_left", "history keeps who took it");
    let list = house.path("left.csv");
    let done = bring_in("gm", &["--refused", &list]).json();
    assert_eq!(counts(&done), counts(&shown), "what was shown is what is done");
    let left = json!([
        { "line": 4, "column": "name", "code": "other_name" },
        { "line": 5, "column": "member_no", "code": "not_a_member" },
    ]);
    assert_eq!(done["refused_rows"], left);
    let given_back = std::fs::read_to_string(&list).expect("the list");
    assert_eq!(given_back, std::fs::read_to_string(&looked).expect("the list of the look"));
    assert_eq!(
        given_back,
        format!("\u{feff}line,column,code,member_no,points\r\n4,name,other_name,{WANG},5\r\n5,member_no,not_a_member,99,1\r\n")
    );
    let now = || house.run("gm", &["points", "balance", WANG]).json()["balance"].as_i64().expect("points");
    assert_eq!(now(), held + 2_500);
    let again = bring_in("gm", &[]).json();
    assert_eq!(counts(&again), [4, 0, 2, 1, 1, 2_506, 0, 6], "the same file again changes nothing");
    let proof = house.run("gm", &["points", "proof", WANG]).json();
    let told: Vec<&Value> = proof["entries"].as_array().expect("entries").iter().map(|entry| &entry["told"]).collect();
    assert!(told.contains(&&json!("old.csv:2")) && told.contains(&&json!("old.csv:3")), "the proof names the rows: {told:?}");

    let id = done["import_id"].as_str().expect("an id");
    let ahead = house.run("gm", &["points", "take-out", id, "--dry-run"]).json();
    assert_eq!((&ahead["removed"], &ahead["points"], &ahead["kept"]), (&json!(2), &json!(2_500), &json!(0)), "{ahead}");
    assert_eq!(now(), held + 2_500, "said, not done");
    let out = house.run("gm", &["points", "take-out", id]).json();
    assert_eq!(out, json!({ "removed": 2, "points": 2_500, "tiers": 0, "kept": 0 }));
    assert_eq!(now(), held);
    assert_eq!(house.run("gm", &["points", "take-out", id]).stopped(), (1, "already_undone".to_owned()));
    let files = house.run("gm", &["points", "brought-in"]).json();
    let states: Vec<&Value> = files.as_array().expect("files").iter().map(|file| &file["state"]).collect();
    assert_eq!(states, [&json!("applied"), &json!("undone")]);
    assert_eq!(house.run("gm", &["check"]).json()["ok"], true);
}

//! `tasks`, `task`: what departments do for the guests of a day, and ticking it off.

use serde_json::Value;

use crate::support::{House, practice};

/// Returns the id of the guest of the scenes, who arrives today.
fn arriving(house: &House) -> String {
    house.run("reception", &["find", "w 8812"]).json()[0]["guest_id"].as_str().expect("an id").to_owned()
}

fn add(house: &House, guest: &str, department: &str, words: &str) -> String {
    let added = house.run("reception", &["task", "add", guest, "--department", department, "--words", words]).json();
    assert_eq!(added["done"], false);
    added["task_id"].as_str().expect("an id").to_owned()
}

/// Returns the tasks of this department that are `asked` for, by id.
fn tasks(house: &House, asked: &[&str]) -> Vec<Value> {
    house.run("reception", &[&["tasks"], asked].concat()).json().as_array().expect("a list").clone()
}

fn line<'l>(lines: &'l [Value], task: &str) -> Option<&'l Value> {
    lines.iter().find(|line| line["task_id"] == task)
}

#[test]
fn a_task_is_put_on_a_plan_seen_by_its_department_ticked_off_and_taken_up_again() {
    let house = practice();
    let guest = arriving(&house);
    let task = add(&house, &guest, "security", "车位留到十点");
    let lines = tasks(&house, &["--department", "security"]);
    let shown = line(&lines, &task).expect("the department sees it");
    let mut named: Vec<&str> = shown.as_object().expect("an object").keys().map(String::as_str).collect();
    named.sort_unstable();
    let fields =
        ["arrival", "department", "done", "done_at", "done_by", "guest", "guest_id", "room", "stay_id", "task_id", "words"];
    assert_eq!(named, fields);
    assert_eq!((&shown["words"], &shown["guest_id"]), (&"车位留到十点".into(), &guest.as_str().into()));
    assert_eq!((&shown["done"], &shown["done_at"], &shown["done_by"]), (&false.into(), &Value::Null, &"".into()));
    assert!(lines.iter().all(|line| line["department"] == "security"), "and nobody else's");
    assert!(line(&tasks(&house, &["--department", "housekeeping"]), &task).is_none());

    assert_eq!(house.run("reception", &["task", "done", &task]).json()["done"], true);
    assert!(line(&tasks(&house, &["--department", "security", "--open"]), &task).is_none(), "no longer open");
    let lines = tasks(&house, &["--department", "security"]);
    let done = line(&lines, &task).expect("still seen");
    assert!(done["done_by"].as_str().is_some_and(|name| !name.is_empty()), "by whom: {done}");
    assert!(done["done_at"].as_str().is_some_and(|at| at.starts_with("2026-07-14T")), "when: {done}");

    assert_eq!(house.run("reception", &["task", "undone", &task]).json()["done"], false);
    assert!(line(&tasks(&house, &["--department", "security", "--open"]), &task).is_some(), "open again");
    let history = house.run("gm", &["history", "--record", &task]).json();
    let said: Vec<&str> = history.as_array().expect("lines").iter().filter_map(|line| line["operation"].as_str()).collect();
    assert_eq!(said, ["tick_task", "tick_task", "add_task"], "each is a line of history");
}

#[test]
fn another_day_has_the_tasks_of_its_own_guests() {
    let house = practice();
    let guest = arriving(&house);
    let task = add(&house, &guest, "security", "车位留到十点");
    assert!(line(&tasks(&house, &["--day", "2026-07-14"]), &task).is_some(), "today");
    assert!(line(&tasks(&house, &["--day", "2031-01-01"]), &task).is_none(), "nobody comes on that day");
    assert_eq!(house.run("reception", &["tasks", "--day", "2026-02-30"]).code, 2, "no such day");
}

#[test]
fn what_cannot_be_a_task_is_refused_and_so_is_who_may_not() {
    let house = practice();
    let guest = arriving(&house);
    let refused = |arguments: &[&str]| house.run("reception", arguments).stopped();
    let add = |guest, words| refused(&["task", "add", guest, "--department", "security", "--words", words]);
    assert_eq!(add(&guest, " "), (1, "empty".to_owned()));
    assert_eq!(add("99999999", "车位"), (1, "not_found".to_owned()));
    assert_eq!(house.run("reception", &["task", "add", &guest, "--department", "kitchen", "--words", "x"]).code, 2);
    assert_eq!(refused(&["task", "done", "019f5f3a-8ae0-70cb-b071-c8d7f4b65dc1"]), (1, "not_found".to_owned()));
    assert_eq!(house.run("admin", &["tasks"]).stopped().1, "not_allowed", "who reads no guests reads no tasks");
}

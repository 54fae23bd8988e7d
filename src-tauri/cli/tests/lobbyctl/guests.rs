//! `find`, `show`, `guest add`, `member enrol`, `history`.

use serde_json::Value;

use crate::support::practice;

/// Returns the names of an object's fields.
fn fields(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn the_one_box_answers_the_scene_of_the_working_day() {
    let house = practice();
    for words in [&["w", "8812"][..], &["w 8812"], &["王建國"], &["王建国"], &["wangjianguo"], &["wjg"]] {
        let hits = house.run("reception", &[&["find"], words].concat()).json();
        let first = &hits[0];
        assert_eq!((&first["name"], &first["room"]), (&Value::from("王建国"), &Value::from("1206")), "{words:?}: {hits}");
        assert_eq!((&first["arriving"], &first["in_house"]), (&Value::from(true), &Value::from(false)), "{words:?}");
    }
    let hits = house.run("reception", &["find", "w 8812", "--limit", "1"]).json();
    assert_eq!(hits.as_array().map(Vec::len), Some(1), "at most as many as were asked for");
    let mut named = fields(&hits[0]);
    named.sort_unstable();
    assert_eq!(named, ["arriving", "guest_id", "in_house", "member_no", "name", "phone", "room", "why"]);
    assert!(hits[0]["phone"].as_str().is_some_and(|phone| phone.contains('•')), "a telephone is masked: {hits}");
    assert_eq!(hits[0]["why"][1]["field"], "phone_tail");
    assert_eq!(house.run("reception", &["find", "不存在的人"]).json(), Value::Array(Vec::new()));
}

#[test]
fn a_new_guest_is_found_at_once_and_a_double_click_adds_one() {
    let house = practice();
    let add = |name: &str| {
        let add = ["guest", "add", "--name", name, "--phone", "139 0013 9000", "--email", "lhm@example.com", "--born", "--07-24"];
        house.run("reception", &[&add[..], &["--key", "the-same"]].concat())
    };
    let first = add("令狐妙").json();
    assert_eq!(add("令狐妙").json(), first, "the same key answers the same");
    assert_eq!(add("令狐冲").stopped(), (1, "key_reused".to_owned()), "and takes no other input");
    let hits = house.run("reception", &["find", "令狐"]).json();
    assert_eq!(hits.as_array().map(Vec::len), Some(1));
    assert_eq!(hits[0]["guest_id"], first["guest_id"]);
    let line = house.run("gm", &["history", "--limit", "1"]).json();
    let expected = ["at", "key", "kind", "operation", "record", "seq", "user"];
    let mut named = fields(&line[0]);
    named.sort_unstable();
    assert_eq!(named, expected);
    assert_eq!((&line[0]["operation"], &line[0]["key"]), (&Value::from("add_guest"), &Value::from("the-same")));
    assert_eq!(line[0]["record"], first["guest_id"]);
}

#[test]
fn of_a_document_the_last_four_are_shown_and_two_records_of_it_are_suspected() {
    let house = practice();
    let add = |name: &str, number: &str| {
        let add = ["guest", "add", "--name", name, "--document", "id_card", "--document-number", number, "--profile", "partner"];
        house.run("reception", &add).json()["guest_id"].as_str().expect("an id").to_owned()
    };
    let (one, other) = (add("令狐妙", "11010519491231002x"), add("Linghu Miao", "１１０１０５ 19491231 002Ｘ"));
    let card = house.run("reception", &["show", &one]).json();
    assert_eq!((&card["guest"]["document_last4"], &card["guest"]["profile"]), (&Value::from("002X"), &Value::from("partner")));
    assert!(!card.to_string().contains("19491231"), "the number is not in the answer");
    let found = house.run("duty", &["duplicates"]).json();
    let pair = |line: &Value| [&line["a"], &line["b"]].iter().all(|id| **id == one.as_str() || **id == other.as_str());
    assert!(found.as_array().is_some_and(|found| found.iter().any(pair)), "known by the number: {found}");
}

#[test]
fn what_the_rules_refuse_is_refused_with_the_field() {
    let house = practice();
    let cases: [(&[&str], &str); 5] = [
        (&["--name", "王", "--document", "id_card", "--document-number", "110105194912310021"], "bad_document"),
        (&["--name", " "], "empty"),
        (&["--name", "王", "--phone", "138O0138000"], "bad_contact"),
        (&["--name", "王", "--born", "1974-02-30"], "bad_birth_date"),
        (&["--name", "王", "--note", "4111 1111 1111 1111"], "card_number"),
    ];
    for (arguments, code) in cases {
        let refused = house.run("reception", &[&["guest", "add"], arguments].concat());
        assert_eq!(refused.stopped(), (1, code.to_owned()), "{arguments:?}");
    }
    let said: Value = serde_json::from_str(house.run("reception", &["guest", "add", "--name", " "]).err.trim()).expect("JSON");
    assert_eq!(said["args"]["field"], "name");
}

#[test]
fn the_card_is_masked_until_a_reason_is_given_and_the_reason_is_remembered() {
    let house = practice();
    let guest = house.guest("令狐妙", "13900139000");
    let card = house.run("reception", &["show", &guest]).json();
    for field in ["guest", "stays", "preferences", "tickets", "points", "summary"] {
        assert!(card.get(field).is_some(), "{field}: {card}");
    }
    assert!(card["points"].is_null(), "nobody's member yet");
    assert!(!house.run("reception", &["show", &guest]).out.contains("13900139000"), "masked");
    let refused = house.run("reception", &["show", &guest, "--reveal", " "]);
    assert_eq!(refused.stopped(), (1, "empty".to_owned()), "a reason is a reason");
    let revealed = house.run("reception", &["show", &guest, "--reveal", "回电话"]).json();
    assert_eq!(revealed["guest"]["contacts"][0]["value"], "13900139000");
    let lines = house.run("gm", &["history", "--record", &guest]).json();
    assert_eq!(lines[0]["operation"], "reveal_contact", "{lines}");
    let nobody = house.run("reception", &["show", "99999999"]);
    assert_eq!(nobody.stopped(), (1, "not_found".to_owned()));
}

#[test]
fn an_opened_card_stands_among_the_reads_as_one_that_the_window_opened() {
    let house = practice();
    let guest = house.guest("令狐妙", "13900139000");
    let reads = || house.run("data", &["privacy", "reads", "--guest", &guest, "--kind", "opened"]).json();
    assert_eq!(reads(), serde_json::json!([]), "who wrote the record down did not open it");
    for _ in 0..2 {
        house.run("reception", &["show", &guest]).json();
    }
    let seen = reads();
    assert_eq!((seen.as_array().map(Vec::len), &seen[0]["times"]), (Some(1), &2.into()), "{seen}");
    assert_eq!((&seen[0]["guest"], &seen[0]["operation"]), (&guest.as_str().into(), &"show_guest".into()));
    house.run("reception", &["show", "99999999"]).stopped();
    let refused = house.run("admin", &["show", &guest]).stopped();
    assert_eq!((refused.1.as_str(), reads()), ("not_allowed", seen), "a card that was not shown is none");
}

#[test]
fn the_card_of_the_working_day_has_its_wishes_promise_complaint_and_points() {
    let house = practice();
    let hit = house.run("reception", &["find", "w 8812"]).json()[0].clone();
    let card = house.run("reception", &["show", hit["guest_id"].as_str().expect("an id")]).json();
    assert_eq!(card["summary"]["nights"], 19, "the design's own guest");
    assert!(card["preferences"].as_array().is_some_and(|wishes| wishes.iter().any(|wish| wish["words"] == "无烟房")), "{card}");
    assert_eq!(card["promises"][0]["state"], "open");
    assert_eq!((&card["tickets"][0]["number"], &card["tickets"][0]["state"]), (&"TS-20260402-A01".into(), &"closed".into()));
    assert_eq!(card["points"]["balance"], 12_480);
    assert_eq!(card["stays"][0]["room_no"], hit["room"]);
}

#[test]
fn a_guest_becomes_a_member_once_and_is_then_known_by_number() {
    let house = practice();
    let guest = house.guest("令狐妙", "13900139000");
    let enrolled = house.run("reception", &["member", "enrol", &guest]).json();
    let number = enrolled["member_no"].as_str().expect("a number").to_owned();
    assert_eq!(number.len(), 8, "text, with its zeros: {number}");
    assert_eq!(house.run("reception", &["member", "enrol", &guest]).stopped(), (1, "already_member".to_owned()));
    let card = house.run("reception", &["show", &number]).json();
    assert_eq!(card["guest"]["id"], guest.as_str());
    assert_eq!((&card["points"]["balance"], &card["points"]["lots"]), (&Value::from(0), &Value::Array(Vec::new())));
    assert_eq!(house.run("reception", &["find", &number]).json()[0]["guest_id"], guest.as_str());
}

#[test]
fn people_read_a_table_and_programs_one_document() {
    let house = practice();
    let file = house.file().to_str().expect("a plain path").to_owned();
    let mut command = crate::support::program();
    command
        .args(["--file", &file, "--user", "reception", "find", "w 8812"])
        .env("LOBBY_PIN", "246810")
        .env("LANG", "en_GB.UTF-8");
    let shown = crate::support::ran(&mut command);
    let mut lines = shown.out.lines();
    let head = lines.next().expect("a head");
    assert!(head.starts_with("name") && head.contains("member no."), "{head}");
    assert!(lines.next().is_some_and(|line| line.contains("王建国") && line.contains("1206")), "{}", shown.out);
    assert_eq!(shown.err, "", "no progress for what takes no time");
}

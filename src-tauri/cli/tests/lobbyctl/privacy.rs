//! `privacy`: what a guest asks, agrees to and is handed, through the program.

use std::path::Path;

use crate::support::practice;

#[test]
fn a_guest_s_copy_is_two_files_and_only_the_data_officer_hands_it_out() {
    let house = practice();
    let guest = house.guest("令狐妙", "13900139000");
    let to = house.path(".");
    let copy = ["privacy", "copy", &guest, "--identity", "看过身份证", "--to", &to];
    assert_eq!(house.run("reception", &copy).stopped(), (1, "not_allowed".to_owned()));
    let made = house.run("data", &copy).json();
    let page = std::fs::read_to_string(made["page"].as_str().expect("a page")).expect("the page");
    let document = std::fs::read_to_string(made["document"].as_str().expect("a document")).expect("the document");
    assert!(page.contains("令狐妙") && document.contains("13900139000"));
    let document: serde_json::Value = serde_json::from_str(&document).expect("JSON");
    assert_eq!(document["practice"], true);
    assert!(made["entries"].as_u64().is_some_and(|entries| entries > 0));
    let nobody = house.run("data", &["privacy", "copy", &guest, "--identity", " ", "--to", &to]);
    assert_eq!(nobody.stopped(), (1, "empty".to_owned()), "how the guest was known is not left open");
    assert_eq!(house.run("data", &["history", "--limit", "1"]).json()[0]["operation"], "copy_guest");
    let unknown = house.run("data", &["privacy", "copy", "99999999", "--identity", "电话", "--to", &to]);
    assert_eq!(unknown.stopped().0, 1);
}

#[test]
fn a_consent_is_given_to_a_text_and_taken_back() {
    let house = practice();
    let guest = house.guest("令狐妙", "13900139000");
    let said = |word: &str| house.run("reception", &["privacy", "consent", &guest, "profile", word, "--told", "前台当面"]);
    let version = house.run("data", &["privacy", "text", "profile"]).json()["version"].as_u64().expect("a version");
    if version == 0 {
        assert_eq!(said("yes").stopped().0, 1, "there is no text to agree to");
    }
    let text = house.run("data", &["privacy", "text", "profile", "--words", "为您准备喜好，我们记下并分析消费。"]).json();
    assert_eq!(text["version"], version + 1);
    assert_eq!(
        house.run("reception", &["privacy", "text", "profile", "--words", "别的"]).stopped(),
        (1, "not_allowed".to_owned())
    );
    let given = said("yes").json();
    assert_eq!((&given["agreed"], &given["text_version"]), (&true.into(), &(version + 1).into()));
    let standing = || {
        let all = house.run("reception", &["privacy", "consents", &guest]).json();
        all.as_array().expect("a list").iter().find(|one| one["purpose"] == "profile").expect("the purpose")["word"]["agreed"]
            .clone()
    };
    assert_eq!(standing(), true);
    said("no").json();
    assert_eq!(standing(), false);
    assert_eq!(
        house.run("reception", &["privacy", "consent", &guest, "fishing", "yes", "--told", "x"]).code,
        2,
        "no such purpose"
    );
}

#[test]
fn a_request_is_taken_down_listed_and_answered_once() {
    let house = practice();
    let guest = house.guest("令狐妙", "13900139000");
    let ask = ["privacy", "request", &guest, "--wanted", "correct", "--channel", "phone", "--identity", "回拨预留电话"];
    assert_eq!(house.run("reception", &ask).stopped(), (1, "empty".to_owned()), "a correction says what shall stand");
    let asked = [&ask[..], &["--words", "名字写错了，是令狐渺"]].concat();
    let id = house.run("reception", &asked).json()["request_id"].as_str().expect("an id").to_owned();
    let listed = house.run("data", &["privacy", "requests", &guest]).json();
    assert_eq!((&listed[0]["id"], &listed[0]["outcome"]), (&id.as_str().into(), &serde_json::Value::Null));
    let all = house.run("data", &["privacy", "requests"]).json();
    assert!(all.as_array().expect("a list").iter().any(|one| one["id"] == id.as_str() && one["name"] == "令狐妙"));
    let reply = ["privacy", "answer", &id, "done", "--answer", "已更正"];
    assert_eq!(house.run("reception", &reply).stopped(), (1, "not_allowed".to_owned()));
    house.run("data", &reply).json();
    assert_eq!(house.run("data", &reply).stopped(), (1, "request_answered".to_owned()), "an answer is given once");
}

#[test]
fn a_guest_is_erased_after_a_look_and_the_list_lies_beside_every_backup() {
    let house = practice();
    let guest = house.guest("令狐妙", "13900139000");
    let stick = tempfile::tempdir().expect("a stick");
    let place = stick.path().to_str().expect("a plain path");
    let kept = house.run("admin", &["backups", "--place", place, "--now"]).json()["made"].as_str().expect("a backup").to_owned();
    let seen = house.run("data", &["privacy", "foresee", &guest]).json();
    assert_eq!(seen["name"], "令狐妙");
    let erase =
        |seen: &str| house.run("data", &["privacy", "erase", &guest, "--seen", seen, "--packages", &house.path("packages")]);
    assert_eq!(erase("0000000000000000").stopped(), (1, "erasure_seen_meanwhile".to_owned()));
    let hold = house.run("data", &["privacy", "hold", &guest, "--reason", "法院来函"]).json();
    assert_eq!(erase(seen["seen"].as_str().expect("a mark")).stopped(), (1, "erasure_blocked".to_owned()));
    house.run("data", &["privacy", "release", hold["hold_id"].as_str().expect("an id"), "--reason", "已结案"]).json();
    let seen = house.run("data", &["privacy", "foresee", &guest]).json();
    let done = erase(seen["seen"].as_str().expect("a mark")).json();
    assert_eq!(done["erased"]["guest"], guest.as_str());
    assert!(Path::new(&kept).join("practice.lobby.erased").is_file(), "beside the backup in the second place: {done}");
    assert_eq!(house.run("data", &["privacy", "erasures"]).json()[0]["guest"], guest.as_str());
    assert_eq!(house.run("reception", &["find", "令狐妙"]).json().as_array().map(Vec::len), Some(0));
    house.run("gm", &["restore", &kept, "--in-place"]).json();
    assert_eq!(
        house.run("reception", &["find", "令狐妙"]).json().as_array().map(Vec::len),
        Some(0),
        "who was erased stays erased"
    );
}

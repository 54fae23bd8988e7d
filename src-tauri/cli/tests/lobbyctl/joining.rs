//! `ticket merge`, `ticket unmerge`, `ticket split`.

use crate::support::{House, practice};

fn opened(house: &House, at: &str) -> String {
    let arguments = ["--at", at, "ticket", "open", "--outside", "--problem", "ls", "--words", "漏水"];
    house.run("reception", &arguments).json()["number"].as_str().expect("a number").to_owned()
}

#[test]
fn two_tickets_are_merged_taken_apart_and_one_is_split() {
    let house = practice();
    let (first, second) = (opened(&house, "2026-07-14T15:00:00+08:00"), opened(&house, "2026-07-14T15:10:00+08:00"));
    let open = || house.run("duty", &["tickets"]).json().as_array().map_or(0, Vec::len);
    let before = open();
    let merge = ["--key", "merge-1", "ticket", "merge", &second, &first, "--reason", "同一次漏水"];
    let merged = house.run("duty", &merge).json();
    assert_eq!((merged["number"].as_str(), merged["other_number"].as_str()), (Some(first.as_str()), Some(second.as_str())));
    assert_eq!(house.run("duty", &merge).json(), merged, "the same key again answers the same");
    assert_eq!(open(), before - 1);
    let refused = house.run("duty", &["ticket", "reopen", &second, "--reason", "x"]);
    assert_eq!(refused.stopped(), (1, "ticket_merged".to_owned()));
    let shown = house.run("duty", &["ticket", "show", &first]).json();
    assert_eq!(shown["joins"][0]["other_number"], second.as_str(), "it is read from the kept one");
    assert_eq!(
        house.run("reception", &["ticket", "unmerge", merged["join_id"].as_str().expect("an id"), "--reason", "x"]).code,
        1
    );
    house.run("duty", &["ticket", "unmerge", merged["join_id"].as_str().expect("an id"), "--reason", "两件事"]).json();
    assert_eq!(open(), before);
    let split =
        ["ticket", "split", &first, "--problem", "lfzy", "--words", "隔壁吵", "--reason", "两件事", "--severity", "important"];
    let part = house.run("duty", &split).json();
    assert_ne!(part["number"], first.as_str());
    assert_eq!(open(), before + 1);
    assert_eq!(house.run("duty", &["check"]).json()["ok"], true);
}

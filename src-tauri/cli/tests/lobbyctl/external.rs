//! `ticket external`, `externals`, `ticket evidence`: what a guest took to an authority, and what the house files.

use crate::support::{House, practice};

fn opened(house: &House) -> String {
    let arguments = ["ticket", "open", "--outside", "陈静", "--problem", "ls", "--words", "<b>漏水</b>"];
    house.run("reception", &arguments).json()["number"].as_str().expect("a number").to_owned()
}

#[test]
fn an_authority_is_answered_once_and_the_evidence_is_a_file() {
    let house = practice();
    let ticket = opened(&house);
    let before = house.run("duty", &["externals"]).json().as_array().map_or(0, Vec::len);
    let raise = ["ticket", "external", "raise", &ticket, "--body", "tourism", "--reference", "旅投〔2026〕117号"];
    assert_eq!(house.run("reception", &raise).stopped(), (1, "not_allowed".to_owned()));
    let raised = house.run("duty", &raise).json();
    assert_eq!((&raised["due_on"], &raised["number"]), (&"2026-07-24".into(), &ticket.as_str().into()), "ten days");
    assert!(raised["missing"].as_array().is_some_and(|missing| missing.contains(&"outside".into())), "{raised}");
    let owed = house.run("duty", &["externals"]).json();
    let owed = owed.as_array().expect("a list");
    assert_eq!(owed.len(), before + 1);
    let line = owed.iter().find(|line| line["number"] == ticket.as_str()).expect("it is owed");
    let id = line["external_id"].as_str().expect("an id");
    assert_eq!((&line["reference"], &line["late"]), (&"旅投〔2026〕117号".into(), &false.into()));
    let answer = ["ticket", "external", "answer", id, "--sent-how", "EMS 1234", "--words", "已退一晚"];
    assert_eq!(house.run("duty", &answer).json()["answered_on"], "2026-07-14");
    assert_eq!(house.run("duty", &answer).stopped(), (1, "answered_outside".to_owned()), "once");
    assert_eq!(house.run("duty", &["externals"]).json().as_array().map_or(0, Vec::len), before);

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("evidence.html");
    let to = file.to_str().expect("a plain path");
    let print = ["ticket", "evidence", &ticket, "--to", to];
    assert_eq!(house.run("reception", &print).stopped(), (1, "not_allowed".to_owned()));
    assert!(!file.exists(), "what is refused leaves no file");
    let printed = house.run("gm", &print).json();
    assert_eq!((&printed["number"], &printed["full_name"]), (&ticket.as_str().into(), &false.into()));
    let page = std::fs::read_to_string(&file).expect("the file");
    for words in ["&lt;b&gt;漏水", "旅投〔2026〕117号", "EMS 1234", "2026-07-24", printed["head"].as_str().expect("a mac")]
    {
        assert!(page.contains(words), "{words} stands on it");
    }
    assert!(!page.contains("<b>漏水"), "a guest's words are words, not a page");
    assert_eq!(house.run("gm", &print).stopped(), (1, "file_exists".to_owned()), "nothing is overwritten");
    let history = house.run("gm", &["history", "--limit", "20"]).json();
    let count = history.as_array().expect("lines").iter().filter(|line| line["operation"] == "print_evidence").count();
    assert_eq!(count, 1, "it is remembered once, for the one that was printed");
}

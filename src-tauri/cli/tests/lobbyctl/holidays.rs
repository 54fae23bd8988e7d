//! `holidays show`, `holidays set`: a list of days from a file.

use crate::support::practice;

#[test]
fn a_list_of_holidays_is_put_in_the_place_of_the_one_before() {
    let house = practice();
    assert_eq!(house.run("duty", &["holidays", "show"]).json().as_array().map(Vec::len), Some(0));
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("days.csv");
    std::fs::write(&list, "date,name,is_off_day\n2026-10-01,国庆节,True\n2026-10-10,国庆节,False\n").expect("a list");
    let set = ["holidays", "set", list.to_str().expect("a plain path"), "--why", "国务院办公厅通知"];
    assert_eq!(house.run("duty", &set).stopped(), (1, "not_allowed".to_owned()));
    let kept = house.run("gm", &set).json();
    assert_eq!((&kept["version"], &kept["off"], &kept["worked"]), (&1.into(), &1.into(), &1.into()));
    let shown = house.run("duty", &["holidays", "show"]).json();
    assert_eq!((&shown[0]["on"], &shown[0]["off"], &shown[1]["off"]), (&"2026-10-01".into(), &true.into(), &false.into()));
    std::fs::write(&list, "not a day\nnot one either\n").expect("a list");
    assert_eq!(house.run("gm", &set).code, 2, "what is no list is refused whole");
    assert_eq!(house.run("gm", &["holidays", "show"]).json(), shown);
}

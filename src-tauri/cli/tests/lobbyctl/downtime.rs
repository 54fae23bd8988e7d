//! `downtime-pack`: today on paper, in one file.

use crate::support::practice;

#[test]
fn the_pack_is_one_file_with_the_age_of_its_data_and_no_phone() {
    let house = practice();
    let to = house.path("pack.html");
    let pack = || house.run("reception", &["downtime-pack", "--to", &to, "--at", "2026-07-14T14:06:00+08:00"]).json();
    let made = pack();
    assert_eq!(made["file"], to.as_str());
    assert_eq!(made["data_as_of"], "2026-07-13T23:32:00Z", "as of 07:32 in the house");
    for field in ["attention", "arriving", "in_house", "departing", "tickets"] {
        assert!(made[field].as_u64().is_some_and(|count| count > 0), "{field}: {made}");
    }
    let page = std::fs::read_to_string(&to).expect("UTF-8");
    let said =
        ["停机包", "练习", "PMS 数据 2026-07-14 07:32（6 小时 34 分前）", "打印 2026-07-14 14:06 林晓雯", "王建国 先生", "链头"];
    for words in said {
        assert!(page.contains(words), "{words}");
    }
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(
        at("<h2>需特别注意") < at("<h2>未结投诉 ") && at("<h2>未结投诉 ") < at("<h2>抵店 "),
        "what must be seen first stands first"
    );
    let rows = page.matches("<tr><td>").count() as u64;
    assert!(rows >= made["arriving"].as_u64().expect("a count") + made["in_house"].as_u64().expect("a count"), "{rows} rows");
    assert!(!page.contains("••••") && !page.contains("138001"), "no phone leaves on paper");
    assert!(!page.contains("http") && !page.contains("src="), "it needs nothing beside itself");
    assert_eq!(pack(), made, "a pack of before is replaced");
    let left = std::fs::read_dir(house.folder()).expect("the folder").filter_map(Result::ok);
    let names: Vec<_> = left.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(names.iter().filter(|name| name.contains("pack")).count(), 1, "and nothing lies beside it: {names:?}");
}

#[test]
fn a_pack_never_takes_another_files_place() {
    let house = practice();
    let own = house.file().to_str().expect("a plain path").to_owned();
    let note = house.path("note.txt");
    std::fs::write(&note, "kept").expect("a file");
    for file in [&own, &note] {
        let before = std::fs::read(file).expect("the file");
        assert_eq!(house.run("reception", &["downtime-pack", "--to", file]).stopped(), (1, "file_exists".to_owned()));
        assert_eq!(std::fs::read(file).expect("the file"), before, "untouched");
    }
    let nowhere = house.path("no/such/folder/pack.html");
    assert_eq!(house.run("reception", &["downtime-pack", "--to", &nowhere]).code, 4, "not saved, and said");
}

//! `import`, `import undo`, `stats`.

use std::io::Write as _;

use serde_json::{Value, json};

use crate::support::{House, practice};

const HEADER: &str = "reservation_no,state,arrival,departure,room,guest_name,phone,property_code,channel,rate\n";
const ROWS: &str = "\
R-1,departed,2026-01-01,2026-01-03,0915,周敏,13900001111,,前台散客,600\n\
R-2,booked,2026-02-30,2026-03-01,,李雷,13700002222,,前台散客,600\n\
R-3,cancelled,2026-01-02,2026-01-04,,韩梅梅,13700003333,H0099,另一渠道,500\n";

fn file(house: &House, content: &str) -> String {
    let path = house.path("rows.csv");
    std::fs::write(&path, content).expect("a file of rows");
    path
}

fn counts(answer: &Value) -> [u64; 7] {
    ["rows", "new", "changed", "same", "conflicting", "refused", "skipped"].map(|name| answer[name].as_u64().unwrap_or(u64::MAX))
}

#[test]
fn a_file_is_shown_imported_found_the_same_and_taken_back() {
    let house = practice();
    let path = file(&house, &format!("{HEADER}{ROWS}"));
    let before = house.run("data", &["stats"]).json();
    let shown = house.run("data", &["import", &path, "--dry-run"]).json();
    assert_eq!((counts(&shown), &shown["import_id"]), ([3, 2, 0, 0, 0, 1, 0], &Value::Null), "shown, and nothing written");
    assert_eq!(house.run("data", &["stats"]).json(), before);

    let list = house.path("refused.csv");
    let done = house.run("data", &["import", &path, "--refused", &list]).json();
    assert_eq!(counts(&done), [3, 2, 0, 0, 0, 1, 0]);
    assert_eq!(done["refused_rows"], json!([{ "line": 3, "column": "arrival", "code": "bad_date" }]));
    assert_eq!(std::fs::read_to_string(&list).expect("the list"), "line,column,code\n3,arrival,bad_date\n");
    let taken = || house.run("data", &["history", "--limit", "3"]).json();
    let count = |rows: &Value| rows.as_array().expect("rows").iter().filter(|row| row["operation"] == "export_refused").count();
    assert_eq!(count(&taken()), 1, "history keeps who took the list out");
    let shown = house.run("data", &["import", &path, "--dry-run", "--refused", &list]).json();
    assert_eq!(counts(&shown), [3, 0, 0, 2, 0, 1, 0], "last night's list makes room for tonight's");
    assert_eq!(count(&taken()), 2, "also where nothing came in");
    let again = house.run("data", &["import", &path]).json();
    assert_eq!(counts(&again), [3, 0, 0, 2, 0, 1, 0], "the same file again changes nothing");
    let found = house.run("reception", &["find", "13900001111"]).json();
    assert_eq!(found[0]["name"], "周敏", "an imported guest is found at once");

    let id = done["import_id"].as_str().expect("an id");
    let undone = house.run("data", &["import", "undo", id]).json();
    assert_eq!((&undone["removed"], &undone["kept"]), (&json!(2), &json!(0)));
    assert_eq!(house.run("data", &["stats"]).json(), before, "as before");
    assert_eq!(house.run("reception", &["find", "13900001111"]).json(), json!([]));
    assert_eq!(house.run("data", &["import", "undo", id]).stopped(), (1, "already_undone".to_owned()));
}

#[test]
fn one_property_is_taken_out_of_a_shared_file() {
    let house = practice();
    let path = file(&house, &format!("{HEADER}{ROWS}"));
    let done = house.run("data", &["import", &path, "--only", "property_code=H0099", "--source", "other-pms"]).json();
    assert_eq!(counts(&done), [3, 1, 0, 0, 0, 0, 2]);
    let stopped = |arguments: &[&str]| house.run("data", &[&["import", path.as_str()], arguments].concat()).stopped();
    assert_eq!(stopped(&["--only", "colour=red"]), (1, "import_no_such_column".to_owned()));
    assert_eq!(stopped(&["--source", "Other PMS"]), (1, "import_bad_source".to_owned()));
    assert_eq!(stopped(&["--mapping", "booking-demand"]), (1, "import_header".to_owned()));
}

#[test]
fn who_may_not_import_does_not_and_wrong_usage_is_two() {
    let house = practice();
    let path = file(&house, &format!("{HEADER}{ROWS}"));
    assert_eq!(house.run("reception", &["import", &path]).stopped(), (1, "not_allowed".to_owned()));
    for arguments in [&["import"][..], &["import", "undo"], &["import", "undo", "x"], &["import", &path, "--mapping", "pms"]] {
        assert_eq!(house.run("data", arguments).code, 2, "{arguments:?}");
    }
}

#[test]
fn stats_count_a_period_and_a_night() {
    let house = practice();
    house.run("data", &["import", &file(&house, &format!("{HEADER}{ROWS}"))]).json();
    let ours = house.run("data", &["stats", "--from", "2026-01-01", "--to", "2026-01-02", "--night", "2026-01-02"]).json();
    let all = house.run("data", &["stats"]).json();
    assert!(all["stays"].as_u64() > ours["stays"].as_u64(), "a period is less than everything");
    assert_eq!(ours["by_channel"]["前台散客"], 1);
    assert_eq!(ours["by_channel"]["另一渠道"], 1);
    assert!(ours["in_house"].as_u64().is_some_and(|count| count > 0), "周敏 slept here that night: {ours}");
    assert!(all.get("in_house").is_none(), "a night that nobody asked for is absent");
    for field in ["guests", "stays", "departed", "cancelled", "no_show", "nights", "room_revenue_minor"] {
        assert!(all[field].is_u64(), "{field}: {all}");
    }
    assert!(all["by_country"].is_object());
    let backwards = house.run("data", &["stats", "--from", "2026-02-01", "--to", "2026-01-01"]).stopped();
    assert_eq!(backwards, (1, "bad_value".to_owned()));
}

/// Most memory an import may take. Source: PROMISES 16.
#[cfg(target_os = "linux")]
const MEMORY_MAX_KIB: u64 = 300 * 1024;
/// Size of a large file. Source: PROMISES, "Sizes".
#[cfg(target_os = "linux")]
const LARGE_BYTES: usize = 200 << 20;

/// Runs a command and returns its exit code and the most memory it held, in KiB, seen every few milliseconds.
#[cfg(target_os = "linux")]
fn memory_of(command: &mut std::process::Command) -> (i32, u64) {
    let mut child = command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().expect("it runs");
    let mut most = 0;
    loop {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let held = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).and_then(|line| line.split_whitespace().next());
        most = most.max(held.and_then(|kib| kib.parse().ok()).unwrap_or(0));
        if let Some(status) = child.try_wait().expect("it is waited for") {
            return (status.code().unwrap_or(-1), most);
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_large_file_and_an_endless_line_are_read_in_bounded_memory() {
    let house = practice();
    let path = house.path("large.csv");
    let mut rows = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file"));
    let mut written = rows.write(HEADER.as_bytes()).expect("a header");
    let name = "长".repeat(150);
    for number in 0.. {
        written += rows.write(format!("R-{number},booked,2026-01-01,2026-01-03,,{name},,,,1\n").as_bytes()).expect("a row");
        if written > LARGE_BYTES {
            break;
        }
    }
    rows.flush().expect("rows");
    let (code, most) = memory_of(&mut house.command("data", &["import", &path, "--dry-run"]));
    assert_eq!(code, 0, "every row is read");
    assert!((1..MEMORY_MAX_KIB).contains(&most), "{most} KiB for 200 MB of rows");

    std::fs::write(&path, [HEADER.as_bytes(), &vec![b'x'; LARGE_BYTES]].concat()).expect("one endless line");
    let (code, most) = memory_of(&mut house.command("data", &["import", &path]));
    assert_eq!(code, 1, "refused");
    assert!((1..MEMORY_MAX_KIB).contains(&most), "{most} KiB for one line of 200 MB");
}

#[test]
fn a_scheduler_takes_in_what_landed_in_the_folder() {
    let house = practice();
    let by_hand = file(&house, &format!("{HEADER}{ROWS}"));
    let folder = house.path("from-pms");
    std::fs::create_dir(&folder).expect("a folder");
    let watch = |arguments: &[&str]| house.run("data", &[&["import", "watch"], arguments].concat());
    assert_eq!(watch(&[]).json()["watched"], Value::Null);
    assert_eq!(watch(&["--folder", &house.path("nowhere")]).stopped(), (1, "no_folder".to_owned()));
    assert_eq!(house.run("reception", &["import", "watch", "--folder", &folder]).stopped(), (1, "not_allowed".to_owned()));
    let set = watch(&["--folder", &folder]).json();
    assert_eq!((&set["there"], &set["news"]), (&json!(true), &json!([])));

    std::fs::write(format!("{folder}/night.csv"), format!("{HEADER}{}", ROWS.replace("R-", "N-"))).expect("it lands");
    let told =
        |answer: &Value| (answer["news"][0]["landed"]["standing"].clone(), answer["news"][0]["landed"]["file_name"].clone());
    assert_eq!(told(&watch(&["--once"]).json()), (json!("needs_mapping"), json!("night.csv")));
    house.run("data", &["import", &by_hand]).json();
    let done = watch(&["--once"]).json();
    assert_eq!(told(&done), (json!("imported"), json!("night.csv")), "somebody read one like it");
    assert_eq!(counts(&done["news"][0]["applied"]["counts"]), [3, 2, 0, 0, 0, 1, 0]);
    let list = done["landed"][0]["refusals"].as_str().expect("a list of refused rows");
    assert!(std::path::Path::new(&folder).join(list).is_file());
    assert_eq!(watch(&["--once"]).json()["news"], json!([]), "and once only");
    assert_eq!(watch(&["--off"]).json()["watched"], Value::Null);
    assert_eq!(watch(&["--off", "--once"]).code, 2);
}

#[test]
fn whose_word_stands_is_said_and_the_report_counts_it() {
    let house = practice();
    let path = file(&house, &format!("{HEADER}{ROWS}"));
    house.run("data", &["import", &path]).json();
    let guest = house.run("reception", &["find", "13900001111"]).json()[0]["guest_id"].as_str().expect("周敏").to_owned();
    let added = house.run("reception", &["guest", "add", "--name", "赵六", "--phone", "13600001111", "--country", "CN"]);
    assert_eq!(added.code, 0, "staff typed a guest");
    assert!(!guest.is_empty());
    let header = "reservation_no,state,arrival,departure,guest_name,phone,country\n";
    let other = house.path("other.csv");
    std::fs::write(&other, format!("{header}Z-1,booked,2026-08-01,2026-08-02,赵六,13600001111,SG\n")).expect("a file");
    let import = |arguments: &[&str]| house.run("data", &[&["import", other.as_str()], arguments].concat());
    let shown = import(&["--dry-run"]).json();
    assert_eq!(shown["conflicts"], json!([{ "line": 2, "column": "country", "ours": "CN", "theirs": "SG" }]));
    assert_eq!(counts(&import(&[]).json()), [1, 0, 0, 0, 1, 0, 0], "kept for a person");
    assert_eq!(counts(&import(&["--conflicts", "list"]).json()), [1, 0, 0, 0, 1, 0, 0], "and asked again");
    assert_eq!(counts(&import(&["--conflicts", "ours"]).json()), [1, 0, 0, 0, 1, 0, 0], "decided");
    let again = import(&["--conflicts", "theirs"]).json();
    assert_eq!((counts(&again), &again["kept_ours"]), ([1, 0, 0, 1, 0, 0, 0], &json!(1)), "and stays so");
    let id = again["import_id"].as_str().expect("an id");
    let csv = house.path("report.csv");
    let report = house.run("data", &["import", "report", id, "--csv", &csv]).json();
    assert_eq!(report["import"]["counts"]["kept_ours"], 1);
    assert!(std::fs::read_to_string(&csv).expect("the report").contains("kept_ours,,,1,1000"));
    assert_ne!(house.run("data", &["import", "report", id, "--csv", &csv]).code, 0, "no file is written over");
    let taken = house.run("data", &["history", "--limit", "5"]).json();
    let taken = taken.as_array().expect("rows").iter().filter(|row| row["operation"] == "export_import_report").count();
    assert_eq!(taken, 1, "history keeps who took it");
    assert_eq!(house.run("data", &["import", "report"]).json()[0]["source"], "pms");
    assert_eq!(import(&["--conflicts", "both"]).code, 2);
}

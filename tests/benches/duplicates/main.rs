//! How well duplicates are found: FEBRL 1 and 2 beside recordlinkage and Splink, in one run.
//!
//! `cargo xtask bench --only duplicates` starts it. LOBBY_DATA names the folder of public data; LOBBY_PYTHON the Python that has the
//! two libraries. Absent on purpose: any limit; the floor that our own result must keep is a test.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use lobby_core::duplicates::{SCORE_SHOWN, Watch, compare_all};
use serde::Deserialize;
use support::febrl::{self, Score};

/// The two libraries, as `against.py` calls them.
const OTHERS: &[&str] = &["recordlinkage", "splink"];

#[derive(Deserialize)]
struct Theirs {
    right: usize,
    found: usize,
    #[serde(rename = "true")]
    all: usize,
    seconds: f64,
}

fn main() {
    let Ok(data) = std::env::var("LOBBY_DATA") else {
        println!("skipped: FEBRL 1 and 2 (LOBBY_DATA is not set)");
        return;
    };
    println!("| Set | By | Precision | Recall | F1 | Time |\n|---|---|---|---|---|---|");
    for set in ["febrl1", "febrl2"] {
        let path = Path::new(&data).join("people").join(format!("{set}.csv"));
        let people = febrl::read(&path);
        let begun = Instant::now();
        let found = compare_all(&people.people, &mut Watch::new(&mut |_| ControlFlow::Continue(()))).expect("nobody cancels");
        let seconds = begun.elapsed().as_secs_f64();
        line(set, "Lobby", people.score(&found, SCORE_SHOWN), seconds);
        for other in OTHERS {
            let theirs = theirs(other, &path);
            line(set, other, Score::of(theirs.right, theirs.found, theirs.all), theirs.seconds);
        }
    }
}

fn line(set: &str, by: &str, score: Score, seconds: f64) {
    println!("| {set} | {by} | {:.4} | {:.4} | {:.4} | {seconds:.1} s |", score.precision, score.recall, score.f1);
}

fn theirs(by: &str, path: &Path) -> Theirs {
    let python = std::env::var_os("LOBBY_PYTHON").map_or(PathBuf::from("python3"), PathBuf::from);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/duplicates/against.py");
    let output = Command::new(python).arg(script).arg(by).arg(path).output().expect("Python runs");
    assert!(output.status.success(), "{by} ran: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    serde_json::from_str(text.lines().last().expect("one line")).expect("the line is what was found")
}

//! The program's start and its memory, on a virtual display.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use support::window::{Start, Window, program};

use crate::table::Table;
use crate::timing::shown;

/// Starts that are measured; the first reads the program from the disk.
const STARTS: usize = 5;
/// How long an open window is left alone before its memory is read.
const SETTLES: Duration = Duration::from_secs(3);
/// What the first page asks where there is no file yet.
const FIRST_START: &str = "从哪里开始";
/// One of the practice hotel's people, whom the sign-in page shows once the file is open.
const COLLEAGUE: &str = "林晓雯";
/// Ticks a second of the times in /proc, on every Linux that Rust knows (proc(5), `starttime`; sysconf(_SC_CLK_TCK)).
const TICKS: f64 = 100.0;

/// Adds the lines of the window: with no file, and with the hotel that is measured.
pub fn lines(folder: &Path, guests: u64, table: &mut Table) {
    let Some(program) = program() else { return };
    let build = if program.components().any(|part| part.as_os_str() == "release") { "release build" } else { "debug build" };
    // So the window knows which file the desk works on.
    std::fs::write(folder.join("current"), "practice.lobby").expect("the choice is written");
    let empty = tempfile::tempdir().expect("an empty data folder");
    let cases = [
        (empty.path(), "no file, first start".to_owned(), FIRST_START),
        (folder, format!("{guests} guests, sign-in page"), COLLEAGUE),
    ];
    for (data, what, words) in cases {
        let mut contents: Vec<Duration> = Vec::new();
        let mut usable: Vec<Duration> = Vec::new();
        let mut memories: Vec<u64> = Vec::new();
        for _ in 0..STARTS {
            let window = Start::of(program.clone()).data_folder(data).open();
            let begun = begun_at(program_id(&window, &program));
            contents.push(since(begun, first_content(&window)));
            window.wait_for_text(words);
            usable.push(since(begun, now()));
            std::thread::sleep(SETTLES);
            memories.push(own_processes(&window).into_iter().map(proportional_kib).sum());
        }
        contents.sort_unstable();
        usable.sort_unstable();
        memories.sort_unstable();
        let times = format!("p50 {}, max {}", shown(contents[STARTS / 2]), shown(contents[STARTS - 1]));
        table.add("Start of the process to first content", format!("{build}, {what}, {STARTS} starts"), times, "—");
        let times = format!("p50 {}, max {}", shown(usable[STARTS / 2]), shown(usable[STARTS - 1]));
        table.add("Start of the process to the words one waits for", format!("{build}, {what}"), times, "—");
        let memory = format!("p50 {} MiB, max {} MiB", memories[STARTS / 2] / 1024, memories[STARTS - 1] / 1024);
        table.add("Resident memory (PSS, all its processes)", format!("{build}, {what}"), memory, "—");
    }
}

/// Returns when the page painted its first text or picture, in seconds since 1970.
fn first_content(window: &Window) -> f64 {
    let painted = window.wait_until("the first content", || {
        let script = "const [paint] = performance.getEntriesByName('first-contentful-paint');
                      return paint ? performance.timeOrigin + paint.startTime : null";
        window.script(script, vec![]).as_f64()
    });
    painted / 1_000.0
}

/// Returns the id of the program's first process.
fn program_id(window: &Window, program: &Path) -> u32 {
    let program = program.canonicalize().expect("the program's path");
    let is_it = |id: &u32| std::fs::read_link(format!("/proc/{id}/exe")).is_ok_and(|path| path == program);
    window.process_ids().into_iter().find(is_it).expect("the program runs")
}

fn since(begun: f64, then: f64) -> Duration {
    Duration::from_secs_f64((then - begun).max(0.0))
}

fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970").as_secs_f64()
}

/// Returns when a process began, in seconds since 1970, to a hundredth.
fn begun_at(id: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).expect("its state");
    // proc(5): the 22nd field, and the 20th behind the name, which may hold spaces itself.
    let ticks = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(19)?.parse::<f64>().ok());
    let uptime = std::fs::read_to_string("/proc/uptime").expect("the system's time");
    let up = uptime.split_whitespace().next().and_then(|text| text.parse::<f64>().ok()).expect("seconds");
    now() - up + ticks.expect("when it began") / TICKS
}

/// Returns the program's processes: everything that the driver started.
fn own_processes(window: &Window) -> Vec<u32> {
    let is_driver =
        |id: u32| std::fs::read_to_string(format!("/proc/{id}/comm")).is_ok_and(|name| name.starts_with("WebKitWebDriver"));
    window.process_ids().into_iter().filter(|id| !is_driver(*id)).collect()
}

/// Returns a process's share of memory in KiB; what several share is divided among them (proc(5), `Pss`).
fn proportional_kib(id: u32) -> u64 {
    // A process may have ended since it was listed.
    let text = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

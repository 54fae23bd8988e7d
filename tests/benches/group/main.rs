//! The group's office at its full size: packages of 300 hotels and 36 months made, verified, loaded into SQLite, loaded again, corrected
//! and reported. `LOBBY_BENCH_HOTELS` and `LOBBY_BENCH_MONTHS` ask for another size. The packages follow from their numbers alone and go
//! when the run ends; none is kept in the project. Absent on purpose: any limit that a run must keep.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use lobby_core::{
    base::time::Instant as At,
    group::{
        self,
        load::{self, Asked, Outcome},
        report,
        rows::GroupFile,
    },
    i18n::Locale,
};
use support::parcels::{self, Parcel};

/// Guests who stay in a hotel in a month.
const GUESTS: u32 = 40;
/// The first month.
const FIRST: (i32, u32) = (2023, 8);

fn main() {
    let asked = |name: &str, usual: u32| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (hotels, months) = (asked("LOBBY_BENCH_HOTELS", 300), asked("LOBBY_BENCH_MONTHS", 36));
    let place = tempfile::tempdir_in(std::env::var_os("CARGO_TARGET_TMPDIR").unwrap_or_else(|| ".".into())).expect("a folder");
    let folders: Vec<PathBuf> = (0..hotels).map(|hotel| place.path().join(format!("H{hotel:04}"))).collect();
    let begun = Instant::now();
    for (number, folder) in folders.iter().enumerate() {
        parcels::months(folder, &format!("H{number:04}"), FIRST, months, GUESTS);
    }
    let bytes: u64 = folders.iter().map(|folder| size(folder)).sum();
    said("packages made", begun.elapsed(), &format!("{} packages, {} MB", hotels * months, bytes >> 20));

    let begun = Instant::now();
    let verified = group::verify(&folders, false, &mut on).expect("verified");
    assert!(verified.ok, "{:#?}", verified.findings.first());
    let rows: u64 = verified.packages.iter().map(|package| package.rows).sum();
    said("verify", begun.elapsed(), &format!("{rows} rows, {:.0} rows/s", rows as f64 / begun.elapsed().as_secs_f64()));

    let file = place.path().join("group.db");
    let begun = Instant::now();
    assert!(loaded(&file, &folders).iter().all(|outcome| *outcome == Outcome::Loaded), "all are new");
    let (took, megabytes) = (begun.elapsed(), fs::metadata(&file).expect("the file").len() >> 20);
    said("load", took, &format!("{megabytes} MB, {:.0} rows/s", rows as f64 / took.as_secs_f64()));

    let begun = Instant::now();
    assert!(loaded(&file, &folders).iter().all(|outcome| *outcome == Outcome::Same), "none is new");
    said("load again", begun.elapsed(), "nothing changes");

    let again = correction(&folders[0], months);
    let begun = Instant::now();
    assert_eq!(loaded(&file, &[again]), [Outcome::Corrected]);
    said("one correction", begun.elapsed(), "the first hotel's first month");

    let begun = Instant::now();
    let open = GroupFile::open_to_read(&file).expect("the group's file");
    let views = open.views().expect("views");
    let figures = report::read(&mut |sql| open.answers(sql), &views).expect("figures");
    let page = report::html(&figures, Locale::ZhCn, At::from_ms(1_784_009_100_000));
    said("report", begun.elapsed(), &format!("{} hotels, {} KB", figures.hotels.len(), page.len() >> 10));
    if let Some(kept) = std::env::var_os("LOBBY_BENCH_KEEP") {
        fs::write(Path::new(&kept).join("report.html"), page).expect("the page is kept");
    }
}

fn on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn loaded(file: &Path, folders: &[PathBuf]) -> Vec<Outcome> {
    let mut engine = GroupFile::open(file).expect("the group's file");
    let asked = Asked { folders, practice: false, at: At::from_ms(1_784_009_100_000) };
    let loaded = load::load(asked, &mut engine, &mut on).expect("loaded");
    loaded.packages.iter().map(|taken| taken.outcome).collect()
}

/// The first month again, as version 2 with two guests fewer.
fn correction(folder: &Path, months: u32) -> PathBuf {
    let parcel = Parcel {
        property: "H0000".to_owned(),
        month: FIRST,
        version: 2,
        sequence: u64::from(months) + 1,
        previous: None,
        opening: 0,
        guests: GUESTS - 2,
        seed: 0,
    };
    parcel.write(folder, &parcels::schema()).folder
}

fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries.map(|entry| if entry.path().is_dir() { size(&entry.path()) } else { entry.metadata().expect("a file").len() }).sum()
}

fn said(what: &str, took: Duration, about: &str) {
    println!("{what:<16} {:>9.1} s   {about}   (most memory so far {} MB)", took.as_secs_f64(), most_memory() >> 10);
}

/// Returns the most that this process ever held, in KiB; nothing where the system does not say.
fn most_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()).and_then(|text| text.parse().ok()).unwrap_or_default()
}

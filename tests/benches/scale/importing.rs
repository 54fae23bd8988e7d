//! A file of stays comes in: every row read, judged, written and covered by the chain, in one transaction.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use lobby_core::{
    audit::op::Op,
    base::role::Role,
    import::{self, Chosen, HowToRead, Progress, Watch, plan::Job},
};

use crate::postings::encrypted;
use crate::table::Table;
use crate::timing::rows_each_second;

/// Rows of the file that is made up where the real one is not there.
const ROWS_MADE: u64 = 100_000;

/// Adds the line of the import.
pub fn line(table: &mut Table) {
    let folder = tempfile::tempdir_in(crate::hotel::folder()).expect("a folder on the same disk");
    let (path, what) = file(folder.path());
    let (rows, lobby) = imported(&path);
    let (bare_rows, bare) = inserted(&path, &folder.path().join("bare.db"));
    assert_eq!(rows, bare_rows, "both read the same rows");
    table.add(
        "Import of stays into a new hotel",
        format!("{what}, {rows} rows"),
        rows_each_second(rows, lobby),
        format!("csv and bare inserts, one transaction: {}", rows_each_second(rows, bare)),
    );
}

fn file(folder: &Path) -> (PathBuf, &'static str) {
    let path = folder.join("stays.csv");
    match std::env::var_os("LOBBY_DATA").map(PathBuf::from) {
        Some(data) => {
            let packed = std::fs::File::open(data.join("bookings/hotel_bookings.csv.xz")).expect("the data has the booking file");
            let mut text = Vec::new();
            xz2::read::XzDecoder::new(packed).read_to_end(&mut text).expect("it unpacks");
            std::fs::write(&path, text).expect("it is written");
            (path, "the real booking file")
        }
        None => {
            made_up(&path);
            (path, "a made-up file of Lobby's template (LOBBY_DATA is not set)")
        }
    }
}

fn made_up(path: &Path) {
    let mut writer = csv::Writer::from_path(path).expect("a new file");
    writer.write_record(["reservation_no", "state", "arrival", "departure", "guest_name", "room_no"]).expect("a header");
    for row in 0..ROWS_MADE {
        let (number, guest, room) = (format!("R{row:07}"), format!("Guest {row}"), format!("{:04}", 201 + row % 20));
        let arrival = crate::hotel::today().plus_days(-400 + i64::try_from(row % 360).expect("a small number"));
        let (from, to) = (arrival.to_string(), arrival.plus_days(2).to_string());
        writer.write_record([&number, "departed", &from, &to, &guest, &room]).expect("a row");
    }
    writer.flush().expect("the file is written");
}

fn imported(path: &Path) -> (u64, Duration) {
    let hotel = support::hotel::hotel();
    let begun = Instant::now();
    let mut on = |_: Progress| ControlFlow::Continue(());
    let mut watch = Watch::new(&mut on);
    let how = HowToRead::default();
    let survey = import::survey(path, Chosen::default(), &mut watch).expect("the file is recognised");
    let job = Job { survey: &survey, how: &how, refused_to: None };
    let (request, input) = (hotel.request(Role::DataOfficer), job.input(&hotel.store).expect("the key for marks"));
    let applied = hotel.store.write(&request, Op::ApplyImport, &input, |tx| import::apply(tx, &job, &mut watch));
    let counts = applied.expect("the file goes in").value.counts;
    assert_eq!(counts.new, counts.rows, "every row is a new stay");
    (counts.rows, begun.elapsed())
}

fn inserted(path: &Path, into: &Path) -> (u64, Duration) {
    let conn = encrypted(into);
    let mut reader = csv::Reader::from_path(path).expect("the file");
    let columns: Vec<String> = reader.headers().expect("a header").iter().map(|name| format!("\"{name}\" TEXT")).collect();
    conn.execute_batch(&format!("CREATE TABLE stays ({}) STRICT", columns.join(", "))).expect("a table");
    let marks = vec!["?"; columns.len()].join(", ");
    let begun = Instant::now();
    conn.execute_batch("BEGIN IMMEDIATE").expect("a transaction");
    let mut insert = conn.prepare(&format!("INSERT INTO stays VALUES ({marks})")).expect("a statement");
    let mut rows = 0;
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).expect("a row") {
        insert.execute(rusqlite::params_from_iter(record.iter())).expect("a row is inserted");
        rows += 1;
    }
    conn.execute_batch("COMMIT").expect("the rows are on the disk");
    (rows, begun.elapsed())
}

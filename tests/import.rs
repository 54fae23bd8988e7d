//! Files of stays come in: known answers, hostile files, idempotence, undo.

use std::{
    io::{Read, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use lobby_core::{
    audit::op::Op,
    base::{error::Result, role::Role},
    import::{
        self, Chosen, Counts, HowToRead, Only, Progress, RowCode, Watch,
        apply::Applied,
        plan::{Job, Preview},
        undo::{UndoImport, Undone},
    },
    stats,
};
use support::hotel::{Hotel, code, hotel};

/// Returns the folder of public data, or says in one line what was skipped.
fn data(skipped: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("LOBBY_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped, LOBBY_DATA is not set: {skipped}");
    }
    folder
}

fn booking_file(folder: &Path, into: &Path) -> PathBuf {
    let packed = std::fs::File::open(folder.join("bookings/hotel_bookings.csv.xz")).expect("the data set has the booking file");
    let path = into.join("hotel_bookings.csv");
    let mut text = Vec::new();
    xz2::read::XzDecoder::new(packed).read_to_end(&mut text).expect("it unpacks");
    std::fs::write(&path, text).expect("it is written");
    path
}

fn on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn apply(hotel: &Hotel, path: &Path, how: &HowToRead) -> Result<Applied> {
    apply_watched(hotel, path, how, &mut on)
}

fn apply_watched(
    hotel: &Hotel,
    path: &Path,
    how: &HowToRead,
    report: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Applied> {
    let mut watch = Watch::new(report);
    let survey = import::survey(path, Chosen::default(), &mut watch)?;
    let job = Job { survey: &survey, how, refused_to: None };
    hotel.write(Role::DataOfficer, Op::ApplyImport, &job.input(), |tx| import::apply(tx, &job, &mut watch)).map(|done| done.value)
}

fn preview(hotel: &Hotel, path: &Path, how: &HowToRead) -> Result<Preview> {
    let mut report = on;
    let mut watch = Watch::new(&mut report);
    let survey = import::survey(path, Chosen::default(), &mut watch)?;
    let job = Job { survey: &survey, how, refused_to: None };
    let today = "2026-07-14".parse().expect("a day");
    hotel.store.read_as_house(|db| import::preview(db, &job, today, &mut watch))
}

fn undo(hotel: &Hotel, applied: &Applied) -> Result<Undone> {
    let input = UndoImport { import_id: applied.import_id };
    let mut report = on;
    hotel
        .write(Role::DataOfficer, Op::UndoImport, &input, |tx| import::undo(tx, &input, &mut Watch::new(&mut report)))
        .map(|done| done.value)
}

fn counted(hotel: &Hotel) -> stats::Stats {
    hotel.read(|db| stats::read(db, &stats::Asked::default()))
}

#[test]
fn the_real_booking_file_gives_its_known_answers() {
    let Some(folder) = data("the real booking file") else { return };
    let hotel = hotel();
    let path = booking_file(&folder, hotel.path().parent().expect("a folder"));
    let begun = std::time::Instant::now();
    let applied = apply(&hotel, &path, &HowToRead::default()).expect("the whole file goes in");
    println!("119,390 rows in {:?}", begun.elapsed());
    assert_eq!(
        applied.counts,
        Counts { rows: 119_390, new: 119_390, ..Counts::default() },
        "every row is taken, exact copies too"
    );
    let stats = counted(&hotel);
    assert_eq!((stats.by_property["City Hotel"], stats.by_property["Resort Hotel"]), (79_330, 40_060));
    assert_eq!((stats.departed, stats.cancelled, stats.no_show), (75_166, 43_017, 1_207));
    assert_eq!(stats.cancelled + stats.no_show, 44_224, "what the file calls cancelled");
    assert_eq!(stats.repeated, 3_810);
    assert_eq!(stats.rates_minor, 1_215_761_760, "the sum of adr to the last cent");
    assert_eq!((stats.nights, stats.room_revenue_minor), (255_040, 2_599_626_041), "of departed stays: rate x nights");
    assert_eq!((stats.by_country["NULL"], stats.by_country["CN"], stats.by_country["CHN"]), (488, 1_279, 999), "as written");
    assert_eq!(stats.guests, 0, "nobody is invented");
    let warned: Vec<(&str, u64)> = applied.warnings.iter().map(|count| (count.warning.word(), count.rows)).collect();
    let expected =
        [("nobody", 180), ("zero_nights", 715), ("negative_rate", 1), ("unknown_children", 4), ("unknown_country", 488)];
    assert_eq!(warned, expected, "warnings, not refusals");

    let begun = std::time::Instant::now();
    let again = apply(&hotel, &path, &HowToRead::default()).expect("the same file again");
    println!("again in {:?}", begun.elapsed());
    assert_eq!(again.counts, Counts { rows: 119_390, same: 119_390, ..Counts::default() }, "the same file again changes nothing");
    assert_eq!(counted(&hotel), stats);
    let begun = std::time::Instant::now();
    let undone = undo(&hotel, &applied).expect("undone");
    println!("undone in {:?}", begun.elapsed());
    assert_eq!((undone.removed, undone.kept), (119_390, 0));
    assert_eq!(counted(&hotel).stays, 0, "as before");
}

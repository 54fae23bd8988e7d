//! The real booking file and its known answers.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use lobby_core::import::{Counts, HowToRead, Only};
use support::hotel::hotel;

use super::{apply, apply_as, counted, on, preview, undo};

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

#[test]
fn the_real_booking_file_gives_its_known_answers() {
    let Some(folder) = data("the real booking file") else { return };
    let hotel = hotel();
    let path = booking_file(&folder, hotel.path().parent().expect("a folder"));
    let shown = preview(&hotel, &path).expect("previewed");
    let applied = apply(&hotel, &path).expect("the whole file goes in");
    assert_eq!(shown.counts, applied.counts, "what was shown is what was done");
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

    let again = apply(&hotel, &path).expect("the same file again");
    assert_eq!(again.counts, Counts { rows: 119_390, same: 119_390, ..Counts::default() }, "the same file again changes nothing");
    assert_eq!(counted(&hotel), stats);
    let undone = undo(&hotel, &applied).expect("undone");
    assert_eq!((undone.removed, undone.kept), (119_390, 0));
    assert_eq!(counted(&hotel).stays, 0, "as before");
}

#[test]
fn one_house_is_taken_out_of_a_shared_file() {
    let Some(folder) = data("the real booking file, one house of it") else { return };
    let hotel = hotel();
    let path = booking_file(&folder, hotel.path().parent().expect("a folder"));
    let only = Some(Only { column: "hotel".to_owned(), value: "Resort Hotel".to_owned() });
    let how = HowToRead { only, ..HowToRead::default() };
    let applied = apply_as(&hotel, &path, &how, &mut on).expect("one house goes in");
    assert_eq!(applied.counts, Counts { rows: 119_390, new: 40_060, skipped: 79_330, ..Counts::default() });
    assert_eq!(counted(&hotel).by_property.keys().collect::<Vec<_>>(), ["Resort Hotel"]);
}

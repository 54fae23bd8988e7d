//! Public sets of awkward files (csv-spectrum, W3C csvw, frictionless, Pollock's file level, naughty strings): every file
//! is read as its own answer says, or refused as a whole; a row that does not fit its header never moves into the next
//! columns.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
    path::{Path, PathBuf},
};

use lobby_core::{
    base::time::BusinessDate,
    import::{self, Chosen, LISTED_MAX, RowCode, Survey, Watch, apply::Applied, sniff::Record},
    stays,
};
use support::hotel::{Hotel, code, hotel};

use super::{file, on, preview};

/// What a whole file may be refused with.
pub(super) const WHOLE: &[&str] = &[
    "import_not_text",
    "import_no_rows",
    "import_header",
    "import_column_twice",
    "line_too_long",
    "too_many_columns",
    "open_quote",
    "sheet_too_large",
];

pub(super) struct Sample {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Returns a set's files, or says in one line what was skipped.
pub(super) fn set(name: &str) -> Option<Vec<Sample>> {
    let Some(folder) = std::env::var_os("LOBBY_DATA").map(PathBuf::from) else {
        println!("skipped, LOBBY_DATA is not set: {name}");
        return None;
    };
    let packed = std::fs::File::open(folder.join(format!("csv/{name}.tar.xz"))).expect("the data has the set");
    let mut tar = Vec::new();
    xz2::read::XzDecoder::new(packed).read_to_end(&mut tar).expect("it unpacks");
    Some(unpacked(&tar))
}

/// Returns the plain files of a tar (POSIX.1-1988 headers: name, size in octal, kind).
fn unpacked(tar: &[u8]) -> Vec<Sample> {
    let text = |field: &[u8]| String::from_utf8_lossy(field).trim_end_matches(['\0', ' ']).to_owned();
    let (mut at, mut files) = (0, Vec::new());
    while at + 512 <= tar.len() && tar[at] != 0 {
        let header = &tar[at..at + 512];
        let size = usize::from_str_radix(text(&header[124..136]).trim(), 8).expect("a size");
        let (prefix, name) = (text(&header[345..500]), text(&header[..100]));
        let name = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if matches!(header[156], b'0' | 0) {
            files.push(Sample { name, bytes: tar[at + 512..at + 512 + size].to_vec() });
        }
        at += 512 + size.div_ceil(512) * 512;
    }
    files
}

pub(super) fn is_table(sample: &Sample) -> bool {
    [".csv", ".tsv", ".txt", ".xlsx", ".csvformat"].iter().any(|ending| sample.name.ends_with(ending))
}

pub(super) fn surveyed(path: &Path) -> lobby_core::base::error::Result<Survey> {
    let mut report = on;
    import::survey(path, Chosen::default(), &mut Watch::new(&mut report))
}

fn cells(record: &Record) -> Vec<String> {
    record.fields.iter().map(|field| field.clone().expect("text")).collect()
}

#[test]
fn csv_spectrum_gives_the_cells_of_its_own_answers() {
    let Some(files) = set("csv-spectrum") else { return };
    let hotel = hotel();
    let mut compared = 0;
    for sample in files.iter().filter(|sample| sample.name.ends_with(".csv")) {
        let answer = sample.name.replace("csvs/", "json/").replace(".csv", ".json");
        let answer = files.iter().find(|file| file.name == answer).expect("each file has its answer");
        // One answer is made up where its file is not: it is no list and its phone is another.
        let Ok(rows) = serde_json::from_slice::<Vec<BTreeMap<String, String>>>(&answer.bytes) else {
            assert!(sample.name.ends_with("location_coordinates.csv"), "{}", sample.name);
            continue;
        };
        let path = file(&hotel, "a.csv", &sample.bytes);
        let records = surveyed(&path).expect("a table").records(usize::MAX).expect("read");
        let header = cells(&records[0]);
        let found: Vec<BTreeMap<String, String>> =
            records[1..].iter().map(|record| header.iter().cloned().zip(cells(record)).collect()).collect();
        assert_eq!(found, rows, "{}", sample.name);
        compared += 1;
    }
    assert_eq!(compared, 11, "all but the one whose answer is another file's");
}

#[test]
fn pollocks_files_are_read_as_their_clean_ones_wherever_their_signs_are_known() {
    let Some(files) = set("pollock_file_level") else { return };
    let hotel = hotel();
    let mut alike = BTreeSet::new();
    for sample in files.iter().filter(|sample| sample.name.contains("/csv/")) {
        let clean = sample.name.replace("/csv/", "/clean/");
        let clean = files.iter().find(|file| file.name == clean).expect("each file has its clean one");
        let read = |name: &str, bytes: &[u8]| {
            let survey = surveyed(&file(&hotel, name, bytes)).ok()?;
            let records = survey.records(usize::MAX).ok()?;
            Some(records.into_iter().map(|record| record.fields).collect::<Vec<_>>())
        };
        if let (Some(polluted), Some(clean)) = (read("a.csv", &sample.bytes), read("b.csv", &clean.bytes))
            && polluted == clean
        {
            alike.insert(sample.name.rsplit('/').next().unwrap_or_default().to_owned());
        }
    }
    println!("Pollock: {} of 21 read as their clean file: {alike:?}", alike.len());
    let known = [
        "file_double_trailing_newline.csv",
        "file_field_delimiter_0x3B.csv",
        "file_field_delimiter_0x9.csv",
        "file_no_trailing_newline.csv",
        "file_one_data_row.csv",
        "file_record_delimiter_0xA.csv",
        "file_record_delimiter_0xD.csv",
    ];
    for name in known {
        assert!(alike.contains(name), "{name}");
    }
}

#[test]
fn a_workbook_of_the_set_has_the_cells_that_it_shows() {
    let Some(files) = set("frictionless") else { return };
    let hotel = hotel();
    let table = files.iter().find(|sample| sample.name.ends_with("data/table.xlsx")).expect("the set has it");
    let records = surveyed(&file(&hotel, "table.xlsx", &table.bytes)).expect("a workbook").records(10).expect("read");
    let found: Vec<Vec<String>> = records.iter().map(cells).collect();
    assert_eq!(found, [["id", "name"], ["1", "english"], ["2", "中国人"]]);
}

#[test]
fn every_file_is_taken_as_it_is_or_refused_with_its_code() {
    for name in ["csv-spectrum", "csvw", "frictionless", "pollock_file_level", "blns"] {
        let Some(files) = set(name) else { return };
        let hotel = hotel();
        let mut outcomes: BTreeMap<String, u32> = BTreeMap::new();
        for sample in files.iter().filter(|sample| is_table(sample)) {
            let ending = if sample.name.ends_with(".xlsx") { "a.xlsx" } else { "a.csv" };
            let outcome = preview(&hotel, &file(&hotel, ending, &sample.bytes));
            let said = match &outcome {
                Ok(shown) => {
                    let parts = shown.counts;
                    let sum = parts.new + parts.changed + parts.same + parts.conflicting + parts.refused + parts.skipped;
                    assert_eq!(sum, parts.rows, "{}", sample.name);
                    "taken".to_owned()
                }
                Err(_) => code(&outcome).to_owned(),
            };
            assert!(said == "taken" || WHOLE.contains(&said.as_str()), "{}: {said}", sample.name);
            *outcomes.entry(said).or_default() += 1;
        }
        println!("{name}: {outcomes:?}");
        assert!(!outcomes.is_empty(), "control: {name} has tables");
    }
}

/// The file with five columns of a stay before each of its records, and the width of each.
pub(super) struct WithStays {
    pub bytes: Vec<u8>,
    header_width: usize,
    /// Line and width of each record.
    rows: Vec<(u64, usize)>,
}

pub(super) fn with_stays(bytes: &[u8], delimiter: u8, arrival: BusinessDate) -> Option<WithStays> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(bytes);
    let mut records: Vec<(usize, u64, usize)> = Vec::new();
    for record in reader.byte_records() {
        let record = record.ok()?;
        let place = record.position()?;
        let start = usize::try_from(place.byte()).ok()?;
        let blank = bytes[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let feeds = bytes[start..start + blank].iter().filter(|byte| **byte == b'\n').count() as u64;
        records.push((start + blank, place.line() + feeds, record.len()));
    }
    let (first, rest) = records.split_first()?;
    let columns = |cells: &[String]| cells.join(&char::from(delimiter).to_string()).into_bytes();
    let names = ["reservation_no", "state", "arrival", "departure", "guest_name"].map(str::to_owned);
    let header: Vec<String> = names.into_iter().chain((0..first.2).map(|column| format!("x{column}"))).collect();
    let mut out = columns(&header);
    out.push(b'\n');
    let feeds_of_header = bytes[..rest.first().map_or(bytes.len(), |next| next.0)].iter().filter(|byte| **byte == b'\n').count();
    let mut rows = Vec::new();
    for (at, (start, line, width)) in rest.iter().enumerate() {
        let end = rest.get(at + 1).map_or(bytes.len(), |next| next.0);
        let stay = [
            format!("{at}"),
            "booked".into(),
            arrival.to_string(),
            arrival.plus_days(1).to_string(),
            format!("Guest {at}"),
            String::new(),
        ];
        out.extend(columns(&stay));
        out.extend_from_slice(&bytes[*start..end]);
        rows.push((line + 1 - feeds_of_header as u64, width + 5));
    }
    Some(WithStays { bytes: out, header_width: first.2 + 5, rows })
}

fn taken_names(hotel: &Hotel, arrival: BusinessDate) -> BTreeMap<String, String> {
    hotel.read(|db| {
        let mut names = BTreeMap::new();
        for stay in stays::arriving(db, arrival)? {
            let guest = stay.guest_id.expect("each row names somebody");
            names.insert(stay.source_key, lobby_core::guests::get(db, guest)?.name);
        }
        Ok(names)
    })
}

pub(super) fn check_shifts(hotel: &Hotel, sample: &Sample, expected: &WithStays, applied: &Applied, arrival: BusinessDate) {
    let good: BTreeMap<String, String> = (0..expected.rows.len())
        .filter(|row| expected.rows[*row].1 == expected.header_width)
        .map(|row| (row.to_string(), format!("Guest {row}")))
        .collect();
    let shifted: Vec<u64> =
        expected.rows.iter().filter(|(_, width)| *width != expected.header_width).map(|(line, _)| *line).collect();
    assert_eq!(applied.counts.rows, expected.rows.len() as u64, "{}", sample.name);
    assert_eq!(applied.counts.refused, shifted.len() as u64, "{}: each row of another width, and no other", sample.name);
    assert_eq!(taken_names(hotel, arrival), good, "{}: each guest under their own number", sample.name);
    assert!(applied.refused.iter().all(|note| note.code == RowCode::FieldCount), "{}", sample.name);
    if expected.bytes.contains(&b'\r') {
        return;
    }
    let lines: Vec<u64> = applied.refused.iter().map(|note| note.line).collect();
    assert_eq!(lines, shifted[..shifted.len().min(LISTED_MAX)], "{}: named by its line", sample.name);
}

//! Each file of the public sets has its expected outcome in `golden/public-sets.tsv`: what is read of it, what becomes of it as it
//! stands, and which rows go in and which are refused once a stay stands before each of its records; that is also held against
//! another reader of such files. Figures only: the sets themselves are not ours to give away.

use std::collections::BTreeMap;

use lobby_core::{
    base::time::BusinessDate,
    import::{HowToRead, RowNote, sniff::TextEncoding},
};
use support::hotel::{Hotel, code, hotel};

use super::{
    apply_as, file, on, preview,
    sets::{Sample, WHOLE, check_shifts, is_table, set, surveyed, with_stays},
};

/// The sets of `csv/` whose files are tables.
const SETS: [&str; 4] = ["csv-spectrum", "csvw", "frictionless", "pollock_file_level"];
/// Refused lines that the table names; the rest is counted.
const LINES_NAMED: usize = 6;
const HEADER: &str = "file\tread\tas it stands\twith a stay before each record";

fn golden() -> std::path::PathBuf {
    support::root().join("tests/golden/public-sets.tsv")
}

/// Returns `records × columns`, or the code with which the whole file is refused.
fn read(hotel: &Hotel, sample: &Sample) -> String {
    let outcome = surveyed(&file(hotel, name_of(sample), &sample.bytes)).and_then(|survey| survey.records(usize::MAX));
    match &outcome {
        Ok(records) => format!("{} x {}", records.len(), records.first().map_or(0, |header| header.fields.len())),
        Err(_) => code(&outcome).to_owned(),
    }
}

fn name_of(sample: &Sample) -> &'static str {
    if sample.name.ends_with(".xlsx") { "a.xlsx" } else { "a.csv" }
}

fn as_it_stands(hotel: &Hotel, sample: &Sample) -> String {
    let outcome = preview(hotel, &file(hotel, name_of(sample), &sample.bytes));
    match &outcome {
        Ok(shown) => format!("imports {}, refuses {}", shown.counts.new, shown.counts.refused),
        Err(_) => format!("refused whole: {}", code(&outcome)),
    }
}

/// Returns what an import of the file with stays before its records does, or why it is not tried.
fn with_its_stays(hotel: &Hotel, sample: &Sample, nth: usize) -> String {
    let Ok(survey) = surveyed(&file(hotel, "a.csv", &sample.bytes)) else { return "-".to_owned() };
    let is_wide = matches!(survey.encoding, TextEncoding::Utf16Le | TextEncoding::Utf16Be);
    if is_wide || sample.name.ends_with(".xlsx") {
        return "-".to_owned();
    }
    let arrival = "2026-03-01".parse::<BusinessDate>().expect("a day").plus_days(nth as i64);
    let Some(made) = with_stays(&sample.bytes, survey.delimiter.byte(), arrival) else { return "-".to_owned() };
    let how = HowToRead { source: Some(format!("set-{nth}")), ..HowToRead::default() };
    let outcome = apply_as(hotel, &file(hotel, "b.csv", &made.bytes), &how, &mut on);
    match &outcome {
        Ok(applied) => {
            check_shifts(hotel, sample, &made, applied, arrival);
            format!("imports {}, refuses {}", applied.counts.new, refused(applied.counts.refused, &applied.refused))
        }
        Err(_) => {
            assert!(WHOLE.contains(&code(&outcome)), "{}: {}", sample.name, code(&outcome));
            format!("refused whole: {}", code(&outcome))
        }
    }
}

fn refused(count: u64, notes: &[RowNote]) -> String {
    let named: Vec<String> = notes.iter().take(LINES_NAMED).map(|note| format!("{} {}", note.line, note.code)).collect();
    if named.is_empty() { count.to_string() } else { format!("{count}: {}", named.join(", ")) }
}

/// Returns the table's line of each file of a set, or nothing where the data is not there.
fn outcomes(name: &str) -> Option<BTreeMap<String, String>> {
    let files = set(name)?;
    let hotel = hotel();
    let tables = files.iter().filter(|sample| is_table(sample)).enumerate();
    let line = |(nth, sample): (usize, &Sample)| {
        let said = [read(&hotel, sample), as_it_stands(&hotel, sample), with_its_stays(&hotel, sample, nth)];
        (format!("{name}: {}", sample.name), said.join("\t"))
    };
    Some(tables.map(line).collect())
}

#[test]
fn every_file_has_its_outcome_and_a_row_of_another_width_is_flagged_and_never_moves_into_the_next_columns() {
    let mut found = BTreeMap::new();
    for name in SETS {
        let Some(lines) = outcomes(name) else { return };
        found.extend(lines);
    }
    let text: String = found.iter().map(|(file, said)| format!("{file}\t{said}\n")).collect();
    if std::env::var_os("LOBBY_BLESS").is_some() {
        std::fs::write(golden(), format!("{HEADER}\n{text}")).expect("the table is written");
    }
    let kept = std::fs::read_to_string(golden()).expect("the table is kept");
    let expected: BTreeMap<String, String> = kept
        .lines()
        .skip(1)
        .map(|line| line.split_once('\t').map(|(file, said)| (file.to_owned(), said.to_owned())).expect("a file and its outcome"))
        .collect();
    for (file, said) in &expected {
        assert_eq!(found.get(file), Some(said), "{file}");
    }
    assert_eq!(found.len(), expected.len(), "no file of a set is without its line");
    let flagged = found.values().filter(|said| said.contains("field_count")).count();
    assert!(found.len() > 200 && flagged > 5, "control: files were taken, rows were flagged: {flagged}");
}

#[test]
fn a_file_that_was_altered_has_another_outcome() {
    let Some(files) = set("csvw") else { return };
    let hotel = hotel();
    let sample = files.iter().find(|sample| sample.name.ends_with("tree-ops.csv")).expect("the set has it");
    let said = with_its_stays(&hotel, sample, 0);
    let text = String::from_utf8(sample.bytes.clone()).expect("UTF-8");
    let last = text.trim_end().rfind(',').expect("a cell");
    let shifted = Sample { name: sample.name.clone(), bytes: format!("{},{}", &text[..last], &text[last..]).into_bytes() };
    let shorter = Sample { name: sample.name.clone(), bytes: text.lines().next().expect("a header").as_bytes().to_vec() };
    assert!(said.ends_with("refuses 0"), "control: as it is, every row goes in: {said}");
    let shifted = with_its_stays(&hotel, &shifted, 1);
    assert!(shifted.contains("field_count"), "one comma more and the row is flagged: {shifted}");
    assert_ne!(read(&hotel, &shorter), read(&hotel, sample), "fewer rows are fewer rows");
}

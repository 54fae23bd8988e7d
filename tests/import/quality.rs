//! The quality report: what was found in a file, by column and reason, and the rows behind each number.

use lobby_core::{
    audit::op::Op,
    base::{error::Result, role::Role},
    export,
    import::{
        ImportState,
        quality::{self, AskedFinding, ExportImportReport, FindingKind, ImportReportExported, Quality},
    },
};
use support::{
    hotel::{Hotel, PASSPHRASE, code, hotel},
    outside,
};

use super::{apply, file, undo};

const ROWS: &str = "reservation_no,state,arrival,departure,guest_name,phone,company,country\n\
1,booked,2026-08-01,2026-08-02,周敏,13900001111,,CN\n\
2,booked,2026-08-01,2026-08-02,李雷,13700002222,,\n\
3,booked,2026-02-30,2026-03-01,韩梅梅,13700003333,,\n\
4,booked,2026-08-01,2026-08-02,Smith, John,13700004444,,US\n\
5,booked,2026-08-01,2026-08-01,散客,call me,n/a,CN\n";

fn report(hotel: &Hotel) -> (Quality, Vec<(FindingKind, String, String, u64)>) {
    let import = hotel.read(|db| lobby_core::import::list(db, 1)).remove(0);
    let report = hotel.read(|db| quality::report(db, import.id));
    let findings = report.findings.iter();
    let plain = findings.map(|one| (one.kind, one.column.clone(), one.code.clone(), one.rows)).collect();
    (report, plain)
}

#[test]
fn every_number_of_the_report_opens_its_rows() {
    let hotel = hotel();
    apply(&hotel, &file(&hotel, "a.csv", ROWS)).expect("imported");
    let (report, findings) = report(&hotel);
    let expected = [
        (FindingKind::Encoding, "", "utf-8", 5),
        (FindingKind::Flagged, "", "", 1),
        (FindingKind::Flagged, "", "unreadable_phone", 1),
        (FindingKind::Flagged, "", "zero_nights", 1),
        (FindingKind::Missing, "company", "", 2),
        (FindingKind::Missing, "country", "", 1),
        (FindingKind::Placeholder, "company", "", 1),
        (FindingKind::Placeholder, "guest_name", "", 1),
        (FindingKind::Refused, "", "field_count", 1),
        (FindingKind::Refused, "arrival", "bad_date", 1),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(kind, column, code, rows)| (*kind, (*column).to_owned(), (*code).to_owned(), *rows)).collect();
    assert_eq!(findings, expected);
    let lines = |kind, column: &str, code: &str| -> Vec<(u64, String)> {
        let (column, code) = (column.to_owned(), code.to_owned());
        let asked = AskedFinding { import_id: report.import.id, kind, column, code };
        hotel.read(|db| quality::rows_of(db, &asked)).into_iter().map(|row| (row.line, row.guest_name)).collect()
    };
    assert_eq!(lines(FindingKind::Refused, "", "field_count"), [(5, String::new())], "the shifted row, by its line");
    let without = [(2, "周敏".to_owned()), (3, "李雷".to_owned())];
    assert_eq!(lines(FindingKind::Missing, "company", ""), without, "and the guests of the rows that came in");
    for finding in report.findings.iter().filter(|finding| finding.kind != FindingKind::Encoding) {
        let found = lines(finding.kind, &finding.column, &finding.code);
        assert_eq!(found.len() as u64, finding.rows, "{finding:?} opens as many rows as it counts");
    }
    let csv = quality::as_csv(&report);
    assert!(csv.starts_with("kind,column,code,rows,share_per_mille\nrows,,,5,1000\n"), "{csv}");
    assert!(csv.contains("\nrefused,,field_count,1,200\n"), "{csv}");
    assert!(csv.lines().all(|line| line.matches(',').count() == 4), "{csv}");
    assert!(!csv.contains("周敏"), "a report names nobody");
}

#[test]
fn a_report_leaves_the_house_through_the_gate_and_history_keeps_who_took_it() {
    let hotel = hotel();
    let import_id = apply(&hotel, &file(&hotel, "a.csv", ROWS)).expect("imported").import_id;
    let input = ExportImportReport { import_id };
    let path = hotel.folder().join("report.csv");
    let take = |role: Role| -> Result<ImportReportExported> {
        let request = hotel.request_with(role, "report");
        let taken = export::list(&hotel.store, &request, Op::ExportImportReport, &input, |tx, whole| {
            quality::export(tx, &input, &path, whole)
        });
        taken.map(|done| done.value)
    };
    assert_eq!(code(&take(Role::Receptionist)), "not_allowed");
    assert!(!path.exists(), "and nothing lies there");
    take(Role::DutyManager).expect("taken");
    let kept = "SELECT count(*) FROM history WHERE op = 'export_import_report'";
    let file = outside::opened(&hotel.path(), PASSPHRASE);
    assert_eq!(file.query_row(kept, [], |row| row.get::<_, i64>(0)), Ok(1), "history keeps that it was taken");
    take(Role::DutyManager).expect("the same key answers what it answered");
    assert_eq!(code(&take(Role::Administrator)), "not_allowed", "and tells it to nobody who may not");
    std::fs::remove_file(&path).expect("the test's own file");
    drop(file);
    outside::edited(&hotel.path(), PASSPHRASE, "UPDATE history SET user_id = zeroblob(16) WHERE seq = 2");
    let other = ExportImportReport { import_id };
    let again = export::list(&hotel.store, &hotel.request(Role::DutyManager), Op::ExportImportReport, &other, |tx, whole| {
        quality::export(tx, &other, &path, whole)
    });
    assert_eq!(code(&again), "chain_broken");
    assert!(!path.exists(), "nothing leaves on a history that is not what was written");
}

#[test]
fn a_source_is_summed_over_the_imports_that_stand() {
    let hotel = hotel();
    let first = apply(&hotel, &file(&hotel, "a.csv", ROWS)).expect("first");
    let more = ROWS.replace("\n1,", "\n11,").replace("\n2,", "\n12,").replace("\n5,", "\n15,");
    apply(&hotel, &file(&hotel, "b.csv", more)).expect("second");
    let sums = |hotel: &Hotel| {
        let source = hotel.read(quality::sources).remove(0);
        [source.imports, source.rows, source.refused, source.flagged, source.shifted]
    };
    assert_eq!(hotel.read(quality::sources)[0].source, "pms");
    assert_eq!(sums(&hotel), [2, 10, 4, 2, 2]);
    undo(&hotel, &first).expect("undone");
    assert_eq!(sums(&hotel), [1, 5, 2, 1, 1]);
    let undone = hotel.read(|db| quality::report(db, first.import_id));
    assert_eq!(undone.import.state, ImportState::Undone, "its report stays");
}

#[test]
fn guests_whom_a_file_brought_twice_are_counted_as_suspects() {
    let hotel = hotel();
    let header = "reservation_no,state,arrival,departure,guest_name,phone,email,birth_date\n";
    let row = |number: u32, name: &str| {
        format!("{number},booked,2026-08-01,2026-08-02,{name},13812348812,wang@example.com,1980-07-19\n")
    };
    apply(&hotel, &file(&hotel, "a.csv", format!("{header}{}{}", row(1, "王建国"), row(2, "王健国")))).expect("imported");
    let (report, _) = report(&hotel);
    assert_eq!(report.suspects, 1, "one phone, one mail, one birthday, two writings of a name");
}

//! Excel workbooks: what stands in a sheet comes as it was written, and a packed file cannot hurt.

use std::{io::Write, ops::ControlFlow};

use lobby_core::{
    audit::op::Op,
    base::role::Role,
    export::{self, ExportProgress, MakeExport},
    import::{
        self, Chosen, Counts, RowCode, Watch,
        balances::{self, BalanceCounts, BalancesJob},
        sheets,
    },
    loyalty::{self, Enrol},
    profile, stays,
};
use support::hotel::{Hotel, code, hotel};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{apply, counted, file, preview};

const HEADER: [&str; 6] = ["reservation_no", "state", "arrival", "departure", "guest_name", "rate"];

/// One cell: text, a number as it lies in the file, or a day's number (style 1).
enum Cell<'a> {
    Text(&'a str),
    Number(&'a str),
    Day(u32),
}

fn cell_xml(column: usize, row: usize, cell: &Cell<'_>) -> String {
    let place = format!("{}{row}", char::from(b'A' + u8::try_from(column).expect("few columns")));
    match cell {
        Cell::Text(text) => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        Cell::Number(number) => format!("<c r=\"{place}\"><v>{number}</v></c>"),
        Cell::Day(number) => format!("<c r=\"{place}\" s=\"1\"><v>{number}</v></c>"),
    }
}

fn sheet_xml(rows: &[Vec<Cell<'_>>]) -> String {
    let header: Vec<Cell<'_>> = HEADER.iter().map(|name| Cell::Text(name)).collect();
    let row = |(at, cells): (usize, &Vec<Cell<'_>>)| {
        let cells: String = cells.iter().enumerate().map(|(column, cell)| cell_xml(column, at + 1, cell)).collect();
        format!("<row r=\"{}\">{cells}</row>", at + 1)
    };
    let rows: String = std::iter::once(&header).chain(rows).enumerate().map(row).collect();
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    )
}

/// Returns a workbook with this sheet, and a part of `padding` zeros.
fn workbook(sheet: &str, padding: u64) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"></Types>".to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"></Relationship></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"预订\" sheetId=\"1\" r:id=\"rId1\"></sheet></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"></Relationship><Relationship Id=\"rId2\" Type=\"{office}/styles\" Target=\"styles.xml\"></Relationship></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"></xf><xf numFmtId=\"14\"></xf></cellXfs></styleSheet>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ];
    let mut out = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let how = SimpleFileOptions::default();
    for (name, text) in parts {
        out.start_file(name, how).expect("a part begins");
        out.write_all(text.as_bytes()).expect("a part is written");
    }
    if padding > 0 {
        out.start_file("xl/media/a.bin", how).expect("a part begins");
        std::io::copy(&mut std::io::Read::take(std::io::repeat(0), padding), &mut out).expect("a part is written");
    }
    out.finish().expect("a workbook").into_inner()
}

fn keys(hotel: &Hotel) -> Vec<(String, i64)> {
    let date = "2026-07-14".parse().expect("a day");
    let stays = hotel.read(|db| stays::arriving(db, date));
    stays.into_iter().map(|stay| (stay.source_key, stay.rate_minor.minor())).collect()
}

#[test]
fn a_sheet_of_stays_comes_in_and_a_number_that_lost_digits_is_flagged() {
    let hotel = hotel();
    // 46217 is 2026-07-14 in Excel's days.
    let rows = vec![
        vec![
            Cell::Text("3141592653589793238"),
            Cell::Text("booked"),
            Cell::Day(46_217),
            Cell::Day(46_219),
            Cell::Text("王建国"),
            Cell::Number("880.5"),
        ],
        vec![
            Cell::Number("3141592653589793238"),
            Cell::Text("booked"),
            Cell::Day(46_217),
            Cell::Day(46_219),
            Cell::Text("李秀英"),
            Cell::Number("700"),
        ],
        vec![Cell::Number("10231"), Cell::Text("booked"), Cell::Text("2026-07-14"), Cell::Day(46_219)],
    ];
    let path = file(&hotel, "订单.xlsx", workbook(&sheet_xml(&rows), 0));
    let shown = preview(&hotel, &path).expect("previewed");
    assert_eq!(shown.sheet.as_deref(), Some("预订"));
    let applied = apply(&hotel, &path).expect("the sheet goes in");
    assert_eq!(shown.counts, applied.counts, "what was shown is what was done");
    assert_eq!(applied.counts, Counts { rows: 3, new: 2, refused: 1, ..Counts::default() });
    let note = &applied.refused[0];
    assert_eq!((note.line, note.column.as_str(), note.code), (3, "reservation_no", RowCode::DigitsLost));
    let expected = [("3141592653589793238".to_owned(), 88_050), ("10231".to_owned(), 0)];
    let mut found = keys(&hotel);
    found.sort_by_key(|(_, rate)| -rate);
    assert_eq!(found, expected, "text stays text to its last digit, and a short number has no point");
    let again = apply(&hotel, &path).expect("the same file again");
    assert_eq!(again.counts, Counts { rows: 3, same: 2, refused: 1, ..Counts::default() });
}

/// As 飞猪 gives them, and one with zeros in front: neither fits a spreadsheet's number.
const ORDERS: [&str; 2] = ["3141592653589793238", "0012345678901234567"];

#[test]
fn an_order_number_of_19_digits_stays_text_from_csv_and_xlsx_to_the_card_and_out_of_the_house() {
    let row = |order| vec![Cell::Text(order), Cell::Text("departed"), Cell::Day(46_203), Cell::Day(46_205), Cell::Text("王建国")];
    let line = |order: &str| format!("{order},departed,2026-06-30,2026-07-02,王建国,880\n");
    let files = [
        ("订单.xlsx", workbook(&sheet_xml(&ORDERS.map(row)), 0)),
        ("订单.csv", format!("{}\n{}", HEADER.join(","), ORDERS.map(line).concat()).into_bytes()),
        ("订单.txt", format!("{}\n{}", HEADER.join(","), ORDERS.map(line).concat()).replace(',', "\t").into_bytes()),
    ];
    for (name, bytes) in files {
        let hotel = hotel();
        let path = file(&hotel, name, bytes);
        assert_eq!(apply(&hotel, &path).expect("the file goes in").counts.new, 2, "{name}");
        let today = "2026-07-14".parse().expect("a day");
        for order in ORDERS {
            let (stay, _) = hotel.read(|db| stays::known_at_source(db, "pms", order)).expect("stored digit for digit");
            let stay = hotel.read(|db| stays::get(db, stay));
            let guest = stay.guest_id.expect("王建国");
            let card = hotel.read(|db| profile::card(db, guest, today, Role::Receptionist));
            let shown = serde_json::to_string(&card).expect("JSON");
            assert!(shown.contains(&format!("\"source_key\":\"{order}\"")), "{name}: text on the wire too");
        }
        assert_eq!(apply(&hotel, &path).expect("again").counts.same, 2, "{name}: known again by it");
        let to = tempfile::tempdir().expect("a folder");
        let input = MakeExport { period: "2026-07".to_owned(), reason: String::new() };
        let mut on = |_: ExportProgress| ControlFlow::Continue(());
        let made = export::make(&hotel.store, &hotel.request(Role::DataOfficer), &input, to.path(), &mut on).expect("exported");
        let out = std::fs::read_to_string(to.path().join(&made.value.folder).join("stays.csv")).expect("UTF-8");
        assert_eq!(out.lines().count(), 3, "{name}: both stays leave the house");
        for rounded in ["3.14", "31415926", "E+", "e+", "12345678901"] {
            assert!(!out.contains(rounded), "{name}: {rounded} is nowhere: the order number itself stays in the house");
        }
    }
}

#[test]
fn a_row_with_more_cells_than_the_header_is_flagged_and_never_shifted() {
    let hotel = hotel();
    let good = vec![Cell::Text("1"), Cell::Text("booked"), Cell::Day(46_217), Cell::Day(46_218)];
    let mut wide: Vec<Cell<'_>> = HEADER.iter().map(|_| Cell::Text("x")).collect();
    wide.push(Cell::Text("one too many"));
    let path = file(&hotel, "a.xlsx", workbook(&sheet_xml(&[good, wide]), 0));
    let applied = apply(&hotel, &path).expect("the rest goes in");
    assert_eq!((applied.counts.new, applied.counts.refused), (1, 1));
    assert_eq!((applied.refused[0].line, applied.refused[0].code), (3, RowCode::FieldCount));
}

#[test]
fn a_workbook_that_unpacks_to_more_than_is_read_is_refused_before_it_is_kept() {
    let hotel = hotel();
    let bomb = workbook(&sheet_xml(&[]), sheets::UNPACKED_BYTES_MAX + 1);
    assert!(bomb.len() < 1 << 20, "control: it is small as long as nobody unpacks it");
    assert_eq!(code(&apply(&hotel, &file(&hotel, "bomb.xlsx", bomb))), "sheet_too_large");
    let far = "<row r=\"1\"><c r=\"ZZ1\" t=\"inlineStr\"><is><t>a</t></is></c></row>";
    let far = sheet_xml(&[]).replace("<sheetData>", &format!("<sheetData>{far}"));
    assert_eq!(code(&apply(&hotel, &file(&hotel, "wide.xlsx", workbook(&far, 0)))), "too_many_columns");
    assert_eq!(counted(&hotel).stays, 0, "nothing came");
}

#[test]
fn a_damaged_workbook_is_refused_or_read_and_never_ends_the_program() {
    let hotel = hotel();
    let row = vec![Cell::Text("1"), Cell::Text("booked"), Cell::Day(46_217), Cell::Day(46_218)];
    let whole = workbook(&sheet_xml(&[row]), 0);
    assert_eq!(preview(&hotel, &file(&hotel, "whole.xlsx", &whole)).expect("control: whole it is read").counts.new, 1);
    for at in (4..whole.len()).step_by(7) {
        let mut broken = whole.clone();
        broken[at] ^= 0x55;
        for bytes in [&broken[..], &whole[..at]] {
            let outcome = preview(&hotel, &file(&hotel, "broken.xlsx", bytes));
            if outcome.is_err() {
                let said = code(&outcome);
                assert!(
                    ["import_not_text", "import_no_rows", "import_header", "too_many_columns", "sheet_too_large"].contains(&said),
                    "byte {at}: {said}"
                );
            }
        }
    }
}

#[test]
fn a_sheet_of_balances_finds_members_whose_numbers_lost_their_zeros() {
    let hotel = hotel();
    let enrol = Enrol { guest: hotel.guest("王建国", "138 1234 8812") };
    hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol)).expect("enrolled");
    // 46387 is 2026-12-31 in Excel's days.
    let rows = vec![
        vec![Cell::Number("1"), Cell::Number("2000"), Cell::Day(46_387), Cell::Text(""), Cell::Text("王建国")],
        vec![Cell::Text("00000001"), Cell::Number("1500.00"), Cell::Text("2027/6/30")],
        vec![Cell::Text("00000001"), Cell::Number("12.5"), Cell::Day(46_387)],
        vec![Cell::Number("3141592653589793238"), Cell::Number("5")],
    ];
    let mut sheet = sheet_xml(&rows);
    for (stays, balances) in [("reservation_no", "会员号"), ("state", "积分"), ("arrival", "到期日"), ("guest_name", "姓名")]
    {
        sheet = sheet.replace(&format!("<t>{stays}</t>"), &format!("<t>{balances}</t>"));
    }
    let path = file(&hotel, "积分.xlsx", workbook(&sheet, 0));
    let mut report = super::on;
    let mut watch = Watch::new(&mut report);
    let survey = import::survey(&path, Chosen::default(), &mut watch).expect("looked at");
    let job = BalancesJob { survey: &survey, enrol: false, refused_to: None };
    let who = (hotel.session(Role::GeneralManager).user, "2026-07-14".parse().expect("a day"));
    let shown = hotel.store.read_as_house(|db| balances::preview(db, &job, who, &mut watch)).expect("shown");
    let BalanceCounts { rows, new, refused, points, file_points, .. } = shown.counts;
    assert_eq!((rows, new, refused, points, file_points), (4, 2, 2, 3_500, 3_505));
    let why: Vec<_> = shown.refused.iter().map(|note| (note.line, note.code.word())).collect();
    assert_eq!(why, [(4, "bad_points"), (5, "bad_number")], "and what lost its digits is not taken as it looks");
}

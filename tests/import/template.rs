//! Our own template: what its rows become, and what staff's word is worth against them.

use lobby_core::{
    audit::op::Op,
    base::{contact::ContactKind, role::Role},
    guests::{self, EditGuest, Guest, Title},
    import::{Counts, HowToRead, Only, RowCode},
    stays::{self, CheckIn, Stay, StayState, summaries},
    tickets::attachments,
};
use support::{
    hotel::{Hotel, PASSPHRASE, code, hotel},
    outside,
};

use super::{apply, apply_as, counted, file, on, preview, undo};

const TEMPLATE: &str = include_str!("../../assets/templates/lobby-template.csv");
const HEADER: &str = "reservation_no,state,arrival,departure,room,guest_name,phone,company,rate";

fn rows(lines: &[&str]) -> String {
    format!("{HEADER}\n{}\n", lines.join("\n"))
}

fn guest_named(hotel: &Hotel, name: &str, phone: &str) -> Guest {
    let normal = lobby_core::base::contact::normal(ContactKind::Phone, phone).expect("a phone");
    hotel.read(|db| {
        let found = guests::bulk::with_contact(db, ContactKind::Phone, &normal)?;
        let (id, _) = found.into_iter().find(|(_, known)| known == name).expect("the guest is known by phone and name");
        guests::get(db, id)
    })
}

fn stays_of(hotel: &Hotel, guest: &Guest) -> Vec<Stay> {
    hotel.read(|db| stays::of_guest(db, guest.id, 100))
}

#[test]
fn the_template_brings_a_stay_with_all_that_it_says() {
    let hotel = hotel();
    let row = "R-1,C-88,,departed,2026-03-01,2026-03-04,21:30,1206,豪华大床,王建国,Wang Jianguo,先生,138 1234 8812,\
               wang@example.com,1974-07-19,CHN,望江电子,2,1,0,携程,散客,\"1,080.50\",,320.00,15,微信,2026-02-01,2026-03-04,,,";
    let path = file(&hotel, "template.csv", format!("{TEMPLATE}{row}\n"));
    let applied = apply(&hotel, &path).expect("the template goes in");
    assert_eq!(applied.counts, Counts { rows: 1, new: 1, ..Counts::default() });
    let guest = guest_named(&hotel, "王建国", "13812348812");
    assert_eq!((guest.title, guest.country.as_str(), guest.birth_date.as_deref()), (Title::Mr, "CN", Some("1974-07-19")));
    assert_eq!((guest.latin_name.as_str(), guest.company.as_str(), guest.source.as_str()), ("Wang Jianguo", "望江电子", "pms"));
    let stay = stays_of(&hotel, &guest).remove(0);
    assert_eq!((stay.state, stay.nights, stay.room_no.as_str()), (StayState::Departed, 3, "1206"));
    assert_eq!((stay.rate_minor.minor(), stay.room_minor.minor(), stay.food_minor.minor()), (108_050, 324_150, 32_000));
    assert_eq!((stay.country.as_str(), stay.arrive_minute, stay.confirmation.as_str()), ("CHN", Some(1_290), "C-88"));
    let sums = hotel.read(|db| summaries::of_guest(db, guest.id));
    assert_eq!((sums.stays, sums.nights, sums.spend_minor), (1, 3, 324_150 + 32_000 + 1_500), "sums are written with the stay");
    assert_eq!(hotel.read(summaries::differing), [], "and are what the stays say");
}

#[test]
fn the_same_guest_comes_back_by_phone_and_name_and_nobody_by_the_name_alone() {
    let hotel = hotel();
    let first = file(&hotel, "first.csv", rows(&["1,departed,2026-01-01,2026-01-02,0915,王建国,138 1234 8812,,500"]));
    apply(&hotel, &first).expect("the first file");
    let second = [
        "2,booked,2026-07-14,2026-07-15,,王建国,+86 138-1234-8812,,500",
        "3,booked,2026-07-14,2026-07-15,,王建国,13812348812,,500",
        "4,booked,2026-07-14,2026-07-15,,王建国,,,500",
        "5,booked,2026-07-14,2026-07-15,,李秀英,13812348812,,500",
    ];
    apply(&hotel, &file(&hotel, "second.csv", rows(&second))).expect("the second file");
    let guest = guest_named(&hotel, "王建国", "13812348812");
    let keys: Vec<String> = stays_of(&hotel, &guest).into_iter().map(|stay| stay.source_key).collect();
    assert_eq!(keys.len(), 2, "his own stays, neither the namesake's nor his wife's: {keys:?}");
    assert_eq!(counted(&hotel).guests, 4, "the namesake without a phone, the wife and the number with +86 are others");
}

#[test]
fn a_later_file_moves_the_stay_on_and_the_same_again_changes_nothing() {
    let hotel = hotel();
    let booked = "7,booked,2026-07-14,2026-07-16,,周敏,13900001111,,600";
    let gone = "7,departed,2026-07-14,2026-07-16,0808,周敏,13900001111,,600";
    apply(&hotel, &file(&hotel, "monday.csv", rows(&[booked]))).expect("monday");
    let tuesday = file(&hotel, "tuesday.csv", rows(&[gone, "8,booked,2026-08-01,2026-08-02,,,,,600"]));
    let shown = preview(&hotel, &tuesday).expect("previewed");
    let applied = apply(&hotel, &tuesday).expect("tuesday");
    assert_eq!(applied.counts, Counts { rows: 2, new: 1, changed: 1, ..Counts::default() });
    assert_eq!(shown.counts, applied.counts, "what was shown is what was done");
    let guest = guest_named(&hotel, "周敏", "13900001111");
    assert_eq!(hotel.read(|db| summaries::of_guest(db, guest.id)).spend_minor, 120_000, "the sums moved with the stay");
    let again = apply(&hotel, &tuesday).expect("again");
    assert_eq!(again.counts, Counts { rows: 2, same: 2, ..Counts::default() });
    assert_eq!(counted(&hotel).guests, 1, "the row without a name invents nobody");
}

#[test]
fn what_staff_typed_is_not_overwritten_and_the_row_says_so() {
    let hotel = hotel();
    apply(&hotel, &file(&hotel, "a.csv", rows(&["1,booked,2026-07-14,2026-07-16,,周敏,13900001111,旧公司,600"]))).expect("first");
    let seen = guest_named(&hotel, "周敏", "13900001111");
    let input = EditGuest { wanted: Guest { company: "新公司".to_owned(), ..seen.clone() }, seen };
    hotel.write(Role::Receptionist, Op::EditGuest, &input, |tx| guests::edit(tx, &input)).expect("the desk corrects");
    let path = file(&hotel, "b.csv", rows(&["1,booked,2026-07-14,2026-07-17,,周敏,13900001111,旧公司,600"]));
    let applied = apply(&hotel, &path).expect("second");
    assert_eq!(applied.counts, Counts { rows: 1, conflicting: 1, ..Counts::default() });
    let note = &applied.conflicts[0];
    assert_eq!((note.line, note.column.as_str(), note.code), (2, "company", RowCode::KeptAsTyped));
    let guest = guest_named(&hotel, "周敏", "13900001111");
    assert_eq!(guest.company, "新公司", "the desk's word stays");
    assert_eq!(stays_of(&hotel, &guest)[0].nights, 3, "what nobody typed follows the file");
}

#[test]
fn a_guest_whom_the_desk_checked_in_is_not_sent_back_to_booked() {
    let hotel = hotel();
    let booked = file(&hotel, "a.csv", rows(&["1,booked,2026-07-14,2026-07-16,,周敏,13900001111,,600"]));
    apply(&hotel, &booked).expect("first");
    let guest = guest_named(&hotel, "周敏", "13900001111");
    let input =
        CheckIn { stay_id: stays_of(&hotel, &guest)[0].id, room_no: "0808".to_owned(), payment: None, confirmed: Vec::new() };
    hotel.write(Role::Receptionist, Op::CheckIn, &input, |tx| stays::check_in(tx, &input)).expect("the guest has come");
    let cases = [
        ("1,booked,2026-07-14,2026-07-16,,周敏,13900001111,,650", Some("state")),
        ("1,in_house,2026-07-14,2026-07-16,0909,周敏,13900001111,,650", Some("room")),
        ("1,in_house,2026-07-14,2026-07-16,0808,周敏,13900001111,,650", None),
        ("1,departed,2026-07-14,2026-07-16,0808,周敏,13900001111,,650", None),
    ];
    for (row, conflict) in cases {
        let applied = apply(&hotel, &file(&hotel, "b.csv", rows(&[row]))).expect("a later file");
        assert_eq!(applied.conflicts.first().map(|note| note.column.as_str()), conflict, "{row}");
    }
    let stay = &stays_of(&hotel, &guest)[0];
    assert_eq!((stay.state, stay.rate_minor.minor()), (StayState::Departed, 65_000), "the file was further along at last");
    assert_eq!(stay.arrived_at_ms, Some(hotel.now()), "when the guest came is the desk's knowledge");
}

#[test]
fn a_row_that_cannot_be_taken_is_listed_with_line_and_reason_and_the_others_go_in() {
    let hotel = hotel();
    let lines = [
        "1,booked,2026-02-30,2026-03-02,,周敏,13900001111,,600",
        "2,booked,2026-03-02,2026-03-01,,周敏,13900001111,,600",
        "3,asleep,2026-03-01,2026-03-02,,周敏,13900001111,,600",
        "4,booked,2026-03-01,2026-03-02,,周敏,13900001111,,abc",
        "5,booked,2026-03-01,2026-03-02,,周敏,13900001111,,99999999999999",
        "6,booked,2026-03-01,2026-03-02,,周敏,13900001111",
        "7,booked,2026-03-01,2026-03-02,,周敏,13900001111,卡 4111 1111 1111 1111,600",
        ",booked,2026-03-01,2026-03-02,,周敏,13900001111,,600",
        "8,booked,2026-03-01,2026-03-02,,周敏,138O0138000,,600",
        "8,booked,2026-03-01,2026-03-02,,周敏,138O0138000,,700",
        "8,booked,2026-03-01,2026-03-02,,周敏,138O0138000,,600",
    ];
    let applied = apply(&hotel, &file(&hotel, "a.csv", rows(&lines))).expect("the good rows go in");
    let refused: Vec<(u64, &str, RowCode)> =
        applied.refused.iter().map(|note| (note.line, note.column.as_str(), note.code)).collect();
    let expected = [
        (2, "arrival", RowCode::BadDate),
        (3, "departure", RowCode::DepartureBeforeArrival),
        (4, "state", RowCode::UnknownWord),
        (5, "rate", RowCode::BadNumber),
        (6, "rate", RowCode::OutOfBounds),
        (7, "", RowCode::FieldCount),
        (8, "company", RowCode::CardNumber),
        (9, "reservation_no", RowCode::Missing),
        (11, "reservation_no", RowCode::KeyTwice),
    ];
    assert_eq!(refused, expected);
    assert_eq!(applied.counts, Counts { rows: 11, new: 1, same: 1, refused: 9, ..Counts::default() });
    assert_eq!(applied.warnings[0].warning.word(), "unreadable_phone", "a letter O among digits is not guessed");
}

#[test]
fn all_refused_rows_are_written_where_asked() {
    let hotel = hotel();
    let lines: Vec<String> = (0..500).map(|number| format!("{number},booked,2026-02-30,2026-03-02,,,,,600")).collect();
    let path = file(&hotel, "a.csv", rows(&lines.iter().map(String::as_str).collect::<Vec<_>>()));
    let list = hotel.path().with_file_name("refused.csv");
    let mut report = on;
    let mut watch = lobby_core::import::Watch::new(&mut report);
    let survey = lobby_core::import::survey(&path, lobby_core::import::Chosen::default(), &mut watch).expect("surveyed");
    let how = HowToRead::default();
    let job = lobby_core::import::plan::Job {
        survey: &survey,
        how: &how,
        refused_to: Some(lobby_core::import::refusals::RefusedTo::Asked(&list)),
    };
    let applied = hotel
        .write(Role::DataOfficer, Op::ApplyImport, &job.input(&hotel.store).expect("the key for marks"), |tx| {
            lobby_core::import::apply(tx, &job, &mut watch)
        })
        .expect("applied")
        .value;
    assert_eq!((applied.counts.refused, applied.refused.len()), (500, lobby_core::import::LISTED_MAX), "the answer is bounded");
    let written = std::fs::read_to_string(&list).expect("the list is there");
    assert_eq!(written.lines().count(), 501, "the file is not");
    assert_eq!(written.lines().nth(1), Some("2,arrival,bad_date"));
}

#[test]
fn every_encoding_and_delimiter_brings_the_same_guests() {
    let simplified = rows(&["1,已离店,2026年7月1日,2026/7/3,0915,欧阳咏诗,13900001111,望江电子有限公司,600"]);
    let header = HEADER.split(',').zip(["预订号", "状态", "到店日期", "离店日期", "房号", "姓名", "手机", "公司", "房价"]);
    let chinese = header.fold(simplified.clone(), |text, (english, chinese)| text.replacen(english, chinese, 1));
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(chinese.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let files: [(&str, Vec<u8>); 7] = [
        ("utf8.csv", simplified.clone().into_bytes()),
        ("bom.csv", format!("\u{feff}{chinese}").into_bytes()),
        ("gb.csv", encoding_rs::GB18030.encode(&chinese).0.into_owned()),
        ("utf16.csv", utf16),
        ("semicolon.csv", chinese.replace(',', ";").into_bytes()),
        ("tab.csv", chinese.replace(',', "\t").into_bytes()),
        ("crlf.csv", chinese.replace('\n', "\r\n").into_bytes()),
    ];
    for (name, content) in files {
        let hotel = hotel();
        let applied = apply(&hotel, &file(&hotel, name, content)).unwrap_or_else(|error| panic!("{name}: {}", error.code()));
        assert_eq!(applied.counts, Counts { rows: 1, new: 1, ..Counts::default() }, "{name}: {:?}", applied.refused);
        assert_eq!(guest_named(&hotel, "欧阳咏诗", "13900001111").company, "望江电子有限公司", "{name}");
    }
}

#[test]
fn only_the_rows_that_were_asked_for_come_in() {
    let hotel = hotel();
    let path =
        file(&hotel, "a.csv", rows(&["1,booked,2026-03-01,2026-03-02,1206,,,,1", "2,booked,2026-03-01,2026-03-02,0915,,,,1"]));
    let only = |column: &str| HowToRead {
        only: Some(Only { column: column.to_owned(), value: "1206".to_owned() }),
        ..HowToRead::default()
    };
    assert_eq!(code(&apply_as(&hotel, &path, &only("floor"), &mut on)), "import_no_such_column");
    let applied = apply_as(&hotel, &path, &only("Room"), &mut on).expect("one row");
    assert_eq!(applied.counts, Counts { rows: 2, new: 1, skipped: 1, ..Counts::default() });
}

#[test]
fn a_document_comes_as_its_hash_and_its_number_is_nowhere() {
    const NUMBER: &str = "11010519491231002X";
    let hotel = hotel();
    let header = "reservation_no,state,arrival,departure,guest_name,phone,document_type,document_no";
    let lines = [
        format!("1,departed,2026-01-01,2026-01-02,王建国,138 1234 8812,身份证,{NUMBER}"),
        "2,departed,2026-01-03,2026-01-04,李秀英,139 5555 0001,护照,E••••678".to_owned(),
        "3,departed,2026-01-05,2026-01-06,Anna Berg,139 5555 0002,,c4-7381 92".to_owned(),
    ];
    let path = file(&hotel, "papers.csv", format!("{header}\n{}\n", lines.join("\n")));
    assert_eq!(preview(&hotel, &path).expect("shown").counts.new, 3);
    let applied = apply(&hotel, &path).expect("the file goes in");
    assert_eq!((applied.counts.new, applied.warnings.len()), (3, 1), "a masked number is noticed and left out");
    let of = |name: &str, phone: &str| {
        let guest = guest_named(&hotel, name, phone);
        (guest.document_kind, guest.document_last4, guest.document_hash)
    };
    let shown = |kind: &str, number: &str| guests::ShownDocument { kind: kind.to_owned(), number: number.to_owned() };
    let (kind, last4, hash) = of("王建国", "13812348812");
    let mark = hotel.read(|db| guests::marked(db, &shown("id_card", "11010519491231002x")));
    assert_eq!((kind.as_str(), last4.as_str(), hash), ("id_card", "002X", Some(mark.hash)), "what typing it would have kept");
    assert_eq!(of("李秀英", "13955550001"), (String::new(), String::new(), None));
    assert_eq!(of("Anna Berg", "13955550002").1, "8192", "no kind is said: any other paper is a passport");
    assert_eq!(apply(&hotel, &path).expect("again").counts.same, 3, "the same file changes nothing");
    let typed = rows(&["4,departed,2026-02-01,2026-02-02,0915,赵敏,137 0000 1111,,500"]);
    apply(&hotel, &file(&hotel, "plain.csv", typed)).expect("a file without papers");
    let later = format!("{header}\n4,departed,2026-02-01,2026-02-02,赵敏,137 0000 1111,passport,G12345678\n");
    let later = apply(&hotel, &file(&hotel, "later.csv", later)).expect("the same stay with its paper");
    assert_eq!(of("赵敏", "13700001111").1, "5678", "what the house did not know is filled in");
    undo(&hotel, &later).expect("taken back");
    assert_eq!(of("赵敏", "13700001111"), (String::new(), String::new(), None), "as it was");
    let bytes = std::fs::read(&path).expect("the file");
    let hex = attachments::digest(&bytes);
    for left in ["papers.csv", "plain.csv", "later.csv"] {
        std::fs::remove_file(hotel.folder().join(left)).expect("the file that came in is the house's own");
    }
    let path = hotel.path();
    drop(hotel.store);
    for words in [NUMBER, "19491231", "G1234", "c4-7381", "C47381"] {
        let found = outside::found_in(&path, PASSPHRASE, words);
        assert_eq!(found, Vec::<String>::new(), "{words} is kept nowhere");
    }
    // Whoever has the file but for one number could try numbers against a digest that no key protects.
    assert_eq!(outside::found_in(&path, PASSPHRASE, &hex), Vec::<String>::new(), "no image and no request has the bare digest");
    let conn = outside::opened(&path, PASSPHRASE);
    let kept = |sql: &str| conn.query_row(sql, [&hex], |row| row.get::<_, i64>(0)).expect("a count");
    assert_eq!(kept("SELECT count(*) FROM imports WHERE lower(hex(file_sha256)) = ?1"), 0, "nor the list of imports");
    assert_eq!(
        kept("SELECT count(*) FROM import_landed WHERE lower(hex(sha256)) = ?1"),
        0,
        "nor what is known of a watched folder"
    );
    let marks: i64 = conn.query_row("SELECT count(DISTINCT file_sha256) FROM imports", [], |row| row.get(0)).expect("a count");
    assert_eq!(marks, 3, "control: each file is known again by a mark of its own");
    assert!(!outside::found_in(&path, PASSPHRASE, "Anna Berg").is_empty(), "the search finds what is there");
}

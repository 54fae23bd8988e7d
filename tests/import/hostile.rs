//! Files that would hurt, and people who may not.

use std::ops::ControlFlow;

use lobby_core::{
    audit::op::Op,
    base::role::Role,
    import::{self, Chosen, HowToRead, ImportStage, Watch, plan::Job},
    stays,
};
use support::hotel::{Hotel, code, hotel};

use super::{apply, apply_as, counted, file, on};

const HEADER: &str = "reservation_no,state,arrival,departure,guest_name,phone,property_code\n";

fn many(rows: usize) -> String {
    let row = |number| format!("{number},booked,2026-03-01,2026-03-02,客人,1390000{number:04},\n");
    HEADER.chars().chain((0..rows).flat_map(|number| row(number).chars().collect::<Vec<_>>())).collect()
}

fn nothing_came(hotel: &Hotel, why: &str) {
    let stats = counted(hotel);
    assert_eq!((stats.stays, stats.guests), (0, 0), "nothing may be left behind: {why}");
    assert_eq!(hotel.read(|db| import::list(db, 10)), [], "not even the import itself: {why}");
}

#[test]
fn a_file_that_is_no_table_of_stays_is_refused_whole() {
    let endless = [HEADER.as_bytes(), &vec![b'a'; 3 << 20]].concat();
    let wide = [HEADER.as_bytes(), &vec![b','; 100_000]].concat();
    let open_quote = format!("{}9,\"booked,2026-03-01\n{}", many(3), "x,y\n".repeat(1_000));
    let quotes = [HEADER.as_bytes(), &vec![b'"'; (2 << 20) + 1]].concat();
    let cases: [(&str, Vec<u8>, &str); 9] = [
        ("endless line", endless, "line_too_long"),
        ("endless columns", wide, "too_many_columns"),
        ("open quote", open_quote.into_bytes(), "open_quote"),
        ("nothing but quotes", quotes, "line_too_long"),
        ("a spreadsheet", b"PK\x03\x04 and so on".to_vec(), "import_not_text"),
        ("packed", b"\x1f\x8b and so on".to_vec(), "import_not_text"),
        ("empty", Vec::new(), "import_no_rows"),
        ("another table", b"name,phone\na,b\n".to_vec(), "import_header"),
        ("made-up guests", format!("{}9,booked,2026-03-01,2026-03-02,,,PRACTICE\n", many(700)).into_bytes(), "practice_data"),
    ];
    for (name, content, expected) in cases {
        let hotel = hotel();
        let path = file(&hotel, "a.csv", content);
        assert_eq!(code(&apply(&hotel, &path)), expected, "{name}");
        nothing_came(&hotel, name);
    }
}

#[test]
fn the_header_that_does_not_fit_is_told_by_its_missing_columns() {
    let hotel = hotel();
    let path = file(&hotel, "a.csv", "reservation_no,state,guest_name,colour\n1,booked,a,b\n");
    let refused = apply(&hotel, &path).expect_err("arrival and departure are missing");
    let expected = vec![("mapping", "lobby".to_owned()), ("missing", "arrival, departure".to_owned())];
    assert_eq!((refused.code(), refused.args()), ("import_header", expected));
}

#[test]
fn who_stops_an_import_finds_nothing_of_it() {
    let hotel = hotel();
    let path = file(&hotel, "a.csv", many(5_000));
    for stage in [ImportStage::Reading, ImportStage::Writing, ImportStage::Finishing] {
        let mut words = 0;
        let mut report = |progress: import::Progress| {
            words += usize::from(progress.stage == stage);
            let enough = words > usize::from(stage == ImportStage::Writing) * 3 && progress.stage == stage;
            if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        assert_eq!(code(&apply_as(&hotel, &path, &HowToRead::default(), &mut report)), "cancelled", "{stage}");
        nothing_came(&hotel, stage.word());
    }
    apply(&hotel, &path).expect("control: with nobody stopping it the same file goes in");
    assert_eq!(counted(&hotel).stays, 5_000);
}

#[test]
fn a_file_that_changed_since_it_was_looked_at_is_refused() {
    let hotel = hotel();
    let path = file(&hotel, "a.csv", many(3));
    let (mut report, how) = (on, HowToRead::default());
    let mut watch = Watch::new(&mut report);
    let survey = import::survey(&path, Chosen::default(), &mut watch).expect("looked at");
    file(&hotel, "a.csv", many(4));
    let job = Job { survey: &survey, how: &how, refused_to: None };
    let outcome = hotel.write(Role::DataOfficer, Op::ApplyImport, &job.input(&hotel.store).expect("the key for marks"), |tx| {
        import::apply(tx, &job, &mut watch)
    });
    assert_eq!(code(&outcome), "file_changed");
    nothing_came(&hotel, "another file");
}

#[test]
fn only_those_who_may_import_do_and_a_second_click_imports_once() {
    let hotel = hotel();
    let path = file(&hotel, "a.csv", many(3));
    let (mut report, how) = (on, HowToRead::default());
    let mut watch = Watch::new(&mut report);
    let survey = import::survey(&path, Chosen::default(), &mut watch).expect("looked at");
    let job = Job { survey: &survey, how: &how, refused_to: None };
    for role in [Role::Receptionist, Role::DepartmentHead, Role::Administrator] {
        let outcome = hotel.write(role, Op::ApplyImport, &job.input(&hotel.store).expect("the key for marks"), |tx| {
            import::apply(tx, &job, &mut watch)
        });
        assert_eq!(code(&outcome), "not_allowed", "{role}");
    }
    let request = hotel.request_with(Role::DataOfficer, "one-click");
    let first = hotel
        .store
        .write(&request, Op::ApplyImport, &job.input(&hotel.store).expect("the key for marks"), |tx| {
            import::apply(tx, &job, &mut watch)
        })
        .expect("imported");
    let second = hotel
        .store
        .write(&request, Op::ApplyImport, &job.input(&hotel.store).expect("the key for marks"), |tx| {
            import::apply(tx, &job, &mut watch)
        })
        .expect("answered");
    assert_eq!(first.value, second.value, "the same click answers the same");
    assert_eq!(hotel.read(|db| import::list(db, 10)).len(), 1, "and imports once");
}

#[test]
fn only_our_own_escape_is_taken_off_and_exactly_one_of_it() {
    let row = "1,booked,2026-03-01,2026-03-02,''=cmd,,\n2,booked,2026-03-01,2026-03-02,'n Boer,,\n";
    let manifest = r#"{"lobby:escape": "apostrophe", "resources": [{"path": "stays.csv"}]}"#;
    let names = |hotel: &Hotel| -> Vec<String> {
        let date = "2026-03-01".parse().expect("a day");
        hotel.read(|db| {
            let stays = stays::arriving(db, date)?;
            let mut names: Vec<String> = Vec::new();
            for guest in stays.into_iter().filter_map(|stay| stay.guest_id) {
                names.push(lobby_core::guests::get(db, guest)?.name);
            }
            names.sort();
            Ok(names)
        })
    };
    let foreign = hotel();
    apply(&foreign, &file(&foreign, "stays.csv", format!("{HEADER}{row}"))).expect("a file of somebody else's");
    assert_eq!(names(&foreign), ["''=cmd", "'n Boer"], "nothing is taken off what is not ours");
    let ours = hotel();
    file(&ours, "datapackage.json", manifest);
    apply(&ours, &file(&ours, "stays.csv", format!("{HEADER}{row}"))).expect("a package of ours");
    assert_eq!(names(&ours), ["'=cmd", "n Boer"], "one apostrophe, not two");
    let beside = hotel();
    file(&beside, "datapackage.json", manifest);
    apply(&beside, &file(&beside, "other.csv", format!("{HEADER}{row}"))).expect("a file beside a package of ours");
    assert_eq!(names(&beside), ["''=cmd", "'n Boer"], "the manifest speaks for its own files only");
}

#[test]
fn a_practice_package_stays_out_of_a_real_hotel() {
    let hotel = hotel();
    file(&hotel, "datapackage.json", r#"{"practice": true, "resources": [{"path": "stays.csv"}]}"#);
    let path = file(&hotel, "stays.csv", many(2));
    assert_eq!(code(&apply(&hotel, &path)), "practice_data");
    nothing_came(&hotel, "practice");
}

//! What leaves the house: the monthly package of a tiny hotel, byte for byte; traps for head office; whole or absent.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use lobby_core::{
    audit::op::Op,
    base::{
        ids::{GuestId, TicketId},
        points::Points,
        role::Role,
    },
    export::{
        self, Destination, ExportProgress, MADE_LISTED_MAX, Made, MakeExport, Outcome,
        found::{self, AskFound},
        late,
        precheck::{self, AskPrecheck, CheckCode},
        pseudonyms::{self, GroupKey, SetGroupKey},
    },
    guests::{self, EditGuest, NewGuest},
    loyalty::{self, EarnPoints, Enrol, Redeem},
    tickets::{self, Decision, OpenTicket, ProblemCode, Remedy, Subject, TicketKind},
};
use serde_json::Value;
use support::{
    case::{Case, money, points},
    hotel::{Hotel, code, hotel},
};

pub(crate) const TABLES: [&str; 9] =
    ["guests", "members", "stays", "complaints", "complaint_steps", "compensation", "points", "lots", "kpi"];

fn on(_: ExportProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

pub(crate) fn make(hotel: &Hotel, role: Role, period: &str, to: &Path) -> lobby_core::base::error::Result<Made> {
    make_because(hotel, role, (period, ""), to)
}

pub(crate) fn make_because(
    hotel: &Hotel,
    role: Role,
    (period, reason): (&str, &str),
    to: &Path,
) -> lobby_core::base::error::Result<Made> {
    let input = MakeExport { period: period.to_owned(), reason: reason.to_owned() };
    export::make(&hotel.store, &hotel.request(role), &input, to, &mut on).map(|done| done.value)
}

pub(crate) fn may_be_shared(hotel: &Hotel, guest: GuestId) {
    let seen = hotel.read(|db| guests::get(db, guest));
    let wanted = guests::Guest { share_consent: true, ..seen.clone() };
    let input = EditGuest { seen, wanted };
    hotel.write(Role::Receptionist, Op::EditGuest, &input, |tx| guests::edit(tx, &input)).expect("consent is noted");
}

fn named(hotel: &Hotel, name: &str) -> GuestId {
    let new = NewGuest { name: name.to_owned(), country: "CN".to_owned(), language: "zh".to_owned(), ..NewGuest::default() };
    hotel.write(Role::Receptionist, Op::AddGuest, &new, |tx| guests::add(tx, &new)).expect("a guest is added").value
}

fn complain(hotel: &Hotel, guest: GuestId, words: &str) -> TicketId {
    let input = OpenTicket {
        kind: TicketKind::Complaint,
        subject: Subject::Guest { guest },
        problem: ProblemCode::WaterLeak,
        severity: None,
        mood: None,
        words: words.to_owned(),
        area: None,
        touchpoint: None,
        department: None,
        about: None,
    };
    let opened = hotel.write(Role::Receptionist, Op::OpenTicket, &input, |tx| tickets::open_ticket(tx, &input));
    opened.expect("a complaint is taken").value.ticket_id
}

pub(crate) fn enrolled(hotel: &Hotel, guest: GuestId) {
    let input = Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &input, |tx| loyalty::enrol(tx, &input)).expect("enrolled");
}

/// A hotel with one row of each kind, and every trap in a free text.
pub(crate) fn tiny() -> Hotel {
    let hotel = hotel();
    let open = named(&hotel, "=1+1, \"𠮷野\"\n単于");
    may_be_shared(&hotel, open);
    let apostrophe = named(&hotel, "'O'Brien");
    may_be_shared(&hotel, apostrophe);
    let shy = hotel.guest("王建国", "138 1234 8812");
    enrolled(&hotel, open);
    enrolled(&hotel, shy);
    support::stays::departed(&hotel, open, "2026-07-04", "2026-07-14", 254_405, 86_000);
    support::stays::departed(&hotel, shy, "2026-07-01", "2026-07-03", -638, 0);
    support::stays::departed(&hotel, apostrophe, "2026-07-05", "2026-07-06", 100, 0);
    let ticket = complain(&hotel, open, "-2+3+cmd|' /C calc'!A0");
    let case = Case { hotel: &hotel, ticket };
    case.to_the_plan();
    let plan = vec![money(Remedy::Laundry, 15_000), money(Remedy::Waive, 88_000), points(500)];
    case.proposed(Role::DutyManager, plan).expect("what is within the limit is given");
    case.decided(Role::GeneralManager, Decision::Approved).expect("what is above it is approved");
    complain(&hotel, shy, "漏水，王建国要求换房");
    let earn = EarnPoints { member: open.into(), points: Points::new(2_000).expect("a few"), expires_on: None };
    hotel.write(Role::Receptionist, Op::EarnPoints, &earn, |tx| loyalty::earn_points(tx, &earn)).expect("earned");
    let redeem = Redeem { member: open.into(), points: Points::new(600).expect("fewer"), reward: Some("breakfast".to_owned()) };
    hotel.write(Role::Receptionist, Op::RedeemPoints, &redeem, |tx| loyalty::redeem(tx, &redeem)).expect("redeemed");
    hotel
}

/// Every finding of rows says which they are, so that each is put right where it stands.
#[test]
fn a_finding_names_its_rows_and_where_each_is_put_right() {
    let hotel = tiny();
    let found = |check| {
        let asked = AskFound { period: "2026-07".to_owned(), check };
        hotel.read(|db| found::found(db, &asked))
    };
    let complaints = found(CheckCode::TicketsOpen);
    assert_eq!(complaints.len(), 2, "both are open");
    assert!(complaints.iter().all(|row| row.ticket.is_some() && row.label.starts_with("TS-")), "and open as tickets");
    let shy = found(CheckCode::Consent);
    assert_eq!(shy.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["王建国"], "who did not agree");
    assert!(shy[0].guest.is_some() && !shy[0].label.is_empty(), "a card to open, and the member's number");
    assert!(found(CheckCode::Points).is_empty() && found(CheckCode::CardNumbers).is_empty(), "nothing blocks");
    let outside = support::outside::opened(&hotel.path(), support::hotel::PASSPHRASE);
    outside.execute("UPDATE balances SET points = points + 7 WHERE account > 100", []).expect("a balance is bent");
    outside
        .execute("UPDATE guest_details SET vip = '4111 1111 1111 1111' WHERE name LIKE '%Brien'", [])
        .expect("a card's number");
    assert_eq!(found(CheckCode::Points).len(), 1, "the first member whose sums differ");
    assert_eq!(found(CheckCode::CardNumbers).iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["'O'Brien"]);
    let asked = AskPrecheck { period: "2026-07".to_owned(), today: "2026-08-01".parse().expect("a day") };
    let counted = hotel.read(|db| precheck::precheck(db, None, &asked, &mut on)).checks;
    for one in counted.iter().filter(|one| one.outcome != Outcome::Fine) {
        assert_eq!(found(one.code).len() as u64, one.rows, "{}: as many as are counted", one.code);
    }
}

fn manifest(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join("datapackage.json")).expect("the manifest is there");
    serde_json::from_str(&text).expect("it is JSON")
}

#[test]
fn the_package_of_a_tiny_hotel_is_the_golden_one() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    let made = make(&hotel, Role::DataOfficer, "2026-07", to.path()).expect("a package is made");
    assert_eq!((made.folder.as_str(), made.version), ("H0217-2026-07-v1", 1));
    let folder = to.path().join(&made.folder);
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden/package");
    let mut said = manifest(&folder);
    // The chain's head moves with every write that the test hotel is made of: it is looked at in a test of its own.
    said["lobby:head"] = Value::Null;
    // And stands in the workbook and on the cover.
    said["lobby:beside"] = Value::Null;
    let mut found: Vec<(String, String)> =
        vec![("datapackage.json".to_owned(), format!("{}\n", serde_json::to_string_pretty(&said).expect("JSON")))];
    for table in TABLES {
        let name = format!("{table}.csv");
        found.push((name.clone(), fs::read_to_string(folder.join(name)).expect("UTF-8")));
    }
    if std::env::var_os("LOBBY_BLESS").is_some() {
        fs::create_dir_all(&golden).expect("the golden folder");
        for (name, text) in &found {
            fs::write(golden.join(name), text).expect("a golden file is written");
        }
    }
    for (name, text) in found {
        let expected = fs::read_to_string(golden.join(&name)).unwrap_or_default();
        assert_eq!(text, expected, "{name} is not the golden one; LOBBY_BLESS=1 writes it again");
    }
}

#[test]
fn nothing_of_a_guest_who_did_not_agree_leaves_the_house() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    let made = make(&hotel, Role::GeneralManager, "2026-07", to.path()).expect("a package is made");
    let folder = to.path().join(&made.folder);
    let all: String = TABLES.map(|table| fs::read_to_string(folder.join(format!("{table}.csv"))).expect("UTF-8")).concat();
    for secret in ["王建国", "8812", "1234", "00000002"] {
        assert!(!all.contains(secret), "what belongs to a guest without consent stands in the package");
    }
    for shared in ["𠮷野", "00000001", "'=1+1", "'-2+3", "''O'Brien"] {
        assert!(all.contains(shared), "{shared} belongs to a guest who agreed");
    }
    let guests = fs::read_to_string(folder.join("guests.csv")).expect("UTF-8");
    assert!(guests.contains("H0217,g"), "who did not agree is there, under a key");
}

#[test]
fn the_same_rows_are_the_same_bytes_and_the_next_version_names_the_one_before() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    let first = make(&hotel, Role::DataOfficer, "2026-07", to.path()).expect("version 1");
    assert_eq!(
        code(&make(&hotel, Role::DataOfficer, "2026-07", to.path())),
        "reason_needed",
        "nothing goes again without a word"
    );
    let second = make_because(&hotel, Role::DataOfficer, ("2026-07", "晚数有误"), to.path()).expect("version 2");
    assert_eq!((second.version, second.folder.as_str()), (2, "H0217-2026-07-v2"));
    for (one, other) in first.files.iter().zip(&second.files).skip(1).take(TABLES.len()) {
        assert!(one.path.ends_with(".csv"), "{}: a table", one.path);
        assert_eq!(one, other, "the same rows, the same file");
    }
    let said = manifest(&to.path().join(&second.folder));
    assert_eq!(
        said["lobby:previous"]["hash"],
        Value::from(format!("sha256:{}", first.files[0].sha256)),
        "the manifest names the package before"
    );
    let head = hotel.read(export::made).remove(0).head;
    assert_eq!(said["lobby:head"]["mac"], Value::from(head.mac), "the chain's head left the house");
    assert_eq!(manifest(&to.path().join(&first.folder))["lobby:previous"], Value::Null);
    let listed = hotel.read(export::made);
    assert!(listed.len() == 2 && listed.len() < MADE_LISTED_MAX as usize, "both stand in the history of exports");
}

#[test]
fn the_same_request_makes_one_package() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    let request = hotel.request_with(Role::DataOfficer, "twice");
    let input = MakeExport { period: "2026-07".to_owned(), reason: String::new() };
    let first = export::make(&hotel.store, &request, &input, to.path(), &mut on).expect("made");
    let again = export::make(&hotel.store, &request, &input, to.path(), &mut on).expect("answered again");
    assert_eq!(first, again);
    assert_eq!(names(to.path()), ["H0217-2026-07-v1"], "a double click makes one folder");
    let other = MakeExport { period: "2026-06".to_owned(), reason: String::new() };
    assert_eq!(code(&export::make(&hotel.store, &request, &other, to.path(), &mut on)), "key_reused");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is read").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_package_is_whole_or_absent_wherever_it_is_stopped() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    let input = MakeExport { period: "2026-07".to_owned(), reason: String::new() };
    for stop_at in 0..TABLES.len() {
        let mut seen = 0;
        let mut report = |_: ExportProgress| {
            seen += 1;
            if seen > stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let stopped = export::make(&hotel.store, &hotel.request(Role::DataOfficer), &input, to.path(), &mut report);
        assert_eq!(code(&stopped), "cancelled", "stopped at table {stop_at}");
        assert!(names(to.path()).is_empty(), "nothing is left of it");
    }
    assert!(hotel.read(export::made).is_empty(), "and nothing stands in the history of exports");
    fs::create_dir(to.path().join("H0217-2026-07-v1.part")).expect("what a kill leaves");
    fs::write(to.path().join("H0217-2026-07-v1.part/stays.csv"), "half").expect("half a table");
    make(&hotel, Role::DataOfficer, "2026-07", to.path()).expect("made over what a kill left");
    assert_eq!(names(to.path()), ["H0217-2026-07-v1"]);
    let nowhere = make(&hotel, Role::DataOfficer, "2026-06", &to.path().join("missing"));
    assert_eq!(code(&nowhere), "file_failed", "a folder that is not there is said");
}

#[test]
fn only_those_who_may_export_do_and_only_a_month_that_began() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    for role in [Role::Receptionist, Role::DutyManager, Role::DepartmentHead, Role::Administrator] {
        assert_eq!(code(&make(&hotel, role, "2026-07", to.path())), "not_allowed", "{role} exports nothing");
    }
    assert_eq!(code(&make(&hotel, Role::DataOfficer, "2026-08", to.path())), "period_not_begun");
    assert_eq!(code(&make(&hotel, Role::DataOfficer, "2026-7", to.path())), "bad_value");
    assert!(names(to.path()).is_empty(), "a refusal leaves nothing");
}

#[test]
fn the_precheck_says_what_a_package_would_be() {
    let hotel = tiny();
    let asked = AskPrecheck { period: "2026-07".to_owned(), today: "2026-07-14".parse().expect("a day") };
    let before = hotel.read(|db| precheck::precheck(db, None, &asked, &mut on));
    let check = |code: CheckCode| before.checks.iter().find(|check| check.code == code).expect("every check answers");
    assert!(!before.blocked && before.version == 1);
    assert_eq!((check(CheckCode::Consent).outcome, check(CheckCode::Consent).rows), (Outcome::Look, 1));
    assert_eq!((check(CheckCode::FormulaText).outcome, check(CheckCode::FormulaText).rows), (Outcome::Fine, 3));
    assert_eq!(check(CheckCode::Period).outcome, Outcome::Look, "July is not over");
    assert_eq!(check(CheckCode::TicketsOpen).examples, ["TS-20260714-A01", "TS-20260714-A02"]);
    assert_eq!(check(CheckCode::MemberNumbers).rows, 2);
    let to = tempfile::tempdir().expect("a folder");
    let made = make(&hotel, Role::DataOfficer, "2026-07", to.path()).expect("made");
    let said: Vec<(String, u64, u64)> =
        before.sheets.iter().map(|sheet| (format!("{}.csv", sheet.name), sheet.rows, sheet.bytes)).collect();
    let found: Vec<(String, u64, u64)> =
        made.files[1..=TABLES.len()].iter().map(|file| (file.path.clone(), file.rows, file.bytes)).collect();
    assert_eq!(said, found, "the package is what the precheck said");
    let after = hotel.read(|db| precheck::precheck(db, None, &asked, &mut on));
    assert!(after.version == 2 && after.checks.iter().any(|check| check.code == CheckCode::Correction));
    assert!(after.checks.windows(2).all(|pair| pair[0].outcome <= pair[1].outcome), "what blocks stands first");
}

#[test]
fn python_frictionless_validates_the_package_and_sees_one_altered_byte() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    let made = make(&hotel, Role::DataOfficer, "2026-07", to.path()).expect("made");
    let folder = to.path().join(&made.folder);
    let Some(said) = support::package::frictionless(&folder) else { return };
    assert_eq!(said["valid"], Value::from(true), "{said:#}");
    assert_eq!(said["tasks"].as_array().map(Vec::len), Some(TABLES.len()), "every table was looked at");
    let path = folder.join("stays.csv");
    let altered = fs::read_to_string(&path).expect("UTF-8").replace("2544.05", "2544.06");
    fs::write(&path, altered).expect("one byte is altered");
    let said = support::package::frictionless(&folder).expect("the environment is still there");
    assert_eq!(said["valid"], Value::from(false), "one altered byte must be seen");
}

#[test]
fn the_schema_is_documented_field_by_field_as_the_core_writes_it() {
    let page = export::schema::documented();
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/package-schema.md");
    if std::env::var_os("LOBBY_WRITE_DOCS").is_some() {
        fs::write(&path, &page).expect("the page is written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "docs/package-schema.md is not the core's: LOBBY_WRITE_DOCS=1 cargo test -p lobby-tests exchange::");
}

/// Tells the made package's rows of a table, each by its field names.
pub(crate) fn rows_of(folder: &Path, table: &str) -> Vec<std::collections::HashMap<String, String>> {
    let mut csv = csv::Reader::from_path(folder.join(format!("{table}.csv"))).expect("the table is there");
    csv.deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn every_kind_of_period_holds_its_days_and_no_others() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    // Departures lie on 3, 6 and 14 July; the complaints were taken and the points moved on the 14th.
    let cases = [
        ("2026-07-14", "day", 1, 2, "append"),
        ("2026-W27", "week", 1, 0, "append"),
        ("2026-07-06--2026-07-13", "span", 1, 0, "append"),
        ("2026-07", "month", 3, 2, "upsert"),
        ("all-2026-07-14", "all", 3, 2, "upsert"),
    ];
    for (ordinal, (period, kind, stays, postings, mode)) in (1..).zip(cases) {
        let made = make(&hotel, Role::DataOfficer, period, to.path()).expect(period);
        let folder = to.path().join(&made.folder);
        let said = manifest(&folder);
        assert_eq!(said["lobby:period"]["kind"], kind);
        assert_eq!((said["lobby:sequence"].as_i64(), made.sequence), (Some(ordinal), ordinal as u32), "{period}: no gap");
        assert_eq!(said["lobby:mode"], mode, "{period}: whether an earlier package has a day of it");
        assert_eq!((rows_of(&folder, "stays").len(), rows_of(&folder, "points").len()), (stays, postings), "{period}");
        assert_eq!(made.folder, format!("H0217-{period}-v1"));
    }
    let listed: Vec<(u32, String)> = hotel.read(export::made).into_iter().map(|made| (made.sequence, made.period)).collect();
    assert_eq!(listed.first(), Some(&(5, "all-2026-07-14".to_owned())), "the newest stands first");
}

#[test]
fn since_the_last_package_goes_on_the_day_after_it() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    let since = |today: &str| {
        let period = hotel.store.read_as_house(|db| export::since_last(db, today.parse().expect("a day")));
        period.map(|period| period.to_string())
    };
    assert_eq!(since("2026-07-14").expect("all"), "all-2026-07-13", "nothing went before: all there is");
    make(&hotel, Role::DataOfficer, "2026-07-05", to.path()).expect("a day's package");
    assert_eq!(since("2026-07-14").expect("since"), "2026-07-06--2026-07-13");
    assert_eq!(since("2036-07-14").expect("since"), "all-2036-07-13", "a span has its length");
    make(&hotel, Role::DataOfficer, "2026-07-06--2026-07-13", to.path()).expect("the days since");
    assert_eq!(code(&since("2026-07-14")), "nothing_since");
}

#[test]
fn since_the_last_package_late_changes_of_earlier_days_go_too_as_corrections() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    let extra = support::stays::departed(&hotel, named(&hotel, "陈一"), "2026-07-09", "2026-07-10", 100, 0);
    for period in ["2026-07-03", "2026-07-05", "2026-07-10", "2026-07-11--2026-07-12"] {
        make(&hotel, Role::DataOfficer, period, to.path()).expect("a package");
    }
    let since = |hotel: &Hotel| {
        let destination = Destination { to: to.path(), seal_to: None };
        let request = hotel.request(Role::DataOfficer);
        late::make_since_last(&hotel.store, &request, "补报", destination, &mut on)
            .map(|made| made.into_iter().map(|made| (made.folder, made.version)).collect::<Vec<_>>())
    };
    assert!(hotel.read(late::changed).is_empty(), "nothing changed yet");
    support::stays::charged(&hotel, extra, 99_900);
    let latecomer = support::stays::departed(&hotel, named(&hotel, "林晓"), "2026-07-04", "2026-07-05", 12_300, 0);
    let found = hotel.read(late::changed);
    let told: Vec<(&str, u32, Vec<&str>)> =
        found.iter().map(|late| (late.period.as_str(), late.version, late.tables.clone())).collect();
    assert_eq!(told, [("2026-07-05", 2, vec!["stays"]), ("2026-07-10", 2, vec!["stays"])], "those two days and no others");
    let made = since(&hotel).expect("corrections, then the day since");
    let expected = ["H0217-2026-07-05-v2", "H0217-2026-07-10-v2", "H0217-2026-07-13--2026-07-13-v1"];
    assert_eq!(made.iter().map(|(folder, _)| folder.as_str()).collect::<Vec<_>>(), expected);
    let rows = rows_of(&to.path().join(&made[0].0), "stays");
    assert!(rows.iter().any(|row| row["stay_id"] == latecomer.to_string()), "the late stay is in its day's correction");
    assert_eq!(manifest(&to.path().join(&made[1].0))["lobby:replaces"]["reason"], "补报");
    assert_eq!(code(&since(&hotel)), "nothing_since", "and once is enough");
    let day_after = hotel.store.read_as_house(|db| export::since_last(db, "2026-07-16".parse().expect("a day")));
    assert_eq!(day_after.expect("days").to_string(), "2026-07-14--2026-07-15", "a correction does not turn the clock back");
    support::stays::charged(&hotel, extra, 99_800);
    let again = since(&hotel).expect("a correction alone, where no day is over since");
    assert_eq!(again, [("H0217-2026-07-10-v3".to_owned(), 3)]);
}

#[test]
fn a_period_that_a_later_package_holds_whole_is_that_one_s_to_correct() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    for period in ["2026-07-10", "2026-07"] {
        make(&hotel, Role::DataOfficer, period, to.path()).expect("a package");
    }
    support::stays::departed(&hotel, named(&hotel, "林晓"), "2026-07-09", "2026-07-10", 12_300, 0);
    let periods: Vec<String> = hotel.read(late::changed).into_iter().map(|late| late.period).collect();
    assert_eq!(periods, ["2026-07"]);
}

#[test]
fn the_figures_are_the_tables_sums() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    // From the 10th on: the stay of 4 to 14 July slept four nights of it.
    let made = make(&hotel, Role::DataOfficer, "2026-07-10--2026-07-20", to.path()).expect("made");
    let folder = to.path().join(&made.folder);
    let figures = rows_of(&folder, "kpi");
    let figure = |measure: &str| {
        let found = figures.iter().find(|row| row["measure"] == measure && row["part"] == "all");
        found.map(|row| row["value"].clone()).expect("every figure is there")
    };
    assert_eq!(figure("room_nights"), "4", "only nights of the period count");
    assert_eq!(figure("stays_departed"), rows_of(&folder, "stays").len().to_string());
    assert_eq!(figure("complaints"), "2");
    let held: i64 = rows_of(&folder, "members").iter().map(|row| row["balance"].parse::<i64>().expect("points")).sum();
    assert_eq!(figure("points_closing"), held.to_string(), "what members hold is what the ledger closes with");
    assert_eq!(manifest(&folder)["lobby:points"]["closing"], held);
}

#[test]
fn a_correction_says_why_and_names_what_changed_and_nothing_else() {
    let hotel = tiny();
    let extra = support::stays::departed(&hotel, named(&hotel, "陈一"), "2026-07-09", "2026-07-10", 100, 0);
    let to = tempfile::tempdir().expect("a folder");
    make(&hotel, Role::DataOfficer, "2026-07", to.path()).expect("version 1");
    let late = named(&hotel, "林晓, \"Lin\"");
    support::stays::departed(&hotel, late, "2026-07-07", "2026-07-08", 12_300, 0);
    support::stays::charged(&hotel, extra, 99_900);
    let why = "=补录 7 月 8 日离店 <一笔>";
    let made = make_because(&hotel, Role::DataOfficer, ("2026-07", why), to.path()).expect("version 2");
    let folder = to.path().join(&made.folder);
    let said = manifest(&folder);
    assert_eq!(said["lobby:mode"], "upsert", "rows replace by key");
    assert_eq!((said["lobby:replaces"]["version"].as_u64(), said["lobby:replaces"]["reason"].as_str()), (Some(1), Some(why)));
    let counts = |table: &str| {
        let changes = said["lobby:changes"].as_array().expect("the version before lies there");
        let one = changes.iter().find(|one| one["table"] == table).expect("every table is counted");
        [&one["added"], &one["changed"], &one["removed"]].map(|count| count.as_u64().expect("a count"))
    };
    assert_eq!((counts("stays"), counts("guests"), counts("complaints")), ([1, 1, 0], [1, 0, 0], [0, 0, 0]));
    let list = fs::read_to_string(folder.join("changes.csv")).expect("the list is there");
    let changed: Vec<&str> = list.lines().filter(|line| line.contains(",changed,")).collect();
    assert!(changed[0].starts_with("H0217,stays,changed,") && changed[0].ends_with(",room_revenue"), "{changed:?}");
    assert!(!list.contains("林晓") && !list.contains("999.00"), "keys and field names, never what stands in a field");
    let cover = fs::read_to_string(folder.join("cover.html")).expect("the cover is there");
    assert!(cover.contains("=补录 7 月 8 日离店 &lt;一笔&gt;"), "the reason stands on the cover, and no tag of it");
    let listed = hotel.read(export::made);
    assert_eq!((listed[0].reason.as_str(), listed[1].reason.as_str()), (why, ""), "and in the history of exports");
    for file in said["lobby:beside"].as_array().expect("a list") {
        let name = file["path"].as_str().expect("a name");
        let found = made.files.iter().find(|made| made.path == name).expect("said and answered");
        assert_eq!(file["hash"], format!("sha256:{}", found.sha256), "{name}");
        assert_eq!(fs::metadata(folder.join(name)).expect("it is there").len(), found.bytes, "{name}");
    }
}

#[test]
fn a_version_whose_forerunner_is_gone_tells_no_changes() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    let first = make(&hotel, Role::DataOfficer, "2026-07", to.path()).expect("version 1");
    let manifest_path = to.path().join(&first.folder).join("datapackage.json");
    fs::write(&manifest_path, fs::read_to_string(&manifest_path).expect("read").replace("H0217", "H0218")).expect("written over");
    let known = make_because(&hotel, Role::DataOfficer, ("2026-07", "核对"), to.path()).expect("version 2");
    let said = manifest(&to.path().join(&known.folder));
    assert!(said["lobby:changes"].is_array(), "what is kept of the forerunner tells, whatever became of its folder");
    let kept = lobby_core::export::kept::folder_of(&hotel.path());
    fs::remove_dir_all(kept.join(&known.files[0].sha256)).expect("another disk");
    fs::remove_dir_all(to.path().join(&known.folder)).expect("and its folder is gone");
    let second = make_because(&hotel, Role::DataOfficer, ("2026-07", "再报"), to.path()).expect("version 3");
    let said = manifest(&to.path().join(&second.folder));
    assert_eq!((&said["lobby:changes"], &said["lobby:replaces"]["version"]), (&Value::Null, &Value::from(2)));
}

#[test]
fn the_workbook_opens_in_libreoffice_with_its_traps_as_they_were() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    let made = make(&hotel, Role::DataOfficer, "2026-07", to.path()).expect("made");
    let folder = to.path().join(&made.folder);
    let Some(sheets) = support::package::libreoffice(&folder.join("package.xlsx")) else { return };
    let sheet = |name: &str| sheets.iter().find(|(found, _)| found == name).map(|(_, csv)| csv.as_str()).expect(name);
    assert!(sheet("members").contains("\"00000001\""), "a member number keeps its zeros, as text");
    assert!(sheet("guests").contains("\"=1+1, \"\"𠮷野\"\"\n単于\""), "what looks like a formula is the text that it was");
    assert!(sheet("guests").contains("\"'O'Brien\""), "an apostrophe is the guest's own");
    assert!(sheet("complaints").contains("\"-2+3+cmd|' /C calc'!A0\""));
    assert!(sheet("stays").contains("2544.05,860") && sheet("stays").contains("-6.38"), "amounts are numbers");
    assert!(sheet("stays").contains(",2026-07-14,10,"), "days are days, and nights a number");
    assert!(sheet("cover 封面").contains("H0217"), "the cover stands first");
    assert!(sheet("fields 字段").contains("guest_key"), "and the dictionary after it");
    for table in TABLES {
        // A line break inside a name makes lines, not rows.
        let rows = csv::Reader::from_reader(sheet(table).as_bytes()).records().count();
        assert_eq!(rows, rows_of(&folder, table).len(), "{table}");
    }
}

pub(crate) fn group_key(hotel: &Hotel, digit: &str) -> String {
    let key = GroupKey::parse(&digit.repeat(64)).expect("a key");
    let input = SetGroupKey { fingerprint: key.fingerprint() };
    let set = hotel.write(Role::DataOfficer, Op::SetGroupKey, &input, |tx| pseudonyms::set_group_key(tx, &input, &key));
    set.expect("the key is kept");
    input.fingerprint
}

#[test]
fn one_person_is_known_again_in_another_hotel_only_where_they_agreed_and_head_office_gave_its_key() {
    let to = tempfile::tempdir().expect("a folder");
    let house = |folder: &str, consent: bool, phone: &str| {
        let hotel = hotel();
        let guest = hotel.guest("林晓", phone);
        if consent {
            may_be_shared(&hotel, guest);
        }
        support::stays::departed(&hotel, guest, "2026-06-03", "2026-06-06", 100, 0);
        let to = to.path().join(folder);
        fs::create_dir(&to).expect("a folder");
        (hotel, to)
    };
    let keys = |(hotel, to): &(Hotel, PathBuf), period: &str| {
        let made = make(hotel, Role::DataOfficer, period, to).expect("made");
        let folder = to.join(made.folder);
        let row = rows_of(&folder, "guests").remove(0);
        (row["guest_key"].clone(), row["group_key"].clone(), manifest(&folder)["lobby:keys"]["group_key"].clone())
    };
    let (here, there) = (house("here", true, "138 0000 8812"), house("there", true, "+86 13800008812"));
    let shy = house("shy", false, "138 0000 8812");
    assert_eq!(keys(&here, "2026-06").1, "", "no key was given: nobody is matched");
    let fingerprint = group_key(&here.0, "a");
    group_key(&there.0, "a");
    group_key(&shy.0, "a");
    let (one, other, third) = (keys(&here, "2026-06-06"), keys(&there, "2026-06-06"), keys(&shy, "2026-06-06"));
    assert_eq!((one.1.len(), &one.1), (33, &other.1), "one phone in two hotels is one person");
    assert_eq!(one.2, Value::from(fingerprint), "the manifest tells which key it was");
    assert_eq!((third.1.as_str(), third.0.len()), ("", 33), "who did not agree has a pseudonym and is matched by nothing");
}

#[test]
fn an_erased_guest_stands_in_no_row_while_the_sums_hold() {
    let hotel = tiny();
    let to = tempfile::tempdir().expect("a folder");
    let before = make(&hotel, Role::DataOfficer, "2026-07", to.path()).expect("version 1");
    let outside = support::outside::opened(&hotel.path(), support::hotel::PASSPHRASE);
    // What an erasure takes: everything personal; the guest's own row, stays, complaints and postings stay.
    let erased = "DELETE FROM guest_details WHERE name LIKE '=1+1%'";
    outside.execute_batch("PRAGMA foreign_keys = OFF").expect("set");
    assert_eq!(outside.execute(erased, []).expect("erased"), 1);
    drop(outside);
    let after = make_because(&hotel, Role::DataOfficer, ("2026-07", "一位客人已删除"), to.path()).expect("version 2");
    let (before, after) = (to.path().join(before.folder), to.path().join(after.folder));
    let key = rows_of(&before, "points")[0]["guest_key"].clone();
    for table in TABLES {
        let text = fs::read_to_string(after.join(format!("{table}.csv"))).expect("UTF-8");
        assert!(!text.contains(&key) && !text.contains("𠮷野"), "{table}: nothing names who was erased");
    }
    assert_eq!(rows_of(&before, "kpi").len(), rows_of(&after, "kpi").len());
    for (then, now) in rows_of(&before, "kpi").iter().zip(&rows_of(&after, "kpi")) {
        if then["measure"] != "members" {
            assert_eq!(then["value"], now["value"], "{} holds", then["measure"]);
        }
    }
    let totals = |folder: &Path, place: usize| manifest(folder)["resources"][place]["lobby:totals"].clone();
    assert_eq!(
        (totals(&before, 2), totals(&before, 6)),
        (totals(&after, 2), totals(&after, 6)),
        "stays and points sum to the same"
    );
    if let Some(said) = support::package::frictionless(&after) {
        assert_eq!(said["valid"], Value::from(true), "{said:#}");
    }
}

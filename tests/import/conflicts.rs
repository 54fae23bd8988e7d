//! A file against what staff typed: decided by column or by itself, remembered, and asked again only where nobody decided.

use lobby_core::{
    audit::op::Op,
    base::role::Role,
    guests,
    import::{Conflicts, Counts, HowToRead, Settle, SettledColumn, plan::Conflict},
};
use support::hotel::{Hotel, hotel};

use super::{apply, apply_as, file, on, preview, undo};

const HEADER: &str = "reservation_no,state,arrival,departure,guest_name,phone,company,country";
/// More than a preview lists.
const GUESTS: usize = 230;

fn rows(company: &str, state: &str) -> String {
    let rows = (0..GUESTS).map(|guest| format!("{guest},{state},2026-08-01,2026-08-02,客人{guest},139{guest:08},{company},SG\n"));
    format!("{HEADER}\n{}", rows.collect::<String>())
}

/// A hotel where staff typed another company and country for everybody.
fn house() -> Hotel {
    let hotel = hotel();
    apply(&hotel, &file(&hotel, "first.csv", rows("望江电子", "booked").replace(",SG", ",CN"))).expect("first");
    for guest in 0..GUESTS {
        let id = of(&hotel, guest).id;
        let now = hotel.read(|db| guests::get(db, id));
        let typed = guests::EditGuest { wanted: guests::Guest { company: "锦绣".to_owned(), ..now.clone() }, seen: now };
        hotel.write(Role::Receptionist, Op::EditGuest, &typed, |tx| guests::edit(tx, &typed)).expect("typed");
    }
    hotel
}

fn of(hotel: &Hotel, guest: usize) -> guests::Guest {
    let kind = lobby_core::base::contact::ContactKind::Phone;
    let phone = format!("139{guest:08}");
    hotel.read(|db| guests::get(db, guests::bulk::with_contact(db, kind, &phone)?[0].0))
}

fn how(all: Settle, columns: &[(&str, Settle)]) -> HowToRead {
    let columns = columns.iter().map(|(column, settle)| SettledColumn { column: (*column).to_owned(), settle: *settle });
    let conflicts = Conflicts { all, columns: columns.collect(), each: Vec::new() };
    HowToRead { conflicts, ..HowToRead::default() }
}

fn parts(counts: Counts) -> [u64; 5] {
    [counts.new, counts.changed, counts.same, counts.conflicting, counts.kept_ours]
}

const ALL: u64 = GUESTS as u64;

#[test]
fn one_rule_for_a_column_reaches_beyond_the_rows_that_are_listed() {
    let hotel = house();
    let path = file(&hotel, "b.csv", rows("望江电子（上海）", "booked"));
    let shown = preview(&hotel, &path).expect("previewed");
    assert_eq!((shown.conflicts.len(), shown.counts.conflicting), (200, ALL), "the first of them are listed");
    let by_column: Vec<(&str, u64)> = shown.conflict_columns.iter().map(|one| (one.column.as_str(), one.rows)).collect();
    assert_eq!(by_column, [("company", ALL), ("country", ALL)], "all of them are counted");
    let rule = how(Settle::KeepOurs, &[("company", Settle::TakeFile)]);
    let done = apply_as(&hotel, &path, &rule, &mut on).expect("imported");
    assert_eq!(parts(done.counts), [0, 0, 0, ALL, 0], "the country is still another");
    for guest in [0, GUESTS - 1] {
        let now = of(&hotel, guest);
        assert_eq!((now.company.as_str(), now.country.as_str()), ("望江电子（上海）", "CN"), "{guest}");
    }
}

#[test]
fn what_nobody_decided_is_asked_again_and_what_somebody_decided_is_kept_ours() {
    let hotel = house();
    let path = file(&hotel, "b.csv", rows("望江电子（上海）", "booked"));
    let unasked = apply(&hotel, &path).expect("nobody was asked");
    assert_eq!(parts(unasked.counts), [0, 0, 0, ALL, 0]);
    let again = apply(&hotel, &path).expect("the same file again");
    assert_eq!(parts(again.counts), [0, 0, 0, ALL, 0], "it still differs, and nobody decided");

    let decided = apply_as(&hotel, &path, &how(Settle::KeepOurs, &[]), &mut on).expect("decided for ours");
    assert_eq!(parts(decided.counts), [0, 0, 0, ALL, 0], "decided now");
    let again = apply(&hotel, &path).expect("the same file again");
    assert_eq!(parts(again.counts), [0, 0, ALL, 0, ALL], "the same, and it says that ours was kept");
    let moved = file(&hotel, "c.csv", rows("望江电子（上海）", "cancelled"));
    let moved_on = apply(&hotel, &moved).expect("the stays moved on");
    assert_eq!(parts(moved_on.counts), [0, ALL, 0, 0, ALL], "the same value of the file is not asked again");
    let theirs = apply_as(&hotel, &path, &how(Settle::TakeFile, &[]), &mut on).expect("the file for all");
    assert_eq!(parts(theirs.counts), [0, ALL, 0, 0, ALL]);
    assert_eq!(of(&hotel, 0).company, "锦绣", "what was decided stands");
    let another = file(&hotel, "d.csv", rows("另一公司", "cancelled"));
    assert_eq!(apply(&hotel, &another).expect("another value").counts.conflicting, ALL, "another value is another question");
}

#[test]
fn what_waited_is_brought_in_by_a_later_decision_and_an_undo_forgets_decisions() {
    let hotel = house();
    let path = file(&hotel, "b.csv", rows("望江电子（上海）", "booked"));
    let unasked = apply(&hotel, &path).expect("nobody was asked");
    let taken = apply_as(&hotel, &path, &how(Settle::TakeFile, &[]), &mut on).expect("decided for the file");
    assert_eq!(parts(taken.counts), [0, ALL, 0, 0, 0]);
    assert_eq!(of(&hotel, 0).company, "望江电子（上海）");
    assert_eq!(parts(apply(&hotel, &path).expect("again").counts), [0, 0, ALL, 0, 0]);
    undo(&hotel, &taken).expect("undone");
    assert_eq!(of(&hotel, 0).company, "锦绣", "as staff typed it");
    undo(&hotel, &unasked).expect("undone");

    let kept = apply_as(&hotel, &path, &how(Settle::KeepOurs, &[]), &mut on).expect("decided for ours");
    undo(&hotel, &kept).expect("undone");
    let shown = preview(&hotel, &path).expect("previewed");
    assert_eq!(shown.counts.conflicting, ALL, "the decision went with its import");
    let first = Conflict { line: 2, column: "country".to_owned(), ours: "CN".to_owned(), theirs: "SG".to_owned() };
    assert_eq!(shown.conflicts[0], first);
}

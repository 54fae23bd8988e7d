//! An import is taken back as far as nobody took up what it brought.

use lobby_core::{
    audit::op::{Op, RecordKind},
    base::{
        contact::ContactKind,
        ids::{GuestId, RecordId},
        role::Role,
    },
    guests::{self, AddPreference, PreferenceKind, PreferenceOrigin},
    import::{
        self, ImportState,
        foreseen::{self, KeptKind},
    },
    stays::{self, CheckIn, summaries},
};
use support::hotel::{Hotel, code, hotel};

use super::{apply, counted, file, undo};

const HEADER: &str = "reservation_no,state,arrival,departure,room,guest_name,phone,company,rate";

fn rows(lines: &[&str]) -> String {
    format!("{HEADER}\n{}\n", lines.join("\n"))
}

fn guest_with(hotel: &Hotel, phone: &str) -> GuestId {
    hotel.read(|db| guests::bulk::with_contact(db, ContactKind::Phone, phone)).remove(0).0
}

#[test]
fn an_undo_takes_back_all_that_nobody_touched() {
    let hotel = hotel();
    let known = hotel.guest("周敏", "13900001111");
    apply(&hotel, &file(&hotel, "a.csv", rows(&["1,booked,2026-03-01,2026-03-02,,周敏,13900001111,,600"]))).expect("first");
    let before = (hotel.read(|db| stays::of_guest(db, known, 10)), hotel.read(|db| guests::get(db, known)), counted(&hotel));
    let second = [
        "1,departed,2026-03-01,2026-03-02,0808,周敏,13900001111,望江电子,600",
        "2,booked,2026-03-05,2026-03-06,,李雷,13700002222,,1",
    ];
    let applied = apply(&hotel, &file(&hotel, "b.csv", rows(&second))).expect("second");
    assert_eq!(hotel.read(|db| guests::get(db, known)).company, "望江电子", "an empty field is filled");
    let undone = undo(&hotel, &applied).expect("undone");
    assert_eq!((undone.removed, undone.removed_guests, undone.restored, undone.kept), (1, 1, 2, 0));
    let after = (hotel.read(|db| stays::of_guest(db, known, 10)), hotel.read(|db| guests::get(db, known)), counted(&hotel));
    assert_eq!(after, before, "as if the second file had never come");
    assert_eq!(hotel.read(summaries::differing), [], "sums too");
    assert_eq!(hotel.read(|db| import::list(db, 10)).iter().filter(|import| import.state == ImportState::Undone).count(), 1);
    assert_eq!(code(&undo(&hotel, &applied)), "already_undone");
}

#[test]
fn what_somebody_took_up_since_is_kept_and_listed() {
    let hotel = hotel();
    let lines = [
        "1,booked,2026-07-14,2026-07-15,,周敏,13900001111,,600",
        "2,booked,2026-07-14,2026-07-15,,李雷,13700002222,,600",
        "3,booked,2026-07-14,2026-07-15,,韩梅梅,13700003333,,600",
    ];
    let applied = apply(&hotel, &file(&hotel, "a.csv", rows(&lines))).expect("imported");
    let came = guest_with(&hotel, "13900001111");
    let stay = hotel.read(|db| stays::of_guest(db, came, 1)).remove(0).id;
    let input = CheckIn { stay_id: stay, room_no: "0808".to_owned(), payment: None, confirmed: Vec::new() };
    hotel.write(Role::Receptionist, Op::CheckIn, &input, |tx| stays::check_in(tx, &input)).expect("the guest has come");
    let wished = guest_with(&hotel, "13700002222");
    let input = AddPreference {
        guest: wished,
        kind: PreferenceKind::Room,
        words: "高楼层".to_owned(),
        origin: PreferenceOrigin::Asked,
        consent: false,
        source: "desk".to_owned(),
    };
    hotel.write(Role::Receptionist, Op::AddPreference, &input, |tx| guests::add_preference(tx, &input)).expect("a wish");
    let foreseen = hotel.read(|db| foreseen::foresee(db, applied.import_id));
    let rows: Vec<(KeptKind, Option<GuestId>, &str)> =
        foreseen.kept_rows.iter().map(|row| (row.kind, row.guest_id, row.name.as_str())).collect();
    let shown =
        [(KeptKind::Stay, Some(came), "周敏"), (KeptKind::Guest, Some(came), "周敏"), (KeptKind::Guest, Some(wished), "李雷")];
    assert_eq!(rows, shown, "each on the card of its guest");
    let undone = undo(&hotel, &applied).expect("undone");
    let again = hotel.store.read_as_house(|db| foreseen::foresee(db, applied.import_id));
    assert_eq!(code(&again), "already_undone");
    assert_eq!((undone.removed, undone.removed_guests, undone.kept), (2, 1, 3), "one stay and two guests were taken up");
    let kept: Vec<(RecordKind, RecordId)> = undone.kept_records.iter().map(|kept| (kept.kind, kept.record)).collect();
    let expected = [
        (RecordKind::Stay, RecordId(stay.raw())),
        (RecordKind::Guest, RecordId(came.raw())),
        (RecordKind::Guest, RecordId(wished.raw())),
    ];
    assert_eq!(kept, expected);
    let stats = counted(&hotel);
    assert_eq!((stats.stays, stats.guests), (1, 2));
}

#[test]
fn two_imports_undone_from_the_first_on_leave_no_stay_without_its_guest() {
    let hotel = hotel();
    let first = file(&hotel, "a.csv", rows(&["1,booked,2026-07-14,2026-07-15,,周敏,13900001111,,600"]));
    let second = file(&hotel, "b.csv", rows(&["1,booked,2026-07-14,2026-07-15,,李雷,13700002222,,600"]));
    let (first, second) = (apply(&hotel, &first).expect("first"), apply(&hotel, &second).expect("the stay is another's now"));
    let undone = undo(&hotel, &first).expect("first undone");
    assert_eq!((undone.removed, undone.removed_guests, undone.kept), (0, 1, 1), "the second file took the stay up");
    let undone = undo(&hotel, &second).expect("second undone");
    assert_eq!((undone.restored, undone.kept), (0, 2), "whose stay it was before is gone, so the stay and its guest stay");
    assert_eq!(hotel.read(summaries::differing), []);
}

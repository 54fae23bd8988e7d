//! Documents: the number is hashed under the house's key and forgotten, and is what two records of one person are known by.

use lobby_core::{
    audit::op::Op,
    base::{document::DocumentMark, error::Result, ids::GuestId, role::Role},
    duplicates::{self, Asked, Feature, Level},
    flows::merge::{self, MergeGuests, UnmergeGuests},
    guests::{self, EditGuest, Guest, NewGuest, ShownDocument},
    history::{self, Undo},
};
use support::{
    hotel::{Hotel, PASSPHRASE, code, hotel},
    outside,
};

/// A citizen's number that adds up, of nobody: GB 11643-1999's own example.
const NUMBER: &str = "11010519491231002X";

fn shown(kind: &str, number: &str) -> ShownDocument {
    ShownDocument { kind: kind.to_owned(), number: number.to_owned() }
}

fn marked(hotel: &Hotel, kind: &str, number: &str) -> Result<DocumentMark> {
    hotel.store.read_as_house(|db| guests::marked(db, &shown(kind, number)))
}

fn arrives(hotel: &Hotel, name: &str, document: Option<DocumentMark>) -> GuestId {
    let new = NewGuest { name: name.to_owned(), document, ..NewGuest::default() };
    hotel.write(Role::Receptionist, Op::AddGuest, &new, |tx| guests::add(tx, &new)).expect("a guest is added").value
}

/// Corrects a guest; returns the history line that Ctrl+Z takes back.
fn edited(hotel: &Hotel, guest: GuestId, change: impl FnOnce(&mut Guest)) -> i64 {
    let seen = hotel.read(|db| guests::get(db, guest));
    let mut wanted = seen.clone();
    change(&mut wanted);
    let input = EditGuest { seen, wanted };
    hotel.write(Role::Receptionist, Op::EditGuest, &input, |tx| guests::edit(tx, &input)).expect("corrected").seq
}

fn document(hotel: &Hotel, guest: GuestId) -> (String, String, Option<String>) {
    let guest = hotel.read(|db| guests::get(db, guest));
    (guest.document_kind, guest.document_last4, guest.document_hash.map(|hash| hash.as_str().to_owned()))
}

#[test]
fn the_number_is_nowhere_in_the_file_and_two_records_are_known_by_it() {
    let hotel = hotel();
    let mark = marked(&hotel, "id_card", "１１０１０５ 19491231 002ｘ").expect("a number");
    let first = arrives(&hotel, "王建国", Some(mark.clone()));
    let second = arrives(&hotel, "Wang Jianguo", None);
    let line = edited(&hotel, second, |guest| guest.put_document(marked(&hotel, "id_card", NUMBER).expect("a number")));
    assert_eq!(document(&hotel, second), document(&hotel, first), "one paper, however it is typed");
    let suspects = hotel.read(|db| duplicates::list(db, &Asked::default()));
    let because = suspects.first().expect("the same document makes a suspicion").because.iter();
    let level = because.filter(|reason| reason.feature == Feature::Document).map(|reason| reason.level).next();
    assert_eq!(level, Some(Level::Same), "and says so");
    let undo = Undo { seq: line };
    hotel.write(Role::Receptionist, Op::Undo, &undo, |tx| history::undo(tx, &undo)).expect("taken back");
    assert_eq!(document(&hotel, second), (String::new(), String::new(), None), "as it was");
    let path = hotel.path();
    drop(hotel.store);
    for words in [NUMBER, "110105", "19491231"] {
        assert_eq!(outside::found_in(&path, PASSPHRASE, words), Vec::<String>::new(), "{words} is kept nowhere");
    }
    let name = outside::found_in(&path, PASSPHRASE, "王建国");
    assert!(
        name.contains(&"guest_details.name".to_owned()) && name.contains(&"images.body".to_owned()),
        "the search finds: {name:?}"
    );
    assert!(outside::found_in(&path, PASSPHRASE, mark.hash.as_str()).contains(&"images.body".to_owned()), "images keep the hash");
}

#[test]
fn what_cannot_be_a_number_is_refused() {
    let hotel = hotel();
    let cases = [
        ("id_card", NUMBER, "done"),
        ("id_card", "110105194912310021", "bad_document"),
        ("passport", "E12345678", "done"),
        ("passport", "•••• 5678", "bad_document"),
        ("permit", "H12", "bad_document"),
        ("licence", "E12345678", "bad_value"),
        ("", "E12345678", "bad_value"),
    ];
    for (kind, number, expected) in cases {
        assert_eq!(code(&marked(&hotel, kind, number)), expected, "{kind} {number}");
    }
}

#[test]
fn a_hash_goes_with_its_paper() {
    let hotel = hotel();
    let mark = marked(&hotel, "id_card", NUMBER).expect("a number");
    let (kind, last4, hash) = (mark.kind.clone(), mark.last4.clone(), Some(mark.hash.as_str().to_owned()));
    let guest = arrives(&hotel, "王建国", Some(mark));
    edited(&hotel, guest, |guest| guest.note = "走东门".to_owned());
    assert_eq!(document(&hotel, guest), (kind, last4, hash), "another field's correction leaves it");
    edited(&hotel, guest, |guest| guest.document_last4 = "3316".to_owned());
    assert_eq!(document(&hotel, guest), ("id_card".to_owned(), "3316".to_owned(), None), "other last four are another paper");
    let other = marked(&hotel, "passport", "E12345678").expect("a number");
    edited(&hotel, guest, |guest| guest.put_document(other));
    edited(&hotel, guest, |guest| guest.document_kind.clear());
    assert_eq!(document(&hotel, guest), (String::new(), String::new(), None), "no paper, nothing of it");
}

#[test]
fn a_merge_takes_the_number_that_one_side_knows_and_an_unmerge_gives_it_back() {
    let hotel = hotel();
    let keep = arrives(&hotel, "王建国", None);
    edited(&hotel, keep, |guest| (guest.document_kind, guest.document_last4) = ("id_card".to_owned(), "002X".to_owned()));
    let other = arrives(&hotel, "王建國", Some(marked(&hotel, "id_card", NUMBER).expect("a number")));
    let full = document(&hotel, other);
    let input = MergeGuests { keep, other, take: Vec::new(), reason: "本人确认".to_owned() };
    let done = hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input)).expect("merged");
    assert_eq!(document(&hotel, keep), full, "the same paper, of which one side knew more");
    let input = UnmergeGuests { merge: done.value.merge_id, reason: "同名不同人".to_owned() };
    hotel.write(Role::DutyManager, Op::UnmergeGuests, &input, |tx| merge::unmerge(tx, &input)).expect("parted");
    assert_eq!(document(&hotel, keep), ("id_card".to_owned(), "002X".to_owned(), None), "as it was");
    assert_eq!(document(&hotel, other), full);
}

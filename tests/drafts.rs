//! An intake that was begun and not saved: it is its author's, outlives everything but a save or a drop, and is no ticket.

use lobby_core::{
    audit::op::Op,
    base::role::{Department, Role},
    history, open,
    tickets::{
        self, ProblemCode, Severity, Subject, TicketFilter, TicketKind, TicketScope,
        drafts::{self, IntakeDraft},
    },
};
use support::{
    case::leak,
    hotel::{Hotel, code, hotel, key},
};

fn begun(words: &str) -> IntakeDraft {
    IntakeDraft {
        kind: TicketKind::Complaint,
        who: "0915".to_owned(),
        guest: None,
        problem: Some(ProblemCode::WaterLeak),
        severity: Some(Severity::Urgent),
        mood: None,
        words: words.to_owned(),
        department: Some(Department::Engineering),
        about_who: String::new(),
        about: None,
    }
}

fn keep(hotel: &Hotel, role: Role, draft: &IntakeDraft) -> lobby_core::base::error::Result<()> {
    let author = hotel.session(role).user;
    hotel.store.upkeep(|db, _| drafts::keep(db, author, draft, hotel.now()))
}

fn kept(hotel: &Hotel, role: Role) -> Option<IntakeDraft> {
    let author = hotel.session(role).user;
    hotel.read(|db| drafts::kept(db, author)).map(|kept| kept.draft)
}

#[test]
fn a_draft_is_its_authors_alone_and_the_last_words_count() {
    let hotel = hotel();
    keep(&hotel, Role::Receptionist, &begun("天花板")).expect("kept");
    keep(&hotel, Role::Receptionist, &begun("天花板滴水")).expect("kept again");
    keep(&hotel, Role::DutyManager, &begun("别的事")).expect("another's own");
    assert_eq!(kept(&hotel, Role::Receptionist), Some(begun("天花板滴水")));
    assert_eq!(kept(&hotel, Role::DutyManager), Some(begun("别的事")), "whoever signs in next finds their own");
    assert_eq!(kept(&hotel, Role::GeneralManager), None, "and nobody another's");
}

#[test]
fn a_power_cut_takes_no_draft_that_was_kept() {
    let hotel = hotel();
    keep(&hotel, Role::Receptionist, &begun("天花板滴水")).expect("kept");
    // What a power cut leaves: the file and its log as they lie on the disk, with nothing closed.
    let folder = tempfile::tempdir().expect("a folder for what is left");
    for entry in std::fs::read_dir(hotel.folder()).expect("the hotel's folder is read") {
        let entry = entry.expect("an entry");
        if !entry.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("copied as it lies");
        }
    }
    let left = open::with_key(&folder.path().join("hotel.lobby"), key()).expect("what is left opens");
    let author = hotel.session(Role::Receptionist).user;
    let draft = left.read_as_house(|db| drafts::kept(db, author)).expect("the draft is read").map(|kept| kept.draft);
    assert_eq!(draft, Some(begun("天花板滴水")));
}

#[test]
fn a_draft_goes_with_the_ticket_that_is_saved_and_stays_where_the_ticket_is_refused() {
    let hotel = hotel();
    keep(&hotel, Role::Receptionist, &begun("天花板滴水")).expect("kept");
    keep(&hotel, Role::DutyManager, &begun("别的事")).expect("kept");
    let wordless = tickets::OpenTicket { words: String::new(), ..leak(Subject::Room { room: "0915".to_owned() }) };
    let refused = hotel.write(Role::Receptionist, Op::OpenTicket, &wordless, |tx| drafts::save(tx, &wordless));
    assert_eq!(code(&refused), "empty");
    assert!(kept(&hotel, Role::Receptionist).is_some(), "a refusal loses nothing");
    let input = leak(Subject::Room { room: "0915".to_owned() });
    hotel.write(Role::Receptionist, Op::OpenTicket, &input, |tx| drafts::save(tx, &input)).expect("taken");
    assert_eq!(kept(&hotel, Role::Receptionist), None);
    assert!(kept(&hotel, Role::DutyManager).is_some(), "another's draft is another's");
}

#[test]
fn a_draft_is_dropped_where_its_author_empties_it() {
    let hotel = hotel();
    keep(&hotel, Role::Receptionist, &begun("天花板滴水")).expect("kept");
    let empty = IntakeDraft { who: " ".to_owned(), problem: None, ..begun("") };
    keep(&hotel, Role::Receptionist, &empty).expect("nothing to keep");
    assert_eq!(kept(&hotel, Role::Receptionist), None);
}

#[test]
fn a_draft_is_no_ticket_has_no_history_and_takes_no_card_number() {
    let hotel = hotel();
    let session = hotel.session(Role::GeneralManager);
    let lines = || hotel.read(|db| history::lines(db, &session, &history::Filter { record: None, limit: None })).len();
    let before = lines();
    keep(&hotel, Role::Receptionist, &begun("天花板滴水")).expect("kept");
    assert_eq!(lines(), before, "history tells of tickets, not of what somebody began to type");
    let all = hotel.read(|db| tickets::list(db, &session, &TicketFilter::of(TicketScope::All), 50));
    assert!(all.is_empty());
    assert_eq!(code(&keep(&hotel, Role::Receptionist, &begun("卡号 4111 1111 1111 1111"))), "card_number");
}

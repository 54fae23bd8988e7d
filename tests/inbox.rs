//! What is found of complaints: by the number that people call them, and what was like them in the room or on its floor.

use lobby_core::{
    audit::op::Op,
    base::{ids::TicketId, role::Role, time::BusinessDate},
    tickets::{self, InboxLine, LINES_MAX, LineAfter, OpenTicket, ProblemCode, Subject, TicketFilter, TicketScope},
};
use support::{
    case::{Case, leak},
    hotel::{Hotel, hotel},
};

fn taken(hotel: &Hotel, subject: Subject) -> TicketId {
    let input: OpenTicket = leak(subject);
    let taken = hotel.write(Role::Receptionist, Op::OpenTicket, &input, |tx| tickets::open_ticket(tx, &input));
    taken.expect("a complaint is taken").value.ticket_id
}

fn today(hotel: &Hotel) -> BusinessDate {
    hotel.store.hotel().clock.business_date(hotel.now())
}

#[test]
fn a_ticket_is_found_by_its_number_also_where_nobody_is_named() {
    let hotel = hotel();
    let nobody = taken(&hotel, Subject::Outside { name: String::new() });
    let known = taken(&hotel, Subject::Guest { guest: hotel.guest("丁浩", "139 1234 1315") });
    let found = |role: Role, words: &str| -> Vec<TicketId> {
        let session = hotel.session(role);
        let lines = hotel.read(|db| tickets::numbered(db, &session, words, today(&hotel), 8));
        lines.into_iter().map(|line| line.id).collect()
    };
    for words in ["TS-20260714-A01", "ts-20260714-a01", " 20260714-A01", "a01"] {
        assert_eq!(found(Role::Receptionist, words), [nobody], "{words}");
    }
    assert_eq!(found(Role::DutyManager, "TS-2026"), [known, nobody], "the newest first");
    for words in ["", "a", "0915", "wang", "TS-", "ts-20260713", "a01%", "12345678"] {
        assert_eq!(found(Role::Receptionist, words), [], "{words:?} is no number");
    }
}

#[test]
fn the_same_problem_in_the_room_or_on_its_floor_is_shown_before_saving() {
    let hotel = hotel();
    for room in ["0913", "0915", "1015", "A915"] {
        taken(&hotel, Subject::Room { room: room.to_owned() });
    }
    let date = today(&hotel);
    let session = hotel.session(Role::Receptionist);
    let rooms = |days: i64| -> Vec<String> {
        let found = hotel.read(|db| tickets::same_room(db, &session, "0915", ProblemCode::WaterLeak, date.plus_days(days)));
        found.into_iter().map(|line| line.room_no).collect()
    };
    assert_eq!(rooms(0), ["0915", "0913"], "the room first, then its floor");
    assert!(rooms(tickets::SAME_ROOM_DAYS + 1).is_empty(), "what is long past is not shown");
}

/// Every page goes on behind the line that stood last, also where several ran out together and across what is closed.
#[test]
fn a_long_list_is_read_page_by_page_without_gaps_and_without_doubles() {
    let hotel = hotel();
    for nth in 0..7 {
        let case = Case::of(&hotel, Subject::Room { room: format!("09{nth:02}") });
        if nth % 3 == 0 {
            case.to_the_plan();
            case.proposed(Role::DutyManager, Vec::new()).expect("a plan");
            case.carried_out().expect("done");
            case.close().expect("closed");
        }
        if nth == 3 {
            hotel.pass_minutes(90);
        }
    }
    let session = hotel.session(Role::GeneralManager);
    for scope in [TicketScope::Open, TicketScope::Closed, TicketScope::All] {
        let filter = TicketFilter::of(scope);
        let whole = hotel.read(|db| tickets::list(db, &session, &filter, LINES_MAX));
        assert!(whole.len() > 2, "{scope:?}");
        for size in 1..=3 {
            let mut paged: Vec<InboxLine> = Vec::new();
            loop {
                let after = paged.last().map(|line| LineAfter {
                    due_ms: line.due_ms,
                    severity: line.severity,
                    number: line.number.clone(),
                    business_date: line.business_date,
                    opened_at_ms: line.opened_at_ms,
                    closed: line.closed_at_ms.is_some(),
                });
                let page = hotel.read(|db| tickets::list_after(db, &session, &filter, after, size));
                assert!(page.len() <= size as usize && paged.len() <= whole.len(), "{scope:?}: it ends");
                if page.is_empty() {
                    break;
                }
                paged.extend(page);
            }
            assert_eq!(paged, whole, "{scope:?} by {size}");
        }
    }
}

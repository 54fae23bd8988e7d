//! A closed complaint comes back: with a reason, with nothing given twice, with the guest told and asked anew.

use lobby_core::{
    audit::op::Op,
    base::{ids::GuestId, points::Points, role::Role},
    loyalty,
    tickets::{self, Decision, Missing, Remedy, RemedyState, ReopenTicket, TicketState},
};
use support::{
    case::{Case, money, points},
    hotel::{Hotel, PASSPHRASE, code, hotel},
    outside,
};

fn enrolled(hotel: &Hotel) -> GuestId {
    let guest = hotel.guest("李慧敏", "139 1234 0915");
    let enrol = loyalty::Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol)).expect("enrolled");
    guest
}

fn balance(hotel: &Hotel, guest: GuestId) -> i64 {
    hotel.read(|db| loyalty::balance(db, guest)).count()
}

fn closed(case: &Case<'_>) {
    case.carried_out().expect("⑦ is taken");
    case.close().expect("nothing is missing");
}

#[test]
fn what_comes_back_is_told_and_asked_anew_and_runs_by_new_promises() {
    let hotel = hotel();
    let case = Case::planned(&hotel, enrolled(&hotel));
    assert_eq!(code(&case.reopened(Role::DutyManager)), "ticket_not_closed");
    case.proposed(Role::DutyManager, vec![money(Remedy::Laundry, 15_000)]).expect("⑤ is taken");
    closed(&case);
    let before = case.shown();
    hotel.pass_minutes(90);
    assert_eq!(code(&case.reopened(Role::Receptionist)), "not_allowed");
    let empty = ReopenTicket { ticket: case.ticket, reason: " ".to_owned() };
    let refused = hotel.write(Role::DutyManager, Op::ReopenTicket, &empty, |tx| tickets::reopen(tx, &empty));
    assert_eq!(code(&refused), "empty", "without a reason nothing comes back");
    let answer = case.reopened(Role::DutyManager).expect("it comes back").value;
    assert_eq!((answer.state, answer.missing), (TicketState::InProgress, vec![Missing::GuestTold, Missing::Feedback]));
    assert_eq!(code(&case.reopened(Role::DutyManager)), "ticket_not_closed");
    let after = case.shown();
    assert_eq!((after.steps.len(), after.remedies.len()), (before.steps.len(), before.remedies.len()), "nothing goes");
    assert_eq!((after.facts.closed_at_ms, after.facts.solved_at_ms), (None, None));
    assert!(after.facts.solve_due_ms > before.facts.solve_due_ms, "解决 is promised anew");
    assert!(after.facts.callback_due_ms >= before.facts.callback_due_ms);
    assert_eq!((after.reopenings.len(), after.reopenings[0].reason.as_str()), (1, "又漏了"));
    assert_eq!((after.course.reopened, after.course.solving_ms), (1, None), "the outcome did not last");
    assert_eq!(code(&case.close()), "still_missing");
    closed(&case);
    let again = case.shown();
    assert_eq!((again.course.reopened, again.facts.state), (1, TicketState::Closed));
    assert!(again.course.solving_ms > before.course.solving_ms, "the whole way to the outcome that lasted counts");
}

#[test]
fn points_that_were_posted_stay_posted_and_only_new_ones_follow() {
    let hotel = hotel();
    let guest = enrolled(&hotel);
    let case = Case::planned(&hotel, guest);
    case.proposed(Role::DutyManager, vec![points(200)]).expect("⑤ is taken");
    closed(&case);
    assert_eq!(balance(&hotel, guest), 200);
    case.reopened(Role::DutyManager).expect("it comes back");
    closed(&case);
    assert_eq!(balance(&hotel, guest), 200, "the same points are not given twice");
    case.reopened(Role::DutyManager).expect("and again");
    case.proposed(Role::DutyManager, vec![points(100)]).expect("a second giving is a remedy of its own");
    closed(&case);
    assert_eq!(balance(&hotel, guest), 300);
    assert!(Points::new(300).is_some_and(|points| hotel.read(|db| loyalty::balance(db, guest)) == points));
}

#[test]
fn coming_back_frees_nothing_of_a_limit() {
    let hotel = hotel();
    let case = Case::planned(&hotel, enrolled(&hotel));
    case.proposed(Role::DutyManager, vec![money(Remedy::Waive, 30_000)]).expect("all that one case may cost");
    closed(&case);
    case.reopened(Role::DutyManager).expect("it comes back");
    let given = case.shown().remedies[0].facts.id;
    assert_eq!(code(&case.withdrawn(Role::DutyManager, given)), "remedy_settled", "what the guest has cannot be taken back");
    case.proposed(Role::DutyManager, vec![money(Remedy::Waive, 100)]).expect("⑤ is taken");
    assert_eq!(case.standing()[1].0, RemedyState::Awaiting, "the case's limit is used up");
    assert_eq!(code(&case.decided(Role::DutyManager, Decision::Approved)), "own_request");
}

#[test]
fn why_it_came_back_stands_in_history_and_nothing_of_it_can_be_changed() {
    let hotel = hotel();
    let case = Case::planned(&hotel, enrolled(&hotel));
    case.proposed(Role::DutyManager, vec![money(Remedy::Laundry, 15_000)]).expect("⑤ is taken");
    closed(&case);
    case.reopened(Role::DutyManager).expect("it comes back");
    for sql in ["DELETE FROM ticket_reopenings", "UPDATE ticket_reopenings SET reason = 'x'"] {
        let tried = outside::opened(&hotel.path(), PASSPHRASE).execute(sql, []);
        assert!(tried.is_err_and(|error| error.to_string().contains("append-only")), "{sql} is refused");
    }
}

//! Two complaints about one incident count as one, one about two as two; neither is a way past a limit, and both lead back.

use lobby_core::{
    audit::op::Op,
    base::{error::Result, ids::JoinId, role::Role},
    loyalty::{self, Enrol},
    tickets::{
        self, JoinTickets, JoinedTickets, ProblemCode, Remedy, RemedyState, Severity, SplitAnswer, SplitTicket, Subject, Ticket,
        TicketFilter, TicketScope, TicketState, UnjoinTickets,
    },
};
use support::{
    case::{Case, money, points},
    hotel::{Hotel, code, hotel},
};

pub fn joined(hotel: &Hotel, role: Role, keep: &Case<'_>, other: &Case<'_>) -> Result<JoinedTickets> {
    let input = JoinTickets { keep: keep.ticket, other: other.ticket, reason: "同一次漏水".to_owned() };
    hotel.write(role, Op::MergeTickets, &input, |tx| tickets::join(tx, &input)).map(|done| done.value)
}

pub fn unjoined(hotel: &Hotel, role: Role, join: JoinId) -> Result<JoinedTickets> {
    let input = UnjoinTickets { join, reason: "是两件事".to_owned() };
    hotel.write(role, Op::UnmergeTickets, &input, |tx| tickets::unjoin(tx, &input)).map(|done| done.value)
}

pub fn split_of(hotel: &Hotel, role: Role, case: &Case<'_>) -> Result<SplitAnswer> {
    let input = SplitTicket {
        ticket: case.ticket,
        problem: ProblemCode::NeighbourNoise,
        words: "还有，隔壁整夜吵".to_owned(),
        severity: None,
        department: None,
        reason: "两件事".to_owned(),
    };
    hotel.write(role, Op::SplitTicket, &input, |tx| tickets::split(tx, &input)).map(|done| done.value)
}

/// Two complaints of two guests about one leak, worked on as far as the plan; the first was taken earlier.
fn two(hotel: &Hotel) -> [Case<'_>; 2] {
    [("李慧敏", "139 1234 0915"), ("周子昂", "139 1234 0916")].map(|(name, phone)| {
        let case = Case::planned(hotel, hotel.guest(name, phone));
        hotel.pass_minutes(7);
        case
    })
}

/// What of a ticket a merge leaves as it was: everything but the record of the merge itself.
fn itself(ticket: &Ticket) -> String {
    let mut value = serde_json::to_value(ticket).expect("a ticket serialises");
    for field in ["joins", "course"] {
        value[field] = serde_json::Value::Null;
    }
    value.to_string()
}

fn listed(hotel: &Hotel, scope: TicketScope) -> Vec<String> {
    let session = hotel.session(Role::GeneralManager);
    let lines = hotel.read(|db| tickets::list(db, &session, &TicketFilter::of(scope), 100));
    lines.into_iter().map(|line| line.number).collect()
}

#[test]
fn the_earlier_one_stays_whichever_is_named_first_and_the_other_comes_back_weeks_later() {
    let hotel = hotel();
    let [first, second] = two(&hotel);
    first.proposed(Role::DutyManager, vec![money(Remedy::Laundry, 5_000)]).expect("proposed");
    second.proposed(Role::DutyManager, vec![money(Remedy::Laundry, 6_000)]).expect("proposed");
    let before = [first.shown(), second.shown()];
    let answer = joined(&hotel, Role::DutyManager, &second, &first).expect("merged");
    assert_eq!((answer.ticket_id, answer.other_id), (first.ticket, second.ticket), "the earlier opening counts");
    let (kept, taken) = (first.shown(), second.shown());
    assert_eq!((taken.facts.state, taken.steps.len(), taken.remedies.len()), (TicketState::Closed, 5, 1), "nothing moves");
    assert_eq!(kept.joins, taken.joins, "and both lead to each other");
    assert_eq!((kept.joins[0].other_minor.minor(), kept.facts.opened_at_ms), (6_000, before[0].facts.opened_at_ms));
    for scope in [TicketScope::Open, TicketScope::All] {
        assert_eq!(listed(&hotel, scope).as_slice(), std::slice::from_ref(&kept.facts.number), "one incident, once");
    }
    let wrong = [
        second
            .step(
                Role::DutyManager,
                tickets::StepBody::Record { complainant: String::new(), about: String::new(), demand: "x".to_owned() },
            )
            .map(drop),
        second.reopened(Role::DutyManager).map(drop),
        joined(&hotel, Role::DutyManager, &first, &second).map(drop),
        joined(&hotel, Role::DutyManager, &first, &first).map(drop),
        joined(&hotel, Role::Receptionist, &first, &second).map(drop),
    ];
    let codes = ["ticket_closed", "ticket_merged", "ticket_merged", "same_ticket", "not_allowed"];
    assert_eq!(wrong.each_ref().map(code), codes, "what was taken in is worked on where it counts");
    hotel.pass_minutes(60 * 24 * 21);
    unjoined(&hotel, Role::DutyManager, answer.join_id).expect("taken apart");
    assert_eq!([first.shown(), second.shown()].each_ref().map(itself), before.each_ref().map(itself), "as they stood");
    assert_eq!(code(&unjoined(&hotel, Role::DutyManager, answer.join_id)), "join_not_standing");
    assert_eq!(first.shown().joins[0].ended_because, "是两件事", "and that it was so stays");
    second.proposed(Role::DutyManager, vec![money(Remedy::Laundry, 100)]).expect("it is worked on again");
}

#[test]
fn the_stricter_promise_holds_and_what_was_done_since_stays() {
    let hotel = hotel();
    let first = Case::of(&hotel, Subject::Room { room: "0915".to_owned() });
    hotel.pass_minutes(5);
    let second = Case::planned(&hotel, hotel.guest("周子昂", "139 1234 0916"));
    let was = [first.shown(), second.shown()];
    assert_eq!(was[0].facts.answered_at_ms, None);
    let answer = joined(&hotel, Role::DutyManager, &first, &second).expect("merged");
    let kept = first.shown();
    assert_eq!(kept.facts.answered_at_ms, was[1].facts.answered_at_ms, "who was answered was answered");
    assert_eq!(kept.facts.state, TicketState::InProgress);
    assert!(kept.facts.solve_due_ms <= was[0].facts.solve_due_ms.min(was[1].facts.solve_due_ms));
    first.to_the_plan();
    unjoined(&hotel, Role::DutyManager, answer.join_id).expect("taken apart");
    let alone = first.shown();
    assert_eq!(alone.facts.answered_at_ms, None, "whose answer it was not, loses it again");
    assert_eq!(alone.steps.len(), 4, "and its own steps stay");
}

#[test]
fn one_case_has_one_limit_merged_or_split() {
    let hotel = hotel();
    let [first, second] = two(&hotel);
    second.proposed(Role::DutyManager, vec![money(Remedy::Laundry, 20_000)]).expect("inside");
    let answer = joined(&hotel, Role::DutyManager, &first, &second).expect("merged");
    let given = |case: &Case<'_>, minor| {
        case.proposed(Role::DutyManager, vec![money(Remedy::Laundry, minor)]).expect("proposed");
        case.standing().last().map(|last| last.0)
    };
    assert_eq!(given(&first, 10_000), Some(RemedyState::WithinLimit), "up to the limit of one case");
    assert_eq!(given(&first, 100), Some(RemedyState::Awaiting), "what was given under the other counts");
    unjoined(&hotel, Role::DutyManager, answer.join_id).expect("taken apart");
    assert_eq!(given(&first, 100), Some(RemedyState::WithinLimit), "control: two incidents are two cases");
    // Somebody from outside: nothing but the split ties the two together.
    let whole = Case::of(&hotel, Subject::Outside { name: String::new() });
    whole.to_the_plan();
    let part = split_of(&hotel, Role::DutyManager, &whole).expect("split");
    let part = Case { hotel: &hotel, ticket: part.ticket_id };
    part.to_the_plan();
    assert_eq!(given(&whole, 20_000), Some(RemedyState::WithinLimit));
    assert_eq!(given(&part, 20_000), Some(RemedyState::Awaiting), "a split makes no second limit");
    let again = split_of(&hotel, Role::DutyManager, &part).expect("split again");
    let again = Case { hotel: &hotel, ticket: again.ticket_id };
    again.to_the_plan();
    assert_eq!(given(&again, 20_000), Some(RemedyState::Awaiting), "nor does a split of a split");
}

#[test]
fn what_is_above_a_limit_together_takes_somebody_who_may_approve_it() {
    let hotel = hotel();
    let [first, second] = two(&hotel);
    for case in [&first, &second] {
        case.proposed(Role::DutyManager, vec![money(Remedy::Laundry, 20_000)]).expect("inside");
        assert_eq!(case.standing()[0].0, RemedyState::WithinLimit, "two incidents");
    }
    assert_eq!(
        code(&joined(&hotel, Role::DutyManager, &first, &second)),
        "own_request",
        "¥400 in one case is not theirs to allow"
    );
    assert_eq!(code(&joined(&hotel, Role::DepartmentHead, &first, &second)), "above_own_limit");
    joined(&hotel, Role::GeneralManager, &first, &second).expect("somebody with the right, who gave none of it");
}

#[test]
fn what_waits_for_a_decision_under_the_other_is_decided_first() {
    let hotel = hotel();
    let [first, second] = two(&hotel);
    second.proposed(Role::DutyManager, vec![money(Remedy::Waive, 88_000)]).expect("proposed");
    assert_eq!(code(&joined(&hotel, Role::GeneralManager, &first, &second)), "awaiting_first");
    second.decided(Role::GeneralManager, tickets::Decision::Refused).expect("decided");
    joined(&hotel, Role::DutyManager, &first, &second).expect("merged");
}

#[test]
fn points_under_either_number_are_posted_once_when_the_kept_one_closes() {
    let hotel = hotel();
    let guest = hotel.guest("李慧敏", "139 1234 0915");
    let enrol = Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol)).expect("enrolled");
    let balance = || hotel.read(|db| loyalty::balance(db, guest)).count();
    let cases = [Case::planned(&hotel, guest), Case::planned(&hotel, guest)];
    for (case, count) in cases.iter().zip([200, 300]) {
        case.proposed(Role::DutyManager, vec![points(count)]).expect("proposed");
    }
    let answer = joined(&hotel, Role::DutyManager, &cases[0], &cases[1]).expect("merged");
    assert_eq!(hotel.read(|db| tickets::points_due(db, cases[0].ticket)).len(), 2, "both are owed");
    cases[0].carried_out().expect("carried out");
    cases[0].close().expect("closed");
    assert_eq!(balance(), 500, "both are posted");
    cases[0].reopened(Role::DutyManager).expect("back");
    unjoined(&hotel, Role::DutyManager, answer.join_id).expect("taken apart");
    for case in &cases {
        case.carried_out().expect("carried out");
        let remedy = case.shown().remedies[0].facts.id;
        assert_eq!(code(&case.withdrawn(Role::DutyManager, remedy)), "remedy_settled", "what is posted is given");
        case.close().expect("closed");
    }
    assert_eq!(balance(), 500, "and nothing is posted twice");
}

#[test]
fn a_split_runs_from_the_first_opening_and_merges_back() {
    let hotel = hotel();
    let case = Case::planned(&hotel, hotel.guest("李慧敏", "139 1234 0915"));
    hotel.pass_minutes(50);
    let answer = split_of(&hotel, Role::DutyManager, &case).expect("split");
    let (from, part) = (case.shown(), Case { hotel: &hotel, ticket: answer.ticket_id });
    let second = part.shown();
    assert_eq!(second.facts.opened_at_ms, from.facts.opened_at_ms, "the guest complained then");
    assert_eq!((second.facts.guest, second.facts.answered_at_ms), (from.facts.guest, from.facts.answered_at_ms));
    assert_ne!((second.facts.severity, second.facts.number.clone()), (Severity::Urgent, from.facts.number.clone()));
    assert_eq!((from.splits.len(), from.splits == second.splits), (1, true), "both say so");
    assert_eq!(from.steps, case.shown().steps);
    let back = joined(&hotel, Role::DutyManager, &part, &case).expect("merged back");
    assert_eq!(back.ticket_id, case.ticket, "the older record stays");
    assert_eq!(code(&split_of(&hotel, Role::DutyManager, &part)), "ticket_closed");
}

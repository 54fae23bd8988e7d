//! 挂账: what is promised is outside the balance until it is posted, once, or voided.

use lobby_core::{
    audit::op::Op,
    base::{
        ids::{EntryId, GuestId},
        role::Role,
    },
    flows::{
        compensate,
        merge::{self, MergeGuests, UnmergeGuests},
    },
    loyalty::{
        self, EntryCode,
        adjust::{self, AdjustPoints},
        pending::{self, VoidPending},
    },
    tickets::{Decision, RemedyState, StepBody, StepTicket},
};

use super::{Desk, Written, balanced, day, desk, desk_of, points};
use support::{
    case::{Case, points as in_points},
    hotel::{Hotel, code, hotel, practising},
};

fn pending(hotel: &Hotel, guest: GuestId) -> Vec<i64> {
    hotel.read(|db| pending::of_member(db, guest)).iter().map(|line| line.points.count()).collect()
}

fn promised(desk: &Desk<'_>, count: i64, due_on: &str) -> Written<loyalty::Posted> {
    let input = AdjustPoints {
        member: desk.guest.into(),
        points: points(count),
        reason: "生日礼".to_owned(),
        due_on: Some(day(due_on)),
        expires_on: None,
        second: None,
    };
    desk.hotel.write(Role::DutyManager, Op::AdjustPoints, &input, |tx| adjust::adjust(tx, &input, None))
}

fn post_due(hotel: &Hotel, on: &str) -> Written<pending::DuePosted> {
    let on = day(on);
    hotel.write(Role::DutyManager, Op::PostDue, &on, |tx| pending::post_due(tx, on))
}

fn voided(hotel: &Hotel, entry: EntryId) -> Written<EntryId> {
    let input = VoidPending { entry, reason: "弄错了人".to_owned() };
    hotel.write(Role::DutyManager, Op::AdjustPoints, &input, |tx| pending::void_promise(tx, &input))
}

#[test]
fn points_of_a_complaint_are_pending_from_the_grant_to_the_close() {
    let hotel = hotel();
    let desk = desk(&hotel);
    let case = Case::planned(&hotel, desk.guest);
    case.proposed(Role::DutyManager, vec![in_points(300), in_points(200)]).expect("⑤ is taken");
    assert_eq!((pending(&hotel, desk.guest), desk.balance()), (vec![300, 200], 0), "promised, not the guest's");
    let line = &desk.page().pending[0];
    assert_eq!((line.ticket_no.as_str(), line.due_on), (case.shown().facts.number.as_str(), None), "under the ticket's number");
    assert_eq!(code(&desk.redeem(1, None)), "not_enough_points", "nothing of it can be spent");
    balanced(&hotel);
    let first = case.shown().remedies[0].facts.id;
    case.withdrawn(Role::DutyManager, first).expect("taken back");
    assert_eq!(pending(&hotel, desk.guest), [200], "what was taken back is voided");
    case.carried_out().expect("⑦ is taken");
    case.close().expect("closed");
    assert_eq!((pending(&hotel, desk.guest), desk.balance()), (vec![], 200), "posted with the close");
    let line = &desk.page().statement.lines[0];
    assert_eq!(line.code, EntryCode::Goodwill);
    desk.reverse(line.id).expect("and taken back like any other credit");
    assert_eq!(desk.balance(), 0);
    balanced(&hotel);
}

#[test]
fn what_waits_for_approval_is_promised_by_the_approval_and_what_is_refused_never_is() {
    let hotel = hotel();
    let desk = desk(&hotel);
    let case = Case::planned(&hotel, desk.guest);
    case.proposed(Role::DutyManager, vec![in_points(50_000)]).expect("⑤ is taken");
    assert_eq!(case.standing()[0].0, RemedyState::Awaiting);
    assert_eq!(pending(&hotel, desk.guest), [] as [i64; 0], "it waits for ⑥");
    case.decided(Role::GeneralManager, Decision::Approved).expect("⑥ is taken");
    assert_eq!(pending(&hotel, desk.guest), [50_000]);
    let other = desk_of(&hotel, "李雷", "139 0000 0002");
    let refused = Case::planned(&hotel, other.guest);
    refused.proposed(Role::DutyManager, vec![in_points(50_000)]).expect("⑤ is taken");
    refused.decided(Role::GeneralManager, Decision::Refused).expect("⑥ is taken");
    assert_eq!(pending(&hotel, other.guest), [] as [i64; 0]);
    balanced(&hotel);
}

#[test]
fn a_step_answered_twice_promises_once() {
    let hotel = hotel();
    let desk = desk(&hotel);
    let case = Case::planned(&hotel, desk.guest);
    let body = StepBody::Propose { words: String::new(), remedies: vec![in_points(300)], withdraw: Vec::new() };
    let input = StepTicket { ticket: case.ticket, body };
    let request = hotel.request_with(Role::DutyManager, "step-once");
    for _ in 0..3 {
        hotel.store.write(&request, Op::ProposeRemedy, &input, |tx| compensate::step(tx, &input)).expect("answered");
    }
    assert_eq!(pending(&hotel, desk.guest), [300]);
    balanced(&hotel);
}

#[test]
fn a_complaint_that_comes_back_posts_only_what_is_new() {
    let hotel = hotel();
    let desk = desk(&hotel);
    let case = Case::planned(&hotel, desk.guest);
    case.proposed(Role::DutyManager, vec![in_points(300)]).expect("⑤ is taken");
    case.carried_out().expect("⑦ is taken");
    case.close().expect("closed");
    case.reopened(Role::DutyManager).expect("reopened");
    assert_eq!((pending(&hotel, desk.guest), desk.balance()), (vec![], 300), "what was given stays given");
    case.proposed(Role::DutyManager, vec![in_points(100)]).expect("⑤ is taken");
    assert_eq!(pending(&hotel, desk.guest), [100]);
    case.carried_out().expect("⑦ is taken");
    case.close().expect("closed");
    assert_eq!((pending(&hotel, desk.guest), desk.balance()), (vec![], 400));
    balanced(&hotel);
}

#[test]
fn a_dated_promise_is_posted_by_the_run_of_its_day_and_not_before() {
    let hotel = hotel();
    let desk = desk(&hotel);
    assert_eq!(code(&promised(&desk, 500, "2026-07-14")), "due_in_past", "what is given today is given at once");
    promised(&desk, 500, "2026-07-19").expect("promised");
    let again = promised(&desk, 70, "2026-07-16").expect("promised").value;
    assert_eq!(pending(&hotel, desk.guest), [70, 500], "what is due first first");
    assert_eq!(code(&post_due(&hotel, "2026-07-19")), "run_ahead", "no run goes beyond the hotel's day");
    voided(&hotel, again.entry_id).expect("voided");
    assert_eq!(code(&voided(&hotel, again.entry_id)), "not_found", "once");
    hotel.pass_minutes(60 * 24 * 5);
    assert_eq!((pending(&hotel, desk.guest), desk.balance()), (vec![500], 0), "no clock posts it by itself");
    let run = post_due(&hotel, "2026-07-19").expect("run").value;
    assert_eq!((run.postings, run.points, run.kept), (1, 500, 0));
    assert_eq!((pending(&hotel, desk.guest), desk.balance()), (vec![], 500));
    let line = &desk.page().statement.lines[0];
    assert_eq!((line.code, line.reason.as_str()), (EntryCode::Adjust, "生日礼"), "the credit says why");
    assert_eq!(post_due(&hotel, "2026-07-19").expect("run again").value.postings, 0, "the same day again posts nothing");
    balanced(&hotel);
}

#[test]
fn what_a_complaint_promises_is_not_voided_beside_the_complaint() {
    let hotel = hotel();
    let desk = desk(&hotel);
    let case = Case::planned(&hotel, desk.guest);
    case.proposed(Role::DutyManager, vec![in_points(300)]).expect("⑤ is taken");
    let held = hotel.read(|db| pending::of_member(db, desk.guest))[0].id;
    assert_eq!(code(&voided(&hotel, held)), "pending_of_ticket");
    assert_eq!(code(&desk.reverse(held)), "not_found", "a hold is no posting of the member's");
}

#[test]
fn promises_follow_a_merge_and_come_back() {
    let hotel = hotel();
    let (keep, other) = (desk(&hotel), desk_of(&hotel, "王建国", "139 0000 0002"));
    promised(&other, 500, "2026-07-19").expect("promised");
    let input = MergeGuests { keep: keep.guest, other: other.guest, take: Vec::new(), reason: "同一人".to_owned() };
    let merged = hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input)).expect("merged").value;
    assert_eq!((pending(&hotel, keep.guest), pending(&hotel, other.guest)), (vec![500], vec![]));
    balanced(&hotel);
    let apart = UnmergeGuests { merge: merged.merge_id, reason: "不是同一人".to_owned() };
    hotel.write(Role::DutyManager, Op::UnmergeGuests, &apart, |tx| merge::unmerge(tx, &apart)).expect("apart");
    assert_eq!((pending(&hotel, keep.guest), pending(&hotel, other.guest)), (vec![], vec![500]));
    balanced(&hotel);
}

#[test]
fn a_practice_hotel_may_be_run_ahead_of_its_day() {
    let hotel = practising();
    let desk = desk(&hotel);
    promised(&desk, 500, "2026-07-19").expect("promised");
    assert_eq!(post_due(&hotel, "2026-07-19").expect("run").value.postings, 1);
    balanced(&hotel);
}

//! Whatever is tried on two complaints of one guest, in whatever order: no path leads past a limit, none round step ⑥, and
//! nobody approves their own. After each step the file is opened anew, as after a kill, and says the same.

use std::{cell::Cell, collections::BTreeSet};

use lobby_core::{
    base::{error::Result, money::Minor, points::Points, role::Role},
    tickets::{
        self, Decision, Remedy, RemedyRecord, RemedyState, Ticket, TicketState,
        phone::{self, PhoneApproval},
    },
};
use proptest::{prelude::*, test_runner::TestRunner};
use support::{
    case::{Case, money},
    hotel::{self, Hotel, hotel},
};

use crate::phone::{enrol, shown};

/// Who tries: nobody of them gives more than ¥300 in one matter by themselves.
const TRYING: [Role; 3] = [Role::Receptionist, Role::DutyManager, Role::DepartmentHead];
const DECIDING: [Role; 4] = [Role::Receptionist, Role::DutyManager, Role::DepartmentHead, Role::GeneralManager];
const MOST_MINOR: i64 = 30_000;
const CASES: u32 = 40;

#[derive(Debug, Clone)]
enum Move {
    Propose(usize, i64),
    Decide(usize, bool),
    /// A code that is so many steps ahead of the last one that was taken; never more than is left of the window.
    Phone(usize, usize, i64),
    WrongCode(usize),
    OtherSum(usize),
    Withdraw(usize),
    CarryOut,
    /// Carried out and closed at once.
    Settle,
    Close,
    Reopen,
    Pass,
}

fn moves() -> impl Strategy<Value = Vec<(bool, Move)>> {
    // Most calls are to somebody who may say yes: paths on which nobody ever does would prove nothing.
    let called = || prop::sample::select(vec![3, 3, 3, 3, 1, 2, 0]);
    let one = prop_oneof![
        6 => (0..TRYING.len(), prop::sample::select(vec![1i64, 4_000, 15_000, 30_000, 88_000]))
            .prop_map(|(who, minor)| Move::Propose(who, minor)),
        4 => (called(), any::<bool>()).prop_map(|(who, yes)| Move::Decide(who, yes)),
        6 => (0..TRYING.len(), called(), -2..4i64).prop_map(|(desk, approver, ahead)| Move::Phone(desk, approver, ahead)),
        1 => (0..DECIDING.len()).prop_map(Move::WrongCode),
        1 => (0..DECIDING.len()).prop_map(Move::OtherSum),
        1 => (0..TRYING.len()).prop_map(Move::Withdraw),
        3 => Just(Move::CarryOut),
        4 => Just(Move::Settle),
        3 => Just(Move::Close),
        6 => Just(Move::Reopen),
        1 => Just(Move::Pass),
    ];
    prop::collection::vec((any::<bool>(), one), 8..24)
}

/// Returns an approval of everything that waits, as it would be said on the phone.
fn call(case: &Case<'_>, approver: Role, code: String) -> PhoneApproval {
    let ticket = case.shown();
    let waits = ticket.remedies.iter().filter(|remedy| remedy.facts.state == RemedyState::Awaiting);
    let sum: i64 = waits.map(|remedy| remedy.facts.amount_minor.minor()).sum();
    PhoneApproval {
        ticket: case.ticket,
        approver: case.hotel.session(approver).user,
        code,
        remedies: Vec::new(),
        amount_minor: Minor::new(sum).expect("a small sum"),
        points: Points::ZERO,
        words: "同意".to_owned(),
    }
}

fn tried(hotel: &Hotel, case: &Case<'_>, one: &Move) -> Result<()> {
    let now = hotel.now();
    let take = |desk: Role, input: &PhoneApproval| phone::approve(&hotel.store, &hotel.request(desk), input, now).map(drop);
    match one {
        Move::Propose(who, minor) => case.proposed(TRYING[*who], vec![money(Remedy::Waive, *minor)]).map(drop),
        Move::Decide(who, true) => case.decided(DECIDING[*who], Decision::Approved).map(drop),
        Move::Decide(who, false) => case.decided(DECIDING[*who], Decision::Refused).map(drop),
        Move::Phone(desk, approver, ahead) => take(TRYING[*desk], &call(case, DECIDING[*approver], shown(now, *ahead))),
        Move::WrongCode(approver) => take(Role::DutyManager, &call(case, DECIDING[*approver], shown(now, 900))),
        Move::OtherSum(approver) => {
            let said = call(case, DECIDING[*approver], shown(now, 5));
            take(Role::DutyManager, &PhoneApproval { amount_minor: Minor::new(1).expect("a small sum"), ..said })
        }
        Move::Withdraw(who) => {
            let first = case.shown().remedies.first().map(|remedy| remedy.facts.id);
            first.map_or(Ok(()), |id| case.withdrawn(TRYING[*who], id).map(drop))
        }
        Move::CarryOut => case.carried_out().map(drop),
        Move::Settle => {
            case.carried_out()?;
            case.close().expect("what is carried out lacks nothing");
            Ok(())
        }
        Move::Close => case.close().map(drop),
        Move::Reopen => case.reopened(Role::DutyManager).map(drop),
        Move::Pass => {
            hotel.pass_minutes(3);
            Ok(())
        }
    }
}

/// What must hold of both tickets together, whatever was tried.
fn holds(hotel: &Hotel, both: &[Ticket; 2]) {
    let remedies = || both.iter().flat_map(|ticket| &ticket.remedies);
    let given = remedies().filter(|remedy| remedy.facts.state == RemedyState::WithinLimit);
    let given: i64 = given.map(|remedy| remedy.facts.amount_minor.minor()).sum();
    assert!(given <= MOST_MINOR, "{given} were given in one matter without 批示");
    let approves = |user| [Role::DutyManager, Role::GeneralManager].iter().any(|role| hotel.session(*role).user == user);
    for remedy in remedies() {
        assert_ne!(remedy.facts.decided_by, Some(remedy.facts.proposed_by), "nobody decides on their own request");
        if remedy.facts.state == RemedyState::Approved {
            assert!(remedy.facts.above.is_some(), "only what was above a limit is approved");
            assert!(remedy.facts.decided_by.is_some_and(approves), "by somebody with the right");
        }
    }
    for ticket in both {
        let waits = ticket.remedies.iter().any(|remedy| remedy.facts.state == RemedyState::Awaiting);
        assert!(!waits || ticket.facts.closed_at_ms.is_none(), "nothing is closed over an open 批示");
        assert_eq!(waits, ticket.facts.state == TicketState::AwaitingApproval);
        let sixth = ticket.steps.iter().filter(|step| step.body.number() == 6).count();
        let decided = ticket.remedies.iter().any(|remedy| remedy.facts.decided_by.is_some());
        assert_eq!(decided, sixth > 0, "a decision is step ⑥, and step ⑥ decides");
        for record in &ticket.phone {
            assert_ne!(record.approver, record.entered_by);
            assert!(ticket.steps.iter().any(|step| step.id == record.step), "an approval by phone is a step");
            let of_it = ticket.remedies.iter().filter(|remedy| {
                remedy.facts.decided_by == Some(record.approver) && remedy.facts.decided_at_ms == Some(record.at_ms)
            });
            let sum: i64 = of_it.map(|remedy| remedy.facts.amount_minor.minor()).sum();
            assert!(sum >= record.amount_minor.minor() && record.amount_minor > Minor::ZERO, "it records what it approved");
        }
    }
}

fn seen(hotel: &Hotel, cases: &[Case<'_>; 2]) -> [Ticket; 2] {
    let session = hotel.session(Role::GeneralManager);
    let after_a_kill = lobby_core::open::with_key(&hotel.path(), hotel::key()).expect("the file opens again");
    let shown = cases.each_ref().map(Case::shown);
    let again = cases
        .each_ref()
        .map(|case| after_a_kill.read_as_house(|db| tickets::show(db, &session, case.ticket)).expect("the ticket is there"));
    assert_eq!(shown, again, "what was acknowledged is in the file");
    shown
}

/// Walks one path; returns how many approvals came by phone, how often a ticket was closed and how often one came back.
fn walked(path: &[(bool, Move)]) -> (usize, usize, usize) {
    let hotel = hotel();
    for role in [Role::GeneralManager, Role::DutyManager] {
        enrol(&hotel, role);
    }
    let guest = hotel.guest("李慧敏", "139 1234 0915");
    let cases = [Case::planned(&hotel, guest), Case::planned(&hotel, guest)];
    let mut before = seen(&hotel, &cases);
    for (which, one) in path {
        let outcome = tried(&hotel, &cases[usize::from(*which)], one);
        let after = seen(&hotel, &cases);
        holds(&hotel, &after);
        if outcome.is_err() {
            assert_eq!(before, after, "a refused {one:?} leaves nothing");
        }
        let pairs = before.iter().zip(&after);
        assert!(pairs.clone().all(|(old, new)| new.steps.starts_with(&old.steps)), "steps are only ever added");
        assert!(pairs.clone().all(|(old, new)| new.reopenings.starts_with(&old.reopenings)), "and so is what came back");
        for (old, new) in pairs.clone() {
            let given = |remedy: &&RemedyRecord| matches!(remedy.facts.state, RemedyState::WithinLimit | RemedyState::Approved);
            let stood = new.reopenings.last().map_or(0, |last| usize::try_from(last.remedies).expect("few"));
            let kept = old.remedies.iter().take(stood).filter(given);
            assert!(kept.clone().all(|remedy| new.remedies.contains(remedy)), "what was given before it came back stays given");
            let came_back = old.facts.closed_at_ms.is_some() && new.facts.closed_at_ms.is_none();
            assert_eq!(came_back, new.reopenings.len() > old.reopenings.len(), "it is opened again with a reason only");
            let closed = old.facts.closed_at_ms.is_none() && new.facts.closed_at_ms.is_some();
            assert!(!closed || matches!(one, Move::Settle) || old.missing.is_empty(), "and closed with nothing missing only");
        }
        assert!(pairs.clone().all(|(old, new)| new.phone.starts_with(&old.phone)), "and so are approvals");
        before = after;
    }
    let codes: Vec<_> = before.iter().flat_map(|ticket| &ticket.phone).map(|record| record.step).collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len(), "each approval is a step of its own");
    let back: usize = before.iter().map(|ticket| ticket.reopenings.len()).sum();
    let closed = before.iter().filter(|ticket| ticket.facts.closed_at_ms.is_some()).count();
    (codes.len(), back + closed, back)
}

#[test]
fn no_order_of_steps_leads_past_a_limit_or_round_step_six() {
    let mut runner = TestRunner::new(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() });
    let reached = Cell::new((0, 0, 0));
    let outcome = runner.run(&moves(), |path| {
        let (phoned, closed, back) = walked(&path);
        let sum = reached.get();
        reached.set((sum.0 + phoned, sum.1 + closed, sum.2 + back));
        Ok(())
    });
    outcome.expect("every path keeps the rules");
    let (phoned, closed, back) = reached.get();
    let far = phoned > 2 && closed > 2 && back > 0;
    assert!(far, "paths that come nowhere would prove nothing: {phoned} by phone, {closed} closed, {back} back");
}

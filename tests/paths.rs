//! Whatever is tried on two complaints of one guest and what is split from them, in whatever order, merged and taken apart
//! among it: no path leads past a limit, none round step ⑥, and nobody approves their own. After each step the file is opened anew, as after a kill, and says the same.

use std::{cell::Cell, collections::BTreeSet};

use lobby_core::{
    base::{error::Result, money::Minor, points::Points, role::Role},
    tickets::{
        self, Decision, Remedy, RemedyRecord, RemedyState, Subject, Ticket, TicketState,
        phone::{self, PhoneApproval},
    },
};
use proptest::{prelude::*, test_runner::TestRunner};
use support::{
    case::{Case, money},
    hotel::{self, Hotel, hotel},
};

use crate::{
    joining,
    phone::{enrol, shown},
};

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
    /// The two are made one; by one who tries, or by the general manager.
    Join(usize),
    Unjoin(usize),
    Split(usize),
}

fn moves() -> impl Strategy<Value = Vec<(bool, Move)>> {
    // Most calls are to somebody who may say yes: paths on which nobody ever does would prove nothing.
    let called = || prop::sample::select(vec![3, 3, 3, 3, 1, 2, 0]);
    let one = prop_oneof![
        6 => (0..TRYING.len(), prop::sample::select(vec![1i64, 4_000, 15_000, 30_000, 88_000, 88_000]))
            .prop_map(|(who, minor)| Move::Propose(who, minor)),
        4 => (called(), any::<bool>()).prop_map(|(who, yes)| Move::Decide(who, yes)),
        11 => (0..TRYING.len(), called(), -2..4i64).prop_map(|(desk, approver, ahead)| Move::Phone(desk, approver, ahead)),
        1 => (0..DECIDING.len()).prop_map(Move::WrongCode),
        1 => (0..DECIDING.len()).prop_map(Move::OtherSum),
        1 => (0..TRYING.len()).prop_map(Move::Withdraw),
        3 => Just(Move::CarryOut),
        4 => Just(Move::Settle),
        3 => Just(Move::Close),
        6 => Just(Move::Reopen),
        1 => Just(Move::Pass),
        2 => (0..DECIDING.len()).prop_map(Move::Join),
        2 => (0..DECIDING.len()).prop_map(Move::Unjoin),
        1 => (0..TRYING.len()).prop_map(Move::Split),
    ];
    prop::collection::vec((any::<bool>(), one), 10..28)
}

/// Paths of little else than merges and splits.
fn moves_about_joining() -> impl Strategy<Value = Vec<(bool, Move)>> {
    let one = prop_oneof![
        5 => (0..TRYING.len(), prop::sample::select(vec![4_000i64, 15_000, 20_000, 30_000]))
            .prop_map(|(who, minor)| Move::Propose(who, minor)),
        1 => prop::sample::select(vec![1, 3]).prop_map(|who| Move::Decide(who, true)),
        3 => prop::sample::select(vec![1, 1, 2, 3]).prop_map(Move::Join),
        2 => prop::sample::select(vec![1, 3]).prop_map(Move::Unjoin),
        1 => Just(Move::Split(1)),
        1 => Just(Move::Withdraw(1)),
        1 => Just(Move::Settle),
        1 => Just(Move::Reopen),
    ];
    prop::collection::vec((any::<bool>(), one), 8..20)
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

fn tried(hotel: &Hotel, case: &Case<'_>, other: &Case<'_>, one: &Move) -> Result<()> {
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
        Move::Join(who) => joining::joined(hotel, DECIDING[*who], case, other).map(drop),
        Move::Unjoin(who) => {
            let stands = case.shown().joins.into_iter().find(|join| join.ended_at_ms.is_none());
            stands.map_or(Ok(()), |join| joining::unjoined(hotel, DECIDING[*who], join.id).map(drop))
        }
        Move::Split(who) => joining::split_of(hotel, TRYING[*who], case).map(drop),
    }
}

/// What must hold of both tickets together, whatever was tried.
fn holds(hotel: &Hotel, both: &[Ticket]) {
    let remedies = || both.iter().flat_map(|ticket| &ticket.remedies);
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

/// Returns the tickets that are one case: all of one guest; of two, what was merged or split.
fn cases_of(tickets: &[Ticket], strangers: bool) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..tickets.len()).map(|at| if strangers { at } else { 0 }).collect();
    let place = |id| tickets.iter().position(|ticket| ticket.facts.id == id).expect("every ticket is in sight");
    for ticket in tickets {
        let joins = ticket.joins.iter().filter(|join| join.ended_at_ms.is_none()).map(|join| (join.keep, join.other));
        for (one, two) in joins.chain(ticket.splits.iter().map(|split| (split.from, split.to))) {
            let (stays, goes) = (group[place(one)], group[place(two)]);
            group.iter_mut().filter(|of| **of == goes).for_each(|of| *of = stays);
        }
    }
    (0..tickets.len()).map(|of| (0..tickets.len()).filter(|at| group[*at] == of).collect()).collect()
}

/// What was given in one case without 批示 stays within one limit, however it was merged and split. Only somebody with the right
/// makes one case of two that are above it together, and then nothing is added.
fn nothing_past_a_limit(hotel: &Hotel, states: (&[Ticket], &[Ticket]), strangers: bool) {
    let (before, after) = states;
    let given = |tickets: &[Ticket], of: &[usize]| -> i64 {
        let remedies = of.iter().filter_map(|at| tickets.get(*at)).flat_map(|ticket| &ticket.remedies);
        let given = remedies.filter(|remedy| remedy.facts.state == RemedyState::WithinLimit);
        given.map(|remedy| remedy.facts.amount_minor.minor()).sum()
    };
    let manager = hotel.session(Role::GeneralManager).user;
    for of in cases_of(after, strangers) {
        let now = given(after, &of);
        let joins = || of.iter().flat_map(|at| &after[*at].joins).filter(|join| join.ended_at_ms.is_none());
        let allowed = given(before, &of) >= now && joins().any(|join| join.by == manager);
        assert!(now <= MOST_MINOR || allowed, "{now} were given in one case without 批示");
    }
}

fn seen(hotel: &Hotel, cases: &[Case<'_>]) -> Vec<Ticket> {
    let session = hotel.session(Role::GeneralManager);
    let after_a_kill = lobby_core::open::with_key(&hotel.path(), hotel::key()).expect("the file opens again");
    let shown: Vec<Ticket> = cases.iter().map(Case::shown).collect();
    let again = cases
        .iter()
        .map(|case| after_a_kill.read_as_house(|db| tickets::show(db, &session, case.ticket)).expect("the ticket is there"));
    assert_eq!(shown, again.collect::<Vec<_>>(), "what was acknowledged is in the file");
    shown
}

/// Walks one path; returns how many approvals came by phone, how often a ticket was closed, how often one came back, and how
/// many were merged, taken apart and split.
fn walked(path: &[(bool, Move)], strangers: bool) -> [usize; 6] {
    let hotel = hotel();
    for role in [Role::GeneralManager, Role::DutyManager] {
        enrol(&hotel, role);
    }
    let guest = hotel.guest("李慧敏", "139 1234 0915");
    let mut cases: Vec<Case<'_>> = (0..2)
        .map(|_| {
            // Of somebody from outside nothing but merges and splits says that two complaints are one matter.
            let subject = if strangers { Subject::Outside { name: String::new() } } else { Subject::Guest { guest } };
            let case = Case::of(&hotel, subject);
            case.to_the_plan();
            case
        })
        .collect();
    let mut at = [0, 1];
    let mut before = seen(&hotel, &cases);
    for (which, one) in path {
        let (which, other) = (usize::from(*which), usize::from(!*which));
        let outcome = tried(&hotel, &cases[at[which]], &cases[at[other]], one);
        if let (Move::Split(_), Ok(())) = (one, &outcome) {
            let to = cases[at[which]].shown().splits.last().expect("it was split").to;
            let part = Case { hotel: &hotel, ticket: to };
            part.to_the_plan();
            // What is tried on from here on is the part; what it was split from stays in sight to the end.
            at[which] = cases.len();
            cases.push(part);
            before = seen(&hotel, &cases);
            continue;
        }
        let after = seen(&hotel, &cases);
        holds(&hotel, &after);
        nothing_past_a_limit(&hotel, (&before, &after), strangers);
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
            let reopened = new.reopenings.len() > old.reopenings.len();
            assert!(came_back == reopened || matches!(one, Move::Unjoin(_)), "it is opened again with a reason only");
            let closed = old.facts.closed_at_ms.is_none() && new.facts.closed_at_ms.is_some();
            assert!(
                !closed || matches!(one, Move::Settle | Move::Join(_)) || old.missing.is_empty(),
                "and closed with nothing missing only"
            );
        }
        assert!(pairs.clone().all(|(old, new)| new.phone.starts_with(&old.phone)), "and so are approvals");
        before = after;
    }
    let codes: Vec<_> = before.iter().flat_map(|ticket| &ticket.phone).map(|record| record.step).collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len(), "each approval is a step of its own");
    let back: usize = before.iter().map(|ticket| ticket.reopenings.len()).sum();
    let closed = before.iter().filter(|ticket| ticket.facts.closed_at_ms.is_some()).count();
    let joins: BTreeSet<_> =
        before.iter().flat_map(|ticket| &ticket.joins).map(|join| (join.id, join.ended_at_ms.is_some())).collect();
    let apart = joins.iter().filter(|(_, ended)| *ended).count();
    [codes.len(), back + closed, back, joins.len(), apart, before.len() - 2]
}

#[test]
fn no_order_of_steps_leads_past_a_limit_or_round_step_six() {
    let mut runner = TestRunner::new(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() });
    let reached = Cell::new([0; 6]);
    let outcome = runner.run(&(any::<bool>(), moves()), |(strangers, path)| {
        let walked = walked(&path, strangers);
        let sum = reached.get();
        reached.set(std::array::from_fn(|at| sum[at] + walked[at]));
        Ok(())
    });
    outcome.expect("every path keeps the rules");
    let [phoned, closed, back, joined, _, split] = reached.get();
    println!("{phoned} by phone, {closed} closed, {back} back, {joined} merged, {split} split");
    let far = phoned > 2 && closed > 2 && back > 0 && joined > 2 && split > 0;
    assert!(far, "paths that come nowhere would prove nothing");
}

#[test]
fn no_merge_or_split_leads_past_a_limit() {
    let mut runner = TestRunner::new(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() });
    let reached = Cell::new([0; 6]);
    let outcome = runner.run(&moves_about_joining(), |path| {
        let walked = walked(&path, true);
        let sum = reached.get();
        reached.set(std::array::from_fn(|at| sum[at] + walked[at]));
        Ok(())
    });
    outcome.expect("every path keeps the rules");
    let [_, closed, _, joined, apart, split] = reached.get();
    println!("{closed} closed, {joined} merged, {apart} taken apart, {split} split");
    assert!(closed > 2 && joined > 9 && apart > 2 && split > 9, "paths that come nowhere would prove nothing");
}

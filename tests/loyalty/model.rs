//! The ledger beside a model that knows no table: random sequences of everything a desk can do, compared after each step.
//!
//! Sizes: `LOBBY_SEQUENCES` (2,000 unless said otherwise; 1,000,000 on demand). A sequence runs inside one transaction that
//! is taken back at its end, so that each begins with the same empty accounts.

use std::cell::RefCell;

use lobby_core::{
    audit::op::Op,
    base::{
        error::{Common, Error, Result},
        ids::{EntryId, GuestId},
        points::{POINTS_MAX, Points},
        role::Role,
        time::BusinessDate,
    },
    db::Tx,
    loyalty::{
        self, EarnPoints, Goodwill, Redeem, check,
        expiry::{self, RunExpiry},
    },
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::{day, enrol, points};
use support::hotel::{Hotel, code, hotel, practising};

/// Members of each sequence.
const MEMBERS: usize = 3;
/// Longest sequence.
const STEPS_MAX: usize = 24;
/// Days of grace, as the standard programme has them.
const GRACE_DAYS: i64 = 30;
/// The day of every sequence.
const TODAY: &str = "2026-07-14";

#[derive(Debug, Clone)]
enum Step {
    Earn { who: usize, count: i64, days: i64 },
    Goodwill { who: usize, count: i64 },
    Redeem { who: usize, count: i64 },
    Reverse { which: usize },
    Expire { days: i64 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let who = 0..MEMBERS;
    let count = prop_oneof![8 => 1..5_000_i64, 1 => -2..=1_i64, 1 => POINTS_MAX - 3..=POINTS_MAX + 1, 1 => Just(i64::MAX)];
    let days = prop_oneof![4 => 0..60_i64, 1 => -2..0_i64, 1 => 60..800_i64];
    let step = prop_oneof![
        4 => (who.clone(), count.clone(), days.clone()).prop_map(|(who, count, days)| Step::Earn { who, count, days }),
        1 => (who.clone(), count.clone()).prop_map(|(who, count)| Step::Goodwill { who, count }),
        4 => (who, count).prop_map(|(who, count)| Step::Redeem { who, count }),
        3 => any::<prop::sample::Index>().prop_map(|index| Step::Reverse { which: index.index(STEPS_MAX) }),
        2 => days.prop_map(|days| Step::Expire { days }),
    ];
    prop::collection::vec(step, 1..=STEPS_MAX)
}

#[derive(Debug, Clone)]
struct ModelLot {
    who: usize,
    expires: BusinessDate,
    points: i64,
    left: i64,
}

#[derive(Debug, Clone)]
struct ModelEntry {
    who: usize,
    /// Lots it made.
    made: Vec<usize>,
    /// What it took of which lots; empty for a credit.
    took: Vec<(usize, i64)>,
    reversal: bool,
    reversed: bool,
}

/// What the house should hold, told by simpler means: vectors, no SQL, no derived balance.
#[derive(Debug, Clone, Default)]
struct Model {
    lots: Vec<ModelLot>,
    entries: Vec<ModelEntry>,
    last_run: Option<BusinessDate>,
}

impl Model {
    fn balance(&self, who: usize) -> i64 {
        self.lots.iter().filter(|lot| lot.who == who).map(|lot| lot.left).sum()
    }

    fn lots_of(&self, who: usize) -> Vec<(BusinessDate, i64)> {
        let mut held: Vec<_> =
            self.lots.iter().filter(|lot| lot.who == who && lot.left > 0).map(|lot| (lot.expires, lot.left)).collect();
        held.sort();
        held
    }

    fn credit(&mut self, who: usize, count: i64, expires: BusinessDate) -> &'static str {
        if !(1..=POINTS_MAX).contains(&count) {
            return "bad_points";
        }
        if expires < day(TODAY) {
            return "expires_in_past";
        }
        if self.balance(who) + count > POINTS_MAX {
            return "too_many_points";
        }
        self.lots.push(ModelLot { who, expires, points: count, left: count });
        let made = vec![self.lots.len() - 1];
        self.entries.push(ModelEntry { who, made, took: Vec::new(), reversal: false, reversed: false });
        "done"
    }

    fn redeem(&mut self, who: usize, count: i64) -> &'static str {
        if !(1..=POINTS_MAX).contains(&count) {
            return "bad_points";
        }
        if self.balance(who) < count {
            return "not_enough_points";
        }
        let mut order: Vec<usize> = (0..self.lots.len()).filter(|lot| self.lots[*lot].who == who).collect();
        order.sort_by_key(|lot| self.lots[*lot].expires);
        let (mut missing, mut took) = (count, Vec::new());
        for lot in order {
            let taken = missing.min(self.lots[lot].left);
            if taken > 0 {
                self.lots[lot].left -= taken;
                missing -= taken;
                took.push((lot, taken));
            }
        }
        self.entries.push(ModelEntry { who, made: Vec::new(), took, reversal: false, reversed: false });
        "done"
    }

    fn reverse(&mut self, which: usize) -> &'static str {
        let Some(entry) = self.entries.get(which).cloned() else { return "not_found" };
        if entry.reversal {
            return "not_reversible";
        }
        if entry.reversed {
            return "already_reversed";
        }
        let mut back = ModelEntry { who: entry.who, made: Vec::new(), took: Vec::new(), reversal: true, reversed: false };
        if entry.took.is_empty() {
            if entry.made.iter().any(|lot| self.lots[*lot].left != self.lots[*lot].points) {
                return "already_spent";
            }
            for lot in &entry.made {
                back.took.push((*lot, self.lots[*lot].left));
                self.lots[*lot].left = 0;
            }
        } else {
            let returning: i64 = entry.took.iter().map(|(_, count)| count).sum();
            if self.balance(entry.who) + returning > POINTS_MAX {
                return "too_many_points";
            }
            let good_from = self.last_run.map_or(day(TODAY), |run| day(TODAY).max(run.plus_days(1)));
            let mut grace = 0;
            for (lot, count) in &entry.took {
                if self.lots[*lot].expires >= good_from {
                    self.lots[*lot].left += count;
                } else {
                    grace += count;
                }
            }
            if grace > 0 {
                let expires = good_from.plus_days(GRACE_DAYS);
                self.lots.push(ModelLot { who: entry.who, expires, points: grace, left: grace });
                back.made.push(self.lots.len() - 1);
            }
        }
        self.entries[which].reversed = true;
        self.entries.push(back);
        "done"
    }

    /// Returns the members who lost points, in the order of their accounts.
    fn expire(&mut self, on: BusinessDate) -> Vec<usize> {
        let mut losers = Vec::new();
        for who in 0..MEMBERS {
            let due: Vec<usize> = (0..self.lots.len())
                .filter(|lot| self.lots[*lot].who == who && self.lots[*lot].left > 0 && self.lots[*lot].expires <= on)
                .collect();
            if due.is_empty() {
                continue;
            }
            let took = due.iter().map(|lot| (*lot, std::mem::take(&mut self.lots[*lot].left))).collect();
            self.entries.push(ModelEntry { who, made: Vec::new(), took, reversal: false, reversed: false });
            losers.push(who);
        }
        if !losers.is_empty() {
            self.last_run = Some(self.last_run.map_or(on, |run| run.max(on)));
        }
        losers
    }
}

/// The real ledger inside a transaction, with the names of its postings in the model's order.
struct Real<'t, 'w> {
    tx: &'t mut Tx<'w>,
    members: [GuestId; MEMBERS],
    entries: Vec<EntryId>,
}

impl Real<'_, '_> {
    fn posted(&mut self, outcome: Result<loyalty::Posted>) -> &'static str {
        let said = code(&outcome);
        if let Ok(posted) = outcome {
            self.entries.push(posted.entry_id);
        }
        said
    }

    fn do_step(&mut self, step: &Step) -> &'static str {
        let raw = |count: i64| serde_json::from_value::<Points>(count.into()).expect("any number comes over the wire");
        match *step {
            Step::Earn { who, count, days } => {
                let expires_on = Some(day(TODAY).plus_days(days));
                let input = EarnPoints { member: self.members[who].into(), points: raw(count), expires_on };
                let outcome = loyalty::earn_points(self.tx, &input);
                self.posted(outcome)
            }
            Step::Goodwill { who, count } => {
                let ticket = lobby_core::base::ids::TicketId(self.members[who].raw());
                let outcome =
                    loyalty::goodwill(self.tx, &Goodwill { member: self.members[who].into(), points: raw(count), ticket });
                self.posted(outcome)
            }
            Step::Redeem { who, count } => {
                let outcome =
                    loyalty::redeem(self.tx, &Redeem { member: self.members[who].into(), points: raw(count), reward: None });
                self.posted(outcome)
            }
            Step::Reverse { which } => {
                let nobody = EntryId(self.members[0].raw());
                let outcome = loyalty::reverse(self.tx, self.entries.get(which).copied().unwrap_or(nobody));
                self.posted(outcome)
            }
            Step::Expire { .. } => "done",
        }
    }

    fn expire(&mut self, on: BusinessDate) -> Result<u32> {
        let run = expiry::run(self.tx, &RunExpiry { on, day_is_right: None })?;
        let found: Vec<EntryId> = self.newest(run.members)?;
        self.entries.extend(found);
        Ok(run.members)
    }

    /// Returns the newest posting of each member whom the run touched, by account: the run's own order.
    fn newest(&self, count: u32) -> Result<Vec<EntryId>> {
        let mut found = Vec::new();
        for member in self.members {
            let query = loyalty::page::MemberQuery { member: member.into(), since: None, today: day(TODAY) };
            let lines = loyalty::page::page(self.tx.db(), &query)?.statement.lines;
            found.extend(lines.first().filter(|line| line.code == loyalty::EntryCode::Expire).map(|line| line.id));
        }
        let known = |id: &EntryId| self.entries.contains(id);
        found.retain(|id| !known(id));
        assert_eq!(found.len(), count as usize, "each member whom the run touched has its posting");
        Ok(found)
    }
}

fn run(tx: &mut Tx<'_>, members: [GuestId; MEMBERS], steps: &[Step]) -> std::result::Result<(), String> {
    let mut model = Model::default();
    let mut real = Real { tx, members, entries: Vec::new() };
    for (place, step) in steps.iter().enumerate() {
        let expected = match *step {
            Step::Earn { who, count, days } => model.credit(who, count, day(TODAY).plus_days(days)),
            Step::Goodwill { who, count } => model.credit(who, count, day("2028-07-31")),
            Step::Redeem { who, count } => model.redeem(who, count),
            Step::Reverse { which } => model.reverse(which),
            Step::Expire { days } => {
                let on = day(TODAY).plus_days(days);
                let losers = model.expire(on).len();
                let found = real.expire(on).map_err(|error| format!("step {place}: {}", error.code()))?;
                if found as usize != losers {
                    return Err(format!("step {place}: {losers} members should lose points, {found} did"));
                }
                "done"
            }
        };
        let found = real.do_step(step);
        if found != expected {
            return Err(format!("step {place} {step:?}: {expected} expected, {found} answered"));
        }
        same(&real, &model).map_err(|what| format!("step {place} {step:?}: {what}"))?;
    }
    let checked = check::check(real.tx.db()).map_err(|error| error.code().to_owned())?;
    if checked.ok { Ok(()) } else { Err(format!("the check found {:?}", checked.wrong)) }
}

fn same(real: &Real<'_, '_>, model: &Model) -> std::result::Result<(), String> {
    for (who, member) in real.members.iter().enumerate() {
        let failed = |error: Error| error.code().to_owned();
        let balance = loyalty::balance(real.tx.db(), *member).map_err(failed)?;
        if balance < Points::ZERO || balance.count() != model.balance(who) {
            return Err(format!("member {who} holds {} and should hold {}", balance.count(), model.balance(who)));
        }
        let mut lots: Vec<(BusinessDate, i64)> =
            loyalty::lots(real.tx.db(), *member).map_err(failed)?.iter().map(|lot| (lot.expires_on, lot.left.count())).collect();
        lots.sort();
        if lots != model.lots_of(who) {
            return Err(format!("member {who} has lots {lots:?} and should have {:?}", model.lots_of(who)));
        }
    }
    Ok(())
}

/// Runs `steps` in a transaction that is taken back, and returns what `judge` said of it.
fn taken_back(
    hotel: &Hotel,
    steps: &[Step],
    judge: impl FnOnce(&mut Tx<'_>, &[Step]) -> std::result::Result<(), String>,
) -> std::result::Result<(), String> {
    let said = RefCell::new(Ok(()));
    let input = format!("{steps:?}");
    let outcome = hotel.write(Role::GeneralManager, Op::AdjustPoints, &input, |tx| -> Result<()> {
        *said.borrow_mut() = judge(tx, steps);
        Err(Common::ChangedMeanwhile.into())
    });
    match code(&outcome) {
        "changed_meanwhile" => said.into_inner(),
        other => Err(format!("the transaction ended with {other}")),
    }
}

fn members(hotel: &Hotel) -> [GuestId; MEMBERS] {
    [0, 1, 2].map(|ordinal| {
        let guest = hotel.guest("王建国", &format!("139 0000 000{ordinal}"));
        enrol(hotel, guest).expect("enrolled");
        guest
    })
}

#[test]
fn random_sequences_leave_what_the_model_says() {
    let sequences = std::env::var("LOBBY_SEQUENCES").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000);
    let hotel = practising();
    let members = members(&hotel);
    let config = Config { cases: sequences, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config)
        .run(&steps(), |steps| taken_back(&hotel, &steps, |tx, steps| run(tx, members, steps)).map_err(TestCaseError::fail));
    if let Err(found) = outcome {
        panic!("{found}");
    }
}

#[test]
fn the_comparison_sees_a_single_point() {
    let hotel = hotel();
    let members = members(&hotel);
    let steps = [Step::Earn { who: 0, count: 100, days: 10 }];
    let said = taken_back(&hotel, &steps, |tx, steps| {
        let input = EarnPoints { member: members[1].into(), points: points(1), expires_on: None };
        loyalty::earn_points(tx, &input).map_err(|error| error.code().to_owned())?;
        run(tx, members, steps)
    });
    let said = said.expect_err("one point that the model does not know must be seen");
    assert!(said.contains("member 1 holds 1 and should hold 0"), "it is seen for what it is: {said}");
}

#[test]
fn every_command_replayed_with_its_key_changes_nothing() {
    let hotel = hotel();
    let members = members(&hotel);
    let member = members[0];
    let mut balance = 0;
    for round in 0..40_i64 {
        let request = hotel.request_with(Role::Receptionist, &format!("round-{round}"));
        let (earns, count) = (round % 3 != 2, points(100 + round));
        let post = || {
            if earns {
                let input = EarnPoints { member: member.into(), points: count, expires_on: None };
                hotel.store.write(&request, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input))
            } else {
                let input = Redeem { member: member.into(), points: count, reward: None };
                hotel.store.write(&request, Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input))
            }
        };
        let first = post().expect("posted");
        for _ in 0..round % 5 {
            assert_eq!(post().expect("answered again"), first, "the same key answers the same");
        }
        balance += if earns { count.count() } else { -count.count() };
        assert_eq!(hotel.read(|db| loyalty::balance(db, member)).count(), balance, "round {round} counts once");
    }
    assert!(hotel.read(check::check).ok, "the ledger agrees");
}

//! What the house should hold, told by simpler means than the ledger's: vectors and loops, no table, no derived balance.
//!
//! The model knows every rule that a desk meets: lots that expire first are used first, days of grace, what is promised until
//! it is posted or voided, the second person, merges and their undoing. `sequences.rs` holds the ledger against it.

mod merging;

use std::collections::BTreeSet;

use lobby_core::base::{ids::EntryId, points::POINTS_MAX, time::BusinessDate};

use super::day;

/// Members of each sequence.
pub const MEMBERS: usize = 3;
/// Stays of each member: one that the desk credits, one that is past the programme's days.
pub const STAYS: usize = 2;
/// What each stay earns: its revenue in whole units at the base tier.
pub const STAY_POINTS: [i64; STAYS] = [1_200, 1_500];
/// The stay that is past the programme's days.
const LATE: usize = 1;
/// Days of grace, as the standard programme has them.
const GRACE_DAYS: i64 = 30;
/// Above so many points by one hand a second person confirms, as the standard programme has it.
const ALONE_MAX: i64 = 2_000;
/// The day of every sequence.
pub const TODAY: &str = "2026-07-14";
/// The last day of points that are earned on that day, by the standard programme.
const BY_PROGRAMME: &str = "2028-07-31";

/// Who confirms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Second {
    /// Nobody.
    Nobody,
    /// Somebody else who may adjust points.
    Other,
    /// The acting person.
    Oneself,
    /// Somebody who may not adjust points.
    MayNot,
}

/// Something that a desk does. Members, postings, promises, stays and merges are named by their place; days count from today.
#[derive(Debug, Clone)]
pub enum Step {
    Earn { who: usize, count: i64, days: i64 },
    Goodwill { who: usize, count: i64 },
    EarnStay { stay: usize },
    Late { stay: usize, second: Second },
    Redeem { who: usize, count: i64 },
    Adjust { who: usize, count: i64, days: Option<i64>, second: Second },
    Promise { who: usize, count: i64, due: i64, days: Option<i64>, second: Second },
    VoidPromise { which: usize },
    Hold { who: usize, count: i64 },
    PostRemedy { which: usize },
    VoidRemedy { which: usize },
    Reverse { which: usize },
    TakeBack { which: usize, second: Second },
    Expire { days: i64 },
    PostDue { days: i64 },
    Merge { keep: usize, other: usize },
    Unmerge { which: usize },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    /// Given or taken by hand.
    ByHand,
    Expiry,
    Merge,
    /// What a merge took of the other's account: no statement shows it while the merge stands.
    Hidden,
    Reversal,
}

#[derive(Debug, Clone)]
struct Lot {
    who: usize,
    expires: BusinessDate,
    points: i64,
    left: i64,
    /// The posting that made it.
    entry: usize,
}

#[derive(Debug, Clone)]
struct Entry {
    who: usize,
    kind: Kind,
    /// What the member gained.
    points: i64,
    /// What it took of which lots; below nothing where it gave back.
    took: Vec<(usize, i64)>,
    stay: Option<usize>,
    reversed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Pending,
    Posted,
    Voided,
}

#[derive(Debug, Clone)]
struct Promised {
    who: usize,
    count: i64,
    /// None under a complaint.
    due: Option<BusinessDate>,
    expires: BusinessDate,
    state: State,
    /// Whether it was promised by one hand alone.
    alone: bool,
}

#[derive(Debug, Clone)]
struct Merged {
    keep: usize,
    other: usize,
    stands: bool,
    /// Postings, promises and stays that are the other's.
    entries: BTreeSet<usize>,
    promises: BTreeSet<usize>,
    stays: BTreeSet<usize>,
}

/// The house of one sequence.
#[derive(Debug, Clone)]
pub struct Model {
    lots: Vec<Lot>,
    entries: Vec<Entry>,
    promises: Vec<Promised>,
    merges: Vec<Merged>,
    /// Whose each stay is.
    stays: Vec<usize>,
    /// What one hand gave and took alone on each account today, promises apart.
    alone: [i64; MEMBERS],
    last_run: Option<BusinessDate>,
    /// Whether activity gives open lots a later last day.
    extends: bool,
    /// Names of the promises in the ledger: what is due on one day is posted in their order.
    pub holds: Vec<EntryId>,
}

impl Model {
    /// Returns a house in which nothing happened since the expiry run of `last_run`.
    pub fn new(last_run: Option<BusinessDate>, extends: bool) -> Self {
        Self {
            lots: Vec::new(),
            entries: Vec::new(),
            promises: Vec::new(),
            merges: Vec::new(),
            stays: (0..MEMBERS * STAYS).map(|stay| stay / STAYS).collect(),
            alone: [0; MEMBERS],
            last_run,
            extends,
            holds: Vec::new(),
        }
    }

    /// Returns the day of the latest run that took points.
    pub fn last_run(&self) -> Option<BusinessDate> {
        self.last_run
    }

    /// Says that a run of `on` took points, from whomever.
    pub fn closed(&mut self, on: BusinessDate) {
        self.last_run = Some(self.last_run.map_or(on, |run| run.max(on)));
    }

    /// Returns of each posting whether a statement shows it.
    pub fn postings(&self) -> Vec<bool> {
        self.entries.iter().map(|entry| entry.kind != Kind::Hidden).collect()
    }

    /// Returns what `who` holds.
    pub fn balance(&self, who: usize) -> i64 {
        self.lots.iter().filter(|lot| lot.who == who).map(|lot| lot.left).sum()
    }

    /// Returns the open lots of `who` in order: last day and what is left.
    pub fn lots_of(&self, who: usize) -> Vec<(BusinessDate, i64)> {
        self.open(who).into_iter().map(|lot| (self.lots[lot].expires, self.lots[lot].left)).collect()
    }

    /// Returns what is pending for `who`, the smallest first.
    pub fn pending_of(&self, who: usize) -> Vec<i64> {
        let mut held: Vec<i64> =
            self.promises.iter().filter(|held| held.who == who && held.is_pending()).map(|held| held.count).collect();
        held.sort_unstable();
        held
    }

    /// Returns the member to whom `who` leads.
    pub fn current(&self, who: usize) -> usize {
        self.chain(who).last().map_or(who, |merge| self.merges[*merge].keep)
    }

    /// Does what a desk does. Returns "done", or the code of the refusal.
    pub fn apply(&mut self, step: &Step) -> &'static str {
        let said = match *step {
            Step::Earn { who, count, days } => self.earn(who, count, days),
            Step::Goodwill { who, count } => self.amount(count).and_then(|count| {
                let who = self.current(who);
                self.credit(who, Kind::Plain, count, day(BY_PROGRAMME)).map(drop)
            }),
            Step::EarnStay { stay } => self.earn_stay(stay),
            Step::Late { stay, second } => self.credit_late(stay, second),
            Step::Redeem { who, count } => self.redeem(who, count),
            Step::Adjust { who, count, days, second } => self.adjust(who, count, (None, days), second),
            Step::Promise { who, count, due, days, second } => self.adjust(who, count, (Some(due), days), second),
            Step::VoidPromise { which } => self.void(which, false),
            Step::Hold { who, count } => self.hold(who, count),
            Step::PostRemedy { which } => self.post_remedy(which),
            Step::VoidRemedy { which } => self.void(which, true),
            Step::Reverse { which } => self.reverse(which),
            Step::TakeBack { which, second } => self.take_back(which, second),
            Step::Expire { days } => {
                self.expire(day(TODAY).plus_days(days));
                Ok(())
            }
            Step::PostDue { days } => {
                self.post_due(day(TODAY).plus_days(days));
                Ok(())
            }
            Step::Merge { keep, other } => self.merge(keep, other),
            Step::Unmerge { which } => self.unmerge(which),
        };
        said.err().unwrap_or("done")
    }

    fn amount(&self, count: i64) -> Result<i64, &'static str> {
        if (1..=POINTS_MAX).contains(&count) { Ok(count) } else { Err("bad_points") }
    }

    /// The open lots of `who`: what expires first first, of those that end together the older one.
    fn open(&self, who: usize) -> Vec<usize> {
        let mut open: Vec<usize> =
            (0..self.lots.len()).filter(|lot| self.lots[*lot].who == who && self.lots[*lot].left > 0).collect();
        open.sort_by_key(|lot| (self.lots[*lot].expires, *lot));
        open
    }

    /// The standing merges that lead from `who` to the current record.
    fn chain(&self, who: usize) -> Vec<usize> {
        let (mut chain, mut at) = (Vec::new(), who);
        while let Some(merge) = self.merges.iter().position(|merge| merge.stands && merge.other == at) {
            at = self.merges[merge].keep;
            chain.push(merge);
        }
        chain
    }

    fn post(&mut self, who: usize, kind: Kind, points: i64, took: Vec<(usize, i64)>) -> usize {
        for (lot, count) in &took {
            self.lots[*lot].left -= count;
        }
        self.entries.push(Entry { who, kind, points, took, stay: None, reversed: false });
        self.entries.len() - 1
    }

    fn credit(&mut self, who: usize, kind: Kind, count: i64, expires: BusinessDate) -> Result<usize, &'static str> {
        if self.balance(who) + count > POINTS_MAX {
            return Err("too_many_points");
        }
        let entry = self.post(who, kind, count, Vec::new());
        self.lots.push(Lot { who, expires, points: count, left: count, entry });
        Ok(entry)
    }

    /// Activity gives every open lot the last day of points earned today, where the programme says so.
    fn active(&mut self, who: usize) {
        for lot in self.lots.iter_mut().filter(|lot| self.extends && lot.who == who && lot.left > 0) {
            lot.expires = lot.expires.max(day(BY_PROGRAMME));
        }
    }

    fn came_for(&mut self, named: usize, entry: usize) {
        for merge in self.chain(named) {
            self.merges[merge].entries.insert(entry);
        }
    }

    fn came_with(&mut self, entry: usize, like: impl Fn(&Merged) -> bool) {
        for merge in self.merges.iter_mut().filter(|merge| merge.stands && like(merge)) {
            merge.entries.insert(entry);
        }
    }

    fn earn(&mut self, named: usize, count: i64, days: i64) -> Result<(), &'static str> {
        let (who, count) = (self.current(named), self.amount(count)?);
        if days < 0 {
            return Err("expires_in_past");
        }
        let entry = self.credit(who, Kind::Plain, count, day(TODAY).plus_days(days))?;
        self.active(who);
        self.came_for(named, entry);
        Ok(())
    }

    fn is_credited(&self, stay: usize) -> bool {
        self.entries.iter().any(|entry| entry.stay == Some(stay) && !entry.reversed)
    }

    fn earn_stay(&mut self, stay: usize) -> Result<(), &'static str> {
        if self.is_credited(stay) {
            return Err("already_earned");
        }
        if stay % STAYS == LATE {
            return Err("stay_too_old");
        }
        let who = self.stays[stay];
        let entry = self.credit(who, Kind::Plain, STAY_POINTS[stay % STAYS], day(BY_PROGRAMME))?;
        self.entries[entry].stay = Some(stay);
        self.active(who);
        self.came_with(entry, |merge| merge.stays.contains(&stay));
        Ok(())
    }

    fn credit_late(&mut self, stay: usize, second: Second) -> Result<(), &'static str> {
        if self.is_credited(stay) {
            return Err("already_earned");
        }
        let (who, points) = (self.stays[stay], STAY_POINTS[stay % STAYS]);
        let alone = confirmed(self.alone(who) + points, second)?;
        let entry = self.credit(who, Kind::Plain, points, day(BY_PROGRAMME))?;
        self.entries[entry].stay = Some(stay);
        self.alone[who] += if alone { points } else { 0 };
        self.came_with(entry, |merge| merge.stays.contains(&stay));
        Ok(())
    }

    fn redeem(&mut self, named: usize, count: i64) -> Result<(), &'static str> {
        let (who, count) = (self.current(named), self.amount(count)?);
        let entry = self.take(who, Kind::Plain, count)?;
        self.active(who);
        self.came_for(named, entry);
        Ok(())
    }

    fn take(&mut self, who: usize, kind: Kind, count: i64) -> Result<usize, &'static str> {
        if self.balance(who) < count {
            return Err("not_enough_points");
        }
        let took = self.in_order(&self.open(who), count);
        Ok(self.post(who, kind, -count, took))
    }

    /// What `count` points take of these lots, in this order.
    fn in_order(&self, lots: &[usize], count: i64) -> Vec<(usize, i64)> {
        let mut missing = count;
        let taken = lots.iter().map(|lot| {
            let taken = missing.min(self.lots[*lot].left);
            missing -= taken;
            (*lot, taken)
        });
        taken.filter(|(_, taken)| *taken > 0).collect()
    }

    /// What one hand gave and took alone on this account today.
    fn alone(&self, who: usize) -> i64 {
        let promised = self.promises.iter().filter(|held| held.who == who && held.alone && held.state != State::Voided);
        self.alone[who] + promised.map(|held| held.count).sum::<i64>()
    }

    fn adjust(
        &mut self,
        named: usize,
        count: i64,
        (due, days): (Option<i64>, Option<i64>),
        second: Second,
    ) -> Result<(), &'static str> {
        let (who, size) = (self.current(named), self.amount(count.saturating_abs())?);
        let alone = confirmed(self.alone(who) + size, second)?;
        if count > 0 && days.is_some_and(|days| days < due.unwrap_or(0)) {
            return Err("expires_in_past");
        }
        let expires = days.map_or(day(BY_PROGRAMME), |days| day(TODAY).plus_days(days));
        if let Some(due) = due.filter(|_| count > 0) {
            return self.promise(named, size, (day(TODAY).plus_days(due), expires), alone);
        }
        let entry = if count < 0 { self.take(who, Kind::ByHand, size)? } else { self.credit(who, Kind::ByHand, size, expires)? };
        self.alone[who] += if alone { size } else { 0 };
        self.came_for(named, entry);
        Ok(())
    }

    fn promise(
        &mut self,
        named: usize,
        count: i64,
        (due, expires): (BusinessDate, BusinessDate),
        alone: bool,
    ) -> Result<(), &'static str> {
        if due <= day(TODAY) {
            return Err("due_in_past");
        }
        let held = Promised { who: self.current(named), count, due: Some(due), expires, state: State::Pending, alone };
        self.held(held)?;
        for merge in self.chain(named) {
            self.merges[merge].promises.insert(self.promises.len() - 1);
        }
        Ok(())
    }

    fn hold(&mut self, who: usize, count: i64) -> Result<(), &'static str> {
        let (who, count) = (self.current(who), self.amount(count)?);
        self.held(Promised { who, count, due: None, expires: day(BY_PROGRAMME), state: State::Pending, alone: false })
    }

    fn held(&mut self, held: Promised) -> Result<(), &'static str> {
        let promised: i64 = self.pending_of(held.who).iter().sum();
        if self.balance(held.who) + promised + held.count > POINTS_MAX {
            return Err("too_many_points");
        }
        self.promises.push(held);
        Ok(())
    }

    fn void(&mut self, which: usize, of_ticket: bool) -> Result<(), &'static str> {
        let held = self.promises.get_mut(which).filter(|held| held.is_pending()).ok_or("not_found")?;
        if !of_ticket && held.due.is_none() {
            return Err("pending_of_ticket");
        }
        held.state = State::Voided;
        Ok(())
    }

    fn post_remedy(&mut self, which: usize) -> Result<(), &'static str> {
        match self.promises.get(which) {
            Some(held) if held.is_pending() && held.due.is_none() => self.fulfil(which, Kind::Plain),
            _ => Ok(()),
        }
    }

    fn fulfil(&mut self, which: usize, kind: Kind) -> Result<(), &'static str> {
        let held = self.promises[which].clone();
        let entry = self.credit(held.who, kind, held.count, held.expires)?;
        self.promises[which].state = State::Posted;
        self.came_with(entry, |merge| merge.promises.contains(&which));
        Ok(())
    }

    /// Posts what is due, the earliest first; what an account does not hold stays pending.
    fn post_due(&mut self, on: BusinessDate) {
        let mut due: Vec<usize> = (0..self.promises.len())
            .filter(|which| self.promises[*which].is_pending() && self.promises[*which].due.is_some_and(|due| due <= on))
            .collect();
        due.sort_by_key(|which| (self.promises[*which].due, self.holds.get(*which).copied()));
        for which in due {
            // Too many for the account: the promise waits for another run.
            let _ = self.fulfil(which, Kind::ByHand);
        }
    }

    fn reverse(&mut self, which: usize) -> Result<(), &'static str> {
        match self.entries.get(which) {
            None => Err("not_found"),
            Some(entry) if entry.kind == Kind::Hidden => Err("not_found"),
            Some(entry) if entry.kind == Kind::ByHand => Err("adjusted_by_hand"),
            Some(_) => self.reversed(which),
        }
    }

    fn take_back(&mut self, which: usize, second: Second) -> Result<(), &'static str> {
        let weight = self.entries.get(which).filter(|entry| entry.kind != Kind::Hidden).ok_or("not_found")?.points.abs();
        confirmed(weight, second)?;
        self.reversed(which)
    }

    fn reversed(&mut self, which: usize) -> Result<(), &'static str> {
        let entry = self.entries[which].clone();
        if matches!(entry.kind, Kind::Reversal | Kind::Merge) {
            return Err("not_reversible");
        }
        if self.current(entry.who) != entry.who {
            return Err("posted_before_merge");
        }
        if entry.reversed {
            return Err("already_reversed");
        }
        let back = if entry.points > 0 { self.undo_credit(which)? } else { self.undo_use(&entry)? };
        self.entries[which].reversed = true;
        self.came_with(back, |merge| merge.entries.contains(&which));
        Ok(())
    }

    fn undo_credit(&mut self, which: usize) -> Result<usize, &'static str> {
        let made: Vec<usize> = (0..self.lots.len()).filter(|lot| self.lots[*lot].entry == which).collect();
        if made.iter().any(|lot| self.lots[*lot].left != self.lots[*lot].points) {
            return Err("already_spent");
        }
        let took = made.iter().map(|lot| (*lot, self.lots[*lot].left)).collect();
        Ok(self.post(self.entries[which].who, Kind::Reversal, -self.entries[which].points, took))
    }

    /// Gives each point back to its lot; what ended meanwhile comes back as a lot of its own with days of grace.
    fn undo_use(&mut self, entry: &Entry) -> Result<usize, &'static str> {
        let returning = -entry.points;
        if self.balance(entry.who) + returning > POINTS_MAX {
            return Err("too_many_points");
        }
        let good_from = self.last_run.map_or(day(TODAY), |run| day(TODAY).max(run.plus_days(1)));
        let is_good = |lot: &usize| self.lots[*lot].expires >= good_from;
        let back: Vec<(usize, i64)> =
            entry.took.iter().filter(|(lot, _)| is_good(lot)).map(|(lot, count)| (*lot, -count)).collect();
        let grace = returning + back.iter().map(|(_, count)| count).sum::<i64>();
        let posted = self.post(entry.who, Kind::Reversal, returning, back);
        if grace > 0 {
            let expires = good_from.plus_days(GRACE_DAYS);
            self.lots.push(Lot { who: entry.who, expires, points: grace, left: grace, entry: posted });
        }
        Ok(posted)
    }

    fn expire(&mut self, on: BusinessDate) {
        for who in 0..MEMBERS {
            let due: Vec<usize> = self.open(who).into_iter().filter(|lot| self.lots[*lot].expires <= on).collect();
            if due.is_empty() {
                continue;
            }
            let took: Vec<(usize, i64)> = due.into_iter().map(|lot| (lot, self.lots[lot].left)).collect();
            let points: i64 = took.iter().map(|(_, count)| count).sum();
            self.post(who, Kind::Expiry, -points, took);
            self.closed(on);
        }
    }
}

impl Promised {
    fn is_pending(&self) -> bool {
        self.state == State::Pending
    }
}

/// Returns whether one hand alone may post so many points, where somebody confirms or nobody does.
fn confirmed(weight: i64, second: Second) -> Result<bool, &'static str> {
    match second {
        Second::Nobody if weight <= ALONE_MAX => Ok(true),
        Second::Nobody => Err("second_person_needed"),
        Second::Other => Ok(false),
        Second::Oneself => Err("second_person_same"),
        Second::MayNot => Err("second_person_may_not"),
    }
}

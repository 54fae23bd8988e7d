//! Two members become one, and two again.

use std::collections::{BTreeMap, BTreeSet};

use lobby_core::base::{points::POINTS_MAX, time::BusinessDate};

use super::{Kind, Lot, Merged, Model};

impl Model {
    pub(super) fn merge(&mut self, keep: usize, other: usize) -> Result<(), &'static str> {
        if keep == other {
            return Err("same_guest");
        }
        if [keep, other].iter().any(|who| self.current(*who) != *who) {
            return Err("already_merged");
        }
        let count = self.balance(other);
        if count > 0 && self.balance(keep) + count > POINTS_MAX {
            return Err("too_many_points");
        }
        let stays: BTreeSet<usize> = (0..self.stays.len()).filter(|stay| self.stays[*stay] == other).collect();
        let promises: BTreeSet<usize> = (0..self.promises.len())
            .filter(|held| self.promises[*held].who == other && self.promises[*held].is_pending())
            .collect();
        stays.iter().for_each(|stay| self.stays[*stay] = keep);
        promises.iter().for_each(|held| self.promises[*held].who = keep);
        let took = self.open(other).into_iter().map(|lot| (lot, self.lots[lot].left)).collect();
        let entries = self.move_points((other, Kind::Hidden), keep, took);
        self.merges.push(Merged { keep, other, stands: true, entries, promises, stays });
        Ok(())
    }

    pub(super) fn unmerge(&mut self, which: usize) -> Result<(), &'static str> {
        let merge = self.merges.get(which).cloned().ok_or("not_found")?;
        if !merge.stands {
            return Err("merge_not_standing");
        }
        if self.current(merge.keep) != merge.keep {
            return Err("merged_since");
        }
        let (keep, other) = (merge.keep, merge.other);
        for stay in &merge.stays {
            if self.stays[*stay] == keep {
                self.stays[*stay] = other;
            }
        }
        for held in &merge.promises {
            let held = &mut self.promises[*held];
            if held.is_pending() && held.who == keep {
                held.who = other;
            }
        }
        let due = self.due_to_other(&merge);
        let (theirs, rest): (Vec<usize>, Vec<usize>) =
            self.open(keep).into_iter().partition(|lot| merge.entries.contains(&self.lots[*lot].entry));
        let took = self.in_order(&[theirs, rest].concat(), due);
        self.move_points((keep, Kind::Merge), other, took);
        self.merges[which].stands = false;
        Ok(())
    }

    /// What is left of the other's lots, less what the other used of the kept member's, and what that one used of theirs.
    fn due_to_other(&self, merge: &Merged) -> i64 {
        let is_theirs = |entry: usize| merge.entries.contains(&entry);
        let of_keep = |lot: usize| self.lots[lot].who == merge.keep;
        let left: i64 = self.lots.iter().filter(|lot| lot.who == merge.keep && is_theirs(lot.entry)).map(|lot| lot.left).sum();
        let mut due = left;
        for (number, entry) in self.entries.iter().enumerate().filter(|(_, entry)| entry.kind != Kind::Expiry) {
            for (lot, count) in entry.took.iter().filter(|(lot, _)| of_keep(*lot)) {
                match (is_theirs(number), is_theirs(self.lots[*lot].entry)) {
                    (true, false) => due -= count,
                    (false, true) => due += count,
                    _ => {}
                }
            }
        }
        due.clamp(0, self.balance(merge.keep))
    }

    /// Moves what is taken: one posting takes it, one for each last day gives it. Returns the latter.
    fn move_points(&mut self, (from, kind): (usize, Kind), to: usize, took: Vec<(usize, i64)>) -> BTreeSet<usize> {
        let mut by_date: BTreeMap<BusinessDate, i64> = BTreeMap::new();
        for (lot, count) in &took {
            *by_date.entry(self.lots[*lot].expires).or_default() += count;
        }
        if !took.is_empty() {
            self.post(from, kind, -took.iter().map(|(_, count)| count).sum::<i64>(), took);
        }
        let mut credits = BTreeSet::new();
        for (expires, count) in by_date {
            let entry = self.post(to, Kind::Merge, count, Vec::new());
            self.lots.push(Lot { who: to, expires, points: count, left: count, entry });
            credits.insert(entry);
        }
        credits
    }
}

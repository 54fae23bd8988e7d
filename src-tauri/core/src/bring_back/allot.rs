//! Which posting of a member took from which lot: a package says what was left of each lot at its end, and the ledger's laws ask
//! for the rest. Pure.
//!
//! Nobody can tell afterwards which of two lots a redemption took first; what holds is that every posting moves as many points as
//! its lots say, and that at each package's end every lot holds what the package says.

use crate::base::{ids::EntryId, time::BusinessDate};

/// A posting of one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// Its record.
    pub id: EntryId,
    /// Its place in the ledger.
    pub number: i64,
    /// The member's gain.
    pub points: i64,
    /// Whether it takes another back: only such a one gives points back to a lot.
    pub reverses: bool,
    /// The last day of points earned that day by the programme.
    pub good_until: BusinessDate,
}

/// What a package says was left of a lot at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// The posting that gave them.
    pub number: i64,
    /// The last day.
    pub expires_on: BusinessDate,
    /// Points.
    pub points: i64,
}

/// A lot as it is going to stand in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// The posting that gave it.
    pub entry: EntryId,
    /// Its place in the ledger.
    pub number: i64,
    /// The last day.
    pub expires_on: BusinessDate,
    /// Points when it was given.
    pub points: i64,
    /// Points left.
    pub left: i64,
    /// What postings took of it; negative gives back.
    pub uses: Vec<(EntryId, i64)>,
}

/// The lots of one member, package by package.
#[derive(Debug, Clone, Default)]
pub struct Lots(Vec<Lot>);

impl Lots {
    /// Returns the lots as they stand.
    pub fn all(self) -> Vec<Lot> {
        self.0
    }

    /// Adds the postings of a period, at whose end the lots hold `left`. Returns `false`, and adds nothing, where that cannot be.
    pub fn add(&mut self, postings: &[Posting], left: &[Left]) -> bool {
        let mut next = self.clone();
        let done = next.stand_at(postings, left);
        if done {
            *self = next;
        }
        done
    }

    /// Adds the postings of a period without knowing what was left of which lot: the first points go first, and of what is left
    /// the first ends first, on the days that `left` names, else when the programme says.
    pub fn add_in_turn(&mut self, postings: &[Posting], left: &[Left]) {
        for posting in postings.iter().filter(|posting| posting.points > 0) {
            self.0.push(Lot::given(posting, posting.points, posting.good_until));
        }
        for posting in postings.iter().filter(|posting| posting.points < 0) {
            self.take(posting, |lot| lot.left);
        }
        let mut days: Vec<(BusinessDate, i64)> = left.iter().map(|left| (left.expires_on, left.points)).collect();
        days.sort_unstable();
        let mut days = days.into_iter();
        let (mut day, mut parts) = (days.next(), Vec::new());
        for lot in self.0.iter_mut().filter(|lot| lot.left > 0) {
            while let Some((expires_on, points)) = day {
                lot.expires_on = expires_on;
                if points >= lot.left {
                    day = (points > lot.left).then(|| (expires_on, points - lot.left)).or_else(|| days.next());
                    break;
                }
                parts.push(lot.part(points));
                day = days.next();
            }
        }
        self.0.extend(parts);
    }

    fn stand_at(&mut self, postings: &[Posting], left: &[Left]) -> bool {
        let before: Vec<i64> = self.0.iter().map(|lot| lot.number).collect();
        let (known, fresh): (Vec<&Left>, Vec<&Left>) = left.iter().partition(|left| before.contains(&left.number));
        let Some(mut targets) = self.targets(&known) else { return false };
        for posting in postings.iter().filter(|posting| posting.points > 0) {
            let own = if posting.reverses { self.give_back(posting, &targets) } else { posting.points };
            let held: Vec<&Left> = fresh.iter().filter(|left| left.number == posting.number).copied().collect();
            if !self.give(posting, own, &held, &mut targets) {
                return false;
            }
        }
        let numbers = |number: i64| postings.iter().any(|posting| posting.number == number && posting.points > 0);
        if fresh.iter().any(|left| !numbers(left.number)) {
            return false;
        }
        for posting in postings.iter().filter(|posting| posting.points < 0) {
            let mut place = 0;
            let taken = self.take(posting, |lot| {
                place += 1;
                lot.left - targets[place - 1]
            });
            if !taken {
                return false;
            }
        }
        self.0.iter().zip(&targets).all(|(lot, target)| lot.left == *target)
    }

    /// Returns what each lot is to hold; a lot whose day is another by now has that one.
    fn targets(&mut self, known: &[&Left]) -> Option<Vec<i64>> {
        let mut targets = vec![0; self.0.len()];
        let mut open: Vec<usize> = (0..self.0.len()).collect();
        let mut moved = Vec::new();
        for left in known {
            let same = |place: &usize| self.0[*place].number == left.number && self.0[*place].expires_on == left.expires_on;
            match open.iter().position(same) {
                Some(at) => targets[open.remove(at)] = left.points,
                None => moved.push(left),
            }
        }
        for left in moved {
            let at = open.iter().position(|place| self.0[*place].number == left.number)?;
            let place = open.remove(at);
            self.0[place].expires_on = left.expires_on;
            targets[place] = left.points;
        }
        Some(targets)
    }

    /// Gives lots that are to hold more what they lack, as far as the posting goes. Returns what is over.
    fn give_back(&mut self, posting: &Posting, targets: &[i64]) -> i64 {
        let mut over = posting.points;
        for (lot, target) in self.0.iter_mut().zip(targets) {
            let back = (target - lot.left).min(over);
            if back > 0 && lot.left + back <= lot.points {
                lot.left += back;
                lot.uses.push((posting.id, -back));
                over -= back;
            }
        }
        over
    }

    /// Makes the lots that a credit of `own` points gave: what is held of it now by day, the first with what went since.
    fn give(&mut self, posting: &Posting, own: i64, held: &[&Left], targets: &mut Vec<i64>) -> bool {
        let Some((first, rest)) = held.split_first() else {
            if own > 0 {
                self.0.push(Lot::given(posting, own, posting.good_until));
                targets.push(0);
            }
            return true;
        };
        let others: i64 = rest.iter().map(|left| left.points).sum();
        if own - others < first.points {
            return false;
        }
        for (left, points) in std::iter::once((first, own - others)).chain(rest.iter().map(|left| (left, left.points))) {
            self.0.push(Lot::given(posting, points, left.expires_on));
            targets.push(left.points);
        }
        true
    }

    /// Takes the posting's points of lots, of each as many as `of` says it can give. Returns whether there were enough.
    fn take(&mut self, posting: &Posting, mut of: impl FnMut(&Lot) -> i64) -> bool {
        let mut wanted = -posting.points;
        for lot in &mut self.0 {
            let taken = of(lot).min(wanted);
            if taken > 0 {
                lot.left -= taken;
                lot.uses.push((posting.id, taken));
                wanted -= taken;
            }
        }
        wanted == 0
    }
}

impl Lot {
    fn given(posting: &Posting, points: i64, expires_on: BusinessDate) -> Self {
        Self { entry: posting.id, number: posting.number, expires_on, points, left: points, uses: Vec::new() }
    }

    /// Splits off what ends on this lot's day; the rest ends later.
    fn part(&mut self, points: i64) -> Self {
        self.points -= points;
        self.left -= points;
        Self { points, left: points, uses: Vec::new(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ids::RawId;

    fn day(text: &str) -> BusinessDate {
        text.parse().expect("a day")
    }

    fn posting(number: u8, points: i64) -> Posting {
        let id = EntryId(RawId::from_bytes([number; 16]));
        Posting { id, number: number.into(), points, reverses: false, good_until: day("2028-07-31") }
    }

    fn left(number: i64, expires_on: &str, points: i64) -> Left {
        Left { number, expires_on: day(expires_on), points }
    }

    /// Every posting moves what its lots say, and every lot holds what its uses leave.
    fn agrees(lots: &[Lot], postings: &[Posting]) {
        for lot in lots {
            assert_eq!(lot.left, lot.points - lot.uses.iter().map(|(_, points)| points).sum::<i64>(), "{lot:?}");
            assert!(lot.points > 0 && (0..=lot.points).contains(&lot.left), "{lot:?}");
        }
        for posting in postings {
            let given: i64 = lots.iter().filter(|lot| lot.entry == posting.id).map(|lot| lot.points).sum();
            let uses = lots.iter().flat_map(|lot| &lot.uses).filter(|(entry, _)| *entry == posting.id);
            assert_eq!(given - uses.map(|(_, points)| points).sum::<i64>(), posting.points, "{posting:?}");
        }
    }

    #[test]
    fn at_each_end_every_lot_holds_what_the_package_says() {
        let first = [posting(1, 500), posting(2, 300), posting(3, -400)];
        let second = [posting(4, -350), Posting { reverses: true, ..posting(5, 400) }];
        let mut lots = Lots::default();
        // Not the older one first: the house took it otherwise.
        assert!(lots.add(&first, &[left(1, "2028-01-31", 300), left(2, "2028-02-29", 100)]));
        let moved = [left(1, "2029-12-31", 350), left(2, "2028-02-29", 100)];
        assert!(lots.add(&second, &moved), "an activity gave the first lot a later day, and a reversal gave back");
        let lots = lots.all();
        agrees(&lots, &[first.as_slice(), &second].concat());
        let found: Vec<Left> = lots
            .iter()
            .filter(|lot| lot.left > 0)
            .map(|lot| Left { number: lot.number, expires_on: lot.expires_on, points: lot.left })
            .collect();
        assert_eq!(found, moved);
    }

    #[test]
    fn one_posting_has_several_lots_where_the_package_names_several_days() {
        let postings = [posting(1, 900), posting(2, -200)];
        let held = [left(1, "2027-01-31", 300), left(1, "2028-01-31", 400)];
        let mut lots = Lots::default();
        assert!(lots.add(&postings, &held));
        let lots = lots.all();
        assert_eq!(lots.iter().map(|lot| (lot.points, lot.left)).collect::<Vec<_>>(), [(500, 300), (400, 400)]);
        agrees(&lots, &postings);
    }

    #[test]
    fn what_cannot_be_is_refused_and_in_turn_always_can() {
        let postings = [posting(1, 500), posting(2, -100)];
        for wrong in [
            vec![left(1, "2028-01-31", 500)],
            vec![left(1, "2028-01-31", 300)],
            vec![left(9, "2028-01-31", 400)],
            vec![left(1, "2028-01-31", 200), left(2, "2028-01-31", 200)],
        ] {
            let mut lots = Lots::default();
            assert!(!lots.add(&postings, &wrong), "{wrong:?}");
            assert!(lots.all().is_empty(), "nothing was added");
        }
        let days = [left(9, "2028-03-31", 150), left(8, "2027-03-31", 250)];
        let mut lots = Lots::default();
        lots.add_in_turn(&postings, &days);
        let lots = lots.all();
        agrees(&lots, &postings);
        let mut ends: Vec<(String, i64)> = lots.iter().map(|lot| (lot.expires_on.to_string(), lot.left)).collect();
        ends.sort();
        assert_eq!(ends, [("2027-03-31".to_owned(), 250), ("2028-03-31".to_owned(), 150)]);
    }
}

//! Derived data: where each guest stands on the four axes, in the order of the list. Filed in the operation that changes a stay,
//! a wish or a complaint; can be made again at any time; a check compares it with the records.
//!
//! Owns `listed_guests` and `listed_state`, which are local. A cell is what does not change with the calendar: whether a settled
//! complaint is still felt today is said when the list is read.

mod rows;

use std::{cmp::Reverse, collections::BinaryHeap, ops::ControlFlow};

use crate::{
    base::{
        error::Result,
        ids::{GuestId, RawId},
        time::BusinessDate,
    },
    db::{Db, SEARCHED_AGAIN_MAX, Touched},
    profile::{
        axes::{self, Axes, BookingWay, Complained, FeedbackBand, RoomLiking, Slept, ValueBand},
        listed::{Cursor, Filter},
    },
    stays::StaySummary,
};

/// Changes whenever guests are filed in another way, or [`axes`] judges otherwise: a list of another version is filed again.
const VERSION: i64 = 1;
/// Guests that a comparison names.
const DIFFERENT_LISTED_MAX: usize = 20;

/// Everything by which a guest is filed.
#[derive(Default)]
pub(super) struct Records {
    pub summary: StaySummary,
    /// Latest first.
    pub stays: Vec<Slept>,
    /// Their words.
    pub wishes: Vec<String>,
    /// Latest first.
    pub complaints: Vec<Complained>,
}

/// Where a guest is filed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    guest: GuestId,
    cell: Cell,
    /// None for who never left.
    last_departure: Option<BusinessDate>,
    /// The latest complaint.
    complained_on: Option<BusinessDate>,
}

/// What a guest's complaints say on any day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Never,
    Settled,
    Open,
}

/// Value, source, likings and complaints in one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell(u16);

const VALUES: [Option<ValueBand>; 4] = [None, Some(ValueBand::Low), Some(ValueBand::Middle), Some(ValueBand::High)];
const SOURCES: [Option<BookingWay>; 4] = [None, Some(BookingWay::Online), Some(BookingWay::Phone), Some(BookingWay::WalkIn)];
const STANDINGS: [Standing; 3] = [Standing::Never, Standing::Settled, Standing::Open];
/// Every choice of three likings.
const LIKINGS: usize = 1 << RoomLiking::ALL.len();
const CELLS: usize = VALUES.len() * SOURCES.len() * LIKINGS * STANDINGS.len();

impl Cell {
    fn of(value: Option<ValueBand>, source: Option<BookingWay>, likings: &[RoomLiking], standing: Standing) -> Self {
        let place = |found: Option<usize>| found.expect("every answer of an axis has a place");
        let bits =
            RoomLiking::ALL.iter().enumerate().filter(|(_, one)| likings.contains(one)).map(|(at, _)| 1 << at).sum::<usize>();
        let cell = place(VALUES.iter().position(|one| *one == value));
        let cell = cell * SOURCES.len() + place(SOURCES.iter().position(|one| *one == source));
        let cell = (cell * LIKINGS + bits) * STANDINGS.len() + place(STANDINGS.iter().position(|one| *one == standing));
        Self(u16::try_from(cell).expect("all cells fit"))
    }

    fn standing(self) -> Standing {
        STANDINGS[usize::from(self.0) % STANDINGS.len()]
    }

    fn likings(self) -> Vec<RoomLiking> {
        let bits = usize::from(self.0) / STANDINGS.len() % LIKINGS;
        RoomLiking::ALL.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, one)| *one).collect()
    }

    fn source(self) -> Option<BookingWay> {
        SOURCES[usize::from(self.0) / STANDINGS.len() / LIKINGS % SOURCES.len()]
    }

    fn value(self) -> Option<ValueBand> {
        VALUES[usize::from(self.0) / STANDINGS.len() / LIKINGS / SOURCES.len() % VALUES.len()]
    }

    /// Returns whether anybody of this cell may fit, on whatever day the latest complaint was.
    fn may_fit(self, filter: &Filter) -> bool {
        filter.value.is_none_or(|wanted| self.value() == Some(wanted))
            && filter.source.is_none_or(|wanted| self.source() == Some(wanted))
            && filter.liking.is_none_or(|wanted| self.likings().contains(&wanted))
            && filter.feedback.is_none_or(|wanted| match wanted {
                FeedbackBand::Unhappy => self.standing() == Standing::Open,
                FeedbackBand::Mixed => self.standing() == Standing::Settled,
                FeedbackBand::Content => self.standing() != Standing::Open && self.value().is_some(),
            })
    }
}

impl Place {
    fn of(guest: GuestId, records: &Records) -> Self {
        let standing = match records.complaints.as_slice() {
            [] => Standing::Never,
            all if all.iter().all(|one| one.closed) => Standing::Settled,
            _ => Standing::Open,
        };
        let value = axes::value(&records.summary, &records.stays);
        let (source, likings) = (axes::source(&records.stays), axes::likings(&records.stays, &records.wishes));
        Self {
            guest,
            cell: Cell::of(value, source, &likings, standing),
            last_departure: records.summary.last_departure,
            complained_on: records.complaints.iter().map(|one| one.on).max(),
        }
    }

    fn axes(&self, today: BusinessDate) -> Axes {
        let value = self.cell.value();
        let complaint = self.complained_on.map(|on| Complained { on, closed: self.cell.standing() != Standing::Open });
        // Who has a value has stayed; how often says nothing of how they feel.
        let summary = StaySummary { stays: value.is_some().into(), ..StaySummary::default() };
        let feedback = axes::feedback(&summary, complaint.as_slice(), today);
        Axes { value, source: self.cell.source(), likings: self.cell.likings(), feedback }
    }

    /// The order of the list: who left last stands first, who never left behind them.
    fn rank(&self) -> (Option<BusinessDate>, GuestId) {
        (self.last_departure, self.guest)
    }
}

/// Brings the places of these guests up to date, inside the writing transaction: the store calls it before every commit.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn refresh(db: &Db, touched: &Touched) -> Result<()> {
    let too_many = |guests: &[RawId]| guests.len() > SEARCHED_AGAIN_MAX;
    if !is_current(db)? || too_many(&touched.filed) || too_many(&touched.searched) {
        return build(db);
    }
    touched.filed.iter().chain(&touched.searched).try_for_each(|guest| touch(db, GuestId::from(*guest)))
}

/// Files everybody where another version of the program filed them. Returns whether it had to.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn keep_up(db: &Db) -> Result<bool> {
    if is_current(db)? {
        return Ok(false);
    }
    db.at_one_go(|| build(db))?;
    Ok(true)
}

/// Files everybody again, in one transaction. Returns how many guests stand in the list.
///
/// Errors: [`crate::base::error::Error::Database`]; the old list then stands.
pub fn rebuild(db: &Db) -> Result<u64> {
    db.at_one_go(|| build(db))?;
    rows::count(db)
}

/// Returns guests who are filed otherwise than their records say, not at all, or though they are gone; the first ones only.
/// None where the list was not filed by this program yet: it is then not read either.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn differing(db: &Db) -> Result<Vec<GuestId>> {
    let mut found = Vec::new();
    if !is_current(db)? {
        return Ok(found);
    }
    let mut stored = rows::stored(db)?.into_iter().peekable();
    rows::everybody(db, &mut |guest, records| {
        while let Some(gone) = stored.next_if(|place| place.guest < guest) {
            found.push(gone.guest);
        }
        let filed = stored.next_if(|place| place.guest == guest);
        if filed != Some(Place::of(guest, records)) {
            found.push(guest);
        }
        Ok(if found.len() < DIFFERENT_LISTED_MAX { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    if found.len() < DIFFERENT_LISTED_MAX {
        found.extend(stored.map(|place| place.guest));
    }
    found.truncate(DIFFERENT_LISTED_MAX);
    Ok(found)
}

/// Returns whether this program filed the list.
pub(super) fn is_current(db: &Db) -> Result<bool> {
    Ok(rows::version(db)? == Some(VERSION))
}

type Visit<'v> = dyn FnMut(GuestId, Axes) -> Result<ControlFlow<()>> + 'v;

/// Shows who fits, who left last first; `visit` may end it. Reads the places alone, each cell in its own order.
pub(super) fn each(db: &Db, filter: &Filter, after: Option<&Cursor>, today: BusinessDate, visit: &mut Visit<'_>) -> Result<()> {
    let all = (0..CELLS).map(|cell| Cell(u16::try_from(cell).expect("all cells fit")));
    let cells: Vec<u16> = all.filter(|cell| cell.may_fit(filter)).map(|cell| cell.0).collect();
    let mut readings = rows::readings(db, cells.len())?;
    let mut open = readings.iter_mut().zip(&cells).map(|(one, cell)| one.begin(*cell, after)).collect::<Result<Vec<_>>>()?;
    let mut heads = open.iter_mut().map(rows::Places::next).collect::<Result<Vec<_>>>()?;
    let turn = |at: usize, head: &Option<Place>| head.as_ref().map(|place| (place.rank(), Reverse(at)));
    let mut turns: BinaryHeap<_> = heads.iter().enumerate().filter_map(|(at, head)| turn(at, head)).collect();
    while let Some((_, Reverse(at))) = turns.pop() {
        let (Some(head), Some(places)) = (heads.get_mut(at), open.get_mut(at)) else { continue };
        let next = places.next()?;
        turns.extend(turn(at, &next));
        let Some(place) = std::mem::replace(head, next) else { continue };
        let axes = place.axes(today);
        let fits = filter.feedback.is_none_or(|wanted| axes.feedback == Some(wanted));
        if fits && visit(place.guest, axes)?.is_break() {
            return Ok(());
        }
    }
    Ok(())
}

fn touch(db: &Db, guest: GuestId) -> Result<()> {
    match rows::records(db, guest)? {
        Some(records) => rows::put(db, &Place::of(guest, &records)),
        None => rows::remove(db, guest),
    }
}

fn build(db: &Db) -> Result<()> {
    rows::empty(db)?;
    rows::everybody(db, &mut |guest, records| {
        rows::put(db, &Place::of(guest, records))?;
        Ok(ControlFlow::Continue(()))
    })?;
    rows::put_version(db, VERSION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_says_what_it_was_made_of() {
        for number in 0..CELLS {
            let cell = Cell(number as u16);
            assert_eq!(Cell::of(cell.value(), cell.source(), &cell.likings(), cell.standing()), cell, "{number}");
        }
    }

    #[test]
    fn a_settled_complaint_is_felt_for_a_year_and_an_open_one_for_ever() {
        let (today, year_ago): (BusinessDate, BusinessDate) =
            ("2026-07-14".parse().expect("a day"), "2025-07-14".parse().expect("a day"));
        let cases = [
            (Standing::Never, None, 1, Some(FeedbackBand::Content)),
            (Standing::Settled, Some(year_ago), 1, Some(FeedbackBand::Mixed)),
            (Standing::Settled, Some(year_ago.plus_days(-1)), 1, Some(FeedbackBand::Content)),
            (Standing::Settled, Some(year_ago.plus_days(-1)), 0, None),
            (Standing::Open, Some(year_ago.plus_days(-900)), 0, Some(FeedbackBand::Unhappy)),
        ];
        for (standing, complained_on, stays, expected) in cases {
            let value = (stays > 0).then_some(ValueBand::Low);
            let cell = Cell::of(value, None, &[], standing);
            let guest = GuestId::from(RawId::from_bytes([1; 16]));
            let place = Place { guest, cell, last_departure: None, complained_on };
            assert_eq!(place.axes(today).feedback, expected, "{standing:?} {complained_on:?} {stays}");
            for band in FeedbackBand::ALL {
                let filter = Filter { feedback: Some(*band), ..Filter::default() };
                assert!(expected != Some(*band) || cell.may_fit(&filter), "who fits is looked for: {band:?}");
            }
        }
    }
}

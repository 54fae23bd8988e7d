//! The period's figures. What the tables hold anyway is counted while they are written; only what lies outside them is asked.

use std::{
    collections::{BTreeMap, HashSet},
    str::FromStr,
};

use serde::Serialize;

use super::{
    period::Period,
    rows::{self, Cells, Value},
    sheets::{Counted, Measure},
};
use crate::{
    base::{
        error::{Error, Result},
        ids::RawId,
        time::BusinessDate,
    },
    db::Db,
    loyalty::{self, EntryCode, Tier},
    stays::StayState,
};

/// What was counted while the tables were written.
#[derive(Default)]
pub(super) struct Tally {
    departed: u64,
    cancelled: u64,
    no_show: u64,
    nights: i64,
    room_minor: i128,
    food_minor: i128,
    other_minor: i128,
    guests: HashSet<RawId>,
    complaints: u64,
    complaints_closed: u64,
    compensation_minor: i128,
    compensation_points: i128,
    members: BTreeMap<Tier, u64>,
    moved: BTreeMap<EntryCode, i128>,
}

/// What all members held together, and what moved it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct PointsSums {
    pub opening: i128,
    pub earned: i128,
    pub redeemed: i128,
    pub expired: i128,
    pub reversed: i128,
    pub closing: i128,
}

/// One figure of the period.
pub(super) struct Figure {
    pub measure: Measure,
    /// `all`, or a tier.
    pub part: &'static str,
    /// Minor units for money.
    pub value: i128,
}

impl Tally {
    /// Counts a row of a table.
    ///
    /// Errors: [`Error::Damaged`].
    pub fn count(&mut self, counted: Counted, cells: &Cells<'_>, period: Period) -> Result<()> {
        match counted {
            Counted::No => Ok(()),
            Counted::Stays => self.stay(cells, period),
            Counted::Complaints => self.complaint(cells),
            Counted::Members => self.member(cells, period),
            Counted::Points => self.posting(cells),
        }
    }

    fn stay(&mut self, cells: &Cells<'_>, period: Period) -> Result<()> {
        match word(cells, 2, StayState::from_word)? {
            StayState::Departed => return self.departed(cells, period),
            StayState::Cancelled => self.cancelled += 1,
            StayState::NoShow => self.no_show += 1,
            StayState::Booked | StayState::InHouse => return Err(damaged()),
        }
        Ok(())
    }

    fn departed(&mut self, cells: &Cells<'_>, period: Period) -> Result<()> {
        self.departed += 1;
        let arrival = date(cells, 3)?;
        self.nights += match arrival < period.first() {
            true => date(cells, 4)?.days_since(period.first()),
            false => whole(cells, 5)?,
        };
        self.room_minor += i128::from(whole(cells, 13)?);
        self.food_minor += i128::from(whole(cells, 14)?);
        self.other_minor += i128::from(whole(cells, 15)?);
        if let Value::Id(guest) = cells.at(1)? {
            self.guests.insert(guest);
        }
        Ok(())
    }

    fn complaint(&mut self, cells: &Cells<'_>) -> Result<()> {
        self.complaints += 1;
        self.complaints_closed += u64::from(matches!(cells.at(14)?, Value::Whole(_)));
        self.compensation_minor += i128::from(whole(cells, 15)?);
        self.compensation_points += i128::from(whole(cells, 16)?);
        Ok(())
    }

    fn member(&mut self, cells: &Cells<'_>, period: Period) -> Result<()> {
        // Who was merged into another is that one.
        if date(cells, 4)? < period.next() && matches!(cells.at(6)?, Value::None) {
            *self.members.entry(word(cells, 2, Tier::from_word)?).or_default() += 1;
        }
        Ok(())
    }

    fn posting(&mut self, cells: &Cells<'_>) -> Result<()> {
        *self.moved.entry(word(cells, 3, EntryCode::from_word)?).or_default() += i128::from(whole(cells, 4)?);
        Ok(())
    }

    /// Returns what both counted: of different tables, whose figures are none of the other's.
    pub fn and(mut self, other: Self) -> Self {
        self.departed += other.departed;
        self.cancelled += other.cancelled;
        self.no_show += other.no_show;
        self.nights += other.nights;
        self.room_minor += other.room_minor;
        self.food_minor += other.food_minor;
        self.other_minor += other.other_minor;
        let (mut more, fewer) = (self.guests, other.guests);
        if more.is_empty() {
            more = fewer
        } else {
            more.extend(fewer)
        }
        self.guests = more;
        self.complaints += other.complaints;
        self.complaints_closed += other.complaints_closed;
        self.compensation_minor += other.compensation_minor;
        self.compensation_points += other.compensation_points;
        for (tier, members) in other.members {
            *self.members.entry(tier).or_default() += members;
        }
        for (code, points) in other.moved {
            *self.moved.entry(code).or_default() += points;
        }
        self
    }

    /// Returns opening + earned − redeemed − expired + reversed = closing.
    ///
    /// Errors: [`Error::Database`].
    pub fn points(&self, db: &Db, period: Period) -> Result<PointsSums> {
        let moved = |codes: &[EntryCode]| codes.iter().filter_map(|code| self.moved.get(code)).sum::<i128>();
        let (held_now, later) = rows::held_then(db, period)?;
        let closing = i128::from(held_now) - i128::from(later);
        let sums = PointsSums {
            opening: closing - self.moved.values().sum::<i128>(),
            earned: moved(&[EntryCode::Earn, EntryCode::Goodwill]),
            redeemed: -moved(&[EntryCode::Redeem]),
            expired: -moved(&[EntryCode::Expire]),
            reversed: moved(&[EntryCode::Reverse, EntryCode::Adjust]),
            closing,
        };
        Ok(sums)
    }

    /// Returns the period's figures in the order of [`Measure`].
    ///
    /// Errors: [`Error::Database`].
    pub fn figures(&self, db: &Db, period: Period, points: &PointsSums) -> Result<Vec<Figure>> {
        let programme = loyalty::programme(db, period.last())?;
        let major = i128::from(programme.points_per_major.max(1));
        let liability = points.closing * 10_i128.pow(db.hotel().minor_digits) / major;
        let nights = self.nights + rows::slept_on(db, period)?;
        let one = |measure, value: i128| Figure { measure, part: "all", value };
        let mut figures = vec![
            one(Measure::RoomNights, nights.into()),
            one(Measure::StaysDeparted, self.departed.into()),
            one(Measure::StaysCancelled, self.cancelled.into()),
            one(Measure::StaysNoShow, self.no_show.into()),
            one(Measure::GuestsDeparted, self.guests.len() as i128),
            one(Measure::RoomRevenue, self.room_minor),
            one(Measure::FoodRevenue, self.food_minor),
            one(Measure::OtherRevenue, self.other_minor),
            one(Measure::Complaints, self.complaints.into()),
            one(Measure::ComplaintsClosed, self.complaints_closed.into()),
            one(Measure::Compensation, self.compensation_minor),
            one(Measure::CompensationPoints, self.compensation_points),
            one(Measure::Members, self.members.values().sum::<u64>().into()),
        ];
        figures.extend(Tier::ALL.iter().map(|tier| Figure {
            measure: Measure::Members,
            part: tier.word(),
            value: self.members.get(tier).copied().unwrap_or_default().into(),
        }));
        figures.extend([
            one(Measure::PointsOpening, points.opening),
            one(Measure::PointsEarned, points.earned),
            one(Measure::PointsRedeemed, points.redeemed),
            one(Measure::PointsExpired, points.expired),
            one(Measure::PointsReversed, points.reversed),
            one(Measure::PointsClosing, points.closing),
            one(Measure::PointsLiability, liability),
        ]);
        Ok(figures)
    }
}

fn whole(cells: &Cells<'_>, place: usize) -> Result<i64> {
    match cells.at(place)? {
        Value::Whole(whole) => Ok(whole),
        _ => Err(damaged()),
    }
}

fn date(cells: &Cells<'_>, place: usize) -> Result<BusinessDate> {
    match cells.at(place)? {
        Value::Text(text) => BusinessDate::from_str(text).map_err(|_| damaged()),
        _ => Err(damaged()),
    }
}

fn word<T>(cells: &Cells<'_>, place: usize, of: impl FnOnce(&str) -> Option<T>) -> Result<T> {
    match cells.at(place)? {
        Value::Text(text) => of(text).ok_or_else(damaged),
        _ => Err(damaged()),
    }
}

fn damaged() -> Error {
    Error::Damaged { what: "a value that a figure counts".to_owned() }
}

//! Members beside comparable non-members: does somebody who joined come back more often, and spend more, than somebody who
//! came the same way at the same time and did not join?

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ReportAsked, rows};
use crate::{
    base::{error::Result, ids::GuestId, money::Minor, time::BusinessDate},
    db::Db,
};

/// How long a guest is followed after the first departure, in days.
pub const FOLLOWED_DAYS: i64 = 365;
/// Guests of each side that a stratum needs to be counted.
pub const STRATUM_MIN: u32 = 5;
/// Guests of each side that a comparison needs in all. House rule, as on the surveys: fewer is 数据不足.
pub const SIDE_MIN: u32 = 30;
/// Departures that are looked at: of more, every nth is taken.
const DEPARTURES_MAX: i64 = 20_000;

/// Members beside comparable non-members.
///
/// Method. Looked at are guests whose first departed stay lies in the 365 days that end 365 days before the period's last day,
/// so that each can be followed for a whole year. A member is who had joined by that first departure; who joined later counts
/// on neither side, for they joined because they came back. Compared are guests of one stratum: the same booking channel, as
/// the source calls it, and a first departure in the same half year. Strata in which either side has fewer than
/// [`STRATUM_MIN`] guests are left out. Non-members' figures are weighted by how many members each stratum has (direct
/// standardisation), so that a difference is none of channel or season. It is no proof of cause: who means to return joins.
/// Came again: at least one further departed stay within [`FOLLOWED_DAYS`] of the first departure. Spend: room, food and other
/// revenue of those further stays, the first one not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Compared {
    /// First departures from this day,
    pub from: BusinessDate,
    /// to this day.
    pub to: BusinessDate,
    /// Every how manyth departure was looked at; 1 is each.
    pub nth: u32,
    /// Strata that count.
    pub strata: u32,
    /// Guests who joined after their first departure and count on neither side.
    pub joined_later: u32,
    /// Members of the strata that count.
    pub members: Side,
    /// Non-members of the strata that count, weighted as the members are.
    pub others: Side,
    /// Whether both sides have [`SIDE_MIN`] guests; else nothing is said of their difference.
    pub enough: bool,
    /// That least number.
    pub least: u32,
}

/// One side of the comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Side {
    /// How many guests.
    pub guests: u32,
    /// Of a thousand, how many came again.
    pub again_permille: u32,
    /// What a guest spent on further stays, in the mean, minor units.
    pub spend_minor: Minor,
}

/// A guest's first departed stay.
#[derive(Debug, Clone)]
pub(super) struct FirstStay {
    pub guest: GuestId,
    pub channel: String,
    pub departure: BusinessDate,
    pub enrolled_on: Option<BusinessDate>,
}

/// Sums of one side of a stratum.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub guests: u32,
    pub again: u32,
    pub spend_minor: i64,
}

/// Both sides of a stratum.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stratum {
    pub members: Sums,
    pub others: Sums,
}

/// On which side of the comparison a first stay counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Had joined by the first departure.
    Member,
    /// Has not joined to this day.
    Other,
    /// Joined later.
    Later,
}

/// A guest whose first departure was looked at, and what followed.
#[derive(Debug, Clone)]
pub(super) struct Looked {
    pub first: FirstStay,
    pub standing: Standing,
    /// Further departed stays of the year after; nobody counts those of who joined later.
    pub stays: u32,
    /// What they came to, minor units.
    pub spend_minor: i64,
    /// Both sides of the guest's stratum, how many each.
    pub beside: (u32, u32),
}

impl Looked {
    /// Returns whether the guest counts on a side: a member or a non-member of a stratum that has enough of both.
    fn counts(&self) -> bool {
        self.standing != Standing::Later && self.beside.0 >= STRATUM_MIN && self.beside.1 >= STRATUM_MIN
    }
}

/// Every guest that a period's comparison looked at, and how.
struct LookedAt {
    from: BusinessDate,
    to: BusinessDate,
    nth: i64,
    guests: Vec<Looked>,
    strata: BTreeMap<Key, Stratum>,
}

/// Year, whether its second half, and channel of a first stay.
pub(super) type Key = (String, bool, String);

/// Returns the comparison for a period.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(super) fn read(db: &Db, asked: &ReportAsked) -> Result<Compared> {
    let LookedAt { from, to, nth, guests, strata } = look(db, asked)?;
    let joined_later = guests.iter().filter(|one| one.standing == Standing::Later).count();
    let Weighed { strata, members, others } = weighed(&strata.into_values().collect::<Vec<_>>());
    Ok(Compared {
        from,
        to,
        nth: u32::try_from(nth).unwrap_or(u32::MAX),
        strata,
        joined_later: u32::try_from(joined_later).unwrap_or(u32::MAX),
        members,
        others,
        enough: members.guests >= SIDE_MIN && others.guests >= SIDE_MIN,
        least: SIDE_MIN,
    })
}

/// Returns who makes one side of the comparison, stratum by stratum, whoever came again most often first; or who joined later.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(super) fn side(db: &Db, asked: &ReportAsked, standing: Standing) -> Result<Vec<Looked>> {
    let mut guests = look(db, asked)?.guests;
    guests.retain(|one| one.standing == standing && (standing == Standing::Later || one.counts()));
    guests.sort_by_cached_key(|one| (stratum_of(&one.first), std::cmp::Reverse(one.stays), one.first.departure, one.first.guest));
    Ok(guests)
}

fn look(db: &Db, asked: &ReportAsked) -> Result<LookedAt> {
    let to = asked.to.plus_days(-FOLLOWED_DAYS);
    let from = to.plus_days(1 - FOLLOWED_DAYS);
    let nth = (rows::departures(db, from, to)? + DEPARTURES_MAX - 1) / DEPARTURES_MAX;
    let nth = nth.max(1);
    let mut strata: BTreeMap<Key, Stratum> = BTreeMap::new();
    let mut guests = Vec::new();
    for first in rows::first_stays(db, from, to, nth)? {
        let standing = standing(&first);
        let mut looked = Looked { first, standing, stays: 0, spend_minor: 0, beside: (0, 0) };
        if standing != Standing::Later {
            let until = looked.first.departure.plus_days(FOLLOWED_DAYS);
            (looked.stays, looked.spend_minor) = rows::followed(db, looked.first.guest, looked.first.departure, until)?;
            let stratum = strata.entry(stratum_of(&looked.first)).or_default();
            let side = if standing == Standing::Member { &mut stratum.members } else { &mut stratum.others };
            side.guests += 1;
            side.again += u32::from(looked.stays > 0);
            side.spend_minor += looked.spend_minor;
        }
        guests.push(looked);
    }
    for looked in &mut guests {
        if let Some(stratum) = strata.get(&stratum_of(&looked.first)) {
            looked.beside = (stratum.members.guests, stratum.others.guests);
        }
    }
    Ok(LookedAt { from, to, nth, guests, strata })
}

/// Returns on which side a first stay counts.
fn standing(first: &FirstStay) -> Standing {
    match first.enrolled_on {
        None => Standing::Other,
        Some(on) if on <= first.departure => Standing::Member,
        Some(_) => Standing::Later,
    }
}

/// Returns year, half and channel of a first stay.
pub(super) fn stratum_of(first: &FirstStay) -> Key {
    let day = first.departure.to_string();
    let second_half = day.get(5..7).is_some_and(|month| month > "06");
    (day.get(..4).unwrap_or_default().to_owned(), second_half, first.channel.trim().to_lowercase())
}

/// Both sides over the strata that have enough of each.
struct Weighed {
    strata: u32,
    members: Side,
    others: Side,
}

/// Returns both sides: members as they are, non-members of each stratum standing for as many guests as it has members.
fn weighed(strata: &[Stratum]) -> Weighed {
    let enough = |one: &&Stratum| one.members.guests >= STRATUM_MIN && one.others.guests >= STRATUM_MIN;
    let counted: Vec<&Stratum> = strata.iter().filter(enough).collect();
    let members: u32 = counted.iter().map(|one| one.members.guests).sum();
    let others: u32 = counted.iter().map(|one| one.others.guests).sum();
    let plain = |of: fn(&Sums) -> i64| counted.iter().map(|one| i128::from(of(&one.members)) * SCALE).sum::<i128>();
    let spread = |of: fn(&Sums) -> i64| {
        let stands_for = |one: &&Stratum| {
            i128::from(of(&one.others)) * i128::from(one.members.guests) * SCALE / i128::from(one.others.guests.max(1))
        };
        counted.iter().map(stands_for).sum::<i128>()
    };
    let side = |guests: u32, again: i128, spend: i128| Side {
        guests,
        again_permille: u32::try_from(again * 1_000 / SCALE / i128::from(members.max(1))).unwrap_or_default(),
        spend_minor: i64::try_from(spend / SCALE / i128::from(members.max(1))).ok().and_then(Minor::new).unwrap_or_default(),
    };
    let again: fn(&Sums) -> i64 = |sums| i64::from(sums.again);
    let spend: fn(&Sums) -> i64 = |sums| sums.spend_minor;
    Weighed {
        strata: u32::try_from(counted.len()).unwrap_or(u32::MAX),
        members: side(members, plain(again), plain(spend)),
        others: side(others, spread(again), spread(spend)),
    }
}

/// Parts of one in which weighted sums are kept, so that many small strata do not each lose a fraction.
const SCALE: i128 = 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn stratum(members: (u32, u32, i64), others: (u32, u32, i64)) -> Stratum {
        let sums = |(guests, again, spend_minor)| Sums { guests, again, spend_minor };
        Stratum { members: sums(members), others: sums(others) }
    }

    #[test]
    fn non_members_are_weighed_as_the_members_are_spread_and_small_strata_do_not_count() {
        // Online guests seldom return, corporate ones often: members are mostly corporate, non-members mostly online.
        let online = stratum((20, 4, 2_000), (200, 40, 20_000));
        let corporate = stratum((80, 48, 80_000), (20, 12, 20_000));
        let tiny = stratum((4, 4, 900_000), (500, 0, 0));
        let found = weighed(&[online, corporate, tiny]);
        assert_eq!((found.strata, found.members.guests, found.others.guests), (2, 100, 220), "four members are too few");
        assert_eq!(found.members.again_permille, 520);
        assert_eq!(found.others.again_permille, 520, "unweighted they would be 236: the difference is one of channel alone");
        assert_eq!((found.members.spend_minor.minor(), found.others.spend_minor.minor()), (820, 820));
        assert_eq!(weighed(&[]).members, Side::default(), "nobody is nobody");
    }

    #[test]
    fn who_joined_after_the_first_departure_is_on_neither_side() {
        let day = |text: &str| text.parse::<BusinessDate>().expect("a date");
        let guest = GuestId(crate::base::ids::RawId::from_bytes([1; 16]));
        let first = |enrolled: Option<&str>| FirstStay {
            guest,
            channel: " 携程 ".to_owned(),
            departure: day("2025-06-30"),
            enrolled_on: enrolled.map(day),
        };
        assert_eq!(standing(&first(None)), Standing::Other);
        assert_eq!(standing(&first(Some("2025-06-30"))), Standing::Member);
        assert_eq!(standing(&first(Some("2025-07-01"))), Standing::Later);
        assert_eq!(stratum_of(&first(None)), ("2025".to_owned(), false, "携程".to_owned()));
    }
}

//! 离店入账: a stay that the PMS's file brings as departed earns by a dated run, as a stay that the desk checks out earns at once.
//! It is previewed, it can be repeated, and it never runs by itself.
//!
//! A run takes what was never credited: what somebody took back stays taken back, and stays from before the guest joined are
//! offered on the member's page alone. Every stay earns by the tier of its own day; the tiers are reviewed once all have earned.

mod rows;

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use self::rows::Uncredited;
use crate::{
    audit::op::Op,
    base::{
        error::{Error, Refusal as _, Result},
        ids::{GuestId, StayId, UserId},
        points::Points,
        time::BusinessDate,
    },
    db::{Db, Tx},
    loyalty::{
        AccountId, LoyaltyRefusal, MemberNo, Posted, TierReview, adjust, earn_stay,
        programme::{self, earning::EarnedSoFar},
        referral, rules, stay_credit, tiers,
    },
};

/// The most stays that one run credits; the same day again goes on.
pub const RUN_MAX: u32 = 5_000;
/// Stays that a preview lists.
pub const LISTED_MAX: usize = 100;
/// Stays that are read together.
const PAGE: u32 = 500;

/// Codes with which a stay earns nothing and everything else goes on.
const EARNS_NOTHING: &[&str] =
    &["channel_excluded", "nothing_to_earn", "cap_reached", "already_earned", "stay_too_old", "too_many_points", "own_account"];

/// What a run would credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DeparturesPreview {
    /// The last day of leaving that it takes.
    pub on: BusinessDate,
    /// How many stays would earn.
    pub stays: u32,
    /// How many points together.
    #[specta(type = f64)]
    pub points: i64,
    /// Of the stays, whose points would wait for a day to come.
    pub waiting: u32,
    /// Stays on the own account of who asks, which a colleague credits.
    pub kept: u32,
    /// The first of them by day of leaving, at most [`LISTED_MAX`].
    pub listed: Vec<Departure>,
    /// Whether the same day again would find more.
    pub more: bool,
}

/// A departed stay that would earn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Departure {
    /// Names it.
    pub stay: StayId,
    /// Whose.
    pub guest: GuestId,
    /// As printed on the card.
    pub member_no: MemberNo,
    /// As the guest writes it.
    pub name: String,
    /// Day of leaving.
    pub departure: BusinessDate,
    /// How many.
    pub points: Points,
    /// From which day on they are the member's, where they wait.
    pub due_on: Option<BusinessDate>,
}

/// What a run credited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DeparturesCredited {
    /// The last day of leaving that it took.
    pub on: BusinessDate,
    /// How many stays earned.
    pub stays: u32,
    /// How many points together.
    #[specta(type = f64)]
    pub points: i64,
    /// Of the stays, whose points wait for a day to come.
    pub waiting: u32,
    /// Stays on the own account of who ran it, which a colleague credits.
    pub kept: u32,
    /// Whether the same day again finds more.
    pub more: bool,
}

/// Returns what a run on `on` would credit, asked by `user`.
///
/// Errors: [`Error::Database`].
pub fn preview(db: &Db, on: BusinessDate, (today, user): (BusinessDate, UserId)) -> Result<DeparturesPreview> {
    let mut found = DeparturesPreview { on, stays: 0, points: 0, waiting: 0, kept: 0, listed: Vec::new(), more: false };
    let mut earned: HashMap<AccountId, Vec<(BusinessDate, i64)>> = HashMap::new();
    let mut after = None;
    while let Some(page) = next(db, (on, today), &mut after)? {
        for one in page {
            let of_member = earned.entry(one.account).or_default();
            let beside = EarnedSoFar::of(of_member, one.facts.departure);
            let credit = match stay_credit(db, (one.guest, one.account), &one.facts, (today, beside)) {
                Ok(credit) => credit,
                Err(refused) if earns_nothing(&refused) => continue,
                Err(failed) => return Err(failed),
            };
            if is_own(db, user, one.guest)? {
                found.kept += 1;
                continue;
            }
            if found.stays == RUN_MAX {
                found.more = true;
                return Ok(found);
            }
            of_member.push((one.facts.departure, credit.points.count()));
            found.add(one, credit.points, Some(credit.due_on).filter(|due_on| *due_on > today));
        }
    }
    Ok(found)
}

impl DeparturesPreview {
    fn add(&mut self, one: Uncredited, points: Points, due_on: Option<BusinessDate>) {
        self.stays += 1;
        self.points += points.count();
        self.waiting += u32::from(due_on.is_some());
        if self.listed.len() < LISTED_MAX {
            let Uncredited { stay, guest, member_no, name, facts, .. } = one;
            self.listed.push(Departure { stay, guest, member_no, name, departure: facts.departure, points, due_on });
        }
    }
}

/// Credits every departed stay of a member that left by `on` and was never credited, then settles who brought the guest and
/// reviews the tier, as a check-out does. The same day again finds nothing left, or the rest of more than [`RUN_MAX`].
///
/// Errors: [`LoyaltyRefusal::RunAhead`].
pub fn run(tx: &mut Tx<'_>, on: BusinessDate) -> Result<DeparturesCredited> {
    let _may = tx.begin(Op::CreditDepartures)?;
    let today = tx.business_date();
    rules::run_may(on, today, tx.hotel().practice)?;
    let mut run = DeparturesCredited { on, stays: 0, points: 0, waiting: 0, kept: 0, more: false };
    let mut guests = BTreeSet::new();
    let mut after = None;
    'pages: while let Some(page) = next(tx.db(), (on, today), &mut after)? {
        for one in page {
            if is_own(tx.db(), tx.session().user, one.guest)? {
                run.kept += u32::from(would_earn(tx.db(), &one, today)?);
                continue;
            }
            if run.stays == RUN_MAX {
                run.more = would_earn(tx.db(), &one, today)?;
                if run.more {
                    break 'pages;
                }
                continue;
            }
            if let Some(posted) = earned(tx, one.stay)? {
                run.add(&posted);
                guests.insert(one.guest);
            }
        }
    }
    for guest in guests {
        settled(tx, guest)?;
    }
    Ok(run)
}

impl DeparturesCredited {
    fn add(&mut self, posted: &Posted) {
        self.stays += 1;
        self.waiting += u32::from(posted.pending.is_some());
        self.points += posted.pending.map_or(posted.points, |awaited| awaited.points).count();
    }
}

/// Credits a departed stay, settles who brought the guest and reviews the tier. Returns the credit; none where the programme
/// gives nothing for the stay, which keeps nobody in the house.
///
/// Errors: [`LoyaltyRefusal::NotAMember`], [`Error::Database`].
pub fn credit(tx: &mut Tx<'_>, stay: StayId, guest: GuestId) -> Result<(Option<Posted>, TierReview)> {
    let posted = earned(tx, stay)?;
    Ok((posted, settled(tx, guest)?))
}

fn earned(tx: &mut Tx<'_>, stay: StayId) -> Result<Option<Posted>> {
    match earn_stay(tx, stay) {
        Ok(posted) => Ok(Some(posted)),
        Err(refused) if earns_nothing(&refused) => Ok(None),
        Err(failed) => Err(failed),
    }
}

/// Whoever brought this guest is credited with the first stay; a full account on their side holds nothing up.
fn settled(tx: &mut Tx<'_>, guest: GuestId) -> Result<TierReview> {
    match referral::settle(tx, guest) {
        Ok(_) => {}
        Err(refused) if earns_nothing(&refused) => {}
        Err(failed) => return Err(failed),
    }
    tiers::review(tx, guest)
}

fn earns_nothing(refused: &Error) -> bool {
    EARNS_NOTHING.contains(&refused.code())
}

fn is_own(db: &Db, user: UserId, guest: GuestId) -> Result<bool> {
    match adjust::not_own(db, user, guest) {
        Ok(()) => Ok(false),
        Err(refused) if refused.code() == LoyaltyRefusal::OwnAccount.code() => Ok(true),
        Err(failed) => Err(failed),
    }
}

fn would_earn(db: &Db, one: &Uncredited, today: BusinessDate) -> Result<bool> {
    match stay_credit(db, (one.guest, one.account), &one.facts, (today, EarnedSoFar::default())) {
        Ok(_) => Ok(true),
        Err(refused) if earns_nothing(&refused) => Ok(false),
        Err(failed) => Err(failed),
    }
}

/// Returns the next stays that left by `on` and within the programme's days, and moves `after` behind them.
fn next(
    db: &Db,
    (on, today): (BusinessDate, BusinessDate),
    after: &mut Option<(BusinessDate, StayId)>,
) -> Result<Option<Vec<Uncredited>>> {
    let from = today.plus_days(-i64::from(programme::in_force(db, today)?.earning.late_days));
    let page = rows::uncredited(db, (from, on), *after, PAGE)?;
    *after = page.last().map(|last| (last.facts.departure, last.stay));
    Ok((!page.is_empty()).then_some(page))
}

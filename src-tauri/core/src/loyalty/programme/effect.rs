//! What a draft would have done: every member's life with the house is lived again under its rules, departure by departure,
//! by the very functions that a check-out calls; what it would have earned stands beside what the ledger gave.
//!
//! A stay earns on the day of leaving by the tier held before it, then the tier is reviewed, as at a check-out. Nothing is
//! written. Absent on purpose: credits by hand, which no rule decides.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::{
    Programme,
    earning::{self, EarnedSoFar, Spend},
    in_force, rows,
};
use crate::{
    base::{
        error::Result,
        ids::{GuestId, StayId},
        money::Minor,
        points::Points,
        time::BusinessDate,
    },
    db::Db,
    loyalty::{
        Tier,
        tiers::{
            self, ManualTier,
            rules::{self, Held, Standing},
            run::{self, TierCount},
        },
        types::{Basis, OutletShare},
    },
};

/// What a draft is tried on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct EffectQuery {
    /// The draft.
    pub rules: Programme,
    /// First departure that counts; a year before the last where none is given.
    pub from: Option<BusinessDate>,
    /// The last one; yesterday where none is given, for today is not over.
    pub until: Option<BusinessDate>,
}

/// What a draft would have done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProgrammeEffect {
    /// First departure that counts.
    pub from: BusinessDate,
    /// The last one.
    pub until: BusinessDate,
    /// Departed stays of members in that time.
    pub stays: u32,
    /// Bills of outlets that were credited in that time.
    pub bills: u32,
    /// Points that they gave, without what was taken back.
    #[specta(type = f64)]
    pub did: i64,
    /// Points that the draft would have given.
    #[specta(type = f64)]
    pub would: i64,
    /// Both by the tier that they were earned with.
    pub by_tier: Vec<TierEffect>,
    /// Both by outlet: the points of a bill, shared out by what each outlet earned of it.
    pub by_outlet: Vec<OutletEffect>,
    /// How many members would hold each tier after a run today.
    pub tiers: Vec<TierCount>,
    /// Points that members hold today.
    #[specta(type = f64)]
    pub held: i64,
    /// What the house owes for them by the rules of today.
    #[specta(type = f64)]
    pub liability_now_minor: i64,
    /// What it would owe: more or fewer points, at the draft's worth of a point.
    #[specta(type = f64)]
    pub liability_then_minor: i64,
}

/// The points of one tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TierEffect {
    /// Which.
    pub tier: Tier,
    /// What it earned.
    #[specta(type = f64)]
    pub did: i64,
    /// What it would have earned.
    #[specta(type = f64)]
    pub would: i64,
}

/// The points of one outlet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct OutletEffect {
    /// Its code.
    pub outlet: String,
    /// What it earned.
    #[specta(type = f64)]
    pub did: i64,
    /// What it would have earned.
    #[specta(type = f64)]
    pub would: i64,
}

/// One departed stay of a member.
pub(super) struct Departed {
    pub(super) guest: GuestId,
    pub(super) enrolled_on: BusinessDate,
    pub(super) stay: StayId,
    pub(super) spend: Spend,
    pub(super) nights: u32,
    pub(super) total: Minor,
}

/// One bill that was credited.
#[derive(Clone)]
pub(super) struct Billed {
    pub(super) guest: GuestId,
    pub(super) credited: Credited,
}

/// What the ledger gave for a stay or a bill.
#[derive(Clone)]
pub(super) struct Credited {
    pub(super) points: i64,
    pub(super) basis: Option<Basis>,
}

/// Returns what `query.rules` would have done.
///
/// Errors: [`super::valid::ProgrammeRefusal`], [`crate::base::error::Error::Database`].
pub fn effect(db: &Db, query: &EffectQuery, today: BusinessDate) -> Result<ProgrammeEffect> {
    super::valid::check(&query.rules)?;
    let until = query.until.unwrap_or(today.plus_days(-1));
    let from = query.from.unwrap_or(until.plus_months(-12).plus_days(1));
    let by_hand = tiers::all_manual(db)?;
    let mut trial = Trial { db, rules: &query.rules, from, until, by_hand: &by_hand, sums: Sums::default() };
    let mut bills = by_guest(rows::bills_between(db, from, until)?);
    let mut life: Vec<Departed> = Vec::new();
    rows::each_departed(db, until, |departed| {
        if life.first().is_some_and(|first| first.guest != departed.guest) {
            trial.live(&mut std::mem::take(&mut life), &mut bills)?;
        }
        life.push(departed);
        Ok(())
    })?;
    trial.live(&mut life, &mut bills)?;
    trial.bills_without_stays(bills)?;
    told(trial.sums, db, query, (from, until, today))
}

fn by_guest(bills: Vec<Billed>) -> HashMap<GuestId, Vec<Billed>> {
    let mut by_guest: HashMap<GuestId, Vec<Billed>> = HashMap::new();
    for bill in bills {
        by_guest.entry(bill.guest).or_default().push(bill);
    }
    by_guest
}

fn told(
    sums: Sums,
    db: &Db,
    query: &EffectQuery,
    (from, until, today): (BusinessDate, BusinessDate, BusinessDate),
) -> Result<ProgrammeEffect> {
    let held = rows::held(db)?;
    let digits = db.hotel().minor_digits;
    let tier = |tier: &Tier| {
        let (did, would) = sums.by_tier.get(tier).copied().unwrap_or_default();
        TierEffect { tier: *tier, did, would }
    };
    Ok(ProgrammeEffect {
        from,
        until,
        stays: sums.stays,
        bills: sums.bills,
        did: sums.did,
        would: sums.would,
        by_tier: Tier::ALL.iter().map(tier).collect(),
        tiers: run::counts(db, &query.rules, today)?,
        held,
        liability_now_minor: worth(&in_force(db, today)?, held, digits),
        liability_then_minor: worth(&query.rules, (held + sums.would - sums.did).max(0), digits),
        by_outlet: outlets(sums.by_outlet),
    })
}

/// The largest first.
fn outlets(sums: BTreeMap<String, (i64, i64)>) -> Vec<OutletEffect> {
    let mut outlets: Vec<OutletEffect> =
        sums.into_iter().map(|(outlet, (did, would))| OutletEffect { outlet, did, would }).collect();
    outlets.sort_by_key(|one| std::cmp::Reverse(one.would.max(one.did)));
    outlets
}

fn worth(programme: &Programme, points: i64, minor_digits: u32) -> i64 {
    let minor = i128::from(points) * 10_i128.pow(minor_digits) / i128::from(programme.points_per_major.max(1));
    i64::try_from(minor).unwrap_or(i64::MAX)
}

#[derive(Default)]
struct Sums {
    stays: u32,
    bills: u32,
    did: i64,
    would: i64,
    /// What it did and what it would have.
    by_tier: BTreeMap<Tier, (i64, i64)>,
    by_outlet: BTreeMap<String, (i64, i64)>,
}

struct Trial<'t> {
    db: &'t Db,
    rules: &'t Programme,
    from: BusinessDate,
    until: BusinessDate,
    by_hand: &'t HashMap<GuestId, Vec<ManualTier>>,
    sums: Sums,
}

/// Something that a member did, in the order of days.
enum Step<'s> {
    Bill(&'s Billed, Spend),
    Left(&'s Departed),
}

/// A member on the way through the draft.
struct Member<'m> {
    manual: &'m [ManualTier],
    held: Held,
    /// Departures so far, with what counts of them.
    left: Vec<(BusinessDate, Standing)>,
    /// What was earned on which day.
    earned: Vec<(BusinessDate, i64)>,
}

impl Member<'_> {
    fn tier_on(&self, on: BusinessDate) -> Tier {
        let by_hand = self.manual.iter().filter(|manual| manual.stands(on)).map(|manual| manual.tier).max();
        by_hand.map_or(self.held.tier, |tier| tier.max(self.held.tier))
    }

    fn review(&mut self, rules: &Programme, on: BusinessDate) {
        let (now, before) = rules::windows(rules, on);
        let counted = |window: rules::Window| {
            let inside = self.left.iter().filter(|(date, _)| window.holds(*date)).map(|(_, standing)| *standing);
            inside.fold(Standing::default(), added)
        };
        let mut reached = rules::reached(rules, counted(now));
        if let Some(before) = before {
            reached = reached.max(rules::reached(rules, counted(before)));
        }
        self.held = rules::reviewed(rules, self.held, reached, on);
    }
}

fn added(sum: Standing, one: Standing) -> Standing {
    Standing {
        nights: sum.nights.saturating_add(one.nights),
        stays: sum.stays.saturating_add(one.stays),
        spend: sum.spend.plus(one.spend).unwrap_or(sum.spend),
    }
}

impl Trial<'_> {
    /// Lives one member's departures and bills again.
    fn live(&mut self, life: &mut [Departed], bills: &mut HashMap<GuestId, Vec<Billed>>) -> Result<()> {
        let Some((guest, enrolled_on)) = life.first().map(|first| (first.guest, first.enrolled_on)) else { return Ok(()) };
        life.sort_by_key(|departed| (departed.spend.on, departed.stay));
        let own = bills.remove(&guest).unwrap_or_default();
        let mut steps: Vec<Step<'_>> = life.iter().map(Step::Left).collect();
        steps.extend(own.iter().filter_map(|bill| Some(Step::Bill(bill, bill.spend(self.rules)?))));
        steps.sort_by_key(|step| match step {
            Step::Bill(_, spend) => (spend.on, 0),
            Step::Left(departed) => (departed.spend.on, 1),
        });
        let manual = self.by_hand.get(&guest).map(Vec::as_slice).unwrap_or_default();
        let held = Held { tier: Tier::Base, since: enrolled_on };
        let mut member = Member { manual, held, left: Vec::new(), earned: Vec::new() };
        for step in steps {
            match step {
                Step::Bill(bill, spend) => self.billed(&mut member, bill, &spend),
                Step::Left(departed) => self.left(&mut member, departed)?,
            }
        }
        Ok(())
    }

    /// Whoever only ate and never stayed is a member all the same.
    fn bills_without_stays(&mut self, bills: HashMap<GuestId, Vec<Billed>>) -> Result<()> {
        for (guest, mut own) in bills {
            own.sort_by_key(|bill| bill.spend(self.rules).map(|spend| spend.on));
            let manual = self.by_hand.get(&guest).map(Vec::as_slice).unwrap_or_default();
            let held = Held { tier: Tier::Base, since: self.from };
            let mut member = Member { manual, held, left: Vec::new(), earned: Vec::new() };
            for bill in &own {
                if let Some(spend) = bill.spend(self.rules) {
                    self.billed(&mut member, bill, &spend);
                }
            }
        }
        Ok(())
    }

    fn left(&mut self, member: &mut Member<'_>, departed: &Departed) -> Result<()> {
        let on = departed.spend.on;
        if on >= departed.enrolled_on {
            self.earn(member, &departed.spend);
            if on >= self.from {
                self.sums.stays += 1;
                for credited in rows::credited_for(self.db, departed.stay)? {
                    self.did(&credited, &departed.spend);
                }
            }
        }
        member.left.push((on, Standing { nights: departed.nights, stays: 1, spend: departed.total }));
        if on >= departed.enrolled_on {
            member.review(self.rules, on);
        }
        Ok(())
    }

    fn billed(&mut self, member: &mut Member<'_>, bill: &Billed, spend: &Spend) {
        self.earn(member, spend);
        self.sums.bills += 1;
        self.did(&bill.credited, spend);
    }

    /// What the draft gives; before the first day that counts it only fills the caps.
    fn earn(&mut self, member: &mut Member<'_>, spend: &Spend) {
        let tier = member.tier_on(spend.on);
        let digits = self.db.hotel().minor_digits;
        let Ok((points, basis)) = earning::earned(self.rules, tier, spend, EarnedSoFar::of(&member.earned, spend.on), digits)
        else {
            return;
        };
        member.earned.push((spend.on, points.count()));
        if (self.from..=self.until).contains(&spend.on) {
            self.sums.would += points.count();
            self.sums.by_tier.entry(tier).or_default().1 += points.count();
            for (outlet, points) in shared_out(points, &basis.outlets) {
                self.sums.by_outlet.entry(outlet).or_default().1 += points;
            }
        }
    }

    fn did(&mut self, credited: &Credited, spend: &Spend) {
        self.sums.did += credited.points;
        let tier = credited.basis.as_ref().and_then(|basis| basis.tier.or_else(|| self.tier_of(basis.multiplier_percent)));
        self.sums.by_tier.entry(tier.unwrap_or(Tier::Base)).or_default().0 += credited.points;
        let known = credited.basis.as_ref().map(|basis| basis.outlets.clone()).filter(|outlets| !outlets.is_empty());
        let outlets = known.unwrap_or_else(|| spent_alike(spend));
        for (outlet, points) in shared_out(Points::new(credited.points).unwrap_or_default(), &outlets) {
            self.sums.by_outlet.entry(outlet).or_default().0 += points;
        }
    }

    /// Postings from before the tier was kept tell it by its multiplier.
    fn tier_of(&self, multiplier_percent: u32) -> Option<Tier> {
        let standard = Programme::standard(self.db.hotel().minor_digits);
        standard.tiers.iter().find(|rule| rule.multiplier_percent == multiplier_percent).map(|rule| rule.tier)
    }
}

impl Billed {
    /// Returns what the bill counts as under `rules`: a sum of another currency by their rate, and nothing where they have none;
    /// none where the posting does not tell.
    fn spend(&self, rules: &Programme) -> Option<Spend> {
        let basis = self.credited.basis.as_ref()?;
        let sum = |share: &OutletShare| match &basis.foreign {
            Some(foreign) => rules.earning.counted(foreign),
            None => Some(share.spend_minor),
        };
        let outlets = basis.outlets.iter().filter_map(|share| Some((share.outlet.clone(), sum(share)?))).collect();
        Some(Spend { on: basis.on?, channel: None, outlets })
    }
}

/// Postings from before outlets were told: every part of the bill earned alike.
fn spent_alike(spend: &Spend) -> Vec<OutletShare> {
    let share = |(outlet, sum): &(String, Minor)| OutletShare { outlet: outlet.clone(), spend_minor: *sum, percent: 100 };
    spend.outlets.iter().filter(|(_, sum)| *sum > Minor::ZERO).map(share).collect()
}

/// Returns `points` shared out by what each outlet earned, to the last point: what is left over goes to the first ones.
fn shared_out(points: Points, outlets: &[OutletShare]) -> Vec<(String, i64)> {
    let weight = |share: &OutletShare| i128::from(share.spend_minor.minor().max(0)) * i128::from(share.percent);
    let all: i128 = outlets.iter().map(weight).sum();
    if all == 0 {
        return outlets.first().map(|first| (first.outlet.clone(), points.count())).into_iter().collect();
    }
    let part = |share: &OutletShare| i64::try_from(i128::from(points.count()) * weight(share) / all).unwrap_or_default();
    let mut parts: Vec<(String, i64)> = outlets.iter().map(|share| (share.outlet.clone(), part(share))).collect();
    let mut over = points.count() - parts.iter().map(|(_, points)| points).sum::<i64>();
    for (_, points) in parts.iter_mut() {
        let one = over.clamp(0, 1);
        *points += one;
        over -= one;
    }
    parts
}

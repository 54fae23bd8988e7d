//! What moved in a period, in one pass over the index of dates: by month, by member, by tier.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ReportAsked, permille, rows, worth_minor};
use crate::{
    base::{error::Result, money::Minor},
    db::Db,
    loyalty::{EntryCode, House, Tier, programme::Programme},
};

/// One month of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MonthMoved {
    /// `2026-07`
    pub month: String,
    /// 奖励
    #[specta(type = f64)]
    pub earned: i64,
    /// 关怀
    #[specta(type = f64)]
    pub goodwill: i64,
    /// 兑换
    #[specta(type = f64)]
    pub redeemed: i64,
    /// 到期
    #[specta(type = f64)]
    pub expired: i64,
    /// 冲正, with its sign.
    #[specta(type = f64)]
    pub reversed: i64,
    /// 调整, with its sign.
    #[specta(type = f64)]
    pub adjusted: i64,
    /// What members held at its end, or at the period's.
    #[specta(type = f64)]
    pub closing: i64,
}

/// How many take part.
///
/// Method. A member is active who earned or redeemed in the period, whoever posted it; points that only expired, were taken
/// back or moved at a merge make nobody active. The redemption rate is what was redeemed in the period, less what was given
/// back, of a thousand points issued in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Activity {
    /// Members at the period's end, whoever was merged into another not counted.
    pub members: u32,
    /// Of them, who joined in the period.
    pub joined: u32,
    /// Who earned or redeemed.
    pub active: u32,
    /// Of a thousand members; none where there is none.
    pub active_permille: Option<u32>,
    /// Who redeemed.
    pub redeemers: u32,
    /// Redeemed in the period, less what was given back.
    #[specta(type = f64)]
    pub redeemed: i64,
    /// Of a thousand points issued; none where nothing was issued.
    pub redeemed_permille: Option<u32>,
}

/// What a tier of today got in the period, and what that cost the house.
///
/// Method. A tier is the one that a member holds on the day of reading. Points are worth what the programme of that day says;
/// their worth is owed, not spent, and stands apart from the cost. The cost is what each redemption of the period costs the
/// house that was not given back since: by the programme's own figure for its reward; where it names none, or for points that
/// were redeemed without a reward, what the points are worth; and what benefits that were used cost, by the figures and the
/// tier of the day of their use. Each cost is one row's, so that a sum of them is the sum of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TierCost {
    /// Which.
    pub tier: Tier,
    /// Members who hold it and had joined by the period's end.
    pub members: u32,
    /// Points issued to them, less what was taken back.
    #[specta(type = f64)]
    pub issued: i64,
    /// Their worth, minor units.
    pub issued_minor: Minor,
    /// Points they redeemed, less what was given back.
    #[specta(type = f64)]
    pub redeemed: i64,
    /// Rewards of the catalogue that were given in the period and not given back since.
    pub rewards: u32,
    /// What they and the redemptions without a reward cost, minor units.
    pub rewards_minor: Minor,
    /// Benefits that were used.
    pub benefits: u32,
    /// What they cost, minor units.
    pub benefits_minor: Minor,
    /// What a member of the tier cost in the mean, rewards and benefits together, minor units; none where nobody holds it.
    pub each_minor: Option<Minor>,
}

/// Sums of postings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub earned: i64,
    pub goodwill: i64,
    pub redeemed: i64,
    pub expired: i64,
    pub reversed: i64,
    pub adjusted: i64,
    /// What the house gave over its own accounts, less what it took back: earned and given.
    pub issued: i64,
    /// What came into the house's account of redeemed points, less what went back.
    pub spent: i64,
    /// What came into the house's account of expired points, less what went back.
    pub lapsed: i64,
}

impl Sums {
    /// Counts one posting between `house` and a member who gained `gain`.
    pub fn add(&mut self, code: EntryCode, house: i64, gain: i64) {
        match code {
            EntryCode::Earn => self.earned += gain,
            EntryCode::Goodwill => self.goodwill += gain,
            EntryCode::Redeem => self.redeemed -= gain,
            EntryCode::Expire => self.expired -= gain,
            EntryCode::Reverse => self.reversed += gain,
            EntryCode::Adjust => self.adjusted += gain,
            // What is pending moves the house's accounts alone.
            EntryCode::Pending => {}
        }
        if is(house, House::Issued) || is(house, House::Goodwill) {
            self.issued += gain;
        } else if is(house, House::Redeemed) {
            self.spent -= gain;
        } else if is(house, House::Expired) {
            self.lapsed -= gain;
        }
    }

    /// Returns what members gained together.
    pub const fn gained(&self) -> i64 {
        self.earned + self.goodwill - self.redeemed - self.expired + self.reversed + self.adjusted
    }
}

fn is(account: i64, house: House) -> bool {
    house.account().0 == account
}

/// What moved.
pub(super) struct Moved {
    pub sums: Sums,
    by_month: BTreeMap<String, Sums>,
    members: u32,
    joined: u32,
    active: u32,
    redeemers: u32,
    by_tier: BTreeMap<Tier, TierSums>,
}

/// Sums of one tier.
#[derive(Debug, Clone, Default)]
struct TierSums {
    members: u32,
    sums: Sums,
    /// Rewards that were given and not given back since.
    rewards: i64,
    /// What they and the redemptions without a reward cost, minor units.
    rewards_minor: i64,
    /// Benefits that were used: how many, what they cost, minor units.
    benefits: (i64, i64),
}

/// First number of a member's account; the schema checks it.
const FIRST_ACCOUNT: i64 = 101;

/// Marks of one account: what its member did in the period, and the tier of today.
#[derive(Clone, Copy, Default)]
struct Mark {
    tier: Option<Tier>,
    stands: bool,
    earned: bool,
    redeemed: bool,
}

/// Returns what moved in the period.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(super) fn read(db: &Db, asked: &ReportAsked, programme: &Programme) -> Result<Moved> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut by_tier: BTreeMap<Tier, TierSums> = Tier::ALL.iter().map(|tier| (*tier, TierSums::default())).collect();
    let (mut members, mut joined) = (0, 0);
    for member in rows::members(db)? {
        let Some(place) = place(member.account) else { continue };
        if marks.len() <= place {
            marks.resize(place + 1, Mark::default());
        }
        marks[place] = Mark { tier: Some(member.tier), stands: member.stands, ..Mark::default() };
        if !member.stands {
            continue;
        }
        by_tier.entry(member.tier).or_default().members += u32::from(member.enrolled_on <= asked.to);
        members += u32::from(member.enrolled_on <= asked.to);
        joined += u32::from(member.enrolled_on >= asked.from && member.enrolled_on <= asked.to);
    }
    let mut sums = Sums::default();
    let mut by_month: BTreeMap<String, Sums> = BTreeMap::new();
    rows::movements(db, asked.from, asked.to, |one| {
        sums.add(one.code, one.house, one.gain);
        let month = one.date.get(..7).unwrap_or(one.date);
        match by_month.get_mut(month) {
            Some(of_month) => of_month.add(one.code, one.house, one.gain),
            None => by_month.entry(month.to_owned()).or_default().add(one.code, one.house, one.gain),
        }
        let Some(mark) = place(one.member).and_then(|place| marks.get_mut(place)) else { return };
        mark.earned |= one.code == EntryCode::Earn;
        mark.redeemed |= one.code == EntryCode::Redeem;
        if let Some(of_tier) = mark.tier.and_then(|tier| by_tier.get_mut(&tier)) {
            of_tier.sums.add(one.code, one.house, one.gain);
        }
    })?;
    let minor_digits = db.hotel().minor_digits;
    rows::redemptions(db, asked, |given| {
        let tier = place(given.account).and_then(|place| marks.get(place)).and_then(|mark| mark.tier);
        let Some(of_tier) = tier.and_then(|tier| by_tier.get_mut(&tier)) else { return };
        of_tier.rewards += if reward_of(given.source).is_some() { given.times } else { 0 };
        of_tier.rewards_minor += given.times * redemption_minor(programme, given.source, given.points, minor_digits);
    })?;
    for (tier, times, cost_minor) in rows::benefits(db, asked)? {
        by_tier.entry(tier).or_default().benefits = (times, cost_minor);
    }
    let counted = |which: fn(&Mark) -> bool| u32::try_from(marks.iter().filter(|mark| which(mark)).count()).unwrap_or(u32::MAX);
    let stands: fn(&Mark) -> bool = |mark| mark.stands && (mark.earned || mark.redeemed);
    let (active, redeemers) = (counted(stands), counted(|mark| mark.stands && mark.redeemed));
    Ok(Moved { sums, by_month, members, joined, active, redeemers, by_tier })
}

fn place(account: i64) -> Option<usize> {
    usize::try_from(account - FIRST_ACCOUNT).ok()
}

impl Moved {
    /// Returns the months in order, each with what members held at its end; months without a posting are left out.
    pub fn months(&self, opening: i64) -> Vec<MonthMoved> {
        let mut closing = opening;
        let month = |(month, sums): (&String, &Sums)| {
            closing += sums.gained();
            MonthMoved {
                month: month.clone(),
                earned: sums.earned,
                goodwill: sums.goodwill,
                redeemed: sums.redeemed,
                expired: sums.expired,
                reversed: sums.reversed,
                adjusted: sums.adjusted,
                closing,
            }
        };
        self.by_month.iter().map(month).collect()
    }

    /// Returns how many take part.
    pub fn activity(&self) -> Activity {
        Activity {
            members: self.members,
            joined: self.joined,
            active: self.active,
            active_permille: permille(i64::from(self.active), i64::from(self.members)),
            redeemers: self.redeemers,
            redeemed: self.sums.spent,
            redeemed_permille: permille(self.sums.spent, self.sums.issued),
        }
    }

    /// Returns what each tier got and cost.
    pub fn tiers(&self, programme: &Programme, minor_digits: u32) -> Vec<TierCost> {
        self.by_tier.iter().map(|(tier, found)| found.cost(*tier, programme, minor_digits)).collect()
    }
}

impl TierSums {
    fn cost(&self, tier: Tier, programme: &Programme, minor_digits: u32) -> TierCost {
        let cost = self.rewards_minor + self.benefits.1;
        TierCost {
            tier,
            members: self.members,
            issued: self.sums.issued,
            issued_minor: worth_minor(self.sums.issued, programme.points_per_major, minor_digits),
            redeemed: self.sums.spent,
            rewards: u32::try_from(self.rewards.max(0)).unwrap_or(u32::MAX),
            rewards_minor: Minor::new(self.rewards_minor).unwrap_or_default(),
            benefits: u32::try_from(self.benefits.0).unwrap_or_default(),
            benefits_minor: Minor::new(self.benefits.1).unwrap_or_default(),
            each_minor: (self.members > 0).then(|| Minor::new(cost / i64::from(self.members)).unwrap_or_default()),
        }
    }
}

/// Returns the code of the reward that a redemption's source names; none where points were redeemed without one.
pub(super) fn reward_of(source: &str) -> Option<&str> {
    source.strip_prefix("reward:")
}

/// Returns what a redemption of `points` cost the house, minor units: what the programme says its reward costs, else what the
/// points are worth.
pub(super) fn redemption_minor(programme: &Programme, source: &str, points: i64, minor_digits: u32) -> i64 {
    let named = reward_of(source).and_then(|code| programme.rewards.iter().find(|reward| reward.code == code));
    match named.map(|reward| reward.cost_minor.minor()) {
        Some(cost) if cost > 0 => cost,
        _ => worth_minor(points, programme.points_per_major, minor_digits).minor(),
    }
}

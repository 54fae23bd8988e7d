//! The words of the points domain: what lies in the file and crosses the wire.

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        error::Refusal,
        ids::{EntryId, GuestId, LotId, TicketId, VoucherId},
        money::Minor,
        points::Points,
        time::BusinessDate,
    },
    db::merged::MovedKind,
    loyalty::programme::PromotionEffect,
    stored_words,
};

/// Digits of a member number that this house gives.
pub const MEMBER_NO_DIGITS: usize = 8;

stored_words! {
    /// A member's tier, lowest first.
    pub enum Tier {
        /// 普卡
        Base = "base",
        /// 银卡
        Silver = "silver",
        /// 金卡
        Gold = "gold",
        /// 白金
        Platinum = "platinum",
    }
}

stored_words! {
    /// Why points moved.
    pub enum EntryCode {
        /// 奖励
        Earn = "earn",
        /// 兑换
        Redeem = "redeem",
        /// 到期
        Expire = "expire",
        /// 冲正
        Reverse = "reverse",
        /// 关怀
        Goodwill = "goodwill",
        /// 调整
        Adjust = "adjust",
        /// 挂账: from who gives to the house's pending account; no member's balance
        Pending = "pending",
    }
}

stored_words! {
    /// The house's own side of each posting.
    pub enum House {
        Issued = "issued",
        Redeemed = "redeemed",
        Expired = "expired",
        Goodwill = "goodwill",
        Pending = "pending",
        Adjusted = "adjusted",
    }
}

/// An account of the ledger; numbers up to 100 are the house's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub(crate) i64);

impl House {
    /// Returns the account's number; the schema gives them.
    pub const fn account(self) -> AccountId {
        AccountId(match self {
            Self::Issued => 1,
            Self::Redeemed => 2,
            Self::Expired => 3,
            Self::Goodwill => 4,
            Self::Pending => 5,
            Self::Adjusted => 6,
        })
    }
}

/// A member number as it is printed: text, its leading zeros belong to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[specta(transparent)]
pub struct MemberNo(pub String);

/// Whom a person means: a member number, or a guest's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[specta(transparent)]
pub struct MemberRef(pub String);

impl From<GuestId> for MemberRef {
    fn from(guest: GuestId) -> Self {
        Self(guest.to_string())
    }
}

impl From<&MemberNo> for MemberRef {
    fn from(number: &MemberNo) -> Self {
        Self(number.0.clone())
    }
}

/// An enrolled guest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Member {
    /// Who.
    pub guest: GuestId,
    /// As printed on the card.
    pub member_no: MemberNo,
    /// The tier today.
    pub tier: Tier,
    /// Since when.
    pub tier_since: BusinessDate,
    /// When they joined.
    pub enrolled_on: BusinessDate,
}

/// Points earned together, which expire together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Lot {
    /// Names it.
    pub id: LotId,
    /// The posting that earned it.
    pub entry: EntryId,
    /// What was earned.
    pub points: Points,
    /// What is left of it.
    pub left: Points,
    /// The last business date it is good for; a dated run takes what is left after it.
    pub expires_on: BusinessDate,
}

/// How much of one lot a posting took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Take {
    /// Which lot.
    pub lot: LotId,
    /// How much of it; negative gives back.
    pub points: Points,
    /// That lot's last business date.
    pub expires_on: BusinessDate,
}

/// What a stay's or a bill's points were reckoned from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Basis {
    /// What was spent, each outlet by its percentage.
    pub eligible_minor: Minor,
    /// The tier's multiplier, in hundredths.
    pub multiplier_percent: u32,
    /// Version of the programme.
    pub programme: u32,
    /// The day that decided: of leaving, or the bill's; none in postings from before it was kept.
    #[serde(default)]
    pub on: Option<BusinessDate>,
    /// The tier that the multiplier is of.
    #[serde(default)]
    pub tier: Option<Tier>,
    /// What earned where.
    #[serde(default)]
    pub outlets: Vec<OutletShare>,
    /// What promotions added.
    #[serde(default)]
    pub promotions: Vec<Applied>,
    /// What a cap took.
    #[serde(default)]
    pub capped: Option<Capped>,
    /// What the bill said, where that was another currency than the house's own.
    #[serde(default)]
    pub foreign: Option<ForeignSum>,
}

/// A bill's sum in a currency that the programme has a rate for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ForeignSum {
    /// ISO 4217.
    pub currency: String,
    /// How much, in minor units.
    pub sum_minor: Minor,
}

/// What was spent at one outlet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct OutletShare {
    /// Its code.
    pub outlet: String,
    /// How much.
    pub spend_minor: Minor,
    /// Points for each whole major unit, in hundredths.
    pub percent: u32,
}

/// A promotion that added points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Applied {
    /// What the house calls it.
    pub words: String,
    /// What it gives.
    pub effect: PromotionEffect,
    /// How many points it added.
    pub points: Points,
}

stored_words! {
    /// Of which time a cap is.
    pub enum CapKind {
        /// One stay or bill.
        Stay = "stay",
        /// A day.
        Day = "day",
        /// A calendar month.
        Month = "month",
        /// A calendar year.
        Year = "year",
    }
}

/// What a cap took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Capped {
    /// Which.
    pub by: CapKind,
    /// How many points more it would have been.
    pub lost: Points,
}

/// One posting, as history keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Names it.
    pub id: EntryId,
    /// Why.
    pub code: EntryCode,
    /// The house's side.
    pub house: House,
    /// What the member's balance gained, negative where it lost.
    pub points: Points,
    /// Where it comes from, as in the ledger.
    pub source: String,
    /// What it was reckoned from, or the programme's words.
    pub memo: String,
    /// The posting that it takes back.
    pub reverses: Option<EntryId>,
    /// The last business date of the lot it made, where it made one.
    pub lot_expires_on: Option<BusinessDate>,
    /// What it took of which lots.
    pub takes: Vec<Take>,
}

/// Input of an enrolment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Enrol {
    /// Who joins.
    pub guest: GuestId,
}

/// Input of a credit by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct EarnPoints {
    /// To whom.
    pub member: MemberRef,
    /// How many.
    pub points: Points,
    /// The last business date they are good for; the programme's where none is given.
    pub expires_on: Option<BusinessDate>,
}

/// Input of a credit by a bill of an outlet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct EarnBill {
    /// To whom.
    pub member: MemberRef,
    /// The outlet's code in the programme.
    pub outlet: String,
    /// The bill's sum.
    pub sum_minor: Minor,
    /// In which currency of the programme; the house's own where none is given.
    pub currency: Option<String>,
    /// The number on the bill: once an outlet and number.
    pub bill: String,
    /// The bill's day; today where none is given.
    pub on: Option<BusinessDate>,
}

/// Input of points given for a complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Goodwill {
    /// To whom.
    pub member: MemberRef,
    /// How many.
    pub points: Points,
    /// Under which ticket.
    pub ticket: TicketId,
}

/// Input of a redemption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Redeem {
    /// Whose points.
    pub member: MemberRef,
    /// How many.
    pub points: Points,
    /// For which reward of the catalogue; none where the desk names only the points.
    pub reward: Option<String>,
}

/// What an enrolment answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Enrolled {
    /// Who joined.
    pub guest: GuestId,
    /// The number that was given.
    pub member_no: MemberNo,
}

/// What a posting answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Posted {
    /// The posting.
    pub entry_id: EntryId,
    /// What the balance gained, negative where it lost.
    pub points: Points,
    /// The balance after it.
    pub balance: Points,
    /// The voucher that a redemption gave.
    #[serde(default)]
    pub voucher: Option<VoucherId>,
    /// What is promised instead of posted, where the credit waits for a day.
    #[serde(default)]
    pub pending: Option<Awaited>,
}

/// Points that wait for the run of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Awaited {
    /// How many.
    pub points: Points,
    /// From which business date a run posts them.
    pub due_on: BusinessDate,
}

impl Posted {
    /// Returns as what a merge remembers it: a posting, or a promise of one.
    pub const fn moves_as(&self) -> MovedKind {
        if self.pending.is_some() { MovedKind::Pending } else { MovedKind::Entry }
    }
}

/// What an expiry run answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Expired {
    /// The date it was run for.
    pub on: BusinessDate,
    /// How many members lost points.
    pub members: u32,
    /// How many points together.
    #[specta(type = f64)]
    pub points: i64,
}

/// What a review of a tier answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TierReview {
    /// Before.
    pub before: Tier,
    /// After.
    pub after: Tier,
}

/// Why points do not move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoyaltyRefusal {
    /// The guest has a number already.
    AlreadyMember {
        /// Which.
        member_no: MemberNo,
    },
    /// No member has this number, or the guest is not enrolled.
    NotAMember,
    /// The stay was credited and not taken back.
    AlreadyEarned,
    /// The stay has not departed.
    StayNotDeparted,
    /// The stay departed too long ago to be credited.
    StayTooOld {
        /// How many days after departure it may be.
        days: u32,
    },
    /// The programme gives nothing for this channel.
    ChannelExcluded,
    /// The stay's revenue gives no whole point.
    NothingToEarn,
    /// The member earned the most that the programme gives in this time.
    CapReached,
    /// The programme names no such outlet, or it earns nothing.
    NoSuchOutlet,
    /// The programme names no rate for this currency.
    NoSuchCurrency,
    /// The bill lies in the future, or too long ago to be credited.
    BillTooOld {
        /// How many days ago it may be.
        days: u32,
    },
    /// A posting moves at least one point and at most `max`.
    BadAmount {
        /// The most one posting may carry.
        max: i64,
    },
    /// The balance does not hold so many.
    NotEnoughPoints {
        /// What it holds.
        balance: Points,
        /// What was wanted.
        wanted: Points,
    },
    /// The balance would pass its bound.
    TooManyPoints {
        /// The most an account may hold.
        max: i64,
    },
    /// The date has passed.
    ExpiresInPast,
    /// No reward of the catalogue has this code, or it costs another number of points.
    NoSuchReward,
    /// None is left of this reward.
    RewardOutOfStock,
    /// The posting was taken back before.
    AlreadyReversed,
    /// A reversal is not taken back by another.
    NotReversible,
    /// Points of this credit were used or have expired.
    AlreadySpent,
    /// The posting stands on a record that was merged into another since: unmerge first.
    PostedBeforeMerge,
    /// A file brought this member's points before.
    AlreadyBrought,
    /// An adjustment is taken back by who may adjust.
    AdjustedByHand,
    /// The account is the acting person's own, or that of who confirmed.
    OwnAccount,
    /// So many points need a second person.
    SecondPersonNeeded {
        /// Above how many.
        above: i64,
    },
    /// Nobody confirms what they do themselves.
    SecondPersonSame,
    /// Who confirmed may not adjust points, or both have a limit of their own.
    SecondPersonMayNot,
    /// A promise is for a day to come.
    DueInPast,
    /// What a complaint promises ends with the complaint's own steps.
    PendingOfTicket,
    /// A run closes no day that has not come.
    RunAhead {
        /// The hotel's day.
        today: BusinessDate,
    },
    /// The hotel's day follows from nothing that the file knows.
    ClockDoubt {
        /// The hotel's day.
        today: BusinessDate,
        /// The newest day that the file knows beside it.
        last: Option<BusinessDate>,
    },
}

impl Refusal for LoyaltyRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::AlreadyMember { .. } => "already_member",
            Self::NotAMember => "not_a_member",
            Self::AlreadyEarned => "already_earned",
            Self::StayNotDeparted => "stay_not_departed",
            Self::StayTooOld { .. } => "stay_too_old",
            Self::ChannelExcluded => "channel_excluded",
            Self::NothingToEarn => "nothing_to_earn",
            Self::CapReached => "cap_reached",
            Self::NoSuchOutlet => "no_such_outlet",
            Self::NoSuchCurrency => "no_such_currency",
            Self::BillTooOld { .. } => "bill_too_old",
            Self::BadAmount { .. } => "bad_points",
            Self::NotEnoughPoints { .. } => "not_enough_points",
            Self::TooManyPoints { .. } => "too_many_points",
            Self::ExpiresInPast => "expires_in_past",
            Self::NoSuchReward => "no_such_reward",
            Self::RewardOutOfStock => "reward_out_of_stock",
            Self::AlreadyReversed => "already_reversed",
            Self::NotReversible => "not_reversible",
            Self::AlreadySpent => "already_spent",
            Self::PostedBeforeMerge => "posted_before_merge",
            Self::AlreadyBrought => "already_brought",
            Self::AdjustedByHand => "adjusted_by_hand",
            Self::OwnAccount => "own_account",
            Self::SecondPersonNeeded { .. } => "second_person_needed",
            Self::SecondPersonSame => "second_person_same",
            Self::SecondPersonMayNot => "second_person_may_not",
            Self::DueInPast => "due_in_past",
            Self::PendingOfTicket => "pending_of_ticket",
            Self::RunAhead { .. } => "run_ahead",
            Self::ClockDoubt { .. } => "clock_doubt",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::AlreadyMember { member_no } => vec![("member_no", member_no.0.clone())],
            Self::StayTooOld { days } | Self::BillTooOld { days } => vec![("days", days.to_string())],
            Self::BadAmount { max } | Self::TooManyPoints { max } => vec![("max", max.to_string())],
            Self::SecondPersonNeeded { above } => vec![("above", above.to_string())],
            Self::RunAhead { today } => vec![("today", today.to_string())],
            Self::ClockDoubt { today, last } => {
                vec![("today", today.to_string()), ("last", last.map_or_else(String::new, |last| last.to_string()))]
            }
            Self::NotEnoughPoints { balance, wanted } => {
                let missing = wanted.minus(*balance).unwrap_or(*wanted);
                vec![("balance", balance.to_string()), ("wanted", wanted.to_string()), ("missing", missing.to_string())]
            }
            _ => Vec::new(),
        }
    }
}

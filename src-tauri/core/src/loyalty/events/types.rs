//! The words of events.

use serde::{Deserialize, Serialize};

use crate::{
    audit::chain::Head,
    base::{
        error::Refusal,
        ids::{EntryId, EventId, GuestId, InviteId, UserId},
        money::Minor,
        points::Points,
        time::{BusinessDate, Instant},
    },
    loyalty::{
        Tier,
        lists::{MemberList, MemberListKind, Reach},
    },
    stored_words,
};

/// Most people who are asked to one event, and the largest capacity.
pub const INVITES_MAX: usize = 2_000;
/// Most members of a tier or a list that one invite looks at.
pub const CANDIDATES_MAX: usize = 5_000;
/// Most of those left out who are named.
pub const LEFT_OUT_SHOWN: usize = 100;
/// The most points that coming is worth.
pub const EVENT_POINTS_MAX: i64 = 1_000_000;
/// The longest time afterwards that is looked at.
pub const EFFECT_DAYS_MAX: u32 = 730;

stored_words! {
    /// What kind of event it is.
    pub enum EventKind {
        /// 会员日
        MembersDay = "members_day",
        /// 主题晚宴
        Dinner = "dinner",
        /// 品鉴会
        Tasting = "tasting",
        /// 亲子活动
        Family = "family",
        /// 康体活动
        Sports = "sports",
        /// 其他
        Other = "other",
    }
}

stored_words! {
    /// How an invite stands; of two that became one the later word here wins.
    pub enum InviteState {
        /// 未回复
        Invited = "invited",
        /// 未联系上
        Unreached = "unreached",
        /// 不来
        No = "no",
        /// 未到
        Absent = "absent",
        /// 来
        Yes = "yes",
        /// 到场
        Attended = "attended",
    }
}

stored_words! {
    /// Where somebody asked comes from.
    pub enum InviteOrigin {
        /// Named by hand.
        Hand = "hand",
        /// 普卡
        Base = "base",
        /// 银卡
        Silver = "silver",
        /// 金卡
        Gold = "gold",
        /// 白金
        Platinum = "platinum",
        /// 60 天内到期
        Expiring = "expiring",
        /// 保级预警
        Keeping = "keeping",
        /// 沉寂会员
        Dormant = "dormant",
    }
}

stored_words! {
    /// Why somebody is not asked.
    pub enum LeftOutWhy {
        /// Only members are asked.
        NotAMember = "not_a_member",
        /// Never asked whether they agree to be contacted.
        NotAsked = "not_asked",
        /// They said no.
        Refused = "refused",
        /// No way to reach them is known.
        NoWay = "no_way",
    }
}

/// An event for members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MemberEvent {
    /// Names it.
    pub id: EventId,
    /// As people call it: `E-2607-A01`.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// What kind.
    pub kind: EventKind,
    /// On which day.
    pub held_on: BusinessDate,
    /// Where.
    pub place: String,
    /// For how many people.
    pub capacity: u32,
    /// What it may cost.
    pub budget_minor: Minor,
    /// What it came to; none until that is known.
    pub cost_minor: Option<Minor>,
    /// What coming is worth to a member.
    pub points: Points,
    /// How many days afterwards stays are looked at.
    pub effect_days: u32,
    /// Why it is not held; empty where it is.
    pub called_off: String,
    /// Who planned it.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
}

/// Input of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PlanEvent {
    /// What it is called.
    pub title: String,
    /// What kind.
    pub kind: EventKind,
    /// On which day.
    pub held_on: BusinessDate,
    /// Where.
    pub place: String,
    /// For how many people.
    pub capacity: u32,
    /// What it may cost.
    pub budget_minor: Minor,
    /// What coming is worth to a member; nothing where it is none.
    pub points: Points,
    /// How many days afterwards stays are looked at.
    pub effect_days: u32,
}

/// Input of a correction, with what the person saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct EditEvent {
    /// As it was seen.
    pub seen: MemberEvent,
    /// As it shall be.
    pub wanted: PlanEvent,
    /// What it came to.
    pub cost_minor: Option<Minor>,
}

/// Calls an event off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CallOffEvent {
    /// Which.
    pub event: EventId,
    /// Why.
    pub reason: String,
}

/// Whom to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum InviteSource {
    /// Members of a tier, whose last stay is the latest first.
    Tier {
        /// Which.
        tier: Tier,
        /// At most so many.
        most: u32,
    },
    /// Members of a list, in its order.
    List {
        /// Which.
        list: MemberList,
        /// At most so many.
        most: u32,
    },
    /// Whoever is named.
    Guests {
        /// Who.
        guests: Vec<GuestId>,
    },
}

/// Input of an invite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct InviteMembers {
    /// To which event.
    pub event: EventId,
    /// Whom.
    pub from: InviteSource,
}

/// Somebody who is not asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LeftOut {
    /// Who.
    pub guest: GuestId,
    /// Why.
    pub why: LeftOutWhy,
}

/// The same with the name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct NamedLeftOut {
    /// Who.
    pub guest: GuestId,
    /// As written.
    pub name: String,
    /// Why.
    pub why: LeftOutWhy,
}

/// What an invite would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct InviteAhead {
    /// How many would be asked.
    pub asked: u32,
    /// How many were asked before.
    pub already: u32,
    /// How many would be left out.
    pub left_out: u32,
    /// The first [`LEFT_OUT_SHOWN`] of them.
    pub named: Vec<NamedLeftOut>,
}

/// What an invite answers: ids, for it is kept under its request key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Invited {
    /// To which event.
    pub event: EventId,
    /// How many were asked.
    pub asked: u32,
    /// How many had been asked before.
    pub already: u32,
    /// How many were left out.
    pub left_out: u32,
    /// The first [`LEFT_OUT_SHOWN`] of them.
    pub named: Vec<LeftOut>,
}

/// What history keeps of an invite.
#[derive(Serialize)]
pub(super) struct Asked {
    pub origin: InviteOrigin,
    pub guests: Vec<GuestId>,
}

/// One invite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventInvite {
    /// Names it.
    pub id: InviteId,
    /// To which event.
    pub event_id: EventId,
    /// Whom.
    pub guest_id: GuestId,
    /// Where they come from.
    pub origin: InviteOrigin,
    /// Who asked.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day.
    pub business_date: BusinessDate,
}

/// Input of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AnswerInvite {
    /// To which invite.
    pub invite: InviteId,
    /// What.
    pub state: InviteState,
    /// In the guest's words; may be empty.
    pub words: String,
}

/// What an answer answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Answered {
    /// To which invite.
    pub invite: InviteId,
    /// What.
    pub state: InviteState,
    /// Points that were credited for coming.
    pub points: Points,
    /// From which day those points are the member's; at once where none is said.
    #[serde(default)]
    pub due_on: Option<BusinessDate>,
}

/// One answer, as colleagues read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct AnswerLine {
    /// The first one is 1.
    pub ordinal: u32,
    /// What.
    pub state: InviteState,
    /// In the guest's words.
    pub words: String,
    /// Who took it down.
    pub by: String,
    /// When.
    pub at_ms: Instant,
}

/// One answer, as it stands for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventAnswer {
    /// To which invite.
    pub invite_id: InviteId,
    /// The first one is 1.
    pub ordinal: u32,
    /// What.
    pub state: InviteState,
    /// In the guest's words.
    pub words: String,
    /// The posting of the points for coming, or the one that took them back.
    pub entry_id: Option<EntryId>,
    /// Who took it down.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day.
    pub business_date: BusinessDate,
}

/// Somebody who was asked, as the list shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct InviteLine {
    /// Names it.
    pub invite: InviteId,
    /// Who.
    pub guest_id: GuestId,
    /// As written.
    pub name: String,
    /// mr, ms, none.
    pub title: String,
    /// Empty for no member.
    pub member_no: String,
    /// None for no member.
    pub tier: Option<Tier>,
    /// The preferred phone, masked.
    pub phone: String,
    /// Whether they may and can be contacted today.
    pub reach: Reach,
    /// Where they come from.
    pub origin: InviteOrigin,
    /// What they answered.
    pub state: InviteState,
    /// In their words.
    pub words: String,
    /// Points credited for coming.
    pub points: Points,
    /// Who took it down.
    pub by: String,
    /// When.
    pub at_ms: Instant,
}

/// How many stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct EventCounts {
    /// Asked altogether.
    pub asked: u32,
    /// 来
    pub yes: u32,
    /// 不来
    pub no: u32,
    /// 未联系上
    pub unreached: u32,
    /// 未回复
    pub unanswered: u32,
    /// 到场
    pub attended: u32,
    /// 未到
    pub absent: u32,
}

/// An event in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct EventLine {
    /// Which.
    pub event: MemberEvent,
    /// How many stand how.
    pub counts: EventCounts,
}

/// An event with everybody who was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct EventPage {
    /// Which.
    pub event: MemberEvent,
    /// How many stand how.
    pub counts: EventCounts,
    /// Everybody, by name.
    pub invites: Vec<InviteLine>,
    /// The chain's head at this reading.
    pub head: Head,
}

/// An event on a member's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct GuestEvent {
    /// Names the invite.
    pub invite: InviteId,
    /// Which event.
    pub event: EventId,
    /// As people call it.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// What kind.
    pub kind: EventKind,
    /// On which day.
    pub held_on: BusinessDate,
    /// Where.
    pub place: String,
    /// Whether it was called off.
    pub called_off: bool,
    /// What they answered.
    pub state: InviteState,
    /// In their words.
    pub words: String,
    /// Points credited for coming.
    pub points: Points,
    /// Who took it down.
    pub by: String,
    /// When.
    pub at_ms: Instant,
}

impl EventCounts {
    /// Returns how many of these stand how.
    pub fn of(lines: &[InviteLine]) -> Self {
        let mut counts = Self::default();
        for line in lines {
            counts.asked += 1;
            *match line.state {
                InviteState::Invited => &mut counts.unanswered,
                InviteState::Unreached => &mut counts.unreached,
                InviteState::No => &mut counts.no,
                InviteState::Absent => &mut counts.absent,
                InviteState::Yes => &mut counts.yes,
                InviteState::Attended => &mut counts.attended,
            } += 1;
        }
        counts
    }
}

impl InviteSource {
    /// Returns how many it asks at most.
    pub(super) fn most(&self) -> usize {
        match self {
            Self::Tier { most, .. } | Self::List { most, .. } => (*most as usize).min(INVITES_MAX),
            Self::Guests { .. } => INVITES_MAX,
        }
    }

    /// Returns what is kept of it with each invite.
    pub(super) const fn origin(&self) -> InviteOrigin {
        match self {
            Self::Tier { tier, .. } => match tier {
                Tier::Base => InviteOrigin::Base,
                Tier::Silver => InviteOrigin::Silver,
                Tier::Gold => InviteOrigin::Gold,
                Tier::Platinum => InviteOrigin::Platinum,
            },
            Self::List { list, .. } => match list.kind {
                MemberListKind::Expiring | MemberListKind::Warning => InviteOrigin::Expiring,
                MemberListKind::Keeping => InviteOrigin::Keeping,
                MemberListKind::Dormant => InviteOrigin::Dormant,
            },
            Self::Guests { .. } => InviteOrigin::Hand,
        }
    }
}

impl LeftOutWhy {
    /// Returns why a member whom the house reaches like this is not asked; nothing where they are.
    pub(super) const fn of(reach: Option<Reach>) -> Option<Self> {
        match reach {
            None => Some(Self::NotAMember),
            Some(Reach::Yes) => None,
            Some(Reach::NotAsked) => Some(Self::NotAsked),
            Some(Reach::Refused) => Some(Self::Refused),
            Some(Reach::NoWay) => Some(Self::NoWay),
        }
    }
}

/// What an event refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventRefusal {
    /// It is planned for a day that has passed.
    Past,
    /// It was called off.
    CalledOff,
    /// Somebody came: it was held.
    Held,
    /// It is not that day yet.
    NotYet,
    /// As many said that they come as there are places.
    Full {
        /// How many places.
        capacity: u32,
    },
    /// More invites than one event may have.
    TooManyInvites {
        /// How many.
        max: usize,
    },
    /// Points were credited under it: what coming is worth stays, and the day as well.
    PointsGiven,
}

impl Refusal for EventRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Past => "event_past",
            Self::CalledOff => "event_called_off",
            Self::Held => "event_held",
            Self::NotYet => "event_not_yet",
            Self::Full { .. } => "event_full",
            Self::TooManyInvites { .. } => "too_many_invites",
            Self::PointsGiven => "event_points_given",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Full { capacity } => vec![("capacity", capacity.to_string())],
            Self::TooManyInvites { max } => vec![("max", max.to_string())],
            _ => Vec::new(),
        }
    }
}

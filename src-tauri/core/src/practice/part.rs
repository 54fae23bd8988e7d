//! What one person of the scenes is described with, and what somebody is of whom nothing else is said.

use crate::{
    base::role::Department,
    dossier::DealingChannel,
    guests::{
        PreferenceKind,
        Title::{self, Mr},
    },
    loyalty::Tier,
    tickets::{
        Mood::{self, Rational},
        ProblemCode, Remedy,
        Severity::{self, Normal},
    },
};

/// When somebody has a birthday.
#[derive(Clone, Copy, Debug)]
pub enum Birthday {
    /// Any day.
    Any,
    /// In so many days from today, by the lunar calendar.
    LunarInDays(u64),
    /// On this month and day.
    On(u32, u32),
}

/// A stay that is over.
#[derive(Clone, Copy, Debug)]
pub struct Past {
    /// Arrival, days before today.
    pub days_ago: u64,
    /// Nights.
    pub nights: u32,
    /// Room.
    pub room: &'static str,
    /// The channel as the PMS calls it.
    pub channel: &'static str,
    /// Yuan a night.
    pub rate_yuan: i64,
    /// Yuan in the restaurants.
    pub food_yuan: i64,
    /// Yuan for laundry and the rest.
    pub other_yuan: i64,
}

/// A complaint of the scene.
#[derive(Clone, Copy, Debug)]
pub struct Trouble {
    /// When it was taken: days before today, hour, minute.
    pub at: (u64, u32, u32),
    /// What is wrong.
    pub problem: ProblemCode,
    /// How pressing.
    pub severity: Severity,
    /// The guest's mood.
    pub mood: Mood,
    /// What the guest said.
    pub words: &'static str,
    /// How many steps are recorded; seven are all, and then it is closed.
    pub steps: u32,
    /// Whether somebody said sorry.
    pub apologised: bool,
    /// When the guest is to be called back: days after today, hour.
    pub callback: Option<(u64, u32)>,
    /// What is offered: what, in words, yuan, points.
    pub offer: Option<(Remedy, &'static str, i64, i64)>,
    /// What was added.
    pub note: &'static str,
    /// What was promised under it and is still owed.
    pub promise: &'static str,
}

/// One person of the scenes.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// As the guest writes it.
    pub name: &'static str,
    /// In Latin letters.
    pub latin: &'static str,
    /// How they are addressed.
    pub title: Title,
    /// ISO 3166 alpha-3.
    pub country: &'static str,
    /// About how old.
    pub years: i32,
    /// When the birthday is.
    pub birthday: Birthday,
    /// Phone as given.
    pub phone: &'static str,
    /// Last four of the document.
    pub document_last4: &'static str,
    /// Arrival of the stay of today, days before today; `None` for somebody who was here only before.
    pub since: Option<u64>,
    /// Nights of that stay.
    pub nights: u32,
    /// Its room, or none yet.
    pub room: &'static str,
    /// Expected hour and minute.
    pub arrives: (u32, u32),
    /// Which stay it is, the first being 1.
    pub nth: u32,
    /// Channel of that stay.
    pub channel: &'static str,
    /// Yuan a night of that stay.
    pub rate_yuan: i64,
    /// Adults, children, babies.
    pub party: (u32, u32, u32),
    /// Tier, where a member.
    pub tier: Option<Tier>,
    /// Member number, where it matters.
    pub member_number: Option<u32>,
    /// `""`, `V1`, `V2`, `V3`.
    pub vip: &'static str,
    /// Wishes; those of a sensitive kind with the guest's leave.
    pub wishes: &'static [(PreferenceKind, &'static str)],
    /// Stays that matter; others are drawn until [`Part::nth`] is right.
    pub past: &'static [Past],
    /// Complaints.
    pub troubles: &'static [Trouble],
    /// What they said of the house: days before today, by which way, in words.
    pub opinion: Option<(u64, DealingChannel, &'static str)>,
    /// What is prepared for the stay of today: who, in words, whether it is done.
    pub prepared: &'static [(Department, &'static str, bool)],
}

/// Somebody of whom nothing is said.
pub const SOMEBODY: Part = Part {
    name: "",
    latin: "",
    title: Mr,
    country: "CHN",
    years: 38,
    birthday: Birthday::Any,
    phone: "",
    document_last4: "",
    since: Some(0),
    nights: 1,
    room: "",
    arrives: (15, 0),
    nth: 1,
    channel: "携程",
    rate_yuan: 780,
    party: (1, 0, 0),
    tier: None,
    member_number: None,
    vip: "",
    wishes: &[],
    past: &[],
    troubles: &[],
    opinion: None,
    prepared: &[],
};

/// A complaint of which nothing is said.
pub const TROUBLE: Trouble = Trouble {
    at: (1, 20, 0),
    problem: ProblemCode::ConstructionNoise,
    severity: Normal,
    mood: Rational,
    words: "",
    steps: 1,
    apologised: true,
    callback: None,
    offer: None,
    note: "",
    promise: "",
};

/// Returns a stay that is over: `yuan` are those a night, in the restaurants, and for the rest.
pub const fn past(days_ago: u64, nights: u32, room: &'static str, channel: &'static str, yuan: (i64, i64, i64)) -> Past {
    Past { days_ago, nights, room, channel, rate_yuan: yuan.0, food_yuan: yuan.1, other_yuan: yuan.2 }
}

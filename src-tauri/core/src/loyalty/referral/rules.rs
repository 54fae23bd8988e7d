//! What a referral allows, as pure functions.

use crate::{
    base::{error::Refusal, time::BusinessDate},
    stored_words,
};

/// For how many days after joining, or after a first stay, somebody is new. Source: house rule of 2026.
pub const NEW_DAYS: i64 = 30;

stored_words! {
    /// How a referral stands.
    pub enum ReferralState {
        /// 待入会
        AwaitsJoining = "awaits_joining",
        /// 待首次离店
        AwaitsStay = "awaits_stay",
        /// 可入账
        Due = "due",
        /// 挂账: credited once its day has come
        Waiting = "waiting",
        /// 已入账
        Paid = "paid",
        /// 已冲正: credited and taken back by hand
        TakenBack = "taken_back",
        /// 已撤销
        Ended = "ended",
    }
}

/// What a referral refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferralRefusal {
    /// Both are one person.
    Oneself,
    /// Somebody brought this guest already.
    AlreadyReferred,
    /// The one who was brought brought, over others, the one who is named.
    Circle,
    /// The guest joined or stayed too long ago to be new.
    NotNew {
        /// For how many days one is.
        days: i64,
    },
    /// The day is to come.
    NotYet,
    /// Nothing is due: not joined, no first stay, credited before, or no member to credit.
    NotDue,
    /// It was struck off before.
    Ended,
}

impl Refusal for ReferralRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Oneself => "referral_oneself",
            Self::AlreadyReferred => "already_referred",
            Self::Circle => "referral_circle",
            Self::NotNew { .. } => "referred_not_new",
            Self::NotYet => "referral_not_yet",
            Self::NotDue => "referral_not_due",
            Self::Ended => "referral_ended",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotNew { days } => vec![("days", days.to_string())],
            _ => Vec::new(),
        }
    }
}

/// What decides whether a referral is taken down.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub same: bool,
    pub already: bool,
    pub circle: bool,
    pub enrolled_on: Option<BusinessDate>,
    pub first_departure: Option<BusinessDate>,
    pub referred_on: BusinessDate,
    pub today: BusinessDate,
}

/// Returns whether a referral with these facts is taken down.
pub(super) fn may_refer(facts: &Facts) -> Result<(), ReferralRefusal> {
    let long_ago = |day: Option<BusinessDate>| day.is_some_and(|day| facts.today.days_since(day) > NEW_DAYS);
    if facts.same {
        return Err(ReferralRefusal::Oneself);
    }
    if facts.already {
        return Err(ReferralRefusal::AlreadyReferred);
    }
    if facts.circle {
        return Err(ReferralRefusal::Circle);
    }
    if facts.referred_on > facts.today {
        return Err(ReferralRefusal::NotYet);
    }
    if long_ago(facts.enrolled_on) || long_ago(facts.first_departure) {
        return Err(ReferralRefusal::NotNew { days: NEW_DAYS });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_somebody_new_is_referred_once_and_never_in_a_circle() {
        let day = |text: &str| text.parse::<BusinessDate>().expect("a test's date");
        let sound = Facts {
            same: false,
            already: false,
            circle: false,
            enrolled_on: None,
            first_departure: None,
            referred_on: day("2026-07-14"),
            today: day("2026-07-14"),
        };
        let with = |change: fn(&mut Facts)| {
            let mut facts = sound.clone();
            change(&mut facts);
            may_refer(&facts).err().map(|refusal| refusal.code())
        };
        assert_eq!(with(|_| {}), None);
        assert_eq!(with(|facts| facts.enrolled_on = Some("2026-06-14".parse().expect("a date"))), None, "30 days ago");
        assert_eq!(with(|facts| facts.enrolled_on = Some("2026-06-13".parse().expect("a date"))), Some("referred_not_new"));
        assert_eq!(with(|facts| facts.first_departure = Some("2026-06-13".parse().expect("a date"))), Some("referred_not_new"));
        assert_eq!(with(|facts| facts.same = true), Some("referral_oneself"));
        assert_eq!(with(|facts| facts.already = true), Some("already_referred"));
        assert_eq!(with(|facts| facts.circle = true), Some("referral_circle"));
        assert_eq!(with(|facts| facts.referred_on = "2026-07-15".parse().expect("a date")), Some("referral_not_yet"));
    }
}

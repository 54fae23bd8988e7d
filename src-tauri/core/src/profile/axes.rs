//! 分类与归档: the four fixed axes by which a guest is filed, derived from stays, spend, wishes and complaints. Pure: nothing of it
//! is kept, so that it is never older than what it says.

use serde::Serialize;

use crate::{base::time::BusinessDate, stays::StaySummary, stored_words};

/// Nights at the guest's own mean rate, or visits, from which a guest is of high value. House rule, 2026-11-22.
const HIGH: (i64, u32) = (20, 6);
/// The same for middling value.
const MIDDLE: (i64, u32) = (5, 2);
/// Days for which a complaint says how a guest feels.
pub(super) const FEELS_DAYS: i64 = 365;

stored_words! {
    /// 价值
    pub enum ValueBand {
        /// 高价值
        High = "high",
        /// 中价值
        Middle = "middle",
        /// 低价值
        Low = "low",
    }
}

stored_words! {
    /// 来源: how the guest books.
    pub enum BookingWay {
        /// 线上预订
        Online = "online",
        /// 电话预订
        Phone = "phone",
        /// 直接到店
        WalkIn = "walk_in",
    }
}

stored_words! {
    /// 喜好: which kind of room.
    pub enum RoomLiking {
        /// 主题房
        Theme = "theme",
        /// 无烟房
        NonSmoking = "non_smoking",
        /// 家庭房
        Family = "family",
    }
}

stored_words! {
    /// 反馈
    pub enum FeedbackBand {
        /// 满意
        Content = "content",
        /// 一般
        Mixed = "mixed",
        /// 不满意
        Unhappy = "unhappy",
    }
}

/// Where a guest stands on the four axes. Source: catalogue G14.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Axes {
    /// None where they never came.
    pub value: Option<ValueBand>,
    /// None where no stay says.
    pub source: Option<BookingWay>,
    /// All that wishes and rooms say.
    pub likings: Vec<RoomLiking>,
    /// None where they never came and never complained.
    pub feedback: Option<FeedbackBand>,
}

/// One complaint as the axes need it.
#[derive(Debug, Clone, Copy)]
pub struct Complained {
    /// The hotel's day of it.
    pub on: BusinessDate,
    /// Whether it is settled.
    pub closed: bool,
}

/// One stay as the axes need it.
#[derive(Debug, Clone)]
pub struct Slept {
    /// Whether it is over; what is booked or given up says how a guest books and no more.
    pub departed: bool,
    /// A night, minor units.
    pub rate_minor: i64,
    /// Booking channel as the source calls it.
    pub channel: String,
    /// As the source calls it.
    pub room_type: String,
}

/// Returns where the guest stands as of `today`; stays come latest first, wishes are their words.
pub fn of(summary: &StaySummary, stays: &[Slept], wishes: &[String], complaints: &[Complained], today: BusinessDate) -> Axes {
    Axes {
        value: value(summary, stays),
        source: source(stays),
        likings: likings(stays, wishes),
        feedback: feedback(summary, complaints, today),
    }
}

/// Spend counts in nights at the guest's own mean rate: no currency has a threshold of its own, and who dines and has laundry
/// done is worth more than who sleeps.
pub(super) fn value(summary: &StaySummary, stays: &[Slept]) -> Option<ValueBand> {
    if summary.stays == 0 {
        return None;
    }
    let rates: Vec<i64> = departed(stays).map(|stay| stay.rate_minor).filter(|rate| *rate > 0).collect();
    let mean = rates.iter().sum::<i64>() / i64::try_from(rates.len()).unwrap_or(1).max(1);
    let nights = if mean > 0 { summary.spend_minor / mean } else { i64::from(summary.nights) };
    let reaches = |(least_nights, least_stays): (i64, u32)| nights >= least_nights || summary.stays >= least_stays;
    Some(match (reaches(HIGH), reaches(MIDDLE)) {
        (true, _) => ValueBand::High,
        (false, true) => ValueBand::Middle,
        (false, false) => ValueBand::Low,
    })
}

fn departed(stays: &[Slept]) -> impl Iterator<Item = &Slept> {
    stays.iter().filter(|stay| stay.departed)
}

/// The way that most stays came; of two the one that came later.
pub(super) fn source(stays: &[Slept]) -> Option<BookingWay> {
    let came: Vec<BookingWay> = stays.iter().filter_map(|stay| way(&stay.channel)).collect();
    let times = |wanted: BookingWay| came.iter().filter(|way| **way == wanted).count();
    let most = came.iter().map(|way| times(*way)).max()?;
    came.iter().copied().find(|way| times(*way) == most)
}

/// Returns by which way a channel books, where its name tells.
fn way(channel: &str) -> Option<BookingWay> {
    const WAYS: &[(BookingWay, &[&str])] = &[
        (BookingWay::Phone, &["电话", "電話", "phone", "call"]),
        (BookingWay::WalkIn, &["到店", "散客", "上门", "walk"]),
        (
            BookingWay::Online,
            &[
                "携程",
                "飞猪",
                "美团",
                "去哪儿",
                "同程",
                "官网",
                "小程序",
                "线上",
                "online",
                "ota",
                "booking",
                "airbnb",
                "expedia",
                "agoda",
                "web",
            ],
        ),
    ];
    let channel = channel.to_lowercase();
    WAYS.iter().find(|(_, words)| words.iter().any(|word| channel.contains(word))).map(|(way, _)| *way)
}

pub(super) fn likings(stays: &[Slept], wishes: &[String]) -> Vec<RoomLiking> {
    const WORDS: &[(RoomLiking, &[&str])] = &[
        (RoomLiking::Theme, &["主题", "主題", "theme"]),
        (
            RoomLiking::NonSmoking,
            &["无烟", "無煙", "非吸烟", "非吸煙", "禁烟", "non-smoking", "non smoking", "nonsmoking", "smoke-free"],
        ),
        (RoomLiking::Family, &["家庭", "亲子", "親子", "family"]),
    ];
    let said = wishes.iter().map(|wish| wish.to_lowercase());
    let slept = departed(stays).map(|stay| stay.room_type.to_lowercase());
    let texts: Vec<String> = said.chain(slept).collect();
    let liked = |words: &[&str]| texts.iter().any(|text| words.iter().any(|word| text.contains(word)));
    WORDS.iter().filter(|(_, words)| liked(words)).map(|(liking, _)| *liking).collect()
}

/// A complaint that is open says that they are not content, a settled one of the last year that it was mixed; who came back
/// without one is content.
pub(super) fn feedback(summary: &StaySummary, complaints: &[Complained], today: BusinessDate) -> Option<FeedbackBand> {
    let since = today.plus_days(-FEELS_DAYS);
    if complaints.iter().any(|one| !one.closed) {
        Some(FeedbackBand::Unhappy)
    } else if complaints.iter().any(|one| one.on >= since) {
        Some(FeedbackBand::Mixed)
    } else {
        (summary.stays > 0).then_some(FeedbackBand::Content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BusinessDate {
        text.parse().expect("a date")
    }

    fn sums(stays: u32, nights: u32, spend_minor: i64) -> StaySummary {
        StaySummary { stays, nights, spend_minor, ..StaySummary::default() }
    }

    #[test]
    fn value_follows_visits_and_what_was_spent_in_nights() {
        let cases = [
            (sums(0, 0, 0), None),
            (sums(1, 2, 0), Some(ValueBand::Low)),
            (sums(1, 4, 0), Some(ValueBand::Low)),
            (sums(1, 5, 0), Some(ValueBand::Middle)),
            (sums(2, 2, 0), Some(ValueBand::Middle)),
            (sums(5, 19, 0), Some(ValueBand::Middle)),
            (sums(5, 20, 0), Some(ValueBand::High)),
            (sums(6, 6, 0), Some(ValueBand::High)),
        ];
        for (summary, expected) in cases {
            assert_eq!(value(&summary, &[]), expected, "{summary:?}");
        }
    }

    #[test]
    fn a_channel_s_name_tells_the_way() {
        let cases = [
            ("携程", Some(BookingWay::Online)),
            ("Booking.com", Some(BookingWay::Online)),
            ("TA/TO online", Some(BookingWay::Online)),
            ("酒店官网", Some(BookingWay::Online)),
            ("电话预订", Some(BookingWay::Phone)),
            ("直接到店", Some(BookingWay::WalkIn)),
            ("Walk-in", Some(BookingWay::WalkIn)),
            ("协议", None),
            ("", None),
        ];
        for (channel, expected) in cases {
            assert_eq!(way(channel), expected, "{channel}");
        }
    }

    #[test]
    fn an_open_complaint_outweighs_a_settled_one_and_an_old_one_is_forgotten() {
        let today = day("2026-07-14");
        let complained = |on: &str, closed| Complained { on: day(on), closed };
        let cases: [(u32, &[Complained], Option<FeedbackBand>); 7] = [
            (0, &[], None),
            (1, &[], Some(FeedbackBand::Content)),
            (1, &[complained("2025-07-13", true)], Some(FeedbackBand::Content)),
            (1, &[complained("2025-07-14", true)], Some(FeedbackBand::Mixed)),
            (1, &[complained("2024-01-01", false)], Some(FeedbackBand::Unhappy)),
            (1, &[complained("2026-07-01", true), complained("2026-07-02", false)], Some(FeedbackBand::Unhappy)),
            (0, &[complained("2026-07-01", false)], Some(FeedbackBand::Unhappy)),
        ];
        for (stays, complaints, expected) in cases {
            assert_eq!(feedback(&sums(stays, stays, 0), complaints, today), expected, "{stays} stays, {complaints:?}");
        }
    }
}

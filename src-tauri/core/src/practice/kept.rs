//! What the house keeps of a guest beside stays, wishes and complaints: papers, dealings, companions, alerts, and the service plan
//! of today's arrivals. Drawn from a stream of its own, so that nothing else of the practice hotel depends on it.

use chrono::{Days, NaiveDate, NaiveDateTime};
use rand::Rng;
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

use super::{
    people::at_desk,
    records::{Dealing, Kept, Person, Stay, Task},
};
use crate::{
    base::role::Department,
    dossier::{AlertKind, DealingChannel, DealingKind, Moment, standard},
    stays::StayState,
};

/// Streams from here on; those below belong to the guests themselves.
const STREAMS: u64 = 1 << 40;
/// One guest of so many was in touch outside a stay.
const DEALING_OF: u32 = 12;
/// One of so many who stay with others has a companion written down.
const COMPANION_OF: u32 = 6;
/// One of so many has an alert.
const ALERT_OF: u32 = 80;
/// One of so many has a caution.
const CAUTION_OF: u32 = 900;
/// One arrival of so many has a plan though no VIP.
const PLAN_OF: u32 = 3;

const DEALINGS: &[(DealingKind, DealingChannel, &str)] = &[
    (DealingKind::Interaction, DealingChannel::Wechat, "问周末亲子活动，已发介绍"),
    (DealingKind::Interaction, DealingChannel::Phone, "问机场接送怎么订"),
    (DealingKind::Interaction, DealingChannel::Email, "索取上次住店的发票，已补寄"),
    (DealingKind::Event, DealingChannel::Person, "中秋会员答谢晚宴"),
    (DealingKind::Event, DealingChannel::Person, "春季品酒会"),
    (DealingKind::Opinion, DealingChannel::Review, "网上好评：前台记得我的习惯"),
    (DealingKind::Opinion, DealingChannel::Website, "建议早餐多些热菜"),
    (DealingKind::Opinion, DealingChannel::Person, "表扬客房部找回遗落的手表"),
];
const ALERTS: &[(Moment, &str)] = &[
    (Moment::CheckIn, "入住时请看一下证件有效期"),
    (Moment::Open, "只用微信联系，不打电话"),
    (Moment::Departure, "离店时开专票，抬头已存"),
];
const CAUTIONS: &[(AlertKind, &str)] =
    &[(AlertKind::Credit, "上次房费挂账未结，先收押金"), (AlertKind::DoNotRent, "曾在房内破坏设施并拒绝赔偿")];
const TASKS: &[(Department, &str)] = &[
    (Department::Housekeeping, "加一床薄被"),
    (Department::Housekeeping, "房内备两瓶常温水"),
    (Department::FoodBeverage, "欢迎水果按客人喜好"),
    (Department::FrontOffice, "预留安静楼层，房卡先备好"),
];
const RELATIONS: &[&str] = &["配偶", "孩子", "同事", "朋友"];
const GIVEN: &[&str] = &["静", "伟", "敏", "磊", "婷", "浩", "洁", "宁"];

/// Returns what else is kept of the guest of `ordinal`; `now` is the hotel's local time.
pub fn kept(seed: u64, ordinal: u64, person: &Person, stays: &[Stay], now: NaiveDateTime) -> Kept {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(STREAMS + ordinal);
    let rng = &mut rng;
    Kept {
        document_no: document(person, rng),
        dealings: dealings(person.created, now, rng),
        companions: companions(person, stays, rng),
        alerts: alerts(rng),
        plan: plan(person, stays, now.date(), rng),
    }
}

/// A number that ends as the record says and can belong to nobody: no citizen's number begins with 000000, and no passport's
/// first letters are ZZ. Source: GB/T 2260, ICAO 9303.
fn document(person: &Person, rng: &mut impl Rng) -> String {
    let last = &person.document_last4;
    match person.document_kind {
        "" => String::new(),
        "id_card" => format!("000000{:08}{last}", rng.random_range(0..100_000_000_u32)),
        _ => format!("ZZ{:05}{last}", rng.random_range(0..100_000_u32)),
    }
}

fn one_of<T: Copy>(list: &[T], rng: &mut impl Rng) -> T {
    list[rng.random_range(0..list.len())]
}

fn dealings(created: NaiveDateTime, now: NaiveDateTime, rng: &mut impl Rng) -> Vec<Dealing> {
    let days = (now - created).num_days().max(0).unsigned_abs();
    if days < 2 || !rng.random_ratio(1, DEALING_OF) {
        return Vec::new();
    }
    let (kind, channel, words) = one_of(DEALINGS, rng);
    vec![Dealing { kind, channel, words, at: at_desk(created.date() + Days::new(rng.random_range(1..days)), rng) }]
}

/// Only where somebody was with them, and under a name of the same family.
fn companions(person: &Person, stays: &[Stay], rng: &mut impl Rng) -> Vec<(String, &'static str)> {
    let together = stays.iter().any(|stay| stay.party.adults > 1);
    let family = person.name.chars().next().filter(|sign| !sign.is_ascii());
    match family.filter(|_| together && rng.random_ratio(1, COMPANION_OF)) {
        Some(family) => vec![(format!("{family}{}", one_of(GIVEN, rng)), one_of(RELATIONS, rng))],
        None => Vec::new(),
    }
}

fn alerts(rng: &mut impl Rng) -> Vec<(AlertKind, Moment, &'static str)> {
    let mut found = Vec::new();
    if rng.random_ratio(1, ALERT_OF) {
        let (moment, words) = one_of(ALERTS, rng);
        found.push((AlertKind::Note, moment, words));
    }
    if rng.random_ratio(1, CAUTION_OF) {
        let (kind, words) = one_of(CAUTIONS, rng);
        found.push((kind, Moment::CheckIn, words));
    }
    found
}

/// A VIP who arrives today has the reception standard of the level; of the others one of [`PLAN_OF`] has a task.
fn plan(person: &Person, stays: &[Stay], today: NaiveDate, rng: &mut impl Rng) -> Option<(usize, Vec<Task>)> {
    let stay = stays.iter().position(|stay| stay.arrival == today && stay.state == StayState::Booked)?;
    let mut tasks: Vec<Task> = standard(person.vip)
        .iter()
        .enumerate()
        .map(|(place, (department, words))| Task { department: *department, words, standard: true, done: place < 2 })
        .collect();
    if tasks.is_empty() && rng.random_ratio(1, PLAN_OF) {
        let (department, words) = one_of(TASKS, rng);
        tasks.push(Task { department, words, standard: false, done: rng.random_ratio(1, 3) });
    }
    (!tasks.is_empty()).then_some((stay, tasks))
}

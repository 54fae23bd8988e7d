//! Puts the people of [`super::cast`] into the house: rooms first, so that nobody else gets them, then everything else.

use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime};
use rand::Rng;
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

use super::{
    cast::CAST,
    desk::Desk,
    figures::PartyFigures,
    house::Room,
    kept::kept,
    lunar::born_years_before,
    part::{Birthday, Part, Past, Trouble},
    people::at_desk,
    points::{membership, tier_since},
    records::{
        Author, Complaint, Contact, Dealing, Folder, Kept, Membership, Offer, Person, Preference, Promise, Standing, Stay, Task,
    },
    scene_points::wang_points,
};
use crate::{
    base::contact::ContactKind,
    dossier::DealingKind,
    guests::{PreferenceKind, Title},
    loyalty::Tier,
    stays::StayState,
    tickets::Finding,
};

/// Nobody of the scenes was here in the last so many days but where it says so.
const QUIET_DAYS: u64 = 30;

/// Returns the folders of all scenes; to be called on an empty house.
pub fn scenes(desk: &mut Desk, seed: u64) -> Vec<Folder> {
    reserve(desk);
    CAST.iter().enumerate().map(|(index, part)| folder(desk, part, index, seed)).collect()
}

fn reserve(desk: &mut Desk) {
    for part in CAST {
        if let (Some(since), Some(room)) = (part.since, Room::of_number(part.room)) {
            let arrival = desk.span.today - Days::new(since);
            // One more night: somebody who leaves this afternoon keeps the room from today's arrivals.
            let leaving = since > 0 && since == u64::from(part.nights);
            desk.calendar.take(room, arrival, arrival + Days::new(u64::from(part.nights) + u64::from(leaving)));
        }
        for past in part.past {
            if let Some(room) = Room::of_number(past.room) {
                let arrival = desk.span.today - Days::new(past.days_ago);
                desk.calendar.take(room, arrival, arrival + Days::new(u64::from(past.nights)));
            }
        }
    }
}

fn folder(desk: &mut Desk, part: &Part, index: usize, seed: u64) -> Folder {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(index as u64 + 1);
    let stays = stays(desk, part, &mut rng);
    let person = person(desk, part, &stays, &mut rng);
    let complaints: Vec<Complaint> = part.troubles.iter().map(|trouble| complaint(trouble, &stays, desk.span.today)).collect();
    let promises = promises(part, &complaints);
    let membership = part.tier.map(|tier| {
        let number = part.member_number.unwrap_or_else(|| desk.member_number());
        if index == 0 {
            return wang(desk, number, &stays);
        }
        let drawn = membership(number, &stays, &complaints, &desk.words, desk.now, &mut rng);
        Membership { tier, ..drawn }
    });
    Folder {
        ordinal: index as u64,
        kept: kept_of(part, kept(seed, index as u64, &person, &stays, desk.now), &stays, desk.span.today),
        contacts: contacts(part, index, &mut rng),
        preferences: part.wishes.iter().map(|wish| preference(*wish, &stays, desk, &mut rng)).collect(),
        person,
        promises,
        stays,
        complaints,
        membership,
    }
}

/// What the scenes say of a person is all there is, but for the reception of those who are VIPs.
fn kept_of(part: &Part, drawn: Kept, stays: &[Stay], today: NaiveDate) -> Kept {
    let said = part.opinion.map(|(days_ago, channel, words)| Dealing {
        kind: DealingKind::Opinion,
        channel,
        words,
        at: clock(today - Days::new(days_ago), 15, 20),
    });
    let tasks = part.prepared.iter().map(|(department, words, done)| Task {
        department: *department,
        words,
        standard: false,
        done: *done,
    });
    let own: Vec<Task> = tasks.collect();
    let plan = if own.is_empty() { drawn.plan.filter(|_| !part.vip.is_empty()) } else { Some((stays.len() - 1, own)) };
    Kept { document_no: drawn.document_no, dealings: said.into_iter().collect(), plan, ..Kept::default() }
}

fn wang(desk: &Desk, number: u32, stays: &[Stay]) -> Membership {
    let enrolled = stays[0].arrival;
    let (postings, lots) = wang_points(stays, enrolled, desk.now);
    Membership { number, tier: Tier::Gold, tier_since: tier_since(stays, enrolled), enrolled, postings, lots }
}

/// The stays that matter, others until the count is right, and the one of today.
fn stays(desk: &mut Desk, part: &Part, rng: &mut ChaCha8Rng) -> Vec<Stay> {
    let mut stays: Vec<Stay> = part.past.iter().map(|past| past_stay(past, desk, rng)).collect();
    let before = part.nth - u32::from(part.since.is_some());
    let quiet = desk.span.today - Days::new(QUIET_DAYS);
    let mut tries = 0;
    while (stays.len() as u32) < before && tries < 400 {
        let mut more = stays.clone();
        desk.lay_more(&mut more, 1, (desk.span.first, quiet), rng);
        // What a guest cancelled is no visit, and the scene says how many visits there were.
        stays.extend(more.into_iter().skip(stays.len()).filter(|stay| stay.state == StayState::Departed && stay.nights() > 0));
        tries += 1;
    }
    if let Some(since) = part.since {
        stays.push(stay_of_today(part, since, desk, rng));
    }
    desk.number(&mut stays);
    stays
}

fn past_stay(past: &Past, desk: &Desk, rng: &mut impl Rng) -> Stay {
    let arrival = desk.span.today - Days::new(past.days_ago);
    let stay = plain_stay(desk, past.channel, past.room, arrival, past.nights, past.rate_yuan, rng);
    Stay {
        state: StayState::Departed,
        arrived_at: Some(at_desk(arrival, rng).max(arrival.and_hms_opt(14, 0, 0).unwrap_or_default())),
        food_fen: past.food_yuan * 100,
        other_fen: past.other_yuan * 100,
        status_on: arrival + Days::new(u64::from(past.nights)),
        ..stay
    }
}

fn stay_of_today(part: &Part, since: u64, desk: &Desk, rng: &mut impl Rng) -> Stay {
    let arrival = desk.span.today - Days::new(since);
    let stay = plain_stay(desk, part.channel, part.room, arrival, part.nights, part.rate_yuan, rng);
    let (adults, children, babies) = part.party;
    let minute = part.arrives.0 * 60 + part.arrives.1;
    let here = since > 0;
    Stay {
        state: if here { StayState::InHouse } else { StayState::Booked },
        arrive_minute: minute,
        arrived_at: here.then(|| arrival.and_hms_opt(part.arrives.0, part.arrives.1, 0)).flatten(),
        party: PartyFigures { adults, children, babies, bookings: 0 },
        status_on: if here { arrival } else { stay.booked_on },
        ..stay
    }
}

fn plain_stay(
    desk: &Desk,
    channel_words: &'static str,
    room: &str,
    arrival: NaiveDate,
    nights: u32,
    yuan: i64,
    rng: &mut impl Rng,
) -> Stay {
    let channel = match channel_words {
        "协议" => "corporate",
        "官网" | "电话" => "direct",
        _ => "online",
    };
    let room = Room::of_number(room);
    let booked_on = arrival - Days::new(rng.random_range(2..40));
    Stay {
        ordinal: 0,
        state: StayState::Booked,
        arrival,
        departure: arrival + Days::new(u64::from(nights)),
        arrive_minute: 15 * 60,
        arrived_at: None,
        room,
        room_type: room.map_or(super::house::RoomType::StandardQueen, Room::room_type),
        party: PartyFigures { adults: 1, children: 0, babies: 0, bookings: 0 },
        channel: desk.draws.figures.channels.iter().position(|one| one.channel == channel).unwrap_or(0),
        channel_words,
        rate_fen: yuan * 100,
        food_fen: 0,
        other_fen: 0,
        payment: if channel == "corporate" { "挂账" } else { "微信支付" },
        booked_on,
        status_on: booked_on,
    }
}

fn person(desk: &Desk, part: &Part, stays: &[Stay], rng: &mut impl Rng) -> Person {
    let today = desk.span.today;
    let (alpha2, language) = desk
        .names
        .country(part.country)
        .map_or_else(|| ("CN".to_owned(), "zh-CN".to_owned()), |country| (country.alpha2.clone(), country.language.clone()));
    let first = stays.first().map_or(today, |stay| stay.booked_on);
    let tail = if part.document_last4.is_empty() {
        format!("{:04}", rng.random_range(0..8_800))
    } else {
        part.document_last4.to_owned()
    };
    Person {
        name: part.name.to_owned(),
        latin_name: part.latin.to_owned(),
        title: part.title,
        born: born(part, today, rng),
        lunar_birthday: matches!(part.birthday, Birthday::LunarInDays(_)),
        country: part.country.to_owned(),
        country_alpha2: alpha2,
        language,
        company: String::new(),
        vip: part.vip,
        document_kind: match part.country {
            "CHN" => "id_card",
            "HKG" | "TWN" | "MAC" => "permit",
            _ => "passport",
        },
        document_last4: tail,
        source: "PMS 导入",
        share_consent: true,
        created: at_desk(first, rng),
    }
}

fn born(part: &Part, today: NaiveDate, rng: &mut impl Rng) -> Option<NaiveDate> {
    match part.birthday {
        Birthday::LunarInDays(days) => born_years_before(today + Days::new(days), part.years),
        Birthday::On(month, day) => NaiveDate::from_ymd_opt(today.year() - part.years, month, day),
        // Away from today, so that only the scenes' own birthdays stand on the briefing.
        Birthday::Any => Some(today - Days::new(part.years as u64 * 365 + rng.random_range(60..270))),
    }
}

fn contacts(part: &Part, index: usize, rng: &mut impl Rng) -> Vec<Contact> {
    let phone = match (part.phone, part.country) {
        ("", "CHN") => format!("1370{:03}{:04}", rng.random_range(0..1_000), 1_000 + index),
        ("", "HKG") => format!("+852 9{:03} {:04}", rng.random_range(0..1_000), 1_000 + index),
        ("", "TWN") => format!("+886 9{:02} {:03} {:03}", rng.random_range(0..100), rng.random_range(0..1_000), 100 + index),
        ("", "JPN") => format!("+81 90 {:04} {:04}", rng.random_range(1_000..10_000), 1_000 + index),
        ("", "GBR") => format!("+44 7700 900{:03}", 100 + index),
        ("", "DEU") => format!("+49 151 {:04} {:04}", rng.random_range(1_000..10_000), 1_000 + index),
        ("", _) => format!("+1 202 555 {:04}", 100 + index),
        (given, _) => given.to_owned(),
    };
    let mut found = vec![Contact { kind: ContactKind::Phone, value: phone }];
    if index == 0 {
        found.push(Contact { kind: ContactKind::Wechat, value: "wjg1974g".to_owned() });
    }
    if part.title == Title::Ms || part.country != "CHN" {
        let letters: String = any_ascii::any_ascii(part.name).chars().filter(char::is_ascii_alphanumeric).collect();
        found.push(Contact { kind: ContactKind::Email, value: format!("{}@example.com", letters.to_lowercase()) });
    }
    found
}

fn preference((kind, words): (PreferenceKind, &str), stays: &[Stay], desk: &Desk, rng: &mut impl Rng) -> Preference {
    let visits: Vec<&Stay> = stays.iter().filter(|stay| stay.arrived_at.is_some()).collect();
    let at = if visits.is_empty() {
        desk.now - Duration::hours(rng.random_range(20..90))
    } else {
        let visit = visits[rng.random_range(0..visits.len())];
        visit.arrived_at.unwrap_or(desk.now) + Duration::hours(rng.random_range(1..10))
    };
    let observed = matches!(kind, PreferenceKind::Dining | PreferenceKind::Habit) && !visits.is_empty();
    let place = match (kind, observed) {
        (PreferenceKind::Dining, true) => "餐厅",
        (_, true) => "客房部",
        _ => "前台",
    };
    Preference { kind, words: words.to_owned(), observed, place, author: Author::Reception, at: at.min(desk.now) }
}

fn complaint(trouble: &Trouble, stays: &[Stay], today: NaiveDate) -> Complaint {
    let opened = clock(today - Days::new(trouble.at.0), trouble.at.1, trouble.at.2);
    let during = |stay: &Stay| stay.arrival <= opened.date() && opened.date() <= stay.departure && stay.arrived_at.is_some();
    Complaint {
        stay: stays.iter().rposition(during).unwrap_or(stays.len() - 1),
        problem: trouble.problem,
        severity: trouble.severity,
        mood: trouble.mood,
        words: trouble.words.to_owned(),
        opened,
        opened_by: Author::Duty,
        grounds: Finding::Yes,
        steps: trouble.steps,
        closed: (trouble.steps == super::complaints::STEPS).then(|| opened + Duration::hours(13)),
        apologised: trouble.apologised.then(|| opened + Duration::minutes(6)),
        callback: trouble.callback.map(|(days, hour)| clock(today + Days::new(days), hour, 0)),
        offer: trouble.offer.map(|(remedy, words, yuan, points)| Offer { remedy, words, cost_fen: yuan * 100, points }),
        note: trouble.note.to_owned(),
    }
}

fn promises(part: &Part, complaints: &[Complaint]) -> Vec<Promise> {
    let owed = part.troubles.iter().enumerate().filter(|(_, trouble)| !trouble.promise.is_empty());
    owed.map(|(index, trouble)| Promise {
        words: trouble.promise.to_owned(),
        complaint: Some(index),
        standing: Standing::Open,
        author: Author::Duty,
        at: complaints[index].opened + Duration::minutes(25),
    })
    .collect()
}

fn clock(date: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
    date.and_hms_opt(hour, minute, 0).unwrap_or_default()
}

//! Who the guests are: name, birth, contacts, documents, wishes.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};
use rand::Rng;

use super::{
    names::{Country, NameLists},
    records::{Author, Contact, Person, Preference},
    words::Words,
};
use crate::{
    base::contact::ContactKind,
    guests::{PreferenceKind, Title},
};

const CHINA_MOBILE_HEADS: [&str; 12] = ["130", "133", "135", "136", "137", "138", "139", "150", "158", "177", "186", "189"];

/// Domains that can belong to nobody. Source: RFC 2606.
const MAIL_DOMAINS: [&str; 3] = ["example.com", "example.org", "example.net"];

/// Returns a grown-up from `country`, first written down at `on`.
pub fn person(names: &NameLists, words: &Words, country: &Country, on: NaiveDateTime, rng: &mut impl Rng) -> Person {
    let title = if rng.random_ratio(54, 100) { Title::Mr } else { Title::Ms };
    let born = birth(on.date(), rng);
    let name = names.name(country, title, born.year(), rng);
    let chinese = matches!(country.alpha3.as_str(), "CHN" | "HKG" | "TWN" | "MAC");
    let document_kind = match country.alpha3.as_str() {
        "CHN" => "id_card",
        "HKG" | "TWN" | "MAC" => "permit",
        _ => "passport",
    };
    let documented = rng.random_ratio(7, 10);
    Person {
        name: name.written,
        latin_name: name.latin,
        title,
        born: rng.random_ratio(3, 4).then_some(born),
        lunar_birthday: chinese && born.year() < 1985 && rng.random_ratio(1, 4),
        country: country.alpha3.clone(),
        country_alpha2: country.alpha2.clone(),
        language: country.language.clone(),
        company: if rng.random_ratio(1, 6) { words.company(rng).to_owned() } else { String::new() },
        vip: if rng.random_ratio(1, 150) { "V3" } else { "" },
        document_kind: if documented { document_kind } else { "" },
        document_last4: if documented { document_tail(document_kind, rng) } else { String::new() },
        source: if rng.random_ratio(3, 4) { "PMS 导入" } else { "前台登记" },
        share_consent: rng.random_ratio(3, 5),
        created: on,
    }
}

/// Returns the ways to reach somebody: most have a phone, fewer a mail address, some WeChat, some nothing.
pub fn contacts(person: &Person, country: &Country, ordinal: u64, rng: &mut impl Rng) -> Vec<Contact> {
    let mut found = Vec::new();
    if rng.random_ratio(92, 100) {
        found.push(Contact { kind: ContactKind::Phone, value: phone(country, rng) });
    }
    if rng.random_ratio(1, 40) && country.alpha3 == "CHN" {
        found.push(Contact {
            kind: ContactKind::Phone,
            value: format!("0{}-{:08}", rng.random_range(10..30), rng.random_range(20_000_000..90_000_000)),
        });
    }
    if rng.random_ratio(if country.alpha3 == "CHN" { 35 } else { 80 }, 100) {
        found.push(Contact { kind: ContactKind::Email, value: mail(person, ordinal, rng) });
    }
    if rng.random_ratio(if country.alpha3 == "CHN" { 40 } else { 5 }, 100) {
        found.push(Contact { kind: ContactKind::Wechat, value: format!("{}_{ordinal}", latin_letters(&person.name, 6)) });
    }
    found
}

/// Returns what the house knows of the wishes of somebody with `visits` visits, the last on `last`.
pub fn preferences(words: &Words, visits: usize, last: NaiveDate, rng: &mut impl Rng) -> Vec<Preference> {
    let count = match visits {
        0 => 0,
        1 => u32::from(rng.random_ratio(1, 5)),
        2..=4 => rng.random_range(0..3),
        _ => rng.random_range(1..6),
    };
    let mut found: Vec<Preference> = Vec::new();
    for _ in 0..count {
        let (kind, text) = words.preference(rng);
        if found.iter().any(|one| one.words == text) {
            continue;
        }
        let observed =
            matches!(kind, PreferenceKind::Room | PreferenceKind::Dining | PreferenceKind::Habit) && rng.random_ratio(1, 3);
        found.push(Preference {
            kind,
            words: text.to_owned(),
            observed,
            place: place(kind, observed),
            author: if rng.random_ratio(4, 5) { Author::Reception } else { Author::Duty },
            at: at_desk(last - Days::new(rng.random_range(0..40)), rng),
        });
    }
    found
}

/// Returns a local instant of that day, in the desk's busy hours.
pub fn at_desk(date: NaiveDate, rng: &mut impl Rng) -> NaiveDateTime {
    let (hour, minute, second) = (rng.random_range(7..23), rng.random_range(0..60), rng.random_range(0..60));
    date.and_hms_opt(hour, minute, second).unwrap_or_default()
}

fn place(kind: PreferenceKind, observed: bool) -> &'static str {
    match (kind, observed) {
        (PreferenceKind::Dining, true) => "餐厅",
        (_, true) => "客房部",
        _ => "前台",
    }
}

/// Adults of 19 to 79 years, most between 28 and 55.
fn birth(on: NaiveDate, rng: &mut impl Rng) -> NaiveDate {
    let years = 19.0 + (rng.random::<f64>() + rng.random::<f64>() * rng.random::<f64>()) * 30.0;
    on - Days::new((years * 365.25) as u64 + rng.random_range(0..365))
}

fn document_tail(kind: &str, rng: &mut impl Rng) -> String {
    let digits = rng.random_range(0..10_000);
    match kind {
        // The last place of an identity number is a check digit whose tenth value is X. Source: GB 11643.
        "id_card" if rng.random_ratio(1, 11) => format!("{:03}X", digits / 10),
        _ => format!("{digits:04}"),
    }
}

fn phone(country: &Country, rng: &mut impl Rng) -> String {
    match country.alpha3.as_str() {
        "CHN" => {
            let head = CHINA_MOBILE_HEADS[rng.random_range(0..CHINA_MOBILE_HEADS.len())];
            format!("{head}{:08}", rng.random_range(0..100_000_000))
        }
        "HKG" | "MAC" | "SGP" => {
            format!("+{} {:04} {:04}", country.dial, rng.random_range(6_000..9_900), rng.random_range(0..10_000))
        }
        _ => format!(
            "+{} {} {:03} {:03}",
            country.dial,
            rng.random_range(200..1_000),
            rng.random_range(0..1_000),
            rng.random_range(0..1_000)
        ),
    }
}

fn mail(person: &Person, ordinal: u64, rng: &mut impl Rng) -> String {
    let from = if person.latin_name.is_empty() { &person.name } else { &person.latin_name };
    let domain = MAIL_DOMAINS[rng.random_range(0..MAIL_DOMAINS.len())];
    format!("{}{}@{domain}", latin_letters(from, 12), ordinal % 10_000)
}

fn latin_letters(text: &str, max: usize) -> String {
    let letters: String = any_ascii::any_ascii(text).chars().filter(char::is_ascii_alphanumeric).take(max).collect();
    if letters.is_empty() { "guest".to_owned() } else { letters.to_lowercase() }
}

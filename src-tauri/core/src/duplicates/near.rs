//! One guest who was just written: who may they be already? Asked of the indexes, never of everybody, before each commit.

use std::collections::HashSet;

use super::{
    among::{SCORE_MIN, reasons, weight},
    commons::{Commons, is_like},
    model::{Model, probability},
    pool::Pool,
    rows,
    traits::{Birth, Particulars, Traits},
};
use crate::{
    base::{
        error::Result,
        ids::{GuestId, RawId},
        time::Instant,
    },
    db::Db,
    search,
};

/// Guests of one write up to which each is looked at; an import is left to the next full run.
const GUESTS_MAX: usize = 20;
/// Guests that one kind of key proposes.
const PROPOSED_MAX: usize = 40;
/// Guests of one name up to which each is looked at; a commoner name is no reason to.
const NAMESAKES_MAX: usize = 12;
/// Guests of one birthday whose names are looked at: four times what a day has among a million guests.
const BORN_MAX: usize = 100;
/// Suspects of one guest that are written, the likeliest.
const SUSPECTS_MAX: usize = 20;
/// Last digits of a phone by which a guest is proposed.
const PHONE_TAIL: usize = 7;

/// Looks again whom each of these guests may be, and writes it; what they were suspected of before and no longer are is
/// forgotten, what was dismissed stays dismissed. The store calls it before a commit, behind the search's own refresh.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn refresh(db: &Db, at: Instant, guests: &[RawId]) -> Result<()> {
    if guests.len() > GUESTS_MAX {
        return Ok(());
    }
    guests.iter().try_for_each(|guest| refresh_one(db, at, GuestId::from(*guest)))
}

fn refresh_one(db: &Db, at: Instant, guest: GuestId) -> Result<()> {
    let Some(person) = rows::person(db, guest)? else {
        return rows::forget_of_guest(db, guest, &HashSet::new());
    };
    let mut others = proposed(db, &person)?;
    others.remove(&guest);
    let mut others: Vec<GuestId> = others.into_iter().collect();
    others.sort_unstable();
    let mut pool = Pool::default();
    let mut ids = vec![guest];
    let mut people = vec![Traits::of(&person, &mut pool)];
    for other in others {
        if let Some(person) = rows::person(db, other)? {
            ids.push(other);
            people.push(Traits::of(&person, &mut pool));
        }
    }
    let (model, commons) = known(db, &mut people, &pool)?;
    let Some(own) = people.first() else { return Ok(()) };
    let score = |traits: &Traits| probability(weight(own, traits, &model, &commons, &pool) + model.prior_bits());
    let mut found: Vec<(f64, GuestId, &Traits)> =
        ids.iter().zip(&people).skip(1).map(|(other, traits)| (score(traits), *other, traits)).collect();
    found.retain(|(score, _, _)| *score >= SCORE_MIN);
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    found.truncate(SUSPECTS_MAX);
    for (score, other, traits) in &found {
        rows::put_suspect(db, (guest, *other), *score, &reasons(own, traits, &model, &commons, &pool), at)?;
    }
    rows::forget_of_guest(db, guest, &found.iter().map(|(_, other, _)| *other).collect())
}

/// Returns what the last full run learnt, or what the house expects; and takes placeholders away, also those that show among
/// `people` themselves, so that an agency's phone is known as one from its fourth guest.
fn known(db: &Db, people: &mut [Traits], pool: &Pool) -> Result<(Model, Commons)> {
    let asked: Vec<u64> = people.first().map(|own| Commons::asked(own, pool)).unwrap_or_default();
    let learnt = rows::model(db)?;
    let learnt_from = learnt.as_ref().map_or(0, |model| model.guests);
    let mut commons = rows::commons(db, learnt_from, &asked)?;
    commons.learn_contacts(people, pool);
    for person in people {
        commons.strip(person, pool);
    }
    let model = match learnt {
        Some(model) => model,
        None => Model::of_house(rows::guests_about(db)?),
    };
    Ok((model, commons))
}

/// Returns guests who share a key with this one, a bounded number by each. A phone, mail address or document is reason enough
/// to look; a name where few have it; a birthday where the name is like.
fn proposed(db: &Db, person: &Particulars) -> Result<HashSet<GuestId>> {
    let mut found: HashSet<GuestId> = HashSet::new();
    for phone in &person.phones {
        found.extend(search::numbered_alike(db, phone, PHONE_TAIL, PROPOSED_MAX)?);
    }
    for mail in &person.emails {
        if let Some((local, _)) = mail.rsplit_once('@') {
            found.extend(rows::with_mail(db, local, PROPOSED_MAX)?);
        }
    }
    if let Some(hash) = &person.document {
        found.extend(rows::with_document(db, hash, PROPOSED_MAX)?);
    }
    let namesakes = search::named_alike(db, &person.name, &person.latin_name, NAMESAKES_MAX + 1)?;
    if namesakes.len() <= NAMESAKES_MAX {
        found.extend(namesakes);
    }
    found.extend(same_birthday(db, person)?);
    Ok(found)
}

/// Returns guests of the same birthday whose name is like this one's.
fn same_birthday(db: &Db, person: &Particulars) -> Result<Vec<GuestId>> {
    let mut pool = Pool::default();
    let own = Traits::of(&named(&person.name, &person.latin_name), &mut pool);
    let mut found = Vec::new();
    for date in days(person.birth_date.as_deref().unwrap_or_default()) {
        for (guest, name, latin_name) in rows::born_on(db, &date, BORN_MAX)? {
            if is_like(&own, &Traits::of(&named(&name, &latin_name), &mut pool), &pool) {
                found.push(guest);
            }
        }
    }
    Ok(found)
}

fn named(name: &str, latin_name: &str) -> Particulars {
    Particulars { name: name.to_owned(), latin_name: latin_name.to_owned(), ..Particulars::default() }
}

/// Returns a day of birth as it may have been written: as it is, and with day and month exchanged.
fn days(date: &str) -> Vec<String> {
    let birth = Birth::of(date);
    if birth.is_none() || birth.year == 0 {
        return Vec::new();
    }
    let written = |month: u8, day: u8| format!("{:04}-{month:02}-{day:02}", birth.year);
    let mut days = vec![written(birth.month, birth.day)];
    if birth.month != birth.day {
        days.push(written(birth.day, birth.month));
    }
    days
}

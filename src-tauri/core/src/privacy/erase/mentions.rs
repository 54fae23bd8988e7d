//! The same words in what is somebody else's: a name in the duty log, a telephone in a colleague's note. They are told before,
//! and struck out where the data officer says so, for a namesake may be meant.

use serde::Serialize;

use crate::{
    base::{error::Result, ids::GuestId},
    db::Db,
    guests, stored_words,
};

stored_words! {
    /// Where words of a guest may stand beside their own records.
    pub enum MentionPlace {
        /// Notes, wishes, promises, dealings, companions, alerts and tasks of other guests.
        Guests = "guests",
        /// Complaints of others, and corrective actions.
        Complaints = "complaints",
        /// 大堂副理日志 and handovers.
        Duty = "duty",
        /// Before and after of what was done to somebody else's records.
        History = "history",
    }
}

/// How often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Mention {
    /// Where.
    pub place: MentionPlace,
    /// Texts.
    #[specta(type = f64)]
    pub count: u64,
}

/// Shortest name that is looked for.
const NAME_MIN: usize = 2;
/// Shortest number or address that is looked for.
const NUMBER_MIN: usize = 5;

/// Returns the words that name the person: every name and contact, as they are written and compared.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn words(db: &Db, current: GuestId) -> Result<Vec<String>> {
    let mut words = Vec::new();
    for record in super::rows::person(db, current)? {
        let guest = guests::get(db, record)?;
        let names = [guest.name, guest.latin_name].into_iter().filter(|name| name.chars().count() >= NAME_MIN);
        words.extend(names);
        let contacts = guests::contacts_of(db, record)?.into_iter();
        let numbers = contacts.flat_map(|contact| {
            let normal = crate::base::contact::normal(contact.kind, &contact.value).unwrap_or_default();
            [contact.value, normal]
        });
        words.extend(numbers.filter(|number| number.chars().count() >= NUMBER_MIN));
    }
    // The longest first: what is struck is struck whole.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    Ok(words)
}

/// Strikes `words` out of what is told in `places`. Returns how many texts there were.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn strike(db: &Db, words: &[String], places: &[MentionPlace]) -> Result<u64> {
    let mut struck = 0;
    for (place, sql) in super::rows::MENTIONS {
        if !places.contains(place) {
            continue;
        }
        for word in words {
            // Bodies are JSON: a word stands there as JSON writes it.
            let quoted = serde_json::to_string(word).unwrap_or_default();
            let quoted = quoted.trim_matches('"');
            if *place == MentionPlace::History {
                super::rows::forget_struck(db, quoted)?;
            }
            struck += super::rows::strike(db, sql, quoted)?;
        }
    }
    Ok(struck)
}

/// Returns how often `words` stand in each place: for a view that is taken back, for they are struck to be counted.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn counted(db: &Db, words: &[String]) -> Result<Vec<Mention>> {
    let mut found = Vec::new();
    for place in MentionPlace::ALL {
        let count = db.past_guards(|| strike(db, words, &[*place]))?;
        if count > 0 {
            found.push(Mention { place: *place, count });
        }
    }
    Ok(found)
}

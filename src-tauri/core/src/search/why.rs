//! Why a guest was found, as data: the field, the text that may be shown, and where in it the hit lies. Pure.

use serde::Serialize;

use super::fold::plain;
use super::index::{TAIL_MIN, reversed};
use super::matching::{self, Fit, Fitting, Taken};
use super::names::{Forms, Source};
use super::question::Term;
use super::readings::pronunciation;
use super::rows::{Contact, Person};
use super::tokens::Grade;
use crate::base::contact::{self, ContactKind};

/// Digits from which a number may be known by its beginning.
const BEGINNING_MIN: usize = 6;
/// Letters from which a mail address may be known by its beginning.
const EMAIL_MIN: usize = 3;
/// Digits shown of a document.
const DOCUMENT_SHOWN: usize = 4;

/// What of a guest was matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The name as it is written.
    Name,
    /// The name as it is said.
    Pinyin,
    /// The first letters of what is said.
    Initials,
    /// A name under which the guest was written down before two records were merged.
    OtherName,
    /// The end of a telephone number.
    PhoneTail,
    /// The beginning of a telephone number.
    Phone,
    /// The member number, whole, its beginning or its end.
    MemberNo,
    /// The end of a document's number.
    DocumentTail,
    /// The room of a present or coming stay.
    Room,
    /// The beginning of a mail address.
    Email,
    /// The company.
    Company,
    /// The beginning of a confirmation number.
    Confirmation,
    /// The beginning of a complaint's number.
    Ticket,
}

/// Where a hit lies in a shown text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
pub struct Mark {
    /// First character, counted in Unicode scalar values.
    pub start: u32,
    /// Characters.
    pub length: u32,
}

/// One reason for which a guest was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Why {
    /// What was matched.
    pub field: Field,
    /// What may be shown of it: contacts masked, a name with tone marks where it was matched by its sound.
    pub shown: String,
    /// Where in `shown` the hit lies, in order.
    pub marks: Vec<Mark>,
    /// What was typed for it, folded.
    pub typed: String,
}

impl Mark {
    pub(crate) fn at(start: usize, length: usize) -> Self {
        Self { start: u32::try_from(start).unwrap_or(u32::MAX), length: u32::try_from(length).unwrap_or(u32::MAX) }
    }
}

impl Why {
    /// Returns a reason whose hit is the first `length` characters of `shown`.
    pub(crate) fn beginning(field: Field, shown: &str, length: usize, typed: &str) -> Self {
        let marks = vec![Mark::at(0, length.min(shown.chars().count()))];
        Self { field, shown: shown.to_owned(), marks, typed: typed.to_owned() }
    }

    fn end(field: Field, shown: String, length: usize, typed: &str) -> Self {
        let all = shown.chars().count();
        let length = length.min(all);
        Self { field, marks: vec![Mark::at(all - length, length)], shown, typed: typed.to_owned() }
    }
}

/// Everything about one guest that a question is held against.
pub(crate) struct Subject<'a> {
    pub(crate) person: &'a Person,
    pub(crate) contacts: &'a [Contact],
    /// Rooms of present or coming stays.
    pub(crate) rooms: &'a [String],
}

/// Returns how well a guest fits every term, and why; nothing where one term does not fit.
pub(crate) fn judge(subject: &Subject<'_>, terms: &[Term]) -> Option<(Grade, Vec<Why>)> {
    let mut whys = Vec::new();
    let mut names: Vec<&Term> = terms.iter().filter(|term| term.is_name()).collect();
    for term in terms.iter().filter(|term| !term.is_name()) {
        whys.push(number(subject, term.text())?);
    }
    let person = subject.person;
    let forms = Forms::of_person(person);
    let mut fit = matching::fit(&forms, &person.company, &names);
    if fit.is_none() {
        // A word that is in no name may begin a mail address.
        let (addresses, rest): (Vec<&Term>, Vec<&Term>) = names.iter().partition(|term| email(subject, term.text()).is_some());
        whys.extend(addresses.iter().filter_map(|term| email(subject, term.text())));
        names = rest;
        fit = matching::fit(&forms, &person.company, &names).filter(|_| !addresses.is_empty());
    }
    let fit = fit?;
    let grade = if names.is_empty() { Grade::Start } else { fit.grade };
    let mut all = in_names(&forms, person, &fit, &names);
    all.extend(whys);
    Some((grade, all))
}

/// Returns the reasons of a fit, terms of one field joined.
fn in_names(forms: &Forms, person: &Person, fit: &Fit, terms: &[&Term]) -> Vec<Why> {
    let mut whys: Vec<Why> = Vec::new();
    for (fitting, term) in fit.places.iter().zip(terms) {
        let Some(why) = in_name(forms, person, fitting, term.text()) else { continue };
        match whys.iter_mut().find(|known| known.field == why.field && known.shown == why.shown) {
            Some(known) => {
                known.marks.extend(why.marks);
                known.marks.sort_unstable();
                known.typed = format!("{} {}", known.typed, why.typed);
            }
            None => whys.push(why),
        }
    }
    whys
}

fn in_name(forms: &Forms, person: &Person, fitting: &Fitting, typed: &str) -> Option<Why> {
    match fitting {
        Fitting::Company(_) => {
            let marks = matching::span_in_company(&person.company, typed);
            let marks = marks.into_iter().map(|(start, length)| Mark::at(start, length)).collect();
            Some(Why { field: Field::Company, shown: plain(&person.company), marks, typed: typed.to_owned() })
        }
        Fitting::Name { unit, source: Some(Source::Pinyin), taken } if !forms.is_other(*unit) => {
            in_pinyin(&forms.units.get(*unit)?.text, taken, typed)
        }
        Fitting::Name { unit, taken, .. } => {
            let field = if forms.is_other(*unit) { Field::OtherName } else { Field::Name };
            let unit = forms.units.get(*unit)?;
            let mark = |taken: &Taken| {
                let (start, length) = unit.spans.get(taken.place)?;
                Some(Mark::at(*start, if taken.whole { *length } else { taken.letters.min(*length) }))
            };
            let mut marks: Vec<Mark> = taken.iter().filter_map(mark).collect();
            marks.sort_unstable();
            Some(Why { field, shown: unit.text.clone(), marks, typed: typed.to_owned() })
        }
    }
}

fn in_pinyin(name: &str, taken: &[Taken], typed: &str) -> Option<Why> {
    let syllables = pronunciation(name);
    let mut starts = Vec::with_capacity(syllables.len());
    let mut shown = String::new();
    let mut length = 0;
    for syllable in &syllables {
        if !shown.is_empty() {
            shown.push(' ');
            length += 1;
        }
        let letters = syllable.reading.chars().count();
        starts.push((length, letters));
        shown.push_str(&syllable.reading);
        length += letters;
    }
    let mark = |taken: &Taken| {
        let (start, letters) = starts.get(taken.place)?;
        Some(Mark::at(*start, if taken.whole || taken.rare { *letters } else { taken.letters.min(*letters) }))
    };
    let abbreviated = taken.iter().all(|taken| !taken.whole && taken.letters == 1);
    let field = if abbreviated { Field::Initials } else { Field::Pinyin };
    Some(Why { field, shown, marks: taken.iter().map(mark).collect::<Option<_>>()?, typed: typed.to_owned() })
}

/// Returns for what the digits stand: a room, a member number, a telephone's or document's end.
fn number(subject: &Subject<'_>, digits: &str) -> Option<Why> {
    room(subject, digits)
        .or_else(|| whole_member_no(subject, digits))
        .or_else(|| phone_tail(subject, digits))
        .or_else(|| member_no(subject, digits))
        .or_else(|| document(subject, digits))
        .or_else(|| phone_beginning(subject, digits))
}

fn room(subject: &Subject<'_>, digits: &str) -> Option<Why> {
    let room = subject.rooms.iter().find(|room| room.starts_with(digits))?;
    Some(Why::beginning(Field::Room, room, digits.len(), digits))
}

fn whole_member_no(subject: &Subject<'_>, digits: &str) -> Option<Why> {
    let same = |number: &&str| *number == digits || number.trim_start_matches('0') == digits;
    let number = member_numbers(subject).find(same)?;
    Some(Why::end(Field::MemberNo, number.to_owned(), digits.len(), digits))
}

/// Returns the guest's member number, and those of the records that were merged into theirs.
fn member_numbers<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = &'s str> {
    let own = subject.person.member_no.as_str();
    std::iter::once(own).chain(subject.person.other_numbers.split(' ')).filter(|number| !number.is_empty())
}

fn member_no(subject: &Subject<'_>, digits: &str) -> Option<Why> {
    if digits.len() < TAIL_MIN {
        return None;
    }
    if let Some(number) = member_numbers(subject).find(|number| number.ends_with(digits)) {
        return Some(Why::end(Field::MemberNo, number.to_owned(), digits.len(), digits));
    }
    let number = member_numbers(subject).find(|number| number.starts_with(digits))?;
    Some(Why::beginning(Field::MemberNo, number, digits.len(), digits))
}

fn phone_tail(subject: &Subject<'_>, digits: &str) -> Option<Why> {
    let asked = reversed(digits)?;
    let phones = subject.contacts.iter().filter(|contact| contact.kind == ContactKind::Phone);
    let mut fitting = phones.filter(|phone| reversed(&phone.normal).is_some_and(|number| number.starts_with(&asked)));
    let masked = fitting.next().map(|phone| contact::masked(phone.kind, &phone.value))?;
    Some(Why::end(Field::PhoneTail, masked, digits.len().min(contact::TAIL_SHOWN), digits))
}

fn phone_beginning(subject: &Subject<'_>, digits: &str) -> Option<Why> {
    let mut phones = subject.contacts.iter().filter(|contact| contact.kind == ContactKind::Phone);
    let home = |number: &str| number.trim_start_matches("+86").trim_start_matches('+').starts_with(digits);
    let phone = phones.find(|phone| digits.len() >= BEGINNING_MIN && home(&phone.normal))?;
    let masked = contact::masked(phone.kind, &phone.value);
    let shown = masked.chars().take_while(char::is_ascii_digit).count();
    Some(Why::beginning(Field::Phone, &masked, shown, digits))
}

fn document(subject: &Subject<'_>, digits: &str) -> Option<Why> {
    let last4 = &subject.person.document_last4;
    let fits = digits.len() >= TAIL_MIN && digits.len() <= DOCUMENT_SHOWN && last4.ends_with(digits);
    fits.then(|| Why::end(Field::DocumentTail, format!("•••• {last4}"), digits.len(), digits))
}

fn email(subject: &Subject<'_>, letters: &str) -> Option<Why> {
    let fits = |contact: &&Contact| contact.kind == ContactKind::Email && contact.normal.starts_with(letters);
    let contact = subject.contacts.iter().find(|contact| letters.len() >= EMAIL_MIN && fits(contact))?;
    Some(email_hit(contact, letters))
}

/// Returns why a mail address that begins with `typed` was found.
pub(crate) fn email_hit(contact: &Contact, typed: &str) -> Why {
    Why::beginning(Field::Email, &contact::masked(contact.kind, &contact.value), 1, typed)
}

#[cfg(test)]
mod tests {
    use super::super::question::Question;
    use super::*;

    fn person() -> Person {
        Person {
            name: "王建國".to_owned(),
            latin_name: "WONG/KIN KWOK".to_owned(),
            title: "mr".to_owned(),
            company: "杭州望江科技".to_owned(),
            document_last4: "331X".to_owned(),
            member_no: "00017432".to_owned(),
            other_numbers: String::new(),
            other_names: String::new(),
            profile: "guest".to_owned(),
            tier: "gold".to_owned(),
            last_departure: None,
        }
    }

    fn contacts() -> Vec<Contact> {
        let contact = |kind, value: &str| Contact {
            kind,
            value: value.to_owned(),
            normal: contact::normal(kind, value).expect("the test's contacts are readable"),
        };
        vec![contact(ContactKind::Phone, "138 1234 8812"), contact(ContactKind::Email, "Jianguo.W@example.com")]
    }

    /// Shows each reason as `field:text` with the hit in brackets.
    fn reasons(typed: &str) -> String {
        let (person, contacts, rooms) = (person(), contacts(), ["1206".to_owned()]);
        let subject = Subject { person: &person, contacts: &contacts, rooms: &rooms };
        let question = Question::of(typed);
        let whys = question.readings.iter().find_map(|terms| judge(&subject, terms)).map(|(_, whys)| whys).unwrap_or_default();
        whys.iter().map(|why| format!("{:?}:{}", why.field, bracketed(why))).collect::<Vec<_>>().join(" ")
    }

    fn bracketed(why: &Why) -> String {
        let mut shown: Vec<String> = why.shown.chars().map(String::from).collect();
        for mark in why.marks.iter().rev() {
            shown.insert((mark.start + mark.length) as usize, "]".to_owned());
            shown.insert(mark.start as usize, "[".to_owned());
        }
        shown.concat()
    }

    #[test]
    fn every_hit_says_its_field_and_where_it_lies() {
        let check = |typed: &str, expected: &str| assert_eq!(reasons(typed), expected, "why {typed:?}");
        check("w 8812", "Initials:[w]áng jiàn guó PhoneTail:138 •••• [8812]");
        check("w812", "Initials:[w]áng jiàn guó PhoneTail:138 •••• 8[812]");
        check("wjg", "Initials:[w]áng [j]iàn [g]uó");
        check("wangjianguo", "Pinyin:[wáng] [jiàn] [guó]");
        check("wang jg", "Pinyin:[wáng] jiàn guó Initials:wáng [j]iàn [g]uó");
        check("wangj", "Pinyin:[wáng] [j]iàn guó");
        check("王建国", "Name:[王][建][國]");
        check("王建國 1206", "Name:[王][建][國] Room:[1206]");
        check("12", "Room:[12]06");
        check("kwok", "Name:WONG/KIN [KWOK]");
        check("kin kwok wong", "Name:[WONG]/[KIN] [KWOK]");
        check("00017432", "MemberNo:[00017432]");
        check("17432", "MemberNo:000[17432]");
        check("7432", "MemberNo:0001[7432]");
        check("0001", "MemberNo:[0001]7432");
        check("331", "");
        check("138123", "Phone:[138] •••• 8812");
        check("+86 138 1234 8812", "PhoneTail:138 •••• [8812]");
        check("jianguo", "Pinyin:wáng [jiàn] [guó]");
        check("望江", "Company:杭州[望江]科技");
        check("w 望江 8812", "Initials:[w]áng jiàn guó Company:杭州[望江]科技 PhoneTail:138 •••• [8812]");
        check("l 8812", "");
        check("w 8813", "");
        check("88", "");
    }
}

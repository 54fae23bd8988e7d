//! What one guest is compared by: names in every form, numbers and dates in one, each text by its number. Pure.

use super::{
    nicknames,
    pool::{NONE, Pool, Sym},
};
use crate::{
    base::contact,
    search::{Forms, NameSource, Saying, fold_text},
};

/// Names of one guest that are compared: as written, and in Latin letters.
const NAMES: usize = 2;
/// Phones of one guest that are compared.
const PHONES: usize = 3;
/// Mail addresses of one guest that are compared.
const EMAILS: usize = 2;
/// Fewest digits of a phone that say anything.
const PHONE_DIGITS_MIN: usize = 7;
/// Digits of a phone that are compared, from its end: country and trunk prefixes are written or not.
const PHONE_DIGITS: usize = 11;

/// Words that are written where nobody knew. Learnt ones come from the data; these are known before.
const NOBODY: &[&str] = &[
    "tbc",
    "tba",
    "tbd",
    "na",
    "none",
    "null",
    "nil",
    "unknown",
    "noname",
    "guest",
    "walkin",
    "walkinguest",
    "test",
    "xxx",
    "xx",
    "x",
    "anonymous",
    "sanke",
    "散客",
    "客人",
    "团队",
    "未知",
    "待定",
    "无",
    "测试",
    "无名",
    "匿名",
    "走客",
];

/// Words that begin a family name. Source: house table, 2026.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van",
    "vom", "von", "zu",
];

/// A guest as the file or another source gives them, before anything is folded.
#[derive(Debug, Clone, Default)]
pub struct Particulars {
    /// As the guest writes it.
    pub name: String,
    /// In Latin letters, where given.
    pub latin_name: String,
    /// Phones as written.
    pub phones: Vec<String>,
    /// Mail addresses as written.
    pub emails: Vec<String>,
    /// ISO date, or `--MM-DD` where the year is not known.
    pub birth_date: Option<String>,
    /// Keyed hash of the document's number.
    pub document: Option<Vec<u8>>,
    /// Last characters of the document's number.
    pub document_last4: String,
    /// Employer or agency.
    pub company: String,
    /// Where the guest lives, as far as a source says.
    pub address: Address,
}

/// An address in its parts; every one may be empty.
#[derive(Debug, Clone, Default)]
pub struct Address {
    /// House number.
    pub number: String,
    /// Street.
    pub street: String,
    /// Town or suburb.
    pub place: String,
    /// Postcode.
    pub postcode: String,
}

/// One name in its two halves; a half that is not there is [`NONE`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) family: Half,
    pub(crate) given: Half,
}

/// A family or given name as written without spaces, as said, and as said by others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Half {
    /// Folded Han, kana or Hangul.
    pub(crate) signs: Sym,
    /// In letters.
    pub(crate) letters: Sym,
    /// Another reading of the same signs.
    pub(crate) other: Sym,
    /// The name that this one is short for, where it is a nickname.
    pub(crate) formal: Sym,
}

impl Half {
    pub(crate) fn is_none(self) -> bool {
        self.signs == NONE && self.letters == NONE
    }

    /// Returns the number under which this half is counted.
    pub(crate) fn counted(self) -> Sym {
        if self.signs == NONE { self.letters } else { self.signs }
    }
}

/// A day of birth; 0 in a place that is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Birth {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

impl Birth {
    /// Returns the day that `text` names, `1974-07-19` or `--07-19`; nothing where it is another thing. Days that no calendar
    /// has are kept: they are what somebody wrote.
    pub(crate) fn of(text: &str) -> Self {
        let (year, rest) = match text.strip_prefix("--") {
            Some(rest) => (0, rest),
            None => match text.split_once('-') {
                Some((year, rest)) => (year.parse().unwrap_or(0), rest),
                None => return Self::default(),
            },
        };
        let Some((month, day)) = rest.split_once('-') else { return Self::default() };
        match (month.parse(), day.parse()) {
            (Ok(month), Ok(day)) if month > 0 && day > 0 && month < 100 && day < 100 => Self { year, month, day },
            _ => Self::default(),
        }
    }

    pub(crate) fn is_none(self) -> bool {
        self.day == 0
    }

    /// Returns the day as one number, the year first.
    pub(crate) fn number(self) -> u32 {
        u32::from(self.year) * 10_000 + u32::from(self.month) * 100 + u32::from(self.day)
    }
}

/// Everything by which two guests are compared; of one size, so that a million of them are one list.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Traits {
    pub(crate) names: [Name; NAMES],
    /// Last digits as a number, 0 for none.
    pub(crate) phones: [u64; PHONES],
    /// What stands before and behind the `@`.
    pub(crate) emails: [(Sym, Sym); EMAILS],
    pub(crate) birth: Birth,
    /// Digest of the document's hash, 0 for none.
    pub(crate) document: u64,
    pub(crate) document_tail: Sym,
    pub(crate) company: Sym,
    pub(crate) number: Sym,
    pub(crate) street: Sym,
    pub(crate) place: Sym,
    pub(crate) postcode: Sym,
}

impl Traits {
    /// Returns what `guest` is compared by.
    pub(crate) fn of(guest: &Particulars, pool: &mut Pool) -> Self {
        let tail: String = plain(&guest.document_last4);
        Self {
            names: names(guest, pool),
            phones: first(guest.phones.iter().filter_map(|phone| phone_number(phone))),
            emails: first(guest.emails.iter().filter_map(|mail| email(mail, pool))),
            birth: guest.birth_date.as_deref().map(Birth::of).unwrap_or_default(),
            document: guest.document.as_deref().map_or(0, document),
            document_tail: if tail.len() < 3 { NONE } else { pool.sym(&tail) },
            company: known(&guest.company, pool),
            number: pool.sym(&plain(&guest.address.number)),
            street: known(&guest.address.street, pool),
            place: known(&guest.address.place, pool),
            postcode: pool.sym(&plain(&guest.address.postcode)),
        }
    }

    /// Returns the names that are there.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Name> {
        self.names.iter().filter(|name| !name.family.is_none())
    }
}

/// Returns a phone's last digits as a number, or `None` where they are too few or all the same.
pub(crate) fn phone_number(phone: &str) -> Option<u64> {
    let normal = contact::normal_phone(phone)?;
    let digits: Vec<u8> = normal.bytes().filter(u8::is_ascii_digit).collect();
    let national = digits.get(digits.len().saturating_sub(PHONE_DIGITS)..)?;
    let one_digit = national.windows(2).all(|pair| pair.first() == pair.last());
    if national.len() < PHONE_DIGITS_MIN || one_digit {
        return None;
    }
    Some(national.iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))).filter(|number| *number > 0)
}

fn email(mail: &str, pool: &mut Pool) -> Option<(Sym, Sym)> {
    let normal = contact::normal_email(mail)?;
    let (local, domain) = normal.rsplit_once('@')?;
    Some((pool.sym(local), pool.sym(domain)))
}

fn document(hash: &[u8]) -> u64 {
    let folded = hash.chunks(8).fold(0_u64, |sum, chunk| {
        let word = chunk.iter().fold(0_u64, |word, byte| (word << 8) | u64::from(*byte));
        super::pool::mixed(sum, word)
    });
    folded.max(1)
}

fn first<T: Default + Copy + PartialEq, const N: usize>(found: impl Iterator<Item = T>) -> [T; N] {
    let mut kept = [T::default(); N];
    let mut filled = 0;
    for value in found {
        if kept.contains(&value) {
            continue;
        }
        let Some(slot) = kept.get_mut(filled) else { break };
        *slot = value;
        filled += 1;
    }
    kept
}

/// Returns a text folded for comparing: one script, small letters, no spaces or marks.
pub(crate) fn plain(text: &str) -> String {
    fold_text(text)
}

fn known(text: &str, pool: &mut Pool) -> Sym {
    let text = plain(text);
    if is_nobody(&text) { NONE } else { pool.sym(&text) }
}

/// Returns whether a folded text is what people write where nobody knew: nothing that can be read, or a word for it.
pub(crate) fn is_nobody(folded: &str) -> bool {
    folded.is_empty() || NOBODY.contains(&folded)
}

fn names(guest: &Particulars, pool: &mut Pool) -> [Name; NAMES] {
    if is_nobody(&plain(&guest.name)) && is_nobody(&plain(&guest.latin_name)) {
        return Default::default();
    }
    let written = name_of(&guest.name, pool);
    let latin = if guest.latin_name.trim().is_empty() { Vec::new() } else { name_of(&guest.latin_name, pool) };
    first(written.into_iter().chain(latin))
}

fn name_of(name: &str, pool: &mut Pool) -> Vec<Name> {
    if is_nobody(&plain(name)) {
        return Vec::new();
    }
    let forms = Forms::of(name, "");
    let mut found: Vec<Name> = Vec::new();
    if let Some(writing) = forms.writings.first() {
        let cut = writing.inner_starts.first().copied().unwrap_or(writing.signs.len());
        let saying = forms.sayings.iter().find(|saying| saying.unit == writing.unit && saying.source != NameSource::Words);
        let half = |from: usize, to: usize, pool: &mut Pool| {
            let signs: String = writing.signs.iter().skip(from).take(to - from).collect();
            let (letters, other) = saying.map(|saying| said(saying, from, to)).unwrap_or_default();
            Half { signs: pool.sym(&signs), letters: pool.sym(&letters), other: pool.sym(&other), formal: NONE }
        };
        found.push(Name { family: half(0, cut, pool), given: half(cut, writing.signs.len(), pool) });
    }
    if let Some(saying) = forms.sayings.iter().find(|saying| saying.source == NameSource::Words) {
        found.extend(words_name(name, saying, pool));
    }
    if let [signs, words] = found.as_slice()
        && signs.given.is_none()
        && words.given.is_none()
    {
        // `陈 Peter`: a family name in signs and a given one in letters.
        return vec![Name { family: signs.family, given: words.family }];
    }
    found
}

/// Returns how the places `from..to` are said, usually and otherwise; the second is empty where there is one way only.
fn said(saying: &Saying, from: usize, to: usize) -> (String, String) {
    let parts = || saying.parts.iter().filter(|part| (from..to).contains(&part.place));
    let usual: String = parts().filter_map(|part| part.usual.first()).map(String::as_str).collect();
    let other: String =
        parts().filter_map(|part| part.rare.first().or(part.usual.get(1)).or(part.usual.first())).map(String::as_str).collect();
    let other = if other == usual { String::new() } else { other };
    (usual, other)
}

/// Returns a name of words: the family name stands before a comma or stroke, else last. Whoever compares looks at the other
/// order too.
fn words_name(name: &str, saying: &Saying, pool: &mut Pool) -> Option<Name> {
    let before = name.split([',', '/']).next().unwrap_or_default();
    let words = saying.parts.len();
    let family_words = Forms::of(before, "").sayings.first().map_or(1, |saying| saying.parts.len());
    let family = if before.len() < name.len() && family_words < words { 0..family_words } else { family_behind(saying)?..words };
    let is_family = |place: usize| family.contains(&place);
    Some(Name { family: half_of(saying, is_family, pool), given: half_of(saying, |place| !is_family(place), pool) })
}

/// Returns the word at which the family name begins where it stands last: `van der Berg` begins at `van`.
fn family_behind(saying: &Saying) -> Option<usize> {
    let is_particle = |place: usize| {
        let part = saying.parts.get(place).and_then(|part| part.usual.first());
        part.is_some_and(|word| PARTICLES.contains(&word.as_str()))
    };
    let mut first = saying.parts.len().checked_sub(1)?;
    while first > 1 && is_particle(first - 1) {
        first -= 1;
    }
    Some(first)
}

fn half_of(saying: &Saying, is_here: impl Fn(usize) -> bool, pool: &mut Pool) -> Half {
    let parts = || saying.parts.iter().enumerate().filter(|(place, _)| is_here(*place)).map(|(_, part)| part);
    let letters: String = parts().filter_map(|part| part.usual.first()).map(String::as_str).collect();
    let other: String = parts().filter_map(|part| part.usual.last()).map(String::as_str).collect();
    let other = if other == letters { NONE } else { pool.sym(&other) };
    let formal = nicknames::formal(&letters).unwrap_or_default();
    Half { signs: NONE, letters: pool.sym(&letters), other, formal: pool.sym(formal) }
}

/// Returns the first eight letters of a text as a number, in the order of texts.
pub(crate) fn beginning(text: &str) -> u64 {
    let start = text.bytes().chain(std::iter::repeat(0)).take(8);
    start.fold(0, |number, byte| (number << 8) | u64::from(byte))
}

/// Returns a number for several numbers in any order.
pub(crate) fn together(a: u64, b: u64) -> u64 {
    super::pool::mixed(a.min(b), a.max(b))
}

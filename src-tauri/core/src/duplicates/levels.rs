//! How alike two guests are, feature by feature. Pure; says nothing about how much a likeness weighs.

use strsim::{jaro_winkler, osa_distance};

use super::{
    pool::{NONE, Pool, Sym},
    traits::{Birth, Half, Name, Traits},
};
use crate::stored_words;

/// Likeness of two words from which one is taken for the other mistyped. Source: Winkler 1990; the second is the house's.
const CLOSE: f64 = 0.92;
/// Likeness from which there may be something in it.
const NEAR: f64 = 0.82;
/// Shortest beginning of a name that stands for it (`Chris`, `Alex`).
const BEGINNING_MIN: usize = 3;
/// Shortest part before the `@` that says who somebody is at another domain too.
const LOCAL_MIN: usize = 5;
/// Last digits by which two phones are one, written with and without country or trunk prefix.
const PHONE_SAME: u64 = 1_000_000_000;

stored_words! {
    /// What two guests are compared by.
    pub enum Feature {
        /// Family name.
        Family = "family",
        /// Given name.
        Given = "given",
        /// Phone.
        Phone = "phone",
        /// Mail address.
        Email = "email",
        /// Birth date.
        Birth = "birth",
        /// Document.
        Document = "document",
        /// Company.
        Company = "company",
        /// House number.
        Number = "number",
        /// Street.
        Street = "street",
        /// Town.
        Place = "place",
        /// Postcode.
        Postcode = "postcode",
    }
}

/// How many features there are.
pub(crate) const FEATURES: usize = Feature::ALL.len();

stored_words! {
    /// How far one feature of two guests agrees.
    pub enum Level {
        /// One of them does not say.
        Missing = "missing",
        /// It is another.
        Differs = "differs",
        /// There may be something in it: a likeness, an initial, the same day of another year.
        Near = "near",
        /// One is the other mistyped, shortened, or with day and month exchanged.
        Close = "close",
        /// The same as far as both say: said alike in another script, a birth date without its year, a document's last characters.
        Alike = "alike",
        /// The same.
        Same = "same",
    }
}

/// How many levels there are.
pub(crate) const LEVELS: usize = Level::ALL.len();

/// Levels of all features.
pub(crate) type Levels = [Level; FEATURES];

/// Returns how alike `a` and `b` are, and the two halves of names that were set against each other.
pub(crate) fn compare(a: &Traits, b: &Traits, pool: &Pool) -> Compared {
    let mut compared = names(a, b, pool);
    let mut put = |feature: Feature, level: Level| compared.levels[feature as usize] = level;
    put(Feature::Phone, phones(&a.phones, &b.phones));
    put(Feature::Email, emails(a, b, pool));
    put(Feature::Birth, births(a.birth, b.birth));
    put(Feature::Document, documents(a, b));
    put(Feature::Company, texts(a.company, b.company, pool));
    put(Feature::Number, short(a.number, b.number, pool));
    put(Feature::Street, texts(a.street, b.street, pool));
    put(Feature::Place, texts(a.place, b.place, pool));
    put(Feature::Postcode, short(a.postcode, b.postcode, pool));
    compared
}

/// What a comparison found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Compared {
    pub(crate) levels: Levels,
    /// The halves that were compared as family names, one of each guest.
    pub(crate) family: (Half, Half),
    /// The same of given names.
    pub(crate) given: (Half, Half),
}

fn names(a: &Traits, b: &Traits, pool: &Pool) -> Compared {
    let nothing = (Half::default(), Half::default());
    let mut best = Compared { levels: [Level::Missing; FEATURES], family: nothing, given: nothing };
    let mut best_sum = 0;
    for left in a.names() {
        for right in b.names() {
            let turned = Name { family: right.given, given: right.family };
            for other in [*right, turned] {
                let family = halves(left.family, other.family, pool);
                let given = halves(left.given, other.given, pool);
                let sum = worth(family) + worth(given);
                if sum > best_sum {
                    best_sum = sum;
                    best.levels[Feature::Family as usize] = family;
                    best.levels[Feature::Given as usize] = given;
                    (best.family, best.given) = ((left.family, other.family), (left.given, other.given));
                }
            }
        }
    }
    best
}

/// What is to be had first among several ways to set two names against each other: two halves that agree, then one.
fn worth(level: Level) -> u32 {
    match level {
        Level::Missing => 1,
        Level::Differs => 1,
        Level::Near => 4,
        Level::Close => 7,
        Level::Alike => 9,
        Level::Same => 10,
    }
}

fn halves(a: Half, b: Half, pool: &Pool) -> Level {
    if a.is_none() || b.is_none() {
        return Level::Missing;
    }
    match (a.signs != NONE, b.signs != NONE) {
        (true, true) => written(a, b, pool),
        (false, false) => spelled(a, b, pool),
        _ if a.letters == NONE || b.letters == NONE => Level::Missing,
        _ if a.letters == b.letters || a.other == b.letters || a.letters == b.other => Level::Alike,
        _ => likeness(pool.text(a.letters), pool.text(b.letters)),
    }
}

/// Compares two names in signs: those said alike may be one written down by ear.
fn written(a: Half, b: Half, pool: &Pool) -> Level {
    if a.signs == b.signs {
        return Level::Same;
    }
    if a.letters != NONE && a.letters == b.letters {
        return Level::Close;
    }
    let (left, right) = (pool.text(a.signs), pool.text(b.signs));
    let shared = left.chars().any(|sign| right.contains(sign));
    if shared && left.chars().count().max(right.chars().count()) > 1 { Level::Near } else { Level::Differs }
}

fn spelled(a: Half, b: Half, pool: &Pool) -> Level {
    if a.letters == b.letters {
        return Level::Same;
    }
    if a.letters == b.other || a.other == b.letters {
        return Level::Alike;
    }
    let short = |short: Half, long: Half| short.formal != NONE && (short.formal == long.letters || short.formal == long.formal);
    if short(a, b) || short(b, a) {
        return Level::Close;
    }
    let (left, right) = (pool.text(a.letters), pool.text(b.letters));
    let (less, more) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    match less.len() {
        1 if more.starts_with(less) => Level::Near,
        BEGINNING_MIN.. if more.starts_with(less) => Level::Close,
        _ => likeness(left, right),
    }
}

fn likeness(left: &str, right: &str) -> Level {
    let alike = jaro_winkler(left, right);
    if alike >= CLOSE {
        Level::Close
    } else if alike >= NEAR {
        Level::Near
    } else {
        Level::Differs
    }
}

/// Compares two texts of several words.
fn texts(a: Sym, b: Sym, pool: &Pool) -> Level {
    if a == NONE || b == NONE {
        return Level::Missing;
    }
    if a == b { Level::Same } else { likeness(pool.text(a), pool.text(b)) }
}

/// Compares two short codes, in which one slip of the finger is all that can be forgiven.
fn short(a: Sym, b: Sym, pool: &Pool) -> Level {
    if a == NONE || b == NONE {
        return Level::Missing;
    }
    if a == b {
        return Level::Same;
    }
    if osa_distance(pool.text(a), pool.text(b)) == 1 { Level::Close } else { Level::Differs }
}

fn phones(a: &[u64], b: &[u64]) -> Level {
    let mut best = Level::Missing;
    for left in a.iter().filter(|phone| **phone > 0) {
        for right in b.iter().filter(|phone| **phone > 0) {
            best = best.max(phone(*left, *right));
        }
    }
    best
}

fn phone(a: u64, b: u64) -> Level {
    let whole = a.min(b) >= PHONE_SAME / 10;
    if a == b || (whole && a % PHONE_SAME == b % PHONE_SAME) {
        return Level::Same;
    }
    if one_slip(a, b) { Level::Close } else { Level::Differs }
}

/// Returns whether two numbers differ in one digit, or in two neighbours that changed places.
fn one_slip(a: u64, b: u64) -> bool {
    let (mut a, mut b) = (a, b);
    let mut differing: [Option<(u64, u64, usize)>; 2] = [None, None];
    let mut place = 0;
    while a > 0 || b > 0 {
        if a % 10 != b % 10 {
            let Some(slot) = differing.iter_mut().find(|slot| slot.is_none()) else { return false };
            *slot = Some((a % 10, b % 10, place));
        }
        (a, b, place) = (a / 10, b / 10, place + 1);
    }
    match differing {
        [Some(_), None] => true,
        [Some((a, b, at)), Some((c, d, next))] => next == at + 1 && a == d && b == c,
        _ => false,
    }
}

fn emails(a: &Traits, b: &Traits, pool: &Pool) -> Level {
    let mut best = Level::Missing;
    for left in a.emails.iter().filter(|mail| mail.0 != NONE) {
        for right in b.emails.iter().filter(|mail| mail.0 != NONE) {
            best = best.max(email(*left, *right, pool));
        }
    }
    best
}

fn email(a: (Sym, Sym), b: (Sym, Sym), pool: &Pool) -> Level {
    if a == b {
        return Level::Same;
    }
    let (left, right) = (pool.text(a.0), pool.text(b.0));
    let elsewhere = a.0 == b.0 && left.len() >= LOCAL_MIN;
    let slip = a.1 == b.1 && left.len().min(right.len()) >= LOCAL_MIN && osa_distance(left, right) == 1;
    // Without a digit it is most often the name again, which was compared already.
    let own = left.bytes().any(|byte| byte.is_ascii_digit());
    match (elsewhere, slip) {
        (true, _) if !own => Level::Near,
        (true, _) | (_, true) => Level::Close,
        _ => Level::Differs,
    }
}

fn births(a: Birth, b: Birth) -> Level {
    if a.is_none() || b.is_none() {
        return Level::Missing;
    }
    let same_day = (a.month, a.day) == (b.month, b.day);
    if a.year == 0 || b.year == 0 {
        return if same_day { Level::Alike } else { Level::Differs };
    }
    if a == b {
        return Level::Same;
    }
    let exchanged = a.year == b.year && (a.month, a.day) == (b.day, b.month);
    if exchanged || one_slip(u64::from(a.number()), u64::from(b.number())) {
        return Level::Close;
    }
    let same_month = a.year == b.year && a.month == b.month;
    if same_day || same_month { Level::Near } else { Level::Differs }
}

fn documents(a: &Traits, b: &Traits) -> Level {
    let tails = a.document_tail != NONE && b.document_tail != NONE;
    let same_tail = tails && a.document_tail == b.document_tail;
    if a.document == 0 || b.document == 0 {
        return match (tails, same_tail) {
            (false, _) => Level::Missing,
            (true, true) => Level::Alike,
            (true, false) => Level::Differs,
        };
    }
    match (a.document == b.document, same_tail) {
        (true, _) => Level::Same,
        (false, true) => Level::Near,
        (false, false) => Level::Differs,
    }
}

#[cfg(test)]
mod tests {
    use super::super::traits::Particulars;
    use super::*;

    fn levels(a: &Particulars, b: &Particulars) -> Levels {
        let mut pool = Pool::default();
        let (a, b) = (Traits::of(a, &mut pool), Traits::of(b, &mut pool));
        let (there, back) = (compare(&a, &b, &pool).levels, compare(&b, &a, &pool).levels);
        assert_eq!(there, back, "either way round");
        there
    }

    fn named(name: &str) -> Particulars {
        Particulars { name: name.to_owned(), ..Particulars::default() }
    }

    #[test]
    fn a_name_is_known_in_either_script_and_order() {
        let check = |a: &str, b: &str, family: Level, given: Level| {
            let found = levels(&named(a), &named(b));
            assert_eq!((found[Feature::Family as usize], found[Feature::Given as usize]), (family, given), "{a} and {b}");
        };
        use Level::{Alike, Close, Differs, Missing, Near, Same};
        check("王建国", "王建國", Same, Same);
        check("王建国", "Wang Jianguo", Alike, Alike);
        check("Jianguo WANG", "王建国", Alike, Alike);
        check("王建国", "王健国", Same, Close);
        check("王建国", "王建军", Same, Near);
        check("王建国", "李秀英", Differs, Differs);
        check("曾国藩", "Ceng Guofan", Alike, Alike);
        check("尉迟恭", "Yuchi Gong", Alike, Alike);
        check("James White", "WHITE/JAMES MR", Same, Same);
        check("James White", "White, Jim", Same, Close);
        check("James White", "J White", Same, Near);
        check("Jon Smyth", "John Smith", Near, Close);
        check("Müller, Hans", "Hans Mueller", Alike, Same);
        check("van der Berg, Anna", "Anna van der Berg", Same, Same);
        check("陈 Peter", "Peter CHEN", Alike, Same);
        check("散客", "散客", Missing, Missing);
        check(".", "TBC", Missing, Missing);
    }

    #[test]
    fn numbers_and_dates_forgive_one_slip() {
        let born = |date: &str| Particulars { birth_date: Some(date.to_owned()), ..named("甲") };
        let check = |a: &str, b: &str, expected: Level| {
            assert_eq!(levels(&born(a), &born(b))[Feature::Birth as usize], expected, "{a} and {b}");
        };
        check("1974-07-12", "1974-07-12", Level::Same);
        check("1974-07-12", "1974-12-07", Level::Close);
        check("1974-07-12", "1947-07-12", Level::Close);
        check("1974-07-12", "1974-07-13", Level::Close);
        check("1974-07-12", "--07-12", Level::Alike);
        check("1974-07-12", "--07-13", Level::Differs);
        check("1974-07-12", "1980-07-12", Level::Near);
        check("1974-07-12", "1981-03-25", Level::Differs);
        let phone = |phone: &str| Particulars { phones: vec![phone.to_owned()], ..named("甲") };
        let check = |a: &str, b: &str, expected: Level| {
            assert_eq!(levels(&phone(a), &phone(b))[Feature::Phone as usize], expected, "{a} and {b}");
        };
        check("138 1234 8812", "+86 138-1234-8812", Level::Same);
        check("07700 900123", "+44 7700 900123", Level::Same);
        check("13812348812", "13812348821", Level::Close);
        check("13812348812", "13812348813", Level::Close);
        check("13812348812", "13912348821", Level::Differs);
        check("13812348812", "00000000000", Level::Missing);
    }

    #[test]
    fn a_document_is_told_by_its_hash_and_else_by_its_tail() {
        let paper = |hash: Option<&[u8]>, tail: &str| Particulars {
            document: hash.map(<[u8]>::to_vec),
            document_last4: tail.to_owned(),
            ..named("甲")
        };
        let check = |a: &Particulars, b: &Particulars, expected: Level| {
            assert_eq!(levels(a, b)[Feature::Document as usize], expected);
        };
        check(&paper(Some(b"one"), "123X"), &paper(Some(b"one"), "123x"), Level::Same);
        check(&paper(Some(b"one"), "123X"), &paper(Some(b"two"), "123X"), Level::Near);
        check(&paper(Some(b"one"), "123X"), &paper(None, "123X"), Level::Alike);
        check(&paper(None, "123X"), &paper(None, "1231"), Level::Differs);
        check(&paper(None, "123X"), &paper(None, ""), Level::Missing);
    }
}

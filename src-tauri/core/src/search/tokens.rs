//! The keys under which a guest is filed: whole forms for the small index, and their beginnings as words for the large one.
//!
//! Pure. A *key* is one way to type a name, a part abbreviated or not (`wangjianguo`, `wangjguo`, `wjianguo`, `wjguo`); as
//! every abbreviation of the last part is a beginning of its full form, `wjg` begins `wjguo`.

use std::collections::BTreeSet;

use super::fold::{fold_signs, is_unspaced, letters, plain};
use super::names::{Forms, Saying};

/// Beginnings of letters that stand in the large index as words of their own; longer ones are ranges over whole keys.
pub(crate) const LETTERS_FILED: usize = 6;
/// The same for signs.
pub(crate) const SIGNS_FILED: usize = 3;
/// Longest key in signs; what is longer is found by its beginning.
pub(crate) const KEY_SIGNS_MAX: usize = 40;
/// Parts of a name up to which every mixture of full and abbreviated parts is a key.
const MIXED_PARTS_MAX: usize = 4;
/// Beginnings of a company's words that are filed, in letters or signs.
pub(crate) const COMPANY_FILED: usize = 4;
/// Places in a company's name from which it can be found.
const COMPANY_STARTS_MAX: usize = 16;

/// Letters of the alphabet, each with a bit of its own.
const LETTERS: u32 = 26;
/// Bits over which first pairs of letters and first signs are spread.
const MARKS_SPREAD: u32 = 37;

/// Ends a whole key in the large index, so that the whole name can be asked for.
pub(crate) const WHOLE: char = '$';
/// Begins a word of a weak key: a given name alone, or a rare reading.
pub(crate) const WEAK: char = '~';
/// Begins a word of a company.
pub(crate) const COMPANY: char = '&';

/// One way to type a guest's name or company.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// How good a match of this key is.
    pub(crate) grade: Grade,
    /// What is typed, folded.
    pub(crate) text: String,
}

/// What kind of match a key makes; the lowest is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Grade {
    /// The complete name, nothing abbreviated.
    Whole = 0,
    /// The name from its beginning.
    Start = 1,
    /// A given name alone.
    Inner = 2,
    /// A reading that is not the usual one.
    Rare = 3,
    /// The company.
    Company = 4,
}

impl Grade {
    /// Returns the grade that the file keeps as this number.
    pub(crate) fn from_stored(number: i64) -> Option<Self> {
        [Self::Whole, Self::Start, Self::Inner, Self::Rare, Self::Company].into_iter().find(|grade| *grade as i64 == number)
    }

    /// Whether a match of this grade may stand among the first.
    pub(crate) fn is_strong(self) -> bool {
        self <= Self::Start
    }
}

/// Returns the keys of a guest's names and company, each once at its best grade.
pub(crate) fn keys(forms: &Forms, company: &str) -> Vec<Key> {
    let mut filed = Filed::default();
    for writing in &forms.writings {
        filed.add(Grade::Whole, writing.signs.iter().collect());
        for start in &writing.inner_starts {
            filed.add(Grade::Inner, writing.signs.iter().skip(*start).collect());
        }
    }
    for saying in &forms.sayings {
        file_saying(&mut filed, saying);
    }
    for text in company_keys(company) {
        filed.add(Grade::Company, text);
    }
    filed.keys()
}

/// Returns the words of the large index for these keys, in order, each once.
pub(crate) fn words(keys: &[Key]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for key in keys {
        file_words(&mut words, key);
    }
    words
}

/// Returns bits for how these keys begin: one for the first letter, one of the rest for the first two letters or the first
/// sign. A name typed beside a number must have its bits among them.
pub(crate) fn marks(keys: &[Key]) -> i64 {
    keys.iter().fold(0, |marks, key| marks | marks_of(key.text.trim_start_matches(COMPANY)))
}

/// Returns the bits of one text that was typed, or of one key.
pub(crate) fn marks_of(text: &str) -> i64 {
    let mut signs = text.chars();
    let Some(first) = signs.next() else { return 0 };
    let spread = |number: u32| 1_i64 << (LETTERS + number % MARKS_SPREAD);
    if !first.is_ascii_lowercase() {
        return spread(u32::from(first));
    }
    let letter = u32::from(first) - u32::from('a');
    let pair = signs.next().map_or(0, |second| spread(letter * LETTERS + u32::from(second)));
    (1 << letter) | pair
}

#[derive(Default)]
struct Filed {
    by_text: std::collections::BTreeMap<String, Grade>,
}

impl Filed {
    fn add(&mut self, grade: Grade, text: String) {
        if text.is_empty() {
            return;
        }
        let text: String = text.chars().take(KEY_SIGNS_MAX).collect();
        let best = self.by_text.entry(text).or_insert(grade);
        *best = grade.min(*best);
    }

    /// A weak key that only begins a strong one (the last word of `James White`, which `whitejames` begins with) adds nothing.
    fn keys(self) -> Vec<Key> {
        let strong: Vec<String> =
            self.by_text.iter().filter(|(_, grade)| grade.is_strong()).map(|(text, _)| text.clone()).collect();
        let adds = |text: &str, grade: Grade| grade.is_strong() || !strong.iter().any(|known| known.starts_with(text));
        self.by_text.into_iter().filter(|(text, grade)| adds(text, *grade)).map(|(text, grade)| Key { grade, text }).collect()
    }
}

fn file_saying(filed: &mut Filed, saying: &Saying) {
    let usual: Vec<&str> = saying.parts.iter().filter_map(|part| part.usual.first()).map(String::as_str).collect();
    file_mixtures(filed, &usual, Grade::Whole, Grade::Start);
    for (place, part) in saying.parts.iter().enumerate() {
        let others = part.usual.iter().skip(1).map(|way| (way, Grade::Start));
        for (way, grade) in others.chain(part.rare.iter().map(|way| (way, Grade::Rare))) {
            file_other_way(filed, saying, &usual, place, way, grade);
        }
    }
    for start in &saying.inner_starts {
        file_mixtures(filed, usual.get(*start..).unwrap_or_default(), Grade::Inner, Grade::Inner);
    }
}

/// Files the name with one part said in another way: in full, in initials, and from where a given name begins.
fn file_other_way(filed: &mut Filed, saying: &Saying, usual: &[&str], place: usize, way: &str, grade: Grade) {
    let mut parts = usual.to_vec();
    if let Some(part) = parts.get_mut(place) {
        *part = way;
    }
    file_ends(filed, &parts, grade);
    for start in saying.inner_starts.iter().filter(|start| **start <= place) {
        file_ends(filed, parts.get(*start..).unwrap_or_default(), grade.max(Grade::Inner));
    }
}

fn file_ends(filed: &mut Filed, parts: &[&str], grade: Grade) {
    filed.add(grade, parts.concat());
    filed.add(grade, mixture(parts, 0));
}

/// Files every mixture of full and abbreviated parts; of long names the full one, the initials, and the first part in full.
fn file_mixtures(filed: &mut Filed, parts: &[&str], whole: Grade, mixed: Grade) {
    let Some(before_last) = parts.len().checked_sub(1) else { return };
    filed.add(whole, parts.concat());
    if parts.len() > MIXED_PARTS_MAX {
        filed.add(mixed, mixture(parts, 0));
        filed.add(mixed, mixture(parts, 1));
        return;
    }
    for full in 0..(1_u32 << before_last) {
        filed.add(mixed, mixture(parts, full));
    }
}

/// Returns the parts joined, those whose bit is not set in `full` cut to their first letter, the last always full.
fn mixture(parts: &[&str], full: u32) -> String {
    let last = parts.len().saturating_sub(1);
    let cut = |(place, part): (usize, &&str)| {
        let whole = place == last || full & (1 << place) != 0;
        part.get(..if whole { part.len() } else { 1 }).unwrap_or("").to_owned()
    };
    parts.iter().enumerate().map(cut).collect()
}

/// Returns the company from each place at which somebody may begin to type it.
fn company_keys(company: &str) -> Vec<String> {
    let (signs, words) = company_text(company);
    let mut found: Vec<String> = Vec::new();
    for start in 0..signs.len().min(COMPANY_STARTS_MAX) {
        found.extend(signs.get(start..).filter(|rest| rest.len() > 1).map(|rest| rest.iter().collect()));
    }
    for start in 0..words.len().min(COMPANY_STARTS_MAX) {
        found.extend(words.get(start..).map(<[String]>::concat));
    }
    found.into_iter().map(|text| format!("{COMPANY}{text}")).collect()
}

/// Returns a company's folded signs, and its words in letters.
pub(crate) fn company_text(company: &str) -> (Vec<char>, Vec<String>) {
    let company = plain(company);
    let signs = fold_signs(&company).chars().filter(|sign| is_unspaced(*sign)).collect();
    let spaced: String = company.chars().map(|sign| if is_unspaced(sign) { ' ' } else { sign }).collect();
    let words = spaced.split(|sign: char| !sign.is_alphanumeric()).map(letters).filter(|word| !word.is_empty()).collect();
    (signs, words)
}

fn file_words(words: &mut BTreeSet<String>, key: &Key) {
    let length = key.text.chars().count();
    match key.grade {
        Grade::Whole | Grade::Start => {
            let filed = filed_length(&key.text);
            words.extend(beginnings(&key.text, 1, filed));
            if key.grade == Grade::Whole || length > filed {
                words.insert(format!("{}{WHOLE}", key.text));
            }
        }
        Grade::Inner | Grade::Rare => {
            let filed = filed_length(&key.text);
            let shortest = if filed == SIGNS_FILED { 1 } else { 2 };
            words.extend(beginnings(&key.text, shortest, filed).map(|word| format!("{WEAK}{word}")));
            if length > filed {
                words.insert(format!("{WEAK}{}{WHOLE}", key.text));
            }
        }
        // The first sign is the mark itself.
        Grade::Company => words.extend(beginnings(&key.text, 3, COMPANY_FILED + 1)),
    }
}

/// Returns how long a beginning of `text` may be to stand in the large index as a word of its own, in signs.
pub(crate) fn filed_length(text: &str) -> usize {
    if text.is_ascii() { LETTERS_FILED } else { SIGNS_FILED }
}

fn beginnings(text: &str, shortest: usize, longest: usize) -> impl Iterator<Item = String> + '_ {
    let ends = text.char_indices().map(|(start, sign)| start + sign.len_utf8());
    ends.take(longest).skip(shortest - 1).filter_map(|end| text.get(..end)).map(str::to_owned)
}

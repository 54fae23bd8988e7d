//! The forms of a name: how it is written, how each part can be said, and where its family name ends.
//!
//! Pure. A form is for finding only and is derived anew from the name; nothing here rewrites what the guest wrote.

use super::fold::{fold_sign, is_han, is_hangul, is_kana, is_unspaced, letters, letters_spelled_out, plain};
use super::readings::{other_readings, toned, toneless};
use super::rows::Person;
use super::{kana, surnames};

/// Parts of one name that are looked at; what is longer is found by its first ones.
pub(crate) const PARTS_MAX: usize = 8;

/// Signs or words of one name that are looked at.
pub(crate) const PLACES_MAX: usize = 32;

/// Names of merged records that are looked at.
const OTHER_NAMES_MAX: usize = 16;

/// Words that stand beside a name and are no part of it.
const TITLES: &[&str] =
    &["mr", "mrs", "ms", "miss", "mstr", "dr", "prof", "sir", "mme", "mlle", "herr", "frau", "sr", "sra", "mister", "madam"];

/// The same behind a name without spaces.
const TITLES_BEHIND: &[&str] = &["先生", "女士", "小姐", "太太", "夫人", "老师", "様", "さん"];

/// Every form of one guest's names.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Forms {
    /// The names themselves, as they can be shown with a hit marked.
    pub(crate) units: Vec<Unit>,
    /// How they are written in Han, kana or Hangul, folded.
    pub(crate) writings: Vec<Writing>,
    /// How they are said or written in letters.
    pub(crate) sayings: Vec<Saying>,
    /// How many of the units are the guest's own; those behind are names of records that were merged into theirs.
    own: usize,
}

/// One name as it stands, and where in it each sign or word lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The name in composed form.
    pub(crate) text: String,
    /// First character and number of characters of each place (a sign, or a word).
    pub(crate) spans: Vec<(usize, usize)>,
}

/// A name without spaces, sign by sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Writing {
    /// Which of [`Forms::units`].
    pub(crate) unit: usize,
    /// Folded signs.
    pub(crate) signs: Vec<char>,
    /// Where a given name may begin, after 0.
    pub(crate) inner_starts: Vec<usize>,
}

/// A name in letters, part by part: syllables of a Han name, words of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Saying {
    /// Which of [`Forms::units`].
    pub(crate) unit: usize,
    /// The parts in the order in which they are said.
    pub(crate) parts: Vec<Part>,
    /// Where a given name may begin, after 0.
    pub(crate) inner_starts: Vec<usize>,
    /// What the letters come from.
    pub(crate) source: Source,
}

/// One syllable or word with every way to say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// Which of [`Unit::spans`] it comes from.
    pub(crate) place: usize,
    /// The usual ways.
    pub(crate) usual: Vec<String>,
    /// Ways that other people of this sign use.
    pub(crate) rare: Vec<String>,
}

/// What a saying was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// Han read as pinyin.
    Pinyin,
    /// Kana or Hangul in letters.
    Phonetic,
    /// Words in letters, as the name or its Latin form writes them.
    Words,
}

impl Forms {
    /// Returns every form of a name as the guest writes it and of its Latin form (`''` where there is none).
    pub(crate) fn of(name: &str, latin_name: &str) -> Self {
        let mut forms = Self::default();
        forms.add(name);
        if !latin_name.is_empty() && latin_name != name {
            forms.add(latin_name);
        }
        forms.own = forms.units.len();
        forms
    }

    /// Returns every form of a guest's own names, then of those of the records that were merged into theirs.
    pub(crate) fn of_person(person: &Person) -> Self {
        let mut forms = Self::of(&person.name, &person.latin_name);
        let mut known = vec![person.name.as_str(), person.latin_name.as_str(), ""];
        for name in person.other_names.lines().take(OTHER_NAMES_MAX) {
            if !known.contains(&name) {
                forms.add(name);
                known.push(name);
            }
        }
        forms
    }

    /// Returns whether this unit is the name of a record that was merged into the guest's.
    pub(crate) fn is_other(&self, unit: usize) -> bool {
        unit >= self.own
    }

    fn add(&mut self, name: &str) {
        let name = plain(name);
        let unspaced = Unspaced::of(&name);
        if !unspaced.signs.is_empty() {
            self.add_unspaced(&name, &unspaced);
        }
        self.add_words(&name);
    }

    fn add_unspaced(&mut self, name: &str, found: &Unspaced) {
        let unit = self.add_unit(name, found.at.iter().map(|at| (*at, 1)).collect());
        let folded: Vec<char> = found.signs.iter().map(|sign| fold_sign(*sign)).collect();
        let (family, fixed) = surnames::family(&found.signs, &folded);
        let inner_starts = inner_starts(folded.len(), found.boundary, family);
        self.writings.push(Writing { unit, signs: folded.clone(), inner_starts: inner_starts.clone() });
        if found.signs.iter().all(|sign| is_han(*sign)) {
            let parts = han_parts(&found.signs, &folded, family, fixed);
            self.sayings.push(Saying { unit, inner_starts: within(inner_starts, parts.len()), parts, source: Source::Pinyin });
        } else {
            self.sayings.extend(phonetic(unit, &folded, found.boundary));
        }
    }

    fn add_words(&mut self, name: &str) {
        let words = Word::all(name);
        if words.is_empty() {
            return;
        }
        let unit = self.add_unit(name, words.iter().map(|word| (word.at, word.length)).collect());
        let before = words.iter().take_while(|word| !word.after_comma).count();
        let turn = if before < words.len() { before } else { words.len() - 1 };
        let mut parts: Vec<Part> = words.into_iter().enumerate().map(|(place, word)| word.into_part(place)).collect();
        let turned = {
            let mut turned = parts.clone();
            turned.rotate_left(turn);
            turned.truncate(PARTS_MAX);
            turned
        };
        parts.truncate(PARTS_MAX);
        let both = if turned == parts { vec![parts] } else { vec![parts, turned] };
        for parts in both {
            self.sayings.push(Saying { unit, inner_starts: (1..parts.len()).collect(), parts, source: Source::Words });
        }
    }

    fn add_unit(&mut self, text: &str, spans: Vec<(usize, usize)>) -> usize {
        self.units.push(Unit { text: text.to_owned(), spans });
        self.units.len() - 1
    }
}

/// The signs of a name that is written without spaces, a title behind it left out.
#[derive(Debug, Default)]
struct Unspaced {
    signs: Vec<char>,
    /// Where in the name each sign lies, in characters.
    at: Vec<usize>,
    /// Before which sign a space or dot stood.
    boundary: Option<usize>,
}

impl Unspaced {
    fn of(name: &str) -> Self {
        let mut bare = name.trim_end();
        for title in TITLES_BEHIND {
            bare = bare.strip_suffix(title).filter(|rest| rest.chars().any(is_unspaced)).unwrap_or(bare);
        }
        let mut found = Self::default();
        for (at, sign) in bare.chars().enumerate() {
            if found.signs.len() == PLACES_MAX {
                break;
            }
            if is_unspaced(sign) {
                found.signs.push(if sign == '々' { found.signs.last().copied().unwrap_or(sign) } else { sign });
                found.at.push(at);
            } else if !found.signs.is_empty()
                && found.boundary.is_none()
                && (sign.is_whitespace() || matches!(sign, '·' | '・' | '•' | '.'))
            {
                found.boundary = Some(found.signs.len());
            }
        }
        found.boundary = found.boundary.filter(|place| *place < found.signs.len());
        found
    }
}

/// One word of a name in letters.
struct Word {
    at: usize,
    length: usize,
    after_comma: bool,
    usual: Vec<String>,
}

impl Word {
    /// Returns the words of `name`, titles left out; an apostrophe joins, everything else parts.
    fn all(name: &str) -> Vec<Self> {
        let mut all = Vec::new();
        let mut after_comma = false;
        let mut word = String::new();
        let mut begun = 0;
        for (at, sign) in name.chars().chain(std::iter::once(' ')).enumerate() {
            if belongs_to_word(sign) {
                if word.is_empty() {
                    begun = at;
                }
                word.push(sign);
                continue;
            }
            all.extend(Self::new(&word, begun, after_comma));
            word.clear();
            after_comma |= matches!(sign, ',' | '/') && !all.is_empty();
        }
        if all.iter().any(|word| !word.is_title()) {
            all.retain(|word| !word.is_title());
        }
        all.truncate(PLACES_MAX);
        all
    }

    fn new(word: &str, at: usize, after_comma: bool) -> Option<Self> {
        let typed = letters(word);
        let usual = std::iter::once(typed).chain(letters_spelled_out(word)).collect();
        let word = Self { at, length: word.chars().count(), after_comma, usual };
        word.usual.first().is_some_and(|typed| !typed.is_empty()).then_some(word)
    }

    fn is_title(&self) -> bool {
        self.usual.first().is_some_and(|typed| TITLES.contains(&typed.as_str()))
    }

    fn into_part(self, place: usize) -> Part {
        Part { place, usual: self.usual, rare: Vec::new() }
    }
}

fn belongs_to_word(sign: char) -> bool {
    let joins = matches!(sign, '\'' | '’' | '`') || unicode_normalization::char::is_combining_mark(sign);
    joins || (sign.is_alphanumeric() && !is_unspaced(sign))
}

/// Returns where a given name may begin: at the written boundary, else after the family name, and for four signs that no
/// table knows (many Japanese names) after the second as well.
fn inner_starts(signs: usize, boundary: Option<usize>, family: usize) -> Vec<usize> {
    let mut starts = match boundary {
        Some(place) => vec![place],
        None if family == 1 && signs >= 4 => vec![1, 2],
        None => vec![family],
    };
    starts.retain(|start| *start < signs);
    starts
}

fn within(starts: Vec<usize>, parts: usize) -> Vec<usize> {
    starts.into_iter().filter(|start| *start < parts).collect()
}

fn han_parts(signs: &[char], folded: &[char], family: usize, fixed: Option<&[&'static str]>) -> Vec<Part> {
    let with_folds = signs.iter().zip(folded).take(PARTS_MAX).enumerate();
    let parts = with_folds.map(|(place, (sign, fold))| {
        let usual = fixed.and_then(|fixed| fixed.get(place)).copied().or_else(|| toned(*sign, *fold, place >= family));
        let usual: Vec<String> = usual.map(toneless).into_iter().flatten().collect();
        let mut rare: Vec<String> = Vec::new();
        for reading in other_readings(*sign, *fold, place < family && fixed.is_some()) {
            if !usual.contains(&reading) && !rare.contains(&reading) {
                rare.push(reading);
            }
        }
        Part { place, usual, rare }
    });
    parts.filter(|part| !part.usual.is_empty()).collect()
}

/// Returns kana or Hangul in letters, words by the written boundary; Han among kana is left out of the sound.
fn phonetic(unit: usize, folded: &[char], boundary: Option<usize>) -> Option<Saying> {
    let middle = boundary.unwrap_or(folded.len());
    let mut parts = Vec::new();
    for (first, half) in [(0, folded.get(..middle)?), (middle, folded.get(middle..)?)] {
        if half.iter().any(|sign| is_hangul(*sign)) {
            let syllables = half.iter().enumerate().map(|(place, sign)| (first + place, letters(&sign.to_string())));
            parts.extend(syllables.map(|(place, sound)| Part { place, usual: vec![sound], rare: Vec::new() }));
            continue;
        }
        let kana_signs: String = half.iter().filter(|sign| is_kana(**sign)).collect();
        let sound = kana::letters(&kana_signs);
        let short = kana::without_long_vowels(&sound);
        parts.push(Part { place: first, usual: std::iter::once(sound).chain(short).collect(), rare: Vec::new() });
    }
    parts.retain(|part| part.usual.iter().all(|sound| !sound.is_empty()));
    parts.truncate(PARTS_MAX);
    (!parts.is_empty()).then(|| Saying {
        unit,
        inner_starts: (1..parts.len()).take(1).collect(),
        parts,
        source: Source::Phonetic,
    })
}

/// Returns the signs of a name written without spaces, a title behind it left out.
pub(crate) fn unspaced_signs(name: &str) -> Vec<char> {
    Unspaced::of(name).signs
}

/// Returns typed Han, kana or Hangul folded, a title behind it left out.
pub(crate) fn folded_writing(typed: &str) -> String {
    Unspaced::of(typed).signs.into_iter().map(fold_sign).collect()
}

/// Whether a typed word is a title rather than a name.
pub(crate) fn is_title(typed: &str) -> bool {
    TITLES.contains(&typed)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::{Grade, keys};
    use super::*;

    fn grade_of(name: &str, latin_name: &str, typed: &str) -> Option<Grade> {
        let keys = keys(&Forms::of(name, latin_name), "");
        let whole = keys.iter().filter(|key| key.text == typed).map(|key| key.grade);
        let begun = keys.iter().filter(|key| key.text.starts_with(typed)).map(|key| key.grade.max(Grade::Start));
        whole.chain(begun).min()
    }

    #[test]
    fn every_way_to_type_a_name_is_a_key_or_begins_one() {
        let check = |name: &str, typed: &str, expected: Option<Grade>| {
            assert_eq!(grade_of(name, "", typed), expected, "{typed} for {name}");
        };
        check("王建國", "王建国", Some(Grade::Whole));
        check("王建国", "王建", Some(Grade::Start));
        check("王建国", "建国", Some(Grade::Inner));
        check("王建国", "wangjianguo", Some(Grade::Whole));
        check("王建国", "wjg", Some(Grade::Start));
        check("王建国", "wangjg", Some(Grade::Start));
        check("王建国", "wjianguo", Some(Grade::Start));
        check("王建国", "wangjiang", Some(Grade::Start));
        check("王建国", "jianguo", Some(Grade::Inner));
        check("王建国", "jg", Some(Grade::Inner));
        check("王建国", "yujianguo", None);
        check("王建国", "guo", None);
        check("曾国藩", "zengguofan", Some(Grade::Whole));
        check("曾国藩", "cengguofan", Some(Grade::Rare));
        check("曾国藩", "cgf", Some(Grade::Rare));
        check("单雨桐", "shanyutong", Some(Grade::Whole));
        check("单雨桐", "danyutong", Some(Grade::Rare));
        check("李乐", "liyue", Some(Grade::Rare));
        check("吕布", "lvbu", Some(Grade::Whole));
        check("吕布", "lubu", Some(Grade::Start));
        check("吕布", "lyubu", Some(Grade::Start));
        check("欧阳娜娜", "oynn", Some(Grade::Start));
        check("欧阳娜娜", "ouyangnn", Some(Grade::Start));
        check("欧阳娜娜", "nana", Some(Grade::Inner));
        check("尉迟恭", "yuchigong", Some(Grade::Whole));
        check("高橋健一", "健一", Some(Grade::Inner));
        check("高橋健一", "高桥", Some(Grade::Start));
        check("髙橋 健一", "高桥健一", Some(Grade::Whole));
    }

    #[test]
    fn words_are_found_in_either_order_without_marks_case_or_title() {
        let check = |name: &str, typed: &str, expected: Option<Grade>| {
            assert_eq!(grade_of(name, "", typed), expected, "{typed} for {name}");
        };
        check("James White", "jameswhite", Some(Grade::Whole));
        check("James White", "whitejames", Some(Grade::Whole));
        check("James White", "white", Some(Grade::Start));
        check("James White", "jw", Some(Grade::Start));
        check("James White", "jwhite", Some(Grade::Start));
        check("WHITE/JAMES MR", "jameswhite", Some(Grade::Whole));
        check("Smith, John Paul", "johnpaulsmith", Some(Grade::Whole));
        check("Smith, John Paul", "smithjohnpaul", Some(Grade::Whole));
        check("María José Núñez", "nunez", Some(Grade::Start));
        check("María José Núñez", "josenunez", Some(Grade::Inner));
        check("Jürgen Müller", "mullerj", Some(Grade::Start));
        check("Jürgen Müller", "mueller", Some(Grade::Start));
        check("Sean O'Brien", "obrien", Some(Grade::Start));
        check("Jean-Pierre Dupont", "jpdupont", Some(Grade::Start));
        check("Dr", "dr", Some(Grade::Whole));
        check("王大卫 David", "david", Some(Grade::Whole));
        check("王大卫 David", "wangdawei", Some(Grade::Whole));
        check("たかはし けんいち", "takahashikenichi", Some(Grade::Whole));
        check("タカハシ ケンイチ", "たかはし", Some(Grade::Start));
        check("さとう", "sato", Some(Grade::Start));
        check("Иван Иванов", "ivanov", Some(Grade::Start));
        check("", "a", None);
    }

    #[test]
    fn a_latin_form_is_found_beside_the_name() {
        assert_eq!(grade_of("王建国", "WONG/KIN KWOK", "wongkinkwok"), Some(Grade::Whole), "passports have their own spelling");
        assert_eq!(grade_of("王建国", "WONG/KIN KWOK", "kinkwokwong"), Some(Grade::Whole), "given name first");
    }
}

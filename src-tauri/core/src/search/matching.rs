//! Whether a name fits what was typed, how well, and where. Pure; the index only proposes, this decides.

use super::fold::{fold_signs, letters};
use super::names::{Forms, Part, Saying, Source, Writing};
use super::question::Term;
use super::tokens::{Grade, company_text};

/// Terms up to which every order is tried; more are taken in the order typed.
const ORDERS_MAX: usize = 4;

/// How a name fits all terms of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fit {
    /// How good the match is.
    pub(crate) grade: Grade,
    /// One for each term, in the order typed.
    pub(crate) places: Vec<Fitting>,
}

/// Where one term fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fitting {
    /// In a name.
    Name {
        /// Which of [`Forms::units`].
        unit: usize,
        /// What the letters come from; none for a match of signs.
        source: Option<Source>,
        /// What was taken of each part.
        taken: Vec<Taken>,
    },
    /// In the company's name; the typed text.
    Company(String),
}

/// How much of one sign or word a term takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Taken {
    /// Which place of the unit.
    pub(crate) place: usize,
    /// How many letters; for a sign, 1.
    pub(crate) letters: usize,
    /// Nothing of the part is left over.
    pub(crate) whole: bool,
    /// By a reading that is not the usual one.
    pub(crate) rare: bool,
}

/// Returns how the name and company fit every one of these terms (names only), or nothing.
pub(crate) fn fit(forms: &Forms, company: &str, terms: &[&Term]) -> Option<Fit> {
    let (signs, words) = company_text(company);
    let search = Search { forms, company_signs: signs.into_iter().collect(), company_words: words };
    let mut best: Option<Fit> = None;
    for order in orders(terms.len()) {
        let mut state = State { places: vec![None; terms.len()], used: vec![0; forms.units.len()], begun: Vec::new() };
        if search.place(terms, &order, &mut state) {
            let grade = state.grade(forms);
            if best.as_ref().is_none_or(|known| grade < known.grade) {
                best = Some(Fit { grade, places: state.places.into_iter().flatten().collect() });
            }
        }
        if best.as_ref().is_some_and(|fit| fit.grade == Grade::Whole) {
            break;
        }
    }
    best
}

struct Search<'a> {
    forms: &'a Forms,
    company_signs: String,
    company_words: Vec<String>,
}

/// What the terms placed so far have taken.
struct State {
    places: Vec<Option<Fitting>>,
    /// For each unit, a bit for each place that is taken ([`super::names::PLACES_MAX`] of them).
    used: Vec<u32>,
    /// Grade at which each placed term began.
    begun: Vec<Grade>,
}

impl State {
    /// The worst of a rare reading, else the best beginning; whole where no sign or word is left over.
    fn grade(&self, forms: &Forms) -> Grade {
        let taken = || {
            self.places.iter().flatten().flat_map(|place| match place {
                Fitting::Name { taken, .. } => taken.as_slice(),
                Fitting::Company(_) => &[],
            })
        };
        if self.begun.contains(&Grade::Company) && self.begun.iter().all(|grade| *grade == Grade::Company) {
            return Grade::Company;
        }
        if taken().any(|taken| taken.rare) {
            return Grade::Rare;
        }
        let begun = self.begun.iter().copied().min().unwrap_or(Grade::Inner);
        let all = forms.units.iter().zip(&self.used).any(|(unit, used)| used.count_ones() as usize == unit.spans.len());
        if begun == Grade::Start && all && taken().all(|taken| taken.whole) { Grade::Whole } else { begun }
    }
}

impl Search<'_> {
    fn place(&self, terms: &[&Term], order: &[usize], state: &mut State) -> bool {
        let Some((index, rest)) = order.split_first() else { return true };
        let Some(term) = terms.get(*index) else { return false };
        for (fitting, grade) in self.fittings(term, state) {
            let used = state.used.clone();
            if let Fitting::Name { unit, taken, .. } = &fitting
                && let Some(bits) = state.used.get_mut(*unit)
            {
                *bits |= taken.iter().fold(0, |bits, taken| bits | (1 << taken.place));
            }
            if let Some(place) = state.places.get_mut(*index) {
                *place = Some(fitting);
            }
            state.begun.push(grade);
            if self.place(terms, rest, state) {
                return true;
            }
            state.begun.pop();
            state.used = used;
        }
        false
    }

    /// Returns every way in which one term fits what is not taken yet, the best first.
    fn fittings(&self, term: &Term, state: &State) -> Vec<(Fitting, Grade)> {
        let mut found = Vec::new();
        match term {
            Term::Signs(text) => {
                let signs: Vec<char> = text.chars().collect();
                found.extend(self.forms.writings.iter().flat_map(|writing| in_writing(writing, &signs, state)));
            }
            Term::Letters(text) => {
                for rare in [false, true] {
                    found.extend(self.forms.sayings.iter().flat_map(|saying| in_saying(saying, text, rare, state)));
                }
            }
            Term::Digits(_) => {}
        }
        found.sort_by_key(|(_, grade)| *grade);
        if self.in_company(term) {
            found.push((Fitting::Company(term.text().to_owned()), Grade::Company));
        }
        found
    }

    fn in_company(&self, term: &Term) -> bool {
        match term {
            Term::Signs(text) => text.chars().count() > 1 && self.company_signs.contains(text.as_str()),
            Term::Letters(text) if text.len() > 1 => (0..self.company_words.len())
                .any(|start| self.company_words.get(start..).unwrap_or_default().concat().starts_with(text)),
            _ => false,
        }
    }
}

/// A place may begin a term where the name or a given name begins, or where another term has just ended.
fn may_begin(place: usize, part: usize, inner_starts: &[usize], used: u32) -> Option<Grade> {
    let after_another = place > 0 && used & (1 << (place - 1)) != 0;
    match part {
        0 => Some(Grade::Start),
        part if inner_starts.contains(&part) || after_another => Some(Grade::Inner),
        _ => None,
    }
}

fn in_writing(writing: &Writing, signs: &[char], state: &State) -> Vec<(Fitting, Grade)> {
    let used = state.used.get(writing.unit).copied().unwrap_or(0);
    let begin = |start: usize| {
        let grade = may_begin(start, start, &writing.inner_starts, used)?;
        let fits = writing.signs.get(start..start + signs.len())? == signs;
        let free = (start..start + signs.len()).all(|place| used & (1 << place) == 0);
        let taken = (start..start + signs.len()).map(|place| Taken { place, letters: 1, whole: true, rare: false }).collect();
        (fits && free).then_some((Fitting::Name { unit: writing.unit, source: None, taken }, grade))
    };
    (0..writing.signs.len()).filter_map(begin).collect()
}

fn in_saying(saying: &Saying, text: &str, rare: bool, state: &State) -> Vec<(Fitting, Grade)> {
    let used = state.used.get(saying.unit).copied().unwrap_or(0);
    let begin = |start: usize| {
        let first = saying.parts.get(start)?;
        let grade = may_begin(first.place, start, &saying.inner_starts, used)?;
        let free: Vec<&Part> = saying.parts.iter().skip(start).take_while(|part| used & (1 << part.place) == 0).collect();
        let taken = take(&free, text, saying.source, rare)?;
        let grade = if taken.iter().any(|taken| taken.rare) { Grade::Rare } else { grade };
        (rare == (grade == Grade::Rare))
            .then_some((Fitting::Name { unit: saying.unit, source: Some(saying.source), taken }, grade))
    };
    (0..saying.parts.len()).filter_map(begin).collect()
}

/// Returns how `text` runs through the parts: each in full or abbreviated, the last one as far as it was typed.
fn take(parts: &[&Part], text: &str, source: Source, rare: bool) -> Option<Vec<Taken>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let (part, rest) = parts.split_first()?;
    let usual = part.usual.iter().map(|way| (way, false));
    let ways = || usual.clone().chain(part.rare.iter().filter(|_| rare).map(|way| (way, true)));
    let on = |letters: usize, whole: bool, is_rare: bool| {
        let taken = Taken { place: part.place, letters, whole, rare: is_rare };
        let mut after = take(rest, text.get(letters..)?, source, rare)?;
        after.insert(0, taken);
        Some(after)
    };
    let full =
        || ways().filter(|(way, _)| text.starts_with(way.as_str())).find_map(|(way, is_rare)| on(way.len(), true, is_rare));
    let last = || ways().find(|(way, _)| way.starts_with(text)).and_then(|(_, is_rare)| on(text.len(), false, is_rare));
    let cut = || {
        ways().find_map(|(way, is_rare)| {
            cuts(way, source).find_map(|cut| text.starts_with(cut).then(|| on(cut.len(), false, is_rare))?)
        })
    };
    full().or_else(last).or_else(cut)
}

/// Returns the abbreviations of one part: its first letter, for pinyin also `zh`, `ch`, `sh`.
fn cuts(way: &str, source: Source) -> impl Iterator<Item = &str> {
    let double = way.get(..2).filter(|start| source == Source::Pinyin && matches!(*start, "zh" | "ch" | "sh"));
    double.into_iter().chain(way.get(..1))
}

pub(crate) fn orders(count: usize) -> Vec<Vec<usize>> {
    let typed: Vec<usize> = (0..count).collect();
    if count > ORDERS_MAX {
        return vec![typed];
    }
    let mut all = vec![Vec::new()];
    for next in typed {
        all = all
            .iter()
            .flat_map(|order: &Vec<usize>| {
                (0..=order.len()).rev().map(move |at| {
                    let mut longer = order.clone();
                    longer.insert(at, next);
                    longer
                })
            })
            .collect();
    }
    all
}

/// Returns where `typed` lies in a company's name as it is written, in characters; nothing where folding moved it.
pub(crate) fn span_in_company(company: &str, typed: &str) -> Option<(usize, usize)> {
    let signs: Vec<char> = super::fold::plain(company).chars().collect();
    let folded: Vec<String> = signs.iter().map(|sign| folded_one(*sign)).collect();
    (0..signs.len()).find_map(|start| {
        let mut run = String::new();
        for (length, sign) in folded.iter().skip(start).enumerate() {
            run.push_str(sign);
            if run.len() >= typed.len() {
                return run.starts_with(typed).then_some((start, length + 1));
            }
            if !typed.starts_with(run.as_str()) {
                return None;
            }
        }
        None
    })
}

fn folded_one(sign: char) -> String {
    if super::fold::is_unspaced(sign) { fold_signs(&sign.to_string()) } else { letters(&sign.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::super::question::Question;
    use super::*;

    fn grade(name: &str, latin_name: &str, company: &str, typed: &str) -> Option<Grade> {
        let question = Question::of(typed);
        let terms: Vec<&Term> = question.readings.last()?.iter().collect();
        fit(&Forms::of(name, latin_name), company, &terms).map(|fit| fit.grade)
    }

    #[test]
    fn a_name_fits_in_full_abbreviated_mixed_and_in_either_order() {
        let check = |name: &str, typed: &str, expected: Option<Grade>| {
            assert_eq!(grade(name, "", "", typed), expected, "{typed} for {name}");
        };
        check("王建国", "wangjianguo", Some(Grade::Whole));
        check("王建国", "wang jian guo", Some(Grade::Whole));
        check("王建国", "jianguo wang", Some(Grade::Whole));
        check("王建国", "wang jg", Some(Grade::Start));
        check("王建国", "wan jg", Some(Grade::Start));
        check("王建国", "wjg", Some(Grade::Start));
        check("王建国", "w j g", Some(Grade::Start));
        check("王建国", "wjguo", Some(Grade::Start));
        check("王建国", "jg", Some(Grade::Inner));
        check("王建国", "王 jg", Some(Grade::Start));
        check("王建国", "王jianguo", Some(Grade::Whole));
        check("王建國", "王建国", Some(Grade::Whole));
        check("王建国", "建國", Some(Grade::Inner));
        check("王建国", "王 王", None);
        check("王建国", "wjl", None);
        check("王建国", "guo", None);
        check("王建国", "wang wang", None);
        check("张正国", "zhzg", Some(Grade::Start));
        check("张正国", "zzg", Some(Grade::Start));
        check("张正国", "zhangzhg", Some(Grade::Start));
        check("曾国藩", "ceng", Some(Grade::Rare));
        check("曾国藩", "zeng", Some(Grade::Start));
        check("先明", "xi an", None);
        check("James White", "white j", Some(Grade::Start));
        check("James White", "white james", Some(Grade::Whole));
        check("James White", "j w", Some(Grade::Start));
        check("阿部吉俊", "吉俊", Some(Grade::Inner));
    }

    #[test]
    fn a_company_fits_beside_a_name_and_alone() {
        let check = |company: &str, typed: &str, expected: Option<Grade>| {
            assert_eq!(grade("王建国", "", company, typed), expected, "{typed} for {company}");
        };
        check("杭州阿里巴巴", "阿里", Some(Grade::Company));
        check("杭州阿里巴巴", "王 阿里", Some(Grade::Start));
        check("Acme Hotels Ltd", "hotels", Some(Grade::Company));
        check("Acme Hotels Ltd", "acmeh", Some(Grade::Company));
        check("Acme Hotels Ltd", "otels", None);
        check("", "阿里", None);
    }

    #[test]
    fn the_hit_in_a_company_is_where_it_is_written() {
        let check = |company: &str, typed: &str, expected: Option<(usize, usize)>| {
            assert_eq!(span_in_company(company, typed), expected, "{typed} in {company}");
        };
        check("杭州阿里巴巴", "阿里", Some((2, 2)));
        check("臺灣電力", "电力", Some((2, 2)));
        check("Acme Hotels", "acmeh", Some((0, 6)));
        check("Acme", "x", None);
    }

    #[test]
    fn hostile_names_and_questions_end() {
        let name = "王".repeat(200);
        let typed = "w ".repeat(50);
        assert!(grade(&name, &"a ".repeat(90), &"甲".repeat(200), &typed).is_some(), "a long name still answers");
    }
}

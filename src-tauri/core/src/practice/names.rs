//! What the practice hotel's guests are called: lists in `assets/practice`, put together by language.

use std::collections::BTreeMap;

use rand::Rng;
use serde::Deserialize;

use super::figures::Weighted;
use crate::guests::Title;

const NAMES_JSON: &str = include_str!("../../../../assets/practice/names.json");
const COUNTRIES_JSON: &str = include_str!("../../../../assets/practice/countries.json");

/// Guests of one in this many mainland names carry a surname that is read in an uncommon way, on top of those that chance gives.
const POLYPHONIC_ONE_IN: u32 = 14;
/// Guests of one in this many mainland names carry a compound surname.
const COMPOUND_ONE_IN: u32 = 40;
/// How steeply the first surnames of the list lead: the weight of rank r is 10,000 / (r + this).
const SURNAME_LEAD: u64 = 6;
/// The last birth year whose given names come from the lists of the old.
const OLD_NAMES_UNTIL_YEAR: i32 = 1972;

/// A guest's name as the guest writes it, and in Latin letters where that is another thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As the guest writes it.
    pub written: String,
    /// In Latin letters, empty where `written` is that already or nobody asked.
    pub latin: String,
}

/// What the house knows of a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166 alpha-3.
    pub alpha3: String,
    /// ISO 3166 alpha-2.
    pub alpha2: String,
    /// Telephone prefix without the plus.
    pub dial: String,
    /// BCP 47.
    pub language: String,
    names: Names,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    Simplified,
    Traditional,
    Japanese,
    Korean,
    Latin(usize),
}

/// All names and countries, ready to draw from.
#[derive(Debug)]
pub struct NameLists {
    simplified: Vec<String>,
    simplified_lead: Weighted,
    polyphonic: Vec<String>,
    compound: Vec<String>,
    given: BTreeMap<&'static str, Vec<String>>,
    traditional: Pool,
    traditional_lead: Weighted,
    japanese: Pool,
    korean: Pool,
    latin: Vec<Pool>,
    countries: BTreeMap<String, Country>,
    relabelled: BTreeMap<String, String>,
}

#[derive(Debug)]
struct Pool {
    surnames: Vec<String>,
    male: Vec<String>,
    female: Vec<String>,
}

#[derive(Deserialize)]
struct NamesFile {
    simplified: BTreeMap<String, String>,
    traditional: PoolFile,
    japanese: PoolFile,
    korean: PoolFile,
    latin: BTreeMap<String, PoolFile>,
}

#[derive(Deserialize)]
struct PoolFile {
    surnames: String,
    male: String,
    female: String,
}

#[derive(Deserialize)]
struct CountriesFile {
    relabelled: String,
    countries: Vec<String>,
}

const GIVEN_LISTS: [&str; 8] =
    ["male_old", "female_old", "male", "female", "male_first", "male_second", "female_first", "female_second"];

impl NameLists {
    /// Returns the lists that the program carries.
    ///
    /// Errors: a file inside the program is not what it should be (a mistake in the build, told apart by a test).
    pub fn load() -> Result<Self, serde_json::Error> {
        let file: NamesFile = serde_json::from_str(NAMES_JSON)?;
        let countries: CountriesFile = serde_json::from_str(COUNTRIES_JSON)?;
        let list = |name: &str| words(file.simplified.get(name).map_or("", String::as_str));
        let latin_names: Vec<&String> = file.latin.keys().collect();
        let simplified = list("surnames");
        let traditional = Pool::of(&file.traditional);
        Ok(Self {
            simplified_lead: leading(simplified.len()),
            simplified,
            polyphonic: list("polyphonic"),
            compound: list("compound"),
            given: GIVEN_LISTS.iter().map(|name| (*name, list(name))).collect(),
            traditional_lead: leading(traditional.surnames.len()),
            traditional,
            japanese: Pool::of(&file.japanese),
            korean: Pool::of(&file.korean),
            countries: countries
                .countries
                .iter()
                .filter_map(|row| country(row, &latin_names))
                .map(|one| (one.alpha3.clone(), one))
                .collect(),
            relabelled: relabelled(&countries.relabelled),
            latin: file.latin.values().map(Pool::of).collect(),
        })
    }

    /// Returns the country that stands in the practice hotel where the source names `alpha3`.
    pub fn country_of(&self, alpha3: &str) -> Option<&Country> {
        let ours = self.relabelled.get(alpha3).map_or(alpha3, String::as_str);
        self.countries.get(ours)
    }

    /// Returns the country of this code.
    pub fn country(&self, alpha3: &str) -> Option<&Country> {
        self.countries.get(alpha3)
    }

    /// Returns the code under which the source counts the practice hotel's country `alpha3`; the exchange goes both ways.
    #[cfg(test)]
    pub fn source_code<'a>(&'a self, alpha3: &'a str) -> &'a str {
        self.relabelled.get(alpha3).map_or(alpha3, String::as_str)
    }

    /// Returns a name of somebody from `country`, born in `year`.
    pub fn name(&self, country: &Country, title: Title, year: i32, rng: &mut impl Rng) -> Name {
        match country.names {
            Names::Simplified => Name { written: self.simplified_name(title, year, rng), latin: String::new() },
            Names::Traditional => self.traditional_name(title, rng),
            Names::Japanese => asian_name(&self.japanese, title, rng),
            Names::Korean => asian_name(&self.korean, title, rng),
            Names::Latin(index) => {
                let pool = &self.latin[index];
                Name { written: format!("{} {}", pick(pool.given(title), rng), pick(&pool.surnames, rng)), latin: String::new() }
            }
        }
    }

    fn simplified_name(&self, title: Title, year: i32, rng: &mut impl Rng) -> String {
        let surname = if rng.random_ratio(1, COMPOUND_ONE_IN) {
            pick(&self.compound, rng)
        } else if rng.random_ratio(1, POLYPHONIC_ONE_IN) {
            pick(&self.polyphonic, rng)
        } else {
            &self.simplified[self.simplified_lead.draw(rng)]
        };
        format!("{surname}{}", self.simplified_given(title, year, rng))
    }

    fn simplified_given(&self, title: Title, year: i32, rng: &mut impl Rng) -> String {
        let (old, whole, first, second) = match title {
            Title::Mr => ("male_old", "male", "male_first", "male_second"),
            Title::Ms | Title::None => ("female_old", "female", "female_first", "female_second"),
        };
        if year <= OLD_NAMES_UNTIL_YEAR && rng.random_ratio(4, 5) {
            pick(&self.given[old], rng).to_owned()
        } else if rng.random_ratio(1, 2) {
            pick(&self.given[whole], rng).to_owned()
        } else {
            format!("{}{}", pick(&self.given[first], rng), pick(&self.given[second], rng))
        }
    }

    fn traditional_name(&self, title: Title, rng: &mut impl Rng) -> Name {
        let surname = &self.traditional.surnames[self.traditional_lead.draw(rng)];
        Name { written: format!("{surname}{}", pick(self.traditional.given(title), rng)), latin: String::new() }
    }
}

impl Pool {
    fn of(file: &PoolFile) -> Self {
        Self { surnames: words(&file.surnames), male: words(&file.male), female: words(&file.female) }
    }

    fn given(&self, title: Title) -> &[String] {
        match title {
            Title::Mr => &self.male,
            Title::Ms | Title::None => &self.female,
        }
    }
}

/// Most write the name in their own script and give the Latin form; some give only that, as the passport has it.
fn asian_name(pool: &Pool, title: Title, rng: &mut impl Rng) -> Name {
    let (surname, surname_latin) = halves(pick(&pool.surnames, rng));
    let (given, given_latin) = halves(pick(pool.given(title), rng));
    if rng.random_ratio(1, 4) {
        return Name { written: format!("{given_latin} {surname_latin}"), latin: String::new() };
    }
    Name { written: format!("{surname}{given}"), latin: format!("{surname_latin} {given_latin}") }
}

fn halves(entry: &str) -> (&str, &str) {
    entry.split_once('/').unwrap_or((entry, entry))
}

fn pick<'a>(list: &'a [String], rng: &mut impl Rng) -> &'a str {
    &list[rng.random_range(0..list.len())]
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn leading(count: usize) -> Weighted {
    Weighted::new((0..count as u64).map(|rank| 10_000 / (rank + SURNAME_LEAD)))
}

fn country(row: &str, latin: &[&String]) -> Option<Country> {
    let mut columns = row.split_whitespace().map(str::to_owned);
    let mut next = || columns.next();
    let (alpha3, alpha2, dial, language, names) = (next()?, next()?, next()?, next()?, next()?);
    let names = match names.as_str() {
        "simplified" => Names::Simplified,
        "traditional" => Names::Traditional,
        "japanese" => Names::Japanese,
        "korean" => Names::Korean,
        other => Names::Latin(latin.iter().position(|name| *name == other)?),
    };
    Some(Country { alpha3, alpha2, dial, language, names })
}

fn relabelled(pairs: &str) -> BTreeMap<String, String> {
    pairs
        .split_whitespace()
        .filter_map(|pair| pair.split_once('/'))
        .flat_map(|(one, other)| [(one.to_owned(), other.to_owned()), (other.to_owned(), one.to_owned())])
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

    use super::{super::figures::Draws, *};

    #[test]
    fn every_country_of_the_figures_is_known_by_name_prefix_and_language() {
        let (draws, lists) = (Draws::load().expect("figures"), NameLists::load().expect("names"));
        for (alpha3, _) in &draws.figures.countries {
            assert!(lists.country_of(alpha3).is_some(), "{alpha3} is not in countries.json");
        }
        assert_eq!(lists.country_of("PRT").map(|country| country.alpha2.as_str()), Some("CN"), "home stays home");
        assert_eq!(lists.country_of("GBR").map(|country| country.alpha2.as_str()), Some("GB"), "others keep theirs");
        assert_eq!(lists.source_code("CHN"), "PRT", "and back");
    }

    #[test]
    fn mainland_names_hold_compound_and_polyphonic_surnames_and_namesakes() {
        let lists = NameLists::load().expect("names");
        let china = lists.country("CHN").expect("China").clone();
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let names: Vec<String> = (0..20_000).map(|_| lists.name(&china, Title::Mr, 1985, &mut rng).written).collect();
        for surname in ["欧阳", "尉迟", "万俟", "长孙", "单", "曾", "解", "仇", "区", "查", "盖", "乐"] {
            assert!(names.iter().any(|name| name.starts_with(surname)), "nobody is called {surname}");
        }
        let different: BTreeSet<&String> = names.iter().collect();
        assert!(different.len() > 9_000, "too few names: {}", different.len());
        assert!(different.len() < 19_000, "there must be namesakes: {}", different.len());
    }
}

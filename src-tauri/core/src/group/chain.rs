//! A hotel's packages beside one another: each names the one made before it by the hash of its manifest. What is missing between
//! two, what was made twice, and points that do not go over from one period to the next. Pure.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    findings::{Finding, FindingCode},
    manifest::{Held, Manifest},
};
use crate::{base::time::BusinessDate, stored_words};

/// How the period of a package of everything begins.
const EVERYTHING: &str = "all-";
/// Numbers of missing packages that one finding names.
const NUMBERS_NAMED_MAX: u64 = 20;

/// A package as the chain knows it.
#[derive(Debug, Clone)]
pub struct Link {
    /// Its folder, or what stands for it where it was loaded before.
    pub package: String,
    /// The hotel's code.
    pub property: String,
    /// Which period.
    pub period: String,
    /// Its first day.
    pub first: BusinessDate,
    /// Its last day.
    pub last: BusinessDate,
    /// Which version of it.
    pub version: u32,
    /// The hotel's how manieth package, where it counts them.
    pub sequence: Option<u64>,
    /// Hash of its manifest.
    pub sha256: String,
    /// Hash of the manifest made before.
    pub previous: Option<String>,
    /// The folder of the package made before, where its manifest was read.
    pub previous_name: Option<String>,
    /// When it was made, RFC 3339 in UTC.
    pub created: String,
    /// What members held.
    pub points: Option<Held>,
}

stored_words! {
    /// What somebody may want to know of packages that are not wrong.
    pub enum NoteCode {
        /// What was made before the first of these packages was not looked at.
        BeforeNotGiven = "before_not_given",
        /// No package of the days between two periods was made.
        DaysBetween = "days_between",
    }
}

/// Something that may be as it should.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The package's folder.
    pub package: String,
    /// What it is.
    pub code: NoteCode,
    /// From when, or which hash.
    pub about: String,
}

/// What the packages of any number of hotels say of one another.
#[derive(Debug, Default)]
pub struct Chained {
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// What may be as it should.
    pub notes: Vec<Note>,
}

impl Link {
    /// Returns the link that a manifest makes.
    pub fn of(manifest: &Manifest) -> Self {
        Self {
            package: manifest.folder.clone(),
            property: manifest.property.clone(),
            period: manifest.period.clone(),
            first: manifest.first,
            last: manifest.last,
            version: manifest.version,
            sequence: manifest.sequence,
            sha256: manifest.sha256.clone(),
            previous: manifest.previous.clone(),
            created: manifest.created.clone(),
            previous_name: manifest.previous_name.clone(),
            points: manifest.points,
        }
    }

    /// Where it stands in its hotel's row: the number it has, else when it was made; of one second the earlier version first.
    fn place(&self) -> (Option<u64>, &str, u32) {
        (self.sequence, &self.created, self.version)
    }
}

/// Returns what is wrong with these packages as a row. The same package given twice counts once.
pub fn chained(links: &[Link]) -> Chained {
    let mut hotels: BTreeMap<&str, Vec<&Link>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for link in links.iter().filter(|link| seen.insert(&link.sha256)) {
        hotels.entry(&link.property).or_default().push(link);
    }
    let mut found = Chained::default();
    for links in hotels.values_mut() {
        links.sort_by(|one, other| one.place().cmp(&other.place()));
        versions(links, &mut found);
        row(links, &mut found);
        carried(links, &mut found);
    }
    found
}

/// One version of one period is one package.
fn versions(links: &[&Link], found: &mut Chained) {
    let mut known: BTreeMap<(&str, u32), &Link> = BTreeMap::new();
    for link in links {
        if let Some(other) = known.insert((&link.period, link.version), link) {
            let finding = Finding::of(&link.package, FindingCode::VersionTwice).in_column("version");
            found.findings.push(finding.instead(&other.sha256, &link.sha256));
        }
    }
}

/// Each follows on the one made before it.
fn row(links: &[&Link], found: &mut Chained) {
    let known: BTreeMap<&str, &Link> = links.iter().map(|link| (link.sha256.as_str(), *link)).collect();
    let mut followed: BTreeMap<&str, &Link> = BTreeMap::new();
    for (place, link) in links.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| links[before]);
        let Some(previous) = link.previous.as_deref() else {
            if let Some(before) = before {
                let finding = Finding::of(&link.package, FindingCode::Chain).in_column("lobby:previous");
                found.findings.push(Finding { expected: Some(before.sha256.clone()), ..finding });
            }
            continue;
        };
        if let Some(other) = followed.insert(previous, link) {
            let finding = Finding::of(&link.package, FindingCode::Chain).in_column("lobby:previous");
            found.findings.push(Finding { found: Some(other.package.clone()), ..finding });
        }
        match (known.get(previous), before) {
            (Some(stated), _) => counted(link, stated, found),
            (None, None) => {
                let about = previous.to_owned();
                found.notes.push(Note { package: link.package.clone(), code: NoteCode::BeforeNotGiven, about });
            }
            (None, Some(before)) => found.findings.push(missing(link, before, previous)),
        }
    }
}

/// Where hotels count their packages, the one after has the number after.
fn counted(link: &Link, previous: &Link, found: &mut Chained) {
    if let (Some(here), Some(before)) = (link.sequence, previous.sequence)
        && before.checked_add(1) != Some(here)
    {
        let finding = Finding::of(&link.package, FindingCode::Chain).in_column("lobby:sequence");
        found.findings.push(finding.instead(before.saturating_add(1), here));
    }
}

/// Names the package before `link` that is not there: by its name and numbers where the hotel gives them, always by its hash.
fn missing(link: &Link, before: &Link, previous: &str) -> Finding {
    let numbers = match (before.sequence, link.sequence) {
        (Some(from), Some(to)) => {
            (from.saturating_add(1)..to).take(NUMBERS_NAMED_MAX as usize).map(|number| number.to_string()).collect()
        }
        _ => Vec::new(),
    };
    let expected = [link.previous_name.clone().unwrap_or_default(), numbers.join(" "), format!("sha256:{previous}")];
    let expected: Vec<&str> = expected.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let finding = Finding::of(&link.package, FindingCode::PackageMissing).in_column("lobby:previous");
    finding.instead(expected.join(" "), &before.package)
}

/// What members held at the end of one period they hold at the beginning of the next, in the newest version of each.
fn carried(links: &[&Link], found: &mut Chained) {
    let mut newest: BTreeMap<(BusinessDate, BusinessDate), &Link> = BTreeMap::new();
    for link in links.iter().filter(|link| !link.period.starts_with(EVERYTHING)) {
        let kept = newest.entry((link.first, link.last)).or_insert(link);
        if link.version > kept.version {
            *kept = link;
        }
    }
    let lengths: BTreeSet<usize> = newest.values().map(|link| link.period.len()).collect();
    for length in lengths {
        let alike: Vec<&&Link> = newest.values().filter(|link| link.period.len() == length).collect();
        for pair in alike.windows(2) {
            follows(pair[0], pair[1], found);
        }
    }
}

fn follows(before: &Link, link: &Link, found: &mut Chained) {
    let next = before.last.plus_days(1);
    if link.first > next {
        let about = format!("{next}/{}", link.first.plus_days(-1));
        found.notes.push(Note { package: link.package.clone(), code: NoteCode::DaysBetween, about });
    } else if let (Some(closing), Some(opening)) = (before.points, link.points)
        && link.first == next
        && closing.closing != opening.opening
    {
        let finding = Finding::of(&link.package, FindingCode::Carried).in_column("lobby:points.opening");
        found.findings.push(finding.instead(closing.closing, opening.opening));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hotel's nth package, of its nth month of 2026.
    fn link(number: u32) -> Link {
        let first: BusinessDate = format!("2026-{number:02}-01").parse().expect("a day");
        let points = |opening: i64| Held { opening, earned: 10, redeemed: 0, expired: 0, reversed: 0, closing: opening + 10 };
        Link {
            package: format!("p{number}"),
            property: "H0217".to_owned(),
            period: format!("2026-{number:02}"),
            first,
            last: first.month_end(),
            version: 1,
            sequence: Some(u64::from(number)),
            sha256: format!("hash{number}"),
            previous: (number > 1).then(|| format!("hash{}", number - 1)),
            created: format!("2026-{number:02}-28T00:00:00Z"),
            previous_name: None,
            points: Some(points(i64::from(number) * 10)),
        }
    }

    fn check(links: &[Link], expected: &[(&str, FindingCode)]) {
        let chained = chained(links);
        let found: Vec<(&str, FindingCode)> = chained.findings.iter().map(|one| (one.package.as_str(), one.code)).collect();
        assert_eq!(found, expected, "{:#?}", chained.findings);
    }

    #[test]
    fn a_row_without_a_gap_is_right_in_any_order() {
        check(&[link(3), link(1), link(2), link(2)], &[]);
        let notes = chained(&[link(5), link(6)]).notes;
        assert_eq!(
            notes.iter().map(|note| note.code).collect::<Vec<_>>(),
            [NoteCode::BeforeNotGiven],
            "the first has one before it"
        );
    }

    #[test]
    fn a_missing_package_is_named_by_number_and_hash() {
        let links = [link(1), link(4)];
        check(&links, &[("p4", FindingCode::PackageMissing)]);
        assert_eq!(chained(&links).findings[0].expected.as_deref(), Some("2 3 sha256:hash3"));
        let uncounted = links.map(|link| Link { sequence: None, ..link });
        check(&uncounted, &[("p4", FindingCode::PackageMissing)]);
        assert_eq!(chained(&uncounted).findings[0].expected.as_deref(), Some("sha256:hash3"));
    }

    #[test]
    fn what_does_not_follow_is_found() {
        check(&[link(1), Link { previous: None, ..link(2) }], &[("p2", FindingCode::Chain)]);
        let fork = Link { sha256: "other".to_owned(), package: "p3b".to_owned(), version: 2, sequence: Some(4), ..link(3) };
        check(&[link(2), link(3), fork], &[("p3b", FindingCode::Chain), ("p3b", FindingCode::Chain)]);
        let twice = Link { sha256: "other".to_owned(), previous: Some("hash1".to_owned()), package: "q1".to_owned(), ..link(1) };
        check(&[link(1), Link { sequence: Some(2), ..twice }], &[("q1", FindingCode::VersionTwice)]);
        let held = Held { opening: 99, closing: 109, ..link(2).points.expect("points") };
        check(&[link(1), Link { points: Some(held), ..link(2) }], &[("p2", FindingCode::Carried)]);
    }

    #[test]
    fn another_hotel_s_packages_are_another_row() {
        let other =
            |number: u32| Link { property: "H0300".to_owned(), sha256: format!("h{number}"), previous: None, ..link(number) };
        check(&[link(1), other(1), link(2)], &[]);
    }

    #[test]
    fn a_month_without_a_package_is_told() {
        let skipped = Link { previous: Some("hash1".to_owned()), sequence: Some(2), ..link(3) };
        let chained = chained(&[link(1), skipped]);
        assert_eq!(chained.notes.iter().map(|note| note.about.as_str()).collect::<Vec<_>>(), ["2026-02-01/2026-02-28"]);
    }
}

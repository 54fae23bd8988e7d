//! The model as a whole, on made-up people and on the public sets.

use std::{collections::BTreeSet, ops::ControlFlow, path::Path};

use super::{Address, Likeness, Particulars, SCORE_SHOWN, Watch, compare_all};

fn found(guests: &[Particulars]) -> Vec<Likeness> {
    compare_all(guests, &mut Watch::new(&mut |_| ControlFlow::Continue(()))).expect("nobody cancels")
}

/// Returns the people of a FEBRL file and, for each, the number that says who it is.
fn febrl(path: &Path) -> (Vec<Particulars>, Vec<String>) {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path).expect("the file opens");
    let mut people = Vec::new();
    let mut who = Vec::new();
    for row in reader.records() {
        let row = row.expect("a row");
        let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
        let (given, family, born, number) = (cell(1), cell(2), cell(9), cell(10));
        let name = if given.is_empty() || family.is_empty() { format!("{given}{family}") } else { format!("{family}, {given}") };
        let date = born.is_ascii() && born.len() == 8;
        people.push(Particulars {
            name,
            birth_date: date.then(|| format!("{}-{}-{}", &born[..4], &born[4..6], &born[6..])),
            document: (!number.is_empty()).then(|| blake3::hash(number.as_bytes()).as_bytes().to_vec()),
            address: Address { number: cell(3), street: cell(4), place: cell(6), postcode: cell(7) },
            ..Particulars::default()
        });
        who.push(cell(0).split('-').nth(1).unwrap_or_default().to_owned());
    }
    (people, who)
}

#[test]
fn the_public_sets_are_found_as_well_as_measured() {
    let Ok(data) = std::env::var("LOBBY_DATA") else {
        println!("skipped: FEBRL 1 and 2 (LOBBY_DATA is not set)");
        return;
    };
    for (file, pairs, floor) in [("febrl1.csv", 500, 0.99), ("febrl2.csv", 1_934, 0.99)] {
        let (people, who) = febrl(&Path::new(&data).join("people").join(file));
        let truth: BTreeSet<(usize, usize)> =
            (0..who.len()).flat_map(|a| (a + 1..who.len()).map(move |b| (a, b))).filter(|(a, b)| who[*a] == who[*b]).collect();
        assert_eq!(truth.len(), pairs, "true pairs of {file}");
        let all = found(&people);
        for bar in [0.2, SCORE_SHOWN, 0.9, 0.95, 0.99] {
            let suspects: BTreeSet<(usize, usize)> =
                all.iter().filter(|pair| pair.score >= bar).map(|pair| (pair.a, pair.b)).collect();
            let right = suspects.intersection(&truth).count() as f64;
            let (precision, recall) = (right / suspects.len() as f64, right / truth.len() as f64);
            let f1 = 2.0 * precision * recall / (precision + recall);
            println!("{file} at {bar}: precision {precision:.4} recall {recall:.4} F1 {f1:.4}");
            if bar == SCORE_SHOWN {
                assert!(f1 >= floor, "F1 of {file} is {f1}");
            }
        }
        for pair in all.iter().filter(|pair| pair.score >= 0.5 && !truth.contains(&(pair.a, pair.b))) {
            println!("WRONG {:.3} {:?} {:?} {:?}", pair.score, people[pair.a], people[pair.b], pair.because);
        }
        let have: BTreeSet<(usize, usize)> = all.iter().filter(|p| p.score >= 0.5).map(|p| (p.a, p.b)).collect();
        for (a, b) in truth.difference(&have) {
            println!("MISSED {:?} {:?}", people[*a], people[*b]);
        }
    }
}

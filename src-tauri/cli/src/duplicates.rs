//! `duplicates`: guests who may be one person.

use std::ops::ControlFlow;

use clap::Args;
use lobby_core::{
    audit::op::Op,
    base::ids::GuestId,
    duplicates::{self, Asked, Band, Progress, Ran, Reason, SCORE_SHOWN, Suspect, SuspectPair, SuspectState, Watch},
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, files::Bar, stop::Outcome};

/// Pairs that are listed for people.
const SHOWN_MAX: u32 = 200;

/// Guests who may be one person, best first; everybody is compared anew
#[derive(Debug, Args)]
pub(crate) struct Duplicates {
    /// Only pairs that are at least so likely one, from 0 to 1
    #[arg(long, value_name = "X", default_value_t = SCORE_SHOWN, value_parser = score)]
    min_score: f64,
    /// List what is known; compare nobody
    #[arg(long)]
    known: bool,
}

fn score(text: &str) -> Result<f64, String> {
    let score: f64 = text.parse().map_err(|_| "a number from 0 to 1".to_owned())?;
    if (0.0..=1.0).contains(&score) { Ok(score) } else { Err("a number from 0 to 1".to_owned()) }
}

#[derive(Serialize)]
struct Pair {
    a: GuestId,
    b: GuestId,
    score: f64,
    band: Band,
    because: Vec<Reason>,
}

impl From<Suspect> for Pair {
    fn from(suspect: Suspect) -> Self {
        Self { a: suspect.a, b: suspect.b, score: suspect.score, band: suspect.band, because: suspect.because }
    }
}

/// A pair as people read it.
#[derive(Serialize)]
struct PairLine {
    score: String,
    one: String,
    other: String,
    because: String,
}

impl Duplicates {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        if !self.known {
            compare(desk)?;
        }
        let asked = Asked { min_score: self.min_score, state: SuspectState::Open, ..Asked::default() };
        let found = desk.read(Op::ReadDuplicates, |db, _| duplicates::list(db, &asked))?;
        let pairs: Vec<Pair> = found.into_iter().map(Pair::from).collect();
        if desk.as_json() {
            return Answer::of(&pairs);
        }
        let asked = Asked { limit: SHOWN_MAX, ..asked };
        let shown = desk.read(Op::ReadDuplicates, |db, _| duplicates::pairs(db, &asked))?;
        Answer::of(&pairs)?.for_people(&shown.iter().map(|pair| line(desk, pair)).collect::<Vec<_>>())
    }
}

/// Compares everybody, on a reader first: the desk goes on meanwhile, and only what was found is written.
fn compare(desk: &Desk) -> Outcome<Ran> {
    let mut bar = Bar::new(desk);
    let mut report = |progress: Progress| {
        bar.show(progress.done, progress.total);
        ControlFlow::Continue(())
    };
    let run = desk.read(Op::FindDuplicates, |db, _| duplicates::search(db, &mut Watch::new(&mut report)));
    bar.end();
    let run = run?;
    Ok(desk.write(Op::FindDuplicates, &(), |tx| duplicates::keep(tx, &run))?.value)
}

fn line(desk: &Desk, pair: &SuspectPair) -> PairLine {
    let because = pair.suspect.because.iter().filter(|reason| reason.weight > 0.0).map(|reason| {
        let feature = desk.text(&format!("duplicate.feature.{}", reason.feature), &[]);
        let level = desk.text(&format!("duplicate.level.{}", reason.level), &[]);
        format!("{feature} {level}")
    });
    PairLine {
        score: format!("{:.3}", pair.suspect.score),
        one: pair.one.name.clone(),
        other: pair.other.name.clone(),
        because: because.collect::<Vec<_>>().join(", "),
    }
}

//! Times of many runs of one act.

use std::fmt;
use std::time::{Duration, Instant};

/// How long each run of one act took.
#[derive(Default)]
pub struct Times {
    runs: Vec<Duration>,
}

impl Times {
    /// Runs `act`, keeps how long it took, and returns what it answered.
    pub fn run<T>(&mut self, act: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let answer = act();
        self.runs.push(begun.elapsed());
        answer
    }

    /// Keeps a run that was measured elsewhere.
    pub fn note(&mut self, took: Duration) {
        self.runs.push(took);
    }

    /// Takes over the runs of another.
    pub fn extend(&mut self, other: &Times) {
        self.runs.extend(&other.runs);
    }

    /// Returns how many runs there were.
    pub fn count(&self) -> usize {
        self.runs.len()
    }

    /// Returns runs a second, were they done one after the other.
    pub fn each_second(&self) -> f64 {
        self.count() as f64 / self.runs.iter().sum::<Duration>().as_secs_f64()
    }

    /// Returns the time within which `share` of a hundred runs ended (nearest rank).
    fn percentile(sorted: &[Duration], share: usize) -> Duration {
        let rank = (sorted.len() * share).div_ceil(100).max(1);
        sorted[rank - 1]
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sorted = self.runs.clone();
        sorted.sort_unstable();
        let Some(longest) = sorted.last() else { return f.write_str("no run") };
        let (half, nearly_all) = (Self::percentile(&sorted, 50), Self::percentile(&sorted, 99));
        write!(f, "p50 {}, p99 {}, max {}", shown(half), shown(nearly_all), shown(*longest))
    }
}

/// Returns a time as the table shows it, in milliseconds.
pub fn shown(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1_000.0;
    if ms < 10.0 { format!("{ms:.3} ms") } else { format!("{ms:.1} ms") }
}

/// Returns a rate as the table shows it.
pub fn rows_each_second(rows: u64, time: Duration) -> String {
    format!("{:.0} rows/s ({:.2} s)", rows as f64 / time.as_secs_f64(), time.as_secs_f64())
}

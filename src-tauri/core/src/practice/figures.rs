//! The figures that the practice hotel follows, counted once from a real booking history (source and licence stand in
//! `assets/practice/figures.json`), and drawing from them.

use rand::Rng;
use serde::Deserialize;

/// The file that the figures lie in, as it was built into the program.
const FIGURES_JSON: &str = include_str!("../../../../assets/practice/figures.json");

/// Fen of the practice hotel for one euro cent of the file: the yuan stood near 7.5 to the euro in the years of the file.
pub const FEN_PER_CENT: f64 = 7.5;

/// A rate lies on the whole yuan, as a front desk quotes it.
const RATE_STEP_FEN: f64 = 100.0;

/// The counts as they lie in the file; every number is one of bookings unless its name says otherwise.
#[derive(Debug, Deserialize, PartialEq)]
pub struct Figures {
    /// All bookings of the source.
    pub bookings: u64,
    /// Bookings that ended with a departure.
    pub departed: u64,
    /// Bookings that were cancelled.
    pub cancelled: u64,
    /// Bookings whose guest never came.
    pub no_show: u64,
    /// Bookings of returning guests; not followed, the file says why.
    pub repeated: u64,
    /// Arrivals from Monday to Sunday.
    pub arrivals_by_weekday: [u64; 7],
    /// The lowest lead time of each bucket, in days.
    pub lead_edges_days: Vec<u32>,
    /// Which quantiles `rate_cents` holds, per mille.
    pub rate_quantiles: Vec<u32>,
    /// One entry a channel.
    pub channels: Vec<ChannelFigures>,
    /// Deciles of the part of the lead time that had passed at a cancellation, per mille.
    pub cancel_notice: Vec<u32>,
    /// Who travels together.
    pub parties: Vec<PartyFigures>,
    /// ISO 3166 alpha-3 code and bookings.
    pub countries: Vec<(String, u64)>,
}

/// The counts of one channel.
#[derive(Debug, Deserialize, PartialEq)]
pub struct ChannelFigures {
    /// The channel's name in the practice hotel's code.
    pub channel: String,
    /// The market segment as the source calls it.
    pub segment: String,
    /// All bookings of the channel.
    pub bookings: u64,
    /// Arrivals from January to December.
    pub arrivals_by_month: [u64; 12],
    /// Bookings by bucket of lead time.
    pub lead_days: Vec<u64>,
    /// Cancelled bookings by bucket of lead time.
    pub cancelled: Vec<u64>,
    /// No-shows by bucket of lead time.
    pub no_show: Vec<u64>,
    /// Bookings by nights; the last entry is "that many or more".
    pub nights: Vec<u64>,
    /// Rates by month of arrival at the quantiles, euro cents; empty where the channel has no arrival in that month.
    pub rate_cents: Vec<Vec<i64>>,
    /// The mean rate, euro cents.
    pub rate_mean_cents: i64,
}

/// Bookings of one composition of travellers.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, serde::Serialize)]
pub struct PartyFigures {
    /// Adults.
    pub adults: u32,
    /// Children.
    pub children: u32,
    /// Babies.
    pub babies: u32,
    /// How many bookings.
    pub bookings: u64,
}

/// What became of a reservation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The guest came.
    Came,
    /// The guest cancelled.
    Cancelled,
    /// The guest never came.
    NoShow,
}

/// Draws indices in proportion to counts, by binary search in the running sums.
#[derive(Debug)]
pub struct Weighted {
    sums: Vec<u64>,
}

impl Weighted {
    /// Returns the draw over these weights; at least one must be above zero.
    pub fn new(weights: impl IntoIterator<Item = u64>) -> Self {
        let mut total = 0;
        let sums: Vec<u64> = weights
            .into_iter()
            .map(|weight| {
                total += weight;
                total
            })
            .collect();
        assert!(total > 0, "a draw needs a weight above zero");
        Self { sums }
    }

    /// Returns an index, each as often as its weight says.
    pub fn draw(&self, rng: &mut impl Rng) -> usize {
        let total = self.sums.last().copied().unwrap_or(1);
        let at = rng.random_range(0..total);
        self.sums.partition_point(|sum| *sum <= at)
    }
}

/// The figures made ready to draw from.
#[derive(Debug)]
pub struct Draws {
    /// The counts behind the draws.
    pub figures: Figures,
    channel: Weighted,
    lead: Vec<Weighted>,
    nights: Vec<Weighted>,
    party: Weighted,
    country: Weighted,
    weekday_share: [f64; 7],
    month_share: Vec<[f64; 12]>,
}

impl Figures {
    /// Returns the figures that the program carries.
    ///
    /// Errors: the file inside the program is not the JSON it should be (a mistake in the build, told apart by a test).
    pub fn load() -> Result<Self, serde_json::Error> {
        serde_json::from_str(FIGURES_JSON)
    }
}

impl Draws {
    /// Returns the draws over the figures that the program carries.
    ///
    /// Errors: as [`Figures::load`].
    pub fn load() -> Result<Self, serde_json::Error> {
        Figures::load().map(Self::over)
    }

    fn over(figures: Figures) -> Self {
        let channels = &figures.channels;
        let peak = figures.arrivals_by_weekday.iter().copied().max().unwrap_or(1) as f64;
        Self {
            channel: Weighted::new(channels.iter().map(|channel| channel.bookings)),
            lead: channels.iter().map(|channel| Weighted::new(channel.lead_days.iter().copied())).collect(),
            nights: channels.iter().map(|channel| Weighted::new(channel.nights.iter().copied())).collect(),
            party: Weighted::new(figures.parties.iter().map(|party| party.bookings)),
            country: Weighted::new(figures.countries.iter().map(|(_, bookings)| *bookings)),
            weekday_share: figures.arrivals_by_weekday.map(|count| count as f64 / peak),
            month_share: channels.iter().map(|channel| shares_per_day(&channel.arrivals_by_month)).collect(),
            figures,
        }
    }

    /// Returns the index of a channel.
    pub fn channel(&self, rng: &mut impl Rng) -> usize {
        self.channel.draw(rng)
    }

    /// Returns days between booking and arrival.
    pub fn lead_days(&self, channel: usize, rng: &mut impl Rng) -> u32 {
        let bucket = self.lead[channel].draw(rng);
        let edges = &self.figures.lead_edges_days;
        let above = edges.get(bucket + 1).copied().unwrap_or(edges[bucket] + 120);
        rng.random_range(edges[bucket]..above)
    }

    /// Returns how many nights were booked.
    pub fn nights(&self, channel: usize, rng: &mut impl Rng) -> u32 {
        self.nights[channel].draw(rng) as u32
    }

    /// Returns who travels together.
    pub fn party(&self, rng: &mut impl Rng) -> PartyFigures {
        self.figures.parties[self.party.draw(rng)]
    }

    /// Returns an ISO 3166 alpha-3 code of the source.
    pub fn country(&self, rng: &mut impl Rng) -> &str {
        &self.figures.countries[self.country.draw(rng)].0
    }

    /// Returns how likely an arrival on this day is, against the likeliest day of the channel's year (0 to 1).
    pub fn arrival_share(&self, channel: usize, month0: usize, weekday0: usize) -> f64 {
        self.month_share[channel][month0] * self.weekday_share[weekday0]
    }

    /// Returns what became of a reservation with this lead time.
    pub fn outcome(&self, channel: usize, lead_days: u32, rng: &mut impl Rng) -> Outcome {
        let figures = &self.figures.channels[channel];
        let bucket = self.figures.lead_edges_days.partition_point(|edge| *edge <= lead_days).saturating_sub(1);
        let at = rng.random_range(0..figures.lead_days[bucket].max(1));
        if at < figures.cancelled[bucket] {
            Outcome::Cancelled
        } else if at < figures.cancelled[bucket] + figures.no_show[bucket] {
            Outcome::NoShow
        } else {
            Outcome::Came
        }
    }

    /// Returns how many days before arrival a booking with this lead time was cancelled.
    pub fn cancelled_days_before(&self, lead_days: u32, rng: &mut impl Rng) -> u32 {
        let deciles = &self.figures.cancel_notice;
        let at = rng.random_range(0.0..(deciles.len() - 1) as f64);
        let passed = between(deciles[at as usize] as f64, deciles[at as usize + 1] as f64, at.fract());
        lead_days - (f64::from(lead_days) * passed / 1000.0).round() as u32
    }

    /// Returns the rate a night in fen, on the whole yuan, at `rank` (0 to 1) of the channel's rates in that month.
    pub fn rate_fen(&self, channel: usize, month0: usize, rank: f64) -> i64 {
        let months = &self.figures.channels[channel].rate_cents;
        let Some(cents) =
            Some(&months[month0]).filter(|cents| !cents.is_empty()).or_else(|| months.iter().find(|cents| !cents.is_empty()))
        else {
            return 0;
        };
        let rank = rank * 1000.0;
        let quantiles = &self.figures.rate_quantiles;
        let upper = quantiles.partition_point(|quantile| f64::from(*quantile) <= rank).min(quantiles.len() - 1).max(1);
        let (low, high) = (f64::from(quantiles[upper - 1]), f64::from(quantiles[upper]));
        let part = ((rank - low) / (high - low)).clamp(0.0, 1.0);
        let fen = between(cents[upper - 1] as f64, cents[upper] as f64, part) * FEN_PER_CENT;
        ((fen / RATE_STEP_FEN).round() * RATE_STEP_FEN) as i64
    }
}

fn between(low: f64, high: f64, part: f64) -> f64 {
    low + (high - low) * part
}

/// Arrivals of each month per day of it, against the strongest month: months are not equally long.
fn shares_per_day(arrivals: &[u64; 12]) -> [f64; 12] {
    const DAYS: [f64; 12] = [31.0, 28.25, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0];
    let mut shares = [0.0; 12];
    for (month, share) in shares.iter_mut().enumerate() {
        *share = arrivals[month] as f64 / DAYS[month];
    }
    let peak = shares.iter().copied().fold(f64::MIN, f64::max);
    shares.map(|share| share / peak)
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

    use super::*;

    #[test]
    fn the_figures_add_up_to_the_bookings_of_the_source() {
        let figures = Draws::load().expect("the file in the program is JSON").figures;
        assert_eq!(figures.bookings, 119_390, "the source has 119,390 bookings");
        assert_eq!(figures.departed + figures.cancelled + figures.no_show, figures.bookings, "each booking ended one way");
        assert_eq!(figures.arrivals_by_weekday.iter().sum::<u64>(), figures.bookings, "each arrives on one weekday");
        let by_channel: u64 = figures.channels.iter().map(|channel| channel.bookings).sum();
        assert_eq!(by_channel + 2, figures.bookings, "two bookings have no channel");
        for channel in &figures.channels {
            let name = &channel.channel;
            assert_eq!(channel.lead_days.iter().sum::<u64>(), channel.bookings, "{name}: each has a lead time");
            assert_eq!(channel.nights.iter().sum::<u64>(), channel.bookings, "{name}: each has a length");
            assert_eq!(channel.arrivals_by_month.iter().sum::<u64>(), channel.bookings, "{name}: each has a month");
        }
    }

    #[test]
    fn drawn_rates_have_the_mean_of_the_source() {
        let draws = Draws::load().expect("the file in the program is JSON");
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        for (index, channel) in draws.figures.channels.iter().enumerate().filter(|(_, channel)| channel.bookings > 5_000) {
            let months = Weighted::new(channel.arrivals_by_month);
            let sum: i64 = (0..40_000).map(|_| draws.rate_fen(index, months.draw(&mut rng), rng.random())).sum();
            let (drawn, source) = (sum as f64 / 40_000.0, channel.rate_mean_cents as f64 * FEN_PER_CENT);
            assert!((drawn / source - 1.0).abs() < 0.02, "{}: drawn {drawn:.0} fen, source {source:.0}", channel.channel);
        }
    }

    #[test]
    fn a_draw_never_gives_what_has_no_weight() {
        let draw = Weighted::new([0, 3, 0, 1, 0]);
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let mut seen = [0; 5];
        for _ in 0..4_000 {
            seen[draw.draw(&mut rng)] += 1;
        }
        assert_eq!((seen[0], seen[2], seen[4]), (0, 0, 0), "weight nought is never drawn");
        assert!((2_800..3_200).contains(&seen[1]), "three of four fall on weight three: {}", seen[1]);
    }
}

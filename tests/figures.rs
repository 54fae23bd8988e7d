//! The figures that the practice hotel follows, counted again from the real booking file where `LOBBY_DATA` names it.

use std::{collections::BTreeMap, fs::File, path::PathBuf};

use chrono::{Datelike, NaiveDate};
use lobby_core::practice::{ChannelFigures, Figures};

/// Fewer bookings than this are not worth a row of their own.
const ROW_MIN: u64 = 15;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// One booking, as far as the figures look at it.
struct Booking {
    segment: String,
    lead_days: u32,
    arrival: NaiveDate,
    nights: usize,
    party: Option<(u32, u32, u32)>,
    country: String,
    repeated: bool,
    rate_cents: i64,
    status: String,
    status_on: NaiveDate,
}

fn bookings() -> Option<Vec<Booking>> {
    let Some(data) = std::env::var_os("LOBBY_DATA") else {
        println!("skipped: LOBBY_DATA does not name the folder of the real booking file");
        return None;
    };
    let path = PathBuf::from(data).join("bookings").join("hotel_bookings.csv.xz");
    let file = File::open(&path).expect("the booking file stands where LOBBY_DATA says");
    let mut reader = csv::Reader::from_reader(xz2::read::XzDecoder::new(file));
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|one| one == name).expect("the column is there");
    let columns = Columns {
        segment: column("market_segment"),
        lead: column("lead_time"),
        year: column("arrival_date_year"),
        month: column("arrival_date_month"),
        day: column("arrival_date_day_of_month"),
        weekend: column("stays_in_weekend_nights"),
        week: column("stays_in_week_nights"),
        party: [column("adults"), column("children"), column("babies")],
        country: column("country"),
        repeated: column("is_repeated_guest"),
        rate: column("adr"),
        status: column("reservation_status"),
        status_on: column("reservation_status_date"),
    };
    Some(reader.records().map(|row| columns.booking(&row.expect("a row"))).collect())
}

struct Columns {
    segment: usize,
    lead: usize,
    year: usize,
    month: usize,
    day: usize,
    weekend: usize,
    week: usize,
    party: [usize; 3],
    country: usize,
    repeated: usize,
    rate: usize,
    status: usize,
    status_on: usize,
}

impl Columns {
    fn booking(&self, row: &csv::StringRecord) -> Booking {
        let number = |column: usize| row[column].parse::<u32>().expect("a number");
        let month = MONTHS.iter().position(|name| *name == &row[self.month]).expect("a month") as u32 + 1;
        let party: Vec<Option<u32>> = self.party.iter().map(|column| row[*column].parse().ok()).collect();
        Booking {
            segment: row[self.segment].to_owned(),
            lead_days: number(self.lead),
            arrival: NaiveDate::from_ymd_opt(number(self.year) as i32, month, number(self.day)).expect("a date"),
            nights: (number(self.weekend) + number(self.week)) as usize,
            party: party[0].zip(party[1]).zip(party[2]).map(|((adults, children), babies)| (adults, children, babies)),
            country: row[self.country].to_owned(),
            repeated: &row[self.repeated] == "1",
            rate_cents: (row[self.rate].parse::<f64>().expect("a rate") * 100.0).round() as i64,
            status: row[self.status].to_owned(),
            status_on: NaiveDate::parse_from_str(&row[self.status_on], "%m/%d/%Y").expect("a date"),
        }
    }
}

#[test]
fn the_figures_are_those_of_the_real_file() {
    let Some(bookings) = bookings() else { return };
    let figures = Figures::load().expect("the figures in the program");
    let with = |status: &str| bookings.iter().filter(|booking| booking.status == status).count() as u64;
    assert_eq!(figures.bookings, bookings.len() as u64);
    assert_eq!((figures.departed, figures.cancelled, figures.no_show), (with("Check-Out"), with("Canceled"), with("No-Show")));
    assert_eq!(figures.repeated, bookings.iter().filter(|booking| booking.repeated).count() as u64);
    let mut weekdays = [0; 7];
    for booking in &bookings {
        weekdays[booking.arrival.weekday().num_days_from_monday() as usize] += 1;
    }
    assert_eq!(figures.arrivals_by_weekday, weekdays, "arrivals by weekday");
    let people: Vec<_> = bookings.iter().filter_map(|booking| booking.party).filter(|party| *party != (0, 0, 0)).collect();
    let parties = figures.parties.iter().map(|party| ((party.adults, party.children, party.babies), party.bookings)).collect();
    assert_eq!(worth_a_row(people.into_iter()), parties, "who travels together");
    let named = bookings.iter().map(|booking| booking.country.as_str()).filter(|country| *country != "NULL");
    let countries = named.map(|country| if country == "CN" { "CHN" } else { country }.to_owned());
    assert_eq!(worth_a_row(countries), figures.countries.iter().cloned().collect(), "countries");
    assert_eq!(figures.cancel_notice, cancel_notice(&bookings), "how early a booking is cancelled");
    for channel in &figures.channels {
        let own: Vec<&Booking> = bookings.iter().filter(|booking| booking.segment == channel.segment).collect();
        assert_eq!(*channel, counted(channel, &own, &figures), "{}", channel.segment);
    }
}

fn worth_a_row<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, u64> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_insert(0) += 1;
    }
    counts.retain(|_, count| *count >= ROW_MIN);
    counts
}

fn counted(channel: &ChannelFigures, own: &[&Booking], figures: &Figures) -> ChannelFigures {
    let edges = &figures.lead_edges_days;
    let by_lead = |counts: &dyn Fn(&Booking) -> bool| {
        let mut buckets = vec![0; edges.len()];
        for booking in own.iter().filter(|booking| counts(booking)) {
            buckets[edges.partition_point(|edge| *edge <= booking.lead_days) - 1] += 1;
        }
        buckets
    };
    let mut months = [0; 12];
    let mut nights = vec![0; channel.nights.len()];
    let mut rates = vec![Vec::new(); 12];
    for booking in own {
        months[booking.arrival.month0() as usize] += 1;
        let last = nights.len() - 1;
        nights[booking.nights.min(last)] += 1;
        rates[booking.arrival.month0() as usize].push(booking.rate_cents);
    }
    for month in &mut rates {
        month.sort_unstable();
        let sorted = std::mem::take(month);
        let at = |quantile: &u32| sorted[*quantile as usize * (sorted.len() - 1) / 1_000];
        *month = if sorted.is_empty() { Vec::new() } else { figures.rate_quantiles.iter().map(at).collect() };
    }
    let sum: i64 = own.iter().map(|booking| booking.rate_cents).sum();
    ChannelFigures {
        channel: channel.channel.clone(),
        segment: channel.segment.clone(),
        bookings: own.len() as u64,
        arrivals_by_month: months,
        lead_days: by_lead(&|_| true),
        cancelled: by_lead(&|booking| booking.status == "Canceled"),
        no_show: by_lead(&|booking| booking.status == "No-Show"),
        nights,
        rate_cents: rates,
        rate_mean_cents: (sum as f64 / own.len() as f64).round() as i64,
    }
}

/// Deciles of the part of the lead time, per mille, that had passed at the cancellation.
fn cancel_notice(bookings: &[Booking]) -> Vec<u32> {
    let early = bookings.iter().filter(|booking| booking.status == "Canceled" && booking.lead_days > 0);
    let passed = |booking: &Booking| {
        let (lead, left) = (i64::from(booking.lead_days), (booking.arrival - booking.status_on).num_days());
        (1_000 * (lead - left)).div_euclid(lead).clamp(0, 1_000) as u32
    };
    let mut passed: Vec<u32> = early.map(passed).collect();
    passed.sort_unstable();
    (0..=10).map(|decile| passed[decile * (passed.len() - 1) / 10]).collect()
}

//! The page: title, the figures of the group, four charts, hotels beside one another, who is late. Words come from
//! `assets/locales`; whatever a hotel wrote goes through `escaped`.

use std::fmt::Write as _;

use super::{
    chart::{bars, cell_bar, line},
    figures::{Figures, Hotel, NIGHTS_MIN},
};
use crate::{
    base::{html::escaped, time::Instant},
    i18n::{self, Locale},
};

/// How every report begins: a file that begins otherwise is somebody's own and never written over.
pub const BEGINS: &str = "<!doctype html>\n<!-- Lobby group report -->\n";
/// How the page looks, on a screen and on paper.
const LOOK: &str = include_str!("page.css");
/// Nothing is fetched and nothing runs, whatever a name says.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
/// Hotels that stand open on the page; the others are folded away below.
const OPEN_MAX: usize = 20;
/// Causes that have a bar of their own.
const CAUSES_MAX: usize = 8;

/// Returns the page as one HTML document.
pub fn html(figures: &Figures, locale: Locale, at: Instant) -> String {
    let page = Page { figures, locale };
    let title = escaped(&page.say("title"));
    let mut to = format!(
        "{BEGINS}<html lang=\"{locale}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{LOOK}</style></head><body>\n\
         <header><h1>{title}</h1><p>{}</p></header>\n",
        page.scope(at),
    );
    page.figures_line(&mut to);
    page.charts(&mut to);
    page.hotels(&mut to);
    page.late(&mut to);
    put(&mut to, format_args!("<footer>{}</footer></body></html>\n", page.text("foot")));
    to
}

struct Page<'f> {
    figures: &'f Figures,
    locale: Locale,
}

impl Page<'_> {
    fn say(&self, key: &str) -> String {
        self.fill(key, &[])
    }

    fn fill(&self, key: &str, args: &[(&str, &str)]) -> String {
        i18n::text(self.locale, &format!("core.group.{key}"), args)
    }

    /// Returns a text for the page, its blanks filled and all of it escaped.
    fn filled(&self, key: &str, args: &[(&str, &str)]) -> String {
        escaped(&self.fill(key, args))
    }

    fn text(&self, key: &str) -> String {
        self.filled(key, &[])
    }

    fn scope(&self, at: Instant) -> String {
        let months = &self.figures.months;
        let named = |month: Option<&String>| month.cloned().unwrap_or_default();
        self.filled(
            "scope",
            &[
                ("hotels", &thousands(self.figures.hotels.len() as f64)),
                ("packages", &thousands(self.figures.packages as f64)),
                ("from", &named(months.keys().next())),
                ("to", &named(months.keys().next_back())),
                ("at", &at.rfc3339()),
            ],
        )
    }

    fn figures_line(&self, to: &mut String) {
        let sum = |of: fn(&Hotel) -> i64| self.figures.hotels.iter().map(of).sum::<i64>();
        let (nights, complaints) = (sum(|hotel| hotel.nights), sum(|hotel| hotel.complaints));
        let whole = Hotel {
            nights,
            complaints,
            guests: sum(|hotel| hotel.guests),
            repeaters: sum(|hotel| hotel.repeaters),
            ..Hotel::default()
        };
        let money = self.figures.compensation.iter().map(|(currency, amount)| format!("{currency} {}", thousands(*amount)));
        let money: Vec<String> = money.collect();
        let elsewhere: i64 = self.figures.known_in.range(2..).map(|(_, guests)| guests).sum();
        put(to, format_args!("<section class=\"sum\">"));
        for (key, value, under) in [
            ("nights", thousands(nights as f64), self.filled("since", &[("month", &self.figures.since)])),
            ("rate", self.rate(whole.rate()), self.filled("of_complaints", &[("count", &thousands(complaints as f64))])),
            (
                "compensation",
                money.join(" · "),
                self.filled("and_points", &[("points", &thousands(self.figures.compensation_points as f64))]),
            ),
            (
                "points",
                thousands(sum(|hotel| hotel.points) as f64),
                self.filled("of_members", &[("count", &thousands(sum(|hotel| hotel.members) as f64))]),
            ),
            (
                "repeat",
                self.percent(whole.repeat()),
                self.filled("of_guests", &[("count", &thousands(whole.guests as f64)), ("year", &self.figures.year)]),
            ),
            ("elsewhere", thousands(elsewhere as f64), self.text("with_consent")),
        ] {
            let value = if value.is_empty() { "–".to_owned() } else { escaped(&value) };
            put(to, format_args!("<div><h2>{}</h2><b>{value}</b><small>{under}</small></div>", self.text(key)));
        }
        put(to, format_args!("</section>\n"));
    }

    fn charts(&self, to: &mut String) {
        let rates = self.figures.months.iter().filter(|(_, month)| month.nights >= NIGHTS_MIN);
        let rates: Vec<(String, f64)> =
            rates.map(|(name, month)| (name.clone(), 100.0 * month.complaints as f64 / month.nights as f64)).collect();
        let points: Vec<(String, f64)> =
            self.figures.points.iter().map(|(month, points)| (month.clone(), points.closing as f64)).collect();
        let mut causes: Vec<(String, f64)> =
            self.figures.causes.iter().map(|(cause, count)| (self.word("cause", cause), *count as f64)).collect();
        causes.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        causes.truncate(CAUSES_MAX);
        let tiers = ["base", "silver", "gold", "platinum"].iter().filter_map(|tier| self.figures.tiers.get_key_value(*tier));
        let tiers: Vec<(String, f64)> = tiers.map(|(tier, members)| (self.word("tier", tier), *members as f64)).collect();
        let rate = |value: f64| format!("{value:.2}");
        put(to, format_args!("<section class=\"charts\">"));
        self.figure(to, "rate_by_month", rates.is_empty(), || line(&rates, &rate));
        self.figure(to, "points_by_month", points.is_empty(), || line(&points, &short));
        self.figure(to, "by_cause", causes.is_empty(), || bars(&causes, &thousands));
        self.figure(to, "by_tier", tiers.is_empty(), || bars(&tiers, &thousands));
        put(to, format_args!("</section>\n"));
    }

    fn figure(&self, to: &mut String, key: &str, is_empty: bool, draw: impl FnOnce() -> String) {
        let drawn = if is_empty { format!("<p>{}</p>", self.text("too_little")) } else { draw() };
        put(to, format_args!("<figure><figcaption>{}</figcaption>{drawn}</figure>", self.text(key)));
    }

    fn word(&self, prefix: &str, word: &str) -> String {
        i18n::text_of(self.locale, &format!("{prefix}.{word}"), &[]).unwrap_or_else(|| word.to_owned())
    }

    /// Hotels beside one another, the one with most complaints a night first; those with too little to say last.
    fn hotels(&self, to: &mut String) {
        let mut hotels: Vec<&Hotel> = self.figures.hotels.iter().collect();
        hotels.sort_by(|one, other| {
            let rate = |hotel: &Hotel| hotel.rate().unwrap_or(-1.0);
            rate(other).total_cmp(&rate(one)).then_with(|| one.code.cmp(&other.code))
        });
        let most = hotels.first().and_then(|hotel| hotel.rate()).unwrap_or_default();
        put(to, format_args!("<section><h2>{}</h2>", self.filled("compared", &[("month", &self.figures.since)])));
        let (open, folded) = hotels.split_at(hotels.len().min(OPEN_MAX));
        self.table(to, open, most);
        if !folded.is_empty() {
            let more = self.filled("more", &[("count", &folded.len().to_string())]);
            put(to, format_args!("<details><summary>{more}</summary>"));
            self.table(to, folded, most);
            put(to, format_args!("</details>"));
        }
        put(to, format_args!("</section>\n"));
    }

    fn table(&self, to: &mut String, hotels: &[&Hotel], most: f64) {
        put(to, format_args!("<table><thead><tr>"));
        for key in ["hotel", "nights", "complaints", "rate", "", "compensation", "points", "members", "repeat"] {
            let title = if key.is_empty() { String::new() } else { self.text(key) };
            put(to, format_args!("<th>{title}</th>"));
        }
        put(to, format_args!("</tr></thead><tbody>"));
        for hotel in hotels {
            let bar = hotel.rate().filter(|_| most > 0.0).map_or_else(String::new, |rate| cell_bar(rate / most));
            put(
                to,
                format_args!(
                    "<tr><th scope=\"row\">{} <small>{}</small></th><td>{}</td><td>{}</td><td>{}</td><td class=\"bars\">{bar}</td>\
                     <td>{} {}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                    escaped(&hotel.name),
                    escaped(&hotel.code),
                    thousands(hotel.nights as f64),
                    thousands(hotel.complaints as f64),
                    escaped(&self.rate(hotel.rate())),
                    escaped(&hotel.currency),
                    thousands(hotel.compensation),
                    thousands(hotel.points as f64),
                    thousands(hotel.members as f64),
                    escaped(&self.percent(hotel.repeat())),
                ),
            );
        }
        put(to, format_args!("</tbody></table>"));
    }

    /// Hotels whose newest package is older than the newest of the group.
    fn late(&self, to: &mut String) {
        let newest = self.figures.hotels.iter().map(|hotel| hotel.last_day.as_str()).max().unwrap_or_default();
        let late: Vec<&Hotel> = self.figures.hotels.iter().filter(|hotel| hotel.last_day != newest).collect();
        if late.is_empty() {
            return;
        }
        put(to, format_args!("<section class=\"late\"><h2>{}</h2><ul>", self.filled("late", &[("day", newest)])));
        for hotel in late {
            put(
                to,
                format_args!(
                    "<li>{} <small>{}</small> {}</li>",
                    escaped(&hotel.name),
                    escaped(&hotel.code),
                    escaped(&hotel.last_day)
                ),
            );
        }
        put(to, format_args!("</ul></section>\n"));
    }

    fn rate(&self, rate: Option<f64>) -> String {
        rate.map_or_else(|| self.say("too_little"), |rate| format!("{rate:.2}"))
    }

    fn percent(&self, share: Option<f64>) -> String {
        share.map_or_else(|| self.say("too_little"), |share| format!("{share:.1} %"))
    }
}

/// Returns a whole number with commas between thousands and the true minus sign.
fn thousands(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if value < 0.0 && digits != "0" { format!("\u{2212}{grouped}") } else { grouped }
}

/// Returns a number short enough for a scale.
fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 1e9 => format!("{:.1}G", value / 1e9),
        size if size >= 1e6 => format!("{:.1}M", value / 1e6),
        size if size >= 1e4 => format!("{:.0}k", value / 1e3),
        _ => thousands(value),
    }
}

/// Writing to a String cannot fail.
fn put(to: &mut String, what: std::fmt::Arguments<'_>) {
    let _infallible = to.write_fmt(what);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_people_read_them() {
        for (value, expected) in
            [(0.0, "0"), (999.0, "999"), (1_000.0, "1,000"), (-1_234_567.4, "\u{2212}1,234,567"), (-0.2, "0")]
        {
            assert_eq!(thousands(value), expected);
        }
        assert_eq!(
            (short(12_345_678.0), short(20_000.0), short(500.0)),
            ("12.3M".to_owned(), "20k".to_owned(), "500".to_owned())
        );
    }
}

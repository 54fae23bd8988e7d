//! Charts as inline SVG: lines, bars and the figures beside them. No script, no font of their own; every mark has its figure in words
//! (`<title>`), so that the page can be read aloud.

use std::fmt::Write as _;

use crate::base::html::escaped;

/// Width of a chart in its own units.
const WIDTH: f64 = 520.0;
/// Height of a line chart.
const HEIGHT: f64 = 180.0;
/// Room at the left for the scale, at the foot for months, at the right for the last figure.
const LEFT: f64 = 52.0;
const FOOT: f64 = 24.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 14.0;
/// Height of a bar's line.
const BAR: f64 = 26.0;
/// Where bars begin and how long the longest is.
const BAR_LEFT: f64 = 150.0;
const BAR_LONGEST: f64 = 270.0;
/// Months that are named at the foot.
const NAMED_MAX: usize = 7;

/// Returns a line over months, from nothing up; `shown` writes a value.
pub fn line(points: &[(String, f64)], shown: &dyn Fn(f64) -> String) -> String {
    let most = nice(points.iter().map(|(_, value)| *value).fold(0.0, f64::max));
    let x = |place: usize| LEFT + (WIDTH - LEFT - RIGHT) * place as f64 / (points.len().max(2) - 1) as f64;
    let y = |value: f64| TOP + (HEIGHT - TOP - FOOT) * (1.0 - value / most);
    let mut svg = format!("<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\">");
    for step in 0..=2 {
        let value = most * f64::from(step) / 2.0;
        put(
            &mut svg,
            format_args!(
                "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{1:.1}\" y2=\"{1:.1}\"/>",
                WIDTH - RIGHT,
                y(value)
            ),
        );
        put(
            &mut svg,
            format_args!(
                "<text class=\"scale\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                LEFT - 6.0,
                y(value) + 4.0,
                escaped(&shown(value))
            ),
        );
    }
    let drawn: Vec<String> =
        points.iter().enumerate().map(|(place, (_, value))| format!("{:.1},{:.1}", x(place), y(*value))).collect();
    put(&mut svg, format_args!("<polyline class=\"drawn\" points=\"{}\"/>", drawn.join(" ")));
    let named = points.len().div_ceil(NAMED_MAX).max(1);
    for (place, (month, value)) in points.iter().enumerate() {
        let (month, value_shown) = (escaped(month), escaped(&shown(*value)));
        put(
            &mut svg,
            format_args!(
                "<circle class=\"dot\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"2.5\"><title>{month}: {value_shown}</title></circle>",
                x(place),
                y(*value)
            ),
        );
        if (points.len() - 1 - place).is_multiple_of(named) {
            put(&mut svg, format_args!("<text class=\"month\" x=\"{:.1}\" y=\"{:.1}\">{month}</text>", x(place), HEIGHT - 6.0));
        }
    }
    svg + "</svg>"
}

/// Returns bars from nothing, one a line: label, bar, figure.
pub fn bars(rows: &[(String, f64)], shown: &dyn Fn(f64) -> String) -> String {
    let most = rows.iter().map(|(_, value)| *value).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let mut svg = format!("<svg viewBox=\"0 0 {WIDTH} {:.0}\" role=\"img\">", BAR * rows.len() as f64 + 4.0);
    for (place, (label, value)) in rows.iter().enumerate() {
        let top = BAR * place as f64;
        let length = BAR_LONGEST * value / most;
        put(
            &mut svg,
            format_args!("<text class=\"label\" x=\"{:.1}\" y=\"{:.1}\">{}</text>", BAR_LEFT - 10.0, top + 18.0, escaped(label)),
        );
        put(
            &mut svg,
            format_args!("<rect class=\"bar\" x=\"{BAR_LEFT}\" y=\"{:.1}\" width=\"{length:.1}\" height=\"14\"/>", top + 6.0),
        );
        put(
            &mut svg,
            format_args!(
                "<text class=\"value\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                BAR_LEFT + length + 8.0,
                top + 18.0,
                escaped(&shown(*value))
            ),
        );
    }
    svg + "</svg>"
}

/// Returns a bar as long as its share, for a cell of a table.
pub fn cell_bar(share: f64) -> String {
    let width = (share.clamp(0.0, 1.0) * 100.0).round();
    format!(
        "<svg class=\"cell\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"bar\" width=\"{width}\" height=\"8\"/></svg>"
    )
}

/// Returns the scale's end: the next 1, 2 or 5 of some power of ten.
fn nice(most: f64) -> f64 {
    if most <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(most.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|step| step * power >= most).unwrap_or(10.0);
    step * power
}

/// Writing to a String cannot fail.
fn put(to: &mut String, what: std::fmt::Arguments<'_>) {
    let _infallible = to.write_fmt(what);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_ends_at_a_round_figure() {
        for (most, expected) in [(0.0, 1.0), (0.7, 1.0), (1.0, 1.0), (1.2, 2.0), (3.3, 5.0), (7.0, 10.0), (12_345.0, 20_000.0)] {
            assert_eq!(nice(most), expected, "{most}");
        }
    }

    #[test]
    fn nothing_that_was_written_becomes_a_mark_of_its_own() {
        let drawn = bars(&[("<script>\"&'\u{202e}x".to_owned(), 1.0)], &|value| value.to_string());
        assert!(drawn.contains("&lt;script&gt;&quot;&amp;&#39;x") && !drawn.contains("<script"), "{drawn}");
        let empty = line(&[], &|value| value.to_string());
        assert!(!empty.contains("NaN") && !line(&[("2026-01".to_owned(), 0.0)], &|value| value.to_string()).contains("NaN"));
    }
}

//! The group's views and its report: right figures, no mark of anybody else's, no network.

use std::path::{Path, PathBuf};

use lobby_core::{
    base::time::Instant,
    group::{
        load,
        report::{self, Figures},
        rows::GroupFile,
    },
    i18n::Locale,
};
use serde_json::json;
use support::parcels;

use super::{load::asked, on, restated};

/// Three hotels of a year; the second wrote a name that would like to be a script, the third sends no more since March.
pub(super) fn group(to: &Path) -> PathBuf {
    let folders: Vec<PathBuf> = [("H0217", 12), ("H0300", 12), ("H0400", 8)]
        .into_iter()
        .map(|(property, months)| {
            let place = to.join(property);
            let posted = parcels::months(&place, property, (2025, 8), months, 36);
            if property == "H0300" {
                let last = &posted.last().expect("a package").folder;
                restated(last, |manifest| manifest["title"] = json!("<script>alert(1)</script>\"'&  2026-07"));
            }
            place
        })
        .collect();
    let file = to.join("group.db");
    let mut engine = GroupFile::open(&file).expect("the group's file");
    let loaded = load::load(asked(&folders), &mut engine, &mut on).expect("packages are loaded");
    assert!(loaded.ok, "{:#?}", loaded.findings);
    file
}

fn figures(file: &Path) -> Figures {
    let file = GroupFile::open_to_read(file).expect("the group's file");
    let views = file.views().expect("views");
    report::read(&mut |sql| file.answers(sql), &views).expect("figures")
}

fn number(file: &Path, sql: &str) -> f64 {
    rusqlite::Connection::open(file).expect("the file").query_row(sql, [], |row| row.get(0)).expect("a number")
}

#[test]
fn the_views_say_what_the_rows_say() {
    let to = tempfile::tempdir().expect("a folder");
    let file = group(to.path());
    let figures = figures(&file);
    assert_eq!((figures.hotels.len(), figures.packages, figures.months.len()), (3, 32, 12));
    let nights: i64 = figures.months.values().map(|month| month.nights).sum();
    assert_eq!(nights as f64, number(&file, "SELECT CAST(sum(nights) AS REAL) FROM loaded_stays WHERE state = 'departed'"));
    let complaints: i64 = figures.causes.values().sum();
    assert_eq!(complaints as f64, number(&file, "SELECT CAST(count(*) AS REAL) FROM loaded_complaints"));
    let paid = number(&file, "SELECT CAST(sum(amount) AS REAL) FROM loaded_compensation");
    assert!((figures.compensation["CNY"] - paid).abs() < 0.005, "{:?} is {paid}", figures.compensation);
    let members: i64 = figures.tiers.values().sum();
    let guests = number(&file, "SELECT CAST(count(DISTINCT property_code || guest_key) AS REAL) FROM loaded_members");
    assert_eq!(members as f64, guests, "a member is counted once, however many months name them");
    let held: i64 = figures.hotels.iter().map(|hotel| hotel.points).sum();
    let rows = number(&file, "SELECT CAST(sum(points) AS REAL) FROM loaded_points");
    assert_eq!(held as f64, rows, "what is owed is what was posted since there were points");
    // One person in fifty of those who agreed has a phone that every hotel knows.
    assert!(figures.known_in.get(&3).is_some_and(|people| *people > 0), "{:?}", figures.known_in);
    let rate = figures.hotels[0].rate().expect("a year is enough");
    let counted = "SELECT 100.0 * (SELECT count(*) FROM complaints WHERE property_code = 'H0217')
      / (SELECT sum(nights) FROM stays WHERE property_code = 'H0217' AND state = 'departed')";
    assert!((rate - number(&file, counted)).abs() < 1e-9);
}

#[test]
fn who_no_longer_agrees_is_no_longer_matched() {
    let to = tempfile::tempdir().expect("a folder");
    let file = group(to.path());
    let before = number(&file, "SELECT CAST(count(*) AS REAL) FROM group_guests");
    let shared = number(&file, "SELECT CAST(count(DISTINCT group_key) AS REAL) FROM loaded_guests WHERE group_key IS NOT NULL");
    assert_eq!(before, shared);
    let conn = rusqlite::Connection::open(&file).expect("the file");
    conn.execute("UPDATE loaded_guests SET shared = 0 WHERE lobby_current AND group_key IS NOT NULL", []).expect("nobody agrees");
    assert_eq!(number(&file, "SELECT CAST(count(*) AS REAL) FROM group_guests"), 0.0, "older packages do not count");
}

#[test]
fn the_page_holds_the_figures_and_no_mark_of_anybody_else() {
    let to = tempfile::tempdir().expect("a folder");
    let figures = figures(&group(to.path()));
    for (locale, words) in
        [(Locale::ZhCn, ["每百间夜投诉", "尚未送达 2026-07-31"]), (Locale::En, ["Points owed", "No package up to 2026-07-31"])]
    {
        let page = report::html(&figures, locale, Instant::from_ms(1_784_009_100_000));
        assert!(words.iter().all(|words| page.contains(words)), "{locale}: the page says what it is about");
        for mark in ["<script", "http://", "https://", "src=", "url(", "@import", "<img", "<iframe", "{{", "core.group"] {
            assert!(!page.contains(mark), "{locale}: {mark} stands on the page");
        }
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"), "the name is shown as it was written");
        assert!(page.contains("default-src 'none'") && page.matches("<svg viewBox=\"0 0 520").count() == 4, "four charts");
        assert_eq!(page.matches("<tr><th scope=\"row\">").count(), 3, "a line a hotel");
    }
}

#[test]
fn a_group_without_rows_has_a_page_that_says_so() {
    let to = tempfile::tempdir().expect("a folder");
    let path = to.path().join("empty.db");
    drop(GroupFile::open(&path).expect("the group's file"));
    let page = report::html(&figures(&path), Locale::En, Instant::from_ms(0));
    assert_eq!(page.matches("too little to say").count(), 6, "{page}");
    assert!(!page.contains("NaN"));
}

//! The group's own views: portable SQL, the same text in SQLite, DuckDB and PostgreSQL. Each is made where the columns that it reads
//! have been loaded, so that packages of an older shape get those views that they have rows for.

use std::collections::BTreeSet;

use super::{
    names::Name,
    statements::{self, Shapes, Sql},
};

/// One of the group's views.
pub struct View {
    /// Its name.
    pub name: &'static str,
    /// What makes it.
    sql: &'static str,
    /// Tables of packages that it reads, with the columns that not every package has always had.
    reads: &'static [(&'static str, &'static [&'static str])],
}

const fn view(name: &'static str, sql: &'static str, reads: &'static [(&'static str, &'static [&'static str])]) -> View {
    View { name, sql, reads }
}

const STAYS: (&str, &[&str]) = ("stays", &["guest_key", "state", "arrival", "departure", "nights", "room_revenue"]);
const COMPLAINTS: (&str, &[&str]) = ("complaints", &["business_date", "cause", "compensation", "compensation_points"]);

/// The views, each below those that it reads. Of one name the first stands that can be.
pub const VIEWS: &[View] = &[
    view("group_merged", include_str!("sql/views/merged.sql"), &[("members", &["merged_into"])]),
    view("group_merged", include_str!("sql/views/merged_nobody.sql"), &[]),
    view("group_hotels", include_str!("sql/views/hotels.sql"), &[]),
    view("group_nights", include_str!("sql/views/nights.sql"), &[STAYS]),
    view("group_complaints", include_str!("sql/views/complaints.sql"), &[STAYS, COMPLAINTS]),
    view("group_compensation", include_str!("sql/views/compensation.sql"), &[COMPLAINTS]),
    view("group_points", include_str!("sql/views/points.sql"), &[]),
    view("group_liability", include_str!("sql/views/liability.sql"), &[]),
    view("group_tiers", include_str!("sql/views/tiers.sql"), &[("members", &["tier", "balance"])]),
    view("group_repeats", include_str!("sql/views/repeats.sql"), &[STAYS]),
    view("group_guests", include_str!("sql/views/guests.sql"), &[("guests", &["group_key", "shared"]), STAYS]),
];

impl View {
    /// Returns whether everything that it reads has been loaded.
    pub fn can_be(&self, shapes: &Shapes) -> bool {
        self.reads.iter().all(|(table, columns)| {
            let loaded = Name::of(table).and_then(|table| shapes.0.get(&table));
            loaded.is_some_and(|loaded| {
                columns.iter().all(|column| Name::of(column).is_some_and(|column| loaded.contains_key(&column)))
            })
        })
    }
}

/// Returns the statements that make the views of present rows and the group's own anew.
pub fn made_anew(shapes: &Shapes) -> Vec<Sql> {
    let mut statements: Vec<Sql> = VIEWS.iter().rev().map(|view| statements::no_group_view(view.name)).collect();
    for table in shapes.0.keys() {
        statements.push(statements::no_view(table));
        statements.push(statements::view(table, shapes));
    }
    statements.extend(standing(shapes).map(|view| Sql::of(view.sql)));
    statements
}

/// Returns the views that can be, each name once.
fn standing(shapes: &Shapes) -> impl Iterator<Item = &'static View> {
    let mut named = BTreeSet::new();
    VIEWS.iter().filter(move |view| view.can_be(shapes) && named.insert(view.name))
}

//! F4: counts and sums over the stays, for schedulers, IT and the morning meeting.

mod rows;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        error::{Common, Result},
        time::BusinessDate,
    },
    db::Db,
};

/// Most channels, countries or properties that are named; hotels have dozens.
pub const NAMED_MAX: u32 = 2_000;

/// Which stays are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default)]
#[serde(rename = "StatsAsked")]
pub struct Asked {
    /// Stays that arrive on this day or later; from the first where absent.
    pub from: Option<BusinessDate>,
    /// Stays that arrive on this day or earlier; to the last where absent.
    pub to: Option<BusinessDate>,
    /// The night whose sleepers are counted.
    pub night: Option<BusinessDate>,
}

/// Counts and sums; nights and revenue are those of departed stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Stats {
    /// Guests of these stays; without a period, every guest of the house.
    #[specta(type = f64)]
    pub guests: u64,
    /// Stays in whatever state.
    #[specta(type = f64)]
    pub stays: u64,
    /// Booked and not come yet.
    #[specta(type = f64)]
    pub booked: u64,
    /// Departed.
    #[specta(type = f64)]
    pub departed: u64,
    /// Cancelled.
    #[specta(type = f64)]
    pub cancelled: u64,
    /// Never came.
    #[specta(type = f64)]
    pub no_show: u64,
    /// Of guests whom the source calls returning.
    #[specta(type = f64)]
    pub repeated: u64,
    /// Nights of departed stays.
    #[specta(type = f64)]
    pub nights: u64,
    /// Room revenue of departed stays, minor units.
    #[specta(type = f64)]
    pub room_revenue_minor: i64,
    /// Food, laundry and other revenue of departed stays, minor units.
    #[specta(type = f64)]
    pub other_revenue_minor: i64,
    /// Sum of the rates of all stays, one night each, minor units.
    #[specta(type = f64)]
    pub rates_minor: i64,
    /// Stays by channel, as the sources call them.
    pub by_channel: BTreeMap<String, u32>,
    /// Stays by country, as the sources write it.
    pub by_country: BTreeMap<String, u32>,
    /// Stays by house of a shared file; our own under the empty name.
    pub by_property: BTreeMap<String, u32>,
    /// Stays that slept here on the night that was asked for.
    #[specta(type = Option<f64>)]
    pub in_house: Option<u64>,
}

/// Returns the counts and sums of the stays that arrive in the period.
///
/// Errors: [`Common::BadValue`] where the period ends before it begins, [`crate::base::error::Error::Database`].
pub fn read(db: &Db, asked: &Asked) -> Result<Stats> {
    if let (Some(from), Some(to)) = (asked.from, asked.to)
        && to < from
    {
        return Err(Common::BadValue { field: "to" }.into());
    }
    let totals = rows::totals(db, asked)?;
    Ok(Stats {
        by_channel: rows::by(db, include_str!("sql/by_channel.sql"), asked)?,
        by_country: rows::by(db, include_str!("sql/by_country.sql"), asked)?,
        by_property: rows::by(db, include_str!("sql/by_property.sql"), asked)?,
        in_house: asked.night.map(|night| rows::slept(db, night)).transpose()?,
        ..totals
    })
}

//! What the house calls a signal: so many complaints within so many days. Kept as one setting of the house.

use serde::{Deserialize, Serialize};

use super::pareto::Thresholds;
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Common, Result},
        ids::RecordId,
    },
    db::{Db, Tx, choices},
};

const NAME: &str = "watch_rules";
/// The longest window, in days.
const DAYS_MAX: u16 = 365;
/// The largest count.
const COUNT_MAX: u16 = 1_000;

/// So many complaints within so many days are a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "WatchRule")]
pub struct Rule {
    /// Days, today among them.
    pub days: u16,
    /// At least so many complaints.
    pub count: u16,
}

/// The house's own figures of the early warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct WatchRules {
    /// The same problem in the same room.
    pub same_room: Rule,
    /// Of the same guest.
    pub same_guest: Rule,
    /// In the same 环节.
    pub same_area: Rule,
    /// Where the classes of an ABC table end.
    pub abc: Thresholds,
    /// Days before and after a 整改 that are compared.
    pub effect_days: u16,
}

impl Default for WatchRules {
    fn default() -> Self {
        Self {
            same_room: Rule { days: 30, count: 2 },
            same_guest: Rule { days: 90, count: 2 },
            same_area: Rule { days: 7, count: 6 },
            abc: Thresholds::default(),
            effect_days: 28,
        }
    }
}

/// Returns the house's figures; where it chose none, those that Lobby comes with.
///
/// Errors: [`crate::base::error::Error::Damaged`].
pub fn watch_rules(db: &Db) -> Result<WatchRules> {
    Ok(choices::chosen(db, NAME)?.unwrap_or_default())
}

/// Takes other figures for the house.
///
/// Errors: [`Common::BadValue`] naming the field: a window of 1 to 365 days, a count of 2 to 1,000, classes in rising order
/// below 100.
pub fn set_watch_rules(tx: &mut Tx<'_>, input: &WatchRules) -> Result<RecordId> {
    let op = tx.begin(Op::SetWatchRules)?;
    let before = watch_rules(tx.db())?;
    checked(input)?;
    choices::choose(tx, NAME, input)?;
    let id: RecordId = tx.new_id();
    tx.record(op, Change::updated(id, &before, input)?)?;
    Ok(id)
}

fn checked(rules: &WatchRules) -> std::result::Result<(), Common> {
    let is_rule = |rule: Rule| (1..=DAYS_MAX).contains(&rule.days) && (2..=COUNT_MAX).contains(&rule.count);
    let abc = rules.abc;
    let fields = [
        ("same_room", is_rule(rules.same_room)),
        ("same_guest", is_rule(rules.same_guest)),
        ("same_area", is_rule(rules.same_area)),
        ("abc", 0 < abc.a_percent && abc.a_percent < abc.b_percent && abc.b_percent < 100),
        ("effect_days", (7..=DAYS_MAX).contains(&rules.effect_days)),
    ];
    fields.iter().find(|(_, is_good)| !is_good).map_or(Ok(()), |(field, _)| Err(Common::BadValue { field }))
}

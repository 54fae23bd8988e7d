//! `stats`: counts and sums over the stays.

use clap::Args;
use lobby_core::{
    audit::op::Op,
    base::time::BusinessDate,
    stats::{self, Asked},
};

use crate::{
    answer::Answer,
    desk::Desk,
    stop::{Outcome, Stop},
};

/// Counts and sums of the stays; nights and revenue are those of departed stays
#[derive(Debug, Args)]
pub(crate) struct Stats {
    /// Stays that arrive on this day or later
    #[arg(long, value_name = "DATE")]
    from: Option<BusinessDate>,
    /// Stays that arrive on this day or earlier
    #[arg(long, value_name = "DATE")]
    to: Option<BusinessDate>,
    /// Also how many stays slept here on this night
    #[arg(long, value_name = "DATE")]
    night: Option<BusinessDate>,
}

impl Stats {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let asked = Asked { from: self.from, to: self.to, night: self.night };
        let stats = desk.read(Op::ReadStats, |db, _| stats::read(db, &asked))?;
        let mut document = serde_json::to_value(&stats).map_err(|_| Stop::refused("failed", &[("act", "answer")]))?;
        // The count of a night that nobody asked for is absent, not nothing.
        if let (None, Some(fields)) = (stats.in_house, document.as_object_mut()) {
            fields.remove("in_house");
        }
        Answer::of(&document)
    }
}

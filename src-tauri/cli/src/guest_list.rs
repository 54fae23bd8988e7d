//! `guests`: the list of guests by the four axes, and the same as a file.

use std::path::PathBuf;

use clap::Args;
use lobby_core::{
    audit::op::Op,
    profile::{
        axes::{BookingWay, FeedbackBand, RoomLiking, ValueBand},
        listed::{self, Asked, ExportGuestList, Filter, ListedGuest},
    },
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, guests, steps::word, stop::Outcome};

/// 客史名单: guests by value, source, liking and feedback, who left last first
#[derive(Debug, Args)]
pub(crate) struct Guests {
    /// high, middle, low
    #[arg(long, value_parser = |text: &str| word(text, ValueBand::ALL, ValueBand::word))]
    value: Option<ValueBand>,
    /// online, phone, walk_in
    #[arg(long, value_parser = |text: &str| word(text, BookingWay::ALL, BookingWay::word))]
    source: Option<BookingWay>,
    /// theme, non_smoking, family
    #[arg(long, value_parser = |text: &str| word(text, RoomLiking::ALL, RoomLiking::word))]
    liking: Option<RoomLiking>,
    /// content, mixed, unhappy
    #[arg(long, value_parser = |text: &str| word(text, FeedbackBand::ALL, FeedbackBand::word))]
    feedback: Option<FeedbackBand>,
    /// At most so many; not with --csv, which writes all
    #[arg(long, default_value_t = 50, conflicts_with = "csv")]
    limit: u32,
    /// Write all of them into this new file instead; it holds no way to reach anybody
    #[arg(long, value_name = "PATH")]
    csv: Option<PathBuf>,
}

/// One guest of the list, as people read it.
#[derive(Serialize)]
struct Line {
    name: String,
    last_departure: String,
    stays: u32,
    value: &'static str,
    source: &'static str,
    likings: String,
    feedback: &'static str,
    phone: String,
}

impl Guests {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let filter = Filter { value: self.value, source: self.source, liking: self.liking, feedback: self.feedback };
        if let Some(path) = &self.csv {
            let input = ExportGuestList { filter };
            return Answer::of(
                &desk.take_out(Op::ExportGuestList, &input, |tx, whole| listed::export(tx, &input, path, whole))?.value,
            );
        }
        guests::keep_up(desk)?;
        let asked = Asked { filter, after: None, limit: self.limit };
        let listed = desk.read(Op::ReadGuestList, |db, reading| listed::page(db, &asked, reading.today))?.guests;
        let lines: Vec<Line> = listed.iter().map(Line::of).collect();
        Answer::of(&listed)?.for_people(&lines)
    }
}

impl Line {
    fn of(guest: &ListedGuest) -> Self {
        let axes = &guest.axes;
        Self {
            name: guest.name.clone(),
            last_departure: guest.summary.last_departure.map(|day| day.to_string()).unwrap_or_default(),
            stays: guest.summary.stays,
            value: axes.value.map(ValueBand::word).unwrap_or_default(),
            source: axes.source.map(BookingWay::word).unwrap_or_default(),
            likings: axes.likings.iter().map(|one| one.word()).collect::<Vec<_>>().join(", "),
            feedback: axes.feedback.map(FeedbackBand::word).unwrap_or_default(),
            phone: guest.phone.clone(),
        }
    }
}

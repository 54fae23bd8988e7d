//! `new`, `practice`: hotel files made.

use std::{
    io::{IsTerminal as _, Write as _},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use clap::Args;
use lobby_core::{
    base::role::Role,
    db::hotel::NewHotel,
    open::{self, FirstRun},
    practice,
    staff::{self, PRACTICE_PIN},
};
use secrecy::ExposeSecret;
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    keys::SheetAt,
    machine,
    stop::{Outcome, Stop},
};

/// Make a hotel's file
#[derive(Debug, Args)]
pub(crate) struct New {
    /// Where it shall stand
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// The hotel, as it writes itself
    #[arg(long)]
    name: String,
    /// Property code: capitals and digits
    #[arg(long)]
    code: String,
    /// ISO 4217
    #[arg(long, value_name = "CUR")]
    currency: String,
    /// IANA time zone
    #[arg(long, value_name = "TZ")]
    time_zone: String,
    /// Local hour at which the business day ends
    #[arg(long, value_name = "HOUR", default_value_t = 4)]
    day_ends: u8,
    /// The first administrator, as colleagues read the name
    #[arg(long, value_name = "NAME")]
    administrator: Option<String>,
    #[command(flatten)]
    sheet: SheetAt,
}

#[derive(Serialize)]
struct NewMade {
    file: String,
    /// Shown once.
    recovery_key: String,
}

impl New {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let first = FirstRun {
            hotel: NewHotel {
                name: self.name.clone(),
                code: self.code.clone(),
                currency: self.currency.clone(),
                time_zone: self.time_zone.clone(),
                day_ends_hour: self.day_ends,
            },
            administrator: match &self.administrator {
                Some(name) => name.clone(),
                None => desk.text(&format!("role.{}", Role::Administrator), &[]),
            },
        };
        let passphrase = desk.new_passphrase()?;
        let pin_hash = match desk.pin_where_given()? {
            Some(pin) => {
                staff::pin_may_be_chosen(pin.expose_secret())?;
                staff::hash_pin(pin.expose_secret(), machine::salt()?)?
            }
            // Set at the first sign-in.
            None => String::new(),
        };
        let at = machine::now();
        let (store, recovery) = open::new_hotel(&self.to, &passphrase, &first, &pin_hash, at, machine::seed()?)?;
        self.sheet.written(desk, &store.hotel(), at, &recovery)?;
        Answer::of(&NewMade { file: shown(store.path()), recovery_key: recovery.expose_secret().to_owned() })
    }
}

/// Make a practice hotel: made-up people in a hotel of 220 rooms
#[derive(Debug, Args)]
pub(crate) struct Practice {
    /// How many guests
    #[arg(long, value_name = "N")]
    guests: u64,
    /// Another seed, other people
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// The day it is made for; today where none is given
    #[arg(long, value_name = "DATE")]
    today: Option<NaiveDate>,
    /// Where it shall stand
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

#[derive(Serialize)]
struct PracticeMade {
    file: String,
    #[serde(flatten)]
    made: practice::Made,
}

impl Practice {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let machine_at = machine::now();
        let today = match self.today {
            Some(today) => today,
            None => practice::day_of(machine_at).ok_or_else(|| Stop::refused("practice_broken", &[]))?,
        };
        let pin_hash = staff::hash_pin(PRACTICE_PIN, machine::salt()?)?;
        let which = practice::Practice { guests: self.guests, seed: self.seed, today };
        let mut bar = Bar::new(desk);
        let mut watch = |done: u64, all: u64| {
            bar.show(done, all);
            ControlFlow::Continue(())
        };
        let made = open::practice_hotel(&self.to, &which, &pin_hash, machine_at, machine::seed()?, &mut watch);
        bar.end();
        let (store, made, _recovery) = made?;
        Answer::of(&PracticeMade { file: shown(store.path()), made })
    }
}

/// Columns of a full bar.
const BAR_COLUMNS: u64 = 40;

/// How far a long command is, on standard error; nothing where no person looks.
pub(crate) struct Bar {
    wanted: bool,
    shown: u64,
}

impl Bar {
    /// Returns an empty bar.
    pub(crate) fn new(desk: &Desk) -> Self {
        Self { wanted: !desk.as_json() && std::io::stderr().is_terminal(), shown: u64::MAX }
    }

    /// Shows that `done` of `all` steps are done.
    pub(crate) fn show(&mut self, done: u64, all: u64) {
        let percent = done.saturating_mul(100).checked_div(all).unwrap_or(100);
        if !self.wanted || percent == self.shown {
            return;
        }
        self.shown = percent;
        let full = (percent.min(100) * BAR_COLUMNS / 100) as usize;
        let mut out = std::io::stderr().lock();
        // Progress that cannot be shown stops no work.
        let _shown = write!(out, "\r{}{} {percent:>3} %", "█".repeat(full), "░".repeat(BAR_COLUMNS as usize - full));
        let _flushed = out.flush();
    }

    /// Leaves the bar's line.
    pub(crate) fn end(&self) {
        if self.wanted && self.shown != u64::MAX {
            eprintln!();
        }
    }
}

/// Returns a path as answers show it.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string()
}

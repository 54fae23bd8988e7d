//! `export`: a month's package for the group.

use std::{ops::ControlFlow, path::PathBuf};

use clap::Args;
use lobby_core::export::{self, ExportProgress, MadeFile, MakeExport};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    files::{Bar, shown},
    stop::Outcome,
};

/// Make a month's package for the group: a folder of its own, whole or not there
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The month, as 2026-06
    #[arg(long, value_name = "MONTH")]
    period: String,
    /// The folder to make it in; the one we are in where none is given
    #[arg(long, value_name = "DIR", default_value = ".")]
    to: PathBuf,
}

#[derive(Serialize)]
struct Exported {
    folder: String,
    version: u32,
    files: Vec<MadeFile>,
}

impl Export {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = MakeExport { period: self.period.clone() };
        let request = desk.request()?;
        let mut bar = Bar::new(desk);
        let mut report = |progress: ExportProgress| {
            bar.show(u64::from(progress.place - 1), u64::from(progress.sheets));
            ControlFlow::Continue(())
        };
        let made = export::make(desk.store()?, &request, &input, &self.to, &mut report);
        bar.end();
        let made = made?.value;
        Answer::of(&Exported { folder: shown(&self.to.join(made.folder)), version: made.version, files: made.files })
    }
}

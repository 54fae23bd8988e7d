//! `export`: a package for the group.

use std::{ops::ControlFlow, path::PathBuf};

use clap::Args;
use lobby_core::{
    audit::op::Op,
    base::{files, time::Instant},
    export::{
        self, Destination, ExportProgress, Made, MadeFile, MakeExport, Period,
        kept::CopyMade,
        late,
        pseudonyms::{self, GroupKey, SetGroupKey},
        sealing::Recipient,
    },
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    files::{Bar, shown},
    stop::{Outcome, Stop},
};

/// Make a package for the group: a folder of its own, or one sealed file, whole or not there
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The days: a month 2026-06, a week 2026-W24, a day 2026-06-14, or 2026-06-15--2026-06-20
    #[arg(long, value_name = "PERIOD", required_unless_present_any = ["full", "since_last"])]
    period: Option<String>,
    /// Everything up to yesterday
    #[arg(long, conflicts_with_all = ["period", "since_last"])]
    full: bool,
    /// Everything since the last package, up to yesterday, and a correction of every earlier period that changed since it went; all there is where none was made
    #[arg(long, conflicts_with = "period")]
    since_last: bool,
    /// Why a period goes again
    #[arg(long, value_name = "WORDS", default_value = "")]
    reason: String,
    /// The folder to make it in; the one we are in where none is given
    #[arg(long, value_name = "DIR", default_value = ".")]
    to: PathBuf,
    /// Seal this one to this public key of age; where the house set one, every package is sealed to that
    #[arg(long, value_name = "AGE_KEY")]
    seal_to: Option<String>,
}

/// The key that head office gave to all its hotels, by which a guest who agreed is known again in another one
#[derive(Debug, Args)]
pub(crate) struct SharedKey {
    /// Take it from this file: 64 hexadecimal digits. Without one, tell which key the hotel has
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
}

#[derive(Serialize)]
struct Fingerprint {
    fingerprint: Option<String>,
}

impl SharedKey {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let Some(path) = &self.from else {
            let fingerprint = desk.read(Op::PreviewExport, |db, _| pseudonyms::group_key_of(db))?;
            return Answer::of(&Fingerprint { fingerprint });
        };
        let text = std::fs::read_to_string(path).map_err(|source| files::failed("read", path, source))?;
        let key = GroupKey::parse(&text)?;
        let input = SetGroupKey { fingerprint: key.fingerprint() };
        desk.write(Op::SetGroupKey, &input, |tx| pseudonyms::set_group_key(tx, &input, &key))?;
        Answer::of(&Fingerprint { fingerprint: Some(input.fingerprint) })
    }
}

#[derive(Serialize)]
struct Exported {
    folder: String,
    version: u32,
    sequence: u32,
    files: Vec<MadeFile>,
    /// Of the key it is sealed to; empty where it is open.
    sealed_to: String,
    bytes: u64,
    /// Of the sealed file, or of the manifest.
    sha256: String,
    /// Of earlier periods that changed since they went, made before this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<Exported>,
}

impl Export {
    /// Returns the name of the period that was asked for: named, or everything.
    fn period(&self, desk: &Desk, at: Instant) -> Outcome<String> {
        if let Some(period) = &self.period {
            return Ok(period.clone());
        }
        let today = desk.store()?.hotel().clock.business_date(at);
        Ok(Period::all(today.plus_days(-1)).to_string())
    }

    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let request = desk.request()?;
        let recipient = self.seal_to.as_deref().map(Recipient::parse).transpose()?;
        let destination = Destination { to: &self.to, seal_to: recipient.as_ref() };
        let mut bar = Bar::new(desk);
        let mut report = |progress: ExportProgress| {
            match progress.handed {
                Some(handed) => bar.show(handed.done, handed.all),
                None => bar.show(u64::from(progress.place - 1), u64::from(progress.sheets)),
            }
            ControlFlow::Continue(())
        };
        let made = if self.since_last {
            let late = if self.reason.is_empty() { desk.text("core.export.late", &[]) } else { self.reason.clone() };
            late::make_since_last(desk.store()?, &request, &late, destination, &mut report)
        } else {
            let input = MakeExport { period: self.period(desk, request.at)?, reason: self.reason.clone() };
            export::make_to(desk.store()?, &request, &input, destination, &mut report).map(|done| vec![done.value])
        };
        bar.end();
        let mut made: Vec<Exported> = made?.into_iter().map(|made| self.exported(made)).collect();
        let last = made.pop().ok_or_else(|| Stop::refused("nothing_since", &[]))?;
        Answer::of(&Exported { corrections: made, ..last })
    }

    fn exported(&self, made: Made) -> Exported {
        let CopyMade { name, fingerprint, bytes, sha256, .. } = made.went;
        Exported {
            folder: shown(&self.to.join(name)),
            version: made.version,
            sequence: made.sequence,
            files: made.files,
            sealed_to: fingerprint,
            bytes,
            sha256,
            corrections: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::Export;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        _export: Export,
    }

    #[test]
    fn one_of_three_says_which_days() {
        let cases = [
            ("--period 2026-06", true),
            ("--period 2026-06 --to out --reason x", true),
            ("--full --to out", true),
            ("--since-last --reason x", true),
            ("", false),
            ("--to out", false),
            ("--full --since-last", false),
            ("--full --period 2026-06", false),
            ("--since-last --period 2026-06", false),
        ];
        for (line, fits) in cases {
            let words = std::iter::once("export").chain(line.split_whitespace());
            assert_eq!(Line::try_parse_from(words).is_ok(), fits, "{line:?}");
        }
    }
}

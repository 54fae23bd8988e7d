//! `import watch`: which folder is watched, and one pass over it for a scheduler.

use std::{path::PathBuf, time::Duration};

use clap::Args;
use lobby_core::{
    audit::op::Op,
    import::{
        ImportRefusal,
        folder::{self, Looks, Moment, News, Watched},
        landed::Landed,
    },
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    machine,
    stop::{Outcome, Stop},
};

/// Between two looks at the folder: a file that looks the same after it no longer grows.
const SETTLE: Duration = Duration::from_secs(2);

/// Watch a folder for files of stays: `--folder` sets it, `--off` ends it, `--once` takes in what lies there
#[derive(Debug, Args)]
pub(crate) struct WatchFolder {
    /// From now on this folder is watched, in the name of who sets it
    #[arg(long, value_name = "PATH", conflicts_with = "off")]
    folder: Option<PathBuf>,
    /// The system that all its files come from, where there is only one
    #[arg(long, value_name = "NAME", requires = "folder")]
    source: Option<String>,
    /// No folder is watched any more
    #[arg(long)]
    off: bool,
    /// One pass over the folder: two looks, two seconds apart
    #[arg(long, conflicts_with = "off")]
    once: bool,
}

#[derive(Serialize)]
struct Shown {
    /// Nothing where no folder is watched.
    watched: Option<Watched>,
    /// Whether it is there now.
    there: bool,
    /// What became of files in this pass.
    news: Vec<News>,
    /// Files that may still be growing.
    growing: u32,
    /// What became of the files that landed, the latest first.
    landed: Vec<Landed>,
}

/// Files that are listed.
const LISTED: u32 = 200;

impl WatchFolder {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        if self.off || self.folder.is_some() {
            self.set(desk)?;
        }
        let passed = if self.once { Some(pass(desk)?) } else { None };
        let watched = desk.read(Op::PreviewImport, |db, _| folder::watched(db))?;
        let landed = desk.read(Op::PreviewImport, |db, _| folder::list(db, LISTED))?;
        let there = watched.as_ref().is_some_and(|watched| PathBuf::from(&watched.folder).is_dir());
        let (news, growing) = passed.map(|passed| (passed.landed, passed.growing)).unwrap_or_default();
        Answer::of(&Shown { watched, there, news, growing, landed })
    }

    fn set(&self, desk: &Desk) -> Outcome<()> {
        let folder = match &self.folder {
            None => None,
            Some(folder) => {
                let whole = folder.canonicalize().ok().filter(|whole| whole.is_dir());
                let text = whole.and_then(|whole| whole.into_os_string().into_string().ok());
                Some(text.ok_or_else(|| Stop::from(lobby_core::base::error::Error::from(ImportRefusal::NoFolder)))?)
            }
        };
        let input = folder::WatchFolder { folder, source: self.source.clone() };
        desk.write(Op::WatchFolder, &input, |tx| folder::watch(tx, &input))?;
        Ok(())
    }
}

fn pass(desk: &Desk) -> Outcome<folder::Passed> {
    // Who may not import may not have it done either.
    desk.read(Op::ApplyImport, |_, _| Ok(()))?;
    let mut looks = Looks::new();
    let moment = || -> Outcome<Moment> { Ok(Moment { at: desk.at()?, seed: machine::seed()? }) };
    let first = folder::pass(desk.store()?, &moment()?, &mut looks)?;
    if first.growing == 0 {
        return Ok(first);
    }
    std::thread::sleep(SETTLE);
    let mut second = folder::pass(desk.store()?, &moment()?, &mut looks)?;
    second.landed.splice(0..0, first.landed);
    Ok(second)
}

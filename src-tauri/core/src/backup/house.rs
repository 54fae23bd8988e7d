//! Backups that the house makes by itself: every quarter of an hour when something changed, to the second place, thinned by
//! the ladder; and what everybody should see when that fails (PROMISES 7).
//!
//! Nothing of it stands in the history: a backup is no change that would want the next one.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{
    BackupWhy, Counts, Facts, folder,
    ladder::{self, Point, Rungs},
    make, place,
    place::BackupPlace,
    rows,
};
use crate::{
    audit::chain::Head,
    base::{error::Result, time::Instant},
    db::{Db, Store},
    export::kept::carried,
    stored_words,
};

/// Minutes between two backups while somebody writes. Source: PROMISES 7.
pub const EVERY_MINUTES: i64 = 15;
/// Minutes that a backup may take longer before everybody is told.
pub const GRACE_MINUTES: i64 = 5;

stored_words! {
    /// Where a backup that the house made lies.
    pub enum BackupWhere {
        /// In the place that the hotel set.
        Second = "second",
        /// Beside the file, on its own disk.
        Beside = "beside",
    }
}

stored_words! {
    /// What everybody in the window should see.
    pub enum BackupAlarm {
        /// The second place that was set is not there.
        PlaceAway = "place_away",
        /// There are changes that no backup holds, older than a quarter of an hour and its grace.
        Late = "late",
        /// No second place is set: a dead disk takes file and backups.
        NoPlace = "no_place",
        /// The second place is on the disk of the file.
        SameDisk = "same_disk",
    }
}

/// The newest backup of a place, as this file remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Newest {
    /// Whole path of its folder.
    pub folder: String,
    /// When it was made.
    pub at_ms: Instant,
    /// The chain's head in it.
    pub head: Head,
    /// Bytes of the copy.
    pub bytes: i64,
}

/// How the house's backups stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct BackupStanding {
    /// The second place, where one is set.
    pub place: Option<BackupPlace>,
    /// It is there, and this hotel's.
    pub there: bool,
    /// It lies on the disk of the file.
    pub same_disk: bool,
    /// When the newest backup in the second place was made.
    pub newest_ms: Option<Instant>,
    /// When the newest beside the file was made, where the second place was away.
    pub beside_ms: Option<Instant>,
    /// Changes that no backup of the place in use holds.
    #[specta(type = f64)]
    pub unsaved: i64,
    /// When the first of them was written.
    pub unsaved_since_ms: Option<Instant>,
    /// What everybody should see.
    pub alarm: Option<BackupAlarm>,
}

/// A backup as the page lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct BackupLine {
    /// Whole path of its folder.
    pub folder: String,
    /// Where it lies.
    pub place: BackupWhere,
    /// When it was made.
    pub at_ms: Instant,
    /// Why; none in backups of before the ladder.
    pub why: Option<BackupWhy>,
    /// Bytes of the copy.
    #[specta(type = f64)]
    pub bytes: u64,
    /// What it holds.
    pub counts: Counts,
    /// The chain's head in it.
    pub head: Head,
    /// This hotel made it, by its seal.
    pub own: bool,
}

/// Returns the whole backups of both places, the one with the longest history first, at most `limit`.
///
/// Errors: [`crate::base::error::Error::Database`], [`crate::base::error::Error::File`] where a place that is there cannot
/// be read.
pub fn listed(db: &Db, file: &Path, limit: usize) -> Result<Vec<BackupLine>> {
    let set = rows::place(db)?;
    let second = set.map(|set| place::there(db, Path::new(&set.folder))).transpose()?.flatten();
    let beside = Some(super::folder_of(file)).filter(|folder| folder.is_dir());
    let mut lines = Vec::new();
    for (place, folder) in [(BackupWhere::Second, second), (BackupWhere::Beside, beside)] {
        for backup in folder.map(|folder| folder::lying(&folder)).transpose()?.unwrap_or_default() {
            let own = backup.facts.made_here(db)?;
            let Facts { at, made, bytes, counts, head, .. } = backup.facts;
            let folder = backup.folder.to_string_lossy().into_owned();
            lines.push(BackupLine { folder, place, at_ms: at, why: made, bytes, counts, head, own });
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse((line.head.seq, line.at_ms)));
    lines.truncate(limit);
    Ok(lines)
}

/// A backup as it shows before anything was opened: what its facts say, which nobody has verified yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct BackupFound {
    /// Whole path of its folder.
    pub folder: String,
    /// The hotel's name; empty in backups of before the ladder.
    pub hotel: String,
    /// When it was made.
    pub at_ms: Instant,
    /// What it holds.
    pub counts: Counts,
    /// The chain's head in it.
    pub head: Head,
}

/// Returns the backups in these folders and in the hotels' own folders in them, the newest first; what cannot be read is
/// passed over, for somebody looks for what is left.
pub fn found_in(places: &[PathBuf]) -> Vec<BackupFound> {
    let mut found = Vec::new();
    for place in places {
        let inside = std::fs::read_dir(place).into_iter().flatten().flatten().map(|entry| entry.path());
        let own =
            inside.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(place::OWN_FOLDER)));
        let one = folder::facts(place).ok().map(|facts| super::Lying { folder: place.clone(), facts });
        let folders = std::iter::once(place.clone()).chain(own);
        found.extend(one);
        found.extend(folders.filter_map(|folder| folder::lying(&folder).ok()).flatten());
    }
    let mut found: Vec<BackupFound> = found
        .into_iter()
        .map(|backup| {
            let Facts { hotel, at, counts, head, .. } = backup.facts;
            BackupFound { folder: backup.folder.to_string_lossy().into_owned(), hotel, at_ms: at, counts, head }
        })
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse((one.at_ms, one.head.seq)));
    found
}

/// When it is looked.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// The hotel's instant.
    pub now: Instant,
    /// Since when this desk has had the file open.
    pub open_since: Instant,
}

/// What a look at the file and its places found.
struct Seen {
    standing: BackupStanding,
    /// Where the next backup goes; none in a practice hotel that set no place.
    next: Option<(BackupWhere, PathBuf)>,
    /// The newest that lies there.
    newest: Option<Newest>,
}

/// Returns how the backups stand.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn standing(store: &Store, moment: Moment) -> Result<BackupStanding> {
    Ok(look(store, moment)?.standing)
}

/// Makes a backup where one is due, and thins its place once it is whole and verified; returns its folder.
///
/// Errors: those of [`super::take`], but for permission: nobody asked.
pub fn by_itself(store: &Store, moment: Moment) -> Result<Option<PathBuf>> {
    let seen = look(store, moment)?;
    let Some((place, folder)) = seen.next.filter(|_| due(&seen.standing, seen.newest.as_ref(), moment.now)) else {
        return Ok(None);
    };
    let (copied, facts) = make(store, &folder, moment.now, BackupWhy::ByItself)?;
    let own = copied.path.parent().unwrap_or(&folder).to_owned();
    let newest = Newest {
        folder: own.to_string_lossy().into_owned(),
        at_ms: facts.at,
        head: facts.head.clone(),
        bytes: i64::try_from(facts.bytes).unwrap_or(i64::MAX),
    };
    store.upkeep(|db, _| rows::put_newest(db, place, &newest))?;
    let rungs = if place == BackupWhere::Second { &ladder::SECOND_PLACE } else { &ladder::BESIDE };
    thin(store, &folder, Point { at: facts.at, seq: facts.head.seq }, rungs)?;
    super::lay_kept(store, &folder)?;
    // After a restore on another machine: what the place has of the packages comes back by itself.
    carried::fetch(store, store.path(), &folder)?;
    if place == BackupWhere::Second {
        // What is kept no longer goes from where backups lay while the place was away, too.
        carried::take_out(store, &super::folder_of(store.path()))?;
    }
    Ok(Some(own))
}

/// Returns whether a backup is due now.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn is_due(store: &Store, moment: Moment) -> Result<bool> {
    let seen = look(store, moment)?;
    Ok(seen.next.is_some() && due(&seen.standing, seen.newest.as_ref(), moment.now))
}

/// Returns the folder that a backup goes into where nobody names one: the second place, or beside the file.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn in_use(store: &Store) -> Result<PathBuf> {
    let second = store.read_as_house(|db| match rows::place(db)? {
        Some(set) => place::there(db, Path::new(&set.folder)),
        None => Ok(None),
    })?;
    Ok(second.unwrap_or_else(|| super::folder_of(store.path())))
}

fn due(standing: &BackupStanding, newest: Option<&Newest>, now: Instant) -> bool {
    let Some(newest) = newest else { return true };
    // A clock that went back must not stop the backups.
    let waited = now >= newest.at_ms.plus_minutes(EVERY_MINUTES) || now < newest.at_ms;
    standing.unsaved != 0 && waited
}

fn look(store: &Store, moment: Moment) -> Result<Seen> {
    store.read_as_house(|db| {
        let set = rows::place(db)?;
        let chosen = set.as_ref().map(|set| Path::new(&set.folder));
        let second = chosen.map(|chosen| place::there(db, chosen)).transpose()?.flatten();
        let watched = set.is_some() || !db.hotel().practice;
        let next = match &second {
            Some(own) => Some((BackupWhere::Second, own.clone())),
            None => watched.then(|| (BackupWhere::Beside, super::folder_of(store.path()))),
        };
        let newest = match &next {
            Some((place, _)) => lying(rows::newest(db, *place)?),
            None => None,
        };
        let (unsaved_since_ms, unsaved) = unsaved(db, newest.as_ref())?;
        let mut standing = BackupStanding {
            there: second.is_some(),
            same_disk: second.as_deref().is_some_and(|own| place::same_disk(store.path(), own)),
            newest_ms: rows::newest(db, BackupWhere::Second)?.map(|newest| newest.at_ms),
            beside_ms: rows::newest(db, BackupWhere::Beside)?.map(|newest| newest.at_ms),
            place: set,
            unsaved,
            unsaved_since_ms,
            alarm: None,
        };
        standing.alarm = if watched { alarm(&standing, moment) } else { None };
        Ok(Seen { standing, next, newest })
    })
}

/// A backup that somebody took away, or on a stick that is not this one, is none.
fn lying(newest: Option<Newest>) -> Option<Newest> {
    newest.filter(|newest| folder::facts(Path::new(&newest.folder)).is_ok_and(|facts| facts.head == newest.head))
}

/// Returns since when, and how many changes the newest backup lacks. A file that was put back stands on another branch of
/// the history: all of it is unsaved.
fn unsaved(db: &Db, newest: Option<&Newest>) -> Result<(Option<Instant>, i64)> {
    let head = db.head()?;
    let from = match newest {
        Some(newest) if newest.head == head => return Ok((None, 0)),
        Some(newest) if newest.head.seq < head.seq => newest.head.seq,
        _ => 0,
    };
    Ok(rows::written_after(db, from)?.map_or((None, 0), |(since, many)| (Some(since), many)))
}

/// Returns the gravest thing to say.
fn alarm(standing: &BackupStanding, moment: Moment) -> Option<BackupAlarm> {
    // What was written before this desk opened the file waits for this desk's first look, not since yesterday.
    let since = standing.unsaved_since_ms.map(|since| since.max(moment.open_since));
    let late = since.is_some_and(|since| moment.now > since.plus_minutes(EVERY_MINUTES + GRACE_MINUTES));
    match (&standing.place, standing.there) {
        (Some(_), false) => Some(BackupAlarm::PlaceAway),
        _ if late => Some(BackupAlarm::Late),
        (None, _) => Some(BackupAlarm::NoPlace),
        _ => standing.same_disk.then_some(BackupAlarm::SameDisk),
    }
}

/// Takes away what the ladder has grown out of. Only backups that this hotel's own ladder made are looked at: neither those
/// that somebody asked for, nor another hotel's on the same stick, nor anything that somebody changed.
fn thin(store: &Store, folder: &Path, made: Point, rungs: &Rungs) -> Result<()> {
    let _held = folder::hold(folder)?;
    let lying = folder::lying(folder)?;
    let own = store.read_as_house(|db| {
        let mut own = Vec::new();
        for backup in lying {
            if backup.facts.made == Some(BackupWhy::ByItself) && backup.facts.made_here(db)? {
                own.push(backup);
            }
        }
        Ok(own)
    })?;
    let points: Vec<Point> = own.iter().map(|backup| Point { at: backup.facts.at, seq: backup.facts.head.seq }).collect();
    for gone in ladder::superfluous(&points, made, &store.hotel().clock, rungs) {
        folder::take_away(&own[gone])?;
    }
    Ok(())
}

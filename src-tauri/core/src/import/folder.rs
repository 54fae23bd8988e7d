//! The watched folder: what lands in it comes in by itself where its header was read before, and waits for a person where
//! it was not. Which is decided in [`super::landed`]; when to look is the shell's.
//!
//! Absent on purpose: moving, renaming or deleting a file that lies there. A file is remembered by its name, length and
//! time, its bytes by the digest that its import keeps.

use std::{
    collections::BTreeMap,
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    Chosen, HowToRead, ImportRefusal, Survey, Watch, apply,
    apply::Applied,
    landed::{self, FileStanding, Known, Landed, Look, Next, Verdict},
    mapping::{self, Remembered},
    plan::{self, Job},
    refusals::RefusedTo,
    rows,
    sniff::{self, since_1970},
    walk,
};
use crate::{
    audit::{chain::hex, change::Change, op::Op, permission::Grant},
    base::{
        error::{Common, Error, Result},
        files,
        ids::{ImportId, RawId, UserId},
        request::{Request, RequestKey},
        role::Session,
        time::Instant,
    },
    db::{Db, Store, Tx},
    staff,
};

/// Longest path of a folder, in bytes.
pub const FOLDER_MAX: usize = 1_000;
/// Most files that are remembered and listed.
const KNOWN_MAX: u32 = 10_000;

/// The folder that this desk watches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportFolder")]
pub struct Watched {
    /// Whole path.
    pub folder: String,
    /// The system that all its files come from, where one was named.
    pub source: Option<String>,
    /// In whose name its files come in: whoever set it.
    pub by_user: UserId,
    /// Since when.
    pub at_ms: Instant,
}

/// Which folder is to be watched from now on; none ends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "WatchFolder")]
pub struct WatchFolder {
    /// Whole path.
    pub folder: Option<String>,
    /// The system that all its files come from, where there is only one.
    pub source: Option<String>,
}

/// Sets the folder that this desk watches; its files come in from now on in the name of whoever sets it.
///
/// Errors: [`ImportRefusal::NoFolder`], [`ImportRefusal::BadSource`], [`Error::Database`].
pub fn watch(tx: &mut Tx<'_>, input: &WatchFolder) -> Result<Option<Watched>> {
    let op = tx.begin(Op::WatchFolder)?;
    let before = rows::folder(tx.db())?;
    let after = match &input.folder {
        None => None,
        Some(folder) if folder.len() > FOLDER_MAX || !Path::new(folder).is_absolute() => {
            return Err(ImportRefusal::NoFolder.into());
        }
        Some(_) if input.source.as_deref().is_some_and(|source| !walk::is_source(source)) => {
            return Err(ImportRefusal::BadSource.into());
        }
        Some(folder) => {
            Some(Watched { folder: folder.clone(), source: input.source.clone(), by_user: tx.session().user, at_ms: tx.at() })
        }
    };
    let moved = before.as_ref().map(|before| &before.folder) != after.as_ref().map(|after| &after.folder);
    if moved {
        rows::forget_landed(tx)?;
    }
    rows::put_folder(tx, after.as_ref())?;
    let record: RawId = tx.new_id();
    tx.record(op, Change::updated(record, &before, &after)?)?;
    Ok(after)
}

/// Returns the folder that this desk watches, where there is one.
///
/// Errors: [`Error::Database`].
pub fn watched(db: &Db) -> Result<Option<Watched>> {
    rows::folder(db)
}

/// Returns the files that landed, the latest first, at most `limit`.
///
/// Errors: [`Error::Database`].
pub fn list(db: &Db, limit: u32) -> Result<Vec<Landed>> {
    Ok(rows::landed(db, limit)?.into_iter().map(|known| known.landed).collect())
}

/// What the looks before saw, by file name: a file that looks the same twice no longer grows.
pub type Looks = BTreeMap<String, Look>;

/// When a pass over the folder happens, and what it draws on.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// The hotel's instant.
    pub at: Instant,
    /// Fresh from the operating system.
    pub seed: [u8; 32],
}

/// What one pass over the folder did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passed {
    /// Whether a folder is set and there; a stick that is pulled out or a share that is away is neither an error nor the end.
    pub there: bool,
    /// Files of which something became, in the order of their names.
    pub landed: Vec<News>,
    /// Files that may still be growing.
    pub growing: u32,
}

/// A file of which something became, and what its import answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "ImportNews")]
pub struct News {
    /// The file.
    pub landed: Landed,
    /// What its import did, where one was made now.
    pub applied: Option<Applied>,
}

/// Looks at the folder once and takes in what is whole and known; `looks` is carried from pass to pass.
///
/// Nothing happens where no folder is set. A file that is refused is remembered with its code, the others come in all the
/// same. What staff typed stays where a file contradicts it: nobody is there to be asked.
///
/// Errors: [`Common::NotAllowed`] where whoever set the folder may no longer import; [`Error::Database`].
pub fn pass(store: &Store, moment: &Moment, looks: &mut Looks) -> Result<Passed> {
    let nothing = Passed { there: false, landed: Vec::new(), growing: 0 };
    let Some(watched) = store.read_as_house(rows::folder)? else { return Ok(nothing) };
    let Some(seen) = files_of(Path::new(&watched.folder)) else { return Ok(nothing) };
    let known: BTreeMap<String, Known> = store.read_as_house(|db| {
        Ok(rows::landed(db, KNOWN_MAX)?.into_iter().map(|known| (known.landed.file_name.clone(), known)).collect())
    })?;
    let session = session_of(store, &watched)?;
    let mut passed = Passed { there: true, ..nothing };
    let pass = Pass { store, moment, session, watched: &watched };
    for (name, now) in &seen {
        let before = known.get(name);
        let read = match landed::next(name, *now, looks.get(name).copied(), before) {
            Next::Leave => continue,
            Next::Wait => {
                passed.growing += 1;
                continue;
            }
            Next::Done => pass.waits_no_longer(before)?,
            Next::Read => true,
        };
        if read && let Some(news) = pass.take(name, *now)? {
            // What nobody has to hear again: a file that still waits.
            if before.is_none_or(|before| !is_old_news(&before.landed, &news.landed)) {
                passed.landed.push(news);
            }
        }
    }
    *looks = seen;
    Ok(passed)
}

fn is_old_news(before: &Landed, now: &Landed) -> bool {
    before.standing == now.standing && before.bytes == now.bytes && before.import_id == now.import_id
}

/// Returns the plain files of the folder by name, or `None` where it cannot be looked at now.
fn files_of(folder: &Path) -> Option<Looks> {
    let mut found = Looks::new();
    for entry in fs::read_dir(folder).ok()? {
        // A file that went away between two looks is one that is not there.
        let Ok(entry) = entry else { continue };
        let Ok(facts) = fs::metadata(entry.path()) else { continue };
        let (Ok(name), Some(modified_ms)) = (entry.file_name().into_string(), facts.modified().ok().and_then(since_1970)) else {
            continue;
        };
        if facts.is_file() {
            found.insert(name, Look { bytes: facts.len(), modified_ms });
        }
    }
    Some(found)
}

/// Returns in whose name the folder's files come in, as that person stands today.
fn session_of(store: &Store, watched: &Watched) -> Result<Session> {
    let user = store.read_as_house(|db| staff::get(db, watched.by_user))?;
    if !user.active || Op::ApplyImport.grant(user.role) == Grant::None {
        return Err(Common::NotAllowed { operation: Op::ApplyImport.word() }.into());
    }
    Ok(Session::without_pin(user.id, user.role, user.department))
}

struct Pass<'a> {
    store: &'a Store,
    moment: &'a Moment,
    session: Session,
    watched: &'a Watched,
}

impl Pass<'_> {
    /// Returns whether a file that waits for its mapping needs to wait no longer: somebody read one like it since.
    fn waits_no_longer(&self, known: Option<&Known>) -> Result<bool> {
        match known {
            Some(Known { landed, mark, header_digest: Some(header), .. }) if landed.standing == FileStanding::NeedsMapping => {
                Ok(self.verdict(mark, header)? != Verdict::NeedsMapping)
            }
            _ => Ok(false),
        }
    }

    fn verdict(&self, mark: &[u8; 32], header: &[u8; 32]) -> Result<Verdict> {
        self.store.read_as_house(|db| {
            let before = rows::import_of(db, mark)?;
            Ok(landed::verdict(before, &rows::remembered_mappings(db, header, self.watched.source.as_deref())?))
        })
    }

    /// Reads a file and does with it what is to be done; nothing where it changed meanwhile.
    fn take(&self, name: &str, look: Look) -> Result<Option<News>> {
        let path = Path::new(&self.watched.folder).join(name);
        let (mut mark, mut header_digest) = ([0; 32], None);
        let mut on = |_| ControlFlow::Continue(());
        let surveyed = sniff::survey(&path, Chosen::default(), &mut Watch::new(&mut on));
        let outcome = match &surveyed {
            Ok(survey) => {
                let header = mapping::fingerprint(&survey.header);
                mark = self.store.read_as_house(|db| plan::file_mark(db, survey))?;
                header_digest = Some(header);
                self.act((survey, &mark), self.verdict(&mark, &header)?)
            }
            Err(error) => Ok(Outcome::refused(error.code())),
        };
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(error) if is_of_the_file(&error) => Outcome::refused(error.code()),
            Err(error) => return Err(error),
        };
        // Written to while it was read, or not readable just now: it is looked at again.
        if outcome.code == "file_changed" || matches!(&surveyed, Err(Error::File { .. })) {
            return Ok(None);
        }
        let landed = Landed {
            file_name: name.to_owned(),
            bytes: look.bytes,
            standing: outcome.standing,
            code: outcome.code,
            import_id: outcome.applied.as_ref().map(|applied| applied.import_id).or(outcome.before),
            refusals: outcome.refusals,
            at_ms: self.moment.at,
        };
        let known = Known { landed: landed.clone(), modified_ms: look.modified_ms, mark, header_digest };
        self.store.upkeep(|db, _| rows::put_landed(db, &known))?;
        Ok(Some(News { landed, applied: outcome.applied }))
    }

    fn act(&self, file: (&Survey, &[u8; 32]), verdict: Verdict) -> Result<Outcome> {
        match verdict {
            Verdict::NeedsMapping => Ok(Outcome { standing: FileStanding::NeedsMapping, ..Outcome::refused("") }),
            Verdict::Same(before) => Ok(Outcome { standing: FileStanding::Same, before: Some(before), ..Outcome::refused("") }),
            Verdict::Import(remembered) => self.import(file, remembered),
        }
    }

    fn import(&self, (survey, mark): (&Survey, &[u8; 32]), remembered: Remembered) -> Result<Outcome> {
        let digest = hex(mark);
        let how = HowToRead { mapping: Some(remembered.mapping), source: Some(remembered.source), ..HowToRead::default() };
        let list = survey.path.with_file_name(landed::refusals_name(&file_name(&survey.path), &digest));
        // A folder that nothing may be written to is no reason to keep its rows out.
        let refused_to = is_writable(&list).then_some(list.as_path());
        let job = Job { survey, how: &how, refused_to: refused_to.map(RefusedTo::Beside) };
        let mut on = |_| ControlFlow::Continue(());
        let mut watch = Watch::new(&mut on);
        // The mark names the intent: after a crash between import and note, the same bytes answer what they answered.
        let key = RequestKey::new(format!("folder-{digest}")).ok_or(Error::Damaged { what: "a digest".to_owned() })?;
        let seed = *blake3::keyed_hash(&self.moment.seed, &survey.sha256).as_bytes();
        let request = Request { key, at: self.moment.at, session: self.session.clone(), seed };
        let done =
            self.store.write(&request, Op::ApplyImport, &job.input(self.store)?, |tx| apply::apply(tx, &job, &mut watch))?;
        let refusals = match refused_to.filter(|list| list.is_file()) {
            Some(list) if done.value.counts.refused > 0 => file_name(list),
            Some(list) => {
                // Our own list of nothing.
                fs::remove_file(list).map_err(|source| files::failed("remove", list, source))?;
                String::new()
            }
            None => String::new(),
        };
        Ok(Outcome { standing: FileStanding::Imported, code: String::new(), before: None, refusals, applied: Some(done.value) })
    }
}

/// What became of one file.
struct Outcome {
    standing: FileStanding,
    code: String,
    before: Option<ImportId>,
    refusals: String,
    applied: Option<Applied>,
}

impl Outcome {
    fn refused(code: &str) -> Self {
        Self { standing: FileStanding::Refused, code: code.to_owned(), before: None, refusals: String::new(), applied: None }
    }
}

/// A "no" that the file itself is the reason of; disk and database are not.
fn is_of_the_file(error: &Error) -> bool {
    matches!(error, Error::Refused(_))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn is_writable(list: &Path) -> bool {
    let mut part = list.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    // Tried as the list itself is written: rights alone do not say whether a share or a full disk lets it.
    let written = fs::write(&part, b"").is_ok();
    written && fs::remove_file(&part).is_ok()
}

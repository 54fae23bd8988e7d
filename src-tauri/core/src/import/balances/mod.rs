//! 带入旧积分: a file of member numbers, points, last days and tiers from the system before. Looked at first, what is not taken
//! listed by line and code and given back as a file, brought in as one operation, taken out again while nobody used a point.
//!
//! A member is brought in by one file: the same file again changes nothing, another that says otherwise is a conflict and
//! waits for a person. What the file holds is what was posted, what stands already and what was left out, to the point.
//! Absent on purpose: money, and guests that the house does not know: those come in with their stays.

mod columns;
pub mod foreseen;
mod judge;
mod rows;

use std::{collections::BTreeSet, io::Write, path::Path};

use serde::{Deserialize, Serialize};

use self::{
    columns::{Column, ROWS_PER_WORD, Row},
    judge::{Bring, Judge, Verdict},
};
use crate::{
    audit::{
        chain::{Whole, hex},
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::Result,
        files,
        ids::{EntryId, ExportId, GuestId, ImportId, UserId},
        points::Points,
        text,
        time::{BusinessDate, Instant},
    },
    db::{Db, Store, Tx},
    import::{
        ImportRefusal, ImportStage, ImportState, LISTED_MAX, Survey, Watch,
        plan::file_mark,
        sniff::{Delimiter, TextEncoding},
    },
    loyalty::{
        MemberRef, opening,
        tiers::{self, SetTier},
    },
    stored_words,
};

/// Most rows of one file.
pub const BALANCE_ROWS_MAX: u64 = 1_000_000;
/// Files that the list shows.
pub const FILES_MAX: u32 = 50;
/// Head of the file that gives back what was not taken.
const REFUSED_HEAD: &str = "line,column,code,member_no,points";

stored_words! {
    /// Why a row of balances was not taken.
    pub enum BalanceCode {
        /// the row has more or fewer fields than the header
        FieldCount = "field_count",
        /// a value that must be there is not
        Missing = "missing",
        /// no whole number from zero on
        BadPoints = "bad_points",
        /// no such day, or one too far ahead
        BadDate = "bad_date",
        /// none of the words that stand there
        UnknownWord = "unknown_word",
        /// longer than the field
        TooLong = "too_long",
        /// bytes that are no text, or a character that no field takes
        BadCharacter = "bad_character",
        /// a payment card's number
        CardNumber = "card_number",
        /// no member has this number
        NotAMember = "not_a_member",
        /// the house knows the guest, who is not enrolled
        NotEnrolled = "not_enrolled",
        /// no number that a member can have
        BadNumber = "bad_number",
        /// the last day has passed
        Ended = "ended",
        /// the member stands twice, and no last day tells the rows apart
        Twice = "twice",
        /// a file brought this member's points before, and they were others
        OtherPoints = "other_points",
        /// the number is that of a member of another name
        OtherName = "other_name",
        /// the guest is a member under another number
        OtherNumber = "other_number",
        /// the account would hold too many
        TooMany = "too_many",
        /// the acting person's own account
        OwnAccount = "own_account",
    }
}

/// One row that was not taken: where and why; never what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BalanceNote {
    /// Line of the file on which the row begins, from 1.
    #[specta(type = f64)]
    pub line: u64,
    /// Column.
    pub column: String,
    /// Why.
    pub code: BalanceCode,
}

/// A guest of the file whom the house knows and who is no member yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Unenrolled {
    /// Line of the file on which the row begins, from 1.
    #[specta(type = f64)]
    pub line: u64,
    /// Who.
    pub guest: GuestId,
    /// As the house writes them.
    pub name: String,
}

/// What a file of balances would bring, or brought. `new`, `same`, `conflicting` and `refused` add up to `rows`; `points`,
/// `same_points` and `left_points` add up to `file_points`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BalanceCounts {
    /// Rows of the file, the header and empty lines not counted.
    #[specta(type = f64)]
    pub rows: u64,
    /// Rows that bring something.
    #[specta(type = f64)]
    pub new: u64,
    /// Rows of which nothing is to be done: what they say stands already.
    #[specta(type = f64)]
    pub same: u64,
    /// Rows that say otherwise than what stands.
    #[specta(type = f64)]
    pub conflicting: u64,
    /// Rows that cannot be taken.
    #[specta(type = f64)]
    pub refused: u64,
    /// Rows whose points do not read as a number: what they hold is in no sum.
    #[specta(type = f64)]
    pub unread: u64,
    /// Members who have points from it.
    #[specta(type = f64)]
    pub members: u64,
    /// Guests who become members by it.
    #[specta(type = f64)]
    pub enrolled: u64,
    /// Rows, refused among others, of guests who are no members.
    #[specta(type = f64)]
    pub unenrolled: u64,
    /// Members whose tier it lifts.
    #[specta(type = f64)]
    pub tiers: u64,
    /// Points of all rows.
    #[specta(type = f64)]
    pub file_points: i64,
    /// Points that are posted.
    #[specta(type = f64)]
    pub points: i64,
    /// Points that stand already.
    #[specta(type = f64)]
    pub same_points: i64,
    /// Points of rows that are not taken.
    #[specta(type = f64)]
    pub left_points: i64,
}

/// What a look at a file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BalancesSeen {
    /// What it would bring.
    pub counts: BalanceCounts,
    /// Rows that would not be taken, the first [`LISTED_MAX`].
    pub refused: Vec<BalanceNote>,
    /// Guests whom the house knows and who are no members, the first [`LISTED_MAX`].
    pub unenrolled: Vec<Unenrolled>,
    /// How the letters were read.
    pub encoding: TextEncoding,
    /// Of a workbook, the sheet that is read.
    pub sheet: Option<String>,
    /// Columns that nothing is read from.
    pub unused: Vec<String>,
}

/// What a file brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BalancesBrought {
    /// What taking it out asks for.
    pub import_id: ImportId,
    /// What it brought.
    pub counts: BalanceCounts,
    /// Rows that were not taken, the first [`LISTED_MAX`].
    pub refused: Vec<BalanceNote>,
}

/// A file of balances as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BalancesFile {
    /// Names it.
    pub id: ImportId,
    /// Name only, no folder.
    pub file_name: String,
    /// What it brought.
    pub counts: BalanceCounts,
    /// Applied, or taken out since.
    pub state: ImportState,
    /// Who.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
}

/// Takes a file's points out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TakeOut {
    /// Which file.
    pub import_id: ImportId,
}

/// What became of what a file had brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BalancesTakenOut {
    /// Postings that were taken back.
    #[specta(type = f64)]
    pub removed: u64,
    /// Points of them.
    #[specta(type = f64)]
    pub points: i64,
    /// Tiers that were ended.
    #[specta(type = f64)]
    pub tiers: u64,
    /// Postings that stay, for points of them were used since.
    #[specta(type = f64)]
    pub kept: u64,
}

/// One file and how it is brought in.
#[derive(Clone, Copy)]
pub struct BalancesJob<'a> {
    /// The file, read once.
    pub survey: &'a Survey,
    /// Whether guests whom the house knows become members under the file's number.
    pub enrol: bool,
    /// Where bringing in lists all rows that are not taken: such a write goes through the gate of what leaves the house.
    pub refused_to: Option<&'a Path>,
}

/// All that bringing in depends on: what a request key stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BringIn {
    /// Whether guests become members.
    pub enrol: bool,
    /// By which the file is known again, hexadecimal.
    pub file_mark: String,
    /// How its letters are read.
    pub encoding: TextEncoding,
    /// How its fields are told apart.
    pub delimiter: Delimiter,
}

impl BalancesJob<'_> {
    /// Returns what bringing the file into this hotel depends on.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub fn input(&self, store: &Store) -> Result<BringIn> {
        let mark = store.read_as_house(|db| file_mark(db, self.survey))?;
        let (encoding, delimiter) = (self.survey.encoding, self.survey.delimiter);
        Ok(BringIn { enrol: self.enrol, file_mark: hex(&mark), encoding, delimiter })
    }
}

/// What was listed of rows that would not be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BalancesLeftExported {
    /// Names it in history.
    pub export_id: ExportId,
    /// Rows of the list.
    #[specta(type = f64)]
    pub rows: u64,
}

/// What history keeps: the file and a digest over its postings in order.
#[derive(Serialize)]
struct Remembered<'f> {
    file: &'f BalancesFile,
    postings: u64,
    digest: String,
}

/// Returns what the file would bring, and which rows it leaves out.
///
/// Errors: [`ImportRefusal`], [`crate::base::error::Error::File`], [`crate::base::error::Error::Database`].
pub fn preview(db: &Db, job: &BalancesJob<'_>, who: (UserId, BusinessDate), watch: &mut Watch<'_>) -> Result<BalancesSeen> {
    seen(db, job, None, who, watch)
}

/// Lists the rows that would not be taken in a new file, which is there whole or not at all, and remembers that it was taken out.
/// `_whole` is had from the gate of what leaves the house.
///
/// Errors: those of [`preview`], [`crate::base::error::Error::File`], also where there is a file of that name.
pub fn export_left(
    tx: &mut Tx<'_>,
    job: &BalancesJob<'_>,
    path: &Path,
    _whole: &Whole,
    watch: &mut Watch<'_>,
) -> Result<BalancesLeftExported> {
    let op = tx.begin(Op::ExportBalancesLeft)?;
    files::absent(path)?;
    let who = (tx.session().user, tx.business_date());
    let counts = seen(tx.db(), job, Some(path), who, watch)?.counts;
    let (export_id, rows): (ExportId, u64) = (tx.new_id(), counts.refused + counts.conflicting);
    let mark = hex(&file_mark(tx.db(), job.survey)?);
    tx.record(op, Change::added(export_id, &(mark, rows))?)?;
    Ok(BalancesLeftExported { export_id, rows })
}

fn seen(
    db: &Db,
    job: &BalancesJob<'_>,
    path: Option<&Path>,
    who: (UserId, BusinessDate),
    watch: &mut Watch<'_>,
) -> Result<BalancesSeen> {
    let survey = job.survey;
    let (counts, refused, unenrolled) = giving_back(path, |back| {
        let mut judge = Judge::new(db, who, job.enrol, false)?;
        let mut tally = Tally::new(back, path);
        columns::walk(survey, ImportStage::Comparing, watch, |row| {
            let verdict = judge.verdict(&row)?;
            tally.take(db, &row, &verdict)
        })?;
        Ok(tally.told())
    })?;
    Ok(BalancesSeen {
        counts,
        refused,
        unenrolled,
        encoding: survey.encoding,
        sheet: survey.sheet.as_ref().map(|sheet| sheet.name.clone()),
        unused: columns::unused(&survey.header),
    })
}

/// Brings in every row that can be taken, as one operation.
///
/// Errors: [`ImportRefusal`], [`crate::base::error::Error::File`], [`crate::base::error::Error::Database`].
pub fn bring_in(tx: &mut Tx<'_>, job: &BalancesJob<'_>, watch: &mut Watch<'_>) -> Result<BalancesBrought> {
    let op = tx.begin(Op::BringInPoints)?;
    let survey = job.survey;
    if survey.practice && !tx.hotel().practice {
        return Err(ImportRefusal::PracticeData.into());
    }
    let import_id: ImportId = tx.new_id();
    let file_name = survey.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut posted = Posted::default();
    let (counts, refused, _) = giving_back(job.refused_to, |back| {
        let who = (tx.session().user, tx.business_date());
        let mut judge = Judge::new(tx.db(), who, job.enrol, true)?;
        let mut tally = Tally::new(back, job.refused_to);
        columns::walk(survey, ImportStage::Writing, watch, |row| {
            let verdict = judge.verdict(&row)?;
            if let Verdict::New(bring) = &verdict {
                posted.put(tx, (import_id, row.line), (file_name.as_str(), bring.as_ref()))?;
            }
            tally.take(tx.db(), &row, &verdict)
        })?;
        Ok(tally.told())
    })?;
    let (by_user, at_ms) = (tx.session().user, tx.at());
    let file = BalancesFile { id: import_id, file_name, counts: counts.clone(), state: ImportState::Applied, by_user, at_ms };
    rows::insert(tx, &file, &file_mark(tx.db(), survey)?)?;
    tx.touches(RecordKind::Member);
    tx.record(op, Change::added(import_id, &posted.remembered(&file))?)?;
    Ok(BalancesBrought { import_id, counts, refused })
}

/// Takes out what a file brought, as far as nobody used a point of it, and ends the tiers that it gave. Who became a member
/// by it stays one.
///
/// Errors: [`crate::base::error::Common::NotFound`], [`ImportRefusal::AlreadyUndone`], [`ImportRefusal::Cancelled`].
pub fn take_out(tx: &mut Tx<'_>, input: &TakeOut, watch: &mut Watch<'_>) -> Result<BalancesTakenOut> {
    let op = tx.begin(Op::TakeOutPoints)?;
    let before = rows::get(tx.db(), input.import_id)?;
    if before.state == ImportState::Undone {
        return Err(ImportRefusal::AlreadyUndone.into());
    }
    let mut posted = Posted::default();
    let (mut kept, mut points, mut seen) = (0, 0, 0);
    for entry in opening::brought_by(tx.db(), input.import_id)? {
        seen += 1;
        if u64::is_multiple_of(seen, ROWS_PER_WORD) {
            watch.at(ImportStage::Undoing, seen, before.counts.new)?;
        }
        match opening::take_out(tx, entry)? {
            Some((back, taken)) => {
                posted.note(back, taken);
                points += taken.count();
            }
            None => kept += 1,
        }
    }
    let tiers = ended(tx, input.import_id)?;
    // What was used stays; a file of which something stays can be taken out again later, when it was given back.
    let state = if kept == 0 { ImportState::Undone } else { ImportState::Applied };
    rows::put_state(tx, input.import_id, state)?;
    let after = BalancesFile { state, ..before.clone() };
    tx.touches(RecordKind::Member);
    let old = Remembered { file: &before, postings: 0, digest: String::new() };
    let removed = posted.postings;
    tx.record(op, Change::updated(input.import_id, &old, &posted.remembered(&after))?)?;
    Ok(BalancesTakenOut { removed, points, tiers, kept })
}

/// Returns the files that were brought in, the latest first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn list(db: &Db) -> Result<Vec<BalancesFile>> {
    rows::list(db, FILES_MAX)
}

/// Ends the tiers of a file that still stand. Returns how many.
fn ended(tx: &mut Tx<'_>, import: ImportId) -> Result<u64> {
    let standing = rows::standing_tiers(tx.db(), import, tx.business_date())?;
    for manual in &standing {
        tiers::end(tx, *manual)?;
    }
    Ok(standing.len() as u64)
}

/// What an operation posted, in order.
#[derive(Default)]
struct Posted {
    postings: u64,
    digest: blake3::Hasher,
}

impl Posted {
    fn put(&mut self, tx: &mut Tx<'_>, at: (ImportId, u64), (file, bring): (&str, &Bring)) -> Result<()> {
        if let Some(number) = &bring.joins {
            opening::enrol(tx, bring.opening.guest, number)?;
        }
        if bring.opening.points > Points::ZERO {
            let entry = opening::bring(tx, at, &bring.opening, &bring.note)?;
            self.note(entry, bring.opening.points);
        }
        if let Some((tier, until)) = bring.tier {
            let reason = if bring.note.is_empty() { format!("{file}:{}", at.1) } else { bring.note.clone() };
            let input = SetTier { member: MemberRef::from(bring.opening.guest), tier, reason, until };
            let manual = tiers::set(tx, &input)?.manual;
            rows::insert_tier(tx, manual, at.0)?;
        }
        Ok(())
    }

    fn note(&mut self, entry: EntryId, points: Points) {
        self.postings += 1;
        self.digest.update(entry.raw().bytes());
        self.digest.update(&points.count().to_be_bytes());
    }

    fn remembered<'f>(&self, file: &'f BalancesFile) -> Remembered<'f> {
        Remembered { file, postings: self.postings, digest: hex(self.digest.finalize().as_bytes()) }
    }
}

type Told = (BalanceCounts, Vec<BalanceNote>, Vec<Unenrolled>);

/// Counts rows, and lists those that are not taken.
struct Tally<'b, 'p> {
    counts: BalanceCounts,
    refused: Vec<BalanceNote>,
    unenrolled: Vec<Unenrolled>,
    members: BTreeSet<GuestId>,
    back: Option<&'b mut dyn Write>,
    path: Option<&'p Path>,
}

impl<'b, 'p> Tally<'b, 'p> {
    fn new(back: Option<&'b mut dyn Write>, path: Option<&'p Path>) -> Self {
        let (refused, unenrolled, members) = (Vec::new(), Vec::new(), BTreeSet::new());
        Self { counts: BalanceCounts::default(), refused, unenrolled, members, back, path }
    }

    fn take(&mut self, db: &Db, row: &Row, verdict: &Verdict) -> Result<()> {
        let counts = &mut self.counts;
        let points = row.points.map_or(0, Points::count);
        counts.rows += 1;
        counts.unread += u64::from(row.points.is_none());
        counts.file_points += points;
        match verdict {
            Verdict::New(bring) => {
                counts.new += 1;
                counts.points += points;
                counts.enrolled += u64::from(bring.joins.is_some());
                counts.tiers += u64::from(bring.tier.is_some());
                let has_points = bring.opening.points > Points::ZERO;
                counts.members += u64::from(has_points && self.members.insert(bring.opening.guest));
                Ok(())
            }
            Verdict::Same => {
                counts.same += 1;
                counts.same_points += points;
                Ok(())
            }
            Verdict::Conflicting(column, code) => {
                counts.conflicting += 1;
                self.left(row, *column, *code)
            }
            Verdict::Refused(column, code) => {
                counts.refused += 1;
                self.left(row, *column, *code)
            }
            Verdict::NotEnrolled(guest) => {
                counts.refused += 1;
                counts.unenrolled += 1;
                if self.unenrolled.len() < LISTED_MAX {
                    let name = crate::guests::get(db, *guest)?.name;
                    self.unenrolled.push(Unenrolled { line: row.line, guest: *guest, name });
                }
                self.left(row, Column::Member, BalanceCode::NotEnrolled)
            }
        }
    }

    fn left(&mut self, row: &Row, column: Column, code: BalanceCode) -> Result<()> {
        let column = column.name();
        self.counts.left_points += row.points.map_or(0, Points::count);
        if self.refused.len() < LISTED_MAX {
            self.refused.push(BalanceNote { line: row.line, column: column.to_owned(), code });
        }
        let (Some(back), Some(path)) = (self.back.as_mut(), self.path) else { return Ok(()) };
        let number = text::csv_field(&row.number);
        let points = row.points.map_or_else(String::new, |points| points.to_string());
        let line = row.line;
        write!(back, "{line},{column},{},{number},{points}\r\n", code.word())
            .map_err(|source| files::failed("write", path, source))
    }

    fn told(self) -> Told {
        (self.counts, self.refused, self.unenrolled)
    }
}

/// Runs `run` with the file that gives back what was not taken, which is there whole afterwards or not at all.
fn giving_back<T>(path: Option<&Path>, run: impl FnOnce(Option<&mut dyn Write>) -> Result<T>) -> Result<T> {
    let Some(path) = path else { return run(None) };
    files::write_whole(path, |file| {
        // With a byte order mark, for that is how spreadsheets of a desk read hanzi.
        write!(file, "\u{feff}{REFUSED_HEAD}\r\n").map_err(|source| files::failed("write", path, source))?;
        run(Some(file))
    })
}

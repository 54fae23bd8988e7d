//! 带入旧积分: a file of member numbers, points and last days from the system before. Looked at first, refused rows listed by
//! line and code, brought in as one operation, taken out again while nobody used a point of it.
//!
//! A member is brought in by one file: the same file again, or another that names the member, changes nothing for them.
//! Absent on purpose: money, tiers, and making members of guests.

mod rows;

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::import::{
    ImportRefusal, ImportStage, ImportState, LISTED_MAX, Survey, Watch,
    cells::{self},
    lines::Lines,
    mapping,
};
use crate::{
    audit::{
        chain::hex,
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::{Common, Error, Result},
        ids::{GuestId, ImportId, UserId},
        points::Points,
        text,
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
    loyalty::{
        LoyaltyRefusal, MemberRef,
        opening::{self, Opening, Taken},
    },
    stored_words,
};

/// Most rows of one file.
pub const BALANCE_ROWS_MAX: u64 = 1_000_000;
/// Files that the list shows.
pub const FILES_MAX: u32 = 50;
/// Rows between two words to the caller.
const ROWS_PER_WORD: u64 = 500;

stored_words! {
    /// Why a row of balances was not taken.
    pub enum BalanceCode {
        /// the row has more or fewer fields than the header
        FieldCount = "field_count",
        /// a value that must be there is not
        Missing = "missing",
        /// no whole number above zero
        BadPoints = "bad_points",
        /// no such day
        BadDate = "bad_date",
        /// longer than the field
        TooLong = "too_long",
        /// bytes that are no text, or a character that no field takes
        BadCharacter = "bad_character",
        /// a payment card's number
        CardNumber = "card_number",
        /// no member has this number
        NotAMember = "not_a_member",
        /// the last day has passed
        Ended = "ended",
        /// a file brought this member's points before
        AlreadyIn = "already_in",
        /// the account would hold too many
        TooMany = "too_many",
        /// the acting person's own account
        OwnAccount = "own_account",
    }
}

/// One row that was refused: where and why; never what stands there.
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

/// What a file of balances would bring, or brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BalanceCounts {
    /// Rows of the file, the header and empty lines not counted.
    #[specta(type = f64)]
    pub rows: u64,
    /// Rows that were taken.
    #[specta(type = f64)]
    pub taken: u64,
    /// Rows that were refused.
    #[specta(type = f64)]
    pub refused: u64,
    /// Members who have points from it.
    #[specta(type = f64)]
    pub members: u64,
    /// Points together.
    #[specta(type = f64)]
    pub points: i64,
}

/// What a look at a file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BalancesSeen {
    /// What it would bring.
    pub counts: BalanceCounts,
    /// Rows that would be refused, the first [`LISTED_MAX`].
    pub refused: Vec<BalanceNote>,
}

/// What a file brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BalancesBrought {
    /// What taking it out asks for.
    pub import_id: ImportId,
    /// What it brought.
    pub counts: BalanceCounts,
    /// Rows that were refused, the first [`LISTED_MAX`].
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
    /// Postings that stay, for points of them were used since.
    #[specta(type = f64)]
    pub kept: u64,
    /// Whose they are, the first [`LISTED_MAX`].
    pub kept_guests: Vec<GuestId>,
}

/// What history keeps: the file and a digest over its postings in order.
#[derive(Serialize)]
struct Remembered<'f> {
    file: &'f BalancesFile,
    postings: u64,
    digest: String,
}

/// Columns and the other names that they may have in a header.
const MEMBER: (&str, &[&str]) = ("member_no", &["member", "会员号", "会员卡号", "卡号", "會員號", "會員卡號"]);
const POINTS: (&str, &[&str]) = ("points", &["balance", "积分", "积分余额", "余额", "積分", "積分餘額"]);
const LAST_DAY: (&str, &[&str]) = ("last_day", &["expires", "expires_on", "last_date", "到期日", "有效期", "有效期至"]);
const NOTE: (&str, &[&str]) = ("note", &["备注", "说明", "備註", "remark"]);

/// Returns what the file would bring, and which rows it refuses.
///
/// Errors: [`ImportRefusal`], [`Error::File`], [`Error::Database`].
pub fn preview(db: &Db, survey: &Survey, who: (UserId, BusinessDate), watch: &mut Watch<'_>) -> Result<BalancesSeen> {
    let mut judged = Judged::new(db, who);
    walk(survey, ImportStage::Comparing, watch, |row| judged.judge(row).map(|_| ()))?;
    let (counts, refused) = judged.told();
    Ok(BalancesSeen { counts, refused })
}

/// Brings in every row that can be taken, as one operation.
///
/// Errors: [`ImportRefusal`], [`Error::File`], [`Error::Database`].
pub fn bring_in(tx: &mut Tx<'_>, survey: &Survey, watch: &mut Watch<'_>) -> Result<BalancesBrought> {
    let op = tx.begin(Op::BringInPoints)?;
    if survey.practice && !tx.hotel().practice {
        return Err(ImportRefusal::PracticeData.into());
    }
    let import_id: ImportId = tx.new_id();
    let mut judged = Judged { writes: true, ..Judged::new(tx.db(), (tx.session().user, tx.business_date())) };
    let mut digest = blake3::Hasher::new();
    walk(survey, ImportStage::Writing, watch, |row| {
        if let Some((taken, note)) = judged.judge(row)? {
            let entry = opening::bring(tx, import_id, &taken, &note)?;
            digest.update(entry.raw().bytes());
            digest.update(&taken.points.count().to_be_bytes());
        }
        Ok(())
    })?;
    let (counts, refused) = judged.told();
    let file = BalancesFile {
        id: import_id,
        file_name: survey.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        counts: counts.clone(),
        state: ImportState::Applied,
        by_user: tx.session().user,
        at_ms: tx.at(),
    };
    rows::insert(tx, &file, &survey.sha256)?;
    tx.touches(RecordKind::Member);
    let digest = hex(digest.finalize().as_bytes());
    tx.record(op, Change::added(import_id, &Remembered { file: &file, postings: counts.taken, digest })?)?;
    Ok(BalancesBrought { import_id, counts, refused })
}

/// Takes out what a file brought, as far as nobody used a point of it.
///
/// Errors: [`Common::NotFound`], [`ImportRefusal::AlreadyUndone`].
pub fn take_out(tx: &mut Tx<'_>, input: &TakeOut) -> Result<BalancesTakenOut> {
    let op = tx.begin(Op::TakeOutPoints)?;
    let before = rows::get(tx.db(), input.import_id)?;
    if before.state == ImportState::Undone {
        return Err(ImportRefusal::AlreadyUndone.into());
    }
    let out = opening::take_out(tx, input.import_id)?;
    let mut digest = blake3::Hasher::new();
    for (entry, points) in &out.back {
        digest.update(entry.raw().bytes());
        digest.update(&points.to_be_bytes());
    }
    // What was used stays; a file of which something stays can be taken out again later, when it was given back.
    let state = if out.kept.is_empty() { ImportState::Undone } else { ImportState::Applied };
    rows::put_state(tx, input.import_id, state)?;
    let after = BalancesFile { state, ..before.clone() };
    tx.touches(RecordKind::Member);
    let postings = out.back.len() as u64;
    let digest = hex(digest.finalize().as_bytes());
    let old = Remembered { file: &before, postings: 0, digest: String::new() };
    tx.record(op, Change::updated(input.import_id, &old, &Remembered { file: &after, postings, digest })?)?;
    let kept_guests = out.kept.iter().map(|(_, guest)| *guest).take(LISTED_MAX).collect();
    Ok(BalancesTakenOut { removed: postings, kept: out.kept.len() as u64, kept_guests })
}

/// Returns the files that were brought in, the latest first.
///
/// Errors: [`Error::Database`].
pub fn list(db: &Db) -> Result<Vec<BalancesFile>> {
    rows::list(db, FILES_MAX)
}

/// A row as it was read, or why not.
struct Row {
    line: u64,
    read: std::result::Result<Opening, (&'static str, BalanceCode)>,
}

/// Where the columns stand in a file.
struct Places {
    member: usize,
    points: usize,
    last_day: Option<usize>,
    note: Option<usize>,
}

impl Places {
    fn of(header: &[String]) -> Result<Self> {
        let place = |(name, others): (&str, &[&str])| {
            std::iter::once(name).chain(others.iter().copied()).find_map(|name| mapping::place_of(header, name))
        };
        match (place(MEMBER), place(POINTS)) {
            (Some(member), Some(points)) => Ok(Self { member, points, last_day: place(LAST_DAY), note: place(NOTE) }),
            (member, points) => {
                let missing = [(member, MEMBER.0), (points, POINTS.0)];
                let missing = missing.into_iter().filter(|(place, _)| place.is_none()).map(|(_, name)| name).collect();
                Err(ImportRefusal::BalancesHeader { missing }.into())
            }
        }
    }

    fn read(&self, lines: &Lines<'_>, width: usize, escaped: bool) -> std::result::Result<Opening, (&'static str, BalanceCode)> {
        if lines.fields() != width {
            return Err(("", BalanceCode::FieldCount));
        }
        let member = cell(lines, self.member, MEMBER.0, escaped)?;
        let points = cell(lines, self.points, POINTS.0, false)?;
        let day = self.last_day.map_or(Ok(""), |place| cell(lines, place, LAST_DAY.0, false))?;
        let note = self.note.map_or(Ok(""), |place| cell(lines, place, NOTE.0, escaped))?;
        if member.is_empty() {
            return Err((MEMBER.0, BalanceCode::Missing));
        }
        if points.is_empty() {
            return Err((POINTS.0, BalanceCode::Missing));
        }
        let last_day = match day {
            "" => None,
            day => Some(cells::day(day).ok_or((LAST_DAY.0, BalanceCode::BadDate))?),
        };
        let note = text::optional("note", note, text::LINE_MAX).map_err(|refused| (NOTE.0, code_of(&refused)))?;
        Ok(Opening { member: MemberRef(member.to_owned()), points: whole(points)?, last_day, note })
    }
}

fn cell<'l>(
    lines: &'l Lines<'_>,
    place: usize,
    column: &'static str,
    escaped: bool,
) -> std::result::Result<&'l str, (&'static str, BalanceCode)> {
    let flawed = lines.flaw(place).is_some();
    let text = lines.text(place).filter(|_| !flawed).ok_or((column, BalanceCode::BadCharacter))?;
    let text = if escaped { text.strip_prefix('\'').unwrap_or(text) } else { text };
    Ok(text.trim())
}

/// Returns the points, plain or grouped by thousands.
fn whole(text: &str) -> std::result::Result<Points, (&'static str, BalanceCode)> {
    let sum = cells::sum(text, 0).map_err(|_| (POINTS.0, BalanceCode::BadPoints))?;
    let fraction = text.contains('.') && text.trim_end_matches('0').trim_end_matches('.').contains('.');
    let points = Points::new(sum.minor()).filter(|points| *points > Points::ZERO && !fraction);
    points.ok_or((POINTS.0, BalanceCode::BadPoints))
}

fn code_of(refusal: &Common) -> BalanceCode {
    match refusal {
        Common::TooLong { .. } => BalanceCode::TooLong,
        Common::CardNumber { .. } => BalanceCode::CardNumber,
        _ => BalanceCode::BadCharacter,
    }
}

/// Reads the file row by row.
fn walk(survey: &Survey, stage: ImportStage, watch: &mut Watch<'_>, mut take: impl FnMut(Row) -> Result<()>) -> Result<()> {
    let places = Places::of(&survey.header)?;
    let mut lines = survey.lines()?;
    lines.advance()?;
    let mut seen = 0_u64;
    while lines.advance()? {
        if seen.is_multiple_of(ROWS_PER_WORD) {
            watch.at(stage, lines.read_bytes(), survey.bytes)?;
        }
        seen += 1;
        if seen > BALANCE_ROWS_MAX {
            return Err(ImportRefusal::TooManyRows.into());
        }
        let read = places.read(&lines, survey.header.len(), survey.escaped);
        take(Row { line: lines.number(), read })?;
    }
    if lines.sha256() != survey.sha256 {
        return Err(ImportRefusal::FileChanged.into());
    }
    if seen == 0 { Err(ImportRefusal::NoRows.into()) } else { Ok(()) }
}

/// Says of each row in turn whether it is taken, and counts.
struct Judged<'d> {
    db: &'d Db,
    by: UserId,
    today: BusinessDate,
    counts: BalanceCounts,
    refused: Vec<BalanceNote>,
    /// Points that rows before would bring to a member, where nothing is written; where it is, the balance has them.
    beside: HashMap<GuestId, i64>,
    writes: bool,
    seen: BTreeSet<GuestId>,
}

impl<'d> Judged<'d> {
    fn new(db: &'d Db, (by, today): (UserId, BusinessDate)) -> Self {
        let (counts, refused) = (BalanceCounts::default(), Vec::new());
        Self { db, by, today, counts, refused, beside: HashMap::new(), writes: false, seen: BTreeSet::new() }
    }

    fn judge(&mut self, row: Row) -> Result<Option<(Taken, String)>> {
        self.counts.rows += 1;
        let opening = match row.read {
            Ok(opening) => opening,
            Err((column, code)) => return Ok(self.refuse(row.line, column, code)),
        };
        match self.taken(&opening) {
            Ok(taken) => {
                let guest = taken.member.guest;
                if !self.writes {
                    *self.beside.entry(guest).or_default() += taken.points.count();
                }
                self.counts.taken += 1;
                self.counts.members += u64::from(self.seen.insert(guest));
                self.counts.points += taken.points.count();
                Ok(Some((taken, opening.note)))
            }
            Err(Error::Refused(refusal)) => match refused_as(refusal.code()) {
                Some((column, code)) => Ok(self.refuse(row.line, column, code)),
                None => Err(Error::Refused(refusal)),
            },
            Err(failed) => Err(failed),
        }
    }

    fn taken(&self, opening: &Opening) -> Result<Taken> {
        let taken = opening::judge(self.db, opening, self.today, self.by, &self.beside)?;
        // Another line of this file brought them something: then what stands is this file's own.
        if !self.seen.contains(&taken.member.guest) && opening::was_brought(self.db, taken.member.guest)? {
            return Err(LoyaltyRefusal::AlreadyBrought.into());
        }
        Ok(taken)
    }

    fn refuse<T>(&mut self, line: u64, column: &str, code: BalanceCode) -> Option<T> {
        self.counts.refused += 1;
        if self.refused.len() < LISTED_MAX {
            self.refused.push(BalanceNote { line, column: column.to_owned(), code });
        }
        None
    }

    fn told(self) -> (BalanceCounts, Vec<BalanceNote>) {
        (self.counts, self.refused)
    }
}

fn refused_as(code: &str) -> Option<(&'static str, BalanceCode)> {
    Some(match code {
        "not_a_member" => (MEMBER.0, BalanceCode::NotAMember),
        "already_brought" => (MEMBER.0, BalanceCode::AlreadyIn),
        "own_account" => (MEMBER.0, BalanceCode::OwnAccount),
        "bad_points" => (POINTS.0, BalanceCode::BadPoints),
        "too_many_points" => (POINTS.0, BalanceCode::TooMany),
        "expires_in_past" => (LAST_DAY.0, BalanceCode::Ended),
        _ => return None,
    })
}

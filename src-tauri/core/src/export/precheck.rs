//! What a person sees before a package goes: what blocks, what to look at, what is fine. Codes and counts, no sentences.

use serde::{Deserialize, Serialize};

use super::{
    ExportRefusal, Outcome, Period, Report, SCHEMA_VERSION,
    manifest::SheetFacts,
    package,
    rows::{self, Look},
};
use crate::{
    audit::chain::{Head, Whole},
    base::{error::Result, time::BusinessDate},
    db::Db,
    history,
    loyalty::{self, check::WrongRow},
    stored_words,
};

/// Most examples that a check names.
const EXAMPLES_MAX: u32 = 5;

stored_words! {
    /// What is checked.
    pub enum CheckCode {
        /// the month has not begun, or is not over
        Period = "period",
        /// a package of this month was made before: this one is the next version
        Correction = "correction",
        /// complaints of the month that are still open
        TicketsOpen = "tickets_open",
        /// complaints of the month without 负责人
        TicketsUnowned = "tickets_unowned",
        /// stays that should have departed in the month and have not
        StaysOverdue = "stays_overdue",
        /// departed stays without a guest
        StaysUnnamed = "stays_unnamed",
        /// guests who did not agree go under a pseudonym
        Consent = "consent",
        /// postings, lots and balances agree
        Points = "points",
        /// member numbers go as text, zeros and all
        MemberNumbers = "member_numbers",
        /// text that looks like a formula goes as text
        FormulaText = "formula_text",
        /// rows whose keys are unique and whose references are in the package
        Keys = "keys",
        /// free texts that hold a payment card's number
        CardNumbers = "card_numbers",
        /// the history is what was written, and goes on from the head that left with the package before
        Chain = "chain",
    }
}

/// Asks what a package of a month would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AskPrecheck {
    /// `YYYY-MM`.
    pub period: String,
    /// The hotel's day.
    pub today: BusinessDate,
}

/// What a package of the month would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Precheck {
    /// `YYYY-MM`.
    pub period: String,
    /// The version it would have.
    pub version: u32,
    /// Of the package's shape.
    pub schema: String,
    /// Whether anything blocks.
    pub blocked: bool,
    /// What was checked: what blocks first, then what to look at.
    pub checks: Vec<Checked>,
    /// The tables, in the package's order.
    pub sheets: Vec<SheetSize>,
}

/// One check and how it came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Checked {
    /// Which.
    pub code: CheckCode,
    /// How.
    pub outcome: Outcome,
    /// How many rows it is about.
    #[specta(type = f64)]
    pub rows: u64,
    /// Numbers of the first of them, where they have any: ticket numbers, an account, a sequence; never a guest's data.
    pub examples: Vec<String>,
}

/// How large a table would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SheetSize {
    /// Its name.
    pub name: String,
    /// Its rows.
    #[specta(type = f64)]
    pub rows: u64,
    /// Its bytes.
    #[specta(type = f64)]
    pub bytes: u64,
}

/// Returns what a package of the month would be, by reading all of it. `remembered` is the head beside the file, read before.
///
/// Errors: [`crate::base::error::Common::BadValue`], [`ExportRefusal::Cancelled`].
pub fn precheck(db: &Db, remembered: Option<&Head>, asked: &AskPrecheck, report: &mut Report<'_>) -> Result<Precheck> {
    let period = Period::parse(&asked.period)?;
    let facts = package::measure(db, period, None, report)?;
    let version = rows::newest(db, period)?.map_or(0, |made| made.version) + 1;
    let mut checks = vec![when(period, asked.today)];
    if version > 1 {
        checks.push(Checked::new(CheckCode::Correction, Outcome::Look, u64::from(version - 1)));
    }
    checks.extend(to_look_at(db, period)?);
    checks.push(points(db)?);
    checks.push(chain(db, remembered)?);
    checks.extend(of_rows(&facts));
    checks.sort_by_key(|check| check.outcome);
    Ok(Precheck {
        period: period.to_string(),
        version,
        schema: SCHEMA_VERSION.to_owned(),
        blocked: checks.iter().any(|check| check.outcome == Outcome::Blocks),
        checks,
        sheets: facts
            .iter()
            .map(|sheet| SheetSize { name: sheet.name.to_owned(), rows: sheet.rows, bytes: sheet.bytes })
            .collect(),
    })
}

/// Refuses where postings, lots, balances and what the history keeps of them do not agree.
///
/// Errors: [`ExportRefusal::Blocked`].
pub(super) fn points_agree(db: &Db) -> Result<()> {
    unless_it_blocks(points(db)?)
}

/// Does so but for what is asked along the ledger, by who reads it whole and then asks [`points_agree_along`].
///
/// Errors: [`ExportRefusal::Blocked`].
pub(super) fn points_agree_beside(db: &Db) -> Result<()> {
    unless_it_blocks(points_checked(loyalty::check::kept_but_along(db)?))
}

/// Refuses where something was found along the ledger.
///
/// Errors: [`ExportRefusal::Blocked`].
pub(super) fn points_agree_along(wrong: Option<WrongRow>) -> Result<()> {
    unless_it_blocks(points_checked(wrong))
}

/// Returns the proof that the history is what was written: nothing that names people leaves the house on another one. The whole
/// chain is read: what leaves says with its head, or by having left, that everything before stands.
///
/// Errors: [`ExportRefusal::ChainBroken`], [`ExportRefusal::Blocked`] where the head that left with the last package is gone.
pub(super) fn history_stands(db: &Db, remembered: Option<&Head>) -> Result<Whole> {
    if let Some(fault) = history::chain(db, remembered)? {
        return Err(ExportRefusal::ChainBroken { row: fault.row() }.into());
    }
    unless_it_blocks(since_the_last(db)?)?;
    Ok(Whole::proven())
}

fn unless_it_blocks(check: Checked) -> Result<()> {
    match check.outcome {
        Outcome::Blocks => Err(ExportRefusal::Blocked { check: check.code, rows: check.rows }.into()),
        Outcome::Look | Outcome::Fine => Ok(()),
    }
}

impl Checked {
    fn new(code: CheckCode, outcome: Outcome, rows: u64) -> Self {
        Self { code, outcome, rows, examples: Vec::new() }
    }

    fn naming(self, examples: Vec<String>) -> Self {
        Self { examples, ..self }
    }
}

fn when(period: Period, today: BusinessDate) -> Checked {
    let outcome = if period.begins().unwrap_or_else(|| period.last()) > today {
        Outcome::Blocks
    } else if period.next() > today {
        Outcome::Look
    } else {
        Outcome::Fine
    };
    Checked::new(CheckCode::Period, outcome, 0)
}

fn to_look_at(db: &Db, period: Period) -> Result<Vec<Checked>> {
    let Look { tickets_open, tickets_unowned, stays_overdue, stays_unnamed } = rows::look(db, period)?;
    let seen = |code, count: u64| Checked::new(code, if count == 0 { Outcome::Fine } else { Outcome::Look }, count);
    Ok(vec![
        seen(CheckCode::TicketsOpen, tickets_open).naming(rows::tickets_open(db, period, EXAMPLES_MAX)?),
        seen(CheckCode::TicketsUnowned, tickets_unowned).naming(rows::tickets_unowned(db, period, EXAMPLES_MAX)?),
        seen(CheckCode::StaysOverdue, stays_overdue),
        seen(CheckCode::StaysUnnamed, stays_unnamed),
    ])
}

fn points(db: &Db) -> Result<Checked> {
    Ok(points_checked(loyalty::check::kept(db)?))
}

fn points_checked(wrong: Option<WrongRow>) -> Checked {
    match wrong {
        None => Checked::new(CheckCode::Points, Outcome::Fine, 0),
        Some(wrong) => Checked::new(CheckCode::Points, Outcome::Blocks, 1).naming(vec![wrong.row]),
    }
}

/// The history must be what was written; else the first bad row is named.
fn chain(db: &Db, remembered: Option<&Head>) -> Result<Checked> {
    Ok(match history::chain(db, remembered)? {
        Some(fault) => Checked::new(CheckCode::Chain, Outcome::Blocks, 1).naming(vec![fault.row().to_string()]),
        None => since_the_last(db)?,
    })
}

/// The head that left with the last package must still stand in the history: a shorter or rewritten chain does not go out.
fn since_the_last(db: &Db) -> Result<Checked> {
    let head = db.head()?;
    let Some(previous) = rows::previous(db)? else {
        return Ok(Checked::new(CheckCode::Chain, Outcome::Fine, u64::try_from(head.seq).unwrap_or_default()));
    };
    let stands = previous.head.seq == 0 || rows::mac_at(db, previous.head.seq)?.as_ref() == Some(&previous.head.mac);
    let outcome = if stands { Outcome::Fine } else { Outcome::Blocks };
    let since = u64::try_from(head.seq - previous.head.seq).unwrap_or_default();
    Ok(Checked::new(CheckCode::Chain, outcome, since).naming(vec![previous.head.seq.to_string(), head.seq.to_string()]))
}

fn of_rows(facts: &[SheetFacts]) -> Vec<Checked> {
    let sum = |of: fn(&SheetFacts) -> u64| facts.iter().map(of).sum::<u64>();
    let members = facts.iter().find(|sheet| sheet.name == "members").map_or(0, |sheet| sheet.rows);
    let (cards, withheld) = (sum(|sheet| sheet.card_numbers), sum(|sheet| sheet.falsehoods));
    vec![
        Checked::new(CheckCode::Consent, if withheld == 0 { Outcome::Fine } else { Outcome::Look }, withheld),
        Checked::new(CheckCode::MemberNumbers, Outcome::Fine, members),
        Checked::new(CheckCode::FormulaText, Outcome::Fine, sum(|sheet| sheet.escaped)),
        Checked::new(CheckCode::Keys, Outcome::Fine, sum(|sheet| sheet.rows)),
        Checked::new(CheckCode::CardNumbers, if cards == 0 { Outcome::Fine } else { Outcome::Blocks }, cards),
    ]
}

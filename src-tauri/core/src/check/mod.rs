//! F4: is the file what Lobby wrote? Pages, ledger, chain, sums, search and references, each with its first bad rows.
//!
//! Changes nothing of the house and reads one view of the file, so that it may run beside a window. [`daily`] does it at the start of
//! each day and remembers what it found. Absent on purpose: any repair.

pub mod daily;
mod rows;

use serde::{Deserialize, Serialize};

use crate::{
    audit::{chain::Head, op::Op},
    base::{error::Result, role::Session},
    db::{Db, Store},
    history::{self, ChainFault},
    loyalty,
    profile::filed,
    search,
    stays::summaries,
    stored_words,
    tickets::{self, attachments},
};

stored_words! {
    /// How far a check goes.
    pub enum Depth {
        /// Every page once, without the indexes' order; the one box and the list are not compared.
        Quick = "quick",
        /// Every page with its seal, every index, every guest's place in the one box.
        Deep = "deep",
    }
}

stored_words! {
    /// What is wrong.
    pub enum WrongKind {
        /// A page does not carry the seal that it was written with.
        Page = "page",
        /// Tables and indexes do not agree, or a page holds what it cannot.
        Structure = "structure",
        /// A table, index or trigger is not as this program writes it: what keeps the ledger append-only may be gone.
        Schema = "schema",
        /// It could not be read to the end.
        Unreadable = "unreadable",
        /// A law of the ledger is broken.
        Ledger = "ledger",
        /// History rows are missing before this one.
        ChainGap = "chain_gap",
        /// A history row is not what it was.
        ChainRow = "chain_row",
        /// An image of a history row is not what it was.
        ChainImage = "chain_image",
        /// The history is shorter than the head that was remembered beside the file.
        ChainShorter = "chain_shorter",
        /// A guest's sums are not what the stays say.
        Summary = "summary",
        /// When the running promise of a complaint is due is not what the complaint says.
        Due = "due",
        /// A guest is filed in the one box otherwise than the record says.
        Search = "search",
        /// The bytes of an attachment are not those that were kept.
        Attachment = "attachment",
        /// A guest is filed in the list of guests otherwise than the records say.
        Listed = "listed",
        /// A row refers to one that is not there.
        Reference = "reference",
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Wrong {
    /// What.
    pub what: WrongKind,
    /// Where: what SQLite says of a page or index, a row's sequence or id, a table and row; never a guest's data.
    pub row: String,
}

/// What a check of one part answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Part {
    /// Nothing wrong was found.
    pub ok: bool,
    /// It was looked at; a quick check leaves the one box out.
    pub checked: bool,
    /// What is wrong, the first rows only.
    pub wrong: Vec<Wrong>,
}

/// What a check answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Checked {
    /// No part has anything wrong.
    pub ok: bool,
    /// How far it went.
    pub depth: Depth,
    /// The database's pages, structure and schema.
    pub file: Part,
    /// The points ledger.
    pub ledger: Part,
    /// The history's chain, with the head that was remembered beside the file.
    pub chain: Part,
    /// What is derived: the sums of each guest's stays, when each complaint's promise is due.
    pub summaries: Part,
    /// The one box, and the list of guests.
    pub search: Part,
    /// References between tables.
    pub foreign_keys: Part,
    /// The bytes of what proves complaints, held against their digests.
    pub attachments: Part,
}

impl Checked {
    /// Returns the parts under their names, in the order of the command line.
    pub fn parts(&self) -> [(&'static str, &Part); 7] {
        [
            ("file", &self.file),
            ("ledger", &self.ledger),
            ("chain", &self.chain),
            ("summaries", &self.summaries),
            ("search", &self.search),
            ("foreign_keys", &self.foreign_keys),
            ("attachments", &self.attachments),
        ]
    }
}

/// Returns what is wrong with the open file, for `session`. The head that stands beside it is read before the view of the
/// file begins: a head is written after its commit, never before.
///
/// Errors: [`crate::base::error::Common::NotAllowed`], [`crate::base::error::Error::Database`] where the file does not
/// answer for another reason than damage.
pub fn file(store: &Store, session: &Session, depth: Depth) -> Result<Checked> {
    let remembered = store.remembered_head();
    // SQLite checks an index's words on a connection that may write only.
    let words = match depth {
        Depth::Quick => not_looked_at(),
        Depth::Deep => store.upkeep(|db, _| part(|| search::check_words(db).map(|()| Vec::new())))?,
    };
    store.read(session, Op::Check, |db| on_one_view(db, depth, remembered.as_ref(), words))
}

fn on_one_view(db: &Db, depth: Depth, remembered: Option<&Head>, words: Part) -> Result<Checked> {
    let file = part(|| Ok([rows::pages(db, depth)?, rows::schema(db)?].concat()))?;
    let ledger = part(|| ledger(db))?;
    let chain = part(|| chain(db, remembered))?;
    let summaries = part(|| summaries(db))?;
    let search = if words.checked && words.ok { part(|| search(db))? } else { words };
    let foreign_keys = part(|| rows::references(db))?;
    let attachments = part(|| attachments(db))?;
    let ok = [&file, &ledger, &chain, &summaries, &search, &foreign_keys, &attachments].iter().all(|part| part.ok);
    Ok(Checked { ok, depth, file, ledger, chain, summaries, search, foreign_keys, attachments })
}

fn not_looked_at() -> Part {
    Part { ok: true, checked: false, wrong: Vec::new() }
}

/// Returns what `look` found; that it could not read to the end is a finding, not a failure of the check.
fn part(look: impl FnOnce() -> Result<Vec<Wrong>>) -> Result<Part> {
    let wrong = match look() {
        Err(error) if error.is_damage() || rows::says_no_to_a_sound_statement(&error) => {
            vec![Wrong { what: WrongKind::Unreadable, row: String::new() }]
        }
        found => found?,
    };
    Ok(Part { ok: wrong.is_empty(), checked: true, wrong })
}

fn ledger(db: &Db) -> Result<Vec<Wrong>> {
    let wrong = loyalty::check::check(db)?.wrong;
    Ok(wrong.into_iter().map(|wrong| Wrong { what: WrongKind::Ledger, row: format!("{} {}", wrong.law, wrong.row) }).collect())
}

fn chain(db: &Db, remembered: Option<&Head>) -> Result<Vec<Wrong>> {
    Ok(history::chain(db, remembered)?.map(of_chain).into_iter().collect())
}

fn of_chain(fault: ChainFault) -> Wrong {
    let what = match fault {
        ChainFault::Gap { .. } => WrongKind::ChainGap,
        ChainFault::Row { .. } => WrongKind::ChainRow,
        ChainFault::Image { .. } => WrongKind::ChainImage,
        ChainFault::Shorter { .. } => WrongKind::ChainShorter,
    };
    Wrong { what, row: fault.row().to_string() }
}

fn summaries(db: &Db) -> Result<Vec<Wrong>> {
    let differing = summaries::differing(db)?;
    let mut wrong: Vec<Wrong> =
        differing.into_iter().map(|guest| Wrong { what: WrongKind::Summary, row: guest.to_string() }).collect();
    let dues = tickets::differing_dues(db)?;
    wrong.extend(dues.into_iter().map(|ticket| Wrong { what: WrongKind::Due, row: ticket.to_string() }));
    Ok(wrong)
}

fn attachments(db: &Db) -> Result<Vec<Wrong>> {
    let differing = attachments::differing(db, rows::WRONG_LISTED_MAX)?;
    Ok(differing.into_iter().map(|id| Wrong { what: WrongKind::Attachment, row: id.to_string() }).collect())
}

fn search(db: &Db) -> Result<Vec<Wrong>> {
    let found = search::compare(db)?;
    let first = found.first.map(|guest| guest.to_string()).unwrap_or_default();
    let boxed = (found.differing > 0).then_some(Wrong { what: WrongKind::Search, row: first });
    let listed = filed::differing(db)?.into_iter().map(|guest| Wrong { what: WrongKind::Listed, row: guest.to_string() });
    Ok(boxed.into_iter().chain(listed).collect())
}

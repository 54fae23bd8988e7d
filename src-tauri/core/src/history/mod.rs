//! F4: what was done, by whom; and taking it back.
//!
//! Reads the one list that every write leaves. Undo restores the before-image through the module that owns the record;
//! what came between is never overwritten.

mod rows;
#[cfg(test)]
mod tests;
mod verify;

use serde::{Deserialize, Serialize};

pub use verify::{ChainFault, ChainReport, HeadStanding, TYPED_SIGNS_MIN, TypedHead, chain, chain_watched};

use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
        permission::{Grant, Permission, grant},
    },
    base::{
        error::{Common, Refusal, Result},
        ids::{RawId, RecordId},
        role::Session,
        time::Instant,
    },
    db::{Begun, Db, Tx},
    dossier, duty,
    flows::merge,
    guests, tickets,
};

/// Most lines that one read answers.
pub const LINES_MAX: u32 = 500;

/// One line of history.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct Line {
    /// Place in the order of everything, from 1.
    #[specta(type = f64)]
    pub seq: i64,
    /// When it was done.
    pub at: Instant,
    /// Who did it, as colleagues read it.
    pub user: String,
    /// What was done.
    pub operation: Op,
    /// To which kind of record.
    pub kind: RecordKind,
    /// To which record.
    pub record: RecordId,
    /// Under which request key.
    pub key: String,
    /// The line that it takes back.
    #[specta(type = Option<f64>)]
    pub undoes: Option<i64>,
    /// It was taken back by a later line.
    pub undone: bool,
    /// What changed, field by field; empty for readers without guest data.
    pub fields: Vec<FieldChange>,
}

/// One field's change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct FieldChange {
    /// The field's name.
    pub field: String,
    /// Before, as JSON text; empty where it was not there.
    pub before: String,
    /// After, as JSON text; empty where it is not there.
    pub after: String,
}

/// Which lines to read.
#[derive(Debug, Clone, Default, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct Filter {
    /// Of this record, or about this guest.
    pub record: Option<RecordId>,
    /// At most this many, newest first; [`LINES_MAX`] at most.
    #[specta(type = Option<f64>)]
    pub limit: Option<u32>,
}

/// Why something cannot be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UndoRefusal {
    /// This kind of act is not taken back by Ctrl+Z: points are reversed, tickets get another step.
    NotUndoable {
        /// The operation's word.
        operation: &'static str,
    },
    /// It was taken back already.
    AlreadyUndone,
    /// Somebody else did it.
    NotYours,
    /// There is nothing of this person's to take back.
    NothingToUndo,
}

impl Refusal for UndoRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotUndoable { .. } => "not_undoable",
            Self::AlreadyUndone => "already_undone",
            Self::NotYours => "not_yours",
            Self::NothingToUndo => "nothing_to_undo",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotUndoable { operation } => vec![("operation", (*operation).to_owned())],
            _ => Vec::new(),
        }
    }
}

/// Returns lines of history, newest first, as far as `session` may see them: own lines, own department's, or operations
/// without guest data.
///
/// Errors: [`Common::NotAllowed`].
pub fn lines(db: &Db, session: &Session, filter: &Filter) -> Result<Vec<Line>> {
    let held = Op::ReadHistory.grant(session.role);
    let own = match held {
        Grant::None => return Err(Common::NotAllowed { operation: Op::ReadHistory.word() }.into()),
        Grant::Own => Some(session.user),
        Grant::Full | Grant::Limited | Grant::OperationsOnly => None,
    };
    let department = (held == Grant::Limited).then_some(session.department);
    let mut lines = rows::lines(db, filter, own, department)?;
    if held != Grant::OperationsOnly {
        for line in &mut lines {
            let (mut before, mut after) = rows::images(db, line.seq)?;
            if line.kind == RecordKind::Ticket && grant(Permission::SeeResponsible, session.role) != Grant::Full {
                (before, after) = (before.map(tickets::without_responsible), after.map(tickets::without_responsible));
            }
            if is_caution(db, line)? && grant(Permission::Cautions, session.role) != Grant::Full {
                continue;
            }
            line.fields = fields(before.as_deref(), after.as_deref());
        }
    }
    Ok(lines)
}

/// Returns whether a line is about a do-not-rent or credit note, or takes one back.
fn is_caution(db: &Db, line: &Line) -> Result<bool> {
    let undone = line.undoes.map(|seq| rows::line(db, seq)).transpose()?.flatten();
    let operation = undone.map_or(line.operation, |undone| undone.operation);
    Ok(matches!(operation, Op::AddCaution | Op::LiftCaution))
}

/// What to take back.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct Undo {
    /// The line, from [`crate::db::Done::seq`] or the history.
    #[specta(type = f64)]
    pub seq: i64,
}

/// Takes back what one line did.
///
/// Errors: [`UndoRefusal`], [`Common::ChangedMeanwhile`] where the record moved on since.
pub fn undo(tx: &mut Tx<'_>, input: &Undo) -> Result<RecordId> {
    let op = tx.begin(Op::Undo)?;
    let line = rows::line(tx.db(), input.seq)?.ok_or(UndoRefusal::NothingToUndo)?;
    if !line.operation.undoable() {
        return Err(UndoRefusal::NotUndoable { operation: line.operation.word() }.into());
    }
    if rows::author(tx.db(), line.seq)? != tx.session().user {
        return Err(UndoRefusal::NotYours.into());
    }
    if line.undone {
        return Err(UndoRefusal::AlreadyUndone.into());
    }
    if line.operation == Op::MergeGuests {
        // Taking two records apart is its own act with its own permission and lines; this one says that it was Ctrl+Z.
        let keep = merge::take_back(tx, &line.key)?;
        tx.record(op, Change::noted(keep, &line.seq)?.about(keep).undoing(line.seq))?;
        return Ok(line.record);
    }
    restore(tx, op, &line)?;
    for made in made_with(tx.db(), &line)? {
        let op = tx.begin(Op::Undo)?;
        restore(tx, op, &made)?;
    }
    Ok(line.record)
}

/// Puts back what one line did, through the module that owns the record.
fn restore(tx: &mut Tx<'_>, op: Begun, line: &Line) -> Result<()> {
    let (before, after) = rows::images(tx.db(), line.seq)?;
    let record: RawId = line.record.into();
    let take_back = match line.operation {
        operation if dossier::owns(operation) => dossier::take_back,
        operation if duty::owns(operation) => duty::take_back,
        _ => guests::take_back,
    };
    let change = take_back(tx, line.operation, record, before.as_deref(), after.as_deref())?;
    tx.touches(line.kind);
    tx.record(op, change.undoing(line.seq))?;
    Ok(())
}

/// Returns the tasks that the same write made for a wish and that nobody touched since: they go with it. One that is ticked
/// off was done, one that is struck off is gone: both stay as they are. Of a wish that was dropped, the tasks that it took
/// along: they come back with it.
fn made_with(db: &Db, line: &Line) -> Result<Vec<Line>> {
    match line.operation {
        Op::AddPreference => {}
        Op::DropPreference => {
            let dropped = rows::tasks_dropped_by(db, &line.key)?.into_iter();
            return Ok(dropped.filter(|task| !task.undone).collect());
        }
        _ => return Ok(Vec::new()),
    }
    let made = rows::tasks_of_key(db, &line.key)?.into_iter();
    made.filter_map(|task| match dossier::is_open(db, task.record.into()) {
        Ok(open) => (open && !task.undone).then_some(Ok(task)),
        Err(error) => Some(Err(error)),
    })
    .collect()
}

/// Returns what changed between two images, field by field, in the order of the fields' names.
fn fields(before: Option<&str>, after: Option<&str>) -> Vec<FieldChange> {
    let object = |image: Option<&str>| -> serde_json::Map<String, serde_json::Value> {
        match image.and_then(|image| serde_json::from_str(image).ok()) {
            Some(serde_json::Value::Object(map)) => map,
            Some(value) => std::iter::once(("value".to_owned(), value)).collect(),
            None => serde_json::Map::new(),
        }
    };
    let (before, after) = (object(before), object(after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let text = |value: Option<&serde_json::Value>| match value {
        None | Some(serde_json::Value::Null) => String::new(),
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    };
    names
        .into_iter()
        // What a document is compared by says nothing to people.
        .filter(|name| name.as_str() != "document_hash")
        .map(|name| FieldChange { field: name.clone(), before: text(before.get(name)), after: text(after.get(name)) })
        .filter(|change| change.before != change.after)
        .collect()
}

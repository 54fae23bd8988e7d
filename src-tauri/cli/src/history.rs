//! `history`: who did what.

use clap::Args;
use lobby_core::{
    audit::op::{Op, RecordKind},
    base::ids::RecordId,
    history::{self, Filter, Line},
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, stop::Outcome};

/// Lines where no limit is given.
const LINES_SHOWN: u32 = 50;

/// Who did what, newest first
#[derive(Debug, Args)]
pub(crate) struct History {
    /// Of this record, or about this guest
    #[arg(long, value_name = "ID")]
    record: Option<RecordId>,
    /// At most this many
    #[arg(long, value_name = "N", default_value_t = LINES_SHOWN)]
    limit: u32,
}

#[derive(Serialize)]
struct ShownLine {
    seq: i64,
    at: String,
    user: String,
    operation: String,
    kind: RecordKind,
    record: RecordId,
    key: String,
}

impl History {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let filter = Filter { record: self.record, limit: Some(self.limit) };
        let lines = desk.read(Op::ReadHistory, |db, reading| history::lines(db, reading.session, &filter))?;
        let shown = |line: &Line, operation: String| ShownLine {
            seq: line.seq,
            at: line.at.rfc3339(),
            user: line.user.clone(),
            operation,
            kind: line.kind,
            record: line.record,
            key: line.key.clone(),
        };
        let words: Vec<ShownLine> = lines.iter().map(|line| shown(line, line.operation.word().to_owned())).collect();
        let labels: Vec<ShownLine> =
            lines.iter().map(|line| shown(line, desk.text(&format!("op.{}", line.operation), &[]))).collect();
        Answer::of(&words)?.for_people(&labels)
    }
}

//! Counts of an import, the first notes of each kind, and what the file was found to be like.

use std::{collections::BTreeMap, io::Write, path::Path};

use super::{
    Counts, LISTED_MAX, RowNote, WarningCount,
    mapping::Reading,
    plan::{ColumnConflicts, Conflict, GuestVerdict, Judged, Kept, StayVerdict},
    refusals::List,
    walk::{Item, Walk},
};
use crate::{
    base::{
        error::{Error, Result},
        files,
        ids::StayId,
    },
    stays::StayWarning,
    stored_words,
};

stored_words! {
    /// What was found about rows of a file.
    pub enum FindingKind {
        /// how it writes its letters
        Encoding = "encoding",
        /// not taken
        Refused = "refused",
        /// against what staff typed
        Conflicting = "conflicting",
        /// taken, with something noticed
        Flagged = "flagged",
        /// nothing stands in the column
        Missing = "missing",
        /// a word that says nothing stands in the column
        Placeholder = "placeholder",
    }
}

/// Which finding: kind, column, code.
type Which = (FindingKind, &'static str, &'static str);

/// How often something was found, and where first.
#[derive(Default)]
pub(super) struct Found {
    pub rows: u64,
    pub lines: Vec<(u64, Option<StayId>)>,
}

/// What was found about a file.
#[derive(Default)]
pub(super) struct Findings(BTreeMap<Which, Found>);

impl Findings {
    pub(super) fn note(&mut self, which: Which, line: u64, stay: Option<StayId>) {
        let found = self.0.entry(which).or_default();
        found.rows += 1;
        // A row may be noted twice under one finding, as a warning that stands in it and was noticed beside it.
        if found.lines.len() < LISTED_MAX && found.lines.last().is_none_or(|(last, _)| *last != line) {
            found.lines.push((line, stay));
        }
    }

    /// Notes what holds of all rows.
    pub(super) fn whole(&mut self, which: Which, rows: u64) {
        self.0.insert(which, Found { rows, lines: Vec::new() });
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Which, &Found)> {
        self.0.iter().map(|(which, found)| (*which, found))
    }

    pub(super) fn conflicts_by_column(&self) -> Vec<ColumnConflicts> {
        let conflicts = self.0.iter().filter(|((kind, ..), _)| *kind == FindingKind::Conflicting);
        conflicts.map(|((_, column, _), found)| ColumnConflicts { column: (*column).to_owned(), rows: found.rows }).collect()
    }
}

/// What a walk through the file told.
pub(super) struct Told {
    pub counts: Counts,
    pub refused: Vec<RowNote>,
    pub conflicts: Vec<Conflict>,
    pub warnings: Vec<WarningCount>,
    pub findings: Findings,
}

/// Counts rows and keeps the first notes of each kind.
pub(super) struct Tally<'a> {
    told: Told,
    warnings: BTreeMap<StayWarning, u64>,
    refused_to: Option<&'a mut dyn Write>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(refused_to: Option<&'a mut List<'_>>) -> Self {
        let refused_to = refused_to.map(|list| list as &mut dyn Write);
        let (refused, conflicts, warnings) = (Vec::new(), Vec::new(), Vec::new());
        let told = Told { counts: Counts::default(), refused, conflicts, warnings, findings: Findings::default() };
        Self { told, warnings: BTreeMap::new(), refused_to }
    }

    /// Takes the row on which the walk stands.
    pub(super) fn take(&mut self, walk: &Walk<'_>, reading: &Reading, judged: &Judged) {
        let Told { counts, conflicts, findings, .. } = &mut self.told;
        let (line, stay) = (walk.line(), Some(judged.known.unwrap_or(reading.stay.id)));
        counts.rows += 1;
        if judged.conflicts() {
            counts.conflicting += 1;
        } else {
            match (&judged.stay, &judged.guest) {
                (StayVerdict::New, _) => counts.new += 1,
                (StayVerdict::Changed(_), _) => counts.changed += 1,
                // What waited for a decision was decided for the file.
                (StayVerdict::Same, GuestVerdict::Known(known)) if known.after != known.before => counts.changed += 1,
                (StayVerdict::Same | StayVerdict::Kept, _) => counts.same += 1,
            }
            counts.kept_ours += u64::from(judged.keeps_ours());
        }
        for Kept { column, ours, theirs, .. } in judged.kept.iter().filter(|kept| !kept.decided_before) {
            findings.note((FindingKind::Conflicting, column, ""), line, stay);
            if conflicts.len() < LISTED_MAX {
                let (column, ours, theirs) = ((*column).to_owned(), ours.clone(), theirs.clone());
                conflicts.push(Conflict { line, column, ours, theirs });
            }
        }
        let mut flagged = false;
        for warning in reading.stay.warnings.iter().copied().chain(judged.noticed) {
            *self.warnings.entry(warning).or_default() += 1;
            findings.note((FindingKind::Flagged, "", warning.word()), line, stay);
            flagged = true;
        }
        if flagged {
            findings.note((FindingKind::Flagged, "", ""), line, stay);
        }
        walk.gaps(|kind, column| findings.note((kind, column, ""), line, stay));
    }

    pub(super) fn take_unread(&mut self, line: u64, item: &Item) -> Result<()> {
        let Told { counts, refused, findings, .. } = &mut self.told;
        counts.rows += 1;
        match item {
            Item::Skipped => counts.skipped += 1,
            Item::Again => counts.same += 1,
            Item::Refused(fault) => {
                counts.refused += 1;
                findings.note((FindingKind::Refused, fault.column, fault.code.word()), line, None);
                if refused.len() < LISTED_MAX {
                    refused.push(RowNote { line, column: fault.column.to_owned(), code: fault.code });
                }
                if let Some(out) = &mut self.refused_to {
                    let written = writeln!(out, "{line},{},{}", fault.column, fault.code);
                    written.map_err(|source| files::failed("write", Path::new("refused rows"), source))?;
                }
            }
            Item::Read(_) => return Err(Error::Damaged { what: "a row that was read but not judged".to_owned() }),
        }
        Ok(())
    }

    pub(super) fn told(self) -> Told {
        let warnings = self.warnings.into_iter().map(|(warning, rows)| WarningCount { warning, rows }).collect();
        Told { warnings, ..self.told }
    }
}

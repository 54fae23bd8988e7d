//! What a command answers: one JSON document for programs, or a table for people.

use lobby_core::i18n::Locale;
use serde::Serialize;

use crate::{
    shape::Shape,
    stop::{Outcome, Stop},
};

/// What a command answers.
#[derive(Debug)]
pub(crate) struct Answer {
    document: String,
    /// The same for people, where it reads otherwise.
    people: Option<String>,
    /// Looked at and found wrong: exit 1, though the answer stands on standard output.
    pub(crate) found_wrong: bool,
}

impl Answer {
    /// Returns the answer that serialises as `document`: an object, or a list of objects. Its field names are those of docs/lobbyctl.md.
    ///
    /// Errors: a document that does not serialise, which is a bug of the command.
    pub(crate) fn of(document: &impl Serialize) -> Outcome<Self> {
        Ok(Self { document: written(document)?, people: None, found_wrong: false })
    }

    /// Returns the same answer that people read as `shown`: with labels for words, without what only programs want.
    ///
    /// Errors: as [`Answer::of`].
    pub(crate) fn for_people(self, shown: &impl Serialize) -> Outcome<Self> {
        Ok(Self { people: Some(written(shown)?), ..self })
    }

    /// Returns the same answer as one that found something wrong.
    pub(crate) fn found_wrong(self, found_wrong: bool) -> Self {
        Self { found_wrong, ..self }
    }

    /// Writes the answer on standard output.
    ///
    /// Errors: standard output is closed.
    pub(crate) fn tell(&self, locale: Locale, as_json: bool) -> std::io::Result<()> {
        use std::io::Write as _;
        let mut out = std::io::stdout().lock();
        if as_json {
            writeln!(out, "{}", self.document)?;
        } else {
            let shape: Shape = serde_json::from_str(self.people.as_ref().unwrap_or(&self.document))?;
            write!(out, "{}", shape.laid_out(locale))?;
        }
        out.flush()
    }
}

fn written(document: &impl Serialize) -> Outcome<String> {
    serde_json::to_string_pretty(document).map_err(|_| Stop::refused("failed", &[("act", "answer")]))
}

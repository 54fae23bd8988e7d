//! The core's "no" on its way to the page: a code and arguments, never text, never a guest's data.

use std::collections::BTreeMap;

use lobby_core::{audit::op::Op, base::error::Error, db::denials::Denies};
use serde::Serialize;
use specta::Type;

/// Which of the three kinds of "no" it is; the page shows each differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FaultKind {
    /// A rule said no; the person can act.
    Refused,
    /// Disk or database said no; nothing was written.
    Failed,
    /// It is not known whether the write holds.
    Unknown,
}

/// What a command answers when it does not answer.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct Fault {
    /// Refused, failed or unknown.
    kind: FaultKind,
    /// The stable code; its sentence stands in `assets/locales` under `fault.<code>`.
    code: String,
    /// What the sentence needs.
    args: BTreeMap<String, String>,
    /// What the core refused for want of the right or of the PIN; the page reads it in `args`.
    #[serde(skip)]
    denied: Option<Op>,
}

impl Fault {
    /// Returns the shell's own refusal of this code.
    pub(crate) fn refused(code: &str) -> Self {
        Self { kind: FaultKind::Refused, code: code.to_owned(), args: BTreeMap::new(), denied: None }
    }

    /// Returns a failure of the shell itself, such as a thread that ended.
    pub(crate) fn failed(code: &str) -> Self {
        Self { kind: FaultKind::Failed, code: code.to_owned(), args: BTreeMap::new(), denied: None }
    }

    /// Returns the stable code.
    pub(crate) fn code(&self) -> &str {
        &self.code
    }
}

impl Denies for Fault {
    fn denied(&self) -> Option<Op> {
        self.denied
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let kind = match &error {
            Error::Refused(_) => FaultKind::Refused,
            Error::Unknown { .. } => FaultKind::Unknown,
            Error::Database { .. } | Error::File { .. } | Error::Damaged { .. } => FaultKind::Failed,
        };
        if kind != FaultKind::Refused {
            // Codes and acts only: an error of the core never holds a guest's data.
            eprintln!("lobby: {} {:?}", error.code(), std::error::Error::source(&error).map(ToString::to_string));
        }
        let args = error.args().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { kind, code: error.code().to_owned(), args, denied: Denies::denied(&error) }
    }
}

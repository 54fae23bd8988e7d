//! The three kinds of "no": a refusal (the person can act), a failure (disk, database), a bug (a panic).

use std::{fmt, path::PathBuf};

/// A rule's "no": a stable code and arguments, never text, never a guest's data.
///
/// Each module has its own type; the lowest floor does not know the modules. The UI has one table from code to severity,
/// sentence and action (`ui/src/app/faults.ts`), and `assets/locales` its sentences under `fault.<code>`.
pub trait Refusal: fmt::Debug + Send + Sync + 'static {
    /// The stable code, snake_case.
    fn code(&self) -> &'static str;

    /// What the sentence needs: names and plain values; never a guest's data.
    fn args(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// The word of the operation that was refused for want of the right or of a PIN given just now: written down (PROMISES 21).
    fn denied(&self) -> Option<&'static str> {
        None
    }
}

/// Why an operation did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no; nothing was written.
    #[error("refused: {}", .0.code())]
    Refused(Box<dyn Refusal>),
    /// The database said no; nothing was written.
    #[error("database: {act}")]
    Database {
        /// What was being done.
        act: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The commit's outcome is not known: reopen and look the request key up before answering.
    #[error("the commit was not answered")]
    Unknown {
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// A file could not be read or written.
    #[error("{act} {}", path.display())]
    File {
        /// What was being done.
        act: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something in the file is not what Lobby wrote.
    #[error("damaged: {what}")]
    Damaged {
        /// Which thing, without its content.
        what: String,
    },
}

/// What every operation of the core returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl<R: Refusal> From<R> for Error {
    fn from(refusal: R) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        Self::Database { act: "statement", source }
    }
}

impl Error {
    /// Returns the refusal's code, or the code of the kind of failure.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Database { source, .. } if source.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull) => "disk_full",
            Self::Database { .. } => "database_failed",
            Self::Unknown { .. } => "commit_unknown",
            Self::File { .. } => "file_failed",
            Self::Damaged { .. } => "damaged",
        }
    }

    /// Returns whether this says that the file is not what Lobby wrote, rather than busy, missing or refused.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Damaged { .. } => true,
            Self::Database { source, .. } => {
                use rusqlite::{Error as Sqlite, ErrorCode};
                let by_code = matches!(source.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase));
                // A value of another type than its column's is nothing that Lobby wrote either.
                by_code || matches!(source, Sqlite::FromSqlConversionFailure(..) | Sqlite::InvalidColumnType(..))
            }
            _ => false,
        }
    }

    /// Returns the word of the operation that this refuses for want of the right or of the PIN, where that is what it says.
    pub fn denied(&self) -> Option<&'static str> {
        match self {
            Self::Refused(refusal) => refusal.denied(),
            _ => None,
        }
    }

    /// Returns a refusal where the schema found a `record` named that is not there: somebody named it, no disk failed.
    #[must_use]
    pub fn or_absent(self, record: &'static str) -> Self {
        match &self {
            Self::Database { source: rusqlite::Error::SqliteFailure(failure, _), .. }
                if failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY =>
            {
                Common::NotFound { record }.into()
            }
            _ => self,
        }
    }

    /// Returns the refusal's arguments; a failure has none but what it was doing.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Refused(refusal) => refusal.args(),
            Self::Database { act, .. } => vec![("act", (*act).to_owned())],
            Self::Unknown { .. } => Vec::new(),
            Self::File { act, path, .. } => {
                vec![("act", (*act).to_owned()), ("file", path.file_name().unwrap_or_default().to_string_lossy().into_owned())]
            }
            Self::Damaged { what } => vec![("what", what.clone())],
        }
    }
}

/// Refusals that any operation may give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Common {
    /// The role has no such permission.
    NotAllowed {
        /// The operation's word.
        operation: &'static str,
    },
    /// The operation asks for a PIN that was given just now.
    PinAgain {
        /// The operation's word.
        operation: &'static str,
    },
    /// No such record, or none that this person may see.
    NotFound {
        /// The record kind's word.
        record: &'static str,
    },
    /// The same request key came with another input.
    KeyReused,
    /// Somebody changed the record since the person saw it.
    ChangedMeanwhile,
    /// A text is longer than its field holds.
    TooLong {
        /// Which field.
        field: &'static str,
        /// How many characters it holds.
        max: usize,
    },
    /// A required text is empty.
    Empty {
        /// Which field.
        field: &'static str,
    },
    /// A text holds a character that no field takes (NUL).
    BadCharacter {
        /// Which field.
        field: &'static str,
    },
    /// A value is not one of those the field takes.
    BadValue {
        /// Which field.
        field: &'static str,
    },
    /// A payment card's number stands in a free text.
    CardNumber {
        /// Which field.
        field: &'static str,
    },
}

impl Refusal for Common {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed { .. } => "not_allowed",
            Self::PinAgain { .. } => "pin_again",
            Self::NotFound { .. } => "not_found",
            Self::KeyReused => "key_reused",
            Self::ChangedMeanwhile => "changed_meanwhile",
            Self::TooLong { .. } => "too_long",
            Self::Empty { .. } => "empty",
            Self::BadCharacter { .. } => "bad_character",
            Self::BadValue { .. } => "bad_value",
            Self::CardNumber { .. } => "card_number",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotAllowed { operation } | Self::PinAgain { operation } => vec![("operation", (*operation).to_owned())],
            Self::NotFound { record } => vec![("record", (*record).to_owned())],
            Self::KeyReused | Self::ChangedMeanwhile => Vec::new(),
            Self::TooLong { field, max } => vec![("field", (*field).to_owned()), ("max", max.to_string())],
            Self::Empty { field } | Self::BadCharacter { field } | Self::BadValue { field } | Self::CardNumber { field } => {
                vec![("field", (*field).to_owned())]
            }
        }
    }

    fn denied(&self) -> Option<&'static str> {
        match self {
            Self::NotAllowed { operation } | Self::PinAgain { operation } => Some(operation),
            _ => None,
        }
    }
}

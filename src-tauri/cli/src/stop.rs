//! Why a command ends without being done, and the exit code that a scheduler reads.

use std::{collections::BTreeMap, process::ExitCode};

use lobby_core::{
    base::error::Error,
    i18n::{self, Locale},
};
use serde_json::json;

use crate::machine;

pub(crate) type Outcome<T> = Result<T, Stop>;

/// Why a command ended without being done.
#[derive(Debug)]
pub(crate) struct Stop {
    kind: Kind,
    code: String,
    args: BTreeMap<String, String>,
    /// What the system or the database said; for people, never in place of the code.
    said: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Refused,
    Usage,
    NotOpened,
    NotSaved,
    Unknown,
    /// Done, but the answer could not be written.
    Untold,
}

impl Kind {
    /// Returns the exit code that docs/lobbyctl.md names.
    const fn exit(self) -> u8 {
        match self {
            Self::Refused => 1,
            Self::Usage => 2,
            Self::NotOpened => 3,
            Self::NotSaved | Self::Unknown | Self::Untold => 4,
        }
    }
}

impl Stop {
    /// Returns a refusal of the command line itself.
    pub(crate) fn refused(code: &str, args: &[(&str, &str)]) -> Self {
        Self::plain(Kind::Refused, code, args)
    }

    /// Returns wrong usage that only shows once the command runs.
    pub(crate) fn usage(code: &str, args: &[(&str, &str)]) -> Self {
        Self::plain(Kind::Usage, code, args)
    }

    /// Returns that the file cannot be opened, whatever the reason.
    pub(crate) fn not_opened(error: &Error) -> Self {
        Self { kind: Kind::NotOpened, ..Self::from(error) }
    }

    /// Returns that what was asked for was done, but its answer could not be written.
    pub(crate) fn untold(error: &std::io::Error) -> Self {
        Self { said: Some(error.to_string()), ..Self::plain(Kind::Untold, "answer_not_written", &[]) }
    }

    fn plain(kind: Kind, code: &str, args: &[(&str, &str)]) -> Self {
        let args = args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { kind, code: code.to_owned(), args, said: None }
    }

    /// Writes why on standard error, as JSON or as a sentence, and returns the exit code.
    pub(crate) fn tell(&self, locale: Locale, as_json: bool) -> ExitCode {
        let message = self.message(locale);
        if as_json {
            eprintln!("{}", json!({ "code": self.code, "message": message, "args": self.args }));
        } else {
            eprintln!("lobbyctl: {message}");
        }
        ExitCode::from(self.kind.exit())
    }

    fn message(&self, locale: Locale) -> String {
        let args: Vec<(&str, &str)> = self.args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let (what, why) = i18n::fault(locale, &self.code, &args).unwrap_or_else(|| (self.code.clone(), String::new()));
        let standing = match self.kind {
            Kind::NotOpened => "core.stop.not_opened",
            Kind::NotSaved => "core.stop.not_saved",
            Kind::Unknown => "core.stop.unknown",
            Kind::Untold => "core.stop.done",
            Kind::Refused => "core.stop.refused",
            Kind::Usage => "core.stop.usage",
        };
        let said = self.said.as_deref().map(|said| format!(" [{said}]")).unwrap_or_default();
        let parts = [("what", what.as_str()), ("why", &why), ("standing", &i18n::text(locale, standing, &[]))];
        i18n::text(locale, "core.stop.sentence", &parts) + &said
    }
}

impl From<&Error> for Stop {
    fn from(error: &Error) -> Self {
        let kind = match error {
            Error::Refused(_) => Kind::Refused,
            Error::Unknown { .. } => Kind::Unknown,
            error if error.is_damage() => Kind::NotOpened,
            Error::Damaged { .. } | Error::Database { .. } | Error::File { .. } => Kind::NotSaved,
        };
        let code = if kind == Kind::Unknown { "unknown" } else { error.code() };
        let said = std::error::Error::source(error).map(ToString::to_string);
        let mut args: BTreeMap<String, String> = error.args().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        if let Some(wait) = args.get("until_ms").and_then(|until| until.parse().ok()).map(seconds_until) {
            args.insert("wait_seconds".to_owned(), wait.to_string());
        }
        Self { kind, code: code.to_owned(), args, said }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::from(&error)
    }
}

/// Returns whole seconds from now to an instant in milliseconds, rounded up; none where it has passed.
fn seconds_until(until_ms: i64) -> i64 {
    (until_ms - machine::now().ms()).max(0).unsigned_abs().div_ceil(1000).cast_signed()
}

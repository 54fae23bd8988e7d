//! All that is taken from the machine: its clock, its entropy, the environment, secrets from a file or a terminal.

use std::{
    env, fs,
    io::IsTerminal as _,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use lobby_core::{
    base::{files, time::Instant},
    i18n::{self, Locale},
};
use secrecy::SecretString;

use crate::stop::{Outcome, Stop};

/// The program's identifier, which names its folder of application data.
const IDENTIFIER: &str = "app.lobby.desk";
/// Overrides that folder; the window takes it too.
const HOME_VARIABLE: &str = "LOBBY_HOME";
/// In that folder: which file the window works on.
const CURRENT_FILE: &str = "current";
/// What the window's files are called.
const FILES: [&str; 2] = ["hotel.lobby", "practice.lobby"];

/// Returns the machine's clock.
pub(crate) fn now() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant::from_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Returns 32 bytes from the operating system.
pub(crate) fn seed() -> Outcome<[u8; 32]> {
    let mut seed = [0u8; 32];
    getrandom::fill(&mut seed).map_err(|_| Stop::refused("failed", &[("act", "entropy")]))?;
    Ok(seed)
}

/// Returns 16 bytes from the operating system, for a salt.
pub(crate) fn salt() -> Outcome<[u8; 16]> {
    let seed = seed()?;
    Ok(std::array::from_fn(|index| seed[index]))
}

/// Returns the language that people read: `LC_ALL`, `LC_MESSAGES`, `LANG`, in the order of POSIX.
pub(crate) fn locale() -> Locale {
    Locale::of(&["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable).unwrap_or_default())
}

/// Returns the file that the window works on.
///
/// Errors: usage, where the window has none and none was named.
pub(crate) fn windows_file() -> Outcome<PathBuf> {
    let home = match variable(HOME_VARIABLE) {
        Some(home) => PathBuf::from(home),
        None => directories::BaseDirs::new().map(|dirs| dirs.data_dir().join(IDENTIFIER)).unwrap_or_default(),
    };
    let named = fs::read_to_string(home.join(CURRENT_FILE)).unwrap_or_default();
    let known = FILES.into_iter().find(|name| *name == named.trim());
    known.map(|name| home.join(name)).ok_or_else(|| Stop::usage("file_missing", &[]))
}

/// Returns a secret from the file that was named, else from the environment, else as it is typed on a terminal.
///
/// Errors: usage `missing` where nobody can be asked; the file cannot be read.
pub(crate) fn secret(file: Option<&Path>, name: &str, prompt: &str, missing: &'static str) -> Outcome<SecretString> {
    match given_secret(file, name)? {
        Some(secret) => Ok(secret),
        None => asked(prompt, missing),
    }
}

/// Returns a secret that was given by file or environment, where one was.
///
/// Errors: the file cannot be read.
pub(crate) fn given_secret(file: Option<&Path>, name: &str) -> Outcome<Option<SecretString>> {
    match file {
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|source| files::failed("read", path, source))?;
            Ok(Some(text.trim_end_matches(['\n', '\r']).to_owned().into()))
        }
        None => Ok(variable(name).map(Into::into)),
    }
}

/// Returns whether somebody sits at a terminal.
pub(crate) fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

fn asked(prompt: &str, missing: &'static str) -> Outcome<SecretString> {
    if !can_ask() {
        return Err(Stop::usage(missing, &[]));
    }
    let typed = rpassword::prompt_password(i18n::text(locale(), prompt, &[])).map_err(|_| Stop::usage(missing, &[]))?;
    Ok(typed.into())
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

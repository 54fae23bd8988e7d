//! Where the desk keeps its files.

use std::path::{Path, PathBuf};

use lobby_core::base::{files, request::RequestKey};
use secrecy::SecretString;
use tauri::Manager;

use crate::fault::Fault;

/// Overrides the data folder; tests and a second desk on one machine use it.
pub(crate) const HOME_VARIABLE: &str = "LOBBY_HOME";

/// Returns the folder of the hotel file, its backups and the head file, created where it was absent.
///
/// `LOBBY_HOME` where it is set, else the platform's folder for application data with the program's identifier
/// (`~/.local/share/app.lobby.desk` on Linux): the one that `lobbyctl` takes too.
///
/// Errors: the folder cannot be named or created; the sentence gives its path.
pub(crate) fn data_folder<R: tauri::Runtime>(app: &impl Manager<R>) -> Result<PathBuf, HomeError> {
    let folder = match std::env::var_os(HOME_VARIABLE).filter(|value| !value.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => app.path().app_data_dir().map_err(HomeError::Unknown)?,
    };
    match std::fs::create_dir_all(&folder) {
        Ok(()) => Ok(folder),
        Err(source) => Err(HomeError::NotCreated { folder, source }),
    }
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum HomeError {
    #[error("this system names no folder for application data; set LOBBY_HOME")]
    Unknown(#[source] tauri::Error),
    #[error("the data folder {} could not be created: {source}", folder.display())]
    NotCreated { folder: PathBuf, source: std::io::Error },
}

/// Name of the hotel's own file in the data folder.
const HOTEL_FILE: &str = "hotel.lobby";
/// Name of the practice hotel's file: always its own, so that made-up people never reach a real one.
const PRACTICE_FILE: &str = "practice.lobby";
/// Name of the folder that holds packages for the group.
const PACKAGES_FOLDER: &str = "packages";
/// Says which of them the desk works on.
const CURRENT_FILE: &str = "current";
/// Opens the file, and keeps the machine's key store out of it.
const PASSPHRASE_VARIABLE: &str = "LOBBY_PASSPHRASE";

/// Returns where the hotel's own file lies.
pub(crate) fn hotel_file(home: &Path) -> PathBuf {
    home.join(HOTEL_FILE)
}

/// Returns where the practice hotel's file lies.
pub(crate) fn practice_file(home: &Path) -> PathBuf {
    home.join(PRACTICE_FILE)
}

/// Name of the folder that holds the lists which were taken out.
const REPORTS_FOLDER: &str = "reports";

/// Returns where the request writes its `list` as CSV: in the desk's folder of lists, created where it was absent.
///
/// Errors: `file_failed` where the folder cannot be created.
pub(crate) fn listed(home: &Path, list: &str, key: &RequestKey) -> Result<PathBuf, Fault> {
    let folder = home.join(REPORTS_FOLDER);
    std::fs::create_dir_all(&folder).map_err(|source| files::failed("create", &folder, source))?;
    Ok(folder.join(format!("{list}-{}.csv", key.file_name())))
}

/// Returns the folder in which packages for the group are made.
pub(crate) fn packages(home: &Path) -> PathBuf {
    home.join(PACKAGES_FOLDER)
}

/// Says where the hotel's backups go, for a day on which the file that knows it does not open.
const PLACE_FILE: &str = "backup-place";

/// Remembers where backups go.
///
/// Errors: the data folder cannot be written.
pub(crate) fn remember_place(home: &Path, place: Option<&str>) -> lobby_core::base::error::Result<()> {
    use std::io::Write as _;
    let path = home.join(PLACE_FILE);
    let text = place.unwrap_or_default();
    files::write_whole(&path, |out| out.write_all(text.as_bytes()).map_err(|source| files::failed("write", &path, source)))
}

/// Returns the folders in which this desk's backups lie: the second place, and beside the file.
pub(crate) fn places_of_backups(home: &Path) -> Vec<PathBuf> {
    let second = std::fs::read_to_string(home.join(PLACE_FILE)).ok().filter(|text| !text.is_empty()).map(PathBuf::from);
    second.into_iter().chain([lobby_core::backup::folder_of(&hotel_file(home))]).collect()
}

/// Returns the folder that somebody chose: whole from the root, as the dialog gives it, and there. A shorter path would lead
/// wherever the program happens to have been started.
///
/// Errors: `no_folder`.
pub(crate) fn chosen_folder(path: &str) -> Result<&Path, Fault> {
    let folder = Path::new(path);
    if folder.is_absolute() && folder.is_dir() { Ok(folder) } else { Err(Fault::refused("no_folder")) }
}

/// Returns the file that the desk works on, where there is one.
pub(crate) fn current_file(home: &Path) -> Option<PathBuf> {
    let name = std::fs::read_to_string(home.join(CURRENT_FILE)).ok()?;
    [HOTEL_FILE, PRACTICE_FILE]
        .into_iter()
        .find(|known| *known == name.trim())
        .map(|known| home.join(known))
        .filter(|path| path.is_file())
}

/// Remembers that the desk works on `file`.
///
/// Errors: the data folder cannot be written.
pub(crate) fn remember_current(home: &Path, file: &Path) -> lobby_core::base::error::Result<()> {
    use std::io::Write as _;
    let path = home.join(CURRENT_FILE);
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    files::write_whole(&path, |out| out.write_all(name.as_bytes()).map_err(|source| files::failed("write", &path, source)))
}

/// Forgets which file the desk works on; the files stay.
///
/// Errors: the data folder cannot be written.
pub(crate) fn forget_current(home: &Path) -> lobby_core::base::error::Result<()> {
    let path = home.join(CURRENT_FILE);
    match std::fs::remove_file(&path) {
        Ok(()) => Ok(()),
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(files::failed("remove", &path, source)),
    }
}

/// Returns the passphrase that the environment gives.
pub(crate) fn passphrase_given() -> Option<SecretString> {
    std::env::var(PASSPHRASE_VARIABLE).ok().filter(|text| !text.is_empty()).map(Into::into)
}

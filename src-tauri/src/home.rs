//! Where the desk keeps its files.

use std::path::PathBuf;

use tauri::Manager;

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

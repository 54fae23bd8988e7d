//! The hotel file as a file: where it may lie, whether it is still the one that was opened, and who holds it.

use std::{
    fs::{self, File, OpenOptions},
    io::{Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use crate::{
    audit::chain::Head,
    base::{
        error::{Refusal, Result},
        files,
    },
};

/// "LOBY" in ASCII: what SQLite's application_id says of a file of ours.
pub const APPLICATION_ID: i32 = 0x4c4f_4259;

/// Why a path cannot be opened as a hotel file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileRefusal {
    /// There is no file at this path.
    NoFile,
    /// There is a file already where a new one was to be made.
    AlreadyThere,
    /// It is not a Lobby file, or its key is another one.
    NotLobby,
    /// A newer Lobby wrote it.
    Newer,
    /// Another window has it open.
    InUse,
    /// The folder lies on a network share or is kept in step by a synchronising program.
    UnsafePlace {
        /// What makes it unsafe.
        what: String,
    },
    /// The folder cannot be written.
    ReadOnly,
    /// The file at the path is no longer the one that was opened.
    Moved,
}

impl Refusal for FileRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NoFile => "no_file",
            Self::AlreadyThere => "file_exists",
            Self::NotLobby => "not_a_lobby_file",
            Self::Newer => "file_newer",
            Self::InUse => "file_in_use",
            Self::UnsafePlace { .. } => "unsafe_place",
            Self::ReadOnly => "read_only_folder",
            Self::Moved => "file_moved",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::UnsafePlace { what } => vec![("what", what.clone())],
            _ => Vec::new(),
        }
    }
}

/// Checks that a hotel file may lie at `path`: its folder exists, is local, not synchronised, and writable.
///
/// Errors: [`FileRefusal::UnsafePlace`], [`FileRefusal::ReadOnly`].
pub fn place_is_safe(path: &Path) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().map_err(|source| files::failed("open folder", folder, source))?;
    if let Some(what) = synchronised_by(&folder).or_else(|| mounted_from_afar(&folder)) {
        return Err(FileRefusal::UnsafePlace { what }.into());
    }
    let probe = folder.join(format!(".lobby-probe-{}", std::process::id()));
    match File::create(&probe) {
        Ok(_) => match fs::remove_file(&probe) {
            // Two openings of one process share the probe: whoever comes second finds it gone.
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(files::failed("remove", &probe, source)),
            _ => Ok(()),
        },
        // A full disk takes no new file; what lies there can be read all the same.
        Err(source) if source.kind() == std::io::ErrorKind::StorageFull => Ok(()),
        Err(_) => Err(FileRefusal::ReadOnly.into()),
    }
}

/// Folder names under which synchronising programs keep their copies.
const SYNCHRONISED: &[&str] =
    &["OneDrive", "Dropbox", "Google Drive", "iCloud Drive", "Nutstore", "坚果云", "BaiduSyncdisk", "百度网盘"];

fn synchronised_by(folder: &Path) -> Option<String> {
    folder.components().find_map(|part| {
        let part = part.as_os_str().to_string_lossy();
        SYNCHRONISED.iter().find(|name| part.starts_with(**name)).map(|name| (*name).to_owned())
    })
}

/// Returns the kind of network file system that `folder` lies on, where the system tells (Linux).
fn mounted_from_afar(folder: &Path) -> Option<String> {
    let mounts = fs::read_to_string("/proc/self/mounts").ok()?;
    let nearest = mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ').skip(1);
            Some((PathBuf::from(fields.next()?.replace("\\040", " ")), fields.next()?.to_owned()))
        })
        .filter(|(point, _)| folder.starts_with(point))
        .max_by_key(|(point, _)| point.components().count())?;
    let afar = ["nfs", "cifs", "smb", "fuse.sshfs", "davfs", "9p", "afpfs"];
    afar.iter().any(|kind| nearest.1.starts_with(kind)).then_some(nearest.1)
}

/// Tells whether the file at a path is still the one that was opened (a moved database keeps acknowledging into a file
/// that nobody will find).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity(Option<(u64, u64)>);

impl Identity {
    /// Returns who the file at `path` is now.
    pub fn of(path: &Path) -> Self {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            Self(fs::metadata(path).ok().map(|facts| (facts.dev(), facts.ino())))
        }
        #[cfg(not(unix))]
        {
            Self(fs::metadata(path).ok().map(|_| (0, 0)))
        }
    }

    /// Checks that `path` still leads to this file.
    ///
    /// Errors: [`FileRefusal::Moved`].
    pub fn still_at(&self, path: &Path) -> Result<()> {
        if *self == Self::of(path) { Ok(()) } else { Err(FileRefusal::Moved.into()) }
    }
}

/// The window's hold on its file: one window per file; dropped with the window.
#[derive(Debug)]
pub struct WindowHold(File);

impl WindowHold {
    /// Takes the hold of `file`.
    ///
    /// Errors: [`FileRefusal::InUse`] where another window has it.
    pub fn take(file: &Path) -> Result<Self> {
        files::hold_new(&beside(file, ".window"))?.map(Self).ok_or_else(|| FileRefusal::InUse.into())
    }

    /// Returns whether the hold is on an open file; always true while it lives.
    pub fn holds(&self) -> bool {
        self.0.metadata().is_ok()
    }
}

/// Returns the path of a small file that stands beside the hotel file.
pub fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    file.with_file_name(name)
}

/// The small file beside the hotel's file that remembers the head of the chain: a shorter chain than this raises the alarm.
/// It stays open from the first write on, and is opened again where it was taken away.
#[derive(Debug, Default)]
pub struct HeadFile(Option<(File, Identity)>);

impl HeadFile {
    /// Writes one line of a fixed length over the one before, so that a process that ends half way leaves no shorter file; its
    /// last words are its first, so that a line that was written by half is known for one.
    ///
    /// Not synced: after a power cut it may lag behind the file, never run ahead of an acknowledged row.
    ///
    /// Errors: [`crate::base::error::Error::File`].
    pub fn write(&mut self, file: &Path, head: &Head) -> Result<()> {
        let path = beside(file, ".head");
        let failed = |source| files::failed("write", &path, source);
        let kept = self.0.take().filter(|(_, identity)| identity.still_at(&path).is_ok());
        let (mut open, identity) = match kept {
            Some(kept) => kept,
            None => {
                let open = OpenOptions::new().write(true).create(true).truncate(false).open(&path).map_err(failed)?;
                (open, Identity::of(&path))
            }
        };
        open.seek(SeekFrom::Start(0)).and_then(|_| open.write_all(line_of(head).as_bytes())).map_err(failed)?;
        self.0 = Some((open, identity));
        Ok(())
    }
}

fn line_of(head: &Head) -> String {
    format!("{seq:020} {mac} {seq:020}\n", seq = head.seq, mac = head.mac)
}

/// Returns the head that was remembered beside the file; `None` where there is none or it was torn.
pub fn read_head(file: &Path) -> Option<Head> {
    head_of(&fs::read_to_string(beside(file, ".head")).ok()?)
}

/// Returns the head that a line says. One of the first release ends with the mac.
fn head_of(line: &str) -> Option<Head> {
    let mut words = line.split_whitespace();
    let (seq, mac) = (words.next()?, words.next()?);
    let whole = mac.len() == 64 && words.next().is_none_or(|again| again == seq);
    whole.then_some(Head { seq: seq.parse().ok()?, mac: mac.to_owned() })
}

/// Returns whether a log with something in it lies beside the file: whoever closes a file last folds it away.
pub fn log_was_left(file: &Path) -> bool {
    fs::metadata(beside(file, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// Begins a new file's head where another file's still lies at its place.
///
/// Errors: [`crate::base::error::Error::File`].
pub(super) fn begin_head(file: &Path) -> Result<()> {
    match read_head(file) {
        Some(_) => HeadFile::default().write(file, &Head { seq: 0, mac: "0".repeat(64) }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_that_was_written_by_half_is_the_one_before_or_none() {
        let (before, after) = (Head { seq: 1_999, mac: "a7".repeat(32) }, Head { seq: 2_000, mac: "0b".repeat(32) });
        let (old, new) = (line_of(&before), line_of(&after));
        for written in 0..=new.len() {
            let found = head_of(&format!("{}{}", &new[..written], &old[written..]));
            assert!(found.is_none() || found.as_ref() == Some(&before) || found.as_ref() == Some(&after), "{written}: {found:?}");
        }
        assert_eq!((head_of(&old), head_of(&new)), (Some(before.clone()), Some(after)));
        let first_release = format!("{:020} {}\n", before.seq, before.mac);
        assert_eq!(head_of(&first_release), Some(before));
    }
}

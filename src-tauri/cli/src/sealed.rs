//! `group key`, `group open`: head office's key pair, and what is sealed to it.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
};

use clap::Args;
use lobby_core::{
    base::{entropy::Entropy, files},
    db::file::FileRefusal,
    export::{
        opening::{self, UnpackedFile},
        sealing::Identity,
    },
};
use secrecy::ExposeSecret;
use serde::Serialize;

use crate::{answer::Answer, files::shown, machine, stop::Outcome};

/// Make head office's key pair: the secret key into a file, the public one for the hotels
#[derive(Debug, Args)]
pub(crate) struct Key {
    /// The file for the secret key; it must not exist
    #[arg(long, value_name = "KEYFILE")]
    to: PathBuf,
}

/// Open sealed packages and compare each file with what its manifest says
#[derive(Debug, Args)]
pub(crate) struct Open {
    /// Sealed packages
    #[arg(value_name = "SEALED", required = true)]
    packages: Vec<PathBuf>,
    /// The file with the secret key
    #[arg(long, value_name = "KEYFILE")]
    identity: PathBuf,
    /// The folder to put the packages' folders into
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

#[derive(Serialize)]
struct KeyMade {
    file: String,
    recipient: String,
    fingerprint: String,
}

#[derive(Serialize)]
struct OpenedPackage {
    folder: String,
    files: Vec<UnpackedFile>,
}

impl Key {
    pub(crate) fn run(&self) -> Outcome<Answer> {
        let identity = Identity::new(&mut Entropy::from_seed(machine::seed()?));
        let recipient = identity.recipient();
        let text = format!("# public key: {recipient}\n{}\n", identity.text().expose_secret());
        put_private(&self.to, &text)?;
        Answer::of(&KeyMade { file: shown(&self.to), recipient: recipient.to_string(), fingerprint: recipient.fingerprint() })
    }
}

/// Writes a new file that only its owner may read.
///
/// Errors: `file_exists`, the file cannot be written.
pub(crate) fn put_private(path: &Path, text: &str) -> Outcome<()> {
    if path.exists() {
        return Err(lobby_core::base::error::Error::from(FileRefusal::AlreadyThere).into());
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let failed = |source| files::failed("write", path, source);
    let mut file = options.open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    Ok(files::sync_folder(path)?)
}

impl Open {
    pub(crate) fn run(&self) -> Outcome<Answer> {
        let text = fs::read_to_string(&self.identity).map_err(|source| files::failed("read", &self.identity, source))?;
        let identity = Identity::parse(&text.into())?;
        let mut opened = Vec::new();
        for package in &self.packages {
            let unpacked = opening::open(package, &identity, &self.to)?;
            opened.push(OpenedPackage { folder: shown(&unpacked.folder), files: unpacked.files });
        }
        Answer::of(&opened)
    }
}

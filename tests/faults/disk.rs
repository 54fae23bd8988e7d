//! A disk as it may be after the power went: what was synced, and of the rest any sector or none.
//!
//! Model: a file holds what it held at its last sync, and of each later write any of its 512-byte sectors. Names change in
//! order, as a journal keeps them: after the last sync of a folder any number of the next changes may have come about.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use super::Chance;

const SECTOR: usize = 512;
const HEADER: usize = 32;

/// One call that the shim wrote down.
#[derive(Debug, Clone)]
pub enum Call {
    Write {
        node: u64,
        offset: usize,
        data: Vec<u8>,
    },
    Sync {
        node: u64,
    },
    Cut {
        node: u64,
        bytes: usize,
    },
    Create {
        path: PathBuf,
        node: u64,
    },
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
    Unlink {
        path: PathBuf,
    },
    /// A folder was made; it is made again with the first file in it.
    Mkdir,
    SyncFolder,
    /// A line for whoever runs the harness, no part of the disk.
    Said(String),
}

/// Reads what the shim wrote down; files of the name `said` hold what the process said.
pub fn log(path: &Path, said: &str) -> Vec<Call> {
    let bytes = std::fs::read(path).expect("the log");
    let (mut at, mut calls) = (0, Vec::new());
    while at < bytes.len() {
        let word = |from: usize| u64::from_ne_bytes(bytes[at + from..at + from + 8].try_into().expect("eight bytes"));
        let half = |from: usize| u32::from_ne_bytes(bytes[at + from..at + from + 4].try_into().expect("four bytes")) as usize;
        let size = |number: u64| usize::try_from(number).expect("a size");
        let (kind, path_bytes, node, offset, data_bytes) = (half(0), half(4), word(8), size(word(16)), size(word(24)));
        let path_at = at + HEADER;
        let data_at = path_at + path_bytes;
        let text = |from: usize, to: usize| PathBuf::from(String::from_utf8_lossy(&bytes[from..to]).into_owned());
        let path = text(path_at, data_at);
        let data = &bytes[data_at..data_at + data_bytes];
        calls.push(match kind {
            1 if path.ends_with(said) => Call::Said(String::from_utf8_lossy(data).trim().to_owned()),
            1 => Call::Write { node, offset, data: data.to_vec() },
            2 => Call::Sync { node },
            3 => Call::Cut { node, bytes: offset },
            4 => Call::Create { path, node },
            5 => Call::Rename { from: path, to: text(data_at, data_at + data_bytes) },
            6 => Call::Unlink { path },
            7 => Call::Mkdir,
            8 => Call::SyncFolder,
            other => panic!("the shim wrote down a call of kind {other}"),
        });
        at = data_at + data_bytes;
    }
    calls
}

#[derive(Default, Clone)]
struct File {
    durable: Vec<u8>,
    /// Calls since the last sync: writes and cuts.
    since: Vec<Call>,
}

/// What is on the disk for certain, and what may be.
#[derive(Clone)]
pub struct Disk {
    folder: PathBuf,
    files: Vec<File>,
    /// The file that a node's number stands for now; a number is given again once its file is gone.
    nodes: HashMap<u64, usize>,
    names: BTreeMap<PathBuf, usize>,
    since: Vec<NameChange>,
}

#[derive(Clone)]
enum NameChange {
    Given(PathBuf, usize),
    Moved(PathBuf, PathBuf),
    Gone(PathBuf),
}

impl Disk {
    /// Returns the disk that holds the files below `folder` as they are.
    pub fn of(folder: &Path) -> Self {
        let folder = folder.canonicalize().expect("the folder");
        let mut disk =
            Self { folder: folder.clone(), files: Vec::new(), nodes: HashMap::new(), names: BTreeMap::new(), since: Vec::new() };
        disk.take(&folder);
        disk
    }

    fn take(&mut self, folder: &Path) {
        use std::os::unix::fs::MetadataExt as _;
        for entry in std::fs::read_dir(folder).expect("the folder is read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                self.take(&path);
                continue;
            }
            let durable = std::fs::read(&path).expect("a file of the folder");
            self.nodes.insert(entry.metadata().expect("its facts").ino(), self.files.len());
            self.names.insert(path, self.files.len());
            self.files.push(File { durable, since: Vec::new() });
        }
    }

    /// One more call was made.
    pub fn then(&mut self, call: &Call) {
        match call {
            Call::Write { node, .. } | Call::Cut { node, .. } => self.file(*node).since.push(call.clone()),
            Call::Sync { node } => {
                let file = self.file(*node);
                for call in std::mem::take(&mut file.since) {
                    apply(&mut file.durable, &call, &mut |_| true);
                }
            }
            Call::Create { path, node } => {
                self.nodes.insert(*node, self.files.len());
                self.since.push(NameChange::Given(path.clone(), self.files.len()));
                self.files.push(File::default());
            }
            Call::Rename { from, to } => self.since.push(NameChange::Moved(from.clone(), to.clone())),
            Call::Unlink { path } => self.since.push(NameChange::Gone(path.clone())),
            Call::SyncFolder => {
                for change in std::mem::take(&mut self.since) {
                    renamed(&mut self.names, &change);
                }
            }
            Call::Mkdir | Call::Said(_) => {}
        }
    }

    fn file(&mut self, node: u64) -> &mut File {
        let at = *self.nodes.get(&node).expect("a file is made before it is written");
        &mut self.files[at]
    }

    /// Writes into `place` one disk that the power may have left.
    pub fn after_the_cut(&self, chance: &mut Chance, place: &Path) {
        // Nothing of what was not synced, all of it, and everything between have their turn.
        let percent = *chance.one(&[0, 3, 20, 50, 80, 97, 100]);
        let changes = match percent {
            0 => 0,
            100 => self.since.len(),
            _ => usize::try_from(chance.below(self.since.len() as u64 + 1)).expect("a few names"),
        };
        self.write(place, changes, &mut |_| chance.happens(percent));
    }

    /// Writes into `place` the disk as a process that is killed leaves it: everything that it had handed over.
    pub fn after_the_kill(&self, place: &Path) {
        self.write(place, self.since.len(), &mut |_| true);
    }

    fn write(&self, place: &Path, changes: usize, kept: &mut dyn FnMut(usize) -> bool) {
        let mut names = self.names.clone();
        for change in &self.since[..changes] {
            renamed(&mut names, change);
        }
        for (path, file) in names {
            let file = &self.files[file];
            let mut bytes = file.durable.clone();
            for call in &file.since {
                apply(&mut bytes, call, kept);
            }
            let to = place.join(path.strip_prefix(&self.folder).expect("below the folder"));
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("the folder is made");
            std::fs::write(&to, bytes).expect("a file of the disk");
        }
    }
}

fn renamed(names: &mut BTreeMap<PathBuf, usize>, change: &NameChange) {
    match change {
        NameChange::Given(path, file) => {
            names.insert(path.clone(), *file);
        }
        NameChange::Gone(path) => {
            names.remove(path);
        }
        NameChange::Moved(from, to) => {
            let below: Vec<PathBuf> = names.keys().filter(|path| path.starts_with(from)).cloned().collect();
            for path in below {
                let rest = path.strip_prefix(from).expect("below it").to_owned();
                let file = names.remove(&path).expect("it is there");
                names.insert(if rest.as_os_str().is_empty() { to.clone() } else { to.join(rest) }, file);
            }
        }
    }
}

/// Does to `bytes` what `call` did, of each write only the sectors that are kept.
fn apply(bytes: &mut Vec<u8>, call: &Call, kept: &mut dyn FnMut(usize) -> bool) {
    match call {
        Call::Cut { bytes: length, .. } if kept(0) => bytes.resize(*length, 0),
        Call::Write { offset, data, .. } => {
            let (mut at, end) = (*offset, offset + data.len());
            while at < end {
                let next = end.min((at / SECTOR + 1) * SECTOR);
                if kept(at / SECTOR) {
                    if bytes.len() < next {
                        bytes.resize(next, 0);
                    }
                    bytes[at..next].copy_from_slice(&data[at - offset..next - offset]);
                }
                at = next;
            }
        }
        _ => {}
    }
}

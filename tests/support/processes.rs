//! Programs that a test starts and that must never outlive it.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// A program with all it starts, killed when the value is dropped.
pub struct Family {
    first: Child,
}

impl Family {
    /// Starts `command` as the head of a process group of its own.
    pub fn start(command: &mut Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        match command.process_group(0).stdin(Stdio::null()).spawn() {
            Ok(first) => Family { first },
            Err(error) => {
                panic!("{name} could not be started: {error} (`cargo xtask setup` installs it)")
            }
        }
    }

    pub fn first(&mut self) -> &mut Child {
        &mut self.first
    }

    /// Returns the ids of the program and of everything it started, its descendants in other groups included.
    pub fn ids(&self) -> Vec<u32> {
        descendants(self.first.id())
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        // A descendant may have moved to a group of its own, so it is named before its parent is gone.
        let mut targets: Vec<String> = self.ids().iter().map(u32::to_string).collect();
        targets.push(format!("-{}", self.first.id()));
        let killed = Command::new("sh").args(["-c", "kill -s KILL -- \"$@\" 2>/dev/null", "kill"]).args(&targets).status();
        if let Err(error) = killed {
            eprintln!("processes {targets:?} could not be killed: {error}");
        }
        if let Err(error) = self.first.wait() {
            eprintln!("process {} could not be waited for: {error}", self.first.id());
        }
    }
}

/// Returns `head` and all its descendants that are running now.
fn descendants(head: u32) -> Vec<u32> {
    let mut found = vec![head];
    let mut next = 0;
    let parents = parents();
    while next < found.len() {
        let parent = found[next];
        found.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(id, _)| *id));
        next += 1;
    }
    found
}

/// Returns each running process with its parent.
fn parents() -> Vec<(u32, u32)> {
    let Ok(folder) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    folder
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(|id: u32| {
            // Linux, proc(5): `pid (name) state ppid …`; the name may hold spaces and brackets itself.
            let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
            Some((id, parent))
        })
        .collect()
}

//! The one table that a run prints.

use std::fmt;

/// Lines of the benchmark, in the order in which they were measured.
#[derive(Default)]
pub struct Table {
    lines: Vec<[String; 4]>,
}

impl Table {
    /// Adds a line: what was measured, on how much, what Lobby takes, what its floor takes. Says it at once too, so that a
    /// run that is broken off was not for nothing.
    pub fn add(&mut self, what: &str, size: String, lobby: impl fmt::Display, floor: impl fmt::Display) {
        let line = [what.to_owned(), size, lobby.to_string(), floor.to_string()];
        eprintln!("{}", line.join(" | "));
        self.lines.push(line);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| What | On how much | Lobby | Its floor, same run |\n|---|---|---|---|")?;
        for [what, size, lobby, floor] in &self.lines {
            writeln!(f, "| {what} | {size} | {lobby} | {floor} |")?;
        }
        Ok(())
    }
}

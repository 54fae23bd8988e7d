//! The engines' own programs: DuckDB's and PostgreSQL's, started where they are installed. What they are told comes on their standard
//! input; what they say of a mistake is passed on without a row's content.

use std::{
    fs,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    thread::JoinHandle,
};

use lobby_core::{
    base::{error::Result, files},
    group::{
        script::{Client, refused},
        statements::Dialect,
    },
};

use crate::stop::{Outcome, Stop};

/// Most of what a program says that is kept.
const SAID_BYTES_MAX: u64 = 1 << 16;
/// Where a database that is loaded keeps the rows that wait: beside it, on the same disk, as well guarded as it is.
const LOADING: &str = ".loading";

/// Where packages go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// One plain SQLite file.
    Sqlite(PathBuf),
    /// One DuckDB file.
    Duckdb(PathBuf),
    /// A PostgreSQL database, as psql takes it.
    Postgres(String),
}

impl std::str::FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let (engine, rest) = text.split_once(':').unwrap_or(("", text));
        match (engine, rest) {
            (_, "") => Err("sqlite:FILE, duckdb:FILE or postgres:URL".to_owned()),
            ("sqlite", file) => Ok(Self::Sqlite(file.into())),
            ("duckdb", file) => Ok(Self::Duckdb(file.into())),
            ("postgres" | "postgresql", rest) if rest.starts_with("//") => Ok(Self::Postgres(text.to_owned())),
            ("postgres", url) => Ok(Self::Postgres(url.to_owned())),
            _ => Err("sqlite:FILE, duckdb:FILE or postgres:URL".to_owned()),
        }
    }
}

/// An engine's program.
pub(crate) struct Program {
    dialect: Dialect,
    program: PathBuf,
    target: String,
    folder: PathBuf,
    running: Option<Running>,
}

/// The program with a script on its way in.
struct Running {
    child: Child,
    /// Taken when the script is at its end.
    input: Option<ChildStdin>,
    said: Option<JoinHandle<String>>,
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(running) = &mut self.running {
            // What it was told is a transaction a package: nothing half done stays.
            let _ended = running.child.kill().and_then(|()| running.child.wait());
        }
    }
}

impl Program {
    /// Returns DuckDB's program for the database at `file`, and its working folder.
    ///
    /// Errors: `client_missing`; the folder cannot be made.
    pub(crate) fn duckdb(client: Option<&Path>, file: &Path) -> Outcome<(Self, Waiting)> {
        let file = absolute(file)?;
        let waiting = Waiting::beside(&file)?;
        let target = file.to_str().ok_or_else(|| Stop::usage("bad_value", &[("field", "to")]))?.to_owned();
        let program = Self::of(Dialect::Duckdb, client, "duckdb", target, waiting.folder.clone())?;
        Ok((program, waiting))
    }

    /// Returns psql for the database that `url` names.
    ///
    /// Errors: `client_missing`.
    pub(crate) fn postgres(client: Option<&Path>, url: &str) -> Outcome<Self> {
        Self::of(Dialect::Postgres, client, "psql", url.to_owned(), std::env::temp_dir())
    }

    fn of(dialect: Dialect, client: Option<&Path>, name: &str, target: String, folder: PathBuf) -> Outcome<Self> {
        let program = client.map_or_else(|| PathBuf::from(name), Path::to_owned);
        let runs =
            Command::new(&program).arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !runs.is_ok_and(|status| status.success()) {
            return Err(match dialect {
                Dialect::Postgres => Stop::refused("psql_missing", &[("client", name)]),
                _ => Stop::refused("duckdb_missing", &[("client", name)]),
            });
        }
        Ok(Self { dialect, program, target, folder, running: None })
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        if self.dialect == Dialect::Postgres {
            // Neither the person's own settings nor a question; no line of a table in what it says of a mistake.
            command.args(["-X", "-q", "-w", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=terse", "-v", "SHOW_CONTEXT=never"]);
            command.args(["-d", &self.target]);
        } else {
            command.args(["-init", if cfg!(windows) { "NUL" } else { "/dev/null" }, "-batch", "-bail"]).arg(&self.target);
        }
        command
    }

    fn name(&self) -> &'static str {
        if self.dialect == Dialect::Postgres { "psql" } else { "duckdb" }
    }

    fn failed(&self, source: std::io::Error) -> lobby_core::base::error::Error {
        files::failed("run", &self.program, source)
    }

    fn started(&mut self) -> Result<&mut Running> {
        if self.running.is_none() {
            let mut command = self.command();
            if self.dialect == Dialect::Postgres {
                command.args(["-f", "-"]);
            }
            let mut child = command.stdin(Stdio::piped()).spawn().map_err(|source| self.failed(source))?;
            let said = child.stderr.take().map(|mut pipe| {
                std::thread::spawn(move || {
                    let mut said = Vec::new();
                    // A program that says nothing readable has said nothing.
                    let _read = (&mut pipe).take(SAID_BYTES_MAX).read_to_end(&mut said);
                    let _rest = std::io::copy(&mut pipe, &mut std::io::sink());
                    String::from_utf8_lossy(&said).into_owned()
                })
            });
            let input = child.stdin.take();
            self.running = Some(Running { child, input, said });
        }
        Ok(self.running.as_mut().expect("it was just started"))
    }
}

impl Client for Program {
    fn ask(&mut self, sql: &str) -> Result<String> {
        let mut command = self.command();
        command.args(if self.dialect == Dialect::Postgres {
            &["-t", "--csv"][..]
        } else {
            &["-csv", "-noheader", "-nullvalue", ""]
        });
        let answered = command.args(["-c", sql]).stdout(Stdio::piped()).output().map_err(|source| self.failed(source))?;
        if !answered.status.success() {
            return Err(refused(self.name(), &String::from_utf8_lossy(&answered.stderr)));
        }
        Ok(String::from_utf8_lossy(&answered.stdout).into_owned())
    }

    fn say(&mut self, part: &[u8]) -> Result<()> {
        let input = self.started()?.input.as_mut();
        match input.map_or(Ok(()), |input| input.write_all(part)) {
            Ok(()) => Ok(()),
            // It ended before the script did: its own last words tell why.
            Err(source) => self.done().and(Err(self.failed(source))),
        }
    }

    fn done(&mut self) -> Result<()> {
        let Some(mut running) = self.running.take() else { return Ok(()) };
        let flushed = running.input.take().map_or(Ok(()), |mut input| input.flush());
        let status = running.child.wait().map_err(|source| self.failed(source))?;
        let said = running.said.take().and_then(|said| said.join().ok()).unwrap_or_default();
        if !status.success() || said.lines().any(|line| line.contains("Error:")) {
            return Err(refused(self.name(), &said));
        }
        flushed.map_err(|source| self.failed(source))
    }
}

/// Where rows wait before DuckDB reads them; it goes when this is dropped.
pub(crate) struct Waiting {
    pub(crate) folder: PathBuf,
}

impl Waiting {
    fn beside(file: &Path) -> Outcome<Self> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let folder = file.with_file_name(format!("{name}{LOADING}"));
        // What a run that was killed left is ours; anything else in it is somebody's own, and the folder stays.
        Self::emptied(&folder);
        fs::create_dir(&folder).map_err(|source| files::failed("create", &folder, source))?;
        Ok(Self { folder })
    }

    fn emptied(folder: &Path) {
        let inside = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        for path in inside.filter(|path| path.extension().is_some_and(|ending| ending == "csv")) {
            let _gone = fs::remove_file(path);
        }
        let _gone = fs::remove_dir(folder);
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        Self::emptied(&self.folder);
    }
}

fn absolute(file: &Path) -> Outcome<PathBuf> {
    Ok(std::path::absolute(file).map_err(|source| files::failed("find", file, source))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_names_its_engine() {
        let cases = [
            ("sqlite:a.db", Ok(Target::Sqlite("a.db".into()))),
            ("duckdb:/data/a.duckdb", Ok(Target::Duckdb("/data/a.duckdb".into()))),
            ("postgres:postgresql://h/db", Ok(Target::Postgres("postgresql://h/db".to_owned()))),
            ("postgres://h/db", Ok(Target::Postgres("postgres://h/db".to_owned()))),
            ("postgresql://h/db", Ok(Target::Postgres("postgresql://h/db".to_owned()))),
            ("postgres:service=group", Ok(Target::Postgres("service=group".to_owned()))),
            ("mysql:h", Err(())),
            ("sqlite:", Err(())),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<Target>().map_err(|_| ()), expected, "{text}");
        }
        assert_eq!(
            "group.db".parse::<Target>(),
            Err("sqlite:FILE, duckdb:FILE or postgres:URL".to_owned()),
            "which engine is said"
        );
    }
}

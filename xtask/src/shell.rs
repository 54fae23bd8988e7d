//! Starting other programs and saying clearly what went wrong.

use std::ffi::OsStr;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// Why a command of ours ends without success.
#[derive(Debug)]
pub struct Failure {
    sentence: String,
    /// The exit code: 1 when something failed, 2 for wrong usage.
    pub exit: u8,
}

impl Failure {
    pub fn new(sentence: impl Into<String>) -> Self {
        Failure { sentence: sentence.into(), exit: 1 }
    }

    pub fn usage(usage: &str) -> Self {
        Failure { sentence: usage.to_owned(), exit: 2 }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

/// A program about to be started, in the project's root unless told otherwise.
pub struct Program {
    command: Command,
    words: Vec<String>,
}

impl Program {
    pub fn new(name: impl AsRef<OsStr>) -> Self {
        Program { words: vec![name.as_ref().to_string_lossy().into_owned()], command: Command::new(name) }
    }

    /// The cargo that runs us, without what it told *us* about our own package: build scripts that watch those
    /// variables would run again each time.
    pub fn cargo<const N: usize>(arguments: [&str; N]) -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut program = Program::new(cargo);
        for (name, _) in std::env::vars_os() {
            let told = ["CARGO_PKG_", "CARGO_MANIFEST_"];
            if told.iter().any(|start| name.to_string_lossy().starts_with(start)) {
                program.command.env_remove(name);
            }
        }
        program.words = vec!["cargo".to_owned()];
        program.with(arguments)
    }

    pub fn with<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(mut self, arguments: I) -> Self {
        for argument in arguments {
            self.words.push(argument.as_ref().to_string_lossy().into_owned());
            self.command.arg(argument);
        }
        self
    }

    pub fn variable(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Keeps a variable of this process from the program.
    pub fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub fn inside(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Puts another program in front, which starts this one.
    pub fn behind(self, starter: &[String]) -> Self {
        let Some((first, rest)) = starter.split_first() else {
            return self;
        };
        let mut program = Program::new(first).with(rest);
        program = program.with([self.command.get_program()]).with(self.command.get_args());
        for (name, value) in self.command.get_envs() {
            match value {
                Some(value) => program.command.env(name, value),
                None => program.command.env_remove(name),
            };
        }
        if let Some(folder) = self.command.get_current_dir() {
            program.command.current_dir(folder);
        }
        program
    }

    /// Runs it, its output shown. Errors: it cannot be started, or ends with another code than 0.
    pub fn run(mut self) -> Result<(), Failure> {
        match self.command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Failure::new(format!("`{}` ended with {status}", self.line()))),
            Err(error) => Err(self.not_started(&error)),
        }
    }

    /// Runs it, its output shown, and hands each line of its standard output to `look` as well.
    pub fn run_watched(mut self, mut look: impl FnMut(&str)) -> Result<(), Failure> {
        self.command.stdout(Stdio::piped());
        let mut child = match self.command.spawn() {
            Ok(child) => child,
            Err(error) => return Err(self.not_started(&error)),
        };
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).split(b'\n') {
                let line = line.map_err(|error| Failure::new(format!("`{}`: {error}", self.line())))?;
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                look(&line);
            }
        }
        match child.wait() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Failure::new(format!("`{}` ended with {status}", self.line()))),
            Err(error) => Err(Failure::new(format!("`{}`: {error}", self.line()))),
        }
    }

    /// Runs it and returns its standard output. Errors as [`Program::run`], with what it said on standard error.
    pub fn answer(mut self) -> Result<String, Failure> {
        match self.command.stdin(Stdio::null()).output() {
            Ok(output) if output.status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr);
                let said = said.trim();
                Err(Failure::new(format!("`{}` ended with {}\n{said}", self.line(), output.status)))
            }
            Err(error) => Err(self.not_started(&error)),
        }
    }

    /// Tells whether it runs and ends well; its output is not shown.
    pub fn succeeds(mut self) -> bool {
        let silent = self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        silent.status().is_ok_and(|status| status.success())
    }

    fn line(&self) -> String {
        self.words.join(" ")
    }

    fn not_started(&self, error: &std::io::Error) -> Failure {
        Failure::new(format!("`{}` could not be started: {error}", self.line()))
    }
}

//! The project's own files, and a Rust text split into what is code, what is said in strings and what is test.

use std::path::{Path, PathBuf};

/// Folders that the tools make; nobody wrote what lies in them.
const MADE: &[&str] = &["target", "node_modules", "dist", "dist-scene", "out", "gen", ".git"];

/// Endings of files that people read and write.
const WRITTEN: &[&str] = &["rs", "sql", "ts", "tsx", "css", "html", "json", "toml", "md", "txt", "svg", "csv", "sh", "py", "yml"];

/// One file of the project.
pub struct Source {
    /// From the project's root, with `/`.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// Returns every file that somebody wrote, in the order of the paths.
pub fn all() -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// Returns the files whose path begins with one of `beginnings` and ends with one of `endings`.
pub fn files(beginnings: &[&str], endings: &[&str]) -> Vec<Source> {
    all().into_iter().filter(|file| any(beginnings, |start| file.path.starts_with(start)) && has_ending(file, endings)).collect()
}

/// Returns the core's Rust files.
pub fn core() -> Vec<Source> {
    files(&["src-tauri/core/src/"], &[".rs"])
}

/// Returns the page's files that somebody wrote, tests included.
pub fn page() -> Vec<Source> {
    let mut found = files(&["ui/src/"], &[".ts", ".tsx"]);
    found.retain(|file| file.path != "ui/src/api/bindings.ts");
    found
}

/// Returns the text of one file of the project.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Returns the project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package lies in the project").to_owned()
}

fn any(list: &[&str], holds: impl Fn(&str) -> bool) -> bool {
    list.iter().any(|item| holds(item))
}

fn has_ending(file: &Source, endings: &[&str]) -> bool {
    any(endings, |end| file.path.ends_with(end))
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the project is read").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !MADE.contains(&name.as_str()) {
                walk(root, &path, found);
            }
            continue;
        }
        // In a second work tree `.git` is a file, and it names a folder of this machine.
        let written = name != ".git" && path.extension().is_none_or(|kind| WRITTEN.contains(&kind.to_string_lossy().as_ref()));
        let Some(text) = written.then(|| std::fs::read_to_string(&path).ok()).flatten() else { continue };
        let inside = path.strip_prefix(root).expect("the walk began at the root");
        found.push(Source { path: inside.to_string_lossy().replace('\\', "/"), text });
    }
}

impl Source {
    /// Returns whether all of this Rust file is test.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.starts_with("tests/") || name == "tests.rs" || name.ends_with("_tests.rs") || self.path.contains("/tests/")
    }

    /// Returns the Rust code that is no test, with comments and the insides of strings blanked; lines stay where they are.
    pub fn code(&self) -> String {
        if self.is_test() { String::new() } else { split(&without_tests(&self.text)).code }
    }

    /// Returns the strings of the code that is no test, each with its line and the code that stands before it.
    pub fn strings(&self) -> Vec<Said> {
        if self.is_test() { Vec::new() } else { split(&without_tests(&self.text)).strings }
    }
}

/// A string of a Rust text.
pub struct Said {
    /// From 1.
    pub line: usize,
    /// What stands in it, escapes as written.
    pub text: String,
    /// The last characters of code before it.
    pub before: String,
}

/// A Rust text taken apart.
pub struct Split {
    /// Comments and the insides of strings blanked.
    pub code: String,
    /// The strings.
    pub strings: Vec<Said>,
}

/// How much code before a string is told with it.
const BEFORE_CHARS: usize = 40;

/// Returns `text` without its `#[cfg(test)]` items; their lines stay, empty.
pub fn without_tests(text: &str) -> String {
    let mut kept = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line != "#[cfg(test)]" {
            kept.push(line);
            continue;
        }
        kept.push("");
        let mut more = true;
        while more && let Some(line) = lines.next() {
            kept.push("");
            let begins_block = line.ends_with('{') || line.starts_with(' ') || line.is_empty() || line.starts_with("#[");
            more = begins_block && line != "}";
        }
    }
    kept.join("\n")
}

/// Returns `text` taken apart.
pub fn split(text: &str) -> Split {
    let signs: Vec<char> = text.chars().collect();
    let mut split = Split { code: String::with_capacity(text.len()), strings: Vec::new() };
    let mut at = 0;
    while at < signs.len() {
        at = match (signs[at], signs.get(at + 1)) {
            ('/', Some('/')) => line_comment(&signs, at, &mut split),
            ('/', Some('*')) => block_comment(&signs, at, &mut split),
            ('\'', _) if is_char(&signs, at) => character(&signs, at, &mut split),
            ('r', Some('"' | '#')) if raw_hashes(&signs, at).is_some() => raw_string(&signs, at, &mut split),
            ('"', _) => string(&signs, at, &mut split),
            (sign, _) => {
                split.code.push(sign);
                at + 1
            }
        };
    }
    split
}

fn line_comment(signs: &[char], at: usize, split: &mut Split) -> usize {
    let length = signs[at..].iter().position(|sign| *sign == '\n').unwrap_or(signs.len() - at);
    blank(&signs[at..at + length], split);
    at + length
}

fn block_comment(signs: &[char], at: usize, split: &mut Split) -> usize {
    let end = (at + 2..signs.len()).find(|end| signs[*end - 1] == '*' && signs[*end] == '/').map_or(signs.len(), |end| end + 1);
    blank(&signs[at..end], split);
    end
}

/// A lifetime also begins with an apostrophe; a character ends with one, two places on or after its escape.
fn is_char(signs: &[char], at: usize) -> bool {
    signs.get(at + 1) == Some(&'\\') || signs.get(at + 2) == Some(&'\'')
}

fn character(signs: &[char], at: usize, split: &mut Split) -> usize {
    let first = if signs[at + 1] == '\\' { at + 3 } else { at + 2 };
    let end = (first..signs.len()).find(|end| signs[*end] == '\'').map_or(signs.len(), |end| end + 1);
    split.code.push_str("' '");
    end
}

fn raw_hashes(signs: &[char], at: usize) -> Option<usize> {
    let part_of_a_name = at > 0 && (signs[at - 1].is_alphanumeric() || signs[at - 1] == '_');
    let hashes = signs[at + 1..].iter().take_while(|sign| **sign == '#').count();
    (!part_of_a_name && signs.get(at + 1 + hashes) == Some(&'"')).then_some(hashes)
}

fn raw_string(signs: &[char], at: usize, split: &mut Split) -> usize {
    let hashes = raw_hashes(signs, at).unwrap_or_default();
    let first = at + 2 + hashes;
    let closes =
        |end: usize| signs[end] == '"' && signs[end + 1..].iter().take(hashes).filter(|sign| **sign == '#').count() == hashes;
    let end = (first..signs.len()).find(|end| closes(*end)).unwrap_or(signs.len());
    keep_string(&signs[first..end], split);
    end + 1 + hashes
}

fn string(signs: &[char], at: usize, split: &mut Split) -> usize {
    let mut end = at + 1;
    while end < signs.len() && signs[end] != '"' {
        end += if signs[end] == '\\' { 2 } else { 1 };
    }
    let end = end.min(signs.len());
    keep_string(&signs[at + 1..end], split);
    end + 1
}

fn keep_string(inside: &[char], split: &mut Split) {
    let from = split.code.char_indices().rev().nth(BEFORE_CHARS).map_or(0, |(index, _)| index);
    split.strings.push(Said {
        line: split.code.matches('\n').count() + 1,
        text: inside.iter().collect(),
        before: split.code[from..].to_owned(),
    });
    split.code.push('"');
    blank(inside, split);
    split.code.push('"');
}

fn blank(signs: &[char], split: &mut Split) {
    split.code.extend(signs.iter().map(|sign| if *sign == '\n' { '\n' } else { ' ' }));
}

#[test]
fn a_rust_text_is_split_into_code_and_strings() {
    let text = "let a = \"SELECT \\\" 1\"; // \"no\"\nlet b: &'a str = r#\"x \"y\" z\"#; let c = '\"'; /* \"no\" */ d()";
    let split = split(text);
    let said: Vec<(usize, &str)> = split.strings.iter().map(|said| (said.line, said.text.as_str())).collect();
    assert_eq!(said, [(1, "SELECT \\\" 1"), (2, "x \"y\" z")], "comments and characters are no strings");
    assert!(split.code.contains("&'a str"), "a lifetime is code");
    assert!(split.code.ends_with("d()"), "and the code goes on after all of them");
}

#[test]
fn a_test_module_is_no_code() {
    let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n#[cfg(test)]\nmod more;\nfn d() {}";
    let code = without_tests(text);
    assert!(!code.contains("fn b") && !code.contains("more"), "tests are cut: {code}");
    assert!(code.contains("fn a") && code.contains("fn c") && code.contains("fn d"), "code is kept: {code}");
    assert_eq!(code.lines().count(), text.lines().count(), "lines stay where they are");
}

#[test]
fn the_walk_sees_every_floor_and_nothing_that_a_tool_made() {
    let paths: Vec<String> = all().into_iter().map(|file| file.path).collect();
    for path in ["src-tauri/core/src/lib.rs", "src-tauri/core/src/db/migrations/0001.sql", "ui/src/app/App.tsx", "README.md"] {
        assert!(paths.iter().any(|seen| seen == path), "{path} is not seen");
    }
    assert!(!paths.iter().any(|path| path.contains("node_modules/") || path.starts_with("target/")), "made files are seen");
}

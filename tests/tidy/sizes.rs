//! Files and functions stay short enough to be read at one go (STYLE 6).

use super::{
    functions::{self, Function},
    hold, sample,
    source::{self, Source, split},
};

/// Lines of a file.
const FILE_LINES_MAX: usize = 600;

/// Lines of a function, head and braces included.
const FUNCTION_LINES_MAX: usize = 70;

/// Written by a program.
const MADE: &[&str] = &["ui/src/api/bindings.ts", "tests/golden/"];

fn sources() -> Vec<Source> {
    let mut found = source::files(&["src-tauri/", "tests/", "xtask/", "ui/src/"], &[".rs", ".ts", ".tsx", ".sql", ".css"]);
    found.retain(|source| !MADE.iter().any(|made| source.path.starts_with(made)));
    found
}

fn too_long_file(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    if lines > FILE_LINES_MAX { vec![format!(" {lines} lines, at most {FILE_LINES_MAX}")] } else { Vec::new() }
}

fn too_long_functions(source: &Source) -> Vec<String> {
    let found = if source.path.ends_with(".rs") {
        functions::rust(&split(&source.text).code)
    } else if source.path.ends_with(".ts") || source.path.ends_with(".tsx") {
        functions::script(&source.text)
    } else {
        Vec::new()
    };
    let long = |function: &Function| function.lines > FUNCTION_LINES_MAX;
    let told = |function: Function| {
        format!("{}: {} has {} lines, at most {FUNCTION_LINES_MAX}", function.line, function.name, function.lines)
    };
    found.into_iter().filter(long).map(told).collect()
}

#[test]
fn no_file_is_too_long() {
    hold(&sources(), too_long_file);
}

#[test]
fn no_function_is_too_long() {
    hold(&sources(), too_long_functions);
}

#[test]
fn a_file_and_a_function_of_one_line_too_many_are_found() {
    let lines = |count: usize| "    go();\n".repeat(count);
    assert!(too_long_file(&sample("a.rs", &lines(FILE_LINES_MAX))).is_empty());
    assert_eq!(too_long_file(&sample("a.rs", &lines(FILE_LINES_MAX + 1))).len(), 1);
    for (path, head) in [("a.rs", "fn a() {\n"), ("a.tsx", "export function A() {\n")] {
        let of = |count: usize| sample(path, &format!("{head}{}}}\n", lines(count)));
        assert!(too_long_functions(&of(FUNCTION_LINES_MAX - 2)).is_empty(), "{path}");
        assert_eq!(too_long_functions(&of(FUNCTION_LINES_MAX - 1)).len(), 1, "{path}");
    }
}

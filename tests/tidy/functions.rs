//! The functions of a text, found by the shape that the formatters give them: a function ends at the line that closes it
//! in the column where it began.

/// One function.
pub struct Function {
    /// Its name.
    pub name: String,
    /// Line of its first word, from 1.
    pub line: usize,
    /// How many lines it takes.
    pub lines: usize,
    /// From its first word to the opening brace.
    pub head: String,
    /// What stands between its braces.
    pub body: String,
}

/// Returns the functions of a Rust text whose strings are blanked; declarations without a body are none.
pub fn rust(code: &str) -> Vec<Function> {
    each(code, rust_name)
}

/// Returns the functions at the left margin of a TypeScript text.
pub fn script(text: &str) -> Vec<Function> {
    each(text, script_name)
}

fn each(text: &str, name_of: impl Fn(&str) -> Option<String>) -> Vec<Function> {
    let lines: Vec<&str> = text.lines().collect();
    (0..lines.len()).filter_map(|at| function(&lines, at, name_of(lines[at])?)).collect()
}

fn function(lines: &[&str], at: usize, name: String) -> Option<Function> {
    let margin = &lines[at][..lines[at].len() - lines[at].trim_start().len()];
    let opening = at + lines[at..].iter().position(|line| line.ends_with(['{', ';', '}']))?;
    let head = lines[at..=opening].join("\n");
    if lines[opening].ends_with(';') {
        return None;
    }
    if lines[opening].ends_with('}') {
        let (head, body) = head.split_once('{')?;
        let body = body.trim_end_matches('}').to_owned();
        return Some(Function { name, line: at + 1, lines: opening + 1 - at, head: head.to_owned(), body });
    }
    let closes = |line: &&str| line.strip_prefix(margin).is_some_and(|rest| rest.starts_with('}'));
    let end = opening + 1 + lines[opening + 1..].iter().position(closes)?;
    Some(Function { name, line: at + 1, lines: end + 1 - at, head, body: lines[opening + 1..end].join("\n") })
}

fn rust_name(line: &str) -> Option<String> {
    let mut rest = line.trim_start();
    if rest.starts_with("pub(") {
        rest = rest.split_once(") ")?.1;
    }
    for word in ["pub ", "default ", "const ", "async ", "unsafe "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    Some(word(rest.strip_prefix("fn ")?))
}

fn script_name(line: &str) -> Option<String> {
    let mut rest = line;
    for word in ["export ", "default ", "async "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    if let Some(rest) = rest.strip_prefix("function ") {
        return Some(word(rest));
    }
    let named = rest.strip_prefix("const ")?;
    named.ends_with("=> {").then(|| word(named))
}

fn word(text: &str) -> String {
    text.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect()
}

#[test]
fn functions_are_found_with_head_and_body() {
    let text = "impl A {\n    pub(crate) fn one(\n        a: u8,\n    ) -> u8 {\n        a\n    }\n\n    fn two() {}\n}\ntrait B {\n    fn three();\n}\n";
    let found: Vec<(String, usize, usize)> = rust(text).into_iter().map(|found| (found.name, found.line, found.lines)).collect();
    assert_eq!(found, [("one".to_owned(), 2, 5), ("two".to_owned(), 8, 1)]);
    assert_eq!(rust(text)[0].body.trim(), "a");
    let page = "export function Page({ a }: Props) {\n  return a;\n}\n\nconst each = (a: string) => {\n  go(a);\n};\n";
    let found: Vec<(String, usize)> = script(page).into_iter().map(|found| (found.name, found.lines)).collect();
    assert_eq!(found, [("Page".to_owned(), 3), ("each".to_owned(), 3)]);
}

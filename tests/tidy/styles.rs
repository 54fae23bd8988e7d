//! A bare class has one home: two sheets that both define it overrule each other wherever both are loaded.

use std::collections::BTreeMap;

use super::{sample, source, source::Source};

/// Returns each class that more than one sheet defines by itself, with the sheets.
fn twice_at_home(sheets: &[Source]) -> Vec<String> {
    let mut homes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for sheet in sheets {
        for class in bare_classes(&sheet.text) {
            let known = homes.entry(class).or_default();
            if !known.contains(&sheet.path.as_str()) {
                known.push(&sheet.path);
            }
        }
    }
    homes
        .into_iter()
        .filter(|(_, sheets)| sheets.len() > 1)
        .map(|(class, sheets)| format!(".{class} in {}", sheets.join(", ")))
        .collect()
}

/// Returns the classes that a rule has for its whole selector: `.a {` and `.a, .b {`, not `.a .b {` or `.a:hover {`.
fn bare_classes(css: &str) -> Vec<String> {
    let rules = css.split('}').filter_map(|rule| rule.split_once('{')).map(|(selectors, _)| selectors);
    let one = |selector: &str| {
        let class = selector.trim().strip_prefix('.')?;
        let plain = !class.is_empty() && class.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_');
        plain.then(|| class.to_owned())
    };
    rules.flat_map(|selectors| selectors.split(',').filter_map(one).collect::<Vec<_>>()).collect()
}

#[test]
fn a_class_has_one_home() {
    let sheets = source::files(&["ui/src/"], &[".css"]);
    assert!(sheets.len() > 5, "the rule looked at nothing");
    let faults = twice_at_home(&sheets);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_class_with_two_homes_is_found() {
    let sheets = |first: &str, second: &str| twice_at_home(&[sample("ui/src/a.css", first), sample("ui/src/b.css", second)]);
    assert_eq!(sheets(".a { gap: 0; }", ".b { gap: 0; } .a { gap: 1px; }"), [".a in ui/src/a.css, ui/src/b.css"]);
    assert_eq!(sheets(".a, .b { gap: 0; }", ".b { gap: 1px; }").len(), 1);
    assert!(sheets(".a { gap: 0; } .a { margin: 0; }", ".b .a { gap: 0; } .a:hover { gap: 0; }").is_empty());
}

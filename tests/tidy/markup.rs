//! The page never makes markup or code of words (PROMISES 19): what people wrote goes into it as text alone.

use super::{
    hold, sample,
    source::{self, Source},
};

/// Ways to turn words into elements or into something that runs.
const WAYS: &[&str] = &[
    "dangerouslySetInnerHTML",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "createContextualFragment",
    "setHTMLUnsafe",
    "DOMParser",
    "srcDoc",
    "srcdoc",
    "eval(",
    "new Function",
    "javascript:",
];

fn made_of_words(source: &Source) -> Vec<String> {
    let lines = source.text.lines().enumerate();
    let found = lines.flat_map(|(at, line)| WAYS.iter().filter(|way| line.contains(**way)).map(move |way| (at + 1, way)));
    found.map(|(line, way)| format!("{line}: {way} makes more of words than words")).collect()
}

#[test]
fn the_page_makes_no_markup_of_words() {
    let mut page = source::files(&["ui/src/"], &[".ts", ".tsx"]);
    page.retain(|source| !source.path.contains(".test."));
    assert!(page.len() > 100, "the page was read");
    hold(&page, made_of_words);
}

#[test]
fn each_way_to_make_markup_of_words_is_found() {
    for way in WAYS {
        assert_eq!(made_of_words(&sample("ui/src/a.tsx", &format!("<p>\n{way}"))).len(), 1, "{way}");
    }
}

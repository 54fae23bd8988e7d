//! Numbered pictures of the main job and the one page that shows them.
//!
//! They are left in the folder that `LOBBY_TOUR` names (`cargo xtask run` and `cargo xtask test` say `out/tour`);
//! without it the steps are walked and no picture is kept.

use std::fmt::Write;
use std::path::PathBuf;

use super::window::Window;

pub struct Tour {
    folder: Option<PathBuf>,
    steps: Vec<Step>,
}

struct Step {
    file: String,
    zh: &'static str,
    en: &'static str,
}

impl Tour {
    /// Begins a tour; pictures of an earlier one are removed, so that none is taken for this one's.
    pub fn begin() -> Self {
        let folder = std::env::var_os("LOBBY_TOUR").map(PathBuf::from);
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder).expect("the tour's folder");
            for entry in std::fs::read_dir(folder).expect("the tour's folder").flatten() {
                if entry.path().extension().is_some_and(|kind| kind == "png") {
                    std::fs::remove_file(entry.path()).expect("an old picture goes");
                }
            }
        }
        Tour { folder, steps: Vec::new() }
    }

    /// Takes the next picture, with one sentence that says what it shows.
    pub fn picture(&mut self, window: &Window, name: &str, zh: &'static str, en: &'static str) {
        let file = format!("{:02}-{name}.png", self.steps.len() + 1);
        if let Some(folder) = &self.folder {
            window.screenshot(&folder.join(&file));
        }
        self.steps.push(Step { file, zh, en });
    }

    /// Writes the page.
    pub fn finish(self) {
        let Some(folder) = self.folder else { return };
        let path = folder.join("index.html");
        std::fs::write(&path, page(&self.steps))
            .unwrap_or_else(|error| panic!("{} could not be written: {error}", path.display()));
    }
}

fn page(steps: &[Step]) -> String {
    let mut out = String::from(concat!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n<title>大堂 Lobby</title>\n<style>\n",
        "body { margin: 32px auto; max-width: 1100px; background: #f1ede4; color: #221e19; font: 16px/1.5 sans-serif }\n",
        "figure { margin: 0 0 40px } figcaption { margin-bottom: 8px } small { color: #544d43; display: block }\n",
        "img { width: 100%; border: 1px solid #d2c9ba }\n</style>\n<h1>大堂 Lobby</h1>\n"
    ));
    for (index, step) in steps.iter().enumerate() {
        let Step { file, zh, en } = step;
        let number = index + 1;
        let _ = writeln!(
            out,
            "<figure><figcaption>{number}. {zh}<small lang=\"en\">{en}</small></figcaption><img src=\"{file}\" alt=\"{en}\"></figure>"
        );
    }
    out
}

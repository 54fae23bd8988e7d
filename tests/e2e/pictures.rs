//! A walk through the window that looks at each page: is anything cut or laid over another, and, where `LOBBY_TOUR` names a
//! folder, a picture of it to lay beside the design's screens.

use std::path::{Path, PathBuf};

use support::window::{Start, Window};

/// Answers with what is cut off or laid over another on the page as it stands.
const AMISS: &str = include_str!("looks.js");

/// A window whose pages are looked at; [`Pictures::fine`] says what was amiss.
pub(super) struct Pictures {
    pub(super) window: Window,
    folder: Option<PathBuf>,
    amiss: Vec<String>,
}

impl Pictures {
    /// Opens the window on a data folder; its pictures stand in the folder `name` of `LOBBY_TOUR`.
    pub(super) fn open(program: PathBuf, data: &Path, name: &str) -> Self {
        let folder = std::env::var_os("LOBBY_TOUR").map(|tour| PathBuf::from(tour).join(name));
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder).expect("the folder of the pictures");
        }
        Pictures { window: Start::of(program).data_folder(data).open(), folder, amiss: Vec::new() }
    }

    /// Looks at the page as it stands: takes its picture and notes what is cut or laid over another.
    pub(super) fn look(&mut self, name: &str) {
        self.window.painted();
        if let Some(folder) = &self.folder {
            self.window.screenshot(&folder.join(format!("{name}.png")));
        }
        let found = self.window.script(AMISS, vec![]);
        if found != serde_json::json!([]) {
            self.amiss.push(format!("{name}: {found}"));
        }
    }

    /// Looks at the page in the dark, and as small as a window may be; leaves it light and at its own size.
    pub(super) fn look_in_the_dark_and_small(&mut self, name: &str) {
        let theme = "document.documentElement.dataset.theme = arguments[0]; return null";
        self.window.script(theme, vec!["dark".into()]);
        self.look(&format!("{name}-dark"));
        self.window.script(theme, vec!["light".into()]);
        self.window.resize(1152, 720);
        self.look(&format!("{name}-1152x720"));
        self.window.resize(1440, 900);
    }

    /// Takes a picture of what lies ready for the printer, which the screen does not show.
    pub(super) fn look_at_paper(&self, name: &str) {
        let Some(folder) = &self.folder else { return };
        let show = "Object.assign(document.querySelector('.paper').style, { visibility: 'visible', left: '0', \
            zIndex: 99 }); return null";
        self.window.script(show, vec![]);
        self.window.screenshot(&folder.join(format!("{name}.png")));
        self.window.script("document.querySelector('.paper').removeAttribute('style'); return null", vec![]);
    }

    /// Goes to a page by its place and waits until it shows a text.
    pub(super) fn goes(&self, place: &str, shows: &str) {
        self.window.script("window.location.hash = arguments[0]; return null", vec![place.into()]);
        self.window.wait_for_text_in("main", shows);
    }

    /// Fails where a page that was looked at had something amiss.
    pub(super) fn fine(self) {
        assert!(self.amiss.is_empty(), "{}", self.amiss.join("\n"));
    }
}

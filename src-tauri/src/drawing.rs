//! How the page is drawn on a machine without a graphics card: a thin client, a virtual machine, a PC whose driver is missing.
//!
//! There the web view would put its picture together with OpenGL, which the processor then plays: a key in the one box showed
//! its hits after some 130 ms instead of 50. Drawn plainly by the processor the frame stands a few milliseconds after the page.

use std::{
    ffi::{OsStr, OsString},
    path::Path,
};

/// The web view's own switch (WebKitGTK, environment variables); whoever set it, to whatever, is left alone.
const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
/// Where the kernel shows what can draw (Linux, drm(7)).
const DEVICES: &str = "/dev/dri";
const RENDER_NODE: &str = "renderD";

/// Starts the program anew with plain drawing where nothing here can draw; returns where it is to go on as it is. The switch
/// is read when the process begins, and setting it within one that has threads is not safe.
pub fn plainly_without_a_card() {
    let found = nodes(Path::new(DEVICES));
    if !wants_plain(std::env::var_os(SWITCH).as_deref(), &found) {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let mut again = std::process::Command::new(program);
    again.args(std::env::args_os().skip(1)).env(SWITCH, "1");
    // Comes back only where it failed; slower drawing is then better than no window.
    let error = std::os::unix::process::CommandExt::exec(&mut again);
    eprintln!("Lobby draws as the system does: {error}");
}

/// Returns whether to draw plainly: nothing was said about it, and no device can draw.
fn wants_plain(said: Option<&OsStr>, devices: &[OsString]) -> bool {
    said.is_none() && !devices.iter().any(|name| name.to_string_lossy().starts_with(RENDER_NODE))
}

/// Returns the names in `folder`; none where there is no such folder.
fn nodes(folder: &Path) -> Vec<OsString> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries.flatten().map(|entry| entry.file_name()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_draws_plainly_only_where_nothing_can_draw_and_nobody_said_otherwise() {
        let card = [OsString::from("card0"), OsString::from("renderD128")];
        let screen_only = [OsString::from("card0")];
        assert!(wants_plain(None, &[]), "no device");
        assert!(wants_plain(None, &screen_only), "a screen that cannot draw");
        assert!(!wants_plain(None, &card), "a graphics card");
        for said in ["0", "1", ""] {
            assert!(!wants_plain(Some(OsStr::new(said)), &[]), "somebody said {said:?}");
        }
        assert!(nodes(Path::new("/nowhere/at/all")).is_empty());
    }
}

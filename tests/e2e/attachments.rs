//! Photos under a complaint in the real window: one is dropped, one pasted, looked at large, withdrawn with a reason; what is
//! no photo and what is too large is refused by name.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `attachments`, to be laid beside the design's screen f.

use support::window::{Window, program};

use super::pictures::Pictures;
use super::tour::{
    hands::{dialog_at, no_dialog, sign_in_as, start_practice, take_next},
    prepare,
};

/// Makes a real photo of a wet ceiling, as a phone does: a JPEG that says in Exif where it was taken. Hands it to the page as
/// `how` says: `drop` or `paste`.
const HAND_OVER: &str = r##"
    const [how, name, words, answer] = arguments;
    const canvas = Object.assign(document.createElement("canvas"), { width: 1600, height: 1200 });
    const brush = canvas.getContext("2d");
    const wall = brush.createLinearGradient(0, 0, 1600, 1200);
    wall.addColorStop(0, "#d9d2c3"); wall.addColorStop(1, "#8f8672");
    brush.fillStyle = wall; brush.fillRect(0, 0, 1600, 1200);
    for (let n = 0; n < 140; n += 1) {
      brush.fillStyle = `rgba(70, 90, 110, ${0.04 + (n % 7) / 90})`;
      brush.beginPath(); brush.arc((n * 397) % 1600, (n * 211) % 900, 30 + (n * 53) % 170, 0, 7); brush.fill();
    }
    brush.fillStyle = "#2b2620"; brush.font = "120px sans-serif"; brush.fillText(words, 90, 1100);
    canvas.toBlob(async (blob) => {
      const jpeg = new Uint8Array(await blob.arrayBuffer());
      // Exif: one directory that points at a GPS directory with a latitude of 24 bytes.
      const tiff = new Uint8Array(74);
      const view = new DataView(tiff.buffer);
      tiff.set([0x49, 0x49, 0x2a, 0]); view.setUint32(4, 8, true); view.setUint16(8, 1, true);
      view.setUint16(10, 0x8825, true); view.setUint16(12, 4, true); view.setUint32(14, 1, true); view.setUint32(18, 26, true);
      view.setUint16(26, 1, true); view.setUint16(28, 2, true); view.setUint16(30, 5, true);
      view.setUint32(32, 3, true); view.setUint32(36, 44, true);
      tiff.set(new TextEncoder().encode("30.2936N 120.1614E 12345"), 44);
      const head = [0xff, 0xd8, 0xff, 0xe1, 0, tiff.length + 8, ...new TextEncoder().encode("Exif\0\0")];
      const file = new File([new Uint8Array(head), tiff, jpeg.slice(2)], name, { type: "image/jpeg" });
      const data = new DataTransfer();
      data.items.add(file);
      const target = document.querySelector("main");
      if (how === "paste") target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
      else for (const kind of ["dragover", "drop"])
        target.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
      answer(file.size);
    }, "image/jpeg", 0.9);
"##;

/// Drops bytes that are no photo, or more than one may have.
const DROP_BYTES: &str = "
    const [name, size] = arguments;
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(size)], name));
    document.querySelector('main').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));";

#[test]
fn photos_are_dropped_pasted_looked_at_and_withdrawn() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let mut shown = Pictures::open(program, home.path(), "attachments");
    start_practice(&shown.window);
    sign_in_as(&shown.window, 2, "周启明");
    to_a_ticket(&shown.window);
    shown.look("none");
    added(&mut shown);
    refused(&mut shown);
    looked_at(&mut shown);
    withdrawn(&mut shown);
    shades(&mut shown);
    shown.fine();
}

/// The first of the inbox, opened by Enter.
fn to_a_ticket(window: &Window) {
    window.press("Ctrl+3");
    window.find_css("main tr[aria-current=true]");
    window.press("Enter");
    window.find_css("ol.steps");
    window.wait_for_text_in(".proofs", "照片与附件");
    window.wait_for_text_in(".proofs", "8 MB");
}

fn added(shown: &mut Pictures) {
    let window = &shown.window;
    for (nth, (how, name, words)) in
        [("drop", "天花板.jpg", "0915 天花板"), ("paste", "床.jpg", "0915 床"), ("drop", "行李箱.jpg", "行李箱")]
            .into_iter()
            .enumerate()
    {
        let size = window.script_async(HAND_OVER, vec![how.into(), name.into(), words.into()]);
        assert!(size.as_u64().is_some_and(|size| size > 20_000), "a real photo: {size} bytes");
        let seen = format!(
            "[...document.querySelectorAll('.thumb img')].filter((one) => one.naturalWidth > 100).length === {}",
            nth + 1
        );
        window.wait_until(&format!("{how}: its thumbnail"), || {
            (window.script(&format!("return {seen}"), vec![]) == true).then_some(())
        });
    }
    window.wait_for_text_in(".proofs", "天花板.jpg");
    window.wait_for_text_in(".proofs", "粘贴");
    shown.look("three");
}

/// What is no photo is refused by name, and so is what is too large; nothing of it is added.
fn refused(shown: &mut Pictures) {
    for (name, size, says) in [("录音.mp3", 2_000, "不是照片，也不是 PDF"), ("录像.jpg", 9_000_000, "文件超过 8 MB")]
    {
        shown.window.script(DROP_BYTES, vec![name.into(), size.into()]);
        shown.window.wait_for_text_in(".proofs [role=alert]", says);
        shown.window.wait_for_text_in(".proofs", &format!("{name} 没有加上"));
        shown.look(if size > 3_000 { "too-large" } else { "no-photo" });
    }
    let thumbs = shown.window.script("return document.querySelectorAll('.thumb').length", vec![]);
    assert_eq!(thumbs, 3, "nothing of it is there");
}

fn looked_at(shown: &mut Pictures) {
    let window = &shown.window;
    window.press("Alt+V");
    let whole = "[...document.querySelectorAll('[role=dialog] .large img')].some((one) => one.naturalWidth === 1600)";
    window.wait_until("the picture is there whole", || (window.script(&format!("return {whole}"), vec![]) == true).then_some(()));
    window.wait_for_text_in("[role=dialog]", "1 / 3");
    window.wait_for_text_in("[role=dialog]", "拍摄地点已抹去");
    shown.look("large");
    let window = &shown.window;
    window.press("Right");
    window.wait_for_text_in("[role=dialog]", "2 / 3");
    window.press("Esc");
    no_dialog(window);
}

/// A mistake is withdrawn with a reason: it is shown no more and stays recorded.
fn withdrawn(shown: &mut Pictures) {
    let window = &shown.window;
    window.press("Alt+V");
    window.wait_for_text_in("[role=dialog]", "1 / 3");
    window.press("Right");
    window.wait_for_text_in("[role=dialog]", "2 / 3");
    window.press("Alt+D");
    dialog_at(window, "textarea");
    window.type_text("拍到了别的客人");
    window.press("Ctrl+Enter");
    no_dialog(window);
    window.wait_for_text_in(".proofs .gone", "拍到了别的客人");
    let thumbs = window.script("return document.querySelectorAll('.thumb').length", vec![]);
    assert_eq!(thumbs, 2);
    shown.look("withdrawn");
}

fn shades(shown: &mut Pictures) {
    for (name, width, height) in [("1280", 1280, 800), ("125", 1152, 720)] {
        shown.window.resize(width, height);
        shown.look(name);
    }
    shown.window.resize(1440, 900);
    shown.window.press("Ctrl+8");
    shown.window.press("Alt+2");
    shown.window.wait_for_caret("#settings-mode input:checked");
    take_next(&shown.window, "明");
    take_next(&shown.window, "暗");
    shown.window.press("Ctrl+3");
    shown.window.find_css("main tr[aria-current=true]");
    shown.window.press("Enter");
    shown.window.wait_for_text_in(".proofs .gone", "拍到了别的客人");
    shown.look("dark");
    shown.window.press("Alt+V");
    shown.window.find_css("[role=dialog] .large img");
    shown.look("large.dark");
}

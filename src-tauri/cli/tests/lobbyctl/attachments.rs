//! `ticket attach` and its like: what proves a complaint, also under a kill.

use std::{process::Command, thread, time::Instant};

use crate::support::{House, practice};

const PHOTO: &[u8] = b"\x89PNG\r\n\x1a\nwater on the carpet";
/// Commands that are killed.
const KILLS: u64 = 12;

fn ticket(house: &House) -> String {
    let opened = house.run("reception", &["ticket", "open", "--outside", "--problem", "ls", "--words", "漏水"]).json();
    opened["number"].as_str().expect("a number").to_owned()
}

#[test]
fn a_photo_is_attached_listed_taken_out_and_withdrawn() {
    let house = practice();
    let ticket = ticket(&house);
    let file = house.path("0915.png");
    std::fs::write(&file, PHOTO).expect("a photo");
    let kept = house.run("reception", &["--key", "photo-1", "ticket", "attach", &ticket, &file, "--words", "天花板"]).json();
    let again = house.run("reception", &["--key", "photo-1", "ticket", "attach", &ticket, &file, "--words", "天花板"]).json();
    assert_eq!(kept, again, "the same key again answers the same");
    let id = kept["attachment_id"].as_str().expect("an id");
    let listed = house.run("duty", &["ticket", "attachments", &ticket]).json();
    assert_eq!(listed.as_array().map(Vec::len), Some(1), "and keeps nothing twice");
    assert_eq!((listed[0]["kind"].as_str(), listed[0]["words"].as_str()), (Some("png"), Some("天花板")));
    let to = house.path("out.png");
    assert_eq!(house.run("reception", &["ticket", "attachment", id, "--to", &to]).stopped(), (1, "not_allowed".to_owned()));
    assert_eq!(house.run("duty", &["ticket", "attachment", id, "--to", &to]).json()["file"], to.as_str());
    assert_eq!(std::fs::read(&to).expect("the copy"), PHOTO);
    assert_eq!(house.run("duty", &["ticket", "attachment", id, "--to", &to]).stopped().1, "file_failed");
    std::fs::write(&file, b"MZ no photo").expect("another file");
    let refused = house.run("reception", &["ticket", "attach", &ticket, &file]);
    assert_eq!(refused.stopped(), (1, "attachment_unknown_kind".to_owned()));
    assert_eq!(house.run("duty", &["ticket", "withdraw-attachment", id, "--reason", "拍错了"]).json()["attachment_id"], id);
    let listed = house.run("duty", &["ticket", "attachments", &ticket]).json();
    assert_eq!(listed[0]["withdrawn_because"], "拍错了", "what is withdrawn stays recorded");
    let gone = house.run("duty", &["ticket", "attachment", id, "--to", &house.path("gone.png")]);
    assert_eq!(gone.stopped(), (1, "not_found".to_owned()));
}

#[test]
fn a_killed_attachment_is_whole_or_absent() {
    let house = practice();
    let ticket = ticket(&house);
    let mut large = PHOTO.to_vec();
    large.extend((0..4 * 1024 * 1024u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[3]));
    let file = house.path("large.png");
    std::fs::write(&file, &large).expect("a large photo");
    let attach = || -> Command { house.command("reception", &["ticket", "attach", &ticket, &file]) };
    let begun = Instant::now();
    assert!(attach().status().expect("it runs").success(), "control: unhurt it is kept");
    let whole = begun.elapsed();
    let (mut killed, mut kept) = (0, 1);
    for nth in 0..KILLS {
        let mut child = attach().spawn().expect("it runs");
        // From half of its time on: what comes before is signing in.
        thread::sleep(whole / 2 + whole * u32::try_from(nth).expect("few") / 20);
        child.kill().expect("it is killed, or had ended");
        killed += u32::from(!child.wait().expect("it ends").success());
        let listed = house.run("duty", &["ticket", "attachments", &ticket]).json();
        let now = listed.as_array().expect("a list");
        assert!(now.len() == kept || now.len() == kept + 1, "one more or none");
        kept = now.len();
        assert!(now.iter().all(|one| one["bytes"] == large.len()), "each is whole");
        if kept == 12 {
            break;
        }
    }
    println!("{killed} of {KILLS} were killed, {kept} stand");
    assert!(killed > 0, "control: some were killed on the way");
    let checked = house.run("duty", &["check"]).json();
    assert_eq!(checked["attachments"]["ok"], true, "{checked}");
}

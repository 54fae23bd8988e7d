//! The machine dies: what is left is the stick with its newest backup, and the printed recovery key. A fresh machine opens
//! them, says what is missing, and the desk goes on.

use std::time::Instant;

use crate::support::{House, Ran, plain, practice, ran};

/// Longest that it may take to work again. Source: the house's own promise of a quarter of an hour.
const WORKS_AGAIN_SECS: u64 = 15 * 60;

fn on(house: &House, file: &str, key: &str, user: &str, arguments: &[&str]) -> Ran {
    ran(house.command_on(file, user, arguments).env("LOBBY_PASSPHRASE", key))
}

#[test]
fn a_stick_and_the_printed_key_are_enough_and_the_desk_goes_on() {
    let house = practice();
    let stick = tempfile::tempdir().expect("a stick");
    let place = stick.path().to_str().expect("a plain path");
    let printed = house.run("admin", &["keys", "recovery"]).json()["recovery_key"].as_str().expect("a key").to_owned();
    let guest = house.guest("令狐妙", "13900139000");
    let member = house.run("reception", &["member", "enrol", &guest]).json()["member_no"].as_str().expect("a number").to_owned();
    house.run("duty", &["points", "earn", &member, "500"]).json();
    house.run("admin", &["backups", "--place", place, "--now"]).json();
    house.guest("南宫问天", "13900139001");
    std::fs::remove_file(house.file()).expect("the machine is dead");

    let begun = Instant::now();
    let fresh = tempfile::tempdir().expect("another machine");
    let file = fresh.path().join("hotel.lobby").to_str().expect("a plain path").to_owned();
    let own = std::fs::read_dir(stick.path())
        .expect("the stick")
        .flatten()
        .find(|entry| entry.path().is_dir())
        .expect("the hotel's folder");
    let mut backups: Vec<_> = std::fs::read_dir(own.path()).expect("its backups").flatten().map(|entry| entry.path()).collect();
    backups.retain(|path| path.is_dir());
    backups.sort();
    let newest = backups.last().expect("a backup").to_str().expect("a plain path");
    let wrong = ran(plain_restore(newest, &file).env("LOBBY_PASSPHRASE", "not the printed key"));
    assert_eq!(wrong.stopped(), (1, "wrong_passphrase".to_owned()));
    assert_eq!(
        std::fs::read_dir(fresh.path()).expect("the folder").flatten().filter(|entry| entry.path().is_dir()).count(),
        0,
        "nothing is left"
    );
    let typed = printed.to_lowercase().replace('-', " ");
    let restored = ran(plain_restore(newest, &file).env("LOBBY_PASSPHRASE", &typed)).json();
    assert_eq!(restored["report"]["missing"], "unknown", "nobody knows what the dead machine held: {restored}");
    assert!(restored["report"]["backup_at_ms"].is_number(), "but up to when the backup goes is said");

    let found = on(&house, &file, &typed, "reception", &["find", "令狐妙"]).json();
    assert_eq!(found[0]["guest_id"], guest.as_str());
    let lost = on(&house, &file, &typed, "reception", &["find", "南宫问天"]).json();
    assert_eq!(lost.as_array().map(Vec::len), Some(0), "what came after the backup is gone with the machine");
    assert_eq!(on(&house, &file, &typed, "duty", &["points", "balance", &member]).json()["balance"], 500);
    assert_eq!(on(&house, &file, &typed, "duty", &["points", "earn", &member, "20"]).json()["balance"], 520, "a posting");
    let complaint = ["ticket", "open", "--guest", &guest, "--problem", "neighbour_noise", "--words", "隔壁整夜吵闹"];
    let ticket = on(&house, &file, &typed, "duty", &complaint).json();
    assert!(ticket["number"].is_string(), "a complaint: {ticket}");
    assert_eq!(on(&house, &file, &typed, "gm", &["check", "--deep"]).json()["ok"], true);
    let kept = on(&house, &file, &typed, "admin", &["backups", "--now"]).json();
    assert!(kept["made"].is_string(), "and the next backup lies on the stick: {kept}");
    let took = begun.elapsed();
    eprintln!("promise 8: another machine worked again after {:.1} s", took.as_secs_f64());
    assert!(took.as_secs() < WORKS_AGAIN_SECS);
    assert_eq!(plain(&["restore", newest, "--to", &file]).stopped(), (1, "file_exists".to_owned()), "never over what works");
}

fn plain_restore(backup: &str, file: &str) -> std::process::Command {
    let mut command = crate::support::program();
    command.args(["--json", "--file", file, "restore", backup, "--in-place"]);
    command
}

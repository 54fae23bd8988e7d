//! `staff`: a new house gets its people, each with a PIN of their own, and a forgotten one is no end.

use crate::support::{House, Ran, founding, hotel, program, ran};

const NEXT: &str = "592716";

fn with_new_pin(house: &House, user: &str, pin: &str, arguments: &[&str]) -> Ran {
    ran(house.command(user, arguments).env("LOBBY_NEW_PIN", pin))
}

fn as_with(house: &House, user: &str, pin: &str, arguments: &[&str]) -> Ran {
    ran(house.command(user, arguments).env("LOBBY_PIN", pin))
}

#[test]
fn a_new_house_gets_its_people_and_each_does_their_own_work() {
    let house = hotel();
    assert_eq!(
        house.run("admin", &["find", "wang"]).stopped(),
        (1, "not_allowed".to_owned()),
        "alone the administrator reads no guest"
    );
    let manager = ["staff", "add", "shen", "--name", "沈国华", "--role", "general_manager", "--department", "management"];
    house.run("admin", &manager).json();
    assert_eq!(house.run("admin", &manager).stopped(), (1, "sign_in_taken".to_owned()));
    assert_eq!(as_with(&house, "shen", NEXT, &["find", "wang"]).stopped(), (1, "no_pin".to_owned()));
    assert_eq!(with_new_pin(&house, "admin", "123456", &["staff", "pin", "shen"]).stopped(), (1, "weak_pin".to_owned()));
    with_new_pin(&house, "admin", NEXT, &["staff", "pin", "shen"]).json();
    assert_eq!(as_with(&house, "shen", NEXT, &["find", "wang"]).json().as_array().map(Vec::len), Some(0), "and now they find");
    let list = house.run("admin", &["staff", "list"]).json();
    assert_eq!(
        (&list[1]["name"], &list[1]["role"], &list[1]["has_pin"]),
        (&"沈国华".into(), &"general_manager".into(), &true.into())
    );
    assert_eq!(house.run("admin", &["staff", "add", "x", "--name", "x", "--role", "king", "--department", "management"]).code, 2);
}

#[test]
fn who_leaves_signs_in_no_more_and_nobody_promotes_themselves() {
    let house = hotel();
    house
        .run("admin", &["staff", "add", "li.na", "--name", "李娜", "--role", "receptionist", "--department", "front_office"])
        .json();
    with_new_pin(&house, "admin", NEXT, &["staff", "pin", "li.na"]).json();
    let own = house.run("admin", &["staff", "edit", "admin", "--role", "general_manager"]);
    assert_eq!(own.stopped(), (1, "own_standing".to_owned()));
    assert_eq!(
        as_with(&house, "li.na", NEXT, &["staff", "edit", "li.na", "--role", "general_manager"]).stopped().1,
        "not_allowed"
    );
    house.run("admin", &["staff", "edit", "li.na", "--active", "false"]).json();
    assert_eq!(as_with(&house, "li.na", NEXT, &["find", "wang"]).stopped(), (1, "not_found".to_owned()));
    assert_eq!(house.run("admin", &["staff", "edit", "nobody", "--active", "false"]).stopped(), (1, "not_found".to_owned()));
}

#[test]
fn the_only_administrator_who_forgot_the_pin_comes_back_by_the_printed_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("hotel.lobby");
    let made = ran(founding(&file).env("LOBBY_PIN", "730514")).json();
    let recovery = made["recovery_key"].as_str().expect("a recovery key");
    let command = |arguments: &[&str], pin: &str, typed: &str| {
        let mut command = program();
        command.arg("--json").arg("--file").arg(&file).args(["--user", "admin"]).args(arguments);
        ran(command
            .env("LOBBY_PASSPHRASE", recovery)
            .env("LOBBY_PIN", pin)
            .env("LOBBY_NEW_PIN", NEXT)
            .env("LOBBY_RECOVERY", typed))
    };
    let again = ["staff", "pin", "admin", "--by-recovery"];
    assert_eq!(command(&again, "", "AAAA-BBBB").stopped(), (1, "wrong_passphrase".to_owned()));
    assert_eq!(command(&["history"], NEXT, "").stopped().1, "wrong_pin");
    command(&again, "", recovery).json();
    let history = command(&["history", "--limit", "1"], NEXT, "").json();
    assert_eq!(history[0]["operation"], "set_pin", "with the new one, and the history says that it was set: {history}");
    let nobody = command(&["staff", "pin", "shen", "--by-recovery"], "", recovery);
    assert_eq!(nobody.stopped(), (1, "not_found".to_owned()));
}

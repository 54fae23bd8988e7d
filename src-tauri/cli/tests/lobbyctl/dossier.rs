//! `contact`, `dealing`, `companion`, `alert`, `caution`, `task add`: each stands on the card, once for one key.

use serde_json::Value;

use super::support::practice;

#[test]
fn what_is_written_of_a_guest_stands_on_the_card_and_a_double_click_writes_it_once() {
    let house = practice();
    let guest = house.guest("令狐妙", "13900139000");
    let writes: [(&[&str], &str, &str, &str); 6] = [
        (&["contact", "add", &guest, "--kind", "email", "lhm@example.com"], "contact_id", "reception", "/guest/contacts"),
        (
            &["dealing", "add", &guest, "--kind", "event", "--channel", "person", "--words", "中秋赏月"],
            "dealing_id",
            "reception",
            "/dealings",
        ),
        (&["companion", "add", &guest, "--name", "令狐冲", "--relation", "兄"], "companion_id", "reception", "/companions"),
        (&["alert", "add", &guest, "--moment", "check_in", "--words", "总经理要见"], "alert_id", "reception", "/alerts"),
        (&["caution", "add", &guest, "--kind", "credit", "--words", "欠房费"], "alert_id", "duty", "/alerts"),
        (&["task", "add", &guest, "--department", "housekeeping", "--words", "不放鲜花"], "task_id", "reception", "/plan"),
    ];
    for (arguments, id, user, place) in writes {
        let before = many(&house.run("duty", &["show", &guest]).json(), place);
        let key = format!("once-{}", arguments[0]);
        let run = || house.run(user, &[arguments, &["--key", &key]].concat()).json();
        let made = run();
        assert!(made[id].is_string(), "{arguments:?} answers {id}: {made}");
        assert_eq!(run(), made, "the same key answers the same");
        assert_eq!(many(&house.run("duty", &["show", &guest]).json(), place), before + 1, "{arguments:?} stands there once");
    }
    let refused = house.run("reception", &["caution", "add", &guest, "--kind", "do_not_rent", "--words", "闹事"]);
    assert_eq!(refused.stopped(), (1, "not_allowed".to_owned()), "the desk writes no caution");
}

fn many(card: &Value, place: &str) -> usize {
    card.pointer(place).and_then(Value::as_array).expect("a list of the card").len()
}

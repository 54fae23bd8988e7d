//! `duplicates`.

use serde_json::Value;

use crate::support::practice;

#[test]
fn two_records_of_one_person_are_listed_with_the_reasons() {
    let house = practice();
    let add = |name: &str, phone: &str| {
        let add = ["guest", "add", "--name", name, "--phone", phone, "--born", "1961-04-23"];
        house.run("reception", &add).json()["guest_id"].as_str().expect("an id").to_owned()
    };
    let mut both = [add("令狐妙", "139 0013 9000"), add("LINGHU/MIAO MS", "+86 139 0013 9000")];
    both.sort();
    for arguments in [&["duplicates", "--min-score", "0.9"][..], &["duplicates", "--min-score", "0.9", "--known"]] {
        let found = house.run("duty", arguments).json();
        let pair = found.as_array().expect("a list").iter().find(|pair| pair["a"] == both[0].as_str());
        let pair = pair.unwrap_or_else(|| panic!("{both:?} among {found}"));
        assert_eq!(pair["b"], both[1].as_str());
        assert!(pair["score"].as_f64().is_some_and(|score| (0.9..=1.0).contains(&score)), "{pair}");
        let phone = pair["because"].as_array().and_then(|all| all.iter().find(|reason| reason["feature"] == "phone"));
        assert_eq!(phone.map(|phone| &phone["level"]), Some(&Value::from("same")), "{pair}");
        // Longer than any run of digits that two ids share with a phone by chance.
        let said = found.to_string();
        assert!(["13900139000", "139 0013", "•", "令狐", "LINGHU"].iter().all(|word| !said.contains(word)), "{pair}");
    }
    assert_eq!(house.run("admin", &["duplicates"]).stopped(), (1, "not_allowed".to_owned()));
}

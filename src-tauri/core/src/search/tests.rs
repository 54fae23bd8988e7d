//! The index and the box against a real schema: what is filed is found, first hits are the ones a desk means, and the index
//! stays what a new one would be.

use rusqlite::{Connection, params};

use super::alike::{colleagues_in, namesakes_in};
use super::index::{compare_in, rebuild_in, refresh_in};
use super::query::{Hit, Standing, find_in};
use super::why::Field;
use crate::base::{
    contact::{ContactKind, normal},
    ids::{GuestId, RawId},
    time::{BusinessDate, Instant},
};

const TODAY: &str = "2026-07-14";

struct House {
    conn: Connection,
    people: u64,
}

/// One guest of a test: everything but the name may be left empty.
#[derive(Default, Clone, Copy)]
struct Somebody<'a> {
    name: &'a str,
    latin_name: &'a str,
    company: &'a str,
    phone: &'a str,
    email: &'a str,
    member_no: &'a str,
    tier: &'a str,
    last_departure: &'a str,
    /// state, arrival, departure, room
    stay: Option<(&'a str, &'a str, &'a str, &'a str)>,
}

impl House {
    fn new() -> Self {
        let mut conn = Connection::open_in_memory().expect("a database in memory");
        crate::db::migrate::to_current(&mut conn).expect("the schema applies");
        Self { conn, people: 0 }
    }

    fn add(&mut self, somebody: Somebody<'_>) -> GuestId {
        self.people += 1;
        let guest = id(self.people);
        self.run("INSERT INTO guests(id, created_at_ms, business_date) VALUES (?1, 0, ?2)", params![guest, TODAY]);
        self.run(
            "INSERT INTO guest_details(guest_id, name, latin_name, title, lunar_birthday, country, language, company, vip,
               document_kind, document_last4, source, note, share_consent, updated_at_ms)
             VALUES (?1, ?2, ?3, 'mr', 0, '', '', ?4, '', '', '', 'desk', '', 0, 0)",
            params![guest, somebody.name, somebody.latin_name, somebody.company],
        );
        self.contact(guest, ContactKind::Phone, somebody.phone);
        self.contact(guest, ContactKind::Email, somebody.email);
        if !somebody.member_no.is_empty() {
            let sql = "INSERT INTO members(guest_id, member_no, tier, tier_since, enrolled_on) VALUES (?1, ?2, ?3, ?4, ?4)";
            self.run(sql, params![guest, somebody.member_no, somebody.tier, TODAY]);
        }
        if !somebody.last_departure.is_empty() {
            let sql = "INSERT INTO stay_summaries(guest_id, stays, nights, spend_minor, last_departure, last_room)
                       VALUES (?1, 1, 1, 0, ?2, '')";
            self.run(sql, params![guest, somebody.last_departure]);
        }
        if let Some((state, arrival, departure, room)) = somebody.stay {
            self.stay(guest, state, arrival, departure, room);
        }
        guest
    }

    fn contact(&mut self, guest: GuestId, kind: ContactKind, value: &str) {
        if let Some(normal) = normal(kind, value) {
            self.people += 1;
            let sql = "INSERT INTO guest_contacts(id, guest_id, kind, value, normal, preferred, source)
                       VALUES (?1, ?2, ?3, ?4, ?5, 1, 'desk')";
            self.run(sql, params![id::<RawId>(self.people), guest, kind, value, normal]);
        }
    }

    fn stay(&mut self, guest: GuestId, state: &str, arrival: &str, departure: &str, room: &str) {
        self.people += 1;
        let columns: Vec<String> = {
            let mut listed =
                self.conn.prepare("SELECT name, type, \"notnull\" FROM pragma_table_info('stays')").expect("columns");
            let rows = listed
                .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, bool>(2)?)))
                .expect("columns are listed");
            let known = |name: &str| match name {
                "id" => Some("?1"),
                "guest_id" => Some("?2"),
                "state" => Some("?3"),
                "arrival" => Some("?4"),
                "departure" => Some("?5"),
                "room_no" => Some("?6"),
                "source_key" | "confirmation" => Some("?7"),
                "source" => Some("'pms'"),
                _ => None,
            };
            rows.map(|row| row.expect("a column"))
                .map(|(name, kind, needed)| match (known(&name), needed, kind.as_str()) {
                    (Some(value), ..) => value.to_owned(),
                    (None, false, _) => "NULL".to_owned(),
                    (None, true, "INTEGER") => "0".to_owned(),
                    (None, true, "BLOB") => "x''".to_owned(),
                    (None, true, _) => "''".to_owned(),
                })
                .collect()
        };
        let sql = format!("INSERT INTO stays VALUES ({})", columns.join(", "));
        let key = format!("HWJ{:06}", self.people);
        self.run(&sql, params![id::<RawId>(self.people), guest, state, arrival, departure, room, key]);
    }

    fn run(&self, sql: &str, bounds: impl rusqlite::Params) {
        self.conn.execute(sql, bounds).expect("the test's row is taken");
    }

    fn rebuilt(self) -> Self {
        rebuild_in(&self.conn, today(), &mut |_, _| {}).expect("the index is built");
        self
    }

    fn touch(&self, guest: GuestId) {
        refresh_in(&self.conn, today(), &[guest.raw()]).expect("the guest is filed");
    }

    fn find(&self, words: &str) -> Vec<Hit> {
        find_in(&self.conn, words, today(), 20).expect("the box answers")
    }

    fn names(&self, words: &str) -> String {
        self.find(words).into_iter().map(|hit| hit.name).collect::<Vec<_>>().join(" ")
    }

    fn differing(&self) -> u64 {
        compare_in(&self.conn).expect("the index can be compared").differing
    }
}

fn today() -> BusinessDate {
    TODAY.parse().expect("a date")
}

fn id<T: From<RawId>>(ordinal: u64) -> T {
    RawId::in_order(Instant::from_ms(1_784_000_000_000), [1, 2, 3, 4], ordinal).into()
}

fn named(name: &str) -> Somebody<'_> {
    Somebody { name, ..Somebody::default() }
}

/// Scenario A: 王建国 arrives in 1206, a namesake, and others whom the same letters and digits fit.
fn scenario() -> House {
    let mut house = House::new();
    for phone in ["13900005521", "13900008812", "13700001206"] {
        house.add(Somebody { phone, member_no: &format!("9{phone}"), tier: "platinum", ..named("王建国") });
    }
    house.add(Somebody {
        phone: "138 1234 8812",
        stay: Some(("booked", TODAY, "2026-07-17", "1206")),
        last_departure: "2026-04-02",
        ..named("王建国")
    });
    house.add(Somebody { stay: Some(("in_house", "2026-07-10", "2026-07-15", "0633")), ..named("王建国") });
    house.add(Somebody {
        stay: Some(("in_house", "2026-07-10", "2026-07-15", "0712")),
        member_no: "00018812",
        tier: "silver",
        ..named("王婉清")
    });
    house.add(Somebody { stay: Some(("booked", TODAY, "2026-07-15", "1108")), phone: "13600008812", ..named("孙丽华") });
    house.add(Somebody { phone: "13900008812", last_departure: "2025-11-08", ..named("吴文斌") });
    house.add(Somebody { phone: "021-6321 8812", last_departure: "2024-05-02", ..named("汪海洋") });
    house.add(Somebody { phone: "+44 20 7946 8812", ..named("James White") });
    house.add(Somebody { stay: Some(("booked", TODAY, "2026-07-15", "0907")), ..named("单雨桐") });
    house.add(Somebody { company: "杭州望江科技", email: "nunez.m@example.com", ..named("María Núñez") });
    house.add(Somebody {
        last_departure: "2026-07-02",
        stay: Some(("departed", "2026-06-30", "2026-07-02", "0820")),
        ..named("高橋健一")
    });
    house.rebuilt()
}

#[test]
fn every_way_a_desk_types_it_has_the_same_first_hit() {
    let house = scenario();
    let forms = [
        "w 8812",
        "w8812",
        "wjg",
        "wangjianguo",
        "wang jian guo",
        "jianguo wang",
        "王建国",
        "王建國",
        "wang jg",
        "王 8812",
        "wjg 8812",
        "wang 1206",
        "w1206",
        "1206",
        "13812348812",
        "+86 138 1234 8812",
    ];
    for words in forms {
        let hits = house.find(words);
        let first = hits.first().unwrap_or_else(|| panic!("{words} finds somebody"));
        assert_eq!((first.name.as_str(), first.room_no.as_str()), ("王建国", "1206"), "first hit of {words}");
        assert!(first.arriving && !first.in_house, "{words}: the guest arrives today");
        assert!(first.phone == "138 •••• 8812", "{words}: the phone is masked");
    }
}

#[test]
fn arriving_stand_before_in_house_before_lately_before_tier() {
    let house = scenario();
    let standings: Vec<Standing> = house.find("wang").iter().map(|hit| hit.standing).collect();
    assert!(standings.is_sorted(), "groups come in order: {standings:?}");
    assert_eq!(house.find("wjg").len(), 5, "every namesake is listed");
    assert_eq!(house.names("w 8812"), "王建国 王婉清 王建国 吴文斌 汪海洋 James White", "order of the mock-up's list");
    let why = &house.find("w 8812")[1].why;
    assert_eq!(why.iter().map(|why| why.field).collect::<Vec<_>>(), [Field::Initials, Field::MemberNo], "why is data");
}

#[test]
fn whatever_a_guest_is_known_by_finds_them() {
    let house = scenario();
    let check = |words: &str, expected: &str| assert_eq!(house.names(words), expected, "hits of {words:?}");
    check("dan", "单雨桐");
    check("shan", "单雨桐");
    check("單雨桐", "单雨桐");
    check("shanyt", "单雨桐");
    check("yutong", "单雨桐");
    check("0907", "单雨桐");
    check("nunez", "María Núñez");
    check("NÚÑEZ MARÍA", "María Núñez");
    check("maria", "María Núñez");
    check("nunez.m@", "María Núñez");
    check("望江", "María Núñez");
    check("nunez 望江", "María Núñez");
    check("髙橋", "高橋健一");
    check("健一", "高橋健一");
    check("gaoqiao", "高橋健一");
    check("0820", "高橋健一");
    check("00018812", "王婉清");
    check("18812", "王婉清 汪海洋");
    check("hwj000", "王建国 孙丽华 单雨桐 王婉清 王建国 高橋健一");
    check("zhang", "");
    check("", "");
    check("  ", "");
    check("?", "");
}

#[test]
fn one_wrong_or_swapped_letter_still_finds_behind_every_exact_hit() {
    let mut house = scenario();
    for words in ["wnagjianguo", "wangjiangup", "wang jainguo", "wnag jianguo"] {
        let hits = house.find(words);
        let first = hits.first().unwrap_or_else(|| panic!("{words} finds somebody"));
        assert_eq!((first.name.as_str(), first.room_no.as_str()), ("王建国", "1206"), "first hit of {words}");
        assert_eq!(hits.len(), 5, "{words}: every namesake");
    }
    let check = |house: &House, words: &str, expected: &str| assert_eq!(house.names(words), expected, "hits of {words:?}");
    check(&house, "nubez", "María Núñez");
    check(&house, "jmaes white", "James White");
    check(&house, "wjv", "");
    check(&house, "wxxgjianguo", "");
    house.add(named("王见过"));
    house.add(Somebody { last_departure: "2026-07-02", ..named("James Whtie") });
    let house = house.rebuilt();
    check(&house, "james whtie", "James Whtie James White");
    let why = &house.find("jmaes white")[0].why;
    assert_eq!(why[0].typed, "jmaes white", "it is said what was typed");
}

#[test]
fn hostile_words_are_only_words() {
    let house = scenario();
    let hostile = [
        "\" OR \"",
        "w*",
        "NEAR(w)",
        "words:w",
        "^w",
        "w AND",
        "'; DROP TABLE guests; --",
        "\u{0}w",
        "$",
        "~",
        "&w",
        "%",
        "#",
        "w\"*",
    ];
    for words in hostile {
        let found = find_in(&house.conn, words, today(), 20);
        assert!(found.is_ok(), "{words:?} asks, it does not command");
    }
    assert_eq!(house.differing(), 0, "asking changes nothing");
}

#[test]
fn a_new_or_changed_guest_is_found_at_once_and_an_erased_one_never() {
    let mut house = scenario();
    let guest = house.add(Somebody { phone: "13511112222", ..named("欧阳芷若") });
    assert_eq!(house.names("ouyang"), "", "control: nothing is filed by itself");
    house.touch(guest);
    assert_eq!(house.names("ouyang"), "欧阳芷若", "a new guest is found at once");
    assert_eq!(house.names("o 2222"), "欧阳芷若", "by the phone's end too");
    house.run("UPDATE guest_details SET name = '慕容芷若' WHERE guest_id = ?1", [guest]);
    assert_eq!(house.differing(), 1, "control: a change that nobody filed is seen");
    house.touch(guest);
    assert_eq!((house.names("ouyang"), house.names("murong")), (String::new(), "慕容芷若".to_owned()), "a changed name");
    house.run("DELETE FROM guest_contacts WHERE guest_id = ?1", [guest]);
    house.touch(guest);
    assert_eq!(house.names("o 2222"), "", "a number taken away");
    house.run("DELETE FROM guest_details WHERE guest_id = ?1", [guest]);
    house.touch(guest);
    assert_eq!(house.names("murong"), "", "an erased guest");
    let lines = "SELECT count(*) FROM search_lines WHERE guest_id = ?1";
    assert_eq!(house.conn.query_row(lines, [guest], |row| row.get(0)), Ok(0), "and nothing of them is kept to be shown");
    assert_eq!(house.differing(), 0, "the index is what a new one would be");
}

#[test]
fn a_guest_who_checks_in_or_leaves_moves_in_the_list() {
    let house = scenario();
    let first = house.find("wjg")[0].guest_id;
    house.run("UPDATE stays SET state = 'in_house' WHERE guest_id = ?1", [first]);
    house.touch(first);
    assert!(house.find("wjg")[0].in_house, "in house once the desk has said so");
    house.run("UPDATE stays SET state = 'cancelled' WHERE guest_id = ?1", [first]);
    house.touch(first);
    assert_eq!(house.find("wjg")[0].room_no, "0633", "the namesake in house is first now");
    assert_eq!(house.differing(), 0, "the index agrees");
}

#[test]
fn a_new_day_chooses_the_active_guests_anew() {
    let mut house = scenario();
    let tomorrow = today().plus_days(1);
    let guest = house.add(Somebody { stay: Some(("booked", "2026-07-15", "2026-07-16", "0301")), ..named("王建") });
    house.touch(guest);
    assert!(!house.find("wangjian").iter().any(|hit| hit.name == "王建" && hit.arriving), "not yet today");
    let at = find_in(&house.conn, "王建", tomorrow, 20).expect("asked on the next day, before anything was chosen anew");
    assert_eq!((at[0].name.as_str(), at[0].arriving), ("王建", true), "standing is worked out when asked");
    refresh_in(&house.conn, today().plus_days(40), &[]).expect("a day later");
    let later = find_in(&house.conn, "高橋", today().plus_days(40), 20).expect("found");
    assert_eq!(later[0].standing, Standing::Other, "30 days are over");
}

#[test]
fn building_again_changes_no_answer() {
    let mut house = scenario();
    for name in ["欧阳修", "李乐", "Ann Lee", "さとう ゆう"] {
        let guest = house.add(named(name));
        house.touch(guest);
    }
    let words = ["w 8812", "wjg", "ouyang", "le", "ann", "sato", "8812", "li", "lee a"];
    let before: Vec<String> = words.iter().map(|words| house.names(words)).collect();
    assert_eq!(house.differing(), 0, "kept up guest by guest, it is what it should be");
    let house = house.rebuilt();
    let after: Vec<String> = words.iter().map(|words| house.names(words)).collect();
    assert_eq!(before, after, "built in one go, it answers the same");
    assert_eq!(house.differing(), 0, "and agrees with the records");
}

#[test]
fn an_index_that_lies_is_seen() {
    let house = scenario();
    house.run("UPDATE search_guests SET words = words || ' zz' WHERE row = 1", []);
    assert!(compare_in(&house.conn).is_err(), "words that were never filed");
    let house = scenario();
    house.run("DELETE FROM search_tails WHERE row = 1", []);
    assert_eq!(house.differing(), 1, "a number that is missing");
    let house = scenario();
    house.run("UPDATE search_lines SET member_no = member_no || '0' WHERE row = 1", []);
    assert_eq!(house.differing(), 1, "a line that shows what no record says");
    let house = scenario();
    house.run("UPDATE search_lines SET other_names = '欧阳大明' WHERE row = 1", []);
    assert_eq!(house.differing(), 1, "a name of nobody who was merged");
    let house = scenario();
    house.run("UPDATE search_lines SET profile = 'staff' WHERE row = 1", []);
    assert_eq!(house.differing(), 1, "a guest who is shown as one of the staff");
    let house = scenario();
    house.run("DELETE FROM search_lines WHERE row = 1", []);
    assert_eq!(house.differing(), 1, "a line that is missing");
    let house = scenario();
    house.run("UPDATE guests SET merged_into = id WHERE id IN (SELECT guest_id FROM search_guests WHERE row = 1)", []);
    assert_eq!(house.differing(), 1, "a guest who should be gone");
}

#[test]
fn a_new_file_is_filed_by_its_first_refresh() {
    let mut house = House::new();
    house.add(named("王建国"));
    refresh_in(&house.conn, today(), &[]).expect("the first refresh builds");
    assert_eq!(house.names("wjg"), "王建国");
    assert_eq!(house.differing(), 0);
}

#[test]
fn namesakes_are_those_who_write_themselves_so_and_who_stays_today_is_first() {
    let mut house = House::new();
    let early = house.add(Somebody { last_departure: "2025-01-02", tier: "platinum", member_no: "1", ..named("王建国") });
    let late = house.add(Somebody { last_departure: "2026-05-02", ..named("王建国") });
    let here = house.add(Somebody { stay: Some(("in_house", "2026-07-13", "2026-07-15", "0301")), ..named("王建国") });
    house.add(named("汪建国"));
    house.add(named("王建國"));
    house.add(named("王建国强"));
    let anne = house.add(named("Anne O'Brien-Lee"));
    let house = house.rebuilt();
    let of = |name: &str, limit: usize| namesakes_in(&house.conn, name, today(), limit).expect("namesakes");
    assert_eq!(of("王建国", 8), [here, late, early], "neither another writing nor a longer name");
    assert_eq!(of("王建国", 2), [here, late], "as many as are asked for");
    assert_eq!(of("Anne O'Brien-Lee", 8), [anne], "a name in letters");
    assert!(of("\"; *", 8).is_empty() && of("", 8).is_empty(), "what is no name has none");
}

#[test]
fn colleagues_are_those_who_write_their_company_so_and_who_left_last_is_first() {
    let mut house = House::new();
    let at = |company: &'static str, last_departure| Somebody { company, last_departure, ..named("李明") };
    let early = house.add(at("杭州望江科技", "2025-01-02"));
    let late = house.add(at("杭州望江科技", "2026-05-02"));
    house.add(at("杭州望江科技园", "2026-06-02"));
    house.add(at("杭州望江", "2026-06-02"));
    let letters = house.add(at("Acme \"Hotels\" Ltd.", ""));
    let house = house.rebuilt();
    let of = |company: &str| -> Vec<GuestId> {
        let found = colleagues_in(&house.conn, company, 8).expect("colleagues");
        found.into_iter().map(|(guest, _)| guest).collect()
    };
    assert_eq!(of("杭州望江科技"), [late, early], "neither a longer nor a shorter company");
    assert_eq!(of("Acme \"Hotels\" Ltd."), [letters], "a company in letters");
    assert!(of("").is_empty() && of("\"").is_empty() && of("厂").is_empty(), "what is no company has nobody");
}

/// Returns how many blocks of the large index still hold the bytes of `sign`.
fn blocks_with(house: &House, sign: &str) -> i64 {
    let sql = "SELECT count(*) FROM search_words_data WHERE instr(block, ?1) > 0";
    house.conn.query_row(sql, [sign.as_bytes()], |row| row.get(0)).expect("blocks are counted")
}

#[test]
fn an_erased_guest_s_words_leave_the_index_itself() {
    // A sign that nobody else has: words of the index share their beginnings, so only a first sign stands in one piece.
    let planted = "邆";
    for secure in [true, false] {
        let mut house = scenario();
        house.run("INSERT INTO search_words(search_words, rank) VALUES ('secure-delete', ?1)", [secure]);
        let guest = house.add(named("邆海"));
        house.touch(guest);
        assert!(blocks_with(&house, planted) > 0, "the planted name is in the index");
        house.run("DELETE FROM guest_details WHERE guest_id = ?1", [guest]);
        house.touch(guest);
        let left = blocks_with(&house, planted);
        if secure {
            assert_eq!(left, 0, "nothing of an erased name is left");
        } else {
            assert!(left > 0, "control: without secure-delete the words stay");
        }
    }
}

#[test]
fn the_index_is_made_with_secure_delete() {
    let house = House::new();
    let sql = "SELECT v FROM search_words_config WHERE k = 'secure-delete'";
    assert_eq!(house.conn.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("the setting is kept"), 1);
}

#[test]
fn a_hit_says_who_somebody_is_to_the_house() {
    let mut house = House::new();
    let one = house.add(named("王建国"));
    for word in ["guest", "staff", "partner"] {
        house.run("UPDATE guest_details SET profile = ?1 WHERE guest_id = ?2", params![word, one]);
        house.touch(one);
        let hits = find_in(&house.conn, "wjg", today(), 9).expect("found");
        assert_eq!(hits.iter().map(|hit| hit.profile.as_str()).collect::<Vec<_>>(), [word]);
        assert_eq!(house.differing(), 0, "{word}");
    }
    let house = house.rebuilt();
    let hits = find_in(&house.conn, "wjg", today(), 9).expect("found");
    assert_eq!(hits.first().map(|hit| hit.profile.as_str()), Some("partner"), "built in one go");
}

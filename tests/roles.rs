//! Who may do what: the table as the hotel has it, beside what the core does.

use std::fmt::Write as _;

use lobby_core::{
    audit::{
        change::Change,
        op::Op,
        permission::{Grant, Permission, grant},
    },
    base::{
        role::{PIN_FRESH_MS, Role},
        time::Instant,
    },
};
use support::hotel::{code, hotel};

const TABLE: &str = include_str!("golden/matrix.txt");

/// Operations that are open to everybody who signed in; a new one is a decision, so it is named here.
const OPEN_TO_ALL: &[Op] = &[Op::ReadHouse, Op::ReadStaff, Op::SetPin, Op::Check];

/// One row of the hotel's table.
struct Row {
    what: &'static str,
    permission: &'static str,
    marks: Vec<&'static str>,
}

fn rows() -> Vec<Row> {
    TABLE.lines().filter(|line| !line.starts_with('#')).map(row).collect()
}

fn row(line: &'static str) -> Row {
    let words: Vec<&str> = line.split_whitespace().collect();
    let at = words.len() - Role::ALL.len();
    let permission = words[at - 1];
    let end = line.find(&format!(" {permission} ")).expect("the permission's word stands in its line");
    Row { what: line[..end].trim_end(), permission, marks: words[at..].to_vec() }
}

fn mark(grant: Grant) -> &'static str {
    match grant {
        Grant::Full => "●",
        Grant::Limited => "○",
        Grant::Own => "own",
        Grant::OperationsOnly => "ops",
        Grant::None => "–",
    }
}

#[test]
fn the_core_grants_what_the_hotel_s_table_grants() {
    let rows = rows();
    assert_eq!(rows.len(), Permission::ALL.len(), "one row a permission");
    for row in rows {
        let permission = Permission::from_word(row.permission).unwrap_or_else(|| panic!("no permission is {}", row.permission));
        let granted: Vec<&str> = Role::ALL.iter().map(|role| mark(grant(permission, *role))).collect();
        assert_eq!(granted, row.marks, "{}", row.what);
    }
}

#[test]
fn every_operation_names_a_permission_or_is_open_by_decision() {
    let open: Vec<Op> = Op::ALL.iter().copied().filter(|op| op.permission().is_none()).collect();
    assert_eq!(open, OPEN_TO_ALL);
}

#[test]
fn a_read_is_refused_exactly_where_nothing_is_granted() {
    let hotel = hotel();
    for (op, role) in each_pair() {
        let read = hotel.store.read(&hotel.session(role), op, |_| Ok(()));
        let expected = if op.grant(role) == Grant::None { "not_allowed" } else { "done" };
        assert_eq!(code(&read), expected, "{op} by {role}");
    }
}

#[test]
fn a_write_is_refused_exactly_where_nothing_to_write_is_granted() {
    let hotel = hotel();
    for (op, role) in each_pair() {
        let head = hotel.read(|db| db.head());
        let user = hotel.session(role).user;
        let write = hotel.write(role, op, &"asked", |tx| {
            let begun = tx.begin(op)?;
            tx.record(begun, Change::noted(user, &"done")?)
        });
        let may = !matches!(op.grant(role), Grant::None | Grant::OperationsOnly);
        assert_eq!(code(&write), if may { "done" } else { "not_allowed" }, "{op} by {role}");
        assert_eq!(
            hotel.read(|db| db.head()) != head,
            may,
            "{op} by {role}: history grows by what was done, and by nothing else"
        );
    }
}

#[test]
fn what_asks_for_the_pin_again_is_refused_to_an_open_desk_exactly_there() {
    let hotel = hotel();
    let ages = [(PIN_FRESH_MS, true), (PIN_FRESH_MS + 1, false), (-1, false)];
    for (op, role) in each_pair() {
        for (age_ms, is_fresh) in ages {
            let head = hotel.read(|db| db.head());
            let mut request = hotel.request(role);
            request.session.pin_at = Instant::from_ms(request.at.ms() - age_ms);
            let user = request.session.user;
            let write = hotel.store.write(&request, op, &"asked", |tx| {
                let begun = tx.begin(op)?;
                tx.record(begun, Change::noted(user, &"done")?)
            });
            let may = !matches!(op.grant(role), Grant::None | Grant::OperationsOnly);
            let expected = match (may, op.asks_pin() && !is_fresh) {
                (false, _) => "not_allowed",
                (true, true) => "pin_again",
                (true, false) => "done",
            };
            assert_eq!(code(&write), expected, "{op} by {role}, {age_ms} ms after the PIN");
            assert_eq!(hotel.read(|db| db.head()) != head, expected == "done", "{op} by {role}: what is refused changes nothing");
        }
    }
}

#[test]
fn money_what_leaves_and_keys_ask_for_the_pin_again() {
    let asked: Vec<Op> = Op::ALL.iter().copied().filter(|op| op.asks_pin()).collect();
    let leaves = Op::ALL.iter().copied().filter(|op| op.permission() == Some(Permission::Export));
    let open: Vec<Op> = leaves.filter(|op| !asked.contains(op)).collect();
    let alone = [Op::PreviewExport, Op::RunExportRoutine];
    assert_eq!(
        open, alone,
        "of what leaves the house, only a look asks for nothing, and what a routine does was asked when it was set"
    );
    for op in [Op::ApproveRemedy, Op::AdjustPoints, Op::CreditLate, Op::BringInPoints, Op::EnrolPhone, Op::EditLimits] {
        assert!(op.asks_pin(), "{op} gives money or points, or says how much may be given");
    }
    for op in [Op::SetPin, Op::AddUser, Op::EditUser, Op::ChangeKeys, Op::SetKeyStore, Op::RestoreBackup, Op::SetBackupPlace] {
        assert!(op.asks_pin(), "{op} changes who comes in, what opens the file, or which file it is");
    }
    for op in [Op::EarnPoints, Op::RedeemPoints, Op::OpenTicket, Op::RevealContact, Op::ShowGuest] {
        assert!(!op.asks_pin(), "{op} is the desk's work, with a guest waiting");
    }
}

#[test]
fn the_page_of_roles_is_the_core_s_own() {
    let path = support::root().join("docs/roles.md");
    let page = page();
    if std::env::var_os("LOBBY_WRITE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("docs/roles.md is written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "docs/roles.md is not the core's: LOBBY_WRITE_DOCS=1 cargo test -p lobby-tests roles:: writes it");
}

fn each_pair() -> impl Iterator<Item = (Op, Role)> {
    Op::ALL.iter().flat_map(|op| Role::ALL.iter().map(|role| (*op, *role)))
}

/// Returns docs/roles.md as the core has it.
fn page() -> String {
    let texts = ["zh-CN", "en"].map(|language| {
        let path = support::root().join(format!("assets/locales/{language}.json"));
        let text = std::fs::read_to_string(path).expect("a language's texts");
        serde_json::from_str::<serde_json::Value>(&text).expect("texts are JSON")
    });
    let named = |op: Op, language: usize| texts[language][format!("op.{op}")].as_str().unwrap_or_default().to_owned();
    let mut page = String::from(concat!(
        "# Who may do what\n\n",
        "Generated from `lobby-core` (`audit::permission`, `audit::op`) and compared by a test; change those, not this page.\n\n",
        "● may · ○ inside own limits or own department · own: own rows only · ops: operations only, no guest data · – may not\n\n",
        "| permission | 前台 | 大堂副理 | 部门负责人 | 总经理 | 数据专员 | 管理员 |\n|---|---|---|---|---|---|---|\n",
    ));
    for row in rows() {
        let permission = Permission::from_word(row.permission).expect("the table's rows are permissions");
        let marks: Vec<&str> = Role::ALL.iter().map(|role| mark(grant(permission, *role))).collect();
        writeln!(page, "| {} | {} |", row.what, marks.join(" | ")).expect("a text grows");
    }
    page.push_str(concat!(
        "\n## Which operation asks for what\n\n",
        "*PIN*: one's own PIN, given within the last five minutes; an open desk is not enough.\n\n",
        "| operation | 名称 | name | permission | PIN |\n|---|---|---|---|---|\n",
    ));
    for op in Op::ALL {
        let asks = op.permission().map_or("open to everybody who signed in", Permission::word);
        let pin = if op.asks_pin() { "again" } else { "" };
        writeln!(page, "| `{op}` | {} | {} | {asks} | {pin} |", named(*op, 0), named(*op, 1)).expect("a text grows");
    }
    page
}

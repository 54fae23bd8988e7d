//! Durable postings: each is on the disk before the next begins.

use lobby_core::{
    audit::op::Op,
    base::{points::Points, role::Role},
    loyalty::{self, EarnPoints, MemberRef},
};
use rusqlite::{Connection, params};

use crate::hotel::Kept;
use crate::table::Table;
use crate::timing::Times;

/// Postings of one run where `LOBBY_BENCH_POSTINGS` names no other number; they stay in the kept hotel.
const POSTINGS: usize = 300;

/// Adds the line of the postings.
pub fn line(hotel: &Kept, table: &mut Table) {
    let members = members(hotel);
    let postings = std::env::var("LOBBY_BENCH_POSTINGS").ok().and_then(|number| number.parse().ok()).unwrap_or(POSTINGS);
    let folder = tempfile::tempdir_in(&hotel.folder).expect("a folder on the same disk");
    let outside = support::outside::opened(&hotel.path, lobby_core::db::keys::PRACTICE_PASSPHRASE);
    let bare = Bare::new(&folder.path().join("bare.db"), &outside, members.len());
    let (mut lobby, mut floor, mut both) = (Times::default(), Times::default(), Times::default());
    for ordinal in 0..postings {
        let member = MemberRef(members[ordinal % members.len()].clone());
        let input = EarnPoints { member, points: Points::new(100).expect("a small number"), expires_on: None };
        let request = hotel.request(Role::Receptionist);
        let posted = lobby.run(|| hotel.store.write(&request, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input)));
        posted.expect("the points are posted");
        floor.run(|| bare.insert(ordinal));
        both.run(|| bare.double_entry(postings + ordinal));
    }
    let shown = |times: &Times| format!("{:.0}/s; {times}", times.each_second());
    let size = format!("{} guests, {postings} postings", hotel.guests);
    table.add("Durable points postings", size.clone(), shown(&lobby), format!("one insert a commit: {}", shown(&floor)));
    let ratio = lobby.each_second() / both.each_second();
    let bare = format!(
        "bare SQLite with the same tables of the ledger, the same double entry a commit: {}; Lobby does {ratio:.2} of it",
        shown(&both)
    );
    table.add("Durable points postings", size.clone(), shown(&lobby), bare);
    #[cfg(target_os = "linux")]
    if let Some(each_second) = crate::postgres::postings_each_second(&hotel.folder, postings, members.len()) {
        let ratio = lobby.each_second() / each_second;
        let other =
            format!("PostgreSQL over loopback, the same double entry a commit: {each_second:.0}/s; Lobby does {ratio:.2} of it");
        table.add("Durable points postings", size, shown(&lobby), other);
    }
}

fn members(hotel: &Kept) -> Vec<String> {
    let conn = support::outside::opened(&hotel.path, lobby_core::db::keys::PRACTICE_PASSPHRASE);
    let mut statement = conn.prepare("SELECT member_no FROM members LIMIT 200").expect("a query of the schema");
    let found = statement.query_map([], |row| row.get(0)).expect("members are read");
    found.map(|member| member.expect("a number")).collect()
}

/// A file of SQLite's alone with the hotel's own tables of accounts, ledger, lots and balances, their indexes and triggers:
/// encrypted, write-ahead log, a sync on each commit. A key is asked for once, as a till that tries again needs it.
struct Bare {
    conn: Connection,
    members: usize,
}

/// First number of a member's account.
const FIRST_MEMBER: i64 = 101;
/// The account that issues points.
const HOUSE: i64 = 1;

impl Bare {
    fn new(path: &std::path::Path, hotel: &Connection, members: usize) -> Self {
        let conn = encrypted(path);
        let tables =
            "SELECT sql FROM sqlite_schema WHERE tbl_name IN ('accounts', 'ledger', 'lots', 'balances') AND sql IS NOT NULL
            ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END";
        let mut found = hotel.prepare(tables).expect("the schema");
        let statements: Vec<String> =
            found.query_map([], |row| row.get(0)).expect("it").map(|sql| sql.expect("a text")).collect();
        conn.execute_batch("CREATE TABLE guests (id BLOB NOT NULL PRIMARY KEY) STRICT").expect("whom accounts name");
        conn.execute_batch(&statements.join(";")).expect("the hotel's tables");
        conn.execute_batch("CREATE UNIQUE INDEX asked_once ON ledger(request_key)").expect("a key is asked for once");
        conn.execute("INSERT INTO accounts(id, house) VALUES (?1, 'issued')", [HOUSE]).expect("the house");
        conn.execute("INSERT INTO balances VALUES (?1, 0)", [HOUSE]).expect("the house");
        conn.execute_batch("BEGIN").expect("a transaction");
        for account in (FIRST_MEMBER..).take(members) {
            let guest = id_of(0xfe, account as usize);
            conn.execute("INSERT INTO guests VALUES (?1)", params![guest]).expect("a guest");
            conn.execute("INSERT INTO accounts(id, guest_id) VALUES (?1, ?2)", params![account, guest]).expect("an account");
            conn.execute("INSERT INTO balances VALUES (?1, 0)", params![account]).expect("a balance");
        }
        conn.execute_batch("COMMIT").expect("the members");
        Bare { conn, members }
    }

    fn account(&self, ordinal: usize) -> i64 {
        FIRST_MEMBER + (ordinal % self.members) as i64
    }

    fn double_entry(&self, ordinal: usize) {
        let account = self.account(ordinal);
        self.conn.execute_batch("BEGIN IMMEDIATE").expect("a transaction");
        self.insert(ordinal);
        let lot = "INSERT INTO lots VALUES (?1, ?2, ?3, 100, 100, '2028-07-31')";
        let lot =
            self.conn.prepare_cached(lot).expect("a statement").execute(params![id_of(1, ordinal), account, id_of(0, ordinal)]);
        lot.expect("a lot");
        for (account, gain) in [(HOUSE, -100), (account, 100)] {
            let sql = "UPDATE balances SET points = points + ?2 WHERE account = ?1";
            self.conn.prepare_cached(sql).expect("a statement").execute(params![account, gain]).expect("a balance");
        }
        self.conn.execute_batch("COMMIT").expect("a double entry is on the disk");
    }

    fn insert(&self, ordinal: usize) {
        let sql =
            "INSERT INTO ledger VALUES (NULL, ?1, 1, ?3, 100, 'earn', 'desk', '', NULL, ?2, ?1, 1784009100000, '2026-07-14')";
        let mut statement = self.conn.prepare_cached(sql).expect("a statement");
        let key = format!("bench-{ordinal:08}");
        let account = self.account(ordinal);
        statement.execute(params![id_of(0, ordinal), key, account]).expect("a row is on the disk");
    }
}

/// Returns an id that comes after those before it, as the hotel's do.
fn id_of(kind: u8, ordinal: usize) -> [u8; 16] {
    let mut id = [kind; 16];
    id[..8].copy_from_slice(&(ordinal as u64).to_be_bytes());
    id
}

/// Returns a new file of SQLite's alone with the key and the settings that a hotel's writer has.
pub fn encrypted(path: &std::path::Path) -> Connection {
    let conn = Connection::open(path).expect("a new file");
    conn.pragma_update(None, "key", format!("x'{}'", "17".repeat(32))).expect("the key is given");
    lobby_core::db::settings::settle_writer(&conn).expect("the writer's settings");
    conn
}

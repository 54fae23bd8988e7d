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

/// Postings of one run; they stay in the kept hotel.
const POSTINGS: usize = 300;

/// Adds the line of the postings.
pub fn line(hotel: &Kept, table: &mut Table) {
    let members = members(hotel);
    let folder = tempfile::tempdir_in(&hotel.folder).expect("a folder on the same disk");
    let bare = Bare::new(&folder.path().join("bare.db"));
    let (mut lobby, mut floor, mut both) = (Times::default(), Times::default(), Times::default());
    for ordinal in 0..POSTINGS {
        let member = MemberRef(members[ordinal % members.len()].clone());
        let input = EarnPoints { member, points: Points::new(100).expect("a small number"), expires_on: None };
        let request = hotel.request(Role::Receptionist);
        let posted = lobby.run(|| hotel.store.write(&request, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input)));
        posted.expect("the points are posted");
        floor.run(|| bare.insert(ordinal));
        both.run(|| bare.double_entry(POSTINGS + ordinal));
    }
    let shown = |times: &Times| format!("{:.0}/s; {times}", times.each_second());
    let size = format!("{} guests, {POSTINGS} postings", hotel.guests);
    table.add("Durable points postings", size.clone(), shown(&lobby), format!("one insert a commit: {}", shown(&floor)));
    let ratio = lobby.each_second() / both.each_second();
    let bare = format!("bare SQLite, ledger, lot and both balances a commit: {}; Lobby does {ratio:.2} of it", shown(&both));
    table.add("Durable points postings", size.clone(), shown(&lobby), bare);
    #[cfg(target_os = "linux")]
    if let Some(cluster) = crate::postgres::Cluster::started(&hotel.folder) {
        let each_second = cluster.postings_each_second(POSTINGS, members.len());
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

/// A file of SQLite's alone with the ledger's columns: encrypted, write-ahead log, a sync on each commit.
struct Bare {
    conn: Connection,
}

impl Bare {
    fn new(path: &std::path::Path) -> Self {
        let conn = encrypted(path);
        let ledger = "CREATE TABLE ledger (seq INTEGER NOT NULL PRIMARY KEY, id BLOB NOT NULL, from_account INTEGER NOT NULL,
            to_account INTEGER NOT NULL, points INTEGER NOT NULL, code TEXT NOT NULL, source TEXT NOT NULL, memo TEXT NOT NULL,
            reverses BLOB, request_key TEXT NOT NULL, by_user BLOB NOT NULL, at_ms INTEGER NOT NULL,
            business_date TEXT NOT NULL) STRICT";
        conn.execute_batch(ledger).expect("a table");
        // What a double entry writes beside the ledger, with the indexes that the hotel's own tables have.
        let rest = "CREATE INDEX ledger_from ON ledger(from_account, seq, points);
            CREATE INDEX ledger_to ON ledger(to_account, seq, points);
            CREATE INDEX ledger_date ON ledger(business_date, from_account, to_account, points, code);
            CREATE TABLE lots (id BLOB NOT NULL PRIMARY KEY, account INTEGER NOT NULL, entry_id BLOB NOT NULL, points INTEGER NOT
            NULL, left_points INTEGER NOT NULL, expires_on TEXT NOT NULL) STRICT;
            CREATE INDEX lots_account ON lots(account, expires_on, left_points) WHERE left_points > 0;
            CREATE TABLE balances (account INTEGER NOT NULL PRIMARY KEY, points INTEGER NOT NULL) STRICT;
            INSERT INTO balances VALUES (1, 0), (2, 0);";
        conn.execute_batch(rest).expect("the other tables");
        Bare { conn }
    }

    fn double_entry(&self, ordinal: usize) {
        self.conn.execute_batch("BEGIN IMMEDIATE").expect("a transaction");
        self.insert(ordinal);
        let mut id = [1u8; 16];
        id[..8].copy_from_slice(&(ordinal as u64).to_le_bytes());
        let lot = "INSERT INTO lots VALUES (?1, 2, ?1, 100, 100, '2028-07-31')";
        self.conn.prepare_cached(lot).expect("a statement").execute(params![id]).expect("a lot");
        for (account, gain) in [(1, -100), (2, 100)] {
            let sql = "UPDATE balances SET points = points + ?2 WHERE account = ?1";
            self.conn.prepare_cached(sql).expect("a statement").execute(params![account, gain]).expect("a balance");
        }
        self.conn.execute_batch("COMMIT").expect("a double entry is on the disk");
    }

    fn insert(&self, ordinal: usize) {
        let sql =
            "INSERT INTO ledger VALUES (NULL, ?1, 1, 2, 100, 'earn', 'desk', '', NULL, ?2, ?1, 1784009100000, '2026-07-14')";
        let mut id = [0u8; 16];
        id[..8].copy_from_slice(&(ordinal as u64).to_le_bytes());
        let mut statement = self.conn.prepare_cached(sql).expect("a statement");
        statement.execute(params![id, format!("bare-{ordinal}")]).expect("a row is on the disk");
    }
}

/// Returns a new file of SQLite's alone with the key and the settings that a hotel's writer has.
pub fn encrypted(path: &std::path::Path) -> Connection {
    let conn = Connection::open(path).expect("a new file");
    conn.pragma_update(None, "key", format!("x'{}'", "17".repeat(32))).expect("the key is given");
    lobby_core::db::settings::settle_writer(&conn).expect("the writer's settings");
    conn
}

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
    let bare = Bare::beside(hotel, &folder.path().join("bare.db"));
    let (mut lobby, mut floor, mut both) = (Times::default(), Times::default(), Times::default());
    for ordinal in 0..postings {
        let member = MemberRef(members[ordinal % members.len()].clone());
        let input = EarnPoints { member, points: Points::new(100).expect("a small number"), expires_on: None };
        let request = hotel.request(Role::Receptionist);
        let posted = lobby.run(|| hotel.store.write(&request, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input)));
        posted.expect("the points are posted");
        let account = bare.accounts[ordinal % bare.accounts.len()];
        both.run(|| bare.double_entry(postings + ordinal, account));
    }
    // Apart from the double entries: two commits to one file within a tick of its clock make the second one's sync cheaper.
    for ordinal in 0..postings {
        let account = bare.accounts[ordinal % bare.accounts.len()];
        floor.run(|| bare.insert(ordinal, account));
    }
    let shown = |times: &Times| format!("{:.0}/s; {times}", times.each_second());
    let size = format!("{} guests, {postings} postings", hotel.guests);
    table.add("Durable points postings", size.clone(), shown(&lobby), format!("one insert a commit: {}", shown(&floor)));
    let ratio = lobby.each_second() / both.each_second();
    let bare = format!(
        "bare SQLite with the same ledger, {} rows, the same double entry a commit: {}; Lobby does {ratio:.2} of it",
        bare.rows,
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

/// Members whom the postings go to.
const MEMBERS: &str = "SELECT m.member_no, a.id FROM members m JOIN accounts a ON a.guest_id = m.guest_id LIMIT 200";

/// Returns member numbers of the hotel, at most 200.
pub fn members(hotel: &Kept) -> Vec<String> {
    let conn = support::outside::opened(&hotel.path, lobby_core::db::keys::PRACTICE_PASSPHRASE);
    let mut statement = conn.prepare(MEMBERS).expect("a query of the schema");
    let found = statement.query_map([], |row| row.get(0)).expect("members are read");
    found.map(|member| member.expect("a number")).collect()
}

/// A file of SQLite's alone with the hotel's own tables of accounts, ledger, lots and balances, their rows, indexes and
/// triggers: encrypted, write-ahead log, a sync on each commit. A key is asked for once, as a till that tries again needs it.
/// The rows are the hotel's, for an entry among millions touches other pages than one in an empty table.
struct Bare {
    conn: Connection,
    /// The accounts of the members whom the postings go to.
    accounts: Vec<i64>,
    /// The account that issues points.
    house: i64,
    /// Entries of the ledger.
    rows: i64,
}

/// What the hotel's file says its tables of the ledger are, tables first.
const TABLES: &str = "SELECT type = 'table', sql FROM sqlite_schema WHERE tbl_name IN ('accounts', 'ledger', 'lots', 'balances')
     AND sql IS NOT NULL ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END";
/// The key of the bare file.
const KEY: &str = "1717171717171717171717171717171717171717171717171717171717171717";

impl Bare {
    fn beside(hotel: &Kept, path: &std::path::Path) -> Self {
        let outside = support::outside::opened(&hotel.path, lobby_core::db::keys::PRACTICE_PASSPHRASE);
        let found: Vec<(bool, String)> = all(&outside, TABLES, |row| Ok((row.get(0)?, row.get(1)?)));
        let (tables, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|(is_table, _)| *is_table);
        let joined = |statements: Vec<(bool, String)>| statements.into_iter().map(|(_, sql)| sql + ";").collect::<String>();
        let conn = encrypted(path);
        conn.execute_batch("CREATE TABLE guests (id BLOB NOT NULL PRIMARY KEY) STRICT").expect("whom accounts name");
        conn.execute_batch(&joined(tables)).expect("the hotel's tables");
        filled(&outside, path);
        conn.execute_batch(&joined(others)).expect("the hotel's indexes and triggers");
        let once = "CREATE UNIQUE INDEX asked_once ON ledger(request_key) WHERE request_key GLOB 'bare-*'";
        conn.execute_batch(once).expect("a key is asked for once");
        conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("the rows lie in the file");
        let number = |sql: &str| conn.query_row(sql, [], |row| row.get(0)).expect("a number");
        let (house, rows) = (number("SELECT id FROM accounts WHERE house = 'issued'"), number("SELECT count(*) FROM ledger"));
        Bare { accounts: all(&outside, MEMBERS, |row| row.get(1)), house, rows, conn }
    }

    fn double_entry(&self, ordinal: usize, account: i64) {
        self.conn.execute_batch("BEGIN IMMEDIATE").expect("a transaction");
        self.insert(ordinal, account);
        let lot = "INSERT INTO lots VALUES (?1, ?2, ?3, 100, 100, '2028-07-31')";
        let lot =
            self.conn.prepare_cached(lot).expect("a statement").execute(params![id_of(1, ordinal), account, id_of(0, ordinal)]);
        lot.expect("a lot");
        for (account, gain) in [(self.house, -100), (account, 100)] {
            let sql = "UPDATE balances SET points = points + ?2 WHERE account = ?1";
            self.conn.prepare_cached(sql).expect("a statement").execute(params![account, gain]).expect("a balance");
        }
        self.conn.execute_batch("COMMIT").expect("a double entry is on the disk");
    }

    fn insert(&self, ordinal: usize, account: i64) {
        let sql =
            "INSERT INTO ledger VALUES (NULL, ?1, ?4, ?3, 100, 'earn', 'desk', '', NULL, ?2, ?1, 1784009100000, '2026-07-14')";
        let mut statement = self.conn.prepare_cached(sql).expect("a statement");
        let key = format!("bare-{ordinal:08}");
        statement.execute(params![id_of(0, ordinal), key, account, self.house]).expect("a row is on the disk");
    }
}

/// Puts the hotel's rows of the ledger into the file at `path`, in the order in which they were written.
fn filled(hotel: &Connection, path: &std::path::Path) {
    hotel.execute_batch("PRAGMA foreign_keys = OFF").expect("the rows name each other");
    let attach = "ATTACH DATABASE ?1 AS bare KEY ?2";
    hotel.execute(attach, params![path.to_string_lossy(), format!("x'{KEY}'")]).expect("the bare file");
    let rows = "INSERT INTO bare.guests SELECT id FROM main.guests; INSERT INTO bare.accounts SELECT * FROM main.accounts;
        INSERT INTO bare.balances SELECT * FROM main.balances; INSERT INTO bare.ledger SELECT * FROM main.ledger ORDER BY seq;
        INSERT INTO bare.lots SELECT * FROM main.lots ORDER BY rowid; DETACH DATABASE bare";
    hotel.execute_batch(rows).expect("the hotel's rows");
}

fn all<T>(conn: &Connection, sql: &str, read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>) -> Vec<T> {
    let mut statement = conn.prepare(sql).expect("a query of the schema");
    let rows = statement.query_map([], read).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
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
    conn.pragma_update(None, "key", format!("x'{KEY}'")).expect("the key is given");
    lobby_core::db::settings::settle_writer(&conn).expect("the writer's settings");
    conn
}

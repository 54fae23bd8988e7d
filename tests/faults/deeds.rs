//! What a desk does to its file, each as one request that can be made again: the same on each run, down to the chain's head.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use lobby_core::{
    audit::{
        chain::{ChainKey, Head, Link},
        op::Op,
    },
    backup::{self, TakeBackup},
    base::{
        error::Result,
        ids::{GuestId, TicketId},
        points::Points,
        role::Role,
    },
    bring_back::{self, Given},
    check::{self, Depth},
    db::{
        file::beside,
        migrate::{self, SCHEMA},
    },
    export::{self, ExportProgress, MakeExport},
    flows::{
        compensate,
        merge::{self, MergeGuests},
    },
    guests::{self, NewGuest},
    import::{self, Chosen, HowToRead, Progress, Watch, plan::Job},
    loyalty::{
        self, EarnPoints, Enrol, MemberRef,
        expiry::{self, RunExpiry},
    },
    open,
    tickets::{self, Finding, StepBody, StepTicket, Subject},
};
use support::{
    case::Case,
    hotel::{Hotel, hotel, key_at_once, key_bytes},
};
use tempfile::TempDir;

const FILE: &str = "hotel.lobby";
/// The one request of a deed.
const KEY: &str = "deed";
/// Holds the two guests of [`Deed::Merge`].
const PAIR: &str = "pair.json";
/// Schema steps that the file of [`Deed::Migration`] is behind.
const STEPS_BEHIND: i64 = 8;
/// Rows of the imported file.
const IMPORTED: usize = 120;
const DEED: &str = "LOBBY_DEED";
const AT: &str = "LOBBY_DEED_AT";

/// One thing that a desk does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Points,
    Ticket,
    Import,
    Export,
    Backup,
    Migration,
    Merge,
    Expiry,
    BringBack,
}

impl Deed {
    pub const ALL: [Self; 9] = [
        Self::Points,
        Self::Ticket,
        Self::Import,
        Self::Export,
        Self::Backup,
        Self::Migration,
        Self::Merge,
        Self::Expiry,
        Self::BringBack,
    ];

    /// Returns whether the deed ends in the same chain's head each time; a copy's digest is another one each time, for each
    /// page is encrypted with chance.
    pub fn ends_the_same(self) -> bool {
        !matches!(self, Self::Backup | Self::Export)
    }

    /// Returns a folder with a closed hotel in which it has not been done.
    pub fn prepared(self) -> TempDir {
        let hotel = hotel();
        let guests = members(&hotel);
        match self {
            Self::Ticket => drop(Case::of(&hotel, Subject::Guest { guest: guests[0] })),
            Self::Import => std::fs::write(hotel.folder().join("stays.csv"), stays_file(IMPORTED)).expect("a file of stays"),
            Self::Export => {
                let path = hotel.folder().join("stays.csv");
                std::fs::write(&path, stays_file(IMPORTED)).expect("a file of stays");
                imported(&hotel, &path, "prepared").expect("stays come in");
                std::fs::create_dir(packages(hotel.folder())).expect("a folder for packages");
                std::fs::write(packages(hotel.folder()).join("letter.txt"), "给集团").expect("somebody's own letter");
            }
            Self::Merge => {
                let pair = serde_json::to_vec(&guests).expect("ids serialise");
                std::fs::write(hotel.folder().join(PAIR), pair).expect("who is to be merged");
            }
            Self::BringBack => return emptied_house(&hotel).into_folder(),
            // With a package that is kept, which goes with the backup.
            Self::Backup => {
                let to = packages(hotel.folder());
                std::fs::create_dir(&to).expect("a folder for packages");
                packed(&hotel, "2026-07", &to);
            }
            Self::Points | Self::Migration | Self::Expiry => {}
        }
        let folder = hotel.into_folder();
        if self == Self::Migration {
            make_older(&folder.path().join(FILE));
        }
        folder
    }

    /// Opens the hotel in `folder` and does it, or answers as before where it was done.
    pub fn done_in(self, folder: &Path) -> Result<()> {
        let hotel = opened(folder)?;
        self.done(&hotel, folder)
    }

    /// Does it in an open hotel that lies in `folder`.
    pub fn done(self, hotel: &Hotel, folder: &Path) -> Result<()> {
        match self {
            Self::Points => {
                let input = EarnPoints { member: first_member(), points: Points::new(25).expect("points"), expires_on: None };
                let request = hotel.request_with(Role::DutyManager, KEY);
                hotel.store.write(&request, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input)).map(drop)
            }
            Self::Ticket => {
                let body = StepBody::Judge { grounds: Finding::Yes, demand: Finding::Partly, why: "看过现场".to_owned() };
                let input = StepTicket { ticket: first_ticket(hotel)?, body };
                let request = hotel.request_with(Role::DutyManager, KEY);
                hotel.store.write(&request, input.body.op(), &input, |tx| compensate::step(tx, &input)).map(drop)
            }
            Self::Import => imported(hotel, &folder.join("stays.csv"), KEY),
            Self::Export => {
                let input = MakeExport { period: "2026-05".to_owned(), reason: String::new() };
                let request = hotel.request_with(Role::DataOfficer, KEY);
                let mut report = |_: ExportProgress| ControlFlow::Continue(());
                export::make(&hotel.store, &request, &input, &packages(folder), &mut report).map(drop)
            }
            Self::Backup => {
                let input = TakeBackup { folder: backups(folder) };
                backup::take(&hotel.store, &hotel.request_with(Role::Administrator, KEY), &input).map(drop)
            }
            Self::Migration => {
                let new = NewGuest { name: "赵云".to_owned(), ..NewGuest::default() };
                let request = hotel.request_with(Role::Receptionist, KEY);
                hotel.store.write(&request, Op::AddGuest, &new, |tx| guests::add(tx, &new)).map(drop)
            }
            Self::Merge => merged(hotel, &folder.join(PAIR)),
            Self::Expiry => expired(hotel),
            Self::BringBack => brought_back(hotel, &packages(folder)),
        }
    }
}

pub fn backups(folder: &Path) -> PathBuf {
    folder.join("backups")
}

pub fn packages(folder: &Path) -> PathBuf {
    folder.join("packages")
}

/// Returns where the packages of the hotel in `folder` are kept.
pub fn kept(folder: &Path) -> PathBuf {
    export::kept::folder_of(&folder.join(FILE))
}

/// Opens the hotel that lies in `folder`.
pub fn opened(folder: &Path) -> Result<Hotel> {
    let store = open::with_key(&folder.join(FILE), key_at_once())?;
    // Keys that no earlier opening gave: each write makes at least one row and asks for one key.
    let keys_from = 1_000_000 + store.read_as_house(|db| db.head())?.seq.unsigned_abs() * 100;
    Hotel::around(store, keys_from)
}

/// Returns the chain's head of the hotel in `folder`.
pub fn head_in(folder: &Path) -> Result<Head> {
    open::with_key(&folder.join(FILE), key_at_once())?.read_as_house(|db| db.head())
}

/// Holds the whole file against itself: pages, ledger, chain, sums, search, references. Returns its head.
pub fn sound(folder: &Path, depth: Depth) -> Result<Head> {
    let hotel = opened(folder)?;
    let checked = check::file(&hotel.store, &hotel.session(Role::GeneralManager), depth)?;
    assert!(checked.ok, "the file is not sound: {checked:?}");
    hotel.store.read_as_house(|db| db.head())
}

/// Copies what lies in `from` into the empty folder `to`, everything below it.
pub fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder is made");
    for entry in std::fs::read_dir(from).expect("the folder is read").flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copied(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a file is copied");
        }
    }
}

/// Empties `folder`.
pub fn emptied(folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("the folder is read").flatten() {
        let path = entry.path();
        let gone = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        gone.expect("what lay there goes");
    }
}

/// The command's variables for [`the_deed_that_is_done`].
pub fn told(command: &mut std::process::Command, deed: Deed, folder: &Path) {
    command.env(DEED, format!("{deed:?}")).env(AT, folder);
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
}

pub const CHILD: &str = "faults::deeds::the_deed_that_is_done";

/// Not a test by itself: the process that the sweeps start behind the shim.
#[test]
fn the_deed_that_is_done() {
    let (Ok(word), Some(folder)) = (std::env::var(DEED), std::env::var_os(AT)) else { return };
    let deed = Deed::ALL.into_iter().find(|deed| format!("{deed:?}") == word).expect("a deed of this name");
    deed.done_in(Path::new(&folder)).expect("it is done");
}

/// Two members with points that end, and a guest's preference for neither.
fn members(hotel: &Hotel) -> Vec<GuestId> {
    let people = [("王建国", "13800138000"), ("李慧敏", "13900139000")];
    let guests: Vec<GuestId> = people.iter().map(|(name, phone)| hotel.guest(name, phone)).collect();
    for guest in &guests {
        let enrol = Enrol { guest: *guest };
        let enrolled = hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol));
        let number = enrolled.expect("enrolled").value.member_no;
        let points = Points::new(1_000).expect("points");
        let earn = EarnPoints { member: MemberRef(number.0), points, expires_on: None };
        hotel.write(Role::DutyManager, Op::EarnPoints, &earn, |tx| loyalty::earn_points(tx, &earn)).expect("earned");
    }
    guests
}

pub fn first_member() -> MemberRef {
    MemberRef("00000001".to_owned())
}

fn first_ticket(hotel: &Hotel) -> Result<TicketId> {
    let session = hotel.session(Role::GeneralManager);
    let filter = tickets::TicketFilter::of(tickets::TicketScope::All);
    let lines = hotel.store.read_as_house(|db| tickets::list(db, &session, &filter, 1))?;
    Ok(lines.first().expect("one complaint was prepared").id)
}

/// Returns a file of `rows` stays.
pub fn stays_file(rows: usize) -> String {
    let mut text = "reservation_no,state,arrival,departure,guest_name,phone\n".to_owned();
    for row in 0..rows {
        text += &format!("{row},departed,2026-05-01,2026-05-03,客人{row},1370000{row:04}\n");
    }
    text
}

/// Brings the file at `path` in, under the request `key`.
pub fn imported(hotel: &Hotel, path: &Path, key: &str) -> Result<()> {
    let mut report = |_: Progress| ControlFlow::Continue(());
    let (mut watch, how) = (Watch::new(&mut report), HowToRead::default());
    let survey = import::survey(path, Chosen::default(), &mut watch)?;
    let job = Job { survey: &survey, how: &how, refused_to: None };
    let request = hotel.request_with(Role::DataOfficer, key);
    hotel.store.write(&request, Op::ApplyImport, &job.input(&hotel.store)?, |tx| import::apply(tx, &job, &mut watch)).map(drop)
}

/// Returns an empty hotel beside which the package of everything lies that `lost` made.
fn emptied_house(lost: &Hotel) -> Hotel {
    let path = lost.folder().join("stays.csv");
    std::fs::write(&path, stays_file(IMPORTED)).expect("a file of stays");
    imported(lost, &path, "prepared").expect("stays come in");
    let empty = hotel();
    let to = packages(empty.folder());
    std::fs::create_dir(&to).expect("a folder for packages");
    packed(lost, "all-2026-07-14", &to);
    empty
}

fn packed(hotel: &Hotel, period: &str, to: &Path) {
    let input = MakeExport { period: period.to_owned(), reason: String::new() };
    let mut report = |_: ExportProgress| ControlFlow::Continue(());
    export::make(&hotel.store, &hotel.request(Role::DataOfficer), &input, to, &mut report).expect("a package is made");
}

fn brought_back(hotel: &Hotel, from: &Path) -> Result<()> {
    let given = Given::read(&[from.to_owned()])?;
    let request = hotel.request_with(Role::Administrator, KEY);
    let mut report = |_: u64, _: u64| ControlFlow::Continue(());
    let written =
        hotel.store.write(&request, Op::BringBack, &given.input(), |tx| bring_back::bring_back(tx, &given, &mut report));
    written.map(drop)
}

fn merged(hotel: &Hotel, pair: &Path) -> Result<()> {
    let pair = std::fs::read(pair).expect("who is to be merged");
    let (keep, other) = serde_json::from_slice(&pair).expect("two ids");
    let input = MergeGuests { keep, other, take: Vec::new(), reason: "本人确认".to_owned() };
    let request = hotel.request_with(Role::DutyManager, KEY);
    hotel.store.write(&request, Op::MergeGuests, &input, |tx| merge::merge(tx, &input)).map(drop)
}

fn expired(hotel: &Hotel) -> Result<()> {
    let on: lobby_core::base::time::BusinessDate = "2031-12-31".parse().expect("a day");
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    hotel.pass_minutes(u64::try_from(on.days_since(today)).expect("a day to come") * 60 * 24);
    let input = RunExpiry { on, day_is_right: Some(on) };
    let request = hotel.request_with(Role::GeneralManager, KEY);
    hotel.store.write(&request, Op::ExpirePoints, &input, |tx| expiry::run(tx, &input)).map(drop)
}

/// Makes the file at `path` one that an older program left: every row that its schema has room for.
fn make_older(path: &Path) {
    let version = SCHEMA - STEPS_BEHIND;
    let hex: String = key_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let newer = path.with_file_name("newer.lobby");
    std::fs::rename(path, &newer).expect("the newer file steps aside");
    let mut conn = rusqlite::Connection::open(path).expect("an older file");
    conn.pragma_update(None, "key", format!("x'{hex}'")).expect("the key is given");
    migrate::to_earlier(&mut conn, version).expect("the older schema applies");
    let key = format!("x'{hex}'");
    conn.execute("ATTACH ?1 AS newer KEY ?2", [newer.to_string_lossy().as_ref(), &key]).expect("the newer file");
    conn.pragma_update(None, "foreign_keys", false).expect("rows come in any order");
    for table in names(&conn, "main") {
        let (old, new) = (columns(&conn, "main", &table), columns(&conn, "newer", &table));
        let both: Vec<String> = old.into_iter().filter(|column| new.contains(column)).collect();
        let list = both.join(", ");
        conn.execute_batch(&format!("INSERT OR REPLACE INTO main.{table}({list}) SELECT {list} FROM newer.{table}"))
            .unwrap_or_else(|error| panic!("{table}: {error}"));
    }
    conn.pragma_update(None, "application_id", lobby_core::db::file::APPLICATION_ID).expect("whose file it is");
    conn.execute_batch("DETACH newer").expect("the newer file goes");
    if !columns(&conn, "main", "history").contains(&"input_digest".to_owned()) {
        chain_as_before(&conn);
        // The head beside it names a mac that no older program wrote.
        std::fs::remove_file(beside(path, ".head")).expect("a head");
    }
    drop(conn);
    std::fs::remove_file(newer).expect("it is copied");
}

/// Writes the macs of the history as a program before schema 46 did: they cover no digest of what was asked.
fn chain_as_before(conn: &rusqlite::Connection) {
    let key = conn.query_row("SELECT value FROM secrets WHERE name = 'chain'", [], |row| row.get(0)).expect("a key");
    let (key, mut previous) = (ChainKey(key).ready(), Vec::new());
    let mut rows = conn.prepare("SELECT * FROM history ORDER BY seq").expect("the history");
    let mut rows = rows.query([]).expect("its rows");
    while let Some(row) = rows.next().expect("a row") {
        let bytes = |name: &str| row.get_ref(name).expect("a column").as_bytes_or_null().expect("bytes").unwrap_or_default();
        let text = |name: &str| std::str::from_utf8(bytes(name)).expect("text");
        let seq: i64 = row.get("seq").expect("its number");
        let link = Link {
            seq,
            at_ms: row.get("at_ms").expect("an instant"),
            business_date: text("business_date"),
            user: bytes("user_id"),
            op: text("op"),
            kind: text("kind"),
            record: bytes("record"),
            key: text("request_key"),
            about: bytes("about"),
            undoes: row.get("undoes").expect("a row or none"),
            before: bytes("before_digest"),
            after: bytes("after_digest"),
            input: &[],
        };
        previous = key.mac(&previous, &link).to_vec();
        let put = "INSERT OR REPLACE INTO history
                   SELECT seq, at_ms, business_date, user_id, op, kind, record, request_key, about, undoes, before_digest, after_digest, ?2
                   FROM history WHERE seq = ?1";
        conn.execute(put, rusqlite::params![seq, previous]).expect("another mac");
    }
}

/// Returns the tables that hold rows, those in which the full-text index keeps its own too.
fn names(conn: &rusqlite::Connection, schema: &str) -> Vec<String> {
    let sql = format!(
        "SELECT name FROM {schema}.sqlite_schema
         WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    );
    let mut list = conn.prepare(&sql).expect("tables");
    list.query_map([], |row| row.get(0)).expect("names").map(|name| name.expect("a name")).collect()
}

fn columns(conn: &rusqlite::Connection, schema: &str, table: &str) -> Vec<String> {
    let mut list = conn.prepare(&format!("SELECT name FROM pragma_table_info('{table}', '{schema}')")).expect("columns");
    list.query_map([], |row| row.get(0)).expect("names").map(|name| name.expect("a name")).collect()
}

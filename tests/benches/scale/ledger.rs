//! A long ledger: what a member sees of it among ten million entries, and a run of expiry over a million members.

use std::path::PathBuf;

use lobby_core::{
    audit::op::Op,
    base::role::Role,
    db::keys::PRACTICE_PASSPHRASE,
    loyalty::{
        MemberRef,
        expiry::{self, RunExpiry},
        page::{self, MemberQuery},
        proof::{self, ProofAsked},
        report::{self, ReportAsked},
        statement::{self, StatementAsked},
        tiers::run,
    },
};
use rusqlite::{Connection, params};

use crate::hotel::{self, Kept};
use crate::table::Table;
use crate::timing::Times;

/// Entries of the long ledger; LOBBY_BENCH_ENTRIES asks for another number.
const ENTRIES: u64 = 10_000_000;
/// Postings of each of its members: half are credits, half redemptions.
const EACH: u64 = 100;
/// Postings of its longest account beside them.
const LONGEST: u64 = 10_000;
/// Members of the run of expiry; LOBBY_BENCH_MEMBERS asks for another number.
const EXPIRING: u64 = 1_000_000;
/// Guests of the practice hotel that the ledger is put into.
const GUESTS: u64 = 200;
/// Statements that are read.
const RUNS: u64 = 500;
/// Runs of the programme's report.
const REPORTS: usize = 5;

/// Adds the lines of one member's account in the long ledger.
pub fn statement_lines(table: &mut Table) {
    let entries = asked("LOBBY_BENCH_ENTRIES", ENTRIES);
    let members = (entries / EACH).max(1);
    let name = format!("ledger-{entries}");
    let fresh = !hotel::folder().join(&name).join("practice.lobby").exists();
    let hotel = Kept::named(&name, GUESTS);
    if fresh {
        eprintln!("puts {entries} entries into the ledger, once");
        fill(&hotel, Fill { members, each: EACH, longest: LONGEST });
    }
    let session = hotel.request(Role::Receptionist).session;
    let (mut statements, mut pages, mut proofs) = (Times::default(), Times::default(), Times::default());
    for run in 0..RUNS {
        // A prime spreads them over all members; each is read once, so that no page is warm from before.
        let member = number(run * 982_451_653 % members);
        let wanted = StatementAsked { member: MemberRef(member.clone()), from: None, to: None, before: None };
        let read = |db: &_| statement::read(db, &wanted);
        let found = statements.run(|| hotel.store.read(&session, Op::ReadMember, read)).expect("a statement");
        assert!(found.agrees && found.statement.lines.len() as u64 >= EACH.min(100), "a whole statement is read");
        let query = MemberQuery { member: MemberRef(member.clone()), since: None, today: hotel::today() };
        pages.run(|| hotel.store.read(&session, Op::ReadMember, |db| page::page(db, &query))).expect("a page");
        let balance = ProofAsked::Balance { member: MemberRef(member) };
        proofs.run(|| hotel.store.read(&session, Op::ReadMember, |db| proof::read(db, &balance))).expect("a proof");
    }
    let size = format!("{entries} entries, {EACH} of each member");
    table.add("A member's statement", size.clone(), statements, "—");
    table.add("会员 page, with the statement in it", size.clone(), pages, "—");
    table.add("Proof of a balance", size, proofs, "—");
    longest(&hotel, entries, table);
}

fn longest(hotel: &Kept, entries: u64, table: &mut Table) {
    let session = hotel.request(Role::Receptionist).session;
    let wanted = StatementAsked { member: MemberRef(number(0)), from: None, to: None, before: None };
    let mut times = Times::default();
    for _ in 0..20 {
        let read = |db: &_| statement::read(db, &wanted);
        times.run(|| hotel.store.read(&session, Op::ReadMember, read)).expect("a statement");
    }
    table.add("Statement of the longest account", format!("{entries} entries, {} of one member", LONGEST + EACH), times, "—");
}

/// Adds the line of the run of expiry: every member has one lot whose last day is over.
pub fn expiry_line(table: &mut Table) {
    let members = asked("LOBBY_BENCH_MEMBERS", EXPIRING);
    let name = format!("expiring-{members}");
    // A run takes the points: the hotel is made anew each time.
    let folder = hotel::folder().join(&name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("the benchmark's own folder of the last run goes");
    }
    let hotel = Kept::named(&name, GUESTS);
    fill(&hotel, Fill { members, each: 1, longest: 0 });
    let on = hotel::today();
    let mut times = Times::default();
    let request = hotel.request(Role::GeneralManager);
    let run = times
        .run(|| hotel.store.write(&request, Op::ExpirePoints, &on, |tx| expiry::run(tx, &RunExpiry { on, day_is_right: None })))
        .expect("a run");
    assert!(u64::from(run.value.members) >= members, "every member's lot was over");
    table.add("Expiry run, one transaction", format!("{members} members"), times, "—");
    drop(hotel);
    std::fs::remove_dir_all(&folder).expect("the benchmark's own folder goes");
}

/// Adds the lines of a tier run over the practice hotel with all its stays: foreseen, and carried out. What it changes stays
/// in the kept hotel, so that a second benchmark changes less.
pub fn tier_lines(hotel: &Kept, table: &mut Table) {
    let request = hotel.request(Role::GeneralManager);
    let (mut foreseen, mut carried_out) = (Times::default(), Times::default());
    let today = hotel::today();
    let read = |db: &_| run::preview(db, today, today);
    foreseen.run(|| hotel.store.read(&request.session, Op::RunTiers, read)).expect("a preview");
    let done = carried_out.run(|| hotel.store.write(&request, Op::RunTiers, &today, |tx| run::run(tx, today))).expect("a run");
    let size = format!("{} guests, {} members", hotel.guests, done.value.members);
    table.add("Tier run, foreseen", size.clone(), foreseen, "—");
    table.add(
        "Tier run, one transaction",
        format!("{size}, {} rose, {} fell", done.value.rose, done.value.fell),
        carried_out,
        "—",
    );
}

/// Adds the line of the programme's report over a year of the practice hotel.
pub fn report_line(hotel: &Kept, table: &mut Table) {
    let session = hotel.request(Role::GeneralManager).session;
    let (mut reports, mut mornings) = (Times::default(), Times::default());
    let year = ReportAsked { from: hotel::today().plus_months(-12).plus_days(1), to: hotel::today() };
    for _ in 0..REPORTS {
        let read = |db: &_| report::read(db, &year, hotel::today());
        reports.run(|| hotel.store.read(&session, Op::ReadProgrammeReport, read)).expect("a report");
        let week = |db: &_| report::totals(db, hotel::today().plus_days(-6), hotel::today());
        mornings.run(|| hotel.store.read(&session, Op::ReadMorning, week)).expect("the week's points");
    }
    table.add("Programme report", format!("{} guests, a year", hotel.guests), reports, "—");
    table.add("晨会's line of the points", format!("{} guests, a week", hotel.guests), mornings, "—");
}

fn asked(variable: &str, otherwise: u64) -> u64 {
    match std::env::var(variable) {
        Ok(text) => text.replace([',', '_'], "").parse().expect("a number"),
        Err(_) => otherwise,
    }
}

fn number(ordinal: u64) -> String {
    format!("9{ordinal:09}")
}

/// What is put into a ledger.
struct Fill {
    members: u64,
    /// Postings of each member.
    each: u64,
    /// And of the first member beside them.
    longest: u64,
}

/// Puts members and their postings into the file past the house's own door: what is measured is how they are read. Balances,
/// lots and postings of every account agree; the history keeps none of them.
fn fill(hotel: &Kept, fill: Fill) {
    let path: PathBuf = hotel.path.clone();
    let conn = support::outside::opened(&path, PRACTICE_PASSPHRASE);
    let indexes = dropped_indexes(&conn);
    let credits = fill.each.div_ceil(2);
    let kept = credits.min(10);
    let redeemed = if fill.each < 2 { 0 } else { (credits - kept) * 100 / (fill.each / 2) };
    let first: i64 = conn.query_row("SELECT max(id) + 1 FROM accounts", [], |row| row.get(0)).expect("accounts");
    let seq: i64 = conn.query_row("SELECT max(seq) + 1 FROM ledger", [], |row| row.get(0)).expect("a ledger");
    conn.execute_batch("BEGIN").expect("one transaction");
    for sql in [include_str!("fill/members.sql"), include_str!("fill/ledger.sql"), include_str!("fill/lots.sql")] {
        for statement in sql.split(";\n").filter(|text| !text.trim().is_empty()) {
            let mut statement = conn.prepare(statement).expect("a statement of the schema");
            let all: [(&str, u64); 6] = [
                (":members", fill.members),
                (":each", fill.each),
                (":longest", fill.longest),
                (":redeemed", redeemed),
                (":kept", kept),
                (":credits", credits),
            ];
            for (name, value) in all {
                if let Some(place) = statement.parameter_index(name).expect("a name") {
                    statement.raw_bind_parameter(place, i64::try_from(value).expect("a small number")).expect("bound");
                }
            }
            for (name, value) in [(":first", first), (":seq", seq)] {
                if let Some(place) = statement.parameter_index(name).expect("a name") {
                    statement.raw_bind_parameter(place, value).expect("bound");
                }
            }
            statement.raw_execute().expect("rows are put in");
        }
    }
    for (name, sql) in indexes {
        eprintln!("index {name}");
        conn.execute(&sql, params![]).expect("the index stands again");
    }
    conn.execute_batch("COMMIT").expect("it is kept");
}

/// Drops the indexes of the tables that are filled, and returns how they are made.
fn dropped_indexes(conn: &Connection) -> Vec<(String, String)> {
    let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('ledger', 'lots')";
    let mut found = conn.prepare(sql).expect("the schema");
    let all: Vec<(String, String)> =
        found.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("indexes").map(|row| row.expect("an index")).collect();
    for (name, _) in &all {
        conn.execute_batch(&format!("DROP INDEX \"{name}\"")).expect("it goes for now");
    }
    all
}

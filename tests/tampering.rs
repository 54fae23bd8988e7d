//! A file edited with other tools, by somebody who has its passphrase: the check at the start of the day names the first bad row,
//! and no package leaves on such a history (PROMISES 26).

use std::{fs, ops::ControlFlow, path::Path, time::Instant as Since};

use lobby_core::{
    audit::{
        chain::{ChainKey, Link, image_digest},
        op::Op,
    },
    backup::{
        self, TakeBackup,
        quarantine::{self, Opens},
    },
    base::{points::Points, role::Role, time::Instant},
    check::{
        Wrong, WrongKind,
        daily::{self, CheckCause, DayCheck},
    },
    db::file::read_head,
    export::{self, MakeExport},
    guests::{AddPromise, add_promise},
    history::{self, HeadStanding, TypedHead},
    loyalty::{
        self, EarnPoints, Enrol, MemberRef,
        check::LedgerLaw,
        lists::{self, ExportMemberList, MemberList, MemberListKind},
    },
    profile::listed::{self, ExportGuestList, Filter},
};
use rusqlite::Connection;
use support::{
    hotel::{Hotel, NOW_MS, PASSPHRASE, code, hotel},
    outside,
};

/// A hotel with a member who earned twice and was promised something.
fn house() -> Hotel {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "13800138000");
    let enrol = Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol)).expect("enrolled");
    for count in [1_000, 1_000] {
        let points = Points::new(count).expect("a number of points");
        let earn = EarnPoints { member: MemberRef(guest.to_string()), points, expires_on: None };
        hotel.write(Role::DutyManager, Op::EarnPoints, &earn, |tx| loyalty::earn_points(tx, &earn)).expect("earned");
    }
    for words in ["高楼层", "远离电梯"] {
        let promise = AddPromise { guest, ticket: None, words: words.to_owned() };
        hotel.write(Role::Receptionist, Op::AddPromise, &promise, |tx| add_promise(tx, &promise)).expect("promised");
    }
    hotel
}

fn on(_: i64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn checked(hotel: &Hotel) -> DayCheck {
    daily::run(&hotel.store, CheckCause::ByHand, hotel.now(), &mut on).expect("the check runs").expect("to its end")
}

fn edit(hotel: &Hotel, sql: &str) {
    outside::edited(&hotel.path(), PASSPHRASE, sql);
}

/// Makes a package of July by hand.
fn package(hotel: &Hotel) -> lobby_core::base::error::Result<()> {
    package_of(hotel, "2026-07", "")
}

fn package_of(hotel: &Hotel, period: &str, reason: &str) -> lobby_core::base::error::Result<()> {
    let to = tempfile::tempdir().expect("a folder");
    let input = MakeExport { period: period.to_owned(), reason: reason.to_owned() };
    let made =
        export::make(&hotel.store, &hotel.request(Role::DataOfficer), &input, to.path(), &mut |_| ControlFlow::Continue(()));
    let lies = fs::read_dir(to.path()).expect("the folder").count();
    assert_eq!(lies, usize::from(made.is_ok()), "whole or absent");
    made.map(drop)
}

/// Takes the list of guests and a list of members out of the house.
fn lists_leave(hotel: &Hotel) -> [lobby_core::base::error::Result<()>; 2] {
    let (to, request) = (tempfile::tempdir().expect("a folder"), || hotel.request(Role::GeneralManager));
    let (guests, members) = (to.path().join("guests.csv"), to.path().join("members.csv"));
    let everybody = ExportGuestList { filter: Filter::default() };
    let dormant = ExportMemberList { list: MemberList { kind: MemberListKind::Dormant, months: 12, on: None } };
    let taken = [
        export::list(&hotel.store, &request(), Op::ExportGuestList, &everybody, |tx, whole| {
            listed::export(tx, &everybody, &guests, whole)
        })
        .map(drop),
        export::list(&hotel.store, &request(), Op::ExportMemberList, &dormant, |tx, whole| {
            lists::export(tx, &dormant, &members, whole)
        })
        .map(drop),
    ];
    assert_eq!([guests.exists(), members.exists()], taken.each_ref().map(Result::is_ok), "whole or absent");
    taken
}

/// Returns the first thing that is wrong, and its row.
fn first(checked: &DayCheck) -> Option<(WrongKind, &str)> {
    checked.wrong.first().map(|wrong| (wrong.what, wrong.row.as_str()))
}

/// Rows of the history by what they hold, for edits of exactly them.
fn row_of(hotel: &Hotel, op: &str) -> i64 {
    let find = "SELECT min(seq) FROM history WHERE op = ?1";
    outside::opened(&hotel.path(), PASSPHRASE).query_row(find, [op], |row| row.get(0)).expect("such a row")
}

/// Edits with other tools: what it is, of which operation's first row, the statement, what is found, and how many rows later.
const EDITS: &[(&str, &str, &str, WrongKind, i64)] = &[
        (
            "a changed amount",
            "earn_points",
            "UPDATE images SET body = replace(body, '1000', '9999') WHERE seq = {row} AND side = 'after'",
            WrongKind::ChainImage,
            0,
        ),
        (
            "a changed word about a guest",
            "add_guest",
            "UPDATE images SET body = replace(body, '王建国', '王建軍') WHERE seq = {row} AND side = 'after'",
            WrongKind::ChainImage,
            0,
        ),
        (
            "another person who did it",
            "earn_points",
            "UPDATE history SET user_id = zeroblob(16) WHERE seq = {row}",
            WrongKind::ChainRow,
            0,
        ),
        (
            "a row out of the middle",
            "earn_points",
            "DELETE FROM images WHERE seq = {row}; DELETE FROM history WHERE seq = {row}",
            WrongKind::ChainGap,
            1,
        ),
        (
            "the last rows",
            "add_promise",
            "DELETE FROM images WHERE seq >= {row}; DELETE FROM history WHERE seq >= {row}",
            WrongKind::ChainShorter,
            0,
        ),
        (
            "a row put in",
            "add_promise",
            "UPDATE history SET seq = seq + 1000 WHERE seq >= {row}; UPDATE history SET seq = seq - 999 WHERE seq > 1000;
             INSERT INTO history SELECT {row}, at_ms, business_date, user_id, op, kind, record, 'made up', about, undoes,
               before_digest, after_digest, mac, input_digest FROM history WHERE seq = {row} - 1",
            WrongKind::ChainRow,
            0,
        ),
        (
            "an image taken away",
            "earn_points",
            "DELETE FROM images WHERE seq = {row} AND side = 'after'",
            WrongKind::ChainImage,
            0,
        ),
        (
            "a changed amount in what was asked",
            "earn_points",
            "UPDATE images SET body = replace(body, '1000', '9999') WHERE seq = {row} AND side = 'input'",
            WrongKind::ChainImage,
            0,
        ),
        (
            "what was asked, taken away",
            "earn_points",
            "DELETE FROM images WHERE seq = {row} AND side = 'input'",
            WrongKind::ChainImage,
            0,
        ),
        (
            "what another request asked in its place, with the digest that one keeps",
            "add_promise",
            "UPDATE images SET (salt, body) = (SELECT salt, body FROM images WHERE seq = {row} + 1 AND side = 'input')
               WHERE seq = {row} AND side = 'input';
             UPDATE requests SET input_digest = (SELECT input_digest FROM requests WHERE first_seq = {row} + 1) WHERE first_seq = {row}",
            WrongKind::ChainImage,
            0,
        ),
    ];

#[test]
fn every_edit_of_the_history_is_found_with_its_first_bad_row_and_stops_every_package() {
    for (said, op, sql, fault, later) in EDITS {
        let hotel = house();
        assert_eq!(first(&checked(&hotel)), None, "control: as it was written it is sound");
        package(&hotel).expect("control: a package leaves");
        assert!(lists_leave(&hotel).iter().all(Result::is_ok), "control: so do lists");
        let row = row_of(&hotel, op);
        edit(&hotel, &sql.replace("{row}", &row.to_string()));
        let bad = (row + later).to_string();
        assert_eq!(first(&checked(&hotel)), Some((*fault, bad.as_str())), "{said}");
        assert_eq!(hotel.read(loyalty::check::sums), None, "control: every sum agrees, so sums alone are no check: {said}");
        let refused = package(&hotel).expect_err("nothing leaves on such a history");
        assert_eq!(refused.code(), "chain_broken", "{said}");
        let named = if *fault == WrongKind::ChainShorter { row } else { row + later };
        assert_eq!(refused.args(), [("row", named.to_string())], "{said}");
        assert_eq!(lists_leave(&hotel).each_ref().map(code), ["chain_broken"; 2], "a list leaves no more than a package: {said}");
    }
}

#[test]
fn a_balanced_edit_keeps_every_sum_and_is_found_all_the_same() {
    let hotel = house();
    edit(
        &hotel,
        "UPDATE ledger SET points = points + 9999 - 1000 WHERE seq = 1;
         UPDATE ledger SET points = points - 9999 + 10000 WHERE seq = 2;
         UPDATE lots SET points = 9999, left_points = 9999 WHERE rowid = (SELECT min(rowid) FROM lots);
         UPDATE lots SET points = 1001, left_points = 1001 WHERE rowid = (SELECT max(rowid) FROM lots);
         UPDATE balances SET points = points + 9000 WHERE account > 100;
         UPDATE balances SET points = points - 9000 WHERE account = 1",
    );
    assert_eq!(hotel.read(loyalty::check::sums), None, "control: every sum agrees, so sums alone are no check");
    assert_eq!(hotel.read(|db| history::chain(db, None)), None, "control: nor is the history itself touched");
    assert_eq!(
        first(&checked(&hotel)),
        Some((WrongKind::Ledger, "history 1")),
        "it is the posting that is not what history keeps"
    );
    assert_eq!(package(&hotel).expect_err("refused").args()[0].1, "points");
}

#[test]
fn what_is_found_along_the_ledger_stops_a_month_and_everything_also_past_its_last_day() {
    for (said, law, sql) in [
        (
            "a posting that nobody made, with its lot and its balances",
            LedgerLaw::History,
            "INSERT INTO ledger(id, from_account, to_account, points, code, source, memo, request_key, by_user, at_ms, business_date)
               SELECT zeroblob(16), from_account, to_account, 777, code, source, memo, 'nobody', by_user, at_ms, business_date
               FROM ledger WHERE seq = 1;
             INSERT INTO lots(id, account, entry_id, points, left_points, expires_on)
               SELECT zeroblob(16), account, zeroblob(16), 777, 777, expires_on FROM lots LIMIT 1;
             UPDATE balances SET points = points + 777 WHERE account > 100;
             UPDATE balances SET points = points - 777 WHERE account = 1",
        ),
        (
            "points moved between accounts of the house by hand",
            LedgerLaw::Balance,
            "UPDATE balances SET points = points + 5 WHERE account = 1;
             INSERT INTO balances(account, points) VALUES (2, -5) ON CONFLICT DO UPDATE SET points = points - 5",
        ),
    ] {
        let hotel = house();
        // Of everything up to June no posting leaves, and every one is asked.
        let periods = ["2026-07", "all-2026-06-30"];
        assert!(periods.iter().all(|period| package_of(&hotel, period, "").is_ok()), "control: they leave");
        edit(&hotel, sql);
        assert_eq!(hotel.read(loyalty::check::kept_but_along), None, "control: nothing else finds it: {said}");
        assert_eq!(hotel.read(loyalty::along::wrong).map(|wrong| wrong.law), Some(law), "{said}");
        for period in periods {
            // Without a reason nothing is written, and all is asked beforehand; with one it is asked while the points are written.
            for reason in ["", "改正"] {
                let refused = package_of(&hotel, period, reason).expect_err(said);
                assert_eq!(refused.args()[0].1, "points", "{said}: {period}, {reason:?}");
            }
        }
    }
}

#[test]
fn an_old_backup_in_the_place_of_the_file_is_seen_at_once_and_stays_seen() {
    let hotel = house();
    let input = TakeBackup { folder: hotel.folder().join("backups") };
    let taken = backup::take(&hotel.store, &hotel.request(Role::Administrator), &input).expect("a backup").value;
    let guest = hotel.guest("李慧敏", "13900139000");
    for words in ["延迟退房", "接机"] {
        let promise = AddPromise { guest, ticket: None, words: words.to_owned() };
        hotel.write(Role::Receptionist, Op::AddPromise, &promise, |tx| add_promise(tx, &promise)).expect("promised");
    }
    let head = hotel.read(|db| db.head());
    let mut hotel = hotel.left_alone(|path| {
        fs::copy(&taken.path, path).expect("the old file is put in the place of the new one");
    });
    for round in 0..2 {
        let standing = daily::standing(&hotel.store).expect("how it stands");
        let first_wrong = standing.wrong.first().map(|wrong| (wrong.what, wrong.row.clone()));
        let expected = Some((WrongKind::ChainShorter, head.seq.to_string()));
        assert_eq!(first_wrong, expected, "round {round}: the head beside it went further, and this is said first");
        assert_eq!(standing.wrong.len(), 1 + standing.checked.map_or(0, |checked| checked.wrong.len()), "round {round}");
        // Whoever put it there works on: more rows than were taken away, and the head beside the file is not written over.
        for ordinal in 0..6 {
            hotel.guest("张三", &format!("1360013600{ordinal}"));
        }
        let found = checked(&hotel);
        assert_eq!(
            first(&found),
            Some((WrongKind::ChainRow, head.seq.to_string().as_str())),
            "round {round}: it is another chain"
        );
        assert_eq!(code(&package(&hotel)), "chain_broken", "round {round}");
        hotel = hotel.left_alone(|_| ());
    }
}

#[test]
fn an_end_that_no_backup_holds_is_laid_down_by_a_restore_that_history_and_the_set_aside_tell() {
    let hotel = house();
    let take = |hotel: &Hotel, name: &str| {
        let input = TakeBackup { folder: hotel.folder().join(name) };
        backup::take(&hotel.store, &hotel.request(Role::Administrator), &input).expect("a backup").value.path
    };
    let old = take(&hotel, "older");
    hotel.guest("李慧敏", "13900139000");
    let lost = hotel.read(|db| db.head());
    let hotel = hotel.left_alone(|path| {
        fs::copy(&old, path).expect("the old file is put in the place of the new one");
    });
    hotel.guest("张三", "13600136000");
    let wrong = |hotel: &Hotel| daily::standing(&hotel.store).expect("how it stands").wrong;
    assert_eq!(wrong(&hotel), [Wrong { what: WrongKind::ChainShorter, row: lost.seq.to_string() }]);
    assert_eq!(code(&package(&hotel)), "chain_broken", "nothing leaves while it stands so");
    // Nobody has the rows any more: what stands is made a backup, looked at and put in place, as any other.
    let made = take(&hotel, "newer");
    let from = made.parent().expect("its folder");
    let secret = PASSPHRASE.to_owned().into();
    let looked = quarantine::quarantine(from, &hotel.path(), &Opens::Secret(&secret), Some(&hotel.store), hotel.now());
    let looked = looked.expect("it is sound");
    let mut aside = None;
    let hotel = hotel.left_alone(|path| {
        let set = quarantine::put_in_place(path, &looked.folder, None, Instant::from_ms(NOW_MS)).expect("swapped");
        aside = Some(set);
    });
    hotel
        .write(Role::Administrator, Op::RestoreBackup, &looked.report, |tx| quarantine::record(tx, &looked.report))
        .expect("said in the history");
    assert_eq!(wrong(&hotel), [], "the head beside the file is its own");
    assert_eq!(first(&checked(&hotel)), None);
    package(&hotel).expect("and packages leave again");
    let aside = aside.expect("the old set").join("hotel.lobby");
    assert_eq!(read_head(&aside), Some(lost), "what was lost stays named in the set that lies aside");
    let told = hotel.read(|db| history::lines(db, &hotel.session(Role::GeneralManager), &history::Filter::default()));
    assert!(told.iter().any(|line| line.operation == Op::RestoreBackup), "and who did it in the history");
}

#[test]
fn a_check_is_due_when_a_day_begins_and_after_an_end_that_was_none() {
    let hotel = house();
    let due = |hotel: &Hotel| daily::due(&hotel.store, hotel.now()).expect("asked");
    assert_eq!(due(&hotel), Some(CheckCause::Day), "a new file was never checked");
    let made = checked(&hotel);
    assert_eq!(made.head, hotel.read(|db| db.head()));
    assert_eq!(due(&hotel), None, "once a day");
    hotel.pass_minutes(60 * 24);
    assert_eq!(due(&hotel), Some(CheckCause::Day));
    checked(&hotel);
    hotel.pass_minutes(60 * 24 * 3_650);
    checked(&hotel);
    hotel.set_now(Instant::from_ms(NOW_MS));
    assert_eq!(due(&hotel), Some(CheckCause::Day), "a clock that jumped back is another day");
    checked(&hotel);
    assert_eq!(due(&hotel), None, "and one check is enough for it too");
    // The log stays where a machine stops: here a reader of another program keeps it from being folded away.
    let other = outside::opened(&hotel.path(), PASSPHRASE);
    let count: i64 = other.query_row("SELECT count(*) FROM history", [], |row| row.get(0)).expect("it reads");
    assert!(count > 0);
    let promise = AddPromise { guest: hotel.guest("赵六", "13700137000"), ticket: None, words: "加床".to_owned() };
    hotel.write(Role::Receptionist, Op::AddPromise, &promise, |tx| add_promise(tx, &promise)).expect("promised");
    let again = hotel.left_alone(|_| ());
    assert_eq!(due(&again), Some(CheckCause::LeftOpen));
    checked(&again);
    assert_eq!(due(&again), None);
}

#[test]
fn a_result_that_another_tool_wrote_is_none() {
    let hotel = house();
    let row = row_of(&hotel, "earn_points");
    edit(&hotel, &format!("UPDATE history SET at_ms = 0 WHERE seq = {row}"));
    let bad = checked(&hotel);
    assert_eq!(first(&bad), Some((WrongKind::ChainRow, row.to_string().as_str())));
    edit(&hotel, "UPDATE day_checks SET found = json_set(found, '$.wrong', json('[]'))");
    let standing = daily::standing(&hotel.store).expect("how it stands");
    assert_eq!(standing.checked, None, "its seal does not fit");
    assert_eq!(daily::due(&hotel.store, hotel.now()).expect("asked"), Some(CheckCause::Day), "so the file is checked again");
}

#[test]
fn a_check_that_is_broken_off_is_no_check() {
    let hotel = house();
    let ended = daily::run(&hotel.store, CheckCause::Day, hotel.now(), &mut |_| ControlFlow::Break(())).expect("it runs");
    assert_eq!(ended, None);
    assert_eq!(daily::due(&hotel.store, hotel.now()).expect("asked"), Some(CheckCause::Day));
}

#[test]
fn a_routine_makes_no_package_on_a_history_that_was_edited() {
    let hotel = house();
    let row = row_of(&hotel, "earn_points");
    edit(&hotel, &format!("UPDATE history SET record = zeroblob(16) WHERE seq = {row}"));
    let precheck =
        lobby_core::export::precheck::AskPrecheck { period: "2026-07".to_owned(), today: "2026-07-14".parse().expect("a day") };
    let found = hotel.read(|db| lobby_core::export::precheck::precheck(db, None, &precheck, &mut |_| ControlFlow::Continue(())));
    let chain = found.checks.iter().find(|check| check.code.word() == "chain").expect("the chain is looked at");
    assert!(found.blocked, "the person sees it before");
    assert_eq!(chain.examples, [row.to_string()]);
    assert_eq!(code(&package(&hotel)), "chain_broken");
}

/// Rows of the history that the chain's speed is measured on; long: 1,000,000.
const SPEED_ROWS: i64 = 4_000;

#[test]
fn a_long_chain_is_verified_at_the_speed_of_reading_it() {
    let rows = std::env::var("LOBBY_CHAIN_ROWS").ok().and_then(|count| count.parse().ok()).unwrap_or(SPEED_ROWS);
    let hotel = house();
    grow(&hotel.path(), rows);
    let head = hotel.read(|db| db.head());
    assert_eq!(head.seq, rows);
    let since = Since::now();
    assert_eq!(hotel.read(|db| history::chain(db, Some(&head))), None, "grown with the chain's own key, it verifies");
    let took = since.elapsed();
    let typed = TypedHead::parse(&format!("{} {}", head.seq, &head.mac[..16])).expect("a head");
    assert!(matches!(hotel.read(|db| typed.standing(db)), HeadStanding::Stands { since: 0, .. }));
    let bytes = fs::metadata(hotel.path()).expect("the file").len() >> 20;
    println!("promise 26: {rows} rows of history in a file of {bytes} MiB verified in {} ms", took.as_millis());
    edit(&hotel, &format!("UPDATE history SET at_ms = at_ms + 1 WHERE seq = {}", rows - 1));
    let fault = hotel.read(|db| history::chain(db, Some(&head)));
    assert_eq!(fault, Some(history::ChainFault::Row { seq: rows - 1 }), "and the one bad row is found");
}

/// Writes rows with images of a usual length onto the chain of the file at `path`, as Lobby would, until it has `rows`.
fn grow(path: &Path, rows: i64) {
    let conn = outside::opened(path, PASSPHRASE);
    let key: [u8; 32] = conn.query_row("SELECT value FROM secrets WHERE name = 'chain'", [], |row| row.get(0)).expect("a key");
    let key = ChainKey(key).ready();
    let newest = "SELECT seq, mac FROM history ORDER BY seq DESC LIMIT 1";
    let (mut seq, mut previous): (i64, Vec<u8>) =
        conn.query_row(newest, [], |row| Ok((row.get(0)?, row.get(1)?))).expect("a head");
    let body = format!("{{\"words\":\"{}\"}}", "高楼层，远离电梯".repeat(12));
    conn.execute_batch("BEGIN").expect("one transaction");
    {
        let mut put = Rows::prepare(&conn);
        while seq < rows {
            seq += 1;
            previous = put.row(&key, seq, &previous, &body);
        }
    }
    conn.execute_batch("COMMIT").expect("written");
}

struct Rows<'c> {
    history: rusqlite::Statement<'c>,
    images: rusqlite::Statement<'c>,
}

impl<'c> Rows<'c> {
    fn prepare(conn: &'c Connection) -> Self {
        let history =
            "INSERT INTO history VALUES (?1, 0, '2026-07-14', ?2, 'add_promise', 'promise', ?3, ?4, NULL, NULL, ?5, ?6, ?7, ?8)";
        let images = "INSERT INTO images(seq, side, salt, body) VALUES (?1, ?2, ?3, ?4)";
        Self { history: conn.prepare(history).expect("a statement"), images: conn.prepare(images).expect("a statement") }
    }

    fn row(&mut self, key: &lobby_core::audit::chain::ReadyKey, seq: i64, previous: &[u8], body: &str) -> Vec<u8> {
        let (salt, request) = (seq.to_be_bytes(), format!("grown-{seq}"));
        let digest = image_digest(&salt, body.as_bytes()).to_vec();
        let record: Vec<u8> = [seq.to_be_bytes(), seq.to_be_bytes()].concat();
        let link = Link {
            seq,
            at_ms: 0,
            business_date: "2026-07-14",
            user: &record,
            op: "add_promise",
            kind: "promise",
            record: &record,
            key: &request,
            about: &[],
            undoes: None,
            before: &digest,
            after: &digest,
            input: &digest,
        };
        let mac = key.mac(previous, &link).to_vec();
        self.history.execute(rusqlite::params![seq, record, record, request, digest, digest, mac, digest]).expect("a row");
        for side in ["before", "after", "input"] {
            self.images.execute(rusqlite::params![seq, side, salt.as_slice(), body]).expect("an image");
        }
        mac
    }
}

//! A ledger changed with outside tools: which law finds which damage. A check that finds nothing would be worth nothing.

use std::path::PathBuf;

use super::{
    EarnPoints, Enrol, Redeem,
    check::{self, LedgerLaw},
};
use crate::{
    audit::op::Op,
    base::{
        ids::GuestId,
        points::Points,
        request::{Request, RequestKey},
        role::{Department, Role, Session},
        time::Instant,
    },
    db::{Store, hotel::NewHotel},
    guests::{self, NewGuest},
    open, staff,
};

/// 2026-07-14 14:05 in Shanghai.
const NOW_MS: i64 = 1_784_009_100_000;
/// The only member's account.
const ACCOUNT: &str = "101";

struct House {
    store: Store,
    folder: PathBuf,
}

impl Drop for House {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.folder).expect("the folder goes");
    }
}

/// Returns a house with one member: 2,000 and 1,500 earned, 2,500 redeemed, that redemption taken back.
fn house() -> House {
    let folder = std::env::temp_dir().join(format!("lobby-ledger-{}-{:?}", std::process::id(), std::thread::current().id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let hotel = NewHotel {
        name: "望江饭店".to_owned(),
        code: "H0217".to_owned(),
        currency: "CNY".to_owned(),
        time_zone: "Asia/Shanghai".to_owned(),
        day_ends_hour: 4,
    };
    let first = open::FirstRun { hotel, administrator: "郑雅琴".to_owned() };
    let path = folder.join("hotel.lobby");
    let made = open::new_hotel(&path, &"a passphrase for tests".to_owned().into(), &first, "", Instant::from_ms(NOW_MS), [1; 32]);
    let house = House { store: made.expect("a new hotel").0, folder };
    house.work();
    house
}

impl House {
    fn request(&self, key: &str) -> Request {
        let desk = self.store.read_as_house(staff::list).expect("the administrator is listed")[0].id;
        let session = Session::without_pin(desk, Role::Receptionist, Department::FrontOffice);
        Request { key: RequestKey::new(key).expect("a plain key"), at: Instant::from_ms(NOW_MS), session, seed: [7; 32] }
    }

    fn work(&self) {
        let points = |count: i64| Points::new(count).expect("a test's points");
        let new = NewGuest { name: "王建国".to_owned(), ..NewGuest::default() };
        let added = self.store.write(&self.request("guest"), Op::AddGuest, &new, |tx| guests::add(tx, &new));
        let guest: GuestId = added.expect("added").value;
        let enrol = Enrol { guest };
        self.store.write(&self.request("enrol"), Op::EnrolMember, &enrol, |tx| super::enrol(tx, &enrol)).expect("enrolled");
        for (key, count) in [("first", 2_000), ("second", 1_500)] {
            let earn = EarnPoints { member: guest.into(), points: points(count), expires_on: None };
            self.store.write(&self.request(key), Op::EarnPoints, &earn, |tx| super::earn_points(tx, &earn)).expect("earned");
        }
        let redeem = Redeem { member: guest.into(), points: points(2_500), reward: None };
        let request = self.request("redeem");
        let redeemed = self.store.write(&request, Op::RedeemPoints, &redeem, |tx| super::redeem(tx, &redeem)).expect("redeemed");
        let entry = redeemed.value.entry_id;
        let request = self.request("reverse");
        self.store.write(&request, Op::ReversePoints, &entry, |tx| super::reverse(tx, entry)).expect("taken back");
    }

    /// Returns the law that is found broken while `damage` stands in the file; it is taken out again.
    fn found(&self, damage: &str) -> Option<(LedgerLaw, String)> {
        let guards = ["ledger_stays", "ledger_keeps", "lot_uses_stay", "lot_uses_keep"];
        let open: String = guards.iter().map(|guard| format!("DROP TRIGGER {guard};")).collect();
        let found = self.store.upkeep(|db, _| {
            db.conn().execute_batch("PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE")?;
            db.conn().execute_batch(&open)?;
            let damaged = db.conn().execute_batch(damage).map_err(crate::base::error::Error::from);
            let found = damaged.and_then(|()| check::check(db));
            db.conn().execute_batch("ROLLBACK; PRAGMA foreign_keys=ON")?;
            found
        });
        found.unwrap_or_else(|error| panic!("{damage}: {error:?}")).wrong.map(|wrong| (wrong.law, wrong.row))
    }
}

#[test]
fn each_damage_is_found_by_its_law() {
    let house = house();
    let sound = house.store.read_as_house(check::check).expect("checked");
    assert!(sound.ok && sound.entries == 4 && sound.held == 3_500, "an untouched ledger agrees: {sound:?}");
    let cases = [
        ("UPDATE balances SET points = points + 1 WHERE account = 101", LedgerLaw::Lots, ACCOUNT),
        ("UPDATE balances SET points = points + 1 WHERE account = 1", LedgerLaw::Balance, "1"),
        ("DELETE FROM ledger WHERE seq > 2", LedgerLaw::Orphan, ""),
        ("UPDATE ledger SET points = 1999 WHERE seq = 1", LedgerLaw::Posting, "1"),
        ("UPDATE ledger SET from_account = 2, to_account = 101 WHERE seq = 3", LedgerLaw::Posting, "3"),
        ("UPDATE ledger SET reverses = (SELECT id FROM ledger WHERE seq = 1) WHERE seq = 4", LedgerLaw::Reversal, "4"),
        ("UPDATE lots SET left_points = left_points - 1 WHERE points = 2000", LedgerLaw::Uses, ""),
        ("DELETE FROM lot_uses WHERE points < 0", LedgerLaw::Posting, "4"),
        ("DELETE FROM members", LedgerLaw::Account, ACCOUNT),
        // +9,999 by hand on both sides keeps every sum happy (PROMISES, trap 8); a posting without its lot does not.
        (
            "INSERT INTO ledger(id, from_account, to_account, points, code, source, memo, request_key, by_user, at_ms, business_date)
               SELECT randomblob(16), 1, 101, 9999, 'earn', 'desk', '', 'k', by_user, at_ms, business_date FROM ledger WHERE seq = 1;
             UPDATE balances SET points = points + 9999 WHERE account = 101;
             UPDATE balances SET points = points - 9999 WHERE account = 1",
            LedgerLaw::Posting,
            "5",
        ),
    ];
    for (damage, law, row) in cases {
        let (found, at) = house.found(damage).unwrap_or_else(|| panic!("not found: {damage}"));
        assert_eq!(found, law, "{damage}");
        assert!(row.is_empty() || at == row, "{damage}: row {row} expected, {at} named");
    }
}

#[test]
fn the_file_itself_refuses_what_no_rule_allows() {
    let house = house();
    let refused = |sql: &str| house.store.upkeep(|db, _| Ok(db.conn().execute_batch(sql)?)).is_err();
    for (sql, why) in [
        ("UPDATE ledger SET points = 1 WHERE seq = 1", "the ledger is append-only"),
        ("DELETE FROM ledger", "the ledger is append-only"),
        ("INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE seq = 1", "also past the delete trigger (PROMISES, trap 7)"),
        ("UPDATE lot_uses SET points = 1", "uses are append-only"),
        ("UPDATE balances SET points = -1 WHERE account = 101", "a member's balance is never negative"),
        ("UPDATE balances SET points = 1000000001 WHERE account = 101", "and has a bound"),
        ("UPDATE lots SET left_points = points + 1", "a lot never holds more than it was"),
        ("INSERT INTO accounts(id, guest_id) SELECT 7, id FROM guests", "a member's account is none of the house's numbers"),
    ] {
        assert!(refused(sql), "{why}: {sql}");
    }
}

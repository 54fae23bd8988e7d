//! A file changed with outside tools, as somebody with the key and an SQLite shell would change it: what the chain finds.

use std::ops::ControlFlow;

use super::{ChainFault, HeadStanding, TypedHead, chain, rows::each_kept};
use crate::{
    audit::{
        chain::{Head, hex, image_digest},
        change::Change,
        op::Op,
    },
    base::{
        ids::{GuestId, RawId, UserId},
        request::{Request, RequestKey},
        role::{Department, Role, Session},
        time::Instant,
    },
    db::{Store, chain_key},
    guests::{self, AddPromise, EditGuest, NewGuest},
    staff,
    tests::{Folder, NOW_MS},
};

/// Rows of the history that this house's day leaves: one guest and a promise at a time.
const GUESTS: u64 = 12;

struct House {
    store: Store,
    desk: UserId,
    _folder: Folder,
}

/// Returns a house after a day's work.
fn house() -> House {
    let folder = Folder::new();
    let store = folder.hotel();
    let desk = store.read_as_house(staff::list).expect("the administrator is listed")[0].id;
    let house = House { store, desk, _folder: folder };
    for ordinal in 0..GUESTS {
        house.work(ordinal);
    }
    house
}

impl House {
    /// One guest is added, corrected and promised something: three rows.
    fn work(&self, ordinal: u64) {
        let new = NewGuest { name: format!("客人{ordinal}"), ..NewGuest::default() };
        let added = self.store.write(&self.request(ordinal, "add"), Op::AddGuest, &new, |tx| guests::add(tx, &new));
        let guest: GuestId = added.expect("added").value;
        let seen = self.store.read_as_house(|db| guests::get(db, guest)).expect("seen");
        let edit = EditGuest { wanted: guests::Guest { company: "望江电子".to_owned(), ..seen.clone() }, seen };
        let edited = self.store.write(&self.request(ordinal, "edit"), Op::EditGuest, &edit, |tx| guests::edit(tx, &edit));
        edited.expect("corrected");
        let promise = AddPromise { guest, ticket: None, words: "高层".to_owned() };
        let run = |tx: &mut crate::db::Tx<'_>| guests::add_promise(tx, &promise);
        self.store.write(&self.request(ordinal, "promise"), Op::AddPromise, &promise, run).expect("promised");
    }

    /// Writes a row of an operation, with an image.
    fn note(&self, op: Op) {
        let request = Request { session: self.officer(), ..self.request(0, op.word()) };
        let done = self.store.write(&request, op, &0, |tx| {
            let begun = tx.begin(op)?;
            let record: RawId = tx.new_id();
            tx.record(begun, Change::noted(record, &0)?)
        });
        done.expect("noted");
    }

    fn officer(&self) -> Session {
        Session { role: Role::DataOfficer, ..self.request(0, "officer").session }
    }

    fn request(&self, ordinal: u64, what: &str) -> Request {
        let session = Session::without_pin(self.desk, Role::Receptionist, Department::FrontOffice);
        let key = RequestKey::new(format!("{what}-{ordinal}")).expect("a plain key");
        Request { key, at: Instant::from_ms(NOW_MS), session, seed: [7; 32] }
    }

    /// Changes the file with the guards taken off, as an outside tool can.
    fn tamper(&self, sql: &str) {
        let unguarded = format!("DROP TRIGGER IF EXISTS history_stays; DROP TRIGGER IF EXISTS history_keeps; {sql}");
        let done = self.store.upkeep(|db, _| Ok(db.conn().execute_batch(&unguarded)?));
        done.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    }

    fn fault(&self, remembered: Option<&Head>) -> Option<ChainFault> {
        self.store.read_as_house(|db| chain(db, remembered)).expect("the chain is read")
    }

    fn head(&self) -> Head {
        self.store.read_as_house(|db| db.head()).expect("a head")
    }

    /// Writes the macs of the whole chain again, as an insider with the file's key could.
    fn forge(&self) {
        let forged = self.store.upkeep(|db, _| {
            let key = chain_key(db.conn())?;
            let mut previous: Vec<u8> = Vec::new();
            let _ended = each_kept(db, |row, _| {
                previous = key.mac(&previous, &row.link).to_vec();
                db.conn().execute("UPDATE history SET mac = ?2 WHERE seq = ?1", rusqlite::params![row.link.seq, previous])?;
                Ok(ControlFlow::Continue(()))
            })?;
            Ok(())
        });
        forged.expect("forged");
    }
}

#[test]
fn a_day_s_work_verifies_also_against_the_head_that_left_the_house() {
    let house = house();
    let head = house.head();
    assert!(head.seq > 3 * i64::try_from(GUESTS).expect("few guests") - 1, "three rows a guest");
    assert_eq!(house.fault(None), None);
    assert_eq!(house.fault(Some(&head)), None);
    house.work(GUESTS);
    assert_eq!(house.fault(Some(&head)), None, "a chain that grew since is sound");
}

#[test]
fn each_column_changed_from_outside_is_found_at_its_row() {
    let changes = [
        "at_ms = at_ms + 1",
        "business_date = '2026-07-15'",
        "user_id = zeroblob(16)",
        "op = 'edit_guest'",
        "kind = 'ticket'",
        "record = zeroblob(16)",
        "request_key = 'another'",
        "about = NULL",
        "undoes = 1",
        "before_digest = zeroblob(32)",
        "after_digest = zeroblob(32)",
        "mac = zeroblob(32)",
        "input_digest = zeroblob(32)",
    ];
    let house = house();
    for change in changes {
        house.tamper(&format!(
            "CREATE TABLE kept AS SELECT * FROM history WHERE seq = 9; UPDATE history SET {change} WHERE seq = 9"
        ));
        assert_eq!(house.fault(None), Some(ChainFault::Row { seq: 9 }), "{change}");
        house.tamper("DELETE FROM history WHERE seq = 9; INSERT INTO history SELECT * FROM kept; DROP TABLE kept");
        assert_eq!(house.fault(None), None, "put back as it was, the chain verifies: {change}");
    }
}

#[test]
fn balanced_changes_are_found_at_the_first_bad_row() {
    let house = house();
    house.tamper(
        "UPDATE history SET seq = -1 WHERE seq = 9; UPDATE history SET seq = 9 WHERE seq = 10;
         UPDATE history SET seq = 10 WHERE seq = -1",
    );
    assert_eq!(house.fault(None), Some(ChainFault::Row { seq: 9 }), "two rows exchanged: same rows, same count, same sums");
}

#[test]
fn a_row_taken_out_is_found_also_where_the_gap_was_closed() {
    let house = house();
    house.tamper("DELETE FROM history WHERE seq = 9");
    assert_eq!(house.fault(None), Some(ChainFault::Gap { seq: 10 }));
    house.tamper("UPDATE history SET seq = -seq WHERE seq > 9; UPDATE history SET seq = -seq - 1 WHERE seq < 0");
    assert_eq!(house.fault(None), Some(ChainFault::Row { seq: 9 }), "the row that moved up does not follow the one before");
}

#[test]
fn a_row_put_in_is_found() {
    let house = house();
    house.tamper(
        "INSERT INTO history SELECT (SELECT max(seq) + 1 FROM history), at_ms, business_date, user_id, op, kind, record, 'made up',
         about, undoes, before_digest, after_digest, mac, input_digest FROM history WHERE seq = 9",
    );
    assert_eq!(house.fault(None), Some(ChainFault::Row { seq: house.head().seq }));
}

#[test]
fn an_image_changed_from_outside_is_found_also_with_its_digest_made_to_fit() {
    let house = house();
    let row = house.row_with_images();
    house.tamper(&format!("UPDATE images SET body = replace(body, '望江', '望海') WHERE seq = {row} AND side = 'after'"));
    assert_eq!(house.fault(None), Some(ChainFault::Image { seq: row }));
    let fitted = house.store.upkeep(|db, _| {
        let find = "SELECT salt, body FROM images WHERE seq = ?1 AND side = 'after'";
        let (salt, body): (Vec<u8>, String) = db.conn().query_row(find, [row], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let digest = image_digest(&salt, body.as_bytes());
        let put = "UPDATE history SET after_digest = ?2 WHERE seq = ?1";
        Ok(db.conn().execute(put, rusqlite::params![row, digest.as_slice()])?)
    });
    assert_eq!(fitted.expect("the digest is made to fit"), 1);
    assert_eq!(house.fault(None), Some(ChainFault::Row { seq: row }), "the row covers its digests");
}

#[test]
fn what_was_asked_before_the_rows_committed_to_it_is_held_against_its_request() {
    let house = house();
    // As a file stands that an earlier program wrote: the macs cover no digest of what was asked.
    house.tamper("UPDATE history SET input_digest = x''");
    house.forge();
    assert_eq!(house.fault(None), None, "rows of before verify with the macs they have");
    let row: i64 = house
        .store
        .read_as_house(|db| {
            Ok(db.conn().query_row("SELECT min(seq) FROM history WHERE op = 'add_guest'", [], |row| row.get(0))?)
        })
        .expect("a guest was added");
    let kept = format!("CREATE TABLE kept AS SELECT * FROM requests WHERE first_seq = {row}; ");
    let back =
        format!("DELETE FROM requests WHERE first_seq = {row}; INSERT INTO requests SELECT * FROM kept; DROP TABLE kept; ");
    let reworded = |from: &str, to: &str| {
        format!("UPDATE images SET body = replace(body, '{from}', '{to}') WHERE seq = {row} AND side = 'input'; ")
    };
    house.tamper(&reworded("客人0", "客人9"));
    assert_eq!(house.fault(None), Some(ChainFault::Image { seq: row }), "other words than were asked");
    house.tamper(&reworded("客人9", "客人0"));
    assert_eq!(house.fault(None), None, "put back as it was, the chain verifies");
    house.tamper(&format!("{kept}DELETE FROM requests WHERE first_seq = {row}"));
    assert_eq!(house.fault(None), Some(ChainFault::Image { seq: row }), "nothing says any more what was asked");
    house.tamper(&back);
    assert_eq!(house.fault(None), None);
}

#[test]
fn an_erased_image_keeps_the_chain_valid_and_its_digest_cannot_be_guessed_back() {
    let house = house();
    let row = house.row_with_images();
    let read = "SELECT after_digest FROM history WHERE seq = ?1";
    let digest: Vec<u8> = house.store.upkeep(|db, _| Ok(db.conn().query_row(read, [row], |row| row.get(0))?)).expect("a digest");
    let body: String = house
        .store
        .upkeep(|db, _| {
            Ok(db.conn().query_row("SELECT body FROM images WHERE seq = ?1 AND side = 'after'", [row], |row| row.get(0))?)
        })
        .expect("an image");
    house.tamper(&format!("DELETE FROM images WHERE seq = {row}"));
    assert_eq!(house.fault(None), Some(ChainFault::Image { seq: row }), "nobody was erased: somebody took the image away");
    house.note(Op::ReapplyErasure);
    assert_eq!(house.fault(Some(&house.head())), None, "image and salt are gone, the digest stays covered");
    let last = house.head().seq;
    house.tamper(&format!("DELETE FROM images WHERE seq = {last}"));
    assert_eq!(house.fault(None), None, "the row that says of an erasure may lack its own");
    house.work(GUESTS);
    house.tamper(&format!("DELETE FROM images WHERE seq = {}", last + 1));
    assert_eq!(house.fault(None), Some(ChainFault::Image { seq: last + 1 }), "after the last erasure every image stands");
    assert_ne!(
        image_digest(b"", body.as_bytes()).to_vec(),
        digest,
        "without its salt even the right words do not give the digest"
    );
}

#[test]
fn who_holds_the_key_is_caught_by_the_head_that_left_the_house() {
    let house = house();
    let head = house.head();
    house.tamper(&format!("DELETE FROM images WHERE seq > {0}; DELETE FROM history WHERE seq > {0}", head.seq - 4));
    assert_eq!(house.fault(None), None, "a chain cut short verifies by itself");
    assert_eq!(house.fault(Some(&head)), Some(ChainFault::Shorter { remembered: head.seq, found: head.seq - 4 }));
    house.work(GUESTS);
    house.work(GUESTS + 1);
    assert_eq!(house.fault(Some(&head)), Some(ChainFault::Row { seq: head.seq }), "grown again, it is another chain");
}

#[test]
fn a_chain_forged_with_the_key_is_caught_by_the_head_that_left_the_house() {
    let house = house();
    let head = house.head();
    house.tamper("UPDATE history SET user_id = zeroblob(16) WHERE seq = 9");
    house.forge();
    assert_eq!(house.fault(None), None, "whoever has the chain's key can make a chain that verifies");
    assert_ne!(house.head().mac, head.mac);
    assert_eq!(house.fault(Some(&head)), Some(ChainFault::Row { seq: head.seq }));
    assert_eq!(hex(&[0xab, 0x01]), "ab01", "heads are told in hexadecimal");
}

impl House {
    /// Returns a row in the middle that has images on both sides.
    fn row_with_images(&self) -> i64 {
        let find = "SELECT seq FROM images WHERE side IN ('before', 'after') GROUP BY seq HAVING count(*) = 2 ORDER BY seq LIMIT 1 OFFSET 3";
        let found = self.store.upkeep(|db, _| Ok(db.conn().query_row(find, [], |row| row.get(0))?));
        found.expect("a correction has two images")
    }
}

#[test]
fn a_head_is_read_off_a_print_however_it_is_typed() {
    let head = |seq, mac: &str| Some(TypedHead { seq, mac: mac.to_owned() });
    let cases = [
        ("链头 48,213 · 7f3a 9c1e", head(48_213, "7f3a9c1e")),
        ("48213 7F3A9C1E", head(48_213, "7f3a9c1e")),
        ("48213:7f3a-9c1e-0011-2233", head(48_213, "7f3a9c1e00112233")),
        ("12 12345678", head(12, "12345678")),
        ("48213 7f3a 9c1", None),
        ("48213", None),
        ("7f3a9c1e", None),
        ("0 7f3a9c1e", None),
        ("48213 zz3a9c1e", None),
        ("", None),
    ];
    for (typed, expected) in cases {
        assert_eq!(TypedHead::parse(typed), expected, "{typed}");
    }
}

#[test]
fn a_row_that_an_old_print_names_is_known_again_or_not() {
    let house = house();
    let old = house.head();
    house.work(GUESTS);
    let standing = |seq: i64, mac: &str| {
        let typed = TypedHead::parse(&format!("{seq} {mac}")).expect("a head");
        house.store.read_as_house(|db| typed.standing(db)).expect("it is looked up")
    };
    let at_ms = Instant::from_ms(NOW_MS);
    assert_eq!(standing(old.seq, &old.mac), HeadStanding::Stands { at_ms, since: 3 });
    assert_eq!(
        standing(old.seq, &old.mac[..8]),
        HeadStanding::Stands { at_ms, since: 3 },
        "eight signs stand on the oldest prints"
    );
    assert_eq!(standing(old.seq - 1, &old.mac), HeadStanding::Other, "another row's mac");
    assert_eq!(standing(old.seq + 9, &old.mac), HeadStanding::Missing { found: old.seq + 3 });
}

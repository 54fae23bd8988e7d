//! Who read what of whom: written down with who, when, of whom, which field and why, shown to the data officer; what was refused is
//! written down too, and never fills a disk.

use lobby_core::{
    audit::op::Op,
    base::{
        contact::ContactKind,
        error::Result,
        ids::{ContactId, GuestId},
        role::Role,
        time::{BusinessDate, Instant},
    },
    db::{
        denials::{self, AskedDenials},
        openings::{self, Opened},
    },
    guests::{self, Reveal},
    privacy::{
        copy::{self, CopyGuest},
        reads::{self, AskedReads, READS_MAX, ReadKind, Reads},
    },
};
use support::hotel::{Hotel, code, hotel};

fn asked(hotel: &Hotel, role: Role, asked: &AskedReads) -> Result<Reads> {
    hotel.store.read(&hotel.session(role), Op::ReadPrivacy, |db| reads::reads(db, asked))
}

fn all(hotel: &Hotel) -> Reads {
    asked(hotel, Role::DataOfficer, &AskedReads::default()).expect("the data officer's own page")
}

fn contact(hotel: &Hotel, guest: GuestId) -> ContactId {
    hotel.read(|db| guests::contacts_of(db, guest)).first().expect("a contact").id
}

fn reveals(hotel: &Hotel, role: Role, guest: GuestId, reason: &str) -> Result<()> {
    let input = Reveal { contact: contact(hotel, guest), reason: reason.to_owned() };
    hotel.write(role, Op::RevealContact, &input, |tx| guests::reveal(tx, &input)).map(drop)
}

fn opens(hotel: &Hotel, role: Role, guest: GuestId) {
    let at = hotel.now();
    let today = hotel.store.hotel().clock.business_date(at);
    let opened = Opened { guest, user: hotel.session(role).user, at, today };
    hotel.store.upkeep(|db, _| openings::note(db, &opened)).expect("noted");
}

#[test]
fn every_read_is_shown_with_who_when_whom_what_and_why() {
    let hotel = hotel();
    let (guest, other) = (hotel.guest("王建国", "138 1234 8812"), hotel.guest("李梅", "138 1234 9915"));
    assert!(all(&hotel).lines.is_empty(), "nobody read anything yet");
    opens(&hotel, Role::Receptionist, guest);
    hotel.pass_minutes(5);
    opens(&hotel, Role::Receptionist, guest);
    hotel.pass_minutes(5);
    reveals(&hotel, Role::DutyManager, guest, "客人请回电").expect("revealed");
    reveals(&hotel, Role::DutyManager, other, "核对").expect("revealed");
    hotel.pass_minutes(5);
    let input = CopyGuest { guest, identity: "身份证核对".to_owned(), request: None };
    hotel.write(Role::DataOfficer, Op::CopyGuest, &input, |tx| copy::grant(tx, &input)).expect("a copy");

    let found = all(&hotel);
    let kinds: Vec<ReadKind> = found.lines.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, [ReadKind::Copied, ReadKind::Revealed, ReadKind::Revealed, ReadKind::Opened], "the newest first");
    let [copied, _, revealed, opened] = &found.lines[..] else { panic!("four lines") };
    assert_eq!((copied.why.as_str(), copied.user), ("身份证核对", hotel.session(Role::DataOfficer).user));
    assert_eq!((revealed.why.as_str(), revealed.field), ("客人请回电", Some(ContactKind::Phone)));
    assert_eq!((revealed.name.as_str(), revealed.guest), ("王建国", Some(guest)));
    assert!(!revealed.by.is_empty(), "as colleagues read it");
    assert_eq!((opened.times, opened.since_ms.is_some()), (2, true), "a card, once a person and day");

    let of = |asked_for: AskedReads| asked(&hotel, Role::GeneralManager, &asked_for).expect("read").lines.len();
    assert_eq!(of(AskedReads { guest: Some(other), ..AskedReads::default() }), 1);
    assert_eq!(of(AskedReads { user: Some(hotel.session(Role::DutyManager).user), ..AskedReads::default() }), 2);
    assert_eq!(of(AskedReads { kind: Some(ReadKind::Opened), ..AskedReads::default() }), 1);
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    assert_eq!(of(AskedReads { from: Some(today), to: Some(today), ..AskedReads::default() }), 4);
    assert_eq!(of(AskedReads { from: Some(today.plus_days(1)), ..AskedReads::default() }), 0);
    assert_eq!(code(&asked(&hotel, Role::Receptionist, &AskedReads::default())), "not_allowed");
}

/// A receptionist asks for `op` at `at`, and is refused.
fn denied(hotel: &Hotel, op: Op, at: Instant) {
    let reader = hotel.session(Role::Receptionist);
    let answer = hotel.store.heard(&reader, at, hotel.store.read(&reader, op, |_| Ok(())));
    assert_eq!(code(&answer), "not_allowed");
}

#[test]
fn what_was_refused_is_shown_and_a_loop_fills_nothing() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let input = CopyGuest { guest, identity: "核对".to_owned(), request: None };
    let refused = || code(&hotel.write(Role::Receptionist, Op::CopyGuest, &input, |tx| copy::grant(tx, &input)));
    for _ in 0..50 {
        assert_eq!(refused(), "not_allowed");
    }
    for minute in 0..2_000 {
        denied(&hotel, Op::ReadMorning, hotel.now().plus_minutes(minute));
        denied(&hotel, Op::ReadMorning, hotel.now().plus_minutes(minute)); // once a minute
    }
    let rows = hotel.read(|db| denials::newest(db, &AskedDenials { user: None, from: None, before: None, limit: 10_000 }));
    let of = |op: Op| rows.iter().filter(|row| row.op == op).collect::<Vec<_>>();
    assert_eq!(of(Op::CopyGuest).len(), 1, "fifty at once are one row");
    assert_eq!(of(Op::ReadMorning).len(), 2, "a day and a half are two");
    assert_eq!(of(Op::ReadMorning).iter().map(|row| row.times).sum::<u32>(), 2_000, "and each minute counts");
    let shown = all(&hotel).lines;
    assert!(shown.iter().all(|line| line.kind == ReadKind::Denied && line.guest.is_none()), "of nobody");
    assert_eq!(shown.len(), 3);
    assert_eq!(shown[0].operation, Op::ReadMorning);
}

#[test]
fn what_is_older_than_the_newest_five_hundred_is_found_by_its_kind_and_its_day() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let input = CopyGuest { guest, identity: "身份证核对".to_owned(), request: None };
    hotel.write(Role::DataOfficer, Op::CopyGuest, &input, |tx| copy::grant(tx, &input)).expect("a copy");
    let first_day = hotel.store.hotel().clock.business_date(hotel.now());
    denied(&hotel, Op::ReadMorning, hotel.now());
    for ordinal in 0..=READS_MAX {
        hotel.pass_minutes(1);
        reveals(&hotel, Role::DutyManager, guest, &format!("客人请回电 {ordinal}")).expect("revealed");
        let later = hotel.now().plus_minutes(60 * 24 * i64::from(1 + ordinal));
        denied(&hotel, Op::ReadPrivacy, later);
    }
    let found = |kind: Option<ReadKind>, day: Option<BusinessDate>| {
        let found = asked(&hotel, Role::DataOfficer, &AskedReads { kind, from: day, to: day, ..AskedReads::default() });
        let found = found.expect("read");
        (found.lines.len(), found.more)
    };
    let most = READS_MAX as usize;
    assert_eq!(found(Some(ReadKind::Copied), None), (1, false), "a copy behind 501 reveals, and there is no other");
    assert_eq!(found(Some(ReadKind::Revealed), None), (most, true), "one more than are listed");
    assert_eq!(found(Some(ReadKind::Denied), None), (most, true), "one a day, and one before them");
    assert_eq!(found(Some(ReadKind::Denied), Some(first_day)), (1, false), "a refusal behind 501 later ones");
    assert_eq!(found(Some(ReadKind::Denied), Some(first_day.plus_days(7))), (1, false), "of one day alone");
    assert_eq!(found(None, Some(first_day.plus_days(7))), (1, false));
    assert_eq!(found(None, None), (most, true));
}

#[test]
fn reads_of_a_merged_record_are_reads_of_the_guest() {
    let planted = super::planted::planted();
    let hotel = &planted.hotel;
    let before = asked(hotel, Role::DataOfficer, &AskedReads { guest: Some(planted.guest), ..AskedReads::default() });
    let before = before.expect("read").lines.len();
    let merged = hotel.read(|db| lobby_core::privacy::erase::records(db, planted.guest));
    let other = merged.into_iter().find(|record| *record != planted.guest).expect("a record that was merged in");
    opens(hotel, Role::Receptionist, other);
    let of = AskedReads { guest: Some(planted.guest), ..AskedReads::default() };
    assert_eq!(asked(hotel, Role::DataOfficer, &of).expect("read").lines.len(), before + 1);
}

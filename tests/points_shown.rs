//! What people see of the points: a statement that always joins opening and closing, a proof of every figure, and the
//! programme's report, whose figures are the sums of the rows that they open.

mod figures;

use std::ops::ControlFlow;

use chrono::NaiveDate;
use lobby_core::{
    audit::op::Op,
    base::{
        ids::{EntryId, GuestId},
        points::Points,
        role::{Role, Session},
        time::{BusinessDate, Instant},
    },
    db::Store,
    loyalty::{
        self, EarnPoints, Enrol, EntryCode, MemberRef, Redeem, Tier, check,
        expiry::{self, RunExpiry},
        proof::{self, Proof, ProofAsked},
        report::{self, ReportAsked, ReportFigure, ReportRow, ReportRowsAsked},
        statement::{self, MemberStatement, PART_MAX, StatementAsked, StatementSums, SumOf},
    },
    morning::{self, Period},
    open,
    practice::Practice,
    staff,
};
use support::hotel::{Hotel, NOW_MS, code, practising as hotel};

fn points(count: i64) -> Points {
    Points::new(count).expect("a test's points")
}

fn day(text: &str) -> BusinessDate {
    text.parse().expect("a test's date")
}

fn member(hotel: &Hotel, name: &str, phone: &str) -> GuestId {
    let guest = hotel.guest(name, phone);
    let input = Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &input, |tx| loyalty::enrol(tx, &input)).expect("enrolled");
    guest
}

fn earn(hotel: &Hotel, guest: GuestId, count: i64, expires: Option<&str>) -> EntryId {
    let input = EarnPoints { member: guest.into(), points: points(count), expires_on: expires.map(day) };
    let posted = hotel.write(Role::Receptionist, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input));
    posted.expect("earned").value.entry_id
}

fn redeem(hotel: &Hotel, guest: GuestId, count: i64, reward: Option<&str>) -> EntryId {
    let input = Redeem { member: guest.into(), points: points(count), reward: reward.map(str::to_owned) };
    let posted = hotel.write(Role::Receptionist, Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input));
    posted.expect("redeemed").value.entry_id
}

fn reverse(hotel: &Hotel, entry: EntryId) -> EntryId {
    let posted = hotel.write(Role::Receptionist, Op::ReversePoints, &entry, |tx| loyalty::reverse(tx, entry));
    posted.expect("taken back").value.entry_id
}

fn expire(hotel: &Hotel, on: &str) {
    // A practising hotel may be run ahead of its day.
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    let input = RunExpiry { on: day(on), day_is_right: Some(today) };
    hotel.write(Role::DutyManager, Op::ExpirePoints, &input, |tx| expiry::run(tx, &input)).expect("a run");
}

fn asked(guest: GuestId) -> StatementAsked {
    StatementAsked { member: guest.into(), from: None, to: None, before: None }
}

fn read(hotel: &Hotel, asked: &StatementAsked) -> MemberStatement {
    hotel.read(|db| statement::read(db, asked))
}

/// Asserts that a statement's sums and running balances are true, and returns its sums.
fn joins(found: &MemberStatement) -> StatementSums {
    let sums = found.statement.sums;
    let (opening, closing) = (sums.opening.count(), sums.closing.count());
    let joined = opening + sums.earned - sums.redeemed - sums.expired + sums.reversed;
    assert_eq!(joined, closing, "opening and closing are joined: {sums:?}");
    for pair in found.statement.lines.windows(2) {
        assert_eq!(
            pair[0].balance.count() - pair[0].points.count(),
            pair[1].balance.count(),
            "each line begins where the last ended"
        );
    }
    sums
}

/// A member whose account has everything: earned, redeemed, taken back both ways, expired; days pass between.
fn busy(hotel: &Hotel) -> (GuestId, Vec<EntryId>) {
    let guest = member(hotel, "王建国", "138 1234 8812");
    let mut entries = vec![earn(hotel, guest, 2_000, Some("2026-07-31")), earn(hotel, guest, 1_500, Some("2027-07-31"))];
    hotel.pass_minutes(60 * 24 * 2);
    let wrong = earn(hotel, guest, 1_560, None);
    entries.extend([wrong, reverse(hotel, wrong)]);
    let spent = redeem(hotel, guest, 800, Some("late_check_out"));
    hotel.pass_minutes(60 * 24 * 2);
    entries.extend([spent, reverse(hotel, spent), redeem(hotel, guest, 600, Some("breakfast"))]);
    hotel.pass_minutes(60 * 24 * 20);
    expire(hotel, "2026-07-31");
    (guest, entries)
}

#[test]
fn a_statement_of_any_period_joins_its_opening_and_its_closing() {
    let hotel = hotel();
    let (guest, _) = busy(&hotel);
    let whole = joins(&read(&hotel, &asked(guest)));
    assert_eq!((whole.opening.count(), whole.closing.count()), (0, 1_500), "600 of the first lot were used, the rest expired");
    // (first day, last day, opening, closing, postings)
    let cases = [
        (Some("2026-07-16"), None, 3_500, 1_500, 6),
        (Some("2026-07-16"), Some("2026-07-17"), 3_500, 2_700, 3),
        (None, Some("2026-07-14"), 0, 3_500, 2),
        (Some("2026-07-15"), Some("2026-07-15"), 3_500, 3_500, 0),
        (Some("2027-01-01"), None, 1_500, 1_500, 0),
        (None, Some("2020-01-01"), 0, 0, 0),
    ];
    for (from, to, opening, closing, postings) in cases {
        let found = read(&hotel, &StatementAsked { from: from.map(day), to: to.map(day), ..asked(guest) });
        let sums = joins(&found);
        let shown = (sums.opening.count(), sums.closing.count(), found.statement.lines.len());
        assert_eq!(shown, (opening, closing, postings), "{from:?} to {to:?}");
        assert!(found.agrees && found.statement.earlier.is_none(), "one part holds it, and the account agrees");
    }
    let turned = StatementAsked { from: Some(day("2026-07-16")), to: Some(day("2026-07-15")), ..asked(guest) };
    assert_eq!(code(&hotel.store.read_as_house(|db| statement::read(db, &turned))), "bad_value");
}

#[test]
fn a_long_statement_comes_in_parts_whose_sums_are_always_those_of_what_is_shown() {
    let hotel = hotel();
    let guest = member(&hotel, "王建国", "138 1234 8812");
    let count = PART_MAX as i64 + 57;
    for ordinal in 0..count {
        earn(&hotel, guest, 1 + ordinal % 7, None);
    }
    let whole = hotel.read(|db| statement::whole(db, &asked(guest)));
    assert_eq!(whole.statement.lines.len() as i64, count, "paper has all of it");
    let newest = read(&hotel, &asked(guest));
    let sums = joins(&newest);
    assert_eq!(newest.statement.lines.len(), PART_MAX as usize);
    assert_eq!(newest.statement.postings as i64, count, "the tab says how many there are");
    let oldest_shown = newest.statement.lines.last().expect("lines");
    let before = oldest_shown.balance.count() - oldest_shown.points.count();
    assert_eq!(sums.opening.count(), before, "what is not shown is in the opening balance");
    let rest = read(&hotel, &StatementAsked { before: newest.statement.earlier, ..asked(guest) });
    assert_eq!((rest.statement.lines.len(), rest.statement.earlier), (57, None), "the second part is the rest");
    let sums = joins(&rest);
    assert_eq!((sums.opening.count(), sums.closing), (0, whole.statement.sums.closing), "its sums reach to the newest line");
    let seqs = |found: &MemberStatement| found.statement.lines.iter().map(|line| line.seq).collect::<Vec<_>>();
    assert_eq!([seqs(&newest), seqs(&rest)].concat(), seqs(&whole), "no line twice, none left out");
}

#[test]
fn a_line_says_where_it_comes_from_in_the_words_of_the_desk() {
    let hotel = hotel();
    let (guest, entries) = busy(&hotel);
    let found = read(&hotel, &asked(guest));
    let told = |entry: EntryId| found.statement.lines.iter().find(|line| line.id == entry).expect("a line").told.clone();
    let seq = |entry: EntryId| found.statement.lines.iter().find(|line| line.id == entry).expect("a line").seq;
    assert_eq!(told(entries[3]), format!("#{}", seq(entries[2])), "a reversal names the posting that it takes back");
    let stay = support::stays::departed(&hotel, guest, "2026-08-01", "2026-08-03", 100_000, 0);
    hotel.write(Role::Receptionist, Op::EarnPoints, &stay, |tx| loyalty::earn_stay(tx, stay)).expect("credited");
    assert_eq!(read(&hotel, &asked(guest)).statement.lines[0].told, "2026-08-01", "a stay is known by its first night");
}

fn prove(hotel: &Hotel, asked: &ProofAsked) -> Proof {
    hotel.read(|db| proof::read(db, asked))
}

#[test]
fn every_figure_has_a_proof_whose_postings_make_it() {
    let hotel = hotel();
    let (guest, entries) = busy(&hotel);
    let whose = || MemberRef::from(guest);
    let balance = prove(&hotel, &ProofAsked::Balance { member: whose() });
    assert!(balance.holds && balance.carried.is_none(), "{balance:?}");
    assert_eq!(balance.figure, 1_500);
    let last = balance.entries.last().expect("postings");
    assert_eq!((last.sum, last.balance.count()), (1_500, 1_500), "the last posting leaves the figure");
    assert_eq!(balance.entries.len(), 8, "each posting is named");
    for entry in &balance.entries {
        let moved: i64 = entry.touched.iter().map(|one| one.points.count()).sum();
        assert_eq!(moved, entry.points.count(), "#{} did to lots what it moved", entry.seq);
        let kept = entry.kept.as_ref().expect("a row of the history keeps it");
        assert!(kept.seq > 0 && kept.mac.len() == 64, "with its place in the chain");
    }
    let sums = joins(&read(&hotel, &asked(guest)));
    for (sum, figure, why) in [
        (SumOf::Earned, sums.earned, "earned"),
        (SumOf::Redeemed, sums.redeemed, "redeemed"),
        (SumOf::Expired, sums.expired, "expired"),
        (SumOf::Reversed, sums.reversed, "reversed"),
    ] {
        let found = prove(&hotel, &ProofAsked::Sum { member: whose(), sum, from: None, to: None });
        assert!(found.holds, "{why}: {found:?}");
        assert_eq!(found.figure, figure, "{why} is the statement's own sum");
        assert_eq!(found.entries.last().expect("postings").sum, figure, "and its postings make it");
    }
    let one = prove(&hotel, &ProofAsked::Entry { entry: entries[2] });
    assert!(one.holds);
    assert_eq!((one.figure, one.entries.len()), (1_560, 2), "a posting stands beside the one that took it back");
    assert_eq!(one.entries[0].reversed_by, Some(one.entries[1].seq));
    for lot in balance.lots.iter().map(|lot| lot.id) {
        let found = prove(&hotel, &ProofAsked::Lot { lot });
        assert!(found.holds, "a lot is what was made less what was taken: {found:?}");
    }
    let none = hotel.store.read_as_house(|db| proof::read(db, &ProofAsked::Entry { entry: EntryId(raw(9)) }));
    assert_eq!(code(&none), "not_found");
}

fn raw(byte: u8) -> lobby_core::base::ids::RawId {
    lobby_core::base::ids::RawId::from_bytes([byte; 16])
}

/// What somebody with other tools does to the file, and which figure shows it.
#[test]
fn a_proof_does_not_hold_where_the_file_was_changed_with_other_tools() {
    for (damage, why) in [
        ("UPDATE ledger SET points = 1499 WHERE seq = 2", "a posting was made smaller"),
        ("UPDATE lots SET points = 1400, left_points = 1400 WHERE points = 1500", "a lot was made smaller"),
        ("UPDATE balances SET points = points + 1 WHERE account > 100", "a balance was raised"),
        ("UPDATE ledger SET source = 'gift' WHERE seq = 1", "a posting was given another source"),
        (
            "UPDATE ledger SET points = 1600 WHERE seq = 2;
             UPDATE lots SET points = 1600, left_points = 1600 WHERE points = 1500;
             UPDATE balances SET points = points + 100 WHERE account > 100;
             UPDATE balances SET points = points - 100 WHERE account = 1",
            "every sum was made to agree: only what the chained history keeps says otherwise",
        ),
    ] {
        let hotel = hotel();
        let (guest, _) = busy(&hotel);
        let balance = ProofAsked::Balance { member: guest.into() };
        assert!(prove(&hotel, &balance).holds, "an untouched account holds");
        let conn = support::outside::opened(&hotel.path(), support::hotel::PASSPHRASE);
        let open = "DROP TRIGGER ledger_stays; DROP TRIGGER lot_uses_stay;";
        conn.execute_batch(&format!("{open}{damage}")).expect("the file obeys whoever has the key");
        drop(conn);
        assert!(!prove(&hotel, &balance).holds, "{why}");
    }
}

// The practice hotel's own ledger is what the report is read over.

const GUESTS: u64 = 2_000;

fn practice(guests: u64) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let pin_hash = staff::hash_pin(staff::PRACTICE_PIN, [5; 16]).expect("a hash");
    let today = NaiveDate::from_ymd_opt(2026, 7, 14).expect("a date");
    let wanted = Practice { guests, seed: 1, today };
    let path = folder.path().join("practice.lobby");
    let watch = &mut |_, _| ControlFlow::Continue(());
    let made = open::practice_hotel(&path, &wanted, &pin_hash, Instant::from_ms(NOW_MS), [3; 32], watch);
    let store = made.expect("a practice hotel").0;
    (folder, store)
}

fn session(store: &Store, role: Role) -> Session {
    let people = store.read_as_house(staff::list).expect("people");
    let user = people.into_iter().find(|user| user.role == role).expect("one of each role");
    Session::without_pin(user.id, role, user.department)
}

fn year() -> ReportAsked {
    ReportAsked { from: day("2025-07-15"), to: day("2026-07-14") }
}

fn behind(store: &Store, figure: ReportFigure, month: Option<&str>, tier: Option<Tier>) -> Vec<ReportRow> {
    let month = month.map(str::to_owned);
    let asked = ReportRowsAsked { period: year(), figure, month, tier, skip: 0, limit: report::PAGE_MAX };
    let who = session(store, Role::GeneralManager);
    store.read(&who, Op::ReadProgrammeReport, |db| report::rows_of(db, &who, &asked, day("2026-07-14"))).expect("rows").rows
}

#[test]
fn the_programmes_report_joins_its_sums_and_its_figures_are_the_rows_they_open() {
    let (_folder, store) = practice(GUESTS);
    let found = store.read_as_house(|db| report::read(db, &year(), day("2026-07-14"))).expect("a report");
    let totals = &found.totals;
    assert!(totals.agrees, "a practice hotel's points agree");
    let joined = totals.opening + totals.earned - totals.redeemed - totals.expired + totals.reversed;
    assert_eq!(joined, totals.closing, "opening + earned − redeemed − expired + reversed = closing");
    assert_eq!(found.months.last().expect("months").closing, totals.closing, "the last month ends where the period does");
    let sum = |of: fn(&report::MonthMoved) -> i64| found.months.iter().map(of).sum::<i64>();
    assert_eq!(sum(|month| month.earned + month.goodwill), totals.earned);
    assert_eq!((sum(|month| month.redeemed), sum(|month| month.expired)), (totals.redeemed, totals.expired));
    let ledger = store.read_as_house(check::check).expect("the ledger");
    assert_eq!((found.liability.points, totals.closing), (ledger.held, ledger.held), "what is owed is what members hold");
    assert_eq!(found.liability.months.iter().map(|month| month.points).sum::<i64>(), ledger.held);
    assert!(found.liability.months.len() > 6, "it ends in many months");
    assert!(totals.expired > 0 && found.breakage.permille.is_some_and(|rate| (1..1_000).contains(&rate)), "some of it lapses");
    assert!(found.breakage.expected_permille.is_some(), "enough lots have ended to say what will: {:?}", found.breakage);
    let tiers = &found.tiers;
    assert_eq!(tiers.iter().map(|tier| tier.issued).sum::<i64>(), found.breakage.issued, "tiers together got what was issued");
    assert_eq!(tiers.iter().map(|tier| tier.redeemed).sum::<i64>(), found.activity.redeemed);
    assert!(tiers.iter().any(|tier| tier.rewards > 0 && tier.rewards_minor.minor() > 0), "rewards cost something");
    assert!(found.activity.active > found.activity.redeemers && found.activity.active <= found.activity.members);

    let month = found.months.iter().max_by_key(|month| month.redeemed).expect("a month").clone();
    let of = |figure, month: Option<&str>, tier| behind(&store, figure, month, tier).iter().map(|row| row.points).sum::<i64>();
    let given = of(ReportFigure::Given, Some(&month.month), None);
    assert_eq!(given, month.earned + month.goodwill, "what was earned opens what was earned and given");
    let corrected = of(ReportFigure::Corrected, None, None);
    assert_eq!(corrected, totals.reversed, "what was reversed opens reversals and adjustments");
    let platinum = tiers.last().expect("platinum");
    assert_eq!(
        of(ReportFigure::Issued, None, Some(Tier::Platinum)),
        platinum.issued,
        "a tier's points, less what was taken back"
    );
    assert_eq!(-of(ReportFigure::Spent, None, Some(Tier::Platinum)), platinum.redeemed, "and what it spent of them");
    let rows = behind(&store, ReportFigure::Redeemed, Some(&month.month), None);
    assert_eq!(-rows.iter().map(|row| row.points).sum::<i64>(), month.redeemed, "a month's figure is its rows");
    assert!(rows.iter().all(|row| row.code == Some(EntryCode::Redeem) && row.entry.is_some()));
    let owed = &found.liability.months[0];
    let lots = behind(&store, ReportFigure::Held, Some(&owed.month), None);
    assert_eq!((lots.iter().map(|row| row.points).sum::<i64>(), lots.len()), (owed.points, owed.lots as usize));
    let gold = tiers.iter().find(|tier| tier.tier == Tier::Gold).expect("gold");
    assert_eq!(behind(&store, ReportFigure::Members, None, Some(Tier::Gold)).len(), gold.members as usize);
    assert_eq!(behind(&store, ReportFigure::Active, None, None).len(), (found.activity.active as usize).min(1_000));
    assert_eq!(behind(&store, ReportFigure::Redeemers, None, None).len(), found.activity.redeemers as usize);
    let compared = &found.compared;
    assert!(compared.enough && compared.nth == 1, "a practice hotel has enough of both sides: {compared:?}");
    assert_eq!(compared.to, day("2025-07-14"), "each is followed for a whole year");
}

#[test]
fn a_report_is_asked_for_days_that_have_been_and_read_by_those_who_may() {
    let hotel = hotel();
    busy(&hotel);
    let today = day("2026-08-07");
    let refused = |from: &str, to: &str| {
        let asked = ReportAsked { from: day(from), to: day(to) };
        code(&hotel.store.read_as_house(|db| report::read(db, &asked, today)))
    };
    assert_eq!(refused("2026-08-01", "2026-07-01"), "bad_value", "it ends before it begins");
    assert_eq!(refused("2026-08-01", "2026-08-08"), "bad_value", "nobody knows tomorrow");
    assert_eq!(refused("2020-01-01", "2026-08-01"), "bad_value", "longer than three years");
    let asked = ReportRowsAsked {
        period: ReportAsked { from: day("2026-07-01"), to: today },
        figure: ReportFigure::Earned,
        month: None,
        tier: None,
        skip: 0,
        limit: 10,
    };
    for (role, expected) in [
        (Role::GeneralManager, "done"),
        (Role::DutyManager, "done"),
        (Role::DepartmentHead, "not_allowed"),
        (Role::Receptionist, "not_allowed"),
        (Role::Administrator, "not_allowed"),
    ] {
        let who = hotel.session(role);
        let rows = hotel.store.read(&who, Op::ReadProgrammeReport, |db| report::rows_of(db, &who, &asked, today));
        assert_eq!(code(&rows), expected, "{role:?}");
    }
    let found = hotel.read(|db| report::read(db, &asked.period, today));
    assert!(!found.compared.enough, "one guest says nothing of anybody");
    assert_eq!(found.breakage.expected_permille, None, "two lots say nothing of the next");
}

#[test]
fn the_first_row_that_does_not_agree_is_found_and_opened() {
    let hotel = hotel();
    let (guest, entries) = busy(&hotel);
    assert!(hotel.read(report::agrees).check.ok, "an untouched ledger agrees");
    let damages: [(&str, Option<EntryId>); 4] = [
        ("UPDATE ledger SET points = 1999 WHERE seq = 1", Some(entries[0])),
        ("UPDATE lots SET left_points = left_points - 1 WHERE points = 1500", Some(entries[1])),
        ("UPDATE balances SET points = points + 1 WHERE account = 101", None),
        ("UPDATE ledger SET source = 'gift' WHERE seq = 2", Some(entries[1])),
    ];
    for (damage, entry) in damages {
        let hotel = support::hotel::hotel();
        let (guest, _) = busy(&hotel);
        let conn = support::outside::opened(&hotel.path(), support::hotel::PASSPHRASE);
        conn.execute_batch(&format!("DROP TRIGGER ledger_stays;{damage}")).expect("the file obeys whoever has the key");
        drop(conn);
        let found = hotel.read(report::agrees);
        assert!(!found.check.ok, "{damage}");
        let opens = found.opens.unwrap_or_else(|| panic!("{damage}: nothing opens {:?}", found.check.wrong));
        assert_eq!((opens.guest, opens.entry.is_some()), (guest, entry.is_some()), "{damage}");
        let today = day("2026-08-07");
        let totals = hotel.read(|db| report::totals(db, day("2026-07-01"), today));
        let sums_differ = damage.contains("balances") || damage.contains("lots");
        assert_eq!(totals.agrees, !sums_differ, "{damage}: the sums alone find what changes a sum");
    }
    assert_eq!(hotel.read(|db| loyalty::balance(db, guest)).count(), 1_500);
}

#[test]
fn the_morning_report_says_how_the_points_agree() {
    let hotel = hotel();
    busy(&hotel);
    let week = Period { from: day("2026-07-12"), to: day("2026-07-18") };
    let report = |role: Role| {
        let who = hotel.session(role);
        hotel.store.read(&who, Op::ReadMorning, |db| morning::report(db, &who, hotel.now(), week)).expect("a report")
    };
    let points = report(Role::GeneralManager).points.expect("the house's points");
    let line = [points.opening, points.earned, points.redeemed, points.expired, points.reversed, points.closing];
    assert_eq!(line, [0, 5_060, 1_400, 0, -760, 2_900], "opening + earned − redeemed − expired + reversed = closing");
    assert!(points.agrees, "核对通过");
    assert_eq!(report(Role::DepartmentHead).points, None, "members are the house's, not one department's");
}

//! 权益 against a real file: what a tier gives is counted, used, taken back, and goes with its guest.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{BenefitLineId, GuestId, StayId},
        role::Role,
        time::BusinessDate,
    },
    db::Done,
    flows::merge::{self, MergeGuests, UnmergeGuests},
    loyalty::{
        self, Enrol, MemberRef, Tier,
        benefits::{self, BenefitDeed, Benefits, GiveBenefit, ReturnBenefit, UseBenefit},
    },
};
use support::{
    hotel::{self, Hotel, code, hotel},
    outside,
    stays::{booked, departed, in_house},
};

/// Returns a member of gold, by sixteen nights of the last two years.
fn gold(hotel: &Hotel, name: &str, phone: &str) -> GuestId {
    let guest = hotel.guest(name, phone);
    let enrol = Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol)).expect("enrolled");
    departed(hotel, guest, "2026-06-01", "2026-06-17", 100_000, 0);
    let review = hotel.write(Role::Receptionist, Op::ReviewTiers, &guest, |tx| loyalty::tiers::review(tx, guest));
    assert_eq!(review.expect("reviewed").value.after, Tier::Gold);
    guest
}

fn wang(hotel: &Hotel) -> GuestId {
    gold(hotel, "王建国", "138 1234 8812")
}

fn used(hotel: &Hotel, guest: GuestId, code: &str, count: u32) -> Result<Done<BenefitLineId>> {
    used_in(hotel, guest, code, count, None)
}

fn used_in(hotel: &Hotel, guest: GuestId, code: &str, count: u32, stay: Option<StayId>) -> Result<Done<BenefitLineId>> {
    let input = UseBenefit { member: guest.into(), code: code.to_owned(), count, stay, note: "两位用餐".to_owned() };
    hotel.write(Role::Receptionist, Op::UseBenefit, &input, |tx| benefits::use_one(tx, &input))
}

fn given(hotel: &Hotel, role: Role, guest: GuestId, code: &str, count: u32) -> Result<Done<BenefitLineId>> {
    let input = GiveBenefit { member: guest.into(), code: code.to_owned(), count, reason: "周年答谢".to_owned() };
    hotel.write(role, Op::GiveBenefit, &input, |tx| benefits::give(tx, &input))
}

fn back(hotel: &Hotel, line: BenefitLineId, reason: &str) -> Result<Done<BenefitLineId>> {
    let input = ReturnBenefit { line, reason: reason.to_owned() };
    hotel.write(Role::Receptionist, Op::ReturnBenefit, &input, |tx| benefits::take_back(tx, &input))
}

fn today(hotel: &Hotel) -> BusinessDate {
    hotel.store.hotel().clock.business_date(hotel.now())
}

fn shown(hotel: &Hotel, guest: GuestId) -> Benefits {
    hotel.read(|db| benefits::of_member(db, &guest.into(), today(hotel)))
}

/// Returns how many are left of how many.
fn left(hotel: &Hotel, guest: GuestId, code: &str) -> (Option<u32>, Option<u32>) {
    let found = shown(hotel, guest).standing.into_iter().find(|one| one.code == code);
    found.map_or((None, None), |one| (one.left, one.of))
}

#[test]
fn a_year_s_breakfasts_are_counted_and_the_seventh_is_refused() {
    let hotel = hotel();
    let guest = wang(&hotel);
    assert_eq!(left(&hotel, guest, "breakfast"), (Some(6), Some(6)), "gold gives six a year");
    for expected in [4, 2, 0] {
        used(&hotel, guest, "breakfast", 2).expect("two at one table");
        assert_eq!(left(&hotel, guest, "breakfast"), (Some(expected), Some(6)));
    }
    let seventh = used(&hotel, guest, "breakfast", 1);
    assert_eq!(code(&seventh), "benefit_used_up");
    let args = seventh.err().map(|error| error.args()).unwrap_or_default();
    assert_eq!(args, [("left", "0".to_owned()), ("of", "6".to_owned())], "it says how many there were");
    for (wrong, why) in [(0, "none is none"), (100, "not a hundred")] {
        assert_eq!(code(&used(&hotel, guest, "breakfast", wrong)), "benefit_bad_count", "{why}");
    }
    assert_eq!(code(&used(&hotel, guest, "massage", 1)), "benefit_not_given");
    let log = shown(&hotel, guest).log;
    let first = log.last().expect("a line");
    assert_eq!((log.len(), first.deed, first.count, first.by.as_str()), (3, BenefitDeed::Used, 2, "receptionist"));
    assert_eq!((first.note.as_str(), first.tier), ("两位用餐", Tier::Gold));
}

#[test]
fn a_new_year_of_membership_gives_all_of_it_again() {
    let hotel = hotel();
    let guest = wang(&hotel);
    used(&hotel, guest, "breakfast", 6).expect("all of them");
    hotel.pass_minutes(60 * 24 * 364);
    assert_eq!(left(&hotel, guest, "breakfast").0, Some(0), "the last day of the year");
    hotel.pass_minutes(60 * 24);
    assert_eq!(left(&hotel, guest, "breakfast").0, Some(6), "the day of enrolment comes round");
    used(&hotel, guest, "breakfast", 1).expect("and one is used");
    assert_eq!(shown(&hotel, guest).log.len(), 2, "the log keeps both years");
}

#[test]
fn what_is_given_with_a_stay_is_given_once_in_each() {
    let hotel = hotel();
    let guest = wang(&hotel);
    assert_eq!(code(&used(&hotel, guest, "late_check_out", 1)), "benefit_needs_stay", "nobody is here");
    let first = in_house(&hotel, guest, "2026-07-12", "2026-07-14", 100_000, 0);
    used(&hotel, guest, "late_check_out", 1).expect("once");
    assert_eq!(code(&used(&hotel, guest, "late_check_out", 1)), "benefit_used_up");
    assert_eq!(left(&hotel, guest, "late_check_out"), (Some(0), Some(1)), "two o'clock is no count");
    let entry = shown(&hotel, guest).log.remove(0);
    assert_eq!(entry.stay.map(|stay| (stay.id, stay.room_no)), Some((first, "1206".to_owned())), "the log says in which stay");
    let next = booked(&hotel, guest, "2026-07-14", "2026-07-16");
    used_in(&hotel, guest, "late_check_out", 1, Some(next)).expect("the next stay has its own");
    let other = gold(&hotel, "李雷", "139 0000 0002");
    let theirs = in_house(&hotel, other, "2026-07-13", "2026-07-15", 100_000, 0);
    assert_eq!(code(&used_in(&hotel, guest, "late_check_out", 1, Some(theirs))), "benefit_needs_stay", "not in somebody else's");
}

#[test]
fn what_is_not_counted_is_noted_without_end() {
    let hotel = hotel();
    let guest = wang(&hotel);
    assert_eq!(left(&hotel, guest, "priority_booking"), (None, None), "nothing counts it");
    for _ in 0..5 {
        used(&hotel, guest, "priority_booking", 1).expect("noted");
    }
    let standing = shown(&hotel, guest).standing;
    assert_eq!(standing.iter().find(|one| one.code == "priority_booking").map(|one| one.used), Some(5));
}

#[test]
fn a_use_is_taken_back_once_with_its_reason_and_both_stay() {
    let hotel = hotel();
    let guest = wang(&hotel);
    let line = used(&hotel, guest, "breakfast", 2).expect("used").value;
    assert_eq!(code(&back(&hotel, line, "  ")), "empty", "not without a reason");
    back(&hotel, line, "记错了房号").expect("taken back");
    assert_eq!(code(&back(&hotel, line, "再来一次")), "benefit_returned");
    assert_eq!(left(&hotel, guest, "breakfast").0, Some(6));
    let entry = shown(&hotel, guest).log.remove(0);
    let returned = entry.returned.expect("the line stays, with why it does not count");
    assert_eq!((returned.reason.as_str(), returned.by.as_str()), ("记错了房号", "receptionist"));
    let unknown = lobby_core::base::ids::RawId::from_bytes([9; 16]).into();
    assert_eq!(code(&back(&hotel, unknown, "谁的？")), "not_found");
}

#[test]
fn a_manager_gives_more_and_takes_back_only_what_was_not_used() {
    let hotel = hotel();
    let guest = wang(&hotel);
    assert_eq!(code(&given(&hotel, Role::Receptionist, guest, "breakfast", 2)), "not_allowed", "the desk gives nothing more");
    let gift = given(&hotel, Role::DutyManager, guest, "breakfast", 2).expect("given").value;
    assert_eq!(left(&hotel, guest, "breakfast"), (Some(8), Some(8)));
    used(&hotel, guest, "breakfast", 7).expect("one of the two is used");
    assert_eq!(code(&back(&hotel, gift, "给错了人")), "benefit_used_since", "what was eaten is not taken back");
    assert_eq!(left(&hotel, guest, "breakfast"), (Some(1), Some(8)), "and a refusal leaves nothing behind");
    let base = hotel.guest("韩梅", "139 0000 0009");
    let enrol = Enrol { guest: base };
    hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol)).expect("enrolled");
    assert_eq!(code(&used(&hotel, base, "upgrade", 1)), "benefit_not_given", "the base tier has no upgrade");
    let upgrade = given(&hotel, Role::GeneralManager, base, "upgrade", 1).expect("given by hand").value;
    used(&hotel, base, "upgrade", 1).expect("and used");
    assert_eq!(code(&used(&hotel, base, "upgrade", 1)), "benefit_used_up");
    assert_eq!(code(&back(&hotel, upgrade, "收回")), "benefit_used_since");
    assert_eq!(code(&given(&hotel, Role::GeneralManager, base, "massage", 1)), "benefit_not_given", "no tier knows it");
}

#[test]
fn only_members_have_benefits_and_only_the_desk_notes_them() {
    let hotel = hotel();
    let stranger = hotel.guest("陌生人", "139 0000 0005");
    assert_eq!(code(&used(&hotel, stranger, "breakfast", 1)), "not_a_member");
    let member = MemberRef::from(stranger);
    let refused = hotel.store.read_as_house(|db| benefits::of_member(db, &member, today(&hotel)));
    assert_eq!(code(&refused), "not_a_member");
    let guest = wang(&hotel);
    let input = UseBenefit { member: guest.into(), code: "breakfast".to_owned(), count: 1, stay: None, note: String::new() };
    for role in [Role::DepartmentHead, Role::DataOfficer, Role::Administrator] {
        let outcome = hotel.write(role, Op::UseBenefit, &input, |tx| benefits::use_one(tx, &input));
        assert_eq!(code(&outcome), "not_allowed", "{role:?}");
    }
}

#[test]
fn the_log_goes_with_a_merge_and_no_benefit_is_used_twice_by_it() {
    let hotel = hotel();
    let (keep, other) = (wang(&hotel), gold(&hotel, "WANG JIANGUO", "139 0000 1234"));
    used(&hotel, keep, "breakfast", 3).expect("used");
    used(&hotel, other, "breakfast", 2).expect("used");
    let input = MergeGuests { keep, other, take: Vec::new(), reason: "本人确认".to_owned() };
    let merged = hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input)).expect("merged").value;
    assert_eq!(left(&hotel, keep, "breakfast").0, Some(1), "three and two of six");
    assert_eq!(code(&used(&hotel, other, "breakfast", 2)), "benefit_used_up", "the old number leads to the same six");
    used(&hotel, other, "breakfast", 1).expect("the last one");
    let input = UnmergeGuests { merge: merged.merge_id, reason: "同名不同人".to_owned() };
    hotel.write(Role::DutyManager, Op::UnmergeGuests, &input, |tx| merge::unmerge(tx, &input)).expect("apart");
    assert_eq!((left(&hotel, keep, "breakfast").0, left(&hotel, other, "breakfast").0), (Some(3), Some(3)), "each has their own");
}

#[test]
fn the_file_itself_keeps_the_log_as_it_was_written() {
    let hotel = hotel();
    let guest = wang(&hotel);
    let line = used(&hotel, guest, "breakfast", 2).expect("used").value;
    back(&hotel, line, "记错了房号").expect("taken back");
    let file = outside::opened(&hotel.path(), hotel::PASSPHRASE);
    for sql in [
        "UPDATE benefit_lines SET count = 1",
        "DELETE FROM benefit_lines",
        "UPDATE benefit_returns SET reason = 'x'",
        "DELETE FROM benefit_returns",
    ] {
        assert!(file.execute_batch(sql).is_err(), "{sql}");
    }
}

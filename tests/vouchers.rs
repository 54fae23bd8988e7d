//! 兑换与兑换券 against a real file: stock that is never oversold, codes that are used once, guesses that cost.

use std::sync::{Arc, Barrier};

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result as Outcome,
        ids::{EntryId, GuestId, VoucherId},
        points::Points,
        role::Role,
        time::Instant,
    },
    db::Done,
    flows::merge::{self, MergeGuests, UnmergeGuests},
    loyalty::{
        self, EarnPoints, Enrol, Posted, Redeem, check,
        page::{self, MemberQuery},
        vouchers::{
            self, UseVoucher, Voucher, VoucherPaper, VoucherState,
            lists::{self, VoucherFilter},
        },
    },
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};
use support::{
    hotel::{self, Hotel, code, hotel},
    outside,
};

fn points(count: i64) -> Points {
    Points::new(count).expect("a test's points")
}

/// Returns a member who holds so many points.
fn member(hotel: &Hotel, name: &str, phone: &str, held: i64) -> GuestId {
    let guest = hotel.guest(name, phone);
    let enrol = Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol)).expect("enrolled");
    let earn = EarnPoints { member: guest.into(), points: points(held), expires_on: None };
    hotel.write(Role::Receptionist, Op::EarnPoints, &earn, |tx| loyalty::earn_points(tx, &earn)).expect("earned");
    guest
}

fn wang(hotel: &Hotel) -> GuestId {
    member(hotel, "王建国", "138 1234 8812", 13_000)
}

fn redeem(hotel: &Hotel, guest: GuestId, count: i64, reward: &str) -> Outcome<Done<Posted>> {
    let input = Redeem { member: guest.into(), points: points(count), reward: Some(reward.to_owned()) };
    hotel.write(Role::Receptionist, Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input))
}

fn reverse(hotel: &Hotel, entry: EntryId) -> Outcome<Done<Posted>> {
    hotel.write(Role::Receptionist, Op::ReversePoints, &entry, |tx| loyalty::reverse(tx, entry))
}

/// Redeems a late check-out and returns the posting, the voucher and its code.
fn given(hotel: &Hotel, guest: GuestId) -> (EntryId, VoucherId, String) {
    let posted = redeem(hotel, guest, 800, "late_check_out").expect("redeemed").value;
    let voucher = posted.voucher.expect("late check-out comes on paper");
    (posted.entry_id, voucher, paper(hotel, voucher).code)
}

fn paper(hotel: &Hotel, voucher: VoucherId) -> VoucherPaper {
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    hotel.read(|db| vouchers::paper(db, voucher, today))
}

fn checked(hotel: &Hotel, text: &str) -> Outcome<Voucher> {
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    vouchers::check(&hotel.store, &hotel.session(Role::Receptionist), text, today, hotel.now())
}

fn used(hotel: &Hotel, role: Role, text: &str) -> Outcome<Done<VoucherId>> {
    let input = UseVoucher { code: text.to_owned(), place: "早餐厅".to_owned() };
    vouchers::use_up(&hotel.store, &hotel.request(role), &input, hotel.now())
}

/// What a desk does with rewards, at random.
#[derive(Debug, Clone)]
enum Step {
    /// A member redeems a reward, of those below.
    Redeem { who: usize, what: usize },
    /// The nth redemption is taken back.
    Reverse { nth: usize },
    /// The nth voucher is handed in.
    Use { nth: usize },
}

/// Code, points, stock, and whether it comes on paper.
const REWARDS: [(&str, i64, Option<usize>, bool); 4] = [
    ("breakfast", 600, None, true),
    ("gift_box", 3_500, Some(20), false),
    ("spa", 4_200, Some(3), true),
    ("suite_upgrade", 6_000, Some(1), true),
];
/// What each of two members begins with.
const HELD: i64 = 15_000;

/// One redemption, told by simpler means.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    Stands,
    Used,
    Back,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        5 => (0..2_usize, 0..REWARDS.len()).prop_map(|(who, what)| Step::Redeem { who, what }),
        3 => (0..16_usize).prop_map(|nth| Step::Reverse { nth }),
        3 => (0..16_usize).prop_map(|nth| Step::Use { nth }),
    ];
    prop::collection::vec(step, 1..=24)
}

/// Sequences that are tried.
const SEQUENCES: u32 = 40;

#[test]
fn whatever_the_desk_does_no_stock_is_oversold_and_no_voucher_is_good_twice() {
    let mut runner = TestRunner::new(Config { cases: SEQUENCES, failure_persistence: None, ..Config::default() });
    runner.run(&steps(), |steps| sequence(&steps)).unwrap_or_else(|fault| panic!("{fault}"));
}

fn sequence(steps: &[Step]) -> Result<(), TestCaseError> {
    let hotel = hotel();
    let members = [member(&hotel, "王建国", "138 1234 8812", HELD), member(&hotel, "李雷", "139 0000 0002", HELD)];
    let mut held = [HELD; 2];
    let mut made: Vec<(usize, usize, EntryId, Option<VoucherId>, Fate)> = Vec::new();
    for step in steps {
        match *step {
            Step::Redeem { who, what } => {
                let (reward, cost, stock, on_paper) = REWARDS[what];
                let given = made.iter().filter(|one| one.1 == what && one.4 != Fate::Back).count();
                let out = stock.is_some_and(|stock| given >= stock);
                let expected = if out {
                    "reward_out_of_stock"
                } else if held[who] < cost {
                    "not_enough_points"
                } else {
                    "done"
                };
                let outcome = redeem(&hotel, members[who], cost, reward);
                prop_assert_eq!(code(&outcome), expected, "{} of {:?} given", given, REWARDS[what]);
                if let Ok(done) = outcome {
                    prop_assert_eq!(done.value.voucher.is_some(), on_paper);
                    held[who] -= cost;
                    made.push((who, what, done.value.entry_id, done.value.voucher, Fate::Stands));
                }
            }
            Step::Reverse { nth } => {
                let Some(one) = made.get_mut(nth) else { continue };
                let expected = match one.4 {
                    Fate::Stands => "done",
                    Fate::Used => "voucher_spent",
                    Fate::Back => "already_reversed",
                };
                prop_assert_eq!(code(&reverse(&hotel, one.2)), expected);
                if one.4 == Fate::Stands {
                    one.4 = Fate::Back;
                    held[one.0] += REWARDS[one.1].1;
                }
            }
            Step::Use { nth } => {
                let Some(one) = made.get_mut(nth) else { continue };
                let Some(voucher) = one.3 else { continue };
                let expected = match one.4 {
                    Fate::Stands => "done",
                    Fate::Used => "voucher_used",
                    Fate::Back => "voucher_voided",
                };
                prop_assert_eq!(code(&used(&hotel, Role::Receptionist, &paper(&hotel, voucher).code)), expected);
                if one.4 == Fate::Stands {
                    one.4 = Fate::Used;
                }
            }
        }
    }
    for (who, guest) in members.iter().enumerate() {
        prop_assert_eq!(hotel.read(|db| loyalty::balance(db, *guest)).count(), held[who]);
    }
    let found = hotel.read(check::check);
    prop_assert!(found.ok, "the ledger and its vouchers agree: {:?}", found.wrong);
    Ok(())
}

/// A code of the right shape that no voucher has: `nth` tells them apart.
fn guess(nth: u64) -> String {
    let id = lobby_core::base::ids::RawId::derive(Instant::from_ms(0), b"a guess", nth);
    vouchers::code::made(&[9; 32], id.into(), 0).to_string()
}

#[test]
fn a_reward_comes_with_a_voucher_and_a_gift_is_handed_over() {
    let hotel = hotel();
    let guest = wang(&hotel);
    let first = redeem(&hotel, guest, 800, "late_check_out").expect("redeemed").value;
    let second = redeem(&hotel, guest, 600, "breakfast").expect("redeemed").value;
    let gift = redeem(&hotel, guest, 3_500, "gift_box").expect("redeemed").value;
    assert_eq!(gift.voucher, None, "a box goes over the counter at once");
    let (first, second) = (paper(&hotel, first.voucher.expect("a voucher")), paper(&hotel, second.voucher.expect("another")));
    assert_eq!((first.voucher.number.as_str(), second.voucher.number.as_str()), ("R-20260714-A01", "R-20260714-A02"));
    assert_eq!((first.voucher.guest_name.as_str(), first.voucher.member_no.as_str()), ("王建国", "00000001"));
    assert_eq!(first.voucher.valid_until.to_string(), "2026-10-12", "ninety days from the fourteenth of July");
    assert_eq!((first.code.len(), first.code == second.code), (11, false), "two vouchers, two codes");
    assert_eq!(paper(&hotel, first.voucher.id).code, first.code, "printed again it is the same");
    let lines = hotel.read(|db| lists::redemptions(db, &guest.into(), "2026-07-14".parse().expect("a date")));
    let query = MemberQuery { member: guest.into(), since: None, today: "2026-07-14".parse().expect("a date") };
    let statement = hotel.read(|db| page::page(db, &query)).statement;
    let told: Vec<&str> = statement.lines.iter().map(|line| line.told.as_str()).collect();
    assert_eq!(told, ["", "R-20260714-A02", "R-20260714-A01", ""], "the statement names the vouchers");
    let held = hotel.read(|db| vouchers::held(db, guest, "2026-07-14".parse().expect("a date")));
    assert_eq!(held, 2, "two are in the guest's hand");
    let shown: Vec<(&str, bool)> = lines.iter().map(|line| (line.reward.as_str(), line.voucher.is_some())).collect();
    assert_eq!(shown, [("gift_box", false), ("breakfast", true), ("late_check_out", true)], "newest first");
}

#[test]
fn a_code_is_used_once_and_every_later_try_says_when_and_by_whom() {
    let hotel = hotel();
    let (_, voucher, code_on_paper) = given(&hotel, wang(&hotel));
    assert_eq!(checked(&hotel, &code_on_paper.to_lowercase()).expect("it is ours").state, VoucherState::Open);
    assert_eq!(used(&hotel, Role::Receptionist, &code_on_paper).expect("used").value, voucher);
    let again = used(&hotel, Role::DutyManager, &code_on_paper);
    assert_eq!(code(&again), "voucher_used");
    let args = again.err().map(|error| error.args()).unwrap_or_default();
    assert_eq!(args, [("on", "2026-07-14".to_owned()), ("by", "receptionist".to_owned())], "it says when and by whom");
    let shown = checked(&hotel, &code_on_paper).expect("a used one is still known");
    assert_eq!((shown.state, shown.place.as_str()), (VoucherState::Used, "早餐厅"));
    let reopened = lobby_core::open::with_key(&hotel.path(), hotel::key()).expect("the file opens again");
    let input = UseVoucher { code: code_on_paper, place: String::new() };
    let outcome = vouchers::use_up(&reopened, &hotel.request(Role::Receptionist), &input, hotel.now());
    assert_eq!(code(&outcome), "voucher_used", "not after a restart either");
}

#[test]
fn the_same_request_again_answers_the_same_and_another_is_refused() {
    let hotel = hotel();
    let (_, voucher, code_on_paper) = given(&hotel, wang(&hotel));
    let request = hotel.request_with(Role::Receptionist, "one-click");
    let input = UseVoucher { code: code_on_paper.clone(), place: String::new() };
    for _ in 0..3 {
        let done = vouchers::use_up(&hotel.store, &request, &input, hotel.now()).expect("a double click uses it once");
        assert_eq!(done.value, voucher);
    }
    assert_eq!(code(&used(&hotel, Role::Receptionist, &code_on_paper)), "voucher_used");
}

#[test]
fn a_voucher_is_taken_on_its_last_day_and_not_on_the_next() {
    let hotel = hotel();
    let guest = wang(&hotel);
    let ((_, _, first), (_, _, second)) = (given(&hotel, guest), given(&hotel, guest));
    hotel.pass_minutes(60 * 24 * 90);
    used(&hotel, Role::Receptionist, &first).expect("on the ninetieth day it is good");
    hotel.pass_minutes(60 * 24);
    let late = used(&hotel, Role::Receptionist, &second);
    assert_eq!(code(&late), "voucher_expired");
    assert_eq!(late.err().map(|error| error.args()).unwrap_or_default(), [("on", "2026-10-12".to_owned())]);
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    let list = hotel.read(|db| lists::list(db, VoucherFilter::Expired, today));
    assert_eq!((list.rows.len(), list.counts.expired, list.counts.used, list.counts.open), (1, 1, 1, 0));
    assert_eq!(list.rows[0].state, VoucherState::Expired, "what nobody used stands in the list");
    assert_eq!(hotel.read(|db| vouchers::held(db, guest, today)), 0, "and is nothing that the guest still holds");
}

#[test]
fn taking_a_redemption_back_voids_its_voucher_and_gives_stock_and_points_back() {
    let hotel = hotel();
    let guest = wang(&hotel);
    let suite = redeem(&hotel, guest, 6_000, "suite_upgrade").expect("the only one").value;
    let code_on_paper = paper(&hotel, suite.voucher.expect("on paper")).code;
    assert_eq!(code(&redeem(&hotel, guest, 6_000, "suite_upgrade")), "reward_out_of_stock");
    let given = hotel.read(|db| loyalty::rewards::given(db, "2026-07-14".parse().expect("a date")));
    let given: Vec<(&str, u32)> = given.iter().map(|one| (one.code.as_str(), one.given)).collect();
    assert_eq!(given, [("gift_box", 0), ("spa", 0), ("suite_upgrade", 1)], "whoever fills the shelf sees what went");
    reverse(&hotel, suite.entry_id).expect("taken back");
    assert_eq!(code(&used(&hotel, Role::Receptionist, &code_on_paper)), "voucher_voided");
    assert_eq!(hotel.read(|db| loyalty::balance(db, guest)).count(), 13_000, "the points are there again");
    let another = redeem(&hotel, guest, 6_000, "suite_upgrade").expect("and the suite").value;
    assert_ne!(paper(&hotel, another.voucher.expect("on paper")).code, code_on_paper, "with another code");
    assert!(hotel.read(check::check).ok, "the ledger agrees");
}

#[test]
fn a_used_voucher_stands_in_the_way_of_taking_its_redemption_back() {
    let hotel = hotel();
    let guest = wang(&hotel);
    let (entry, _, code_on_paper) = given(&hotel, guest);
    used(&hotel, Role::Receptionist, &code_on_paper).expect("used");
    let refused = reverse(&hotel, entry);
    assert_eq!(code(&refused), "voucher_spent");
    let args = refused.err().map(|error| error.args()).unwrap_or_default();
    assert_eq!(args, [("number", "R-20260714-A01".to_owned())], "it says which");
    assert_eq!(hotel.read(|db| loyalty::balance(db, guest)).count(), 12_200, "nothing was taken back");
}

#[test]
fn five_wrong_codes_lock_for_five_minutes_also_beside_right_ones_and_a_slip_costs_nothing() {
    let hotel = hotel();
    let (_, _, right) = given(&hotel, wang(&hotel));
    let slip = right.replace(|sign: char| sign == right.chars().next().unwrap_or('0'), "7");
    let slip = if slip == right { right.replace(&right[..1], "8") } else { slip };
    for _ in 0..20 {
        assert_eq!(code(&checked(&hotel, &slip)), "voucher_misread", "the check sign tells a slip of the pen");
    }
    for nth in 0..4 {
        let wrong = checked(&hotel, &guess(nth));
        let left = wrong.err().map(|error| error.args()).unwrap_or_default();
        assert_eq!(left, [("left", (4 - nth).to_string())], "try {nth}");
        checked(&hotel, &right).expect("who holds a right one");
    }
    assert_eq!(code(&checked(&hotel, &guess(4))), "voucher_locked", "buys no further tries with it");
    assert_eq!(code(&checked(&hotel, &right)), "voucher_locked", "now not even the right one is looked at");
    assert_eq!(code(&used(&hotel, Role::Receptionist, &right)), "voucher_locked");
    let manager = used(&hotel, Role::DutyManager, &guess(5));
    assert_eq!(code(&manager), "voucher_wrong", "somebody else can work");
    let reopened = lobby_core::open::with_key(&hotel.path(), hotel::key()).expect("the file opens again");
    let session = hotel.session(Role::Receptionist);
    let today = "2026-07-14".parse().expect("a date");
    let after_restart = vouchers::check(&reopened, &session, &right, today, hotel.now());
    assert_eq!(code(&after_restart), "voucher_locked", "the lock survives a restart");
    hotel.pass_minutes(5);
    checked(&hotel, &right).expect("five minutes later it is over");
}

#[test]
fn a_number_says_which_voucher_is_meant_and_uses_none() {
    let hotel = hotel();
    let (_, voucher, _) = given(&hotel, wang(&hotel));
    assert_eq!(checked(&hotel, " r-20260714-a01 ").expect("by its number").id, voucher);
    assert_eq!(code(&used(&hotel, Role::Receptionist, "R-20260714-A01")), "voucher_needs_code");
    assert_eq!(code(&used(&hotel, Role::Receptionist, "R-20260714-A02")), "voucher_misread", "no such number, and no code");
    let today = "2026-07-14".parse().expect("a date");
    for (text, found) in [("R-2026", 1), ("r-20260714-a0", 1), ("R-20260715", 0), ("R-", 0), ("王", 0), ("A01", 0)] {
        let numbered = hotel.read(|db| lists::numbered(db, text, today, 9));
        assert_eq!(numbered.len(), found, "{text}");
    }
}

#[test]
fn who_may_not_post_points_neither_checks_nor_uses_and_costs_nobody_a_try() {
    let hotel = hotel();
    let (_, _, right) = given(&hotel, wang(&hotel));
    for role in [Role::DepartmentHead, Role::DataOfficer, Role::Administrator] {
        assert_eq!(code(&used(&hotel, role, &right)), "not_allowed", "{role:?}");
        let session = hotel.session(role);
        let today = "2026-07-14".parse().expect("a date");
        assert_eq!(code(&vouchers::check(&hotel.store, &session, &right, today, hotel.now())), "not_allowed", "{role:?}");
    }
    used(&hotel, Role::Receptionist, &right).expect("it was not used");
}

#[test]
fn neither_history_nor_an_answer_nor_a_table_holds_a_code_that_is_not_used() {
    let hotel = hotel();
    let (_, voucher, right) = given(&hotel, wang(&hotel));
    hotel.write(Role::Receptionist, Op::PrintVoucher, &voucher, |tx| vouchers::print(tx, voucher)).expect("printed once more");
    let plain = right.replace('-', "");
    let places = |words: &str| outside::found_in(&hotel.path(), hotel::PASSPHRASE, words);
    let told = places("R-20260714-A01");
    assert!(
        told.contains(&"vouchers.number".to_owned()) && told.contains(&"images.body".to_owned()),
        "what is kept is found: {told:?}"
    );
    for secret in [&right, &plain] {
        assert_eq!(places(secret), Vec::<String>::new(), "no table and no file beside it holds the code");
    }
}

#[test]
fn two_tills_never_give_the_last_one_twice() {
    let hotel = hotel();
    let guests: Vec<GuestId> =
        (0..4_i64).map(|nth| member(&hotel, &format!("客人{nth}"), &format!("138 0000 00{nth:02}"), 20_000)).collect();
    let requests: Vec<_> = guests.iter().map(|_| hotel.request(Role::Receptionist)).collect();
    let path = Arc::new(hotel.path());
    let start = Arc::new(Barrier::new(guests.len()));
    let tills: Vec<_> = guests
        .iter()
        .zip(requests)
        .map(|(guest, request)| {
            let (path, start, guest) = (Arc::clone(&path), Arc::clone(&start), *guest);
            std::thread::spawn(move || {
                let store = lobby_core::open::with_key(&path, hotel::key()).expect("a till of its own");
                let input = Redeem { member: guest.into(), points: points(6_000), reward: Some("suite_upgrade".to_owned()) };
                start.wait();
                store.write(&request, Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input)).map(|done| done.value.entry_id)
            })
        })
        .collect();
    let outcomes: Vec<_> = tills.into_iter().map(|till| till.join().expect("a till ends")).collect();
    let mut codes: Vec<&str> = outcomes.iter().map(code).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["done", "reward_out_of_stock", "reward_out_of_stock", "reward_out_of_stock"], "one suite, one guest");
    assert!(hotel.read(check::check).ok, "the ledger agrees");
}

#[test]
fn two_tills_never_use_one_voucher_twice() {
    let hotel = hotel();
    let (_, _, right) = given(&hotel, wang(&hotel));
    let requests: Vec<_> = [Role::Receptionist, Role::DutyManager, Role::GeneralManager].map(|role| hotel.request(role)).into();
    let start = Arc::new(Barrier::new(requests.len()));
    let (path, now) = (hotel.path(), hotel.now());
    let tills: Vec<_> = requests
        .into_iter()
        .map(|request| {
            let (path, start, right) = (path.clone(), Arc::clone(&start), right.clone());
            std::thread::spawn(move || {
                let store = lobby_core::open::with_key(&path, hotel::key()).expect("a till of its own");
                start.wait();
                vouchers::use_up(&store, &request, &UseVoucher { code: right, place: String::new() }, now)
            })
        })
        .collect();
    let outcomes: Vec<_> = tills.into_iter().map(|till| till.join().expect("a till ends")).collect();
    let mut codes: Vec<&str> = outcomes.iter().map(code).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["done", "voucher_used", "voucher_used"]);
}

#[test]
fn what_is_missing_for_a_reward_is_said() {
    let hotel = hotel();
    let guest = member(&hotel, "李雷", "139 0000 0002", 2_680);
    let query = MemberQuery { member: guest.into(), since: None, today: "2026-07-14".parse().expect("a date") };
    let rewards = hotel.read(|db| page::page(db, &query)).rewards;
    let missing: Vec<(&str, i64, bool)> =
        rewards.iter().map(|line| (line.code.as_str(), line.missing.count(), line.affordable)).collect();
    assert_eq!(
        missing,
        [
            ("breakfast", 0, true),
            ("late_check_out", 0, true),
            ("gift_box", 820, false),
            ("spa", 1_520, false),
            ("suite_upgrade", 3_320, false)
        ]
    );
    let refused = redeem(&hotel, guest, 4_200, "spa");
    assert_eq!(code(&refused), "not_enough_points");
    let args = refused.err().map(|error| error.args()).unwrap_or_default();
    assert!(args.contains(&("missing", "1520".to_owned())), "the refusal says it too: {args:?}");
}

#[test]
fn vouchers_go_with_a_merge_and_come_back_with_their_guest() {
    let hotel = hotel();
    let (keep, other) = (wang(&hotel), member(&hotel, "WANG JIANGUO", "139 0000 1234", 5_000));
    let (entry, theirs, code_of_theirs) = given(&hotel, other);
    let input = MergeGuests { keep, other, take: Vec::new(), reason: "本人确认".to_owned() };
    let merged = hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input)).expect("merged").value;
    assert_eq!(merged.moved.vouchers, 1, "the merge says so");
    assert_eq!(checked(&hotel, &code_of_theirs).expect("known").guest, keep, "it is the kept record's");
    let today = "2026-07-14".parse().expect("a date");
    let lines = hotel.read(|db| lists::redemptions(db, &keep.into(), today));
    assert_eq!(lines.iter().map(|line| line.entry).collect::<Vec<_>>(), [entry], "their redemption stands on the page");
    let (_, since, _) = given(&hotel, other);
    assert_eq!(paper(&hotel, since).voucher.guest, keep, "who comes with the old number has it on the kept record");
    let input = UnmergeGuests { merge: merged.merge_id, reason: "同名不同人".to_owned() };
    let apart = hotel.write(Role::DutyManager, Op::UnmergeGuests, &input, |tx| merge::unmerge(tx, &input)).expect("apart").value;
    assert_eq!(apart.moved.vouchers, 2);
    assert_eq!(
        (paper(&hotel, theirs).voucher.guest, paper(&hotel, since).voucher.guest),
        (other, other),
        "both are theirs again"
    );
    used(&hotel, Role::Receptionist, &code_of_theirs).expect("and the code is as good as before");
}

#[test]
fn the_file_itself_keeps_vouchers_as_they_were_given() {
    let hotel = hotel();
    let (_, _, right) = given(&hotel, wang(&hotel));
    used(&hotel, Role::Receptionist, &right).expect("used");
    let file = outside::opened(&hotel.path(), hotel::PASSPHRASE);
    file.pragma_update(None, "recursive_triggers", true).expect("as Lobby sets it");
    for (sql, why) in [
        ("UPDATE vouchers SET valid_until = '2099-12-31'", "no longer life by hand"),
        ("UPDATE vouchers SET mark = randomblob(16)", "no other code"),
        ("DELETE FROM vouchers", "none vanishes"),
        ("UPDATE voucher_ends SET how = 'voided'", "used stays used"),
        ("DELETE FROM voucher_ends", "and is not forgotten"),
        (
            "INSERT OR REPLACE INTO voucher_ends SELECT voucher_id, 'voided', '', by_user, at_ms, business_date FROM voucher_ends",
            "nor replaced",
        ),
    ] {
        assert!(file.execute_batch(sql).is_err(), "{why}: {sql}");
    }
}

#[test]
fn a_voucher_changed_with_other_tools_is_found() {
    let cases = [
        ("UPDATE vouchers SET valid_until = '2099-12-31' WHERE number LIKE '%01'", "a longer life"),
        ("UPDATE vouchers SET reward = 'suite_upgrade' WHERE number LIKE '%01'", "a suite for a late check-out"),
        ("DELETE FROM voucher_ends WHERE how = 'used'", "a used one made good again"),
        ("DELETE FROM voucher_ends WHERE how = 'voided'", "a voided one made good again"),
        (
            "INSERT INTO voucher_ends SELECT id, 'voided', '', issued_by, issued_at_ms, issued_on FROM vouchers WHERE number LIKE '%03'",
            "a good one voided by hand",
        ),
        (
            "INSERT INTO vouchers SELECT randomblob(16), 'R-20260714-A09', guest_id, (SELECT id FROM ledger WHERE code = 'earn'), reward,
               words, points, cost_minor, 0, randomblob(16), valid_until, issued_by, issued_at_ms, issued_on FROM vouchers LIMIT 1",
            "one that nobody paid",
        ),
    ];
    for (damage, why) in cases {
        let hotel = hotel();
        let guest = wang(&hotel);
        let (_, _, used_up) = given(&hotel, guest);
        let (voided, ..) = given(&hotel, guest);
        given(&hotel, guest);
        used(&hotel, Role::Receptionist, &used_up).expect("used");
        reverse(&hotel, voided).expect("taken back");
        let sound = hotel.read(check::check);
        assert!(sound.ok, "untouched they agree: {:?}", sound.wrong);
        let file = outside::opened(&hotel.path(), hotel::PASSPHRASE);
        for guard in ["vouchers_stay", "vouchers_keep", "voucher_ends_stay", "voucher_ends_keep"] {
            file.execute_batch(&format!("DROP TRIGGER {guard}")).expect("whoever has the key may do anything");
        }
        file.execute_batch(damage).expect("the damage is done");
        let law = hotel.read(check::check).wrong.map(|wrong| wrong.law);
        assert_eq!(law, Some(check::LedgerLaw::Vouchers), "{why}: {damage}");
    }
}

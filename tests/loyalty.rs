//! 会员积分 against a real file: the trap of lots, one credit a stay, reversals, the programme, and a model beside the ledger.

mod by_hand;
mod departures;
mod model;
mod promises;
mod sequences;
mod tills;
mod traps;
mod waiting;

use lobby_core::{
    audit::op::Op,
    base::{
        ids::{EntryId, GuestId, StayId},
        points::Points,
        role::Role,
        time::BusinessDate,
    },
    flows::check_out::check_out,
    loyalty::{
        self, EarnPoints, Enrol, Goodwill, MemberRef, Redeem, Tier, check,
        expiry::{self, RunExpiry},
        page::{self, MemberQuery},
        programme::{AdoptProgramme, Programme},
    },
    stays::CheckOut,
};

use support::hotel::{Hotel, code, hotel};

type Written<T> = lobby_core::base::error::Result<lobby_core::db::Done<T>>;

fn points(count: i64) -> Points {
    Points::new(count).expect("a test's points")
}

fn day(text: &str) -> BusinessDate {
    text.parse().expect("a test's date")
}

/// What the desk does with points, each as one write.
struct Desk<'h> {
    hotel: &'h Hotel,
    guest: GuestId,
}

impl Desk<'_> {
    fn earn(&self, count: i64, expires: Option<&str>) -> Written<loyalty::Posted> {
        let input = EarnPoints { member: self.guest.into(), points: points(count), expires_on: expires.map(day) };
        self.hotel.write(Role::Receptionist, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input))
    }

    fn redeem(&self, count: i64, reward: Option<&str>) -> Written<loyalty::Posted> {
        let input = Redeem { member: self.guest.into(), points: points(count), reward: reward.map(str::to_owned) };
        self.hotel.write(Role::Receptionist, Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input))
    }

    fn reverse(&self, entry: EntryId) -> Written<loyalty::Posted> {
        self.hotel.write(Role::Receptionist, Op::ReversePoints, &entry, |tx| loyalty::reverse(tx, entry))
    }

    /// Lets the hotel's day come to `on`, where it has not, and runs the expiry of that day.
    fn expire(&self, on: &str) -> loyalty::Expired {
        let on = day(on);
        let today = self.hotel.store.hotel().clock.business_date(self.hotel.now());
        self.hotel.pass_minutes(u64::try_from(on.days_since(today).max(0)).expect("a day to come") * 60 * 24);
        self.run(on).expect("a run is made").value
    }

    /// Runs the expiry of `on`; the hotel's day was looked at.
    fn run(&self, on: BusinessDate) -> Written<loyalty::Expired> {
        let today = self.hotel.store.hotel().clock.business_date(self.hotel.now());
        let input = RunExpiry { on, day_is_right: Some(today) };
        self.hotel.write(Role::DutyManager, Op::ExpirePoints, &input, |tx| expiry::run(tx, &input))
    }

    fn earn_stay(&self, stay: StayId) -> Written<loyalty::Posted> {
        self.hotel.write(Role::Receptionist, Op::EarnPoints, &stay, |tx| loyalty::earn_stay(tx, stay))
    }

    fn balance(&self) -> i64 {
        self.hotel.read(|db| loyalty::balance(db, self.guest)).count()
    }

    fn lots(&self) -> Vec<(i64, String)> {
        let lots = self.hotel.read(|db| loyalty::lots(db, self.guest));
        lots.iter().map(|lot| (lot.left.count(), lot.expires_on.to_string())).collect()
    }

    fn page(&self) -> page::MemberPage {
        let query = MemberQuery { member: self.guest.into(), since: None, today: day("2026-07-14") };
        self.hotel.read(|db| page::page(db, &query))
    }
}

fn desk(hotel: &Hotel) -> Desk<'_> {
    desk_of(hotel, "王建国", "138 1234 8812")
}

fn desk_of<'h>(hotel: &'h Hotel, name: &str, phone: &str) -> Desk<'h> {
    let guest = hotel.guest(name, phone);
    enrol(hotel, guest).expect("enrolled");
    Desk { hotel, guest }
}

fn enrol(hotel: &Hotel, guest: GuestId) -> Written<loyalty::Enrolled> {
    let input = Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &input, |tx| loyalty::enrol(tx, &input))
}

fn balanced(hotel: &Hotel) {
    let found = hotel.read(check::check);
    assert!(found.ok, "the ledger does not agree: {:?}", found.wrong);
}

#[test]
fn a_guest_becomes_a_member_once_and_the_number_keeps_its_zeros() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let stranger = MemberRef::from(guest);
    let refused = hotel.store.read_as_house(|db| loyalty::find(db, &stranger));
    assert_eq!(code(&refused), "not_a_member", "a guest is no member before the enrolment");
    let first = enrol(&hotel, guest).expect("enrolled").value;
    assert_eq!(first.member_no.0, "00000001");
    assert_eq!(code(&enrol(&hotel, guest)), "already_member");
    let second = enrol(&hotel, hotel.guest("単于", "139 0000 0001")).expect("enrolled").value;
    assert_eq!(second.member_no.0, "00000002");
    let found = hotel.read(|db| loyalty::find(db, &MemberRef("00000001".to_owned())));
    assert_eq!((found.guest, found.tier), (guest, Tier::Base), "a number names its guest");
    let wrong = hotel.store.read_as_house(|db| loyalty::find(db, &MemberRef("1".to_owned())));
    assert_eq!(code(&wrong), "not_a_member", "zeros belong to the number");
}

#[test]
fn no_clock_makes_points_vanish_only_a_dated_run_does() {
    let hotel = hotel();
    let desk = desk(&hotel);
    desk.earn(100, Some("2026-07-31")).expect("earned");
    hotel.pass_minutes(60 * 24 * 365 * 10);
    assert_eq!(desk.balance(), 100, "ten years later they are there");
    desk.redeem(60, None).expect("and can be used, for no run took them");
    assert_eq!(desk.expire("2026-08-01").points, 40);
    balanced(&hotel);
}

#[test]
fn a_redemption_never_takes_more_than_there_is() {
    let hotel = hotel();
    let desk = desk(&hotel);
    desk.earn(500, None).expect("earned");
    let refused = desk.redeem(501, None);
    assert_eq!(code(&refused), "not_enough_points");
    let args = refused.err().map(|error| error.args()).unwrap_or_default();
    let told = [("balance", "500"), ("wanted", "501"), ("missing", "1")].map(|(name, count)| (name, count.to_owned()));
    assert_eq!(args, told, "the refusal says what is there and what is missing");
    for wrong in [0, -1, -500] {
        assert_eq!(code(&desk.redeem(wrong, None)), "bad_points", "{wrong} points are no redemption");
        assert_eq!(code(&desk.earn(wrong, None)), "bad_points", "{wrong} points are no credit");
    }
    assert_eq!(code(&desk.earn(1, Some("2026-07-13"))), "expires_in_past");
    desk.earn(1_000_000_000 - 500, None).expect("up to the bound");
    assert_eq!(code(&desk.earn(1, None)), "too_many_points", "an account has a bound, and no overflow beyond it");
    assert_eq!(desk.balance(), 1_000_000_000);
    balanced(&hotel);
}

#[test]
fn a_reversal_restores_the_lots_and_happens_once() {
    let hotel = hotel();
    let desk = desk(&hotel);
    desk.earn(2_000, Some("2026-07-31")).expect("earned");
    desk.earn(1_500, Some("2027-07-31")).expect("earned");
    let before = desk.lots();
    let redeemed = desk.redeem(2_500, None).expect("redeemed").value;
    let back = desk.reverse(redeemed.entry_id).expect("taken back").value;
    assert_eq!((back.points.count(), back.balance.count()), (2_500, 3_500));
    assert_eq!(desk.lots(), before, "each lot has its points again");
    assert_eq!(code(&desk.reverse(redeemed.entry_id)), "already_reversed");
    assert_eq!(code(&desk.reverse(back.entry_id)), "not_reversible");
    balanced(&hotel);
}

#[test]
fn points_of_an_expired_lot_come_back_with_thirty_days_of_grace() {
    let hotel = hotel();
    let desk = desk(&hotel);
    desk.earn(2_000, Some("2026-07-31")).expect("earned");
    desk.earn(1_500, Some("2027-07-31")).expect("earned");
    let redeemed = desk.redeem(2_500, None).expect("redeemed").value;
    hotel.pass_minutes(60 * 24 * 18);
    desk.expire("2026-08-01");
    desk.reverse(redeemed.entry_id).expect("taken back");
    assert_eq!(desk.lots(), [(2_000, "2026-08-31".to_owned()), (1_500, "2027-07-31".to_owned())], "August 1st and thirty days");
    assert_eq!(desk.expire("2026-08-30").points, 0, "the grace is not over");
    assert_eq!(desk.expire("2026-08-31").points, 2_000);
    balanced(&hotel);
}

#[test]
fn a_credit_is_taken_back_only_while_no_point_of_it_was_used() {
    let hotel = hotel();
    let desk = desk(&hotel);
    let earned = desk.earn(300, None).expect("earned").value;
    let redeemed = desk.redeem(1, None).expect("redeemed").value;
    assert_eq!(code(&desk.reverse(earned.entry_id)), "already_spent");
    desk.reverse(redeemed.entry_id).expect("the point is given back");
    assert_eq!(desk.reverse(earned.entry_id).expect("now it can be").value.balance.count(), 0);
    let expiring = desk.earn(300, Some("2026-07-31")).expect("earned").value;
    desk.expire("2026-07-31");
    assert_eq!(code(&desk.reverse(expiring.entry_id)), "already_spent", "what expired is gone too");
    let unknown = EntryId(lobby_core::base::ids::RawId::from_bytes([9; 16]));
    assert_eq!(code(&desk.reverse(unknown)), "not_found");
    balanced(&hotel);
}

#[test]
fn a_statement_joins_opening_and_closing_and_every_line_its_balance() {
    let hotel = hotel();
    let desk = desk(&hotel);
    desk.earn(5_954, Some("2026-07-31")).expect("earned");
    hotel.pass_minutes(60 * 24 * 2);
    let wrong = desk.earn(1_560, None).expect("earned").value;
    desk.reverse(wrong.entry_id).expect("taken back");
    desk.redeem(800, Some("late_check_out")).expect("redeemed");
    desk.expire("2026-07-31");
    let whole = desk.page();
    let shown: Vec<(i64, i64)> = whole.statement.lines.iter().map(|line| (line.points.count(), line.balance.count())).collect();
    assert_eq!(shown, [(-5_154, 0), (-800, 5_154), (-1_560, 5_954), (1_560, 7_514), (5_954, 5_954)]);
    assert!(whole.agrees && whole.statement.postings == 5, "the page says that it agrees");
    let since = MemberQuery { member: desk.guest.into(), since: Some(day("2026-07-16")), today: day("2026-07-16") };
    let sums = hotel.read(|db| page::page(db, &since)).statement.sums;
    let numbers = [sums.opening.count(), sums.earned, sums.redeemed, sums.expired, sums.reversed, sums.closing.count()];
    assert_eq!(numbers, [5_954, 1_560, 800, 5_154, -1_560, 0], "opening + earned − redeemed − expired + reversed = closing");
    assert_eq!(whole.statement.lines[3].reversed_by, Some(whole.statement.lines[2].id), "what was taken back says by which");
}

#[test]
fn a_reward_is_paid_at_its_price_while_one_is_there() {
    let hotel = hotel();
    let desk = desk(&hotel);
    desk.earn(13_000, None).expect("earned");
    assert_eq!(code(&desk.redeem(599, Some("breakfast"))), "no_such_reward", "not below its price");
    let suite = desk.redeem(6_000, Some("suite_upgrade")).expect("the only one").value;
    assert_eq!(code(&desk.redeem(6_000, Some("suite_upgrade"))), "reward_out_of_stock");
    let left: Vec<(String, Option<u32>, bool)> =
        desk.page().rewards.into_iter().map(|reward| (reward.code, reward.left, reward.affordable)).collect();
    assert!(left.contains(&("suite_upgrade".to_owned(), Some(0), false)), "the page says that none is left: {left:?}");
    desk.reverse(suite.entry_id).expect("given back");
    desk.redeem(6_000, Some("suite_upgrade")).expect("and there again");
    balanced(&hotel);
}

#[test]
fn a_stay_is_credited_once_to_its_member_and_moves_the_tier() {
    let hotel = hotel();
    let desk = desk(&hotel);
    let stay = support::stays::departed(&hotel, desk.guest, "2026-07-04", "2026-07-14", 254_400, 86_000);
    let posted = desk.earn_stay(stay).expect("credited").value;
    assert_eq!(posted.points.count(), 3_404, "¥2,544 and ¥860 at the base");
    assert_eq!(code(&desk.earn_stay(stay)), "already_earned");
    desk.reverse(posted.entry_id).expect("taken back");
    desk.earn_stay(stay).expect("and credited again, for nothing of it stands");
    let review = hotel
        .write(Role::Receptionist, Op::ReviewTiers, &desk.guest, |tx| loyalty::tiers::review(tx, desk.guest))
        .expect("reviewed")
        .value;
    assert_eq!((review.before, review.after), (Tier::Base, Tier::Silver), "ten nights reach silver");
    let page = desk.page();
    let next = page.progress.next.map(|next| (next.tier, next.nights_missing));
    assert_eq!((page.member.tier, next), (Tier::Silver, Some((Tier::Gold, 5))));
    let basis = page.statement.lines[0].basis.clone().expect("a stay's credit says what it was reckoned from");
    assert_eq!((basis.eligible_minor.minor(), basis.multiplier_percent), (340_400, 100));
    let other = hotel.guest("李雷", "139 0000 0002");
    let theirs = support::stays::departed(&hotel, other, "2026-07-01", "2026-07-03", 100_000, 0);
    assert_eq!(code(&desk.earn_stay(theirs)), "not_a_member");
    balanced(&hotel);
}

#[test]
fn who_goes_is_credited_in_the_same_write_and_whom_the_programme_gives_nothing_goes_too() {
    let hotel = hotel();
    let desk = desk(&hotel);
    let go = |role: Role, stay: StayId| {
        let input = CheckOut { stay_id: stay, bill: None };
        hotel.write(role, Op::CheckOut, &input, |tx| check_out(tx, &input)).map(|done| done.value)
    };
    let stay = support::stays::in_house(&hotel, desk.guest, "2026-07-04", "2026-07-14", 200_000, 50_000);
    let gone = go(Role::Receptionist, stay).expect("gone");
    assert_eq!(gone.posted.map(|posted| posted.points.count()), Some(2_500), "¥2,000 and ¥500");
    assert_eq!(gone.tier.map(|tier| tier.after), Some(Tier::Silver), "ten nights");
    let free = support::stays::in_house(&hotel, desk.guest, "2026-07-12", "2026-07-14", 0, 0);
    assert_eq!(go(Role::Receptionist, free).expect("gone").posted, None, "a free stay earns nothing and the guest goes");
    let other = support::stays::in_house(&hotel, desk.guest, "2026-07-13", "2026-07-14", 90_000, 0);
    assert_eq!(go(Role::DataOfficer, other).expect("gone").posted, None, "who may not credit lets the guest go");
    let waiting = desk.page().uncredited;
    assert_eq!(
        waiting.iter().map(|stay| (stay.stay, stay.points.count())).collect::<Vec<_>>(),
        [(other, 990)],
        "and it can be credited"
    );
    desk.earn_stay(other).expect("credited later");
    assert!(desk.page().uncredited.is_empty());
    let stranger = hotel.guest("李雷", "139 0000 0002");
    let theirs = support::stays::in_house(&hotel, stranger, "2026-07-13", "2026-07-14", 90_000, 0);
    assert_eq!(go(Role::Receptionist, theirs).expect("gone").tier, None, "no member, no points");
    balanced(&hotel);
}

#[test]
fn a_new_programme_holds_from_its_date_and_not_before() {
    let hotel = hotel();
    let mut rules = Programme::standard(2);
    rules.valid_months = 1;
    let input = AdoptProgramme { seen: 0, valid_from: day("2026-08-01"), rules, why: "短一点".to_owned() };
    let refused = hotel.write(Role::DutyManager, Op::EditProgramme, &input, |tx| loyalty::adopt(tx, &input));
    assert_eq!(code(&refused), "not_allowed");
    let version = hotel.write(Role::GeneralManager, Op::EditProgramme, &input, |tx| loyalty::adopt(tx, &input));
    assert_eq!(version.expect("kept").value, 1);
    let on = |date: &str| hotel.read(|db| loyalty::programme(db, day(date))).version;
    assert_eq!((on("2026-07-31"), on("2026-08-01")), (0, 1));
}

#[test]
fn goodwill_is_a_credit_of_the_house_and_a_double_click_gives_it_once() {
    let hotel = hotel();
    let desk = desk(&hotel);
    let ticket = lobby_core::base::ids::TicketId(lobby_core::base::ids::RawId::from_bytes([4; 16]));
    let input = Goodwill { member: desk.guest.into(), points: points(500), ticket };
    let request = hotel.request_with(Role::DutyManager, "double-click");
    let give = || hotel.store.write(&request, Op::GiveGoodwill, &input, |tx| loyalty::goodwill(tx, &input));
    let first = give().expect("given").value;
    for _ in 0..4 {
        assert_eq!(give().expect("answered again").value, first, "the same key answers the same");
    }
    assert_eq!(desk.balance(), 500, "and posts once");
    let more = Goodwill { points: points(501), ..input.clone() };
    let other = hotel.store.write(&request, Op::GiveGoodwill, &more, |tx| loyalty::goodwill(tx, &more));
    assert_eq!(code(&other), "key_reused");
    balanced(&hotel);
}

//! Slips for the cashier, points that wait for ⑦, and what compensation cost beside its budget.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::SlipId,
        money::Minor,
        role::{Department, Role},
    },
    db::Done,
    loyalty,
    tickets::{
        self, Cause, Decision, Remedy, RemedyState, slips,
        spending::{self, Budget, DepartmentBudget, EditBudget, SpentFilter},
    },
};
use support::{
    case::{Case, money, points},
    hotel::{Hotel, code, hotel},
};

fn minor(sum: i64) -> Minor {
    Minor::new(sum).expect("a small sum")
}

fn slip(case: &Case<'_>, role: Role) -> Result<Done<SlipId>> {
    case.hotel.write(role, Op::WriteSlip, &case.ticket, |tx| slips::write_slip(tx, case.ticket))
}

fn enrolled(hotel: &Hotel, name: &str, phone: &str) -> lobby_core::base::ids::GuestId {
    let guest = hotel.guest(name, phone);
    let enrol = loyalty::Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol)).expect("enrolled");
    guest
}

#[test]
fn a_slip_holds_what_stands_and_costs_money_and_nothing_is_paid_twice() {
    let hotel = hotel();
    let case = Case::planned(&hotel, enrolled(&hotel, "李慧敏", "139 1234 0915"));
    assert_eq!(code(&slip(&case, Role::DutyManager)), "nothing_for_cashier");
    let plan = vec![money(Remedy::Laundry, 15_000), points(500), money(Remedy::Repair, 0), money(Remedy::Waive, 88_000)];
    case.proposed(Role::DutyManager, plan).expect("⑤ is taken");
    assert_eq!(code(&slip(&case, Role::Receptionist)), "not_allowed");
    slip(&case, Role::DutyManager).expect("the laundry is the cashier's");
    let first = case.shown().slips.remove(0);
    assert_eq!((first.number.as_str(), first.total_minor), ("C-A0001", minor(15_000)), "what waits for 批示 is not on it");
    assert_eq!(first.lines.iter().map(|line| line.remedy).collect::<Vec<_>>(), [Remedy::Laundry]);
    assert_eq!(code(&slip(&case, Role::DutyManager)), "nothing_for_cashier", "once is enough");
    let laundry = case.shown().remedies[0].facts.id;
    assert_eq!(code(&case.withdrawn(Role::DutyManager, laundry)), "remedy_settled", "the cashier has it on paper");
    case.decided(Role::GeneralManager, Decision::Approved).expect("⑥ is taken");
    slip(&case, Role::DutyManager).expect("and now the room");
    let second = case.shown().slips.remove(1);
    assert_eq!((second.number.as_str(), second.total_minor), ("C-A0002", minor(88_000)));
    assert_eq!((second.lines[0].decided_by_name.as_str(), second.lines[0].by_phone), ("general_manager", false));
}

#[test]
fn points_wait_for_step_seven_and_are_void_where_they_were_refused() {
    let hotel = hotel();
    let guest = enrolled(&hotel, "李慧敏", "139 1234 0915");
    let balance = || hotel.read(|db| loyalty::balance(db, guest)).count();
    let case = Case::planned(&hotel, guest);
    case.proposed(Role::DutyManager, vec![points(500), points(2_000)]).expect("⑤ is taken");
    case.decided(Role::GeneralManager, Decision::Refused).expect("⑥ is taken");
    let due = hotel.read(|db| tickets::points_due(db, case.ticket));
    assert_eq!(due.iter().map(|due| due.points.count()).collect::<Vec<_>>(), [500], "what was refused is owed to nobody");
    case.carried_out().expect("⑦ is taken");
    assert_eq!(balance(), 0, "pending until the ticket is closed");
    case.close().expect("nothing is missing");
    assert_eq!(balance(), 500, "posted once, in the same write that closes it");
    assert_eq!(code(&case.close()), "ticket_closed");
    assert_eq!(balance(), 500);
}

fn this_month(hotel: &Hotel) -> SpentFilter {
    let (from, to) = hotel.store.hotel().clock.business_date(hotel.now()).month();
    SpentFilter { from, to, department: None, cause: None, person: None }
}

fn spent(hotel: &Hotel, role: Role, filter: &SpentFilter) -> spending::Spending {
    hotel.read(|db| spending::spending(db, &hotel.session(role), filter))
}

#[test]
fn every_figure_of_compensation_opens_the_rows_it_counts() {
    let hotel = hotel();
    let one = Case::planned(&hotel, hotel.guest("李慧敏", "139 1234 0915"));
    one.proposed(Role::DutyManager, vec![money(Remedy::Laundry, 15_000), money(Remedy::Waive, 88_000)]).expect("⑤");
    let two = Case::planned(&hotel, hotel.guest("王建国", "139 1234 8812"));
    two.proposed(Role::DepartmentHead, vec![money(Remedy::Gift, 10_000)]).expect("⑤");
    let filter = this_month(&hotel);
    let before = spent(&hotel, Role::GeneralManager, &filter);
    assert_eq!((before.total.amount_minor, before.waiting.amount_minor), (minor(25_000), minor(88_000)));
    one.decided(Role::GeneralManager, Decision::Approved).expect("⑥");
    let report = spent(&hotel, Role::GeneralManager, &filter);
    assert_eq!((report.total.amount_minor, report.total.count, report.waiting.count), (minor(113_000), 3, 0));
    let sums = |parts: Vec<Minor>| parts.iter().map(|sum| sum.minor()).sum::<i64>();
    assert_eq!(sums(report.months.iter().map(|part| part.spent.amount_minor).collect()), 113_000);
    assert_eq!(sums(report.departments.iter().map(|part| part.spent.amount_minor).collect()), 113_000);
    assert_eq!(sums(report.causes.iter().map(|part| part.spent.amount_minor).collect()), 113_000);
    let people: Vec<(&str, i64)> =
        report.people.iter().map(|part| (part.name.as_str(), part.spent.amount_minor.minor())).collect();
    assert_eq!(people, [("general_manager", 88_000), ("duty_manager", 15_000), ("department_head", 10_000)], "whose authority");
    let narrowed = [
        SpentFilter { department: Some(Department::Engineering), ..filter.clone() },
        SpentFilter { cause: Some(Cause::Quality), ..filter.clone() },
        SpentFilter { cause: Some(Cause::Attitude), ..filter.clone() },
        SpentFilter { person: Some(hotel.session(Role::DutyManager).user), ..filter.clone() },
    ];
    for (narrowed, expected) in narrowed.iter().zip([3, 3, 0, 1]) {
        let rows = hotel.read(|db| spending::spent_rows(db, &hotel.session(Role::GeneralManager), narrowed));
        let report = spent(&hotel, Role::GeneralManager, narrowed);
        assert_eq!((rows.len(), report.total.count), (expected, u32::try_from(expected).expect("small")), "{narrowed:?}");
        let sum: i64 = rows.iter().map(|row| row.amount_minor.minor()).sum();
        assert_eq!(sum, report.total.amount_minor.minor(), "a figure is the sum of its rows");
    }
    let refused = two.shown().remedies[0].facts.state;
    assert_eq!(refused, RemedyState::WithinLimit);
}

#[test]
fn a_department_head_sees_what_the_own_department_cost() {
    let hotel = hotel();
    let case = Case::planned(&hotel, hotel.guest("李慧敏", "139 1234 0915"));
    case.proposed(Role::DutyManager, vec![money(Remedy::Laundry, 15_000)]).expect("⑤");
    let filter = this_month(&hotel);
    assert_eq!(spent(&hotel, Role::DepartmentHead, &filter).total.count, 1, "engineering's own");
    let owner = hotel.session(Role::DepartmentHead).user;
    let body = tickets::StepBody::Assign { department: Department::Housekeeping, owner };
    case.step(Role::DutyManager, body).expect("③ again");
    assert_eq!(spent(&hotel, Role::DepartmentHead, &filter).total.count, 0, "it is housekeeping's now");
    assert_eq!(spent(&hotel, Role::DutyManager, &filter).total.count, 1);
}

#[test]
fn a_budget_is_set_by_those_who_may_and_counts_by_the_month() {
    let hotel = hotel();
    let one = DepartmentBudget { department: Department::Engineering, month_minor: minor(200_000) };
    let budget = Budget { month_minor: Some(minor(500_000)), departments: vec![one] };
    let set = |role: Role, seen: u32, budget: &Budget| {
        let input = EditBudget { seen, budget: budget.clone(), why: "年度预算".to_owned() };
        hotel.write(role, Op::EditBudget, &input, |tx| spending::edit_budget(tx, &input))
    };
    assert_eq!(code(&set(Role::DutyManager, 0, &budget)), "not_allowed");
    set(Role::GeneralManager, 0, &budget).expect("set");
    assert_eq!(code(&set(Role::GeneralManager, 0, &budget)), "changed_meanwhile");
    let twice = Budget { departments: vec![one, one], ..budget.clone() };
    assert_eq!(code(&set(Role::GeneralManager, 1, &twice)), "bad_value");
    let month = this_month(&hotel);
    let quarter = SpentFilter { to: month.from.plus_months(3), ..month.clone() };
    assert_eq!(spent(&hotel, Role::GeneralManager, &month).budget, budget);
    assert_eq!(spent(&hotel, Role::GeneralManager, &month).months_counted, 1);
    assert_eq!(spent(&hotel, Role::GeneralManager, &quarter).months_counted, 3);
    let empty = SpentFilter { to: month.from, ..month };
    let session = hotel.session(Role::GeneralManager);
    assert_eq!(code(&hotel.store.read_as_house(|db| spending::spending(db, &session, &empty))), "bad_value");
}

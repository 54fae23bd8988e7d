//! 个性化服务方案 as its departments see it, and a wish that becomes their task.

use lobby_core::stays::{CheckIn, PaidBy, receiving::CheckInStep};
use lobby_core::{
    arrivals::{self, DayTasks},
    audit::op::Op,
    base::{
        error::Result,
        ids::{GuestId, PreferenceId, StayId},
        role::{Department, Role},
    },
    db::Done,
    dossier::{self, AddTask, TickTask},
    flows::{
        merge::{self, MergeGuests, UnmergeGuests},
        wish::{self, TakeWish, WishDropped, WishTaken},
    },
    guests::{self, AddPreference, DropPreference, PreferenceKind, PreferenceOrigin},
    history,
};
use support::{
    hotel::{Hotel, code, hotel},
    stays,
};

const TODAY: &str = "2026-07-14";

fn day_of(hotel: &Hotel, day: &str, own: Department) -> DayTasks {
    let (day, today) = (day.parse().expect("a day"), TODAY.parse().expect("a day"));
    hotel.read(|db| arrivals::day_tasks(db, day, today, own))
}

fn words(day: &DayTasks) -> Vec<&str> {
    day.lines.iter().map(|line| line.task.words.as_str()).collect()
}

fn task(
    hotel: &Hotel,
    guest: GuestId,
    stay: Option<StayId>,
    department: Department,
    words: &str,
) -> Done<lobby_core::base::ids::PlanTaskId> {
    let input = AddTask { guest, stay, department, words: words.to_owned() };
    hotel.write(Role::Receptionist, Op::AddTask, &input, |tx| dossier::add_task(tx, &input)).expect("a task")
}

fn tick(hotel: &Hotel, role: Role, task: lobby_core::base::ids::PlanTaskId) -> Result<Done<lobby_core::base::ids::PlanTaskId>> {
    let input = TickTask { task, done: true };
    hotel.write(role, Op::TickTask, &input, |tx| dossier::tick_task(tx, &input))
}

fn undo(hotel: &Hotel, seq: i64) -> Result<()> {
    let input = history::Undo { seq };
    hotel.write(Role::Receptionist, Op::Undo, &input, |tx| history::undo(tx, &input)).map(drop)
}

fn asked(guest: GuestId, kind: PreferenceKind, words: &str, consent: bool) -> AddPreference {
    AddPreference { guest, kind, words: words.to_owned(), origin: PreferenceOrigin::Asked, consent, source: "desk".to_owned() }
}

fn take(hotel: &Hotel, wish: AddPreference, action: &str) -> Result<Done<WishTaken>> {
    let input = TakeWish { wish, department: None, action: action.to_owned() };
    hotel.write(Role::Receptionist, Op::AddPreference, &input, |tx| wish::take_wish(tx, &input))
}

#[test]
fn a_department_sees_what_it_does_on_a_day_and_its_own_comes_first() {
    let hotel = hotel();
    let (comes, stays_on) = (hotel.guest("王建国", "138 1234 8812"), hotel.guest("孙丽华", "139 0000 5521"));
    let arriving = stays::booked(&hotel, comes, TODAY, "2026-07-16");
    let next = stays::booked(&hotel, comes, "2026-09-01", "2026-09-03");
    let present = stays::in_house(&hotel, stays_on, "2026-07-12", "2026-07-15", 0, 0);
    task(&hotel, comes, Some(arriving), Department::Housekeeping, "不放花");
    task(&hotel, comes, Some(next), Department::Housekeeping, "九月的");
    task(&hotel, comes, None, Department::FoodBeverage, "低糖水果");
    let lamp = task(&hotel, stays_on, Some(present), Department::Engineering, "修床头灯").value;
    let today = day_of(&hotel, TODAY, Department::Engineering);
    assert_eq!(words(&today), ["修床头灯", "不放花", "低糖水果"], "the reader's own first, then the house's order");
    let counts: Vec<_> = today.departments.iter().map(|one| (one.department, one.all, one.done)).collect();
    assert_eq!(counts, [(Department::Engineering, 1, 0), (Department::Housekeeping, 1, 0), (Department::FoodBeverage, 1, 0)]);
    assert_eq!(words(&day_of(&hotel, TODAY, Department::Housekeeping))[0], "不放花");
    assert_eq!(
        words(&day_of(&hotel, "2026-09-01", Department::Security)),
        ["九月的", "低糖水果"],
        "a day ahead has its arrivals' tasks and nobody who is in house today"
    );
    assert_eq!(day_of(&hotel, "2026-09-01", Department::Security).departments[0].all, 0, "the own one, also where it has none");
    tick(&hotel, Role::DepartmentHead, lamp).expect("the own task");
    let done = day_of(&hotel, TODAY, Department::Engineering);
    assert_eq!((done.departments[0].done, done.lines[0].done_by.as_str()), (1, "department_head"), "ticked off and still seen");
    hotel.pass_minutes(24 * 60);
    let next_day = "2026-07-15".parse().expect("a day");
    let tomorrow = hotel.read(|db| arrivals::day_tasks(db, next_day, next_day, Department::Engineering));
    assert!(tomorrow.lines.iter().all(|line| line.task.id != lamp), "what was done for somebody in house is gone the next day");
}

#[test]
fn the_briefing_and_its_paper_carry_the_tasks() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    stays::booked(&hotel, guest, TODAY, "2026-07-16");
    task(&hotel, guest, None, Department::Housekeeping, "不放花");
    let paper = hotel.read(|db| arrivals::paper(db, TODAY.parse().expect("a day")));
    let line = paper.day.tasks.first().expect("the task is on the briefing");
    assert_eq!((line.task.words.as_str(), line.name.as_str(), line.room_no.as_str()), ("不放花", "王建国", "1206"));
}

#[test]
fn a_task_that_holds_at_any_stay_is_seen_once() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    stays::in_house(&hotel, guest, "2026-07-12", TODAY, 0, 0);
    stays::booked(&hotel, guest, TODAY, "2026-07-16");
    task(&hotel, guest, None, Department::Housekeeping, "不放花");
    assert_eq!(day_of(&hotel, TODAY, Department::Housekeeping).lines.len(), 1);
}

#[test]
fn whoever_may_not_read_guests_reads_no_tasks() {
    let hotel = hotel();
    let refused = hotel.store.read(&hotel.session(Role::Administrator), Op::ReadPlan, |_| Ok(()));
    assert_eq!(code(&refused), "not_allowed");
}

#[test]
fn an_allergy_with_consent_is_kept_and_housekeeping_gets_its_task() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let later = stays::booked(&hotel, guest, "2026-09-01", "2026-09-03");
    let next = stays::booked(&hotel, guest, TODAY, "2026-07-16");
    let done = take(&hotel, asked(guest, PreferenceKind::Health, "花粉过敏", true), "不放花").expect("taken down");
    assert_eq!(done.value.department, Some(Department::Housekeeping));
    let today = day_of(&hotel, TODAY, Department::Housekeeping);
    let line = today.lines.first().expect("housekeeping has a task");
    assert_eq!((line.task.words.as_str(), line.task.stay_id), ("不放花", Some(next)), "for the next arrival, not {later}");
    let wishes = hotel.read(|db| guests::preferences_of(db, guest));
    assert_eq!((wishes[0].words.as_str(), wishes[0].consent_at_ms.is_some()), ("花粉过敏", true));
    undo(&hotel, done.seq).expect("taken back");
    assert!(hotel.read(|db| guests::preferences_of(db, guest)).is_empty(), "the wish is gone");
    assert!(day_of(&hotel, TODAY, Department::Housekeeping).lines.is_empty(), "and its open task with it");
}

#[test]
fn without_consent_nothing_of_the_health_fact_is_stored_and_the_action_stands() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    stays::booked(&hotel, guest, TODAY, "2026-07-16");
    let refused = take(&hotel, asked(guest, PreferenceKind::Health, "花粉过敏", false), "不放花");
    assert_eq!(code(&refused), "consent_missing");
    assert!(day_of(&hotel, TODAY, Department::Housekeeping).lines.is_empty(), "a refused wish leaves no task");
    take(&hotel, asked(guest, PreferenceKind::Room, "不放花", false), "").expect("the action alone");
    assert_eq!(words(&day_of(&hotel, TODAY, Department::Housekeeping)), ["不放花"]);
    let kept: Vec<_> = hotel.read(|db| guests::preferences_of(db, guest)).into_iter().map(|one| one.words).collect();
    assert_eq!(kept, ["不放花"]);
    let session = hotel.session(Role::GeneralManager);
    let lines = hotel.read(|db| history::lines(db, &session, &history::Filter::default()));
    let told = format!("{lines:?}");
    assert!(told.contains("不放花") && !told.contains("花粉"), "nor does the history know it");
}

#[test]
fn a_task_that_was_ticked_off_outlives_the_wish_and_a_double_wish_makes_one_task() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    stays::booked(&hotel, guest, TODAY, "2026-07-16");
    let done = take(&hotel, asked(guest, PreferenceKind::Room, "高楼层", false), "").expect("taken down");
    take(&hotel, asked(guest, PreferenceKind::Room, "高楼层", false), "").expect("again");
    let today = day_of(&hotel, TODAY, Department::Housekeeping);
    assert_eq!(today.lines.len(), 1, "the same open task is not written twice");
    tick(&hotel, Role::Receptionist, today.lines[0].task.id).expect("ticked");
    undo(&hotel, done.seq).expect("the wish is taken back");
    assert_eq!(words(&day_of(&hotel, TODAY, Department::Housekeeping)), ["高楼层"], "what was done stays on the list");
}

#[test]
fn a_habit_concerns_nobody_and_a_guest_without_a_booking_is_prepared_for_later() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let habit = take(&hotel, asked(guest, PreferenceKind::Habit, "早起", false), "").expect("taken down");
    assert_eq!((habit.value.task, habit.value.department), (None, None));
    take(&hotel, asked(guest, PreferenceKind::Dining, "不吃香菜", false), "").expect("taken down");
    assert!(day_of(&hotel, TODAY, Department::FoodBeverage).lines.is_empty(), "nobody comes");
    stays::booked(&hotel, guest, "2026-07-20", "2026-07-21");
    assert_eq!(words(&day_of(&hotel, "2026-07-20", Department::FoodBeverage)), ["不吃香菜"], "whenever they come");
}

#[test]
fn a_wish_that_came_in_for_a_merged_guest_goes_back_with_its_task() {
    let hotel = hotel();
    let (keep, other) = (hotel.guest("王建国", "138 1234 8812"), hotel.guest("王建國", "139 5678 5521"));
    take(&hotel, asked(other, PreferenceKind::Room, "高楼层", false), "").expect("taken down");
    let input = MergeGuests { keep, other, take: vec![], reason: "本人确认".to_owned() };
    let merged = hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input)).expect("merged").value;
    take(&hotel, asked(other, PreferenceKind::Dining, "不吃香菜", false), "").expect("by the old number");
    let plan = |guest| hotel.read(|db| dossier::plan_of(db, guest, None)).len();
    assert_eq!((plan(keep), plan(other)), (2, 0), "both stand on the kept record");
    let apart = UnmergeGuests { merge: merged.merge_id, reason: "同名不同人".to_owned() };
    hotel.write(Role::DutyManager, Op::UnmergeGuests, &apart, |tx| merge::unmerge(tx, &apart)).expect("apart");
    assert_eq!((plan(keep), plan(other)), (0, 2), "and go back with what came in since");
}

fn drop_wish(hotel: &Hotel, preference: PreferenceId) -> Done<WishDropped> {
    let input = DropPreference { preference };
    hotel.write(Role::Receptionist, Op::DropPreference, &input, |tx| wish::drop_wish(tx, &input)).expect("struck off")
}

#[test]
fn a_dropped_wish_takes_its_open_tasks_along_and_leaves_what_is_done_and_what_another_wish_asks() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    stays::booked(&hotel, guest, TODAY, "2026-07-16");
    let by_hand = task(&hotel, guest, None, Department::Housekeeping, "开夜床").value;
    let flowers = take(&hotel, asked(guest, PreferenceKind::Health, "花粉过敏", true), "不放花").expect("taken down").value;
    let high = take(&hotel, asked(guest, PreferenceKind::Room, "高楼层", false), "").expect("taken down").value;
    let fruit = take(&hotel, asked(guest, PreferenceKind::Dining, "低糖水果", false), "").expect("taken down").value;
    let open = || {
        let plan = hotel.read(|db| dossier::plan_of(db, guest, None));
        let day = day_of(&hotel, TODAY, Department::Housekeeping);
        assert!(plan.iter().all(|task| day.lines.iter().any(|line| line.task.id == task.id)), "each is on the day's list");
        let mut words: Vec<String> = words(&day).into_iter().map(str::to_owned).collect();
        words.sort();
        words
    };
    assert_eq!(open(), ["不放花", "低糖水果", "开夜床", "高楼层"]);
    tick(&hotel, Role::Receptionist, fruit.task.expect("its task")).expect("done");

    let dropped = drop_wish(&hotel, flowers.preference);
    assert_eq!(dropped.value.tasks, [flowers.task.expect("its task")], "and says so");
    assert_eq!(open(), ["低糖水果", "开夜床", "高楼层"], "nobody carries flowers out for a wish that is none");
    assert!(drop_wish(&hotel, fruit.preference).value.tasks.is_empty(), "what is done was done");
    assert_eq!(open(), ["低糖水果", "开夜床", "高楼层"]);

    undo(&hotel, dropped.seq).expect("taken back");
    assert_eq!(open(), ["不放花", "低糖水果", "开夜床", "高楼层"], "Ctrl+Z brings the task back with the wish");
    let back = hotel.read(|db| guests::preferences_of(db, guest));
    assert!(back.iter().any(|wish| wish.id == flowers.preference), "the wish itself too");
    assert_eq!(drop_wish(&hotel, flowers.preference).value.tasks.len(), 1, "and once more");

    take(&hotel, asked(guest, PreferenceKind::Minor, "高楼层", true), "").expect("another wish asks the same");
    assert!(drop_wish(&hotel, high.preference).value.tasks.is_empty(), "another wish still asks for it");
    assert_eq!(open(), ["低糖水果", "开夜床", "高楼层"], "a task that was written by hand, {by_hand}, is nobody's wish");
    let line = hotel.read(|db| history::lines(db, &hotel.session(Role::GeneralManager), &history::Filter::default()));
    assert_eq!(line.iter().filter(|line| line.operation == Op::DropTask).count(), 2, "each is a line of history");
}

#[test]
fn a_check_in_keeps_which_steps_were_confirmed_by_whom_and_when() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let stay_id = stays::booked(&hotel, guest, TODAY, "2026-07-16");
    let other = stays::booked(&hotel, guest, TODAY, "2026-07-17");
    let come = |stay_id, confirmed: &[CheckInStep]| {
        let input = CheckIn { stay_id, room_no: "1206".to_owned(), payment: None, confirmed: confirmed.to_vec() };
        hotel.write(Role::DutyManager, Op::CheckIn, &input, |tx| lobby_core::stays::check_in(tx, &input))
    };
    let confirmed = [CheckInStep::Key, CheckInStep::Booking, CheckInStep::Document, CheckInStep::Key];
    come(stay_id, &confirmed).expect("came");
    hotel.pass_minutes(5);
    assert_eq!(code(&come(stay_id, CheckInStep::ALL)), "stay_wrong_state", "a second check-in is none");
    come(other, &[]).expect("in a hurry: nothing was confirmed");
    let today = TODAY.parse().expect("a day");
    let card = hotel.read(|db| lobby_core::profile::card(db, guest, today, Role::Receptionist));
    let kept: Vec<_> = card.received.iter().map(|one| (one.stay_id, one.step, one.by_name.as_str())).collect();
    let expected = [CheckInStep::Booking, CheckInStep::Document, CheckInStep::Key].map(|step| (stay_id, step, "duty_manager"));
    assert_eq!(kept, expected, "each once, in the order of the desk; nothing that nobody confirmed");
    assert!(card.received.iter().all(|one| one.at_ms.ms() == support::hotel::NOW_MS), "when it was");
    let conn = support::outside::opened(&hotel.path(), support::hotel::PASSPHRASE);
    assert!(conn.execute("DELETE FROM check_in_steps", []).is_err(), "what was confirmed stays");
}

#[test]
fn a_check_in_keeps_how_it_is_paid_as_a_choice_and_what_the_source_said_where_nobody_asked() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let paid = |departure: &str, payment| {
        let stay_id = stays::booked(&hotel, guest, TODAY, departure);
        let input = CheckIn { stay_id, room_no: "1206".to_owned(), payment, confirmed: Vec::new() };
        hotel
            .write(Role::Receptionist, Op::CheckIn, &input, |tx| lobby_core::stays::check_in(tx, &input))
            .expect("came")
            .value
            .payment
    };
    assert_eq!(paid("2026-07-16", Some(PaidBy::Alipay)), "alipay");
    assert_eq!(paid("2026-07-17", None), "微信", "the source's own word");
    let number = serde_json::from_str::<CheckIn>(&format!(
        r#"{{"stay_id":"{}","room_no":"1206","payment":"4111111111111111"}}"#,
        stays::booked(&hotel, guest, TODAY, "2026-07-18")
    ));
    assert!(number.is_err(), "a card's number is no way to pay");
}

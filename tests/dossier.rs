//! Dealings, companions, alerts and the service plan against a real file.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{AlertId, GuestId},
        role::{Department, Role},
    },
    db::Done,
    dossier::{
        self, AddAlert, AddCompanion, AddDealing, AddTask, AlertKind, DealingChannel, DealingKind, DropDealing, LiftAlert,
        MakePlan, Moment, TickTask,
    },
    flows::merge::{self, MergeGuests, UnmergeGuests},
    guests::{self, EditGuest},
    history,
    profile::{self, origins},
};
use support::hotel::{Hotel, code, hotel};

fn dealing(hotel: &Hotel, guest: GuestId, words: &str) -> lobby_core::base::ids::DealingId {
    let input = AddDealing {
        guest,
        kind: DealingKind::Interaction,
        channel: DealingChannel::Wechat,
        words: words.to_owned(),
        happened_on: None,
    };
    hotel.write(Role::Receptionist, Op::AddDealing, &input, |tx| dossier::add_dealing(tx, &input)).expect("noted").value
}

fn caution(hotel: &Hotel, guest: GuestId, role: Role) -> Result<Done<AlertId>> {
    let input =
        AddAlert { guest, kind: AlertKind::DoNotRent, moment: Moment::CheckIn, words: "上次逃账 1,200 元".to_owned() };
    hotel.write(role, Op::AddCaution, &input, |tx| dossier::add_caution(tx, &input))
}

fn card(hotel: &Hotel, guest: GuestId, role: Role) -> profile::Card {
    hotel.read(|db| profile::card(db, guest, "2026-07-14".parse().expect("a day"), role))
}

fn undo<T>(hotel: &Hotel, role: Role, done: &Done<T>) -> Result<()> {
    let input = history::Undo { seq: done.seq };
    hotel.write(role, Op::Undo, &input, |tx| history::undo(tx, &input)).map(drop)
}

#[test]
fn a_do_not_rent_note_is_written_above_the_desk_and_the_desk_sees_that_there_is_one() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    assert_eq!(code(&caution(&hotel, guest, Role::Receptionist)), "not_allowed");
    let as_note = AddAlert { guest, kind: AlertKind::Credit, moment: Moment::Open, words: "欠款".to_owned() };
    let refused = hotel.write(Role::DutyManager, Op::AddAlert, &as_note, |tx| dossier::add_alert(tx, &as_note));
    assert_eq!(code(&refused), "caution_only", "not by the plain way either");
    let done = caution(&hotel, guest, Role::DutyManager).expect("written");
    let desk = &card(&hotel, guest, Role::Receptionist).alerts[0];
    assert_eq!((desk.alert.kind, desk.alert.words.as_str(), desk.withheld), (AlertKind::DoNotRent, "", true));
    assert_eq!(card(&hotel, guest, Role::GeneralManager).alerts[0].alert.words, "上次逃账 1,200 元");
    let lines = |role: Role| hotel.read(|db| history::lines(db, &hotel.session(role), &history::Filter::default()));
    let told = |role: Role| lines(role).into_iter().find(|line| line.operation == Op::AddCaution).map(|line| line.fields.len());
    assert_eq!(told(Role::DepartmentHead), None, "another department's line is not theirs");
    assert!(told(Role::DutyManager) > Some(0));
    let lift = LiftAlert { alert: done.value, reason: "已结清".to_owned() };
    let by = |role: Role, op: Op| {
        hotel.write(role, op, &lift, |tx| match op {
            Op::LiftCaution => dossier::lift_caution(tx, &lift),
            _ => dossier::lift_alert(tx, &lift),
        })
    };
    assert_eq!(code(&by(Role::Receptionist, Op::LiftAlert)), "caution_only");
    let lifted = by(Role::DutyManager, Op::LiftCaution).expect("lifted");
    assert_eq!(code(&by(Role::DutyManager, Op::LiftCaution)), "already_lifted");
    assert!(card(&hotel, guest, Role::GeneralManager).alerts.is_empty());
    undo(&hotel, Role::DutyManager, &lifted).expect("taken back");
    assert_eq!(card(&hotel, guest, Role::GeneralManager).alerts.len(), 1, "it stands again");
}

#[test]
fn what_is_struck_off_comes_back_and_a_day_ahead_is_refused() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let id = dealing(&hotel, guest, "问周末亲子活动");
    let ahead = AddDealing {
        guest,
        kind: DealingKind::Event,
        channel: DealingChannel::Person,
        words: "中秋酒会".to_owned(),
        happened_on: Some("2026-07-15".parse().expect("a day")),
    };
    let refused = hotel.write(Role::Receptionist, Op::AddDealing, &ahead, |tx| dossier::add_dealing(tx, &ahead));
    assert_eq!(code(&refused), "not_yet");
    let drop = DropDealing { dealing: id };
    let dropped =
        hotel.write(Role::Receptionist, Op::DropDealing, &drop, |tx| dossier::drop_dealing(tx, &drop)).expect("struck off");
    assert!(card(&hotel, guest, Role::Receptionist).dealings.is_empty());
    undo(&hotel, Role::Receptionist, &dropped).expect("taken back");
    assert_eq!(card(&hotel, guest, Role::Receptionist).dealings[0].dealing.words, "问周末亲子活动");
}

#[test]
fn a_merge_moves_them_and_an_unmerge_puts_each_back() {
    let hotel = hotel();
    let (keep, other) = (hotel.guest("王建国", "138 1234 8812"), hotel.guest("王建國", "139 5678 5521"));
    dealing(&hotel, other, "先前的");
    let companion = AddCompanion { guest: keep, other: Some(other), name: "王建國".to_owned(), relation: String::new() };
    hotel.write(Role::Receptionist, Op::AddCompanion, &companion, |tx| dossier::add_companion(tx, &companion)).expect("noted");
    let own = AddCompanion { guest: keep, other: Some(keep), name: "王建国".to_owned(), relation: String::new() };
    let refused = hotel.write(Role::Receptionist, Op::AddCompanion, &own, |tx| dossier::add_companion(tx, &own));
    assert_eq!(code(&refused), "own_companion");
    let input = MergeGuests { keep, other, take: vec![], reason: "本人确认".to_owned() };
    let merged = hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input)).expect("merged").value;
    dealing(&hotel, other, "后来的");
    let words = |guest: GuestId| {
        let dealings = hotel.read(|db| dossier::dealings_of(db, guest));
        dealings.into_iter().map(|one| one.words).collect::<Vec<_>>()
    };
    assert_eq!((words(keep).len(), words(other).len()), (2, 0));
    let apart = UnmergeGuests { merge: merged.merge_id, reason: "同名不同人".to_owned() };
    hotel.write(Role::DutyManager, Op::UnmergeGuests, &apart, |tx| merge::unmerge(tx, &apart)).expect("apart");
    assert_eq!((words(keep).len(), words(other).len()), (0, 2), "what came in for the other goes back too");
}

#[test]
fn a_plan_follows_the_level_once_and_a_department_ticks_its_own() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let make = |vip: &str| {
        let input = MakePlan { guest, stay: None, vip: vip.to_owned() };
        hotel.write(Role::Receptionist, Op::AddTask, &input, |tx| dossier::make_plan(tx, &input)).map(|done| done.value)
    };
    assert_eq!(code(&make("")), "no_standard");
    assert_eq!(make("V3").expect("made"), 3);
    assert_eq!(make("V2").expect("made"), 2, "only what is not there yet");
    let input = AddTask { guest, stay: None, department: Department::Engineering, words: "装加湿器".to_owned() };
    let own = hotel.write(Role::Receptionist, Op::AddTask, &input, |tx| dossier::add_task(tx, &input)).expect("added").value;
    let plan = card(&hotel, guest, Role::Receptionist).plan;
    let fruit = plan.iter().find(|line| line.task.words == "fruit").expect("the standard's fruit").task.id;
    let tick = |role: Role, task| {
        let input = TickTask { task, done: true };
        hotel.write(role, Op::TickTask, &input, |tx| dossier::tick_task(tx, &input))
    };
    assert_eq!(code(&tick(Role::DepartmentHead, fruit)), "other_department", "the head of engineering brings no fruit");
    tick(Role::DepartmentHead, own).expect("the own task");
    let done = tick(Role::Receptionist, fruit).expect("the desk ticks any");
    undo(&hotel, Role::Receptionist, &done).expect("taken back");
    let open = card(&hotel, guest, Role::Receptionist).plan.into_iter().filter(|line| line.task.done_at_ms.is_none()).count();
    assert_eq!(open, 5);
}

#[test]
fn each_field_says_where_it_comes_from_and_the_card_how_complete_it_is() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let seen = hotel.read(|db| guests::get(db, guest));
    let wanted = guests::Guest { company: "望江电子".to_owned(), ..seen.clone() };
    let input = EditGuest { seen, wanted };
    hotel.pass_minutes(5);
    hotel.write(Role::DutyManager, Op::EditGuest, &input, |tx| guests::edit(tx, &input)).expect("corrected");
    let told: Vec<(String, String, String)> =
        hotel.read(|db| origins::of_guest(db, guest)).into_iter().map(|one| (one.field, one.way, one.by)).collect();
    let of = |field: &str| told.iter().find(|one| one.0 == field).map(|one| (one.1.as_str(), one.2.as_str()));
    assert_eq!(of("name"), Some(("add_guest", "receptionist")));
    assert_eq!(of("company"), Some(("edit_guest", "duty_manager")));
    assert_eq!(of("birth_date"), None, "what is not there comes from nowhere");
    let completeness = card(&hotel, guest, Role::Receptionist).completeness;
    assert_eq!((completeness.percent, completeness.missing.len()), (11, 8), "a phone, of nine parts");
}

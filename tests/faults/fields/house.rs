//! What is written of the house itself: its staff, limits and clocks, the privacy papers, packages, the duty log.

use std::{ops::ControlFlow, sync::OnceLock};

use lobby_core::{
    audit::op::Op,
    base::{
        entropy::Entropy,
        role::{Confirmed, Department, Role},
    },
    carry,
    duty::{
        self, CorrectDuty, EndDuty, FollowUp, HandCounts, LineKind, SeeHandover, Shift, SignHandover, TakeHandover, WriteDuty,
    },
    export::{
        self, MakeExport,
        seal_key::{self, SetSealKey},
        sealing::Identity,
    },
    privacy::{
        papers::{self, BreachStep, PaperBody, WritePaper},
        retention::{self, RetentionRules, SignRetention},
    },
    staff::{self, EditUser, NewUser},
    tickets::{
        self, EditClocks, EditLimits,
        spending::{self, Budget, EditBudget},
    },
};
use support::hotel::Hotel;

use super::{Input, guests::someone, input, write};
use crate::privacy::confirmed;

/// Returns the PIN of `role`, given again: every hotel of a test has the same people, and each proof costs 64 MiB.
fn proof_of(hotel: &Hotel, role: Role) -> &'static Confirmed {
    static PROOFS: [OnceLock<Confirmed>; 2] = [OnceLock::new(), OnceLock::new()];
    PROOFS[usize::from(role == Role::DataOfficer)].get_or_init(|| confirmed(hotel, role))
}

pub(super) fn inputs() -> Vec<Input> {
    [rules(), papers(), log(), packages()].into_iter().flatten().collect()
}

/// Each with a sign-in of its own.
fn colleague(hotel: &Hotel) -> NewUser {
    NewUser {
        sign_in: format!("colleague-{}", hotel.read(staff::list).len()),
        name: "陈晓".to_owned(),
        role: Role::Receptionist,
        department: Department::FrontOffice,
    }
}

fn rules() -> Vec<Input> {
    vec![
        input!(NewUser, colleague, |hotel, new| write(hotel, Role::Administrator, Op::AddUser, new, staff::add)),
        input!(
            EditUser,
            |hotel| {
                let new = colleague(hotel);
                let done = hotel.write(Role::Administrator, Op::AddUser, &new, |tx| staff::add(tx, &new)).expect("added");
                let seen = hotel.read(|db| staff::get(db, done.value));
                EditUser { wanted: staff::User { name: "陈小".to_owned(), ..seen.clone() }, seen }
            },
            |hotel, input| write(hotel, Role::Administrator, Op::EditUser, input, staff::edit)
        ),
        input!(
            EditLimits,
            |hotel| {
                let now = hotel.read(tickets::limits);
                EditLimits { seen: now.version, limits: now.limits, why: "董事会定".to_owned() }
            },
            |hotel, input| write(hotel, Role::GeneralManager, Op::EditLimits, input, tickets::edit_limits)
        ),
        input!(
            EditBudget,
            |hotel| {
                let seen = hotel.read(spending::budget).version;
                EditBudget { seen, budget: Budget { month_minor: None, departments: Vec::new() }, why: "年度预算".to_owned() }
            },
            |hotel, input| write(hotel, Role::GeneralManager, Op::EditBudget, input, spending::edit_budget)
        ),
        input!(
            EditClocks,
            |hotel| {
                let now = hotel.read(tickets::clock_rules);
                EditClocks { seen: now.version, rules: now.rules, why: "旺季".to_owned() }
            },
            |hotel, input| write(hotel, Role::GeneralManager, Op::EditClocks, input, tickets::edit_clocks)
        ),
    ]
}

fn breach() -> PaperBody {
    PaperBody::Breach {
        found_on: "2026-07-14".parse().expect("a day"),
        happened: "一台笔记本遗失".to_owned(),
        data: "姓名、电话".to_owned(),
        people: 120,
        harm: "骚扰电话".to_owned(),
        measures: "已换密钥".to_owned(),
        contact: "数据专员 0571-0000".to_owned(),
        not_told_because: "无法联系".to_owned(),
        steps: vec![BreachStep::Stopped],
    }
}

fn assessment() -> PaperBody {
    PaperBody::Assessment {
        subject: "向集团提供会员信息".to_owned(),
        lawful: "分项同意".to_owned(),
        risk: "低".to_owned(),
        measures: "假名、密封".to_owned(),
        conclusion: "可以进行".to_owned(),
    }
}

fn papers() -> Vec<Input> {
    vec![
        input!(WritePaper, |_| WritePaper { paper: None, seen: 0, body: breach() }, |hotel, input| write(
            hotel,
            Role::DataOfficer,
            Op::WritePaper,
            input,
            papers::write
        )),
        input!(WritePaper, |_| WritePaper { paper: None, seen: 0, body: assessment() }, |hotel, input| write(
            hotel,
            Role::DataOfficer,
            Op::WritePaper,
            input,
            papers::write
        )),
        input!(
            SignRetention,
            |hotel| {
                let seen = hotel.read(retention::current).map_or(0, |newest| newest.version);
                SignRetention {
                    rules: RetentionRules { guest_months: 36, member_months: 60 }, why: "年度审查".to_owned(), seen
                }
            },
            |hotel, input| {
                let proof = proof_of(hotel, Role::GeneralManager);
                write(hotel, Role::GeneralManager, Op::SignRetention, input, |tx, input| retention::sign(tx, input, proof))
            }
        ),
    ]
}

fn line(hotel: &Hotel) -> WriteDuty {
    let due_ms = hotel.now().plus_minutes(60);
    let follow_up = Some(FollowUp { department: Department::Housekeeping, owner: None, due_ms });
    WriteDuty {
        kind: LineKind::Room, room: "0915".to_owned(), guest: Some(someone(hotel)), words: "待干".to_owned(), follow_up
    }
}

fn written(hotel: &Hotel) -> lobby_core::base::ids::DutyLineId {
    let input = line(hotel);
    hotel.write(Role::DutyManager, Op::WriteDuty, &input, |tx| duty::write(tx, &input)).expect("a line").value
}

/// Each of a day later, for a shift has one sheet.
fn signing(hotel: &Hotel) -> SignHandover {
    hotel.pass_minutes(60 * 24);
    let date = hotel.store.hotel().clock.business_date(hotel.now());
    SignHandover { date, shift: Shift::Early, words: "留意 0915".to_owned(), counts: HandCounts::default() }
}

fn log() -> Vec<Input> {
    vec![
        input!(WriteDuty, line, |hotel, input| write(hotel, Role::DutyManager, Op::WriteDuty, input, duty::write)),
        input!(
            CorrectDuty,
            |hotel| CorrectDuty {
                line: written(hotel),
                kind: LineKind::Room,
                room: "0916".to_owned(),
                words: "0916 停用".to_owned()
            },
            |hotel, input| write(hotel, Role::DutyManager, Op::CorrectDuty, input, duty::correct)
        ),
        input!(EndDuty, |hotel| EndDuty { line: written(hotel), words: "好了".to_owned() }, |hotel, input| write(
            hotel,
            Role::DutyManager,
            Op::EndDuty,
            input,
            duty::end
        )),
        input!(SignHandover, signing, |hotel, input| write(hotel, Role::DutyManager, Op::SignHandover, input, carry::sign)),
        input!(
            TakeHandover,
            |hotel| {
                let input = signing(hotel);
                let signed = hotel.write(Role::DutyManager, Op::SignHandover, &input, |tx| carry::sign(tx, &input));
                let handover = signed.expect("signed").value;
                for item in hotel.read(|db| duty::items_of(db, handover)) {
                    let see = SeeHandover { item: item.id, seen: true };
                    hotel.write(Role::GeneralManager, Op::SeeHandover, &see, |tx| duty::see(tx, &see)).expect("ticked off");
                }
                TakeHandover { handover, words: "已交接".to_owned() }
            },
            |hotel, input| write(hotel, Role::GeneralManager, Op::TakeHandover, input, duty::take)
        ),
    ]
}

fn packages() -> Vec<Input> {
    vec![
        input!(
            SetSealKey,
            |hotel| {
                let seen = hotel.read(seal_key::current).map_or(0, |key| key.version);
                let recipient = Identity::new(&mut Entropy::from_seed([u8::try_from(seen % 250).expect("a byte") + 1; 32]))
                    .recipient()
                    .to_string();
                SetSealKey { recipient, whose: "集团数据部".to_owned(), seen }
            },
            |hotel, input| {
                let proof = proof_of(hotel, Role::DataOfficer);
                write(hotel, Role::DataOfficer, Op::SetSealKey, input, |tx, input| seal_key::set(tx, input, proof))
            }
        ),
        input!(MakeExport, |_| MakeExport { period: "2026-07".to_owned(), reason: "更正".to_owned() }, |hotel, input| {
            let (to, request) = (tempfile::tempdir().expect("a folder"), hotel.request(Role::DataOfficer));
            export::make(&hotel.store, &request, input, to.path(), &mut |_| ControlFlow::Continue(())).map(drop)
        }),
    ]
}

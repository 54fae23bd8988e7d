//! What is written of complaints and of what follows from them.

use lobby_core::{
    audit::op::Op,
    base::{
        ids::{ActionId, ExternalId, JoinId, PhoneId, RemedyId},
        money::Minor,
        points::Points,
        role::{Department, Role},
    },
    flows,
    tickets::{
        self, Cause, Check, Decision, Finding, HouseCause, JoinTickets, NoteTicket, OpenTicket, PauseReason, PauseTicket,
        ProblemCode, RekindTicket, Remedy, ReopenTicket, SplitTicket, StepBody, StepTicket, Subject, TicketKind, UnjoinTickets,
        attachments::{self, AttachFile, WithdrawAttachment},
        evidence::{self, PrintEvidence},
        external::{self, AnswerExternal, ExternalBody, RaiseExternal},
        phone::{self, AnswerPhone, PhoneAnswer, PhoneApproval},
    },
    warnings::register::{self, ActionBody, ActionSubject, ActionVerdict, Prevention, RaiseAction, StepAction},
};
use support::{
    case::{Case, leak, money},
    hotel::Hotel,
};

use super::{Input, guests::someone, input, write};
use crate::phone::{enrol, shown};

const PHOTO: &[u8] = b"\x89PNG\r\n\x1a\nwater on the carpet";

pub(super) fn inputs() -> Vec<Input> {
    [intake(), steps(), beside(), actions()].into_iter().flatten().collect()
}

fn taken(hotel: &Hotel) -> Case<'_> {
    Case::of(hotel, Subject::Guest { guest: someone(hotel) })
}

fn planned(hotel: &Hotel) -> Case<'_> {
    Case::planned(hotel, someone(hotel))
}

/// A complaint whose remedy waits for step ⑥.
fn awaiting(hotel: &Hotel) -> Case<'_> {
    let case = planned(hotel);
    case.proposed(Role::DutyManager, vec![money(Remedy::Waive, 88_000)]).expect("⑤ is taken");
    case
}

fn done(words: &str) -> Option<Check> {
    Some(Check::Done { words: words.to_owned() })
}

fn waived(reason: &str) -> Option<Check> {
    Some(Check::Waived { reason: reason.to_owned() })
}

fn opened(hotel: &Hotel, input: &OpenTicket) -> lobby_core::base::error::Result<()> {
    write(hotel, Role::Receptionist, Op::OpenTicket, input, tickets::open_ticket)
}

fn intake() -> Vec<Input> {
    vec![
        input!(OpenTicket, |hotel| leak(Subject::Guest { guest: someone(hotel) }), opened),
        input!(OpenTicket, |_| leak(Subject::Room { room: "0915".to_owned() }), opened),
        input!(OpenTicket, |_| leak(Subject::Outside { name: "路过的人".to_owned() }), opened),
        input!(NoteTicket, |hotel| NoteTicket { ticket: taken(hotel).ticket, words: "回电".to_owned() }, |hotel, input| write(
            hotel,
            Role::DutyManager,
            Op::NoteTicket,
            input,
            tickets::note
        )),
        input!(
            PauseTicket,
            |hotel| PauseTicket { ticket: taken(hotel).ticket, reason: PauseReason::Parts, words: "等配件".to_owned() },
            |hotel, input| write(hotel, Role::DutyManager, Op::PauseTicket, input, tickets::pause)
        ),
        input!(
            RekindTicket,
            |hotel| {
                let input = OpenTicket { kind: TicketKind::Suggestion, ..leak(Subject::Guest { guest: someone(hotel) }) };
                let opened = hotel
                    .write(Role::Receptionist, Op::OpenTicket, &input, |tx| tickets::open_ticket(tx, &input))
                    .expect("taken");
                RekindTicket { ticket: opened.value.ticket_id, kind: TicketKind::Complaint, reason: "是投诉".to_owned() }
            },
            |hotel, input| write(hotel, Role::DutyManager, Op::RekindTicket, input, tickets::rekind)
        ),
        input!(
            ReopenTicket,
            |hotel| {
                let case = planned(hotel);
                case.proposed(Role::DutyManager, Vec::new()).expect("⑤ is taken");
                case.carried_out().expect("⑦ is taken");
                case.close().expect("closed");
                ReopenTicket { ticket: case.ticket, reason: "又漏了".to_owned() }
            },
            |hotel, input| write(hotel, Role::DutyManager, Op::ReopenTicket, input, tickets::reopen)
        ),
    ]
}

/// One step of a complaint.
macro_rules! step {
    ($make:expr) => {
        input!(
            StepTicket,
            |hotel| {
                let make: fn(&Hotel) -> (Case<'_>, StepBody) = $make;
                let (case, body) = make(hotel);
                StepTicket { ticket: case.ticket, body }
            },
            |hotel, input| {
                let role = if input.body.op() == Op::ApproveRemedy { Role::GeneralManager } else { Role::DutyManager };
                write(hotel, role, input.body.op(), input, flows::compensate::step)
            }
        )
    };
}

fn steps() -> Vec<Input> {
    vec![
        step!(|hotel| {
            let (complainant, about, demand) = ("本人".to_owned(), "房间".to_owned(), "退房费".to_owned());
            (taken(hotel), StepBody::Record { complainant, about, demand })
        }),
        step!(|hotel| {
            (taken(hotel), StepBody::Judge { grounds: Finding::Yes, demand: Finding::No, why: "看过".to_owned() })
        }),
        step!(|hotel| {
            let case = taken(hotel);
            let owner = hotel.session(Role::DepartmentHead).user;
            case.step(Role::DutyManager, StepBody::Judge { grounds: Finding::Yes, demand: Finding::No, why: "看过".to_owned() })
                .expect("②");
            case.step(Role::DutyManager, StepBody::Assign { department: Department::Engineering, owner }).expect("③");
            let (happened, responsible) = ("冷凝管堵".to_owned(), "张三".to_owned());
            (case, StepBody::Analyse { cause: Cause::Quality, house_cause: None::<HouseCause>, happened, responsible })
        }),
        step!(|hotel| {
            let remedies = vec![money(Remedy::Laundry, 100)];
            (planned(hotel), StepBody::Propose { words: "处理".to_owned(), remedies, withdraw: Vec::<RemedyId>::new() })
        }),
        step!(|hotel| {
            let (remedies, decision) = (Vec::new(), Decision::Approved);
            (awaiting(hotel), StepBody::Approve { remedies, decision, words: "同意".to_owned() })
        }),
        step!(|hotel| {
            let case = planned(hotel);
            case.proposed(Role::DutyManager, Vec::new()).expect("⑤ is taken");
            let (responsible_handled, guest_told, feedback) = (done("已处理"), done("已告知"), waived("客人已离店"));
            (case, StepBody::CarryOut { responsible_handled, guest_told, feedback, callback_at_ms: None })
        }),
    ]
}

fn attached(hotel: &Hotel) -> AttachFile {
    let sha256 = attachments::digest(PHOTO);
    AttachFile { ticket: taken(hotel).ticket, name: "0915.png".to_owned(), words: "天花板".to_owned(), sha256 }
}

fn raising(hotel: &Hotel) -> RaiseExternal {
    RaiseExternal {
        ticket: taken(hotel).ticket,
        body: ExternalBody::Tourism,
        body_name: "市文旅局质监所".to_owned(),
        reference: "旅投117号".to_owned(),
        received_on: hotel.store.hotel().clock.business_date(hotel.now()),
        words: "转来".to_owned(),
    }
}

fn answering(hotel: &Hotel) -> AnswerExternal {
    let input = raising(hotel);
    hotel.write(Role::DutyManager, Op::RaiseExternal, &input, |tx| external::raise(tx, &input)).expect("raised");
    let external: ExternalId = Case { hotel, ticket: input.ticket }.shown().externals[0].id;
    AnswerExternal { external, answered_on: input.received_on, sent_how: "EMS 1234".to_owned(), words: "已退一晚".to_owned() }
}

fn joining(hotel: &Hotel) -> JoinTickets {
    JoinTickets { keep: taken(hotel).ticket, other: taken(hotel).ticket, reason: "同一次漏水".to_owned() }
}

fn by_phone(hotel: &Hotel) -> PhoneApproval {
    // A code counts once, and the next one half a minute later.
    if hotel.read(|db| phone::own(db, &hotel.session(Role::GeneralManager))).enrolled_at_ms.is_none() {
        enrol(hotel, Role::GeneralManager);
    }
    hotel.pass_minutes(5);
    PhoneApproval {
        ticket: awaiting(hotel).ticket,
        approver: hotel.session(Role::GeneralManager).user,
        code: shown(hotel.now(), 0),
        remedies: Vec::new(),
        amount_minor: Minor::new(88_000).expect("a small sum"),
        points: Points::ZERO,
        words: "同意免一晚".to_owned(),
    }
}

fn phoned(hotel: &Hotel, input: &PhoneApproval) -> lobby_core::base::error::Result<()> {
    phone::approve(&hotel.store, &hotel.request(Role::DutyManager), input, hotel.now()).map(drop)
}

fn beside() -> Vec<Input> {
    vec![
        input!(AttachFile, attached, |hotel, input| write(hotel, Role::DutyManager, Op::AttachFile, input, |tx, input| {
            attachments::attach(tx, input, PHOTO)
        })),
        input!(
            WithdrawAttachment,
            |hotel| {
                let input = attached(hotel);
                let kept = hotel.write(Role::DutyManager, Op::AttachFile, &input, |tx| attachments::attach(tx, &input, PHOTO));
                WithdrawAttachment { attachment: kept.expect("kept").value, reason: "拍错了".to_owned() }
            },
            |hotel, input| write(hotel, Role::DutyManager, Op::WithdrawAttachment, input, attachments::withdraw)
        ),
        input!(
            PrintEvidence,
            |hotel| {
                let ticket = taken(hotel).ticket;
                PrintEvidence { ticket, full_name_because: "文旅局要实名".to_owned(), responsible: true }
            },
            |hotel, input| write(hotel, Role::GeneralManager, Op::PrintEvidence, input, evidence::print)
        ),
        input!(RaiseExternal, raising, |hotel, input| write(hotel, Role::DutyManager, Op::RaiseExternal, input, external::raise)),
        input!(AnswerExternal, answering, |hotel, input| write(
            hotel,
            Role::DutyManager,
            Op::AnswerExternal,
            input,
            external::answer
        )),
        input!(JoinTickets, joining, |hotel, input| write(hotel, Role::DutyManager, Op::MergeTickets, input, tickets::join)),
        input!(
            UnjoinTickets,
            |hotel| {
                let input = joining(hotel);
                let joined = hotel.write(Role::DutyManager, Op::MergeTickets, &input, |tx| tickets::join(tx, &input));
                let join: JoinId = joined.expect("joined").value.join_id;
                UnjoinTickets { join, reason: "是两件事".to_owned() }
            },
            |hotel, input| write(hotel, Role::DutyManager, Op::UnmergeTickets, input, tickets::unjoin)
        ),
        input!(
            SplitTicket,
            |hotel| SplitTicket {
                ticket: planned(hotel).ticket,
                problem: ProblemCode::NeighbourNoise,
                words: "隔壁整夜吵".to_owned(),
                severity: None,
                department: None,
                reason: "两件事".to_owned(),
            },
            |hotel, input| write(hotel, Role::DutyManager, Op::SplitTicket, input, tickets::split)
        ),
        input!(PhoneApproval, by_phone, phoned),
        input!(
            AnswerPhone,
            |hotel| {
                phoned(hotel, &by_phone(hotel)).expect("approved by phone");
                let waits = hotel.read(|db| phone::own(db, &hotel.session(Role::GeneralManager))).waiting;
                let phone: PhoneId = waits.last().expect("it waits").id;
                AnswerPhone { phone, answer: PhoneAnswer::Disputed, words: "我只同意免半晚".to_owned() }
            },
            |hotel, input| write(hotel, Role::GeneralManager, Op::AnswerPhone, input, phone::answer)
        ),
    ]
}

fn raised(hotel: &Hotel) -> RaiseAction {
    RaiseAction {
        finding: "09、10 层西侧冷凝水管老化".to_owned(),
        prevention: Prevention::Quality,
        subject: ActionSubject { problem: Some(ProblemCode::WaterLeak), ..ActionSubject::default() },
        department: Department::Engineering,
        owner: hotel.session(Role::DepartmentHead).user,
        due: "2026-07-31".parse().expect("a day"),
        tickets: Vec::new(),
    }
}

fn running(hotel: &Hotel) -> ActionId {
    let input = raised(hotel);
    hotel.write(Role::DutyManager, Op::RaiseAction, &input, |tx| register::raise(tx, &input)).expect("raised").value.action_id
}

fn stepped(hotel: &Hotel, role: Role, action: ActionId, body: ActionBody) -> ActionId {
    let input = StepAction { action, body };
    hotel.write(role, Op::StepAction, &input, |tx| register::step(tx, &input)).expect("a step is taken");
    action
}

/// One step of a corrective action.
macro_rules! action {
    ($make:expr) => {
        input!(
            StepAction,
            |hotel| {
                let make: fn(&Hotel) -> (ActionId, ActionBody) = $make;
                let (action, body) = make(hotel);
                StepAction { action, body }
            },
            |hotel, input| write(hotel, Role::GeneralManager, Op::StepAction, input, register::step)
        )
    };
}

fn evidence() -> ActionBody {
    ActionBody::Evidence { words: "立管已换新".to_owned(), done_on: "2026-07-14".parse().expect("a day") }
}

fn verified() -> ActionBody {
    ActionBody::Verify { verdict: ActionVerdict::Accepted, words: "现场看过".to_owned() }
}

/// Whoever shows that it is done does not say that it was done well.
fn proved(hotel: &Hotel) -> ActionId {
    stepped(hotel, Role::DepartmentHead, running(hotel), evidence())
}

fn actions() -> Vec<Input> {
    vec![
        input!(RaiseAction, raised, |hotel, input| write(hotel, Role::DutyManager, Op::RaiseAction, input, register::raise)),
        input!(
            RaiseAction,
            |hotel| RaiseAction {
                subject: ActionSubject { problem: None, area: None, floor: Some("09".to_owned()), room: Some("0915".to_owned()) },
                ..raised(hotel)
            },
            |hotel, input| write(hotel, Role::DutyManager, Op::RaiseAction, input, register::raise)
        ),
        action!(|hotel| {
            let (owner, department) = (hotel.session(Role::DepartmentHead).user, Department::Engineering);
            let due = "2026-08-31".parse().expect("a day");
            (running(hotel), ActionBody::Amend { owner, department, due, words: "配件晚到".to_owned() })
        }),
        action!(|hotel| (running(hotel), evidence())),
        action!(|hotel| (proved(hotel), verified())),
        action!(|hotel| {
            let action = stepped(hotel, Role::DutyManager, proved(hotel), verified());
            (action, ActionBody::Close { words: "两周无新投诉".to_owned() })
        }),
        action!(|hotel| (running(hotel), ActionBody::Withdraw { words: "重复".to_owned() })),
    ]
}

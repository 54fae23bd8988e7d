//! What is written of guests: the record, contacts, wishes, promises, the dossier, merges, privacy.

use lobby_core::{
    audit::op::Op,
    base::{
        contact::ContactKind,
        ids::GuestId,
        role::{Department, Role},
    },
    dossier::{
        self, AddAlert, AddCompanion, AddDealing, AddTask, AlertKind, CallOutcome, DealingChannel, DealingKind, LiftAlert,
        MakeCall, MakePlan, Moment,
    },
    flows::{
        merge::{self, MergeGuests, UnmergeGuests},
        wish::{self, TakeWish},
    },
    guests::{
        self, AddContact, AddPreference, AddPromise, EditGuest, Guest, NewContact, NewGuest, PreferenceKind, PreferenceOrigin,
        RecordConsent, Reveal, SettlePromise,
    },
    privacy::{
        consents::{self, Purpose, RecordPurpose, SetConsentText},
        copy::{self, CopyGuest},
        holds::{self, HoldGuest, ReleaseGuest},
        requests::{self, AnswerRequest, AskedBy, RequestOutcome, TakeRequest, Wanted},
    },
    stays::{self, CheckIn},
};
use support::hotel::Hotel;

use super::{Input, input, write};

pub(super) fn inputs() -> Vec<Input> {
    [records(), wishes(), merges(), dossiers(), privacy()].into_iter().flatten().collect()
}

/// Returns somebody new.
pub(super) fn someone(hotel: &Hotel) -> GuestId {
    let new = NewGuest { name: "王建国".to_owned(), ..NewGuest::default() };
    hotel.write(Role::Receptionist, Op::AddGuest, &new, |tx| guests::add(tx, &new)).expect("a guest is added").value
}

pub(super) fn promise(hotel: &Hotel) -> AddPromise {
    AddPromise { guest: someone(hotel), ticket: None, words: "留房".to_owned() }
}

fn wish(guest: GuestId) -> AddPreference {
    AddPreference {
        guest,
        kind: PreferenceKind::Room,
        words: "高楼层".to_owned(),
        origin: PreferenceOrigin::Asked,
        consent: false,
        source: "desk".to_owned(),
    }
}

fn contact(kind: ContactKind, value: &str) -> NewContact {
    NewContact { kind, value: value.to_owned(), preferred: false }
}

fn filled() -> NewGuest {
    NewGuest {
        name: "王建国".to_owned(),
        latin_name: "Wang Jianguo".to_owned(),
        birth_date: Some("1980-07-21".to_owned()),
        country: "CN".to_owned(),
        language: "zh".to_owned(),
        company: "钱江贸易".to_owned(),
        source: "desk".to_owned(),
        note: "常客".to_owned(),
        contacts: vec![contact(ContactKind::Phone, "138 1234 8812"), contact(ContactKind::Wechat, "wang_jg")],
        ..NewGuest::default()
    }
}

fn records() -> Vec<Input> {
    vec![
        input!(NewGuest, |_| filled(), |hotel, new| write(hotel, Role::Receptionist, Op::AddGuest, new, guests::add)),
        input!(
            EditGuest,
            |hotel| {
                let seen = hotel.read(|db| guests::get(db, someone(hotel)));
                let NewGuest { name, latin_name, birth_date, country, language, company, source, note, .. } = filled();
                let words = Guest { name, latin_name, birth_date, country, language, company, source, note, ..seen.clone() };
                let (document_kind, document_last4) = ("id_card".to_owned(), "002X".to_owned());
                EditGuest { wanted: Guest { vip: "V1".to_owned(), document_kind, document_last4, ..words }, seen }
            },
            |hotel, input| write(hotel, Role::DutyManager, Op::EditGuest, input, guests::edit)
        ),
        input!(
            AddContact,
            |hotel| AddContact { guest: someone(hotel), contact: contact(ContactKind::Wechat, "wang_jianguo") },
            |hotel, input| write(hotel, Role::Receptionist, Op::AddContact, input, guests::add_contact)
        ),
        input!(
            Reveal,
            |hotel| {
                let guest = hotel.guest("王建国", "138 1234 8812");
                Reveal { contact: hotel.read(|db| guests::contacts_of(db, guest))[0].id, reason: "客人请回电".to_owned() }
            },
            |hotel, input| write(hotel, Role::DutyManager, Op::RevealContact, input, guests::reveal)
        ),
    ]
}

fn wishes() -> Vec<Input> {
    vec![
        input!(AddPreference, |hotel| wish(someone(hotel)), |hotel, input| write(
            hotel,
            Role::Receptionist,
            Op::AddPreference,
            input,
            guests::add_preference
        )),
        input!(
            TakeWish,
            |hotel| TakeWish { wish: wish(someone(hotel)), department: None, action: "开夜床".to_owned() },
            |hotel, input| write(hotel, Role::Receptionist, Op::AddPreference, input, wish::take_wish)
        ),
        input!(AddPromise, promise, |hotel, input| write(hotel, Role::Receptionist, Op::AddPromise, input, guests::add_promise)),
        input!(
            SettlePromise,
            |hotel| {
                let input = promise(hotel);
                let made = hotel.write(Role::Receptionist, Op::AddPromise, &input, |tx| guests::add_promise(tx, &input));
                SettlePromise { promise: made.expect("promised").value, kept: false, reason: "客满".to_owned() }
            },
            |hotel, input| write(hotel, Role::Receptionist, Op::SettlePromise, input, guests::settle_promise)
        ),
        input!(
            RecordConsent,
            |hotel| RecordConsent { guest: someone(hotel), agreed: true, told: "登记卡".to_owned() },
            |hotel, input| write(hotel, Role::Receptionist, Op::RecordConsent, input, guests::record_consent)
        ),
    ]
}

fn merges() -> Vec<Input> {
    vec![
        input!(
            CheckIn,
            |hotel| {
                let stay_id = support::stays::booked(hotel, someone(hotel), "2026-07-14", "2026-07-16");
                CheckIn { stay_id, room_no: "0915".to_owned(), payment: None, confirmed: Vec::new() }
            },
            |hotel, input| write(hotel, Role::DutyManager, Op::CheckIn, input, stays::check_in)
        ),
        input!(MergeGuests, merging, |hotel, input| write(hotel, Role::DutyManager, Op::MergeGuests, input, merge::merge)),
        input!(
            UnmergeGuests,
            |hotel| {
                let input = merging(hotel);
                let merged = hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input));
                UnmergeGuests { merge: merged.expect("merged").value.merge_id, reason: "两个人".to_owned() }
            },
            |hotel, input| write(hotel, Role::DutyManager, Op::UnmergeGuests, input, merge::unmerge)
        ),
    ]
}

fn merging(hotel: &Hotel) -> MergeGuests {
    MergeGuests { keep: someone(hotel), other: someone(hotel), take: Vec::new(), reason: "同一人".to_owned() }
}

fn alert(hotel: &Hotel) -> AddAlert {
    AddAlert { guest: someone(hotel), kind: AlertKind::Note, moment: Moment::Open, words: "注意".to_owned() }
}

fn dossiers() -> Vec<Input> {
    vec![
        input!(
            AddCompanion,
            |hotel| AddCompanion {
                guest: someone(hotel), other: None, name: "王小明".to_owned(), relation: "儿子".to_owned()
            },
            |hotel, input| write(hotel, Role::Receptionist, Op::AddCompanion, input, dossier::add_companion)
        ),
        input!(
            AddDealing,
            |hotel| {
                let (kind, channel) = (DealingKind::Interaction, DealingChannel::Wechat);
                AddDealing { guest: someone(hotel), kind, channel, words: "来信".to_owned(), happened_on: None }
            },
            |hotel, input| write(hotel, Role::Receptionist, Op::AddDealing, input, dossier::add_dealing)
        ),
        input!(
            MakeCall,
            |hotel| {
                let guest = someone(hotel);
                support::stays::in_house(hotel, guest, "2026-07-13", "2026-07-16", 0, 0);
                let (channel, outcome) = (DealingChannel::Person, CallOutcome::Fair);
                MakeCall { guest, channel, outcome, words: "早餐时问候".to_owned() }
            },
            |hotel, input| write(hotel, Role::DutyManager, Op::MakeCall, input, dossier::make_call)
        ),
        input!(AddAlert, alert, |hotel, input| write(hotel, Role::Receptionist, Op::AddAlert, input, dossier::add_alert)),
        input!(
            LiftAlert,
            |hotel| {
                let input = alert(hotel);
                let made = hotel.write(Role::Receptionist, Op::AddAlert, &input, |tx| dossier::add_alert(tx, &input));
                LiftAlert { alert: made.expect("an alert").value, reason: "已结清".to_owned() }
            },
            |hotel, input| write(hotel, Role::Receptionist, Op::LiftAlert, input, dossier::lift_alert)
        ),
        input!(
            AddTask,
            |hotel| AddTask {
                guest: someone(hotel), stay: None, department: Department::Housekeeping, words: "铺床".to_owned()
            },
            |hotel, input| write(hotel, Role::Receptionist, Op::AddTask, input, dossier::add_task)
        ),
        input!(MakePlan, |hotel| MakePlan { guest: someone(hotel), stay: None, vip: "V1".to_owned() }, |hotel, input| write(
            hotel,
            Role::DutyManager,
            Op::AddTask,
            input,
            dossier::make_plan
        )),
    ]
}

fn privacy() -> Vec<Input> {
    vec![
        input!(
            SetConsentText,
            |hotel| {
                let seen =
                    hotel.read(consents::texts).iter().find(|text| text.purpose == Purpose::Sms).map_or(0, |text| text.version);
                SetConsentText { purpose: Purpose::Sms, words: "同意接收短信".to_owned(), seen }
            },
            |hotel, input| write(hotel, Role::DataOfficer, Op::SetConsentText, input, consents::set_text)
        ),
        input!(
            RecordPurpose,
            |hotel| {
                let known = hotel.read(consents::texts).iter().any(|text| text.purpose == Purpose::Sms);
                if !known {
                    let text = SetConsentText { purpose: Purpose::Sms, words: "同意接收短信".to_owned(), seen: 0 };
                    hotel
                        .write(Role::DataOfficer, Op::SetConsentText, &text, |tx| consents::set_text(tx, &text))
                        .expect("a text");
                }
                RecordPurpose {
                    guest: someone(hotel),
                    purpose: Purpose::Sms,
                    agreed: true,
                    text_version: 1,
                    told: "登记卡".to_owned(),
                    guardian: "王秀兰".to_owned(),
                }
            },
            |hotel, input| write(hotel, Role::Receptionist, Op::RecordPurpose, input, consents::record)
        ),
        input!(
            CopyGuest,
            |hotel| CopyGuest { guest: someone(hotel), identity: "身份证核对".to_owned(), request: None },
            |hotel, input| write(hotel, Role::DataOfficer, Op::CopyGuest, input, copy::grant)
        ),
        input!(HoldGuest, holding, |hotel, input| write(hotel, Role::DataOfficer, Op::HoldGuest, input, holds::hold)),
        input!(
            ReleaseGuest,
            |hotel| {
                let input = holding(hotel);
                let held = hotel.write(Role::DataOfficer, Op::HoldGuest, &input, |tx| holds::hold(tx, &input));
                ReleaseGuest { hold: held.expect("held").value, reason: "和解".to_owned() }
            },
            |hotel, input| write(hotel, Role::DataOfficer, Op::ReleaseGuest, input, holds::release)
        ),
        input!(TakeRequest, asking, |hotel, input| write(hotel, Role::Receptionist, Op::TakeRequest, input, requests::take)),
        input!(
            AnswerRequest,
            |hotel| {
                let input = asking(hotel);
                let taken = hotel.write(Role::Receptionist, Op::TakeRequest, &input, |tx| requests::take(tx, &input));
                let request = taken.expect("taken down").value;
                AnswerRequest { request, outcome: RequestOutcome::Refused, answer: "与证件不符".to_owned() }
            },
            |hotel, input| write(hotel, Role::DataOfficer, Op::AnswerRequest, input, requests::answer)
        ),
    ]
}

fn holding(hotel: &Hotel) -> HoldGuest {
    HoldGuest { guest: someone(hotel), reason: "诉讼".to_owned() }
}

fn asking(hotel: &Hotel) -> TakeRequest {
    TakeRequest {
        guest: someone(hotel),
        wanted: Wanted::Correct,
        words: "名字应为王建囯".to_owned(),
        channel: AskedBy::Phone,
        identity: "回拨预留电话".to_owned(),
    }
}

//! A house in which the words of one guest stand in every place that holds a guest's words, each word found nowhere else.

use lobby_core::{
    audit::op::Op,
    base::{
        contact::ContactKind,
        ids::{GuestId, TicketId},
        role::{Confirmed, Department, Role},
    },
    dossier::{self, AddAlert, AddCompanion, AddDealing, AddTask, AlertKind, DealingChannel, DealingKind, Moment},
    duty::{self, LineKind, WriteDuty},
    flows::merge::{self, MergeGuests},
    guests::{
        self, AddPreference, AddPromise, EditGuest, Guest, NewContact, NewGuest, PreferenceKind, PreferenceOrigin, RecordConsent,
    },
    loyalty::{self, MemberRef, referral},
    staff::{
        self,
        unsaved::{self, UnsavedWords},
    },
    tickets::{
        self, Decision, NoteTicket, StepBody, Subject,
        attachments::{self, AttachFile},
        drafts::{self, IntakeDraft},
    },
};
use support::{
    case::{self, Case, points},
    hotel::{Hotel, hotel},
};

/// Stands in every text of the guest.
pub const WORD: &str = "zqxvulliver";
/// Stands in the guest's Chinese texts.
pub const SIGN: &str = "邂逅钱塘";
/// The guest's telephone.
pub const PHONE: &str = "13900077123";
pub const PIN: &str = "246810";

/// The house, and who is in it.
pub struct Planted {
    pub hotel: Hotel,
    /// Whose words stand everywhere.
    pub guest: GuestId,
    /// Somebody else, who knows the guest.
    pub other: GuestId,
    /// The guest's complaint.
    pub ticket: TicketId,
}

/// Returns a sentence with both words in it.
pub fn said(what: &str) -> String {
    format!("{what} {SIGN} {WORD}")
}

pub fn confirmed(hotel: &Hotel, role: Role) -> Confirmed {
    let input =
        staff::SetPin { user: hotel.session(role).user, pin_hash: staff::hash_pin(PIN, [3; 16]).expect("a PIN is hashed") };
    hotel.write(role, Op::SetPin, &input, |tx| staff::set_pin(tx, &input)).expect("a PIN is set");
    staff::confirm(&hotel.store, &role.word().replace('_', "-"), PIN, hotel.now()).expect("the PIN fits")
}

/// Returns a house with the guest's words in every place.
pub fn planted() -> Planted {
    let hotel = hotel();
    let guest = person(&hotel, &format!("{SIGN}甲"), PHONE);
    let merged = person(&hotel, &format!("{SIGN}乙"), "13900077124");
    let other = hotel.guest("王建国", "138 1234 8812");
    for one in [guest, other] {
        let enrol = loyalty::Enrol { guest: one };
        hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol)).expect("enrolled");
    }
    support::stays::departed(&hotel, guest, "2026-07-04", "2026-07-10", 254_405, 86_000);
    notes(&hotel, guest);
    notes(&hotel, merged);
    known_to(&hotel, guest, other);
    member(&hotel, guest);
    let ticket = complaint(&hotel, guest);
    draft(&hotel, guest);
    waits(&hotel, &format!("wish/{guest}"));
    waits(&hotel, &format!("reply/{ticket}"));
    let merge = MergeGuests { keep: guest, other: merged, take: Vec::new(), reason: said("同一人") };
    hotel.write(Role::DataOfficer, Op::MergeGuests, &merge, |tx| merge::merge(tx, &merge)).expect("merged");
    Planted { hotel, guest, other, ticket }
}

fn person(hotel: &Hotel, name: &str, phone: &str) -> GuestId {
    let contact = |kind, value: &str| NewContact { kind, value: value.to_owned(), preferred: false };
    let new = NewGuest {
        name: name.to_owned(),
        latin_name: format!("{WORD} {WORD}"),
        company: said("公司"),
        note: said("备注"),
        contacts: vec![
            contact(ContactKind::Phone, phone),
            contact(ContactKind::Email, &format!("{WORD}.{phone}@example.com")),
            contact(ContactKind::Wechat, &format!("{WORD}_{phone}")),
        ],
        ..NewGuest::default()
    };
    let guest = hotel.write(Role::Receptionist, Op::AddGuest, &new, |tx| guests::add(tx, &new)).expect("added").value;
    let seen = hotel.read(|db| guests::get(db, guest));
    let edit = EditGuest { wanted: Guest { company: said("新公司"), share_consent: true, ..seen.clone() }, seen };
    hotel.write(Role::Receptionist, Op::EditGuest, &edit, |tx| guests::edit(tx, &edit)).expect("corrected");
    guest
}

fn notes(hotel: &Hotel, guest: GuestId) {
    let wish = AddPreference {
        guest,
        kind: PreferenceKind::Room,
        words: said("高层"),
        origin: PreferenceOrigin::Asked,
        consent: false,
        source: "desk".to_owned(),
    };
    hotel.write(Role::Receptionist, Op::AddPreference, &wish, |tx| guests::add_preference(tx, &wish)).expect("a wish");
    let promise = AddPromise { guest, ticket: None, words: said("留房") };
    let promise = hotel.write(Role::Receptionist, Op::AddPromise, &promise, |tx| guests::add_promise(tx, &promise));
    waits(hotel, &format!("promise/{}", promise.expect("a promise").value));
    let dealing = AddDealing {
        guest,
        kind: DealingKind::Interaction,
        channel: DealingChannel::Wechat,
        words: said("来信"),
        happened_on: None,
    };
    hotel.write(Role::Receptionist, Op::AddDealing, &dealing, |tx| dossier::add_dealing(tx, &dealing)).expect("a dealing");
    let alert = AddAlert { guest, kind: AlertKind::Note, moment: Moment::Open, words: said("注意") };
    hotel.write(Role::Receptionist, Op::AddAlert, &alert, |tx| dossier::add_alert(tx, &alert)).expect("an alert");
    let task = AddTask { guest, stay: None, department: Department::Housekeeping, words: said("铺床") };
    hotel.write(Role::Receptionist, Op::AddTask, &task, |tx| dossier::add_task(tx, &task)).expect("a task");
    let consent = RecordConsent { guest, agreed: true, told: said("登记卡") };
    hotel.write(Role::Receptionist, Op::RecordConsent, &consent, |tx| guests::record_consent(tx, &consent)).expect("a word");
    let line =
        WriteDuty { kind: LineKind::Note, room: "0915".to_owned(), guest: Some(guest), words: said("巡查"), follow_up: None };
    hotel.write(Role::DutyManager, Op::WriteDuty, &line, |tx| duty::write(tx, &line)).expect("a line");
}

fn known_to(hotel: &Hotel, guest: GuestId, other: GuestId) {
    let companion = AddCompanion { guest: other, other: Some(guest), name: format!("{SIGN}甲"), relation: said("配偶") };
    hotel
        .write(Role::Receptionist, Op::AddCompanion, &companion, |tx| dossier::add_companion(tx, &companion))
        .expect("a companion");
    let refer = referral::ReferMember { referrer: other, referred: guest, told: said("登记卡"), referred_on: None };
    hotel.write(Role::Receptionist, Op::ReferMember, &refer, |tx| referral::refer(tx, &refer)).expect("a referral");
}

fn member(hotel: &Hotel, guest: GuestId) {
    let adjust = loyalty::adjust::AdjustPoints {
        member: MemberRef::from(guest),
        points: lobby_core::base::points::Points::new(800).expect("a small count"),
        reason: said("补偿"),
        due_on: None,
        expires_on: None,
        second: None,
    };
    hotel
        .write(Role::GeneralManager, Op::AdjustPoints, &adjust, |tx| loyalty::adjust::adjust(tx, &adjust, None))
        .expect("points by hand");
}

fn complaint(hotel: &Hotel, guest: GuestId) -> TicketId {
    let open = tickets::OpenTicket { words: said("漏水"), ..case::leak(Subject::Guest { guest }) };
    let opened = hotel.write(Role::Receptionist, Op::OpenTicket, &open, |tx| tickets::open_ticket(tx, &open)).expect("taken");
    let ticket = opened.value.ticket_id;
    let case = Case { hotel, ticket };
    let record = StepBody::Record { complainant: said("本人"), about: said("房间"), demand: said("退房费") };
    case.step(Role::DutyManager, record).expect("step one again");
    let note = NoteTicket { ticket, words: said("回电") };
    hotel.write(Role::DutyManager, Op::NoteTicket, &note, |tx| tickets::note(tx, &note)).expect("a note");
    let bytes = [b"\x89PNG\r\n\x1a\n".as_slice(), said("照片").repeat(4).as_bytes()].concat();
    let attach =
        AttachFile { ticket, name: format!("{WORD}.png"), words: said("天花板"), sha256: attachments::digest(&bytes) };
    hotel.write(Role::Receptionist, Op::AttachFile, &attach, |tx| attachments::attach(tx, &attach, &bytes)).expect("a photo");
    case.to_the_plan();
    let mut remedy = points(300);
    remedy.words = said("积分");
    case.proposed(Role::DutyManager, vec![remedy]).expect("proposed");
    if case.standing().iter().any(|(state, _)| *state == tickets::RemedyState::Awaiting) {
        case.decided(Role::GeneralManager, Decision::Approved).expect("decided");
    }
    case.carried_out().expect("carried out");
    ticket
}

/// Somebody types into a form that its place alone tells to be about the guest, and does not save it.
fn waits(hotel: &Hotel, place: &str) {
    let words = UnsavedWords { place: place.to_owned(), body: serde_json::json!({ "words": said("没存") }).to_string() };
    let author = hotel.session(Role::DutyManager).user;
    hotel.store.upkeep(|db, _| unsaved::keep(db, author, &words, hotel.now())).expect("kept");
}

fn draft(hotel: &Hotel, guest: GuestId) {
    let draft = IntakeDraft {
        kind: tickets::TicketKind::Complaint,
        who: format!("{SIGN}甲"),
        guest: Some(guest),
        problem: None,
        severity: None,
        mood: None,
        words: said("又漏了"),
        department: None,
        about_who: String::new(),
        about: None,
    };
    let author = hotel.session(Role::DutyManager).user;
    hotel.store.upkeep(|db, _| drafts::keep(db, author, &draft, hotel.now())).expect("kept");
}

/// Closes the guest's complaint, so that nothing stands in the way.
pub fn close(planted: &Planted) {
    let case = Case { hotel: &planted.hotel, ticket: planted.ticket };
    case.close().expect("closed");
}

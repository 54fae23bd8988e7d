//! Any text (PROMISES 15): what a person typed comes back letter for letter, or is clearly refused. And hostile words in every box
//! that looks for something (PROMISES 18): they find or they do not, and change nothing.

use lobby_core::{
    audit::op::Op,
    base::{
        error::{Error, Result},
        ids::GuestId,
        role::{Department, Role},
        time::Instant,
    },
    check::{self, Depth},
    dossier::{self, AddAlert, AddCompanion, AddDealing, AddTask, AlertKind, DealingChannel, DealingKind, Moment},
    duty::{self, LineKind, WriteDuty},
    flows::merge::{self, MergeGuests},
    guests::{self, AddPreference, AddPromise, NewGuest, PreferenceKind, PreferenceOrigin},
    history,
    loyalty::{self, MemberRef},
    profile, search, staff,
    tickets::{
        self, Cause, Finding, OpenTicket, PauseReason, PauseTicket, Remedy, StepBody, Subject,
        attachments::{self, AttachFile},
    },
};
use serde_json::Value;
use support::{
    case::{Case, leak},
    hotel::{Hotel, hotel},
};

use super::{Chance, Figures, seed, size};

/// Strings of a merge for one field of each kind (name, line, note), and for each other field; `LOBBY_STRINGS` says how many for
/// every field.
const STRINGS_OF_A_KIND: u64 = 515;
const STRINGS: u64 = 20;

/// Strings after which a field goes on in a hotel of its own: what is read back is a whole list of some, and would grow for ever.
const HOTEL_HOLDS: u64 = 515;

/// Strings that hurt somebody somewhere. Sources: the kinds of the Big List of Naughty Strings, and what a hotel meets.
const NAUGHTY: &[&str] = &[
    "",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\0",
    "a\0b",
    "\u{feff}王",
    "\u{200b}",
    "\u{200e}\u{202e}dlo eht",
    "e\u{301}",
    "é",
    "ﷺ",
    "𠮷野家",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "Ω≈ç√∫˜µ≤≥÷",
    "ด้้้้้็็็็็้้้้้็็็็็",
    "ZALGO H̡̫̤̤̣͉̤ͭ̓̓̇͗̎̀ơ̯̗̱̘̮͒̄̀̈ͤ̀͡",
    "İstanbul ıI",
    "ß SS ſ",
    "１２３",
    "undefined",
    "null",
    "NaN",
    "true",
    "1e309",
    "-0",
    "0x7f",
    "'; DROP TABLE guests; --",
    "\" OR \"\"=\"",
    "' OR 1=1 --",
    "1; ATTACH DATABASE 'x' AS y",
    "%_%",
    "*",
    "NEAR(a b)",
    "name:王*",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "%s%n%x",
    "=cmd|' /C calc'!A0",
    "+86 138",
    "-1",
    "@SUM(A1)",
    "'quoted'",
    "../../etc/passwd",
    "C:\\con\\aux",
    "a,b;c\"d\"",
    "\u{1b}[31mred",
    "\u{7f}\u{80}\u{9f}",
    "\u{fffd}\u{ffff}",
    "\u{10ffff}",
    "４１１１ １１１１ １１１１ １１１１",
    "4111 1111 1111 1111",
    "  leading and trailing  ",
    "两行\n文字",
];

/// Letters that random strings are made of.
const LETTERS: &[char] = &[
    'a', 'Z', '0', '9', ' ', '\'', '"', '\\', '%', '_', '<', '&', ';', '-', '\n', '\t', '王', '李', '𠮷', 'é', '\u{301}',
    '\u{200d}', '👩', '\u{202e}', '\u{feff}', 'ا', 'ไ', 'ß', 'İ', '\u{1}', '=', '@', '\u{3000}', '１',
];

/// Returns whether the string of this place among those of [`text`] is a random one.
pub(super) fn is_thrown(nth: u64) -> bool {
    nth >= NAUGHTY.len() as u64
}

pub(super) fn text(chance: &mut Chance, nth: u64) -> String {
    if let Some(text) = usize::try_from(nth).ok().and_then(|nth| NAUGHTY.get(nth)) {
        return (*text).to_owned();
    }
    let letters = match chance.below(20) {
        0 => 4_001,
        1 => 199 + chance.below(3),
        2 => 499 + chance.below(3),
        _ => 1 + chance.below(60),
    };
    (0..letters).map(|_| *chance.one(LETTERS)).collect()
}

/// One text field of one command: writes the text and returns what can be read of the record afterwards.
struct Written {
    name: &'static str,
    /// Strings that a merge writes into it.
    strings: u64,
    write: fn(&Hotel, GuestId, &str) -> Result<Value>,
}

const fn of_a_kind(name: &'static str, write: fn(&Hotel, GuestId, &str) -> Result<Value>) -> Written {
    Written { name, strings: STRINGS_OF_A_KIND, write }
}

const fn other(name: &'static str, write: fn(&Hotel, GuestId, &str) -> Result<Value>) -> Written {
    Written { name, strings: STRINGS, write }
}

const FIELDS: &[Written] = &[
    of_a_kind("guest name", |hotel, _, text| {
        let new = NewGuest { name: text.to_owned(), ..NewGuest::default() };
        let done = hotel.write(Role::Receptionist, Op::AddGuest, &new, |tx| guests::add(tx, &new))?;
        Ok(json(&hotel.read(|db| guests::get(db, done.value))))
    }),
    of_a_kind("preference words", |hotel, _, text| preference(hotel, text, "desk")),
    of_a_kind("complaint words", |hotel, guest, text| {
        let input = OpenTicket { words: text.to_owned(), ..leak(Subject::Guest { guest }) };
        let done = hotel.write(Role::Receptionist, Op::OpenTicket, &input, |tx| tickets::open_ticket(tx, &input))?;
        Ok(json(&Case { hotel, ticket: done.value.ticket_id }.shown()))
    }),
    other("preference source", |hotel, _, text| preference(hotel, "高楼层", text)),
    other("promise words", |hotel, guest, text| {
        let input = AddPromise { guest, ticket: None, words: text.to_owned() };
        hotel.write(Role::Receptionist, Op::AddPromise, &input, |tx| guests::add_promise(tx, &input))?;
        Ok(card(hotel, guest))
    }),
    other("companion name", |hotel, guest, text| companion(hotel, guest, text, "")),
    other("companion relation", |hotel, guest, text| companion(hotel, guest, "王小明", text)),
    other("dealing words", |hotel, guest, text| {
        let (kind, channel) = (DealingKind::Interaction, DealingChannel::Wechat);
        let input = AddDealing { guest, kind, channel, words: text.to_owned(), happened_on: None };
        hotel.write(Role::Receptionist, Op::AddDealing, &input, |tx| dossier::add_dealing(tx, &input))?;
        Ok(card(hotel, guest))
    }),
    other("alert words", |hotel, guest, text| {
        let input = AddAlert { guest, kind: AlertKind::Credit, moment: Moment::Open, words: text.to_owned() };
        hotel.write(Role::DutyManager, Op::AddCaution, &input, |tx| dossier::add_caution(tx, &input))?;
        Ok(card(hotel, guest))
    }),
    other("task words", |hotel, guest, text| {
        let input = AddTask { guest, stay: None, department: Department::FrontOffice, words: text.to_owned() };
        hotel.write(Role::DutyManager, Op::AddTask, &input, |tx| dossier::add_task(tx, &input))?;
        Ok(card(hotel, guest))
    }),
    other("duty words", |hotel, _, text| {
        let input =
            WriteDuty { kind: LineKind::Incident, room: String::new(), guest: None, words: text.to_owned(), follow_up: None };
        hotel.write(Role::DutyManager, Op::WriteDuty, &input, |tx| duty::write(tx, &input))?;
        let (from, to) = (Instant::from_ms(hotel.now().ms() - 1), Instant::from_ms(hotel.now().ms() + 1));
        Ok(json(&hotel.read(|db| duty::lines_between(db, from, to))))
    }),
    other("step ② why", |hotel, guest, text| {
        let case = Case::of(hotel, Subject::Guest { guest });
        case.step(Role::DutyManager, StepBody::Judge { grounds: Finding::Yes, demand: Finding::No, why: text.to_owned() })?;
        Ok(json(&case.shown()))
    }),
    other("step ④ happened", |hotel, guest, text| analysed(hotel, guest, text, "工程部")),
    other("step ④ responsible", |hotel, guest, text| analysed(hotel, guest, "冷凝管堵", text)),
    other("step ⑤ words", |hotel, guest, text| {
        let case = Case::planned(hotel, guest);
        let remedies = vec![support::case::money(Remedy::Laundry, 100)];
        case.step(Role::DutyManager, StepBody::Propose { words: text.to_owned(), remedies, withdraw: Vec::new() })?;
        Ok(json(&case.shown()))
    }),
    other("pause words", |hotel, guest, text| {
        let case = Case::of(hotel, Subject::Guest { guest });
        let input = PauseTicket { ticket: case.ticket, reason: PauseReason::Parts, words: text.to_owned() };
        hotel.write(Role::DutyManager, Op::PauseTicket, &input, |tx| tickets::pause(tx, &input))?;
        Ok(json(&case.shown()))
    }),
    other("attachment name", |hotel, guest, text| attached(hotel, guest, text, "照片")),
    other("attachment words", |hotel, guest, text| attached(hotel, guest, "0915.png", text)),
    other("colleague's name", |hotel, _, text| {
        let users = hotel.read(staff::list).len();
        let new = staff::NewUser {
            sign_in: format!("colleague-{users}"),
            name: text.to_owned(),
            role: Role::Receptionist,
            department: Department::FrontOffice,
        };
        hotel.write(Role::Administrator, Op::AddUser, &new, |tx| staff::add(tx, &new))?;
        Ok(json(&hotel.read(staff::list)))
    }),
    other("reason of a merge", |hotel, guest, text| {
        let other = hotel.guest("王健国", "13700137000");
        let input = MergeGuests { keep: guest, other, take: Vec::new(), reason: text.to_owned() };
        let done = hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input))?;
        let (session, filter) = (hotel.session(Role::GeneralManager), history::Filter::default());
        let said = hotel.read(|db| history::lines(db, &session, &filter));
        Ok(serde_json::json!([json(&done.value), json(&said), card(hotel, guest)]))
    }),
];

/// Each of another guest: a guest has so many preferences, and the same one once.
fn preference(hotel: &Hotel, words: &str, source: &str) -> Result<Value> {
    let new = NewGuest { name: "李慧敏".to_owned(), ..NewGuest::default() };
    let guest = hotel.write(Role::Receptionist, Op::AddGuest, &new, |tx| guests::add(tx, &new))?.value;
    let input = AddPreference {
        guest,
        kind: PreferenceKind::Room,
        origin: PreferenceOrigin::Asked,
        words: words.to_owned(),
        consent: false,
        source: source.to_owned(),
    };
    hotel.write(Role::Receptionist, Op::AddPreference, &input, |tx| guests::add_preference(tx, &input))?;
    Ok(json(&hotel.read(|db| guests::preferences_of(db, guest))))
}

fn companion(hotel: &Hotel, guest: GuestId, name: &str, relation: &str) -> Result<Value> {
    let input = AddCompanion { guest, other: None, name: name.to_owned(), relation: relation.to_owned() };
    hotel.write(Role::Receptionist, Op::AddCompanion, &input, |tx| dossier::add_companion(tx, &input))?;
    Ok(card(hotel, guest))
}

fn analysed(hotel: &Hotel, guest: GuestId, happened: &str, responsible: &str) -> Result<Value> {
    let case = Case::of(hotel, Subject::Guest { guest });
    let owner = hotel.session(Role::DepartmentHead).user;
    case.step(Role::DutyManager, StepBody::Judge { grounds: Finding::Yes, demand: Finding::No, why: "看过".to_owned() })?;
    case.step(Role::DutyManager, StepBody::Assign { department: Department::Engineering, owner })?;
    let (happened, responsible) = (happened.to_owned(), responsible.to_owned());
    case.step(Role::DutyManager, StepBody::Analyse { cause: Cause::Quality, house_cause: None, happened, responsible })?;
    Ok(json(&case.shown()))
}

fn attached(hotel: &Hotel, guest: GuestId, name: &str, words: &str) -> Result<Value> {
    let (case, bytes) = (Case::of(hotel, Subject::Guest { guest }), b"\x89PNG\r\n\x1a\nwater on the carpet");
    let (name, words) = (name.to_owned(), words.to_owned());
    let input = AttachFile { ticket: case.ticket, name, words, sha256: attachments::digest(bytes) };
    hotel.write(Role::DutyManager, Op::AttachFile, &input, |tx| attachments::attach(tx, &input, bytes))?;
    let session = hotel.session(Role::GeneralManager);
    Ok(json(&hotel.read(|db| attachments::of_ticket(db, &session, case.ticket))))
}

fn card(hotel: &Hotel, guest: GuestId) -> Value {
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    json(&hotel.read(|db| profile::card(db, guest, today, Role::GeneralManager)))
}

fn json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("what is read serialises")
}

/// Returns whether `text` stands somewhere in what was read, letter for letter.
fn stands(read: &Value, text: &str) -> bool {
    match read {
        Value::String(found) => found == text,
        Value::Array(many) => many.iter().any(|one| stands(one, text)),
        Value::Object(fields) => fields.values().any(|one| stands(one, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[test]
fn any_text_comes_back_letter_for_letter_or_is_clearly_refused() {
    let figures = Figures::of(15);
    let (mut kept, mut refused) = (0, 0);
    for field in FIELDS {
        let (mut hotel, mut guest) = with_guest();
        let mut chance = Chance::of(seed());
        let mut kept_here = 0;
        for nth in 0..size("LOBBY_STRINGS", field.strings) {
            if nth > 0 && nth.is_multiple_of(HOTEL_HOLDS) {
                sound(&hotel, field.name);
                (hotel, guest) = with_guest();
            }
            // Where there are few, the naughty ones are taken from all over their list.
            let nth = if field.strings == STRINGS { nth * 7 % 80 } else { nth };
            let text = text(&mut chance, nth);
            match (field.write)(&hotel, guest, &text) {
                Ok(read) => {
                    assert!(stands(&read, &text), "{}: {text:?} was taken, and is not what is read", field.name);
                    kept_here += 1;
                }
                Err(Error::Refused(_)) => refused += 1,
                Err(error) => panic!("{}: {text:?}: {error:?}", field.name),
            }
        }
        assert!(kept_here > 0, "{}: everything was refused", field.name);
        kept += kept_here;
        sound(&hotel, field.name);
    }
    assert!(refused > 0, "nothing was refused, NUL neither");
    assert!(!stands(&serde_json::json!(["王 建国"]), "王建国"), "another text is told apart");
    figures.say(&format!(
        "{} strings in {} fields: {kept} came back letter for letter, {refused} refused, altered 0",
        kept + refused,
        FIELDS.len()
    ));
}

fn with_guest() -> (Hotel, GuestId) {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "13800138000");
    (hotel, guest)
}

fn sound(hotel: &Hotel, after: &str) {
    let checked = check::file(&hotel.store, &hotel.session(Role::GeneralManager), Depth::Deep).expect("the check runs");
    assert!(checked.ok, "{after}: {checked:?}");
}

#[test]
fn hostile_words_find_or_find_nothing_and_change_nothing() {
    let (figures, (hotel, guest)) = (Figures::of(18), with_guest());
    Case::of(&hotel, Subject::Guest { guest });
    let (before, mut chance) = (hotel.read(|db| db.head()), Chance::of(seed()));
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    let session = hotel.session(Role::GeneralManager);
    let mut asked = 0;
    for nth in 0..size("LOBBY_HOSTILE", 400) {
        let words = [text(&mut chance, nth), format!("王\" {}", text(&mut chance, nth)), format!("name) OR 1=1 -- {nth}")];
        for words in &words {
            let hits = hotel.store.read_as_house(|db| search::find(db, words, today, 50)).expect("the one box never refuses");
            assert!(hits.len() <= 1, "{words:?}: more than there are");
            let mut filter = tickets::TicketFilter::of(tickets::TicketScope::All);
            filter.room = Some(words.clone());
            refused_at_most(hotel.store.read_as_house(|db| tickets::list(db, &session, &filter, 50)), words);
            refused_at_most(hotel.store.read_as_house(|db| loyalty::find(db, &MemberRef(words.clone()))), words);
            asked += 3;
        }
        // An order or a column is one of a closed list: another word does not even become a question.
        assert!(serde_json::from_value::<tickets::TicketScope>(words[2].clone().into()).is_err());
    }
    assert_eq!(hotel.read(|db| db.head()), before, "and nothing is written");
    let found = hotel.read(|db| search::find(db, "王建国", today, 50));
    assert_eq!(found.len(), 1, "control: the box finds who is there");
    sound(&hotel, "hostile words");
    figures.say(&format!("{asked} hostile questions, changed 0, failed 0"));
}

/// A refusal is an answer; a failure of the database is what a hostile word must never reach.
fn refused_at_most<T>(answer: Result<T>, words: &str) {
    if let Err(error) = answer {
        assert!(matches!(error, Error::Refused(_)), "{words:?}: {error:?}");
    }
}

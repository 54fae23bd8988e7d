//! An intake that was begun and not saved: it is its author's, outlives everything but a save or a drop, and is no ticket.

use lobby_core::{
    audit::op::Op,
    base::role::{Department, Role},
    history, open,
    staff::unsaved::{self, UnsavedWords},
    tickets::{
        self, ProblemCode, Severity, Subject, TicketFilter, TicketKind, TicketScope,
        drafts::{self, IntakeDraft},
    },
};
use support::{
    case::leak,
    hotel::{Hotel, code, hotel, key},
};

fn begun(words: &str) -> IntakeDraft {
    IntakeDraft {
        kind: TicketKind::Complaint,
        who: "0915".to_owned(),
        guest: None,
        problem: Some(ProblemCode::WaterLeak),
        severity: Some(Severity::Urgent),
        mood: None,
        words: words.to_owned(),
        department: Some(Department::Engineering),
        about_who: String::new(),
        about: None,
    }
}

fn keep(hotel: &Hotel, role: Role, draft: &IntakeDraft) -> lobby_core::base::error::Result<()> {
    let author = hotel.session(role).user;
    hotel.store.upkeep(|db, _| drafts::keep(db, author, draft, hotel.now()))
}

fn kept(hotel: &Hotel, role: Role) -> Option<IntakeDraft> {
    let author = hotel.session(role).user;
    hotel.read(|db| drafts::kept(db, author)).map(|kept| kept.draft)
}

#[test]
fn a_draft_is_its_authors_alone_and_the_last_words_count() {
    let hotel = hotel();
    keep(&hotel, Role::Receptionist, &begun("天花板")).expect("kept");
    keep(&hotel, Role::Receptionist, &begun("天花板滴水")).expect("kept again");
    keep(&hotel, Role::DutyManager, &begun("别的事")).expect("another's own");
    assert_eq!(kept(&hotel, Role::Receptionist), Some(begun("天花板滴水")));
    assert_eq!(kept(&hotel, Role::DutyManager), Some(begun("别的事")), "whoever signs in next finds their own");
    assert_eq!(kept(&hotel, Role::GeneralManager), None, "and nobody another's");
}

#[test]
fn a_power_cut_takes_no_draft_that_was_kept() {
    let hotel = hotel();
    keep(&hotel, Role::Receptionist, &begun("天花板滴水")).expect("kept");
    // What a power cut leaves: the file and its log as they lie on the disk, with nothing closed.
    let folder = tempfile::tempdir().expect("a folder for what is left");
    for entry in std::fs::read_dir(hotel.folder()).expect("the hotel's folder is read") {
        let entry = entry.expect("an entry");
        if !entry.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("copied as it lies");
        }
    }
    let left = open::with_key(&folder.path().join("hotel.lobby"), key()).expect("what is left opens");
    let author = hotel.session(Role::Receptionist).user;
    let draft = left.read_as_house(|db| drafts::kept(db, author)).expect("the draft is read").map(|kept| kept.draft);
    assert_eq!(draft, Some(begun("天花板滴水")));
}

#[test]
fn a_draft_goes_with_the_ticket_that_is_saved_and_stays_where_the_ticket_is_refused() {
    let hotel = hotel();
    keep(&hotel, Role::Receptionist, &begun("天花板滴水")).expect("kept");
    keep(&hotel, Role::DutyManager, &begun("别的事")).expect("kept");
    let wordless = tickets::OpenTicket { words: String::new(), ..leak(Subject::Room { room: "0915".to_owned() }) };
    let refused = hotel.write(Role::Receptionist, Op::OpenTicket, &wordless, |tx| drafts::save(tx, &wordless));
    assert_eq!(code(&refused), "empty");
    assert!(kept(&hotel, Role::Receptionist).is_some(), "a refusal loses nothing");
    let input = leak(Subject::Room { room: "0915".to_owned() });
    hotel.write(Role::Receptionist, Op::OpenTicket, &input, |tx| drafts::save(tx, &input)).expect("taken");
    assert_eq!(kept(&hotel, Role::Receptionist), None);
    assert!(kept(&hotel, Role::DutyManager).is_some(), "another's draft is another's");
}

#[test]
fn a_draft_is_dropped_where_its_author_empties_it() {
    let hotel = hotel();
    keep(&hotel, Role::Receptionist, &begun("天花板滴水")).expect("kept");
    let empty = IntakeDraft { who: " ".to_owned(), problem: None, ..begun("") };
    keep(&hotel, Role::Receptionist, &empty).expect("nothing to keep");
    assert_eq!(kept(&hotel, Role::Receptionist), None);
}

#[test]
fn a_draft_is_no_ticket_has_no_history_and_takes_no_card_number() {
    let hotel = hotel();
    let session = hotel.session(Role::GeneralManager);
    let lines = || hotel.read(|db| history::lines(db, &session, &history::Filter { record: None, limit: None })).len();
    let before = lines();
    keep(&hotel, Role::Receptionist, &begun("天花板滴水")).expect("kept");
    assert_eq!(lines(), before, "history tells of tickets, not of what somebody began to type");
    let all = hotel.read(|db| tickets::list(db, &session, &TicketFilter::of(TicketScope::All), 50));
    assert!(all.is_empty());
    assert_eq!(code(&keep(&hotel, Role::Receptionist, &begun("卡号 4111 1111 1111 1111"))), "card_number");
}

#[test]
fn words_of_a_form_wait_for_their_author_alone_and_go_when_it_is_saved() {
    let hotel = hotel();
    let keep = |role: Role, place: &str, body: &str| {
        let (author, words) = (hotel.session(role).user, UnsavedWords { place: place.to_owned(), body: body.to_owned() });
        hotel.store.upkeep(|db, _| unsaved::keep(db, author, &words, hotel.now()))
    };
    let kept = |role: Role| {
        let author = hotel.session(role).user;
        let found = hotel.read(|db| unsaved::kept(db, author));
        found.into_iter().map(|one| (one.place, one.body)).collect::<Vec<_>>()
    };
    keep(Role::Receptionist, "step/1/7", "{\"words\":\"回访过\"}").expect("kept");
    keep(Role::Receptionist, "step/1/7", "{\"words\":\"回访过，客人说谢谢\"}").expect("kept again");
    keep(Role::DutyManager, "step/1/7", "{\"words\":\"另一句\"}").expect("another's own");
    let own = ("step/1/7".to_owned(), "{\"words\":\"回访过，客人说谢谢\"}".to_owned());
    assert_eq!(kept(Role::Receptionist), std::slice::from_ref(&own), "the last words count");
    assert_eq!(kept(Role::GeneralManager), [], "nobody finds another's");
    let hotel = &hotel;
    let waits = hotel.read(unsaved::authors);
    assert_eq!(waits.len(), 2, "the sign-in says for whom something waits");
    keep(Role::DutyManager, "step/1/7", "").expect("forgotten");
    assert_eq!(kept(Role::DutyManager), []);
    assert_eq!(kept(Role::Receptionist), [own], "and nobody else's with it");
    assert_eq!(code(&keep(Role::Receptionist, "step/1/1", "{\"words\":\"4111 1111 1111 1111\"}")), "card_number");
    for form in 0..20 {
        hotel.pass_minutes(1);
        keep(Role::Receptionist, &format!("note/{form:02}"), "{}").expect("kept");
    }
    let places: Vec<String> = kept(Role::Receptionist).into_iter().map(|(place, _)| place).collect();
    assert_eq!(places.len(), unsaved::FORMS_MAX as usize, "what was kept longest ago gives way");
    assert_eq!((places[0].as_str(), places[11].as_str()), ("note/19", "note/08"));
}

#[test]
fn a_form_of_many_long_words_waits_whole() {
    let hotel = hotel();
    let author = hotel.session(Role::DataOfficer).user;
    let long = "抵店单忘在大堂吧。\n".repeat(400);
    let body = serde_json::json!({ "words": { "happened": &long, "data": &long, "harm": &long, "measures": &long } }).to_string();
    let words = UnsavedWords { place: "paper/breach".to_owned(), body };
    hotel.store.upkeep(|db, _| unsaved::keep(db, author, &words, hotel.now())).expect("kept");
    assert_eq!(hotel.read(|db| unsaved::kept(db, author)), [words]);
    let too_long = UnsavedWords { place: "paper/breach".to_owned(), body: "长".repeat(unsaved::BODY_MAX + 1) };
    assert_eq!(code(&hotel.store.upkeep(|db, _| unsaved::keep(db, author, &too_long, hotel.now()))), "too_long");
}

/// Dialogs with room for words that are not kept, and why.
const UNKEPT: &[(&str, &str)] = &[
    ("backups/Care.tsx", "a secret is typed"),
    ("backups/Keys.tsx", "a secret is typed"),
    ("backups/RestoreDialog.tsx", "a secret is typed"),
    ("group/SealKeyDialog.tsx", "a key is pasted"),
    ("duty/TakeDialog.tsx", "its author is whoever takes over, and not signed in"),
    ("guest/CheckInDialog.tsx", "the guest stands at the desk; the six steps are asked anew"),
    ("programme/PromotionDialog.tsx", "it goes into the programme's own draft"),
    ("settings/Promises.tsx", "a table of times with its one line of reason, entered at one go"),
    ("settings/StaffDialog.tsx", "a name and a post, typed with the colleague beside"),
];

/// Texts of a dialog that keeps its words which begin anew all the same, and why.
const ANEW: &[(&str, &str, &str)] = &[
    ("guest/EditGuestDialog.tsx", "number", "a document's number is kept nowhere"),
    ("member/AdjustDialog.tsx", "typed", "how many points is typed anew, with the balance in sight"),
    ("member/AdjustDialog.tsx", "due", "the day belongs to the points"),
    ("privacy/Retention.tsx", "pin", "a secret is typed"),
    ("privacy/dialogs.tsx", "folder", "a folder is chosen, not told"),
    ("ticket/JoinDialogs.tsx", "typed", "a number is typed again"),
    ("ticket/PhoneDialog.tsx", "code", "a code is used up by entering it"),
];

#[test]
fn what_is_typed_into_a_dialog_waits_for_its_author() {
    let mut forgotten: Vec<String> = Vec::new();
    let (mut keeping, mut excuses) = (0, 0);
    for (name, source) in support::features() {
        if name.ends_with(".test.tsx") || !takes_words(&source) {
            continue;
        }
        let excused = UNKEPT.iter().any(|(file, _)| name.ends_with(file));
        let kept = keeps(&source);
        keeping += usize::from(kept);
        assert!(!(kept && excused), "{name} keeps its words: it needs no excuse");
        if !kept && !excused {
            forgotten.push(name.clone());
        }
        let anew = |field: &str| ANEW.iter().any(|(file, known, _)| name.ends_with(file) && *known == field);
        let (excused, lost): (Vec<&str>, Vec<&str>) =
            fields_anew(&source).into_iter().filter(|_| kept).partition(|field| anew(field));
        excuses += excused.len();
        forgotten.extend(lost.into_iter().map(|field| format!("{name}: {field}")));
    }
    assert!(keeping >= 35, "the dialogs were read: {keeping}");
    assert!(excuses >= ANEW.len(), "each excuse is still needed: {excuses} of {}", ANEW.len());
    assert_eq!(forgotten, Vec::<String>::new(), "what is typed there is lost when the desk locks by itself");
}

#[test]
fn a_dialog_that_forgets_is_found() {
    assert!(takes_words("<Dialog><TextArea /></Dialog>"), "several lines");
    assert!(takes_words("<Dialog><TextInput maxLength={200} /></Dialog>"), "a sentence");
    assert!(takes_words("<Dialog><TextInput maxLength={maxLength} /></Dialog>"), "nobody knows how much");
    assert!(!takes_words("<Dialog><TextInput maxLength={12} /></Dialog>"), "a number is typed again");
    assert!(!takes_words("<TextArea />"), "a page is no dialog");
    assert!(!keeps("function useDraft(shown) {}\nuseDraft(shown)"), "a dialog's own function of that name keeps nothing");
    assert_eq!(fields_anew("const [owner, setOwner] = useState(\"\");"), ["owner"], "one of several that is not kept");
}

/// Returns whether there is a dialog with room for words.
fn takes_words(source: &str) -> bool {
    let limits = source.split("maxLength={").skip(1).filter_map(|rest| rest.split('}').next());
    let mut roomy = limits.map(|most| most.parse::<u32>().map_or(true, |most| most >= WORDS_MIN));
    source.contains("<Dialog") && (source.contains("<TextArea") || roomy.any(|roomy| roomy))
}

/// Returns whether a dialog keeps what is typed, by the one function that does.
fn keeps(source: &str) -> bool {
    source.contains("} from \"../../lib/unsaved\";")
}

/// Returns the texts that begin empty whenever the dialog opens.
fn fields_anew(source: &str) -> Vec<&str> {
    let begun = source.lines().filter(|line| line.contains("useState(\"\")"));
    begun.filter_map(|line| line.split_once("const [")?.1.split(',').next()).collect()
}

/// Signs from which on a field holds words, and not a number or a day.
const WORDS_MIN: u32 = 60;

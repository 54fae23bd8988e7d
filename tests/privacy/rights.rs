//! What a guest may ask of the house beside erasure: a copy without a colleague's name, consent by purpose, corrections; and what
//! the house does by itself: retention with holds, papers.

use lobby_core::{
    audit::op::Op,
    base::{error::Result, ids::GuestId, role::Role},
    db::Done,
    guests::{self, EditGuest, Guest},
    history::{self, Filter},
    i18n::Locale,
    privacy::{
        consents::{self, Purpose, RecordPurpose, SetConsentText},
        copy::{self, CopyGuest, GuestCopy},
        erase::{self, Around, Block},
        holds::{self, HoldGuest},
        papers::{self, BreachStep, PaperBody, WritePaper},
        requests::{self, AnswerRequest, AskedBy, RequestOutcome, TakeRequest, Wanted},
        retention::{self, RetentionRules, RunRetention, SignRetention},
    },
};
use serde_json::Value;
use support::hotel::{Hotel, code, hotel};

use super::planted::{PHONE, SIGN, WORD, confirmed, planted, said};

fn copied(hotel: &Hotel, role: Role, guest: GuestId) -> Result<GuestCopy> {
    let input = CopyGuest { guest, identity: "身份证核对".to_owned(), request: None };
    let done = hotel.write(role, Op::CopyGuest, &input, |tx| copy::grant(tx, &input))?;
    hotel.store.read_as_house(|db| copy::granted(db, &done, Locale::ZhCn))
}

#[test]
fn a_copy_holds_everything_that_was_planted_and_names_nobody_on_the_staff() {
    let planted = planted();
    let (hotel, guest) = (&planted.hotel, planted.guest);
    let noted = lobby_core::guests::AddPromise { guest, ticket: None, words: "郑雅琴 答应留房".to_owned() };
    hotel.write(Role::Receptionist, Op::AddPromise, &noted, |tx| guests::add_promise(tx, &noted)).expect("a promise");
    assert_eq!(code(&copied(hotel, Role::Receptionist, guest)), "not_allowed");
    let copy = copied(hotel, Role::DataOfficer, guest).expect("a copy");
    let document: Value = serde_json::from_str(&copy.document).expect("JSON");
    let entries = |part: &str| document[part].as_array().unwrap_or_else(|| panic!("{part} is a part")).clone();
    let full = [
        ("details", 2),
        ("contacts", 6),
        ("stays", 1),
        ("preferences", 2),
        ("promises", 3),
        ("dealings", 2),
        ("alerts", 2),
        ("tasks", 2),
        ("complaints", 1),
        ("remedies", 1),
        ("papers", 1),
        ("duty", 2),
        ("member", 1),
        ("points", 1),
        ("referrals", 1),
        ("consents", 2),
    ];
    for (part, count) in full {
        assert_eq!(entries(part).len(), count, "{part} of both records: {:?}", document[part]);
    }
    assert!(entries("complaint_words").len() >= 5 && entries("history").len() > 10);
    for words in ["高层", "留房", "来信", "注意", "铺床", "漏水", "退房费", "回电", "天花板", "巡查", "登记卡", "补偿"]
    {
        assert!(copy.document.contains(words) && copy.page.contains(words), "{words} is in both forms");
    }
    for word in [WORD, SIGN, PHONE] {
        assert!(copy.document.contains(word) && copy.page.contains(word), "{word}");
    }
    let staff = hotel.read(lobby_core::staff::list);
    assert!(staff.iter().any(|user| user.name == "郑雅琴"), "somebody on the staff has the name that was noted");
    for user in &staff {
        assert!(!copy.document.contains(&user.name) && !copy.page.contains(&user.name), "{} is nobody's to know", user.name);
    }
    assert!(copy.document.contains("（员工） 答应留房"), "the words stay, the name goes");
    let lines = hotel.read(|db| history::lines(db, &hotel.session(Role::DataOfficer), &Filter::default()));
    assert_eq!(lines[0].operation, Op::CopyGuest, "who made it is remembered");
    assert!(copy.page.starts_with("<!doctype html>") && !copy.page.contains("<script"));
}

fn text(hotel: &Hotel, purpose: Purpose, words: &str, seen: u32) -> Result<Done<u32>> {
    let input = SetConsentText { purpose, words: words.to_owned(), seen };
    hotel.write(Role::DataOfficer, Op::SetConsentText, &input, |tx| consents::set_text(tx, &input))
}

fn word(hotel: &Hotel, guest: GuestId, purpose: Purpose, (agreed, version): (bool, u32), guardian: &str) -> Result<()> {
    let input =
        RecordPurpose {
            guest, purpose, agreed, text_version: version, told: "登记卡".to_owned(), guardian: guardian.to_owned()
        };
    hotel.write(Role::Receptionist, Op::RecordPurpose, &input, |tx| consents::record(tx, &input)).map(drop)
}

#[test]
fn consent_is_given_by_purpose_to_a_text_and_taken_back_and_takes_effect() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    assert_eq!(code(&word(&hotel, guest, Purpose::Sms, (true, 1), "")), "consent_text_missing");
    for purpose in Purpose::ALL {
        text(&hotel, *purpose, "同意本店用于此目的。", 0).expect("a text");
    }
    assert_eq!(code(&text(&hotel, Purpose::Sms, "另一份", 0)), "consent_text_meanwhile");
    let standing = |purpose: Purpose| {
        hotel.read(|db| consents::of_guest(db, guest)).into_iter().find(|one| one.purpose == purpose).expect("every purpose")
    };
    assert!(standing(Purpose::Sms).word.is_none(), "nothing said is no");
    word(&hotel, guest, Purpose::Sms, (true, 1), "").expect("agreed");
    word(&hotel, guest, Purpose::Group, (true, 1), "").expect("agreed");
    assert!(hotel.read(|db| guests::get(db, guest)).share_consent, "goes to the group by name from now on");
    assert!(hotel.read(|db| guests::consent_of(db, guest)).is_some_and(|word| word.agreed), "may be invited from now on");
    assert!(standing(Purpose::Profile).word.is_none(), "each purpose by itself");
    text(&hotel, Purpose::Sms, "新的文本。", 1).expect("another text");
    assert!(standing(Purpose::Sms).asked_again, "a new text needs a new word");
    assert_eq!(code(&word(&hotel, guest, Purpose::Sms, (true, 1), "")), "consent_text_meanwhile");
    word(&hotel, guest, Purpose::Sms, (false, 1), "").expect("taken back whatever the text is by now");
    word(&hotel, guest, Purpose::Group, (false, 1), "").expect("taken back");
    assert!(!hotel.read(|db| guests::get(db, guest)).share_consent);
    assert!(hotel.read(|db| guests::consent_of(db, guest)).is_some_and(|word| !word.agreed));
    assert_eq!(hotel.read(|db| consents::words_of(db, guest)).len(), 4, "what was said before stays");
}

#[test]
fn for_a_child_a_guardian_agrees() {
    let hotel = hotel();
    let guest = hotel.guest("李小满", "138 1234 8812");
    text(&hotel, Purpose::Profile, "同意。", 0).expect("a text");
    let born = |day: &str| {
        let seen = hotel.read(|db| guests::get(db, guest));
        let edit = EditGuest { wanted: Guest { birth_date: Some(day.to_owned()), ..seen.clone() }, seen };
        hotel.write(Role::Receptionist, Op::EditGuest, &edit, |tx| guests::edit(tx, &edit)).expect("a birthday");
    };
    let listed = || hotel.read(|db| consents::children_without_guardian(db, "2026-07-14".parse().expect("a day")));
    born("2012-07-15");
    assert_eq!(listed(), [guest], "thirteen until tomorrow");
    assert_eq!(code(&word(&hotel, guest, Purpose::Profile, (true, 1), " ")), "guardian_missing");
    word(&hotel, guest, Purpose::Profile, (true, 1), "李慧敏（母）").expect("the mother agrees");
    assert_eq!(listed(), []);
    born("2012-07-14");
    word(&hotel, guest, Purpose::Profile, (true, 1), "").expect("fourteen today: agrees alone");
}

#[test]
fn a_correction_is_asked_for_answered_once_and_by_a_day() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let mut input = TakeRequest {
        guest,
        wanted: Wanted::Correct,
        words: String::new(),
        channel: AskedBy::Phone,
        identity: "回拨预留电话".to_owned(),
    };
    let take = |input: &TakeRequest| hotel.write(Role::Receptionist, Op::TakeRequest, input, |tx| requests::take(tx, input));
    assert_eq!(code(&take(&input)), "empty", "what shall stand instead");
    input.words = "名字应为王建囯".to_owned();
    let request = take(&input).expect("taken").value;
    let listed = hotel.read(requests::list);
    assert_eq!((listed.len(), listed[0].request.due_on.to_string().as_str()), (1, "2026-08-13"), "thirty days");
    let reply = AnswerRequest { request, outcome: RequestOutcome::Refused, answer: "与证件不符".to_owned() };
    let give = |role| hotel.write(role, Op::AnswerRequest, &reply, |tx| requests::answer(tx, &reply));
    assert_eq!(code(&give(Role::Receptionist)), "not_allowed");
    give(Role::DataOfficer).expect("answered");
    assert_eq!(code(&give(Role::DataOfficer)), "request_answered");
    let of_guest = hotel.read(|db| requests::of_guest(db, guest));
    assert_eq!((of_guest[0].outcome, of_guest[0].answer.as_str()), (Some(RequestOutcome::Refused), "与证件不符"));
}

#[test]
fn retention_is_signed_by_the_general_manager_shown_before_and_stops_at_a_hold() {
    let hotel = hotel();
    let old = |name: &str, phone: &str| {
        let guest = hotel.guest(name, phone);
        support::stays::departed(&hotel, guest, "2026-07-10", "2026-07-12", 100, 0);
        guest
    };
    let (gone, held) = (old(&format!("{SIGN}甲"), PHONE), old("李慧敏", "139 1234 0915"));
    let reason = HoldGuest { guest: held, reason: said("诉讼") };
    hotel.write(Role::DataOfficer, Op::HoldGuest, &reason, |tx| holds::hold(tx, &reason)).expect("held");
    // Three years pass.
    hotel.pass_minutes(3 * 366 * 24 * 60);
    let fresh = hotel.guest("王建国", "138 1234 8812");
    let today = hotel.read(|db| Ok(db.hotel().clock.business_date(hotel.now())));
    let foresee = || hotel.store.read_as_house(|db| retention::foresee(db, today, today));
    assert_eq!(code(&foresee()), "retention_not_signed");
    let rules =
        SignRetention { rules: RetentionRules { guest_months: 36, member_months: 60 }, why: "年度审查".to_owned(), seen: 0 };
    let (gm, officer) = (confirmed(&hotel, Role::GeneralManager), confirmed(&hotel, Role::DataOfficer));
    let refused = hotel.write(Role::DataOfficer, Op::SignRetention, &rules, |tx| retention::sign(tx, &rules, &officer));
    assert_eq!(code(&refused), "general_manager_signs");
    hotel.write(Role::GeneralManager, Op::SignRetention, &rules, |tx| retention::sign(tx, &rules, &gm)).expect("signed");
    let shown = foresee().expect("foreseen");
    assert_eq!((shown.goes, shown.held, shown.due.len()), (1, 1, 2), "one goes, one is held, the new one is not due");
    assert_eq!(shown.due.iter().find(|due| due.guest == held).expect("listed").held_by, [Block::Hold]);
    let ahead = hotel.store.read_as_house(|db| retention::foresee(db, today.plus_days(1), today));
    assert_eq!(code(&ahead), "run_ahead");
    let run = RunRetention { on: today, version: 1, goes: 2 };
    let other = hotel.write(Role::DataOfficer, Op::RunRetention, &run, |tx| retention::run(tx, &run, &officer));
    assert_eq!(code(&other), "erasure_seen_meanwhile", "who goes is who was shown");
    let run = RunRetention { goes: 1, ..run };
    let request = hotel.request(Role::DataOfficer);
    let done = hotel.store.write(&request, Op::RunRetention, &run, |tx| retention::run(tx, &run, &officer)).expect("run").value;
    assert_eq!((done.erased.as_slice(), done.held), ([gone].as_slice(), 1));
    let around = Around { backups: &[], packages: hotel.folder(), why: "保存期限届满" };
    let mut on = |_| std::ops::ControlFlow::Continue(());
    let followed = erase::follow(&hotel.store, &request, &done.erased, &around, &mut on).expect("followed");
    assert!(followed.log_empty && followed.lists == 1);
    assert_eq!(
        support::outside::found_in(&hotel.path(), support::hotel::PASSPHRASE, SIGN),
        ["images.body", "images.body", "legal_holds.reason"]
    );
    assert_eq!(code(&hotel.store.read_as_house(|db| guests::get(db, gone))), "not_found");
    for guest in [held, fresh] {
        hotel.read(|db| guests::get(db, guest));
    }
    assert_eq!(foresee().expect("again").goes, 0, "the same day again finds nobody");
}

#[test]
fn a_breach_and_an_assessment_are_papers_with_versions() {
    let hotel = hotel();
    let breach = |steps: Vec<BreachStep>| PaperBody::Breach {
        found_on: "2026-07-14".parse().expect("a day"),
        happened: "一台笔记本遗失".to_owned(),
        data: "姓名、电话".to_owned(),
        people: 120,
        harm: "骚扰电话".to_owned(),
        measures: "已换密钥".to_owned(),
        contact: "数据专员 0571-0000".to_owned(),
        not_told_because: String::new(),
        steps,
    };
    let write = |role, input: &WritePaper| hotel.write(role, Op::WritePaper, input, |tx| papers::write(tx, input));
    let first = WritePaper { paper: None, seen: 0, body: breach(vec![BreachStep::Stopped]) };
    assert_eq!(code(&write(Role::DutyManager, &first)), "not_allowed");
    let id = write(Role::DataOfficer, &first).expect("written").value;
    let next = WritePaper { paper: Some(id), seen: 1, body: breach(vec![BreachStep::Stopped, BreachStep::AuthorityTold]) };
    write(Role::GeneralManager, &next).expect("gone on with");
    assert_eq!(code(&write(Role::DataOfficer, &next)), "consent_text_meanwhile", "somebody else went on with it");
    let assessment = PaperBody::Assessment {
        subject: "向集团提供会员信息".to_owned(),
        lawful: "分项同意".to_owned(),
        risk: "低".to_owned(),
        measures: "假名、密封".to_owned(),
        conclusion: "可以进行".to_owned(),
    };
    write(Role::DataOfficer, &WritePaper { paper: None, seen: 0, body: assessment }).expect("assessed");
    let listed = hotel.read(papers::list);
    let numbers: Vec<(&str, u32)> = listed.iter().map(|paper| (paper.number.as_str(), paper.version)).collect();
    assert_eq!(numbers.len(), 2);
    assert!(numbers.contains(&("PB-A0001", 2)) && numbers.contains(&("PA-A0001", 1)), "{numbers:?}");
}

//! 会员专享活动, 推荐 and the lists of members against a real file: who is asked and who is not, what coming is worth, what came of
//! it, who brought whom, and whom somebody should look at.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{GuestId, InviteId, MergeId},
        money::Minor,
        points::Points,
        role::Role,
        time::BusinessDate,
    },
    db::Db,
    export,
    flows::{
        check_out::check_out,
        merge::{self, MergeGuests, UnmergeGuests},
    },
    guests::{self, RecordConsent},
    loyalty::{
        self, EarnPoints, Enrol, Tier, check,
        events::{self, AnswerInvite, CallOffEvent, EditEvent, EventKind, InviteMembers, InviteSource, InviteState, PlanEvent},
        lists::{self, ExportMemberList, Listed, MemberList, MemberListAsked, MemberListKind, Reach},
        referral::{self, ReferMember, ReferralState, StrikeReferral},
        tiers::{self, SetTier},
    },
    stays::{CheckOut, summaries},
};
use support::{
    hotel::{Hotel, code, hotel},
    stays::{booked, departed, in_house},
};

const DAY_MINUTES: u64 = 24 * 60;

fn day(text: &str) -> BusinessDate {
    text.parse().expect("a test's date")
}

fn points(count: i64) -> Points {
    Points::new(count).expect("a test's points")
}

fn today(hotel: &Hotel) -> BusinessDate {
    hotel.read(|db| Ok(db.hotel().clock.business_date(hotel.now())))
}

fn member(hotel: &Hotel, name: &str, phone: &str) -> GuestId {
    let guest = hotel.guest(name, phone);
    let input = Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &input, |tx| loyalty::enrol(tx, &input)).expect("enrolled");
    guest
}

fn consents(hotel: &Hotel, guest: GuestId, agreed: bool) {
    let input = RecordConsent { guest, agreed, told: "前台当面".to_owned() };
    hotel.write(Role::Receptionist, Op::RecordConsent, &input, |tx| guests::record_consent(tx, &input)).expect("taken down");
}

/// Returns a member who agreed to be contacted.
fn friend(hotel: &Hotel, name: &str, phone: &str) -> GuestId {
    let guest = member(hotel, name, phone);
    consents(hotel, guest, true);
    guest
}

fn balance(hotel: &Hotel, guest: GuestId) -> i64 {
    hotel.read(|db| loyalty::balance(db, guest)).count()
}

fn balanced(hotel: &Hotel) {
    let found = hotel.read(check::check);
    assert!(found.ok, "the ledger does not agree: {:?}", found.wrong);
}

fn plan(on: &str, capacity: u32, worth: i64) -> PlanEvent {
    PlanEvent {
        title: "夏夜会员日".to_owned(),
        kind: EventKind::MembersDay,
        held_on: day(on),
        place: "顶层花园".to_owned(),
        capacity,
        budget_minor: Minor::new(800_000).expect("a sum"),
        points: points(worth),
        effect_days: 30,
    }
}

fn planned(hotel: &Hotel, input: &PlanEvent) -> events::MemberEvent {
    hotel.write(Role::GeneralManager, Op::PlanEvent, input, |tx| events::plan(tx, input)).expect("planned").value
}

fn invite(hotel: &Hotel, event: &events::MemberEvent, guests: &[GuestId]) -> events::Invited {
    let input = InviteMembers { event: event.id, from: InviteSource::Guests { guests: guests.to_vec() } };
    hotel.write(Role::Receptionist, Op::InviteMembers, &input, |tx| events::invite(tx, &input)).expect("asked").value
}

fn invite_of(hotel: &Hotel, event: &events::MemberEvent, guest: GuestId) -> InviteId {
    let page = hotel.read(|db| events::page(db, event.id));
    page.invites.iter().find(|line| line.guest_id == guest).expect("they were asked").invite
}

fn answer(hotel: &Hotel, invite: InviteId, state: InviteState) -> Result<i64> {
    let input = AnswerInvite { invite, state, words: String::new() };
    let done = hotel.write(Role::Receptionist, Op::AnswerInvite, &input, |tx| events::answer(tx, &input))?;
    Ok(done.value.points.count())
}

#[test]
fn only_members_who_agreed_are_asked_and_who_is_left_out_is_named_with_why() {
    let hotel = hotel();
    let event = planned(&hotel, &plan("2026-07-18", 40, 500));
    assert_eq!(event.number, "E-2607-A01", "a number of its month, with the desk's letter");
    assert_eq!(planned(&hotel, &plan("2026-07-20", 40, 0)).number, "E-2607-A02");
    let agreed = friend(&hotel, "王建国", "138 1234 8812");
    let silent = member(&hotel, "李静", "139 0000 0001");
    let refused = friend(&hotel, "赵磊", "139 0000 0002");
    consents(&hotel, refused, false);
    let stranger = hotel.guest("周周", "139 0000 0003");
    let asked = InviteMembers { event: event.id, from: InviteSource::Guests { guests: vec![agreed, silent, refused, stranger] } };
    let ahead = hotel.read(|db| events::ahead(db, &asked, today(&hotel)));
    let named: Vec<(&str, &str)> = ahead.named.iter().map(|left| (left.name.as_str(), left.why.word())).collect();
    assert_eq!(named, [("李静", "not_asked"), ("赵磊", "refused"), ("周周", "not_a_member")], "each by name, with why");
    let done = invite(&hotel, &event, &[agreed, silent, refused, stranger]);
    assert_eq!((done.asked, done.left_out), (ahead.asked, ahead.left_out), "what was said beforehand is what happened");
    assert_eq!((done.asked, done.left_out), (1, 3));
    let page = hotel.read(|db| events::page(db, event.id));
    assert_eq!(page.invites.len(), 1, "nobody else is on the list");
    assert!(!page.invites[0].phone.contains("1234"), "a phone leaves the core masked");
    consents(&hotel, silent, true);
    let again = invite(&hotel, &event, &[agreed, silent]);
    assert_eq!((again.asked, again.already), (1, 1), "asked once, and who agreed since is asked");
}

#[test]
fn coming_is_worth_its_points_once_and_a_wrong_tick_takes_them_back() {
    let hotel = hotel();
    let event = planned(&hotel, &plan("2026-07-15", 1, 500));
    let (wang, li) = (friend(&hotel, "王建国", "138 1234 8812"), friend(&hotel, "李静", "139 0000 0001"));
    invite(&hotel, &event, &[wang, li]);
    let (of_wang, of_li) = (invite_of(&hotel, &event, wang), invite_of(&hotel, &event, li));
    assert_eq!(code(&answer(&hotel, of_wang, InviteState::Attended)), "event_not_yet", "nobody came before the day");
    answer(&hotel, of_wang, InviteState::Yes).expect("there is a place");
    assert_eq!(code(&answer(&hotel, of_li, InviteState::Yes)), "event_full", "one place, one yes");
    hotel.pass_minutes(DAY_MINUTES);
    assert_eq!(answer(&hotel, of_wang, InviteState::Attended).expect("came"), 500);
    assert_eq!(answer(&hotel, of_wang, InviteState::Attended).expect("said twice"), 0, "points for coming are given once");
    assert_eq!(balance(&hotel, wang), 500);
    assert_eq!(answer(&hotel, of_li, InviteState::Attended).expect("walked in"), 500, "who stands at the door is let in");
    answer(&hotel, of_wang, InviteState::Absent).expect("it was somebody else");
    assert_eq!(balance(&hotel, wang), 0, "a wrong tick takes its points back");
    assert_eq!(answer(&hotel, of_wang, InviteState::Attended).expect("came after all"), 500, "and a right one gives them again");
    assert_eq!(balance(&hotel, wang), 500);
    let course = hotel.read(|db| events::course(db, of_wang));
    let states: Vec<InviteState> = course.iter().map(|answer| answer.state).collect();
    use InviteState::{Absent, Attended, Yes};
    assert_eq!(states, [Yes, Attended, Attended, Absent, Attended], "every answer stays, in order");
    let statement = hotel.read(|db| {
        let query = loyalty::page::MemberQuery { member: wang.into(), since: None, today: today(&hotel) };
        loyalty::page::page(db, &query)
    });
    let source = loyalty::statement::Source::Event("E-2607-A01".to_owned());
    assert!(statement.statement.lines.iter().any(|line| line.source == source), "the statement names the event");
    balanced(&hotel);
}

#[test]
fn what_coming_is_worth_stays_once_somebody_came_and_an_event_held_is_not_called_off() {
    let hotel = hotel();
    let event = planned(&hotel, &plan("2026-07-14", 10, 100));
    let wang = friend(&hotel, "王建国", "138 1234 8812");
    invite(&hotel, &event, &[wang]);
    answer(&hotel, invite_of(&hotel, &event, wang), InviteState::Attended).expect("came");
    let edit = |wanted: PlanEvent, cost: Option<i64>| {
        let seen = hotel.read(|db| events::page(db, event.id)).event;
        let input = EditEvent { seen, wanted, cost_minor: cost.and_then(Minor::new) };
        hotel.write(Role::GeneralManager, Op::PlanEvent, &input, |tx| events::edit(tx, &input))
    };
    assert_eq!(code(&edit(plan("2026-07-14", 10, 200), None)), "event_points_given");
    edit(plan("2026-07-14", 10, 100), Some(650_000)).expect("what it came to is known afterwards");
    let cost = hotel.read(|db| events::page(db, event.id)).event.cost_minor;
    assert_eq!(cost.map(Minor::minor), Some(650_000));
    let off = CallOffEvent { event: event.id, reason: "台风".to_owned() };
    let refused = hotel.write(Role::GeneralManager, Op::PlanEvent, &off, |tx| events::call_off(tx, &off));
    assert_eq!(code(&refused), "event_held");
    let desk = hotel.write(Role::Receptionist, Op::PlanEvent, &off, |tx| events::call_off(tx, &off));
    assert_eq!(code(&desk), "not_allowed", "events are the general manager's to plan");
}

#[test]
fn the_effect_counts_stays_of_its_days_alone_and_says_when_there_are_too_few() {
    let hotel = hotel();
    let event = planned(&hotel, &plan("2026-07-14", 10, 0));
    let (came, away) = (friend(&hotel, "王建国", "138 1234 8812"), friend(&hotel, "李静", "139 0000 0001"));
    invite(&hotel, &event, &[came, away]);
    answer(&hotel, invite_of(&hotel, &event, came), InviteState::Attended).expect("came");
    departed(&hotel, came, "2026-07-01", "2026-07-03", 100_000, 0);
    departed(&hotel, came, "2026-07-20", "2026-07-22", 120_000, 30_000);
    departed(&hotel, came, "2026-08-10", "2026-08-20", 900_000, 0);
    departed(&hotel, away, "2026-07-21", "2026-07-22", 50_000, 0);
    let effect = hotel.read(|db| events::effect(db, event.id, day("2026-09-01")));
    let sums: Vec<(u32, u32, u32, u32, i64)> =
        effect.groups.iter().map(|one| (one.people, one.came_back, one.stays, one.nights, one.spend_minor.minor())).collect();
    assert_eq!(sums, [(1, 1, 1, 2, 150_000), (1, 1, 1, 1, 50_000)], "before it and past its 30 days nothing counts");
    assert!(effect.complete && !effect.comparable, "two people say nothing: {}", effect.people_min);
    let behind: i64 = effect.rows.iter().map(|row| row.spend_minor.minor()).sum();
    assert_eq!(behind, 200_000, "the rows add up to the sums");
}

fn refer(hotel: &Hotel, referrer: GuestId, referred: GuestId) -> Result<referral::Referred> {
    let input = ReferMember { referrer, referred, told: "入会表上写的".to_owned(), referred_on: None };
    Ok(hotel.write(Role::Receptionist, Op::ReferMember, &input, |tx| referral::refer(tx, &input))?.value)
}

fn state_of(hotel: &Hotel, referrer: GuestId) -> (ReferralState, i64) {
    let page = hotel.read(|db| referral::page(db, referrer, today(hotel)));
    (page.brought[0].state, page.brought[0].points.count())
}

fn points_each(hotel: &Hotel, guest: GuestId) -> i64 {
    hotel.read(|db| referral::page(db, guest, today(hotel))).points_each.count()
}

#[test]
fn a_referral_is_credited_once_with_the_first_stay_s_end() {
    let hotel = hotel();
    let wang = member(&hotel, "王建国", "138 1234 8812");
    let li = hotel.guest("李静", "139 0000 0001");
    let each = points_each(&hotel, wang);
    assert!(each > 0, "the standard programme gives something");
    refer(&hotel, wang, li).expect("taken down");
    assert_eq!(state_of(&hotel, wang), (ReferralState::AwaitsJoining, 0));
    let enrol = Enrol { guest: li };
    hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol)).expect("joins");
    assert_eq!(state_of(&hotel, wang), (ReferralState::AwaitsStay, 0));
    for (arrival, room) in [("2026-07-12", 88_000), ("2026-07-13", 99_000)] {
        let stay_id = in_house(&hotel, li, arrival, "2026-07-14", room, 0);
        let input = CheckOut { stay_id, bill: None };
        hotel.write(Role::Receptionist, Op::CheckOut, &input, |tx| check_out(tx, &input)).expect("leaves");
        assert_eq!(balance(&hotel, wang), each, "once, however often they come");
    }
    assert_eq!(state_of(&hotel, wang), (ReferralState::Paid, each));
    balanced(&hotel);
    let line = hotel.read(|db| referral::page(db, li, today(&hotel))).brought_by;
    assert_eq!((line[0].guest_id, line[0].points.count()), (wang, each), "both pages show it");
    let input = StrikeReferral { referral: line[0].id, reason: "写错了人".to_owned() };
    hotel.write(Role::Receptionist, Op::ReferMember, &input, |tx| referral::strike(tx, &input)).expect("struck off");
    assert_eq!((balance(&hotel, wang), state_of(&hotel, wang).0), (0, ReferralState::Ended), "its points go back with it");
    balanced(&hotel);
}

#[test]
fn nobody_refers_themselves_twice_in_a_circle_or_somebody_known() {
    let hotel = hotel();
    let wang = member(&hotel, "王建国", "138 1234 8812");
    let (li, zhao) = (hotel.guest("李静", "139 0000 0001"), hotel.guest("赵磊", "139 0000 0002"));
    assert_eq!(code(&refer(&hotel, wang, wang)), "referral_oneself");
    refer(&hotel, wang, li).expect("taken down");
    refer(&hotel, li, zhao).expect("taken down");
    assert_eq!(code(&refer(&hotel, zhao, li)), "already_referred", "once for each new member");
    assert_eq!(code(&refer(&hotel, zhao, wang)), "referral_circle", "over two links too");
    let old = hotel.guest("周周", "139 0000 0003");
    departed(&hotel, old, "2026-05-01", "2026-05-03", 88_000, 0);
    assert_eq!(code(&refer(&hotel, wang, old)), "referred_not_new");
}

#[test]
fn a_merge_takes_invites_consent_and_referrals_along_and_gives_them_back() {
    let hotel = hotel();
    let event = planned(&hotel, &plan("2026-07-14", 10, 300));
    let (keep, other) = (friend(&hotel, "王建国", "138 1234 8812"), friend(&hotel, "王健国", "139 0000 0001"));
    let new = hotel.guest("李静", "139 0000 0002");
    invite(&hotel, &event, &[keep, other]);
    answer(&hotel, invite_of(&hotel, &event, other), InviteState::Attended).expect("came");
    refer(&hotel, other, new).expect("taken down");
    let input = MergeGuests { keep, other, take: Vec::new(), reason: "本人确认".to_owned() };
    let merged = hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input)).expect("merged").value;
    let page = hotel.read(|db| events::page(db, event.id));
    let lines: Vec<(GuestId, InviteState)> = page.invites.iter().map(|line| (line.guest_id, line.state)).collect();
    assert_eq!(lines, [(keep, InviteState::Attended)], "one person stands once, by what went furthest");
    assert_eq!(state_of(&hotel, keep).0, ReferralState::AwaitsJoining);
    assert_eq!(code(&refer(&hotel, keep, other)), "referral_oneself", "both are one person now");
    let since = hotel.guest("周周", "139 0000 0003");
    refer(&hotel, other, since).expect("the old card still names somebody");
    unmerge(&hotel, merged.merge_id);
    let brought = |guest: GuestId| hotel.read(|db| referral::page(db, guest, today(&hotel))).brought.len();
    assert_eq!((brought(keep), brought(other)), (0, 2), "what came in for the other since goes back as well");
    let page = hotel.read(|db| events::page(db, event.id));
    assert_eq!(page.invites.len(), 2, "each has their own invite again");
    assert_eq!((balance(&hotel, keep), balance(&hotel, other)), (0, 300));
    balanced(&hotel);
}

fn unmerge(hotel: &Hotel, merge: MergeId) {
    let input = UnmergeGuests { merge, reason: "同名不同人".to_owned() };
    hotel.write(Role::DutyManager, Op::UnmergeGuests, &input, |tx| merge::unmerge(tx, &input)).expect("apart");
}

fn list(kind: MemberListKind) -> MemberList {
    MemberList { kind, months: 12, on: None }
}

fn listed(hotel: &Hotel, kind: MemberListKind) -> Vec<lists::ListedMember> {
    let asked = MemberListAsked { list: list(kind), after: None, limit: lists::PAGE_MAX };
    let page = hotel.read(|db| lists::page(db, &asked, today(hotel)));
    let count = hotel.read(|db| lists::count(db, list(kind), today(hotel)));
    assert_eq!(page.members.len(), count.members as usize, "{kind}: the count is what the list shows");
    page.members
}

fn earn(hotel: &Hotel, guest: GuestId, count: i64, expires: &str) {
    let input = EarnPoints { member: guest.into(), points: points(count), expires_on: Some(day(expires)) };
    hotel.write(Role::Receptionist, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input)).expect("earned");
}

#[test]
fn the_expiring_stand_by_date_then_points_a_page_at_a_time_with_who_may_be_told() {
    let hotel = hotel();
    let cases =
        [("王建国", 300, "2026-07-31"), ("李静", 900, "2026-07-31"), ("赵磊", 100, "2026-07-20"), ("周周", 50, "2026-12-31")];
    for (at, (name, count, expires)) in cases.iter().enumerate() {
        let guest =
            if at == 1 { friend(&hotel, name, "139 0000 0001") } else { member(&hotel, name, &format!("139 1111 000{at}")) };
        earn(&hotel, guest, *count, expires);
    }
    let found = listed(&hotel, MemberListKind::Expiring);
    let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["赵磊", "李静", "王建国"], "the first date first, of one date the most points; December is far off");
    assert_eq!(found[1].reach, Reach::Yes);
    assert_eq!(found[0].reach, Reach::NotAsked);
    assert!(found.iter().all(|one| one.phone.contains('•')), "phones are masked");
    let first = MemberListAsked { list: list(MemberListKind::Expiring), after: None, limit: 2 };
    let page = hotel.read(|db| lists::page(db, &first, today(&hotel)));
    let rest = MemberListAsked { after: page.next.clone(), ..first };
    let rest = hotel.read(|db| lists::page(db, &rest, today(&hotel)));
    let walked: Vec<&str> = page.members.iter().chain(&rest.members).map(|one| one.name.as_str()).collect();
    assert_eq!((walked, rest.next), (names, None), "pages joined are the list");
}

#[test]
fn who_is_to_be_warned_on_a_day_is_listed_at_each_warning_of_the_programme() {
    let hotel = hotel();
    let cases = [("王建国", "2026-09-12"), ("李静", "2026-08-13"), ("赵磊", "2026-07-21"), ("周周", "2026-07-22")];
    for (at, (name, expires)) in cases.iter().enumerate() {
        earn(&hotel, member(&hotel, name, &format!("139 1111 000{at}")), 100, expires);
    }
    let wang = member(&hotel, "王一一", "139 2222 0001");
    for (count, expires) in [(10, "2026-07-21"), (30, "2026-08-13"), (500, "2026-08-14")] {
        earn(&hotel, wang, count, expires);
    }
    let on = |date: &str| MemberList { on: Some(day(date)), ..list(MemberListKind::Warning) };
    let names = |list: MemberList| {
        let asked = MemberListAsked { list, after: None, limit: lists::PAGE_MAX };
        let page = hotel.read(|db| lists::page(db, &asked, today(&hotel)));
        let count = hotel.read(|db| lists::count(db, list, today(&hotel)));
        assert_eq!(page.members.len(), count.members as usize, "the count is what the list shows");
        page.members.into_iter().map(|one| (one.name, one.why)).collect::<Vec<_>>()
    };
    let who = |list: MemberList| names(list).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(who(list(MemberListKind::Warning)), ["赵磊", "王一一", "李静", "王建国"], "60, 30 and 7 days from 14 July");
    assert_eq!(who(on("2026-07-14")), who(list(MemberListKind::Warning)), "today where no day is named");
    assert_eq!(who(on("2026-07-15")), ["周周", "王一一"], "and tomorrow's");
    assert!(who(on("2026-07-13")).is_empty(), "nobody was to be warned yesterday");
    let beside = |date: &str| {
        let asked = MemberListAsked { list: on(date), after: None, limit: 1 };
        let page = hotel.read(|db| lists::page(db, &asked, today(&hotel)));
        (page.warned_before, page.warned_after)
    };
    assert_eq!(beside("2026-07-14"), (Some(day("2026-06-22")), Some(day("2026-07-15"))), "the nearest days that have somebody");
    assert_eq!(beside("2026-07-20"), (Some(day("2026-07-15")), Some(day("2026-08-06"))));
    assert_eq!(beside("2026-09-05"), (Some(day("2026-08-13")), None), "nobody after the last");
    let found = names(list(MemberListKind::Warning));
    let Listed::Expiring { on: first, points: told, warned, .. } = &found[1].1 else { panic!("{:?}", found[1]) };
    assert_eq!((*first, told.count()), (day("2026-07-21"), 40), "of the points of both dates, not of those of 14 August");
    assert_eq!((warned.days, warned.on, warned.next_on), (Some(7), Some(day("2026-07-14")), None), "the last of three");
    let ahead = listed(&hotel, MemberListKind::Expiring);
    let stands = |name: &str| {
        let why = ahead.iter().find(|one| one.name == name).map(|one| one.why.clone());
        match why {
            Some(Listed::Expiring { warned, .. }) => (warned.days, warned.next_on),
            other => panic!("{name}: {other:?}"),
        }
    };
    assert_eq!(stands("王建国"), (Some(60), Some(day("2026-08-13"))), "told first today, again at 30 days");
    assert_eq!(stands("周周"), (Some(30), Some(day("2026-07-15"))), "the last warning is tomorrow");
    hotel.pass_minutes(DAY_MINUTES);
    assert_eq!(who(list(MemberListKind::Warning)), ["周周", "王一一"], "the next day has its own");
}

#[test]
fn a_tier_about_to_drop_is_named_with_its_day_and_what_is_missing() {
    let hotel = hotel();
    let guest = member(&hotel, "王建国", "138 1234 8812");
    // 16 nights: gold. All of them leave the 24 months on 1 September 2026, within the warning.
    departed(&hotel, guest, "2024-08-16", "2024-09-01", 100_000, 0);
    let review = |hotel: &Hotel| {
        hotel.write(Role::Receptionist, Op::ReviewTiers, &guest, |tx| tiers::review(tx, guest)).expect("reviewed").value
    };
    assert_eq!(review(&hotel).after, Tier::Gold);
    assert!(listed(&hotel, MemberListKind::Keeping).is_empty(), "a tier given today is kept for its months");
    hotel.pass_minutes(DAY_MINUTES * 330);
    let found = listed(&hotel, MemberListKind::Keeping);
    let Listed::Keeping { until, falls_to, missing } = &found[0].why else { panic!("{:?}", found[0].why) };
    assert_eq!((until.to_string().as_str(), *falls_to, missing.nights), ("2027-07-14", Tier::Base, Some(15)));
    let ahead = |on: BusinessDate| hotel.read(|db| tiers::ahead(db, &loyalty::programme(db, on)?, guest, on));
    assert_eq!((ahead(until.plus_days(-1)), ahead(*until)), (Tier::Gold, Tier::Base), "the day before it is kept");
    departed(&hotel, guest, "2027-06-01", "2027-06-16", 100_000, 0);
    assert!(listed(&hotel, MemberListKind::Keeping).is_empty(), "who came again keeps it");
}

#[test]
fn whoever_falls_within_the_warning_is_on_the_list_and_nobody_else() {
    let hotel = hotel();
    let mut members = Vec::new();
    // Gold by 16 nights, reviewed on days around the one from which a tier is kept until the end of the warning; every third has
    // another by hand beside it, which ends soon.
    for nth in 0..24_u32 {
        let guest = member(&hotel, "王建国", &format!("138 1234 {nth:04}"));
        departed(&hotel, guest, "2024-08-16", "2024-09-01", 100_000, 0);
        hotel.write(Role::Receptionist, Op::ReviewTiers, &guest, |tx| tiers::review(tx, guest)).expect("reviewed");
        if nth % 3 == 0 {
            let until = today(&hotel).plus_days(i64::from(nth) * 20);
            let input = SetTier { member: guest.into(), tier: Tier::Platinum, reason: "关怀".to_owned(), until };
            hotel.write(Role::GeneralManager, Op::SetTier, &input, |tx| tiers::set(tx, &input)).expect("by hand");
        }
        members.push(guest);
        hotel.pass_minutes(DAY_MINUTES * 2);
    }
    let mut met = std::collections::BTreeSet::new();
    for _ in 0..12 {
        hotel.pass_minutes(DAY_MINUTES * 30);
        let day = today(&hotel);
        let falls = |db: &Db, guest: GuestId| -> Result<bool> {
            let programme = loyalty::programme(db, day)?;
            let horizon = day.plus_days(i64::from(programme.warn_days));
            let held = loyalty::member(db, guest)?.map_or(Tier::Base, |member| member.tier);
            Ok(tiers::ahead(db, &programme, guest, horizon)? < held)
        };
        let mut expected: Vec<GuestId> = members.iter().copied().filter(|guest| hotel.read(|db| falls(db, *guest))).collect();
        let mut found: Vec<GuestId> = listed(&hotel, MemberListKind::Keeping).iter().map(|one| one.guest_id).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{day}");
        met.insert(found.len());
    }
    assert!(met.len() > 3 && met.contains(&members.len()), "some, more, all: {met:?}");
}

/// A departed stay with the sums that an import writes after it.
fn left(hotel: &Hotel, guest: GuestId, arrival: &str, departure: &str) {
    departed(hotel, guest, arrival, departure, 88_000, 0);
    hotel.write(Role::GeneralManager, Op::ApplyImport, &guest, |tx| summaries::refresh(tx, guest)).expect("summed up");
}

#[test]
fn the_silent_neither_stayed_nor_moved_and_do_not_come_back_by_a_booking() {
    let hotel = hotel();
    let names = ["沉寂", "来过", "动过", "将来"];
    let guests: Vec<GuestId> =
        names.iter().enumerate().map(|(at, name)| member(&hotel, name, &format!("139 2222 000{at}"))).collect();
    for guest in &guests {
        left(&hotel, *guest, "2026-07-01", "2026-07-03");
        earn(&hotel, *guest, 700, "2028-07-31");
    }
    hotel.pass_minutes(DAY_MINUTES * 400);
    left(&hotel, guests[1], "2027-08-01", "2027-08-03");
    earn(&hotel, guests[2], 10, "2029-07-31");
    booked(&hotel, guests[3], "2027-09-01", "2027-09-03");
    let found = listed(&hotel, MemberListKind::Dormant);
    let held: Vec<(&str, i64)> = found.iter().map(|one| (one.name.as_str(), one.balance.count())).collect();
    assert_eq!(held, [("沉寂", 700)], "with what they hold");
    let Listed::Dormant { last_stay, last_moved } = &found[0].why else { panic!("{:?}", found[0].why) };
    assert_eq!(
        (last_stay.to_string().as_str(), last_moved.map(|day| day.to_string()).as_deref()),
        ("2026-07-03", Some("2026-07-14"))
    );
}

#[test]
fn a_list_leaves_the_house_as_a_file_without_a_way_to_reach_anybody() {
    let hotel = hotel();
    earn(&hotel, member(&hotel, "=王,建国", "138 1234 8812"), 300, "2026-07-31");
    let path = hotel.folder().join("list.csv");
    let input = ExportMemberList { list: list(MemberListKind::Expiring) };
    let run = |role: Role| {
        let request = hotel.request(role);
        export::list(&hotel.store, &request, Op::ExportMemberList, &input, |tx, whole| lists::export(tx, &input, &path, whole))
    };
    assert_eq!(code(&run(Role::Receptionist)), "not_allowed");
    assert_eq!(run(Role::GeneralManager).expect("taken").value.members, 1);
    let text = std::fs::read_to_string(&path).expect("it is there");
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines[0].ends_with("reach,expires_on,points,points_worth,warned_on,next_warning_on")
            && lines[1].contains("\"'=王,建国\""),
        "{text}"
    );
    assert_eq!(lines[0].split(',').count(), 13);
    assert!(!text.contains("8812"), "no phone");
}

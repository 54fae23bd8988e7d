//! 合并与拆分 against a real file: two records become one, life goes on, and each gets back what is its own.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{GuestId, MergeId},
        points::Points,
        role::Role,
    },
    check,
    db::Done,
    flows::{
        merge::{self, MergeGuests, Merged, UnmergeGuests, Unmerged},
        merge_ahead,
    },
    guests::{
        self, AddContact, AddPreference, AddPromise, EditGuest, NewContact, PreferenceKind, PreferenceOrigin, merging::GuestField,
    },
    history,
    import::{self, Chosen, HowToRead, Progress, Watch, plan::Job},
    loyalty::{self, EarnPoints, Enrol, MemberRef, Redeem},
    profile, search, stays,
    tickets::{self, OpenTicket, Subject, TicketKind},
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use support::{
    hotel::{Hotel, code, hotel},
    stays::departed,
};

pub(crate) fn merge(hotel: &Hotel, keep: GuestId, other: GuestId) -> Result<Merged> {
    merge_taking(hotel, keep, other, &[])
}

fn merge_taking(hotel: &Hotel, keep: GuestId, other: GuestId, take: &[GuestField]) -> Result<Merged> {
    let input = MergeGuests { keep, other, take: take.to_vec(), reason: "本人确认".to_owned() };
    hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input)).map(|done| done.value)
}

pub(crate) fn unmerge(hotel: &Hotel, id: MergeId) -> Result<Unmerged> {
    let input = UnmergeGuests { merge: id, reason: "同名不同人".to_owned() };
    hotel.write(Role::DutyManager, Op::UnmergeGuests, &input, |tx| merge::unmerge(tx, &input)).map(|done| done.value)
}

fn enrol(hotel: &Hotel, guest: GuestId) -> String {
    let input = Enrol { guest };
    let done = hotel.write(Role::Receptionist, Op::EnrolMember, &input, |tx| loyalty::enrol(tx, &input));
    done.expect("enrolled").value.member_no.0
}

fn earn(hotel: &Hotel, member: &str, points: i64) -> Result<Done<loyalty::Posted>> {
    let points = Points::new(points).expect("points");
    let input = EarnPoints { member: MemberRef(member.to_owned()), points, expires_on: None };
    hotel.write(Role::Receptionist, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input))
}

fn redeem(hotel: &Hotel, member: &str, points: i64) -> Result<Done<loyalty::Posted>> {
    let input = Redeem { member: MemberRef(member.to_owned()), points: Points::new(points).expect("points"), reward: None };
    hotel.write(Role::Receptionist, Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input))
}

fn balance(hotel: &Hotel, guest: GuestId) -> i64 {
    hotel.read(|db| loyalty::balance(db, guest)).count()
}

fn wish(hotel: &Hotel, guest: GuestId, words: &str) {
    let input = AddPreference {
        guest,
        kind: PreferenceKind::Room,
        words: words.to_owned(),
        origin: PreferenceOrigin::Asked,
        consent: false,
        source: "desk".to_owned(),
    };
    hotel.write(Role::Receptionist, Op::AddPreference, &input, |tx| guests::add_preference(tx, &input)).expect("a wish");
}

fn wishes(hotel: &Hotel, guest: GuestId) -> Vec<String> {
    let mut words: Vec<String> =
        hotel.read(|db| guests::preferences_of(db, guest)).into_iter().map(|preference| preference.words).collect();
    words.sort();
    words
}

fn complain(hotel: &Hotel, guest: GuestId) -> Result<()> {
    let input = OpenTicket {
        kind: TicketKind::Complaint,
        subject: Subject::Guest { guest },
        problem: tickets::PROBLEMS.first().expect("the house knows problems").code,
        severity: None,
        mood: None,
        words: "天花板漏水".to_owned(),
        area: None,
        touchpoint: None,
        department: None,
        about: None,
    };
    hotel.write(Role::DutyManager, Op::OpenTicket, &input, |tx| tickets::open_ticket(tx, &input)).map(|_| ())
}

fn sound(hotel: &Hotel) {
    let found = hotel.read(loyalty::check::check);
    assert!(found.ok, "the ledger does not agree: {:?}", found.wrong);
    let differing = hotel.read(stays::summaries::differing);
    assert!(differing.is_empty(), "sums of stays are not what the stays say");
}

fn import_csv(hotel: &Hotel, csv: &str) {
    let path = hotel.path().with_file_name("stays.csv");
    std::fs::write(&path, csv).expect("a file beside the hotel's");
    let mut report = |_: Progress| std::ops::ControlFlow::Continue(());
    let mut watch = Watch::new(&mut report);
    let survey = import::survey(&path, Chosen::default(), &mut watch).expect("a table of stays");
    let job = Job { survey: &survey, how: &HowToRead::default(), refused_to: None };
    hotel
        .write(Role::DataOfficer, Op::ApplyImport, &job.input(&hotel.store).expect("the key for marks"), |tx| {
            import::apply(tx, &job, &mut watch)
        })
        .expect("imported");
}

fn stays_of(hotel: &Hotel, guest: GuestId) -> usize {
    hotel.read(|db| stays::of_guest(db, guest, 100)).len()
}

#[test]
fn a_merge_moves_everything_and_both_numbers_find_the_guest() {
    let hotel = hotel();
    let (keep, other) = (hotel.guest("王建国", "13800008812"), hotel.guest("WANG JIANGUO", "13900001234"));
    let (first, second) = (enrol(&hotel, keep), enrol(&hotel, other));
    earn(&hotel, &first, 700).expect("earned");
    earn(&hotel, &second, 300).expect("earned");
    departed(&hotel, other, "2026-05-01", "2026-05-03", 88_000, 0);
    wish(&hotel, other, "高楼层");
    complain(&hotel, other).expect("a complaint");
    let merged = merge(&hotel, keep, other).expect("merged");
    assert_eq!((merged.keep, merged.moved.stays, merged.moved.tickets, merged.moved.notes), (keep, 1, 1, 2));
    assert_eq!(balance(&hotel, keep), 1_000, "the sum stays");
    for number in [&first, &second] {
        let hits = hotel.read(|db| search::find(db, number, "2026-07-14".parse().expect("a day"), 5));
        assert_eq!(hits.first().map(|hit| hit.guest_id), Some(keep), "the box finds them by {number}");
        assert_eq!(hotel.read(|db| profile::named(db, number)), keep, "and so does the command line");
    }
    assert_eq!(
        hotel.read(|db| profile::card(db, other, "2026-07-14".parse().expect("a day"), Role::DutyManager)).guest.id,
        keep,
        "an old link too"
    );
    assert_eq!(wishes(&hotel, keep), ["高楼层"]);
    sound(&hotel);
}

#[test]
fn after_weeks_each_gets_back_what_is_its_own() {
    let hotel = hotel();
    let (keep, other) = (hotel.guest("王建国", "13800008812"), hotel.guest("WANG JIANGUO", "13900001234"));
    let (first, second) = (enrol(&hotel, keep), enrol(&hotel, other));
    earn(&hotel, &first, 700).expect("earned");
    earn(&hotel, &second, 300).expect("earned");
    departed(&hotel, other, "2026-05-01", "2026-05-03", 88_000, 0);
    let merged = merge(&hotel, keep, other).expect("merged");
    hotel.pass_minutes(60 * 24 * 21);
    earn(&hotel, &second, 50).expect("the other's card still works");
    redeem(&hotel, &second, 120).expect("redeemed on the other's card");
    earn(&hotel, &first, 5).expect("earned");
    wish(&hotel, keep, "靠窗");
    wish(&hotel, other, "不放花");
    complain(&hotel, other).expect("a complaint that came in under the old record");
    import_csv(
        &hotel,
        &format!(
            "reservation_no,state,arrival,departure,guest_name,member_no,rate\n\
             R-1,departed,2026-07-20,2026-07-22,WANG JIANGUO,{second},500\n\
             R-2,departed,2026-07-24,2026-07-25,王建国,{first},500\n"
        ),
    );
    assert_eq!(stays_of(&hotel, keep), 3, "all under one record meanwhile");
    let back = unmerge(&hotel, merged.merge_id).expect("taken apart");
    assert_eq!((stays_of(&hotel, keep), stays_of(&hotel, other)), (1, 2), "the new stay of the other goes with them");
    assert_eq!((balance(&hotel, keep), balance(&hotel, other)), (705, 230), "each by their own postings");
    assert_eq!((wishes(&hotel, keep), wishes(&hotel, other)), (vec!["靠窗".to_owned()], vec!["不放花".to_owned()]));
    assert_eq!(back.moved.tickets, 1);
    let contacts = |guest| hotel.read(|db| guests::contacts_of(db, guest)).len();
    assert_eq!((contacts(keep), contacts(other)), (1, 1));
    sound(&hotel);
    let session = hotel.session(Role::DutyManager);
    let checked = check::file(&hotel.store, &session, check::Depth::Deep).expect("the check itself runs");
    assert!(checked.ok, "history, sums and the box agree");
}

/// Returns whom the box finds first, and by what.
fn found(hotel: &Hotel, words: &str) -> Option<(GuestId, search::Field, String)> {
    let hits = hotel.read(|db| search::find(db, words, "2026-07-14".parse().expect("a day"), 5));
    hits.first().map(|hit| (hit.guest_id, hit.why[0].field, hit.why[0].shown.clone()))
}

#[test]
fn the_names_of_merged_records_find_the_kept_guest_and_say_so() {
    use search::Field::{Name, OtherName, Pinyin};
    let hotel = hotel();
    let (keep, other) = (hotel.guest("王建国", "13800008812"), hotel.guest("欧阳大明", "13900001234"));
    let third = hotel.guest("Anna Bergström", "13900005521");
    let first = merge(&hotel, other, third).expect("merged");
    let second = merge(&hotel, keep, other).expect("merged into a third one");
    let cases = [
        ("欧阳大明", OtherName, "欧阳大明"),
        ("歐陽大明", OtherName, "欧阳大明"),
        ("ouyang daming", OtherName, "欧阳大明"),
        ("oydm", OtherName, "欧阳大明"),
        ("oydm 8812", OtherName, "欧阳大明"),
        ("bergstrom", OtherName, "Anna Bergström"),
        ("anna 5521", OtherName, "Anna Bergström"),
        ("王建国", Name, "王建国"),
        ("wangjianguo", Pinyin, "wáng jiàn guó"),
    ];
    for (words, field, shown) in cases {
        assert_eq!(found(&hotel, words), Some((keep, field, shown.to_owned())), "{words} finds the kept guest");
    }
    sound(&hotel);
    unmerge(&hotel, second.merge_id).expect("parted");
    assert_eq!(found(&hotel, "oydm"), Some((other, search::Field::Initials, "ōu yáng dà míng".to_owned())), "stands for itself");
    assert_eq!(found(&hotel, "bergstrom").map(|hit| hit.0), Some(other), "with whom it was merged before");
    sound(&hotel);
    unmerge(&hotel, first.merge_id).expect("parted");
    assert_eq!(found(&hotel, "bergstrom"), Some((third, Name, "Anna Bergström".to_owned())));
    assert_eq!(found(&hotel, "oydm 8812"), None, "the name and the number are two people's again");
    sound(&hotel);
}

#[test]
fn a_file_that_knows_the_other_record_still_knows_whose_stay_it_is() {
    let hotel = hotel();
    import_csv(
        &hotel,
        "reservation_no,state,arrival,departure,guest_name,rate\nR-7,booked,2026-07-20,2026-07-22,WANG JIANGUO,500\n",
    );
    let other = hotel
        .read(|db| search::find(db, "wang jianguo", "2026-07-14".parse().expect("a day"), 5))
        .first()
        .expect("the file brought them")
        .guest_id;
    let keep = hotel.guest("王建国", "13800008812");
    merge(&hotel, keep, other).expect("merged");
    import_csv(
        &hotel,
        "reservation_no,state,arrival,departure,guest_name,rate\nR-7,departed,2026-07-20,2026-07-22,WANG JIANGUO,500\n",
    );
    assert_eq!(stays_of(&hotel, keep), 1, "the changed row is still the merged guest's, and nobody new came in");
    assert_eq!(hotel.read(|db| guests::get(db, keep)).name, "王建国", "the file does not decide again which name stands");
    sound(&hotel);
}

#[test]
fn the_values_stand_as_they_were_chosen_and_go_back_unless_somebody_changed_them() {
    let hotel = hotel();
    let (keep, other) = (hotel.guest("王建国", "13800008812"), hotel.guest("王建國", "13900001234"));
    let merged = merge_taking(&hotel, keep, other, &[GuestField::Name]).expect("merged");
    assert_eq!(hotel.read(|db| guests::get(db, keep)).name, "王建國");
    let seen = hotel.read(|db| guests::get(db, other));
    let edit = EditGuest { wanted: guests::Guest { note: "x".to_owned(), ..seen.clone() }, seen };
    let edited = hotel.write(Role::Receptionist, Op::EditGuest, &edit, |tx| guests::edit(tx, &edit));
    assert_eq!(code(&edited), "guest_merged", "the hidden record is not corrected behind everybody's back");
    unmerge(&hotel, merged.merge_id).expect("taken apart");
    assert_eq!(hotel.read(|db| guests::get(db, keep)).name, "王建国");
}

#[test]
fn the_members_record_stays_where_only_one_is_a_member() {
    let hotel = hotel();
    let (keep, other) = (hotel.guest("王建国", "13800008812"), hotel.guest("WANG JIANGUO", "13900001234"));
    let number = enrol(&hotel, other);
    earn(&hotel, &number, 300).expect("earned");
    let merged = merge(&hotel, keep, other).expect("merged");
    assert_eq!(merged.keep, other, "card and account cannot move");
    assert_eq!(hotel.read(|db| guests::get(db, other)).name, "王建国", "the values of whom the desk kept stand all the same");
    assert_eq!(balance(&hotel, other), 300);
    unmerge(&hotel, merged.merge_id).expect("taken apart");
    assert_eq!(hotel.read(|db| guests::get(db, other)).name, "WANG JIANGUO");
    sound(&hotel);
}

#[test]
fn what_cannot_be_merged_or_taken_apart_is_refused_with_its_reason() {
    let hotel = hotel();
    let guests: Vec<GuestId> = ["13800008812", "13800008813", "13800008814"].map(|phone| hotel.guest("王伟", phone)).to_vec();
    assert_eq!(code(&merge(&hotel, guests[0], guests[0])), "same_guest");
    let first = merge(&hotel, guests[0], guests[1]).expect("merged");
    assert_eq!(code(&merge(&hotel, guests[2], guests[1])), "already_merged");
    let second = merge(&hotel, guests[2], guests[0]).expect("merged on");
    assert_eq!(code(&unmerge(&hotel, first.merge_id)), "merged_since", "the later one is taken apart first");
    unmerge(&hotel, second.merge_id).expect("taken apart");
    unmerge(&hotel, first.merge_id).expect("taken apart");
    assert_eq!(code(&unmerge(&hotel, first.merge_id)), "merge_not_standing");
    let input = MergeGuests { keep: guests[0], other: guests[1], take: Vec::new(), reason: " ".to_owned() };
    let refused = hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input));
    assert_eq!(code(&refused), "empty", "nobody merges without a reason");
    let refused = hotel.write(Role::Receptionist, Op::MergeGuests, &input, |tx| merge::merge(tx, &input));
    assert_eq!(code(&refused), "not_allowed");
}

#[test]
fn postings_of_a_merged_record_are_not_reversed_behind_it() {
    let hotel = hotel();
    let (keep, other) = (hotel.guest("王建国", "13800008812"), hotel.guest("WANG JIANGUO", "13900001234"));
    let (_, second) = (enrol(&hotel, keep), enrol(&hotel, other));
    earn(&hotel, &second, 300).expect("earned");
    let taken = redeem(&hotel, &second, 100).expect("redeemed").value.entry_id;
    let merged = merge(&hotel, keep, other).expect("merged");
    let reverse = |entry| hotel.write(Role::Receptionist, Op::ReversePoints, &entry, |tx| loyalty::reverse(tx, entry));
    assert_eq!(code(&reverse(taken)), "posted_before_merge");
    unmerge(&hotel, merged.merge_id).expect("taken apart");
    reverse(taken).expect("taken back on the own record");
    assert_eq!(balance(&hotel, other), 300);
    sound(&hotel);
}

/// What happens to one of two guests who are one record for a while.
#[derive(Debug, Clone)]
enum Act {
    Earn { other: bool, points: i64 },
    Redeem { other: bool, points: i64 },
    Wish { other: bool },
    Promise { other: bool },
    Contact { other: bool },
    Stay { other: bool },
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        3 => (any::<bool>(), 1..900_i64).prop_map(|(other, points)| Act::Earn { other, points }),
        3 => (any::<bool>(), 1..900_i64).prop_map(|(other, points)| Act::Redeem { other, points }),
        1 => any::<bool>().prop_map(|other| Act::Wish { other }),
        1 => any::<bool>().prop_map(|other| Act::Promise { other }),
        1 => any::<bool>().prop_map(|other| Act::Contact { other }),
        2 => any::<bool>().prop_map(|other| Act::Stay { other }),
    ];
    prop::collection::vec(act, 0..12)
}

/// One side as it would be had nobody merged anything.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Side {
    points: i64,
    wishes: usize,
    promises: usize,
    contacts: usize,
    stays: usize,
}

struct Pair<'h> {
    hotel: &'h Hotel,
    guests: [GuestId; 2],
    numbers: [String; 2],
    sides: [Side; 2],
    made: usize,
}

impl Pair<'_> {
    fn act(&mut self, act: &Act) {
        self.made += 1;
        let (hotel, made) = (self.hotel, self.made);
        match *act {
            Act::Earn { other, points } => {
                earn(hotel, &self.numbers[usize::from(other)], points).expect("earned");
                self.sides[usize::from(other)].points += points;
            }
            Act::Redeem { other, points } => {
                let side = &mut self.sides[usize::from(other)];
                // Each spends their own: what two people overspend together is settled, not told apart.
                let points = points.min(side.points);
                if points > 0 {
                    redeem(hotel, &self.numbers[usize::from(other)], points).expect("redeemed");
                    side.points -= points;
                }
            }
            Act::Wish { other } => {
                wish(hotel, self.guests[usize::from(other)], &format!("愿望 {made}"));
                self.sides[usize::from(other)].wishes += 1;
            }
            Act::Promise { other } => {
                let input = AddPromise { guest: self.guests[usize::from(other)], ticket: None, words: format!("承诺 {made}") };
                hotel.write(Role::Receptionist, Op::AddPromise, &input, |tx| guests::add_promise(tx, &input)).expect("a promise");
                self.sides[usize::from(other)].promises += 1;
            }
            Act::Contact { other } => {
                let value = format!("1370000{made:04}");
                let contact = NewContact { kind: lobby_core::base::contact::ContactKind::Phone, value, preferred: false };
                let input = AddContact { guest: self.guests[usize::from(other)], contact };
                hotel.write(Role::Receptionist, Op::AddContact, &input, |tx| guests::add_contact(tx, &input)).expect("a contact");
                self.sides[usize::from(other)].contacts += 1;
            }
            Act::Stay { other } => {
                let (name, number) = (["王建国", "WANG JIANGUO"][usize::from(other)], &self.numbers[usize::from(other)]);
                let header = "reservation_no,state,arrival,departure,guest_name,member_no,rate\n";
                import_csv(hotel, &format!("{header}R-{made},departed,2026-06-01,2026-06-03,{name},{number},500\n"));
                self.sides[usize::from(other)].stays += 1;
            }
        }
    }

    fn found(&self, side: usize) -> Side {
        let guest = self.guests[side];
        Side {
            points: balance(self.hotel, guest),
            wishes: self.hotel.read(|db| guests::preferences_of(db, guest)).len(),
            promises: self.hotel.read(|db| guests::promises_of(db, guest)).len(),
            contacts: self.hotel.read(|db| guests::contacts_of(db, guest)).len(),
            stays: stays_of(self.hotel, guest),
        }
    }
}

/// Sequences of the property; `LOBBY_SEQUENCES` asks for more.
const SEQUENCES: u32 = 24;

#[test]
fn merged_for_a_while_or_never_is_all_the_same_to_both() {
    let asked = std::env::var("LOBBY_SEQUENCES").ok().and_then(|count| count.parse::<u32>().ok());
    let config = Config { cases: asked.map_or(SEQUENCES, |count| count.div_ceil(100)), ..Config::default() };
    let mut runner = TestRunner::new(config);
    let run = runner.run(&(acts(), acts(), acts()), |(before, during, after)| {
        let hotel = hotel();
        let guests = [hotel.guest("王建国", "13800008812"), hotel.guest("WANG JIANGUO", "13900001234")];
        let numbers = guests.map(|guest| enrol(&hotel, guest));
        let side = Side { contacts: 1, ..Side::default() };
        let mut pair = Pair { hotel: &hotel, guests, numbers, sides: [side.clone(), side], made: 0 };
        before.iter().for_each(|act| pair.act(act));
        let merged = merge(&hotel, guests[0], guests[1]).expect("merged");
        during.iter().for_each(|act| pair.act(act));
        sound(&hotel);
        prop_assert_eq!(balance(&hotel, guests[0]), pair.sides.iter().map(|side| side.points).sum::<i64>(), "the sum stays");
        unmerge(&hotel, merged.merge_id).expect("taken apart");
        sound(&hotel);
        after.iter().for_each(|act| pair.act(act));
        for side in 0..2 {
            prop_assert_eq!(&pair.found(side), &pair.sides[side], "side {}", side);
        }
        Ok(())
    });
    run.expect("an unmerge puts each where it belongs");
}

#[test]
fn what_would_move_is_said_beforehand_and_then_moves() {
    let hotel = hotel();
    let (keep, other) = (hotel.guest("王建国", "138 1234 8812"), hotel.guest("王建國", "139 5678 5521"));
    let (ours, theirs) = (enrol(&hotel, keep), enrol(&hotel, other));
    earn(&hotel, &ours, 200).expect("earned");
    earn(&hotel, &theirs, 700).expect("earned");
    departed(&hotel, other, "2026-05-01", "2026-05-03", 88_000, 0);
    wish(&hotel, other, "高层");
    let ahead = hotel.read(|db| merge_ahead::merge(db, keep, other));
    assert_eq!(ahead.differ, [GuestField::Name], "only the names differ");
    assert_eq!((ahead.stays, ahead.other.member_no.as_deref()), (keep, Some(theirs.as_str())));
    let merged = merge(&hotel, keep, other).expect("merged");
    assert_eq!(merged.moved, ahead.moved, "what was said is what moved");
    assert_eq!((merged.moved.stays, merged.moved.notes, merged.moved.points.count()), (1, 2, 700));
    redeem(&hotel, &ours, 300).expect("redeemed");
    wish(&hotel, other, "硬枕");
    let ahead = hotel.read(|db| merge_ahead::unmerge(db, merged.merge_id));
    let apart = unmerge(&hotel, merged.merge_id).expect("apart");
    assert_eq!(apart.moved, ahead.moved, "what was said is what went back");
    assert_eq!(apart.moved.notes, 3, "the wish that came in since goes too");
    let again = hotel.store.read_as_house(|db| merge_ahead::unmerge(db, merged.merge_id));
    assert_eq!(code(&again), "merge_not_standing");
}

#[test]
fn ctrl_z_right_after_a_merge_takes_it_apart() {
    let hotel = hotel();
    let (keep, other) = (hotel.guest("王建国", "138 1234 8812"), hotel.guest("王建國", "139 5678 5521"));
    wish(&hotel, other, "高层");
    let input = MergeGuests { keep, other, take: vec![GuestField::Name], reason: "本人确认".to_owned() };
    let done = hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input)).expect("merged");
    let undo = |role: Role| {
        let input = history::Undo { seq: done.seq };
        hotel.write(role, Op::Undo, &input, |tx| history::undo(tx, &input))
    };
    assert_eq!(code(&undo(Role::GeneralManager)), "not_yours");
    undo(Role::DutyManager).expect("taken back");
    assert_eq!((wishes(&hotel, keep), wishes(&hotel, other)), (vec![], vec!["高层".to_owned()]));
    assert_eq!(hotel.read(|db| guests::get(db, keep)).name, "王建国", "the name is one's own again");
    assert_eq!(code(&undo(Role::DutyManager)), "already_undone");
}

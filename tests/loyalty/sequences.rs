//! The ledger beside a model that knows no table: random sequences of everything a desk can do, compared after each step.
//!
//! Sizes: `LOBBY_SEQUENCES` (2,000 unless said otherwise; 1,000,000 on demand) and `LOBBY_SEED`, which a failure names. Most
//! sequences run inside one transaction that is taken back at its end, so that each begins with the same empty accounts; some
//! run write by write, each under a request key that is then sent again.

mod wanted;

use std::{
    cell::RefCell,
    collections::HashSet,
    hash::{BuildHasher, Hasher, RandomState},
};

use lobby_core::{
    audit::op::Op,
    base::{
        error::{Common, Error, Result},
        ids::{EntryId, GuestId, MergeId, RawId, RemedyId, StayId, TicketId},
        points::Points,
        role::{Confirmed, Role},
    },
    db::{Db, Tx},
    flows::merge::{self, MergeGuests, UnmergeGuests},
    loyalty::{
        self, EarnPoints, Goodwill, Redeem,
        adjust::{self, AdjustPoints, TakeBack},
        check,
        expiry::{self, RunExpiry},
        late::{self, CreditLate},
        pending::{self, Owed, VoidPending},
        programme::{AdoptProgramme, Programme},
        statement::{self, StatementAsked, StatementLine},
    },
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde::{Deserialize, Serialize};

use self::wanted::{Seen, met, steps};
use super::{
    by_hand::confirmed,
    day, enrol,
    model::{MEMBERS, Model, STAY_POINTS, STAYS, Second, Step, TODAY},
    points,
};
use support::hotel::{Hotel, code, hotel, practising};

/// Sequences of a merge.
const SEQUENCES: u32 = 2_000;
/// Of so many sequences one runs write by write: each of its writes is durable, and sent twice.
const WRITTEN_OF: u32 = 100;
/// Of so many sequences one runs under a programme in which activity extends lots.
const EXTENDING_OF: u32 = 10;
/// What a step answers: ids alone, as every stored answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Answer {
    Posted(EntryId),
    Held(EntryId),
    /// Postings of a run; its own first answer says how many, the second time it takes nothing.
    Ran {
        first: u32,
        again: u32,
    },
    Merged(MergeId),
    Nothing,
}

/// Who confirms.
struct Hands {
    other: Confirmed,
    oneself: Confirmed,
    may_not: Confirmed,
}

impl Hands {
    fn of(hotel: &Hotel) -> Self {
        Hands {
            other: confirmed(hotel, Role::DutyManager),
            oneself: confirmed(hotel, Role::GeneralManager),
            may_not: confirmed(hotel, Role::Receptionist),
        }
    }

    fn of_second(&self, second: Second) -> Option<&Confirmed> {
        match second {
            Second::Nobody => None,
            Second::Other => Some(&self.other),
            Second::Oneself => Some(&self.oneself),
            Second::MayNot => Some(&self.may_not),
        }
    }
}

/// The names that the ledger gave, in the model's order.
struct Names<'h> {
    hands: &'h Hands,
    members: [GuestId; MEMBERS],
    stays: Vec<StayId>,
    /// None where no statement shows the posting.
    entries: Vec<Option<EntryId>>,
    holds: Vec<EntryId>,
    merges: Vec<MergeId>,
    /// Told apart from those of other sequences on the same file.
    sequence: u32,
}

impl<'h> Names<'h> {
    fn of(people: &People, hands: &'h Hands, sequence: u32) -> Self {
        let (members, stays) = (people.members, people.stays.clone());
        Names { hands, members, stays, entries: Vec::new(), holds: Vec::new(), merges: Vec::new(), sequence }
    }

    fn nobody(&self) -> RawId {
        self.members[0].raw()
    }

    fn entry(&self, which: usize) -> EntryId {
        self.entries.get(which).copied().flatten().unwrap_or(EntryId(self.nobody()))
    }

    fn hold(&self, which: usize) -> EntryId {
        self.holds.get(which).copied().unwrap_or(EntryId(self.nobody()))
    }

    /// The remedy of the `which`th promise, whether that one is under a complaint or not.
    fn remedy(&self, which: usize) -> RemedyId {
        let mut bytes = *b"remedy..........";
        bytes[8..12].copy_from_slice(&self.sequence.to_be_bytes());
        bytes[15] = u8::try_from(which).unwrap_or(u8::MAX);
        RemedyId(RawId::from_bytes(bytes))
    }

    fn ticket(&self) -> TicketId {
        TicketId(self.nobody())
    }
}

/// Does a step on the ledger.
fn act(tx: &mut Tx<'_>, names: &Names<'_>, step: &Step) -> Result<Answer> {
    match *step {
        Step::Earn { who, count, days } => {
            let expires_on = Some(day(TODAY).plus_days(days));
            posted(loyalty::earn_points(tx, &EarnPoints { member: names.members[who].into(), points: raw(count), expires_on }))
        }
        Step::Goodwill { who, count } => {
            let (member, points) = (names.members[who].into(), raw(count));
            posted(loyalty::goodwill(tx, &Goodwill { member, points, ticket: names.ticket() }))
        }
        Step::EarnStay { stay } => posted(loyalty::earn_stay(tx, names.stays[stay])),
        Step::Late { stay, second } => {
            let second = names.hands.of_second(second);
            let reason = "当时没带卡".to_owned();
            posted(late::credit_late(
                tx,
                &CreditLate { stay: names.stays[stay], reason, second: second.map(Confirmed::user) },
                second,
            ))
        }
        Step::Redeem { who, count } => {
            posted(loyalty::redeem(tx, &Redeem { member: names.members[who].into(), points: raw(count), reward: None }))
        }
        Step::Adjust { who, count, days, second } => posted(adjusted(tx, names, (who, count, second), (None, days))),
        Step::Promise { who, count, due, days, second } => {
            let said = adjusted(tx, names, (who, count, second), (Some(due), days))?;
            // Taking points away is never put off: then it is a posting.
            Ok(if count > 0 { Answer::Held(said.entry_id) } else { Answer::Posted(said.entry_id) })
        }
        Step::Reverse { which } => posted(loyalty::reverse(tx, names.entry(which))),
        Step::TakeBack { which, second } => {
            let second = names.hands.of_second(second);
            posted(adjust::take_back(tx, &TakeBack { entry: names.entry(which), second: second.map(Confirmed::user) }, second))
        }
        _ => act_on_more(tx, names, step),
    }
}

/// Promises, runs and merges.
fn act_on_more(tx: &mut Tx<'_>, names: &Names<'_>, step: &Step) -> Result<Answer> {
    match *step {
        Step::VoidPromise { which } => {
            let input = VoidPending { entry: names.hold(which), reason: "弄错了人".to_owned() };
            pending::void_promise(tx, &input).map(|_| Answer::Nothing)
        }
        Step::Hold { who, count } => {
            let remedy = names.remedy(names.holds.len());
            let owed = Owed { guest: names.members[who], points: raw(count), ticket: names.ticket(), remedy };
            pending::hold(tx, &owed).map(Answer::Held)
        }
        Step::PostRemedy { which } => {
            let credit = pending::post_remedy(tx, names.remedy(which))?;
            Ok(credit.map_or(Answer::Nothing, |credit| Answer::Posted(credit.entry_id)))
        }
        Step::VoidRemedy { which } => pending::void(tx, names.hold(which)).map(|()| Answer::Nothing),
        Step::Expire { days } => {
            let input = RunExpiry { on: day(TODAY).plus_days(days), day_is_right: None };
            let mut run = || expiry::run(tx, &input).map(|run| run.members);
            Ok(Answer::Ran { first: run()?, again: run()? })
        }
        Step::PostDue { days } => {
            let mut run = || pending::post_due(tx, day(TODAY).plus_days(days)).map(|run| run.postings);
            Ok(Answer::Ran { first: run()?, again: run()? })
        }
        Step::Merge { keep, other } => {
            let (keep, other) = (names.members[keep], names.members[other]);
            let input = MergeGuests { keep, other, take: Vec::new(), reason: "同一人".to_owned() };
            merge::merge(tx, &input).map(|merged| Answer::Merged(merged.merge_id))
        }
        Step::Unmerge { which } => {
            let merge = names.merges.get(which).copied().unwrap_or(MergeId(names.nobody()));
            merge::unmerge(tx, &UnmergeGuests { merge, reason: "不是同一人".to_owned() }).map(|_| Answer::Nothing)
        }
        _ => unreachable!("the steps of one member are done above"),
    }
}

fn adjusted(
    tx: &mut Tx<'_>,
    names: &Names<'_>,
    (who, count, second): (usize, i64, Second),
    (due, days): (Option<i64>, Option<i64>),
) -> Result<loyalty::Posted> {
    let on = |days: i64| day(TODAY).plus_days(days);
    let second = names.hands.of_second(second);
    let input = AdjustPoints {
        member: names.members[who].into(),
        points: raw(count),
        reason: "系统少记一次".to_owned(),
        due_on: due.map(on),
        expires_on: days.map(on),
        second: second.map(Confirmed::user),
    };
    adjust::adjust(tx, &input, second)
}

fn posted(outcome: Result<loyalty::Posted>) -> Result<Answer> {
    outcome.map(|posted| Answer::Posted(posted.entry_id))
}

fn raw(count: i64) -> Points {
    Points::new(count).expect("a number that comes over the wire")
}

/// Takes what a step answered into the names, and returns what does not agree with the model.
fn learn(db: &Db, names: &mut Names<'_>, model: &mut Model, answer: &Answer) -> std::result::Result<(), String> {
    match answer {
        Answer::Posted(entry) => names.entries.push(Some(*entry)),
        Answer::Held(hold) => {
            names.holds.push(*hold);
            model.holds.clone_from(&names.holds);
        }
        Answer::Ran { again: 1.., .. } => return Err("the same run again found something".to_owned()),
        Answer::Merged(merge) => names.merges.push(*merge),
        Answer::Ran { .. } | Answer::Nothing => {}
    }
    let made: Vec<bool> = model.postings().split_off(names.entries.len());
    if made.is_empty() {
        return Ok(());
    }
    let shown = made.iter().filter(|shown| **shown).count();
    let mut fresh = fresh(db, names, model)?;
    let mut found =
        fresh.split_off(fresh.len().checked_sub(shown).ok_or("a posting of the model has none in the ledger")?).into_iter();
    names.entries.extend(made.into_iter().map(|shown| if shown { found.next() } else { None }));
    Ok(())
}

/// Returns the postings that have no name yet, in the ledger's order.
fn fresh(db: &Db, names: &Names<'_>, model: &Model) -> std::result::Result<Vec<EntryId>, String> {
    let known: HashSet<EntryId> = names.entries.iter().flatten().copied().collect();
    let mut fresh = Vec::new();
    for who in (0..MEMBERS).filter(|who| model.current(*who) == *who) {
        fresh.extend(
            lines(db, names.members[who])?.into_iter().filter(|line| !known.contains(&line.id)).map(|line| (line.seq, line.id)),
        );
    }
    fresh.sort_unstable();
    Ok(fresh.into_iter().map(|(_, id)| id).collect())
}

/// Returns the postings of a member, the newest first.
fn lines(db: &Db, member: GuestId) -> std::result::Result<Vec<StatementLine>, String> {
    let asked = StatementAsked { member: member.into(), from: None, to: None, before: None };
    let statement = statement::read(db, &asked).map_err(failed)?;
    if statement.agrees {
        Ok(statement.statement.lines)
    } else {
        Err("postings, lots and balance of an account differ".to_owned())
    }
}

fn failed(error: Error) -> String {
    error.code().to_owned()
}

/// Returns what of the members differs from the model: balance, lots with their days, what is pending.
fn same(db: &Db, names: &Names<'_>, model: &Model) -> std::result::Result<(), String> {
    for (who, member) in names.members.iter().enumerate() {
        let balance = loyalty::balance(db, *member).map_err(failed)?;
        if balance < Points::ZERO || balance.count() != model.balance(who) {
            return Err(format!("member {who} holds {} and should hold {}", balance.count(), model.balance(who)));
        }
        let lots = loyalty::lots(db, *member).map_err(failed)?;
        let lots: Vec<_> = lots.iter().map(|lot| (lot.expires_on, lot.left.count())).collect();
        if lots != model.lots_of(who) {
            return Err(format!("member {who} has lots {lots:?} and should have {:?}", model.lots_of(who)));
        }
        let mut held: Vec<i64> =
            pending::of_member(db, *member).map_err(failed)?.iter().map(|line| line.points.count()).collect();
        held.sort_unstable();
        if held != model.pending_of(who) {
            return Err(format!("member {who} is promised {held:?} and should be {:?}", model.pending_of(who)));
        }
    }
    match check::sums(db).map_err(failed)? {
        None => Ok(()),
        Some(wrong) => Err(format!("the sums differ: {wrong:?}")),
    }
}

/// Plays every posting of the statements again: each line's balance follows from the one before, the last one is the account's.
fn replayed(db: &Db, names: &Names<'_>, model: &Model) -> std::result::Result<(), String> {
    for who in (0..MEMBERS).filter(|who| model.current(*who) == *who) {
        let mut running = 0;
        for line in lines(db, names.members[who])?.iter().rev() {
            running += line.points.count();
            if running != line.balance.count() || running < 0 {
                return Err(format!("member {who}: posting {} leaves {} and says {}", line.seq, running, line.balance.count()));
            }
        }
        if running != model.balance(who) {
            return Err(format!("member {who}: the postings come to {running}, the account holds {}", model.balance(who)));
        }
    }
    let checked = check::check(db).map_err(failed)?;
    if checked.ok { Ok(()) } else { Err(format!("the check found {:?}", checked.wrong)) }
}

/// Whether a refusal of this step leaves rows behind that only the end of its own transaction takes away.
fn writes_before_it_refuses(step: &Step) -> bool {
    matches!(step, Step::Merge { .. } | Step::PostRemedy { .. })
}

/// Plays a sequence in one transaction.
fn played(
    tx: &mut Tx<'_>,
    names: &mut Names<'_>,
    mut model: Model,
    (steps, seen): (&[Step], &Seen),
) -> std::result::Result<(), String> {
    for (place, step) in steps.iter().enumerate() {
        let expected = model.apply(step);
        let word = format!("{step:?}").split(' ').next().unwrap_or_default().to_owned();
        *seen.borrow_mut().entry((word, expected)).or_default() += 1;
        if expected == "too_many_points" && writes_before_it_refuses(step) {
            continue;
        }
        let outcome = act(tx, names, step);
        let said = code(&outcome);
        let at = |what: String| format!("step {place} {step:?}: {what}");
        if said != expected {
            return Err(at(format!("{expected} expected, {said} answered")));
        }
        if let Ok(answer) = outcome {
            learn(tx.db(), names, &mut model, &answer).map_err(at)?;
        }
        same(tx.db(), names, &model).map_err(at)?;
    }
    replayed(tx.db(), names, &model)
}

/// Runs `steps` in a transaction that is taken back, and returns what `judge` said of it.
fn taken_back(
    hotel: &Hotel,
    steps: &[Step],
    judge: impl FnOnce(&mut Tx<'_>, &[Step]) -> std::result::Result<(), String>,
) -> std::result::Result<(), String> {
    let said = RefCell::new(Ok(()));
    let input = format!("{steps:?}");
    let outcome = hotel.write(Role::GeneralManager, Op::AdjustPoints, &input, |tx| -> Result<()> {
        *said.borrow_mut() = judge(tx, steps);
        Err(Common::ChangedMeanwhile.into())
    });
    match code(&outcome) {
        "changed_meanwhile" => said.into_inner(),
        other => Err(format!("the transaction ended with {other}")),
    }
}

/// Members with their stays.
struct People {
    members: [GuestId; MEMBERS],
    stays: Vec<StayId>,
}

impl People {
    fn of(hotel: &Hotel, sequence: u32) -> Self {
        let members = [0, 1, 2].map(|ordinal| {
            let guest = hotel.guest("王建国", &format!("139{:08}", sequence * 10 + ordinal));
            enrol(hotel, guest).expect("enrolled");
            guest
        });
        let dates = [("2026-07-04", "2026-07-12"), ("2025-11-01", "2025-11-03")];
        let stay = |guest: GuestId, kind: usize| {
            let (arrival, departure) = dates[kind];
            support::stays::departed(hotel, guest, arrival, departure, STAY_POINTS[kind] * 100, 0)
        };
        let stays = members.iter().flat_map(|guest| (0..STAYS).map(|kind| stay(*guest, kind))).collect();
        People { members, stays }
    }
}

/// How many sequences, and the seed of their random source.
fn asked() -> (u32, u64) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let sequences = number("LOBBY_SEQUENCES").and_then(|count| u32::try_from(count).ok()).unwrap_or(SEQUENCES);
    (sequences, number("LOBBY_SEED").unwrap_or_else(|| RandomState::new().build_hasher().finish()))
}

/// Runs `cases` random sequences; a failure names the seed that finds it again.
fn random(cases: u32, seed: u64, judge: impl Fn(&[Step]) -> std::result::Result<(), String>) {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_be_bytes());
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    if let Err(found) = runner.run(&steps(), |steps| judge(&steps).map_err(TestCaseError::fail)) {
        panic!("LOBBY_SEED={seed}: {found}");
    }
    println!("LOBBY_SEED={seed}: {cases} sequences agree");
}

#[test]
fn random_sequences_leave_what_the_model_says() {
    let (sequences, seed) = asked();
    let hotel = practising();
    let (people, hands) = (People::of(&hotel, 0), Hands::of(&hotel));
    let seen = Seen::default();
    random(sequences, seed, |steps| {
        let mut names = Names::of(&people, &hands, 0);
        taken_back(&hotel, steps, |tx, steps| played(tx, &mut names, Model::new(None, false), (steps, &seen)))
    });
    if sequences >= SEQUENCES {
        met(&seen);
    }
}

#[test]
fn random_sequences_leave_what_the_model_says_where_activity_extends_lots() {
    let (sequences, seed) = asked();
    let hotel = practising();
    extending(&hotel);
    let (people, hands) = (People::of(&hotel, 0), Hands::of(&hotel));
    random(sequences.div_ceil(EXTENDING_OF), seed, |steps| {
        let mut names = Names::of(&people, &hands, 0);
        taken_back(&hotel, steps, |tx, steps| played(tx, &mut names, Model::new(None, true), (steps, &Seen::default())))
    });
}

/// Keeps a version of the programme in which earning and redeeming keep all points alive.
pub fn extending(hotel: &Hotel) {
    let rules = Programme { activity_extends: true, ..Programme::standard(2) };
    let input = AdoptProgramme { seen: 0, valid_from: day(TODAY), rules, why: "活动即延期".to_owned() };
    hotel.write(Role::GeneralManager, Op::EditProgramme, &input, |tx| loyalty::adopt(tx, &input)).expect("kept");
}

#[test]
fn every_write_of_a_random_sequence_counts_once_however_often_its_key_is_sent() {
    let (sequences, seed) = asked();
    let hotel = practising();
    let hands = Hands::of(&hotel);
    let (sequence, last_run) = (RefCell::new(0_u32), RefCell::new(None));
    random(sequences.div_ceil(WRITTEN_OF), seed, |steps| {
        *sequence.borrow_mut() += 1;
        let people = People::of(&hotel, *sequence.borrow());
        let mut names = Names::of(&people, &hands, *sequence.borrow());
        let mut model = Model::new(*last_run.borrow(), false);
        let said = written(&hotel, &mut names, &mut model, steps);
        *last_run.borrow_mut() = model.last_run();
        said
    });
}

/// Runs a sequence write by write: each key is sent again at once, and all of them in the end.
fn written(hotel: &Hotel, names: &mut Names<'_>, model: &mut Model, steps: &[Step]) -> std::result::Result<(), String> {
    let mut done = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        let expected = model.apply(step);
        let request = hotel.request_with(Role::GeneralManager, &format!("{}-{place}", names.sequence));
        let send =
            |names: &Names<'_>| hotel.store.write(&request, Op::AdjustPoints, &format!("{step:?}"), |tx| act(tx, names, step));
        let (first, again) = (send(names), send(names));
        let at = |what: String| format!("step {place} {step:?}: {what}");
        if code(&first) != expected || code(&again) != expected {
            return Err(at(format!("{expected} expected, {} answered, then {}", code(&first), code(&again))));
        }
        if let (Ok(first), Ok(again)) = (first, again) {
            if first != again {
                return Err(at(format!("{first:?} answered, then {again:?}")));
            }
            if let (Step::Expire { days }, Answer::Ran { first: 1.., .. }) = (step, &first.value) {
                // Members of sequences before this one may be all who lost points.
                model.closed(day(TODAY).plus_days(*days));
            }
            hotel.read(|db| Ok(learn(db, names, model, &first.value))).map_err(at)?;
            done.push((request, step, first));
        }
        hotel.read(|db| Ok(same(db, names, model))).map_err(at)?;
    }
    for (request, step, first) in done {
        let again = hotel.store.write(&request, Op::AdjustPoints, &format!("{step:?}"), |tx| act(tx, names, step));
        if again.as_ref().ok() != Some(&first) {
            return Err(format!("{step:?} answered {first:?}, and in the end {again:?}"));
        }
        let other = hotel.store.write(&request, Op::AdjustPoints, &"another input", |tx| act(tx, names, step));
        if code(&other) != "key_reused" {
            return Err(format!("{step:?} under another input answered {}", code(&other)));
        }
    }
    hotel.read(|db| Ok(same(db, names, model).and_then(|()| replayed(db, names, model))))
}

#[test]
fn the_comparison_sees_a_single_point() {
    let hotel = hotel();
    let (people, hands) = (People::of(&hotel, 0), Hands::of(&hotel));
    let steps = [Step::Earn { who: 0, count: 100, days: 10 }];
    let said = taken_back(&hotel, &steps, |tx, steps| {
        let input = EarnPoints { member: people.members[1].into(), points: points(1), expires_on: None };
        loyalty::earn_points(tx, &input).map_err(|error| error.code().to_owned())?;
        played(tx, &mut Names::of(&people, &hands, 0), Model::new(None, false), (steps, &Seen::default()))
    });
    let said = said.expect_err("one point that the model does not know must be seen");
    assert!(said.contains("member 1 holds 1 and should hold 0"), "it is seen for what it is: {said}");
}

//! 电话批示: somebody with the right, away from the house, reads six digits from their own phone, and that is their 批示.
//!
//! Owns `phone_secrets`, `phone_guards`, `phone_approvals`, `phone_answers`. A secret lies sealed in the file and was shown
//! once. Absent on purpose: a network, a clock of its own, and any way to read a secret again.

pub mod code;
mod refusal;
pub(crate) mod rows;

use serde::{Deserialize, Serialize};

pub use refusal::PhoneRefusal;

use crate::{
    audit::{
        change::Change,
        op::Op,
        permission::{Grant, Permission, grant},
    },
    base::{
        error::{Common, Error, Result},
        ids::{PhoneId, RemedyId, StepId, TicketId, UserId},
        money::Minor,
        points::Points,
        request::Request,
        role::{Role, Session},
        text,
        time::{BusinessDate, Instant},
    },
    db::{Db, Done, Store, Tx, sealing},
    stored_words,
    tickets::{self, Decision, StepBody, TicketAnswer, authority, kinds::RemedyState, rows as ticket_rows, rules},
};
use code::Found;

/// Wrong codes in a row that lock an approver's phone.
pub const TRIES: i64 = 3;
/// How long it stays locked, in minutes.
pub const LOCK_MINUTES: i64 = 5;
/// Approvals that a list shows.
pub const PHONES_SHOWN: u32 = 100;
/// The secret of a practice hotel's general manager, as an authenticator app takes it by hand. Source: docs/lobbyctl.md.
pub const PRACTICE_SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

stored_words! {
    /// What an approver says later of an approval that was given in their name by phone.
    pub enum PhoneAnswer {
        /// 补签: so it was
        Countersigned = "countersigned",
        /// 有异议: so it was not
        Disputed = "disputed",
    }
}

/// A new secret, shown once: as a picture and as letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PhoneSecret {
    /// What people type into the app: base 32.
    pub secret: String,
    /// What the app reads from the QR code.
    pub uri: String,
}

/// One's own phone: from the secret that was shown and a code that the app makes of it.
#[derive(Debug, Clone)]
pub struct EnrolPhone {
    /// Base 32, as it was shown.
    pub secret: String,
    /// Six digits of the app.
    pub code: String,
}

/// An approval as it is taken down at the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PhoneApproval {
    /// Which ticket.
    pub ticket: TicketId,
    /// Who is on the phone.
    pub approver: UserId,
    /// The six digits they read.
    pub code: String,
    /// Which of the remedies that wait; all of them where empty.
    pub remedies: Vec<RemedyId>,
    /// The sum that was said on the phone, minor units: another sum needs another code.
    pub amount_minor: Minor,
    /// The points that were said.
    pub points: Points,
    /// 批示原话.
    pub words: String,
}

/// What an approver says of an approval by phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AnswerPhone {
    /// Which one.
    pub phone: PhoneId,
    /// So it was, or not.
    pub answer: PhoneAnswer,
    /// Why not; may be empty where it was.
    pub words: String,
}

/// What was agreed on the phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Agreed {
    pub amount_minor: Minor,
    pub points: Points,
    pub words: String,
}

/// One approval by phone, and what the approver said of it later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PhoneRecord {
    /// Id.
    pub id: PhoneId,
    /// Under which ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: String,
    /// The step ⑥ that it is.
    pub step: StepId,
    /// In whose name.
    pub approver: UserId,
    /// Their name.
    pub approver_name: String,
    /// Their post.
    pub approver_role: Role,
    /// Who took it down.
    pub entered_by: UserId,
    /// Their name.
    pub entered_by_name: String,
    /// Money that was agreed to, minor units; points not among it.
    pub amount_minor: Minor,
    /// Points that were agreed to.
    pub points: Points,
    /// 批示原话.
    pub words: String,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
    /// What the approver said of it; none while they said nothing.
    pub answer: Option<PhoneAnswer>,
    /// Their words.
    pub answer_words: String,
    /// When they said it.
    pub answered_at_ms: Option<Instant>,
}

/// Somebody whose phone is enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Approver {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Their post.
    pub role: Role,
    /// Until when no code of theirs is taken; may be past.
    pub locked_until_ms: Option<Instant>,
}

/// What the desk needs to take an approval down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PhoneDesk {
    /// Who may be called: enrolled, with the right, and not the person who asks.
    pub approvers: Vec<Approver>,
    /// Steps of half a minute that a code may be off, to either side.
    pub steps_either_side: u32,
    /// Wrong codes in a row that lock.
    pub tries: u32,
}

/// One's own phone and what was approved with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct OwnPhone {
    /// Whether one's post approves at all.
    pub may: bool,
    /// Since when it is enrolled; none where it is not.
    pub enrolled_at_ms: Option<Instant>,
    /// Until when it is locked; may be past.
    pub locked_until_ms: Option<Instant>,
    /// Approvals in one's name that wait for 补签, the oldest first.
    pub waiting: Vec<PhoneRecord>,
    /// All of them, the newest first.
    pub given: Vec<PhoneRecord>,
}

/// Returns a secret made of the shell's entropy, for `session`'s own phone. Nothing is kept.
///
/// Errors: [`Common::NotFound`].
pub fn offer(db: &Db, who: &str, entropy: &[u8; 32]) -> PhoneSecret {
    let secret = &entropy[..code::SECRET_BYTES];
    PhoneSecret { secret: code::written(secret), uri: code::uri(secret, &db.hotel().name, who) }
}

/// What the file keeps of an enrolment: never the secret in the clear, neither here nor in history.
#[derive(Serialize)]
struct Enrolment {
    sealed: String,
    step: i64,
}

/// Enrols the phone of whoever asks, in the place of any before; the code proves that the app has the secret, and is used
/// up. `clock` is the shell's. Forgets wrong codes.
///
/// Errors: [`PhoneRefusal::WrongCode`], [`Common`] naming the field, [`Common::NotAllowed`].
pub fn enrol(store: &Store, request: &Request, input: &EnrolPhone, clock: Instant) -> Result<Done<UserId>> {
    let secret = code::read(&input.secret)?;
    let digits = code::digits(&input.code)?;
    let Found::Fresh { step } = code::found(&secret, &digits, clock, i64::MIN) else {
        return Err(PhoneRefusal::WrongCode { left: None }.into());
    };
    let sealed = store.read_as_house(|db| sealing::seal(db, &owner(request.session.user), &secret))?;
    let kept = Enrolment { sealed, step };
    store.write(request, Op::EnrolPhone, &kept, |tx| enrolled(tx, &kept))
}

fn enrolled(tx: &mut Tx<'_>, kept: &Enrolment) -> Result<UserId> {
    let op = tx.begin(Op::EnrolPhone)?;
    let user = tx.session().user;
    rows::put_secret(tx, user, &kept.sealed, kept.step)?;
    rows::forget_tries(tx, user)?;
    tx.record(op, Change::noted(user, &"phone")?)?;
    Ok(user)
}

/// Records 批示 that somebody gives by phone, with the code they read. `clock` is the shell's.
///
/// The try is counted before the code is looked at, in a commit of its own, so that neither a refused write nor a kill gives
/// a guess for free. The same request again answers the same.
/// Errors: [`PhoneRefusal`], [`crate::tickets::TicketRefusal`], [`Common`].
pub fn approve(store: &Store, request: &Request, input: &PhoneApproval, clock: Instant) -> Result<Done<TicketAnswer>> {
    approve_and(store, request, input, clock, |_| Ok(()))
}

/// Records what [`approve`] records, and `then` what follows from it in the same transaction.
///
/// Errors: those of [`approve`], what `then` answers.
pub fn approve_and(
    store: &Store,
    request: &Request,
    input: &PhoneApproval,
    clock: Instant,
    then: impl FnOnce(&mut Tx<'_>) -> Result<()>,
) -> Result<Done<TicketAnswer>> {
    if let Some(done) = store.answered(request, Op::PhoneApprove, input)? {
        return Ok(done);
    }
    if Op::PhoneApprove.grant(request.session.role) == Grant::None {
        // The write itself refuses and logs it; nothing is counted against the approver.
        return store.write(request, Op::PhoneApprove, input, |tx| approved(tx, input, clock));
    }
    let until = clock.plus_minutes(LOCK_MINUTES);
    let tried = store.upkeep(|db, _| rows::count_try(db, input.approver, clock, TRIES, until))?;
    let Some(tried) = tried else {
        let until = store.read_as_house(|db| rows::locked_until(db, input.approver))?.unwrap_or(until);
        return Err(PhoneRefusal::Locked { until }.into());
    };
    let outcome = store.write(request, Op::PhoneApprove, input, |tx| {
        let answer = approved(tx, input, clock)?;
        then(tx)?;
        Ok(answer)
    });
    match outcome {
        Err(Error::Refused(refusal)) if refusal.code() == PhoneRefusal::WRONG => {
            let left = TRIES - tried;
            Err(if left > 0 { PhoneRefusal::WrongCode { left: Some(left) } } else { PhoneRefusal::Locked { until } }.into())
        }
        Err(Error::Refused(refusal)) => {
            store.upkeep(|db, _| rows::uncount_try(db, input.approver))?;
            Err(Error::Refused(refusal))
        }
        outcome => outcome,
    }
}

fn approved(tx: &mut Tx<'_>, input: &PhoneApproval, clock: Instant) -> Result<TicketAnswer> {
    let op = tx.begin(Op::PhoneApprove)?;
    let before = ticket_rows::case(tx.db(), input.ticket)?;
    rules::may_work(tx.session(), &before)?;
    let approver = approver(tx.db(), tx.session(), input.approver)?;
    let agreed = agreed(&before, input)?;
    let body = rules::checked(&StepBody::Approve {
        remedies: input.remedies.clone(),
        decision: Decision::Approved,
        words: input.words.clone(),
    })?;
    let purse = authority::purse(tx.db(), &approver, input.ticket, tx.business_date())?;
    let act = rules::Act { by: approver.user, ..tickets::act(tx) };
    let after = rules::approve(before.clone(), body, grant(Permission::Approve, approver.role), purse, &act)?;
    let step = fresh_step(tx.db(), input, clock)?;
    rows::use_step(tx, approver.user, step)?;
    rows::forget_tries(tx, approver.user)?;
    let written = ticket_rows::put(tx, Some(&before), &after)?;
    let written = written.ok_or_else(|| Error::Damaged { what: "an approval without its step".to_owned() })?;
    let id: PhoneId = tx.new_id();
    let approval =
        rows::Approval { id, ticket: input.ticket, step: written, approver: approver.user, code_step: step, record: &agreed };
    rows::insert(tx, &approval)?;
    tickets::remember(tx, op, Some(&before), &after)
}

/// Returns the session of the person on the phone, where they may approve at all and are not the person at the desk.
fn approver(db: &Db, desk: &Session, user: UserId) -> Result<Session> {
    let approver = rows::colleague(db, user)?;
    let may = matches!(grant(Permission::Approve, approver.role), Grant::Full | Grant::Limited);
    if !may || desk.user == user { Err(PhoneRefusal::NoApprover.into()) } else { Ok(approver) }
}

/// Returns what is agreed to, where it is what was said on the phone.
fn agreed(case: &rules::Case, input: &PhoneApproval) -> Result<Agreed> {
    let named = |id: &RemedyId| input.remedies.is_empty() || input.remedies.contains(id);
    let waits = case.remedies.iter().filter(|remedy| remedy.state == RemedyState::Awaiting && named(&remedy.id));
    let (mut amount, mut points) = (Some(Minor::ZERO), Some(Points::ZERO));
    for remedy in waits {
        amount = amount.and_then(|sum| sum.plus(if remedy.points > Points::ZERO { Minor::ZERO } else { remedy.amount_minor }));
        points = points.and_then(|sum| sum.plus(remedy.points));
    }
    if (amount, points) != (Some(input.amount_minor), Some(input.points)) {
        return Err(Common::ChangedMeanwhile.into());
    }
    let words = text::required("words", &input.words, text::LINE_MAX)?;
    Ok(Agreed { amount_minor: input.amount_minor, points: input.points, words })
}

fn fresh_step(db: &Db, input: &PhoneApproval, clock: Instant) -> Result<i64> {
    let enrolled = rows::enrolled(db, input.approver)?.ok_or(PhoneRefusal::NotEnrolled)?;
    let secret = sealing::unseal(db, &owner(input.approver), &enrolled.sealed)?;
    match code::found(&secret, &code::digits(&input.code)?, clock, enrolled.used_step) {
        Found::Fresh { step } => Ok(step),
        Found::Used => Err(PhoneRefusal::CodeUsed.into()),
        Found::Wrong => Err(PhoneRefusal::WrongCode { left: None }.into()),
    }
}

/// Records what the approver says of an approval in their name: 补签, or that it was not so. It is said once.
///
/// Errors: [`PhoneRefusal::NotYours`], [`PhoneRefusal::Answered`], [`Common`] naming the field.
pub fn answer(tx: &mut Tx<'_>, input: &AnswerPhone) -> Result<PhoneId> {
    let op = tx.begin(Op::AnswerPhone)?;
    let before = rows::get(tx.db(), input.phone)?;
    if before.approver != tx.session().user {
        return Err(PhoneRefusal::NotYours.into());
    }
    if before.answer.is_some() {
        return Err(PhoneRefusal::Answered.into());
    }
    let words = match input.answer {
        PhoneAnswer::Countersigned => text::optional("words", &input.words, text::LINE_MAX)?,
        PhoneAnswer::Disputed => text::required("words", &input.words, text::LINE_MAX)?,
    };
    rows::insert_answer(tx, input.phone, input.answer, &words)?;
    tx.record(op, Change::noted(before.ticket, &AnswerPhone { words, ..input.clone() })?)?;
    Ok(input.phone)
}

/// Returns who may be called, for `session` at the desk.
///
/// Errors: [`Error::Database`].
pub fn desk(db: &Db, session: &Session) -> Result<PhoneDesk> {
    let mut approvers = rows::approvers(db)?;
    approvers.retain(|one| one.user != session.user && Op::AnswerPhone.grant(one.role) != Grant::None);
    // Whoever holds the right in full is called first.
    approvers.sort_by_key(|one| grant(Permission::Approve, one.role) != Grant::Full);
    Ok(PhoneDesk {
        approvers,
        steps_either_side: u32::try_from(code::STEPS_EITHER_SIDE).unwrap_or_default(),
        tries: u32::try_from(TRIES).unwrap_or_default(),
    })
}

/// Returns one's own phone and what was approved with it.
///
/// Errors: [`Error::Database`].
pub fn own(db: &Db, session: &Session) -> Result<OwnPhone> {
    let (enrolled_at_ms, locked_until_ms) = rows::standing(db, session.user)?;
    Ok(OwnPhone {
        may: Op::EnrolPhone.grant(session.role) != Grant::None,
        enrolled_at_ms,
        locked_until_ms,
        waiting: rows::unanswered(db, session.user, PHONES_SHOWN)?,
        given: rows::of_approver(db, session.user, PHONES_SHOWN)?,
    })
}

/// Returns the approvals that their approver disputed from `from` until before `to`: what 晨会 asks for.
///
/// Errors: [`Error::Database`].
pub fn disputed(db: &Db, from: BusinessDate, to: BusinessDate) -> Result<Vec<PhoneRecord>> {
    rows::disputed(db, from, to)
}

/// Enrols a practice hotel's `user` with [`PRACTICE_SECRET`] and leaves their newest approval waiting for 补签, as if it had
/// come by phone.
///
/// Errors: [`Error::Database`].
pub fn add_practice(tx: &mut Tx<'_>, user: UserId) -> Result<()> {
    let secret = code::read(PRACTICE_SECRET)?;
    let sealed = sealing::seal(tx.db(), &owner(user), &secret)?;
    rows::put_secret(tx, user, &sealed, 0)?;
    let id: PhoneId = tx.new_id();
    rows::add_practice(tx, id, user)
}

fn owner(user: UserId) -> String {
    format!("phone:{user}")
}

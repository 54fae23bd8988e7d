//! What guests ask of their own data, and what they are answered: 查阅复制, 更正, 删除, 撤回同意, 解释说明. The desk writes the wish down
//! as it is said; the data officer answers, with a reason where the answer is no.
//!
//! Source: PIPL art. 44–50; the term is that of GB/T 35273-2020, 8.7: thirty days.

use serde::{Deserialize, Serialize};

use super::{PrivacyRefusal, rows};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{GuestId, RightsRequestId, UserId},
        text::{self, LINE_MAX, NOTE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
    guests, stored_words,
};

/// Days in which a request is answered.
pub const TERM_DAYS: i64 = 30;
/// Most requests that are listed.
pub const LISTED_MAX: u32 = 200;

stored_words! {
    /// What is asked for.
    pub enum Wanted {
        /// 查阅复制
        Copy = "copy",
        /// 更正
        Correct = "correct",
        /// 删除
        Erase = "erase",
        /// 撤回同意
        Withdraw = "withdraw",
        /// 解释说明
        Explain = "explain",
    }
}

stored_words! {
    /// By which way it came.
    pub enum AskedBy {
        /// 当面
        Person = "person",
        /// 电话
        Phone = "phone",
        /// 邮件
        Email = "email",
        /// 信函
        Letter = "letter",
    }
}

stored_words! {
    /// What came of it.
    pub enum RequestOutcome {
        /// 已办
        Done = "done",
        /// 部分办理
        Partly = "partly",
        /// 未同意
        Refused = "refused",
    }
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RightsRequest {
    /// Names it.
    pub id: RightsRequestId,
    /// Whose.
    pub guest_id: GuestId,
    /// What is asked for.
    pub wanted: Wanted,
    /// In the guest's words; for a correction, what shall stand instead.
    pub words: String,
    /// By which way.
    pub channel: AskedBy,
    /// How it was made sure that it is the guest.
    pub identity: String,
    /// On which day.
    pub asked_on: BusinessDate,
    /// The last day for the answer.
    pub due_on: BusinessDate,
    /// Who took it down.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
    /// What came of it; none while it is open.
    pub outcome: Option<RequestOutcome>,
    /// What the guest was answered.
    pub answer: String,
    /// Who answered.
    pub answered_by: Option<UserId>,
    /// When.
    pub answered_at_ms: Option<Instant>,
}

/// Takes a request down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TakeRequest {
    /// Whose.
    pub guest: GuestId,
    /// What is asked for.
    pub wanted: Wanted,
    /// In the guest's words.
    pub words: String,
    /// By which way.
    pub channel: AskedBy,
    /// How it was made sure that it is the guest.
    pub identity: String,
}

/// Answers a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AnswerRequest {
    /// Which.
    pub request: RightsRequestId,
    /// What came of it.
    pub outcome: RequestOutcome,
    /// What the guest is told.
    pub answer: String,
}

/// A request with the guest's name, for the data officer's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RequestLine {
    /// The request.
    pub request: RightsRequest,
    /// The guest's name; empty where they were erased.
    pub name: String,
    /// Who took it down, as colleagues read it.
    pub by: String,
}

/// Takes a request down. Errors: [`crate::base::error::Common`] naming the field, `not_found`.
pub fn take(tx: &mut Tx<'_>, input: &TakeRequest) -> Result<RightsRequestId> {
    let op = tx.begin(Op::TakeRequest)?;
    let guest = guests::get(tx.db(), merged::current(tx.db(), input.guest)?)?;
    let request = RightsRequest {
        id: tx.new_id(),
        guest_id: guest.id,
        wanted: input.wanted,
        words: match input.wanted {
            Wanted::Correct => text::required("words", &input.words, NOTE_MAX)?,
            _ => text::optional("words", &input.words, NOTE_MAX)?,
        },
        channel: input.channel,
        identity: text::required("identity", &input.identity, LINE_MAX)?,
        asked_on: tx.business_date(),
        due_on: tx.business_date().plus_days(TERM_DAYS),
        by_user: tx.session().user,
        at_ms: tx.at(),
        business_date: tx.business_date(),
        outcome: None,
        answer: String::new(),
        answered_by: None,
        answered_at_ms: None,
    };
    rows::insert_request(tx, &request)?;
    merged::came_for(tx, input.guest, MovedKind::Request, request.id)?;
    tx.record(op, Change::added(request.id, &request)?.about(guest.id))?;
    Ok(request.id)
}

/// Answers a request, once.
///
/// Errors: [`PrivacyRefusal::Answered`], [`crate::base::error::Common`] naming the field, `not_found`.
pub fn answer(tx: &mut Tx<'_>, input: &AnswerRequest) -> Result<RightsRequestId> {
    let op = tx.begin(Op::AnswerRequest)?;
    let before = rows::request(tx.db(), input.request)?;
    if before.outcome.is_some() {
        return Err(PrivacyRefusal::Answered.into());
    }
    let after = RightsRequest {
        outcome: Some(input.outcome),
        answer: text::required("answer", &input.answer, NOTE_MAX)?,
        answered_by: Some(tx.session().user),
        answered_at_ms: Some(tx.at()),
        ..before.clone()
    };
    rows::put_answer(tx, &after)?;
    tx.record(op, Change::updated(after.id, &before, &after)?.about(after.guest_id))?;
    Ok(after.id)
}

/// Returns the requests, open ones first by their last day, then the newest answered ones.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn list(db: &Db) -> Result<Vec<RequestLine>> {
    rows::requests(db, LISTED_MAX)
}

/// Returns a guest's requests, the newest first. Errors: [`crate::base::error::Error::Database`].
pub fn of_guest(db: &Db, guest: GuestId) -> Result<Vec<RightsRequest>> {
    rows::requests_of(db, guest)
}

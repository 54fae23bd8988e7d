//! 外部投诉: a guest went to 12315, to the tourism authority or to another body, which wants an answer in writing by a day.
//!
//! Owns `ticket_externals`. What came in is never rewritten; its answer is recorded once. It also comes in on a ticket that is
//! closed, and no ticket closes while one is unanswered.
//!
//! Source of the term: 旅游投诉处理办法 (国家旅游局令第 32 号, in force since 2010-07-01), 第十七条: the party complained of answers
//! in writing within 10 日 of being notified. The same decree writes 工作日 where it means working days, so these are calendar
//! days; the day of receipt does not count (民法典 第二百零一条). 市场监督管理投诉举报处理暂行办法 (市场监管总局令第 20 号) binds the
//! authority to 7 and 45 working days and sets the party no term of its own: a house whose authority sets another one says so
//! in the settings. Holidays and
//! the weekends that are worked for them are the house's list in the settings: without one Monday to Friday count, and a
//! term is never longer than the law's.

pub(crate) mod rows;

use serde::{Deserialize, Serialize};

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Common, Result},
        ids::{ExternalId, TicketId},
        role::Session,
        text::{self, LINE_MAX, NAME_MAX, NOTE_MAX},
        time::{BusinessDate, HotelClock, Instant},
    },
    db::{Db, Tx},
    stored_words,
    tickets::{
        self, InboxLine, TicketAnswer, TicketRefusal, joining, record_facts, rules,
        timing::{
            self,
            calendar::{SpecialDay, is_working_day},
        },
    },
};

/// The most days a term may have.
pub const DAYS_MAX: u16 = 90;

stored_words! {
    /// Where the guest went.
    pub enum ExternalBody {
        /// 12315 市场监管
        Market = "12315",
        /// 旅游投诉 (12301, 文旅部门)
        Tourism = "tourism",
        /// another body, named
        Other = "other",
    }
}

stored_words! {
    /// Which days a term counts.
    pub enum DayCounting {
        /// 日: every day
        Calendar = "calendar",
        /// 工作日: Monday to Friday but holidays, and the weekends that are worked for them
        Working = "working",
    }
}

/// How long the house has for its written answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AnswerTerm {
    /// How many days after the day of receipt, 1 to [`DAYS_MAX`].
    pub days: u16,
    /// Of which.
    pub counting: DayCounting,
}

impl Default for AnswerTerm {
    /// Returns the law's: 10 calendar days.
    fn default() -> Self {
        Self { days: 10, counting: DayCounting::Calendar }
    }
}

impl AnswerTerm {
    /// Returns the last day for the answer to what was received on `received`; `special` are the holidays and the weekends
    /// that are worked.
    pub fn last_day(self, received: BusinessDate, special: &[SpecialDay]) -> BusinessDate {
        let counts = |day: BusinessDate| self.counting == DayCounting::Calendar || is_working_day(special, day.date());
        let days = (1..).map(|ahead| received.plus_days(ahead)).filter(|day| counts(*day));
        days.take(usize::from(self.days)).last().unwrap_or(received)
    }
}

/// What came in from a body outside the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RaiseExternal {
    /// Under which ticket.
    pub ticket: TicketId,
    /// From where.
    pub body: ExternalBody,
    /// The body's own name, where it is another one.
    pub body_name: String,
    /// Its reference: 登记编号, 受理通知书文号.
    pub reference: String,
    /// The day on which the house received it.
    pub received_on: BusinessDate,
    /// What it says, where somebody wrote that down.
    pub words: String,
}

/// The house's answer in writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AnswerExternal {
    /// To what.
    pub external: ExternalId,
    /// The day on which it went.
    pub answered_on: BusinessDate,
    /// How it was sent: 平台, 邮寄 with its number, 当面.
    pub sent_how: String,
    /// What it says in short.
    pub words: String,
}

/// One complaint to a body outside, with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct External {
    /// Id.
    pub id: ExternalId,
    /// From where.
    pub body: ExternalBody,
    /// The body's own name; empty where the kind says it.
    pub body_name: String,
    /// Its reference.
    pub reference: String,
    /// When the house received it.
    pub received_on: BusinessDate,
    /// The last day for the answer.
    pub due_on: BusinessDate,
    /// The end of that day in the hotel.
    pub due_ms: Instant,
    /// What it says.
    pub words: String,
    /// Who took it down.
    pub by_name: String,
    /// When.
    pub at_ms: Instant,
    /// The day on which the answer went; none while it is owed.
    pub answered_on: Option<BusinessDate>,
    /// How it was sent.
    pub sent_how: String,
    /// What it said.
    pub answer_words: String,
    /// Who recorded it.
    pub answered_by_name: String,
    /// When that was recorded.
    pub answered_at_ms: Option<Instant>,
}

/// A ticket under which an answer is owed outside the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ExternalOwed {
    /// The ticket's line, open or closed.
    pub line: InboxLine,
    /// What is owed first.
    pub external: External,
}

/// Takes down that a guest went to a body outside; the term for the answer begins. Also under a closed ticket, unless that one
/// counts with another: what is owed would then hold up nothing.
///
/// Errors: [`Common`] naming the field, [`TicketRefusal::MergedInto`], [`TicketRefusal::NotYourDepartment`], `not_found`.
pub fn raise(tx: &mut Tx<'_>, input: &RaiseExternal) -> Result<TicketAnswer> {
    let op = tx.begin(Op::RaiseExternal)?;
    let mut case = tickets::rows::case(tx.db(), input.ticket)?;
    rules::may_work(tx.session(), &case)?;
    joining::counts_itself(tx.db(), input.ticket)?;
    let kept = checked(input, tx.business_date())?;
    let promises = timing::clock_rules(tx.db())?.rules;
    let due_on = promises.answer.last_day(kept.received_on, &promises.days);
    let due = end_of(&tx.hotel().clock, due_on)?;
    let id: ExternalId = tx.new_id();
    rows::insert(tx, id, &kept, due_on, due)?;
    record_facts(tx, op, Change::noted(case.facts.id, &(&kept, due_on))?, &case.facts)?;
    case.owed_outside = true;
    Ok(rules::answer(&case))
}

/// Records the answer that went to the body, once.
///
/// Errors: [`TicketRefusal::AnsweredOutside`] where one is recorded, [`Common`] naming the field,
/// [`TicketRefusal::NotYourDepartment`], `not_found`.
pub fn answer(tx: &mut Tx<'_>, input: &AnswerExternal) -> Result<TicketAnswer> {
    let op = tx.begin(Op::AnswerExternal)?;
    let (ticket, before) = rows::one(tx.db(), input.external)?;
    let case = tickets::rows::case(tx.db(), ticket)?;
    rules::may_work(tx.session(), &case)?;
    if before.answered_on.is_some() {
        return Err(TicketRefusal::AnsweredOutside.into());
    }
    if input.answered_on < before.received_on || input.answered_on > tx.business_date() {
        return Err(Common::BadValue { field: "answered_on" }.into());
    }
    let sent_how = text::required("sent_how", &input.sent_how, LINE_MAX)?;
    let words = text::required("words", &input.words, NOTE_MAX)?;
    let kept = AnswerExternal { sent_how, words, ..input.clone() };
    rows::put_answer(tx, &kept)?;
    record_facts(tx, op, Change::noted(ticket, &kept)?, &case.facts)?;
    Ok(rules::answer(&tickets::rows::case(tx.db(), ticket)?))
}

/// Returns every ticket that `session` may see and under which an answer is owed outside, the first to run out at the top.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn owed(db: &Db, session: &Session) -> Result<Vec<ExternalOwed>> {
    let mut owed = Vec::new();
    for (ticket, external) in rows::unanswered(db)? {
        if let Some(line) = tickets::line(db, session, ticket)? {
            owed.push(ExternalOwed { line, external });
        }
    }
    Ok(owed)
}

fn checked(input: &RaiseExternal, today: BusinessDate) -> Result<RaiseExternal> {
    if input.received_on > today {
        return Err(Common::BadValue { field: "received_on" }.into());
    }
    let body_name = match input.body {
        ExternalBody::Other => text::required("body_name", &input.body_name, NAME_MAX)?,
        ExternalBody::Market | ExternalBody::Tourism => text::optional("body_name", &input.body_name, NAME_MAX)?,
    };
    let reference = text::required("reference", &input.reference, NAME_MAX)?;
    let words = text::optional("words", &input.words, NOTE_MAX)?;
    Ok(RaiseExternal { body_name, reference, words, ..input.clone() })
}

/// Returns the end of a day in the hotel: its midnight, not that of the business day, for the law knows only that.
fn end_of(clock: &HotelClock, day: BusinessDate) -> Result<Instant> {
    let midnight = (0..3).find_map(|hour| clock.at_local(day.plus_days(1).date(), hour, 0));
    midnight.ok_or_else(|| Common::BadValue { field: "received_on" }.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tickets::timing::calendar::special_days;

    fn last_day(received: &str, days: u16, counting: DayCounting) -> String {
        let received = BusinessDate::new(received.parse().expect("a date"));
        AnswerTerm { days, counting }.last_day(received, &[]).to_string()
    }

    #[test]
    fn the_day_of_receipt_does_not_count_and_working_days_leave_weekends_out() {
        use DayCounting::{Calendar, Working};
        assert_eq!(last_day("2026-07-14", 10, Calendar), "2026-07-24");
        assert_eq!(last_day("2026-07-14", 10, Working), "2026-07-28", "two weekends on the way");
        assert_eq!(last_day("2026-07-17", 1, Working), "2026-07-20", "from Friday to Monday");
        assert_eq!(last_day("2026-07-18", 1, Working), "2026-07-20", "received on a Saturday");
        assert_eq!(last_day("2026-12-28", 10, Calendar), "2027-01-07");
    }

    #[test]
    fn working_days_leave_holidays_out_and_take_in_the_weekends_that_are_worked_for_them() {
        let special =
            special_days("2025-09-28 班\n2025-10-01\n2025-10-02\n2025-10-03\n2025-10-06\n2025-10-07\n2025-10-08\n2025-10-11 班");
        let received = BusinessDate::new("2025-09-26".parse().expect("a date"));
        let last = |counting| AnswerTerm { days: 10, counting }.last_day(received, &special.clone().expect("days")).to_string();
        assert_eq!(last(DayCounting::Working), "2025-10-16", "28 to 30 September, 9 to 11 and 13 to 16 October");
        assert_eq!(last(DayCounting::Calendar), "2025-10-06", "日 are days: no holiday makes the law's term longer");
    }

    #[test]
    fn the_law_s_term_is_the_house_s_until_it_says_otherwise() {
        assert_eq!(AnswerTerm::default(), AnswerTerm { days: 10, counting: DayCounting::Calendar });
    }
}

//! Complaints: intake, the inbox, one ticket, its steps, what a person may still give.

use lobby_core::{
    audit::op::Op,
    base::{ids::TicketId, request::RequestKey, time::Instant},
    db::Done,
    flows::compensate,
    tickets::{
        self, Authority, ClockVersion, EditClocks, Escalated, InboxLine, JoinTickets, JoinedTickets, LineAfter, NoteTicket,
        OpenTicket, PauseTicket, Problem, ProblemCode, Promised, RekindTicket, ReopenTicket, Severity, SplitAnswer, SplitTicket,
        StepTicket, Ticket, TicketAnswer, TicketFilter, UnjoinTickets,
        drafts::{self, IntakeDraft, KeptDraft},
        evidence::{self, Evidence, PrintEvidence},
        external::{self, AnswerExternal, ExternalOwed, RaiseExternal},
    },
};
use serde::Serialize;
use specta::Type;
use tauri::State;

use crate::{desk::Desk, fault::Fault};

/// As many tickets as the box lists by their number.
const NUMBERED_SHOWN: u32 = 6;

/// What an intake knows before anything is typed.
#[derive(Serialize, Type)]
pub(crate) struct IntakeFacts {
    /// Every problem code with what it fills in.
    problems: Vec<Problem>,
    /// What each severity promises.
    promised: Vec<SeverityPromise>,
    /// What the signed-in person may still give this month.
    authority: Authority,
}

/// What one severity promises.
#[derive(Serialize, Type)]
pub(crate) struct SeverityPromise {
    severity: Severity,
    promised: Promised,
}

/// Returns what an intake knows before anything is typed.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn intake_facts(desk: State<'_, Desk>) -> Result<IntakeFacts, Fault> {
    desk.read(Op::ReadTickets, |db, reading| {
        let promises = tickets::clock_rules(db)?.rules;
        Ok(IntakeFacts {
            problems: tickets::PROBLEMS.to_vec(),
            promised: Severity::ALL
                .iter()
                .map(|severity| SeverityPromise { severity: *severity, promised: promises.promised(*severity) })
                .collect(),
            authority: tickets::authority(db, &reading.session, None, reading.today)?,
        })
    })
    .await
}

/// Returns the problems that the typed words name, best first: `ls` is 漏水.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn problem_find(desk: State<'_, Desk>, words: String) -> Result<Vec<Problem>, Fault> {
    desk.read(Op::ReadTickets, move |_, _| Ok(tickets::find_problems(&words).into_iter().copied().collect())).await
}

/// Returns the tickets with the same problem in the same room or on its floor.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_same_room(desk: State<'_, Desk>, room: String, problem: ProblemCode) -> Result<Vec<InboxLine>, Fault> {
    desk.read(Op::ReadTickets, move |db, reading| tickets::same_room(db, &reading.session, &room, problem, reading.today)).await
}

/// Returns the tickets whose number begins with the words, the newest first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_numbered(desk: State<'_, Desk>, words: String) -> Result<Vec<InboxLine>, Fault> {
    desk.read(Op::ReadTickets, move |db, reading| tickets::numbered(db, &reading.session, &words, reading.today, NUMBERED_SHOWN))
        .await
}

/// Takes a complaint.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_open(desk: State<'_, Desk>, key: RequestKey, input: OpenTicket) -> Result<Done<TicketAnswer>, Fault> {
    desk.write(key, Op::OpenTicket, input, drafts::save).await
}

/// Keeps what the signed-in person has filled in of an intake; returns when.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn draft_keep(desk: State<'_, Desk>, draft: IntakeDraft) -> Result<Instant, Fault> {
    let at = desk.read(Op::OpenTicket, |_, reading| Ok(reading.at)).await?;
    desk.work(move |store, session| store.upkeep(|db, _| drafts::keep(db, session.user, &draft, at)).map_err(Fault::from))
        .await?;
    Ok(at)
}

/// Returns the intake that the signed-in person began and has not saved.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn draft_kept(desk: State<'_, Desk>) -> Result<Option<KeptDraft>, Fault> {
    desk.read(Op::OpenTicket, |db, reading| drafts::kept(db, reading.session.user)).await
}

/// Returns the tickets of a filter, what is due first at the top; those behind `after` where one is named, at most
/// [`tickets::LINES_MAX`] at once.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_list(
    desk: State<'_, Desk>,
    filter: TicketFilter,
    after: Option<LineAfter>,
) -> Result<Vec<InboxLine>, Fault> {
    desk.read(Op::ReadTickets, move |db, reading| tickets::list_after(db, &reading.session, &filter, after, tickets::LINES_MAX))
        .await
}

/// Returns one ticket whole.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_show(desk: State<'_, Desk>, ticket: TicketId) -> Result<Ticket, Fault> {
    desk.read(Op::ReadTickets, move |db, reading| tickets::show(db, &reading.session, ticket)).await
}

/// Returns what the signed-in person may still give, in this case and this month.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_authority(desk: State<'_, Desk>, ticket: TicketId) -> Result<Authority, Fault> {
    desk.read(Op::ReadTickets, move |db, reading| tickets::authority(db, &reading.session, Some(ticket), reading.today)).await
}

/// Records one of the seven steps, or amends it.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_step(desk: State<'_, Desk>, key: RequestKey, input: StepTicket) -> Result<Done<TicketAnswer>, Fault> {
    desk.write(key, input.body.op(), input, compensate::step).await
}

/// Notes that the house apologised.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_apologise(
    desk: State<'_, Desk>,
    key: RequestKey,
    ticket: TicketId,
) -> Result<Done<TicketAnswer>, Fault> {
    desk.write(key, Op::ApologiseTicket, ticket, |tx, ticket| tickets::apologise(tx, *ticket)).await
}

/// Adds a note, which can only be followed by another.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_note(desk: State<'_, Desk>, key: RequestKey, input: NoteTicket) -> Result<Done<TicketAnswer>, Fault> {
    desk.write(key, Op::NoteTicket, input, tickets::note).await
}

/// Closes a ticket on which nothing is missing, and posts the points that are owed under it.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_close(desk: State<'_, Desk>, key: RequestKey, ticket: TicketId) -> Result<Done<TicketAnswer>, Fault> {
    desk.write(key, Op::CloseTicket, ticket, |tx, ticket| compensate::close_ticket(tx, *ticket)).await
}

/// Says that a ticket is of another kind.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_rekind(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: RekindTicket,
) -> Result<Done<TicketAnswer>, Fault> {
    desk.write(key, Op::RekindTicket, input, tickets::rekind).await
}

/// Opens a closed ticket again, with a reason.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_reopen(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: ReopenTicket,
) -> Result<Done<TicketAnswer>, Fault> {
    desk.write(key, Op::ReopenTicket, input, tickets::reopen).await
}

/// Makes two complaints about one incident count as one.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_join(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: JoinTickets,
) -> Result<Done<JoinedTickets>, Fault> {
    desk.write(key, Op::MergeTickets, input, tickets::join).await
}

/// Takes a merge of two complaints apart.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_unjoin(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: UnjoinTickets,
) -> Result<Done<JoinedTickets>, Fault> {
    desk.write(key, Op::UnmergeTickets, input, tickets::unjoin).await
}

/// Gives the second incident of a complaint a number of its own.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_split(desk: State<'_, Desk>, key: RequestKey, input: SplitTicket) -> Result<Done<SplitAnswer>, Fault> {
    desk.write(key, Op::SplitTicket, input, tickets::split).await
}

/// Returns the complaints that may be about the same incident as this one: of the same guest, room or problem, the likeliest first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_like(desk: State<'_, Desk>, ticket: TicketId) -> Result<Vec<InboxLine>, Fault> {
    desk.read(Op::ReadTickets, move |db, reading| tickets::joining::like(db, &reading.session, ticket)).await
}

/// Lets the clocks of a ticket stand still, with a reason.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_pause(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: PauseTicket,
) -> Result<Done<TicketAnswer>, Fault> {
    desk.write(key, Op::PauseTicket, input, tickets::pause).await
}

/// Lets the clocks of a ticket run again.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_resume(desk: State<'_, Desk>, key: RequestKey, ticket: TicketId) -> Result<Done<TicketAnswer>, Fault> {
    desk.write(key, Op::ResumeTicket, ticket, |tx, ticket| tickets::resume(tx, *ticket)).await
}

/// Returns the open complaints of which somebody has to know by now.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_escalated(desk: State<'_, Desk>) -> Result<Vec<Escalated>, Fault> {
    desk.read(Op::ReadTickets, |db, reading| tickets::escalated(db, &reading.session, reading.at)).await
}

/// Returns every version of the house's promises and hours, the newest first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn clocks_history(desk: State<'_, Desk>) -> Result<Vec<ClockVersion>, Fault> {
    desk.read(Op::ReadTickets, |db, _| tickets::clocks_history(db)).await
}

/// Sets the house's promises and hours.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn clocks_edit(desk: State<'_, Desk>, key: RequestKey, input: EditClocks) -> Result<Done<u32>, Fault> {
    desk.write(key, Op::EditClocks, input, tickets::edit_clocks).await
}

/// Takes down that a guest went to a body outside the house.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn external_raise(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: RaiseExternal,
) -> Result<Done<TicketAnswer>, Fault> {
    desk.write(key, Op::RaiseExternal, input, external::raise).await
}

/// Records the answer that went to a body outside.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn external_answer(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: AnswerExternal,
) -> Result<Done<TicketAnswer>, Fault> {
    desk.write(key, Op::AnswerExternal, input, external::answer).await
}

/// Returns the tickets under which an answer is owed to a body outside.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn external_owed(desk: State<'_, Desk>) -> Result<Vec<ExternalOwed>, Fault> {
    desk.read(Op::ReadTickets, |db, reading| external::owed(db, &reading.session)).await
}

/// Returns a complaint as evidence, once it is remembered who prints it and why.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn evidence_print(desk: State<'_, Desk>, key: RequestKey, input: PrintEvidence) -> Result<Evidence, Fault> {
    let remembered = desk.write(key, Op::PrintEvidence, input, evidence::print).await?;
    desk.read(Op::PrintEvidence, move |db, reading| evidence::printed(db, &reading.session, &remembered)).await
}

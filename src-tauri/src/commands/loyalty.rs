//! Members and their points. Absent on purpose: a credit of any number without a reason, which the command line alone has; here who may
//! adjust gives points for a reason, above the programme's limit with a second person.

use lobby_core::{
    audit::op::Op,
    base::{
        ids::{EntryId, StayId},
        request::RequestKey,
        time::BusinessDate,
    },
    db::Done,
    loyalty::{
        self, Enrol, Enrolled, MemberRef, Posted, Redeem,
        page::{self, MemberPage, MemberQuery},
        proof::{self, Proof, ProofAsked},
        report::{self, LedgerAgrees, ProgrammeReport, ReportAsked, ReportRows, ReportRowsAsked},
        statement::{self, MemberStatement, StatementAsked},
    },
};
use tauri::State;

use crate::{desk::Desk, fault::Fault};

/// Returns a member's page; the statement begins on `since`, or with the oldest posting that is shown.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn member_page(
    desk: State<'_, Desk>,
    member: MemberRef,
    since: Option<BusinessDate>,
) -> Result<MemberPage, Fault> {
    desk.read(Op::ReadMember, move |db, reading| page::page(db, &MemberQuery { member, since, today: reading.today })).await
}

/// Returns one part of a member's statement.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn member_statement(desk: State<'_, Desk>, asked: StatementAsked) -> Result<MemberStatement, Fault> {
    desk.read(Op::ReadMember, move |db, _| statement::read(db, &asked)).await
}

/// Returns a member's statement in one piece, for paper.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn member_statement_whole(desk: State<'_, Desk>, asked: StatementAsked) -> Result<MemberStatement, Fault> {
    desk.read(Op::ReadMember, move |db, _| statement::whole(db, &asked)).await
}

/// Returns a figure of a member's account with every posting that makes it.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn member_proof(desk: State<'_, Desk>, asked: ProofAsked) -> Result<Proof, Fault> {
    desk.read(Op::ReadMember, move |db, _| proof::read(db, &asked)).await
}

/// Returns the programme's report of a period.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn programme_report(desk: State<'_, Desk>, asked: ReportAsked) -> Result<ProgrammeReport, Fault> {
    desk.read(Op::ReadProgrammeReport, move |db, reading| report::read(db, &asked, reading.today)).await
}

/// Returns a page of the rows behind a figure of the programme's report.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn programme_report_rows(desk: State<'_, Desk>, asked: ReportRowsAsked) -> Result<ReportRows, Fault> {
    desk.read(Op::ReadProgrammeReport, move |db, reading| report::rows_of(db, &reading.session, &asked, reading.today)).await
}

/// Returns whether the whole ledger agrees, row by row, and what opens the first row that does not.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ledger_agrees(desk: State<'_, Desk>) -> Result<LedgerAgrees, Fault> {
    desk.read(Op::ReadProgrammeReport, |db, _| report::agrees(db)).await
}

/// Makes a guest a member.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn member_enrol(desk: State<'_, Desk>, key: RequestKey, input: Enrol) -> Result<Done<Enrolled>, Fault> {
    desk.write(key, Op::EnrolMember, input, loyalty::enrol).await
}

/// Credits a departed stay by the programme's formula, once.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn points_earn_stay(desk: State<'_, Desk>, key: RequestKey, input: StayId) -> Result<Done<Posted>, Fault> {
    desk.write(key, Op::EarnPoints, input, |tx, stay| loyalty::earn_stay(tx, *stay)).await
}

/// Redeems points.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn points_redeem(desk: State<'_, Desk>, key: RequestKey, input: Redeem) -> Result<Done<Posted>, Fault> {
    desk.write(key, Op::RedeemPoints, input, loyalty::redeem).await
}

/// Takes a posting back, once.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn points_reverse(desk: State<'_, Desk>, key: RequestKey, input: EntryId) -> Result<Done<Posted>, Fault> {
    desk.write(key, Op::ReversePoints, input, |tx, entry| loyalty::reverse(tx, *entry)).await
}

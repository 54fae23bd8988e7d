//! Members and their points.

use lobby_core::{
    audit::op::Op,
    base::{
        ids::{EntryId, StayId},
        request::RequestKey,
        time::BusinessDate,
    },
    db::Done,
    loyalty::{
        self, EarnPoints, Enrol, Enrolled, Expired, MemberRef, Posted, Redeem,
        page::{self, MemberPage, MemberQuery},
    },
};
use tauri::State;

use crate::{desk::Desk, fault::Fault};

/// Returns a member's page; the statement begins on `since`, or with the oldest posting that is shown.
#[tauri::command]
#[specta::specta]
pub(crate) async fn member_page(
    desk: State<'_, Desk>,
    member: MemberRef,
    since: Option<BusinessDate>,
) -> Result<MemberPage, Fault> {
    desk.read(Op::ReadMember, move |db, reading| page::page(db, &MemberQuery { member, since, today: reading.today })).await
}

/// Makes a guest a member.
#[tauri::command]
#[specta::specta]
pub(crate) async fn member_enrol(desk: State<'_, Desk>, key: RequestKey, input: Enrol) -> Result<Done<Enrolled>, Fault> {
    desk.write(key, Op::EnrolMember, input, loyalty::enrol).await
}

/// Credits points by hand.
#[tauri::command]
#[specta::specta]
pub(crate) async fn points_earn(desk: State<'_, Desk>, key: RequestKey, input: EarnPoints) -> Result<Done<Posted>, Fault> {
    desk.write(key, Op::EarnPoints, input, loyalty::earn_points).await
}

/// Credits a departed stay by the programme's formula, once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn points_earn_stay(desk: State<'_, Desk>, key: RequestKey, input: StayId) -> Result<Done<Posted>, Fault> {
    desk.write(key, Op::EarnPoints, input, |tx, stay| loyalty::earn_stay(tx, *stay)).await
}

/// Redeems points.
#[tauri::command]
#[specta::specta]
pub(crate) async fn points_redeem(desk: State<'_, Desk>, key: RequestKey, input: Redeem) -> Result<Done<Posted>, Fault> {
    desk.write(key, Op::RedeemPoints, input, loyalty::redeem).await
}

/// Takes a posting back, once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn points_reverse(desk: State<'_, Desk>, key: RequestKey, input: EntryId) -> Result<Done<Posted>, Fault> {
    desk.write(key, Op::ReversePoints, input, |tx, entry| loyalty::reverse(tx, *entry)).await
}

/// Posts the expiry of all points whose last day is `input` or earlier.
#[tauri::command]
#[specta::specta]
pub(crate) async fn points_expire(desk: State<'_, Desk>, key: RequestKey, input: BusinessDate) -> Result<Done<Expired>, Fault> {
    desk.write(key, Op::ExpirePoints, input, |tx, on| loyalty::expire(tx, *on)).await
}

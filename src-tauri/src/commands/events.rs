//! Events for members, referrals, the lists of members, and whether a guest may be contacted.

use lobby_core::{
    audit::op::Op,
    base::{
        ids::{ConsentId, EventId, GuestId, InviteId, ReferralId},
        request::RequestKey,
    },
    db::Done,
    guests::{self, ContactConsent, RecordConsent},
    loyalty::{
        Posted,
        events::{
            self, AnswerInvite, AnswerLine, Answered, CallOffEvent, EditEvent, Effect, EventLine, EventPage, GuestEvent,
            InviteAhead, InviteMembers, Invited, MemberEvent, PlanEvent,
        },
        lists::{self, ExportMemberList, MemberList, MemberListAsked, MemberListCount, MemberListExported, MemberListPage},
        referral::{self, ReferMember, ReferralPage, Referred, StrikeReferral},
    },
};
use serde::Serialize;
use specta::Type;
use tauri::State;

use crate::{desk::Desk, fault::Fault, home};

/// Returns the events for members, the one to come or the latest first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn events_list(desk: State<'_, Desk>) -> Result<Vec<EventLine>, Fault> {
    desk.read(Op::ReadEvents, |db, _| events::list(db)).await
}

/// Returns an event with everybody who was asked.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn event_page(desk: State<'_, Desk>, event: EventId) -> Result<EventPage, Fault> {
    desk.read(Op::ReadEvents, move |db, _| events::page(db, event)).await
}

/// Returns all answers to an invite, the first one first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn event_answers(desk: State<'_, Desk>, invite: InviteId) -> Result<Vec<AnswerLine>, Fault> {
    desk.read(Op::ReadEvents, move |db, _| events::course(db, invite)).await
}

/// Returns what came of an event so far.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn event_effect(desk: State<'_, Desk>, event: EventId) -> Result<Effect, Fault> {
    desk.read(Op::ReadEvents, move |db, reading| events::effect(db, event, reading.today)).await
}

/// Returns the events that a guest was asked to.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_events(desk: State<'_, Desk>, guest: GuestId) -> Result<Vec<GuestEvent>, Fault> {
    desk.read(Op::ReadEvents, move |db, _| events::of_guest(db, guest)).await
}

/// Plans an event.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn event_plan(desk: State<'_, Desk>, key: RequestKey, input: PlanEvent) -> Result<Done<MemberEvent>, Fault> {
    desk.write(key, Op::PlanEvent, input, events::plan).await
}

/// Corrects an event, or puts down what it came to.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn event_edit(desk: State<'_, Desk>, key: RequestKey, input: EditEvent) -> Result<Done<EventId>, Fault> {
    desk.write(key, Op::PlanEvent, input, events::edit).await
}

/// Calls an event off.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn event_call_off(desk: State<'_, Desk>, key: RequestKey, input: CallOffEvent) -> Result<Done<EventId>, Fault> {
    desk.write(key, Op::PlanEvent, input, events::call_off).await
}

/// Returns whom an invite would ask and whom it would leave out.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn event_invite_ahead(desk: State<'_, Desk>, input: InviteMembers) -> Result<InviteAhead, Fault> {
    desk.read(Op::ReadEvents, move |db, reading| events::ahead(db, &input, reading.today)).await
}

/// Asks members to an event.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn event_invite(desk: State<'_, Desk>, key: RequestKey, input: InviteMembers) -> Result<Done<Invited>, Fault> {
    desk.write(key, Op::InviteMembers, input, events::invite).await
}

/// Takes an answer down, or that somebody came.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn event_answer(desk: State<'_, Desk>, key: RequestKey, input: AnswerInvite) -> Result<Done<Answered>, Fault> {
    desk.write(key, Op::AnswerInvite, input, events::answer).await
}

/// Returns a guest's newest word on being contacted.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_consent(desk: State<'_, Desk>, guest: GuestId) -> Result<Option<ContactConsent>, Fault> {
    desk.read(Op::ReadMember, move |db, _| guests::consent_of(db, guest)).await
}

/// Takes down whether a guest may be contacted.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_consent_record(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: RecordConsent,
) -> Result<Done<ConsentId>, Fault> {
    desk.write(key, Op::RecordConsent, input, guests::record_consent).await
}

/// Returns the referrals of one guest.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn member_referrals(desk: State<'_, Desk>, guest: GuestId) -> Result<ReferralPage, Fault> {
    desk.read(Op::ReadMember, move |db, reading| referral::page(db, guest, reading.today)).await
}

/// Takes a referral down.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn member_refer(desk: State<'_, Desk>, key: RequestKey, input: ReferMember) -> Result<Done<Referred>, Fault> {
    desk.write(key, Op::ReferMember, input, referral::refer).await
}

/// Credits the points of a referral by hand, once.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn referral_credit(desk: State<'_, Desk>, key: RequestKey, input: ReferralId) -> Result<Done<Posted>, Fault> {
    desk.write(key, Op::ReferMember, input, |tx, id| referral::credit(tx, *id)).await
}

/// Strikes a referral off.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn referral_strike(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: StrikeReferral,
) -> Result<Done<ReferralId>, Fault> {
    desk.write(key, Op::ReferMember, input, referral::strike).await
}

/// Returns a page of a list of members.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn member_list(desk: State<'_, Desk>, asked: MemberListAsked) -> Result<MemberListPage, Fault> {
    desk.read(Op::ReadMemberLists, move |db, reading| lists::page(db, &asked, reading.today)).await
}

/// Returns how many are on a list; at a million guests that takes longer than its page.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn member_list_count(desk: State<'_, Desk>, list: MemberList) -> Result<MemberListCount, Fault> {
    desk.read(Op::ReadMemberLists, move |db, reading| lists::count(db, list, reading.today)).await
}

/// A list that was taken and where it lies.
#[derive(Serialize, Type)]
pub(crate) struct MemberListFile {
    /// The file's full path.
    path: String,
    /// What was taken.
    exported: MemberListExported,
}

/// Writes a list of members as CSV into the desk's folder.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn member_list_export(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: ExportMemberList,
) -> Result<MemberListFile, Fault> {
    let path = home::listed(desk.home(), &format!("members-{}", input.list.kind), &key)?;
    let file = path.clone();
    let done =
        desk.take_out(key, Op::ExportMemberList, input, move |tx, input, whole| lists::export(tx, input, &file, whole)).await?;
    Ok(MemberListFile { path: path.to_string_lossy().into_owned(), exported: done.value })
}

//! Guests: finding, the card, and what the desk writes down about them.

use lobby_core::{
    audit::op::Op,
    base::{
        document::DocumentMark,
        ids::{ContactId, GuestId, PromiseId, WishMetId},
        request::RequestKey,
        role::Department,
    },
    db::{
        Done,
        openings::{self, Opened},
    },
    flows::wish::{self, TakeWish, WishDropped, WishTaken},
    guests::{
        self, AddContact, AddPromise, DropPreference, EditGuest, MeetWish, NewGuest, PreferenceKind, RemoveContact, Reveal,
        SettlePromise, ShownDocument,
    },
    profile::{
        self, Card,
        listed::{self, Asked, ExportGuestList, GuestListExported, GuestListPage},
    },
};
use serde::Serialize;
use specta::Type;
use tauri::State;

use crate::{desk::Desk, fault::Fault, home};

/// Returns one guest's card.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_card(desk: State<'_, Desk>, guest: GuestId) -> Result<Card, Fault> {
    desk.read(Op::ShowGuest, move |db, reading| profile::card(db, guest, reading.today, reading.session.role)).await
}

/// Returns a page of the list of guests.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_list(desk: State<'_, Desk>, asked: Asked) -> Result<GuestListPage, Fault> {
    desk.read(Op::ReadGuestList, move |db, reading| listed::page(db, &asked, reading.today)).await
}

/// A list that was taken and where it lies.
#[derive(Serialize, Type)]
pub(crate) struct GuestListFile {
    /// The file's full path.
    path: String,
    /// What was taken.
    exported: GuestListExported,
}

/// Writes the list of guests as CSV into the desk's folder.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_list_export(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: ExportGuestList,
) -> Result<GuestListFile, Fault> {
    let path = home::listed(desk.home(), "guests", &key)?;
    let file = path.clone();
    let done =
        desk.take_out(key, Op::ExportGuestList, input, move |tx, input, whole| listed::export(tx, input, &file, whole)).await?;
    Ok(GuestListFile { path: path.to_string_lossy().into_owned(), exported: done.value })
}

/// Remembers that the signed-in person opened a guest's card: what 信息利用率 counts.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_card_opened(desk: State<'_, Desk>, guest: GuestId) -> Result<(), Fault> {
    // Nobody is remembered as having read what they may not read, and no card that is not there.
    let (guest, user, at, today) = desk
        .read(Op::ShowGuest, move |db, reading| Ok((guests::get(db, guest)?.id, reading.session.user, reading.at, reading.today)))
        .await?;
    let opened = Opened { guest, user, at, today };
    desk.work(move |store, _| store.upkeep(|db, _| openings::note(db, &opened)).map_err(Fault::from)).await
}

/// Adds a guest. A document is marked before the write, whose input is remembered: its number is kept nowhere.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_add(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: NewGuest,
    document: Option<ShownDocument>,
) -> Result<Done<GuestId>, Fault> {
    let document = marked(&desk, Op::AddGuest, document).await?;
    desk.write(key, Op::AddGuest, NewGuest { document, ..input }, guests::add).await
}

/// Corrects a guest's data; a document that was shown takes the place of the one that is known.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_edit(
    desk: State<'_, Desk>,
    key: RequestKey,
    mut input: EditGuest,
    document: Option<ShownDocument>,
) -> Result<Done<GuestId>, Fault> {
    if let Some(mark) = marked(&desk, Op::EditGuest, document).await? {
        input.wanted.put_document(mark);
    }
    desk.write(key, Op::EditGuest, input, guests::edit).await
}

async fn marked(desk: &Desk, op: Op, shown: Option<ShownDocument>) -> Result<Option<DocumentMark>, Fault> {
    match shown {
        Some(shown) => desk.read(op, move |db, _| guests::marked(db, &shown)).await.map(Some),
        None => Ok(None),
    }
}

/// Adds a contact to a guest.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn contact_add(desk: State<'_, Desk>, key: RequestKey, input: AddContact) -> Result<Done<ContactId>, Fault> {
    desk.write(key, Op::AddContact, input, guests::add_contact).await
}

/// Takes a contact away.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn contact_remove(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: RemoveContact,
) -> Result<Done<ContactId>, Fault> {
    desk.write(key, Op::RemoveContact, input, guests::remove_contact).await
}

/// A contact in the clear, for as long as the page shows it.
#[derive(Serialize, Type)]
pub(crate) struct Revealed {
    value: String,
    done: Done<ContactId>,
}

/// Shows a contact in the clear; who asked, when and why is remembered.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn contact_reveal(desk: State<'_, Desk>, key: RequestKey, input: Reveal) -> Result<Revealed, Fault> {
    let done = desk.write(key, Op::RevealContact, input, guests::reveal).await?;
    let remembered = done.clone();
    let value = desk.read(Op::RevealContact, move |db, _| guests::revealed(db, &remembered)).await?;
    Ok(Revealed { value, done })
}

/// Writes a preference or wish down, with the task of the department that it concerns.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn wish_take(desk: State<'_, Desk>, key: RequestKey, input: TakeWish) -> Result<Done<WishTaken>, Fault> {
    desk.write(key, Op::AddPreference, input, wish::take_wish).await
}

/// Whom a wish of a kind concerns.
#[derive(Serialize, Type)]
pub(crate) struct WishConcerns {
    kind: PreferenceKind,
    department: Option<Department>,
}

/// Returns whom each kind of wish concerns.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) fn wish_concerns() -> Vec<WishConcerns> {
    PreferenceKind::ALL.iter().map(|kind| WishConcerns { kind: *kind, department: wish::department_of(*kind) }).collect()
}

/// Takes a wish away, and with it what a department was still to do for it; its history stays.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn preference_drop(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: DropPreference,
) -> Result<Done<WishDropped>, Fault> {
    desk.write(key, Op::DropPreference, input, wish::drop_wish).await
}

/// Says that a wish was met today.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn wish_meet(desk: State<'_, Desk>, key: RequestKey, input: MeetWish) -> Result<Done<WishMetId>, Fault> {
    desk.write(key, Op::MeetWish, input, guests::meet_wish).await
}

/// Writes a promise down.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn promise_add(desk: State<'_, Desk>, key: RequestKey, input: AddPromise) -> Result<Done<PromiseId>, Fault> {
    desk.write(key, Op::AddPromise, input, guests::add_promise).await
}

/// Settles a promise with its reason (F8 兑现承诺).
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn promise_settle(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: SettlePromise,
) -> Result<Done<PromiseId>, Fault> {
    desk.write(key, Op::SettlePromise, input, guests::settle_promise).await
}

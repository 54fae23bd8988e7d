//! What moves points beside the desk's own credits and redemptions: adjustments, promises, dated runs, and whose account is
//! whose own.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result as CoreResult,
        ids::{EntryId, UserId},
        request::{Request, RequestKey},
        role::{Confirmed, Session},
        time::BusinessDate,
    },
    db::{Done, Store, Tx},
    flows::own_account::{self, LinkOwnAccount, OwnAccount},
    loyalty::{
        Expired, Posted,
        adjust::{self, AdjustPoints, TakeBack},
        departures::{self, DeparturesCredited, DeparturesPreview},
        expiry::{self, ExpiryPreview, RunExpiry},
        late::{self, CreditLate},
        pending::{self, DueLine, DuePosted, VoidPending},
    },
    staff,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use specta::Type;
use tauri::State;

use crate::{
    desk::{Desk, machine_now, seed},
    fault::Fault,
};

/// Who confirms at the same desk, with their own PIN; whoever is signed in stays signed in.
#[derive(Deserialize, Type)]
pub(crate) struct SecondPerson {
    /// What they sign in with.
    sign_in: String,
    pin: String,
}

/// An adjustment, and who confirms it where somebody must.
#[derive(Deserialize, Type)]
pub(crate) struct AdjustedByTwo {
    adjust: AdjustPoints,
    second: Option<SecondPerson>,
}

/// An adjustment that is taken back, and who confirms it where somebody must.
#[derive(Deserialize, Type)]
pub(crate) struct TakenBackByTwo {
    back: TakeBack,
    second: Option<SecondPerson>,
}

/// A late credit, and who confirms it where somebody must.
#[derive(Deserialize, Type)]
pub(crate) struct CreditedLateByTwo {
    late: CreditLate,
    second: Option<SecondPerson>,
}

/// One person's request with what another confirmed.
struct ByTwo<'s> {
    store: &'s Store,
    session: &'s Session,
    second: Option<Confirmed>,
}

impl<'s> ByTwo<'s> {
    /// Checks the second person's PIN, before any transaction: a wrong one costs what it costs at the sign-in.
    fn at(store: &'s Store, session: &'s Session, second: Option<&SecondPerson>) -> CoreResult<Self> {
        let confirm = |second: &SecondPerson| staff::confirm(store, &second.sign_in, &second.pin, machine_now());
        Ok(Self { store, session, second: second.map(confirm).transpose()? })
    }

    fn user(&self) -> Option<UserId> {
        self.second.as_ref().map(Confirmed::user)
    }

    fn write<I: Serialize, T: Serialize + DeserializeOwned>(
        &self,
        key: RequestKey,
        op: Op,
        input: &I,
        run: impl FnOnce(&mut Tx<'_>, Option<&Confirmed>) -> CoreResult<T>,
    ) -> Result<Done<T>, Fault> {
        let at = self.store.hotel().now(machine_now());
        let request = Request { key, at, session: self.session.clone(), seed: seed()? };
        Ok(self.store.write(&request, op, input, |tx| run(tx, self.second.as_ref()))?)
    }
}

/// Gives points to a member or takes them, for a reason.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn points_adjust(desk: State<'_, Desk>, key: RequestKey, input: AdjustedByTwo) -> Result<Done<Posted>, Fault> {
    desk.work(move |store, session| {
        let two = ByTwo::at(store, session, input.second.as_ref())?;
        let wanted = AdjustPoints { second: two.user(), ..input.adjust };
        two.write(key, Op::AdjustPoints, &wanted, |tx, second| adjust::adjust(tx, &wanted, second))
    })
    .await
}

/// Takes an adjustment back, once.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn points_take_back(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: TakenBackByTwo,
) -> Result<Done<Posted>, Fault> {
    desk.work(move |store, session| {
        let two = ByTwo::at(store, session, input.second.as_ref())?;
        let wanted = TakeBack { second: two.user(), ..input.back };
        two.write(key, Op::AdjustPoints, &wanted, |tx, second| adjust::take_back(tx, &wanted, second))
    })
    .await
}

/// Credits a stay that is past the programme's days, for a reason.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn points_credit_late(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: CreditedLateByTwo,
) -> Result<Done<Posted>, Fault> {
    desk.work(move |store, session| {
        let two = ByTwo::at(store, session, input.second.as_ref())?;
        let wanted = CreditLate { second: two.user(), ..input.late };
        two.write(key, Op::CreditLate, &wanted, |tx, second| late::credit_late(tx, &wanted, second))
    })
    .await
}

/// Returns what an expiry run on `on` would take, on the hotel's day where none is named.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn expiry_preview(desk: State<'_, Desk>, on: Option<BusinessDate>) -> Result<ExpiryPreview, Fault> {
    desk.read(Op::ReadRuns, move |db, reading| expiry::preview(db, on.unwrap_or(reading.today), reading.today)).await
}

/// Posts the expiry of all points whose last day is the run's or earlier.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn points_expire(desk: State<'_, Desk>, key: RequestKey, input: RunExpiry) -> Result<Done<Expired>, Fault> {
    desk.write(key, Op::ExpirePoints, input, expiry::run).await
}

/// Returns what a run on `on` would credit of departures that files brought, on the hotel's day where none is named.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn departures_preview(desk: State<'_, Desk>, on: Option<BusinessDate>) -> Result<DeparturesPreview, Fault> {
    desk.read(Op::ReadRuns, move |db, reading| {
        departures::preview(db, on.unwrap_or(reading.today), (reading.today, reading.session.user))
    })
    .await
}

/// Credits the departures of members that files brought, by `input` at the latest.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn departures_credit(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: BusinessDate,
) -> Result<Done<DeparturesCredited>, Fault> {
    desk.write(key, Op::CreditDepartures, input, |tx, on| departures::run(tx, *on)).await
}

/// Returns the dated promises that are pending.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn pending_due(desk: State<'_, Desk>) -> Result<Vec<DueLine>, Fault> {
    desk.read(Op::ReadRuns, |db, _| pending::dated(db)).await
}

/// Posts every promise whose day is `input` or earlier.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn pending_post_due(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: BusinessDate,
) -> Result<Done<DuePosted>, Fault> {
    desk.write(key, Op::PostDue, input, |tx, on| pending::post_due(tx, *on)).await
}

/// Voids a dated promise, for a reason.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn pending_void(desk: State<'_, Desk>, key: RequestKey, input: VoidPending) -> Result<Done<EntryId>, Fault> {
    desk.write(key, Op::AdjustPoints, input, pending::void_promise).await
}

/// Says which member's account is a colleague's own, or that none is.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn own_guest_link(desk: State<'_, Desk>, key: RequestKey, input: LinkOwnAccount) -> Result<Done<UserId>, Fault> {
    desk.write(key, Op::LinkOwnGuest, input, own_account::link).await
}

/// Returns the colleagues whose own account is known.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn own_guests(desk: State<'_, Desk>) -> Result<Vec<OwnAccount>, Fault> {
    desk.read(Op::LinkOwnGuest, |db, _| own_account::known(db)).await
}

//! What the data officer does for guests: requests, copies, erasure, consents, holds, retention, papers.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use lobby_core::{
    audit::op::Op,
    backup::{self, house},
    base::{
        error::Result as CoreResult,
        files,
        ids::{GuestId, HoldId, PaperId, PurposeConsentId, RightsRequestId},
        request::{Request, RequestKey},
        role::Session,
        time::BusinessDate,
    },
    db::{Done, Store},
    guests,
    i18n::{self, Locale},
    privacy::{
        consents::{self, ConsentText, PurposeConsent, PurposeStanding, RecordPurpose, SetConsentText},
        copy::{self, CopyGuest},
        erase::{self, Around, EraseGuest, Erased, ErasureDone, ErasureForeseen, Followed},
        holds::{self, HoldGuest, LegalHold, ReleaseGuest},
        papers::{self, PrivacyPaper, WritePaper},
        reads::{self, AskedReads, Reads},
        requests::{self, AnswerRequest, RequestLine, RightsRequest, TakeRequest},
        retention::{self, RetentionForeseen, RetentionRun, RetentionVersion, RunRetention, SignRetention},
    },
};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::State;

use crate::{
    desk::{Desk, machine_now, seed},
    fault::Fault,
    home,
};

/// A child for whom no guardian's word stands.
#[derive(Serialize, Type)]
pub(crate) struct ChildLine {
    guest: GuestId,
    name: String,
}

/// Everything that the data officer looks at first.
#[derive(Serialize, Type)]
pub(crate) struct PrivacyOverview {
    requests: Vec<RequestLine>,
    erasures: Vec<Erased>,
    texts: Vec<ConsentText>,
    retention: Option<RetentionVersion>,
    children: Vec<ChildLine>,
    papers: Vec<PrivacyPaper>,
}

/// How one guest stands.
#[derive(Serialize, Type)]
pub(crate) struct GuestPrivacy {
    guest: GuestId,
    name: String,
    standing: Vec<PurposeStanding>,
    words: Vec<PurposeConsent>,
    holds: Vec<LegalHold>,
    requests: Vec<RightsRequest>,
}

/// An erasure, and the acting person's own PIN, given again.
#[derive(Deserialize, Type)]
pub(crate) struct EraseByPin {
    erase: EraseGuest,
    pin: String,
}

/// A copy, and the folder that it is written into.
#[derive(Deserialize, Type)]
pub(crate) struct CopyInto {
    copy: CopyGuest,
    folder: String,
    language: Locale,
}

/// The files of a copy.
#[derive(Serialize, Deserialize, Type)]
pub(crate) struct CopyWritten {
    page: String,
    document: String,
    entries: u32,
}

/// Rules, and the general manager's own PIN, given again.
#[derive(Deserialize, Type)]
pub(crate) struct SignByPin {
    sign: SignRetention,
    pin: String,
}

/// A run, and the acting person's own PIN, given again.
#[derive(Deserialize, Type)]
pub(crate) struct RunByPin {
    run: RunRetention,
    pin: String,
}

/// What a run did, in the file and beside it.
#[derive(Serialize, Deserialize, Type)]
pub(crate) struct RetentionDone {
    run: RetentionRun,
    followed: Followed,
}

/// Returns what the data officer looks at first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn privacy_overview(desk: State<'_, Desk>) -> Result<PrivacyOverview, Fault> {
    desk.read(Op::ReadPrivacy, |db, reading| {
        let children = consents::children_without_guardian(db, reading.today)?;
        let named = |guest| Ok(ChildLine { guest, name: guests::get(db, guest)?.name });
        Ok(PrivacyOverview {
            requests: requests::list(db)?,
            erasures: erase::all(db)?,
            texts: consents::texts(db)?,
            retention: retention::current(db)?,
            children: children.into_iter().map(named).collect::<CoreResult<_>>()?,
            papers: papers::list(db)?,
        })
    })
    .await
}

/// Returns who read what of whom, the newest first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn privacy_reads(desk: State<'_, Desk>, asked: AskedReads) -> Result<Reads, Fault> {
    desk.read(Op::ReadPrivacy, move |db, _| reads::reads(db, &asked)).await
}

/// Returns how one guest stands.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn privacy_guest(desk: State<'_, Desk>, guest: GuestId) -> Result<GuestPrivacy, Fault> {
    desk.read(Op::ReadConsents, move |db, _| {
        let guest = lobby_core::db::merged::current(db, guest)?;
        Ok(GuestPrivacy {
            guest,
            name: guests::get(db, guest)?.name,
            standing: consents::of_guest(db, guest)?,
            words: consents::words_of(db, guest)?,
            holds: holds::of_guest(db, guest)?,
            requests: requests::of_guest(db, guest)?,
        })
    })
    .await
}

/// Returns what erasing a guest would do; nothing is erased.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn erasure_foresee(desk: State<'_, Desk>, guest: GuestId) -> Result<ErasureForeseen, Fault> {
    desk.work(move |store, session| {
        let hotel = store.hotel();
        let today = hotel.clock.business_date(hotel.now(machine_now()));
        Ok(erase::foresee(store, session, guest, today)?)
    })
    .await
}

/// Erases a guest, whole.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn erasure_carry_out(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: EraseByPin,
) -> Result<Done<ErasureDone>, Fault> {
    let packages = home::packages(desk.home());
    desk.work_by_pin(input.pin, move |store, session, confirmed| {
        let request = request(store, session, key)?;
        beside(store, &packages, "core.privacy.replaced", |around| {
            erase::carry_out(store, &request, &input.erase, confirmed, around, &mut |_| ControlFlow::Continue(()))
        })
    })
    .await
}

/// Writes a guest's copy into a folder, as a page and as a document.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_copy(desk: State<'_, Desk>, key: RequestKey, input: CopyInto) -> Result<Done<CopyWritten>, Fault> {
    desk.work(move |store, session| {
        let request = request(store, session, key)?;
        let folder = home::chosen_folder(&input.folder)?;
        let done = store.write(&request, Op::CopyGuest, &input.copy, |tx| {
            let granted = copy::grant(tx, &input.copy)?;
            // A copy that is remembered and lies nowhere would be a lie of the log.
            files::may_write(folder)?;
            Ok(granted)
        })?;
        let copy = store.read_as_house(|db| copy::granted(db, &done, input.language))?;
        let written = CopyWritten {
            page: put(&folder.join(format!("{}.html", copy.name)), &copy.page)?,
            document: put(&folder.join(format!("{}.json", copy.name)), &copy.document)?,
            entries: copy.entries,
        };
        Ok(Done { value: written, changed: done.changed, seq: done.seq })
    })
    .await
}

/// Places a legal hold.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn hold_place(desk: State<'_, Desk>, key: RequestKey, input: HoldGuest) -> Result<Done<HoldId>, Fault> {
    desk.write(key, Op::HoldGuest, input, holds::hold).await
}

/// Ends a legal hold.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn hold_release(desk: State<'_, Desk>, key: RequestKey, input: ReleaseGuest) -> Result<Done<HoldId>, Fault> {
    desk.write(key, Op::ReleaseGuest, input, holds::release).await
}

/// Takes a guest's request down.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn request_take(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: TakeRequest,
) -> Result<Done<RightsRequestId>, Fault> {
    desk.write(key, Op::TakeRequest, input, requests::take).await
}

/// Answers a guest's request.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn request_answer(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: AnswerRequest,
) -> Result<Done<RightsRequestId>, Fault> {
    desk.write(key, Op::AnswerRequest, input, requests::answer).await
}

/// Takes a guest's word on a purpose down.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn purpose_record(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: RecordPurpose,
) -> Result<Done<PurposeConsentId>, Fault> {
    desk.write(key, Op::RecordPurpose, input, consents::record).await
}

/// Sets the text of a purpose.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn consent_text_set(desk: State<'_, Desk>, key: RequestKey, input: SetConsentText) -> Result<Done<u32>, Fault> {
    desk.write(key, Op::SetConsentText, input, consents::set_text).await
}

/// Returns what a run of the retention rules on a day would do, on the hotel's day where none is named.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn retention_foresee(desk: State<'_, Desk>, on: Option<BusinessDate>) -> Result<RetentionForeseen, Fault> {
    desk.read(Op::ReadPrivacy, move |db, reading| retention::foresee(db, on.unwrap_or(reading.today), reading.today)).await
}

/// Signs retention rules.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn retention_sign(desk: State<'_, Desk>, key: RequestKey, input: SignByPin) -> Result<Done<u32>, Fault> {
    desk.work_by_pin(input.pin, move |store, session, confirmed| {
        let request = request(store, session, key)?;
        Ok(store.write(&request, Op::SignRetention, &input.sign, |tx| retention::sign(tx, &input.sign, confirmed))?)
    })
    .await
}

/// Runs the retention rules.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn retention_run(desk: State<'_, Desk>, key: RequestKey, input: RunByPin) -> Result<Done<RetentionDone>, Fault> {
    let packages = home::packages(desk.home());
    desk.work_by_pin(input.pin, move |store, session, confirmed| {
        let request = request(store, session, key)?;
        let done = store.write(&request, Op::RunRetention, &input.run, |tx| retention::run(tx, &input.run, confirmed))?;
        let followed = beside(store, &packages, "core.privacy.replaced", |around| {
            erase::follow(store, &request, &done.value.erased, around, &mut |_| ControlFlow::Continue(()))
        })?;
        Ok(Done { value: RetentionDone { run: done.value, followed }, changed: done.changed, seq: done.seq })
    })
    .await
}

/// Writes a breach report or an impact assessment, or its next version.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn paper_write(desk: State<'_, Desk>, key: RequestKey, input: WritePaper) -> Result<Done<PaperId>, Fault> {
    desk.write(key, Op::WritePaper, input, papers::write).await
}

fn request(store: &Store, session: &Session, key: RequestKey) -> Result<Request, Fault> {
    Ok(Request { key, at: store.hotel().now(machine_now()), session: session.clone(), seed: seed()? })
}

/// Runs what goes on beside the file: the folders of backups, and where packages are written.
fn beside<T>(store: &Store, packages: &Path, why: &str, run: impl FnOnce(&Around<'_>) -> CoreResult<T>) -> Result<T, Fault> {
    fs::create_dir_all(packages).map_err(|source| Fault::from(files::failed("create", packages, source)))?;
    let folders: [PathBuf; 2] = [backup::folder_of(store.path()), house::in_use(store)?];
    let backups = [folders[0].as_path(), folders[1].as_path()];
    let distinct = if folders[0] == folders[1] { &backups[..1] } else { &backups[..] };
    let why = i18n::text(Locale::ZhCn, why, &[]);
    Ok(run(&Around { backups: distinct, packages, why: &why })?)
}

fn put(path: &Path, text: &str) -> Result<String, Fault> {
    use std::io::Write as _;
    files::write_whole(path, |out| out.write_all(text.as_bytes()).map_err(|source| files::failed("write", path, source)))?;
    Ok(path.display().to_string())
}

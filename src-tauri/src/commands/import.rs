//! Files of stays: shown first, imported with progress and a cancel, taken back as a whole.

use std::{
    ops::ControlFlow,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use lobby_core::{
    audit::{chain::Head, op::Op, permission::Grant},
    base::{
        ids::ImportId,
        request::{Request, RequestKey},
    },
    db::{Done, Store},
    import::{
        self, Chosen, HowToRead, Import, Progress, Survey, Watch,
        apply::Applied,
        folder::{self, WatchFolder, Watched},
        foreseen::{self, Foreseen},
        landed::Landed,
        plan::{Job, Preview},
        quality::{self, AskedFinding, ExportImportReport, FindingRow, Quality, SourceQuality},
        undo::{UndoImport, Undone},
    },
    staff,
    stats::{self, Asked, Stats},
};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{State, ipc::Channel};

use crate::{
    desk::{Desk, machine_now, seed},
    fault::Fault,
    home,
};

/// Imports that the page lists.
const IMPORTS_LISTED: u32 = 100;

/// The file that was chosen and how it is to be read.
#[derive(Debug, Deserialize, Type)]
pub(crate) struct ImportFile {
    path: String,
    how: HowToRead,
    chosen: Chosen,
}

/// Returns what an import of the file would do; nothing is written.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn import_preview(
    desk: State<'_, Desk>,
    file: ImportFile,
    progress: Channel<Progress>,
) -> Result<Preview, Fault> {
    let cancel = desk.new_job();
    desk.work(move |store, session| {
        let mut report = reporting(progress, cancel);
        let mut watch = Watch::new(&mut report);
        let today = store.hotel().clock.business_date(store.hotel().now(machine_now()));
        Ok(store.read(session, Op::PreviewImport, |db| {
            let survey = surveyed(&file, &mut watch)?;
            let job = Job { survey: &survey, how: &file.how, refused_to: None };
            import::preview(db, &job, today, &mut watch)
        })?)
    })
    .await
}

/// Imports the file as one operation.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn import_apply(
    desk: State<'_, Desk>,
    key: RequestKey,
    file: ImportFile,
    progress: Channel<Progress>,
) -> Result<Done<Applied>, Fault> {
    let cancel = desk.new_job();
    desk.work(move |store, session| {
        let mut report = reporting(progress, cancel);
        let mut watch = Watch::new(&mut report);
        let request = Request { key, at: now(store), session: session.clone(), seed: seed()? };
        let survey = surveyed(&file, &mut watch)?;
        let job = Job { survey: &survey, how: &file.how, refused_to: None };
        Ok(store.write(&request, Op::ApplyImport, &job.input(store)?, |tx| import::apply(tx, &job, &mut watch))?)
    })
    .await
}

/// Takes an import back, as far as nobody took up what it brought.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn import_undo(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: UndoImport,
    progress: Channel<Progress>,
) -> Result<Done<Undone>, Fault> {
    let cancel = desk.new_job();
    desk.work(move |store, session| {
        let mut report = reporting(progress, cancel);
        let mut watch = Watch::new(&mut report);
        let request = Request { key, at: now(store), session: session.clone(), seed: seed()? };
        Ok(store.write(&request, Op::UndoImport, &input, |tx| import::undo(tx, &input, &mut watch))?)
    })
    .await
}

/// Returns what taking an import back would restore and what it would leave.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn import_undo_foreseen(desk: State<'_, Desk>, import_id: ImportId) -> Result<Foreseen, Fault> {
    desk.read(Op::PreviewImport, move |db, _| foreseen::foresee(db, import_id)).await
}

/// Returns each source with sums over its imports that stand.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn import_sources(desk: State<'_, Desk>) -> Result<Vec<SourceQuality>, Fault> {
    desk.read(Op::PreviewImport, |db, _| quality::sources(db)).await
}

/// Returns the imports, newest first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn import_list(desk: State<'_, Desk>) -> Result<Vec<Import>, Fault> {
    desk.read(Op::PreviewImport, |db, _| import::list(db, IMPORTS_LISTED)).await
}

/// The watched folder as the settings show it.
#[derive(Debug, Serialize, Type)]
pub(crate) struct FolderShown {
    /// Nothing where no folder is watched.
    watched: Option<Watched>,
    /// Whether it is there now.
    there: bool,
    /// Who set it, by name.
    by_name: String,
    /// Whether they may still import: its files wait where they may not.
    allowed: bool,
}

/// Returns the folder that this desk watches, and how it stands.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn import_folder(desk: State<'_, Desk>) -> Result<FolderShown, Fault> {
    desk.read(Op::PreviewImport, |db, _| {
        let Some(watched) = folder::watched(db)? else {
            return Ok(FolderShown { watched: None, there: false, by_name: String::new(), allowed: true });
        };
        let user = staff::get(db, watched.by_user)?;
        let allowed = user.active && Op::ApplyImport.grant(user.role) != Grant::None;
        let there = Path::new(&watched.folder).is_dir();
        Ok(FolderShown { there, by_name: user.name, allowed, watched: Some(watched) })
    })
    .await
}

/// Sets the folder that this desk watches, or ends it.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn import_folder_watch(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: WatchFolder,
) -> Result<Done<Option<Watched>>, Fault> {
    input.folder.as_deref().map(home::chosen_folder).transpose()?;
    desk.write(key, Op::WatchFolder, input, folder::watch).await
}

/// A file that landed in the watched folder, with its whole path.
#[derive(Debug, Serialize, Type)]
pub(crate) struct LandedShown {
    path: String,
    landed: Landed,
}

/// Returns the files that landed in the watched folder, the latest first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn import_landed(desk: State<'_, Desk>) -> Result<Vec<LandedShown>, Fault> {
    desk.read(Op::PreviewImport, |db, _| {
        let Some(watched) = folder::watched(db)? else { return Ok(Vec::new()) };
        let whole = |name: &str| Path::new(&watched.folder).join(name).to_string_lossy().into_owned();
        let listed = folder::list(db, IMPORTS_LISTED)?;
        Ok(listed.into_iter().map(|landed| LandedShown { path: whole(&landed.file_name), landed }).collect())
    })
    .await
}

/// What an import's file was like, with the chain's head for its print.
#[derive(Debug, Serialize, Type)]
pub(crate) struct ReportShown {
    quality: Quality,
    head: Head,
}

/// Returns what an import's file was like.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn import_report(desk: State<'_, Desk>, import_id: ImportId) -> Result<ReportShown, Fault> {
    desk.read(Op::PreviewImport, move |db, _| Ok(ReportShown { quality: quality::report(db, import_id)?, head: db.head()? }))
        .await
}

/// Returns the first rows behind a number of the report.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn import_report_rows(desk: State<'_, Desk>, asked: AskedFinding) -> Result<Vec<FindingRow>, Fault> {
    desk.read(Op::PreviewImport, move |db, _| quality::rows_of(db, &asked)).await
}

/// Writes the report as CSV into the desk's folder and returns its path.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn import_report_csv(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: ExportImportReport,
) -> Result<String, Fault> {
    let path = home::listed(desk.home(), "import", &key)?;
    let file = path.clone();
    desk.take_out(key, Op::ExportImportReport, input, move |tx, input, whole| quality::export(tx, input, &file, whole)).await?;
    Ok(path.to_string_lossy().into_owned())
}

/// Returns counts and sums over the stays.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn stats_read(desk: State<'_, Desk>, asked: Asked) -> Result<Stats, Fault> {
    desk.read(Op::ReadStats, move |db, _| stats::read(db, &asked)).await
}

fn surveyed(file: &ImportFile, watch: &mut Watch<'_>) -> lobby_core::base::error::Result<Survey> {
    import::survey(Path::new(&file.path), file.chosen, watch)
}

pub(super) fn now(store: &Store) -> lobby_core::base::time::Instant {
    store.hotel().now(machine_now())
}

pub(super) fn reporting(progress: Channel<Progress>, cancel: Arc<AtomicBool>) -> impl FnMut(Progress) -> ControlFlow<()> {
    move |step| {
        // A page that went away hears nothing; the job goes on until the flag stops it.
        let _unheard = progress.send(step);
        if cancel.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

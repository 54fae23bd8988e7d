//! 带入旧积分: a file of points from the system before, shown first, brought in with progress and a cancel, taken out again.

use std::path::Path;

use lobby_core::{
    audit::op::Op,
    base::{error::Result as Read, ids::ImportId, request::RequestKey},
    db::Done,
    export,
    import::{
        self, Chosen, Progress, Survey, Watch,
        balances::{
            self, BalancesBrought, BalancesFile, BalancesJob, BalancesSeen, BalancesTakenOut, TakeOut,
            foreseen::{self, BalancesForeseen},
        },
    },
};
use serde::Deserialize;
use specta::Type;
use tauri::{State, ipc::Channel};

use super::import::reporting;
use crate::{
    desk::{Desk, request},
    fault::Fault,
    home,
};

/// The file that was chosen and how it is brought in.
#[derive(Debug, Deserialize, Type)]
pub(crate) struct BalancesChosen {
    path: String,
    chosen: Chosen,
    /// Whether guests whom the house knows become members under the file's number.
    enrol: bool,
}

impl BalancesChosen {
    fn surveyed(&self, watch: &mut Watch<'_>) -> Read<Survey> {
        import::survey(Path::new(&self.path), self.chosen, watch)
    }
}

/// Returns what bringing the file in would do; nothing is written.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn balances_preview(
    desk: State<'_, Desk>,
    file: BalancesChosen,
    progress: Channel<Progress>,
) -> Result<BalancesSeen, Fault> {
    let cancel = desk.new_job();
    desk.read(Op::ReadBalances, move |db, reading| {
        let mut report = reporting(progress, cancel);
        let mut watch = Watch::new(&mut report);
        let survey = file.surveyed(&mut watch)?;
        let job = BalancesJob { survey: &survey, enrol: file.enrol, refused_to: None };
        balances::preview(db, &job, (reading.session.user, reading.today), &mut watch)
    })
    .await
}

/// Lists the rows that would not be taken in the desk's folder, to be given back, and returns the path.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn balances_left(
    desk: State<'_, Desk>,
    key: RequestKey,
    file: BalancesChosen,
    progress: Channel<Progress>,
) -> Result<String, Fault> {
    let cancel = desk.new_job();
    let path = home::listed(desk.home(), "balances-left", &key)?;
    desk.work(move |store, session| {
        let mut report = reporting(progress, cancel);
        let mut watch = Watch::new(&mut report);
        let survey = file.surveyed(&mut watch)?;
        let job = BalancesJob { survey: &survey, enrol: file.enrol, refused_to: None };
        let (op, input) = (Op::ExportBalancesLeft, job.input(store)?);
        let request = request(store, session.clone(), key)?;
        export::list(store, &request, op, &input, |tx, whole| balances::export_left(tx, &job, &path, whole, &mut watch))?;
        Ok(path.to_string_lossy().into_owned())
    })
    .await
}

/// Brings the file in as one operation.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn balances_bring_in(
    desk: State<'_, Desk>,
    key: RequestKey,
    file: BalancesChosen,
    progress: Channel<Progress>,
) -> Result<Done<BalancesBrought>, Fault> {
    let cancel = desk.new_job();
    desk.work(move |store, session| {
        let mut report = reporting(progress, cancel);
        let mut watch = Watch::new(&mut report);
        let request = request(store, session.clone(), key)?;
        let survey = file.surveyed(&mut watch)?;
        let job = BalancesJob { survey: &survey, enrol: file.enrol, refused_to: None };
        let input = job.input(store)?;
        Ok(store.write(&request, Op::BringInPoints, &input, |tx| balances::bring_in(tx, &job, &mut watch))?)
    })
    .await
}

/// Returns the files that were brought in, the latest first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn balances_list(desk: State<'_, Desk>) -> Result<Vec<BalancesFile>, Fault> {
    desk.read(Op::ReadBalances, |db, _| balances::list(db)).await
}

/// Returns what taking a file out would do.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn balances_foreseen(
    desk: State<'_, Desk>,
    import_id: ImportId,
    progress: Channel<Progress>,
) -> Result<BalancesForeseen, Fault> {
    let cancel = desk.new_job();
    desk.read(Op::ReadBalances, move |db, reading| {
        let mut report = reporting(progress, cancel);
        foreseen::foresee(db, import_id, reading.today, &mut Watch::new(&mut report))
    })
    .await
}

/// Takes out what a file brought, as far as nobody used a point of it.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn balances_take_out(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: TakeOut,
    progress: Channel<Progress>,
) -> Result<Done<BalancesTakenOut>, Fault> {
    let cancel = desk.new_job();
    desk.work(move |store, session| {
        let mut report = reporting(progress, cancel);
        let mut watch = Watch::new(&mut report);
        let request = request(store, session.clone(), key)?;
        Ok(store.write(&request, Op::TakeOutPoints, &input, |tx| balances::take_out(tx, &input, &mut watch))?)
    })
    .await
}

//! Files of stays come in: known answers, the template, hostile files, what staff typed, undo.

mod conflicts;
mod folder;
mod hostile;
mod outcomes;
mod properties;
mod quality;
mod real;
mod refusals;
mod sets;
mod systems;
mod template;
mod undo;
mod workbook;

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use lobby_core::{
    audit::op::Op,
    base::{error::Result, ids::RecordId, role::Role},
    import::{
        self, Chosen, HowToRead, Progress, Watch,
        apply::Applied,
        foreseen::{self, Foreseen},
        plan::{Job, Preview},
        undo::{UndoImport, Undone},
    },
    stats,
};
use serde_json::{Value, json};
use support::hotel::Hotel;

fn on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Writes a file into the hotel's folder and returns its path.
pub(crate) fn file(hotel: &Hotel, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = hotel.path().with_file_name(name);
    std::fs::write(&path, content).expect("a file beside the hotel's");
    path
}

pub(crate) fn apply(hotel: &Hotel, path: &Path) -> Result<Applied> {
    apply_as(hotel, path, &HowToRead::default(), &mut on)
}

fn apply_as(hotel: &Hotel, path: &Path, how: &HowToRead, report: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<Applied> {
    let mut watch = Watch::new(report);
    let survey = import::survey(path, Chosen::default(), &mut watch)?;
    let job = Job { survey: &survey, how, refused_to: None };
    hotel
        .write(Role::DataOfficer, Op::ApplyImport, &job.input(&hotel.store).expect("the key for marks"), |tx| {
            import::apply(tx, &job, &mut watch)
        })
        .map(|done| done.value)
}

fn preview(hotel: &Hotel, path: &Path) -> Result<Preview> {
    let (mut report, how) = (on, HowToRead::default());
    let mut watch = Watch::new(&mut report);
    let survey = import::survey(path, Chosen::default(), &mut watch)?;
    let job = Job { survey: &survey, how: &how, refused_to: None };
    let today = "2026-07-14".parse().expect("a day");
    hotel.store.read_as_house(|db| import::preview(db, &job, today, &mut watch))
}

pub(crate) fn undo(hotel: &Hotel, applied: &Applied) -> Result<Undone> {
    let input = UndoImport { import_id: applied.import_id };
    let mut report = on;
    let mut watch = Watch::new(&mut report);
    let foreseen = hotel.store.read_as_house(|db| foreseen::foresee(db, applied.import_id));
    let done = hotel.write(Role::DataOfficer, Op::UndoImport, &input, |tx| import::undo(tx, &input, &mut watch))?.value;
    as_foreseen(&foreseen.expect("what can be taken back is foreseen"), &done);
    Ok(done)
}

/// What was shown before is what was done.
fn as_foreseen(foreseen: &Foreseen, done: &Undone) {
    let restored = foreseen.restored_stays + foreseen.restored_guests + foreseen.removed_contacts;
    let kept: u64 = foreseen.kept.iter().map(|one| one.rows).sum();
    assert_eq!((foreseen.removed_stays, foreseen.removed_guests), (done.removed, done.removed_guests), "what goes");
    assert_eq!((restored, kept), (done.restored, done.kept), "what is as it was, and what stays");
    let (mut shown, mut left): (Vec<RecordId>, Vec<RecordId>) =
        (foreseen.kept_rows.iter().map(|row| row.record).collect(), done.kept_records.iter().map(|row| row.record).collect());
    shown.sort();
    left.sort();
    assert_eq!(shown, left, "record by record");
}

fn counted(hotel: &Hotel) -> stats::Stats {
    hotel.read(|db| stats::read(db, &stats::Asked::default()))
}

/// Returns what the newest history row of an operation says came of it.
fn said_of(hotel: &Hotel, op: Op) -> Value {
    let sql =
        "SELECT i.body FROM images i JOIN history h ON h.seq = i.seq WHERE i.side = 'after' AND h.op = ?1 ORDER BY h.seq DESC";
    let file = support::outside::opened(&hotel.path(), support::hotel::PASSPHRASE);
    let body: String = file.query_row(sql, [op.word()], |row| row.get(0)).expect("a row of history with its image");
    serde_json::from_str(&body).expect("an image is JSON")
}

/// Returns what history has to say of a list of refused rows.
fn listed(list: &Path, rows: u64) -> Value {
    use sha2::Digest as _;
    let bytes = std::fs::read(list).expect("the list");
    let sha256: String = sha2::Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    json!({ "file_name": list.file_name().expect("a name").to_string_lossy(), "rows": rows, "sha256": sha256 })
}

//! Photos and papers under a complaint. A chosen file is read here, never by the page; what was dropped or pasted comes as
//! base 64.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use lobby_core::{
    audit::op::Op,
    base::{
        error::Error,
        files,
        ids::{AttachmentId, TicketId},
        request::RequestKey,
    },
    db::Done,
    tickets::{
        self,
        attachments::{
            self, AttachFile, Attachment, AttachmentKind, AttachmentRefusal, BYTES_MAX, STANDING_MAX, WithdrawAttachment,
        },
    },
};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{State, ipc::Channel};

use crate::{
    desk::{Desk, blocking},
    fault::Fault,
    home,
};

/// Bytes that are read before it is asked whether to go on.
const PIECE: usize = 256 * 1024;

/// What is kept under a ticket.
#[derive(Serialize, Type)]
pub(crate) struct TicketAttachments {
    /// In the order they came, withdrawn ones included.
    attachments: Vec<Attachment>,
    /// The most bytes of one.
    bytes_max: u32,
    /// The most that may stand.
    standing_max: u32,
}

/// How far the reading of a file is.
#[derive(Debug, Clone, Copy, Serialize, Type)]
pub(crate) struct FileRead {
    /// Bytes so far.
    read: u32,
    /// Bytes of the whole file.
    bytes: u32,
}

/// A picture that was dropped or pasted.
#[derive(Debug, Deserialize, Type)]
pub(crate) struct DroppedFile {
    ticket: TicketId,
    name: String,
    /// What is to be seen.
    words: String,
    /// The bytes, base 64.
    content: String,
}

/// A file that was chosen.
#[derive(Debug, Deserialize, Type)]
pub(crate) struct ChosenFile {
    ticket: TicketId,
    /// Where it lies, from the dialog.
    path: String,
    /// What is to be seen.
    words: String,
}

/// Where an attachment is copied to.
#[derive(Debug, Deserialize, Type)]
pub(crate) struct CopyAttachment {
    attachment: AttachmentId,
    /// The folder, from the dialog.
    folder: String,
}

/// What a copy answers.
#[derive(Debug, Serialize, Type)]
pub(crate) struct AttachmentCopied {
    /// The file's full path.
    path: String,
}

/// Returns what is kept under a ticket, in the order it came, without the bytes; and how much it may be.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn ticket_attachments(desk: State<'_, Desk>, ticket: TicketId) -> Result<TicketAttachments, Fault> {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let (bytes_max, standing_max) = (count(BYTES_MAX), count(STANDING_MAX));
    desk.read(Op::ReadTickets, move |db, reading| {
        let attachments = attachments::of_ticket(db, &reading.session, ticket)?;
        Ok(TicketAttachments { attachments, bytes_max, standing_max })
    })
    .await
}

/// Returns a picture as an address that an image takes: `data:image/jpeg;base64,…`.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn attachment_picture(desk: State<'_, Desk>, attachment: AttachmentId) -> Result<String, Fault> {
    let (one, bytes) =
        desk.read(Op::ReadTickets, move |db, reading| attachments::content(db, &reading.session, attachment)).await?;
    Ok(format!("data:{};base64,{}", media_type(one.kind), STANDARD.encode(bytes)))
}

/// Keeps a file that was chosen, telling how far it is read; `cancel_job` stops it, and nothing is kept.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn attachment_choose(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: ChosenFile,
    progress: Channel<FileRead>,
) -> Result<Done<AttachmentId>, Fault> {
    let cancel = desk.new_job();
    let path = PathBuf::from(input.path);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = blocking(move || {
        read_whole(&path, &cancel, &mut |step| {
            // A page that went away hears nothing; the job itself goes on or is cancelled by the flag.
            let _unheard = progress.send(step);
        })
    })
    .await?;
    kept(&desk, key, input.ticket, (name, input.words), bytes).await
}

/// Keeps a picture that was dropped on the page or pasted.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn attachment_drop(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: DroppedFile,
) -> Result<Done<AttachmentId>, Fault> {
    if input.content.len() / 4 * 3 > BYTES_MAX + 2 {
        return Err(too_large());
    }
    let bytes = STANDARD.decode(input.content).map_err(|_| Fault::refused("attachment_unknown_kind"))?;
    kept(&desk, key, input.ticket, (input.name, input.words), bytes).await
}

/// Takes back what does not belong there; it stays recorded with the reason.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn attachment_withdraw(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: WithdrawAttachment,
) -> Result<Done<AttachmentId>, Fault> {
    desk.write(key, Op::WithdrawAttachment, input, attachments::withdraw).await
}

/// Copies an attachment out of the house's file; who did is remembered. The file is named after its record and its kind.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn attachment_copy(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: CopyAttachment,
) -> Result<Done<AttachmentCopied>, Fault> {
    let (attachment, folder) = (input.attachment, home::chosen_folder(&input.folder)?.to_owned());
    let (one, number) = desk
        .read(Op::CopyAttachment, move |db, reading| {
            let one = attachments::one(db, &reading.session, attachment)?;
            let number = tickets::show(db, &reading.session, one.ticket)?.facts.number;
            Ok((one, number))
        })
        .await?;
    let path = folder.join(format!("{number}-{}.{}", &one.sha256[..8], ending(one.kind)));
    let to = path.clone();
    let done = desk.write(key, Op::CopyAttachment, attachment, move |tx, id| attachments::copy(tx, *id, &to)).await?;
    Ok(Done { value: AttachmentCopied { path: path.display().to_string() }, changed: done.changed, seq: done.seq })
}

async fn kept(
    desk: &Desk,
    key: RequestKey,
    ticket: TicketId,
    said: (String, String),
    bytes: Vec<u8>,
) -> Result<Done<AttachmentId>, Fault> {
    let (name, words) = said;
    let input = AttachFile { ticket, name, words, sha256: attachments::digest(&bytes) };
    desk.write(key, Op::AttachFile, input, move |tx, input| attachments::attach(tx, input, &bytes)).await
}

/// Returns a file whole; one that is too large is refused by its length, before it is read.
fn read_whole(path: &Path, cancel: &AtomicBool, report: &mut dyn FnMut(FileRead)) -> Result<Vec<u8>, Fault> {
    let failed = |source| Fault::from(files::failed("read", path, source));
    let mut file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let bytes = usize::try_from(length).ok().filter(|bytes| *bytes <= BYTES_MAX).ok_or_else(too_large)?;
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let (mut whole, mut piece) = (Vec::with_capacity(bytes), vec![0; PIECE]);
    loop {
        report(FileRead { read: count(whole.len()), bytes: count(bytes) });
        let read = file.read(&mut piece).map_err(failed)?;
        if read == 0 {
            return Ok(whole);
        }
        whole.extend_from_slice(&piece[..read]);
        if whole.len() > BYTES_MAX {
            // It grew while it was read.
            return Err(too_large());
        }
        if cancel.load(Ordering::Relaxed) {
            return Err(Fault::refused("cancelled"));
        }
    }
}

fn too_large() -> Fault {
    Error::from(AttachmentRefusal::TooLarge).into()
}

fn media_type(kind: AttachmentKind) -> &'static str {
    match kind {
        AttachmentKind::Jpeg => "image/jpeg",
        AttachmentKind::Png => "image/png",
        AttachmentKind::Webp => "image/webp",
        AttachmentKind::Heic => "image/heic",
        AttachmentKind::Pdf => "application/pdf",
    }
}

fn ending(kind: AttachmentKind) -> &'static str {
    match kind {
        AttachmentKind::Jpeg => "jpg",
        AttachmentKind::Png => "png",
        AttachmentKind::Webp => "webp",
        AttachmentKind::Heic => "heic",
        AttachmentKind::Pdf => "pdf",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_whole_told_of_and_stopped() {
        let path = std::env::temp_dir().join(format!("lobby-read-{}", std::process::id()));
        std::fs::write(&path, vec![7; PIECE * 2 + 1]).expect("a file");
        let mut told = Vec::new();
        let whole = read_whole(&path, &AtomicBool::new(false), &mut |step| told.push(step.read)).expect("read");
        assert_eq!((whole.len(), told.len()), (PIECE * 2 + 1, 4), "each piece is told of, and the end");
        assert_eq!(told.last(), Some(&(u32::try_from(whole.len()).expect("small"))));
        let stopped = read_whole(&path, &AtomicBool::new(true), &mut |_| {}).expect_err("cancelled");
        assert_eq!(stopped.code(), "cancelled");
        std::fs::write(&path, vec![7; BYTES_MAX + 1]).expect("a file");
        let large = read_whole(&path, &AtomicBool::new(false), &mut |_| panic!("nothing of it is read")).expect_err("refused");
        assert_eq!(large.code(), "attachment_too_large");
        std::fs::remove_file(&path).expect("the file was a temporary one");
    }
}

//! `ticket attach`, `ticket attachments`, `ticket attachment`, `ticket withdraw-attachment`: photos and papers under a complaint.

use std::{fs::File, io::Read as _, path::PathBuf};

use clap::Args;
use lobby_core::{
    audit::op::Op,
    base::ids::AttachmentId,
    tickets::attachments::{self, AttachFile, BYTES_MAX, WithdrawAttachment},
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    files::shown,
    stop::{Outcome, Stop},
    tickets::named,
};

/// Keep a photo (JPEG, PNG, WEBP, HEIC) or a PDF under a ticket
#[derive(Debug, Args)]
pub(crate) struct Attach {
    /// Number or record id
    ticket: String,
    // Not `file`: that name is the hotel's file on every command.
    /// The file: at most 8 MB
    #[arg(value_name = "FILE")]
    photo: PathBuf,
    /// What is to be seen
    #[arg(long, default_value = "")]
    words: String,
}

/// List what is kept under a ticket, with digests
#[derive(Debug, Args)]
pub(crate) struct Attachments {
    /// Number or record id
    ticket: String,
}

#[derive(Serialize)]
struct Kept {
    attachment_id: AttachmentId,
}

impl Attach {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let ticket = named(desk, &self.ticket)?;
        // A longer file is refused by its length; one byte too many says so without reading the rest.
        let most = u64::try_from(BYTES_MAX + 1).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        let read = File::open(&self.photo).and_then(|file| file.take(most).read_to_end(&mut bytes));
        read.map_err(|_| Stop::usage("bad_value", &[("field", "file")]))?;
        let name = self.photo.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let input = AttachFile { ticket, name, words: self.words.clone(), sha256: attachments::digest(&bytes) };
        let attachment_id = desk.write(Op::AttachFile, &input, |tx| attachments::attach(tx, &input, &bytes))?.value;
        Answer::of(&Kept { attachment_id })
    }
}

impl Attachments {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let ticket = named(desk, &self.ticket)?;
        Answer::of(&desk.read(Op::ReadTickets, |db, reading| attachments::of_ticket(db, reading.session, ticket))?)
    }
}

/// Write a photo or paper out of the house's file; who took it out is remembered
#[derive(Debug, Args)]
pub(crate) struct AttachmentOut {
    /// Record id, from `ticket attachments`
    attachment: AttachmentId,
    /// Where it shall stand; nothing is overwritten
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

/// Take back what does not belong there; it stays recorded with its digest and the reason
#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    /// Record id, from `ticket attachments`
    attachment: AttachmentId,
    /// Why
    #[arg(long)]
    reason: String,
}

#[derive(Serialize)]
struct CopiedOut {
    attachment_id: AttachmentId,
    file: String,
}

impl AttachmentOut {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let id = self.attachment;
        let attachment_id = desk.write(Op::CopyAttachment, &id, |tx| attachments::copy(tx, id, &self.to))?.value;
        Answer::of(&CopiedOut { attachment_id, file: shown(&self.to) })
    }
}

impl Withdraw {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = WithdrawAttachment { attachment: self.attachment, reason: self.reason.clone() };
        let attachment_id = desk.write(Op::WithdrawAttachment, &input, |tx| attachments::withdraw(tx, &input))?.value;
        Answer::of(&Kept { attachment_id })
    }
}

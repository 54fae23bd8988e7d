//! `ticket attach`, `ticket attachments`, `ticket attachment`: photos and papers under a complaint.

use std::path::PathBuf;

use clap::Args;
use lobby_core::{
    audit::op::Op,
    base::ids::AttachmentId,
    tickets::attachments::{self, AttachFile},
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    stop::{Outcome, Stop},
    tickets::named,
};

/// Keep a photo (JPEG, PNG, WEBP, HEIC) or a PDF under a ticket
#[derive(Debug, Args)]
pub(crate) struct Attach {
    /// Number or record id
    ticket: String,
    /// The file: at most 8 MB
    file: PathBuf,
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
        let bytes = std::fs::read(&self.file).map_err(|_| Stop::usage("bad_value", &[("field", "file")]))?;
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
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

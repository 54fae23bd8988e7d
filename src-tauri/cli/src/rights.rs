//! `privacy copy`, `consent`, `consents`, `text`, `request`, `requests`, `answer`: what guests ask of their data and agree to.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

use clap::Args;
use lobby_core::{
    audit::op::Op,
    base::{
        files as whole,
        ids::{GuestId, PurposeConsentId, RightsRequestId},
    },
    privacy::{
        consents::{self, Purpose, PurposeStanding, RecordPurpose, SetConsentText},
        copy::{self, CopyGuest},
        requests::{self, AnswerRequest, AskedBy, RequestOutcome, RightsRequest, TakeRequest, Wanted},
    },
    profile,
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, files::shown, stop::Outcome};

/// Write all that is kept of a guest as a page and as a document, without the name of anybody on the staff
#[derive(Debug, Args)]
pub(crate) struct Copy {
    /// Record id or member number
    guest: String,
    /// How it was made sure that it is the guest
    #[arg(long, value_name = "WORDS")]
    identity: String,
    /// The request that it answers
    #[arg(long)]
    request: Option<RightsRequestId>,
    /// The folder that page and document are written into
    #[arg(long, value_name = "DIR", default_value = ".")]
    to: PathBuf,
}

/// Take down a guest's word on a purpose; to the text that is in force
#[derive(Debug, Args)]
pub(crate) struct Consent {
    /// Record id or member number
    guest: String,
    /// sms, email, group, profile or sensitive
    #[arg(value_parser = purpose)]
    purpose: Purpose,
    #[arg(value_parser = ["yes", "no"])]
    word: String,
    /// Where and how it was said
    #[arg(long, value_name = "WORDS")]
    told: String,
    /// Who said it for a child under 14
    #[arg(long, default_value = "")]
    guardian: String,
}

/// How a guest stands to every purpose
#[derive(Debug, Args)]
pub(crate) struct Consents {
    /// Record id or member number
    guest: String,
}

/// The text that guests agree to, as it stands; with --words the next version of it
#[derive(Debug, Args)]
pub(crate) struct Text {
    /// sms, email, group, profile or sensitive
    #[arg(value_parser = purpose)]
    purpose: Purpose,
    /// The new text; guests who agreed to the one before are asked again
    #[arg(long)]
    words: Option<String>,
}

/// Take down what a guest asks of their data
#[derive(Debug, Args)]
pub(crate) struct Ask {
    /// Record id or member number
    guest: String,
    /// copy, correct, erase, withdraw or explain
    #[arg(long, value_parser = wanted)]
    wanted: Wanted,
    /// person, phone, email or letter
    #[arg(long, value_parser = channel)]
    channel: AskedBy,
    /// How it was made sure that it is the guest
    #[arg(long, value_name = "WORDS")]
    identity: String,
    /// In the guest's words; for a correction, what shall stand instead
    #[arg(long, default_value = "")]
    words: String,
}

/// What was asked: open requests first by their last day; of one guest where one is named
#[derive(Debug, Args)]
pub(crate) struct Requests {
    /// Record id or member number
    guest: Option<String>,
}

/// Answer a request, once
#[derive(Debug, Args)]
pub(crate) struct Reply {
    /// From `privacy request`
    request: RightsRequestId,
    /// done, partly or refused
    #[arg(value_parser = outcome)]
    outcome: RequestOutcome,
    /// What the guest is told
    #[arg(long, value_name = "WORDS")]
    answer: String,
}

fn purpose(word: &str) -> Result<Purpose, String> {
    Purpose::from_word(word).ok_or_else(|| listed(Purpose::ALL.iter().map(|one| one.word())))
}

fn wanted(word: &str) -> Result<Wanted, String> {
    Wanted::from_word(word).ok_or_else(|| listed(Wanted::ALL.iter().map(|one| one.word())))
}

fn channel(word: &str) -> Result<AskedBy, String> {
    AskedBy::from_word(word).ok_or_else(|| listed(AskedBy::ALL.iter().map(|one| one.word())))
}

fn outcome(word: &str) -> Result<RequestOutcome, String> {
    RequestOutcome::from_word(word).ok_or_else(|| listed(RequestOutcome::ALL.iter().map(|one| one.word())))
}

fn listed<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

#[derive(Serialize)]
struct Copied {
    page: String,
    document: String,
    entries: u32,
}

#[derive(Serialize)]
struct Said {
    consent_id: PurposeConsentId,
    guest_id: GuestId,
    agreed: bool,
    text_version: u32,
}

#[derive(Serialize)]
struct TextInForce {
    purpose: Purpose,
    version: u32,
    words: String,
}

#[derive(Serialize)]
struct Asked {
    request_id: RightsRequestId,
}

/// One request, flat.
#[derive(Serialize)]
struct RequestShown {
    #[serde(flatten)]
    request: RightsRequest,
    name: String,
}

impl Copy {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let guest = desk.read(Op::ReadPrivacy, |db, _| profile::record(db, &self.guest))?;
        let input = CopyGuest { guest, identity: self.identity.clone(), request: self.request };
        let done = desk.write(Op::CopyGuest, &input, |tx| copy::grant(tx, &input))?;
        let copy = desk.store()?.read_as_house(|db| copy::granted(db, &done, desk.locale()))?;
        Answer::of(&Copied {
            page: put(&self.to.join(format!("{}.html", copy.name)), &copy.page)?,
            document: put(&self.to.join(format!("{}.json", copy.name)), &copy.document)?,
            entries: copy.entries,
        })
    }
}

fn put(path: &Path, text: &str) -> Outcome<String> {
    whole::write_whole(path, |out| out.write_all(text.as_bytes()).map_err(|source| whole::failed("write", path, source)))?;
    Ok(shown(path))
}

impl Consent {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let (guest, version) = desk.read(Op::ReadConsents, |db, _| {
            let guest = profile::record(db, &self.guest)?;
            let texts = consents::texts(db)?;
            Ok((guest, texts.iter().find(|text| text.purpose == self.purpose).map_or(0, |text| text.version)))
        })?;
        let input = RecordPurpose {
            guest,
            purpose: self.purpose,
            agreed: self.word == "yes",
            text_version: version,
            told: self.told.clone(),
            guardian: self.guardian.clone(),
        };
        let done = desk.write(Op::RecordPurpose, &input, |tx| consents::record(tx, &input))?;
        Answer::of(&Said { consent_id: done.value, guest_id: guest, agreed: input.agreed, text_version: version })
    }
}

impl Consents {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let standing: Vec<PurposeStanding> =
            desk.read(Op::ReadConsents, |db, _| consents::of_guest(db, profile::record(db, &self.guest)?))?;
        Answer::of(&standing)
    }
}

impl Text {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let find = || -> Outcome<Option<TextInForce>> {
            let texts = desk.read(Op::ReadConsents, |db, _| consents::texts(db))?;
            let found = texts.into_iter().find(|text| text.purpose == self.purpose);
            Ok(found.map(|text| TextInForce { purpose: text.purpose, version: text.version, words: text.words }))
        };
        if let Some(words) = &self.words {
            let seen = find()?.map_or(0, |text| text.version);
            let input = SetConsentText { purpose: self.purpose, words: words.clone(), seen };
            desk.write(Op::SetConsentText, &input, |tx| consents::set_text(tx, &input))?;
        }
        let none = || TextInForce { purpose: self.purpose, version: 0, words: String::new() };
        Answer::of(&find()?.unwrap_or_else(none))
    }
}

impl Ask {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let guest = desk.read(Op::ReadConsents, |db, _| profile::record(db, &self.guest))?;
        let input = TakeRequest {
            guest,
            wanted: self.wanted,
            words: self.words.clone(),
            channel: self.channel,
            identity: self.identity.clone(),
        };
        let done = desk.write(Op::TakeRequest, &input, |tx| requests::take(tx, &input))?;
        Answer::of(&Asked { request_id: done.value })
    }
}

impl Requests {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let lines: Vec<RequestShown> = desk.read(Op::ReadPrivacy, |db, _| match &self.guest {
            Some(guest) => {
                let of_one = requests::of_guest(db, profile::record(db, guest)?)?;
                Ok(of_one.into_iter().map(|request| RequestShown { request, name: String::new() }).collect())
            }
            None => {
                let all = requests::list(db)?;
                Ok(all.into_iter().map(|line| RequestShown { request: line.request, name: line.name }).collect())
            }
        })?;
        Answer::of(&lines)
    }
}

impl Reply {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = AnswerRequest { request: self.request, outcome: self.outcome, answer: self.answer.clone() };
        let done = desk.write(Op::AnswerRequest, &input, |tx| requests::answer(tx, &input))?;
        Answer::of(&Asked { request_id: done.value })
    }
}

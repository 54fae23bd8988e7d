//! What each row would do to what is there, and the preview that says so.

use serde::{Deserialize, Serialize};

use super::{
    Conflicts, Counts, HowToRead, ImportStage, MappingName, RowCode, RowNote, Settle, Survey, WarningCount, Watch,
    mapping::{self, Person, Reading, Remembered},
    refusals::{List, RefusedTo},
    rows,
    sniff::{Delimiter, TextEncoding},
    tally::{Tally, Told},
    walk::{Ids, Item, Start, Walk},
};
use crate::{
    audit::chain::hex,
    base::{
        contact::{self, ContactKind},
        error::Result,
        ids::{GuestId, RawId, StayId},
        time::{BusinessDate, Instant},
    },
    db::{Db, Store, documents, merged},
    guests::{self, Contact, Guest},
    stays::{self, Stay, StayState, StayWarning},
    stored_words,
};

/// One file and how it is to be read.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// The file, read once.
    pub survey: &'a Survey,
    /// How its rows are read.
    pub how: &'a HowToRead,
    /// Where an import lists all refused rows, line, column and code; never what stands in them.
    pub refused_to: Option<RefusedTo<'a>>,
}

/// All that an import depends on: what a request key stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyInput {
    /// How its rows are read.
    pub how: HowToRead,
    /// By which the file is known again, hexadecimal: see [`file_mark`].
    pub file_mark: String,
    /// How its letters are read.
    pub encoding: TextEncoding,
    /// How its fields are told apart.
    pub delimiter: Delimiter,
}

impl Job<'_> {
    /// Returns how a person read files with this header before.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub(super) fn remembered(&self, db: &Db) -> Result<Option<Remembered>> {
        rows::remembered_mapping(db, &mapping::fingerprint(&self.survey.header), self.how.source.as_deref())
    }

    /// Returns what the import into this hotel depends on.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub fn input(&self, store: &Store) -> Result<ApplyInput> {
        let mark = store.read_as_house(|db| file_mark(db, self.survey))?;
        Ok(ApplyInput {
            how: self.how.clone(),
            file_mark: hex(&mark),
            encoding: self.survey.encoding,
            delimiter: self.survey.delimiter,
        })
    }
}

/// Returns what is kept of a file's bytes: their digest under the house's own key. A bare digest of a file with one row would let
/// whoever has the rest of the row try the numbers of its document.
pub(super) fn file_mark(db: &Db, survey: &Survey) -> Result<[u8; 32]> {
    Ok(documents::key(db)?.mac(&survey.sha256))
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportPreview")]
pub struct Preview {
    /// How the rows were read.
    pub mapping: MappingName,
    /// System that they come from.
    pub source: String,
    /// How the letters were read.
    pub encoding: TextEncoding,
    /// How the fields were told apart.
    pub delimiter: Delimiter,
    /// Of a workbook, the sheet that is read.
    pub sheet: Option<String>,
    /// Columns that nothing is read from.
    pub unused: Vec<String>,
    /// What would become of the rows.
    pub counts: Counts,
    /// Rows that would be refused, the first [`super::LISTED_MAX`].
    pub refused: Vec<RowNote>,
    /// What staff typed and the file contradicts, the first [`super::LISTED_MAX`].
    pub conflicts: Vec<Conflict>,
    /// All of them by column, beyond those that are listed.
    pub conflict_columns: Vec<ColumnConflicts>,
    /// What was noticed.
    pub warnings: Vec<WarningCount>,
    /// Whether a person read a file with this header before, and it is read the same way.
    pub remembered: bool,
    /// How old the file's data is, where it says so.
    pub data_as_of_ms: Option<Instant>,
}

/// How often a column of the file contradicts what staff typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportColumnConflicts")]
pub struct ColumnConflicts {
    /// As the mapping calls it.
    pub column: String,
    /// Rows.
    #[specta(type = f64)]
    pub rows: u64,
}

/// What staff typed, against what the file says: whoever imports decides which stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportConflict")]
pub struct Conflict {
    /// Line of the file on which the row begins, from 1.
    #[specta(type = f64)]
    pub line: u64,
    /// Column, as the mapping calls it.
    pub column: String,
    /// What staff typed.
    pub ours: String,
    /// What the file says.
    pub theirs: String,
}

impl Conflict {
    /// Returns where it is, without what stands there.
    pub fn note(&self) -> RowNote {
        RowNote { line: self.line, column: self.column.clone(), code: RowCode::KeptAsTyped }
    }
}

/// Returns what an import of the file would do, row by row as the import itself decides.
///
/// Errors: [`super::ImportRefusal`], [`crate::base::error::Error::File`], [`crate::base::error::Error::Database`].
pub fn preview(db: &Db, job: &Job<'_>, today: BusinessDate, watch: &mut Watch<'_>) -> Result<Preview> {
    compared(db, job, None, today, watch)
}

/// Returns what [`preview`] does, and writes what would be refused into `list`.
pub(super) fn compared(
    db: &Db,
    job: &Job<'_>,
    list: Option<&mut List<'_>>,
    today: BusinessDate,
    watch: &mut Watch<'_>,
) -> Result<Preview> {
    let start = Start {
        survey: job.survey,
        how: job.how,
        remembered: job.remembered(db)?,
        hotel: db.hotel(),
        documents: documents::key(db)?,
        today,
        ids: Ids { at: Instant::from_ms(0), seed: [0; 4] },
        import_id: None,
        stage: ImportStage::Comparing,
    };
    let mut walk = Walk::begin(start)?;
    let mut tally = Tally::new(list);
    while let Some(item) = walk.next(watch)? {
        match item {
            Item::Read(reading) => {
                let judged = judge(db, &reading, &Row { line: walk.line(), conflicts: &job.how.conflicts })?;
                tally.take(&walk, &reading, &judged);
            }
            other => tally.take_unread(walk.line(), &other)?,
        }
    }
    let (mapping, source) = (walk.bound().mapping, walk.source().to_owned());
    let unused = walk.bound().unused(&job.survey.header);
    let remembered = job.remembered(db)?.is_some_and(|before| before.mapping == mapping && before.source == source);
    walk.finish()?;
    let Told { counts, refused, conflicts, warnings, findings } = tally.told();
    Ok(Preview {
        mapping,
        source,
        encoding: job.survey.encoding,
        delimiter: job.survey.delimiter,
        sheet: job.survey.sheet.as_ref().map(|sheet| sheet.name.clone()),
        unused,
        counts,
        refused,
        conflicts,
        conflict_columns: findings.conflicts_by_column(),
        warnings,
        remembered,
        data_as_of_ms: job.survey.modified,
    })
}

/// What a row does.
pub(super) struct Judged {
    pub stay: StayVerdict,
    pub guest: GuestVerdict,
    /// Columns in which staff's word stands against the file's.
    pub kept: Vec<Kept>,
    /// Noticed beside what the row itself shows.
    pub noticed: Option<StayWarning>,
    /// The stay that the row is, where the house knows it.
    pub known: Option<StayId>,
    /// What was remembered of this stay's conflicts before.
    pub before: Option<ConflictStanding>,
}

impl Judged {
    /// Returns whether something in the row contradicts what staff typed and nobody decided it before.
    pub(super) fn conflicts(&self) -> bool {
        self.kept.iter().any(|kept| !kept.decided_before)
    }

    /// Returns whether a value of ours stands in the row as somebody decided before.
    pub(super) fn keeps_ours(&self) -> bool {
        let as_before = self.kept.is_empty() && self.before == Some(ConflictStanding::Kept);
        self.kept.iter().any(|kept| kept.decided_before) || (as_before && matches!(self.stay, StayVerdict::Same))
    }
}

stored_words! {
    /// How a conflict stands after its import.
    pub enum ConflictStanding {
        /// nobody was asked: it is asked again
        Waiting = "waiting",
        /// somebody decided for ours: the same value of the file is not asked again
        Kept = "kept",
    }
}

/// A value that staff typed and that stays, against the file's.
pub(super) struct Kept {
    pub column: &'static str,
    pub ours: String,
    pub theirs: String,
    /// Stay or guest that keeps it.
    pub record: RawId,
    pub standing: ConflictStanding,
    pub decided_before: bool,
}

/// Returns what a value of a file is known again by, where it contradicts this record.
pub(super) fn theirs_digest(record: RawId, column: &str, theirs: &str) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(record.to_string().as_bytes()).update(column.as_bytes()).update(&[0]).update(theirs.as_bytes());
    let mut digest = [0; 16];
    digest.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    digest
}

/// Which row is judged, and what was decided about its conflicts.
pub(super) struct Row<'a> {
    pub line: u64,
    pub conflicts: &'a Conflicts,
}

/// A column in which a record and the file differ: the column, ours, theirs.
type Differs<'a> = (&'static str, &'a str, &'a str);

impl Row<'_> {
    /// Returns whether the file's word stands; where it does not, what stays is noted. What was decided before is not
    /// asked again: the same value of the file changes nothing, whatever is decided for the others.
    fn takes(&self, db: &Db, record: RawId, (column, ours, theirs): Differs<'_>, kept: &mut Vec<Kept>) -> Result<bool> {
        let decided_before = rows::is_decided(db, record, column, &theirs_digest(record, column, theirs))?;
        let settle = self.conflicts.of(self.line, column);
        if !decided_before && settle == Settle::TakeFile {
            return Ok(true);
        }
        let decided = decided_before || settle == Settle::KeepOurs;
        let standing = if decided { ConflictStanding::Kept } else { ConflictStanding::Waiting };
        let (ours, theirs) = (ours.to_owned(), theirs.to_owned());
        kept.push(Kept { column, ours, theirs, record, standing, decided_before });
        Ok(false)
    }
}

pub(super) enum StayVerdict {
    New,
    Same,
    Changed(Box<Stay>),
    /// The desk's own check-in or check-out contradicts the file: the stay is left alone.
    Kept,
}

pub(super) enum GuestVerdict {
    /// The row names nobody; whoever the stay had stays.
    Nobody,
    New,
    Known(Box<KnownGuest>),
}

impl GuestVerdict {
    /// Returns whom a row names that the house knows.
    pub(super) fn named(&self) -> Option<GuestId> {
        match self {
            Self::Known(known) => Some(known.named),
            Self::Nobody | Self::New => None,
        }
    }
}

pub(super) struct KnownGuest {
    /// Whom the row names: another record than `before` where that one was merged into it.
    pub named: GuestId,
    pub before: Guest,
    /// The details with what the file adds; equal to `before` where it adds nothing.
    pub after: Guest,
    pub contacts: Vec<Contact>,
}

/// Returns what the row does to what is there.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(super) fn judge(db: &Db, reading: &Reading, row: &Row<'_>) -> Result<Judged> {
    let mut kept = Vec::new();
    let (known, before, stay, stays_guest) = match stays::known_at_source(db, &reading.stay.source, &reading.stay.source_key)? {
        None => (None, None, StayVerdict::New, None),
        Some((id, digest)) => {
            let before = rows::conflict_standing(db, id)?;
            if digest == reading.stay.row_digest {
                // The same row again: nothing to do, unless something in it still waits for a decision.
                if before != Some(ConflictStanding::Waiting) {
                    let (stay, guest) = (StayVerdict::Same, GuestVerdict::Nobody);
                    return Ok(Judged { stay, guest, kept, noticed: None, known: Some(id), before });
                }
                (Some(id), before, StayVerdict::Same, stays::get(db, id)?.guest_id)
            } else {
                let there = stays::get(db, id)?;
                match rows::moved_at_the_desk(db, id)?.then(|| contradicts(&there, &reading.stay)).flatten() {
                    Some((column, ours, theirs)) if !row.takes(db, id.raw(), (column, &ours, &theirs), &mut kept)? => {
                        let (stay, guest) = (StayVerdict::Kept, GuestVerdict::Nobody);
                        return Ok(Judged { stay, guest, kept, noticed: None, known: Some(id), before });
                    }
                    _ => {
                        let guest = there.guest_id;
                        (Some(id), before, StayVerdict::Changed(Box::new(there)), guest)
                    }
                }
            }
        }
    };
    let Some(person) = &reading.person else {
        return Ok(Judged { stay, guest: GuestVerdict::Nobody, kept, noticed: None, known, before });
    };
    if let Some(guest) = stays_guest
        && guests::bulk::is_erased(db, guest)?
    {
        // Who was erased does not come back with the next file: the stay stays as it is, under the pseudonym.
        return Ok(Judged { stay: StayVerdict::Same, guest: GuestVerdict::Nobody, kept, noticed: None, known, before });
    }
    let (found, noticed) = recognise(db, person, stays_guest)?;
    let guest = match found {
        // A row that is the same brings nobody anew.
        None if matches!(stay, StayVerdict::Same) => GuestVerdict::Nobody,
        None => GuestVerdict::New,
        Some(guest) => GuestVerdict::Known(Box::new(brought_up_to_date(db, guest, (person, row), &mut kept)?)),
    };
    Ok(Judged { stay, guest, kept, noticed, known, before })
}

/// Returns the column in which the file contradicts what the desk did with the stay; the file may be further along.
fn contradicts(desk: &Stay, file: &Stay) -> Option<(&'static str, String, String)> {
    match (desk.state, file.state) {
        (StayState::InHouse, StayState::InHouse) if desk.room_no != file.room_no => {
            Some(("room", desk.room_no.clone(), file.room_no.clone()))
        }
        (StayState::Departed, StayState::Departed) if desk.departure != file.departure => {
            Some(("departure", desk.departure.to_string(), file.departure.to_string()))
        }
        (StayState::InHouse, StayState::InHouse | StayState::Departed) | (StayState::Departed, StayState::Departed) => None,
        _ => Some(("state", desk.state.word().to_owned(), file.state.word().to_owned())),
    }
}

/// Returns the guest whom the house knows as this person: the stay's own, else by member number, phone or mail, each
/// together with the name; nobody is guessed by the name alone.
fn recognise(db: &Db, person: &Person, stays_before: Option<GuestId>) -> Result<(Option<GuestId>, Option<StayWarning>)> {
    if let Some(guest) = stays_before {
        let known = guests::get(db, guest)?;
        let names = guests::bulk::merged_names(db, guest)?;
        let known_as = names.iter().chain([&known.name]).any(|name| same_name(name, &person.name));
        if known_as || shares_contact(db, guest, person)? {
            return Ok((Some(guest), None));
        }
    }
    let mut noticed = None;
    if !person.member_no.is_empty() {
        match rows::member(db, &person.member_no)? {
            Some((guest, name)) if same_name(&name, &person.name) => return Ok((Some(guest), None)),
            _ => noticed = Some(StayWarning::UnknownMember),
        }
    }
    for (kind, value) in contacts_of(person) {
        let Some(normal) = contact::normal(kind, value) else { continue };
        let known = guests::bulk::with_contact(db, kind, &normal)?;
        if let Some((guest, _)) = known.iter().find(|(_, name)| same_name(name, &person.name)) {
            return Ok((Some(*guest), noticed));
        }
    }
    Ok((None, noticed))
}

fn shares_contact(db: &Db, guest: GuestId, person: &Person) -> Result<bool> {
    let there = guests::contacts_of(db, guest)?;
    let shares = |(kind, value): (ContactKind, &str)| {
        let normal = contact::normal(kind, value);
        there.iter().any(|old| old.kind == kind && contact::normal(kind, &old.value) == normal)
    };
    Ok(contacts_of(person).any(shares))
}

/// Returns the person's contacts, the phone first.
pub(super) fn contacts_of(person: &Person) -> impl Iterator<Item = (ContactKind, &str)> {
    let phone = person.phone.as_deref().map(|phone| (ContactKind::Phone, phone));
    let email = person.email.as_deref().map(|email| (ContactKind::Email, email));
    phone.into_iter().chain(email)
}

/// Returns whether two names are one, blanks and case aside.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<String>().to_lowercase();
    plain(one) == plain(other)
}

fn brought_up_to_date(db: &Db, named: GuestId, (person, row): (&Person, &Row<'_>), kept: &mut Vec<Kept>) -> Result<KnownGuest> {
    let id = merged::current(db, named)?;
    let before = guests::get(db, id)?;
    let there = guests::contacts_of(db, id)?;
    let contacts = contacts_of(person).filter_map(|(kind, value)| missing_contact(&there, id, kind, value)).collect();
    if named != id {
        // Which of two values stands was decided at the merge: a file that knows the other record does not decide again.
        return Ok(KnownGuest { named, after: before.clone(), before, contacts });
    }
    let typed = rows::typed_by_staff(db, id)?;
    let mut after = before.clone();
    let mut field = |column: &'static str, old: &mut String, new: &str| -> Result<()> {
        if new.is_empty() || old == new {
            return Ok(());
        }
        if !typed || old.is_empty() || row.takes(db, id.raw(), (column, old, new), kept)? {
            new.clone_into(old);
        }
        Ok(())
    };
    if !same_name(&after.name, &person.name) {
        field("guest_name", &mut after.name, &person.name)?;
    }
    field("latin_name", &mut after.latin_name, &person.latin_name)?;
    field("country", &mut after.country, &person.country)?;
    field("company", &mut after.company, &person.company)?;
    let mut birth_date = after.birth_date.take().unwrap_or_default();
    field("birth_date", &mut birth_date, person.birth_date.as_deref().unwrap_or_default())?;
    after.birth_date = Some(birth_date).filter(|date| !date.is_empty());
    if let Some(title) = person.title.filter(|title| *title != after.title) {
        let ours = after.title;
        if !typed || ours == guests::Title::None || row.takes(db, id.raw(), ("title", ours.word(), title.word()), kept)? {
            after.title = title;
        }
    }
    if let Some(mark) = person.document.clone().filter(|mark| after.document_hash.as_ref() != Some(&mark.hash)) {
        let (ours, theirs) = (tail(&after.document_last4), tail(&mark.last4));
        // Last four that agree are the same paper, of which the house knew less.
        let more = after.document_hash.is_none() && after.document_last4.eq_ignore_ascii_case(&mark.last4);
        if !typed || after.document_kind.is_empty() || more || row.takes(db, id.raw(), ("document_no", &ours, &theirs), kept)? {
            after.put_document(mark);
        }
    }
    Ok(KnownGuest { named, before, after, contacts })
}

/// Returns a document as lists show it.
fn tail(last4: &str) -> String {
    format!("•••• {last4}")
}

fn missing_contact(there: &[Contact], guest_id: GuestId, kind: ContactKind, value: &str) -> Option<Contact> {
    let preferred = there.iter().all(|old| old.kind != kind);
    let unnamed = crate::base::ids::RawId::from_bytes([0; 16]).into();
    let new = Contact { id: unnamed, guest_id, kind, value: value.to_owned(), preferred, source: String::new() };
    guests::bulk::contact_fits(there, &new).then_some(new)
}

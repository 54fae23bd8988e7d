//! Does what the plan says, in the one transaction of its request.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Counts, Import, ImportStage, ImportState, MappingName, RowNote, WarningCount, Watch,
    mapping::{self, Person, Reading},
    plan::{self, Conflict, ConflictStanding, GuestVerdict, Job, Judged, KnownGuest, Row, StayVerdict, contacts_of, judge},
    refusals::{self, ListedRefused},
    rows,
    tally::{FindingKind, Tally, Told},
    walk::{Ids, Item, Start, Walk},
};
use crate::{
    audit::{
        chain::hex,
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        contact::{self, ContactKind},
        error::Result,
        ids::{ContactId, GuestId, ImportId, StayId},
    },
    db::{
        Tx, documents,
        merged::{self, MovedKind},
    },
    guests::{self, NewContact, NewGuest},
    stays::{self, Stay, summaries},
};

/// Above so many guests, sums are made again over all of them at once.
const GUESTS_ONE_BY_ONE_MAX: usize = 5_000;

/// What an import did: ids, counts and places in the file; never what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportApplied")]
pub struct Applied {
    /// What undo asks for.
    pub import_id: ImportId,
    /// How the rows were read.
    pub mapping: MappingName,
    /// What became of the rows.
    pub counts: Counts,
    /// Rows that were refused, the first [`super::LISTED_MAX`].
    pub refused: Vec<RowNote>,
    /// What staff typed and stayed, the first [`super::LISTED_MAX`].
    pub conflicts: Vec<RowNote>,
    /// What was noticed.
    pub warnings: Vec<WarningCount>,
}

/// What history remembers of an import.
#[derive(Serialize)]
struct Remembered<'a> {
    import: &'a Import,
    file_mark: String,
    rows_digest: String,
    /// The list of the rows that were refused, where one was written and holds any.
    #[serde(skip_serializing_if = "Option::is_none")]
    listed: Option<&'a ListedRefused>,
}

/// Imports the file: all rows that can be taken, or, where the file as a whole is refused or the caller stops, nothing.
///
/// Errors: [`super::ImportRefusal`], [`crate::base::error::Error::File`], [`crate::base::error::Error::Database`].
pub fn apply(tx: &mut Tx<'_>, job: &Job<'_>, watch: &mut Watch<'_>) -> Result<Applied> {
    let op = tx.begin(Op::ApplyImport)?;
    let import_id: ImportId = tx.new_id();
    let leaves = job.refused_to.map(|to| to.leaves(tx)).transpose()?.flatten();
    refusals::listing(job.refused_to, |mut list| {
        let start = Start {
            survey: job.survey,
            how: job.how,
            remembered: job.remembered(tx.db())?,
            hotel: tx.db().hotel(),
            documents: documents::key(tx.db())?,
            today: tx.business_date(),
            ids: Ids { at: tx.at(), seed: tx.bulk_seed() },
            import_id: Some(import_id),
            stage: ImportStage::Writing,
        };
        let mut walk = Walk::begin(start)?;
        let mut import = opened(tx, job, &walk, import_id);
        let file_mark = plan::file_mark(tx.db(), job.survey)?;
        rows::insert(tx, &import, &file_mark)?;
        let chosen = mapping::Remembered { mapping: import.mapping, source: import.source.clone() };
        rows::remember_mapping(tx, &mapping::fingerprint(&job.survey.header), &chosen)?;
        let mut tally = Tally::new(list.as_deref_mut());
        let mut touched = Touched::default();
        while let Some(item) = walk.next(watch)? {
            match item {
                Item::Read(reading) => {
                    let row = Row { line: walk.line(), conflicts: &job.how.conflicts };
                    let judged = judge(tx.db(), &reading, &row)?;
                    tally.take(&walk, &reading, &judged);
                    let ordinal = walk.ordinal();
                    Writer { tx, import_id, ids: walk.ids(), ordinal, touched: &mut touched }.write(*reading, judged)?;
                }
                other => tally.take_unread(walk.line(), &other)?,
            }
        }
        let rows_digest = walk.finish()?;
        watch.at(ImportStage::Finishing, 0, 1)?;
        touched.settle(tx)?;
        let Told { counts, refused, conflicts, warnings, mut findings } = tally.told();
        findings.whole((FindingKind::Encoding, "", job.survey.encoding.word()), counts.rows);
        rows::put_findings(tx, import_id, &findings)?;
        // An answer is kept with its request: it says where, never what stands there.
        let conflicts = conflicts.iter().map(Conflict::note).collect();
        import.counts = counts;
        rows::finish(tx, &import, &rows_digest)?;
        let listed = list.zip(job.refused_to).map(|(list, to)| list.listed(to.path(), counts.refused));
        let remembered = Remembered {
            import: &import,
            file_mark: hex(&file_mark),
            rows_digest: hex(&rows_digest),
            listed: listed.as_ref().filter(|listed| listed.rows > 0),
        };
        tx.touches(RecordKind::Stay);
        tx.touches(RecordKind::Guest);
        tx.record(op, Change::added(import_id, &remembered)?)?;
        if let (Some(leaves), Some(listed)) = (leaves, &listed) {
            refusals::remember(tx, leaves, listed)?;
        }
        watch.at(ImportStage::Finishing, 1, 1)?;
        Ok(Applied { import_id, mapping: import.mapping, counts, refused, conflicts, warnings })
    })
}

fn opened(tx: &Tx<'_>, job: &Job<'_>, walk: &Walk<'_>, id: ImportId) -> Import {
    Import {
        id,
        source: walk.source().to_owned(),
        mapping: walk.bound().mapping,
        file_name: job.survey.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        counts: Counts::default(),
        state: ImportState::Applied,
        by_user: tx.session().user,
        at_ms: tx.at(),
        data_as_of_ms: job.survey.modified.unwrap_or(tx.at()).min(tx.at()),
    }
}

/// Guests whose sums are no longer right.
#[derive(Default)]
pub(super) struct Touched {
    guests: BTreeSet<GuestId>,
    too_many: bool,
}

impl Touched {
    pub(super) fn guest(&mut self, tx: &Tx<'_>, guest: GuestId) {
        tx.search_again(guest);
        if self.too_many {
            return;
        }
        self.guests.insert(guest);
        if self.guests.len() > GUESTS_ONE_BY_ONE_MAX {
            self.too_many = true;
            self.guests.clear();
        }
    }

    pub(super) fn settle(self, tx: &Tx<'_>) -> Result<()> {
        if self.too_many {
            summaries::rebuild(tx)?;
        }
        for guest in self.guests {
            summaries::refresh(tx, guest)?;
        }
        Ok(())
    }
}

/// Writes what one row does.
struct Writer<'a, 'w> {
    tx: &'a Tx<'w>,
    import_id: ImportId,
    ids: Ids,
    ordinal: u64,
    touched: &'a mut Touched,
}

impl Writer<'_, '_> {
    fn write(&mut self, reading: Reading, judged: Judged) -> Result<()> {
        let Reading { stay, person, .. } = reading;
        if judged.before.is_some() || !judged.kept.is_empty() {
            self.remember_conflicts(judged.known.unwrap_or(stay.id), &judged)?;
        }
        match judged.stay {
            StayVerdict::Same | StayVerdict::Kept => {
                let guest = self.guest(person.as_ref(), judged.guest, &stay.source)?;
                self.touch(guest);
                Ok(())
            }
            StayVerdict::New => {
                let named = judged.guest.named();
                let guest_id = self.guest(person.as_ref(), judged.guest, &stay.source)?;
                let warnings = stay.warnings.iter().copied().chain(judged.noticed).collect();
                let stay = Stay { guest_id, warnings, ..stay };
                stays::add_bulk(self.tx, &stay)?;
                if let Some(named) = named {
                    merged::came_for(self.tx, named, MovedKind::Stay, stay.id)?;
                }
                self.touch(stay.guest_id);
                Ok(())
            }
            StayVerdict::Changed(before) => {
                let guest_id = self.guest(person.as_ref(), judged.guest, &stay.source)?.or(before.guest_id);
                let warnings = stay.warnings.iter().copied().chain(judged.noticed).collect();
                let arrived_at_ms = before.arrived_at_ms;
                let after = Stay { id: before.id, import_id: before.import_id, guest_id, warnings, arrived_at_ms, ..stay };
                stays::put_bulk(self.tx, &after)?;
                rows::keep_image(self.tx, self.import_id, RecordKind::Stay, after.id, Some(&*before), &after)?;
                self.touch(before.guest_id);
                self.touch(after.guest_id);
                Ok(())
            }
        }
    }

    fn remember_conflicts(&self, stay: StayId, judged: &Judged) -> Result<()> {
        // The same row again: what was decided stays decided.
        if matches!(judged.stay, StayVerdict::Same) && judged.before != Some(ConflictStanding::Waiting) {
            return Ok(());
        }
        rows::put_conflicts(self.tx, self.import_id, stay, &judged.kept)
    }

    fn touch(&mut self, guest: Option<GuestId>) {
        if let Some(guest) = guest {
            self.touched.guest(self.tx, guest);
        }
    }

    fn guest(&mut self, person: Option<&Person>, verdict: GuestVerdict, source: &str) -> Result<Option<GuestId>> {
        match (verdict, person) {
            (GuestVerdict::New, Some(person)) => self.new_guest(person, source).map(Some),
            (GuestVerdict::Known(known), _) => self.known_guest(*known, source).map(Some),
            (GuestVerdict::Nobody, _) | (GuestVerdict::New, None) => Ok(None),
        }
    }

    fn new_guest(&mut self, person: &Person, source: &str) -> Result<GuestId> {
        let new = NewGuest {
            name: person.name.clone(),
            latin_name: person.latin_name.clone(),
            title: person.title,
            birth_date: person.birth_date.clone(),
            country: person.country.clone(),
            company: person.company.clone(),
            document: person.document.clone(),
            source: source.to_owned(),
            ..NewGuest::default()
        };
        let id: GuestId = self.ids.of(self.ordinal, 1);
        let guest = guests::bulk::checked_guest(id, &new, self.tx.at(), self.tx.business_date())?;
        guests::bulk::add_bulk(self.tx, &guest, Some(self.import_id))?;
        for (kind, value) in contacts_of(person) {
            let new = NewContact { kind, value: value.to_owned(), preferred: true };
            let contact = guests::bulk::checked_contact(self.contact_id(kind), id, &new, source)?;
            guests::bulk::add_contact_bulk(self.tx, &contact)?;
        }
        Ok(id)
    }

    fn known_guest(&mut self, known: KnownGuest, source: &str) -> Result<GuestId> {
        let KnownGuest { named, before, after, contacts } = known;
        if after != before {
            let after = guests::Guest { updated_at_ms: self.tx.at(), ..after };
            guests::bulk::put_bulk(self.tx, &after)?;
            rows::keep_image(self.tx, self.import_id, RecordKind::Guest, after.id, Some(&before), &after)?;
        }
        for contact in contacts {
            let contact = guests::Contact { id: self.contact_id(contact.kind), source: source.to_owned(), ..contact };
            guests::bulk::add_contact_bulk(self.tx, &contact)?;
            merged::came_for(self.tx, named, MovedKind::Contact, contact.id)?;
            rows::keep_image(self.tx, self.import_id, RecordKind::Guest, contact.id, None::<&guests::Contact>, &contact)?;
        }
        Ok(before.id)
    }

    fn contact_id(&self, kind: contact::ContactKind) -> ContactId {
        self.ids.of(self.ordinal, if kind == ContactKind::Phone { 2 } else { 3 })
    }
}

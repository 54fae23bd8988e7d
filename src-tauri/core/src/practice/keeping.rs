//! Writes what [`super::kept`] drew: papers as keyed hashes, dealings, companions, alerts and plans.

use super::{
    records::{Author, Dealing, Folder, Task},
    rows::{Book, Kind, business_date},
};
use crate::{
    base::{
        document::DocumentHash,
        error::Result,
        ids::{GuestId, StayId},
        text,
    },
    dossier::{self, Alert, AlertKind, Companion, Moment, PlanTask, TaskOrigin},
};

/// Hours before the making of the hotel at which today's plans were written.
const PLANNED_HOURS: i64 = 4;

impl Book<'_, '_> {
    /// Returns the keyed hash of the guest's paper, where one was shown.
    pub(super) fn hash(&self, folder: &Folder) -> Option<DocumentHash> {
        self.documents.mark(folder.person.document_kind, &folder.kept.document_no).map(|mark| mark.hash)
    }

    /// Writes what else is kept of a guest.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub(super) fn kept(&mut self, guest: GuestId, folder: &Folder, stays: &[StayId]) -> Result<()> {
        for one in &folder.kept.dealings {
            self.dealing(guest, one)?;
        }
        for (name, relation) in &folder.kept.companions {
            self.companion(guest, folder, name, relation)?;
        }
        for (kind, moment, words) in &folder.kept.alerts {
            self.alert(guest, folder, *kind, *moment, words)?;
        }
        if let Some((stay, tasks)) = &folder.kept.plan {
            for task in tasks {
                self.task(guest, stays[*stay], task)?;
            }
        }
        Ok(())
    }

    fn dealing(&mut self, guest: GuestId, one: &Dealing) -> Result<()> {
        let day = business_date(one.at);
        let dealing = dossier::Dealing {
            id: self.id(Kind::Dealing),
            guest_id: guest,
            kind: one.kind,
            channel: one.channel,
            words: one.words.to_owned(),
            happened_on: day,
            author: self.user(Author::Reception),
            created_at_ms: self.instant(one.at),
            business_date: day,
            outcome: None,
        };
        dossier::rows::insert_dealing(self.tx, &dealing)
    }

    fn companion(&mut self, guest: GuestId, folder: &Folder, name: &str, relation: &str) -> Result<()> {
        let companion = Companion {
            id: self.id(Kind::Companion),
            guest_id: guest,
            other_id: None,
            name: text::required("name", name, text::NAME_MAX)?,
            relation: relation.to_owned(),
            author: self.user(Author::Reception),
            created_at_ms: self.instant(folder.person.created),
            business_date: business_date(folder.person.created),
        };
        dossier::rows::insert_companion(self.tx, &companion)
    }

    fn alert(&mut self, guest: GuestId, folder: &Folder, kind: AlertKind, moment: Moment, words: &str) -> Result<()> {
        let author = if kind.is_caution() { Author::Duty } else { Author::Reception };
        let alert = Alert {
            id: self.id(Kind::Alert),
            guest_id: guest,
            kind,
            moment,
            words: words.to_owned(),
            author: self.user(author),
            created_at_ms: self.instant(folder.person.created),
            business_date: business_date(folder.person.created),
            lifted_why: String::new(),
            lifted_by: None,
            lifted_at_ms: None,
        };
        dossier::rows::insert_alert(self.tx, &alert)
    }

    fn task(&mut self, guest: GuestId, stay: StayId, one: &Task) -> Result<()> {
        let at = self.now() - chrono::Duration::hours(PLANNED_HOURS);
        let done = one.done.then(|| at + chrono::Duration::hours(PLANNED_HOURS / 2));
        let task = PlanTask {
            id: self.id(Kind::Task),
            guest_id: guest,
            stay_id: Some(stay),
            department: one.department,
            words: one.words.to_owned(),
            origin: if one.standard { TaskOrigin::Standard } else { TaskOrigin::Desk },
            author: self.user(Author::Duty),
            created_at_ms: self.instant(at),
            business_date: business_date(at),
            done_by: done.map(|_| self.user(Author::Head)),
            done_at_ms: done.map(|at| self.instant(at)),
        };
        dossier::rows::insert_task(self.tx, &task)
    }
}

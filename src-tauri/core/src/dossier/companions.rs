//! 同行人: who comes with the guest; with a record of their own, or by name alone.

use serde::{Deserialize, Serialize};

use super::{kept::Kept, rows, rules};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{CompanionId, GuestId, RawId, UserId},
        text::{self, LINE_MAX, NAME_MAX},
        time::{BusinessDate, Instant},
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
};

/// One companion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Companion {
    /// Record id.
    pub id: CompanionId,
    /// Whose.
    pub guest_id: GuestId,
    /// The companion's own record, where there is one.
    pub other_id: Option<GuestId>,
    /// As written.
    pub name: String,
    /// 配偶、孩子、同事, in the house's words.
    pub relation: String,
    /// Who wrote it down.
    pub author: UserId,
    /// When.
    pub created_at_ms: Instant,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
}

/// A companion as the desk takes them down.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct AddCompanion {
    /// Whose.
    pub guest: GuestId,
    /// The companion's own record, where there is one.
    pub other: Option<GuestId>,
    /// As written.
    pub name: String,
    /// In the house's words; may be empty.
    pub relation: String,
}

/// Strikes a companion off.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct DropCompanion {
    /// Which.
    pub companion: CompanionId,
}

/// Writes a companion down. Errors: [`super::DossierRefusal`], [`crate::base::error::Common`] naming the field.
pub fn add_companion(tx: &mut Tx<'_>, input: &AddCompanion) -> Result<CompanionId> {
    let op = tx.begin(Op::AddCompanion)?;
    let guest_id = merged::current(tx.db(), input.guest)?;
    let other_id = input.other.map(|other| merged::current(tx.db(), other)).transpose()?;
    if other_id == Some(guest_id) {
        return Err(rules::DossierRefusal::OwnCompanion.into());
    }
    rules::fits(rows::companions(tx.db(), guest_id)?.len())?;
    let companion = Companion {
        id: tx.new_id(),
        guest_id,
        other_id,
        name: text::required("name", &input.name, NAME_MAX)?,
        relation: text::optional("relation", &input.relation, LINE_MAX)?,
        author: tx.session().user,
        created_at_ms: tx.at(),
        business_date: tx.business_date(),
    };
    rows::insert_companion(tx, &companion)?;
    merged::came_for(tx, input.guest, MovedKind::Companion, companion.id)?;
    tx.record(op, Change::added(companion.id, &companion)?.about(guest_id))?;
    Ok(companion.id)
}

/// Strikes a companion off; the history stays. Errors: [`crate::base::error::Common::NotFound`].
pub fn drop_companion(tx: &mut Tx<'_>, input: &DropCompanion) -> Result<CompanionId> {
    let op = tx.begin(Op::DropCompanion)?;
    let companion = rows::companion(tx.db(), input.companion.raw())?;
    companion.remove(tx)?;
    tx.record(op, Change::removed(companion.id, &companion)?.about(companion.guest_id))?;
    Ok(companion.id)
}

/// Returns a guest's companions, first written first; each leads to the record that stands for them now.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn companions_of(db: &Db, guest: GuestId) -> Result<Vec<Companion>> {
    let mut companions = rows::companions(db, guest)?;
    for one in &mut companions {
        one.other_id = one.other_id.map(|other| merged::current(db, other)).transpose()?;
    }
    Ok(companions)
}

impl Kept for Companion {
    fn id(&self) -> RawId {
        self.id.raw()
    }
    fn guest(&self) -> GuestId {
        self.guest_id
    }
    fn get(db: &Db, id: RawId) -> Result<Self> {
        rows::companion(db, id)
    }
    fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        rows::insert_companion(tx, self)
    }
    fn put(&self, _tx: &Tx<'_>) -> Result<()> {
        // A companion never changes once written down.
        Ok(())
    }
    fn remove(&self, tx: &Tx<'_>) -> Result<()> {
        rows::remove_companion(tx, self.id)
    }
}

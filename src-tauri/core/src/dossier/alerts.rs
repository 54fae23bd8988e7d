//! What must be seen at a moment: on opening the card, at check-in, at departure. Do-not-rent and credit notes are cautions:
//! only the duty manager and above write, read and lift them; the desk sees that there is one and whom to ask.

use serde::{Deserialize, Serialize};

use super::{
    kept::Kept,
    rows,
    rules::{self, DossierRefusal},
};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{AlertId, GuestId, RawId, UserId},
        text::{self, LINE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
    stored_words,
};

stored_words! {
    /// What an alert is.
    pub enum AlertKind {
        /// 提醒
        Note = "note",
        /// 勿接待
        DoNotRent = "do_not_rent",
        /// 信用: 欠款、逃账
        Credit = "credit",
    }
}

stored_words! {
    /// When it must be seen.
    pub enum Moment {
        /// 打开客史卡时
        Open = "open",
        /// 办理入住时
        CheckIn = "check_in",
        /// 离店时
        Departure = "departure",
    }
}

impl AlertKind {
    /// Returns whether only the duty manager and above may read its words.
    pub const fn is_caution(self) -> bool {
        matches!(self, Self::DoNotRent | Self::Credit)
    }
}

/// One alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "GuestAlert")]
pub struct Alert {
    /// Record id.
    pub id: AlertId,
    /// About whom.
    pub guest_id: GuestId,
    /// What it is.
    pub kind: AlertKind,
    /// When it must be seen.
    pub moment: Moment,
    /// What it says; empty for readers who may not see it.
    pub words: String,
    /// Who wrote it.
    pub author: UserId,
    /// When.
    pub created_at_ms: Instant,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
    /// Why it was lifted; empty while it stands.
    pub lifted_why: String,
    /// Who lifted it.
    pub lifted_by: Option<UserId>,
    /// When.
    pub lifted_at_ms: Option<Instant>,
}

/// An alert as it is written.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct AddAlert {
    /// About whom.
    pub guest: GuestId,
    /// What it is.
    pub kind: AlertKind,
    /// When it must be seen.
    pub moment: Moment,
    /// What it says.
    pub words: String,
}

/// Lifts an alert.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct LiftAlert {
    /// Which.
    pub alert: AlertId,
    /// Why.
    pub reason: String,
}

/// Writes a plain alert. Errors: [`DossierRefusal`], [`crate::base::error::Common`] naming the field.
pub fn add_alert(tx: &mut Tx<'_>, input: &AddAlert) -> Result<AlertId> {
    let op = tx.begin(Op::AddAlert)?;
    if input.kind.is_caution() {
        return Err(DossierRefusal::CautionOnly.into());
    }
    let alert = written(tx, input)?;
    tx.record(op, Change::added(alert.id, &alert)?.about(alert.guest_id))?;
    Ok(alert.id)
}

/// Writes a do-not-rent or credit note. Errors: as [`add_alert`].
pub fn add_caution(tx: &mut Tx<'_>, input: &AddAlert) -> Result<AlertId> {
    let op = tx.begin(Op::AddCaution)?;
    let alert = written(tx, input)?;
    tx.record(op, Change::added(alert.id, &alert)?.about(alert.guest_id))?;
    Ok(alert.id)
}

/// Lifts a plain alert, with a reason. Errors: [`DossierRefusal`], [`crate::base::error::Common`].
pub fn lift_alert(tx: &mut Tx<'_>, input: &LiftAlert) -> Result<AlertId> {
    let op = tx.begin(Op::LiftAlert)?;
    let before = rows::alert(tx.db(), input.alert.raw())?;
    if before.kind.is_caution() {
        return Err(DossierRefusal::CautionOnly.into());
    }
    let after = lifted(tx, &before, input)?;
    tx.record(op, Change::updated(after.id, &before, &after)?.about(after.guest_id))?;
    Ok(after.id)
}

/// Lifts a do-not-rent or credit note, with a reason. Errors: as [`lift_alert`].
pub fn lift_caution(tx: &mut Tx<'_>, input: &LiftAlert) -> Result<AlertId> {
    let op = tx.begin(Op::LiftCaution)?;
    let before = rows::alert(tx.db(), input.alert.raw())?;
    let after = lifted(tx, &before, input)?;
    tx.record(op, Change::updated(after.id, &before, &after)?.about(after.guest_id))?;
    Ok(after.id)
}

fn written(tx: &mut Tx<'_>, input: &AddAlert) -> Result<Alert> {
    let guest_id = merged::current(tx.db(), input.guest)?;
    rules::fits(rows::alerts(tx.db(), guest_id)?.len())?;
    let alert = Alert {
        id: tx.new_id(),
        guest_id,
        kind: input.kind,
        moment: input.moment,
        words: text::required("words", &input.words, LINE_MAX)?,
        author: tx.session().user,
        created_at_ms: tx.at(),
        business_date: tx.business_date(),
        lifted_why: String::new(),
        lifted_by: None,
        lifted_at_ms: None,
    };
    rows::insert_alert(tx, &alert)?;
    merged::came_for(tx, input.guest, MovedKind::Alert, alert.id)?;
    Ok(alert)
}

fn lifted(tx: &Tx<'_>, before: &Alert, input: &LiftAlert) -> Result<Alert> {
    if before.lifted_at_ms.is_some() {
        return Err(DossierRefusal::AlreadyLifted.into());
    }
    let after = Alert {
        lifted_why: text::required("reason", &input.reason, LINE_MAX)?,
        lifted_by: Some(tx.session().user),
        lifted_at_ms: Some(tx.at()),
        ..before.clone()
    };
    rows::put_alert(tx, &after)?;
    Ok(after)
}

/// Returns the alerts of a guest that stand, cautions first; without their words where the reader may not see cautions.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn alerts_of(db: &Db, guest: GuestId, sees_cautions: bool) -> Result<Vec<Alert>> {
    let mut alerts = rows::alerts(db, guest)?;
    alerts.retain(|alert| alert.lifted_at_ms.is_none());
    for alert in alerts.iter_mut().filter(|alert| alert.kind.is_caution() && !sees_cautions) {
        alert.words.clear();
    }
    Ok(alerts)
}

impl Kept for Alert {
    fn id(&self) -> RawId {
        self.id.raw()
    }
    fn guest(&self) -> GuestId {
        self.guest_id
    }
    fn get(db: &Db, id: RawId) -> Result<Self> {
        rows::alert(db, id)
    }
    fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        rows::insert_alert(tx, self)
    }
    fn put(&self, tx: &Tx<'_>) -> Result<()> {
        rows::put_alert(tx, self)
    }
    fn remove(&self, tx: &Tx<'_>) -> Result<()> {
        rows::remove_alert(tx, self.id)
    }
}

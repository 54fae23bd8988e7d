//! 互动、活动、意见: what passed between the guest and the house outside a stay, written down by hand.

use serde::{Deserialize, Serialize};

use super::{calls::CallOutcome, kept::Kept, rows, rules};
use crate::{
    audit::{change::Change, op::Op, permission::Grant},
    base::{
        error::{Common, Result},
        ids::{DealingId, GuestId, RawId, UserId},
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
    /// What it was.
    pub enum DealingKind {
        /// 互动
        Interaction = "interaction",
        /// 参加的活动
        Event = "event",
        /// 意见、建议、表扬: no complaint
        Opinion = "opinion",
    }
}

stored_words! {
    /// By which way.
    pub enum DealingChannel {
        /// 当面
        Person = "person",
        /// 电话
        Phone = "phone",
        /// 邮件
        Email = "email",
        /// 微信
        Wechat = "wechat",
        /// 社交媒体
        Social = "social",
        /// 官网
        Website = "website",
        /// 在线评价
        Review = "review",
    }
}

/// One dealing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Dealing {
    /// Record id.
    pub id: DealingId,
    /// With whom.
    pub guest_id: GuestId,
    /// What it was.
    pub kind: DealingKind,
    /// By which way.
    pub channel: DealingChannel,
    /// What was said; an event's name.
    pub words: String,
    /// On which day.
    pub happened_on: BusinessDate,
    /// Who wrote it down.
    pub author: UserId,
    /// When.
    pub created_at_ms: Instant,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
    /// 主动问候: how the guest answered; none where it was no courtesy call. Absent in images from before there were any.
    #[serde(default)]
    pub outcome: Option<CallOutcome>,
}

/// A dealing as the desk takes it down.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct AddDealing {
    /// With whom.
    pub guest: GuestId,
    /// What it was.
    pub kind: DealingKind,
    /// By which way.
    pub channel: DealingChannel,
    /// What was said; an event's name.
    pub words: String,
    /// On which day; today where none is given.
    pub happened_on: Option<BusinessDate>,
}

/// Strikes a dealing off.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct DropDealing {
    /// Which.
    pub dealing: DealingId,
}

/// Writes a dealing down. Errors: [`super::DossierRefusal`], [`crate::base::error::Common`] naming the field.
pub fn add_dealing(tx: &mut Tx<'_>, input: &AddDealing) -> Result<DealingId> {
    let op = tx.begin(Op::AddDealing)?;
    let guest_id = merged::current(tx.db(), input.guest)?;
    rules::fits(rows::dealings(tx.db(), guest_id)?.len())?;
    let happened_on = input.happened_on.unwrap_or(tx.business_date());
    if happened_on > tx.business_date() {
        return Err(rules::DossierRefusal::NotYet.into());
    }
    let dealing = Dealing {
        id: tx.new_id(),
        guest_id,
        kind: input.kind,
        channel: input.channel,
        words: text::required("words", &input.words, LINE_MAX)?,
        happened_on,
        author: tx.session().user,
        created_at_ms: tx.at(),
        business_date: tx.business_date(),
        outcome: None,
    };
    rows::insert_dealing(tx, &dealing)?;
    merged::came_for(tx, input.guest, MovedKind::Dealing, dealing.id)?;
    tx.record(op, Change::added(dealing.id, &dealing)?.about(guest_id))?;
    Ok(dealing.id)
}

/// Strikes a dealing off; its history stays. A courtesy call is struck off by those who make them.
///
/// Errors: [`Common::NotFound`], [`Common::NotAllowed`].
pub fn drop_dealing(tx: &mut Tx<'_>, input: &DropDealing) -> Result<DealingId> {
    let op = tx.begin(Op::DropDealing)?;
    let dealing = rows::dealing(tx.db(), input.dealing.raw())?;
    if dealing.outcome.is_some() && Op::MakeCall.grant(tx.session().role) != Grant::Full {
        return Err(Common::NotAllowed { operation: Op::MakeCall.word() }.into());
    }
    dealing.remove(tx)?;
    tx.record(op, Change::removed(dealing.id, &dealing)?.about(dealing.guest_id))?;
    Ok(dealing.id)
}

/// Returns a guest's dealings, latest first. Errors: [`crate::base::error::Error::Database`].
pub fn dealings_of(db: &Db, guest: GuestId) -> Result<Vec<Dealing>> {
    rows::dealings(db, guest)
}

impl Kept for Dealing {
    fn id(&self) -> RawId {
        self.id.raw()
    }
    fn guest(&self) -> GuestId {
        self.guest_id
    }
    fn get(db: &Db, id: RawId) -> Result<Self> {
        rows::dealing(db, id)
    }
    fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        rows::insert_dealing(tx, self)
    }
    fn put(&self, _tx: &Tx<'_>) -> Result<()> {
        // A dealing never changes once it stands.
        Ok(())
    }
    fn remove(&self, tx: &Tx<'_>) -> Result<()> {
        rows::remove_dealing(tx, self.id)
    }
}

//! 主动问候: the duty manager greets a guest before anything goes wrong. What they answered is a dealing with an outcome; whom to
//! greet is `courtesy`'s to say.

use serde::{Deserialize, Serialize};

use super::{Dealing, DealingChannel, DealingKind, rows, rules, rules::DossierRefusal};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{DealingId, GuestId},
        text::{self, LINE_MAX},
    },
    db::{
        Tx,
        merged::{self, MovedKind},
    },
    stored_words,
};

stored_words! {
    /// How a guest answered. Source: catalogue G14, the axis of feedback.
    pub enum CallOutcome {
        /// 满意
        Satisfied = "satisfied",
        /// 一般
        Fair = "fair",
        /// 不满意: a complaint is taken down next
        Unhappy = "unhappy",
    }
}

/// A courtesy call that was made.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct MakeCall {
    /// Who was greeted.
    pub guest: GuestId,
    /// In person, by telephone, or as they like it.
    pub channel: DealingChannel,
    /// How they answered.
    pub outcome: CallOutcome,
    /// What they said; may be empty.
    pub words: String,
}

/// Writes down that a guest in house was greeted and how they answered.
///
/// Errors: [`DossierRefusal::NotInHouse`], [`DossierRefusal::TooManyRecords`], [`crate::base::error::Common`] naming the field.
pub fn make_call(tx: &mut Tx<'_>, input: &MakeCall) -> Result<DealingId> {
    let op = tx.begin(Op::MakeCall)?;
    let guest_id = merged::current(tx.db(), input.guest)?;
    rules::fits(rows::dealings(tx.db(), guest_id)?.len())?;
    if !rows::is_in_house(tx.db(), guest_id)? {
        return Err(DossierRefusal::NotInHouse.into());
    }
    let call = Dealing {
        id: tx.new_id(),
        guest_id,
        kind: DealingKind::Interaction,
        channel: input.channel,
        words: text::optional("words", &input.words, LINE_MAX)?,
        happened_on: tx.business_date(),
        author: tx.session().user,
        created_at_ms: tx.at(),
        business_date: tx.business_date(),
        outcome: Some(input.outcome),
    };
    rows::insert_dealing(tx, &call)?;
    merged::came_for(tx, input.guest, MovedKind::Dealing, call.id)?;
    tx.record(op, Change::added(call.id, &call)?.about(guest_id))?;
    Ok(call.id)
}

//! Head office's public key as the house set it: once it is set, every package leaves sealed to it. Another one is another
//! version; none is ever taken away.

mod rows;

use serde::{Deserialize, Serialize};

use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::{Refusal, Result},
        ids::RecordId,
        role::Confirmed,
        text,
        time::Instant,
    },
    db::{Db, Tx},
    export::sealing::Recipient,
};

/// One version of head office's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SealKey {
    /// From 1; the newest is in force.
    pub version: u32,
    /// `age1…`
    pub recipient: String,
    /// What people compare over the telephone: 32 hexadecimal digits.
    pub fingerprint: String,
    /// What people call it: 集团数据部 2026 公钥.
    pub whose: String,
    /// Who set it, as colleagues read it.
    pub by: String,
    /// When.
    pub at_ms: Instant,
}

/// Input of setting the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SetSealKey {
    /// `age1…`, as head office gave it.
    pub recipient: String,
    /// What people call it.
    pub whose: String,
    /// The version that the person saw; 0 where none was set.
    pub seen: u32,
}

/// Why the key is not set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealKeyRefusal {
    /// The person did not give their PIN again.
    NotConfirmed,
    /// Somebody else set another one meanwhile.
    SetMeanwhile,
    /// It is the one in force.
    SameKey,
}

impl Refusal for SealKeyRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotConfirmed => "not_confirmed",
            Self::SetMeanwhile => "seal_key_set_meanwhile",
            Self::SameKey => "seal_key_same",
        }
    }
}

/// Returns the key in force, where the house set one.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn current(db: &Db) -> Result<Option<SealKey>> {
    Ok(rows::versions(db, 1)?.pop())
}

/// Sets the key that every package is sealed to from now on; `confirmed` is the acting person's own PIN, given again.
///
/// Returns what was set.
///
/// Errors: [`crate::export::sealing::SealRefusal`] of the text, [`SealKeyRefusal`], [`crate::base::error::Common::Empty`].
pub fn set(tx: &mut Tx<'_>, input: &SetSealKey, confirmed: &Confirmed) -> Result<SealKey> {
    let op = tx.begin(Op::SetSealKey)?;
    if confirmed.user() != tx.session().user {
        return Err(SealKeyRefusal::NotConfirmed.into());
    }
    let before = current(tx.db())?;
    let version = before.as_ref().map_or(0, |key| key.version);
    if version != input.seen {
        return Err(SealKeyRefusal::SetMeanwhile.into());
    }
    let recipient = Recipient::parse(&input.recipient)?;
    let after = SealKey {
        version: version + 1,
        recipient: recipient.to_string(),
        fingerprint: recipient.fingerprint(),
        whose: text::required("whose", &input.whose, text::NAME_MAX)?,
        by: String::new(),
        at_ms: tx.at(),
    };
    if before.as_ref().is_some_and(|before| before.recipient == after.recipient) {
        return Err(SealKeyRefusal::SameKey.into());
    }
    rows::insert(tx, &after)?;
    tx.touches(RecordKind::Export);
    let record: RecordId = tx.new_id();
    tx.record(op, Change::updated(record, &before, &Some(after.clone()))?)?;
    Ok(after)
}

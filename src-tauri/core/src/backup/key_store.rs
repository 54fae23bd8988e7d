//! The key store of the operating system turned on and off, as the history says it (docs/adr/key-store.md). The slot is
//! `db/keys/key_store.rs`'s, the store the shells'.

use serde::{Deserialize, Serialize};

use crate::{
    audit::{change::Change, op::Op},
    base::{error::Result, ids::RawId},
    db::Tx,
    stored_words,
};

stored_words! {
    /// What was done with the slot of the key store.
    pub enum KeyStoreAct {
        /// The machine opens the file from now on.
        On = "on",
        /// The passphrase is asked for again.
        Off = "off",
    }
}

/// A change of the key store's slot: no secret, and not the name that the store knows it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SetKeyStore {
    /// What was done.
    pub act: KeyStoreAct,
}

/// Remembers in the history that the key store was turned on or off.
///
/// Errors: [`crate::base::error::Common::PinAgain`], [`crate::base::error::Error::Database`].
pub fn record(tx: &mut Tx<'_>, set: &SetKeyStore) -> Result<()> {
    let op = tx.begin(Op::SetKeyStore)?;
    let id: RawId = tx.new_id();
    tx.record(op, Change::noted(id, set)?)?;
    Ok(())
}

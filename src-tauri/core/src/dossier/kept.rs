//! What the four kinds of record have in common: they are added, struck off or settled, and each of that can be taken back.

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    audit::change::Change,
    base::{
        error::{Common, Error, Result},
        ids::{GuestId, RawId},
    },
    db::{Db, Tx},
};

/// A record under a guest.
pub trait Kept: Serialize + DeserializeOwned {
    fn id(&self) -> RawId;
    fn guest(&self) -> GuestId;
    fn get(db: &Db, id: RawId) -> Result<Self>;
    fn insert(&self, tx: &Tx<'_>) -> Result<()>;
    /// Writes what may change of it once it stands.
    fn put(&self, tx: &Tx<'_>) -> Result<()>;
    fn remove(&self, tx: &Tx<'_>) -> Result<()>;
}

/// Puts a record back as it was before. Errors: [`Common::ChangedMeanwhile`].
pub fn take_back<T: Kept>(tx: &Tx<'_>, record: RawId, before: Option<&str>, after: Option<&str>) -> Result<Change> {
    let Some(after) = after else {
        let back: T = from_image(before)?;
        back.insert(tx)?;
        return Ok(Change::added(back.id(), &back)?.about(back.guest()));
    };
    let now = T::get(tx.db(), record)?;
    // Compared as this program writes it: an image from before a field was added is none the worse for it.
    let left: T = from_image(Some(after))?;
    if image(&now)? != image(&left)? {
        return Err(Common::ChangedMeanwhile.into());
    }
    if before.is_none() {
        now.remove(tx)?;
        return Ok(Change::removed(now.id(), &now)?.about(now.guest()));
    }
    let back: T = from_image(before)?;
    back.put(tx)?;
    Ok(Change::updated(back.id(), &now, &back)?.about(back.guest()))
}

fn image<T: Serialize>(record: &T) -> Result<String> {
    serde_json::to_string(record).map_err(|_| damaged())
}

fn from_image<T: DeserializeOwned>(image: Option<&str>) -> Result<T> {
    serde_json::from_str(image.ok_or_else(damaged)?).map_err(|_| damaged())
}

fn damaged() -> Error {
    Error::Damaged { what: "a record's image".to_owned() }
}

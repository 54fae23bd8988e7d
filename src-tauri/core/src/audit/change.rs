//! What one operation did to one record: images before and after, as canonical JSON.

use serde::Serialize;

use crate::base::{
    error::{Error, Result},
    ids::RawId,
};

/// Before and after of one record. `None` before: it was added; `None` after: it was taken away.
#[derive(Debug, Clone)]
pub struct Change {
    /// The record.
    pub record: RawId,
    /// Its image before, as JSON.
    pub before: Option<String>,
    /// Its image after, as JSON.
    pub after: Option<String>,
    /// The guest it concerns, so that a guest's page can show it.
    pub about: Option<RawId>,
    /// The history row that it takes back.
    pub undoes: Option<i64>,
}

impl Change {
    /// Returns the change that added `after`.
    pub fn added<T: Serialize>(record: impl Into<RawId>, after: &T) -> Result<Self> {
        Ok(Self::of(record.into(), None, Some(image(after)?)))
    }

    /// Returns the change from `before` to `after`.
    pub fn updated<T: Serialize>(record: impl Into<RawId>, before: &T, after: &T) -> Result<Self> {
        Ok(Self::of(record.into(), Some(image(before)?), Some(image(after)?)))
    }

    /// Returns the change that took `before` away.
    pub fn removed<T: Serialize>(record: impl Into<RawId>, before: &T) -> Result<Self> {
        Ok(Self::of(record.into(), Some(image(before)?), None))
    }

    /// Returns a remembered act that changed no image, such as a reveal, with what is to be known of it.
    pub fn noted<T: Serialize>(record: impl Into<RawId>, what: &T) -> Result<Self> {
        Ok(Self::of(record.into(), None, Some(image(what)?)))
    }

    /// Returns this change, known to concern `guest`.
    #[must_use]
    pub fn about(mut self, guest: impl Into<RawId>) -> Self {
        self.about = Some(guest.into());
        self
    }

    /// Returns this change, known to take back history row `seq`.
    #[must_use]
    pub fn undoing(mut self, seq: i64) -> Self {
        self.undoes = Some(seq);
        self
    }

    fn of(record: RawId, before: Option<String>, after: Option<String>) -> Self {
        Self { record, before, after, about: None, undoes: None }
    }
}

fn image<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|_| Error::Damaged { what: "an image that does not serialise".to_owned() })
}

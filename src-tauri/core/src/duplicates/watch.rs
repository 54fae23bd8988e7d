//! How far a long run is, and whether to go on.

use std::ops::ControlFlow;

use serde::Serialize;

use crate::{
    base::error::{Refusal, Result},
    stored_words,
};

stored_words! {
    /// What a run is doing.
    pub enum DuplicateStage {
        /// Reading every guest.
        Read = "read",
        /// Learning what a likeness weighs here.
        Learn = "learn",
        /// Comparing.
        Compare = "compare",
        /// Writing what was found.
        Keep = "keep",
    }
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "DuplicateProgress")]
pub struct Progress {
    /// What it is doing.
    pub stage: DuplicateStage,
    /// Done so far, in parts of `total`.
    #[specta(type = f64)]
    pub done: u64,
    /// Of so many.
    #[specta(type = f64)]
    pub total: u64,
}

/// Why a run ended early, or a suspect was not settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DuplicateRefusal {
    /// Whoever asked for it wants no more.
    Cancelled,
    /// The two are not among the suspects, or one of them is gone.
    NoSuspect,
    /// They are settled so already.
    AlreadySettled,
}

impl Refusal for DuplicateRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::NoSuspect => "no_suspect",
            Self::AlreadySettled => "already_settled",
        }
    }
}

/// Who hears how far a run is, and may end it.
pub struct Watch<'w> {
    report: &'w mut dyn FnMut(Progress) -> ControlFlow<()>,
}

impl<'w> Watch<'w> {
    /// Returns a watch that tells `report`; where that breaks, the run ends and nothing was written.
    pub fn new(report: &'w mut dyn FnMut(Progress) -> ControlFlow<()>) -> Self {
        Self { report }
    }

    /// Tells how far the run is.
    ///
    /// Errors: [`DuplicateRefusal::Cancelled`] where the caller wants no more.
    pub(crate) fn at(&mut self, stage: DuplicateStage, done: u64, total: u64) -> Result<()> {
        match (self.report)(Progress { stage, done: done.min(total), total }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(DuplicateRefusal::Cancelled.into()),
        }
    }
}

//! What packages are loaded into: one package is one transaction. SQLite is built in (`rows`); DuckDB and PostgreSQL are told what to do
//! through their own programs (`script`).

use super::{Receives, chain::Link, manifest::Manifest};
use crate::base::{error::Result, time::Instant};

/// An engine that packages are loaded into.
pub trait Engine: Receives {
    /// Returns the packages that are there.
    fn known(&mut self) -> Result<Vec<Link>>;
    /// A package's rows follow. Errors: [`super::GroupRefusal::TableChanged`].
    fn begin(&mut self, manifest: &Manifest, at: Instant) -> Result<()>;
    /// Nothing is wrong with it: it shall stay.
    fn keep(&mut self, manifest: &Manifest) -> Result<()>;
    /// Something is: nothing of it shall.
    fn abandon(&mut self) -> Result<()>;
    /// Makes the views of present rows and the group's own, and waits until everything is durable.
    fn finish(&mut self) -> Result<()>;
}

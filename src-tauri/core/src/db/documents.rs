//! The hotel's key for documents, as it lies in the file.

use super::Db;
use crate::base::{document::DocumentKey, error::Result};

/// Returns the key under which this hotel's documents are hashed.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn key(db: &Db) -> Result<DocumentKey> {
    let sql = "SELECT value FROM secrets WHERE name = 'document'";
    Ok(DocumentKey(db.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?))
}

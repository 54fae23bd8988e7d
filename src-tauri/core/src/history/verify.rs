//! The chain, checked row by row: a file changed with outside tools is found, with its first bad row (PROMISES 26).

use serde::{Deserialize, Serialize};

use crate::{
    audit::chain::{Head, Link, hex, image_digest},
    base::error::Result,
    db::{Db, chain_key},
};

/// The first thing wrong with the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum ChainFault {
    /// A row is missing before this one.
    Gap {
        /// The row after the gap.
        #[specta(type = f64)]
        seq: i64,
    },
    /// A row is not what it was when it was written.
    Row {
        /// The row.
        #[specta(type = f64)]
        seq: i64,
    },
    /// An image is not what it was when it was written.
    Image {
        /// Its row.
        #[specta(type = f64)]
        seq: i64,
    },
    /// The chain is shorter than the head that was remembered outside.
    Shorter {
        /// How far it went once.
        #[specta(type = f64)]
        remembered: i64,
        /// How far it goes now.
        #[specta(type = f64)]
        found: i64,
    },
}

/// Returns the first fault of the chain, or `None` where every row and image is as written. `remembered` is a head that
/// left the file, where there is one.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn chain(db: &Db, remembered: Option<&Head>) -> Result<Option<ChainFault>> {
    let key = chain_key(db.conn())?;
    let mut rows = db.conn().prepare(include_str!("sql/chain.sql"))?;
    let mut rows = rows.query([])?;
    let (mut previous, mut expected): (Vec<u8>, i64) = (Vec::new(), 1);
    while let Some(row) = rows.next()? {
        let (seq, before, after): (i64, Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(7)?, row.get(8)?);
        let (user, record, mac): (Vec<u8>, Vec<u8>, Vec<u8>) = (row.get(2)?, row.get(5)?, row.get(9)?);
        let (op, kind, request): (String, String, String) = (row.get(3)?, row.get(4)?, row.get(6)?);
        let (date, about): (String, Option<Vec<u8>>) = (row.get(14)?, row.get(15)?);
        if seq != expected {
            return Ok(Some(ChainFault::Gap { seq }));
        }
        let link = Link {
            seq,
            at_ms: row.get(1)?,
            business_date: &date,
            user: &user,
            op: &op,
            kind: &kind,
            record: &record,
            key: &request,
            about: about.as_deref().unwrap_or_default(),
            undoes: row.get(16)?,
            before: &before,
            after: &after,
        };
        if key.mac(&previous, &link).as_slice() != mac {
            return Ok(Some(ChainFault::Row { seq }));
        }
        if remembered.is_some_and(|head| head.seq == seq && head.mac != hex(&mac)) {
            return Ok(Some(ChainFault::Row { seq }));
        }
        for (digest, salt, body) in [(&before, 10, 11), (&after, 12, 13)] {
            let (salt, body): (Option<Vec<u8>>, Option<String>) = (row.get(salt)?, row.get(body)?);
            // An erased image took its salt along: nothing to compare, the digest stays covered.
            if let (Some(salt), Some(body)) = (salt, body)
                && image_digest(&salt, &body).as_slice() != digest.as_slice()
            {
                return Ok(Some(ChainFault::Image { seq }));
            }
        }
        previous = mac;
        expected += 1;
    }
    let found = expected - 1;
    Ok(remembered.filter(|head| head.seq > found).map(|head| ChainFault::Shorter { remembered: head.seq, found }))
}

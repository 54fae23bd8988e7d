//! A write in progress: permission first, then the rows, then what is remembered, all in one transaction.

use std::{cell::RefCell, collections::BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::{hotel::Hotel, store::Db};
use crate::{
    audit::{
        chain::{ChainKey, Head, Link, hex, image_digest},
        change::Change,
        op::{Op, RecordKind},
        permission::Grant,
    },
    base::{
        entropy::Entropy,
        error::{Common, Error, Result},
        ids::RawId,
        request::Request,
        role::Session,
        time::{BusinessDate, Instant},
    },
};

/// Guests of one write who are named to the one box; where there are more it files everybody again, and nobody is named.
pub const SEARCHED_AGAIN_MAX: usize = 2_000;

/// What a write answers: its value and which kinds of record it touched. The window refreshes every query that reads one
/// of those kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Done<T> {
    /// Ids of what was made; never a guest's data, for it is kept with the request key.
    pub value: T,
    /// Which kinds of record were touched.
    pub changed: Vec<RecordKind>,
    /// The first history row of this write: what Ctrl+Z takes back.
    #[specta(type = f64)]
    pub seq: i64,
}

/// Proof that this operation was allowed; only [`Tx::record`] consumes it.
#[must_use = "an operation that began must be recorded"]
#[derive(Debug)]
pub struct Begun {
    op: Op,
    grant: Grant,
}

impl Begun {
    /// Returns what the acting role holds: [`Grant::Limited`] obliges the operation to look at limits or department.
    pub fn grant(&self) -> Grant {
        self.grant
    }
}

/// One transaction of one request.
pub struct Tx<'w> {
    db: &'w Db,
    request: &'w Request,
    /// What was asked, and the salt that its digest has on the first row.
    input: (&'w str, [u8; 16]),
    chain: ChainKey,
    business_date: BusinessDate,
    entropy: Entropy,
    ids_made: u64,
    head_seq: i64,
    head_mac: Vec<u8>,
    first_seq: Option<i64>,
    changed: BTreeSet<RecordKind>,
    /// Guests whose search forms must be refreshed before the commit.
    touched: RefCell<BTreeSet<RawId>>,
    /// Guests whose place in the list of guests must be refreshed before the commit, without those above.
    filed: RefCell<BTreeSet<RawId>>,
}

/// Guests of one write of whom something derived must be made again before the commit; of each set one more than
/// [`SEARCHED_AGAIN_MAX`] where they are too many to be named.
#[derive(Debug, Default, Clone)]
pub struct Touched {
    /// What the one box knows of them, and all else that derives from a guest.
    pub searched: Vec<RawId>,
    /// Their place in the list of guests alone.
    pub filed: Vec<RawId>,
}

impl Touched {
    /// Returns whether nobody was touched.
    pub fn is_empty(&self) -> bool {
        self.searched.is_empty() && self.filed.is_empty()
    }
}

impl<'w> Tx<'w> {
    pub(super) fn new(db: &'w Db, request: &'w Request, input: &'w str) -> Result<Self> {
        let conn = db.conn();
        let chain = chain_key(conn)?;
        let head: Option<(i64, Vec<u8>)> = conn
            .prepare_cached("SELECT seq, mac FROM history ORDER BY seq DESC LIMIT 1")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (head_seq, head_mac) = head.unwrap_or_default();
        let mut entropy = Entropy::from_seed(request.seed);
        Ok(Self {
            db,
            request,
            input: (input, entropy.take()),
            chain,
            business_date: db.hotel().clock.business_date(request.at),
            entropy,
            ids_made: 0,
            head_seq,
            head_mac,
            first_seq: None,
            changed: BTreeSet::new(),
            touched: RefCell::default(),
            filed: RefCell::default(),
        })
    }

    /// Asks whether the acting person may do `op`.
    ///
    /// Errors: [`Common::NotAllowed`], [`Common::PinAgain`].
    pub fn begin(&self, op: Op) -> Result<Begun> {
        let session = &self.request.session;
        match op.grant(session.role) {
            Grant::None | Grant::OperationsOnly => Err(Common::NotAllowed { operation: op.word() }.into()),
            _ if op.asks_pin() && !session.is_fresh(self.request.at) => Err(Common::PinAgain { operation: op.word() }.into()),
            grant => Ok(Begun { op, grant }),
        }
    }

    /// Remembers what the operation did, with its images, and extends the chain. Returns the history row's sequence.
    ///
    /// Errors: [`Error::Database`].
    pub fn record(&mut self, begun: Begun, change: Change) -> Result<i64> {
        let (before, after) = (self.salted(change.before), self.salted(change.after));
        let seq = self.head_seq + 1;
        let (before_digest, after_digest) = (digest(&before), digest(&after));
        let asked = self.first_seq.is_none().then(|| image_digest(&self.input.1, self.input.0.as_bytes()));
        let input_digest = asked.as_ref().map_or(&[][..], |digest| digest);
        let kind = begun.op.record();
        let session = &self.request.session;
        let (date, about) = (self.business_date.to_string(), change.about);
        let mac = self.chain.mac(
            &self.head_mac,
            &Link {
                seq,
                at_ms: self.request.at.ms(),
                business_date: &date,
                user: session.user.raw().bytes(),
                op: begun.op.word(),
                kind: kind.word(),
                record: change.record.bytes(),
                key: self.request.key.as_str(),
                about: about.as_ref().map_or(&[], |guest| guest.bytes().as_slice()),
                undoes: change.undoes,
                before: &before_digest,
                after: &after_digest,
                input: input_digest,
            },
        );
        let conn = self.db.conn();
        conn.prepare_cached(include_str!("sql/record.sql"))?.execute(params![
            seq,
            self.request.at,
            self.business_date,
            session.user,
            begun.op,
            kind,
            change.record,
            self.request.key.as_str(),
            change.about,
            change.undoes,
            before_digest,
            after_digest,
            mac.as_slice(),
            input_digest,
        ])?;
        self.keep_image(seq, "before", &before)?;
        self.keep_image(seq, "after", &after)?;
        self.head_seq = seq;
        self.head_mac = mac.to_vec();
        self.first_seq.get_or_insert(seq);
        self.changed.insert(kind);
        Ok(seq)
    }

    /// Says that a kind of record was touched beside the one the operation names, so that windows refresh it.
    pub fn touches(&mut self, kind: RecordKind) {
        self.changed.insert(kind);
    }

    /// Says that what the one box knows of `guest` must be refreshed before the commit.
    pub fn search_again(&self, guest: impl Into<RawId>) {
        name(&self.touched, guest.into());
    }

    /// Says that stays, wishes or complaints of `guest` are other ones: the place in the list of guests must be refreshed
    /// before the commit.
    pub fn file_again(&self, guest: impl Into<RawId>) {
        name(&self.filed, guest.into());
    }

    /// Returns the guests of whom something derived is out of date, and forgets them.
    pub fn take_touched(&self) -> Touched {
        let taken = |of: &RefCell<BTreeSet<RawId>>| std::mem::take(&mut *of.borrow_mut()).into_iter().collect();
        Touched { searched: taken(&self.touched), filed: taken(&self.filed) }
    }

    /// Returns a new id, derived from the request key: the same write run again makes the same ids.
    pub fn new_id<T: From<RawId>>(&mut self) -> T {
        let raw = RawId::derive(self.request.at, self.request.key.as_str().as_bytes(), self.ids_made);
        self.ids_made += 1;
        raw.into()
    }

    /// Returns four bytes that mark the rows of a bulk operation, for [`RawId::in_order`].
    pub fn bulk_seed(&self) -> [u8; 4] {
        let digest = blake3::hash(self.request.key.as_str().as_bytes());
        [digest.as_bytes()[0], digest.as_bytes()[1], digest.as_bytes()[2], digest.as_bytes()[3]]
    }

    /// Returns the read side of this transaction: it sees what was written so far.
    pub fn db(&self) -> &'w Db {
        self.db
    }

    /// Returns fresh bytes for salts; derived from the shell's entropy.
    pub fn entropy(&mut self) -> &mut Entropy {
        &mut self.entropy
    }

    /// Returns when the write was given.
    pub fn at(&self) -> Instant {
        self.request.at
    }

    /// Returns the hotel's day of this write.
    pub fn business_date(&self) -> BusinessDate {
        self.business_date
    }

    /// Returns who acts.
    pub fn session(&self) -> &'w Session {
        &self.request.session
    }

    /// Returns the request's key.
    pub fn key(&self) -> &'w str {
        self.request.key.as_str()
    }

    /// Returns the hotel's facts.
    pub fn hotel(&self) -> &Hotel {
        self.db.hotel()
    }

    /// Returns the connection, for `rows.rs` and `sql/` only.
    pub(crate) fn conn(&self) -> &'w Connection {
        self.db.conn()
    }

    pub(super) fn finish<T: Serialize>(self, op: Op, value: T) -> Result<(Done<T>, Head)> {
        let changed: Vec<RecordKind> = self.changed.iter().copied().collect();
        let first_made = self.first_seq.is_some();
        let first = self.first_seq.unwrap_or(self.head_seq);
        let unstorable = |_| Error::Damaged { what: "an answer that does not serialise".to_owned() };
        let conn = self.db.conn();
        let (input, salt) = self.input;
        if first_made {
            self.keep_image(first, "input", &Some((salt, input.to_owned())))?;
        }
        conn.prepare_cached("INSERT INTO requests VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8)")?.execute(params![
            self.request.key.as_str(),
            op,
            self.chain.input_digest(op.word(), input.as_bytes()).as_slice(),
            serde_json::to_string(&value).map_err(unstorable)?,
            serde_json::to_string(&changed).map_err(unstorable)?,
            first,
            self.request.at,
            self.head_seq,
        ])?;
        Ok((Done { value, changed, seq: first }, Head { seq: self.head_seq, mac: hex(&self.head_mac) }))
    }

    fn salted(&mut self, image: Option<String>) -> Option<([u8; 16], String)> {
        image.map(|image| (self.entropy.take(), image))
    }

    fn keep_image(&self, seq: i64, side: &str, image: &Option<([u8; 16], String)>) -> Result<()> {
        if let Some((salt, body)) = image {
            self.db
                .conn()
                .prepare_cached("INSERT INTO images(seq, side, salt, body) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![seq, side, salt.as_slice(), body])?;
        }
        Ok(())
    }
}

/// One more than are named already says that they are too many: an import of a million keeps no million here.
fn name(guests: &RefCell<BTreeSet<RawId>>, guest: RawId) {
    let mut guests = guests.borrow_mut();
    if guests.len() <= SEARCHED_AGAIN_MAX {
        guests.insert(guest);
    }
}

/// Returns the chain's key that lies in the file.
pub(crate) fn chain_key(conn: &Connection) -> Result<ChainKey> {
    let key = conn.prepare_cached("SELECT value FROM secrets WHERE name = 'chain'")?.query_row([], |row| row.get(0))?;
    Ok(ChainKey(key))
}

fn digest(image: &Option<([u8; 16], String)>) -> Vec<u8> {
    image.as_ref().map(|(salt, body)| image_digest(salt, body.as_bytes()).to_vec()).unwrap_or_default()
}

//! 证明: one figure of a member's account with every posting that makes it, so that a guest's question ends in a minute: where
//! each comes from, who made it, which lots it touched, which row of the chained history keeps it, and the chain's head at this
//! reading.
//!
//! Absent on purpose: anything kept, and words; the same proof read again later has the same postings under another head.

mod rows;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    audit::{chain::Head, op::RecordKind},
    base::{
        error::{Common, Error, Result},
        ids::{EntryId, LotId},
        points::Points,
        time::{BusinessDate, Instant},
    },
    db::Db,
    loyalty::{
        self, AccountId, Basis, EntryCode, LoyaltyRefusal, Member, MemberRef, check,
        statement::{self, Asked, Source, SumOf},
    },
};

/// Most postings that a proof names; earlier ones are carried forward as one sum.
pub const ENTRIES_MAX: usize = 500;

/// Which figure is to be proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ProofAsked {
    /// What a member holds.
    Balance {
        /// Whose.
        member: MemberRef,
    },
    /// What is left of a lot.
    Lot {
        /// Which.
        lot: LotId,
    },
    /// What one posting moved.
    Entry {
        /// Which.
        entry: EntryId,
    },
    /// One sum of a member's statement.
    Sum {
        /// Whose.
        member: MemberRef,
        /// Which sum.
        sum: SumOf,
        /// First business date of the statement, where it has one.
        from: Option<BusinessDate>,
        /// Last business date of the statement, where it has one.
        to: Option<BusinessDate>,
    },
}

/// A figure and what makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Proof {
    /// What was asked.
    pub asked: ProofAsked,
    /// Whose account.
    pub member: Member,
    /// The figure as the file keeps it, points.
    #[specta(type = f64)]
    pub figure: i64,
    /// Postings before the first that is named, where there are more than [`ENTRIES_MAX`].
    pub carried: Option<Carried>,
    /// The postings that make it, oldest first.
    pub entries: Vec<ProofEntry>,
    /// The lots that these postings touched, what expires first first.
    pub lots: Vec<ProofLot>,
    /// Whether the postings make the figure, each did to lots what it moved, each says what the history keeps of it, and the
    /// account's postings, lots and balance agree.
    pub holds: bool,
    /// The chain's head at this reading.
    pub head: Head,
}

/// Postings that are not named one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Carried {
    /// How many.
    pub postings: u32,
    /// What they add to the figure together.
    #[specta(type = f64)]
    pub points: i64,
}

/// One posting of a proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProofEntry {
    /// Names it.
    pub id: EntryId,
    /// Its place in the ledger: what people call #20417.
    #[specta(type = f64)]
    pub seq: i64,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day.
    pub date: BusinessDate,
    /// Why.
    pub code: EntryCode,
    /// Where it comes from.
    pub source: Source,
    /// What people call that, as on the statement.
    pub told: String,
    /// What a stay's points were reckoned from.
    pub basis: Option<Basis>,
    /// The programme's words, where it has no basis.
    pub memo: String,
    /// What the balance gained, negative where it lost.
    pub points: Points,
    /// The account's balance after it.
    pub balance: Points,
    /// What it adds to the figure; nothing where it only explains it.
    pub adds: Points,
    /// The figure so far, points.
    #[specta(type = f64)]
    pub sum: i64,
    /// The posting that took it back.
    #[specta(type = Option<f64>)]
    pub reversed_by: Option<i64>,
    /// Who made it, as colleagues read it.
    pub by: String,
    /// What it did to which lots.
    pub touched: Vec<Touched>,
    /// The row of the chained history that keeps it.
    pub kept: Option<KeptAs>,
}

/// What a posting did to a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Touched {
    /// Which.
    pub lot: LotId,
    /// The place in the ledger of the posting that made the lot: what people call it by.
    #[specta(type = f64)]
    pub made_by: i64,
    /// Positive where it was made or got something back, negative where something was taken.
    pub points: Points,
}

/// The row of the history that keeps a posting, its own or that of the run or import which made many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct KeptAs {
    /// Its place in the chain.
    #[specta(type = f64)]
    pub seq: i64,
    /// Its mac, hexadecimal.
    pub mac: String,
}

/// A lot that postings of a proof touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProofLot {
    /// Names it.
    pub id: LotId,
    /// The place in the ledger of the posting that made it.
    #[specta(type = f64)]
    pub made_by: i64,
    /// When.
    pub earned_on: BusinessDate,
    /// What it was.
    pub points: Points,
    /// What is left of it today.
    pub left: Points,
    /// The last business date it is good for.
    pub expires_on: BusinessDate,
}

/// Returns the proof of a figure.
///
/// Errors: [`LoyaltyRefusal::NotAMember`], [`Common::NotFound`] for a lot or posting that is not there, [`Error::Damaged`]
/// where a balance passes what points may be.
pub fn read(db: &Db, asked: &ProofAsked) -> Result<Proof> {
    let wanted = wanted(db, asked)?;
    let account = wanted.account;
    let guest = rows::guest_of(db, account)?.ok_or(LoyaltyRefusal::NotAMember)?;
    let member = loyalty::member(db, guest)?.ok_or(LoyaltyRefusal::NotAMember)?;
    let balances = balances(db, account)?;
    let (carried, named) = wanted.adds.split_at(wanted.adds.len().saturating_sub(ENTRIES_MAX));
    let mut sum: i64 = carried.iter().map(|(_, adds)| adds).sum();
    let carried = (!carried.is_empty()).then_some((carried.len(), sum));
    let mut told = Told { db, account, lots: BTreeMap::new(), sound: true };
    let mut entries = Vec::with_capacity(named.len());
    for (seq, adds) in named {
        sum += adds;
        let balance = balances.get(seq).copied().unwrap_or_default();
        entries.push(told.entry(*seq, points(balance)?, (points(*adds)?, sum))?);
    }
    let holds = sum == wanted.figure && told.sound && check::account_agrees(db, account)?;
    Ok(Proof {
        asked: asked.clone(),
        member,
        figure: wanted.figure,
        carried: carried.map(|(count, points)| Carried { postings: u32::try_from(count).unwrap_or(u32::MAX), points }),
        entries,
        lots: told.lots(),
        holds,
        head: db.head()?,
    })
}

/// Whose account, which figure, and what each posting adds to it, in order.
struct Wanted {
    account: AccountId,
    figure: i64,
    adds: Vec<(i64, i64)>,
}

fn wanted(db: &Db, asked: &ProofAsked) -> Result<Wanted> {
    match asked {
        ProofAsked::Balance { member } => {
            let account = account_of(db, member)?;
            Ok(Wanted { account, figure: loyalty::rows::balance(db, account)?.count(), adds: rows::movements(db, account)? })
        }
        ProofAsked::Lot { lot } => of_lot(db, *lot),
        ProofAsked::Entry { entry } => of_entry(db, *entry),
        ProofAsked::Sum { member, sum, from, to } => {
            let period = Asked { from: *from, to: *to, before: None };
            of_sum(db, account_of(db, member)?, *sum, &period)
        }
    }
}

fn account_of(db: &Db, member: &MemberRef) -> Result<AccountId> {
    let guest = loyalty::find(db, member)?.guest;
    Ok(loyalty::rows::account(db, guest)?.ok_or(LoyaltyRefusal::NotAMember)?)
}

fn of_lot(db: &Db, lot: LotId) -> Result<Wanted> {
    let found = rows::lot(db, lot)?.ok_or_else(not_found)?;
    let mut adds = Vec::new();
    for seq in rows::of_lot(db, lot)? {
        let Some(row) = rows::entry(db, found.account, seq)? else { continue };
        let touched = rows::touched(db, row.id)?;
        adds.push((seq, touched.iter().filter(|(one, _)| *one == lot).map(|(_, points)| points.count()).sum()));
    }
    Ok(Wanted { account: found.account, figure: found.left.count(), adds })
}

fn of_entry(db: &Db, entry: EntryId) -> Result<Wanted> {
    let posting = loyalty::rows::posting(db, entry)?.ok_or_else(not_found)?;
    let mut adds = Vec::new();
    for seq in rows::of_entry(db, entry)? {
        let own = rows::entry(db, posting.account, seq)?.is_some_and(|row| row.id == entry);
        adds.push((seq, if own { posting.points.count() } else { 0 }));
    }
    Ok(Wanted { account: posting.account, figure: posting.points.count(), adds })
}

fn of_sum(db: &Db, account: AccountId, sum: SumOf, period: &Asked) -> Result<Wanted> {
    let (from, until) = statement::stretch_of(db, account, period)?;
    let gains: BTreeMap<i64, i64> = rows::movements(db, account)?.into_iter().collect();
    let sign = if matches!(sum, SumOf::Redeemed | SumOf::Expired) { -1 } else { 1 };
    let counted = rows::codes(db, account, from, until)?.into_iter().filter(|(_, code)| SumOf::of(*code) == sum);
    let adds = counted.map(|(seq, _)| (seq, sign * gains.get(&seq).copied().unwrap_or_default())).collect();
    let sums = statement::sums_of(db, account, period)?;
    Ok(Wanted { account, figure: sum.figure(&sums), adds })
}

/// Returns the account's balance after each of its postings.
fn balances(db: &Db, account: AccountId) -> Result<BTreeMap<i64, i64>> {
    let mut running = 0;
    let after = |(seq, gain): (i64, i64)| {
        running += gain;
        (seq, running)
    };
    Ok(rows::movements(db, account)?.into_iter().map(after).collect())
}

/// What is told of postings, and the lots that were met on the way.
struct Told<'d> {
    db: &'d Db,
    account: AccountId,
    lots: BTreeMap<LotId, rows::LotRow>,
    /// Every posting told so far did to lots what it moved, and says what history keeps of it.
    sound: bool,
}

impl Told<'_> {
    fn entry(&mut self, seq: i64, balance: Points, (adds, sum): (Points, i64)) -> Result<ProofEntry> {
        let row = rows::entry(self.db, self.account, seq)?.ok_or_else(not_found)?;
        let touched = self.touched(row.id)?;
        let moved: i64 = touched.iter().map(|one| one.points.count()).sum();
        let own = row.image.as_ref();
        let kept_so = own.is_none_or(|(points, code, source)| {
            *points == row.points.count() && code == row.code.word() && *source == row.source
        });
        self.sound &= moved == row.points.count() && kept_so && row.kept.is_some();
        let basis: Option<Basis> = serde_json::from_str(&row.memo).ok();
        let source = Source::of(&row.source);
        Ok(ProofEntry {
            id: row.id,
            seq,
            at_ms: row.at,
            date: row.date,
            code: row.code,
            told: statement::told(self.db, row.id, &source)?,
            source,
            memo: if basis.is_some() { String::new() } else { row.memo },
            basis,
            points: row.points,
            balance,
            adds,
            sum,
            reversed_by: row.reversed_by,
            by: row.by,
            touched,
            kept: row.kept,
        })
    }

    fn touched(&mut self, entry: EntryId) -> Result<Vec<Touched>> {
        let mut touched = Vec::new();
        for (lot, points) in rows::touched(self.db, entry)? {
            if !self.lots.contains_key(&lot) {
                self.lots.insert(lot, rows::lot(self.db, lot)?.ok_or_else(not_found)?);
            }
            let made_by = self.lots.get(&lot).map_or(0, |found| found.seq);
            touched.push(Touched { lot, made_by, points });
        }
        Ok(touched)
    }

    fn lots(self) -> Vec<ProofLot> {
        let mut lots: Vec<ProofLot> = self
            .lots
            .into_values()
            .map(|row| ProofLot {
                id: row.id,
                made_by: row.seq,
                earned_on: row.earned_on,
                points: row.points,
                left: row.left,
                expires_on: row.expires_on,
            })
            .collect();
        lots.sort_by_key(|lot| (lot.expires_on, lot.made_by));
        lots
    }
}

fn not_found() -> Error {
    Common::NotFound { record: RecordKind::Ledger.word() }.into()
}

fn points(count: i64) -> Result<Points> {
    Points::new(count).ok_or_else(|| Error::Damaged { what: "the balances of a proof".to_owned() })
}

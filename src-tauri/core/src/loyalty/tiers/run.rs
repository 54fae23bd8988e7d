//! The run over all members: dated, shown before it is made, repeatable. The same day again changes nothing, and no clock
//! starts it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    Days, TierCause, TierRefusal, TierState, cause_of, rows,
    rules::{self, Standing},
};
use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::Result,
        ids::{GuestId, RecordId},
        money::Minor,
        time::BusinessDate,
    },
    db::{Db, Tx},
    loyalty::{
        self, MemberNo, Tier,
        check::{LedgerLaw, WrongRow},
        programme::Programme,
    },
};

/// Most members that a preview names.
pub const NAMED_MAX: usize = 200;

/// What a run answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TierRun {
    /// The day it was made for.
    pub on: BusinessDate,
    /// Version of the programme that decided.
    pub programme: u32,
    /// Members looked at.
    pub members: u32,
    /// Who rose.
    pub rose: u32,
    /// Who fell, those among them who landed softly or whose tier by hand ended.
    pub fell: u32,
    /// How many hold each tier, before and after.
    pub tiers: Vec<TierCount>,
}

/// How many members hold a tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TierCount {
    /// Which.
    pub tier: Tier,
    /// Before the run.
    pub before: u32,
    /// After it.
    pub after: u32,
}

/// What a run would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TierPreview {
    /// Its figures.
    pub run: TierRun,
    /// Who rises and who falls, at most [`NAMED_MAX`]: those who fall first, the highest tiers first.
    pub lines: Vec<TierLine>,
}

/// One member whose tier would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TierLine {
    /// Who.
    pub guest: GuestId,
    /// As printed on the card.
    pub member_no: MemberNo,
    /// As the guest writes it.
    pub name: String,
    /// Before.
    pub before: Tier,
    /// After.
    pub after: Tier,
    /// Why.
    pub cause: TierCause,
    /// Nights that count.
    pub nights: u32,
    /// Stays that count.
    pub stays: u32,
    /// Spend that counts.
    pub spend_minor: Minor,
}

/// What is decided for one member: the tier, or only what it rests on.
#[derive(Debug, Clone, Copy)]
struct Decision {
    before: TierState,
    after: TierState,
    cause: TierCause,
    standing: Standing,
}

/// What history keeps of a run.
#[derive(Serialize)]
struct Remembered<'a> {
    run: &'a TierRun,
    digest: String,
}

/// Returns what a run of `on` would do by the programme in force then.
///
/// Errors: [`TierRefusal::NotYet`].
pub fn preview(db: &Db, on: BusinessDate, today: BusinessDate) -> Result<TierPreview> {
    let (run, mut decisions) = decide(db, &loyalty::programme(db, on)?, days(on, today)?)?;
    decisions.retain(|decision| decision.before.tier != decision.after.tier);
    decisions.sort_by_key(|one| (one.after.tier > one.before.tier, std::cmp::Reverse(one.before.tier), one.before.guest));
    decisions.truncate(NAMED_MAX);
    let lines = decisions.iter().map(|decision| line(db, decision)).collect::<Result<_>>()?;
    Ok(TierPreview { run, lines })
}

/// Returns how many members would hold each tier by `programme` today, whether or not it is in force.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn counts(db: &Db, programme: &Programme, today: BusinessDate) -> Result<Vec<TierCount>> {
    Ok(decide(db, programme, Days { on: today, today })?.0.tiers)
}

/// Sets every member's tier as the programme of `on` gives it.
///
/// One operation whatever its size: history keeps a digest over its moves in order.
///
/// Errors: [`TierRefusal::NotYet`].
pub fn run(tx: &mut Tx<'_>, on: BusinessDate) -> Result<TierRun> {
    let op = tx.begin(Op::RunTiers)?;
    let days = days(on, tx.business_date())?;
    let (run, decisions) = decide(tx.db(), &loyalty::programme(tx.db(), on)?, days)?;
    if decisions.is_empty() {
        return Ok(run);
    }
    let mut digest = MoveDigest::default();
    for decision in &decisions {
        let (before, after) = (decision.before, decision.after);
        rows::put_state(tx, after)?;
        if before.tier != after.tier {
            let (cause, standing) = (decision.cause, decision.standing);
            rows::insert_move(
                tx,
                &rows::NewMove { guest: after.guest, on, before: before.tier, after: after.tier, cause, standing },
            )?;
            digest.add(after.guest, before.tier.word(), after.tier.word());
            tx.search_again(after.guest);
        }
    }
    tx.touches(RecordKind::Guest);
    let record: RecordId = tx.new_id();
    tx.record(op, Change::noted(record, &Remembered { run: &run, digest: digest.told() })?)?;
    Ok(run)
}

/// What a run changed, in order.
#[derive(Default)]
struct MoveDigest(blake3::Hasher);

impl MoveDigest {
    fn add(&mut self, guest: GuestId, before: &str, after: &str) {
        self.0.update(guest.raw().bytes());
        self.0.update(before.as_bytes());
        self.0.update(after.as_bytes());
    }

    fn told(&self) -> String {
        self.0.finalize().to_hex().to_string()
    }
}

/// Returns the first run whose changes are not those that its digest in the history covers: how many there should be, and are.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(in crate::loyalty) fn wrong(db: &Db) -> Result<Option<WrongRow>> {
    let runs = rows::runs(db)?;
    let mut found: HashMap<&str, (MoveDigest, u32)> =
        runs.iter().map(|run| (run.key.as_str(), (MoveDigest::default(), 0))).collect();
    rows::each_move(db, |key, guest, before, after| {
        if let Some((digest, count)) = found.get_mut(key) {
            digest.add(guest, before, after);
            *count += 1;
        }
    })?;
    let differs = runs.iter().find(|run| found.get(run.key.as_str()).is_none_or(|(digest, _)| digest.told() != run.digest));
    Ok(differs.map(|run| {
        let changed = found.get(run.key.as_str()).map_or(0, |(_, count)| *count);
        WrongRow {
            law: LedgerLaw::Tiers,
            row: format!("history {}", run.seq),
            expected: i64::from(run.changed),
            found: i64::from(changed),
        }
    }))
}

fn days(on: BusinessDate, today: BusinessDate) -> Result<Days> {
    if on > today {
        return Err(TierRefusal::NotYet.into());
    }
    Ok(Days { on, today })
}

/// Returns what a run comes to, and every member whose state it changes.
fn decide(db: &Db, programme: &Programme, days: Days) -> Result<(TierRun, Vec<Decision>)> {
    let by_hand = rows::all_manual(db)?;
    let tiers = Tier::ALL.iter().map(|tier| TierCount { tier: *tier, before: 0, after: 0 }).collect();
    let mut run = TierRun { on: days.on, programme: programme.version, members: 0, rose: 0, fell: 0, tiers };
    let mut decisions = Vec::new();
    rows::each_member(db, rules::windows(programme, days.on), |before, counted| {
        let reached = rules::reached(programme, counted.now).max(rules::reached(programme, counted.before));
        let manual = by_hand.get(&before.guest).map(Vec::as_slice).unwrap_or_default();
        let after = before.reviewed(programme, reached, manual, days);
        count(&mut run, before.tier, after.tier);
        if after != before {
            let cause = cause_of(programme, before, after);
            decisions.push(Decision { before, after, cause, standing: counted.now });
        }
        Ok(())
    })?;
    Ok((run, decisions))
}

fn count(run: &mut TierRun, before: Tier, after: Tier) {
    run.members += 1;
    run.rose += u32::from(after > before);
    run.fell += u32::from(after < before);
    for tier in &mut run.tiers {
        tier.before += u32::from(tier.tier == before);
        tier.after += u32::from(tier.tier == after);
    }
}

fn line(db: &Db, decision: &Decision) -> Result<TierLine> {
    let guest = decision.before.guest;
    let (member_no, name) = rows::called(db, guest)?;
    Ok(TierLine {
        guest,
        member_no,
        name,
        before: decision.before.tier,
        after: decision.after.tier,
        cause: decision.cause,
        nights: decision.standing.nights,
        stays: decision.standing.stays,
        spend_minor: decision.standing.spend,
    })
}

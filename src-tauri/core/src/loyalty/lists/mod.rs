//! The lists that somebody works through: whose points expire soon, who is to be warned of it on a day, whose tier is about to drop, who fell silent. Each a page
//! at a time in the order of what decides, with the true count beside it, and the same as a file.
//!
//! A list reads live rows and keeps none. The file holds no way to reach anybody, and history keeps who took which list.

mod csv;
mod rows;

use std::{ops::ControlFlow, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    audit::{
        chain::{Head, Whole},
        change::Change,
        op::Op,
    },
    base::{
        error::{Common, Error, Result},
        files,
        ids::{ExportId, GuestId},
        money::Minor,
        points::Points,
        time::BusinessDate,
    },
    db::{Db, Tx},
    loyalty::{
        self, MemberNo, Tier, page,
        programme::{Asks, Programme, TierRule, Warned},
        tiers::{self, Ahead, TierState, rules::Standing},
    },
    stored_words,
};

/// Most members of one page.
pub const PAGE_MAX: u32 = 200;
/// Months without a stay or a movement after which somebody fell silent, where nobody says another number.
pub const DORMANT_MONTHS: u32 = 12;
/// The longest such span.
pub const DORMANT_MONTHS_MAX: u32 = 120;

stored_words! {
    /// Which list.
    pub enum MemberListKind {
        /// 60 天内到期
        Expiring = "expiring",
        /// 到期提醒: who is to be warned on a day
        Warning = "warning",
        /// 保级预警
        Keeping = "keeping",
        /// 沉寂会员
        Dormant = "dormant",
    }
}

stored_words! {
    /// Whether the house may and can tell somebody of it.
    pub enum Reach {
        /// Agreed, and there is a way.
        Yes = "yes",
        /// Agreed, and no way is known.
        NoWay = "no_way",
        /// Never asked.
        NotAsked = "not_asked",
        /// Said no.
        Refused = "refused",
    }
}

/// A list and how it is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MemberList {
    /// Which.
    pub kind: MemberListKind,
    /// Of the dormant: after how many months.
    pub months: u32,
    /// Of who is to be warned: on which day; today where none is named.
    pub on: Option<BusinessDate>,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MemberListAsked {
    /// Which list.
    pub list: MemberList,
    /// Behind whom; none for the first page.
    pub after: Option<MemberListCursor>,
    /// How many, at most [`PAGE_MAX`].
    pub limit: u32,
}

/// The last member of a page: what the list is ordered by, then who.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MemberListCursor {
    /// The date that decides.
    pub on: BusinessDate,
    /// Points of the expiring; nothing for the others.
    pub points: Points,
    /// Of those about to drop: the tier they are walked in.
    pub tier: Tier,
    /// Who.
    pub guest_id: GuestId,
}

/// Why somebody is on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Listed {
    /// Points end.
    Expiring {
        /// The first last day among them; before today where no run took them yet.
        on: BusinessDate,
        /// How many end within the programme's first warning; of who is to be warned, how many are warned of that day.
        points: Points,
        /// What they are worth.
        worth_minor: Minor,
        /// Where the first of them stand among the programme's warnings: on the list's day.
        warned: Warned,
    },
    /// The tier is about to drop.
    Keeping {
        /// The first day on which a review would lower it.
        until: BusinessDate,
        /// To which.
        falls_to: Tier,
        /// What is missing to keep it.
        missing: Missing,
    },
    /// Neither a stay nor a movement.
    Dormant {
        /// The last day of their last stay.
        last_stay: BusinessDate,
        /// When they last earned or spent points.
        last_moved: Option<BusinessDate>,
    },
}

/// What is missing to keep a tier; none of what it does not ask for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "MissingToKeep")]
pub struct Missing {
    /// Nights.
    pub nights: Option<u32>,
    /// Stays.
    pub stays: Option<u32>,
    /// Spend.
    pub spend_minor: Option<Minor>,
    /// Whether all of it is asked for; any one is enough where not.
    pub all: bool,
}

/// One member of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ListedMember {
    /// Record id.
    pub guest_id: GuestId,
    /// As written.
    pub name: String,
    /// mr, ms, none.
    pub title: String,
    /// As printed on the card.
    pub member_no: MemberNo,
    /// The tier today.
    pub tier: Tier,
    /// What they hold.
    pub balance: Points,
    /// What that is worth.
    pub worth_minor: Minor,
    /// The preferred phone, masked; empty where there is none.
    pub phone: String,
    /// Whether they may and can be told.
    pub reach: Reach,
    /// Why they are on it.
    pub why: Listed,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct MemberListPage {
    /// In the list's order.
    pub members: Vec<ListedMember>,
    /// Where the next page begins; none where this is the last.
    pub next: Option<MemberListCursor>,
    /// How many days ahead the programme first warns.
    pub warn_days: u32,
    /// How many days ahead it warns again.
    pub warn_again: Vec<u32>,
    /// Of who is to be warned: the last day before the list's that has somebody.
    pub warned_before: Option<BusinessDate>,
    /// The first such day after it.
    pub warned_after: Option<BusinessDate>,
    /// The chain's head at this reading.
    pub head: Head,
}

/// How many are on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct MemberListCount {
    /// Which.
    pub kind: MemberListKind,
    /// Members.
    pub members: u32,
    /// Points that the list is about: those that end, or those that the silent hold; nothing for 保级预警.
    #[specta(type = f64)]
    pub points: i64,
}

/// Takes a list out of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ExportMemberList {
    /// Which.
    pub list: MemberList,
}

/// What was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MemberListExported {
    /// Names it in history.
    pub export_id: ExportId,
    /// Members of the file.
    pub members: u32,
}

/// What history keeps of a list that was taken.
#[derive(Serialize)]
struct Taken {
    list: MemberList,
    members: u32,
}

/// Somebody on a list before their line is read.
struct Candidate {
    at: MemberListCursor,
    why: Listed,
}

type Visit<'v> = dyn FnMut(Candidate) -> Result<ControlFlow<()>> + 'v;

/// Returns a page of the list as of `today`.
///
/// Errors: [`Common::BadValue`] for no member or more than [`PAGE_MAX`], and for a span that is none.
pub fn page(db: &Db, asked: &MemberListAsked, today: BusinessDate) -> Result<MemberListPage> {
    if asked.limit == 0 || asked.limit > PAGE_MAX {
        return Err(Common::BadValue { field: "limit" }.into());
    }
    let programme = loyalty::programme(db, today)?;
    let mut found: Vec<Candidate> = Vec::new();
    let mut more = false;
    each(db, &programme, asked.list, asked.after.as_ref(), today, &mut |candidate| {
        more = found.len() == asked.limit as usize;
        if more {
            return Ok(ControlFlow::Break(()));
        }
        found.push(candidate);
        Ok(ControlFlow::Continue(()))
    })?;
    let next = found.last().filter(|_| more).map(|last| last.at.clone());
    let members = found.into_iter().map(|one| line(db, &programme, one)).collect::<Result<Vec<_>>>()?;
    let (warned_before, warned_after) = match asked.list.kind {
        MemberListKind::Warning => beside(db, &programme, asked.list.on.unwrap_or(today))?,
        _ => (None, None),
    };
    let Programme { warn_days, warn_again, .. } = programme;
    Ok(MemberListPage { members, next, warn_days, warn_again, warned_before, warned_after, head: db.head()? })
}

/// Returns how many are on the list as of `today`. Reads every candidate: at a million guests that takes its time.
///
/// Errors: [`Common::BadValue`] for a span that is none.
pub fn count(db: &Db, list: MemberList, today: BusinessDate) -> Result<MemberListCount> {
    let programme = loyalty::programme(db, today)?;
    let (members, points) = match list.kind {
        MemberListKind::Expiring => rows::count_expiring(db, horizon(&programme, today))?,
        MemberListKind::Warning => rows::count_warned(db, &programme.last_days_warned_of(list.on.unwrap_or(today)))?,
        MemberListKind::Dormant => rows::count_dormant(db, cut(list.months, today)?)?,
        MemberListKind::Keeping => {
            let mut members = 0;
            keeping(db, &programme, None, today, &mut |_| {
                members += 1;
                Ok(ControlFlow::Continue(()))
            })?;
            (members, 0)
        }
    };
    Ok(MemberListCount { kind: list.kind, members, points })
}

/// Writes the whole list into a new file, which is there whole or not at all, and remembers that it was taken. `_whole` is had
/// from the gate of what leaves the house.
///
/// Errors: [`crate::base::error::Error::File`], also where there is a file of that name: none is written over.
pub fn export(tx: &mut Tx<'_>, input: &ExportMemberList, path: &Path, _whole: &Whole) -> Result<MemberListExported> {
    let op = tx.begin(Op::ExportMemberList)?;
    files::absent(path)?;
    let (today, digits) = (tx.business_date(), tx.hotel().minor_digits);
    let programme = loyalty::programme(tx.db(), today)?;
    let members = files::write_whole(path, |out| {
        let mut sheet = csv::Sheet::new(out, path, digits, input.list.kind)?;
        each(tx.db(), &programme, input.list, None, today, &mut |candidate| {
            sheet.write(&line(tx.db(), &programme, candidate)?)?;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(sheet.members())
    })?;
    let export_id: ExportId = tx.new_id();
    tx.record(op, Change::added(export_id, &Taken { list: input.list, members })?)?;
    Ok(MemberListExported { export_id, members })
}

/// Returns who is on the list, at most `limit`, in its order: whom an event may be offered to.
///
/// Errors: as [`page`].
pub fn guests_of(db: &Db, list: MemberList, limit: usize, today: BusinessDate) -> Result<Vec<GuestId>> {
    let programme = loyalty::programme(db, today)?;
    let mut found = Vec::new();
    each(db, &programme, list, None, today, &mut |candidate| {
        if found.len() == limit {
            return Ok(ControlFlow::Break(()));
        }
        found.push(candidate.at.guest_id);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

fn each(
    db: &Db,
    programme: &Programme,
    list: MemberList,
    after: Option<&MemberListCursor>,
    today: BusinessDate,
    visit: &mut Visit<'_>,
) -> Result<()> {
    match list.kind {
        MemberListKind::Expiring => rows::expiring(db, horizon(programme, today), after, &mut |guest, on, points| {
            visit(expires(db, programme, today, (guest, on, points)))
        }),
        MemberListKind::Warning => {
            let day = list.on.unwrap_or(today);
            rows::warned(db, &programme.last_days_warned_of(day), after, &mut |guest, on, points| {
                visit(expires(db, programme, day, (guest, on, points)))
            })
        }
        MemberListKind::Keeping => keeping(db, programme, after, today, visit),
        MemberListKind::Dormant => rows::dormant(db, cut(list.months, today)?, after, &mut |guest, last_stay| {
            let last_moved = rows::last_moved(db, guest)?;
            let at = MemberListCursor { on: last_stay, points: Points::ZERO, tier: Tier::Base, guest_id: guest };
            visit(Candidate { at, why: Listed::Dormant { last_stay, last_moved } })
        }),
    }
}

fn expires(db: &Db, programme: &Programme, day: BusinessDate, found: (GuestId, BusinessDate, Points)) -> Candidate {
    let (guest_id, on, points) = found;
    let worth_minor = page::worth(programme, points, db.hotel().minor_digits);
    let at = MemberListCursor { on, points, tier: Tier::Base, guest_id };
    Candidate { at, why: Listed::Expiring { on, points, worth_minor, warned: programme.warned(on, day) } }
}

/// Highest tier first, of one tier who holds it longest first. Who holds an automatic tier for less time than the programme
/// keeps it cannot fall: the walk begins behind them.
fn keeping(
    db: &Db,
    programme: &Programme,
    after: Option<&MemberListCursor>,
    today: BusinessDate,
    visit: &mut Visit<'_>,
) -> Result<()> {
    let ahead = Ahead::of(db, programme)?;
    let held_until = ahead.held_until(horizon(programme, today));
    for tier in Tier::ALL.iter().rev().copied().filter(|tier| *tier > Tier::Base) {
        if after.is_some_and(|cursor| cursor.tier < tier) {
            continue;
        }
        let behind = after.filter(|cursor| cursor.tier == tier).map(|cursor| (cursor.on, cursor.guest_id));
        let ended = rows::may_fall(db, (tier, held_until), behind, &mut |state| match about_to_drop(
            db,
            (programme, &ahead),
            state,
            today,
        )? {
            Some(why) => {
                let at = MemberListCursor { on: state.since, points: Points::ZERO, tier, guest_id: state.guest };
                visit(Candidate { at, why })
            }
            None => Ok(ControlFlow::Continue(())),
        })?;
        if ended.is_break() {
            break;
        }
    }
    Ok(())
}

/// Returns why the member's tier is about to drop, or nothing where a review within the programme's warning would keep it.
fn about_to_drop(
    db: &Db,
    (programme, ahead): (&Programme, &Ahead<'_>),
    state: TierState,
    today: BusinessDate,
) -> Result<Option<Listed>> {
    let horizon = horizon(programme, today);
    let falls_to = ahead.tier(db, state, horizon)?;
    if falls_to >= state.tier {
        return Ok(None);
    }
    // What counts only grows less while nobody comes: the first such day is found by halving.
    let (mut kept, mut dropped) = (-1, horizon.days_since(today));
    while dropped - kept > 1 {
        let middle = kept + (dropped - kept) / 2;
        let falls = ahead.tier(db, state, today.plus_days(middle))? < state.tier;
        if falls { dropped = middle } else { kept = middle }
    }
    let missing = programme.rule(state.tier).map(|rule| {
        let standing = tiers::standing(db, programme, state.guest, horizon)?;
        Ok::<_, Error>(Missing::of(rule, standing))
    });
    let missing = missing.transpose()?.unwrap_or_default();
    Ok(Some(Listed::Keeping { until: today.plus_days(dropped), falls_to, missing }))
}

impl Missing {
    /// Returns what is missing to what `rule` asks for; what it does not ask for is not missing.
    fn of(rule: &TierRule, standing: Standing) -> Self {
        let lacks = |asked: u32, has: u32| (asked > 0).then(|| asked.saturating_sub(has));
        let spend = (rule.spend_minor.minor() - standing.spend.minor()).max(0);
        Self {
            nights: lacks(rule.nights, standing.nights),
            stays: lacks(rule.stays, standing.stays),
            spend_minor: Minor::new(spend).filter(|_| rule.spend_minor > Minor::ZERO),
            all: rule.asks == Asks::All,
        }
    }
}

fn line(db: &Db, programme: &Programme, candidate: Candidate) -> Result<ListedMember> {
    let mut line = rows::line(db, candidate.at.guest_id, candidate.why)?;
    line.worth_minor = page::worth(programme, line.balance, db.hotel().minor_digits);
    Ok(line)
}

/// Returns the nearest days before and after `day` on which somebody is to be warned.
fn beside(db: &Db, programme: &Programme, day: BusinessDate) -> Result<(Option<BusinessDate>, Option<BusinessDate>)> {
    let (mut before, mut after) = (None, None);
    for days in programme.warnings().map(i64::from) {
        let (earlier, later) = rows::ends_beside(db, day.plus_days(days))?;
        before = before.max(earlier.map(|ends| ends.plus_days(-days)));
        after = [after, later.map(|ends| ends.plus_days(-days))].into_iter().flatten().min();
    }
    Ok((before, after))
}

fn horizon(programme: &Programme, today: BusinessDate) -> BusinessDate {
    today.plus_days(i64::from(programme.warn_days))
}

/// Returns the day since which the silent have neither stayed nor moved points.
fn cut(months: u32, today: BusinessDate) -> Result<BusinessDate> {
    let back = i32::try_from(months).ok().filter(|_| (1..=DORMANT_MONTHS_MAX).contains(&months));
    Ok(today.plus_months(-back.ok_or(Common::BadValue { field: "months" })?))
}

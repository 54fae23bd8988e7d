//! The rows behind a figure of the programme's report, and what opens the first row that does not agree.

use serde::{Deserialize, Serialize};

use super::{ReportAsked, rows};
use crate::{
    audit::{op::Op, permission::Grant},
    base::{
        error::{Common, Result},
        ids::{EntryId, GuestId, LotId, RawId},
        role::Session,
        time::BusinessDate,
    },
    db::Db,
    loyalty::{
        EntryCode, MemberNo, Tier,
        check::{LedgerLaw, WrongRow},
    },
    stored_words,
};

/// Most rows that one figure opens.
pub const ROWS_MAX: u32 = 1_000;

stored_words! {
    /// A figure of the report, and what it opens.
    pub enum ReportFigure {
        /// 负债: lots that still hold points, the largest first
        Held = "held",
        /// 奖励
        Earned = "earned",
        /// 关怀
        Goodwill = "goodwill",
        /// 兑换
        Redeemed = "redeemed",
        /// 到期
        Expired = "expired",
        /// 冲正
        Reversed = "reversed",
        /// 调整
        Adjusted = "adjusted",
        /// 会员: who joined in the period, or all of a tier
        Members = "members",
        /// 活跃
        Active = "active",
        /// Who redeemed
        Redeemers = "redeemers",
        /// 获得: earned and given
        Given = "given",
        /// 冲正 and adjustments together, as a statement counts them
        Corrected = "corrected",
        /// 发出: what the house gave over its own accounts, less what it took back
        Issued = "issued",
        /// What was redeemed, less what was given back
        Spent = "spent",
    }
}

/// What a figure is opened with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ReportRowsAsked {
    /// The report's period.
    pub period: ReportAsked,
    /// Which figure.
    pub figure: ReportFigure,
    /// Of one month of the period only, `2026-07`; of what is owed, of the month in which it ends.
    pub month: Option<String>,
    /// Of one tier of today only.
    pub tier: Option<Tier>,
}

/// One row behind a figure: a posting, a lot, or a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ReportRow {
    /// Whose.
    pub guest: GuestId,
    /// As printed on the card.
    pub member_no: MemberNo,
    /// The guest's name.
    pub name: String,
    /// The tier of today.
    pub tier: Tier,
    /// The posting, or the one that made the lot.
    pub entry: Option<EntryId>,
    /// Its place in the ledger.
    #[specta(type = Option<f64>)]
    pub seq: Option<i64>,
    /// When it was posted; a lot's last day; when a member joined or last took part.
    pub date: Option<BusinessDate>,
    /// Why.
    pub code: Option<EntryCode>,
    /// What the member gained, what the lot holds, what the member holds.
    #[specta(type = f64)]
    pub points: i64,
    /// Of how many postings.
    pub postings: u32,
}

/// Where the first row that does not agree can be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WrongAt {
    /// Whose account.
    pub guest: GuestId,
    /// Which posting, where it is one.
    pub entry: Option<EntryId>,
}

/// Returns the rows behind a figure, at most [`ROWS_MAX`].
///
/// Errors: [`Common::NotAllowed`] for whoever sees one department alone: members are the house's; [`Common::BadValue`] for a
/// month that is none.
pub fn rows_of(db: &Db, session: &Session, asked: &ReportRowsAsked) -> Result<Vec<ReportRow>> {
    if Op::ReadProgrammeReport.grant(session.role) != Grant::Full {
        return Err(Common::NotAllowed { operation: Op::ReadProgrammeReport.word() }.into());
    }
    let days = days(asked)?;
    rows::behind(db, asked, days, ROWS_MAX)
}

/// Returns the days of the month that was asked for, inside the period where the figure belongs to it.
fn days(asked: &ReportRowsAsked) -> Result<(BusinessDate, BusinessDate)> {
    let day = |year| BusinessDate::new(chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default());
    let (first, last) = (day(1), day(9999));
    let whole = match asked.figure {
        // A tier has whoever joined, however long ago; what is owed ends in days to come.
        ReportFigure::Held => (first, last),
        ReportFigure::Members if asked.tier.is_some() => (first, asked.period.to),
        _ => (asked.period.from, asked.period.to),
    };
    let Some(month) = &asked.month else { return Ok(whole) };
    let first: BusinessDate = format!("{month}-01").parse().map_err(|_| Common::BadValue { field: "month" })?;
    let last = first.month_end();
    Ok(if asked.figure == ReportFigure::Held { (first, last) } else { (first.max(whole.0), last.min(whole.1)) })
}

/// Returns where a row that breaks a law of the ledger can be looked at; none where it belongs to nobody.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(super) fn opens(db: &Db, wrong: &WrongRow) -> Result<Option<WrongAt>> {
    let posting = |seq: i64| -> Result<Option<WrongAt>> {
        let found = rows::at_seq(db, seq)?;
        Ok(found.and_then(|(entry, guest)| guest.map(|guest| WrongAt { guest, entry: Some(entry) })))
    };
    match wrong.law {
        LedgerLaw::Posting | LedgerLaw::Reversal => wrong.row.parse().map_or(Ok(None), posting),
        LedgerLaw::History => match wrong.row.strip_prefix("history ") {
            Some(seq) => {
                let about = seq.parse().map_or(Ok(None), |seq| rows::of_history(db, seq))?;
                Ok(about.map(|guest| WrongAt { guest, entry: None }))
            }
            None => wrong.row.parse().map_or(Ok(None), posting),
        },
        LedgerLaw::Uses | LedgerLaw::Extensions => {
            let found = raw(&wrong.row).map(|id| rows::of_lot(db, LotId(id))).transpose()?.flatten();
            match found {
                Some((Some(seq), _)) => posting(seq),
                Some((None, Some(guest))) => Ok(Some(WrongAt { guest, entry: None })),
                _ => Ok(None),
            }
        }
        LedgerLaw::Lots | LedgerLaw::Balance | LedgerLaw::Account | LedgerLaw::Tiers => {
            Ok(rows::guest_called(db, &wrong.row)?.map(|guest| WrongAt { guest, entry: None }))
        }
        LedgerLaw::Vouchers | LedgerLaw::Pending | LedgerLaw::Orphan | LedgerLaw::Zero => Ok(None),
    }
}

/// Returns the id that 32 hexadecimal digits write.
fn raw(hex: &str) -> Option<RawId> {
    let mut bytes = [0; 16];
    if hex.len() != 32 {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(RawId::from_bytes(bytes))
}

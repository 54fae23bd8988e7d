//! The rows behind a figure of the programme's report, and what opens the first row that does not agree.

use serde::{Deserialize, Serialize};

use super::{
    ReportAsked,
    compared::{self, Standing},
    lapse_begins, moved, rows,
};
use crate::{
    audit::{op::Op, permission::Grant},
    base::{
        error::{Common, Result},
        ids::{EntryId, GuestId, LotId, RawId},
        money::Minor,
        role::Session,
        time::BusinessDate,
    },
    db::Db,
    loyalty::{
        self, EntryCode, House, MemberNo, Tier,
        check::{LedgerLaw, WrongRow},
    },
    stored_words,
};

/// Most rows of one page.
pub const PAGE_MAX: u32 = 1_000;

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
        /// 期初: what each member held before the period
        Opening = "opening",
        /// 期末: what each member held at the end of the period, or of a month
        Closing = "closing",
        /// Lots that still hold points past their last day
        Overdue = "overdue",
        /// 沉淀: what expired, less what was given back
        Lapsed = "lapsed",
        /// Lots that ended in the months that say what share lapses
        Ended = "ended",
        /// What expired in those months, less what was given back
        EndedLapsed = "ended_lapsed",
        /// Every member at the period's end
        AllMembers = "all_members",
        /// 奖品: rewards that were given and not given back since
        Rewards = "rewards",
        /// 兑换成本: those and redemptions without a reward, each with what it cost
        Redemptions = "redemptions",
        /// 权益成本: benefits that were used, each with what it cost
        Benefits = "benefits",
        /// 人均成本: redemptions and benefits together
        Cost = "cost",
        /// 复购: members of the comparison, each with what followed
        ComparedMembers = "compared_members",
        /// 复购: non-members beside them
        ComparedOthers = "compared_others",
        /// Who joined after the first departure and counts on neither side
        JoinedLater = "joined_later",
    }
}

impl ReportFigure {
    /// Returns on which side of the comparison the figure's guests stand; none where it is no figure of the comparison.
    const fn compared(self) -> Option<Standing> {
        match self {
            Self::ComparedMembers => Some(Standing::Member),
            Self::ComparedOthers => Some(Standing::Other),
            Self::JoinedLater => Some(Standing::Later),
            _ => None,
        }
    }

    /// Returns whether the figure is also one of a month.
    const fn has_months(self) -> bool {
        !matches!(self, Self::Opening | Self::Overdue | Self::Ended | Self::EndedLapsed) && self.compared().is_none()
    }

    /// Returns whether the figure is also one of a tier.
    const fn has_tiers(self) -> bool {
        let whole = matches!(self, Self::Held | Self::Overdue | Self::Opening | Self::Closing | Self::Ended)
            || matches!(self, Self::Active | Self::Redeemers);
        !whole && self.compared().is_none()
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
    /// Behind so many rows; nothing for the first page.
    pub skip: u32,
    /// How many, at most [`PAGE_MAX`].
    pub limit: u32,
}

/// A page of the rows behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ReportRows {
    /// In the figure's order.
    pub rows: Vec<ReportRow>,
    /// Behind how many rows the next page begins; none where this is the last.
    pub next: Option<u32>,
}

/// One row behind a figure: a posting, a lot, a benefit, or a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ReportRow {
    /// Whose.
    pub guest: GuestId,
    /// As printed on the card; empty for who is no member.
    pub member_no: MemberNo,
    /// The guest's name.
    pub name: String,
    /// The tier of today, of a benefit that of its day; none for who is no member.
    pub tier: Option<Tier>,
    /// The posting, or the one that made the lot.
    pub entry: Option<EntryId>,
    /// Its place in the ledger.
    #[specta(type = Option<f64>)]
    pub seq: Option<i64>,
    /// When it was posted or used; a lot's last day; when a member joined or last took part; a first departure.
    pub date: Option<BusinessDate>,
    /// Why.
    pub code: Option<EntryCode>,
    /// What the member gained, what the lot holds, what the member holds.
    #[specta(type = f64)]
    pub points: i64,
    /// Of how many postings; how often a benefit was used; how many stays followed.
    pub postings: u32,
    /// The code of the reward or benefit; empty where there is none.
    pub what: String,
    /// The hotel's own words for it; empty where the code says it.
    pub words: String,
    /// What it cost the house, minor units; none where that is not asked.
    pub cost_minor: Option<Minor>,
    /// What the stays that followed came to, minor units.
    pub spend_minor: Option<Minor>,
    /// With whom the guest was compared.
    pub group: Option<ComparedGroup>,
}

/// Guests who came by one channel in one half year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ComparedGroup {
    /// Year of the first departure, `2025`.
    pub year: String,
    /// Whether its second half.
    pub second_half: bool,
    /// As the source calls it, in small letters.
    pub channel: String,
    /// How many members it has: each of its non-members stands for `members / others` guests.
    pub members: u32,
    /// How many non-members.
    pub others: u32,
}

/// Where the first row that does not agree can be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WrongAt {
    /// Whose account.
    pub guest: GuestId,
    /// Which posting, where it is one.
    pub entry: Option<EntryId>,
}

/// Returns a page of the rows behind a figure, read on `today`. Their count, their points or what they cost is the figure: of a
/// non-member's side, each weighing as its group says.
///
/// A page reads what it skips: whoever opens a figure looks at its front.
///
/// Errors: [`Common::NotAllowed`] for whoever sees one department alone, for members are the house's, and for the guests of the
/// comparison for whoever may not see the list of guests; [`Common::BadValue`] for a month that is none, for a month or tier of a
/// figure that has none, and for no row or more than [`PAGE_MAX`].
pub fn rows_of(db: &Db, session: &Session, asked: &ReportRowsAsked, today: BusinessDate) -> Result<ReportRows> {
    may(session, Op::ReadProgrammeReport)?;
    if asked.limit == 0 || asked.limit > PAGE_MAX {
        return Err(Common::BadValue { field: "limit" }.into());
    }
    if asked.month.is_some() && !asked.figure.has_months() {
        return Err(Common::BadValue { field: "month" }.into());
    }
    if asked.tier.is_some() && !asked.figure.has_tiers() {
        return Err(Common::BadValue { field: "tier" }.into());
    }
    let whole = rows::Part { limit: asked.limit + 1, skip: asked.skip };
    let mut rows = match asked.figure.compared() {
        Some(standing) => {
            may(session, Op::ReadGuestList)?;
            compared_rows(db, &asked.period, standing, whole)?
        }
        None => read(db, asked, whole, today)?,
    };
    let more = rows.len() > asked.limit as usize;
    rows.truncate(asked.limit as usize);
    Ok(ReportRows { rows, next: more.then(|| asked.skip.saturating_add(asked.limit)) })
}

fn may(session: &Session, op: Op) -> Result<()> {
    if op.grant(session.role) == Grant::Full { Ok(()) } else { Err(Common::NotAllowed { operation: op.word() }.into()) }
}

fn read(db: &Db, asked: &ReportRowsAsked, part: rows::Part, today: BusinessDate) -> Result<Vec<ReportRow>> {
    let (from, to) = days(asked, today)?;
    let within = rows::Within { from, to, tier: asked.tier };
    let posted = |codes: &[EntryCode]| rows::posted(db, within, part, codes, &[]);
    let over = |houses: &[House]| rows::posted(db, within, part, &[], houses);
    match asked.figure {
        ReportFigure::Held | ReportFigure::Overdue => rows::holding(db, within, part),
        ReportFigure::Earned => posted(&[EntryCode::Earn]),
        ReportFigure::Goodwill => posted(&[EntryCode::Goodwill]),
        ReportFigure::Redeemed => posted(&[EntryCode::Redeem]),
        ReportFigure::Expired => posted(&[EntryCode::Expire]),
        ReportFigure::Reversed => posted(&[EntryCode::Reverse]),
        ReportFigure::Adjusted => posted(&[EntryCode::Adjust]),
        ReportFigure::Given => posted(&[EntryCode::Earn, EntryCode::Goodwill]),
        ReportFigure::Corrected => posted(&[EntryCode::Reverse, EntryCode::Adjust]),
        ReportFigure::Issued => over(&[House::Issued, House::Goodwill]),
        ReportFigure::Spent => over(&[House::Redeemed]),
        ReportFigure::Lapsed | ReportFigure::EndedLapsed => over(&[House::Expired]),
        ReportFigure::Members | ReportFigure::AllMembers => rows::joined(db, within, part),
        ReportFigure::Active => rows::active(db, within, part, false),
        ReportFigure::Redeemers => rows::active(db, within, part, true),
        ReportFigure::Opening => rows::held_on(db, from.plus_days(-1), part),
        ReportFigure::Closing => rows::held_on(db, to, part),
        ReportFigure::Ended => rows::ended_lots(db, within, part),
        ReportFigure::Rewards | ReportFigure::Redemptions | ReportFigure::Benefits | ReportFigure::Cost => {
            priced(db, rows::costs(db, within, part, asked.figure)?, today)
        }
        // They are reckoned, not read.
        ReportFigure::ComparedMembers | ReportFigure::ComparedOthers | ReportFigure::JoinedLater => Ok(Vec::new()),
    }
}

/// Gives each redemption what it cost by the programme of the day, and its reward the hotel's own words.
fn priced(db: &Db, mut rows: Vec<ReportRow>, today: BusinessDate) -> Result<Vec<ReportRow>> {
    let programme = loyalty::programme(db, today)?;
    let minor_digits = db.hotel().minor_digits;
    for row in rows.iter_mut().filter(|row| row.code == Some(EntryCode::Redeem)) {
        row.cost_minor = Minor::new(moved::redemption_minor(&programme, &row.what, -row.points, minor_digits));
        row.what = moved::reward_of(&row.what).unwrap_or_default().to_owned();
        let reward = programme.rewards.iter().find(|reward| reward.code == row.what);
        row.words = reward.map(|reward| reward.words.clone()).unwrap_or_default();
    }
    Ok(rows)
}

/// Returns guests of the comparison as rows, whose names are looked up for the page alone.
fn compared_rows(db: &Db, period: &ReportAsked, standing: Standing, part: rows::Part) -> Result<Vec<ReportRow>> {
    let side = compared::side(db, period, standing)?;
    let mut found = Vec::new();
    for looked in side.into_iter().skip(part.skip as usize).take(part.limit as usize) {
        let row = rows::guest(db, looked.first.guest)?;
        let (year, second_half, channel) = compared::stratum_of(&looked.first);
        let (members, others) = looked.beside;
        found.push(ReportRow {
            date: Some(looked.first.departure),
            postings: looked.stays,
            spend_minor: Minor::new(looked.spend_minor),
            group: (standing != Standing::Later).then_some(ComparedGroup { year, second_half, channel, members, others }),
            ..row
        });
    }
    Ok(found)
}

/// Returns the days that a figure is of: those of the month that was asked for, inside the period where it belongs to it.
fn days(asked: &ReportRowsAsked, today: BusinessDate) -> Result<(BusinessDate, BusinessDate)> {
    let day = |year| BusinessDate::new(chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default());
    let (first, last) = (day(1), day(9999));
    let whole = match asked.figure {
        // A tier has whoever joined, however long ago; what is owed ends in days to come.
        ReportFigure::Held => (first, last),
        ReportFigure::Overdue => (first, today.plus_days(-1)),
        ReportFigure::AllMembers => (first, asked.period.to),
        ReportFigure::Members if asked.tier.is_some() => (first, asked.period.to),
        ReportFigure::Ended | ReportFigure::EndedLapsed => (lapse_begins(asked.period.to), asked.period.to),
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

//! 客史名单: everybody the house knows, who left last first, filtered by the four axes, a page at a time; and the same list as
//! a file. A guest is judged by [`super::axes`] as on the card: the list reads where [`super::filed`] has filed them in the
//! operation that changed a record, and a file that was not filed yet guest by guest.
//!
//! The file holds no way to reach anybody and no document, and history keeps who took it and for which filter.

mod csv;
pub(super) mod rows;

use std::{ops::ControlFlow, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    audit::{chain::Whole, change::Change, op::Op},
    base::{
        error::{Common, Result},
        files,
        ids::{ExportId, GuestId},
        time::BusinessDate,
    },
    db::{Db, Tx},
    profile::{
        axes::{self, Axes, BookingWay, FeedbackBand, RoomLiking, ValueBand},
        filed,
    },
    stays::{StaySummary, summaries},
};

/// Most guests of one page.
pub const PAGE_MAX: u32 = 200;

/// Which guests; an axis that is not named leaves everybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "GuestListFilter")]
pub struct Filter {
    /// 价值
    pub value: Option<ValueBand>,
    /// 来源
    pub source: Option<BookingWay>,
    /// 喜好: this one among others.
    pub liking: Option<RoomLiking>,
    /// 反馈
    pub feedback: Option<FeedbackBand>,
}

/// The last guest of a page; the next page begins behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "GuestListCursor")]
pub struct Cursor {
    /// None among those who never left.
    pub last_departure: Option<BusinessDate>,
    /// Who.
    pub guest_id: GuestId,
}

/// A page of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "GuestListAsked")]
pub struct Asked {
    /// Which guests.
    pub filter: Filter,
    /// Behind whom; none for the first page.
    pub after: Option<Cursor>,
    /// How many, at most [`PAGE_MAX`].
    pub limit: u32,
}

/// One guest of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ListedGuest {
    /// Record id.
    pub guest_id: GuestId,
    /// As written.
    pub name: String,
    /// In Latin letters, where given; otherwise empty.
    pub latin_name: String,
    /// mr, ms, none.
    pub title: String,
    /// Employer or agency.
    pub company: String,
    /// Empty, V1, V2 or V3.
    pub vip: String,
    /// Empty for no member.
    pub member_no: String,
    /// Empty for no member.
    pub tier: String,
    /// The preferred one, masked; empty where there is none.
    pub phone: String,
    /// Sums of departed stays.
    pub summary: StaySummary,
    /// Where they stand.
    pub axes: Axes,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct GuestListPage {
    /// Who left last first.
    pub guests: Vec<ListedGuest>,
    /// Where the next page begins; none where this is the last.
    pub next: Option<Cursor>,
}

/// Takes the list out of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ExportGuestList {
    /// Which guests.
    pub filter: Filter,
}

/// What was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct GuestListExported {
    /// Names it in history.
    pub export_id: ExportId,
    /// Guests of the file.
    #[specta(type = f64)]
    pub guests: u64,
}

/// What history keeps of a list that was taken.
#[derive(Serialize)]
struct Image {
    filter: Filter,
    guests: u64,
}

/// Returns a page of the list as of `today`.
///
/// Errors: [`Common::BadValue`] for no guest or more than [`PAGE_MAX`].
pub fn page(db: &Db, asked: &Asked, today: BusinessDate) -> Result<GuestListPage> {
    if asked.limit == 0 || asked.limit > PAGE_MAX {
        return Err(Common::BadValue { field: "limit" }.into());
    }
    let most = asked.limit as usize;
    let mut page = GuestListPage { guests: Vec::new(), next: None };
    each(db, &asked.filter, asked.after.as_ref(), today, &mut |guest| {
        if page.guests.len() == most {
            page.next = page.guests.last().map(Cursor::behind);
            return Ok(ControlFlow::Break(()));
        }
        page.guests.push(guest);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(page)
}

/// Writes the whole list into a new file, which is there whole or not at all, and remembers that it was taken. `_whole` is had
/// from the gate of what leaves the house.
///
/// Errors: [`crate::base::error::Error::File`], also where there is a file of that name: none is written over.
pub fn export(tx: &mut Tx<'_>, input: &ExportGuestList, path: &Path, _whole: &Whole) -> Result<GuestListExported> {
    let op = tx.begin(Op::ExportGuestList)?;
    files::absent(path)?;
    let (today, digits) = (tx.business_date(), tx.hotel().minor_digits);
    let export_id: ExportId = tx.new_id();
    let guests = files::write_whole(path, |out| {
        let mut sheet = csv::Sheet::new(out, path, digits)?;
        each(tx.db(), &input.filter, None, today, &mut |guest| {
            sheet.write(&guest)?;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(sheet.guests())
    })?;
    tx.record(op, Change::added(export_id, &Image { filter: input.filter, guests })?)?;
    Ok(GuestListExported { export_id, guests })
}

type Visit<'v> = dyn FnMut(ListedGuest) -> Result<ControlFlow<()>> + 'v;

fn each(db: &Db, filter: &Filter, after: Option<&Cursor>, today: BusinessDate, visit: &mut Visit<'_>) -> Result<()> {
    if filed::is_current(db)? {
        return filed::each(db, filter, after, today, &mut |guest, axes| {
            let candidate = rows::Candidate { guest, summary: summaries::of_guest(db, guest)? };
            visit(rows::line(db, candidate, axes)?)
        });
    }
    each_by_reading(db, filter, after, today, visit)
}

/// The same of a file that an earlier program left, until this one has filed everybody.
fn each_by_reading(db: &Db, filter: &Filter, after: Option<&Cursor>, today: BusinessDate, visit: &mut Visit<'_>) -> Result<()> {
    let complained = matches!(filter.feedback, Some(FeedbackBand::Mixed | FeedbackBand::Unhappy));
    let who = rows::Complainers { only: complained, since: today.plus_days(-axes::FEELS_DAYS) };
    rows::walk(db, after, who, &mut |candidate| match judged(db, &candidate, filter, today)? {
        Some(axes) => visit(rows::line(db, candidate, axes)?),
        None => Ok(ControlFlow::Continue(())),
    })
}

/// Returns where the guest stands, or nothing where they are not asked for; reads no more than it takes to say no.
fn judged(db: &Db, of: &rows::Candidate, filter: &Filter, today: BusinessDate) -> Result<Option<Axes>> {
    let feedback = axes::feedback(&of.summary, &rows::complaints(db, of.guest)?, today);
    if filter.feedback.is_some_and(|wanted| feedback != Some(wanted)) {
        return Ok(None);
    }
    let stays = rows::stays(db, of.guest)?;
    let (value, source) = (axes::value(&of.summary, &stays), axes::source(&stays));
    if filter.value.is_some_and(|wanted| value != Some(wanted)) || filter.source.is_some_and(|wanted| source != Some(wanted)) {
        return Ok(None);
    }
    let likings = axes::likings(&stays, &rows::wishes(db, of.guest)?);
    let liked = filter.liking.is_none_or(|wanted| likings.contains(&wanted));
    Ok(liked.then_some(Axes { value, source, likings, feedback }))
}

impl Cursor {
    fn behind(guest: &ListedGuest) -> Self {
        Self { last_departure: guest.summary.last_departure, guest_id: guest.guest_id }
    }
}

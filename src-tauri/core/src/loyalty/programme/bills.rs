//! A bill of an outlet earns by the formula: once an outlet and number.

use super::{Programme, earned_so_far, earning, earning::Spend, in_force};
use crate::{
    audit::op::Op,
    base::{
        error::Result,
        text::{self, required},
        time::BusinessDate,
    },
    db::{Tx, merged},
    loyalty::{self, Basis, Credit, EarnBill, EntryCode, ForeignSum, House, LoyaltyRefusal, Posted, pending, rows, rules, tiers},
};

/// Longest number on a bill, in characters.
pub const BILL_MAX: usize = 40;

/// Credits a bill of an outlet by the programme's formula, once.
///
/// Errors: [`LoyaltyRefusal::NotAMember`], [`LoyaltyRefusal::NoSuchOutlet`], [`LoyaltyRefusal::NoSuchCurrency`],
/// [`LoyaltyRefusal::BillTooOld`], [`LoyaltyRefusal::AlreadyEarned`], [`crate::base::error::Common`] naming the number, and
/// what [`earning::earned`] refuses.
pub fn earn(tx: &mut Tx<'_>, input: &EarnBill) -> Result<Posted> {
    let op = tx.begin(Op::EarnPoints)?;
    let (member, named) = loyalty::addressed(tx.db(), &input.member)?;
    let today = tx.business_date();
    let on = input.on.unwrap_or(today);
    let programme = in_force(tx.db(), on.min(today))?;
    let source = source(&programme, input)?;
    in_time(&programme, on, today)?;
    if rows::source_is_credited(tx.db(), &source)? {
        return Err(LoyaltyRefusal::AlreadyEarned.into());
    }
    let foreign = foreign(input);
    let counted = foreign.as_ref().map(|sum| programme.earning.counted(sum).ok_or(LoyaltyRefusal::NoSuchCurrency)).transpose()?;
    let spend = Spend::of_bill(&input.outlet, counted.unwrap_or(input.sum_minor), on);
    let account = loyalty::account(tx.db(), member.guest)?;
    let tier = tiers::tier_on(tx.db(), member.guest, on.min(today))?;
    let so_far = earned_so_far(tx.db(), &programme, account, on)?;
    let (points, basis) = earning::earned(&programme, tier, &spend, so_far, tx.hotel().minor_digits)?;
    let basis = Basis { foreign, ..basis };
    let due_on = rules::due_on(on, programme.pending.bill_days, today);
    let credit = Credit {
        code: EntryCode::Earn,
        house: House::Issued,
        points,
        source,
        memo: rows::memo_of(&basis)?,
        expires_on: rules::expires_on(&programme, due_on),
    };
    let posted = pending::credit(tx, op, member.guest, (credit, due_on))?;
    merged::came_for(tx, named, posted.moves_as(), posted.entry_id)?;
    Ok(posted)
}

/// Returns the text under which the ledger keeps the bill: case and outer spaces of its number mean nothing.
fn source(programme: &Programme, input: &EarnBill) -> Result<String> {
    if programme.earning.percent(&input.outlet) == 0 {
        return Err(LoyaltyRefusal::NoSuchOutlet.into());
    }
    let number = required("bill", input.bill.trim(), BILL_MAX)?.to_uppercase();
    text::optional("bill", &number, BILL_MAX)?;
    Ok(format!("bill:{}:{number}", input.outlet))
}

fn in_time(programme: &Programme, on: BusinessDate, today: BusinessDate) -> Result<()> {
    let days = programme.earning.late_days;
    if (0..=i64::from(days)).contains(&today.days_since(on)) { Ok(()) } else { Err(LoyaltyRefusal::BillTooOld { days }.into()) }
}

/// Returns what the bill says in another currency than the house's own.
fn foreign(input: &EarnBill) -> Option<ForeignSum> {
    input.currency.clone().map(|currency| ForeignSum { currency, sum_minor: input.sum_minor })
}

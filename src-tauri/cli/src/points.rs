//! `points`: credit, redeem, take back, expire, and what a member holds.

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{EntryId, StayId},
        money::Minor,
        points::Points,
        time::BusinessDate,
    },
    db::{Db, Done},
    loyalty::{
        self, Awaited, EarnBill, EarnPoints, MemberRef, Posted, Redeem,
        adjust::{self, TakeBack},
    },
};
use serde::Serialize;

use crate::{
    answer::Answer,
    balances,
    desk::Desk,
    ledger,
    proving::{ProofOf, ReportOf, StatementOf},
    rewards::OnPaper,
    stop::{Outcome, Stop},
};

/// Points of members; MEMBER is a member number or an enrolled guest's record id
#[derive(Debug, Subcommand)]
pub(crate) enum PointsCommand {
    Earn(Earn),
    EarnStay(EarnStay),
    EarnStays(ledger::EarnStays),
    EarnBill(BillEarned),
    Redeem(RedeemPoints),
    Reverse(Reverse),
    Adjust(ledger::Adjust),
    CreditLate(ledger::CreditLateStay),
    Expire(ledger::Expire),
    Pending(ledger::Pending),
    PostDue(ledger::PostDue),
    Void(ledger::Void),
    OwnAccount(ledger::OwnAccountOf),
    Balance(Balance),
    Statement(StatementOf),
    Proof(ProofOf),
    Report(ReportOf),
    BringIn(balances::BringIn),
    TakeOut(balances::TakeOutOf),
    BroughtIn(balances::BroughtIn),
}

impl PointsCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Earn(command) => command.run(desk),
            Self::EarnStay(command) => command.run(desk),
            Self::EarnStays(command) => command.run(desk),
            Self::EarnBill(command) => command.run(desk),
            Self::Redeem(command) => command.run(desk),
            Self::Reverse(command) => command.run(desk),
            Self::Adjust(command) => command.run(desk),
            Self::CreditLate(command) => command.run(desk),
            Self::Expire(command) => command.run(desk),
            Self::Pending(command) => command.run(desk),
            Self::PostDue(command) => command.run(desk),
            Self::Void(command) => command.run(desk),
            Self::OwnAccount(command) => command.run(desk),
            Self::Balance(command) => command.run(desk),
            Self::Statement(command) => command.run(desk),
            Self::Proof(command) => command.run(desk),
            Self::Report(command) => command.run(desk),
            Self::BringIn(command) => command.run(desk),
            Self::TakeOut(command) => command.run(desk),
            Self::BroughtIn(command) => command.run(desk),
        }
    }
}

/// Credit points by hand
#[derive(Debug, Args)]
pub(crate) struct Earn {
    /// Member number or record id
    member: String,
    /// How many
    #[arg(value_parser = points, allow_negative_numbers = true)]
    points: Points,
    /// The last day they are good for; the programme's where none is given
    #[arg(long, value_name = "DATE", value_parser = date)]
    expires: Option<BusinessDate>,
}

/// Credit a departed stay by the programme's formula, once
#[derive(Debug, Args)]
pub(crate) struct EarnStay {
    /// Record id of the stay
    stay: StayId,
}

/// Credit a bill of an outlet by the programme's formula, once an outlet and number
#[derive(Debug, Args)]
pub(crate) struct BillEarned {
    /// Member number or record id
    member: String,
    /// The outlet's code in the programme
    #[arg(long)]
    outlet: String,
    /// The bill's sum, in major units
    #[arg(long, allow_negative_numbers = true)]
    sum: String,
    /// The number on the bill
    #[arg(long)]
    bill: String,
    /// In which currency of the programme; the house's own where none is given
    #[arg(long)]
    currency: Option<String>,
    /// The bill's day; today where none is given
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<BusinessDate>,
}

/// Redeem points; what expires first is used first
#[derive(Debug, Args)]
pub(crate) struct RedeemPoints {
    /// Member number or record id
    member: String,
    /// How many
    #[arg(value_parser = points, allow_negative_numbers = true)]
    points: Points,
    /// For this reward of the catalogue, at its price
    #[arg(long, value_name = "CODE")]
    reward: Option<String>,
}

/// Take a posting back, once; an adjustment by whoever may adjust
#[derive(Debug, Args)]
pub(crate) struct Reverse {
    /// The posting's id
    entry: EntryId,
    #[command(flatten)]
    second: ledger::Second,
}

/// Show what a member holds
#[derive(Debug, Args)]
pub(crate) struct Balance {
    /// Member number or record id
    member: String,
}

pub(crate) fn points(text: &str) -> std::result::Result<Points, String> {
    text.parse().ok().and_then(Points::new).ok_or_else(|| "a whole number of points".to_owned())
}

pub(crate) fn date(text: &str) -> std::result::Result<BusinessDate, String> {
    text.parse().map_err(|error: chrono::ParseError| error.to_string())
}

/// What a member holds.
#[derive(Serialize)]
struct Held {
    balance: Points,
    lots: Vec<HeldLot>,
}

#[derive(Serialize)]
struct HeldLot {
    points: Points,
    left: Points,
    expires: BusinessDate,
}

/// A posting and what the member holds after it.
#[derive(Serialize)]
struct After {
    entry_id: EntryId,
    points: Points,
    balance: Points,
    lots: Vec<HeldLot>,
    /// What a redemption gave on paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    voucher: Option<OnPaper>,
    /// What waits for the run of its day instead of being posted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pending: Option<Awaited>,
}

impl Held {
    fn of(db: &Db, member: &MemberRef) -> Result<Self> {
        let guest = loyalty::find(db, member)?.guest;
        let line = |lot: loyalty::Lot| HeldLot { points: lot.points, left: lot.left, expires: lot.expires_on };
        let lots = loyalty::lots(db, guest)?.into_iter().map(line).collect();
        Ok(Self { balance: loyalty::balance(db, guest)?, lots })
    }
}

/// Returns the posting as it was answered; the lots are those of now, also where the same key asks again.
pub(crate) fn after(desk: &Desk, done: &Done<Posted>) -> Outcome<Answer> {
    let posted = &done.value;
    let held = desk.read(Op::ReadMember, |db, _| Held::of(db, &loyalty::member_of_entry(db, posted.entry_id)?.into()))?;
    let voucher = posted.voucher.map(|voucher| OnPaper::of(desk, voucher)).transpose()?;
    Answer::of(&After {
        entry_id: posted.entry_id,
        points: posted.points,
        balance: posted.balance,
        lots: held.lots,
        voucher,
        pending: posted.pending,
    })
}

impl Earn {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = EarnPoints { member: MemberRef(self.member.clone()), points: self.points, expires_on: self.expires };
        after(desk, &desk.write(Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input))?)
    }
}

impl EarnStay {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        after(desk, &desk.write(Op::EarnPoints, &self.stay, |tx| loyalty::earn_stay(tx, self.stay))?)
    }
}

impl BillEarned {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let digits = desk.store()?.hotel().minor_digits;
        let sum_minor = Minor::parse(&self.sum, digits).ok_or_else(|| Stop::refused("bad_value", &[("field", "sum")]))?;
        let input = EarnBill {
            member: MemberRef(self.member.clone()),
            outlet: self.outlet.clone(),
            sum_minor,
            currency: self.currency.clone(),
            bill: self.bill.clone(),
            on: self.on,
        };
        after(desk, &desk.write(Op::EarnPoints, &input, |tx| loyalty::earn_bill(tx, &input))?)
    }
}

impl RedeemPoints {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = Redeem { member: MemberRef(self.member.clone()), points: self.points, reward: self.reward.clone() };
        after(desk, &desk.write(Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input))?)
    }
}

impl Reverse {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        if desk.read(Op::ReadMember, |db, _| adjust::is_adjustment(db, self.entry))? {
            let (named, second) = self.second.confirmed(desk)?;
            let input = TakeBack { entry: self.entry, second: named };
            return after(desk, &desk.write(Op::AdjustPoints, &input, |tx| adjust::take_back(tx, &input, second.as_ref()))?);
        }
        after(desk, &desk.write(Op::ReversePoints, &self.entry, |tx| loyalty::reverse(tx, self.entry))?)
    }
}

impl Balance {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let member = MemberRef(self.member.clone());
        Answer::of(&desk.read(Op::ReadMember, |db, _| Held::of(db, &member))?)
    }
}

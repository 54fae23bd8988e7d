//! `reward`, `voucher`, `benefit`: what points buy, the paper it comes on, and what a tier gives beside points.

use clap::{Args, Subcommand, ValueEnum};
use lobby_core::{
    audit::op::Op,
    base::{
        ids::{BenefitLineId, StayId, VoucherId},
        points::Points,
        time::BusinessDate,
    },
    loyalty::{
        self, MemberRef,
        benefits::{self, BenefitDeed, BenefitEntry, BenefitStanding, GiveBenefit, ReturnBenefit, UseBenefit},
        programme::{BenefitPer, RewardKind},
        rewards::{self, RewardLine},
        vouchers::{self, UseVoucher, Voucher, VoucherState, lists},
    },
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, machine, stop::Outcome};

/// What points can be exchanged for
#[derive(Debug, Subcommand)]
pub(crate) enum RewardCommand {
    List(ListRewards),
}

/// The catalogue of today, cheapest first
#[derive(Debug, Args)]
pub(crate) struct ListRewards {
    /// Say what this member can have and what they lack
    #[arg(long, value_name = "MEMBER")]
    member: Option<String>,
}

/// Vouchers: checked without a network, used once
#[derive(Debug, Subcommand)]
pub(crate) enum VoucherCommand {
    Check(CheckVoucher),
    Use(UseCode),
    List(ListVouchers),
    Print(PrintVoucher),
}

/// Say how a voucher stands; exit 1 where it is not good. Wrong codes are counted, five in a row lock for five minutes
#[derive(Debug, Args)]
pub(crate) struct CheckVoucher {
    /// The code on the paper, or the voucher's number
    #[arg(value_name = "CODE")]
    text: String,
}

/// Use a voucher, once
#[derive(Debug, Args)]
pub(crate) struct UseCode {
    /// The code on the paper
    code: String,
    /// Where: an outlet, a room, an order
    #[arg(long, value_name = "WORDS", default_value = "")]
    place: String,
}

/// The vouchers that stand so
#[derive(Debug, Args)]
pub(crate) struct ListVouchers {
    /// Which
    #[arg(long, value_name = "STATE", value_enum, default_value = "open")]
    state: Which,
}

/// Say a voucher's code once more, for its paper; history remembers it
#[derive(Debug, Args)]
pub(crate) struct PrintVoucher {
    /// The voucher's number
    number: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Which {
    Open,
    Lapsing,
    Expired,
    Used,
    Voided,
}

/// What a member's tier gives; MEMBER is a member number or an enrolled guest's record id
#[derive(Debug, Subcommand)]
pub(crate) enum BenefitCommand {
    List(ListBenefits),
    Use(UseOne),
    Give(GiveMore),
    Return(ReturnLine),
}

/// What is left in the member's year and this stay, and the log
#[derive(Debug, Args)]
pub(crate) struct ListBenefits {
    /// Member number or record id
    member: String,
}

/// Note that a benefit was used, while one is left
#[derive(Debug, Args)]
pub(crate) struct UseOne {
    /// Member number or record id
    member: String,
    /// The benefit's code: breakfast, upgrade, late_check_out …
    code: String,
    /// How many
    #[arg(long, default_value = "1")]
    count: u32,
    /// In which stay; the one in house or arriving today where none is named
    #[arg(long)]
    stay: Option<StayId>,
    /// What is to be known of it
    #[arg(long, value_name = "WORDS", default_value = "")]
    note: String,
}

/// Give more of a benefit by hand
#[derive(Debug, Args)]
pub(crate) struct GiveMore {
    /// Member number or record id
    member: String,
    /// The benefit's code
    code: String,
    /// How many
    #[arg(long, default_value = "1")]
    count: u32,
    /// Why
    #[arg(long, value_name = "WORDS")]
    reason: String,
}

/// Take a line of the log back
#[derive(Debug, Args)]
pub(crate) struct ReturnLine {
    /// The line's id in `benefit list`
    line: BenefitLineId,
    /// Why
    #[arg(long, value_name = "WORDS")]
    reason: String,
}

impl RewardCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::List(command) => command.run(desk),
        }
    }
}

impl VoucherCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Check(command) => command.run(desk),
            Self::Use(command) => command.run(desk),
            Self::List(command) => command.run(desk),
            Self::Print(command) => command.run(desk),
        }
    }
}

impl BenefitCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::List(command) => command.run(desk),
            Self::Use(command) => command.run(desk),
            Self::Give(command) => command.run(desk),
            Self::Return(command) => command.run(desk),
        }
    }
}

/// A reward of the catalogue.
#[derive(Serialize)]
struct ShownReward {
    code: String,
    words: String,
    kind: RewardKind,
    points: Points,
    left: Option<u32>,
    valid_until: Option<BusinessDate>,
    affordable: Option<bool>,
    missing: Option<Points>,
}

impl ListRewards {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let member = self.member.as_ref().map(|member| MemberRef(member.clone()));
        let lines = desk.read(Op::ReadMember, |db, reading| {
            let programme = loyalty::programme(db, reading.today)?;
            let balance = match &member {
                Some(member) => loyalty::balance(db, loyalty::find(db, member)?.guest)?,
                None => Points::ZERO,
            };
            rewards::catalogue(db, &programme, balance, reading.today)
        })?;
        let asked = self.member.is_some();
        let shown = |line: RewardLine| ShownReward {
            code: line.code,
            words: line.words,
            kind: line.kind,
            points: line.points,
            left: line.left,
            valid_until: line.valid_until,
            affordable: asked.then_some(line.affordable),
            missing: asked.then_some(line.missing),
        };
        Answer::of(&lines.into_iter().map(shown).collect::<Vec<_>>())
    }
}

/// A voucher as programs read it.
#[derive(Serialize)]
struct ShownVoucher {
    voucher_id: VoucherId,
    number: String,
    state: VoucherState,
    reward: String,
    words: String,
    points: Points,
    member_no: String,
    name: String,
    issued_on: BusinessDate,
    valid_until: BusinessDate,
    ended_on: Option<BusinessDate>,
    ended_by: String,
    place: String,
}

impl From<Voucher> for ShownVoucher {
    fn from(voucher: Voucher) -> Self {
        Self {
            voucher_id: voucher.id,
            number: voucher.number,
            state: voucher.state,
            reward: voucher.reward,
            words: voucher.words,
            points: voucher.points,
            member_no: voucher.member_no,
            name: voucher.guest_name,
            issued_on: voucher.issued_on,
            valid_until: voucher.valid_until,
            ended_on: voucher.ended_on,
            ended_by: voucher.ended_by,
            place: voucher.place,
        }
    }
}

impl CheckVoucher {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        // A lock is counted on the machine's clock, so that `--at` is no way around it.
        let found = vouchers::check(desk.store()?, desk.session()?, &self.text, desk.today()?, machine::now())?;
        let good = found.state == VoucherState::Open;
        Ok(Answer::of(&ShownVoucher::from(found))?.found_wrong(!good))
    }
}

impl UseCode {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = UseVoucher { code: self.code.clone(), place: self.place.clone() };
        let used = vouchers::use_up(desk.store()?, &desk.request()?, &input, machine::now())?.value;
        let voucher = desk.read(Op::CheckVoucher, |db, reading| vouchers::get(db, used, reading.today))?;
        Answer::of(&ShownVoucher::from(voucher))
    }
}

impl ListVouchers {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let filter = match self.state {
            Which::Open => lists::VoucherFilter::Open,
            Which::Lapsing => lists::VoucherFilter::Lapsing,
            Which::Expired => lists::VoucherFilter::Expired,
            Which::Used => lists::VoucherFilter::Used,
            Which::Voided => lists::VoucherFilter::Voided,
        };
        let list = desk.read(Op::CheckVoucher, |db, reading| lists::list(db, filter, reading.today))?;
        Answer::of(&list.rows.into_iter().map(ShownVoucher::from).collect::<Vec<_>>())
    }
}

/// A voucher with its code.
#[derive(Serialize)]
pub(crate) struct OnPaper {
    voucher_id: VoucherId,
    number: String,
    code: String,
    valid_until: BusinessDate,
}

impl OnPaper {
    /// Returns what goes on the paper of `voucher`.
    pub(crate) fn of(desk: &Desk, voucher: VoucherId) -> Outcome<Self> {
        let paper = desk.read(Op::PrintVoucher, |db, reading| vouchers::paper(db, voucher, reading.today))?;
        let (number, valid_until) = (paper.voucher.number, paper.voucher.valid_until);
        Ok(Self { voucher_id: voucher, number, code: paper.code, valid_until })
    }
}

impl PrintVoucher {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let id = desk.read(Op::PrintVoucher, |db, reading| vouchers::numbered(db, &self.number, reading.today))?.id;
        let printed = desk.write(Op::PrintVoucher, &id, |tx| vouchers::print(tx, id))?.value;
        Answer::of(&OnPaper::of(desk, printed)?)
    }
}

/// How a member's benefits stand.
#[derive(Serialize)]
struct ShownBenefits {
    year_from: BusinessDate,
    year_to: BusinessDate,
    benefits: Vec<ShownStanding>,
    log: Vec<ShownLine>,
}

#[derive(Serialize)]
struct ShownStanding {
    code: String,
    words: String,
    amount: Option<u32>,
    per: BenefitPer,
    of: Option<u32>,
    used: u32,
    left: Option<u32>,
}

#[derive(Serialize)]
struct ShownLine {
    line_id: BenefitLineId,
    date: BusinessDate,
    deed: BenefitDeed,
    code: String,
    count: u32,
    room: String,
    note: String,
    by: String,
    returned: String,
}

impl ShownBenefits {
    fn of(desk: &Desk, member: &MemberRef) -> Outcome<Self> {
        let found = desk.read(Op::ReadMember, |db, reading| benefits::of_member(db, member, reading.today))?;
        let standing = |one: BenefitStanding| ShownStanding {
            code: one.code,
            words: one.words,
            amount: one.amount,
            per: one.per,
            of: one.of,
            used: one.used,
            left: one.left,
        };
        let line = |one: BenefitEntry| ShownLine {
            line_id: one.id,
            date: one.date,
            deed: one.deed,
            code: one.code,
            count: one.count,
            room: one.stay.map(|stay| stay.room_no).unwrap_or_default(),
            note: one.note,
            by: one.by,
            returned: one.returned.map(|back| back.reason).unwrap_or_default(),
        };
        Ok(Self {
            year_from: found.year_from,
            year_to: found.year_to,
            benefits: found.standing.into_iter().map(standing).collect(),
            log: found.log.into_iter().map(line).collect(),
        })
    }
}

/// A line that was written, and what is left after it.
#[derive(Serialize)]
struct After {
    line_id: BenefitLineId,
    benefits: Vec<ShownStanding>,
}

fn after(desk: &Desk, line_id: BenefitLineId, member: &MemberRef) -> Outcome<Answer> {
    Answer::of(&After { line_id, benefits: ShownBenefits::of(desk, member)?.benefits })
}

impl ListBenefits {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        Answer::of(&ShownBenefits::of(desk, &MemberRef(self.member.clone()))?)
    }
}

impl UseOne {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let member = MemberRef(self.member.clone());
        let (code, note) = (self.code.clone(), self.note.clone());
        let input = UseBenefit { member: member.clone(), code, count: self.count, stay: self.stay, note };
        let line = desk.write(Op::UseBenefit, &input, |tx| benefits::use_one(tx, &input))?.value;
        after(desk, line, &member)
    }
}

impl GiveMore {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let member = MemberRef(self.member.clone());
        let (code, reason) = (self.code.clone(), self.reason.clone());
        let input = GiveBenefit { member: member.clone(), code, count: self.count, reason };
        let line = desk.write(Op::GiveBenefit, &input, |tx| benefits::give(tx, &input))?.value;
        after(desk, line, &member)
    }
}

impl ReturnLine {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = ReturnBenefit { line: self.line, reason: self.reason.clone() };
        let line = desk.write(Op::ReturnBenefit, &input, |tx| benefits::take_back(tx, &input))?.value;
        let member = desk.read(Op::ReadMember, |db, _| benefits::member_of(db, line))?;
        after(desk, line, &member.into())
    }
}

//! `points statement`, `points proof`, `points report`: what changed a member's balance, every posting that makes a figure, and
//! what the whole programme owes, brings and costs.

use clap::{ArgGroup, Args};
use lobby_core::{
    audit::op::Op,
    base::{
        ids::{EntryId, LotId},
        points::Points,
        time::BusinessDate,
    },
    loyalty::{
        self, MemberRef, Tier,
        proof::{self, Carried, Proof, ProofAsked, ProofEntry, ProofLot},
        report::{self, PAGE_MAX, ReportAsked, ReportFigure, ReportRowsAsked},
        statement::{self, StatementAsked, StatementLine, SumOf},
    },
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, steps::word, stop::Outcome};

/// Show what changed a member's balance, newest first, with the sums that join opening and closing
#[derive(Debug, Args)]
pub(crate) struct StatementOf {
    /// Member number or record id
    member: String,
    /// First day
    #[arg(long, value_name = "DATE")]
    from: Option<BusinessDate>,
    /// Last day
    #[arg(long, value_name = "DATE")]
    to: Option<BusinessDate>,
}

/// Show every posting that makes a figure: a member's balance, one posting, what is left of a lot, or a sum of the statement
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("figure").args(["lot", "sum"]))]
pub(crate) struct ProofOf {
    /// Member number or record id, or a posting's id
    #[arg(value_name = "MEMBER|ENTRY", required_unless_present = "lot")]
    whose: Option<String>,
    /// What is left of this lot
    #[arg(long, value_name = "LOT", conflicts_with = "whose")]
    lot: Option<LotId>,
    /// One sum of the statement: earned, redeemed, expired, reversed
    #[arg(long, value_parser = |text: &str| word(text, SumOf::ALL, SumOf::word))]
    sum: Option<SumOf>,
    /// First day of the statement
    #[arg(long, value_name = "DATE", requires = "sum")]
    from: Option<BusinessDate>,
    /// Last day of the statement
    #[arg(long, value_name = "DATE", requires = "sum")]
    to: Option<BusinessDate>,
}

/// Show what the programme owes, what lapses, who takes part, whether members come back and what each tier costs
#[derive(Debug, Args)]
pub(crate) struct ReportOf {
    /// First day; a year before the last where none is given
    #[arg(long, value_name = "DATE")]
    from: Option<BusinessDate>,
    /// Last day; today where none is given
    #[arg(long, value_name = "DATE")]
    to: Option<BusinessDate>,
    /// Open one figure: held, earned, goodwill, redeemed, expired, reversed, adjusted, members, active, redeemers, given,
    /// corrected, issued, spent, opening, closing, overdue, lapsed, ended, ended_lapsed, all_members, rewards, redemptions,
    /// benefits, cost, compared_members, compared_others, joined_later
    #[arg(long, value_parser = |text: &str| word(text, ReportFigure::ALL, ReportFigure::word))]
    figure: Option<ReportFigure>,
    /// Of one month of it, such as 2026-07
    #[arg(long, value_name = "MONTH", requires = "figure")]
    month: Option<String>,
    /// Of one tier: base, silver, gold, platinum
    #[arg(long, requires = "figure", value_parser = |text: &str| word(text, Tier::ALL, Tier::word))]
    tier: Option<Tier>,
    /// At most so many rows
    #[arg(long, requires = "figure", default_value_t = PAGE_MAX)]
    limit: u32,
    /// Behind so many rows
    #[arg(long, requires = "figure", default_value_t = 0)]
    skip: u32,
}

#[derive(Serialize)]
struct StatementShown {
    member_no: String,
    from: Option<BusinessDate>,
    to: Option<BusinessDate>,
    opening: Points,
    earned: i64,
    redeemed: i64,
    expired: i64,
    reversed: i64,
    closing: Points,
    agrees: bool,
    /// Whether older postings of the period are in the opening balance.
    cut: bool,
    head_seq: i64,
    head: String,
    lines: Vec<StatementLine>,
}

#[derive(Serialize)]
struct ProofShown {
    what: &'static str,
    member_no: String,
    figure: i64,
    holds: bool,
    carried: Option<Carried>,
    head_seq: i64,
    head: String,
    lots: Vec<ProofLot>,
    entries: Vec<ProofEntry>,
}

impl StatementOf {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let asked = StatementAsked { member: MemberRef(self.member.clone()), from: self.from, to: self.to, before: None };
        let found = desk.read(Op::ReadMember, |db, _| statement::whole(db, &asked))?;
        let sums = found.statement.sums;
        let shown = StatementShown {
            member_no: found.member.member_no.0,
            from: self.from,
            to: self.to,
            opening: sums.opening,
            earned: sums.earned,
            redeemed: sums.redeemed,
            expired: sums.expired,
            reversed: sums.reversed,
            closing: sums.closing,
            agrees: found.agrees,
            cut: found.statement.earlier.is_some(),
            head_seq: found.head.seq,
            head: found.head.mac,
            lines: found.statement.lines,
        };
        Ok(Answer::of(&shown)?.found_wrong(!shown.agrees))
    }
}

impl ProofOf {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let asked = self.asked(desk)?;
        let found = desk.read(Op::ReadMember, |db, _| proof::read(db, &asked))?;
        let shown = ProofShown::of(found);
        Ok(Answer::of(&shown)?.found_wrong(!shown.holds))
    }

    /// A posting's id and a guest's look alike: what names a member is one.
    fn asked(&self, desk: &Desk) -> Outcome<ProofAsked> {
        if let Some(lot) = self.lot {
            return Ok(ProofAsked::Lot { lot });
        }
        let text = self.whose.clone().unwrap_or_default();
        let member = MemberRef(text.clone());
        if let Some(sum) = self.sum {
            return Ok(ProofAsked::Sum { member, sum, from: self.from, to: self.to });
        }
        let entry = text.parse::<EntryId>().ok();
        let known =
            desk.read(Op::ReadMember, |db, _| Ok(entry.is_some_and(|entry| loyalty::member_of_entry(db, entry).is_ok())))?;
        Ok(match entry {
            Some(entry) if known => ProofAsked::Entry { entry },
            _ => ProofAsked::Balance { member },
        })
    }
}

impl ReportOf {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let to = match self.to {
            Some(to) => to,
            None => desk.today()?,
        };
        let period = ReportAsked { from: self.from.unwrap_or(to.plus_months(-12).plus_days(1)), to };
        if let Some(figure) = self.figure {
            let (month, tier) = (self.month.clone(), self.tier);
            let asked = ReportRowsAsked { period, figure, month, tier, skip: self.skip, limit: self.limit };
            let found =
                desk.read(Op::ReadProgrammeReport, |db, reading| report::rows_of(db, reading.session, &asked, reading.today))?;
            return Answer::of(&found.rows);
        }
        let found = desk.read(Op::ReadProgrammeReport, |db, reading| report::read(db, &period, reading.today))?;
        Ok(Answer::of(&found)?.found_wrong(!found.totals.agrees))
    }
}

impl ProofShown {
    fn of(proof: Proof) -> Self {
        Self {
            what: match proof.asked {
                ProofAsked::Balance { .. } => "balance",
                ProofAsked::Lot { .. } => "lot",
                ProofAsked::Entry { .. } => "entry",
                ProofAsked::Sum { sum, .. } => sum.word(),
            },
            member_no: proof.member.member_no.0,
            figure: proof.figure,
            holds: proof.holds,
            carried: proof.carried,
            head_seq: proof.head.seq,
            head: proof.head.mac,
            lots: proof.lots,
            entries: proof.entries,
        }
    }
}

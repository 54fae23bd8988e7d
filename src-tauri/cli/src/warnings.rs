//! `warnings`: the early warning's charts, signals and what each figure counts.

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{role::Department, time::BusinessDate},
    tickets::{Area, ProblemCode},
    warnings::{self, Behind, CauseKind, Days, Scope},
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, steps::word, stop::Outcome, tickets::problem};

/// Days that are looked at where none are named: four weeks.
const DAYS: u32 = 28;

/// 投诉预警: complaints per 100 occupied room-nights, their causes and places, and what repeats itself
#[derive(Debug, Subcommand)]
pub(crate) enum WarningCommand {
    Chart(Chart),
    Causes(Causes),
    Map(Map),
    Signals(Signals),
    Gaps(Gaps),
    Behind(Counted),
}

impl WarningCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Chart(command) => command.run(desk),
            Self::Causes(command) => command.run(desk),
            Self::Map(command) => command.run(desk),
            Self::Signals(command) => command.run(desk),
            Self::Gaps(command) => command.run(desk),
            Self::Behind(command) => command.run(desk),
        }
    }
}

/// Which complaints are counted; all where nothing is named.
#[derive(Debug, Args)]
struct Narrowed {
    /// Of this problem: code, pinyin initials or name
    #[arg(long, value_parser = problem)]
    problem: Option<ProblemCode>,
    /// facilities, service, food_drink, safety, rules
    #[arg(long, value_parser = |text: &str| word(text, Area::ALL, Area::word))]
    area: Option<Area>,
    /// Of this department
    #[arg(long, value_parser = |text: &str| word(text, Department::ALL, Department::word))]
    department: Option<Department>,
    /// On this floor: a room number less its last two digits
    #[arg(long)]
    floor: Option<String>,
    /// In this room
    #[arg(long)]
    room: Option<String>,
}

/// The u-chart: whole weeks before today with their limits
#[derive(Debug, Args)]
pub(crate) struct Chart {
    #[command(flatten)]
    narrowed: Narrowed,
    /// So many weeks; 26 where none are named
    #[arg(long)]
    weeks: Option<u32>,
}

/// Complaints of some days.
#[derive(Debug, Args)]
struct Span {
    #[command(flatten)]
    narrowed: Narrowed,
    /// First day; four weeks before the last where none is named
    #[arg(long)]
    from: Option<BusinessDate>,
    /// Last day; today where none is named
    #[arg(long)]
    to: Option<BusinessDate>,
}

/// The Pareto of causes with their ABC classes
#[derive(Debug, Args)]
pub(crate) struct Causes {
    #[command(flatten)]
    span: Span,
    /// problem, area, cause, house_cause
    #[arg(long, default_value = "problem", value_parser = |text: &str| word(text, CauseKind::ALL, CauseKind::word))]
    by: CauseKind,
}

/// Complaints by floor and room
#[derive(Debug, Args)]
pub(crate) struct Map {
    #[command(flatten)]
    span: Span,
}

/// What repeats itself: same room and problem, same guest, same area
#[derive(Debug, Args)]
pub(crate) struct Signals {}

/// Days between complaints of a rare problem
#[derive(Debug, Args)]
pub(crate) struct Gaps {
    /// Code, pinyin initials or name
    #[arg(long, value_parser = problem)]
    problem: ProblemCode,
}

/// The complaints that a figure counts
#[derive(Debug, Args)]
pub(crate) struct Counted {
    #[command(flatten)]
    span: Span,
}

/// One week, as people read it.
#[derive(Serialize)]
struct ShownWeek {
    from: BusinessDate,
    complaints: u32,
    nights: u32,
    rate: Option<String>,
    upper: Option<String>,
    standing: String,
}

/// One signal, as people read it.
#[derive(Serialize)]
struct ShownSignal {
    kind: String,
    about: String,
    count: u32,
    last: BusinessDate,
    action: String,
}

impl Narrowed {
    fn scope(&self) -> Scope {
        Scope {
            problem: self.problem,
            area: self.area,
            department: self.department,
            floor: self.floor.clone(),
            room: self.room.clone(),
            ..Scope::default()
        }
    }
}

impl Span {
    fn behind(&self, desk: &Desk) -> Outcome<Behind> {
        let to = match self.to {
            Some(to) => to,
            None => desk.today()?,
        };
        let days = Days { from: self.from.unwrap_or(Days::ending(to, DAYS).from), to };
        Ok(Behind { days, scope: self.narrowed.scope() })
    }
}

impl Chart {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let scope = self.narrowed.scope();
        let chart = desk.read(Op::ReadWarnings, |db, reading| {
            warnings::weekly_chart(db, reading.session, &scope, self.weeks, reading.today)
        })?;
        let rate = |rate: f64| format!("{rate:.2}");
        let shown: Vec<ShownWeek> = chart
            .weeks
            .iter()
            .map(|week| ShownWeek {
                from: week.days.from,
                complaints: week.complaints,
                nights: week.nights,
                rate: week.rate.map(rate),
                upper: week.limits.map(|limits| rate(limits.upper)),
                standing: desk.text(&format!("analysis.standing.{}", week.standing), &[]),
            })
            .collect();
        Answer::of(&chart)?.for_people(&shown)
    }
}

impl Causes {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let behind = self.span.behind(desk)?;
        let causes = desk.read(Op::ReadWarnings, |db, reading| warnings::causes(db, reading.session, &behind, self.by))?;
        Answer::of(&causes)?.for_people(&causes.lines)
    }
}

impl Map {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let behind = self.span.behind(desk)?;
        Answer::of(&desk.read(Op::ReadWarnings, |db, reading| warnings::map(db, reading.session, &behind))?)
    }
}

impl Signals {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let signals = desk.read(Op::ReadWarnings, |db, reading| warnings::signals(db, reading.session, reading.today))?;
        let shown: Vec<ShownSignal> = signals.iter().map(|signal| ShownSignal::of(desk, signal)).collect();
        Answer::of(&signals)?.for_people(&shown)
    }
}

impl ShownSignal {
    fn of(desk: &Desk, signal: &warnings::Signal) -> Self {
        let scope = &signal.behind.scope;
        let label = |kind: &str, word: &str| desk.text(&format!("{kind}.{word}"), &[]);
        let named = [
            scope.room.clone(),
            scope.problem.map(|problem| label("problem", problem.word())),
            scope.area.map(|area| label("area", area.word())),
            Some(signal.guest_name.clone()),
        ];
        Self {
            kind: label("analysis.signal", signal.kind.word()),
            about: named.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
            count: signal.count,
            last: signal.last,
            action: signal.action.as_ref().map(|action| action.number.clone()).unwrap_or_default(),
        }
    }
}

impl Gaps {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        Answer::of(
            &desk.read(Op::ReadWarnings, |db, reading| warnings::gap_chart(db, reading.session, self.problem, reading.today))?,
        )
    }
}

impl Counted {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let behind = self.span.behind(desk)?;
        Answer::of(&desk.read(Op::ReadTickets, |db, reading| warnings::behind(db, reading.session, &behind))?)
    }
}

//! `tasks`, `task`: what departments do for the guests of a day, and ticking it off.

use clap::{Args, Subcommand};
use lobby_core::{
    arrivals::{self, DayTask},
    audit::op::Op,
    base::{
        ids::{GuestId, PlanTaskId, StayId},
        role::Department,
        time::BusinessDate,
    },
    dossier::{self, AddTask, TaskOrigin, TickTask},
    profile,
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, steps::word, stop::Outcome};

/// What departments do for the guests of a day, the own department first
#[derive(Debug, Args)]
pub(crate) struct Tasks {
    /// The day; today where none is given
    #[arg(long, value_name = "DATE")]
    day: Option<BusinessDate>,
    /// Only this department's
    #[arg(long, value_parser = |text: &str| word(text, Department::ALL, Department::word))]
    department: Option<Department>,
    /// Only those that are not ticked off
    #[arg(long)]
    open: bool,
}

/// Tasks of a service plan; TASK is a record id from `tasks`
#[derive(Debug, Subcommand)]
pub(crate) enum TaskCommand {
    /// Put a task on a guest's plan
    Add(NewTask),
    /// Tick a task off
    Done(Tick),
    /// Take the tick away
    Undone(Tick),
}

#[derive(Debug, Args)]
pub(crate) struct NewTask {
    /// Record id or member number
    guest: String,
    /// Who does it
    #[arg(long, value_parser = |text: &str| word(text, Department::ALL, Department::word))]
    department: Department,
    /// What is done
    #[arg(long)]
    words: String,
    /// For which stay; at any where none is given
    #[arg(long)]
    stay: Option<StayId>,
}

impl NewTask {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let guest = desk.read(Op::ShowGuest, |db, _| profile::record(db, &self.guest))?;
        let input = AddTask { guest, stay: self.stay, department: self.department, words: self.words.clone() };
        let task_id = desk.write(Op::AddTask, &input, |tx| dossier::add_task(tx, &input))?.value;
        Answer::of(&Ticked { task_id, done: false })
    }
}

#[derive(Debug, Args)]
pub(crate) struct Tick {
    /// Record id
    task: PlanTaskId,
}

/// One task, as programs read it.
#[derive(Serialize)]
struct Line {
    task_id: PlanTaskId,
    department: Department,
    words: String,
    done: bool,
    done_by: String,
    done_at: Option<String>,
    room: String,
    guest_id: GuestId,
    guest: String,
    stay_id: StayId,
    arrival: BusinessDate,
}

/// One task, as people read it.
#[derive(Serialize)]
struct ShownLine {
    department: String,
    room: String,
    guest: String,
    words: String,
    done_by: String,
    task_id: PlanTaskId,
}

#[derive(Serialize)]
struct Ticked {
    task_id: PlanTaskId,
    done: bool,
}

impl Tasks {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let day = desk.read(Op::ReadPlan, |db, reading| {
            arrivals::day_tasks(db, self.day.unwrap_or(reading.today), reading.today, reading.session.department)
        })?;
        let asked = |line: &DayTask| {
            self.department.is_none_or(|department| line.task.department == department)
                && !(self.open && line.task.done_at_ms.is_some())
        };
        let lines: Vec<Line> = day.lines.into_iter().filter(asked).map(|line| Line::of(desk, line)).collect();
        let shown: Vec<ShownLine> = lines.iter().map(|line| ShownLine::of(desk, line)).collect();
        Answer::of(&lines)?.for_people(&shown)
    }
}

impl TaskCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let tick = match self {
            Self::Add(new) => return new.run(desk),
            Self::Done(tick) | Self::Undone(tick) => tick,
        };
        let input = TickTask { task: tick.task, done: matches!(self, Self::Done(_)) };
        let task_id = desk.write(Op::TickTask, &input, |tx| dossier::tick_task(tx, &input))?.value;
        Answer::of(&Ticked { task_id, done: input.done })
    }
}

impl Line {
    fn of(desk: &Desk, line: DayTask) -> Self {
        let task = line.task;
        let words = match task.origin {
            TaskOrigin::Desk => task.words,
            TaskOrigin::Standard => desk.text(&format!("standard.{}", task.words), &[]),
        };
        Self {
            task_id: task.id,
            department: task.department,
            words,
            done: task.done_at_ms.is_some(),
            done_by: line.done_by,
            done_at: task.done_at_ms.map(|at| at.rfc3339()),
            room: line.room_no,
            guest_id: task.guest_id,
            guest: line.name,
            stay_id: line.stay_id,
            arrival: line.arrival,
        }
    }
}

impl ShownLine {
    fn of(desk: &Desk, line: &Line) -> Self {
        Self {
            department: desk.text(&format!("department.{}", line.department.word()), &[]),
            room: line.room.clone(),
            guest: line.guest.clone(),
            words: line.words.clone(),
            done_by: line.done_by.clone(),
            task_id: line.task_id,
        }
    }
}

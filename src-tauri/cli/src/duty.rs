//! `duty`, `handover`, `morning`: the duty manager's log, the sheets that are handed over, the morning report.

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{
        ids::{DutyLineId, GuestId, HandoverId},
        role::Department,
        time::{BusinessDate, Instant},
    },
    carry::{self, CarryItem, DutyPage, LogEntry, ShiftNamed, UnsignedShift},
    duty::{
        self, CorrectDuty, EndDuty, FollowUp, HandCounts, LineKind, SeeHandover, Shift, SignHandover, TakeHandover, WriteDuty,
    },
    morning::{self, Figure, FigureAsked, Morning, Period},
    profile,
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::{Desk, instant},
    steps::word,
    stop::{Outcome, Stop},
};

/// The duty manager's log
#[derive(Debug, Subcommand)]
pub(crate) enum DutyCommand {
    Write(Write),
    Correct(Correct),
    End(End),
    List(List),
}

impl DutyCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Write(command) => command.run(desk),
            Self::Correct(command) => command.run(desk),
            Self::End(command) => command.run(desk),
            Self::List(command) => command.run(desk),
        }
    }
}

/// Write a line of the log
#[derive(Debug, Args)]
pub(crate) struct Write {
    /// note, patrol, double_lock, vip, incident, safety, engineering, room, concierge, cash, night_audit, lost
    #[arg(long, default_value = "note", value_parser = |text: &str| word(text, LineKind::ALL, LineKind::word))]
    kind: LineKind,
    /// Room, where it is about one
    #[arg(long, default_value = "")]
    room: String,
    /// A guest: record id or member number
    #[arg(long)]
    guest: Option<String>,
    /// What happened
    #[arg(long)]
    words: String,
    /// What follows from it: whose business it is
    #[arg(long, requires = "due", value_parser = |text: &str| word(text, Department::ALL, Department::word))]
    department: Option<Department>,
    /// And by when (RFC 3339)
    #[arg(long, requires = "department", value_name = "INSTANT", value_parser = instant)]
    due: Option<Instant>,
}

/// Put a line right by another one; the first stays as it was written
#[derive(Debug, Args)]
pub(crate) struct Correct {
    /// Record id
    line: DutyLineId,
    /// note, patrol, double_lock, and the others
    #[arg(long, default_value = "note", value_parser = |text: &str| word(text, LineKind::ALL, LineKind::word))]
    kind: LineKind,
    /// Room, where it is about one
    #[arg(long, default_value = "")]
    room: String,
    /// What happened
    #[arg(long)]
    words: String,
}

/// End what follows from a line, or unlock a double-locked room
#[derive(Debug, Args)]
pub(crate) struct End {
    /// Record id
    line: DutyLineId,
    /// How it ended
    #[arg(long, default_value = "")]
    words: String,
}

/// List the log of a shift
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    which: Which,
}

/// Which shift; the one that is to be handed over where none is named.
#[derive(Debug, Args)]
struct Which {
    /// The day on which it began
    #[arg(long, requires = "shift")]
    date: Option<BusinessDate>,
    /// early, mid, night
    #[arg(long, requires = "date", value_parser = |text: &str| word(text, Shift::ALL, Shift::word))]
    shift: Option<Shift>,
}

/// Sheets that are handed over
#[derive(Debug, Subcommand)]
pub(crate) enum HandoverCommand {
    Show(Show),
    Sign(Sign),
    See(See),
    Take(Take),
    Unsigned(Unsigned),
}

impl HandoverCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Show(command) => command.run(desk),
            Self::Sign(command) => command.run(desk),
            Self::See(command) => command.run(desk),
            Self::Take(command) => command.run(desk),
            Self::Unsigned(_) => Unsigned::run(desk),
        }
    }
}

/// Show what is open, as it was signed or as it is now
#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    which: Which,
}

/// Sign the sheet of a shift as the one who leaves
#[derive(Debug, Args)]
pub(crate) struct Sign {
    #[command(flatten)]
    which: Which,
    /// What the next one should know
    #[arg(long, default_value = "")]
    words: String,
}

/// Mark every item of a sheet as looked at
#[derive(Debug, Args)]
pub(crate) struct See {
    #[command(flatten)]
    which: Which,
}

/// Take a sheet over: never as the one who signed it
#[derive(Debug, Args)]
pub(crate) struct Take {
    #[command(flatten)]
    which: Which,
    /// What is to be added
    #[arg(long, default_value = "")]
    words: String,
}

/// List the shifts that nobody took over; exit 1 where there are any
#[derive(Debug, Args)]
pub(crate) struct Unsigned {}

/// The morning report of a day or a week
#[derive(Debug, Args)]
pub(crate) struct MorningReport {
    /// First day; six days before the last where none is given
    #[arg(long)]
    from: Option<BusinessDate>,
    /// Last day; yesterday where none is given
    #[arg(long)]
    to: Option<BusinessDate>,
    /// Open one figure: new, open, late, unrecovered, compensation, authority, callbacks, disputed
    #[arg(long, value_parser = |text: &str| word(text, Figure::ALL, Figure::word))]
    figure: Option<Figure>,
    /// With the guests' names
    #[arg(long, requires = "figure")]
    names: bool,
}

#[derive(Serialize)]
struct LineWritten {
    line_id: DutyLineId,
}

#[derive(Serialize)]
struct Signed {
    handover_id: HandoverId,
    number: String,
    items: usize,
    head_seq: i64,
    head: String,
}

#[derive(Serialize)]
struct ShownLine {
    line_id: DutyLineId,
    at: String,
    kind: LineKind,
    room: String,
    guest_id: Option<GuestId>,
    words: String,
    by: String,
    corrects: Option<DutyLineId>,
    department: Option<Department>,
    due_at: Option<String>,
    open: bool,
}

#[derive(Serialize)]
struct ShownItem {
    kind: duty::CarryKind,
    record: String,
    number: String,
    room: String,
    state: String,
    marks: Vec<duty::CarryMark>,
    department: Option<Department>,
    words: String,
    due_at: Option<String>,
    seen: bool,
}

impl Write {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let guest = match &self.guest {
            Some(named) => Some(desk.read(Op::WriteDuty, |db, _| profile::named(db, named))?),
            None => None,
        };
        let follow_up = self.department.zip(self.due).map(|(department, due_ms)| FollowUp { department, owner: None, due_ms });
        let input = WriteDuty { kind: self.kind, room: self.room.clone(), guest, words: self.words.clone(), follow_up };
        let line_id = desk.write(Op::WriteDuty, &input, |tx| duty::write(tx, &input))?.value;
        Answer::of(&LineWritten { line_id })
    }
}

impl Correct {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = CorrectDuty { line: self.line, kind: self.kind, room: self.room.clone(), words: self.words.clone() };
        let line_id = desk.write(Op::CorrectDuty, &input, |tx| duty::correct(tx, &input))?.value;
        Answer::of(&LineWritten { line_id })
    }
}

impl End {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = EndDuty { line: self.line, words: self.words.clone() };
        let line_id = desk.write(Op::EndDuty, &input, |tx| duty::end(tx, &input))?.value;
        Answer::of(&LineWritten { line_id })
    }
}

impl List {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let lines: Vec<ShownLine> = self.which.page(desk)?.log.into_iter().map(ShownLine::of).collect();
        Answer::of(&lines)
    }
}

impl Which {
    fn page(&self, desk: &Desk) -> Outcome<DutyPage> {
        let (at, named) = (desk.at()?, self.named());
        desk.read(Op::ReadDuty, |db, reading| carry::page(db, reading.session, at, named))
    }

    fn named(&self) -> Option<ShiftNamed> {
        self.date.zip(self.shift).map(|(date, shift)| ShiftNamed { date, shift })
    }

    /// Returns the sheet that was signed. Errors: `not_found` where nobody did.
    fn sheet(&self, desk: &Desk) -> Outcome<(HandoverId, DutyPage)> {
        let page = self.page(desk)?;
        match &page.sheet {
            Some(sheet) => Ok((sheet.handover.id, page)),
            None => Err(Stop::refused("not_found", &[("record", "duty")])),
        }
    }
}

impl Show {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let page = self.which.page(desk)?;
        let items: Vec<ShownItem> = page.items.iter().map(ShownItem::of).collect();
        Answer::of(&items)
    }
}

impl Sign {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let page = self.which.page(desk)?;
        let (date, shift) = (page.span.date, page.span.shift);
        let input = SignHandover { date, shift, words: self.words.clone(), counts: HandCounts::default() };
        desk.write(Op::SignHandover, &input, |tx| carry::sign(tx, &input))?;
        signed(desk, ShiftNamed { date, shift })
    }
}

impl See {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let (_, page) = self.which.sheet(desk)?;
        let items: Vec<_> = page.items.iter().filter(|item| item.seen_at_ms.is_none()).filter_map(|item| item.item).collect();
        for item in items {
            let input = SeeHandover { item, seen: true };
            desk.write(Op::SeeHandover, &input, |tx| duty::see(tx, &input))?;
        }
        signed(desk, ShiftNamed { date: page.span.date, shift: page.span.shift })
    }
}

impl Take {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let (handover, page) = self.which.sheet(desk)?;
        let input = TakeHandover { handover, words: self.words.clone() };
        desk.write(Op::TakeHandover, &input, |tx| duty::take(tx, &input))?;
        signed(desk, ShiftNamed { date: page.span.date, shift: page.span.shift })
    }
}

impl Unsigned {
    fn run(desk: &Desk) -> Outcome<Answer> {
        let at = desk.at()?;
        let found: Vec<UnsignedShift> = desk.read(Op::ReadDuty, |db, _| carry::unsigned(db, at))?;
        Ok(Answer::of(&found)?.found_wrong(!found.is_empty()))
    }
}

impl MorningReport {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let (at, yesterday) = (desk.at()?, desk.today()?.plus_days(-1));
        let to = self.to.unwrap_or(yesterday);
        let period = Period { from: self.from.unwrap_or(to.plus_days(-6)), to };
        match self.figure {
            Some(figure) => {
                let asked = FigureAsked { period, figure, user: None, names: self.names };
                Answer::of(&desk.read(Op::ReadMorning, |db, reading| morning::rows_of(db, reading.session, at, asked))?)
            }
            None => {
                let report: Morning =
                    desk.read(Op::ReadMorning, |db, reading| morning::report(db, reading.session, at, period))?;
                Answer::of(&report)
            }
        }
    }
}

impl ShownLine {
    fn of(entry: LogEntry) -> Self {
        let line = entry.line;
        Self {
            line_id: line.id,
            at: line.at_ms.rfc3339(),
            kind: line.kind,
            room: line.room_no,
            guest_id: line.guest_id,
            words: line.words,
            by: entry.by_name,
            corrects: line.corrects,
            department: line.follow_up.map(|follow_up| follow_up.department),
            due_at: line.follow_up.map(|follow_up| follow_up.due_ms.rfc3339()),
            open: entry.open,
        }
    }
}

impl ShownItem {
    fn of(item: &CarryItem) -> Self {
        Self {
            kind: item.kind,
            record: item.record.to_string(),
            number: item.number.clone(),
            room: item.room_no.clone(),
            state: item.state.map_or_else(String::new, |state| state.word().to_owned()),
            marks: item.marks.clone(),
            department: item.department,
            words: item.words.clone(),
            due_at: item.due_ms.map(|due| due.rfc3339()),
            seen: item.seen_at_ms.is_some(),
        }
    }
}

/// Returns what a signature answers: the sheet and the chain's head on it.
fn signed(desk: &Desk, named: ShiftNamed) -> Outcome<Answer> {
    let at = desk.at()?;
    let page = desk.read(Op::ReadDuty, |db, reading| carry::page(db, reading.session, at, Some(named)))?;
    let sheet = page.sheet.ok_or_else(|| Stop::refused("not_found", &[("record", "duty")]))?;
    Answer::of(&Signed {
        handover_id: sheet.handover.id,
        number: page.number,
        items: page.items.len(),
        head_seq: sheet.handover.head_seq,
        head: sheet.handover.head_mac,
    })
}

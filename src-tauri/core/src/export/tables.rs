//! The tables of a package, streamed row by row: two threads, each with its own view of the same moment, ask first what must
//! hold before anything leaves, then take one table after the other, the long ones first. The figures come last, for they are
//! counted in the others.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::Path,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use super::{
    ExportProgress, ExportRefusal, Period, ROWS_PER_WORD, Report, Widths,
    changes::{Beside, Changed, Earlier},
    figures::{Figure, PointsSums, Tally},
    kept,
    lines::{Lines, Written},
    manifest::SheetFacts,
    pseudonyms::Pseudonyms,
    rows,
    sheets::{SHEETS, Sheet, Source},
    workbook::{self, Packed},
};
use crate::{
    base::{
        error::{Error, Refusal, Result},
        files,
    },
    db::Db,
    loyalty::{
        along::{self, Along, PostingRow},
        check::WrongRow,
    },
};

/// Where a table is written: what has been handed to it stays through a power cut once it is done.
pub(super) trait Place: Write {
    fn done(self) -> Result<()>;
}

impl Place for kept::Writing {
    fn done(self) -> Result<()> {
        self.finish()
    }
}

impl Place for io::Sink {
    fn done(self) -> Result<()> {
        Ok(())
    }
}

/// What is to be written, and what beside it.
pub(super) struct Task<'t> {
    pub period: Period,
    pub pseudonyms: &'t Pseudonyms,
    /// The version before, where this one corrects it.
    pub earlier: Option<&'t Earlier>,
    /// How wide its tables are to be, where they are held against those of a package of before.
    pub widths: Option<&'t Widths<'t>>,
    /// Whether a workbook is to be made of it.
    pub for_people: bool,
    /// What must hold before anything leaves, where anything is to; where it does not, that is what the tables answer.
    pub gates: Option<&'t Gates<'t>>,
}

/// Refuses where something does not hold of the whole file.
pub(super) type Gate<'g> = dyn Fn(&Db) -> Result<()> + Sync + 'g;
/// Refuses where something was found along the ledger.
pub(super) type AlongGate = fn(Option<WrongRow>) -> Result<()>;

/// What must hold before anything leaves.
pub(super) struct Gates<'g> {
    /// Asked before the first table.
    pub before: &'g [&'g Gate<'g>],
    /// Asked of every posting while the points are written, where the period is everything.
    pub along: Option<AlongGate>,
}

impl Gates<'_> {
    /// Asks all of them where no table is written.
    ///
    /// Errors: what the first of them refuses.
    pub(super) fn pass(&self, db: &Db) -> Result<()> {
        self.before.iter().try_for_each(|gate| gate(db))?;
        self.along.map_or(Ok(()), |gate| gate(along::wrong(db)?))
    }
}

/// All tables of a period, written, in the order of [`SHEETS`].
pub(super) struct Tables {
    pub facts: Vec<SheetFacts>,
    pub points: PointsSums,
    pub figures: Vec<Figure>,
    /// What changed since the version before, where it is at hand.
    pub changed: Option<Vec<Changed>>,
    /// The tables as the workbook has them, of those that are short enough.
    pub packed: Vec<Option<Packed>>,
}

/// Gives the place of a table.
pub(super) type Places<'p, P> = dyn Fn(&Sheet) -> Result<P> + Sync + 'p;

/// Tables that take long, begun first: the two threads end together then. The steps of complaints are sorted, which takes memory that
/// the tables after them leave to the workbook.
const LONG: [&str; 7] = ["points", "stays", "complaint_steps", "lots", "guests", "complaints", "members"];

/// One view of the file, or two of the same moment.
pub(super) struct Views<'v> {
    /// Read on this thread.
    pub one: &'v Db,
    /// Read on another, where there is one.
    pub other: Option<&'v mut Db>,
}

/// Writes every table to the place that `place` gives it. The same rows are the same tables, with one view or two.
///
/// Errors: [`Error::Database`], [`Error::File`], [`ExportRefusal::Cancelled`].
pub(super) fn tables<P: Place + Send>(
    views: Views<'_>,
    task: &Task<'_>,
    report: &mut Report<'_>,
    place: &Places<'_, P>,
) -> Result<Tables> {
    thread::scope(|scope| {
        let (whole, to_settle) = mpsc::channel();
        // A disk that takes its time over one table does not hold up the next.
        let settling = scope.spawn(move || to_settle.into_iter().try_for_each(P::done));
        let tables = gathered(views, Work::new(task, place, whole), report);
        let settled = settling.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        both(tables, settled, |tables, ()| tables)
    })
}

/// Has every table written, and gathers what is told of them.
fn gathered<P: Place + Send>(views: Views<'_>, work: Work<'_, P>, report: &mut Report<'_>) -> Result<Tables> {
    let (Views { one: db, other }, task) = (views, work.task);
    let tally = match other {
        None => work.outcome(work.share(db, &mut |sheet| work.tell(sheet, report)))?,
        Some(other) => work.outcome(shared(&work, db, other, report))?,
    };
    let points = tally.points(db, task.period)?;
    let figures = tally.figures(db, task.period, &points)?;
    for (at, sheet) in SHEETS.iter().enumerate().filter(|(_, sheet)| matches!(sheet.rows, Source::Figures)) {
        work.begun.fetch_add(1, Ordering::Relaxed);
        work.tell(sheet, report)?;
        let mut lines = work.begin(db, sheet)?;
        let named = task.period.to_string();
        figures.iter().try_for_each(|figure| lines.figure(&named, figure))?;
        work.end(at, sheet, lines)?;
    }
    let (mut facts, mut changed, mut packed) = (Vec::new(), Vec::new(), Vec::new());
    for table in work.into_tables() {
        facts.push(table.facts);
        changed.extend(table.changed);
        packed.push(table.packed);
    }
    Ok(Tables { facts, points, figures, changed: task.earlier.map(|_| changed), packed })
}

/// Shares the tables between this thread and another; where one of the two fails, so does the other.
fn shared<P: Place + Send>(work: &Work<'_, P>, db: &Db, other: &mut Db, report: &mut Report<'_>) -> Result<Tally> {
    let (word, words) = mpsc::channel();
    thread::scope(|scope| {
        let theirs = scope.spawn(move || {
            work.share(other, &mut |_| {
                // Whoever listens has left where the share here failed, which `stopped` knows.
                let _nobody_listens = word.send(());
                work.stopped()
            })
        });
        let mut ours = work.share(db, &mut |sheet| work.tell(sheet, report));
        // Their words come until their share is done.
        for () in words {
            if let (true, Err(error)) = (ours.is_ok(), work.tell(&SHEETS[0], report)) {
                work.stop.store(true, Ordering::Relaxed);
                ours = Err(error);
            }
        }
        let theirs = theirs.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        both(ours, theirs, Tally::and)
    })
}

/// Returns what two threads answer together, or what failed: who was stopped by the other one's failure says nothing of it.
fn both<A, B, C>(one: Result<A>, other: Result<B>, together: impl FnOnce(A, B) -> C) -> Result<C> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok(together(one, other)),
        (Err(stopped), Err(failed)) if stopped.code() == ExportRefusal::Cancelled.code() => Err(failed),
        (Err(failed), _) | (_, Err(failed)) => Err(failed),
    }
}

fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The tables of one package, and how far they are.
struct Work<'w, P> {
    task: &'w Task<'w>,
    place: &'w Places<'w, P>,
    /// Who makes durable what is written.
    settle: mpsc::Sender<P>,
    /// Places in [`SHEETS`], in the order in which they are begun.
    queue: Vec<usize>,
    next: AtomicUsize,
    begun: AtomicU32,
    rows: AtomicU64,
    stop: AtomicBool,
    done: Mutex<Vec<Option<Table>>>,
    next_gate: AtomicUsize,
    /// What the gates refused, by their places: the first of them is what is said, whichever was done first.
    refused: Mutex<BTreeMap<usize, Error>>,
}

/// One table, written.
struct Table {
    facts: SheetFacts,
    changed: Option<Changed>,
    /// As the workbook has it.
    packed: Option<Packed>,
    /// Of how many bytes it was packed, whether or not it stays.
    copied: usize,
}

impl<'w, P: Place> Work<'w, P> {
    fn new(task: &'w Task<'w>, place: &'w Places<'w, P>, settle: mpsc::Sender<P>) -> Self {
        let mut queue: Vec<usize> = (0..SHEETS.len()).filter(|at| matches!(SHEETS[*at].rows, Source::Sql { .. })).collect();
        queue.sort_by_key(|at| LONG.iter().position(|long| *long == SHEETS[*at].name).unwrap_or(LONG.len()));
        Self {
            task,
            place,
            settle,
            queue,
            next: AtomicUsize::new(0),
            begun: AtomicU32::new(0),
            rows: AtomicU64::new(0),
            stop: AtomicBool::new(false),
            done: Mutex::new(SHEETS.iter().map(|_| None).collect()),
            next_gate: AtomicUsize::new(0),
            refused: Mutex::new(BTreeMap::new()),
        }
    }

    /// Returns what a gate refused, else `tables`: a file that was edited may fail in a table before a gate has seen it.
    fn outcome(&self, tables: Result<Tally>) -> Result<Tally> {
        match lock(&self.refused).pop_first() {
            Some((_, refused)) => Err(refused),
            None => tables,
        }
    }

    /// Asks one gate after the other until none is left.
    fn pass(&self, db: &Db) -> Result<()> {
        loop {
            let at = self.next_gate.fetch_add(1, Ordering::Relaxed);
            let Some(gate) = self.task.gates.and_then(|gates| gates.before.get(at)) else { return Ok(()) };
            self.hold(at, gate(db))?;
        }
    }

    /// Remembers what the gate at `place` refused, and ends the tables with it.
    fn hold(&self, place: usize, answer: Result<()>) -> Result<()> {
        answer.map_err(|refused| {
            lock(&self.refused).insert(place, refused);
            ExportRefusal::Cancelled.into()
        })
    }

    /// Returns what is asked along the postings where this table reads them all, and who is told.
    fn along<'d>(&self, db: &'d Db, sheet: &Sheet) -> Result<Option<(Along<'d>, AlongGate)>> {
        let gate = self.task.gates.and_then(|gates| gates.along).filter(|_| rows::reads_the_ledger(sheet, self.task.period));
        gate.map(|gate| Ok((Along::begin(db)?, gate))).transpose()
    }

    /// Writes one table after the other until none is left; returns what was counted.
    fn share(&self, db: &Db, tell: &mut dyn FnMut(&Sheet) -> Result<()>) -> Result<Tally> {
        let written = self.written(db, tell);
        if written.is_err() {
            self.stop.store(true, Ordering::Relaxed);
        }
        written
    }

    fn written(&self, db: &Db, tell: &mut dyn FnMut(&Sheet) -> Result<()>) -> Result<Tally> {
        self.pass(db)?;
        // By whoever's gates were open first, while the other thread is at its own.
        self.task.pseudonyms.read_accounts(db)?;
        let mut tally = Tally::default();
        while let Some(at) = self.queue.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            let sheet = &SHEETS[*at];
            self.begun.fetch_add(1, Ordering::Relaxed);
            tell(sheet)?;
            let mut lines = self.begin(db, sheet)?;
            let mut along = self.along(db, sheet)?;
            let mut posting = |posting: &PostingRow<'_>| along.as_mut().map_or(Ok(()), |(along, _)| along.posting(posting));
            rows::each(db, sheet, self.task.period, &mut posting, &mut |cells| {
                lines.row(cells)?;
                tally.count(sheet.counted, cells, self.task.period)?;
                if !lines.rows().is_multiple_of(ROWS_PER_WORD) {
                    return Ok(());
                }
                self.rows.fetch_add(ROWS_PER_WORD, Ordering::Relaxed);
                tell(sheet)
            })?;
            if let Some((along, gate)) = along {
                self.hold(usize::MAX, gate(along.end()?))?;
            }
            self.end(*at, sheet, lines)?;
        }
        Ok(tally)
    }

    fn begin(&self, db: &Db, sheet: &'w Sheet) -> Result<Lines<'w, P>> {
        let width = self.task.widths.and_then(|widths| widths(sheet.name));
        let columns = width.and_then(|width| sheet.columns.get(..width)).unwrap_or(sheet.columns);
        let lines = Lines::new(db.hotel(), (sheet, columns), self.task.pseudonyms, (self.place)(sheet)?);
        let before = self.task.earlier.map(|earlier| earlier(sheet.name)).transpose()?.flatten();
        let lines = lines.beside(before.map(|before| Beside::new(sheet, before)).transpose()?.flatten());
        Ok(if self.task.for_people { lines.kept(workbook::BYTES_MAX, workbook::ROWS_MAX) } else { lines })
    }

    fn end(&self, at: usize, sheet: &Sheet, lines: Lines<'_, P>) -> Result<()> {
        let Written { facts, into, beside, copy } = lines.finish()?;
        // Where nobody takes it any more, a table before it was not made durable, which is what is said then.
        self.settle.send(into).map_err(|_| ExportRefusal::Cancelled)?;
        self.rows.fetch_add(facts.rows % ROWS_PER_WORD, Ordering::Relaxed);
        let changed = match (beside, self.task.earlier) {
            (Some(beside), Some(earlier)) => {
                let again = earlier(sheet.name)?.ok_or_else(|| Error::Damaged { what: "the version before".to_owned() })?;
                Some(beside.finish(again)?)
            }
            _ => None,
        };
        // Here, where the other thread goes on with another table, and not once all of them are written.
        let pack =
            |csv: &Vec<u8>| workbook::pack(at, csv).map_err(|source| files::failed("write", Path::new(workbook::NAME), source));
        let packed = copy.as_ref().map(pack).transpose()?;
        let mut done = lock(&self.done);
        done[at] = Some(Table { facts, changed, copied: copy.map_or(0, |csv| csv.len()), packed });
        // Which fit into the workbook is a matter of their order in the package, never of who was done first.
        let mut all = 0;
        for table in done.iter_mut().flatten() {
            all += table.copied;
            if all > workbook::BYTES_MAX {
                table.packed = None;
            }
        }
        Ok(())
    }

    fn into_tables(self) -> impl Iterator<Item = Table> {
        self.done.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().flatten()
    }

    fn stopped(&self) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) { Err(ExportRefusal::Cancelled.into()) } else { Ok(()) }
    }

    fn tell(&self, sheet: &Sheet, report: &mut Report<'_>) -> Result<()> {
        self.stopped()?;
        let progress = ExportProgress {
            sheet: sheet.name.to_owned(),
            place: self.begun.load(Ordering::Relaxed),
            sheets: u32::try_from(SHEETS.len()).unwrap_or(u32::MAX),
            rows: self.rows.load(Ordering::Relaxed),
            handed: None,
        };
        match report(progress) {
            std::ops::ControlFlow::Continue(()) => Ok(()),
            std::ops::ControlFlow::Break(()) => Err(ExportRefusal::Cancelled.into()),
        }
    }
}

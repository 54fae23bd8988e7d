//! `downtime-pack`: what a desk needs while its machine stands still (停机包), as one file that any browser prints on A4.

use std::{
    fmt::Write as _,
    fs::File,
    io::{ErrorKind, Read as _, Write as _},
    path::{Path, PathBuf},
};

use clap::Args;
use lobby_core::{
    arrivals::{self, Attention, DayTask, Paper, PaperTicket, Row},
    audit::op::Op,
    base::{
        files as whole,
        html::escaped,
        time::{HotelClock, Instant},
    },
    dossier::TaskOrigin,
    guests::Title,
    staff,
    stays::StayState,
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    files::shown,
    stop::{Outcome, Stop},
};

/// How every pack begins: a file that begins otherwise is somebody's own and never written over.
const BEGINS: &str = "<!doctype html>\n<!-- Lobby downtime pack -->\n";
/// How it looks, on paper above all.
pub(crate) const LOOK: &str = include_str!("downtime.css");

/// Write today on paper for a desk without its machine: one HTML file, whole or not there
#[derive(Debug, Args)]
pub(crate) struct DowntimePack {
    /// Where it shall stand; a pack of before is replaced, nothing else is
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

#[derive(Serialize)]
struct Packed {
    file: String,
    /// When it was made.
    made_at: String,
    /// As of when the PMS's data are; none where nothing was imported.
    data_as_of: Option<String>,
    attention: usize,
    arriving: usize,
    in_house: usize,
    departing: usize,
    tickets: usize,
}

impl DowntimePack {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        replaceable(&self.to)?;
        let (paper, by) = desk.read(Op::ReadToday, |db, reading| {
            let people = staff::list(db)?;
            let by = people.into_iter().find(|one| one.id == reading.session.user).map_or_else(String::new, |one| one.name);
            Ok((arrivals::paper(db, reading.today)?, by))
        })?;
        let at = desk.at()?;
        let page = Page { desk, paper: &paper, clock: desk.store()?.hotel().clock, at, by }.html()?;
        whole::write_whole(&self.to, |file| {
            file.write_all(page.as_bytes()).map_err(|source| whole::failed("write", &self.to, source))
        })?;
        let day = &paper.day;
        Answer::of(&Packed {
            file: shown(&self.to),
            made_at: at.rfc3339(),
            data_as_of: day.data_as_of_ms.map(Instant::rfc3339),
            attention: day.attention.len(),
            arriving: day.arriving.len(),
            in_house: day.in_house.len(),
            departing: day.departing.len(),
            tickets: paper.tickets.len(),
        })
    }
}

/// Errors: `file_exists`, where something stands at `path` that is no pack.
fn replaceable(path: &Path) -> Outcome<()> {
    let mut begins = vec![0; BEGINS.len()];
    match File::open(path).and_then(|mut file| file.read_exact(&mut begins)) {
        Ok(()) if begins == BEGINS.as_bytes() => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Ok(()) => Err(exists(path)),
        // Shorter than a pack begins.
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Err(exists(path)),
        Err(error) => Err(whole::failed("read", path, error).into()),
    }
}

fn exists(path: &Path) -> Stop {
    Stop::refused("file_exists", &[("path", &shown(path))])
}

/// The page that is written.
struct Page<'p> {
    desk: &'p Desk,
    paper: &'p Paper,
    clock: HotelClock,
    at: Instant,
    by: String,
}

/// A box to tick by hand.
const HAND_BOX: &str = "<i class=bx></i>";

impl Page<'_> {
    fn html(&self) -> Outcome<String> {
        let hotel = self.desk.store()?.hotel();
        let (title, drill) = (self.text("print.pack"), if hotel.practice { self.text("print.practice") } else { String::new() });
        let mut page = format!(
            "{BEGINS}<html lang=\"{}\"><meta charset=utf-8><title>{title} {}</title>\n<style>{LOOK}</style>\n",
            self.desk.language(),
            self.paper.day.today,
        );
        if !drill.is_empty() {
            page += &format!("<p class=drill>{drill}</p>\n");
        }
        page += &format!(
            "<header><div><div class=house>{}</div><h1>{title}</h1></div><div>{}<br>{} {}</div></header>\n",
            escaped(&hotel.name),
            self.paper.day.today,
            escaped(&self.filled("print.printed", &[("time", &self.moment(self.at)), ("name", &self.by)])),
            self.age(),
        );
        page += &self.sum();
        page += &self.lists();
        let head = &self.paper.head;
        let mac = head.mac.get(..8).unwrap_or_default();
        page += &format!(
            "<footer><span>{}</span><span>{}</span></footer>\n",
            self.text("print.shred"),
            self.filled("print.head", &[("seq", &head.seq.to_string()), ("mac", mac)]),
        );
        Ok(page)
    }

    fn text(&self, key: &str) -> String {
        escaped(&self.desk.text(key, &[]))
    }

    fn filled(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.desk.text(key, args)
    }

    /// `2026-07-14 14:06`
    fn moment(&self, at: Instant) -> String {
        format!("{} {}", self.clock.local_date(at), self.clock.time_of_day(at))
    }

    /// How old the PMS's data are, or that there are none.
    fn age(&self) -> String {
        let Some(as_of) = self.paper.day.data_as_of_ms else { return self.text("print.noData") };
        let minutes = (self.at.ms() - as_of.ms()).max(0) / 60_000;
        let (days, hours, rest) = ((minutes / 1_440).to_string(), (minutes / 60).to_string(), (minutes % 60).to_string());
        let age = match minutes {
            ..60 => self.filled("age.minutes", &[("minutes", &rest)]),
            60..2_880 => self.filled("age.hours", &[("hours", &hours), ("minutes", &rest)]),
            _ => self.filled("age.days", &[("days", &days)]),
        };
        escaped(&self.filled("print.data", &[("time", &self.moment(as_of)), ("age", &age)]))
    }

    fn sum(&self) -> String {
        let day = &self.paper.day;
        let figures = [
            ("today.arriving", day.arriving.len()),
            ("print.arrived", day.arriving.iter().filter(|row| row.state != StayState::Booked).count()),
            ("today.inHouse", day.in_house.len()),
            ("today.departing", day.departing.len()),
            ("print.attention", day.attention.len()),
            ("print.openTickets", self.paper.tickets.len()),
        ];
        let shown: String =
            figures.iter().map(|(key, count)| format!("<span>{} <b>{count}</b></span>", self.text(key))).collect();
        format!("<div class=sum>{shown}</div>\n")
    }

    /// What must be seen first stands first; lists without rows are left out.
    fn lists(&self) -> String {
        let day = &self.paper.day;
        let open: Vec<&DayTask> = day.tasks.iter().filter(|line| line.task.done_at_ms.is_none()).collect();
        let due = day.arriving.iter().filter(|row| row.state == StayState::Booked);
        let vips: Vec<&Row> = due.chain(&day.in_house).filter(|row| !row.vip.is_empty()).collect();
        let stays = |title, rows: Vec<&Row>, tick, done: fn(&Row) -> bool| {
            self.list(title, &self.stay_heads(tick), rows, |row| self.stay(row, done))
        };
        [
            self.list("attention.title", &[], day.attention.iter().collect(), |one| self.attention(one)),
            self.list("print.tasks", &["print.whose", "col.room", "col.guest", "plan.words", "print.taskDone"], open, |line| {
                self.task(line)
            }),
            self.list(
                "print.openTickets",
                &["col.room", "print.severity", "col.guest", "col.what", "print.whose", "col.state", "print.solveBy"],
                self.paper.tickets.iter().collect(),
                |ticket| self.ticket(ticket),
            ),
            stays("attention.vip", vips, "print.here", |row| row.state != StayState::Booked),
            stays("today.arriving", day.arriving.iter().collect(), "print.here", |row| row.state != StayState::Booked),
            stays("today.inHouse", day.in_house.iter().collect(), "print.left", |_| false),
            stays("today.departing", day.departing.iter().collect(), "print.left", |row| row.state == StayState::Departed),
        ]
        .concat()
    }

    fn list<T>(&self, title: &str, heads: &[&str], rows: Vec<T>, cells: impl Fn(T) -> Vec<String>) -> String {
        if rows.is_empty() {
            return String::new();
        }
        let counted = self.filled("print.counted", &[("title", &self.desk.text(title, &[])), ("count", &rows.len().to_string())]);
        let look = if heads.is_empty() { "framed" } else { "table" };
        let mut list = format!("<section class={look}><h2>{}</h2><table>", escaped(&counted));
        if !heads.is_empty() {
            let heads: String = heads.iter().map(|key| format!("<th>{}", self.text(key))).collect();
            list += &format!("<thead><tr>{heads}</thead>");
        }
        for row in rows {
            let cells: String = cells(row).iter().map(|cell| format!("<td>{cell}")).collect();
            // Writing to a string cannot fail.
            let _written = writeln!(list, "<tr>{cells}");
        }
        list + "</table></section>\n"
    }

    fn attention(&self, one: &Attention) -> Vec<String> {
        let birthday = one.birthday.as_ref().map(|birthday| match birthday.in_days {
            0 => self.text("birthday.today"),
            1 => self.text("birthday.tomorrow"),
            days => escaped(&self.filled("birthday.soon", &[("days", &days.to_string())])),
        });
        let why = birthday.unwrap_or_else(|| self.text(&format!("attention.{}", one.reason.word())));
        let mut what = vec![one.words.clone()];
        if let Some(ticket) = &one.ticket {
            let words =
                format!("{} {} ({})", self.desk.text(&format!("problem.{}", ticket.problem), &[]), ticket.words, ticket.number);
            what.push(words);
        }
        if let Some(promise) = &one.promise {
            what.push(self.filled("attention.promised", &[("words", &promise.words)]));
        }
        if let Some(apart) = &one.apart {
            what.extend(apart.born.as_ref().map(|date| self.filled("namesake.birth", &[("date", date)])));
            what.extend(apart.phone_tail.as_ref().map(|tail| self.filled("namesake.tail", &[("tail", tail)])));
        }
        what.retain(|words| !words.is_empty());
        let sound: Vec<&str> = one.row.pronunciation.iter().map(|one| one.reading.as_str()).collect();
        let guest = format!("<b>{}</b> {}", self.guest(&one.row.name, one.row.title), escaped(&sound.join(" ")));
        vec![
            format!("<b>{why}</b>"),
            self.room(&one.row.room_no),
            guest,
            due(&one.row),
            escaped(&what.join("；")),
            HAND_BOX.to_owned(),
        ]
    }

    fn task(&self, line: &DayTask) -> Vec<String> {
        let words = match line.task.origin {
            TaskOrigin::Desk => escaped(&line.task.words),
            TaskOrigin::Standard => self.text(&format!("standard.{}", line.task.words)),
        };
        let department = self.text(&format!("department.{}", line.task.department.word()));
        vec![department, self.room(&line.room_no), self.guest(&line.name, line.title), words, HAND_BOX.to_owned()]
    }

    fn ticket(&self, ticket: &PaperTicket) -> Vec<String> {
        let problem = self.desk.text(&format!("problem.{}", ticket.problem), &[]);
        vec![
            self.room(&ticket.room_no),
            self.text(&format!("severity.{}", ticket.severity)),
            self.guest(&ticket.name, ticket.title),
            escaped(&format!("{problem}；{} ({})", ticket.words, ticket.number)),
            self.text(&format!("department.{}", ticket.department)),
            self.text(&format!("ticket.state.{}", ticket.state)),
            self.moment(ticket.callback_due_ms.unwrap_or(ticket.solve_due_ms)),
        ]
    }

    fn stay_heads(&self, tick: &'static str) -> [&'static str; 9] {
        ["print.due", "col.room", "col.guest", "col.tier", "print.nth", "col.stay", "col.roomType", "col.wishes", tick]
    }

    fn stay(&self, row: &Row, is_done: impl Fn(&Row) -> bool) -> Vec<String> {
        let tier = if row.tier.is_empty() { String::new() } else { self.text(&format!("tier.{}", row.tier)) };
        let doubtful = row.pronunciation.iter().filter(|one| one.doubtful).map(|one| one.reading.as_str());
        let guest = format!("{} {}", self.guest(&row.name, row.title), escaped(&doubtful.collect::<Vec<_>>().join(" ")));
        vec![
            due(row),
            self.room(&row.room_no),
            format!("{guest} {}", escaped(&row.vip)),
            tier,
            row.nth.to_string(),
            format!("{} – {}", row.arrival, row.departure),
            escaped(&row.room_type),
            escaped(&row.wishes.join("、")),
            if is_done(row) { "✓".to_owned() } else { HAND_BOX.to_owned() },
        ]
    }

    fn room(&self, room_no: &str) -> String {
        if room_no.is_empty() { self.text("print.noRoom") } else { format!("<b class=rm>{}</b>", escaped(room_no)) }
    }

    fn guest(&self, name: &str, title: Title) -> String {
        match title {
            _ if name.is_empty() => self.text("guest.unnamed"),
            Title::None => escaped(name),
            other => format!("{} {}", escaped(name), self.text(&format!("honorific.{}", other.word()))),
        }
    }
}

/// `15:30`, or nothing where no time is expected.
fn due(row: &Row) -> String {
    row.arrive_minute.map_or_else(String::new, |minute| format!("{:02}:{:02}", minute / 60, minute % 60))
}

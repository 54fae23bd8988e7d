//! `ticket evidence`: one complaint as evidence for a body outside the house, as a file that any browser prints on A4. That it was
//! printed, by whom and with which name, is remembered first.

use std::{fmt::Write as _, io::Write as _, path::PathBuf};

use clap::Args;
use lobby_core::{
    audit::op::Op,
    base::{files as whole, html::escaped, time::Instant},
    db::hotel::Hotel,
    tickets::{
        Check, StepBody, TicketKind,
        evidence::{self, Evidence, PrintEvidence},
    },
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    downtime::LOOK,
    files::shown,
    stop::{Outcome, Stop},
    tickets::named,
};

/// Write a complaint down as evidence: one HTML file, whole or not there; nothing is overwritten
#[derive(Debug, Args)]
pub(crate) struct PrintOut {
    /// Number or record id
    ticket: String,
    /// Where it shall stand
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Why the guest's name stands in full; masked where nothing is said
    #[arg(long, default_value = "", value_name = "WHY")]
    full_name_because: String,
    /// With 责任人
    #[arg(long)]
    responsible: bool,
}

#[derive(Serialize)]
struct Printed {
    file: String,
    number: String,
    full_name: bool,
    responsible: bool,
    attachments: usize,
    head_seq: i64,
    head: String,
}

impl PrintOut {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        if self.to.exists() {
            return Err(Stop::refused("file_exists", &[("path", &shown(&self.to))]));
        }
        let input = PrintEvidence {
            ticket: named(desk, &self.ticket)?,
            full_name_because: self.full_name_because.clone(),
            responsible: self.responsible,
        };
        let remembered = desk.write(Op::PrintEvidence, &input, |tx| evidence::print(tx, &input))?;
        let found = desk.read(Op::PrintEvidence, |db, reading| evidence::printed(db, reading.session, &remembered))?;
        let page = Page { desk, evidence: &found, hotel: desk.store()?.hotel() }.html(desk.at()?);
        whole::write_whole(&self.to, |file| {
            file.write_all(page.as_bytes()).map_err(|source| whole::failed("write", &self.to, source))
        })?;
        Answer::of(&Printed {
            file: shown(&self.to),
            number: found.ticket.facts.number.clone(),
            full_name: found.granted.full_name,
            responsible: found.granted.responsible,
            attachments: found.attachments.len(),
            head_seq: found.head.seq,
            head: found.head.mac.clone(),
        })
    }
}

/// The page that is written.
struct Page<'p> {
    desk: &'p Desk,
    evidence: &'p Evidence,
    hotel: Hotel,
}

/// What happened: when, by whom, what, in which words.
type Line = (Instant, String, String, String);

impl Page<'_> {
    fn html(&self, at: Instant) -> String {
        let hotel = &self.hotel;
        let (number, head) = (escaped(&self.evidence.ticket.facts.number), &self.evidence.head);
        let title = self.text("evidence.title");
        let drill = if hotel.practice { format!("<p class=drill>{}</p>\n", self.text("print.practice")) } else { String::new() };
        let mut page = format!(
            "<!doctype html>\n<html lang=\"{}\"><meta charset=utf-8><title>{title} {number}</title>\n<style>{LOOK}</style>\n{drill}",
            self.desk.language(),
        );
        page += &format!(
            "<header><div><div class=house>{}</div><h1>{title} {number}</h1></div><div>{}</div></header>\n",
            escaped(&hotel.name),
            self.moment(at),
        );
        page += &self.parties();
        page += &self.course();
        page += &self.remedies();
        page += &self.attachments();
        let chain = self.desk.text("evidence.chain", &[("seq", &head.seq.to_string()), ("mac", &head.mac)]);
        page += &format!("<footer><span>{}</span><span>{}</span></footer>\n", self.text("evidence.notice"), escaped(&chain));
        page
    }

    fn parties(&self) -> String {
        let ticket = &self.evidence.ticket;
        let facts = &ticket.facts;
        let said = ticket.steps.iter().rev().find_map(|one| match &one.body {
            StepBody::Record { complainant, about, .. } => Some((complainant.as_str(), about.as_str())),
            _ => None,
        });
        let (complainant, about) = said.unwrap_or_default();
        let topic = match facts.kind {
            TicketKind::Complaint => self.word("problem", facts.problem.word()),
            kind => self.word("ticketKind", kind.word()),
        };
        let who = [complainant, ticket.guest_name.as_str()].into_iter().find(|name| !name.is_empty());
        let who = who.map_or_else(|| self.desk.text("ticket.anonymous", &[]), str::to_owned);
        let about = ticket.about.as_ref().map_or(about, |one| one.masked_name.as_str());
        let mut rows = vec![
            (self.text("step.complainant"), who),
            (self.text("col.room"), facts.room_no.clone()),
            (self.text("step.about"), if about.is_empty() { topic.clone() } else { about.to_owned() }),
            (self.text("step.demand"), facts.words.clone()),
            (self.text("ticket.problem"), format!("{topic} · {}", self.word("area", facts.area.word()))),
            (
                self.text("ticket.department"),
                format!("{} {}", self.word("department", facts.department.word()), ticket.owner_name),
            ),
            (self.text("col.state"), self.word("ticket.state", facts.state.word())),
        ];
        for one in &ticket.externals {
            let due = [("received", one.received_on.to_string()), ("due", one.due_on.to_string())];
            let due: Vec<(&str, &str)> = due.iter().map(|(name, day)| (*name, day.as_str())).collect();
            let answered = one.answered_on.map_or_else(
                || self.desk.text("evidence.unanswered", &[]),
                |day| {
                    let day = day.to_string();
                    self.desk.text("evidence.answered", &[("day", &day), ("how", &one.sent_how), ("words", &one.answer_words)])
                },
            );
            let parts = [one.body_name.clone(), one.reference.clone(), self.desk.text("evidence.outside", &due), answered];
            rows.push((self.text(&format!("outside.body.{}", one.body.word())), joined(&parts)));
        }
        let rows = rows.into_iter().filter(|(_, words)| !words.is_empty());
        self.table("evidence.parties", &[], rows.map(|(what, words)| vec![what, escaped(&words)]).collect())
    }

    fn course(&self) -> String {
        let ticket = &self.evidence.ticket;
        let mut lines: Vec<Line> = ticket
            .steps
            .iter()
            .map(|one| {
                let name = step_name(&one.body);
                let what = format!("{} {}", one.body.number(), self.desk.text(&format!("step.word.{name}"), &[]));
                (one.at_ms, one.by_name.clone(), what, self.said(&one.body))
            })
            .collect();
        let text = |key| self.desk.text(key, &[]);
        lines.extend(ticket.facts.apologised_at_ms.map(|at| (at, String::new(), text("ticket.apologised"), String::new())));
        lines.extend(ticket.notes.iter().map(|one| (one.at_ms, one.by_name.clone(), text("ticket.note"), one.words.clone())));
        for one in &ticket.pauses {
            lines.push((one.began_at_ms, one.began_by_name.clone(), text("pause.title"), one.words.clone()));
            lines.extend(one.ended_at_ms.map(|at| (at, one.ended_by_name.clone(), text("pause.end"), String::new())));
        }
        for one in &ticket.reopenings {
            lines.push((one.closed_at_ms, one.closed_by_name.clone(), text("ticket.close"), String::new()));
            lines.push((one.at_ms, one.by_name.clone(), text("reopen.title"), one.reason.clone()));
        }
        for one in &ticket.externals {
            lines.push((one.at_ms, one.by_name.clone(), text("outside.raise"), one.reference.clone()));
            let words = format!("{} {}", one.sent_how, one.answer_words);
            lines.extend(one.answered_at_ms.map(|at| (at, one.answered_by_name.clone(), text("outside.answer"), words)));
        }
        let closed = ticket.facts.closed_at_ms;
        lines.extend(closed.map(|at| (at, ticket.closed_by_name.clone(), text("ticket.close"), String::new())));
        lines.sort_by_key(|line| line.0);
        let rows =
            lines.into_iter().map(|(at, who, what, words)| vec![self.moment(at), escaped(&who), escaped(&what), escaped(&words)]);
        self.table("ticket.course", &["duty.at", "duty.by", "duty.what", "duty.words"], rows.collect())
    }

    /// Returns a step in words.
    fn said(&self, body: &StepBody) -> String {
        let text = |key: String| self.desk.text(&key, &[]);
        let parts = match body {
            StepBody::Record { complainant, about, demand } => vec![complainant.clone(), about.clone(), demand.clone()],
            StepBody::Judge { grounds, demand, why } => vec![
                format!("{} {}", text("ticket.grounds".to_owned()), self.word("finding", grounds.word())),
                format!("{} {}", text("ticket.demandFair".to_owned()), self.word("finding", demand.word())),
                why.clone(),
            ],
            StepBody::Assign { department, .. } => vec![self.word("department", department.word())],
            StepBody::Analyse { cause, house_cause, happened, responsible } => vec![
                self.word("cause", cause.word()),
                house_cause.map_or_else(String::new, |cause| self.word("houseCause", cause.word())),
                happened.clone(),
                if responsible.is_empty() {
                    String::new()
                } else {
                    self.desk.text("ticket.responsibleIs", &[("who", responsible)])
                },
            ],
            StepBody::Propose { words, remedies, .. } => {
                let named = remedies.iter().map(|one| format!("{} {}", self.word("remedy.kind", one.remedy.word()), one.words));
                std::iter::once(words.clone()).chain(named).collect()
            }
            StepBody::Approve { decision, words, .. } => vec![self.word("decision", decision.word()), words.clone()],
            StepBody::CarryOut { responsible_handled, guest_told, feedback, .. } => {
                [("responsible_handled", responsible_handled), ("guest_told", guest_told), ("feedback", feedback)]
                    .into_iter()
                    .filter_map(|(name, check)| {
                        check.as_ref().map(|check| format!("{} {}", self.word("missing", name), check_words(check)))
                    })
                    .collect()
            }
        };
        joined(&parts)
    }

    fn remedies(&self) -> String {
        let rows = self.evidence.ticket.remedies.iter().map(|one| {
            let facts = &one.facts;
            let decided = facts.decided_at_ms.map_or_else(String::new, |at| {
                format!("{} {} “{}”", escaped(&one.decided_by_name), self.moment(at), escaped(&facts.decision))
            });
            let sum = match facts.points.count() {
                0 => format!("{} {}", facts.amount_minor.plain(self.hotel.minor_digits), self.hotel.currency),
                points => self.desk.text("remedy.points", &[("points", &points.to_string())]),
            };
            vec![
                escaped(&format!("{} {}", self.word("remedy.kind", facts.remedy.word()), facts.words)),
                escaped(&one.proposed_by_name),
                escaped(&self.word("remedy.state", facts.state.word())),
                decided,
                escaped(&sum),
            ]
        });
        self.table("step.5", &["remedy.what", "duty.by", "col.state", "step.6", "remedy.sum"], rows.collect())
    }

    fn attachments(&self) -> String {
        let rows = self.evidence.attachments.iter().map(|one| {
            let name = escaped(&one.name);
            vec![
                if one.withdrawn_at_ms.is_some() { format!("<s>{name}</s>") } else { name },
                one.bytes.to_string(),
                format!("{} {}", escaped(&one.by_name), self.moment(one.at_ms)),
                one.sha256.clone(),
            ]
        });
        self.table("evidence.attachments", &["evidence.file", "evidence.size", "duty.by", "SHA-256"], rows.collect())
    }

    fn table(&self, title: &str, heads: &[&str], rows: Vec<Vec<String>>) -> String {
        let mut list = format!("<section class=table><h2>{} {}</h2><table>", self.text(title), rows.len());
        if !heads.is_empty() {
            let heads: String = heads.iter().map(|head| format!("<th>{}", self.head(head))).collect();
            list += &format!("<thead><tr>{heads}</thead>");
        }
        for row in rows {
            let cells: String = row.iter().map(|cell| format!("<td>{cell}")).collect();
            // Writing to a string cannot fail.
            let _written = writeln!(list, "<tr>{cells}");
        }
        list + "</table></section>\n"
    }

    /// Returns a column's head: the text of its key, or what is a name in every language.
    fn head(&self, head: &str) -> String {
        if head.contains('.') { self.text(head) } else { head.to_owned() }
    }

    fn text(&self, key: &str) -> String {
        escaped(&self.desk.text(key, &[]))
    }

    /// Returns the word of a stored value.
    fn word(&self, family: &str, word: &str) -> String {
        self.desk.text(&format!("{family}.{word}"), &[])
    }

    /// `2026-07-14 14:06`
    fn moment(&self, at: Instant) -> String {
        format!("{} {}", self.hotel.clock.local_date(at), self.hotel.clock.time_of_day(at))
    }
}

fn check_words(check: &Check) -> &str {
    match check {
        Check::Done { words } => words,
        Check::Waived { reason } => reason,
    }
}

const fn step_name(body: &StepBody) -> &'static str {
    match body {
        StepBody::Record { .. } => "record",
        StepBody::Judge { .. } => "judge",
        StepBody::Assign { .. } => "assign",
        StepBody::Analyse { .. } => "analyse",
        StepBody::Propose { .. } => "propose",
        StepBody::Approve { .. } => "approve",
        StepBody::CarryOut { .. } => "carry_out",
    }
}

fn joined(parts: &[String]) -> String {
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("；")
}

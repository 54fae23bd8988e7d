import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Attachment, Evidence, RemedyRecord, StepBody, StepRecord, Ticket } from "../../api/bindings";
import { Paper } from "../../components/Paper";
import { type PaperPart, paperPart, wordsPart } from "../../components/Sheets";
import { type Desk, useDesk } from "../../lib/desk";
import { clock, count, dateOf, money, size } from "../../lib/format";
import { word } from "../../lib/i18n";
import { topicOf } from "../../lib/topic";
import { numberOfStep } from "./steps";

/** 证据材料 on A4: who, what happened with each hand and time, what was put right, who approved what, what proves it. */
export function EvidencePaper({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { ticket, head } = evidence;
  const parts = useMemo(
    () => [
      parties(evidence, t),
      timeline(ticket, desk, t),
      amended(ticket, desk, t),
      approvals(ticket, desk, t),
      remedies(ticket, desk, t),
      attachments(evidence, desk, t),
    ],
    [evidence, ticket, desk, t],
  );
  return (
    <Paper
      title={t("evidence.title")}
      name={ticket.facts.number}
      day={desk.today}
      age={() => ""}
      notice={t("evidence.notice")}
      head={head}
      sum={
        <div className="sum">
          <span className="tn">{t("evidence.chain", { seq: count(head.seq), mac: head.mac })}</span>
        </div>
      }
      parts={parts}
    />
  );
}

const when = (ms: number, desk: Desk) => `${dateOf(ms, desk.time_zone)} ${clock(ms, desk.time_zone)}`;

function parties({ ticket }: Evidence, t: TFunction): PaperPart {
  const { facts } = ticket;
  const record = ticket.steps.findLast((one) => one.body.step === "record");
  const said = record?.body.step === "record" ? record.body : null;
  const rows: (readonly [string, string])[] = [
    [t("step.complainant"), said?.complainant || ticket.guest_name || t("ticket.anonymous")],
    [t("col.room"), facts.room_no],
    [t("step.about"), ticket.about === null ? said?.about || topicOf(facts) : ticket.about.masked_name],
    [t("step.demand"), facts.words],
    [t("ticket.problem"), `${topicOf(facts)} · ${word("area", facts.area)}`],
    [t("ticket.department"), `${word("department", facts.department)} ${ticket.owner_name}`],
    [t("col.state"), word("ticket.state", facts.state)],
    ...ticket.externals.map((one): readonly [string, string] => [
      t(`outside.body.${one.body}`),
      [
        one.body_name,
        one.reference,
        t("evidence.outside", { received: one.received_on, due: one.due_on }),
        one.answered_on === null
          ? t("evidence.unanswered")
          : t("evidence.answered", { day: one.answered_on, how: one.sent_how, words: one.answer_words }),
      ]
        .filter(Boolean)
        .join(t("list.semicolon")),
    ]),
  ];
  return wordsPart(
    "parties",
    t("evidence.parties"),
    rows.filter(([, text]) => text !== ""),
    "",
  );
}

type Line = { id: string; at: number; who: string; what: string; words: string };

/** Everything that was written down, oldest first. */
function linesOf(ticket: Ticket, t: TFunction): Line[] {
  const { facts } = ticket;
  const lines: Line[] = ticket.steps.map((one) => ({
    id: one.id,
    at: one.at_ms,
    who: one.by_name,
    what: `${numberOfStep[one.body.step]} ${t(`step.word.${one.body.step}`)}`,
    words: wordsOf(one.body, t),
  }));
  if (facts.apologised_at_ms !== null)
    lines.push({ id: "sorry", at: facts.apologised_at_ms, who: "", what: t("ticket.apologised"), words: "" });
  for (const note of ticket.notes)
    lines.push({ id: note.id, at: note.at_ms, who: note.by_name, what: t("ticket.note"), words: note.words });
  for (const one of ticket.pauses) {
    const what = t("pause.title");
    lines.push({ id: one.id, at: one.began_at_ms, who: one.began_by_name, what, words: one.words });
    if (one.ended_at_ms !== null)
      lines.push({
        id: `${one.id}e`,
        at: one.ended_at_ms,
        who: one.ended_by_name,
        what: t("pause.end"),
        words: "",
      });
  }
  for (const one of ticket.reopenings) {
    lines.push({
      id: `${one.id}c`,
      at: one.closed_at_ms,
      who: one.closed_by_name,
      what: t("ticket.close"),
      words: "",
    });
    lines.push({ id: one.id, at: one.at_ms, who: one.by_name, what: t("reopen.title"), words: one.reason });
  }
  for (const one of ticket.externals) {
    lines.push({
      id: one.id,
      at: one.at_ms,
      who: one.by_name,
      what: t("outside.raise"),
      words: one.reference,
    });
    if (one.answered_at_ms !== null)
      lines.push({
        id: `${one.id}a`,
        at: one.answered_at_ms,
        who: one.answered_by_name,
        what: t("outside.answer"),
        words: `${one.sent_how} ${one.answer_words}`,
      });
  }
  if (facts.closed_at_ms !== null)
    lines.push({
      id: "closed",
      at: facts.closed_at_ms,
      who: ticket.closed_by_name,
      what: t("ticket.close"),
      words: "",
    });
  return lines.toSorted((a, b) => a.at - b.at);
}

function wordsOf(body: StepBody, t: TFunction): string {
  const list = (parts: readonly string[]) => parts.filter((part) => part !== "").join(t("list.semicolon"));
  switch (body.step) {
    case "record":
      return list([body.complainant, body.about, body.demand]);
    case "judge":
      return list([
        `${t("ticket.grounds")} ${t(`finding.${body.grounds}`)}`,
        `${t("ticket.demandFair")} ${t(`finding.${body.demand}`)}`,
        body.why,
      ]);
    case "assign":
      return word("department", body.department);
    case "analyse":
      return list([
        t(`cause.${body.cause}`),
        body.house_cause === null ? "" : t(`houseCause.${body.house_cause}`),
        body.happened,
        body.responsible === "" ? "" : t("ticket.responsibleIs", { who: body.responsible }),
      ]);
    case "propose":
      return list([
        body.words,
        ...body.remedies.map((one) => `${t(`remedy.kind.${one.remedy}`)} ${one.words}`.trim()),
      ]);
    case "approve":
      return list([t(`decision.${body.decision}`), body.words]);
    case "carry_out": {
      const checks = [
        ["responsible_handled", body.responsible_handled],
        ["guest_told", body.guest_told],
        ["feedback", body.feedback],
      ] as const;
      return list(
        checks.map(([name, check]) =>
          check === null
            ? ""
            : `${t(`missing.${name}`)} ${check.kind === "done" ? check.words : check.reason}`,
        ),
      );
    }
  }
}

function timeline(ticket: Ticket, desk: Desk, t: TFunction): PaperPart {
  const rows = linesOf(ticket, t);
  return paperPart<Line>({
    id: "timeline",
    title: t("print.counted", { title: t("ticket.course"), count: rows.length }),
    columns: [
      { id: "at", title: t("duty.at"), width: 128, className: "tn", cell: (row) => when(row.at, desk) },
      { id: "who", title: t("duty.by"), width: 72, cell: (row) => row.who },
      { id: "what", title: t("duty.what"), width: 128, cell: (row) => row.what },
      { id: "words", title: t("duty.words"), cell: (row) => row.words },
    ],
    rows,
    rowId: (row) => row.id,
  });
}

/** What of each step was put right by a later record: nothing of it is lost. */
function amended(ticket: Ticket, desk: Desk, t: TFunction): PaperPart {
  const later = (one: StepRecord) =>
    ticket.steps.findLast((other) => other.body.step === one.body.step && other.at_ms >= one.at_ms);
  const rows = ticket.steps.filter(
    (one) => one.body.step !== "carry_out" && later(one) !== undefined && later(one)?.id !== one.id,
  );
  const said = rows.map((one): readonly [string, string] => [
    `${numberOfStep[one.body.step]} ${t(`step.word.${one.body.step}`)}`,
    t("evidence.amended", {
      before: wordsOf(one.body, t),
      at: when(later(one)?.at_ms ?? one.at_ms, desk),
      name: later(one)?.by_name ?? "",
    }),
  ]);
  return wordsPart("amended", t("evidence.amendments"), said, t("evidence.noAmendments"));
}

function approvals(ticket: Ticket, desk: Desk, t: TFunction): PaperPart {
  const said = ticket.remedies
    .filter((one) => one.facts.decided_at_ms !== null)
    .map((one): readonly [string, string] => [
      `${one.decided_by_name} ${when(one.facts.decided_at_ms ?? 0, desk)}`,
      `${t(`remedy.kind.${one.facts.remedy}`)} ${one.facts.words} · ${t(`remedy.state.${one.facts.state}`)} “${one.facts.decision}”`,
    ]);
  return wordsPart("approvals", t("step.6"), said, t("evidence.noApprovals"));
}

function remedies(ticket: Ticket, desk: Desk, t: TFunction): PaperPart {
  return paperPart<RemedyRecord>({
    id: "remedies",
    title: t("print.counted", { title: t("step.5"), count: ticket.remedies.length }),
    columns: [
      {
        id: "what",
        title: t("remedy.what"),
        cell: (row) => `${t(`remedy.kind.${row.facts.remedy}`)} ${row.facts.words}`,
      },
      { id: "by", title: t("duty.by"), width: 72, cell: (row) => row.proposed_by_name },
      { id: "state", title: t("col.state"), width: 72, cell: (row) => t(`remedy.state.${row.facts.state}`) },
      {
        id: "sum",
        title: t("remedy.sum"),
        width: 96,
        align: "right",
        cell: (row) =>
          row.facts.points > 0
            ? t("remedy.points", { points: count(row.facts.points) })
            : money(row.facts.amount_minor, desk.currency),
      },
    ],
    rows: ticket.remedies,
    rowId: (row) => row.facts.id,
  });
}

function attachments({ attachments: files }: Evidence, desk: Desk, t: TFunction): PaperPart {
  return paperPart<Attachment>({
    id: "attachments",
    title: t("print.counted", { title: t("evidence.attachments"), count: files.length }),
    columns: [
      {
        id: "name",
        title: t("evidence.file"),
        width: 150,
        cell: (row) => (row.withdrawn_at_ms === null ? row.name : <s>{row.name}</s>),
      },
      { id: "size", title: t("evidence.size"), width: 64, align: "right", cell: (row) => size(row.bytes) },
      {
        id: "by",
        title: t("duty.by"),
        width: 120,
        cell: (row) => `${row.by_name} ${when(row.at_ms, desk)}`,
      },
      { id: "sha", title: "SHA-256", className: "tn", cell: (row) => row.sha256 },
    ],
    rows: files,
    rowId: (row) => row.id,
  });
}

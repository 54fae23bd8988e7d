import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Attention, DayTask, Department, Paper, PaperTicket, Reason, Row } from "../../api/bindings";
import { type Severity, SeverityMark } from "../../components/Marks";
import { soundOf } from "../../components/Person";
import { HandBox, type PaperColumn, type PaperPart, paperPart, Sheets } from "../../components/Sheets";
import { type Desk, useDesk, useLanguage } from "../../lib/desk";
import {
  clock,
  count,
  dateOf,
  dayOfMonth,
  fullDay,
  lunarDay,
  minuteClock,
  monthDay,
  span,
} from "../../lib/format";
import { type Language, word } from "../../lib/i18n";
import { taskWords } from "../../lib/tasks";
import { What, Why } from "./AttentionList";

export type PaperKind = "briefing" | "pack";

type Props = {
  kind: PaperKind;
  paper: Paper;
  /** The hotel's instant at which it was asked for. */
  at: number;
  onReady: () => void;
};

/** Who ticks off what a guest needs; the house's usual hands for each reason. */
const hands: Record<Reason, readonly Department[]> = {
  open_ticket: ["front_office"],
  promise: ["front_office", "housekeeping"],
  health: ["food_beverage", "housekeeping"],
  vip: ["management", "housekeeping"],
  birthday: ["housekeeping"],
  namesake: ["front_office"],
};

/** Today on paper: the briefing, or all that a desk needs while its machine stands still (停机包). */
export function TodayPaper({ kind, paper, at, onReady }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const parts = useMemo(
    () => (kind === "briefing" ? briefingParts : packParts)({ paper, t, language, desk }),
    [kind, paper, t, language, desk],
  );
  const title = t(kind === "briefing" ? "print.briefing" : "print.pack");
  const printed = t("print.printed", { time: clock(at, desk.time_zone), name: desk.user.name });
  const age = useAge(paper.day.data_as_of_ms, at);
  const day = `${fullDay(paper.day.today, language)}${paper.day.lunar === null ? "" : ` ${lunarDay(paper.day.lunar, language)}`}`;
  const drill = desk.practice && <div className="drill">{t("print.practice")}</div>;
  return (
    <Sheets
      head={
        <>
          {drill}
          <div className="top-of">
            <div>
              <div className="house">{desk.hotel}</div>
              <h1>{title}</h1>
            </div>
            <div>
              {day}
              <br />
              {printed} {age}
            </div>
          </div>
          <Counts paper={paper} />
        </>
      }
      headAgain={
        <>
          {drill}
          <div className="top-of again">
            <div className="house">
              {desk.hotel} · {title}
            </div>
            <div>
              {fullDay(paper.day.today, language)} {printed} {age}
            </div>
          </div>
        </>
      }
      parts={parts}
      foot={(page, of) => (
        <div className="ft">
          <span>{t("print.shred")}</span>
          <span className="tn">
            {t("print.head", { seq: count(paper.head.seq), mac: mark(paper.head.mac) })}
          </span>
          <span>{t("print.page", { page, of })}</span>
        </div>
      )}
      onReady={onReady}
    />
  );
}

/** The first eight signs of a mac in two groups: enough to compare by eye. */
const mark = (mac: string) => `${mac.slice(0, 4)} ${mac.slice(4, 8)}`;

/** `PMS 数据 07:32（6 小时 34 分前）`, or that there is none. */
function useAge(asOf: number | null, at: number): string {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  if (asOf === null) return t("print.noData");
  const { hours, minutes } = span(at - asOf);
  const age =
    hours === 0
      ? t("age.minutes", { minutes })
      : hours < 48
        ? t("age.hours", { hours, minutes })
        : t("age.days", { days: Math.floor(hours / 24) });
  const date = dateOf(asOf, desk.time_zone);
  const time = clock(asOf, desk.time_zone);
  return t("print.data", {
    time: date === dateOf(at, desk.time_zone) ? time : `${monthDay(date, language)} ${time}`,
    age,
  });
}

function Counts({ paper: { day, tickets } }: { paper: Paper }) {
  const { t } = useTranslation();
  const figures = [
    [t("today.arriving"), day.arriving.length],
    [t("print.arrived"), day.arriving.filter((row) => row.state !== "booked").length],
    [t("today.inHouse"), day.in_house.length],
    [t("today.departing"), day.departing.length],
    [t("stay.noRoom"), day.arriving.filter((row) => row.state === "booked" && row.room_no === "").length],
    [t("print.attention"), day.attention.length],
    [t("print.openTickets"), tickets.length],
  ] as const;
  return (
    <div className="sum">
      {figures.map(([label, figure]) => (
        <span key={label}>
          {label} <b>{count(figure)}</b>
        </span>
      ))}
    </div>
  );
}

type Making = { paper: Paper; t: TFunction; language: Language; desk: Desk };

function briefingParts({ paper: { day }, t }: Making): PaperPart[] {
  const due = day.arriving.filter((row) => row.state === "booked");
  const arrived = day.arriving.length - due.length;
  const arriving = paperPart({
    id: "arriving",
    title: t("print.arriving"),
    columns: [...stayColumns(t, "arrives"), box(t("print.here"))],
    rows: due,
    rowId: (row) => row.stay_id,
    note: arrived > 0 ? t("print.alreadyHere", { count: arrived }) : null,
  });
  return [...attentionPart(day.attention, t), ...taskPart(day.tasks, t), arriving];
}

function packParts({ paper: { day, tickets }, t, desk, language }: Making): PaperPart[] {
  const vips = [...day.arriving.filter((row) => row.state === "booked"), ...day.in_house].filter(
    (row) => row.vip !== "",
  );
  const stays = (id: string, title: string, rows: readonly Row[], columns: PaperColumn<Row>[]) =>
    paperPart({
      id,
      title: t("print.counted", { title, count: rows.length }),
      columns,
      rows,
      rowId: (row) => row.stay_id,
    });
  const vip: PaperColumn<Row> = { id: "vip", title: t("attention.vip"), width: 34, cell: (row) => row.vip };
  const parts = [
    ...attentionPart(day.attention, t),
    ...taskPart(day.tasks, t),
    paperPart({
      id: "tickets",
      title: t("print.counted", { title: t("print.openTickets"), count: tickets.length }),
      columns: ticketColumns(t, desk, language),
      rows: tickets,
      rowId: (ticket) => ticket.number,
    }),
    stays("vips", t("attention.vip"), vips, [vip, ...stayColumns(t, "arrives")]),
    stays("arriving", t("today.arriving"), day.arriving, [
      ...stayColumns(t, "arrives"),
      ticked(t("print.here"), (row) => row.state !== "booked"),
    ]),
    stays("in_house", t("today.inHouse"), day.in_house, [...stayColumns(t, "arrived"), box(t("print.left"))]),
    stays("departing", t("today.departing"), day.departing, [
      ...stayColumns(t, "arrived"),
      ticked(t("print.left"), (row) => row.state === "departed"),
    ]),
  ];
  return parts.filter((part) => part.rows.length > 0);
}

function attentionPart(rows: readonly Attention[], t: TFunction): PaperPart[] {
  if (rows.length === 0) return [];
  const columns: PaperColumn<Attention>[] = [
    { id: "why", title: "", width: 100, className: "w6", cell: (one) => <Why one={one} /> },
    { id: "room", title: "", width: 46, className: "rm", cell: (one) => <Room row={one.row} /> },
    { id: "guest", title: "", width: 136, cell: ({ row }) => <Guest row={row} sound={soundOf(row)} /> },
    { id: "due", title: "", width: 48, className: "tn", cell: ({ row }) => due(row) },
    { id: "what", title: "", cell: (one) => <Matter one={one} /> },
    {
      id: "hands",
      title: "",
      width: 74,
      cell: (one) =>
        hands[one.reason].map((department) => (
          <div key={department}>
            <HandBox>{word("department", department)}</HandBox>
          </div>
        )),
    },
  ];
  return [
    paperPart({
      id: "attention",
      title: t("attention.title"),
      columns,
      rows,
      rowId: (one) => one.row.stay_id,
      framed: true,
    }),
  ];
}

/** What departments still have to do, each with a box for the hand that does it. */
function taskPart(tasks: readonly DayTask[], t: TFunction): PaperPart[] {
  const open = tasks.filter((line) => line.task.done_at_ms === null);
  if (open.length === 0) return [];
  const columns: PaperColumn<DayTask>[] = [
    {
      id: "whose",
      title: t("print.whose"),
      width: 64,
      className: "w6",
      cell: (line) => word("department", line.task.department),
    },
    {
      id: "room",
      title: t("col.room"),
      width: 46,
      className: "rm",
      cell: (line) => line.room_no || <span className="unset">{t("print.noRoom")}</span>,
    },
    {
      id: "guest",
      title: t("col.guest"),
      width: 124,
      cell: ({ name, title }) => `${name}${title === "none" ? "" : ` ${t(`honorific.${title}`)}`}`,
    },
    {
      id: "due",
      title: t("print.due"),
      width: 48,
      className: "tn nw",
      cell: (line) =>
        line.state !== "booked"
          ? word("stay.state", line.state)
          : line.arrive_minute === null
            ? ""
            : minuteClock(line.arrive_minute),
    },
    { id: "what", title: t("plan.words"), cell: (line) => taskWords(line.task) },
    { id: "box", title: t("print.taskDone"), width: 34, align: "right", cell: () => <HandBox /> },
  ];
  return [
    paperPart({
      id: "tasks",
      title: t("print.counted", { title: t("print.tasks"), count: open.length }),
      columns,
      rows: open,
      rowId: (line) => line.task.id,
    }),
  ];
}

/** What it is about, with the number of the complaint: paper has no row to open. */
function Matter({ one }: { one: Attention }) {
  return (
    <>
      <What one={one} />
      {one.ticket !== null && ` (${one.ticket.number})`}
    </>
  );
}

function stayColumns(t: TFunction, first: "arrives" | "arrived"): PaperColumn<Row>[] {
  const when: PaperColumn<Row> =
    first === "arrives"
      ? { id: "due", title: t("print.due"), width: 42, className: "tn nw", cell: due }
      : {
          id: "since",
          title: t("print.since"),
          width: 42,
          className: "tn nw",
          cell: (row) => t("print.day", { day: dayOfMonth(row.arrival) }),
        };
  return [
    when,
    { id: "room", title: t("col.room"), width: 46, className: "rm", cell: (row) => <Room row={row} /> },
    {
      id: "guest",
      title: t("col.guest"),
      width: 140,
      cell: (row) => {
        const doubtful = row.pronunciation.filter((syllable) => syllable.doubtful);
        return <Guest row={row} sound={doubtful.map((syllable) => syllable.reading).join(" ")} inline />;
      },
    },
    {
      id: "tier",
      title: t("col.tier"),
      width: 38,
      className: "nw",
      cell: (row) => (row.tier === "" ? "" : word("tier", row.tier)),
    },
    { id: "nth", title: t("print.nth"), width: 28, align: "right", cell: (row) => row.nth },
    {
      id: "departs",
      title: t("col.departs"),
      width: 78,
      className: "tn nw",
      cell: (row) => t("stay.until", { day: dayOfMonth(row.departure), nights: row.nights }),
    },
    { id: "type", title: t("col.roomType"), width: 72, cell: (row) => row.room_type },
    { id: "wishes", title: t("col.wishes"), cell: (row) => row.wishes.join(t("list.enumeration")) },
  ];
}

const box = (title: string): PaperColumn<Row> => ({
  id: "box",
  title,
  width: 28,
  align: "right",
  cell: () => <HandBox />,
});

/** A box where it is still to be done, a tick where it is. */
const ticked = (title: string, isDone: (row: Row) => boolean): PaperColumn<Row> => ({
  ...box(title),
  cell: (row) => (isDone(row) ? "✓" : <HandBox />),
});

function ticketColumns(t: TFunction, desk: Desk, language: Language): PaperColumn<PaperTicket>[] {
  const time = (ms: number) => {
    const date = dateOf(ms, desk.time_zone);
    return date === desk.today ? clock(ms, desk.time_zone) : monthDay(date, language);
  };
  return [
    { id: "room", title: t("col.room"), width: 46, className: "rm", cell: (ticket) => ticket.room_no },
    {
      id: "severity",
      title: t("print.severity"),
      width: 58,
      cell: (ticket) => <SeverityMark severity={severityOf(ticket.severity)} plain />,
    },
    {
      id: "guest",
      title: t("col.guest"),
      width: 110,
      cell: ({ name, title }) => `${name}${title === "none" ? "" : ` ${t(`honorific.${title}`)}`}`,
    },
    {
      id: "what",
      title: t("col.what"),
      cell: ({ problem, words, number }) =>
        [word("problem", problem), words].filter(Boolean).join(t("list.semicolon")) + ` (${number})`,
    },
    {
      id: "whose",
      title: t("print.whose"),
      width: 58,
      cell: (ticket) => word("department", ticket.department),
    },
    { id: "state", title: t("col.state"), width: 58, cell: (ticket) => word("ticket.state", ticket.state) },
    {
      id: "due",
      title: t("print.solveBy"),
      width: 48,
      className: "tn nw",
      align: "right",
      cell: (ticket) => time(ticket.callback_due_ms ?? ticket.solve_due_ms),
    },
  ];
}

const severities: readonly Severity[] = ["urgent", "important", "normal"];
const severityOf = (text: string): Severity => severities.find((severity) => severity === text) ?? "normal";

const due = (row: Row) => (row.arrive_minute === null ? "" : minuteClock(row.arrive_minute));

function Room({ row }: { row: Row }) {
  const { t } = useTranslation();
  if (row.room_no !== "") return row.room_no;
  return <span className="unset">{t("print.noRoom")}</span>;
}

function Guest({ row, sound, inline = false }: { row: Row; sound: string; inline?: boolean }) {
  const { t } = useTranslation();
  if (row.name === "") return t("guest.unnamed");
  const addressed = `${row.name}${row.title === "none" ? "" : ` ${t(`honorific.${row.title}`)}`}`;
  if (inline)
    return (
      <>
        {addressed} {sound}
      </>
    );
  return (
    <>
      <b>{addressed}</b>
      {sound !== "" && <div>{sound}</div>}
    </>
  );
}

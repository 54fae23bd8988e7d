import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Attention, Department, Paper as Read, PaperTicket, Reason, Row } from "../../api/bindings";
import { type Severity, SeverityMark } from "../../components/Marks";
import { Paper, useDataAge } from "../../components/Paper";
import { taskPart } from "../../components/TaskPaper";
import { soundOf } from "../../components/Person";
import { HandBox, type PaperColumn, type PaperPart, paperPart } from "../../components/Sheets";
import { type Desk, useDesk, useLanguage } from "../../lib/desk";
import { clock, count, dateOf, dayOfMonth, minuteClock, monthDay } from "../../lib/format";
import { type Language, word } from "../../lib/i18n";
import { What, Why } from "./AttentionList";

export type PaperKind = "briefing" | "pack";

type Props = {
  kind: PaperKind;
  paper: Read;
  /** The hotel's instant at which it was asked for. */
  at: number;
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
export function TodayPaper({ kind, paper, at }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  return (
    <Paper
      title={t(kind === "briefing" ? "print.briefing" : "print.pack")}
      day={paper.day.today}
      lunar={paper.day.lunar}
      at={at}
      age={useDataAge(paper.day.data_as_of_ms)}
      notice={t("print.shred")}
      head={paper.head}
      sum={<Counts paper={paper} />}
      parts={(kind === "briefing" ? briefingParts : packParts)({ paper, t, language, desk })}
      closes={kind === "briefing"}
    />
  );
}

function Counts({ paper: { day, tickets } }: { paper: Read }) {
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

type Making = { paper: Read; t: TFunction; language: Language; desk: Desk };

/** Who needs looking after, then everybody who comes; what departments do has a paper of its own, so that this is one page. */
function briefingParts({ paper: { day }, t }: Making): PaperPart[] {
  const due = day.arriving.filter((row) => row.state === "booked");
  const arrived = day.arriving.length - due.length;
  const tasks = day.tasks.filter((line) => line.task.done_at_ms === null).length;
  const notes = [
    ...(arrived > 0 ? [t("print.alreadyHere", { count: arrived })] : []),
    ...(tasks > 0 ? [t("print.tasksApart", { count: tasks })] : []),
  ];
  const arriving = paperPart({
    id: "arriving",
    title: t("print.arriving"),
    columns: [...stayColumns(t, "arrives"), box(t("print.here"))],
    rows: due,
    rowId: (row) => row.stay_id,
    note: notes.length > 0 ? notes.join(" ") : null,
  });
  return [...attentionPart(day.attention, t), arriving];
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
    { id: "guest", title: "", width: 170, cell: ({ row }) => <Guest row={row} sound={soundOf(row)} /> },
    { id: "due", title: "", width: 44, className: "tn", cell: ({ row }) => due(row) },
    { id: "what", title: "", cell: (one) => <Matter one={one} /> },
  ];
  return [
    paperPart({
      id: "attention",
      title: t("attention.title"),
      columns,
      rows,
      rowId: (one) => one.row.stay_id,
      look: "framed",
    }),
  ];
}

/** What it is about, with the number of the complaint: paper has no row to open; and who is to see to it, to be ticked. */
function Matter({ one }: { one: Attention }) {
  return (
    <div className="matter">
      <div>
        <What one={one} />
        {one.ticket !== null && ` (${one.ticket.number})`}
      </div>
      <div className="hands">
        {hands[one.reason].map((department) => (
          <div key={department}>
            <HandBox>{word("department", department)}</HandBox>
          </div>
        ))}
      </div>
    </div>
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
      width: 62,
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
  const addressed = (
    <>
      {row.name} {row.title !== "none" && <span className="nw">{t(`honorific.${row.title}`)}</span>}
    </>
  );
  if (inline)
    return (
      <>
        {addressed} {sound}
      </>
    );
  return (
    <>
      <b>{addressed}</b>
      {sound !== "" && <div className="sound">{sound}</div>}
    </>
  );
}

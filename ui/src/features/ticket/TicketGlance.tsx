import { useQuery } from "@tanstack/react-query";
import { Hourglass, Pause, Phone } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { InboxLine, Severity, Ticket, TicketState } from "../../api/bindings";
import { Block, Facts } from "../../components/Blocks";
import { Keycap } from "../../components/Keycap";
import { Pips, SeverityMark, StateMark } from "../../components/Marks";
import { useDesk, useLanguage, useMay, useNow } from "../../lib/desk";
import { clock, count, money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { topicOf } from "../../lib/topic";
import { Course, useCourse } from "./Course";
import { dueInList } from "./due";
import { ToldBar } from "./Standing";
import { ticket as ticketQuery } from "./queries";
import { StayFacts } from "./StayFacts";
import type { StepNumber } from "./steps";

const latestShown = 4;
const states: readonly TicketState[] = [
  "awaiting_answer",
  "in_progress",
  "awaiting_approval",
  "awaiting_callback",
  "closed",
  "unfounded",
];
const severities: readonly Severity[] = ["urgent", "important", "normal"];

/** At the inbox's right: the selected complaint at a glance, and what the shapes mean. */
export function TicketGlance({ line }: { line: InboxLine }) {
  const { t } = useTranslation();
  const shown = useQuery(ticketQuery(line.id)).data;
  return (
    <>
      <section className="blk">
        <div className="row">
          <span className="tn m fill">{line.number}</span>
          <Keycap cap="Enter" /> {t("key.open")}
        </div>
        <div className="subject">
          {line.room_no} {topicOf(line)}
        </div>
        <Whose line={line} />
      </section>
      <section className="blk">
        {line.due !== null && <DueBar line={line} />}
        <ToldBar line={line} />
        <Standing line={line} />
      </section>
      <Block title={t("ticket.words")}>
        <div className="i2 quoted">“{line.words}”</div>
      </Block>
      {shown !== undefined && <Latest ticket={shown} />}
      <Block title={t("ticket.legend")} grow>
        <div className="legend">
          {states.map((state) => (
            <StateMark key={state} state={state} />
          ))}
          {severities.map((severity) => (
            <SeverityMark key={severity} severity={severity} />
          ))}
        </div>
      </Block>
    </>
  );
}

function Whose({ line }: { line: InboxLine }) {
  const may = useMay();
  const titled = line.guest_title === "mr" || line.guest_title === "ms";
  return (
    <div className="row wrap" style={{ gap: "0 8px" }}>
      <span>
        {line.guest_name} {titled && word("honorific", line.guest_title)}
      </span>
      {line.guest !== null && may("show_guest") && <StayFacts guest={line.guest} />}
    </div>
  );
}

/** What is due next: amber while there is time, red when it is late. */
function DueBar({ line }: { line: InboxLine }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const now = useNow(desk.skewMs, 30_000);
  if (line.due === null || line.due_ms === null) return null;
  if (line.paused) {
    return (
      <div className="bar4 tight" role="status">
        <Pause size={16} aria-hidden />
        <b className="fill">{t("pause.paused")}</b>
      </div>
    );
  }
  const late = line.due_ms < now;
  const Icon = line.due === "callback" ? Phone : Hourglass;
  const due = dueInList(
    { due: line.due_ms, from: line.opened_at_ms, now, zone: desk.time_zone, language },
    t,
  );
  return (
    <div className={late ? "bar4 tight rd" : "bar4 tight"} role="status">
      <Icon size={16} aria-hidden />
      <div className="fill">
        <b className={late ? "rd" : "am"}>
          {t(`clock.kind.${line.due}`)}
          {t("list.comma")}
          <span className="tn">{due.text}</span>
        </b>
        <div className="sm i2 tn">{t("clock.by", { at: clock(line.due_ms, desk.time_zone) })}</div>
      </div>
    </div>
  );
}

const isStep = (number: number): number is StepNumber => number >= 1 && number <= 7;

function Standing({ line }: { line: InboxLine }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const next = line.last_step + 1;
  const given = [
    line.amount_minor > 0 && money(line.amount_minor, desk.currency),
    line.points > 0 && t("remedy.points", { points: count(line.points) }),
  ].filter((part) => part !== false);
  const rows = [
    line.kind === "complaint" && {
      label: t("ticket.col.steps"),
      value: (
        <span className="row wrap" style={{ gap: "0 6px" }}>
          <Pips step={Math.min(7, next)} />
          <span className="sm i2">
            {isStep(next)
              ? t("ticket.stepNow", { number: next, step: t(`step.${next}`) })
              : t("ticket.stepsDone")}
          </span>
        </span>
      ),
    },
    {
      label: t("ticket.col.owner"),
      value: `${word("department", line.department)} ${line.owner_name}`,
    },
    given.length > 0 && {
      label: t("ticket.col.given"),
      value: <span className="num">{given.join(" + ")}</span>,
    },
  ];
  return (
    <div style={{ marginTop: line.due === null ? 0 : 10 }}>
      <Facts rows={rows.filter((row) => row !== false)} labelWidth={64} />
    </div>
  );
}

function Latest({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const all = useCourse(ticket).length;
  return (
    <Block title={t("ticket.courseLast")} end={t("ticket.courseCount", { count: all })}>
      <Course ticket={ticket} max={latestShown} />
    </Block>
  );
}

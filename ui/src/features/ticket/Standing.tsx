import { useQuery } from "@tanstack/react-query";
import { Pause, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Escalated, InboxLine, Ticket } from "../../api/bindings";
import { useDesk } from "../../lib/desk";
import { clock, dateOf, monthDay } from "../../lib/format";
import { useLanguage } from "../../lib/desk";
import { escalated as escalatedQuery } from "./queries";

/** Under the clocks: that they stand still, why and since when. */
export function PausedBar({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const pause = ticket.pauses.find((one) => one.ended_at_ms === null);
  if (pause === undefined) return null;
  const at = `${monthDay(dateOf(pause.began_at_ms, desk.time_zone), language)} ${clock(pause.began_at_ms, desk.time_zone)}`;
  return (
    <div className="bar4 tight" role="status" style={{ marginTop: 8 }}>
      <Pause size={16} aria-hidden />
      <div className="fill">
        <b>{t("pause.stands", { reason: t(`pause.reason.${pause.reason}`) })}</b>{" "}
        <span className="i2">{pause.words}</span>
        <div className="sm m tn">{t("pause.since", { at, name: pause.began_by_name })}</div>
      </div>
    </div>
  );
}

/** Under the clocks: that it came back, why, and how often. */
export function ReopenedBar({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const last = ticket.reopenings.at(-1);
  if (last === undefined || ticket.facts.closed_at_ms !== null) return null;
  const at = `${monthDay(dateOf(last.at_ms, desk.time_zone), language)} ${clock(last.at_ms, desk.time_zone)}`;
  return (
    <div className="bar4 tight" role="status" style={{ marginTop: 8 }}>
      <RotateCcw size={16} aria-hidden />
      <div className="fill">
        <b>{t("reopen.came", { count: ticket.reopenings.length })}</b>{" "}
        <span className="i2">{last.reason}</span>
        <div className="sm m tn">{t("reopen.by", { at, name: last.by_name })}</div>
      </div>
    </div>
  );
}

/** Who has to know of a complaint by now, since when. */
export function ToldBar({ line }: { line: InboxLine }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const told = useEscalated().find((one) => one.ticket === line.id)?.told ?? [];
  if (told.length === 0) return null;
  return (
    <div className="sm i2" style={{ marginTop: 6 }}>
      <b>{t("told.title")}</b>{" "}
      {told
        .map((one) => t("told.one", { who: t(`told.${one.told}`), at: clock(one.since_ms, desk.time_zone) }))
        .join(t("list.comma"))}
    </div>
  );
}

/** What has come up to the reader; the inbox's head counts it. */
export function useEscalated(): readonly Escalated[] {
  return useQuery(escalatedQuery()).data ?? [];
}

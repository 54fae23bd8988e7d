import { useTranslation } from "react-i18next";
import type { Clock, Ticket } from "../../api/bindings";
import { StateMark } from "../../components/Marks";
import { useDesk, useLanguage, useNow } from "../../lib/desk";
import { clock, dateOf, monthDay } from "../../lib/format";
import { dueWords } from "./due";

/** The ticket's clocks: met ones with the time they took, the one that runs in its amber frame. */
export function Clocks({ ticket }: { ticket: Ticket }) {
  const running =
    ticket.facts.closed_at_ms === null ? ticket.clocks.find((one) => one.met_ms === null) : undefined;
  return (
    <div className="clocks">
      {ticket.clocks.map((one) => (
        <One key={one.kind} one={one} runs={one === running} />
      ))}
    </div>
  );
}

function One({ one, runs }: { one: Clock; runs: boolean }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const now = useNow(desk.skewMs, 1_000);
  const zone = desk.time_zone;
  const minutes = Math.round((one.due_ms - one.from_ms) / 60_000);
  const label = `${t(`clock.kind.${one.kind}`)} ${
    one.kind === "callback"
      ? ""
      : minutes >= 120
        ? t("clock.hours", { count: Math.round(minutes / 60) })
        : t("clock.minutes", { count: minutes })
  }`.trimEnd();
  if (one.met_ms !== null) {
    const took = Math.max(0, Math.round((one.met_ms - one.from_ms) / 60_000));
    return (
      <div className="ck ok">
        <span className="lab">{label}</span>
        <span className="v">
          <StateMark state="closed" bare /> {clock(one.met_ms, zone)}{" "}
          <span className="sm m w4">{t("clock.took", { count: took })}</span>
        </span>
      </div>
    );
  }
  if (runs) {
    const due = dueWords({ due: one.due_ms, from: one.from_ms, now, zone, language }, t);
    const late = one.due_ms < now;
    return (
      <div className={late ? "ck late" : "ck run"} role="timer">
        <span className={late ? "lab rd" : "lab am"}>{label}</span>
        <span className={late ? "v rd" : "v am"}>
          {due.text} <span className="sm w4">{t("clock.by", { at: clock(one.due_ms, zone) })}</span>
        </span>
      </div>
    );
  }
  return (
    <div className="ck">
      <span className="lab">{label}</span>
      <span className="v">
        {monthDay(dateOf(one.due_ms, zone), language)} {clock(one.due_ms, zone)}
      </span>
    </div>
  );
}

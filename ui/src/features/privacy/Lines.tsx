import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RightsRequest } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { useDesk } from "../../lib/desk";
import { daysBetween } from "../../lib/format";

/** How many days before its last one a request is looked at. */
const soonDays = 3;

/** A part of the page with its lines. */
export function Part({ title, end, children }: { title: string; end?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <Heading end={end}>{title}</Heading>
      {children}
    </section>
  );
}

/** What it is, what is said of it, what can be done. */
export function Line({ what, said, end }: { what: string; said: ReactNode; end?: ReactNode }) {
  return (
    <div className="row" style={{ gap: 12, padding: "6px 0", borderBottom: "1px solid var(--line)" }}>
      <span style={{ width: 168, flex: "none" }}>{what}</span>
      <span className="i2" style={{ flex: 1 }}>
        {said}
      </span>
      {end}
    </div>
  );
}

/** Until when a request wants its answer, or what came of it. */
export function RequestDue({ request }: { request: RightsRequest }) {
  const { t } = useTranslation();
  const { today } = useDesk();
  if (request.outcome !== null) return t(`rights.outcome.${request.outcome}`);
  const days = daysBetween(today, request.due_on);
  const tone = days < 0 ? "rd w5" : days <= soonDays ? "am w5" : undefined;
  return <span className={tone}>{t(days < 0 ? "rights.late" : "rights.due", { day: request.due_on })}</span>;
}

/** What the guest said; once it is answered, what they were told. */
export const requestWords = ({ outcome, words, answer }: RightsRequest) =>
  outcome === null ? words : answer;

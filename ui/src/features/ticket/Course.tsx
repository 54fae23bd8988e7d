import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Ticket } from "../../api/bindings";
import { useDesk } from "../../lib/desk";
import { clock } from "../../lib/format";
import { attachmentsOf } from "./queries";

type Line = { at: number; text: string };

/** What happened on a ticket, latest first: opened, steps, notes, attachments, closed. */
export function useCourse(ticket: Ticket): readonly Line[] {
  const { t } = useTranslation();
  const { facts } = ticket;
  const complaint = facts.kind === "complaint";
  const opened = complaint ? "ticket.courseOpened" : "said.courseOpened";
  const attached = useQuery(attachmentsOf(facts.id)).data?.attachments ?? [];
  const mergedAt = ticket.joins.find((one) => one.ended_at_ms === null && one.other === facts.id)?.at_ms;
  return [
    { at: facts.opened_at_ms, text: t(opened, { name: ticket.opened_by_name }) },
    ...(facts.apologised_at_ms === null
      ? []
      : [{ at: facts.apologised_at_ms, text: t("ticket.apologised") }]),
    ...ticket.steps
      .filter((step) => complaint || step.body.step !== "record")
      .map((step) => ({
        at: step.at_ms,
        text: `${step.by_name} ${!complaint && step.body.step === "carry_out" ? t("said.reply") : t(`step.word.${step.body.step}`)}`,
      })),
    ...ticket.notes.map((note) => ({ at: note.at_ms, text: `${note.by_name}：${note.words}` })),
    ...attached.flatMap((one) => {
      const came = { at: one.at_ms, text: t("attach.course", { name: one.by_name, file: one.name }) };
      if (one.withdrawn_at_ms === null) return [came];
      const [name, reason] = [one.withdrawn_by_name, one.withdrawn_because];
      const text = t("attach.courseWithdrawn", { name, file: one.name, reason });
      return [came, { at: one.withdrawn_at_ms, text }];
    }),
    ...ticket.joins.flatMap((one) => {
      const away = one.other === facts.id;
      const number = away ? one.keep_number : one.other_number;
      const said = { name: one.by_name, number, reason: one.reason };
      const joined = { at: one.at_ms, text: t(away ? "join.courseInto" : "join.courseTook", said) };
      if (one.ended_at_ms === null) return [joined];
      const [name, reason] = [one.ended_by_name, one.ended_because];
      return [joined, { at: one.ended_at_ms, text: t("join.courseApart", { name, number, reason }) }];
    }),
    ...ticket.splits.map((one) => {
      const out = one.from === facts.id;
      const number = out ? one.to_number : one.from_number;
      const said = { name: one.by_name, number, reason: one.reason };
      return { at: one.at_ms, text: t(out ? "join.courseSplit" : "join.courseSplitFrom", said) };
    }),
    ...ticket.reopenings.flatMap((one) => [
      { at: one.closed_at_ms, text: t("ticket.courseClosed", { name: one.closed_by_name }) },
      { at: one.at_ms, text: t("ticket.courseReopened", { name: one.by_name, reason: one.reason }) },
    ]),
    // Whoever merged it closed it with that: one line says both.
    ...(facts.closed_at_ms === null || mergedAt === facts.closed_at_ms
      ? []
      : [{ at: facts.closed_at_ms, text: t("ticket.courseClosed", { name: ticket.closed_by_name }) }]),
  ].toSorted((a, b) => b.at - a.at);
}

/** The lines with their times, at most `max` of them. */
export function Course({ ticket, max }: { ticket: Ticket; max?: number }) {
  const desk = useDesk();
  const lines = useCourse(ticket).slice(0, max);
  return (
    <>
      {lines.map((line) => (
        <div key={`${line.at} ${line.text}`} className="row t sm course">
          <span className="tn m">{clock(line.at, desk.time_zone)}</span>
          <span>{line.text}</span>
        </div>
      ))}
    </>
  );
}

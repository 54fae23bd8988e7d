import { useQuery } from "@tanstack/react-query";
import { CircleDashed } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { GuestId, Missing, Ticket } from "../../api/bindings";
import { Block } from "../../components/Blocks";
import { Keycap } from "../../components/Keycap";
import { useDesk } from "../../lib/desk";
import { topicOf } from "../../lib/topic";
import { guestCard } from "../../lib/card";
import { AuthorityBars } from "./AuthorityBars";
import { Course } from "./Course";
import { awaiting } from "./PhoneDialog";
import { authorityIn } from "./queries";
import type { StepNumber } from "./steps";

const stepOf: Record<Missing, StepNumber | null> = {
  record: 1,
  judge: 2,
  assign: 3,
  analyse: 4,
  propose: 5,
  approve: 6,
  responsible_handled: 7,
  guest_told: 7,
  feedback: 7,
  reply: 3,
  // It is no step: its own key takes it.
  outside: null,
};

type Props = {
  ticket: Ticket;
  /** Takes the step that is missing; `null` for whoever only reads. */
  onStep: ((number: StepNumber) => void) | null;
};

/** At the ticket's right: what one may give, what is missing, who the guest is, what happened. */
export function TicketSide({ ticket, onStep }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const authority = useQuery(authorityIn(ticket.facts.id)).data;
  return (
    <>
      {authority !== undefined && ticket.facts.kind === "complaint" && (
        <Block title={t("ticket.authority")} end={`${t(`role.${desk.user.role}`)} ${desk.user.name}`}>
          <AuthorityBars authority={authority} waiting={awaiting(ticket).amount} />
        </Block>
      )}
      {ticket.facts.closed_at_ms === null && (
        <Block title={t("ticket.missing")} end={t("ticket.items", { count: ticket.missing.length })}>
          {ticket.missing.map((missing) => (
            <Lacking key={missing} missing={missing} onStep={onStep} />
          ))}
        </Block>
      )}
      {ticket.facts.guest !== null && <Guest ticket={ticket} guest={ticket.facts.guest} />}
      <Block title={t("ticket.course")} end={t("ticket.appendOnly")} grow>
        <Course ticket={ticket} />
      </Block>
    </>
  );
}

function Lacking({ missing, onStep }: { missing: Missing; onStep: Props["onStep"] }) {
  const { t } = useTranslation();
  const step = stepOf[missing];
  const said = (
    <>
      <CircleDashed className="s14 m" size={14} aria-hidden />
      <span>{t(`missing.${missing}`)}</span>
    </>
  );
  if (onStep === null) return <div className="li">{said}</div>;
  const cap = (
    <span className="sp">
      <Keycap cap={step === null ? "Alt W" : `Alt ${step}`} />
    </span>
  );
  if (step === null)
    return (
      <div className="li">
        {said}
        {cap}
      </div>
    );
  return (
    <button type="button" className="li" onClick={() => onStep(step)}>
      {said}
      {cap}
    </button>
  );
}

function Guest({ ticket, guest }: { ticket: Ticket; guest: GuestId }) {
  const { t } = useTranslation();
  const card = useQuery(guestCard(guest)).data;
  if (card === undefined) return null;
  const before = card.tickets.filter((one) => one.id !== ticket.facts.id);
  const latest = before[0];
  const likes = card.preferences.slice(0, 3).map((line) => line.preference.words);
  return (
    <Block
      title={t("col.guest")}
      end={
        <>
          {t("key.card")} <Keycap cap="Alt K" />
        </>
      }
    >
      <dl className="kv">
        <dt>{t("ticket.past")}</dt>
        <dd>
          {latest === undefined
            ? t("ticket.pastNone")
            : `${before.length} · ${latest.business_date} ${topicOf(latest)}`}
        </dd>
        {likes.length > 0 && (
          <>
            <dt>{t("key.wish")}</dt>
            <dd>{likes.join(t("list.enumeration"))}</dd>
          </>
        )}
        <dt>{t("ticket.nextTime")}</dt>
        <dd className="i2">{t("ticket.nextTimeSo")}</dd>
      </dl>
    </Block>
  );
}

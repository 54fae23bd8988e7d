import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Check, StepBody, StepRecord, Ticket } from "../../api/bindings";
import { Action } from "../../components/Action";
import { StepRow, type StepState } from "../../components/Steps";
import { Tag } from "../../components/Tag";
import { useDesk, useMay } from "../../lib/desk";
import { clock } from "../../lib/format";
import { word } from "../../lib/i18n";
import { PhoneSaid } from "./PhoneSaid";
import { attachmentsOf } from "./queries";
import { Remedies } from "./Remedies";
import { recordsOf, stepNumbers, type StepNumber } from "./steps";

type Props = {
  ticket: Ticket;
  onStep: ((number: StepNumber) => void) | null;
  /** Step 6 waits for somebody else: it is taken by phone. */
  byPhone: boolean;
};

/** The seven steps, one after the other, each with its hand and its time. */
export function Steps({ ticket, onStep, byPhone }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  return (
    <ol className="steps">
      {stepNumbers.map((number) => {
        const records = recordsOf(ticket, number);
        const last = records.at(-1);
        const state = stateOf(ticket, number, last);
        return (
          <StepRow
            key={number}
            number={number}
            title={t(`step.${number}`)}
            state={state}
            hand={last === undefined ? "" : `${last.by_name} ${clock(last.at_ms, desk.time_zone)}`}
          >
            {last === undefined ? (
              <NotYet
                ticket={ticket}
                number={number}
                now={state === "now"}
                onStep={onStep}
                byPhone={byPhone}
              />
            ) : (
              <>
                <Said ticket={ticket} record={last} />
                {number === 6 && state === "now" && (
                  <NotYet ticket={ticket} number={6} now onStep={onStep} byPhone={byPhone} />
                )}
                {records.length > 1 && <Tag>{t("ticket.amended", { count: records.length - 1 })}</Tag>}
              </>
            )}
            {number === 5 && ticket.remedies.length > 0 && <Remedies ticket={ticket} />}
          </StepRow>
        );
      })}
    </ol>
  );
}

function stateOf(ticket: Ticket, number: StepNumber, last: StepRecord | undefined): StepState {
  if (ticket.facts.closed_at_ms !== null) return last === undefined ? "todo" : "done";
  if (ticket.next_step === number) return "now";
  return last === undefined ? "todo" : "done";
}

type NotYetProps = {
  ticket: Ticket;
  number: StepNumber;
  now: boolean;
  onStep: Props["onStep"];
  byPhone: boolean;
};

function NotYet({ ticket, number, now, onStep, byPhone }: NotYetProps) {
  const { t } = useTranslation();
  const awaiting = ticket.remedies.some((one) => one.facts.state === "awaiting");
  if (number === 6 && !awaiting && (ticket.next_step ?? 8) > 6)
    return <span className="i2">{t("ticket.noApprovalNeeded")}</span>;
  if (number === 7 && !now) return <span>{t("ticket.threeChecks")}</span>;
  return (
    <>
      {now && onStep !== null && (
        <Action kind="primary" size="s" cap={`Alt ${number}`} onClick={() => onStep(number)}>
          {number === 6 && byPhone ? t("phone.title") : t(`step.do.${number}`)}
        </Action>
      )}
      {now && number === 6 && byPhone && (
        <span className="sm m">
          {"　"}
          {t("phone.notYourOwn")}
        </span>
      )}
      {now && onStep === null && (
        <span className="m">
          <Lock className="s14" size={14} aria-hidden /> {t("ticket.notYours")}
        </span>
      )}
      {number === 2 && <Apologised facts={ticket.facts} />}
    </>
  );
}

/** Saying sorry needs no judgement, and may come before it; it stands with the second step. */
function Apologised({ facts }: Pick<Ticket, "facts">) {
  const { t } = useTranslation();
  const desk = useDesk();
  const works = useMay()("apologise_ticket") && facts.closed_at_ms === null;
  if (facts.apologised_at_ms === null)
    return works ? (
      <span className="sm m">
        {"　"}
        {t("ticket.apologiseFinal")}
      </span>
    ) : null;
  return (
    <span className="i2">
      {"　"}
      {t("ticket.apologised")} <b className="num">{clock(facts.apologised_at_ms, desk.time_zone)}</b>
    </span>
  );
}

/** How many photos and papers prove it. */
function Photos({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const attached = useQuery(attachmentsOf(ticket.facts.id)).data?.attachments ?? [];
  const count = attached.filter((one) => one.withdrawn_at_ms === null).length;
  return count === 0 ? null : <Tag>{t("attach.count", { count })}</Tag>;
}

function Said({ ticket, record }: { ticket: Ticket; record: StepRecord }) {
  const { t } = useTranslation();
  const { body } = record;
  const phone = ticket.phone.find((one) => one.step === record.id);
  if (phone !== undefined) return <PhoneSaid record={phone} />;
  switch (body.step) {
    case "record":
      return (
        <div className="row wrap" style={{ gap: "2px 8px" }}>
          <span className="quoted">“{ticket.facts.words}”</span>
          {ticket.facts.mood !== null && <Tag>{t(`ticket.moods.${ticket.facts.mood}`)}</Tag>}
          <Photos ticket={ticket} />
          <AboutWhom ticket={ticket} />
          {body.about !== "" && <span className="i2">{t("ticket.aboutWhat", { about: body.about })}</span>}
          {body.demand !== "" && body.demand !== ticket.facts.words && (
            <span className="i2">{t("ticket.demands", { demand: body.demand })}</span>
          )}
        </div>
      );
    case "judge":
      return (
        <div>
          {t("ticket.grounds")} <b>{t(`finding.${body.grounds}`)}</b>
          {t("list.comma")}
          {t("ticket.demandFair")} <b>{t(`finding.${body.demand}`)}</b> <span className="i2">{body.why}</span>
          <Apologised facts={ticket.facts} />
        </div>
      );
    case "assign":
      return (
        <div>
          {word("department", body.department)} {ticket.owner_name}
        </div>
      );
    case "analyse":
      return <Analysed ticket={ticket} body={body} />;
    case "propose":
      return body.words === "" ? null : <div>{body.words}</div>;
    case "approve":
      return (
        <div>
          <b>{t(`decision.${body.decision}`)}</b> {body.words}
        </div>
      );
    case "carry_out":
      return (
        <div className="row wrap" style={{ gap: "2px 16px" }}>
          <Ticked label={t("missing.responsible_handled")} check={body.responsible_handled} />
          <Ticked label={t("missing.guest_told")} check={body.guest_told} />
          <Ticked label={t("missing.feedback")} check={body.feedback} />
        </div>
      );
  }
}

/** 投诉对象 where it is another guest: masked, and only for those who may read guests. */
function AboutWhom({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const { about, about_hidden: hidden } = ticket;
  if (hidden)
    return (
      <span className="sm m">
        <Lock className="s14" size={14} aria-hidden /> {t("ticket.aboutHidden")}
      </span>
    );
  if (about === null) return null;
  return (
    <span className="i2">
      {t("ticket.aboutWhom")}{" "}
      <Link to="/guest/$id" params={{ id: about.guest }}>
        <b className="tn">{about.room_no}</b> {about.masked_name}
      </Link>
    </span>
  );
}

function Analysed({ ticket, body }: { ticket: Ticket; body: Extract<StepBody, { step: "analyse" }> }) {
  const { t } = useTranslation();
  const house = body.house_cause === null ? "" : `${t("list.comma")}${t(`houseCause.${body.house_cause}`)}`;
  return (
    <div>
      {t(`cause.${body.cause}`)}
      {house}：{body.happened}{" "}
      {ticket.responsible_hidden ? (
        <span className="sm m">
          <Lock className="s14" size={14} aria-hidden /> {t("ticket.responsibleHidden")}
        </span>
      ) : (
        body.responsible !== "" && (
          <span className="i2">{t("ticket.responsibleIs", { who: body.responsible })}</span>
        )
      )}
    </div>
  );
}

function Ticked({ label, check }: { label: string; check: Check | null }) {
  if (check === null) return <span className="m">{label}</span>;
  return (
    <span>
      {label} <span className="i2">{check.kind === "done" ? check.words : check.reason}</span>
    </span>
  );
}

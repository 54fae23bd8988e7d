import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Ticket, type TicketId } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { SeverityMark, StateMark } from "../../components/Marks";
import { Page } from "../../components/Page";
import { Refusal, Waiting } from "../../components/States";
import { useMay } from "../../lib/desk";
import { word } from "../../lib/i18n";
import { type KeyUse, useKeys } from "../../lib/keys";
import { useWrite } from "../../lib/write";
import { Clocks } from "./Clocks";
import { NoteDialog } from "./NoteDialog";
import { ticket as ticketQuery } from "./queries";
import { StepDialog } from "./StepDialog";
import { Steps } from "./Steps";
import { TicketSide } from "./TicketSide";
import { stepNumbers, type StepNumber } from "./steps";
import "./ticket.css";

type Asking = { what: "step"; number: StepNumber } | { what: "note" } | null;

/** One complaint: its clocks, its seven steps, what is missing before it can be closed. */
export function TicketPage({ id }: { id: TicketId }) {
  const answer = useQuery(ticketQuery(id));
  if (answer.data !== undefined) return <Case ticket={answer.data} />;
  return <Page>{answer.isError ? <Refusal fault={faultOf(answer.error)} /> : <Waiting rows={9} />}</Page>;
}

function Case({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const { facts } = ticket;
  const [asking, setAsking] = useState<Asking>(null);
  const apologise = useWrite(commands.ticketApologise, () => t("ticket.apologised"));
  const close = useWrite(commands.ticketClose, (value) => t("ticket.closed", { number: value.number }));
  const open = facts.closed_at_ms === null;
  const works = open && may("step_ticket");
  const ask = (number: StepNumber) => {
    if (works) setAsking({ what: "step", number });
  };
  const lacks =
    ticket.missing.length > 0 ? t("ticket.closeLacks", { count: ticket.missing.length }) : undefined;
  const shut = () => {
    if (works && lacks === undefined) void close.write(facts.id);
  };
  const keys: KeyUse[] = works
    ? [
        { cap: "F2", label: t("ticket.note"), place: "verb", run: () => setAsking({ what: "note" }) },
        ...stepNumbers.map((number): KeyUse => ({
          cap: `Alt ${number}`,
          ...(number === 1 && { shown: ["Alt 1–7"], label: t("ticket.toStep"), place: "verb" as const }),
          run: () => ask(number),
        })),
        { cap: "Alt J", label: t("ticket.handOver"), place: "verb", run: () => ask(3) },
        { cap: "Ctrl Enter", label: t("ticket.close"), place: "move", run: shut },
      ]
    : [];
  if (works && facts.apologised_at_ms === null)
    keys.push({
      cap: "Alt Q",
      label: t("ticket.apologise"),
      place: "verb",
      run: () => void apologise.write(facts.id),
    });
  const guest = facts.guest;
  if (guest !== null)
    keys.push({
      cap: "Alt K",
      label: t("key.card"),
      place: "sheet",
      run: () => void navigate({ to: "/guest/$id", params: { id: guest } }),
    });
  useKeys([
    ...keys,
    { cap: "Esc", label: t("ticket.toInbox"), place: "move", run: () => void navigate({ to: "/tickets" }) },
  ]);
  const fault = apologise.fault ?? close.fault;
  const done = () => setAsking(null);
  return (
    <Page sideLabel={t("ticket.side")} side={<TicketSide ticket={ticket} onStep={ask} />}>
      <header className="hd0">
        <div className="row">
          <span className="tn m">{facts.number}</span>
          <SeverityMark severity={facts.severity} />
          <StateMark state={facts.state} />
          <span className="sp row">
            {open && (
              <Action
                size="s"
                kind={lacks === undefined ? "primary" : "plain"}
                lacks={lacks}
                onClick={shut}
                cap="Ctrl Enter"
              >
                {t("ticket.close")}
              </Action>
            )}
          </span>
        </div>
        <div className="row b" style={{ margin: "4px 0 10px" }}>
          <h1>
            {facts.room_no} {word("problem", facts.problem)}
          </h1>
          <span>
            <b>{ticket.guest_name}</b>{" "}
            {ticket.guest_title !== "" &&
              ticket.guest_title !== "none" &&
              word("honorific", ticket.guest_title)}
          </span>
        </div>
        <Clocks ticket={ticket} />
      </header>
      <Steps ticket={ticket} onStep={works ? ask : null} />
      {fault !== null && (
        <div className="pad">
          <Refusal fault={fault} />
        </div>
      )}
      {asking?.what === "step" && <StepDialog ticket={ticket} number={asking.number} onClose={done} />}
      {asking?.what === "note" && <NoteDialog ticket={facts.id} onClose={done} />}
    </Page>
  );
}

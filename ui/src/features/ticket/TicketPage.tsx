import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { use, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Ticket, type TicketId, type UserId } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { SeverityMark, StateMark } from "../../components/Marks";
import { Page } from "../../components/Page";
import { Refusal, Waiting } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { word } from "../../lib/i18n";
import { type KeyUse, useKeys } from "../../lib/keys";
import { type Waiting as WaitingWords, WaitingContext } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { Attachments } from "./Attachments";
import { Clocks } from "./Clocks";
import { Joined, mergedAway } from "./Joined";
import { NoteDialog } from "./NoteDialog";
import { PhoneDialog } from "./PhoneDialog";
import { PauseDialog } from "./PauseDialog";
import { Outside } from "./Outside";
import { ticket as ticketQuery } from "./queries";
import { RekindDialog } from "./RekindDialog";
import { ReopenDialog } from "./ReopenDialog";
import { PausedBar, ReopenedBar } from "./Standing";
import { SaidPage } from "./SaidPage";
import { StepDialog } from "./StepDialog";
import { StayFacts } from "./StayFacts";
import { Steps } from "./Steps";
import { TicketSide } from "./TicketSide";
import { notePlace, stepNumbers, stepPlace, type StepNumber } from "./steps";
import { useSlip } from "./useSlip";
import "./ticket.css";
import { useWays } from "./useWays";

type Asking =
  | { what: "step"; number: StepNumber }
  | { what: "note" }
  | { what: "phone" }
  | { what: "pause" }
  | { what: "reopen" }
  | { what: "rekind" }
  | null;

/** One complaint: its clocks, its seven steps, what is missing before it can be closed. */
export function TicketPage({ id }: { id: TicketId }) {
  const answer = useQuery(ticketQuery(id));
  if (answer.data !== undefined)
    return answer.data.facts.kind === "complaint" ? (
      <Case ticket={answer.data} />
    ) : (
      <SaidPage ticket={answer.data} />
    );
  return <Page>{answer.isError ? <Refusal fault={faultOf(answer.error)} /> : <Waiting rows={9} />}</Page>;
}

function Case({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const may = useMay();
  const desk = useDesk();
  const { facts } = ticket;
  const works = facts.closed_at_ms === null && may("step_ticket");
  const waiting = use(WaitingContext);
  const [asking, setAsking] = useState<Asking>(() => (works ? leftOpen(facts.id, waiting) : null));
  const apologise = useWrite(commands.ticketApologise, () => t("ticket.apologised"));
  const close = useWrite(commands.ticketClose, (value) => t("ticket.closed", { number: value.number }));
  const resume = useWrite(commands.ticketResume, () => t("pause.ended"));
  const stands = ticket.pauses.some((one) => one.ended_at_ms === null);
  const byPhone = waitsForOthers(ticket, desk.user.id, may("approve_remedy"));
  const ask = (number: StepNumber) => {
    if (works) setAsking(number === 6 && byPhone ? { what: "phone" } : { what: "step", number });
  };
  const slip = useSlip(ticket);
  const lacks =
    ticket.missing.length > 0 ? t("ticket.closeLacks", { count: ticket.missing.length }) : undefined;
  const shut = () => {
    if (works && lacks === undefined) void close.write(facts.id);
  };
  useTicketKeys(ticket, works, {
    ask,
    shut,
    note: () => setAsking({ what: "note" }),
    pause: stands ? () => void resume.write(facts.id) : () => setAsking({ what: "pause" }),
    stands,
    apologise: () => void apologise.write(facts.id),
    slip: slip.any && may("write_slip") ? slip.print : null,
    reopen: () => setAsking({ what: "reopen" }),
    rekind: () => setAsking({ what: "rekind" }),
  });
  const fault = apologise.fault ?? close.fault ?? slip.fault ?? resume.fault;
  return (
    <Page sideLabel={t("ticket.side")} side={<TicketSide ticket={ticket} onStep={works ? ask : null} />}>
      <Head
        ticket={ticket}
        lacks={lacks}
        onClose={shut}
        onReopen={() => setAsking({ what: "reopen" })}
        slip={slip.any && may("write_slip") ? { print: slip.print, busy: slip.busy } : null}
      />
      <Steps ticket={ticket} onStep={works ? ask : null} byPhone={byPhone} />
      <Attachments ticket={facts.id} />
      {slip.sheets}
      {fault !== null && (
        <div className="pad">
          <Refusal fault={fault} />
        </div>
      )}
      <Asked
        ticket={ticket}
        asking={asking}
        onClose={() => setAsking(null)}
        onHere={() => setAsking({ what: "step", number: 6 })}
      />
    </Page>
  );
}

type AskedProps = {
  ticket: Ticket;
  asking: Asking;
  onClose: () => void;
  /** Who approves is here after all. */
  onHere: () => void;
};

/** The dialog that is open. */
function Asked({ ticket, asking, onClose, onHere }: AskedProps) {
  return (
    <>
      {asking?.what === "step" && <StepDialog ticket={ticket} number={asking.number} onClose={onClose} />}
      {asking?.what === "phone" && <PhoneDialog ticket={ticket} onClose={onClose} onHere={onHere} />}
      {asking?.what === "pause" && <PauseDialog ticket={ticket.facts.id} onClose={onClose} />}
      {asking?.what === "rekind" && <RekindDialog ticket={ticket} onClose={onClose} />}
      {asking?.what === "reopen" && <ReopenDialog ticket={ticket.facts.id} onClose={onClose} />}
      {asking?.what === "note" && <NoteDialog ticket={ticket.facts.id} onClose={onClose} />}
    </>
  );
}

/** The form of this complaint that was open when the desk was left. */
function leftOpen(ticket: TicketId, waiting: WaitingWords | null): Asking {
  const number = stepNumbers.find((one) => waiting?.has(stepPlace(ticket, one)));
  if (number !== undefined) return { what: "step", number };
  return waiting?.has(notePlace(ticket)) === true ? { what: "note" } : null;
}

/** Whether what waits for 批示 is not this person's to decide: they asked for all of it, or may not approve at all. */
function waitsForOthers(ticket: Ticket, user: UserId, may: boolean): boolean {
  const waits = ticket.remedies.filter((one) => one.facts.state === "awaiting");
  return waits.length > 0 && (!may || waits.every((one) => one.facts.proposed_by === user));
}

type Verbs = {
  ask: (number: StepNumber) => void;
  shut: () => void;
  note: () => void;
  apologise: () => void;
  slip: (() => void) | null;
  reopen: () => void;
  rekind: () => void;
  /** Lets the clocks stand still, or run again. */
  pause: () => void;
  stands: boolean;
};

/** The keys of a ticket: its steps by number, its verbs by letter, the way to the guest and back. */
function useTicketKeys(ticket: Ticket, works: boolean, verbs: Verbs): void {
  const { t } = useTranslation();
  const ways = useWays(ticket);
  const may = useMay();
  const { apologised_at_ms: apologised, solved_at_ms: solved } = ticket.facts;
  const keys: KeyUse[] = [];
  if (works) {
    keys.push({ cap: "F2", label: t("ticket.note"), place: "verb", run: verbs.note });
    for (const number of stepNumbers) {
      const first = { shown: ["Alt 1–7"], label: t("ticket.toStep"), place: "verb" as const };
      keys.push({ cap: `Alt ${number}`, ...(number === 1 && first), run: () => verbs.ask(number) });
    }
    keys.push({ cap: "Alt J", label: t("ticket.handOver"), place: "verb", run: () => verbs.ask(3) });
    keys.push({ cap: "Ctrl Enter", label: t("ticket.close"), place: "move", run: verbs.shut });
    if (solved === null) {
      const label = verbs.stands ? t("pause.end") : t("pause.title");
      keys.push({ cap: "Alt P", label, place: "verb", run: verbs.pause });
    }
    if (ticket.steps.every((one) => one.body.step === "record" || one.body.step === "assign"))
      keys.push({ cap: "Alt G", label: t("said.rekind"), place: "verb", run: verbs.rekind });
    if (apologised === null)
      keys.push({ cap: "Alt Q", label: t("ticket.apologise"), place: "verb", run: verbs.apologise });
  }
  if (verbs.slip !== null)
    keys.push({ cap: "Ctrl P", label: t("slip.print"), place: "sheet", run: verbs.slip });
  if (ticket.facts.closed_at_ms !== null && mergedAway(ticket) === undefined && may("reopen_ticket"))
    keys.push({ cap: "Alt O", label: t("reopen.title"), place: "verb", run: verbs.reopen });
  useKeys([...keys, ...ways]);
}

type HeadProps = {
  ticket: Ticket;
  lacks: string | undefined;
  onClose: () => void;
  onReopen: () => void;
  slip: { print: () => void; busy: boolean } | null;
};

/** Number, severity, state; what and who; the clocks. */
function Head({ ticket, lacks, onClose, onReopen, slip }: HeadProps) {
  const { t } = useTranslation();
  const may = useMay();
  const { facts } = ticket;
  return (
    <header className="hd0">
      <div className="row">
        <span className="tn m">{facts.number}</span>
        <SeverityMark severity={facts.severity} />
        <StateMark state={facts.state} />
        <span className="sp row">
          {slip !== null && (
            <Action size="s" cap="Ctrl P" icon={Printer} onClick={slip.print} busy={slip.busy}>
              {t("slip.print")}
            </Action>
          )}
          {facts.closed_at_ms === null && (
            <Action
              size="s"
              kind={lacks === undefined ? "primary" : "plain"}
              lacks={lacks}
              onClick={onClose}
              cap="Ctrl Enter"
            >
              {t("ticket.close")}
            </Action>
          )}
          {facts.closed_at_ms !== null && mergedAway(ticket) === undefined && may("reopen_ticket") && (
            <Action size="s" onClick={onReopen} cap="Alt O">
              {t("reopen.title")}
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
        {facts.guest !== null && may("show_guest") && <StayFacts guest={facts.guest} />}
      </div>
      <Clocks ticket={ticket} />
      <PausedBar ticket={ticket} />
      <ReopenedBar ticket={ticket} />
      <Joined ticket={ticket} />
      <Outside ticket={ticket} />
    </header>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Check, commands, type Ticket } from "../../api/bindings";
import { Action } from "../../components/Action";
import { StateMark } from "../../components/Marks";
import { Page } from "../../components/Page";
import { Refusal } from "../../components/States";
import { StepRow } from "../../components/Steps";
import { Tag } from "../../components/Tag";
import { useDesk, useMay } from "../../lib/desk";
import { clock } from "../../lib/format";
import { word } from "../../lib/i18n";
import { type KeyUse, useKeys } from "../../lib/keys";
import { topicOf } from "../../lib/topic";
import { useWrite } from "../../lib/write";
import { Clocks } from "./Clocks";
import { NoteDialog } from "./NoteDialog";
import { Outside } from "./Outside";
import { RekindDialog } from "./RekindDialog";
import { ReopenDialog } from "./ReopenDialog";
import { ReplyDialog } from "./ReplyDialog";
import { ReopenedBar } from "./Standing";
import { StayFacts } from "./StayFacts";
import { StepDialog } from "./StepDialog";
import { TicketSide } from "./TicketSide";
import { recordsOf } from "./steps";
import { useWays } from "./useWays";

type Asking = "assign" | "reply" | "note" | "rekind" | "reopen" | null;

/** Praise, a suggestion, an opinion: it goes to its department, is answered or noted, and closes. */
export function SaidPage({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState<Asking>(null);
  const close = useWrite(commands.ticketClose, (value) => t("ticket.closed", { number: value.number }));
  const { facts } = ticket;
  const open = facts.closed_at_ms === null;
  const works = open && may("step_ticket");
  const lacks = ticket.missing.length > 0 ? t("ticket.lacksReply") : undefined;
  const shut = () => {
    if (works && lacks === undefined) void close.write(facts.id);
  };
  const ask = (what: Asking) => () => setAsking(what);
  useSaidKeys(ticket, works, ask, shut);
  const done = ask(null);
  return (
    <Page
      sideLabel={t("ticket.side")}
      side={<TicketSide ticket={ticket} onStep={works ? ask("reply") : null} />}
    >
      <Head ticket={ticket} lacks={lacks} onClose={shut} onReopen={ask("reopen")} />
      <Parts ticket={ticket} works={works} onAssign={ask("assign")} onReply={ask("reply")} />
      {close.fault !== null && (
        <div className="pad">
          <Refusal fault={close.fault} />
        </div>
      )}
      {asking === "assign" && <StepDialog ticket={ticket} number={3} onClose={done} />}
      {asking === "reply" && <ReplyDialog ticket={ticket} onClose={done} />}
      {asking === "note" && <NoteDialog ticket={facts.id} onClose={done} />}
      {asking === "rekind" && <RekindDialog ticket={ticket} onClose={done} />}
      {asking === "reopen" && <ReopenDialog ticket={facts.id} onClose={done} />}
    </Page>
  );
}

type Ask = (what: Asking) => () => void;

function useSaidKeys(ticket: Ticket, works: boolean, ask: Ask, shut: () => void): void {
  const { t } = useTranslation();
  const ways = useWays(ticket);
  const may = useMay();
  const { closed_at_ms: closed } = ticket.facts;
  const keys: KeyUse[] = [];
  if (works) {
    keys.push({ cap: "F2", label: t("ticket.note"), place: "verb", run: ask("note") });
    keys.push({ cap: "Alt 3", label: t("said.reply"), place: "verb", run: ask("reply") });
    keys.push({ cap: "Alt J", label: t("ticket.handOver"), place: "verb", run: ask("assign") });
    keys.push({ cap: "Alt G", label: t("said.rekind"), place: "verb", run: ask("rekind") });
    keys.push({ cap: "Ctrl Enter", label: t("ticket.close"), place: "move", run: shut });
  }
  if (closed !== null && may("reopen_ticket"))
    keys.push({ cap: "Alt O", label: t("reopen.title"), place: "verb", run: ask("reopen") });
  useKeys([...keys, ...ways]);
}

type HeadProps = {
  ticket: Ticket;
  lacks: string | undefined;
  onClose: () => void;
  onReopen: () => void;
};

/** Number, kind, state; whose it is; until when an answer is promised. */
function Head({ ticket, lacks, onClose, onReopen }: HeadProps) {
  const { t } = useTranslation();
  const may = useMay();
  const { facts } = ticket;
  return (
    <header className="hd0">
      <div className="row">
        <span className="tn m">{facts.number}</span>
        <Tag>{word("ticketKind", facts.kind)}</Tag>
        <StateMark state={facts.state} />
        <span className="sp row">
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
          {facts.closed_at_ms !== null && may("reopen_ticket") && (
            <Action size="s" onClick={onReopen} cap="Alt O">
              {t("reopen.title")}
            </Action>
          )}
        </span>
      </div>
      <div className="row b" style={{ margin: "4px 0 10px" }}>
        <h1>
          {facts.room_no} {topicOf(facts)}
        </h1>
        <b>{ticket.guest_name}</b>
        {facts.guest !== null && may("show_guest") && <StayFacts guest={facts.guest} />}
      </div>
      {ticket.clocks.length > 0 && <Clocks ticket={ticket} />}
      <ReopenedBar ticket={ticket} />
      <Outside ticket={ticket} />
    </header>
  );
}

type PartsProps = { ticket: Ticket; works: boolean; onAssign: () => void; onReply: () => void };

/** What was said, who has it, what was answered. */
function Parts({ ticket, works, onAssign, onReply }: PartsProps) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const { facts } = ticket;
  const first = recordsOf(ticket, 1)[0];
  const assigned = recordsOf(ticket, 3).at(-1);
  const replied = ticket.steps.findLast((one) => one.body.step === "carry_out");
  const reply: Check | null = replied?.body.step === "carry_out" ? replied.body.guest_told : null;
  const hand = (one: { by_name: string; at_ms: number } | undefined) =>
    one === undefined ? "" : `${one.by_name} ${clock(one.at_ms, zone)}`;
  return (
    <ol className="steps">
      <StepRow number={1} title={t("said.words")} state="done" hand={hand(first)}>
        <span className="quoted">“{facts.words}”</span>
      </StepRow>
      <StepRow
        number={2}
        title={t("said.goesTo")}
        state={assigned === undefined ? "todo" : "done"}
        hand={hand(assigned)}
      >
        <span className="row wrap" style={{ gap: "2px 12px" }}>
          {word("department", facts.department)} {ticket.owner_name}
          {works && (
            <Action size="s" cap="Alt J" onClick={onAssign}>
              {t("ticket.handOver")}
            </Action>
          )}
        </span>
      </StepRow>
      <StepRow
        number={3}
        title={t("said.reply")}
        state={reply !== null ? "done" : works ? "now" : "todo"}
        hand={hand(replied)}
      >
        {reply === null ? (
          works && (
            <Action kind="primary" size="s" cap="Alt 3" onClick={onReply}>
              {t("said.doReply")}
            </Action>
          )
        ) : (
          <span>
            <b>{t(reply.kind === "done" ? "said.replied" : "said.noted")}</b>{" "}
            <span className="i2">{reply.kind === "done" ? reply.words : reply.reason}</span>
          </span>
        )}
      </StepRow>
    </ol>
  );
}

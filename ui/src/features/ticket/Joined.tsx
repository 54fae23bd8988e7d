import { useNavigate } from "@tanstack/react-router";
import { GitMerge, Split } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Ticket, TicketId, TicketJoin } from "../../api/bindings";
import { Action } from "../../components/Action";
import { useDesk, useMay } from "../../lib/desk";
import { money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { type KeyUse, useKeys } from "../../lib/keys";
import { ApartDialog, JoinDialog, SplitDialog } from "./JoinDialogs";
import { useMoment } from "./useMoment";

/** The merge by which this ticket counts with another one; none where it counts itself. */
export function mergedAway(ticket: Ticket): TicketJoin | undefined {
  return ticket.joins.find((one) => one.ended_at_ms === null && one.other === ticket.facts.id);
}

/** The merges that stand and that this ticket is a side of. */
function standingJoins(ticket: Ticket): readonly TicketJoin[] {
  return ticket.joins.filter((one) => one.ended_at_ms === null);
}

type Asking = { what: "join" } | { what: "split" } | { what: "apart"; join: TicketJoin } | null;

/** Two complaints about one incident, one about two: what stands, under the clocks, and the keys that change it. */
export function Joined({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState<Asking>(null);
  const { facts } = ticket;
  const stands = standingJoins(ticket);
  const newest = stands.at(-1);
  const apart = (join: TicketJoin) => setAsking({ what: "apart", join });
  const keys: KeyUse[] = [];
  if (facts.kind === "complaint" && facts.closed_at_ms === null) {
    if (may("merge_tickets"))
      keys.push({ cap: "Alt B", label: t("join.do"), place: "verb", run: () => setAsking({ what: "join" }) });
    if (may("split_ticket"))
      keys.push({
        cap: "Alt C",
        label: t("join.splitDo"),
        place: "verb",
        run: () => setAsking({ what: "split" }),
      });
  }
  if (newest !== undefined && may("unmerge_tickets"))
    keys.push({ cap: "Alt Z", label: t("join.apart"), place: "sheet", run: () => apart(newest) });
  useKeys(keys);
  const done = () => setAsking(null);
  return (
    <>
      <JoinedBars ticket={ticket} onApart={apart} />
      {asking?.what === "join" && <JoinDialog ticket={ticket.facts} onClose={done} />}
      {asking?.what === "split" && <SplitDialog ticket={ticket.facts} onClose={done} />}
      {asking?.what === "apart" && <ApartDialog join={asking.join} onClose={done} />}
    </>
  );
}

/** Under the clocks: with which ticket it counts, which count with it, and what was split. Each leads there. */
function JoinedBars({ ticket, onApart }: { ticket: Ticket; onApart: (join: TicketJoin) => void }) {
  const { t } = useTranslation();
  const { splits, facts } = ticket;
  return (
    <>
      {standingJoins(ticket).map((join) => (
        <JoinBar
          key={join.id}
          ticket={ticket}
          join={join}
          last={join === standingJoins(ticket).at(-1)}
          onApart={() => onApart(join)}
        />
      ))}
      {splits.map((split) => {
        const out = split.from === facts.id;
        const [id, number] = out ? [split.to, split.to_number] : [split.from, split.from_number];
        return (
          <div key={split.id} className="bar4 tight joined" role="status">
            <Split size={16} aria-hidden />
            <div className="fill">
              <b>{t(out ? "join.splitTo" : "join.splitFrom")}</b> <ToTicket id={id} number={number} />{" "}
              <span className="i2">{split.reason}</span>
            </div>
          </div>
        );
      })}
    </>
  );
}

type BarProps = {
  ticket: Ticket;
  join: TicketJoin;
  /** The key takes the last one apart. */ last: boolean;
  onApart: () => void;
};

function JoinBar({ ticket, join, last, onApart }: BarProps) {
  const { t } = useTranslation();
  const may = useMay();
  const moment = useMoment();
  const away = join.other === ticket.facts.id;
  return (
    <div className="bar4 tight joined" role="status">
      <GitMerge size={16} aria-hidden />
      <div className="fill">
        {away ? (
          <>
            <b>{t("join.into")}</b> <ToTicket id={join.keep} number={join.keep_number} />{" "}
            <span className="i2">{t("join.workThere")}</span>
          </>
        ) : (
          <>
            <b>{t("join.takenIn")}</b> <ToTicket id={join.other} number={join.other_number} />{" "}
            <span>
              {join.other_room} {word("problem", join.other_problem)}
            </span>{" "}
            <span className="i2">“{join.other_words}”</span> <Given join={join} />
          </>
        )}
        <div className="sm m tn">
          {t("join.by", { at: moment(join.at_ms), name: join.by_name, reason: join.reason })}
        </div>
      </div>
      {may("unmerge_tickets") && (
        <Action size="s" cap={last ? "Alt Z" : undefined} onClick={onApart}>
          {t("join.apart")}
        </Action>
      )}
    </div>
  );
}

/** What was given under the one that was taken in: it counts in this case. */
function Given({ join }: { join: TicketJoin }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const parts = [
    join.other_minor > 0 ? money(join.other_minor, desk.currency) : "",
    join.other_points > 0 ? t("join.points", { count: join.other_points }) : "",
  ].filter(Boolean);
  return parts.length === 0 ? null : <b className="num">{parts.join(t("list.comma"))}</b>;
}

function ToTicket({ id, number }: { id: TicketId; number: string }) {
  const navigate = useNavigate();
  return (
    <button
      type="button"
      className="linkish tn"
      onClick={() => void navigate({ to: "/ticket/$id", params: { id } })}
    >
      {number}
    </button>
  );
}

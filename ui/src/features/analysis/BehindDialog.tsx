import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ActionId, ActionRef, ComplaintsBehind, InboxLine, WarningSignal } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { SeverityMark, StateMark } from "../../components/Marks";
import { Refusal, Waiting } from "../../components/States";
import { useLanguage, useMay } from "../../lib/desk";
import { count, monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import type { KeyUse } from "../../lib/keys";
import { daysInWords, scopeInWords } from "./about";
import { complaintsBehind } from "./queries";
import { aboutSignal } from "./SignalsBlock";

type Props = {
  behind: ComplaintsBehind;
  /** Where a signal was opened. */
  signal: WarningSignal | null;
  onRaise: () => void;
  onAction: (action: ActionId) => void;
  onClose: () => void;
};

/** The complaints that a figure counts; from here a finding is made. */
export function BehindDialog({ behind, signal, onRaise, onAction, onClose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const may = useMay();
  const navigate = useNavigate();
  const answer = useQuery(complaintsBehind(behind));
  const lines = answer.data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const at = Math.max(
    0,
    lines.findIndex((line) => line.id === chosen),
  );
  const selected = lines[at];
  const columns = useColumns();
  const open = (line: InboxLine | undefined) =>
    line !== undefined && void navigate({ to: "/ticket/$id", params: { id: line.id } });
  const move = (by: number) => setChosen(lines[Math.min(lines.length - 1, Math.max(0, at + by))]?.id ?? null);
  const action = signal?.action ?? null;
  const raise = action === null && may("raise_action") && lines.length > 0;
  const keys: readonly KeyUse[] = [
    { cap: "↑", label: t("key.move"), shown: ["↑", "↓"], place: "move", run: () => move(-1) },
    { cap: "↓", run: () => move(1) },
    ...(raise
      ? [{ cap: "Alt Z" as const, label: t("analysis.raise"), place: "verb" as const, run: onRaise }]
      : []),
  ];
  const about =
    signal === null
      ? scopeInWords(behind.scope, (floor) => t("analysis.floor", { floor }))
      : aboutSignal(signal);
  return (
    <Dialog
      title={`${about} ${t("analysis.behind", { days: daysInWords(behind.days, language) })}`.trim()}
      aside={answer.isSuccess ? count(lines.length) : undefined}
      width={820}
      onClose={onClose}
      keys={keys}
      confirm={{
        label: t("analysis.openTicket"),
        run: () => open(selected),
        lacks: selected === undefined ? t("analysis.quiet") : undefined,
      }}
      other={<Next {...{ action, raise, onRaise, onAction }} />}
    >
      {answer.isError && <Refusal fault={faultOf(answer.error)} />}
      {answer.isPending && <Waiting rows={5} />}
      <div className="behind">
        {lines.length > 0 && (
          <DataTable
            label={t("place.tickets")}
            columns={columns}
            rows={lines}
            rowId={(line) => line.id}
            selected={selected?.id ?? null}
            onSelect={(line) => setChosen(line.id)}
            onOpen={open}
            muted={(line) => line.closed_at_ms !== null}
            fill
          />
        )}
      </div>
    </Dialog>
  );
}

type NextProps = Pick<Props, "onRaise" | "onAction"> & { action: ActionRef | null; raise: boolean };

/** The action that works on it already, or the way to one. */
function Next({ action, raise, onRaise, onAction }: NextProps) {
  const { t } = useTranslation();
  if (action !== null) {
    return (
      <Action onClick={() => onAction(action.id)}>
        {t("analysis.hasAction", { number: action.number })}
      </Action>
    );
  }
  if (!raise) return null;
  return (
    <Action cap="Alt Z" onClick={onRaise}>
      {t("analysis.raise")}
    </Action>
  );
}

function useColumns(): readonly Column<InboxLine>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  return [
    {
      id: "severity",
      title: t("ticket.col.severity"),
      width: 84,
      widthEn: 110,
      cell: (line) => <SeverityMark severity={line.severity} />,
    },
    {
      id: "state",
      title: t("col.state"),
      width: 84,
      widthEn: 118,
      cell: (line) => <StateMark state={line.state} />,
    },
    { id: "room", title: t("col.room"), width: 56, cell: (line) => <b className="tn">{line.room_no}</b> },
    { id: "guest", title: t("col.guest"), width: 140, over: true, cell: (line) => line.guest_name },
    {
      id: "what",
      title: t("ticket.col.problem"),
      cell: (line) => (
        <>
          {word("problem", line.problem)} <span className="m alone">{line.words}</span>
        </>
      ),
    },
    {
      id: "owner",
      title: t("ticket.col.owner"),
      width: 72,
      className: "i2",
      cell: (line) => line.owner_name,
    },
    {
      id: "day",
      title: t("analysis.col.day"),
      width: 112,
      align: "right",
      cell: (line) => monthDay(line.business_date, language),
    },
  ];
}

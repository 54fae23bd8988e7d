import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProofAsked, StatementLine } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Keycap } from "../../components/Keycap";
import { Empty, Refusal, Waiting } from "../../components/States";
import { Tag } from "../../components/Tag";
import { useDesk, useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { type KeyUse, useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { type MemberTabProps, TabEnd } from "./MemberTab";
import { pendingRows } from "./pendingRows";
import { type Chosen, everything, periodInWords, periodOf } from "./period";
import { ProofDialog } from "./ProofDialog";
import { ReverseDialog } from "./ReverseDialog";
import { Statement } from "./Statement";
import { StatementPeriodDialog } from "./StatementPeriodDialog";
import { StatementSums } from "./StatementSums";
import { type Read, useEarlierAtEnd, useStatement } from "./useStatement";
import { useStatementPaper } from "./useStatementPaper";
import { VoidDialog } from "./VoidDialog";

type Asking = "reverse" | "period" | null;

/** How many postings the account has. */
export function StatementCount({ account }: MemberTabProps) {
  return count(account.statement.postings);
}

/** 对账单: every posting of a period, newest first, and the sums that join opening and closing of what is shown. */
export function StatementTab({ account, card, entry }: MemberTabProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const guest = account.member.guest;
  const [chosen, setChosen] = useState<Chosen>(everything);
  const period = periodOf(chosen, desk.today);
  const read = withPromised(account, useStatement(guest, period), chosen === everything);
  const { lines, oldest } = read;
  const [asking, setAsking] = useState<Asking>(null);
  const [proving, setProving] = useState<ProofAsked | null>(entry === null ? null : { what: "entry", entry });
  const close = () => setAsking(null);
  const open = useSource(account, (line) => setProving({ what: "entry", entry: line.id }));
  const {
    chosen: line,
    selected,
    select,
  } = useRows({
    rows: lines,
    idOf: (one: StatementLine) => one.id,
    onOpen: open,
    opens: t("member.openSource"),
  });
  useEarlierAtEnd(read, selected);
  const paper = useStatementPaper({ account, card, period, said: periodInWords(chosen, t) });
  const prove = (asked: ProofAsked) => setProving(asked);
  const ofLine = (): ProofAsked =>
    line === undefined
      ? { what: "balance", member: account.member.member_no }
      : { what: "entry", entry: line.id };
  useStatementKeys({
    onFilter: () => setAsking("period"),
    onProof: () => prove(ofLine()),
    onReverse: () => setAsking("reverse"),
    onPrint: paper.print,
  });
  return (
    <>
      <TabEnd>
        <Tag>{periodInWords(chosen, t)}</Tag>
        <Action kind="text" size="s" onClick={() => setAsking("period")}>
          <Keycap cap="F3" /> {t("key.filter")}
        </Action>
      </TabEnd>
      {paper.fault !== null && <Refusal fault={paper.fault} />}
      <Lines read={read} line={line} onSelect={select} onOpen={open} />
      {oldest !== undefined && (
        <StatementSums part={oldest} member={account.member.member_no} period={period} onProve={prove} />
      )}
      {asking === "period" && <StatementPeriodDialog chosen={chosen} onPick={setChosen} onClose={close} />}
      {asking === "reverse" && line !== undefined && (
        <Undoing account={account} line={line} onClose={close} />
      )}
      {proving !== null && (
        <ProofDialog
          asked={proving}
          account={account}
          card={card}
          period={period}
          onAsk={prove}
          onClose={() => setProving(null)}
        />
      )}
      {proving === null && paper.sheets}
    </>
  );
}

/** What is promised stands above the whole statement, and above no part of it. */
function withPromised(account: MemberTabProps["account"], read: Read, whole: boolean): Read {
  return whole ? { ...read, lines: [...pendingRows(account), ...read.lines] } : read;
}

type UndoingProps = { account: MemberTabProps["account"]; line: StatementLine; onClose: () => void };

/** A posting is reversed, a promise voided. */
function Undoing({ account, line, onClose }: UndoingProps) {
  const promise = account.pending.find((one) => one.id === line.id);
  if (promise !== undefined)
    return <VoidDialog guest={account.member.guest} line={promise} onClose={onClose} />;
  return <ReverseDialog account={account} line={line} onClose={onClose} />;
}

type LinesProps = {
  read: Read;
  line: StatementLine | undefined;
  onSelect: (line: StatementLine) => void;
  onOpen: (line: StatementLine) => void;
};

function Lines({ read, line, onSelect, onOpen }: LinesProps) {
  const { t } = useTranslation();
  const { lines, earlier, fault } = read;
  if (fault !== null) return <Refusal fault={fault} />;
  if (read.pending) return <Waiting rows={8} />;
  if (lines.length === 0) return <Empty title={t("member.noLines")}>{t("member.noLinesSo")}</Empty>;
  return (
    <>
      <Statement lines={lines} selected={line?.id ?? null} onSelect={onSelect} onOpen={onOpen} />
      {earlier !== null && (
        <div className="before">
          <Action size="s" kind="text" busy={read.reading} onClick={earlier}>
            {t("member.earlier")}
          </Action>
        </div>
      )}
    </>
  );
}

type Verbs = { onFilter: () => void; onProof: () => void; onReverse: () => void; onPrint: () => void };

function useStatementKeys({ onFilter, onProof, onReverse, onPrint }: Verbs): void {
  const { t } = useTranslation();
  const may = useMay();
  const reverse: KeyUse = { cap: "Alt C", label: t("member.reverse"), place: "verb", run: onReverse };
  useKeys([
    ...(may("reverse_points") ? [reverse] : []),
    { cap: "Alt M", label: t("proof.title"), place: "verb", run: onProof },
    { cap: "F3", label: t("key.filter"), place: "sheet", run: onFilter },
    { cap: "Ctrl P", label: t("member.print"), place: "move", run: onPrint },
  ]);
}

/** Goes to where a posting comes from; what has no page of its own is proved. */
function useSource(
  account: MemberTabProps["account"],
  prove: (line: StatementLine) => void,
): (line: StatementLine) => void {
  const navigate = useNavigate();
  return (line) => {
    const { source } = line;
    if (source.kind === "ticket" && line.told !== "")
      void navigate({ to: "/ticket/$id", params: { id: source.value } });
    else if (source.kind === "stay" || source.kind === "merge")
      void navigate({ to: "/guest/$id", params: { id: account.member.guest }, search: { part: "stays" } });
    else prove(line);
  };
}

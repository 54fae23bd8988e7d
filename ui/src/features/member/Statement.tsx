import type { TFunction } from "i18next";
import { Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { EntryId, StatementLine } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { useDesk } from "../../lib/desk";
import { basisSaid } from "../../lib/basis";
import { count, signed } from "../../lib/format";
import { word } from "../../lib/i18n";

type Props = {
  lines: readonly StatementLine[];
  selected: EntryId | null;
  onSelect: (line: StatementLine) => void;
};

/** The statement, newest first: what changed the balance, from where, by whose hand. */
export function Statement({ lines, selected, onSelect }: Props) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t("member.statement")}
      columns={useColumns()}
      rows={lines}
      rowId={(line) => line.id}
      selected={selected}
      onSelect={onSelect}
      muted={(line) => line.reversed_by !== null}
      height={30}
      fill
    />
  );
}

function useColumns(): readonly Column<StatementLine>[] {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const after = t("member.balanceAfter");
  return [
    {
      id: "date",
      title: t("member.date"),
      width: 128,
      cell: (line) => <span className="tn">{line.date}</span>,
    },
    { id: "kind", title: t("member.kind"), width: 92, widthEn: 106, cell: (line) => <Kind line={line} /> },
    { id: "why", title: t("member.why"), cell: (line) => <Why line={line} currency={currency} /> },
    {
      id: "source",
      title: t("member.source"),
      width: 168,
      widthEn: 212,
      cell: (line) => <span className="sm i2">{sourceOf(line)}</span>,
    },
    {
      id: "points",
      title: t("member.change"),
      width: 88,
      align: "right",
      cell: (line) => <span className="w5">{signed(line.points)}</span>,
    },
    { id: "balance", title: after, width: 92, align: "right", cell: (line) => count(line.balance) },
    { id: "by", title: t("member.by"), width: 92, cell: (line) => line.by },
  ];
}

function Kind({ line }: { line: StatementLine }) {
  return (
    <>
      {line.code === "reverse" && <Undo2 className="s14" size={14} aria-hidden />} {word("entry", line.code)}
    </>
  );
}

function Why({ line, currency }: { line: StatementLine; currency: string }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={line.reversed_by === null ? "" : "struck"}>{reason(line, currency, t)}</span>
      {line.reversed_by !== null && <span className="sm m"> {t("member.wasReversed")}</span>}
    </>
  );
}

function reason(line: StatementLine, currency: string, t: TFunction): string {
  if (line.basis === null) return line.memo === "" ? word("entry", line.code) : line.memo;
  return basisSaid(line.basis, currency, t);
}

function sourceOf(line: StatementLine): string {
  const { source } = line;
  if (source.kind === "words") return source.value;
  if (source.kind === "desk") return word("source", "desk");
  if (source.kind === "reward") return `${word("source", "reward")} ${word("reward", source.value)}`;
  const told = source.kind === "expiry" || source.kind === "bill" ? ` ${source.value}` : "";
  return word("source", source.kind) + told;
}

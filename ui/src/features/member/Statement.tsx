import { Hourglass, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { EntryId, StatementLine } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { useDesk } from "../../lib/desk";
import { count, signed } from "../../lib/format";
import { kindOf, reasonOf, sourceOf } from "./lines";

type Props = {
  lines: readonly StatementLine[];
  selected: EntryId | null;
  onSelect: (line: StatementLine) => void;
  /** Goes to where a line comes from. */
  onOpen?: (line: StatementLine) => void;
};

/** The statement, newest first: what changed the balance, from where, by whose hand. */
export function Statement({ lines, selected, onSelect, onOpen }: Props) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t("member.statement")}
      columns={useColumns(onOpen)}
      rows={lines}
      rowId={(line) => line.id}
      selected={selected}
      onSelect={onSelect}
      {...(onOpen !== undefined && { onOpen })}
      muted={(line) => line.reversed_by !== null}
      height={30}
      fill
    />
  );
}

function useColumns(onOpen: Props["onOpen"]): readonly Column<StatementLine>[] {
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
    {
      id: "kind",
      title: t("member.kind"),
      width: 92,
      widthEn: 106,
      cell: (line) => <Kind code={line.code} source={line.source} />,
    },
    { id: "why", title: t("member.why"), cell: (line) => <Why line={line} currency={currency} /> },
    {
      id: "source",
      title: t("member.source"),
      width: 188,
      widthEn: 228,
      cell: (line) => <From line={line} onOpen={onOpen} />,
    },
    {
      id: "points",
      title: t("member.change"),
      width: 88,
      align: "right",
      cell: (line) => (
        <span className="w5">
          {line.code === "pending" ? `(${signed(line.points)})` : signed(line.points)}
        </span>
      ),
    },
    { id: "balance", title: after, width: 92, align: "right", cell: (line) => count(line.balance) },
    { id: "by", title: t("member.by"), width: 92, cell: (line) => line.by },
  ];
}

/** Why points moved; a reversal with its turned arrow. */
export function Kind({ code, source }: Pick<StatementLine, "code" | "source">) {
  return (
    <>
      {code === "reverse" && <Undo2 className="s14" size={14} aria-hidden />}
      {code === "pending" && <Hourglass className="s14" size={14} aria-hidden />} {kindOf({ code, source })}
    </>
  );
}

function Why({ line, currency }: { line: StatementLine; currency: string }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={line.reversed_by === null ? "" : "struck"}>{reasonOf(line, currency, t)}</span>
      {line.reversed_by !== null && <span className="sm m"> {t("member.wasReversed")}</span>}
      {line.second !== "" && <span className="sm m"> {t("second.by", { name: line.second })}</span>}
    </>
  );
}

function From({ line, onOpen }: { line: StatementLine; onOpen: Props["onOpen"] }) {
  if (onOpen === undefined) return <span className="sm i2 tn">{sourceOf(line)}</span>;
  return (
    <button type="button" className="linkish sm tn" tabIndex={-1} onClick={() => onOpen(line)}>
      {sourceOf(line)}
    </button>
  );
}

import { useTranslation } from "react-i18next";
import type { Proof, ProofEntry } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { useDesk } from "../../lib/desk";
import { count, signed } from "../../lib/format";
import { reasonOf, sourceOf, touchedInWords } from "./lines";
import { Kind } from "./Statement";

/** The postings that make a figure, oldest first, each with the lots it touched and the row of the history that keeps it. */
export function ProofEntries({ proof }: { proof: Proof }) {
  const { t } = useTranslation();
  return (
    <div className="proved">
      <DataTable
        label={t("proof.title")}
        columns={useColumns(proof)}
        rows={proof.entries}
        rowId={(entry) => entry.id}
        muted={(entry) => entry.adds === 0}
        height={46}
        fill
      />
    </div>
  );
}

function useColumns(proof: Proof): readonly Column<ProofEntry>[] {
  const { t } = useTranslation();
  const { currency } = useDesk();
  // A balance's own running sum is the balance.
  const summed = proof.asked.what === "lot" || proof.asked.what === "sum";
  const { sum, kept } = useOwnColumns();
  return [
    { id: "seq", title: t("proof.seq"), width: 76, className: "tn i2", cell: (entry) => `#${entry.seq}` },
    {
      id: "date",
      title: t("member.date"),
      width: 116,
      cell: (entry) => <span className="tn">{entry.date}</span>,
    },
    {
      id: "kind",
      title: t("member.kind"),
      width: 76,
      widthEn: 92,
      cell: (entry) => <Kind code={entry.code} source={entry.source} />,
    },
    {
      id: "why",
      title: t("member.why"),
      cell: (entry) => (
        <>
          <div className={entry.reversed_by === null ? "el" : "el struck"}>
            {reasonOf(entry, currency, t)}
          </div>
          <div className="sm m tn el">
            {sourceOf(entry)}
            {entry.reversed_by !== null && ` ${t("proof.takenBackBy", { seq: entry.reversed_by })}`}
          </div>
        </>
      ),
    },
    {
      id: "lots",
      title: t("proof.lots"),
      width: 170,
      cell: (entry) => <span className="sm i2 tn">{touchedInWords(entry)}</span>,
    },
    { id: "by", title: t("member.by"), width: 76, cell: (entry) => entry.by },
    kept,
    {
      id: "points",
      title: t("member.change"),
      width: 80,
      align: "right",
      cell: (entry) => <span className="w5">{signed(entry.points)}</span>,
    },
    ...(summed ? [sum] : []),
    {
      id: "balance",
      title: t("member.balanceAfter"),
      width: 84,
      align: "right",
      cell: (entry) => count(entry.balance),
    },
  ];
}

/** What only a proof has: the figure so far, and the row of the history that keeps a posting. */
function useOwnColumns(): { sum: Column<ProofEntry>; kept: Column<ProofEntry> } {
  const { t } = useTranslation();
  const sum: Column<ProofEntry> = {
    id: "sum",
    title: t("proof.sum"),
    width: 88,
    align: "right",
    cell: (entry) => <b>{count(entry.sum)}</b>,
  };
  const kept: Column<ProofEntry> = {
    id: "kept",
    title: t("proof.kept"),
    width: 104,
    cell: (entry) =>
      entry.kept !== null && (
        <span className="sm m tn">
          {count(entry.kept.seq)} · {entry.kept.mac.slice(0, 4)}
        </span>
      ),
  };
  return { sum, kept };
}

import { useTranslation } from "react-i18next";
import type {
  ImportColumnConflicts,
  ImportConflict,
  ImportConflicts as Settled,
  Settle,
} from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Pick } from "../../components/Pick";
import { count } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";

type Props = {
  conflicts: readonly ImportConflict[];
  /** All conflicts by column, also those beyond the listed ones. */
  byColumn: readonly ImportColumnConflicts[];
  settled: Settled;
  onSettle: (settled: Settled) => void;
  fill: boolean;
};

const settles: readonly Settle[] = ["keep_ours", "take_file"];

const rowId = ({ line, column }: ImportConflict) => `${line}${column}`;

/** Whose word stands in a column where nothing is decided by itself. */
function rule(settled: Settled, column: string): Settle {
  return settled.columns.find((one) => one.column === column)?.settle ?? settled.all;
}

/** Whose word stands in one conflict: its own decision, else its column's, else the one for all. */
export function standing(settled: Settled, { line, column }: ImportConflict): Settle {
  const own = settled.each.find((one) => one.line === line && one.column === column);
  return own?.settle ?? rule(settled, column);
}

/** Returns the decisions with one for a whole column, in place of those made one by one in it. */
export function ruled(settled: Settled, column: string, settle: Settle): Settled {
  const columns = settled.columns.filter((one) => one.column !== column);
  const each = settled.each.filter((one) => one.column !== column);
  return { ...settled, columns: [...columns, { column, settle }], each };
}

/** Returns the decisions with this conflict turned round. */
export function turned(settled: Settled, conflict: ImportConflict): Settled {
  const { line, column } = conflict;
  const settle = standing(settled, conflict) === "keep_ours" ? "take_file" : "keep_ours";
  const others = settled.each.filter((one) => one.line !== line || one.column !== column);
  return { ...settled, each: [...others, { line, column, settle }] };
}

/** What staff typed beside what the file says: staff's word stands unless somebody decides otherwise, one by one or for all. */
export function ImportConflicts({ conflicts, byColumn, settled, onSettle, fill }: Props) {
  const { t } = useTranslation();
  const { chosen, selected, select } = useRows({ rows: conflicts, idOf: rowId });
  useKeys(
    chosen === undefined
      ? []
      : [
          {
            cap: "Alt T",
            label: t(`import.settle.${standing(turned(settled, chosen), chosen)}`),
            place: "verb",
            run: () => onSettle(turned(settled, chosen)),
          },
        ],
  );
  const columns: Column<ImportConflict>[] = [
    { id: "line", title: t("imports.line"), width: 88, align: "right", cell: (row) => count(row.line) },
    { id: "column", title: t("imports.column"), width: 160, cell: (row) => row.column },
    { id: "ours", title: t("imports.ours"), width: 260, cell: (row) => row.ours },
    { id: "theirs", title: t("imports.theirs"), cell: (row) => row.theirs },
    {
      id: "stands",
      title: t("imports.stands"),
      width: 140,
      cell: (row) => {
        const stands = standing(settled, row);
        return <span className={stands === "take_file" ? "am" : "i2"}>{t(`import.settle.${stands}`)}</span>;
      },
    },
  ];
  const all = byColumn.reduce((sum, one) => sum + one.rows, 0);
  const taken = conflicts.filter((row) => standing(settled, row) === "take_file").length;
  return (
    <>
      <div className="pad row wrap" style={{ paddingBottom: 10, gap: "4px 20px", alignItems: "end" }}>
        <Heading>{t("imports.conflicts")}</Heading>
        <Rules byColumn={byColumn} settled={settled} onSettle={onSettle} />
        {all > conflicts.length && (
          <span className="sm i2 num">
            {t("imports.conflictsListed", { listed: count(conflicts.length), all: count(all) })}
          </span>
        )}
        {taken > 0 && <span className="sm i2 num">{t("imports.someTaken", { count: taken })}</span>}
      </div>
      <DataTable
        label={t("imports.conflicts")}
        columns={columns}
        rows={conflicts}
        rowId={rowId}
        selected={selected}
        onSelect={select}
        height={30}
        fill={fill}
      />
    </>
  );
}

/** One choice for all conflicts, and one for each column where there are several. */
function Rules({ byColumn, settled, onSettle }: Omit<Props, "conflicts" | "fill">) {
  const { t } = useTranslation();
  return (
    <>
      <Pick
        label={t("imports.conflictsAll")}
        value={settled.all}
        onChange={(all) => onSettle({ all, columns: [], each: [] })}
        choices={settles.map((value) => ({ value, label: t(`import.settle.${value}`) }))}
      />
      {byColumn.length > 1 &&
        byColumn.map(({ column, rows }) => (
          <Pick
            key={column}
            label={t("imports.conflictsOf", { column, rows: count(rows) })}
            value={rule(settled, column)}
            onChange={(settle) => onSettle(ruled(settled, column, settle))}
            choices={settles.map((value) => ({ value, label: t(`import.settle.${value}`) }))}
          />
        ))}
    </>
  );
}

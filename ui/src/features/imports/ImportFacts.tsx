import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ImportCounts, ImportPreview, RowNote, WarningCount } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { VerdictMark } from "../../components/Marks";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, count, dateOf, fullDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { type Counted, CountsRow } from "./CountsRow";

type Props = {
  counts: ImportCounts;
  refused: readonly RowNote[];
  conflicts: readonly RowNote[];
  warnings: readonly WarningCount[];
  /** How the file was read, where this is a preview. */
  read: ImportPreview | null;
  action: ReactNode;
  /** Conflicts that are still to be decided, above the rows that are not taken. */
  children?: ReactNode;
};

const kinds = ["new", "changed", "same", "conflicting", "refused", "skipped"] as const;
type Noted = RowNote & { verdict: "block" | "look" };

/** What becomes of the rows: counts first, then each row that is refused or stays as staff typed it, with its reason. */
export function ImportFacts({ counts, refused, conflicts, warnings, read, action, children }: Props) {
  const { t } = useTranslation();
  const rows: Noted[] = [
    ...refused.map((note) => ({ ...note, verdict: "block" as const })),
    ...conflicts.map((note) => ({ ...note, verdict: "look" as const })),
  ];
  const columns: Column<Noted>[] = [
    {
      id: "verdict",
      title: t("imports.result"),
      width: 104,
      widthEn: 124,
      cell: (row) => <VerdictMark verdict={row.verdict} />,
    },
    { id: "line", title: t("imports.line"), width: 88, align: "right", cell: (row) => count(row.line) },
    { id: "column", title: t("imports.column"), width: 200, cell: (row) => row.column },
    { id: "code", title: t("imports.reason"), cell: (row) => word("import.code", row.code) },
  ];
  return (
    <>
      <Numbers counts={counts} />
      {read !== null && <HowRead read={read} />}
      {warnings.length > 0 && (
        <div className="pad" style={{ paddingBottom: 10 }}>
          <Heading>{t("imports.warnings")}</Heading>
          <ul className="row wrap sm i2 num" style={{ gap: "4px 20px" }}>
            {warnings.map((one) => (
              <li key={one.warning}>
                <VerdictMark verdict="look" bare /> {word("import.warning", one.warning)} {count(one.rows)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {children}
      {rows.length > 0 ? (
        <DataTable
          label={t("imports.notes")}
          columns={columns}
          rows={rows}
          rowId={(row) => `${row.verdict}${row.line}${row.column}${row.code}`}
          height={30}
          fill
        />
      ) : (
        children === undefined && (
          <div className="pad i2">
            <VerdictMark verdict="pass" bare /> {t("imports.allTaken")}
          </div>
        )
      )}
      <div className="foot">{action}</div>
    </>
  );
}

/** How many rows there are, and what becomes of them. */
function Numbers({ counts }: { counts: ImportCounts }) {
  const { t } = useTranslation();
  const kept = counts.kept_ours ?? 0;
  const part = (kind: (typeof kinds)[number]): Counted => ({
    id: kind,
    label: t(`imports.count.${kind}`),
    value: count(counts[kind]),
    red: kind === "refused" && counts.refused > 0,
    note: kind === "same" && kept > 0 && (
      <span className="sm i2 num">{t("imports.keptOurs", { rows: count(kept) })}</span>
    ),
  });
  const rows = { id: "rows", label: t("imports.rows"), value: count(counts.rows), whole: true };
  return <CountsRow counted={[rows, ...kinds.map(part)]} />;
}

function HowRead({ read }: { read: ImportPreview }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const asOf = read.data_as_of_ms;
  const told = [
    word("import.mapping", read.mapping),
    t("imports.from", { source: read.source }),
    read.sheet === null ? read.encoding.toUpperCase() : t("imports.sheet", { name: read.sheet }),
    read.sheet === null && t(`imports.delimiter.${read.delimiter}`),
    read.remembered && t("imports.remembered"),
    asOf !== null &&
      t("imports.asOf", {
        when: `${fullDay(dateOf(asOf, desk.time_zone), language)} ${clock(asOf, desk.time_zone)}`,
      }),
    read.unused.length > 0 && t("imports.unused", { columns: read.unused.join(t("list.and")) }),
  ];
  return (
    <div className="pad sm i2" style={{ paddingBottom: 10 }}>
      {told.filter((part) => part !== false).join(" · ")}
    </div>
  );
}

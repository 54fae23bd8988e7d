import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GuestId, Import } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { Empty, Unanswered } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { standsColumn, whenColumn } from "./broughtColumns";
import { imports } from "./queries";
import { UndoDialog } from "./UndoDialog";

type Props = { onReport: (row: Import) => void; onGuest: (guest: GuestId) => void };

/** What was brought in, newest first; the selected one can be taken back. */
export function ImportsList({ onReport, onGuest }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const answer = useQuery(imports);
  const [undoing, setUndoing] = useState<Import | null>(null);
  const rows = answer.data ?? [];
  const { chosen, selected, select } = useRows({
    rows,
    idOf: (row: Import) => row.id,
    onOpen: onReport,
    opens: t("quality.open"),
  });
  const undoable = chosen !== undefined && chosen.state === "applied" && may("undo_import");
  const columns = useColumns(undoable ? chosen : null, setUndoing);
  useKeys(
    undoable
      ? [{ cap: "Alt C", label: t("imports.undo"), place: "verb", run: () => setUndoing(chosen) }]
      : [],
  );
  if (answer.isError || answer.data === undefined) return <Unanswered answer={answer} />;
  if (rows.length === 0) return <Empty title={t("imports.none")}>{t("imports.noneWhy")}</Empty>;
  return (
    <>
      <DataTable
        label={t("imports.list")}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        selected={selected}
        onSelect={select}
        onOpen={onReport}
        muted={(row) => row.state === "undone"}
        height={38}
        fill
      />
      {undoing !== null && <UndoDialog row={undoing} onClose={() => setUndoing(null)} onGuest={onGuest} />}
    </>
  );
}

/** One of the counts of an import. */
function numbers(id: keyof Import["counts"], title: string, width: number): Column<Import> {
  return { id, title, width, align: "right", cell: (row) => count(row.counts[id] ?? 0) };
}

/** The columns of the list; the selected import, where it may be undone, has its button. */
function useColumns(
  undoable: Import | null | undefined,
  onUndo: (row: Import) => void,
): readonly Column<Import>[] {
  const { t } = useTranslation();
  const desk = useDesk();
  return [
    whenColumn(t, desk.time_zone),
    { id: "file", title: t("imports.file"), cell: (row) => row.file_name },
    {
      id: "mapping",
      title: t("imports.mapping"),
      width: 220,
      className: "i2",
      cell: (row) => word("import.mapping", row.mapping),
    },
    numbers("rows", t("imports.rows"), 96),
    numbers("new", t("imports.count.new"), 88),
    numbers("changed", t("imports.count.changed"), 88),
    numbers("refused", t("imports.count.refused"), 88),
    standsColumn(t, { row: undoable, label: t("imports.undo"), done: t("imports.undone"), run: onUndo }),
  ];
}

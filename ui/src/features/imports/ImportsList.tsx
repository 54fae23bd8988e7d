import { useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Import, type ImportProgress, type UndoImport } from "../../api/bindings";
import { Channel, faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Empty, Refusal, Waiting } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { clock, count, dateOf } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { useWrite } from "../../lib/write";
import { imports } from "./queries";

/** What was brought in, newest first; the selected one can be taken back. */
export function ImportsList({ onReport }: { onReport: (row: Import) => void }) {
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
  if (answer.isError) {
    return (
      <div className="pad">
        <Refusal fault={faultOf(answer.error)} />
      </div>
    );
  }
  if (answer.data === undefined) return <Waiting />;
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
      {undoing !== null && <UndoDialog row={undoing} onClose={() => setUndoing(null)} />}
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
    {
      id: "at",
      title: t("col.time"),
      width: 176,
      className: "tn",
      cell: (row) => `${dateOf(row.at_ms, desk.time_zone)} ${clock(row.at_ms, desk.time_zone)}`,
    },
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
    {
      id: "state",
      title: t("col.state"),
      width: 176,
      widthEn: 212,
      className: "r",
      cell: (row) =>
        row.state === "undone" ? (
          <span className="m">{t("imports.undone")}</span>
        ) : row.id === undoable?.id ? (
          <Action size="s" kind="red" cap="Alt C" icon={Undo2} onClick={() => onUndo(row)}>
            {t("imports.undo")}
          </Action>
        ) : null,
    },
  ];
}

function UndoDialog({ row, onClose }: { row: Import; onClose: () => void }) {
  const { t } = useTranslation();
  const undo = useWrite(
    (key: string, input: UndoImport) => commands.importUndo(key, input, new Channel<ImportProgress>()),
    (undone) => t("imports.undoneSaid", { removed: count(undone.removed), kept: count(undone.kept) }),
  );
  const take = async () => {
    if ((await undo.write({ import_id: row.id })).saved) onClose();
  };
  return (
    <Dialog
      title={t("imports.undoTitle", { file: row.file_name })}
      onClose={onClose}
      confirm={{
        label: t("imports.undo"),
        run: () => void take(),
        busy: undo.state === "writing",
        red: true,
      }}
    >
      <div className="i2">{t("imports.undoWhat", { rows: count(row.counts.new + row.counts.changed) })}</div>
      {undo.fault !== null && (
        <div style={{ marginTop: 12 }}>
          <Refusal fault={undo.fault} />
        </div>
      )}
    </Dialog>
  );
}

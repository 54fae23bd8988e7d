import type { TFunction } from "i18next";
import { Undo2 } from "lucide-react";
import type { ImportState, Instant } from "../../api/bindings";
import { Action } from "../../components/Action";
import type { Column } from "../../components/DataTable";
import { clock, dateOf } from "../../lib/format";

type Brought = { id: string; at_ms: Instant; state: ImportState };

/** When a file came in. */
export function whenColumn<Row extends Brought>(t: TFunction, zone: string): Column<Row> {
  return {
    id: "at",
    title: t("col.time"),
    width: 166,
    className: "tn",
    cell: (row) => `${dateOf(row.at_ms, zone)} ${clock(row.at_ms, zone)}`,
  };
}

type Undo<Row> = {
  /** The file that may be taken back now. */
  row: Row | null | undefined;
  label: string;
  /** What stands where it was. */
  done: string;
  run: (row: Row) => void;
};

/** Whether a file still stands; the one that is selected, where it may be taken back, has its button. */
export function standsColumn<Row extends Brought>(t: TFunction, undo: Undo<Row>): Column<Row> {
  return {
    id: "state",
    title: t("col.state"),
    width: 176,
    widthEn: 212,
    align: "right",
    cell: (row) =>
      row.state === "undone" ? (
        <span className="m">{undo.done}</span>
      ) : row.id === undo.row?.id ? (
        <Action size="s" kind="red" cap="Alt C" icon={Undo2} onClick={() => undo.run(row)}>
          {undo.label}
        </Action>
      ) : null,
  };
}

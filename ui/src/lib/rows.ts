/** Rows that are walked by keys: one is always selected, Enter opens it. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type KeyUse, useKeys } from "./keys";

const pageOfRows = 10;

type Walk<Row> = {
  rows: readonly Row[];
  idOf: (row: Row) => string;
  onOpen?: (row: Row) => void;
  /** What Enter does, in words; 打开 where nothing else is said. */
  opens?: string;
  /** Which row is selected as long as nobody picked one; the first where none is. */
  firstAt?: number;
};

type Walked<Row> = {
  chosen: Row | undefined;
  selected: string | null;
  select: (row: Row) => void;
};

/** Returns the selected row, its id and how to select another; ↑ ↓ Home End PageUp PageDown and Enter are declared. */
export function useRows<Row>(walk: Walk<Row>): Walked<Row> {
  const { keys, ...walked } = useWalk(walk);
  useKeys(keys);
  return walked;
}

/** The same with the keys handed out: a dialog declares them with its own. */
export function useWalk<Row>({ rows, idOf, onOpen, opens, firstAt = 0 }: Walk<Row>): Walked<Row> & {
  keys: readonly KeyUse[];
} {
  const { t } = useTranslation();
  const [picked, setPicked] = useState<string | null>(null);
  const found = rows.findIndex((row) => idOf(row) === picked);
  const at = found >= 0 ? found : Math.min(Math.max(firstAt, 0), rows.length - 1);
  const chosen = rows[at];
  const select = (row: Row) => setPicked(idOf(row));
  const move = (to: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (row !== undefined) select(row);
  };
  const keys: KeyUse[] = [
    { cap: "↑", label: t("key.move"), shown: ["↑", "↓"], place: "move", run: () => move(at - 1) },
    { cap: "↓", run: () => move(at + 1) },
    { cap: "Home", run: () => move(0) },
    { cap: "End", run: () => move(rows.length - 1) },
    { cap: "PageUp", run: () => move(at - pageOfRows) },
    { cap: "PageDown", run: () => move(at + pageOfRows) },
  ];
  if (onOpen !== undefined) {
    const run = () => (chosen === undefined ? false : onOpen(chosen));
    keys.push({ cap: "Enter", label: opens ?? t("key.open"), place: "move", run });
  }
  return {
    chosen,
    selected: chosen === undefined ? null : idOf(chosen),
    select,
    keys: rows.length === 0 ? [] : keys,
  };
}

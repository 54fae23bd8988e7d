import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BalancesFile } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { Empty, Unanswered } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { standsColumn, whenColumn } from "./broughtColumns";
import { broughtBalances } from "./queries";
import { TakeOutDialog } from "./TakeOutDialog";

/** The files that were brought in, the latest first; the selected one can be taken out. */
export function BalancesList() {
  const { t } = useTranslation();
  const may = useMay()("take_out_points");
  const answer = useQuery(broughtBalances);
  const [taking, setTaking] = useState<BalancesFile | null>(null);
  const rows = answer.data ?? [];
  const { chosen, selected, select } = useRows({ rows, idOf: (row: BalancesFile) => row.id });
  const goes = chosen !== undefined && chosen.state === "applied" && may;
  const columns = useColumns(goes ? chosen : null, setTaking);
  useKeys(
    goes ? [{ cap: "Alt C", label: t("balances.takeOut"), place: "verb", run: () => setTaking(chosen) }] : [],
  );
  if (answer.isError || answer.data === undefined) return <Unanswered answer={answer} />;
  if (rows.length === 0) return <Empty title={t("balances.none")}>{t("balances.noneWhy")}</Empty>;
  return (
    <>
      <DataTable
        label={t("balances.list")}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        selected={selected}
        onSelect={select}
        muted={(row) => row.state === "undone"}
        height={38}
        fill
      />
      {taking !== null && <TakeOutDialog row={taking} onClose={() => setTaking(null)} />}
    </>
  );
}

/** One of the counts of a file. */
function numbers(id: keyof BalancesFile["counts"], title: string, width: number): Column<BalancesFile> {
  return { id, title, width, align: "right", cell: (row) => count(row.counts[id]) };
}

/** The columns of the list; the selected file, where it may be taken out, has its button. */
function useColumns(
  goes: BalancesFile | null | undefined,
  onTake: (row: BalancesFile) => void,
): readonly Column<BalancesFile>[] {
  const { t } = useTranslation();
  const desk = useDesk();
  return [
    whenColumn(t, desk.time_zone),
    { id: "file", title: t("imports.file"), over: true, cell: (row) => row.file_name },
    numbers("rows", t("imports.rows"), 84),
    numbers("members", t("balances.col.members"), 84),
    numbers("points", t("balances.points.posted"), 116),
    numbers("left_points", t("balances.points.left"), 108),
    standsColumn(t, { row: goes, label: t("balances.takeOut"), done: t("balances.takenOut"), run: onTake }),
  ];
}

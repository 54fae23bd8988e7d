import { useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BalancesFile } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { type Column, DataTable } from "../../components/DataTable";
import { Empty, Refusal, Waiting } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { clock, count, dateOf } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
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
  if (answer.isError) {
    return (
      <div className="pad">
        <Refusal fault={faultOf(answer.error)} />
      </div>
    );
  }
  if (answer.data === undefined) return <Waiting />;
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
    {
      id: "at",
      title: t("col.time"),
      width: 160,
      className: "tn",
      cell: (row) => `${dateOf(row.at_ms, desk.time_zone)} ${clock(row.at_ms, desk.time_zone)}`,
    },
    { id: "file", title: t("imports.file"), over: true, cell: (row) => row.file_name },
    numbers("rows", t("imports.rows"), 84),
    numbers("members", t("balances.col.members"), 84),
    numbers("points", t("balances.points.posted"), 116),
    numbers("left_points", t("balances.points.left"), 108),
    {
      id: "state",
      title: t("col.state"),
      width: 150,
      widthEn: 180,
      align: "right",
      cell: (row) =>
        row.state === "undone" ? (
          <span className="m">{t("balances.takenOut")}</span>
        ) : row.id === goes?.id ? (
          <Action size="s" kind="red" cap="Alt C" icon={Undo2} onClick={() => onTake(row)}>
            {t("balances.takeOut")}
          </Action>
        ) : null,
    },
  ];
}

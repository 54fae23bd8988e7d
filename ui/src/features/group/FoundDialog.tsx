import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type CheckCode, type CheckFound, commands } from "../../api/bindings";
import { call } from "../../api/call";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Empty, Unanswered } from "../../components/States";
import { useLanguage } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { useWalk } from "../../lib/rows";

/** The checks that count rows which a person puts right. */
export type RowCheck = Exclude<
  CheckCode,
  "period" | "correction" | "member_numbers" | "formula_text" | "keys" | "chain"
>;

type Props = { period: string; check: RowCheck; onClose: () => void };
/** A row with its place: two rows may be of one guest. */
type Placed = CheckFound & { at: number };

/** The rows that a finding counts; Enter opens the record where the row is put right. */
export function FoundDialog({ period, check, onClose }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const answer = useQuery({
    queryKey: ["export", "found", period, check],
    queryFn: () => call(commands.exportFound({ period, check })),
    meta: { reads: ["guest", "stay", "ticket", "member", "ledger"] },
  });
  const rows: Placed[] = (answer.data ?? []).map((row, at) => ({ ...row, at }));
  const open = (row: Placed) => {
    if (row.ticket !== null) void navigate({ to: "/ticket/$id", params: { id: row.ticket } });
    else if (row.guest !== null)
      void navigate({ to: check === "points" ? "/member/$id" : "/guest/$id", params: { id: row.guest } });
  };
  const { chosen, selected, select, keys } = useWalk({ rows, idOf: (row: Placed) => String(row.at) });
  const columns = useColumns();
  return (
    <Dialog
      title={t(`check.${check}`)}
      aside={t("found.count", { count: rows.length })}
      onClose={onClose}
      width={720}
      keys={keys}
      confirm={{
        label: t("found.open"),
        run: () => chosen !== undefined && open(chosen),
        lacks: chosen !== undefined && opens(chosen) ? undefined : t("found.lacks"),
      }}
    >
      <p className="i2">{t(`found.how.${check}`)}</p>
      <div className="history told">
        {answer.data === undefined ? (
          <Unanswered answer={answer} rows={6} />
        ) : rows.length === 0 ? (
          <Empty title={t("found.none")}>{t("found.noneSo")}</Empty>
        ) : (
          <DataTable
            label={t(`check.${check}`)}
            columns={columns}
            rows={rows}
            rowId={(row) => String(row.at)}
            selected={selected}
            onSelect={select}
            onOpen={open}
            fill
          />
        )}
      </div>
    </Dialog>
  );
}

function opens(row: CheckFound): boolean {
  return row.ticket !== null || row.guest !== null;
}

function useColumns(): readonly Column<Placed>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  return [
    { id: "label", title: t("found.col.what"), width: 190, className: "tn w6", cell: (row) => row.label },
    { id: "name", title: t("found.col.who"), cell: (row) => row.name },
    {
      id: "day",
      title: t("found.col.day"),
      width: 120,
      align: "right",
      className: "num i2",
      cell: (row) => (row.day === null ? "" : monthDay(row.day, language)),
    },
  ];
}

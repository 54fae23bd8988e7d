import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { faultOf } from "../../api/call";
import type { HistoryLine } from "../../api/draft";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Refusal, Waiting } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { clock, dateOf } from "../../lib/format";
import { history } from "./queries";

/** Everything that was done to a record: when, who, what, before and after. Nothing here can be changed. */
export function HistoryDialog({ record, onClose }: { record: string; onClose: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const lines = useQuery(history(record));
  const columns: Column<HistoryLine>[] = [
    { id: "seq", title: t("history.seq"), width: 72, className: "tn m", cell: (line) => line.seq },
    {
      id: "at",
      title: t("col.time"),
      width: 150,
      className: "tn",
      cell: (line) => `${dateOf(line.atMs, desk.zone)} ${clock(line.atMs, desk.zone)}`,
    },
    { id: "by", title: t("history.by"), width: 96, cell: (line) => line.by },
    { id: "what", title: t("history.what"), cell: (line) => line.text },
    {
      id: "change",
      title: t("history.change"),
      width: 240,
      className: "i2",
      cell: (line) => [line.before, line.after].filter(Boolean).join(" → "),
    },
  ];
  return (
    <Dialog title={t("history.title")} onClose={onClose} width={900}>
      <div style={{ height: 420, margin: "-16px -20px -18px", display: "flex" }}>
        {lines.isPending ? (
          <Waiting rows={6} />
        ) : lines.isError ? (
          <Refusal fault={faultOf(lines.error)} />
        ) : (
          <DataTable
            label={t("history.title")}
            columns={columns}
            rows={lines.data}
            rowId={(line) => String(line.seq)}
            height={30}
            fill
          />
        )}
      </div>
    </Dialog>
  );
}

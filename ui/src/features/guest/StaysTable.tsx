import { MessageSquareWarning } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Stay } from "../../api/draft";
import { type Column, DataTable } from "../../components/DataTable";
import { money } from "../../lib/format";

/** Stays, newest first, with what was paid for a night and why. */
export function StaysTable({ stays, fill = false }: { stays: readonly Stay[]; fill?: boolean }) {
  const { t } = useTranslation();
  const columns: Column<Stay>[] = [
    { id: "arrives", title: t("col.stay"), width: 124, className: "tn", cell: (stay) => stay.arrives },
    { id: "nights", title: t("col.nights"), width: 40, align: "right", cell: (stay) => stay.nights },
    { id: "room", title: t("col.room"), width: 56, className: "tn", cell: (stay) => stay.room ?? "" },
    {
      id: "channel",
      title: t("col.channel"),
      className: "i2",
      cell: (stay) => (
        <>
          {stay.channel}{" "}
          {stay.complaints > 0 && (
            <span className="am" role="img" aria-label={t("stay.complaints", { count: stay.complaints })}>
              <MessageSquareWarning className="s14" size={14} aria-hidden />
            </span>
          )}
        </>
      ),
    },
    {
      id: "rate",
      title: t("col.rate"),
      width: 72,
      align: "right",
      className: "w5",
      cell: (stay) => money(stay.rateMinor),
    },
    {
      id: "discount",
      title: t("col.discount"),
      width: 100,
      align: "right",
      className: "i2 sm",
      cell: (stay) => stay.discount ?? "",
    },
  ];
  return (
    <DataTable
      label={t("guest.stays")}
      columns={columns}
      rows={stays}
      rowId={(stay) => stay.id}
      height={30}
      fill={fill}
    />
  );
}

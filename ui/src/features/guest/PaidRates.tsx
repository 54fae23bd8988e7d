import { useTranslation } from "react-i18next";
import type { PaidRates as Paid } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { money } from "../../lib/format";

/** 报价参考: what the guest paid for a night by kind of room, for whoever has to name a price. No list price, so no discount. */
export function PaidRates({ rates }: { rates: readonly Paid[] }) {
  const { t } = useTranslation();
  if (rates.length === 0) return null;
  const columns: Column<Paid>[] = [
    { id: "type", title: t("col.roomType"), width: 140, className: "w5", cell: (one) => one.room_type },
    { id: "stays", title: t("rate.stays"), width: 64, align: "right", cell: (one) => one.stays },
    {
      id: "last",
      title: t("rate.last"),
      width: 92,
      align: "right",
      className: "w6",
      cell: (one) => money(one.last_minor),
    },
    { id: "on", title: t("rate.lastOn"), width: 116, className: "tn", cell: (one) => one.last_on },
    { id: "channel", title: t("col.channel"), className: "i2", cell: (one) => one.last_channel },
    {
      id: "lowest",
      title: t("rate.lowest"),
      width: 92,
      align: "right",
      cell: (one) => money(one.lowest_minor),
    },
    {
      id: "median",
      title: t("rate.median"),
      width: 92,
      align: "right",
      cell: (one) => money(one.median_minor),
    },
  ];
  return (
    <section className="rates">
      <Heading end={<span className="sm m">{t("rate.noList")}</span>}>{t("rate.title")}</Heading>
      <div className="bleed">
        <DataTable
          label={t("rate.title")}
          columns={columns}
          rows={rates}
          rowId={(one) => one.room_type}
          height={30}
        />
      </div>
    </section>
  );
}

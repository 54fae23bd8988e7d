import { useTranslation } from "react-i18next";
import type { Arrival } from "../../api/draft";
import { type Column, DataTable } from "../../components/DataTable";
import { TierBars } from "../../components/Marks";
import { PersonName } from "../../components/Person";
import { useDesk } from "../../lib/desk";
import { clock, dayOfMonth } from "../../lib/format";

type Props = {
  rows: readonly Arrival[];
  selected: string | null;
  onSelect: (row: Arrival) => void;
  onOpen: (row: Arrival) => void;
  label: string;
};

/** The day's stays in the order they come. */
export function Arrivals({ rows, selected, onSelect, onOpen, label }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const columns: Column<Arrival>[] = [
    {
      id: "due",
      title: t("col.arrives"),
      width: 78,
      className: "tn",
      cell: (row) => (row.dueMs === null ? "" : clock(row.dueMs, desk.zone)),
    },
    {
      id: "room",
      title: t("col.room"),
      width: 58,
      className: "tn w6",
      cell: (row) => row.room ?? <span className="m">—</span>,
    },
    {
      id: "guest",
      title: t("col.guest"),
      width: 172,
      over: true,
      cell: (row) => <PersonName person={row.guest} strong={false} />,
    },
    { id: "tier", title: t("col.tier"), width: 78, cell: (row) => <TierBars tier={row.tier} /> },
    { id: "nth", title: t("col.nth"), width: 56, align: "right", cell: (row) => row.nth },
    {
      id: "departs",
      title: t("col.departs"),
      width: 96,
      className: "tn i2",
      cell: (row) => t("stay.until", { day: dayOfMonth(row.departs), nights: row.nights }),
    },
    { id: "type", title: t("col.roomType"), width: 104, className: "i2", cell: (row) => row.roomType },
    {
      id: "wishes",
      title: t("col.wishes"),
      cell: (row) =>
        row.room === null ? <span className="am">{t("stay.noRoom")}</span> : row.wishes.join(" · "),
    },
    {
      id: "prepared",
      title: t("col.prepared"),
      width: 84,
      className: "tn i2",
      cell: (row) =>
        row.prepared !== null && (
          <>
            {row.prepared.done} / {row.prepared.all}{" "}
            {row.prepared.done === row.prepared.all && <span className="m">✓</span>}
          </>
        ),
    },
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      rowId={(row) => row.stayId}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
      height={30}
      fill
    />
  );
}

import { useTranslation } from "react-i18next";
import type { DayTask, Row } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { StateMark, TierBars } from "../../components/Marks";
import { PersonName } from "../../components/Person";
import { dayOfMonth, minuteClock } from "../../lib/format";
import { word } from "../../lib/i18n";

type Props = {
  rows: readonly Row[];
  tasks: readonly DayTask[];
  /** Whether they come today: who stays or leaves is not looked up by when they came. */
  coming: boolean;
  selected: string | null;
  onSelect: (row: Row) => void;
  onOpen: (row: Row) => void;
  label: string;
};

/** The day's stays in the order they come. */
export function Arrivals({ rows, tasks, coming, selected, onSelect, onOpen, label }: Props) {
  const columns = useColumns(tasks, coming);
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      rowId={(row) => row.stay_id}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
      height={30}
      fill
    />
  );
}

function useColumns(tasks: readonly DayTask[], coming: boolean): readonly Column<Row>[] {
  const { t } = useTranslation();
  const due: Column<Row> = {
    id: "due",
    title: t("col.arrives"),
    width: 78,
    className: "tn",
    cell: (row) => (row.arrive_minute === null ? "" : minuteClock(row.arrive_minute)),
  };
  return [
    ...(coming ? [due] : []),
    {
      id: "room",
      title: t("col.room"),
      width: coming ? 58 : 70,
      className: "tn w6",
      cell: (row) => (row.room_no === "" ? <span className="m">—</span> : row.room_no),
    },
    {
      id: "guest",
      title: t("col.guest"),
      width: 172,
      over: true,
      cell: (row) =>
        row.name === "" ? (
          <span className="m">{t("guest.unnamed")}</span>
        ) : (
          <PersonName person={row} strong={false} />
        ),
    },
    { id: "tier", title: t("col.tier"), width: 78, widthEn: 98, cell: (row) => <TierBars tier={row.tier} /> },
    { id: "nth", title: t("col.nth"), width: 56, align: "right", cell: (row) => row.nth },
    {
      id: "departs",
      title: t("col.departs"),
      width: 96,
      className: "tn i2",
      cell: (row) => t("stay.until", { day: dayOfMonth(row.departure), nights: row.nights }),
    },
    { id: "type", title: t("col.roomType"), width: 104, className: "i2", cell: (row) => row.room_type },
    { id: "wishes", title: t("col.wishes"), cell: (row) => <Wishes row={row} /> },
    {
      id: "prepared",
      title: t("col.prepared"),
      width: 64,
      widthEn: 84,
      className: "tn i2",
      cell: (row) => prepared(tasks, row),
    },
    {
      id: "state",
      title: t("col.state"),
      width: 84,
      className: "i2",
      cell: (row) => (row.state === "booked" ? "" : word("stay.state", row.state)),
    },
  ];
}

/** How many of the stay's tasks are done, of how many; empty where nothing is prepared. */
function prepared(tasks: readonly DayTask[], row: Row): string {
  const own = tasks.filter((line) => line.stay_id === row.stay_id);
  const done = own.filter((line) => line.task.done_at_ms !== null).length;
  if (own.length === 0) return "";
  return `${done} / ${own.length}${done === own.length ? " ✓" : ""}`;
}

function Wishes({ row }: { row: Row }) {
  const { t } = useTranslation();
  if (row.room_no === "" && row.state === "booked") return <span className="am">{t("stay.noRoom")}</span>;
  return (
    <>
      {row.open_tickets > 0 && (
        <>
          <StateMark state="in_progress" bare />{" "}
        </>
      )}
      {row.wishes.join(" · ")}
    </>
  );
}

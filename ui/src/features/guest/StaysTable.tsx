import { useTranslation } from "react-i18next";
import type { ConfirmedStep, Stay } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { useDesk } from "../../lib/desk";
import { clock, dateOf, money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useRows } from "../../lib/rows";

const none: readonly ConfirmedStep[] = [];

type Props = { stays: readonly Stay[]; received?: readonly ConfirmedStep[]; fill?: boolean };

/** Stays, latest first, with what was paid for a night and in all. */
export function StaysTable({ stays, received = none, fill = false }: Props) {
  const { t } = useTranslation();
  const { selected, select } = useRows({ rows: fill ? stays : [], idOf: (stay: Stay) => stay.id });
  const columns: Column<Stay>[] = [
    { id: "arrival", title: t("col.stay"), width: 124, className: "tn", cell: (stay) => stay.arrival },
    { id: "nights", title: t("col.nights"), width: 40, align: "right", cell: (stay) => stay.nights },
    { id: "room", title: t("col.room"), width: 56, className: "tn", cell: (stay) => stay.room_no },
    ...(fill
      ? [
          {
            id: "type",
            title: t("col.roomType"),
            width: 140,
            className: "i2",
            cell: (stay: Stay) => stay.room_type,
          },
          {
            id: "state",
            title: t("col.state"),
            width: 84,
            className: "i2",
            cell: (stay: Stay) => word("stay.state", stay.state),
          },
          {
            id: "received",
            title: t("stay.received"),
            width: 128,
            className: "i2",
            cell: (stay: Stay) => <Received steps={received.filter((one) => one.stay_id === stay.id)} />,
          },
        ]
      : []),
    { id: "channel", title: t("col.channel"), className: "i2", cell: (stay) => stay.channel },
    {
      id: "rate",
      title: t("col.rate"),
      width: 90,
      align: "right",
      className: "w5",
      cell: (stay) => (stay.rate_minor === 0 ? "" : money(stay.rate_minor)),
    },
    {
      id: "spend",
      title: t("col.spend"),
      width: 110,
      align: "right",
      className: "i2",
      cell: (stay) =>
        stay.state === "departed"
          ? money(stay.room_minor + stay.food_minor + stay.other_minor)
          : word("stay.state", stay.state),
    },
  ];
  return (
    <DataTable
      label={t("guest.stays")}
      columns={columns}
      rows={stays}
      rowId={(stay) => stay.id}
      height={30}
      muted={(stay) => stay.state === "cancelled" || stay.state === "no_show"}
      selected={selected}
      onSelect={select}
      fill={fill}
    />
  );
}

/** How many of the six steps of the check-in were confirmed, and by whom; the steps and the time in its title. */
function Received({ steps }: { steps: readonly ConfirmedStep[] }) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const first = steps[0];
  if (first === undefined) return null;
  const named = steps.map((one) => t(`checkIn.${one.step}`)).join(" · ");
  const at = `${dateOf(first.at_ms, zone)} ${clock(first.at_ms, zone)}`;
  return (
    <span className="tn" title={`${at} ${first.by_name}: ${named}`}>
      {t("stay.receivedSteps", { steps: steps.length, by: first.by_name })}
    </span>
  );
}

import { useTranslation } from "react-i18next";
import type { InviteLine } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { TierBars } from "../../components/Marks";
import { useDesk } from "../../lib/desk";
import { clock, count, dateOf } from "../../lib/format";
import { word } from "../../lib/i18n";
import { ReachTold } from "./listColumns";

type Props = {
  rows: readonly InviteLine[];
  selected: string | null;
  onSelect: (line: InviteLine) => void;
  onOpen: (line: InviteLine) => void;
};

/** Everybody who was asked, by name: how they stand, who took it down and when. */
export function InviteTable({ rows, selected, onSelect, onOpen }: Props) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t("event.invites")}
      columns={useColumns()}
      rows={rows}
      rowId={(line) => line.invite}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
      muted={(line) => line.state === "no" || line.state === "absent"}
      fill
    />
  );
}

function useColumns(): readonly Column<InviteLine>[] {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  return [
    {
      id: "state",
      title: t("event.stands"),
      width: 84,
      widthEn: 108,
      cell: (line) => (
        <span className={line.state === "attended" ? "w6" : line.state === "invited" ? "m" : ""}>
          {word("event.state", line.state)}
        </span>
      ),
    },
    {
      id: "name",
      title: t("col.guest"),
      over: true,
      cell: (line) => (
        <>
          <b>{line.name}</b> {line.title !== "none" && word("honorific", line.title)}
        </>
      ),
    },
    {
      id: "tier",
      title: t("col.tier"),
      width: 78,
      cell: (line) => (line.tier === null ? word("tier", "none") : <TierBars tier={line.tier} />),
    },
    { id: "words", title: t("event.words"), width: 132, className: "i2", cell: (line) => line.words },
    { id: "phone", title: t("contact.phone"), width: 140, className: "tn i2", cell: (line) => line.phone },
    {
      id: "reach",
      title: t("members.reach"),
      width: 96,
      widthEn: 124,
      cell: (line) => <ReachTold reach={line.reach} />,
    },
    {
      id: "points",
      title: t("members.points"),
      width: 64,
      align: "right",
      cell: (line) => (line.points === 0 ? "" : count(line.points)),
    },
    {
      id: "at",
      title: t("event.at"),
      width: 168,
      className: "tn i2",
      cell: (line) => `${dateOf(line.at_ms, zone)} ${clock(line.at_ms, zone)}`,
    },
  ];
}

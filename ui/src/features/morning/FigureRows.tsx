import { useTranslation } from "react-i18next";
import type { Figure, MorningRow } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { SeverityMark, StateMark } from "../../components/Marks";
import { Tag } from "../../components/Tag";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, count, dateOf, money, monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { topicOf } from "../../lib/topic";

type Props = {
  figure: Figure;
  rows: readonly MorningRow[];
  rowId: (row: MorningRow) => string;
  selected: string | null;
  onSelect: (row: MorningRow) => void;
  onOpen: (row: MorningRow) => void;
};

/** The rows behind a figure. */
export function FigureRows({ figure, rows, rowId, selected, onSelect, onOpen }: Props) {
  const { t } = useTranslation();
  const columns = useColumns(figure);
  return (
    <DataTable
      label={t(`morning.figure.${figure}`)}
      columns={columns}
      rows={rows}
      rowId={rowId}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
      fill
    />
  );
}

function useColumns(figure: Figure): readonly Column<MorningRow>[] {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const language = useLanguage();
  const when = (ms: number | null) =>
    ms === null ? "" : `${monthDay(dateOf(ms, zone), language)} ${clock(ms, zone)}`;
  const given = useGiven();
  const remedies = figure === "compensation" || figure === "authority";
  const taken = figure === "new" || figure === "praise" || figure === "ideas";
  return [
    {
      id: "severity",
      title: t("ticket.col.severity"),
      width: 90,
      widthEn: 114,
      cell: (row) =>
        row.kind === "complaint" ? (
          <SeverityMark severity={row.severity} />
        ) : (
          <Tag>{word("ticketKind", row.kind)}</Tag>
        ),
    },
    {
      id: "state",
      title: t("col.state"),
      width: 84,
      widthEn: 118,
      cell: (row) => <StateMark state={row.state} />,
    },
    { id: "room", title: t("col.room"), width: 56, className: "tn w6", cell: (row) => row.room_no },
    { id: "guest", title: t("col.guest"), width: 112, cell: (row) => row.guest_name },
    {
      id: "what",
      title: t("ticket.col.problem"),
      cell: (row) => `${topicOf(row)}${row.remedy === null ? "" : ` · ${t(`remedy.kind.${row.remedy}`)}`}`,
    },
    {
      id: "department",
      title: t("ticket.col.department"),
      width: 76,
      widthEn: 120,
      className: "i2",
      cell: (row) => word("department", row.department),
    },
    {
      id: "person",
      title: t(remedies ? "morning.col.by" : "ticket.col.owner"),
      width: 76,
      widthEn: 96,
      className: "i2",
      cell: (row) => row.person,
    },
    ...(remedies ? [given] : []),
    {
      id: "when",
      title: t(remedies ? "morning.col.given" : taken ? "morning.col.taken" : "ticket.due"),
      width: 148,
      align: "right",
      className: "tn",
      cell: (row) =>
        row.done && (figure === "callbacks" || figure === "ideas") ? (
          <span className="m">{t("morning.done")}</span>
        ) : (
          when(remedies || taken ? row.at_ms : row.due_ms)
        ),
    },
  ];
}

function useGiven(): Column<MorningRow> {
  const { t } = useTranslation();
  const { currency } = useDesk();
  return {
    id: "given",
    title: t("ticket.col.given"),
    width: 96,
    align: "right",
    cell: (row) =>
      row.remedy === "points"
        ? t("remedy.points", { points: count(row.points) })
        : money(row.amount_minor, currency),
  };
}

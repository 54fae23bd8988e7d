import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { TicketLine } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { StateMark } from "../../components/Marks";
import { Empty } from "../../components/States";
import { useMay } from "../../lib/desk";
import { topicOf } from "../../lib/topic";
import { useRows } from "../../lib/rows";

/** This guest's complaints, latest first, each opened by Enter; `brief` leaves out what the overview has no room for. */
export function TicketsList({ tickets, brief = false }: { tickets: readonly TicketLine[]; brief?: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const open = (ticket: TicketLine) => void navigate({ to: "/ticket/$id", params: { id: ticket.id } });
  const { selected, select } = useRows({
    rows: brief ? [] : tickets,
    idOf: (ticket: TicketLine) => ticket.id,
    ...(may("read_tickets") && { onOpen: open }),
  });
  if (tickets.length === 0) return <Empty title={t("guest.noTickets")}>{t("guest.noTicketsWhy")}</Empty>;
  const columns: Column<TicketLine>[] = [
    { id: "state", title: t("col.state"), width: 112, cell: (ticket) => <StateMark state={ticket.state} /> },
    {
      id: "number",
      title: t("col.ticket"),
      width: 150,
      className: "tn m sm",
      cell: (ticket) => ticket.number,
    },
    { id: "room", title: t("col.room"), width: 60, className: "tn w6", cell: (ticket) => ticket.room_no },
    {
      id: "problem",
      title: t("col.what"),
      width: 140,
      widthEn: 196,
      cell: (ticket) => topicOf(ticket),
    },
    { id: "words", title: t("col.words"), className: "i2", cell: (ticket) => ticket.words },
    {
      id: "at",
      title: t("col.time"),
      width: 120,
      className: "tn",
      align: "right",
      cell: (ticket) => ticket.business_date,
    },
  ];
  const shown = brief
    ? columns.filter((column) => !["words", "room", "number"].includes(column.id))
    : columns;
  return (
    <DataTable
      label={t("guest.tickets")}
      columns={shown.map((column) =>
        brief && column.id === "problem" ? { ...column, width: undefined } : column,
      )}
      rows={tickets}
      rowId={(ticket) => ticket.id}
      selected={selected}
      onSelect={select}
      headless={brief}
      fill={!brief}
    />
  );
}

import { useTranslation } from "react-i18next";
import type { GuestPage } from "../../api/draft";
import { type Column, DataTable } from "../../components/DataTable";
import { StateMark } from "../../components/Marks";
import { Empty } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { dateOf } from "../../lib/format";

type Ticket = GuestPage["tickets"][number];

/** This guest's complaints, newest first. */
export function TicketsList({ tickets }: { tickets: readonly Ticket[] }) {
  const { t } = useTranslation();
  const desk = useDesk();
  if (tickets.length === 0) return <Empty title={t("guest.noTickets")}>{t("guest.noTicketsWhy")}</Empty>;
  const columns: Column<Ticket>[] = [
    { id: "state", title: t("col.state"), width: 104, cell: (ticket) => <StateMark state={ticket.state} /> },
    {
      id: "number",
      title: t("col.ticket"),
      width: 150,
      className: "tn m sm",
      cell: (ticket) => ticket.number,
    },
    { id: "title", title: t("col.what"), cell: (ticket) => ticket.title },
    { id: "note", title: t("col.outcome"), width: 200, className: "i2", cell: (ticket) => ticket.note },
    {
      id: "at",
      title: t("col.time"),
      width: 120,
      className: "tn",
      align: "right",
      cell: (ticket) => dateOf(ticket.atMs, desk.zone),
    },
  ];
  return (
    <DataTable
      label={t("guest.tickets")}
      columns={columns}
      rows={tickets}
      rowId={(ticket) => ticket.id}
      fill
    />
  );
}

import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { InboxLine, TicketFilter, TicketScope } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Pips, SeverityMark, StateMark } from "../../components/Marks";
import { Page } from "../../components/Page";
import { Empty, Refusal, Waiting } from "../../components/States";
import { type Tab, Tabs } from "../../components/Tabs";
import { useDesk, useLanguage, useMay, useNow } from "../../lib/desk";
import { count, money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { dueWords } from "./due";
import { ticketList } from "./queries";
import "./ticket.css";

const nothing = { state: null, severity: null, department: null, area: null, room: null, late_at_ms: null };
const scopes = ["open", "mine", "department", "closed"] as const;

/** The inbox of complaints: what is due first stands first. */
export function TicketsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const [scope, setScope] = useState<TicketScope>("open");
  const filter: TicketFilter = { ...nothing, scope };
  const answer = useQuery(ticketList(filter));
  const lines = answer.data ?? [];
  const columns = useColumns();
  const begin = () => void navigate({ to: "/tickets/new" });
  const open = (line: InboxLine) => void navigate({ to: "/ticket/$id", params: { id: line.id } });
  const { selected, select } = useRows({ rows: lines, idOf: (line: InboxLine) => line.id, onOpen: open });
  useKeys([{ cap: "Esc", label: t("key.today"), place: "move", run: () => void navigate({ to: "/" }) }]);
  const tabs: Tab<TicketScope>[] = scopes.map((id) => ({
    id,
    label: t(`ticket.scope.${id}`),
    ...(id === scope && { count: count(lines.length) }),
  }));
  return (
    <Page>
      <PageHead title={t("place.tickets")} facts={t("ticket.order")}>
        {may("open_ticket") && (
          <Action kind="primary" cap="F9" onClick={begin}>
            {t("ticket.intake")}
          </Action>
        )}
      </PageHead>
      <Tabs label={t("place.tickets")} tabs={tabs} value={scope} onChange={setScope} keyed={t("key.list")}>
        {answer.isError && <Refusal fault={faultOf(answer.error)} />}
        {answer.isPending && <Waiting rows={9} />}
        {answer.isSuccess && lines.length === 0 && (
          <Empty
            title={t("ticket.none")}
            action={
              may("open_ticket") ? (
                <Action cap="F9" onClick={begin}>
                  {t("ticket.intake")}
                </Action>
              ) : undefined
            }
          >
            {t("ticket.noneSo")}
          </Empty>
        )}
        {lines.length > 0 && (
          <DataTable
            label={t("place.tickets")}
            columns={columns}
            rows={lines}
            rowId={(line) => line.id}
            selected={selected}
            onSelect={select}
            onOpen={open}
            muted={(line) => line.closed_at_ms !== null}
            fill
          />
        )}
      </Tabs>
    </Page>
  );
}

function useColumns(): readonly Column<InboxLine>[] {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const now = useNow(desk.skewMs, 30_000);
  return [
    {
      id: "severity",
      title: t("ticket.severity"),
      width: 84,
      cell: (line) => <SeverityMark severity={line.severity} />,
    },
    { id: "state", title: t("col.state"), width: 96, cell: (line) => <StateMark state={line.state} /> },
    { id: "room", title: t("col.room"), width: 58, cell: (line) => <b className="tn">{line.room_no}</b> },
    { id: "guest", title: t("col.guest"), width: 132, cell: (line) => line.guest_name },
    {
      id: "what",
      title: t("col.what"),
      cell: (line) => (
        <>
          <b className="w5">{word("problem", line.problem)}</b> <span className="i2">{line.words}</span>
        </>
      ),
    },
    {
      id: "whose",
      title: t("ticket.whose"),
      width: 136,
      cell: (line) => (
        <>
          {word("department", line.department)} <span className="m">{line.owner_name}</span>
        </>
      ),
    },
    {
      id: "far",
      title: t("ticket.far"),
      width: 72,
      cell: (line) => <Pips step={Math.min(7, line.last_step + 1)} />,
    },
    {
      id: "cost",
      title: t("ticket.cost"),
      width: 84,
      align: "right",
      cell: (line) => (line.amount_minor === 0 ? "" : money(line.amount_minor, desk.currency)),
    },
    {
      id: "due",
      title: t("ticket.due"),
      width: 150,
      align: "right",
      cell: (line) => {
        if (line.due_ms === null) return <span className="m tn">{line.business_date}</span>;
        const due = dueWords(
          { due: line.due_ms, from: line.opened_at_ms, now, zone: desk.time_zone, language },
          t,
        );
        return <span className={`tn ${due.tone}`}>{due.text}</span>;
      },
    },
  ];
}

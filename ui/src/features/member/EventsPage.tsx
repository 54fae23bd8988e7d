import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CalendarPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventLine } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Page } from "../../components/Page";
import { Empty, Refusal, Waiting } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { count, money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { EventDialog } from "./EventDialog";
import { eventsList } from "./listQueries";
import "./member.css";

/** 会员专享活动: every event, the one to come or the latest first; Enter opens it. */
export function EventsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay()("plan_event");
  const answer = useQuery(eventsList());
  const [planning, setPlanning] = useState(false);
  const plan = () => setPlanning(true);
  useKeys([
    ...(may ? [{ cap: "Alt X" as const, label: t("event.plan"), place: "verb" as const, run: plan }] : []),
    { cap: "Esc", label: t("place.members"), place: "move", run: () => void navigate({ to: "/member" }) },
  ]);
  const events = answer.data;
  return (
    <Page>
      <PageHead
        title={t("event.all")}
        facts={events === undefined ? "" : t("event.count", { count: events.length })}
      >
        {may && (
          <Action kind="primary" size="s" cap="Alt X" icon={CalendarPlus} onClick={plan}>
            {t("event.plan")}
          </Action>
        )}
      </PageHead>
      {answer.isError && (
        <div className="pad">
          <Refusal fault={faultOf(answer.error)} />
        </div>
      )}
      {events === undefined && !answer.isError && <Waiting rows={6} />}
      {events !== undefined && events.length === 0 && (
        <Empty title={t("event.none")}>{t(may ? "event.noneWhy" : "event.noneWhyDesk")}</Empty>
      )}
      {events !== undefined && events.length > 0 && <Events events={events} />}
      {planning && (
        <EventDialog
          onClose={() => setPlanning(false)}
          onPlanned={(event) => void navigate({ to: "/event/$id", params: { id: event } })}
        />
      )}
    </Page>
  );
}

function Events({ events }: { events: readonly EventLine[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useColumns();
  const open = (one: EventLine) => void navigate({ to: "/event/$id", params: { id: one.event.id } });
  const { selected, select } = useRows({
    rows: events,
    idOf: (one: EventLine) => one.event.id,
    onOpen: open,
  });
  return (
    <DataTable
      label={t("event.all")}
      columns={columns}
      rows={events}
      rowId={(one) => one.event.id}
      selected={selected}
      onSelect={select}
      onOpen={open}
      muted={(one) => one.event.called_off !== ""}
      fill
    />
  );
}

const people = (of: (one: EventLine) => number) => (one: EventLine) => count(of(one));

function useColumns(): readonly Column<EventLine>[] {
  const { t } = useTranslation();
  const { currency, today } = useDesk();
  return [
    {
      id: "number",
      title: t("event.number"),
      width: 112,
      className: "tn i2",
      cell: (one) => one.event.number,
    },
    {
      id: "title",
      title: t("event.title"),
      over: true,
      cell: (one) => (
        <>
          <b>{one.event.title}</b> <span className="m">{word("event.kind", one.event.kind)}</span>
          {one.event.called_off !== "" && <span className="tag"> {t("event.calledOff")}</span>}
        </>
      ),
    },
    { id: "place", title: t("event.place"), width: 124, className: "i2", cell: (one) => one.event.place },
    {
      id: "capacity",
      title: t("event.capacity"),
      width: 56,
      widthEn: 76,
      align: "right",
      className: "i2",
      cell: people((one) => one.event.capacity),
    },
    {
      id: "asked",
      title: t("event.asked"),
      width: 56,
      align: "right",
      cell: people((one) => one.counts.asked),
    },
    {
      id: "yes",
      title: t("event.state.yes"),
      width: 48,
      align: "right",
      cell: people((one) => one.counts.yes),
    },
    {
      id: "attended",
      title: t("event.state.attended"),
      width: 56,
      widthEn: 76,
      align: "right",
      cell: (one) => (one.event.held_on > today ? "" : count(one.counts.attended)),
    },
    {
      id: "cost",
      title: t("event.costOfBudget"),
      width: 148,
      align: "right",
      className: "i2",
      cell: ({ event }) =>
        event.cost_minor === null
          ? t("event.budgetOnly", { sum: money(event.budget_minor, currency) })
          : `${money(event.cost_minor, currency)} / ${money(event.budget_minor, currency)}`,
    },
    { id: "on", title: t("event.on"), width: 124, className: "tn", cell: (one) => one.event.held_on },
  ];
}

import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { GuestEvent } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { Empty, Unanswered } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { clock, count, dateOf } from "../../lib/format";
import { guestEvents } from "../../lib/guestEvents";
import { word } from "../../lib/i18n";
import { useRows } from "../../lib/rows";
import type { MemberTabProps } from "./MemberTab";

/** How many events they were asked to. */
export function EventsCount({ account }: MemberTabProps) {
  return useQuery(guestEvents(account.member.guest)).data?.length ?? null;
}

/** 活动: the events that a member was asked to, and what became of it. */
export function EventsTab({ account }: MemberTabProps) {
  const guest = account.member.guest;
  const { t } = useTranslation();
  const answer = useQuery(guestEvents(guest));
  if (answer.isError || answer.data === undefined) return <Unanswered answer={answer} rows={3} />;
  if (answer.data.length === 0) return <Empty title={t("event.ofNobody")}>{t("event.ofNobodyWhy")}</Empty>;
  return <Events events={answer.data} />;
}

function Events({ events }: { events: readonly GuestEvent[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { time_zone: zone } = useDesk();
  const open = (one: GuestEvent) => void navigate({ to: "/event/$id", params: { id: one.event } });
  const { selected, select } = useRows({
    rows: events,
    idOf: (one: GuestEvent) => one.invite,
    onOpen: open,
    opens: t("event.open"),
  });
  const columns: readonly Column<GuestEvent>[] = [
    { id: "on", title: t("event.on"), width: 124, className: "tn", cell: (one) => one.held_on },
    { id: "stands", title: t("event.stands"), width: 84, cell: (one) => word("event.state", one.state) },
    {
      id: "title",
      title: t("event.title"),
      cell: (one) => (
        <>
          <b className="w5">{one.title}</b> <span className="m">{word("event.kind", one.kind)}</span>{" "}
          {one.called_off && <span className="tag">{t("event.calledOff")}</span>}{" "}
          <span className="i2">{one.words}</span>
        </>
      ),
    },
    { id: "number", title: t("event.number"), width: 112, className: "tn sm i2", cell: (one) => one.number },
    {
      id: "points",
      title: t("members.points"),
      width: 72,
      align: "right",
      cell: (one) => (one.points === 0 ? "" : `+${count(one.points)}`),
    },
    {
      id: "by",
      title: t("member.by"),
      width: 200,
      className: "tn sm i2",
      cell: (one) => `${dateOf(one.at_ms, zone)} ${clock(one.at_ms, zone)} ${one.by}`,
    },
  ];
  return (
    <DataTable
      label={t("event.all")}
      columns={columns}
      rows={events}
      rowId={(one) => one.invite}
      selected={selected}
      onSelect={select}
      onOpen={open}
      muted={(one) => one.called_off}
      height={30}
      fill
    />
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InboxLine, TicketFilter } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { type Column, DataTable } from "../../components/DataTable";
import { Pips, SeverityMark, StateMark } from "../../components/Marks";
import { Page } from "../../components/Page";
import { Segment } from "../../components/Segment";
import { Empty, Refusal, Waiting } from "../../components/States";
import { Tag } from "../../components/Tag";
import { useDesk, useLanguage, useMay, useNow } from "../../lib/desk";
import { count, dateOf, money, monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { type Cap, type KeyUse, useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { otherKinds } from "../../lib/topic";
import { dueGroup, dueInList } from "./due";
import { ticketList } from "./queries";
import { useEscalated } from "./Standing";
import { OutsideBanner } from "./OutsideBanner";
import { TicketGlance } from "./TicketGlance";
import "./ticket.css";

const nothing = {
  kinds: [],
  state: null,
  severity: null,
  department: null,
  area: null,
  room: null,
  late_at_ms: null,
};
const scopes = ["open", "mine", "department", "others", "closed"] as const;
const scopeCaps: readonly Cap[] = ["Alt 1", "Alt 2", "Alt 3", "Alt 4", "Alt 5"];
type Tab = (typeof scopes)[number];
type OtherKind = (typeof otherKinds)[number];

/** What a tab asks for: complaints, what is mine or my department's of every kind, or what is no complaint. */
function filterOf(tab: Tab, kind: OtherKind | "all"): TicketFilter {
  switch (tab) {
    case "open":
    case "closed":
      return { ...nothing, scope: tab, kinds: ["complaint"] };
    case "mine":
    case "department":
      return { ...nothing, scope: tab };
    case "others":
      return { ...nothing, scope: "all", kinds: kind === "all" ? [...otherKinds] : [kind] };
  }
}
const hanzi = /^\p{Script=Han}+$/u;

/** The inbox of complaints: what is due first stands first. */
export function TicketsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [scope, setScope] = useState<Tab>("open");
  const [kind, setKind] = useState<OtherKind | "all">("all");
  const answer = useInfiniteQuery(ticketList(filterOf(scope, kind)));
  const lines = answer.data?.pages.flat() ?? [];
  const columns = useColumns();
  const begin = () => void navigate({ to: "/tickets/new" });
  const open = (line: InboxLine) => void navigate({ to: "/ticket/$id", params: { id: line.id } });
  const { chosen, selected, select } = useRows({
    rows: lines,
    idOf: (line: InboxLine) => line.id,
    onOpen: open,
  });
  useInboxKeys(scope, setScope, kind, setKind);
  const { more, goOn } = useMore(answer, lines.length, chosen === undefined ? -1 : lines.indexOf(chosen));
  const groups = useGroups();
  return (
    <Page
      sideLabel={t("ticket.glance")}
      side={chosen === undefined ? undefined : <TicketGlance key={chosen.id} line={chosen} />}
    >
      <InboxHead
        scope={scope}
        onScope={setScope}
        count={lines.filter((line) => scope === "closed" || line.closed_at_ms === null).length}
        more={more}
        onBegin={begin}
      />
      <OutsideBanner />
      {scope === "others" && <KindChoice kind={kind} onKind={setKind} />}
      {answer.isError && <Refusal fault={faultOf(answer.error)} />}
      {answer.isPending && <Waiting rows={9} />}
      {answer.isSuccess && lines.length === 0 && <NoTickets onBegin={begin} />}
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
          {...(scope !== "closed" && scope !== "others" && groups)}
          fill
        />
      )}
      {more && (
        <div className="row pad sm i2">
          {t("ticket.listed", { count: lines.length })}
          <Action size="s" kind="text" cap="Alt M" onClick={goOn} busy={answer.isFetchingNextPage}>
            {t("ticket.listMore")}
          </Action>
        </div>
      )}
    </Page>
  );
}

type KindProps = { kind: OtherKind | "all"; onKind: (kind: OtherKind | "all") => void };

/** Which of what is no complaint. */
function KindChoice({ kind, onKind }: KindProps) {
  const { t } = useTranslation();
  return (
    <div className="row pad" style={{ paddingBottom: 8 }}>
      <Segment
        label={t("ticket.kind")}
        size="s"
        value={kind}
        onChange={onKind}
        choices={kindsInTurn.map((value) => ({
          value,
          label: value === "all" ? t("ticket.kindAll") : word("ticketKind", value),
        }))}
      />
    </div>
  );
}

/** From how many rows before the end the next page is asked for. */
const ahead = 20;

/** Goes on behind what is listed: by its key, and by itself where whoever walks the list comes near its end. */
function useMore(
  answer: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown },
  listed: number,
  at: number,
) {
  const { t } = useTranslation();
  const { hasNextPage: more, isFetchingNextPage: going, fetchNextPage } = answer;
  const goOn = () => {
    if (more && !going) void fetchNextPage();
  };
  const near = at >= 0 && listed - at <= ahead;
  useEffect(() => {
    if (near && more && !going) void fetchNextPage();
  }, [near, more, going, fetchNextPage]);
  useKeys(more ? [{ cap: "Alt M", label: t("ticket.listMore"), place: "move", run: goOn }] : []);
  return { more, goOn };
}

function useInboxKeys(
  scope: Tab,
  setScope: (scope: Tab) => void,
  kind: OtherKind | "all",
  setKind: (kind: OtherKind | "all") => void,
): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  useKeys([
    ...scopes.map((id, at): KeyUse => ({
      cap: scopeCaps[at] ?? "Alt 1",
      run: () => setScope(id),
      ...(at === 0 && { label: t("key.list"), shown: [`Alt 1–${scopes.length}`], place: "move" as const }),
    })),
    ...(may("read_spending")
      ? [
          {
            cap: "Alt B" as const,
            label: t("spending.title"),
            place: "sheet" as const,
            run: () => void navigate({ to: "/spending" }),
          },
        ]
      : []),
    ...(scope === "others"
      ? [
          {
            cap: "Alt L" as const,
            label: t("ticket.kind"),
            place: "verb" as const,
            run: () => setKind(nextKind(kind)),
          },
        ]
      : []),
    { cap: "Esc", label: t("key.today"), place: "move", run: () => void navigate({ to: "/" }) },
  ]);
}

const kindsInTurn = ["all", ...otherKinds] as const;
const nextKind = (kind: OtherKind | "all") =>
  kindsInTurn[(kindsInTurn.indexOf(kind) + 1) % kindsInTurn.length] ?? "all";

/** What is late, due today, later: a head over each, the late ones in red. */
function useGroups() {
  const { t } = useTranslation();
  const desk = useDesk();
  const now = useNow(desk.skewMs, 30_000);
  const heads = {
    late: t("ticket.group.late"),
    today: t("ticket.group.today"),
    later: t("ticket.group.later"),
  };
  return {
    group: (line: InboxLine) => heads[dueGroup(line.paused ? null : line.due_ms, now, desk.time_zone)],
    groupHead: (head: string, all: number) => (
      <span className={head === heads.late ? "rd" : undefined}>
        {head} <span className="num">{count(all)}</span>
      </span>
    ),
  };
}

type HeadProps = {
  scope: Tab;
  onScope: (scope: Tab) => void;
  count: number;
  /** There are more than are counted. */
  more: boolean;
  onBegin: () => void;
};

function InboxHead({ scope, onScope, count: all, more, onBegin }: HeadProps) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const toMe = useEscalated().filter((one) => one.to_me).length;
  return (
    <div className="ph1 inbox">
      <h1 className="nw">{t("place.tickets")}</h1>
      <Segment
        label={t("place.tickets")}
        size="s"
        value={scope}
        onChange={onScope}
        choices={scopes.map((id) => ({
          value: id,
          label:
            id === scope
              ? `${t(`ticket.scope.${id}`)} ${count(all)}${more ? "+" : ""}`
              : t(`ticket.scope.${id}`),
        }))}
      />
      <span className="sp row g3">
        {toMe > 0 && <span className="sm rd w6">{t("told.toMe", { count: toMe })}</span>}
        {scope !== "closed" && <span className="sm m">{t("ticket.order")}</span>}
        {may("read_spending") && (
          <Action size="s" cap="Alt B" onClick={() => void navigate({ to: "/spending" })}>
            {t("spending.title")}
          </Action>
        )}
        {may("open_ticket") && (
          <Action kind="primary" size="s" cap="F9" onClick={onBegin}>
            {t("ticket.intake")}
          </Action>
        )}
      </span>
    </div>
  );
}

function NoTickets({ onBegin }: { onBegin: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Empty
      title={t("ticket.none")}
      action={
        may("open_ticket") ? (
          <Action cap="F9" onClick={onBegin}>
            {t("ticket.intake")}
          </Action>
        ) : undefined
      }
    >
      {t("ticket.noneSo")}
    </Empty>
  );
}

/** What English words leave no room for; the preview says it. */
const leftOutInEnglish: ReadonlySet<string> = new Set(["department", "steps"]);

function useColumns(): readonly Column<InboxLine>[] {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const columns: readonly Column<InboxLine>[] = [
    {
      id: "severity",
      title: t("ticket.col.severity"),
      width: 90,
      widthEn: 114,
      cell: (line) => <Kind line={line} />,
    },
    {
      id: "state",
      title: t("col.state"),
      width: 84,
      widthEn: 118,
      cell: (line) => <StateMark state={line.state} />,
    },
    { id: "room", title: t("col.room"), width: 56, cell: (line) => <b className="tn">{line.room_no}</b> },
    { id: "guest", title: t("col.guest"), width: 124, over: true, cell: (line) => <Guest line={line} /> },
    { id: "what", title: t("ticket.col.problem"), cell: (line) => <Problem line={line} /> },
    {
      id: "department",
      title: t("ticket.col.department"),
      width: 66,
      className: "i2",
      cell: (line) => word("department", line.department),
    },
    {
      id: "owner",
      title: t("ticket.col.owner"),
      width: 66,
      widthEn: 74,
      className: "i2",
      cell: (line) => <Owner line={line} />,
    },
    {
      id: "steps",
      title: t("ticket.col.steps"),
      width: 76,
      cell: (line) => line.kind === "complaint" && <Pips step={Math.min(7, line.last_step + 1)} />,
    },
    {
      id: "given",
      title: t("ticket.col.given"),
      width: 76,
      align: "right",
      className: "i2",
      cell: (line) => <Given line={line} currency={desk.currency} />,
    },
    {
      id: "due",
      title: t("ticket.due"),
      width: 118,
      widthEn: 140,
      align: "right",
      cell: (line) => <Due line={line} />,
    },
  ];
  return language === "en" ? columns.filter((column) => !leftOutInEnglish.has(column.id)) : columns;
}

/** How bad a complaint is; of anything else what it is. */
function Kind({ line }: { line: InboxLine }) {
  if (line.kind === "complaint") return <SeverityMark severity={line.severity} />;
  return <Tag>{word("ticketKind", line.kind)}</Tag>;
}

function Problem({ line }: { line: InboxLine }) {
  const named = line.kind === "complaint" || line.problem !== "other";
  return (
    <>
      {named && word("problem", line.problem)}{" "}
      {line.outside_due_ms !== null && <OutsideTag due={line.outside_due_ms} />}{" "}
      <span className={named ? "m alone" : "i2"}>{line.words}</span>
    </>
  );
}

/** An answer in writing is owed outside the house: red once its last day is over. */
function OutsideTag({ due }: { due: number }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const now = useNow(desk.skewMs, 60_000);
  return (
    <Tag tone={due <= now ? "act" : "look"}>
      {t("outside.tag", { day: monthDay(dateOf(due - 1, desk.time_zone), language) })}
    </Tag>
  );
}

function Owner({ line }: { line: InboxLine }) {
  const { t } = useTranslation();
  return line.owner_name === "" && line.kind === "complaint" ? (
    <span className="rd">{t("ticket.ownerNone")}</span>
  ) : (
    line.owner_name
  );
}

/** A name in hanzi with 先生 or 女士, others as they are. */
function Guest({ line }: { line: InboxLine }) {
  const titled = line.guest_title === "mr" || line.guest_title === "ms";
  return (
    <>
      {line.guest_name}
      {titled && hanzi.test(line.guest_name) && ` ${word("honorific", line.guest_title)}`}
    </>
  );
}

function Given({ line, currency }: { line: InboxLine; currency: string }) {
  const { t } = useTranslation();
  if (line.amount_minor > 0) return money(line.amount_minor, currency);
  return line.points > 0 ? t("remedy.points", { points: count(line.points) }) : "";
}

function Due({ line }: { line: InboxLine }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const now = useNow(desk.skewMs, 30_000);
  if (line.paused) return <span className="m">{t("pause.paused")}</span>;
  if (line.due_ms === null) return <span className="m tn">{line.business_date}</span>;
  const due = dueInList(
    { due: line.due_ms, from: line.opened_at_ms, now, zone: desk.time_zone, language },
    t,
  );
  return <span className={`tn ${due.tone}`}>{due.text}</span>;
}

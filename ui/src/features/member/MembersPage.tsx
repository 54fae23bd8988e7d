import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CalendarHeart, ChartLine } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  GuestId,
  ListedMember,
  MemberList,
  MemberListCursor,
  MemberListKind,
  MemberListPage,
} from "../../api/bindings";
import { Action } from "../../components/Action";
import { Block, PageHead } from "../../components/Blocks";
import { DataTable } from "../../components/DataTable";
import { Page } from "../../components/Page";
import { Segment } from "../../components/Segment";
import { Empty, Unanswered } from "../../components/States";
import { Tabs } from "../../components/Tabs";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { count, dayInWords, monthDay } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { memberListCount } from "../../lib/memberLists";
import { useRows } from "../../lib/rows";
import { ConsentBlock } from "./ConsentBlock";
import { useListColumns } from "./listColumns";
import { ListExport } from "./ListExport";
import { useListPrint } from "./ListPaper";
import { ProgrammeAction } from "./ProgrammeAction";
import { memberList } from "./listQueries";
import "./member.css";

/** What other features show of the selected guest; the app puts them together. */
export type MembersParts = { preview: (guest: GuestId) => ReactNode };

const kinds: readonly MemberListKind[] = ["expiring", "warning", "keeping", "dormant"];
const spans = ["6", "12", "24"] as const;
type Span = (typeof spans)[number];

/** 会员: a member is found by the box above; below, whom somebody should look at: 60 天内到期, 到期提醒, 保级预警, 沉寂会员. */
export function MembersPage({
  parts,
  first = "expiring",
}: {
  parts: MembersParts;
  /** The list that is opened. */ first?: MemberListKind;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [kind, setKind] = useState<MemberListKind>(first);
  const [months, setMonths] = useState<Span>("12");
  const [on, setOn] = useState<string | null>(null);
  const [behind, setBehind] = useState<readonly MemberListCursor[]>([]);
  const list: MemberList = { kind, months: Number(months), on: kind === "warning" ? on : null };
  const answer = useQuery(memberList(list, behind.at(-1) ?? null));
  const next = answer.data?.next ?? null;
  const forward = () => next !== null && setBehind([...behind, next]);
  const back = () => setBehind(behind.slice(0, -1));
  useKeys([
    { cap: "←", label: t("guestList.turn"), shown: ["←", "→"], place: "move", run: back },
    { cap: "→", run: forward },
    { cap: "Esc", label: t("key.today"), place: "move", run: () => void navigate({ to: "/" }) },
  ]);
  const print = useListPrint(list, answer.data);
  const choose = (wanted: MemberListKind, span: Span) => {
    setKind(wanted);
    setMonths(span);
    setOn(null);
    setBehind([]);
  };
  const toDay = (day: string) => {
    setOn(day);
    setBehind([]);
  };
  const head = (
    <>
      <PageHead title={t("place.members")}>
        <Ways />
      </PageHead>
      <ListTabs list={list} months={months} onChoose={choose} onDay={toDay} page={answer.data} />
      <ListExport list={list} page={behind.length + 1}>
        {print.verb}
        {behind.length > 0 && (
          <Action size="s" cap="←" onClick={back}>
            {t("guestList.before")}
          </Action>
        )}
        {next !== null && (
          <Action size="s" cap="→" onClick={forward}>
            {t("guestList.next")}
          </Action>
        )}
      </ListExport>
      {print.sheet}
    </>
  );
  if (answer.data !== undefined && !answer.isPlaceholderData)
    return <Listed key={kind} list={list} page={answer.data} head={head} parts={parts} />;
  return (
    <Page>
      {head}
      <Unanswered answer={answer} />
    </Page>
  );
}

/** To the other pages of the place, each with its key. */
function Ways() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const checks = may("check_voucher");
  const reads = may("read_programme_report");
  const check = () => void navigate({ to: "/vouchers" });
  const report = () => void navigate({ to: "/programme-report" });
  const events = () => void navigate({ to: "/events" });
  const runs = may("read_runs");
  const toRuns = () => void navigate({ to: "/runs" });
  useKeys([
    ...(reads
      ? [{ cap: "Alt B" as const, label: t("report.title"), place: "verb" as const, run: report }]
      : []),
    ...(checks
      ? [{ cap: "Alt V" as const, label: t("voucher.check"), place: "verb" as const, run: check }]
      : []),
    ...(runs ? [{ cap: "Alt D" as const, label: t("runs.title"), place: "verb" as const, run: toRuns }] : []),
    { cap: "Alt H", label: t("event.all"), place: "verb", run: events },
  ]);
  return (
    <>
      <ProgrammeAction label={t("members.way.rules")} />
      {runs && (
        <Action size="s" cap="Alt D" onClick={toRuns}>
          {t("members.way.runs")}
        </Action>
      )}
      {reads && (
        <Action size="s" cap="Alt B" icon={ChartLine} onClick={report}>
          {t("members.way.report")}
        </Action>
      )}
      {checks && (
        <Action size="s" cap="Alt V" onClick={check}>
          {t("members.way.vouchers")}
        </Action>
      )}
      <Action size="s" cap="Alt H" icon={CalendarHeart} onClick={events}>
        {t("members.way.events")}
      </Action>
    </>
  );
}

type TabsProps = {
  list: MemberList;
  months: Span;
  onChoose: (kind: MemberListKind, months: Span) => void;
  onDay: (day: string) => void;
  page: MemberListPage | undefined;
};

function ListTabs({ list, months, onChoose, onDay, page }: TabsProps) {
  const { t } = useTranslation();
  const whole = { ...list, on: null };
  const counts = [
    useQuery(memberListCount({ ...whole, kind: "expiring" })).data,
    useQuery(memberListCount({ ...list, kind: "warning" })).data,
    useQuery(memberListCount({ ...whole, kind: "keeping" })).data,
    useQuery(memberListCount({ ...whole, kind: "dormant" })).data,
  ];
  return (
    <Tabs
      label={t("members.lists")}
      tabs={kinds.map((kind, at) => ({
        id: kind,
        label: t(`members.list.${kind}`, { days: page?.warn_days ?? 60 }),
        count: counts[at] === undefined ? "…" : count(counts[at].members),
      }))}
      value={list.kind}
      onChange={(kind) => onChoose(kind, months)}
      keyed={t("key.list")}
      end={
        list.kind === "warning"
          ? page !== undefined && <WarnedOn on={list.on} onDay={onDay} page={page} />
          : list.kind === "dormant" && (
              <Segment
                label={t("members.silentFor")}
                size="s"
                value={months}
                onChange={(span) => onChoose(list.kind, span)}
                choices={spans.map((value) => ({ value, label: t("members.months", { months: value }) }))}
              />
            )
      }
    />
  );
}

type WarnedOnProps = { on: string | null; onDay: (day: string) => void; page: MemberListPage };

/** Which day's warnings: today's first, and the nearest days before and after that have somebody, by their keys. */
function WarnedOn({ on, onDay, page }: WarnedOnProps) {
  const { t } = useTranslation();
  const { today } = useDesk();
  const language = useLanguage();
  const { warned_before: before, warned_after: after } = page;
  const day = on ?? today;
  const days = [page.warn_days, ...page.warn_again].join(t("list.enumeration"));
  const to = (found: string | null) => (found === null ? false : onDay(found));
  useKeys([
    { cap: "Alt Q", label: t("members.warnedBefore"), place: "verb", run: () => to(before) },
    { cap: "Alt X", label: t("members.warnedAfter"), place: "verb", run: () => to(after) },
  ]);
  return (
    <div className="row">
      <span className="sm m num nw">{t("members.warnedAhead", { days })}</span>
      {before !== null && (
        <Action size="s" cap="Alt Q" onClick={() => to(before)}>
          {t("members.warnedBefore")} {monthDay(before, language)}
        </Action>
      )}
      <b className="num nw">
        {dayInWords(day, language)}
        {day === today && ` ${t("members.isToday")}`}
      </b>
      {after !== null && (
        <Action size="s" cap="Alt X" onClick={() => to(after)}>
          {t("members.warnedAfter")} {monthDay(after, language)}
        </Action>
      )}
    </div>
  );
}

type ListedProps = { list: MemberList; page: MemberListPage; head: ReactNode; parts: MembersParts };

function Listed({ list, page, head, parts }: ListedProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const columns = useListColumns(list.kind);
  const rows = page.members;
  const open = (one: ListedMember) => void navigate({ to: "/member/$id", params: { id: one.guest_id } });
  const { chosen, selected, select } = useRows({
    rows,
    idOf: (one: ListedMember) => one.guest_id,
    onOpen: open,
    opens: t("members.open"),
  });
  const side =
    chosen === undefined ? undefined : (
      <>
        <ConsentBlock guest={chosen.guest_id} reach={chosen.reach} may={may("record_consent")} />
        <Block grow title={t("search.preview")}>
          {parts.preview(chosen.guest_id)}
        </Block>
      </>
    );
  return (
    <Page side={side} sideLabel={t("search.preview")}>
      {head}
      {rows.length === 0 ? (
        <Empty title={t(`members.none.${list.kind}`)}>{t(`members.noneWhy.${list.kind}`)}</Empty>
      ) : (
        <DataTable
          label={t(`members.list.${list.kind}`, { days: page.warn_days })}
          columns={columns}
          rows={rows}
          rowId={(one) => one.guest_id}
          selected={selected}
          onSelect={select}
          onOpen={open}
          fill
        />
      )}
    </Page>
  );
}

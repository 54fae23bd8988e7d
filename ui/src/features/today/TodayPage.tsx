import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Filter, History, PackageOpen, Printer } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attention, Briefing, Fault, Row, GuestId, PromiseId } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Banner } from "../../components/Banner";
import { PageHead } from "../../components/Blocks";
import { Keycap } from "../../components/Keycap";
import { Page } from "../../components/Page";
import { Empty, Refusal, Unanswered } from "../../components/States";
import { type Tab, Tabs } from "../../components/Tabs";
import { useDesk, useLanguage, useMay, useNow } from "../../lib/desk";
import { count, dayInWords, lunarDay, span } from "../../lib/format";
import { type KeyUse, useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { Arrivals } from "./Arrivals";
import { AttentionList } from "./AttentionList";
import { ExportAlarm } from "./ExportAlarm";
import { briefing } from "./queries";
import { TodaySide } from "./TodaySide";
import { CardUseRows } from "./CardUse";
import { UnsignedShifts } from "./UnsignedShifts";
import { usePaper } from "./usePaper";

/** What other features do for the selected guest; the app puts them together. */
export type TodayParts = {
  /** What waits for the person who signed in, above everything else. */
  notice: ReactNode;
  preview: (guest: GuestId) => ReactNode;
  wish: (guest: GuestId, name: string, onClose: () => void) => ReactNode;
  keepPromise: (promise: { id: PromiseId; words: string }, onClose: () => void) => ReactNode;
};

type List = "arriving" | "in_house" | "departing";
type Asking = "wish" | "promise" | "use" | null;
const lateAfterMs = 6 * 3_600_000;

/** What this day asks of the desk: who needs looking after first, then everybody who comes, stays and goes. */
export function TodayPage({ parts }: { parts: TodayParts }) {
  const answer = useQuery(briefing);
  if (answer.data !== undefined) return <Day day={answer.data} parts={parts} />;
  return (
    <Page>
      <TodayHead />
      <Unanswered answer={answer} rows={9} />
    </Page>
  );
}

function TodayHead({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const desk = useDesk();
  const language = useLanguage();
  const now = useNow(desk.skewMs, 30_000);
  const age = desk.data_as_of_ms === null ? 0 : now - desk.data_as_of_ms;
  const lunar = desk.lunar === null ? "" : ` · ${lunarDay(desk.lunar, language)}`;
  return (
    <>
      <PageHead title={t("place.today")} facts={`${dayInWords(desk.today, language)}${lunar}`}>
        {children}
      </PageHead>
      {age > lateAfterMs && (
        <Banner
          icon={History}
          fact={t("today.pmsLate", { hours: span(age).hours })}
          action={
            may("preview_import") && (
              <Action size="s" cap="F5" onClick={() => void navigate({ to: "/imports" })}>
                {t("imports.newFile")}
              </Action>
            )
          }
        >
          {t("today.pmsLateSo")}
        </Banner>
      )}
      <UnsignedShifts />
      <ExportAlarm />
    </>
  );
}

/** A line of either list, as the one selection sees it. */
type Chosen = { key: string; row: Row; attention: Attention | null };

function Day({ day, parts }: { day: Briefing; parts: TodayParts }) {
  const { t } = useTranslation();
  const [list, setList] = useState<List>("arriving");
  const [notYet, setNotYet] = useState(true);
  const [asking, setAsking] = useState<Asking>(null);
  const filtered = notYet && list === "arriving";
  const rows = day[list].filter((row) => !filtered || row.state === "booked");
  const open = useOpenCard();
  const { line, selected, pick } = useOneSelection(day.attention, rows, open);
  const promise = line?.attention?.promise ?? null;
  const guest = line?.row.guest_id ?? null;
  useDayKeys({
    wish: guest === null ? null : () => setAsking("wish"),
    arrivals: () => setList("arriving"),
    promise: promise === null ? null : () => setAsking("promise"),
    filter: list === "arriving" ? () => setNotYet(!notYet) : null,
  });
  const close = () => setAsking(null);
  const paper = usePaper();
  const side = (
    <TodaySide day={day} onUse={() => setAsking("use")}>
      {guest !== null && parts.preview(guest)}
    </TodaySide>
  );
  return (
    <Page side={side} sideLabel={t("today.side")}>
      <TodayHead>
        <PaperActions paper={paper} />
      </TodayHead>
      {parts.notice}
      {paper.fault !== null && <Unprinted fault={paper.fault} />}
      <AttentionList rows={day.attention} selected={selected} onSelect={pick} onOpen={open} />
      <div style={{ marginTop: 10 }} />
      <Tabs
        label={t("today.lists")}
        tabs={useTabs(day)}
        value={list}
        onChange={setList}
        keyed={t("key.list")}
        end={list === "arriving" && <NotYet on={notYet} onChange={setNotYet} rows={day.arriving} />}
      >
        {rows.length === 0 ? (
          <NoRows list={list} filtered={filtered && day.arriving.length > 0} />
        ) : (
          <Arrivals
            rows={rows}
            tasks={day.tasks}
            coming={list === "arriving"}
            selected={selected}
            onSelect={(row) => pick(row.stay_id)}
            onOpen={open}
            label={t(`today.table.${list}`)}
          />
        )}
      </Tabs>
      {paper.sheets}
      {asking === "use" && <CardUseRows day={day} onClose={close} />}
      {asking === "wish" && guest !== null && parts.wish(guest, line?.row.name ?? "", close)}
      {asking === "promise" && promise !== null && parts.keepPromise(promise, close)}
    </Page>
  );
}

function PaperActions({ paper }: { paper: ReturnType<typeof usePaper> }) {
  const { t } = useTranslation();
  return (
    <>
      <Action
        size="s"
        icon={PackageOpen}
        cap="Alt T"
        onClick={() => paper.print("pack")}
        busy={paper.busy === "pack"}
      >
        {t("print.pack")}
      </Action>
      <Action
        size="s"
        icon={Printer}
        cap="Ctrl P"
        onClick={() => paper.print("briefing")}
        busy={paper.busy === "briefing"}
      >
        {t("print.do")}
      </Action>
    </>
  );
}

function Unprinted({ fault }: { fault: Fault }) {
  return (
    <div className="pad">
      <Refusal fault={fault} />
    </div>
  );
}

/** Opens a row's card; a booking without a name has none. */
function useOpenCard(): (row: Row) => void {
  const navigate = useNavigate();
  return ({ guest_id: guest }) => {
    if (guest !== null) void navigate({ to: "/guest/$id", params: { id: guest } });
  };
}

/** One selection runs through both lists, the ones to look after first; it begins at an unkept promise. */
function useOneSelection(attention: readonly Attention[], rows: readonly Row[], onOpen: (row: Row) => void) {
  const { t } = useTranslation();
  const lines: Chosen[] = [
    ...attention.map((one) => ({ key: `a:${one.row.stay_id}`, row: one.row, attention: one })),
    ...rows.map((row) => ({ key: row.stay_id, row, attention: null })),
  ];
  const { chosen, selected, select } = useRows({
    rows: lines,
    idOf: (one: Chosen) => one.key,
    onOpen: (one: Chosen) => onOpen(one.row),
    opens: t("key.card"),
    firstAt: lines.findIndex((one) => one.attention?.promise != null),
  });
  const pick = (key: string) => {
    const one = lines.find((candidate) => candidate.key === key);
    if (one !== undefined) select(one);
  };
  return { line: chosen, selected, pick };
}

type DayVerbs = {
  /** Absent where the selected line has no guest. */
  wish: (() => void) | null;
  arrivals: () => void;
  /** Absent where the selected line has no promise. */
  promise: (() => void) | null;
  /** Absent on the lists that have none. */
  filter: (() => void) | null;
};

function useDayKeys({ wish, arrivals, promise, filter }: DayVerbs): void {
  const { t } = useTranslation();
  const may = useMay();
  const verbs: KeyUse[] = [];
  if (wish !== null && may("add_preference"))
    verbs.push({ cap: "F2", label: t("key.wish"), place: "verb", run: wish });
  verbs.push({ cap: "F4", label: t("key.arrivals"), place: "verb", run: arrivals });
  if (promise !== null && may("settle_promise"))
    verbs.push({ cap: "F8", label: t("promise.keep"), place: "verb", run: promise });
  if (filter !== null) verbs.push({ cap: "F3", label: t("key.filter"), place: "sheet", run: filter });
  useKeys(verbs);
}

function useTabs(day: Briefing): Tab<List>[] {
  const { t } = useTranslation();
  const arrived = day.arriving.filter((row) => row.state !== "booked").length;
  const left = day.departing.filter((row) => row.state === "departed").length;
  return [
    {
      id: "arriving",
      label: t("today.arriving"),
      count: t("today.arrivingCount", { all: count(day.arriving.length), done: count(arrived) }),
    },
    { id: "in_house", label: t("today.inHouse"), count: count(day.in_house.length) },
    {
      id: "departing",
      label: t("today.departing"),
      count: t("today.departingCount", { all: count(day.departing.length), done: count(left) }),
    },
  ];
}

type NotYetProps = { on: boolean; onChange: (on: boolean) => void; rows: readonly Row[] };

function NotYet({ on, onChange, rows }: NotYetProps) {
  const { t } = useTranslation();
  return (
    <>
      <button
        type="button"
        className={on ? "tag pn" : "tag dash"}
        onClick={() => onChange(!on)}
        aria-pressed={on}
      >
        <Filter className="s14" size={14} aria-hidden />
        {t("today.notYet", { count: rows.filter((row) => row.state === "booked").length })}
      </button>
      <Keycap cap="F3" /> {t("key.filter")}
    </>
  );
}

function NoRows({ list, filtered }: { list: List; filtered: boolean }) {
  const { t } = useTranslation();
  if (filtered) return <Empty title={t("today.noneLeft")}>{t("today.noneLeftWhy")}</Empty>;
  return <Empty title={t(`today.none.${list}`)}>{t("today.noneWhy")}</Empty>;
}

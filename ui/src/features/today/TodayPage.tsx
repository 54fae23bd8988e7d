import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Filter, History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf } from "../../api/call";
import type { Arrival, Today } from "../../api/draft";
import { Banner } from "../../components/Banner";
import { Keycap } from "../../components/Keycap";
import { Page } from "../../components/Page";
import { PageHead } from "../../components/Blocks";
import { Empty, Refusal, Waiting } from "../../components/States";
import { type Tab, Tabs } from "../../components/Tabs";
import { useDesk, useLanguage, useNow } from "../../lib/desk";
import { count, dayInWords, lunarDay, span } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { Arrivals } from "./Arrivals";
import { AttentionList } from "./AttentionList";
import { today } from "./queries";
import { TodaySide } from "./TodaySide";

type List = "arriving" | "in_house" | "departing";
const lateAfterMs = 6 * 3_600_000;

/** What this day asks of the desk: who needs looking after first, then everybody who comes, stays and goes. */
export function TodayPage() {
  const { t } = useTranslation();
  const answer = useQuery(today);
  if (answer.isPending) {
    return (
      <Page>
        <TodayHead />
        <Waiting rows={9} />
      </Page>
    );
  }
  if (answer.isError) {
    return (
      <Page>
        <TodayHead />
        <div className="pad">
          <Refusal fault={faultOf(answer.error)} />
        </div>
      </Page>
    );
  }
  return (
    <Page side={<TodaySide today={answer.data} />} sideLabel={t("today.side")}>
      <TodayHead />
      <Lists today={answer.data} />
    </Page>
  );
}

function TodayHead() {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const now = useNow(desk.skewMs, 30_000);
  const hours = desk.pmsMs === null ? 0 : span(now - desk.pmsMs).hours;
  return (
    <>
      <PageHead
        title={t("place.today")}
        facts={`${dayInWords(desk.businessDate, language)} · ${lunarDay(desk.lunar, language)}`}
      />
      {desk.pmsMs !== null && now - desk.pmsMs > lateAfterMs && (
        <Banner icon={History} fact={t("today.pmsLate", { hours })}>
          {t("today.pmsLateSo")}
        </Banner>
      )}
    </>
  );
}

function Lists({ today: day }: { today: Today }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [list, setList] = useState<List>("arriving");
  const [notYet, setNotYet] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);
  const rows = { arriving: day.arriving, in_house: day.inHouse, departing: day.departing }[list].filter(
    (row) => !notYet || !row.arrived,
  );
  // One selection runs through both lists, the ones to look after first.
  const ids = [...day.attention.map((row) => row.id), ...rows.map((row) => row.stayId)];
  const firstPromise = day.attention.find((row) => row.why === "promise") ?? day.attention[0];
  const chosen =
    selected !== null && ids.includes(selected) ? selected : (firstPromise?.id ?? ids[0] ?? null);
  const at = chosen === null ? -1 : ids.indexOf(chosen);
  const move = (to: number) => setSelected(ids[Math.min(ids.length - 1, Math.max(0, to))] ?? null);
  const guest =
    day.attention.find((row) => row.id === chosen)?.guest ?? rows.find((row) => row.stayId === chosen)?.guest;
  const open = (id: string | undefined) =>
    id === undefined ? false : void navigate({ to: "/guest/$id", params: { id } });

  useKeys([
    { cap: "F3", label: t("key.filter"), place: "sheet", run: () => setNotYet(!notYet) },
    { cap: "F4", label: t("key.arrivals"), place: "verb", run: () => setList("arriving") },
    { cap: "↑", label: t("key.move"), shown: ["↑", "↓"], place: "move", run: () => move(at - 1) },
    { cap: "↓", run: () => move(at + 1) },
    { cap: "Home", run: () => move(0) },
    { cap: "End", run: () => move(ids.length - 1) },
    { cap: "PageDown", run: () => move(at + 10) },
    { cap: "PageUp", run: () => move(at - 10) },
    { cap: "Enter", label: t("key.card"), place: "move", run: () => open(guest?.id) },
  ]);
  const here = day.arriving.filter((row) => !row.arrived).length;
  const tabs: Tab<List>[] = [
    {
      id: "arriving",
      label: t("today.arriving"),
      count: t("today.arrivingCount", { all: count(day.arriving.length), done: count(day.arrived) }),
    },
    { id: "in_house", label: t("today.inHouse"), count: count(day.inHouse.length) },
    {
      id: "departing",
      label: t("today.departing"),
      count: t("today.departingCount", { all: count(day.departing.length), done: count(day.departed) }),
    },
  ];
  return (
    <>
      <AttentionList rows={day.attention} selected={chosen} onSelect={setSelected} onOpen={open} />
      <div style={{ marginTop: 10 }} />
      <Tabs
        label={t("today.lists")}
        tabs={tabs}
        value={list}
        onChange={setList}
        keyed={t("key.list")}
        end={
          <>
            <button
              type="button"
              className={notYet ? "tag pn" : "tag dash"}
              onClick={() => setNotYet(!notYet)}
              aria-pressed={notYet}
            >
              <Filter className="s14" size={14} aria-hidden />
              {t("today.notYet", { count: here })}
            </button>
            <Keycap cap="F3" /> {t("key.filter")}
          </>
        }
      >
        {rows.length === 0 ? (
          <NoRows list={list} filtered={notYet} />
        ) : (
          <Arrivals
            rows={rows}
            selected={chosen}
            onSelect={(row: Arrival) => setSelected(row.stayId)}
            onOpen={(row) => open(row.guest.id)}
            label={t(`today.table.${list}`)}
          />
        )}
      </Tabs>
    </>
  );
}

function NoRows({ list, filtered }: { list: List; filtered: boolean }) {
  const { t } = useTranslation();
  return filtered ? (
    <Empty title={t("today.noneLeft")}>{t("today.noneLeftWhy")}</Empty>
  ) : (
    <Empty title={t(`today.none.${list}`)}>{t("today.noneWhy")}</Empty>
  );
}

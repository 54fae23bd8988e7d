import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Filter, Printer } from "lucide-react";
import { type ReactNode, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallDays, CourtesyCall, CourtesyCalls, GuestId } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Banner } from "../../components/Banner";
import { Block, PageHead } from "../../components/Blocks";
import { callPart } from "../../components/CallPaper";
import { Keycap } from "../../components/Keycap";
import { Page } from "../../components/Page";
import { Paper, useDataAge } from "../../components/Paper";
import { ServiceTabs } from "../../components/ServiceTabs";
import { Empty, Unanswered } from "../../components/States";
import { courtesyCalls } from "../../lib/courtesy";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { count, dateFrom, dayInWords, monthDay } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { CallDialog } from "./CallDialog";
import { CallRows } from "./CallRows";

/** What other features do for the selected guest; the app puts them together. */
export type CallsParts = { preview: (guest: GuestId) => ReactNode };

type Props = { days: CallDays | null; parts: CallsParts };

/** 主动问候征询: whom in house the duty manager greets before they complain, why, and what they answered. */
export function CallsPage({ days: asked, parts }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [days, setDays] = useState(() => asked ?? { from: desk.today, to: desk.today });
  const answer = useQuery(courtesyCalls(days));
  const at = (day: string) => setDays({ from: day, to: day });
  useKeys([
    {
      cap: "←",
      label: t("tasks.otherDay"),
      shown: ["←", "→"],
      place: "move",
      run: () => at(dateFrom(days.from, -1)),
    },
    { cap: "→", run: () => days.to < desk.today && at(dateFrom(days.to, 1)) },
  ]);
  const head = (verbs: ReactNode) => (
    <>
      <ServiceTabs at="calls" />
      <Head days={days} calls={answer.data} onToday={() => at(desk.today)}>
        {verbs}
      </Head>
    </>
  );
  if (answer.data !== undefined) return <List found={answer.data} head={head} parts={parts} />;
  return (
    <Page>
      {head(null)}
      <Unanswered answer={answer} />
    </Page>
  );
}

type HeadProps = {
  days: CallDays;
  calls: CourtesyCalls | undefined;
  onToday: () => void;
  children: ReactNode;
};

function Head({ days: { from, to }, calls, onToday, children }: HeadProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const day =
    from === to ? dayInWords(to, language) : `${monthDay(from, language)} – ${monthDay(to, language)}`;
  const all = calls?.calls ?? [];
  const made = all.filter((line) => line.made !== null).length;
  const facts =
    calls === undefined ? day : t("call.facts", { day, made: count(made), listed: count(all.length) });
  return (
    <PageHead title={t("call.title")} facts={<span className="num">{facts}</span>}>
      {(from !== desk.today || to !== desk.today) && (
        <Action size="s" onClick={onToday}>
          {t("tasks.today")}
        </Action>
      )}
      {children}
    </PageHead>
  );
}

type ListProps = { found: CourtesyCalls; head: (verbs: ReactNode) => ReactNode; parts: CallsParts };

function List({ found, head, parts }: ListProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const may = useMay();
  const navigate = useNavigate();
  const [openOnly, setOpenOnly] = useState(false);
  const [asking, setAsking] = useState<CourtesyCall | null>(null);
  const rows = found.calls.filter((line) => !openOnly || line.made === null);
  // Whoever is greeted is greeted today: another day only says how it was.
  const mayMake = may("make_call") && found.days.to === desk.today;
  const make = (line: CourtesyCall) => {
    if (mayMake && line.made === null) setAsking(line);
    else void navigate({ to: "/guest/$id", params: { id: line.guest_id } });
  };
  const { chosen, selected, select } = useRows({
    rows,
    idOf: (line: CourtesyCall) => line.stay_id,
    onOpen: make,
    opens: t(mayMake && chosenIsOpen(rows) ? "call.make" : "key.card"),
    firstAt: rows.findIndex((line) => line.made === null),
  });
  const card = () => chosen !== undefined && navigate({ to: "/guest/$id", params: { id: chosen.guest_id } });
  useKeys([
    { cap: "Space", label: t("call.make"), place: "verb", run: () => chosen !== undefined && make(chosen) },
    { cap: "Alt K", label: t("key.card"), place: "verb", run: () => void card() },
    { cap: "F3", label: t("call.leftOnly"), place: "sheet", run: () => setOpenOnly(!openOnly) },
    { cap: "Esc", label: t("key.today"), place: "move", run: () => void navigate({ to: "/" }) },
  ]);
  const print = usePrint(found);
  const left = found.calls.filter((line) => line.made === null).length;
  const side = chosen !== undefined && (
    <Block grow title={t("search.preview")}>
      {parts.preview(chosen.guest_id)}
    </Block>
  );
  return (
    <Page side={side === false ? undefined : side} sideLabel={t("call.side")}>
      {head(
        <>
          <LeftOnly on={openOnly} onChange={setOpenOnly} left={left} />
          {print.verb}
        </>,
      )}
      {print.refused}
      {rows.length === 0 ? (
        <Nobody all={found.calls.length} />
      ) : (
        <CallRows rows={rows} selected={selected} onSelect={select} onMake={make} mayMake={mayMake} />
      )}
      {found.beyond > 0 && <div className="pad sm m">{t("call.beyond", { count: found.beyond })}</div>}
      {asking !== null && <CallDialog line={asking} onClose={() => setAsking(null)} />}
      {print.sheet}
    </Page>
  );
}

const chosenIsOpen = (rows: readonly CourtesyCall[]) => rows.some((line) => line.made === null);

/** The list on paper, with a box and room for the answer: it is greeted while walking. */
function usePrint(found: CourtesyCalls) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const [printing, setPrinting] = useState(false);
  const [asked, setAsked] = useState(false);
  const printed = useCallback(() => setPrinting(false), []);
  const age = useDataAge(desk.data_as_of_ms);
  const nothing = found.calls.length === 0;
  const print = () => (nothing ? setAsked(true) : setPrinting(true));
  useKeys([{ cap: "Ctrl P", label: t("call.print"), place: "sheet", run: print }]);
  const sheet = printing && (
    <Paper
      title={t("call.paper")}
      day={found.days.to}
      age={age}
      notice={t("print.shred")}
      head={found.head}
      parts={callPart(found.calls, { t, today: desk.today, language }, t("call.allMade"))}
      onPrinted={printed}
    />
  );
  const verb = (
    <Action size="s" cap="Ctrl P" icon={Printer} onClick={print} lacks={nothing ? t("call.none") : undefined}>
      {t("call.print")}
    </Action>
  );
  const refused = asked && nothing && (
    <Banner icon={Printer} fact={t("call.noSheet")}>
      {t("call.noneWhy")}
    </Banner>
  );
  return { verb, sheet, refused };
}

type LeftProps = { on: boolean; onChange: (on: boolean) => void; left: number };

function LeftOnly({ on, onChange, left }: LeftProps) {
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
        {t("call.left", { count: left })}
      </button>
      <Keycap cap="F3" />
    </>
  );
}

function Nobody({ all }: { all: number }) {
  const { t } = useTranslation();
  if (all > 0) return <Empty title={t("call.allMade")}>{t("call.allMadeSo")}</Empty>;
  return <Empty title={t("call.none")}>{t("call.noneWhy")}</Empty>;
}

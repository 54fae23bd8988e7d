import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ActionId, ComplaintsBehind, WarningSignal, WeeklyChart } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Refusal, Waiting } from "../../components/States";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { fullDay } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { ActionDialog } from "./ActionDialog";
import { ActionsBlock } from "./ActionsBlock";
import { BehindDialog } from "./BehindDialog";
import { CausesPart } from "./CausesPart";
import { GapsBlock } from "./GapsBlock";
import { MapPart } from "./MapPart";
import { everything, weekly } from "./queries";
import { RaiseDialog } from "./RaiseDialog";
import { RulesDialog } from "./RulesDialog";
import { SignalsBlock } from "./SignalsBlock";
import { WeeklyPart } from "./WeeklyPart";
import "./analysis.css";

/** What stands over the page: a figure's complaints, a finding to be written, an action, the house's own figures. */
type Over =
  | { kind: "behind"; behind: ComplaintsBehind; signal: WarningSignal | null }
  | { kind: "raise"; behind: ComplaintsBehind }
  | { kind: "action"; action: ActionId }
  | { kind: "rules" };

/** 投诉预警: which week is out of the ordinary, what repeats itself, and what is done about it. */
export function AnalysisPage() {
  const chart = useQuery(weekly());
  const [over, setOver] = useState<Over | null>(null);
  const [tables, setTables] = useState(false);
  const openSignal = (signal: WarningSignal) => setOver({ kind: "behind", behind: signal.behind, signal });
  const openAction = (action: ActionId) => setOver({ kind: "action", action });
  const { t } = useTranslation();
  return (
    <Page
      sideLabel={t("analysis.side")}
      side={
        <>
          <SignalsBlock onOpen={openSignal} />
          <ActionsBlock onOpen={openAction} />
          <GapsBlock tables={tables} onOpen={(behind) => setOver({ kind: "behind", behind, signal: null })} />
        </>
      }
    >
      <Head
        tables={tables}
        onTables={() => setTables(!tables)}
        onRules={() => setOver({ kind: "rules" })}
        lay={over === null}
      />
      {chart.isError && <Refusal fault={faultOf(chart.error)} />}
      {chart.isPending && <Waiting rows={9} />}
      {chart.data !== undefined && (
        <Charts
          chart={chart.data}
          tables={tables}
          onOpen={(behind) => setOver({ kind: "behind", behind, signal: null })}
          onRaise={(behind) => setOver({ kind: "raise", behind })}
        />
      )}
      <Overs over={over} onOver={setOver} />
    </Page>
  );
}

const print = () => window.print();

type HeadProps = { tables: boolean; onTables: () => void; onRules: () => void; lay: boolean };

function Head({ tables, onTables, onRules, lay }: HeadProps) {
  const { t } = useTranslation();
  const may = useMay();
  const desk = useDesk();
  const language = useLanguage();
  const navigate = useNavigate();
  const report = () => void navigate({ to: "/programme-report" });
  const points = may("read_programme_report");
  useKeys([
    ...(points && lay
      ? [{ cap: "Alt J" as const, label: t("report.title"), place: "verb" as const, run: report }]
      : []),
    { cap: "Alt T", label: t(tables ? "analysis.charts" : "analysis.tables"), place: "verb", run: onTables },
    { cap: "Ctrl P", label: t("print.do"), place: "sheet", run: print },
    ...(may("set_watch_rules") && lay
      ? [{ cap: "Alt G" as const, label: t("analysis.rules"), place: "verb" as const, run: onRules }]
      : []),
  ]);
  return (
    <>
      <div className="paper-head">
        {desk.practice && <div className="drill">{t("print.practice")}</div>}
        <b>{desk.hotel}</b> · {fullDay(desk.today, language)} · {desk.user.name}
      </div>
      <PageHead title={t("analysis.title")} facts={t("analysis.facts")}>
        <Action size="s" cap="Alt T" onClick={onTables}>
          {t(tables ? "analysis.charts" : "analysis.tables")}
        </Action>
        {may("set_watch_rules") && (
          <Action size="s" cap="Alt G" onClick={onRules}>
            {t("analysis.rules")}
          </Action>
        )}
        {points && (
          <Action size="s" cap="Alt J" onClick={report}>
            {t("report.title")}
          </Action>
        )}
        <Action size="s" cap="Ctrl P" onClick={print}>
          {t("print.do")}
        </Action>
      </PageHead>
    </>
  );
}

type ChartsProps = {
  chart: WeeklyChart;
  tables: boolean;
  onOpen: (behind: ComplaintsBehind) => void;
  onRaise: (behind: ComplaintsBehind) => void;
};

/** The chart of weeks, and of the chosen week its causes and its places. */
function Charts({ chart, tables, onOpen, onRaise }: ChartsProps) {
  const last = Math.max(0, chart.weeks.length - 1);
  const [at, setAt] = useState<number | null>(null);
  const chosen = Math.min(last, at ?? last);
  const week = chart.weeks[chosen];
  if (week === undefined) return null;
  const behind: ComplaintsBehind = { days: week.days, scope: everything };
  return (
    <div className="analysis">
      <WeeklyPart chart={chart} at={chosen} onAt={setAt} tables={tables} onOpen={() => onOpen(behind)} />
      <div className="halves">
        <CausesPart key={week.days.from} behind={behind} tables={tables} onOpen={onOpen} onRaise={onRaise} />
        <MapPart behind={behind} onOpen={onOpen} />
      </div>
    </div>
  );
}

/** One dialog at a time, each leading to the next. */
function Overs({ over, onOver }: { over: Over | null; onOver: (over: Over | null) => void }) {
  const close = () => onOver(null);
  if (over === null) return null;
  if (over.kind === "rules") return <RulesDialog onClose={close} />;
  if (over.kind === "action") {
    const behind = (one: ComplaintsBehind) => onOver({ kind: "behind", behind: one, signal: null });
    return <ActionDialog action={over.action} onBehind={behind} onClose={close} />;
  }
  if (over.kind === "raise") return <RaiseDialog behind={over.behind} onClose={close} />;
  return (
    <BehindDialog
      behind={over.behind}
      signal={over.signal}
      onRaise={() => onOver({ kind: "raise", behind: over.behind })}
      onAction={(action) => onOver({ kind: "action", action })}
      onClose={close}
    />
  );
}

import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Printer } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProgrammeReport, ReportAsked, ReportFigure, ReportRow, Tier } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Segment } from "../../components/Segment";
import { Refusal, Waiting } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { type KeyUse, useKeys } from "../../lib/keys";
import { altCaps } from "../../lib/nth";
import { ComparedPart } from "./ComparedPart";
import { figureKeys, type OnOpen, ReportFigures, useReportFigures } from "./ReportFigures";
import { LiabilityPart } from "./LiabilityPart";
import { MonthsPart } from "./MonthsPart";
import { type Length, lengths, reportPeriod } from "./period";
import { programmeReport } from "./queries";
import { ReportPaper } from "./ReportPaper";
import { RowsDialog } from "./RowsDialog";
import { TiersPart } from "./TiersPart";
import { TotalsLine } from "./TotalsLine";
import "./report.css";

/** What a figure is opened with: the figure, the month or tier it was pointed at in, and how it was shown. */
export type Opened = { figure: ReportFigure; month: string | null; tier: Tier | null; said: string | null };

/** 会员计划报告: what the programme owes, what lapses, who takes part, who comes back, what it costs. */
export function ReportPage({ asked: given = null }: { asked?: ReportAsked | null }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [length, setLength] = useState<Length>("year");
  const [back, setBack] = useState(0);
  const [own, setOwn] = useState(given);
  const asked = own ?? reportPeriod(length, back, desk.today);
  const answer = useQuery(programmeReport(asked));
  const choose = (next: Length) => {
    setOwn(null);
    setLength(next);
    setBack(0);
  };
  const step = (by: number) => {
    setOwn(null);
    setBack(Math.max(0, back + by));
  };
  const frame: Frame = { asked, length: own === null ? length : null, choose, step };
  return (
    <Page>
      {answer.data !== undefined ? (
        <Shown key={`${asked.from}${asked.to}`} report={answer.data} frame={frame} />
      ) : (
        <>
          <PageHead title={t("report.title")} facts={`${asked.from} – ${asked.to}`} />
          {answer.isError ? <Refusal fault={faultOf(answer.error)} /> : <Waiting rows={9} />}
        </>
      )}
    </Page>
  );
}

type Frame = {
  asked: ReportAsked;
  length: Length | null;
  choose: (length: Length) => void;
  step: (by: number) => void;
};

function Shown({ report, frame }: { report: ProgrammeReport; frame: Frame }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const navigate = useNavigate();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [tables, setTables] = useState(false);
  const [whole, setWhole] = useState(!report.totals.agrees);
  const [printed, setPrinted] = useState<{ nth: number; at: number } | null>(null);
  const open: OnOpen = (figure, at = {}) =>
    setOpened({ figure, month: at.month ?? null, tier: at.tier ?? null, said: at.said ?? null });
  const figures = useReportFigures(report);
  const print = () => setPrinted({ nth: (printed?.nth ?? 0) + 1, at: Date.now() + desk.skewMs });
  useReportKeys({
    frame,
    tables,
    onTables: () => setTables(!tables),
    onNth: (nth) => {
      const one = figures[nth];
      if (one !== undefined) open(one.figure, { said: one.value });
    },
    onWhole: () => setWhole(true),
    onPrint: print,
  });
  const toMember = (row: ReportRow) => {
    if (row.tier === null) return void navigate({ to: "/guest/$id", params: { id: row.guest } });
    const search = row.entry === null ? {} : { entry: row.entry };
    return void navigate({ to: "/member/$id", params: { id: row.guest }, search });
  };
  return (
    <>
      <PageHead title={t("report.title")} facts={`${frame.asked.from} – ${frame.asked.to}`}>
        <Segment
          label={t("report.length")}
          size="s"
          value={frame.length}
          onChange={frame.choose}
          choices={lengths.map((value) => ({ value, label: t(`report.length.${value}`) }))}
        />
        <Action size="s" cap="Alt T" onClick={() => setTables(!tables)}>
          {t(tables ? "analysis.charts" : "analysis.tables")}
        </Action>
        <Action size="s" icon={Printer} cap="Ctrl P" onClick={print}>
          {t("report.print")}
        </Action>
      </PageHead>
      <TotalsLine report={report} whole={whole} onWhole={() => setWhole(true)} onOpen={open} />
      <ReportFigures report={report} onOpen={open} />
      <div className="reported">
        <div className="parts">
          <LiabilityPart report={report} tables={tables} onOpen={open} />
          <ComparedPart compared={report.compared} onOpen={open} />
        </div>
        <TiersPart tiers={report.tiers} onOpen={open} />
        <MonthsPart months={report.months} onOpen={open} />
      </div>
      {opened !== null && (
        <RowsDialog period={frame.asked} opened={opened} onOpen={toMember} onClose={() => setOpened(null)} />
      )}
      {printed !== null && <ReportPaper key={printed.nth} report={report} at={printed.at} />}
    </>
  );
}

type Verbs = {
  frame: Frame;
  tables: boolean;
  onTables: () => void;
  onNth: (nth: number) => void;
  onWhole: () => void;
  onPrint: () => void;
};

function useReportKeys({ frame, tables, onTables, onNth, onWhole, onPrint }: Verbs): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const turn = () =>
    frame.choose(lengths[(lengths.indexOf(frame.length ?? "year") + 1) % lengths.length] ?? "year");
  useKeys([
    ...figureKeys.map((_, at): KeyUse => ({
      cap: altCaps[at] ?? "Alt 9",
      run: () => onNth(at),
      ...(at === 0 && {
        label: t("morning.openFigure"),
        shown: [`Alt 1–${figureKeys.length}`],
        place: "move" as const,
      }),
    })),
    { cap: "Alt H", label: t("report.check"), place: "verb", run: onWhole },
    { cap: "Alt T", label: t(tables ? "analysis.charts" : "analysis.tables"), place: "verb", run: onTables },
    { cap: "Alt Z", label: t("report.length"), place: "verb", run: turn },
    { cap: "←", label: t("report.step"), shown: ["←", "→"], place: "move", run: () => frame.step(1) },
    { cap: "→", run: () => frame.step(-1) },
    { cap: "Ctrl P", label: t("report.print"), place: "verb", run: onPrint },
    {
      cap: "Esc",
      label: t("place.members"),
      place: "move",
      run: () => void navigate({ to: "/member" }),
    },
  ]);
}

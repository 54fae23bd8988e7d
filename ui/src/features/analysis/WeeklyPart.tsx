import { useTranslation } from "react-i18next";
import type { WeeklyChart, WeekPoint } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { Chart } from "../../components/Chart";
import { type Column, DataTable } from "../../components/DataTable";
import { Keycap } from "../../components/Keycap";
import { VerdictMark } from "../../components/Marks";
import { TooFew } from "../../components/States";
import { useLanguage } from "../../lib/desk";
import { count } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { daysInWords } from "./about";
import { rate } from "../../lib/draw";
import { WeeksDrawing } from "./WeeksDrawing";

const drawnHeight = 228;

type Props = {
  chart: WeeklyChart;
  at: number;
  onAt: (at: number) => void;
  tables: boolean;
  onOpen: () => void;
};

/** 每百间夜投诉: `←→` walks the weeks, Enter opens the chosen one's complaints. */
export function WeeklyPart({ chart, at, onAt, tables, onOpen }: Props) {
  const { t } = useTranslation();
  const walk = (by: number) => onAt(Math.min(chart.weeks.length - 1, Math.max(0, at + by)));
  useKeys([
    { cap: "←", label: t("analysis.walk"), shown: ["←", "→"], place: "move", run: () => walk(-1) },
    { cap: "→", run: () => walk(1) },
    { cap: "Enter", label: t("analysis.openRows"), place: "move", run: onOpen },
  ]);
  return (
    <section className="weekly">
      <Heading end={<Alarms weeks={chart.weeks} onOpen={onOpen} />}>
        {t("analysis.weekly")}{" "}
        <span className="m sm">{t("analysis.weeklyFacts", { weeks: chart.weeks.length })}</span>
      </Heading>
      {tables ? (
        <WeeksTable {...{ chart, at, onAt, onOpen }} />
      ) : (
        <WeeksDrawn {...{ chart, at, onAt, onOpen }} />
      )}
    </section>
  );
}

function Alarms({ weeks, onOpen }: { weeks: readonly WeekPoint[]; onOpen: () => void }) {
  const { t } = useTranslation();
  const above = weeks.filter((week) => week.standing === "above").length;
  return (
    <span className="row">
      {above > 0 && (
        <span className="rd w6 row">
          <VerdictMark verdict="block" bare /> {t("analysis.above", { count: above })}
        </span>
      )}
      <button type="button" className="row link" onClick={onOpen}>
        <Keycap cap="Enter" /> {t("analysis.openWeek")}
      </button>
    </span>
  );
}

type ShownProps = Omit<Props, "tables">;

function WeeksDrawn({ chart, at, onAt }: ShownProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const week = chart.weeks[at];
  return (
    <>
      {chart.mean === null && <TooFew have={chart.judged} need={chart.judged_min} />}
      <Chart height={drawnHeight} label={t("analysis.weeklyAria", said(chart, at))}>
        {(width) => (
          <WeeksDrawing weeks={chart.weeks} at={at} onAt={onAt} width={width} height={drawnHeight} />
        )}
      </Chart>
      {week !== undefined && (
        <div className="sm i2" aria-live="polite">
          <b>{daysInWords(week.days, language)}</b>{" "}
          {t("analysis.weekSays", { count: week.complaints, nights: week.nights })}
          {week.limits !== null && ` · ${t("analysis.alarmAt", { count: week.limits.alarm_at })}`} ·{" "}
          <span className={week.standing === "above" ? "rd w6" : undefined}>
            {t(`analysis.standing.${week.standing}`)}
          </span>
        </div>
      )}
    </>
  );
}

/** What the chart's label says: how many weeks, and the chosen one beside its limit. */
function said(chart: WeeklyChart, at: number): Record<string, string | number> {
  const week = chart.weeks[at];
  return {
    weeks: chart.weeks.length,
    rate: week?.rate == null ? "–" : rate(week.rate),
    upper: week?.limits == null ? "–" : rate(week.limits.upper),
  };
}

function WeeksTable({ chart, at, onAt, onOpen }: ShownProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const number = (value: number | null | undefined) =>
    value == null ? t("analysis.standing.too_few") : rate(value);
  const columns: readonly Column<WeekPoint>[] = [
    { id: "days", title: t("analysis.col.week"), cell: (week) => daysInWords(week.days, language) },
    {
      id: "count",
      title: t("analysis.col.complaints"),
      width: 80,
      align: "right",
      cell: (week) => count(week.complaints),
    },
    {
      id: "nights",
      title: t("analysis.col.nights"),
      width: 90,
      align: "right",
      cell: (week) => count(week.nights),
    },
    {
      id: "rate",
      title: t("analysis.col.rate"),
      width: 100,
      align: "right",
      cell: (week) => number(week.rate),
    },
    {
      id: "upper",
      title: t("analysis.upper"),
      width: 90,
      align: "right",
      cell: (week) => number(week.limits?.upper),
    },
    {
      id: "standing",
      title: t("col.state"),
      width: 110,
      cell: (week) => (
        <span className={week.standing === "above" ? "rd w6" : undefined}>
          {t(`analysis.standing.${week.standing}`)}
        </span>
      ),
    },
  ];
  return (
    <div className="tall">
      <DataTable
        label={t("analysis.weekly")}
        columns={columns}
        rows={chart.weeks}
        rowId={(week) => week.days.from}
        selected={chart.weeks[at]?.days.from ?? null}
        onSelect={(week) => onAt(chart.weeks.indexOf(week))}
        onOpen={onOpen}
      />
    </div>
  );
}

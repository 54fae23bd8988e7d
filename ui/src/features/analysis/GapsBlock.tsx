import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ComplaintsBehind, GapChart, ProblemCode } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Block } from "../../components/Blocks";
import { Pick } from "../../components/Pick";
import { Refusal, TooFew, Waiting } from "../../components/States";
import { useLanguage } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { everything, gapsOf } from "./queries";

/** What is rare and weighs much: a week mostly has none, so that the days between say more. */
const rare: readonly ProblemCode[] = [
  "theft",
  "injury",
  "food_poisoning",
  "stranger_at_door",
  "privacy",
  "fire_alarm",
  "parking_damage",
  "pests",
];
const shownMax = 24;
const width = 290;
const height = 96;

type Props = { tables: boolean; onOpen: (behind: ComplaintsBehind) => void };

/** Days between complaints of a rare problem: a short wait is the alarm. */
export function GapsBlock({ tables, onOpen }: Props) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<ProblemCode>("theft");
  const answer = useQuery(gapsOf(problem));
  const chart = answer.data;
  return (
    <Block title={t("analysis.gaps")}>
      <Pick
        label={t("analysis.by.problem")}
        value={problem}
        onChange={setProblem}
        choices={rare.map((value) => ({ value, label: word("problem", value) }))}
      />
      {answer.isError && <Refusal fault={faultOf(answer.error)} />}
      {answer.isPending && <Waiting rows={2} />}
      {chart !== undefined && (
        <>
          <Since chart={chart} />
          {chart.limits === null ? (
            <TooFew have={chart.gaps.length} need={chart.gaps_min} />
          ) : tables ? (
            <GapsTable chart={chart} />
          ) : (
            <GapsDrawn chart={chart} onOpen={onOpen} />
          )}
        </>
      )}
    </Block>
  );
}

function Since({ chart }: { chart: GapChart }) {
  const { t } = useTranslation();
  return (
    <div className="sm i2 since">
      {chart.days_since === null
        ? t("analysis.neverYet")
        : t("analysis.daysSince", { days: chart.days_since })}
    </div>
  );
}

function GapsTable({ chart }: { chart: GapChart }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <table className="gaps">
      <caption className="vh">{t("analysis.gaps")}</caption>
      <tbody>
        {chart.gaps.slice(-shownMax).map((gap, at) => (
          <tr key={`${gap.on}${at}`}>
            <th scope="row">{monthDay(gap.on, language)}</th>
            <td className="num">{t("analysis.days", { days: gap.days })}</td>
            <td className={gap.standing === "above" ? "rd w6" : undefined}>
              {t(`analysis.gap.${gap.standing}`)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Bars of waiting days with the centre and the lower limit: twenty lines of SVG, as the other small meters are. */
function GapsDrawn({ chart, onOpen }: { chart: GapChart; onOpen: Props["onOpen"] }) {
  const { t } = useTranslation();
  const gaps = chart.gaps.slice(-shownMax);
  const centre = chart.limits?.centre ?? 0;
  const top = Math.max(centre * 1.2, ...gaps.map((gap) => gap.days), 1);
  const y = (days: number) => height - 4 - (days / top) * (height - 16);
  const step = width / gaps.length;
  const label = t("analysis.gapsAria", { count: gaps.length, centre: centre.toFixed(0) });
  return (
    <>
      <svg className="gapsdrawn" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {gaps.map((gap, at) => (
          <rect
            key={`${gap.on}${at}`}
            x={at * step + 1}
            width={Math.max(3, step - 3)}
            y={Math.min(y(gap.days), height - 7)}
            height={Math.max(3, height - 4 - y(gap.days))}
            className={gap.standing === "above" ? "short" : "wait"}
            onClick={() =>
              onOpen({ days: { from: gap.on, to: gap.on }, scope: { ...everything, problem: chart.problem } })
            }
          />
        ))}
        <line x1={0} x2={width} y1={y(centre)} y2={y(centre)} />
        {chart.limits?.lower != null && (
          <line
            x1={0}
            x2={width}
            y1={y(chart.limits.lower)}
            y2={y(chart.limits.lower)}
            strokeDasharray="4 3"
          />
        )}
      </svg>
      <div className="sm m">{t("analysis.gapsSay", { centre: centre.toFixed(0) })}</div>
    </>
  );
}

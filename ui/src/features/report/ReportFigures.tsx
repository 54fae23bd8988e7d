import { useTranslation } from "react-i18next";
import type { ProgrammeReport, ReportFigure } from "../../api/bindings";
import { Keycap } from "../../components/Keycap";
import { useDesk } from "../../lib/desk";
import { count, money } from "../../lib/format";
import { altCaps } from "../../lib/nth";
import { percent } from "./rates";

/** What `Alt 1–7` opens, in the order of the figures. */
export const figureKeys: readonly ReportFigure[] = [
  "held",
  "expired",
  "active",
  "redeemers",
  "members",
  "earned",
  "goodwill",
];

type Props = { report: ProgrammeReport; onOpen: (figure: ReportFigure) => void };
type Shown = { figure: ReportFigure; value: string; beside: string };

/** The figures of the report, each with what it is measured against; each opens its rows. */
export function ReportFigures({ report, onOpen }: Props) {
  const { t } = useTranslation();
  const shown = useReportFigures(report);
  return (
    <div className="measures" role="group" aria-label={t("report.title")}>
      {shown.map((one, at) => (
        <button key={one.figure} type="button" className="measure" onClick={() => onOpen(one.figure)}>
          <span className="row">
            <span className="i2 sm nw">{t(`report.figure.${one.figure}`)}</span>
            <span className="sp">
              <Keycap cap={altCaps[at] ?? "Alt 9"} />
            </span>
          </span>
          <span className="v num">{one.value}</span>
          <span className="sm m">{one.beside}</span>
        </button>
      ))}
    </div>
  );
}

/** The same for paper. */
export function useReportFigures(report: ProgrammeReport): readonly Shown[] {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const { liability, breakage, activity, totals, months } = report;
  const lapses =
    breakage.expected_permille === null
      ? t("report.tooFew", { have: breakage.ended_lots, need: breakage.least })
      : t("report.expected", {
          rate: percent(breakage.expected_permille),
          points: count(breakage.expected_points ?? 0),
        });
  const goodwill = months.reduce((sum, month) => sum + month.goodwill, 0);
  return [
    { figure: "held", value: count(liability.points), beside: money(liability.worth_minor, currency) },
    { figure: "expired", value: percent(breakage.permille), beside: lapses },
    {
      figure: "active",
      value: percent(activity.active_permille),
      beside: t("report.ofMembers", { active: count(activity.active), members: count(activity.members) }),
    },
    {
      figure: "redeemers",
      value: percent(activity.redeemed_permille),
      beside: t("report.redeemedBy", {
        points: count(activity.redeemed),
        members: count(activity.redeemers),
      }),
    },
    {
      figure: "members",
      value: count(activity.joined),
      beside: t("report.inAll", { members: count(activity.members) }),
    },
    {
      figure: "earned",
      value: count(totals.earned - goodwill),
      beside: t("report.net", { points: count(breakage.issued) }),
    },
    {
      figure: "goodwill",
      value: count(goodwill),
      beside: t("report.ofIssued", {
        rate: percent(totals.earned <= 0 ? null : Math.round((goodwill * 1000) / totals.earned)),
      }),
    },
  ];
}

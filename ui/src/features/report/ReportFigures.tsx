import { useTranslation } from "react-i18next";
import type { ProgrammeReport, ReportFigure, Tier } from "../../api/bindings";
import { Keycap } from "../../components/Keycap";
import { useDesk } from "../../lib/desk";
import { count, money } from "../../lib/format";
import { altCaps } from "../../lib/nth";
import { percent } from "./rates";

/** What `Alt 1–7` opens, in the order of the figures. */
export const figureKeys = [
  "held",
  "lapsed",
  "active",
  "redeemers",
  "members",
  "earned",
  "goodwill",
] as const satisfies readonly ReportFigure[];

/** What a figure is opened at: the month or tier it stands in, and the figure as it is shown. */
export type OpenAt = { month?: string; tier?: Tier; said?: string };
export type OnOpen = (figure: ReportFigure, at?: OpenAt) => void;

type Props = { report: ProgrammeReport; onOpen: OnOpen };
type Shown = {
  figure: (typeof figureKeys)[number];
  value: string;
  /** What it is measured against, and the rows that stand behind that. */
  beside: string;
  besideOpens: ReportFigure;
};

/** The figures of the report, each with what it is measured against; each opens its rows. */
export function ReportFigures({ report, onOpen }: Props) {
  const { t } = useTranslation();
  const shown = useReportFigures(report);
  return (
    <div className="measures" role="group" aria-label={t("report.title")}>
      {shown.map((one, at) => (
        <div key={one.figure} className="measure">
          <button type="button" onClick={() => onOpen(one.figure, { said: one.value })}>
            <span className="row">
              <span className="i2 sm nw">{t(`report.measure.${one.figure}`)}</span>
              <span className="sp">
                <Keycap cap={altCaps[at] ?? "Alt 9"} />
              </span>
            </span>
            <span className="v num">{one.value}</span>
          </button>
          <button
            type="button"
            className="beside sm m"
            onClick={() => onOpen(one.besideOpens, { said: one.beside })}
          >
            <span>{one.beside}</span>
          </button>
        </div>
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
    {
      figure: "held",
      value: count(liability.points),
      beside: money(liability.worth_minor, currency),
      besideOpens: "held",
    },
    { figure: "lapsed", value: percent(breakage.permille), beside: lapses, besideOpens: "ended" },
    {
      figure: "active",
      value: percent(activity.active_permille),
      beside: t("report.ofMembers", { active: count(activity.active), members: count(activity.members) }),
      besideOpens: "all_members",
    },
    {
      figure: "redeemers",
      value: percent(activity.redeemed_permille),
      beside: t("report.redeemedBy", {
        points: count(activity.redeemed),
        members: count(activity.redeemers),
      }),
      besideOpens: "spent",
    },
    {
      figure: "members",
      value: count(activity.joined),
      beside: t("report.inAll", { members: count(activity.members) }),
      besideOpens: "all_members",
    },
    {
      figure: "earned",
      value: count(totals.earned - goodwill),
      beside: t("report.net", { points: count(breakage.issued) }),
      besideOpens: "issued",
    },
    {
      figure: "goodwill",
      value: count(goodwill),
      beside: t("report.ofIssued", {
        rate: percent(totals.earned <= 0 ? null : Math.round((goodwill * 1000) / totals.earned)),
      }),
      besideOpens: "given",
    },
  ];
}

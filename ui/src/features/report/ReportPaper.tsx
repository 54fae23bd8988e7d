import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { LiabilityMonth, MonthMoved, ProgrammeReport, TierCost } from "../../api/bindings";
import { Paper, useDataAge } from "../../components/Paper";
import { type PaperPart, paperPart, wordsPart } from "../../components/Sheets";
import { useDesk } from "../../lib/desk";
import { count, money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { movedIn } from "./MonthsPart";
import { percent } from "./rates";
import { useReportFigures } from "./ReportFigures";
import { totalsOf } from "./TotalsLine";

/** 会员计划报告 on A4: figures, sums and how they were reckoned; nobody's name. */
export function ReportPaper({ report, at }: { report: ProgrammeReport; at: number }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const figures = useReportFigures(report);
  const parts = useMemo(
    () => [
      wordsPart(
        "figures",
        t("report.figures"),
        figures.map((one) => [t(`report.measure.${one.figure}`), `${one.value} · ${one.beside}`]),
        "",
      ),
      comparedPart(report, desk.currency, t),
      ...tables(report, desk.currency, t),
    ],
    [report, figures, desk.currency, t],
  );
  return (
    <Paper
      title={t("report.title")}
      name={`${report.asked.from} – ${report.asked.to}`}
      day={report.today}
      at={at}
      age={useDataAge(desk.data_as_of_ms)}
      notice={t("report.notice")}
      head={report.head}
      sum={
        <div className="sum">
          {totalsOf(report).map((part) => (
            <span key={part.id}>
              {part.sign} {t(`member.${part.id}`)} <b>{count(part.points)}</b>
            </span>
          ))}
          <span>
            <b>{t(report.totals.agrees ? "report.sumsAgree" : "member.disagrees")}</b>
          </span>
        </div>
      }
      parts={parts}
    />
  );
}

function comparedPart({ compared }: ProgrammeReport, currency: string, t: TFunction): PaperPart {
  const side = (which: "members" | "others") => {
    const { guests, again_permille: again, spend_minor: spend } = compared[which];
    return [
      t(`report.side.${which}`),
      compared.enough
        ? `${t("report.guests", { count: count(guests) })} · ${t("report.again")} ${percent(again)} · ${t("report.spendAfter")} ${money(spend, currency)}`
        : t("report.tooFew", { have: guests, need: compared.least }),
    ] as const;
  };
  return wordsPart(
    "compared",
    t("report.compared"),
    [
      side("members"),
      side("others"),
      [
        t("report.window", { from: compared.from, to: compared.to }),
        `${t("report.method", { strata: compared.strata })} ${t("report.joinedLater", { later: count(compared.joined_later) })}`,
      ],
    ],
    "",
  );
}

const right = "right" as const;

function tables(report: ProgrammeReport, currency: string, t: TFunction): readonly PaperPart[] {
  return [owedPart(report, currency, t), tiersPart(report, currency, t), monthsPart(report, t)];
}

function owedPart(report: ProgrammeReport, currency: string, t: TFunction): PaperPart {
  return paperPart<LiabilityMonth>({
    id: "liability",
    title: t("report.liability"),
    columns: [
      { id: "month", title: t("report.endsIn"), className: "tn", cell: (one) => one.month },
      { id: "lots", title: t("report.lots"), width: 90, align: right, cell: (one) => count(one.lots) },
      {
        id: "points",
        title: t("report.points"),
        width: 120,
        align: right,
        cell: (one) => count(one.points),
      },
      {
        id: "worth",
        title: t("report.worth"),
        width: 140,
        align: right,
        cell: (one) => money(one.worth_minor, currency),
      },
    ],
    rows: report.liability.months,
    rowId: (one) => one.month,
  });
}

function tiersPart(report: ProgrammeReport, currency: string, t: TFunction): PaperPart {
  return paperPart<TierCost>({
    id: "tiers",
    title: t("report.tiers"),
    columns: [
      { id: "tier", title: t("member.tier"), cell: (one) => word("tier", one.tier) },
      {
        id: "members",
        title: t("report.col.members"),
        width: 76,
        align: right,
        cell: (one) => count(one.members),
      },
      {
        id: "issued",
        title: t("report.col.issued"),
        width: 96,
        align: right,
        cell: (one) => count(one.issued),
      },
      {
        id: "redeemed",
        title: t("report.col.redeemed"),
        width: 96,
        align: right,
        cell: (one) => count(one.redeemed),
      },
      {
        id: "rewards",
        title: t("report.col.rewards"),
        width: 64,
        align: right,
        cell: (one) => count(one.rewards),
      },
      {
        id: "benefits",
        title: t("report.col.benefits"),
        width: 86,
        align: right,
        cell: (one) => money(one.benefits_minor, currency),
      },
      {
        id: "cost",
        title: t("report.col.cost"),
        width: 110,
        align: right,
        cell: (one) => money(one.rewards_minor, currency),
      },
      {
        id: "each",
        title: t("report.col.each"),
        width: 90,
        align: right,
        cell: (one) => (one.each_minor === null ? "" : money(one.each_minor, currency)),
      },
    ],
    rows: report.tiers,
    rowId: (one) => one.tier,
    note: t("report.tiersMethod"),
  });
}

const moved = ["earned", "goodwill", "redeemed", "expired", "reversed", "adjusted"] as const;

function monthsPart(report: ProgrammeReport, t: TFunction): PaperPart {
  return paperPart<MonthMoved>({
    id: "months",
    title: t("report.months"),
    columns: [
      { id: "month", title: t("report.month"), className: "tn", cell: (one) => one.month },
      ...moved.map((figure) => ({
        id: figure,
        title: t(`report.figureOf.${figure}`),
        width: 84,
        align: right,
        cell: (one: MonthMoved) => (one[figure] === 0 ? "" : movedIn(one, figure)),
      })),
      {
        id: "closing",
        title: t("report.figureOf.closing"),
        width: 96,
        align: right,
        cell: (one) => count(one.closing),
      },
    ],
    rows: report.months,
    rowId: (one) => one.month,
  });
}

import { useTranslation } from "react-i18next";
import type { LiabilityMonth, ProgrammeReport } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { Chart } from "../../components/Chart";
import { type Column, DataTable } from "../../components/DataTable";
import { useDesk, useLanguage } from "../../lib/desk";
import { count, money, monthInWords } from "../../lib/format";
import { LiabilityDrawing } from "./LiabilityDrawing";
import type { OnOpen } from "./ReportFigures";

const drawnHeight = 190;

type Props = { report: ProgrammeReport; tables: boolean; onOpen: OnOpen };

/** 负债: what members hold, by the month in which it ends. */
export function LiabilityPart({ report, tables, onOpen: onFigure }: Props) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const language = useLanguage();
  const { liability } = report;
  const onOpen = (month: string) => {
    const one = liability.months.find((found) => found.month === month);
    onFigure("held", one === undefined ? { month } : { month, said: count(one.points) });
  };
  const first = liability.months[0];
  const said = {
    points: count(liability.points),
    sum: money(liability.worth_minor, currency),
    month: first === undefined ? "" : monthInWords(first.month, language),
  };
  return (
    <section>
      <Heading
        end={
          <button
            type="button"
            className="linkish sm num"
            onClick={() => onFigure("held", { said: said.points })}
          >
            {t("report.owed", said)}
          </button>
        }
      >
        {t("report.liability")}
      </Heading>
      {liability.overdue > 0 && (
        <button
          type="button"
          className="sm am owing-now"
          onClick={() => onFigure("overdue", { said: count(liability.overdue) })}
        >
          {t("report.overdue", { points: count(liability.overdue) })}
        </button>
      )}
      {liability.months.length === 0 && <div className="i2">{t("report.nothingOwed")}</div>}
      {liability.months.length > 0 && !tables && (
        <Chart height={drawnHeight} label={t("report.liabilityAria", said)}>
          {(width) => (
            <LiabilityDrawing
              months={liability.months}
              today={report.today}
              onOpen={onOpen}
              width={width}
              height={drawnHeight}
            />
          )}
        </Chart>
      )}
      {liability.months.length > 0 && tables && <OwedTable months={liability.months} onOpen={onOpen} />}
    </section>
  );
}

type OwedProps = { months: readonly LiabilityMonth[]; onOpen: (month: string) => void };

function OwedTable({ months, onOpen }: OwedProps) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const columns: readonly Column<LiabilityMonth>[] = [
    { id: "month", title: t("report.endsIn"), className: "tn", cell: (one) => one.month },
    { id: "lots", title: t("report.lots"), width: 80, align: "right", cell: (one) => count(one.lots) },
    { id: "points", title: t("report.points"), width: 110, align: "right", cell: (one) => count(one.points) },
    {
      id: "worth",
      title: t("report.worth"),
      width: 120,
      align: "right",
      cell: (one) => money(one.worth_minor, currency),
    },
  ];
  return (
    <div className="owed">
      <DataTable
        label={t("report.liability")}
        columns={columns}
        rows={months}
        rowId={(one) => one.month}
        onOpen={(one) => onOpen(one.month)}
        onSelect={(one) => onOpen(one.month)}
        height={30}
      />
    </div>
  );
}

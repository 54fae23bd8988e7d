import { useTranslation } from "react-i18next";
import type { LiabilityMonth, ProgrammeReport } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { Chart } from "../../components/Chart";
import { type Column, DataTable } from "../../components/DataTable";
import { useDesk, useLanguage } from "../../lib/desk";
import { count, money, monthInWords } from "../../lib/format";
import { LiabilityDrawing } from "./LiabilityDrawing";

const drawnHeight = 190;

type Props = { report: ProgrammeReport; tables: boolean; onOpen: (month: string) => void };

/** 负债: what members hold, by the month in which it ends. */
export function LiabilityPart({ report, tables, onOpen }: Props) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const language = useLanguage();
  const { liability } = report;
  const first = liability.months[0];
  const said = {
    points: count(liability.points),
    sum: money(liability.worth_minor, currency),
    month: first === undefined ? "" : monthInWords(first.month, language),
  };
  return (
    <section>
      <Heading end={<span className="sm i2 num">{t("report.owed", said)}</span>}>
        {t("report.liability")}
      </Heading>
      {liability.overdue > 0 && (
        <div className="sm am">{t("report.overdue", { points: count(liability.overdue) })}</div>
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

function OwedTable({ months, onOpen }: { months: readonly LiabilityMonth[]; onOpen: Props["onOpen"] }) {
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

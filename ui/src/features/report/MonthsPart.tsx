import { useTranslation } from "react-i18next";
import type { MonthMoved } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { count, signed } from "../../lib/format";
import type { OnOpen } from "./ReportFigures";

type Props = {
  months: readonly MonthMoved[];
  onOpen: OnOpen;
};

const columnsOf = ["earned", "goodwill", "redeemed", "expired", "reversed", "adjusted"] as const;
/** What takes points away is shown with its sign, as on a statement. */
const taken: ReadonlySet<string> = new Set(["redeemed", "expired"]);

/** 逐月: what came, went and is there at each month's end. */
export function MonthsPart({ months, onOpen }: Props) {
  const { t } = useTranslation();
  const columns: readonly Column<MonthMoved>[] = [
    { id: "month", title: t("report.month"), className: "tn", cell: (one) => one.month },
    ...columnsOf.map((figure): Column<MonthMoved> => ({
      id: figure,
      title: t(`report.figureOf.${figure}`),
      width: 112,
      align: "right",
      cell: (one) =>
        one[figure] === 0 ? (
          ""
        ) : (
          <button
            type="button"
            className="linkish"
            onClick={() => onOpen(figure, { month: one.month, said: movedIn(one, figure) })}
          >
            {movedIn(one, figure)}
          </button>
        ),
    })),
    {
      id: "closing",
      title: t("report.figureOf.closing"),
      width: 124,
      align: "right",
      cell: (one) => (
        <button
          type="button"
          className="linkish w6"
          onClick={() => onOpen("closing", { month: one.month, said: count(one.closing) })}
        >
          {count(one.closing)}
        </button>
      ),
    },
  ];
  return (
    <section>
      <Heading>{t("report.months")}</Heading>
      <DataTable
        label={t("report.months")}
        columns={columns}
        rows={months}
        rowId={(one) => one.month}
        height={30}
      />
    </section>
  );
}

/** A month's figure with the sign it has on a statement. */
export function movedIn(month: MonthMoved, figure: (typeof columnsOf)[number]): string {
  return signed(taken.has(figure) ? -month[figure] : month[figure]);
}

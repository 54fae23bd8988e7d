import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Card, MemberStatement, StatementLine } from "../../api/bindings";
import { Paper, useDataAge } from "../../components/Paper";
import { type PaperPart, paperPart } from "../../components/Sheets";
import { useDesk } from "../../lib/desk";
import { count, signed } from "../../lib/format";
import { word } from "../../lib/i18n";
import { reasonOf, sourceOf } from "./lines";
import { sumsOf } from "./sums";
import { WhosePaper } from "./WhosePaper";

type Props = {
  statement: MemberStatement;
  card: Card | undefined;
  /** In words. */
  period: string;
  at: number;
};

/** 积分对账单 on A4: what the guest takes home, and what finance files. */
export function StatementPaper({ statement, card, period, at }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const parts = useMemo(() => partsOf(statement, desk.currency, t), [statement, desk.currency, t]);
  return (
    <Paper
      title={t("member.paper")}
      name={card?.guest.name ?? ""}
      day={desk.today}
      at={at}
      age={useDataAge(desk.data_as_of_ms)}
      notice={t("member.paperNotice")}
      head={statement.head}
      sum={
        <>
          <WhosePaper member={statement.member} card={card} about={period} />
          <div className="sum">
            {sumsOf(statement.statement.sums).map((one) => (
              <span key={one.id}>
                {one.sign} {t(`member.${one.id}`)} <b>{count(one.points)}</b>
              </span>
            ))}
          </div>
        </>
      }
      parts={parts}
    />
  );
}

function partsOf(found: MemberStatement, currency: string, t: TFunction): readonly PaperPart[] {
  const { lines, sums, earlier } = found.statement;
  const shown = t(found.agrees ? "member.agrees" : "member.disagrees");
  return [
    paperPart<StatementLine>({
      id: "lines",
      title: t("print.counted", { title: t("member.statement"), count: lines.length }),
      columns: [
        { id: "date", title: t("member.date"), width: 86, className: "tn", cell: (line) => line.date },
        { id: "kind", title: t("member.kind"), width: 44, cell: (line) => word("entry", line.code) },
        {
          id: "why",
          title: t("member.why"),
          cell: (line) => (
            <>
              <span className={line.reversed_by === null ? "" : "struck"}>{reasonOf(line, currency, t)}</span>
              {line.reversed_by !== null && ` ${t("member.wasReversed")}`}
            </>
          ),
        },
        { id: "source", title: t("member.source"), width: 168, className: "tn", cell: sourceOf },
        {
          id: "points",
          title: t("member.change"),
          width: 66,
          align: "right",
          cell: (line) => signed(line.points),
        },
        {
          id: "balance",
          title: t("member.balanceAfter"),
          width: 66,
          align: "right",
          cell: (line) => count(line.balance),
        },
        { id: "by", title: t("member.by"), width: 64, cell: (line) => line.by },
      ],
      rows: lines,
      rowId: (line) => line.id,
      note: (
        <div style={{ padding: "6px 0" }}>
          {earlier !== null && <>{t("member.paperCut", { count: lines.length })} </>}
          {t("member.paperOpening", { points: count(sums.opening) })} <b>{shown}</b>
        </div>
      ),
    }),
  ];
}

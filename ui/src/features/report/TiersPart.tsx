import { useTranslation } from "react-i18next";
import type { ReportFigure, Tier, TierCost } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { TierBars } from "../../components/Marks";
import { useDesk } from "../../lib/desk";
import { count, money } from "../../lib/format";

type Props = {
  tiers: readonly TierCost[];
  onOpen: (figure: ReportFigure, at: { tier: Tier }) => void;
};

/** 各级成本: what a tier got, redeemed and cost. */
export function TiersPart({ tiers, onOpen }: Props) {
  const { t } = useTranslation();
  return (
    <section>
      <Heading>{t("report.tiers")}</Heading>
      <DataTable
        label={t("report.tiers")}
        columns={useColumns(onOpen)}
        rows={tiers}
        rowId={(one) => one.tier}
        height={30}
      />
      <div className="sm m note">{t("report.tiersMethod")}</div>
    </section>
  );
}

function useColumns(onOpen: Props["onOpen"]): readonly Column<TierCost>[] {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const opening = (figure: ReportFigure, one: TierCost, said: string) => (
    <button type="button" className="linkish" onClick={() => onOpen(figure, { tier: one.tier })}>
      {said}
    </button>
  );
  const each = (one: TierCost) => (one.each_minor === null ? "" : money(one.each_minor, currency));
  return [
    { id: "tier", title: t("member.tier"), cell: (one) => <TierBars tier={one.tier} /> },
    {
      id: "members",
      title: t("report.col.members"),
      width: 100,
      align: "right",
      cell: (one) => opening("members", one, count(one.members)),
    },
    {
      id: "issued",
      title: t("report.col.issued"),
      width: 120,
      align: "right",
      cell: (one) => opening("issued", one, count(one.issued)),
    },
    {
      id: "worth",
      title: t("report.col.issuedWorth"),
      width: 120,
      align: "right",
      cell: (one) => money(one.issued_minor, currency),
    },
    {
      id: "redeemed",
      title: t("report.col.redeemed"),
      width: 120,
      align: "right",
      cell: (one) => opening("spent", one, count(one.redeemed)),
    },
    {
      id: "rewards",
      title: t("report.col.rewards"),
      width: 90,
      align: "right",
      cell: (one) => count(one.rewards),
    },
    {
      id: "benefits",
      title: t("report.col.benefits"),
      width: 130,
      align: "right",
      cell: (one) => (
        <>
          <span className="m">{count(one.benefits)}</span> {money(one.benefits_minor, currency)}
        </>
      ),
    },
    {
      id: "cost",
      title: t("report.col.cost"),
      width: 130,
      align: "right",
      cell: (one) => <b>{money(one.rewards_minor, currency)}</b>,
    },
    { id: "each", title: t("report.col.each"), width: 110, align: "right", cell: each },
  ];
}

import { useTranslation } from "react-i18next";
import type { ReportFigure, TierCost } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { TierBars } from "../../components/Marks";
import { useDesk } from "../../lib/desk";
import { count, money } from "../../lib/format";
import type { OnOpen } from "./ReportFigures";

type Props = { tiers: readonly TierCost[]; onOpen: OnOpen };

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

/** A figure of a tier as a button that opens its rows: as it is counted, or as money. */
function useOpening(onOpen: Props["onOpen"]) {
  const { currency } = useDesk();
  const opening = (figure: ReportFigure, one: TierCost, said: string) => (
    <button type="button" className="linkish" onClick={() => onOpen(figure, { tier: one.tier, said })}>
      {said}
    </button>
  );
  const costs = (figure: ReportFigure, one: TierCost, minor: number) =>
    opening(figure, one, money(minor, currency));
  return { opening, costs };
}

function useColumns(onOpen: Props["onOpen"]): readonly Column<TierCost>[] {
  const { t } = useTranslation();
  const { opening, costs } = useOpening(onOpen);
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
      cell: (one) => costs("issued", one, one.issued_minor),
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
      cell: (one) => opening("rewards", one, count(one.rewards)),
    },
    {
      id: "benefits",
      title: t("report.col.benefits"),
      width: 130,
      align: "right",
      cell: (one) => (
        <>
          {opening("benefits", one, count(one.benefits))} {costs("benefits", one, one.benefits_minor)}
        </>
      ),
    },
    {
      id: "cost",
      title: t("report.col.cost"),
      width: 130,
      align: "right",
      cell: (one) => <b>{costs("redemptions", one, one.rewards_minor)}</b>,
    },
    {
      id: "each",
      title: t("report.col.each"),
      width: 110,
      align: "right",
      cell: (one) => (one.each_minor === null ? "" : costs("cost", one, one.each_minor)),
    },
  ];
}

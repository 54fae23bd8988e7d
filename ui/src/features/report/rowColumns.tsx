import { useTranslation } from "react-i18next";
import type { ReportFigure, ReportRow } from "../../api/bindings";
import type { Column } from "../../components/DataTable";
import { TierBars } from "../../components/Marks";
import { benefitName } from "../../lib/benefits";
import { useDesk } from "../../lib/desk";
import { count, money, signed } from "../../lib/format";
import { say, word } from "../../lib/i18n";
import { rewardName } from "../../lib/rewards";

/** A row with its place among all rows of the figure. */
export type Numbered = ReportRow & { at: number };

/** What the rows of a figure are: postings, lots, people, what cost something, or guests of the comparison. */
type Shape = "posted" | "lots" | "members" | "active" | "costs" | "compared";

const shapes: Partial<Record<ReportFigure, Shape>> = {
  held: "lots",
  overdue: "lots",
  ended: "lots",
  members: "members",
  all_members: "members",
  opening: "members",
  closing: "members",
  active: "active",
  redeemers: "active",
  rewards: "costs",
  redemptions: "costs",
  benefits: "costs",
  cost: "costs",
  compared_members: "compared",
  compared_others: "compared",
  joined_later: "compared",
};

/** Which day a row names; what was held on a day has none of its own. */
function dayOf(figure: ReportFigure): "held" | "members" | "active" | "posted" | "compared" | null {
  if (figure === "opening" || figure === "closing") return null;
  const shape = shapes[figure] ?? "posted";
  if (shape === "lots") return "held";
  return shape === "costs" ? "posted" : shape;
}

/** Year, half and channel of a guest of the comparison, and how many it has on each side. */
export function groupOf({ group }: ReportRow): string {
  if (group === null) return "";
  const { year, second_half, channel, members, others } = group;
  return say(second_half ? "report.group.second" : "report.group.first", {
    year,
    channel: channel === "" ? say("report.group.noChannel", {}) : channel,
    members: count(members),
    others: count(others),
  });
}

/** What a row's money went for: the reward, the benefit, or points without a reward. */
function whatOf(row: ReportRow): string {
  if (row.code === null) return benefitName({ code: row.what, words: row.words });
  return row.what === "" ? say("report.noReward", {}) : rewardName({ code: row.what, words: row.words });
}

/** The columns of a figure's rows: who, what, when, how much. */
export function useRowColumns(figure: ReportFigure): readonly Column<Numbered>[] {
  const { t } = useTranslation();
  const shape = shapes[figure] ?? "posted";
  const day = dayOf(figure);
  const own = { ...usePosted(), ...useCosts(), ...useCompared(figure) };
  const when: Column<Numbered> = {
    id: "date",
    title: day === null ? "" : t(`report.when.${day}`),
    width: 116,
    className: "tn",
    cell: (row) => row.date ?? "",
  };
  const plain = shape === "lots" || shape === "members";
  const points: Column<Numbered> = {
    id: "points",
    title: t(shape === "members" ? "member.balance" : "report.points"),
    width: 100,
    align: "right",
    cell: (row) =>
      shape === "costs" && row.code === null ? "" : plain ? count(row.points) : signed(row.points),
  };
  const times: Column<Numbered> = {
    id: "times",
    title: t("report.times"),
    width: 72,
    align: "right",
    cell: (row) => count(row.postings),
  };
  const parts: Record<Shape, readonly Column<Numbered>[]> = {
    posted: [own.seq, own.code, when, points],
    lots: [own.seq, own.code, when, points],
    members: day === null ? [points] : [when, points],
    active: [when, times, points],
    costs: [own.what, own.seq, when, times, points, own.cost],
    compared: figure === "joined_later" ? [when] : [when, own.again, own.spend, own.weighs],
  };
  const { number, name, tier } = useWho();
  return figure === "compared_others" ? [name, ...parts[shape]] : [number, name, tier, ...parts[shape]];
}

function useWho(): Record<"number" | "name" | "tier", Column<Numbered>> {
  const { t } = useTranslation();
  return {
    number: {
      id: "no",
      title: t("place.members"),
      width: 104,
      className: "tn",
      cell: (row) => row.member_no,
    },
    name: { id: "name", title: t("col.guest"), over: true, cell: (row) => row.name },
    tier: {
      id: "tier",
      title: t("member.tier"),
      width: 100,
      cell: (row) => row.tier !== null && <TierBars tier={row.tier} />,
    },
  };
}

function usePosted(): Record<"seq" | "code", Column<Numbered>> {
  const { t } = useTranslation();
  return {
    seq: {
      id: "seq",
      title: t("report.posting"),
      width: 92,
      className: "tn i2",
      cell: (row) => (row.seq === null ? "" : `#${row.seq}`),
    },
    code: {
      id: "code",
      title: t("member.kind"),
      width: 90,
      cell: (row) => (row.code === null ? "" : word("entry", row.code)),
    },
  };
}

function useCosts(): Record<"what" | "cost", Column<Numbered>> {
  const { t } = useTranslation();
  const { currency } = useDesk();
  return {
    what: { id: "what", title: t("report.what"), width: 150, widthEn: 190, cell: whatOf },
    cost: {
      id: "cost",
      title: t("report.cost"),
      width: 104,
      align: "right",
      cell: (row) => (row.cost_minor === null ? "" : <b>{money(row.cost_minor, currency)}</b>),
    },
  };
}

function useCompared(figure: ReportFigure): Record<"again" | "spend" | "weighs", Column<Numbered>> {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const weight = ({ group }: Numbered) =>
    group === null || figure !== "compared_others" ? 1 : group.members / Math.max(1, group.others);
  return {
    again: {
      id: "again",
      title: t("report.stays"),
      width: 104,
      align: "right",
      cell: (row) => count(row.postings),
    },
    spend: {
      id: "spend",
      title: t("report.spend"),
      width: 130,
      align: "right",
      cell: (row) => (row.spend_minor === null ? "" : money(row.spend_minor, currency)),
    },
    weighs: {
      id: "weighs",
      title: t("report.weighs"),
      width: 104,
      align: "right",
      className: "i2",
      cell: (row) => weight(row).toFixed(2),
    },
  };
}

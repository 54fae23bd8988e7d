/** The scene's programme, as its report tells it; the sums are made to agree. */
import type { EntryId, GuestId, LedgerAgrees, ProgrammeReport, ReportRow, ReportRows } from "./bindings";
import type { Handlers } from "./fake";
import { id } from "./sceneData";

const month = (at: number) => `2026-${String(at).padStart(2, "0")}`;

const programmeReport = (from: string, to: string): ProgrammeReport => ({
  asked: { from, to },
  today: "2026-07-14",
  totals: {
    from,
    to,
    opening: 3_000_000,
    earned: 900_000,
    redeemed: 400_000,
    expired: 120_000,
    reversed: -5_000,
    closing: 3_375_000,
    agrees: true,
  },
  months: [5, 6, 7].map((at) => ({
    month: month(at),
    earned: 290_000,
    goodwill: 10_000,
    redeemed: 130_000,
    expired: 40_000,
    reversed: -2_000,
    adjusted: 500,
    closing: 3_100_000 + at * 1_000,
  })),
  liability: {
    points: 3_375_000,
    worth_minor: 3_375_000,
    points_per_major: 100,
    overdue: 12_000,
    months: [8, 9, 10].map((at) => ({
      month: month(at),
      points: 1_125_000,
      worth_minor: 1_125_000,
      lots: 310,
    })),
  },
  breakage: {
    issued: 900_000,
    expired: 120_000,
    permille: 133,
    ended_lots: 2_400,
    expected_permille: 140,
    expected_points: 472_500,
    expected_minor: 472_500,
    least: 200,
  },
  activity: {
    members: 5_412,
    joined: 611,
    active: 2_104,
    active_permille: 389,
    redeemers: 530,
    redeemed: 400_000,
    redeemed_permille: 444,
  },
  compared: {
    from: "2025-01-01",
    to: "2025-12-31",
    nth: 1,
    strata: 12,
    joined_later: 40,
    members: { guests: 1_800, again_permille: 412, spend_minor: 162_000 },
    others: { guests: 1_800, again_permille: 275, spend_minor: 98_000 },
    enough: true,
    least: 30,
  },
  tiers: (["base", "silver", "gold", "platinum"] as const).map((tier, at) => ({
    tier,
    members: 4_000 / (at + 1),
    issued: 300_000,
    issued_minor: 300_000,
    redeemed: 100_000,
    rewards: 40,
    rewards_minor: 90_000,
    benefits: 120,
    benefits_minor: 60_000,
    each_minor: 112,
  })),
  head: { seq: 48_213, mac: "a91f7c02" },
});

const posting: ReportRow = {
  guest: id<GuestId>(1),
  member_no: "00017432",
  name: "王建国",
  tier: "gold",
  entry: id<EntryId>(0x6100),
  seq: 20_417,
  date: "2026-08-31",
  code: "earn",
  points: 2_000,
  postings: 1,
  what: "",
  words: "",
  cost_minor: null,
  spend_minor: null,
  group: null,
};

const redeemed = { ...posting, date: "2026-06-21", code: "redeem" as const };
const costs: ReportRow[] = [
  { ...redeemed, points: -4_200, what: "spa", cost_minor: 21_000 },
  { ...redeemed, seq: 20_398, date: "2026-06-18", points: -600, what: "breakfast", cost_minor: 4_500 },
  {
    ...redeemed,
    entry: null,
    seq: null,
    code: null,
    date: "2026-06-12",
    points: 0,
    postings: 2,
    what: "breakfast",
    cost_minor: 9_000,
  },
  { ...redeemed, seq: 20_311, date: "2026-05-30", points: -1_000, cost_minor: 10_000 },
];

/** A guest of the comparison: who came by this channel, and what followed. */
const compared = (member: boolean, channel: string, name: string, stays: number): ReportRow => ({
  ...posting,
  ...(!member && { member_no: "", tier: null }),
  name,
  entry: null,
  seq: null,
  date: "2025-03-08",
  code: null,
  points: 0,
  postings: stays,
  spend_minor: stays * 88_000,
  group: { year: "2025", second_half: false, channel, members: 84, others: 210 },
});

function rowsOf(figure: unknown): ReportRow[] {
  if (figure === "rewards" || figure === "redemptions") return costs.filter((row) => row.code !== null);
  if (figure === "benefits") return costs.filter((row) => row.code === null);
  if (figure === "cost") return costs;
  if (figure !== "compared_members" && figure !== "compared_others") return [posting];
  const member = figure === "compared_members";
  return [
    compared(member, "官网", "李静", 3),
    compared(member, "官网", "赵磊", 1),
    compared(member, "官网", "周敏", 0),
    compared(member, "携程", "陈思远", 2),
    compared(member, "携程", "孙悦", 0),
  ];
}

const page = (asked: unknown): ReportRows => {
  const figure: unknown = Object.entries(asked ?? {}).find(([key]) => key === "figure")?.[1];
  return { rows: rowsOf(figure), next: null };
};

const agrees: LedgerAgrees = {
  check: { ok: true, entries: 64_518, held: 3_375_000, wrong: null },
  opens: null,
};

/** A day of what was asked. */
function day(asked: unknown, name: "from" | "to"): string {
  const found: unknown = Object.entries(asked ?? {}).find(([key]) => key === name)?.[1];
  return typeof found === "string" ? found : "2026-07-14";
}

/** 会员计划报告: the report of whatever days are asked, the rows behind each figure, and the whole ledger's check. */
export function reportHandlers(): Handlers {
  return {
    programme_report: ({ asked }) => programmeReport(day(asked, "from"), day(asked, "to")),
    programme_report_rows: ({ asked }) => page(asked),
    ledger_agrees: () => agrees,
  };
}

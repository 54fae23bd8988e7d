/** The scene's file of the system before: what a look at it says, and what was brought in before. */
import type {
  BalanceCounts,
  BalancesFile,
  BalancesForeseen,
  BalancesSeen,
  GuestId,
  ImportId,
} from "./bindings";
import { done, type Handlers, refused } from "./fake";
import { id, today, userId } from "./sceneData";

const counts: BalanceCounts = {
  rows: 1_204,
  new: 1_180,
  same: 18,
  conflicting: 2,
  refused: 4,
  unread: 1,
  members: 986,
  enrolled: 0,
  unenrolled: 1,
  tiers: 12,
  file_points: 3_482_150,
  points: 3_401_000,
  same_points: 61_150,
  left_points: 20_000,
};

const seen: BalancesSeen = {
  counts,
  refused: [
    { line: 7, column: "points", code: "other_points" },
    { line: 31, column: "name", code: "other_name" },
    { line: 88, column: "member_no", code: "not_a_member" },
    { line: 412, column: "member_no", code: "not_enrolled" },
    { line: 500, column: "last_day", code: "ended" },
    { line: 777, column: "points", code: "bad_points" },
  ],
  unenrolled: [{ line: 412, guest: id<GuestId>(1), name: "王建国" }],
  encoding: "gb18030",
  sheet: null,
  unused: ["备用"],
};

const enrolling: BalancesSeen = {
  ...seen,
  counts: {
    ...counts,
    new: 1_181,
    refused: 3,
    enrolled: 1,
    unenrolled: 0,
    points: 3_401_500,
    left_points: 19_500,
  },
  refused: seen.refused.filter((note) => note.code !== "not_enrolled"),
  unenrolled: [],
};

const foreseen: BalancesForeseen = {
  removed: 1_179,
  points: 3_399_000,
  tiers: 12,
  kept: 1,
  kept_points: 2_000,
  enrolled: 0,
  kept_rows: [{ guest: id<GuestId>(1), name: "王建国", points: 2_000 }],
};

const file = (): BalancesFile => ({
  id: id<ImportId>(7),
  file_name: "积分余额-0713.csv",
  counts,
  state: "applied",
  by_user: userId(4),
  at_ms: today("09:12"),
});

/** What a look at this file says. */
function look(chosen: unknown): BalancesSeen {
  const text = JSON.stringify(chosen);
  if (text.includes("missing")) throw refused("balances_header", { missing: "points" });
  return text.includes('"enrol":true') ? enrolling : seen;
}

/** 带入旧积分: one file that was brought in, and whatever is looked at. */
export function balanceHandlers(): Handlers {
  const files = [file()];
  return {
    balances_list: () => [...files],
    balances_preview: ({ file }) => look(file),
    balances_left: () => "/srv/reports/balances-left.csv",
    balances_bring_in: ({ file }) => {
      const { counts, refused } = look(file);
      return done({ import_id: id<ImportId>(8), counts, refused }, ["import", "ledger", "member"]);
    },
    balances_foreseen: () => foreseen,
    balances_take_out: () => {
      for (const one of files) one.state = "undone";
      const { removed, points, tiers, kept } = foreseen;
      return done({ removed, points, tiers, kept }, ["import", "ledger", "member"]);
    },
  };
}

/** The lists of members in the scene: whose points end when, and where they stand among the programme's warnings. */
import type { GuestId, ListedMember, MemberListCount, MemberListPage, Warned } from "./bindings";
import type { Handlers } from "./fake";
import { id } from "./sceneData";

const one = (nth: number, name: string, points: number, on: string, warned: Warned): ListedMember => ({
  guest_id: id<GuestId>(nth),
  name,
  title: nth % 2 === 0 ? "ms" : "mr",
  member_no: String(17_431 + nth).padStart(8, "0"),
  tier: nth % 3 === 0 ? "silver" : "gold",
  balance: points * 4,
  worth_minor: points * 40,
  phone: "138 •••• 8812",
  reach: nth % 3 === 0 ? "not_asked" : "yes",
  why: { kind: "expiring", on, points, worth_minor: points * 10, warned },
});

const first: Warned = { days: 60, on: "2026-07-14", next_on: "2026-08-13" };
const second: Warned = { days: 30, on: "2026-07-14", next_on: "2026-08-06" };
const last: Warned = { days: 7, on: "2026-07-14", next_on: null };

const warned: readonly ListedMember[] = [
  one(1, "王建国", 1_200, "2026-07-21", last),
  one(2, "李静", 3_400, "2026-08-13", second),
  one(3, "赵磊", 800, "2026-08-13", second),
  one(4, "Olivia Featherstonehaugh", 2_600, "2026-09-12", first),
];

const expiring: readonly ListedMember[] = [
  one(5, "陈思远", 900, "2026-07-16", { ...last, on: "2026-07-09" }),
  ...warned,
  one(6, "孙悦", 450, "2026-08-31", { days: 60, on: "2026-07-02", next_on: "2026-08-01" }),
];

/** A field of what was asked, however deep the list lies in it. */
const named = (asked: unknown, name: string): unknown =>
  Object.entries(asked ?? {}).find(([key]) => key === name)?.[1];

const rowsOf = (list: unknown): readonly ListedMember[] => {
  const kind = named(list, "kind");
  if (kind === "warning") return (named(list, "on") ?? "2026-07-14") === "2026-07-14" ? warned : [];
  return kind === "expiring" ? expiring : [];
};

const counted = (list: unknown): MemberListCount => {
  const rows = rowsOf(list);
  const points = rows.reduce((sum, { why }) => sum + (why.kind === "expiring" ? why.points : 0), 0);
  return { kind: named(list, "kind") === "warning" ? "warning" : "expiring", members: rows.length, points };
};

const page = (list: unknown): MemberListPage => ({
  members: [...rowsOf(list)],
  next: null,
  warn_days: 60,
  warn_again: [30, 7],
  warned_before: named(list, "kind") === "warning" ? "2026-07-09" : null,
  warned_after: named(list, "kind") === "warning" && named(list, "on") === null ? "2026-07-24" : null,
  head: { seq: 48_213, mac: "a91f7c02" },
});

/** The members' place: its lists and how many stand on each. */
export function memberListHandlers(): Handlers {
  return {
    member_list: ({ asked }) => page(named(asked, "list")),
    member_list_count: ({ list }) => counted(list),
  };
}

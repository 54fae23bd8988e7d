import type { Progress } from "../api/bindings";

/** One threshold of the next tier, and how far the member is. */
export type Way = {
  kind: "nights" | "stays" | "spend";
  have: number;
  need: number;
  missing: number;
  share: number;
};

/** The way to the next tier: what it asks for, the threshold that decides first. */
export type WayUp = { tier: string; asks: "either" | "all"; ways: readonly [Way, ...Way[]] };

/**
 * Returns the way to the next tier; none where the tier is the highest, or where nothing is missing any more. Where one
 * threshold is enough the nearest comes first, where all are asked for the farthest.
 */
export function wayUp({ next, nights, stays, spend_minor: spend }: Progress): WayUp | null {
  if (next === null) return null;
  const ways = [
    ...way("nights", nights, next.nights, next.nights_missing),
    ...way("stays", stays, next.stays, next.stays_missing),
    ...way("spend", spend, next.spend_minor, next.spend_missing_minor),
  ];
  if (next.asks === "either" ? ways.some(reached) : ways.every(reached)) return null;
  const nearest = next.asks === "either" ? 1 : -1;
  const [first, ...rest] = ways.toSorted((one, other) => nearest * (other.share - one.share));
  return first === undefined ? null : { tier: next.tier, asks: next.asks, ways: [first, ...rest] };
}

/** A threshold of 0 is none. */
function way(kind: Way["kind"], have: number, need: number, missing: number): Way[] {
  return need === 0 ? [] : [{ kind, have, need, missing, share: Math.max(0, have / need) }];
}

function reached(one: Way): boolean {
  return one.missing === 0;
}

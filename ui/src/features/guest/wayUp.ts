import type { Progress } from "../../api/bindings";

/** The way to the next tier; either nights or spend is enough. */
export type WayUp = {
  tier: string;
  nights: number;
  nightsMissing: number;
  spend: number;
  spendMissing: number;
  /** Which of the two is the shorter way, and how much of it is done. */
  nearer: "nights" | "spend";
  share: number;
};

/** Returns the way to the next tier; none where the tier is the highest, or where nothing is missing any more. */
export function wayUp({ next, nights, spend_minor: spend }: Progress): WayUp | null {
  if (next === null || next.nights_missing === 0 || next.spend_missing_minor === 0) return null;
  const byNights = nights / next.nights;
  const bySpend = spend / next.spend_minor;
  return {
    tier: next.tier,
    nights: next.nights,
    nightsMissing: next.nights_missing,
    spend: next.spend_minor,
    spendMissing: next.spend_missing_minor,
    nearer: byNights >= bySpend ? "nights" : "spend",
    share: Math.max(byNights, bySpend),
  };
}

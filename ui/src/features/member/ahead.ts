/** What the desk tells a member who stands there: where they are now, what this stay brings them to, what lapsing points still buy. */
import type { TFunction } from "i18next";
import type { Progress, RewardLine, Stay } from "../../api/bindings";
import { rewardName } from "../../lib/rewards";

/** Rewards named at once. */
const namedMax = 2;

/** Whether a stay is at hand: in the house, or to begin today. */
export function isAtHand(stay: Stay, today: string): boolean {
  return stay.state === "in_house" || (stay.state === "booked" && stay.arrival === today);
}

/** `今日抵店 1206`, `在住 1206`; nothing where no stay is at hand. */
export function whereNow(current: Stay | null, today: string, t: TFunction): string | null {
  if (current === null || !isAtHand(current, today)) return null;
  const key = current.state === "in_house" ? "where.inHouse" : "where.arriving";
  return t(key, { room: current.room_no }).trim();
}

/** Nights that will count once the stay at hand is over; none where none is, or the next tier asks for no nights. */
export function afterThisStay(
  progress: Progress,
  current: Stay | null,
  today: string,
): { nights: number; have: number; need: number } | null {
  const need = progress.next?.nights ?? 0;
  if (current === null || need === 0 || current.nights === 0) return null;
  if (!isAtHand(current, today)) return null;
  return { nights: current.nights, have: progress.nights + current.nights, need };
}

/** What so many points buy by themselves, the dearest first. */
export function enoughFor(rewards: readonly RewardLine[], points: number): readonly string[] {
  const bought = rewards.filter((one) => one.points <= points && one.left !== 0);
  return bought
    .toSorted((one, other) => other.points - one.points)
    .slice(0, namedMax)
    .map(rewardName);
}

/** What the desk tells a member who stands there: where they are now, what this stay brings them to, what lapsing points still buy. */
import type { TFunction } from "i18next";
import type { Progress, RewardLine, Stay } from "../../api/bindings";
import { rewardName } from "./rewardWords";

/** Rewards named at once. */
const namedMax = 2;

/** `今日抵店 1206`, `在住 1206`; nothing where no stay is at hand. */
export function whereNow(current: Stay | null, today: string, t: TFunction): string | null {
  if (current === null) return null;
  const room = current.room_no;
  if (current.state === "in_house") return t("where.inHouse", { room }).trim();
  return current.state === "booked" && current.arrival === today
    ? t("where.arriving", { room }).trim()
    : null;
}

/** Nights that will count once the stay at hand is over; none where none is, or the next tier asks for no nights. */
export function afterThisStay(
  progress: Progress,
  current: Stay | null,
  today: string,
): { nights: number; have: number; need: number } | null {
  const need = progress.next?.nights ?? 0;
  if (current === null || need === 0 || current.nights === 0) return null;
  const here = current.state === "in_house" || (current.state === "booked" && current.arrival === today);
  return here ? { nights: current.nights, have: progress.nights + current.nights, need } : null;
}

/** What so many points buy by themselves, the dearest first. */
export function enoughFor(rewards: readonly RewardLine[], points: number): readonly string[] {
  const bought = rewards.filter((one) => one.points <= points && one.left !== 0);
  return bought
    .toSorted((one, other) => other.points - one.points)
    .slice(0, namedMax)
    .map(rewardName);
}

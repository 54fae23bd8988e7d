import type { TFunction } from "i18next";
import type { RewardLine } from "../../api/bindings";
import { count } from "../../lib/format";

/** Why a reward is not to be had: what the balance lacks, or that none is left; nothing where it is. */
export function rewardLacks(line: RewardLine, t: TFunction): string | undefined {
  if (line.left === 0) return t("reward.soldOut");
  return line.missing > 0 ? t("reward.missing", { points: count(line.missing) }) : undefined;
}

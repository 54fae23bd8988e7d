import type { TFunction } from "i18next";
import type { RewardLine } from "../../api/bindings";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";

/** What a reward is called: the hotel's own words, else those of its code. */
export function rewardName({ code, words }: { code: string; words: string }): string {
  return words === "" ? word("reward", code) : words;
}

/** Why a reward is not to be had: what the balance lacks, or that none is left; nothing where it is. */
export function rewardLacks(line: RewardLine, t: TFunction): string | undefined {
  if (line.left === 0) return t("reward.soldOut");
  return line.missing > 0 ? t("reward.missing", { points: count(line.missing) }) : undefined;
}

import { word } from "./i18n";

/** What a reward is called: the hotel's own words, else those of its code. */
export function rewardName({ code, words }: { code: string; words: string }): string {
  return words === "" ? word("reward", code) : words;
}

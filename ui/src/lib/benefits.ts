/** What a member's tier gives beside points, as the member's page, the card and the check-in show it: one question. */
import { queryOptions, skipToken } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { type BenefitStanding, commands, type GuestId, type RecordKind } from "../api/bindings";
import { call } from "../api/call";
import { isTextKey, say } from "./i18n";

const reads: readonly RecordKind[] = ["member", "stay", "guest", "ledger"];

/** Nothing is asked of who is no member. */
export const memberBenefits = (guest: GuestId | null) =>
  queryOptions({
    queryKey: ["member", guest, "benefits"],
    queryFn: guest === null ? skipToken : () => call(commands.memberBenefits(guest)),
    meta: { reads },
  });

type Named = Pick<BenefitStanding, "code" | "words">;

/** What a benefit is called: the hotel's own words, else those of its code. */
export function benefitName({ code, words }: Named): string {
  if (words !== "") return words;
  const key = `benefit.short.${code}`;
  return isTextKey(key) ? say(key, {}) : code;
}

/** What of it there is: `剩 2 / 6 份`, `每次入住`, `提前 48 小时`. */
export function benefitLeft(one: BenefitStanding, t: TFunction): string {
  const { code, amount, per, of, left } = one;
  const measure = `benefit.measure.${code}`;
  const measured = amount !== null && isTextKey(measure) ? say(measure, { amount: String(amount) }) : "";
  if (of === null || left === null) return measured === "" ? t("benefit.uncounted") : measured;
  if (per === "stay") {
    const stay =
      of > 1 ? t("benefit.leftOf", { left, of }) : t(left > 0 ? "benefit.eachStay" : "benefit.usedInStay");
    return measured === "" ? stay : `${measured} · ${stay}`;
  }
  return code === "breakfast" ? t("benefit.leftPortions", { left, of }) : t("benefit.leftOf", { left, of });
}

/** Whether one can be used now, as far as the page can tell; the core decides. */
export function benefitUsable({ left }: BenefitStanding): boolean {
  return left === null || left > 0;
}

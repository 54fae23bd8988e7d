import type { TFunction } from "i18next";
import type { Basis } from "../api/bindings";
import { count, money } from "./format";
import { isTextKey, say, word } from "./i18n";

/** An outlet's word; one that the house named itself is its own word. */
export function outletWord(code: string): string {
  const key = `outlet.${code}`;
  return isTextKey(key) ? say(key, {}) : code;
}

/** What a stay's or a bill's points were reckoned from, in words: 餐饮 ¥860，金卡 1.25 倍，会员日 +430. */
export function basisSaid(basis: Basis, currency: string, t: TFunction): string {
  const parts =
    basis.outlets.length === 0
      ? [money(basis.eligible_minor, currency)]
      : basis.outlets.map((share) => {
          const house = money(share.spend_minor, currency);
          // A bill of another currency is of one outlet, and says its own sum first.
          const sum =
            basis.foreign === null
              ? house
              : `${money(basis.foreign.sum_minor, basis.foreign.currency)} = ${house}`;
          const spent = `${outletWord(share.outlet)} ${sum}`;
          return share.percent === 100 ? spent : `${spent} × ${share.percent / 100}`;
        });
  if (basis.multiplier_percent !== 100) {
    const times = basis.multiplier_percent / 100;
    // Postings from before the tier was kept only tell how many times.
    if (basis.tier === null) parts.push(`${parts.pop() ?? ""} × ${times}`);
    else parts.push(t("basis.tier", { tier: word("tier", basis.tier), times }));
  }
  for (const promotion of basis.promotions)
    parts.push(t("basis.promotion", { words: promotion.words, points: count(promotion.points) }));
  if (basis.capped !== null)
    parts.push(t(`basis.cap.${basis.capped.by}`, { lost: count(basis.capped.lost) }));
  return parts.join(t("list.comma"));
}

import type { TFunction } from "i18next";
import type { Posted } from "../../api/bindings";
import { count } from "../../lib/format";

/** What a credit came to: points that are there, or points that wait for their day. */
export function earnedSaid({ points, balance, pending }: Posted, t: TFunction): string {
  return pending === null
    ? t("member.earnedNow", { points: count(points), balance: count(balance) })
    : t("adjust.promised", { points: count(pending.points), date: pending.due_on });
}

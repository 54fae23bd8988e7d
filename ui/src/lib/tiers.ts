import type { TFunction } from "i18next";
import type { Progress } from "../api/bindings";
import { money } from "./format";
import type { Way } from "./wayUp";

/** How far a member is on one way: 19 / 25 晚. */
export function reachedOf(way: Way, currency: string, t: TFunction): string {
  if (way.kind === "spend") return `${money(way.have, currency)} / ${money(way.need, currency)}`;
  const figures = { have: way.have, need: way.need };
  return way.kind === "nights" ? t("member.ofNights", figures) : t("member.ofStays", figures);
}

/** Over which time stays count. */
export function countedIn(progress: Progress, t: TFunction): string {
  return progress.period === "rolling"
    ? t("member.window", { months: progress.months })
    : t("member.windowYear");
}

/** Which stretch of a statement is asked for, and how one says it. */
import type { TFunction } from "i18next";
import { dateFrom } from "../../lib/format";
import type { Period } from "./queries";

export const periodKinds = ["all", "year", "months", "since"] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** A choice of the filter; `since` carries the day that was written. */
export type Chosen = { kind: PeriodKind; since: string };

export const everything: Chosen = { kind: "all", since: "" };

/** Months behind 近 12 个月. */
const months = 12;

/** The business dates of a choice, as of `today`. */
export function periodOf({ kind, since }: Chosen, today: string): Period {
  if (kind === "all") return { from: null, to: null };
  if (kind === "year") return { from: `${today.slice(0, 4)}-01-01`, to: null };
  if (kind === "months") return { from: monthsBefore(today), to: null };
  return { from: since, to: null };
}

/** The day after the one that lies `months` months back: `2025-07-15` from `2026-07-14`. */
function monthsBefore(today: string): string {
  const year = Number(today.slice(0, 4)) - months / 12;
  const day = today.slice(5) === "02-29" ? "02-28" : today.slice(5);
  return dateFrom(`${year}-${day}`, 1);
}

/** Whether a day is written as a date of the calendar: `2025-10-01`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

/** `全部`, `今年`, `2025-10-01 起`. */
export function periodInWords(chosen: Chosen, t: TFunction): string {
  return chosen.kind === "since"
    ? t("member.period.sinceDay", { date: chosen.since })
    : t(`member.period.${chosen.kind}`);
}

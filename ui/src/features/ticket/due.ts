import type { TFunction } from "i18next";
import { clock, dateOf, dateFrom, hoursMinutes, monthDay, running } from "../../lib/format";
import type { Language } from "../../lib/i18n";

type Due = { due: number; from: number; now: number; zone: string; language: Language };

/** A day in milliseconds: further off than that, the date says more than the hours left. */
const dayMs = 86_400_000;

/** How a clock that runs is written: ink, amber in its last third, red and 逾期 when late. */
export function dueWords(
  { due, from, now, zone, language }: Due,
  t: TFunction,
): { text: string; tone: string } {
  const left = due - now;
  if (left < 0) return { text: t("clock.late", { span: running(-left) }), tone: "rd w6" };
  const tone = left * 3 < due - from ? "am" : "";
  if (left > dayMs) return { text: `${monthDay(dateOf(due, zone), language)} ${clock(due, zone)}`, tone };
  return { text: t("clock.left", { span: running(left) }), tone };
}

/** The same in a list, without seconds: `逾期 2:05`, `剩 0:38`; tomorrow by its hour, what is further off by its date. */
export function dueInList(
  { due, from, now, zone, language }: Due,
  t: TFunction,
): { text: string; tone: string } {
  const left = due - now;
  if (left < 0) return { text: t("clock.late", { span: hoursMinutes(-left) }), tone: "rd w6" };
  const tone = left * 3 < due - from ? "am w6" : "";
  const [day, today] = [dateOf(due, zone), dateOf(now, zone)];
  if (day === today) return { text: t("clock.left", { span: hoursMinutes(left) }), tone };
  if (day === dateFrom(today, 1)) return { text: t("clock.tomorrow", { at: clock(due, zone) }), tone };
  return { text: monthDay(day, language), tone };
}

/** What the inbox puts together: late, due before this day is over, later. */
export type DueGroup = "late" | "today" | "later";

export function dueGroup(due: number | null, now: number, zone: string): DueGroup {
  if (due === null) return "later";
  if (due < now) return "late";
  return dateOf(due, zone) === dateOf(now, zone) ? "today" : "later";
}

import type { TFunction } from "i18next";
import { clock, dateOf, monthDay, running } from "../../lib/format";
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

import type { TFunction } from "i18next";
import type { ShiftSpan } from "../../api/bindings";
import { clock, dateOf, monthDay } from "../../lib/format";
import type { Language } from "../../lib/i18n";

/** `夜班 7月14日 23:00 → 7月15日 07:00`; the second day only where it is another one. */
export function shiftWords(span: ShiftSpan, zone: string, language: Language, t: TFunction): string {
  const ends = dateOf(span.ends_ms, zone);
  const day = ends === span.date ? "" : `${monthDay(ends, language)} `;
  const from = `${monthDay(span.date, language)} ${clock(span.begins_ms, zone)}`;
  return `${t(`duty.shift.${span.shift}`)} ${from} → ${day}${clock(span.ends_ms, zone)}`;
}

/** The first eight signs of a mac in two groups: enough to compare by eye. */
export const mark = (mac: string) => `${mac.slice(0, 4)} ${mac.slice(4, 8)}`;

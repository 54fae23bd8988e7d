/** What a figure counts, in words. */
import type { ComplaintsBehind, ComplaintScope, DaysSpan } from "../../api/bindings";
import { monthDay } from "../../lib/format";
import { type Language, word } from "../../lib/i18n";

/** `7月6日–7月12日`, or one day. */
export function daysInWords(days: DaysSpan, language: Language): string {
  const from = monthDay(days.from, language);
  return days.from === days.to ? from : `${from}–${monthDay(days.to, language)}`;
}

/** `0915 漏水`: room, floor, problem, 环节, department; empty where everything is counted. */
export function scopeInWords(scope: ComplaintScope, floor: (floor: string) => string): string {
  const parts = [
    scope.room,
    scope.floor === null ? null : floor(scope.floor),
    scope.problem === null ? null : word("problem", scope.problem),
    scope.area === null ? null : word("area", scope.area),
    scope.cause === null ? null : word("cause", scope.cause),
    scope.department === null ? null : word("department", scope.department),
  ];
  return parts.filter((part) => part !== null && part !== "").join(" ");
}

/** The same days with a narrower scope. */
export function narrowed(behind: ComplaintsBehind, by: Partial<ComplaintScope>): ComplaintsBehind {
  return { days: behind.days, scope: { ...behind.scope, ...by } };
}

/** 节假日与调休 as one types or pastes them: a day a line, `2026-10-10 班` where it is worked. */
import type { SpecialDay } from "../../api/bindings";

const worked = new Set(["班", "work", "false"]);

/** The days of a list, in the order they stand; undefined where a line begins with no date. */
export function daysOf(text: string): SpecialDay[] | undefined {
  const days: SpecialDay[] = [];
  for (const [nth, line] of text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .entries()) {
    const words = line.split(/[,\s，]+/).filter((word) => word !== "");
    const [on, ...rest] = words;
    if (on === undefined || (nth === 0 && !/^\d/.test(on))) continue;
    if (!isDay(on)) return undefined;
    days.push({ on, off: !worked.has((rest.at(-1) ?? "").toLowerCase()) });
  }
  return days;
}

/** What {@link daysOf} reads. */
export function daysText(days: readonly SpecialDay[]): string {
  return days.map(({ on, off }) => `${on} ${off ? "休" : "班"}`).join("\n");
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

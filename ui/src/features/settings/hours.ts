import type { Hours, Stretch } from "../../api/bindings";

const dayMinutes = 1_440;
const always: Stretch = { from: 0, to: dayMinutes };

/** A department's week as two lines of text: Monday to Friday, Saturday and Sunday. Empty is day and night, `-` is closed. */
export type HoursText = { weekdays: string; weekend: string };

export function hoursText(hours: Hours | undefined): HoursText {
  if (hours === undefined) return { weekdays: "", weekend: "" };
  return { weekdays: dayText(hours.week[0]), weekend: dayText(hours.week[5]) };
}

/** The week that two lines stand for; null for day and night, undefined where a line cannot be read. */
export function hoursOf(text: HoursText): Hours | null | undefined {
  const [weekdays, weekend] = [dayOf(text.weekdays), dayOf(text.weekend)];
  if (weekdays === undefined || weekend === undefined) return undefined;
  if (isAlways(weekdays) && isAlways(weekend)) return null;
  if (weekdays.length === 0 && weekend.length === 0) return undefined;
  return { week: [weekdays, weekdays, weekdays, weekdays, weekdays, weekend, weekend] };
}

const isAlways = (day: readonly Stretch[]) =>
  day.length === 1 && day[0]?.from === 0 && day[0].to === dayMinutes;

function dayText(day: readonly Stretch[] | undefined): string {
  if (day === undefined || isAlways(day)) return "";
  if (day.length === 0) return "-";
  return day.map((one) => `${time(one.from)}–${time(one.to)}`).join(", ");
}

function dayOf(text: string): Stretch[] | undefined {
  const line = text.trim().replaceAll("：", ":").replaceAll("，", ",");
  if (line === "") return [always];
  if (line === "-" || line === "—") return [];
  const day: Stretch[] = [];
  for (const part of line.split(",")) {
    const found = /^\s*(\d{1,2}):(\d{2})\s*[-–—~～]\s*(\d{1,2}):(\d{2})\s*$/.exec(part);
    if (found === null) return undefined;
    const [, fromHour, fromMinute, toHour, toMinute] = found.map(Number);
    const stretch = { from: minutes(fromHour, fromMinute), to: minutes(toHour, toMinute) };
    const last = day.at(-1);
    if (!(stretch.from < stretch.to && stretch.to <= dayMinutes)) return undefined;
    if (last !== undefined && last.to >= stretch.from) return undefined;
    day.push(stretch);
  }
  return day;
}

/** Minutes after midnight; not a number where the hour has no such minute. */
function minutes(hour: number | undefined, minute: number | undefined): number {
  if (hour === undefined || minute === undefined || minute > 59) return Number.NaN;
  return hour * 60 + minute;
}

const two = (number: number) => String(number).padStart(2, "0");

function time(at: number): string {
  return `${two(Math.floor(at / 60))}:${two(at % 60)}`;
}

import { dateFrom, fullDay, lastDayOf, monthInWords } from "../../lib/format";
import { type Language, say } from "../../lib/i18n";

/** The days of a package: from none where it is everything. */
export type Days = { from: string | null; to: string };

/** What stands between the two days of a span. */
const between = "--";
const all = "all-";

/** Which kind of period a name is of. */
export function kindOf(period: string): "month" | "week" | "day" | "span" | "all" {
  if (period.startsWith(all)) return "all";
  if (period.includes(between)) return "span";
  if (/^\d{4}-W\d{2}$/.test(period)) return "week";
  return /^\d{4}-\d{2}$/.test(period) ? "month" : "day";
}

/** First and last day of the period that a name is of. */
export function daysOf(period: string): Days {
  switch (kindOf(period)) {
    case "all":
      return { from: null, to: period.slice(all.length) };
    case "span": {
      const [from = "", to = ""] = period.split(between);
      return { from, to };
    }
    case "week": {
      const from = mondayOf(period);
      return { from, to: dateFrom(from, 6) };
    }
    case "month":
      return { from: `${period}-01`, to: lastDayOf(period) };
    case "day":
      return { from: period, to: period };
  }
}

/** The name of everything up to a day. */
export function allUntil(to: string): string {
  return `${all}${to}`;
}

/** The name of a span; of one day it is that day's. */
export function spanOf(from: string, to: string): string {
  return from === to ? from : `${from}${between}${to}`;
}

/** The name of the week that a day lies in: Monday to Sunday, numbered as in ISO 8601. */
export function weekOf(date: string): string {
  const monday = dateFrom(date, -sinceMonday(date));
  // The week belongs to the year of its Thursday.
  const year = dateFrom(monday, 3).slice(0, 4);
  const days = Math.round((Date.parse(monday) - Date.parse(firstMonday(year))) / dayMs);
  return `${year}-W${String(days / 7 + 1).padStart(2, "0")}`;
}

const dayMs = 86_400_000;

function sinceMonday(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Monday of the first week: the one that holds 4 January. */
function firstMonday(year: string): string {
  const fourth = `${year}-01-04`;
  return dateFrom(fourth, -sinceMonday(fourth));
}

function mondayOf(week: string): string {
  const [year = "", number = "1"] = week.split("-W");
  return dateFrom(firstMonday(year), (Number(number) - 1) * 7);
}

/** A package's period as people read it: a month, a week, a day, a span, everything up to a day. */
export function periodInWords(period: string, language: Language): string {
  switch (kindOf(period)) {
    case "month":
      return monthInWords(period, language);
    case "day":
      return fullDay(period, language);
    case "week": {
      const [year = "", week = ""] = period.split("-W");
      return say("group.week", { year, week: String(Number(week)) });
    }
    case "span": {
      const { from, to } = daysOf(period);
      return say("group.span", { from: from ?? "", to });
    }
    case "all":
      return say("group.all", { to: daysOf(period).to });
  }
}

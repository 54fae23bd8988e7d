/** Which days a report is about: whole months that end with the chosen one, the month of today up to today. */
import { lastDayOf, monthFrom } from "../../lib/format";
import type { ReportAsked } from "../../api/bindings";

export const lengths = ["month", "quarter", "year"] as const;
export type Length = (typeof lengths)[number];

const months: Record<Length, number> = { month: 1, quarter: 3, year: 12 };

/** The period of `length` that ends `back` lengths before the month of `today`. */
export function reportPeriod(length: Length, back: number, today: string): ReportAsked {
  const last = monthFrom(today, -back * months[length]);
  const end = lastDayOf(last);
  return { from: `${monthFrom(last, 1 - months[length])}-01`, to: end > today ? today : end };
}

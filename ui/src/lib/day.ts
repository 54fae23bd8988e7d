/** A day as one says it: `2026-07-31`, `7-31`, `31日`, `明天`, `3天后`, `月底`. Pure; the hotel's day comes in. */
import { dateFrom, lastDayOf } from "./format";

const said: Record<string, number> = {
  今天: 0,
  today: 0,
  明天: 1,
  tomorrow: 1,
  后天: 2,
  後天: 2,
  昨天: -1,
  yesterday: -1,
  前天: -2,
};
const monthEnds = new Set(["月底", "月末", "month end"]);

/** Where a day lies that is said without its month or year: from today on, or before. */
export type Toward = "ahead" | "back";

/** The day that `words` name; `null` where they name none. A day without its month is the next such day from today on, or
 * the last one. */
export function dayIn(words: string, today: string, toward: Toward = "ahead"): string | null {
  const text = words.normalize("NFKC").trim().toLowerCase();
  const ahead = said[text];
  if (ahead !== undefined) return dateFrom(today, ahead);
  if (monthEnds.has(text)) return lastDayOf(today.slice(0, 7));
  const days = /^(\d{1,4})\s*(?:天后|天後|日后|日後|d|days?)$/u.exec(text)?.[1];
  if (days !== undefined) return dateFrom(today, Number(days));
  const whole = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(text);
  if (whole !== null) return real(Number(whole[1]), Number(whole[2]), Number(whole[3]));
  const ofYear = /^(\d{1,2})[-/.月](\d{1,2})日?$/u.exec(text);
  if (ofYear !== null) {
    const year = Number(today.slice(0, 4));
    const found = real(year, Number(ofYear[1]), Number(ofYear[2]));
    if (found === null) return null;
    if (toward === "back")
      return found > today ? real(year - 1, Number(ofYear[1]), Number(ofYear[2])) : found;
    return found < today ? real(year + 1, Number(ofYear[1]), Number(ofYear[2])) : found;
  }
  const date = /^(\d{1,2})(?:日|号|號)$/u.exec(text)?.[1];
  if (date === undefined) return null;
  for (let at = 0; at < 62; at += 1) {
    const found = dateFrom(today, toward === "back" ? -at : at);
    if (Number(found.slice(8)) === Number(date)) return found;
  }
  return null;
}

function real(year: number, month: number, day: number): string | null {
  const text = [
    String(year).padStart(4, "0"),
    String(month).padStart(2, "0"),
    String(day).padStart(2, "0"),
  ].join("-");
  const read = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== text ? null : text;
}

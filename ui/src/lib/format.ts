/** How dates, times, sums and points are written. Pure; the language and the hotel's time zone come in. */
import type { LunarDay } from "../api/bindings";
import type { Language } from "./i18n";

const numbers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** Points and counts: `12,480`, `−640` with a true minus. */
export function count(value: number): string {
  return numbers.format(value).replace("-", "−");
}

/** A movement of points: `+1,290`, `−800`. */
export function signed(value: number): string {
  return value > 0 ? `+${count(value)}` : count(value);
}

const marks: Record<string, string> = {
  CNY: "¥",
  USD: "US$",
  EUR: "€",
  HKD: "HK$",
  TWD: "NT$",
  JPY: "JP¥",
  MOP: "MOP$",
};

/** Money from minor units: `¥1,020`, and `¥1,020.50` only where there are cents. */
export function money(minor: number, currency = "CNY"): string {
  const whole = Math.trunc(Math.abs(minor) / 100);
  const cents = Math.abs(minor) % 100;
  const sum =
    cents === 0 ? numbers.format(whole) : `${numbers.format(whole)}.${String(cents).padStart(2, "0")}`;
  return `${minor < 0 ? "−" : ""}${marks[currency] ?? `${currency} `}${sum}`;
}

function part(ms: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...options }).format(ms);
}

/** `23:02` on the hotel's clock. */
export function clock(ms: number, zone: string): string {
  return part(ms, zone, { hour: "2-digit", minute: "2-digit" });
}

/** `23:02:41` on the hotel's clock. */
export function clockSeconds(ms: number, zone: string): string {
  return part(ms, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

/** The hotel's calendar date of an instant: `2026-07-14`. Put together from its parts, since no locale's own way of
 * writing dates is the same in every engine. */
export function dateOf(ms: number, zone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const parts = new Map(format.formatToParts(ms).map((one) => [one.type, one.value]));
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}

function utc(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

function inWords(date: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { timeZone: "UTC", ...options }).format(utc(date));
}

/** `7月14日`, in English `14 Jul`. */
export function monthDay(date: string, language: Language): string {
  return language === "en"
    ? part(utc(date).getTime(), "UTC", { day: "numeric", month: "short" })
    : inWords(date, language, { month: "long", day: "numeric" });
}

/** A day as one says it today: `7月14日` of this year, `2027年5月31日` of another. */
export function dayOfYear(date: string, today: string, language: Language): string {
  if (date.slice(0, 4) === today.slice(0, 4)) return monthDay(date, language);
  return language === "en"
    ? part(utc(date).getTime(), "UTC", { dateStyle: "medium" })
    : inWords(date, language, { dateStyle: "long" });
}

/** How many days `to` lies after `from`; negative where before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000);
}

/** `周二`, `週二`, `Tue`. */
export function weekday(date: string, language: Language): string {
  return inWords(date, language, { weekday: "short" });
}

/** `7月14日 周二`. */
export function dayInWords(date: string, language: Language): string {
  return `${monthDay(date, language)} ${weekday(date, language)}`;
}

/** `2026年7月14日 周二`. */
export function fullDay(date: string, language: Language): string {
  const day =
    language === "en"
      ? part(utc(date).getTime(), "UTC", { dateStyle: "long" })
      : inWords(date, language, { dateStyle: "long" });
  return `${day} ${weekday(date, language)}`;
}

/** `2026年7月` from `2026-07`, in English `July 2026`. */
export function monthInWords(period: string, language: Language): string {
  const day = `${period}-01`;
  return language === "en"
    ? part(utc(day).getTime(), "UTC", { year: "numeric", month: "long" })
    : inWords(day, language, { year: "numeric", month: "long" });
}

/** The month `by` months from the one in which `date` (`YYYY-MM-DD` or `YYYY-MM`) lies: `2026-07`. */
export function monthFrom(date: string, by: number): string {
  const [year = 0, month = 1] = date.split("-").map(Number);
  const months = year * 12 + month - 1 + by;
  return `${String(Math.floor(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}`;
}

/** The last day of a month: `2026-02-28` from `2026-02`. */
export function lastDayOf(period: string): string {
  const next = utc(`${monthFrom(period, 1)}-01`);
  return new Date(next.getTime() - 86_400_000).toISOString().slice(0, 10);
}

/** The date `days` after `date`: `2026-07-15`. */
export function dateFrom(date: string, days: number): string {
  return new Date(utc(date).getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/** How large a file is: `712 B`, `48 KB`, `4.1 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

/** The day of the month: `16`. */
export function dayOfMonth(date: string): number {
  return utc(date).getUTCDate();
}

const lunarMonths = "正二三四五六七八九十冬腊";
const lunarTens = ["初", "十", "廿", "三"];
const lunarOnes = "一二三四五六七八九十";

/** `六月初一`, `闰四月廿三`. The core reckons the day; this only writes it. */
export function lunarDay(lunar: LunarDay, language: Language): string {
  if (language === "en") return `${lunar.leap ? "leap " : ""}${lunar.month}/${lunar.day}`;
  const month = lunarMonths[lunar.month - 1] ?? "";
  const leap = lunar.leap ? (language === "zh-TW" ? "閏" : "闰") : "";
  const day =
    lunar.day === 20
      ? "二十"
      : lunar.day === 30
        ? "三十"
        : (lunarTens[Math.floor((lunar.day - 1) / 10)] ?? "") + (lunarOnes[(lunar.day - 1) % 10] ?? "");
  return `${leap}${language === "zh-TW" && month === "腊" ? "臘" : month}月${day}`;
}

/** The first character of a name, as it stands on a person's disc. */
export function initial(name: string): string {
  return Array.from(name)[0] ?? "";
}

export type Span = { hours: number; minutes: number; seconds: number };

/** Splits a length of time; never negative. */
export function span(ms: number): Span {
  const seconds = Math.max(0, Math.floor(Math.abs(ms) / 1000));
  return {
    hours: Math.floor(seconds / 3600),
    minutes: Math.floor((seconds % 3600) / 60),
    seconds: seconds % 60,
  };
}

const two = (value: number) => String(value).padStart(2, "0");

/** A running clock: `26:40`, `2:05:00`. */
export function running(ms: number): string {
  const { hours, minutes, seconds } = span(ms);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** A length of time in a list: `2:05`, `0:38`. */
export function hoursMinutes(ms: number): string {
  const { hours, minutes } = span(ms);
  return `${hours}:${two(minutes)}`;
}

/** Local minutes after midnight as a clock: 930 is `15:30`. */
export function minuteClock(minute: number): string {
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** A birthday's `MM-DD` in words; 29 February is written as such. */
export function birthDay(monthAndDay: string, language: Language): string {
  return monthDay(`2000-${monthAndDay}`, language);
}

const ownCountries: Record<string, Record<Language, string>> = {
  HK: { "zh-CN": "中国香港", "zh-TW": "中國香港", en: "Hong Kong, China" },
  MO: { "zh-CN": "中国澳门", "zh-TW": "中國澳門", en: "Macao, China" },
  TW: { "zh-CN": "中国台湾", "zh-TW": "中國台灣", en: "Taiwan, China" },
};

/** A country's name from its ISO 3166 alpha-2 code; an unknown code is shown as it is. */
export function countryName(code: string, language: Language): string {
  const own = ownCountries[code]?.[language];
  if (own !== undefined || !/^[A-Z]{2}$/.test(code)) return own ?? code;
  return new Intl.DisplayNames(language, { type: "region", fallback: "code" }).of(code) ?? code;
}

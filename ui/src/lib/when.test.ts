import { expect, test } from "vitest";
import { clock, dateOf } from "./format";
import { instantAt, whenIn } from "./when";

const zone = "Asia/Shanghai";
/** 14 July 2026, 23:05. */
const now = Date.UTC(2026, 6, 14, 15, 5);
const told = (words: string) => {
  const at = whenIn(words, now, zone);
  return at === null ? null : `${dateOf(at, zone)} ${clock(at, zone)}`;
};

test.each([
  ["10", "2026-07-15 10:00"],
  ["23:30", "2026-07-14 23:30"],
  ["2330", "2026-07-14 23:30"],
  ["明天 10", "2026-07-15 10:00"],
  ["后天9:30", "2026-07-16 09:30"],
  ["後天 9点", "2026-07-16 09:00"],
  ["tomorrow 8", "2026-07-15 08:00"],
  ["16日 12:00", "2026-07-16 12:00"],
  ["１０：００", "2026-07-15 10:00"],
  ["今天 23:59", "2026-07-14 23:59"],
])("%s is %s", (words, expected) => {
  expect(told(words)).toBe(expected);
});

test.each(["", "25", "10:70", "下周", "明天"])("%s names no time", (words) => {
  expect(told(words)).toBeNull();
});

test("a clock that changes in the night keeps the hour that it shows", () => {
  const at = instantAt("2026-03-29", 10 * 60, "Europe/Lisbon");
  expect(clock(at, "Europe/Lisbon")).toBe("10:00");
});

import { expect, test } from "vitest";
import {
  clock,
  count,
  dateOf,
  dayInWords,
  dayOfYear,
  daysBetween,
  fullDay,
  lunarDay,
  money,
  running,
  signed,
} from "./format";

test("sums, points and counts are written as the house writes them", () => {
  expect(count(12_480)).toBe("12,480");
  expect(signed(-640), "a true minus, U+2212").toBe("−640");
  expect(signed(1290)).toBe("+1,290");
  expect(money(102_000)).toBe("¥1,020");
  expect(money(102_050)).toBe("¥1,020.50");
  expect(money(-5)).toBe("−¥0.05");
});

test("instants are told on the hotel's clock, not the machine's", () => {
  const instant = Date.parse("2026-07-14T23:30:00Z");
  expect(clock(instant, "Asia/Shanghai")).toBe("07:30");
  expect(dateOf(instant, "Asia/Shanghai")).toBe("2026-07-15");
  expect(clock(Date.parse("2026-07-14T16:05:00Z"), "Asia/Shanghai"), "midnight is 00, not 24").toBe("00:05");
});

test("days in words follow the language", () => {
  expect(dayInWords("2026-07-14", "zh-CN")).toBe("7月14日 周二");
  expect(dayInWords("2026-07-14", "zh-TW")).toBe("7月14日 週二");
  expect(dayInWords("2026-07-14", "en")).toBe("14 Jul Tue");
  expect(fullDay("2026-07-14", "zh-CN")).toBe("2026年7月14日 周二");
});

test.each([
  [{ month: 6, day: 1, leap: false }, "六月初一"],
  [{ month: 4, day: 23, leap: true }, "闰四月廿三"],
  [{ month: 1, day: 10, leap: false }, "正月初十"],
  [{ month: 12, day: 20, leap: false }, "腊月二十"],
  [{ month: 11, day: 30, leap: false }, "冬月三十"],
  [{ month: 8, day: 15, leap: false }, "八月十五"],
])("the lunar day %o is %s", (lunar, words) => {
  expect(lunarDay(lunar, "zh-CN")).toBe(words);
});

test("a running clock shows hours only where there are some", () => {
  expect(running(26 * 60_000 + 40_000)).toBe("26:40");
  expect(running(2 * 3_600_000 + 5 * 60_000)).toBe("2:05:00");
});

test("a day of another year says its year", () => {
  expect(dayOfYear("2026-07-31", "2026-07-14", "zh-CN")).toBe("7月31日");
  expect(dayOfYear("2027-05-31", "2026-07-14", "zh-CN")).toBe("2027年5月31日");
  expect(dayOfYear("2027-05-31", "2026-07-14", "en")).toBe("31 May 2027");
  expect(daysBetween("2026-07-14", "2026-07-31")).toBe(17);
  expect(daysBetween("2026-07-14", "2026-07-13")).toBe(-1);
});

import { expect, test } from "vitest";
import { allUntil, daysOf, kindOf, spanOf, weekOf } from "./period";

test.each([
  ["2026-07", "month", "2026-07-01", "2026-07-31"],
  ["2027-02", "month", "2027-02-01", "2027-02-28"],
  ["2026-W24", "week", "2026-06-08", "2026-06-14"],
  ["2026-W53", "week", "2026-12-28", "2027-01-03"],
  ["2027-W01", "week", "2027-01-04", "2027-01-10"],
  ["2026-06-14", "day", "2026-06-14", "2026-06-14"],
  ["2026-06-15--2026-07-02", "span", "2026-06-15", "2026-07-02"],
  ["all-2026-06-30", "all", null, "2026-06-30"],
])("%s is a %s", (period, kind, from, to) => {
  expect(kindOf(period)).toBe(kind);
  expect(daysOf(period)).toEqual({ from, to });
});

test.each([
  ["2026-06-08", "2026-W24"],
  ["2026-06-14", "2026-W24"],
  ["2026-06-15", "2026-W25"],
  ["2026-12-31", "2026-W53"],
  ["2027-01-03", "2026-W53"],
  ["2027-01-04", "2027-W01"],
  ["2025-12-29", "2026-W01"],
])("%s lies in %s, as the core counts", (day, week) => {
  expect(weekOf(day)).toBe(week);
});

test("a span of one day is that day", () => {
  expect(spanOf("2026-06-14", "2026-06-14")).toBe("2026-06-14");
  expect(spanOf("2026-06-14", "2026-06-15")).toBe("2026-06-14--2026-06-15");
  expect(allUntil("2026-06-30")).toBe("all-2026-06-30");
});

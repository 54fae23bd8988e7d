/** Holidays are read as they are typed, and as the government's list comes in a table. */
import { expect, test } from "vitest";
import { daysOf, daysText } from "./days";

const two = [
  { on: "2026-10-01", off: true },
  { on: "2026-10-10", off: false },
];

test.each([
  ["typed", "2026-10-01 休\n2026-10-10 班\n"],
  ["a date alone is off", "2026-10-01\n\n2026-10-10 work"],
  ["from a table with a head", "date,name,is_off_day\n2026-10-01,国庆节,True\n2026-10-10,国庆节,False\n"],
])("%s", (_, text) => expect(daysOf(text)).toEqual(two));

test("what was read is shown as it can be read again", () => {
  expect(daysOf(daysText(two))).toEqual(two);
  expect(daysOf("")).toEqual([]);
});

test.each(["2026-10-01\n国庆", "2026-02-30", "2026-10-1"])("%s is no list", (text) =>
  expect(daysOf(text)).toBeUndefined(),
);

import { expect, test } from "vitest";
import { isWhole, listed, shown, typed, warningsIn } from "./draft";

test("a cell says what is kept, and what is typed is kept to the last place", () => {
  const cases: [string, number, boolean, number | null][] = [
    ["1.5", 2, false, 150],
    ["1.15", 2, false, 115],
    ["15,000", 2, false, 1_500_000],
    ["０", 0, false, 0],
    ["", 0, true, null],
  ];
  for (const [text, digits, optional, value] of cases) expect(typed(text, digits, optional)).toBe(value);
  expect(shown(115, 2)).toBe("1.15");
  expect(shown(null, 2)).toBe("");
});

test("what is no plain number of the field is never taken for one", () => {
  for (const text of ["", "-1", "1e3", "一", "1.234"]) expect(typed(text, 2, false)).toBeNaN();
  expect(isWhole({ tiers: [{ nights: Number.NaN }] })).toBe(false);
  expect(isWhole({ tiers: [{ nights: 1, words: "" }], none: null })).toBe(true);
});

test("a list is typed with whatever comma is at hand", () => {
  expect(listed("自用房， 免费房,、自用房")).toEqual(["自用房", "免费房"]);
});

test("warnings are typed in any order and kept with the earliest first", () => {
  const cases: [string, number[]][] = [
    ["60、30、7", [60, 30, 7]],
    ["7 30， 60", [60, 30, 7]],
    ["６０", [60]],
    ["30、30", [30]],
    ["0", [0]],
    ["", []],
    ["60、月底", []],
    ["60、1.5", []],
    ["60、50、40、30、20、10", []],
  ];
  for (const [text, days] of cases) expect(warningsIn(text)).toEqual(days);
});

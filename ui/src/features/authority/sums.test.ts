import { expect, test } from "vitest";
import { shownSum, typedSum } from "./sums";

test("a cell is empty, a sum, or wrong", () => {
  expect(typedSum("", 2)).toBeNull();
  expect(typedSum(" 1,500 ", 2)).toBe(150_000);
  expect(typedSum("１５０.５", 2)).toBe(15_050);
  expect(typedSum("300", 0)).toBe(300);
  for (const wrong of ["-1", "a", "1.2.3", "1e5", "99999999999999999"])
    expect(typedSum(wrong, 2)).toBeUndefined();
});

test("what is shown is what was typed", () => {
  expect(shownSum(null, 2)).toBe("");
  expect(typedSum(shownSum(15_050, 2), 2)).toBe(15_050);
});

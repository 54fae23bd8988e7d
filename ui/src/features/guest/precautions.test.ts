import { expect, test } from "vitest";
import { precautionFor } from "./precautions";

test.each([
  ["花粉过敏", "flowers", "housekeeping"],
  ["對羽絨過敏", "feathers", "housekeeping"],
  ["allergic to peanuts", "nuts", "food_beverage"],
  ["不吃虾", "seafood", "food_beverage"],
  ["糖尿病", undefined, undefined],
  ["", undefined, undefined],
])("%s has its usual precaution and department", (words, precaution, department) => {
  const found = precautionFor(words);
  expect([found?.word, found?.department]).toEqual([precaution, department]);
});

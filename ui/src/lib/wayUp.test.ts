import { expect, test } from "vitest";
import type { Progress } from "../api/bindings";
import { wayUp } from "./wayUp";

const standing = (nights: number, spend: number): Progress => ({
  tier: "gold",
  nights,
  stays: 3,
  spend_minor: spend,
  period: "rolling",
  months: 24,
  next: {
    tier: "platinum",
    asks: "either",
    nights: 25,
    stays: 0,
    spend_minor: 3_000_000,
    nights_missing: Math.max(0, 25 - nights),
    stays_missing: 0,
    spend_missing_minor: Math.max(0, 3_000_000 - spend),
  },
});

/** The same where the next tier asks for both. */
const both = (nights: number, spend: number): Progress => {
  const progress = standing(nights, spend);
  return progress.next === null ? progress : { ...progress, next: { ...progress.next, asks: "all" } };
};

const kinds = (progress: Progress) => wayUp(progress)?.ways.map((way) => [way.kind, way.missing]);

test("the nearer of the two ways is told first, and what it lacks is the house's own figure", () => {
  expect(kinds(standing(14, 1_318_400))).toEqual([
    ["nights", 11],
    ["spend", 1_681_600],
  ]);
  expect(wayUp(standing(2, 2_400_000))?.ways[0]).toMatchObject({
    kind: "spend",
    missing: 600_000,
    share: 0.8,
  });
});

test("where both are asked for the farther is told first, and one reached is not enough", () => {
  expect(kinds(both(14, 1_000_000))?.[0]).toEqual(["spend", 2_000_000]);
  expect(kinds(both(25, 1_000_000))?.[0]).toEqual(["spend", 2_000_000]);
  expect(wayUp(both(25, 3_000_000))).toBeNull();
});

test("a threshold that the tier does not set is no way", () => {
  expect(kinds(standing(14, 0))?.map(([kind]) => kind)).not.toContain("stays");
});

test("who lacks nothing any more, or holds the highest tier, is told of no way", () => {
  expect(wayUp(standing(25, 0))).toBeNull();
  expect(wayUp({ ...standing(3, 0), next: null })).toBeNull();
});

import { expect, test } from "vitest";
import type { Progress } from "../../api/bindings";
import { stays } from "../../api/sceneCard";
import { nightOnAverage } from "./rates";
import { wayUp } from "./wayUp";

const standing = (nights: number, spend: number): Progress => ({
  tier: "gold",
  nights,
  spend_minor: spend,
  months: 24,
  next: {
    tier: "platinum",
    nights: 25,
    spend_minor: 3_000_000,
    nights_missing: Math.max(0, 25 - nights),
    spend_missing_minor: Math.max(0, 3_000_000 - spend),
  },
});

test("the nearer of the two ways is told first, and what it lacks is the house's own figure", () => {
  expect(wayUp(standing(14, 1_318_400))).toMatchObject({ nearer: "nights", nightsMissing: 11, share: 0.56 });
  expect(wayUp(standing(2, 2_400_000))).toMatchObject({
    nearer: "spend",
    spendMissing: 600_000,
    share: 0.8,
  });
});

test("who lacks nothing any more, or holds the highest tier, is told of no way", () => {
  expect(wayUp(standing(25, 0))).toBeNull();
  expect(wayUp({ ...standing(3, 0), next: null })).toBeNull();
});

test("a night on average is what rooms cost, without what was eaten, and without stays that never were", () => {
  const slept = stays().filter((stay) => stay.state === "departed");
  const rooms = slept.reduce((sum, stay) => sum + stay.room_minor, 0);
  const nights = slept.reduce((sum, stay) => sum + stay.nights, 0);
  expect(nightOnAverage(stays())).toBe(Math.round(rooms / nights / 100) * 100);
  expect(nightOnAverage(stays().map((stay) => ({ ...stay, food_minor: 900_000 })))).toBe(
    nightOnAverage(stays()),
  );
  expect(nightOnAverage(stays().map((stay) => ({ ...stay, state: "cancelled" as const })))).toBeNull();
});

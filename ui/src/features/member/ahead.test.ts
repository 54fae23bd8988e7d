import i18next from "i18next";
import { expect, test } from "vitest";
import type { Progress, RewardLine, Stay } from "../../api/bindings";
import { card } from "../../api/sceneCard";
import { startTexts } from "../../lib/i18n";
import { afterThisStay, enoughFor, whereNow } from "./ahead";

startTexts();

const today = "2026-07-14";

function stay(part: Partial<Stay>): Stay {
  const { current } = card();
  if (current === null) throw new Error("the scene's guest has a stay");
  return { ...current, state: "booked", arrival: today, nights: 3, room_no: "1206", ...part };
}

const progress: Progress = {
  tier: "gold",
  nights: 19,
  stays: 4,
  spend_minor: 1_824_000,
  period: "rolling",
  months: 24,
  next: {
    tier: "platinum",
    asks: "either",
    nights: 25,
    stays: 0,
    spend_minor: 3_000_000,
    nights_missing: 6,
    stays_missing: 0,
    spend_missing_minor: 1_176_000,
  },
};

const reward = (code: string, points: number, left: number | null): RewardLine => ({
  code,
  words: "",
  kind: "voucher",
  points,
  left,
  valid_until: null,
  affordable: true,
  missing: 0,
});

test("who arrives today or is in the house is said with the room, who comes later is not", () => {
  expect(whereNow(stay({}), today, i18next.t)).toBe("今日抵店 1206");
  expect(whereNow(stay({ room_no: "" }), today, i18next.t)).toBe("今日抵店");
  expect(whereNow(stay({ state: "in_house", arrival: "2026-07-12" }), today, i18next.t)).toBe("在住 1206");
  expect(whereNow(stay({ arrival: "2026-07-15" }), today, i18next.t)).toBeNull();
  expect(whereNow(null, today, i18next.t)).toBeNull();
});

test("the nights of the stay at hand are added to those that count", () => {
  expect(afterThisStay(progress, stay({}), today)).toEqual({ nights: 3, have: 22, need: 25 });
  expect(afterThisStay(progress, stay({ arrival: "2026-07-20" }), today), "not of a later one").toBeNull();
  expect(afterThisStay({ ...progress, next: null }, stay({}), today), "the highest tier").toBeNull();
  expect(afterThisStay(progress, null, today)).toBeNull();
});

test("what lapsing points buy by themselves is named, the dearest first, and nothing that is gone", () => {
  const rewards = [
    reward("breakfast", 600, null),
    reward("late_check_out", 800, null),
    reward("spa", 1_000, 0),
    reward("gift_box", 3_500, 9),
  ];
  expect(enoughFor(rewards, 1_200)).toEqual(["延迟退房 2 小时", "早餐 1 份"]);
  expect(enoughFor(rewards, 700)).toEqual(["早餐 1 份"]);
  expect(enoughFor(rewards, 599)).toEqual([]);
});

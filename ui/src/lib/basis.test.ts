import { expect, test } from "vitest";
import i18next from "i18next";
import type { Basis } from "../api/bindings";
import { basisSaid } from "./basis";
import { startTexts } from "./i18n";

startTexts();

const plain: Basis = {
  eligible_minor: 254_400,
  multiplier_percent: 100,
  programme: 0,
  on: null,
  tier: null,
  outlets: [],
  promotions: [],
  capped: null,
  foreign: null,
};

const said = (basis: Partial<Basis>) => basisSaid({ ...plain, ...basis }, "CNY", i18next.t);

test("a statement says what was spent where, the tier, each promotion and what a cap took", () => {
  expect(said({})).toBe("¥2,544");
  expect(said({ multiplier_percent: 125 })).toBe("¥2,544 × 1.25");
  expect(
    said({
      tier: "gold",
      multiplier_percent: 125,
      outlets: [
        { outlet: "room", spend_minor: 168_400, percent: 100 },
        { outlet: "food", spend_minor: 86_000, percent: 150 },
        { outlet: "日餐厅", spend_minor: 10_000, percent: 100 },
      ],
      promotions: [{ words: "会员日", effect: { kind: "multiplier", value: 200 }, points: 430 }],
      capped: { by: "month", lost: 1_200 },
    }),
  ).toBe("客房 ¥1,684，餐饮 ¥860 × 1.5，日餐厅 ¥100，金卡 1.25 倍，会员日 +430，本月封顶，少 1,200");
});

test("a bill of another currency says its own sum before what it counts as", () => {
  const outlets = [{ outlet: "spa", spend_minor: 71_355, percent: 100 }];
  const foreign = { currency: "USD", sum_minor: 10_050 };
  expect(said({ outlets, foreign })).toBe("水疗 US$100.50 = ¥713.55");
});

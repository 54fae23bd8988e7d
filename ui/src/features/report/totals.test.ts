import { expect, test } from "vitest";
import type { LedgerTotals } from "../../api/bindings";
import { totalsOf } from "./TotalsLine";

const totals: LedgerTotals = {
  from: "2026-06-01",
  to: "2026-06-30",
  opening: 100,
  earned: 50,
  redeemed: 20,
  expired: 5,
  reversed: -3,
  closing: 122,
  agrees: true,
};

const opens = (today: string) => totalsOf({ totals, today }).map((part) => [part.id, part.opens]);

test("each sum opens the rows that make it, and what was held on a day that is gone opens none of today's", () => {
  const moved = [
    ["opening", null],
    ["earned", "given"],
    ["redeemed", "redeemed"],
    ["expired", "expired"],
    ["reversed", "corrected"],
  ];
  expect(opens("2026-06-30")).toEqual([...moved, ["closing", "held"]]);
  expect(opens("2026-07-14")).toEqual([...moved, ["closing", null]]);
});

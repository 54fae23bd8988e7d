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

test("each sum opens the rows that make it", () => {
  expect(totalsOf({ totals }).map((part) => [part.id, part.opens])).toEqual([
    ["opening", "opening"],
    ["earned", "given"],
    ["redeemed", "redeemed"],
    ["expired", "expired"],
    ["reversed", "corrected"],
    ["closing", "closing"],
  ]);
});

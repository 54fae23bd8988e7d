import { expect, test } from "vitest";
import { reportPeriod } from "./period";

test.each([
  ["year", 0, { from: "2025-08-01", to: "2026-07-14" }],
  ["year", 1, { from: "2024-08-01", to: "2025-07-31" }],
  ["quarter", 0, { from: "2026-05-01", to: "2026-07-14" }],
  ["quarter", 1, { from: "2026-02-01", to: "2026-04-30" }],
  ["month", 0, { from: "2026-07-01", to: "2026-07-14" }],
  ["month", 5, { from: "2026-02-01", to: "2026-02-28" }],
] as const)("a %s, %i back, is whole months and never ends after today", (length, back, period) => {
  expect(reportPeriod(length, back, "2026-07-14")).toEqual(period);
});

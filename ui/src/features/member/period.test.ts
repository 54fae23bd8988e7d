import { describe, expect, it } from "vitest";
import { isDay, periodOf } from "./period";

describe("the period of a statement", () => {
  it.each([
    ["all", "2026-07-14", null],
    ["year", "2026-07-14", "2026-01-01"],
    ["months", "2026-07-14", "2025-07-15"],
    ["months", "2024-02-29", "2023-03-01"],
    ["months", "2026-12-31", "2026-01-01"],
    ["since", "2026-07-14", "2025-10-01"],
  ] as const)("%s as of %s begins on %s", (kind, today, from) => {
    expect(periodOf({ kind, since: "2025-10-01" }, today)).toEqual({ from, to: null });
  });

  it("takes days of the calendar alone", () => {
    expect(["2025-10-01", "2024-02-29"].every(isDay)).toBe(true);
    expect(["2025-02-29", "2025-13-01", "2025-1-1", "last week", ""].some(isDay)).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { pathOf, stepsOf, ticks } from "./draw";

describe("a chart's arithmetic", () => {
  it("has round steps, the last one not above the top", () => {
    const cases: readonly [number, readonly number[]][] = [
      [2.33, [0, 0.5, 1, 1.5, 2]],
      [0, [0]],
      [31, [0, 10, 20, 30]],
      [5, [0, 1, 2, 3, 4, 5]],
      [0.6, [0, 0.2, 0.4, 0.6]],
    ];
    for (const [top, expected] of cases) expect({ top, found: ticks(top) }).toEqual({ top, found: expected });
  });

  it("leaves a gap where a week has too few room-nights", () => {
    expect(pathOf([[0, 1], [1, 2], null, [3, 4]])).toBe("M0.0 1.0L1.0 2.0M3.0 4.0");
    expect(pathOf([null])).toBe("");
  });

  it("holds a limit for its whole week, the first and last for half of it", () => {
    expect(
      stepsOf(
        [
          [0, 5],
          [10, 7],
          [20, 6],
        ],
        5,
      ),
    ).toBe("M0.0 5.0L5.0 5.0L5.0 7.0L15.0 7.0L15.0 6.0L20.0 6.0");
  });
});

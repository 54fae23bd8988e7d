import { expect, test } from "vitest";
import type { GuestListFilter } from "../../api/bindings";
import { turned } from "./GuestListPage";

const all = { value: null, source: null, liking: null, feedback: null };

test("a key turns one axis through its choices and back to all, and leaves the others", () => {
  const seen = [];
  let filter: GuestListFilter = { ...all, feedback: "mixed" };
  for (let times = 0; times < 4; times += 1) {
    filter = turned(filter, "value");
    seen.push(filter.value);
  }
  expect(seen).toEqual(["high", "middle", "low", null]);
  expect(filter).toEqual({ ...all, feedback: "mixed" });
});

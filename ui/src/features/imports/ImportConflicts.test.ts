import { expect, test } from "vitest";
import type { ImportConflict, ImportConflicts } from "../../api/bindings";
import { standing, turned } from "./ImportConflicts";

const company: ImportConflict = { line: 12, column: "company", ours: "a", theirs: "b" };
const country: ImportConflict = { line: 12, column: "country", ours: "CN", theirs: "SG" };

test("staff's word stands until somebody turns one conflict round, and the others stay", () => {
  const unasked: ImportConflicts = { all: "keep_ours", each: [] };
  expect(standing(unasked, company)).toBe("keep_ours");
  const one = turned(unasked, company);
  expect([standing(one, company), standing(one, country)]).toEqual(["take_file", "keep_ours"]);
  const back = turned(one, company);
  expect(standing(back, company)).toBe("keep_ours");
  expect(back.each).toHaveLength(1);
});

test("one decision for all holds but where one was decided by itself", () => {
  const all: ImportConflicts = { all: "take_file", each: [] };
  expect(standing(all, country)).toBe("take_file");
  expect(standing(turned(all, country), country)).toBe("keep_ours");
});

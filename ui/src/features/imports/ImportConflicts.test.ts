import { expect, test } from "vitest";
import type { ImportConflict, ImportConflicts } from "../../api/bindings";
import { ruled, standing, turned } from "./ImportConflicts";

const company: ImportConflict = { line: 12, column: "company", ours: "a", theirs: "b" };
const country: ImportConflict = { line: 12, column: "country", ours: "CN", theirs: "SG" };

test("staff's word stands until somebody turns one conflict round, and the others stay", () => {
  const unasked: ImportConflicts = { all: "keep_ours", columns: [], each: [] };
  expect(standing(unasked, company)).toBe("keep_ours");
  const one = turned(unasked, company);
  expect([standing(one, company), standing(one, country)]).toEqual(["take_file", "keep_ours"]);
  const back = turned(one, company);
  expect(standing(back, company)).toBe("keep_ours");
  expect(back.each).toHaveLength(1);
});

test("one decision for all holds but where one was decided by itself", () => {
  const all: ImportConflicts = { all: "take_file", columns: [], each: [] };
  expect(standing(all, country)).toBe("take_file");
  expect(standing(turned(all, country), country)).toBe("keep_ours");
});

test("a rule for a column holds for all its rows, also those decided before, and leaves the other columns alone", () => {
  const unasked: ImportConflicts = { all: "keep_ours", columns: [], each: [] };
  const one = turned(turned(unasked, company), country);
  const theirs = ruled(one, "company", "keep_ours");
  expect([standing(theirs, company), standing(theirs, country)]).toEqual(["keep_ours", "take_file"]);
  const unlisted = { ...company, line: 100_000 };
  expect(standing(ruled(unasked, "company", "take_file"), unlisted)).toBe("take_file");
  expect(standing(turned(ruled(unasked, "company", "take_file"), company), company)).toBe("keep_ours");
});

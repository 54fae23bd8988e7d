import { expect, test } from "vitest";
import type { Field } from "../../api/bindings";
import { partOfName } from "./GuestRow";

type Case = [field: Field, shown: string, starts: number[], name: string, part: string | null];

const cases: readonly Case[] = [
  ["initials", "wáng jiàn guó", [0], "王建国", "王"],
  ["initials", "wáng jiàn guó", [0, 5, 10], "王建国", "王建国"],
  ["name", "James White", [6], "James White", "White"],
  // Where the words and the characters do not pair off, nothing is claimed.
  ["pinyin", "jin da eun", [0], "김다은 A", null],
  ["name", "王建国", [0], "王建国", null],
  ["phone_tail", "138 •••• 8812", [9], "王建国", null],
];

test("the part of a name that was meant is named, where it can be told", () => {
  for (const [field, shown, starts, name, part] of cases) {
    const marks = starts.map((start) => ({ start, length: 1 }));
    expect(partOfName({ field, shown, marks, typed: "" }, name), `${shown} of ${name}`).toBe(part);
  }
});

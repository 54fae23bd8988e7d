import type { Programme } from "../../api/bindings";

/** What a cell shows of a value that is kept `digits` decimal places finer; empty where there is none or it is unread. */
export function shown(value: number | null, digits: number): string {
  return value === null || Number.isNaN(value) ? "" : String(value / 10 ** digits);
}

/** The value that a cell's text stands for: null where it is empty and may be, NaN where it is no plain number. */
export function typed(text: string, digits: number, optional: boolean): number | null {
  const plain = text.normalize("NFKC").replace(/[,\s¥%]/g, "");
  if (plain === "") return optional ? null : Number.NaN;
  if (!/^\d+(\.\d+)?$/.test(plain)) return Number.NaN;
  const value = Number((Number(plain) * 10 ** digits).toFixed(4));
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

/** Whether every cell of the draft could be read. */
export function isWhole(part: unknown): boolean {
  if (typeof part === "number") return !Number.isNaN(part);
  if (typeof part !== "object" || part === null) return true;
  return Object.values(part).every(isWhole);
}

/** Whether two drafts say the same. */
export function sameRules(one: Programme, other: Programme): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The words of a list that is typed with commas: each once, without empty ones. */
export function listed(text: string): string[] {
  const words = text
    .split(/[,，、;；]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
  return [...new Set(words)];
}

/** Most warnings of one programme, as the core holds it. */
export const warningsMax = 5;

/** The days of warnings typed with commas or spaces, the earliest first, each once; none where one is no number or they are too many. */
export function warningsIn(text: string): number[] {
  const words = listed(text.trim().replaceAll(/\s+/g, ","));
  const days = [...new Set(words.map((one) => typed(one, 0, false) ?? Number.NaN))];
  const read = days.length <= warningsMax && days.every((one) => Number.isSafeInteger(one));
  return read ? days.toSorted((one, other) => other - one) : [];
}

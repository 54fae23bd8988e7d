/** Sums and counts as people type them into a cell: empty is "no limit of its own", anything else must be a plain number. */

export function typedSum(text: string, digits: number): number | null | undefined {
  const plain = text.normalize("NFKC").replace(/[,\s¥]/g, "");
  if (plain === "") return null;
  if (!/^\d+(\.\d+)?$/.test(plain)) return undefined;
  const sum = Math.round(Number(plain) * 10 ** digits);
  return Number.isSafeInteger(sum) ? sum : undefined;
}

export function shownSum(minor: number | null, digits: number): string {
  return minor === null ? "" : String(minor / 10 ** digits);
}

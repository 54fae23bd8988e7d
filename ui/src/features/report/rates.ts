/** `34.5%` of 345 in a thousand; a dash where there is nothing to divide by. */
export function percent(permille: number | null): string {
  return permille === null ? "–" : `${(permille / 10).toFixed(1)}%`;
}

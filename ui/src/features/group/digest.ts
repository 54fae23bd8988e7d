/** The two ends of a digest, in fours: `9f2c 41ab … 7e08`. */
export function shortDigest(hex: string): string {
  return `${hex.slice(0, 4)} ${hex.slice(4, 8)} … ${hex.slice(-4)}`;
}

/** All of a fingerprint, in fours, as it is read over the telephone. */
export function fours(hex: string): string {
  return hex.match(/.{1,4}/g)?.join(" ") ?? "";
}

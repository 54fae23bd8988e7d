/** Digits of a PIN. */
export const pinDigits = 6;

/** The first `most` digits of what was typed or pasted, full-width ones included. */
export function digitsOf(typed: string, most: number): string {
  return typed.normalize("NFKC").replace(/\D/g, "").slice(0, most);
}

import type { Department } from "../../api/bindings";
import { isTextKey, word } from "../../lib/i18n";

/** Where a wish may have been learnt: at the desk, or in a department. */
export const sources = [
  "desk",
  "housekeeping",
  "food_beverage",
  "recreation",
  "sales",
] as const satisfies readonly ("desk" | Department)[];

/** The word for where something was learnt: a source's, a department's, or the code as it stands. */
export function sourceWord(source: string): string {
  return isTextKey(`source.${source}`) ? word("source", source) : word("department", source);
}

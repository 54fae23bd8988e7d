import { useTranslation } from "react-i18next";
import type { Cadence, Contents, Fault, RoutineTried } from "../../api/bindings";
import { wordsOf } from "../../lib/faults";
import { say } from "../../lib/i18n";

export const cadences: readonly Cadence[] = ["day", "week", "month"];
export const contents: readonly Contents[] = ["period", "since_last", "full"];

/** Minutes after its time from which a package counts as caught up on. */
const lateAfterMs = 60 * 60_000;

/** Whether a package was made so long after its time that the machine must have been off or something stood in the way. */
export function isLate(dueMs: number, atMs: number): boolean {
  return atMs - dueMs > lateAfterMs;
}

/** What a try failed with, as the table of refusals says it. */
export function useWhyNot(): (tried: RoutineTried) => string {
  const { t } = useTranslation();
  return ({ code, args }) => {
    const kind: Fault["kind"] =
      code === "database_failed" || code === "file_failed" || code === "damaged" ? "failed" : "refused";
    const { what } = wordsOf({ kind, code, args: {} });
    return Object.keys(args).length === 0 ? t(what) : say(what, textsOf(args));
  };
}

function textsOf(args: Partial<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, value ?? ""]));
}

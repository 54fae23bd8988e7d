/**
 * The one table from a fault's code to how grave it is, what it says and what can be done: its sentences are the texts
 * `fault.<code>.what` and `fault.<code>.why`. It stands below the features because each of them shows refusals in place.
 * A code without texts falls back to its kind's; a test holds that the core has no such code.
 */
import type { Fault } from "../api/bindings";
import { isTextKey, say, type TextKey } from "./i18n";

export type FaultWords = {
  /** `act` outlines in red, `look` in amber. */
  severity: "act" | "look";
  what: TextKey;
  /** Why, and what to do, in one or two sentences. */
  why: TextKey;
};

const byKind: Record<Fault["kind"], FaultWords> = {
  refused: { severity: "act", what: "fault.refused.what", why: "fault.refused.why" },
  failed: { severity: "act", what: "fault.failed.what", why: "fault.failed.why" },
  unknown: { severity: "look", what: "fault.unknown.what", why: "fault.unknown.why" },
};

/** Codes that only ask for a look; every other one wants somebody to act. */
const looks: ReadonlySet<string> = new Set([
  "changed_meanwhile",
  "already_settled",
  "already_undone",
  "already_apologised",
  "already_earned",
  "already_reversed",
  "already_member",
  "already_referred",
  "cancelled",
]);

/** What a fault says, as one line. */
export function toldOf(fault: Fault): string {
  const { what, why } = wordsOf(fault);
  return `${say(what, fault.args)} ${say(why, fault.args)}`;
}

export function wordsOf(fault: Fault): FaultWords {
  const what = `fault.${fault.code}.what`;
  const why = `fault.${fault.code}.why`;
  if (!isTextKey(what) || !isTextKey(why)) return byKind[fault.kind];
  return { severity: looks.has(fault.code) ? "look" : "act", what, why };
}

/**
 * The one table from a fault's code to how grave it is, what it says and what can be done. It stands below the features
 * because each of them shows refusals in place. A code without a row falls back to its kind's.
 */
import type { Fault } from "../api/draft";
import type { TextKey } from "./i18n";

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

const byCode: Partial<Record<string, FaultWords>> = {
  "wrong-pin": { severity: "act", what: "fault.wrong-pin.what", why: "fault.wrong-pin.why" },
  "wait-pin": { severity: "act", what: "fault.wait-pin.what", why: "fault.wait-pin.why" },
  "not-permitted": { severity: "act", what: "fault.not-permitted.what", why: "fault.not-permitted.why" },
  "changed-meanwhile": {
    severity: "look",
    what: "fault.changed-meanwhile.what",
    why: "fault.changed-meanwhile.why",
  },
  "not-found": { severity: "act", what: "fault.not-found.what", why: "fault.not-found.why" },
  "too-long": { severity: "act", what: "fault.too-long.what", why: "fault.too-long.why" },
  "card-number": { severity: "act", what: "fault.card-number.what", why: "fault.card-number.why" },
  "wrong-passphrase": {
    severity: "act",
    what: "fault.wrong-passphrase.what",
    why: "fault.wrong-passphrase.why",
  },
  "disk-full": { severity: "act", what: "fault.disk-full.what", why: "fault.disk-full.why" },
};

export function wordsOf(fault: Fault): FaultWords {
  return byCode[fault.code] ?? byKind[fault.kind];
}

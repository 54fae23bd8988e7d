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

/** Codes that only ask for a look; every other one wants somebody to act. */
const looks: ReadonlySet<string> = new Set(["changed_meanwhile", "already_settled", "already_undone"]);

const codes = [
  "already_settled",
  "already_undone",
  "bad_birth_date",
  "bad_character",
  "bad_contact",
  "bad_value",
  "card_number",
  "changed_meanwhile",
  "consent_missing",
  "contact_there",
  "damaged",
  "database_failed",
  "empty",
  "file_exists",
  "file_failed",
  "file_in_use",
  "file_moved",
  "file_newer",
  "has_more",
  "key_reused",
  "keys_missing",
  "keys_unreadable",
  "last_administrator",
  "no_file",
  "no_pin",
  "not_a_lobby_file",
  "not_allowed",
  "not_found",
  "not_undoable",
  "not_yours",
  "nothing_to_undo",
  "passphrase_too_short",
  "pin_too_soon",
  "read_only_folder",
  "sign_in_taken",
  "too_long",
  "too_many_contacts",
  "too_many_preferences",
  "unsafe_place",
  "weak_pin",
  "wrong_passphrase",
  "wrong_pin",
] as const;

const byCode = new Map<string, FaultWords>(
  codes.map((code) => [
    code,
    {
      severity: looks.has(code) ? "look" : "act",
      what: `fault.${code}.what`,
      why: `fault.${code}.why`,
    },
  ]),
);

export function wordsOf(fault: Fault): FaultWords {
  return byCode.get(fault.code) ?? byKind[fault.kind];
}

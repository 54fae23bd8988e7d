/** A guest's own data as a form holds it: what stands in each field, and what of it somebody changed. */
import type { Guest } from "../../api/bindings";

/** What the desk may correct; who the record is and where it came from is not. */
export const editable = [
  "name",
  "latin_name",
  "title",
  "birth_date",
  "lunar_birthday",
  "country",
  "language",
  "company",
  "vip",
  "document_kind",
  "document_last4",
  "note",
  "share_consent",
  "profile",
  "channel",
] as const satisfies readonly (keyof Guest)[];

export type EditableField = (typeof editable)[number];

/** Returns the fields in which two readings of a guest differ. */
export function differing(one: Guest, other: Guest): EditableField[] {
  return editable.filter((field) => one[field] !== other[field]);
}

/** Returns `fresh` with what the person changed since they saw `seen`; what they left alone follows the newest reading. */
export function carried(seen: Guest, wanted: Guest, fresh: Guest): Guest {
  const mine = differing(seen, wanted);
  return Object.assign({}, fresh, Object.fromEntries(mine.map((field) => [field, wanted[field]])));
}

/** Returns the guest with the ends of its texts trimmed and an empty birthday as none. */
export function tidied(guest: Guest): Guest {
  const birth = guest.birth_date?.trim() ?? "";
  return {
    ...guest,
    name: guest.name.trim(),
    latin_name: guest.latin_name.trim(),
    birth_date: birth === "" ? null : birth,
    country: guest.country.trim().toUpperCase(),
    language: guest.language.trim(),
    company: guest.company.trim(),
    document_last4: guest.document_kind === "" ? "" : guest.document_last4.trim(),
    note: guest.note.trim(),
  };
}

/** What can be done to the scene's one guest, and what of it stays on the card. */
import type {
  Card,
  ContactId,
  GuestMerge,
  MergeAhead,
  MergeSide,
  MovedCounts,
  PreferenceId,
  UnmergeAhead,
} from "./bindings";
import { done, type Handlers, refused } from "./fake";
import { card, historyLines } from "./sceneCard";
import { id, people, today } from "./sceneData";

/** What stands under `name` of an input. */
const field = (input: unknown, name: string): unknown =>
  typeof input === "object" && input !== null
    ? Object.entries(input).find(([key]) => key === name)?.[1]
    : undefined;

const text = (input: unknown, name: string): string => {
  const found = field(input, name);
  return typeof found === "string" ? found : "";
};

/** One guest's card, which these change. */
export function guestHandlers(): Handlers {
  const guest = card();
  const [promiseLine] = card().promises;
  if (promiseLine === undefined) throw new Error("the scene has a promise");
  return {
    guest_card: () => guest,
    history_lines: () => historyLines,
    contact_reveal: () => ({ value: "138 0013 8812", done: done(guest.contacts[0]?.id, ["guest"]) }),
    promise_settle: () => {
      for (const line of guest.promises) line.promise.state = "kept";
      return done(guest.promises[0]?.promise.id, ["promise"]);
    },
    promise_add: ({ input }) => {
      const words = text(input, "words");
      guest.promises.push({ ...promiseLine, promise: { ...promiseLine.promise, state: "open", words } });
      return done(promiseLine.promise.id, ["promise"]);
    },
    guest_edit: ({ input }) => {
      // The first try finds that somebody else was quicker.
      if (guest.guest.note === "") {
        guest.guest = { ...guest.guest, note: "走东门", updated_at_ms: guest.guest.updated_at_ms + 1 };
        throw refused("changed_meanwhile");
      }
      const wanted = field(input, "wanted");
      guest.guest = { ...guest.guest, company: text(wanted, "company"), note: text(wanted, "note") };
      return done(guest.guest.id, ["guest"]);
    },
    contact_add: () => {
      guest.contacts.push({
        id: id(3),
        kind: "email",
        masked: "w•••@example.cn",
        preferred: false,
        source: "",
      });
      return done(id<ContactId>(3), ["guest"]);
    },
    contact_remove: () => {
      guest.contacts.shift();
      return done(id<ContactId>(1), ["guest"]);
    },
    preference_drop: ({ input }) => {
      const dropped = text(input, "preference");
      guest.preferences = guest.preferences.filter((line) => line.preference.id !== dropped);
      return done(id<PreferenceId>(1), ["preference"]);
    },
    ...mergeHandlers(guest),
    preference_add: () => done(id<PreferenceId>(99), ["preference"]),
    guest_add: () => done(people.wang.guest_id, ["guest"]),
    stay_check_in: () => {
      if (guest.current !== null) guest.current.state = "in_house";
      return done(guest.current?.id, ["stay"]);
    },
    stay_check_out: () => {
      guest.current = null;
      return done(guest.stays[0]?.id, ["stay"]);
    },
  };
}

const nobody = { stays: 0, nights: 0, spend_minor: 0, last_departure: null, last_room: "" };

/** The namesake who turns out to be the same person, and what moves. */
function mergeHandlers(guest: Card): Handlers {
  const moved: MovedCounts = { stays: 1, tickets: 0, notes: 2, points: 700 };
  const other: MergeSide = {
    guest: {
      ...guest.guest,
      id: people.wang2.guest_id,
      name: "王建國",
      company: "望江电子",
      birth_date: null,
    },
    contacts: ["139 •••• 5521"],
    summary: nobody,
    member_no: "00020001",
  };
  const keep = (): MergeSide => ({
    guest: guest.guest,
    contacts: guest.contacts.map((one) => one.masked),
    summary: guest.summary,
    member_no: "00017432",
  });
  return {
    duplicates_list: () => [],
    guest_merge_ahead: (): MergeAhead => ({
      keep: keep(),
      other,
      differ: ["name", "birth_date", "company"],
      stays: guest.guest.id,
      moved,
    }),
    guest_merge: ({ input }) => {
      const merge: GuestMerge = {
        id: id(0x3001),
        keep: guest.guest.id,
        other: people.wang2.guest_id,
        state: "merged",
        reason: text(input, "reason"),
        by_user: id(2),
        at_ms: today("14:05"),
        unmerged_at_ms: null,
      };
      guest.merges.push(merge);
      return done({ merge_id: merge.id, keep: merge.keep, moved }, ["guest", "stay"]);
    },
    guest_unmerge_ahead: (): UnmergeAhead => {
      const [merge] = guest.merges;
      if (merge === undefined) throw refused("merge_not_standing");
      const fields: UnmergeAhead["fields"] = [
        { field: "company", returns: true },
        { field: "note", returns: false },
      ];
      return { merge, keep: keep(), other, moved, fields };
    },
    guest_unmerge: () => {
      guest.merges = [];
      return done({ keep: guest.guest.id, other: people.wang2.guest_id, moved, stay: ["note"] }, ["guest"]);
    },
  };
}

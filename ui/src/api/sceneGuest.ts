/** What can be done to the scene's one guest, and what of it stays on the card. */
import type { ContactId, PreferenceId } from "./bindings";
import { done, type Handlers, refused } from "./fake";
import { card, historyLines } from "./sceneCard";
import { id, people } from "./sceneData";

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

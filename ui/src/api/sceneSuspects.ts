/** The scene's one pair of records that may be one person, and what is decided about it. */
import type { SuspectId, SuspectPair } from "./bindings";
import { done, type Handlers } from "./fake";
import { id, people, today } from "./sceneData";

const suspected = (): SuspectPair => ({
  suspect: {
    id: id<SuspectId>(0x5001),
    a: people.wang.guest_id,
    b: people.wang2.guest_id,
    score: 0.97,
    band: "certain",
    because: [
      { feature: "phone", level: "same", weight: 14 },
      { feature: "given", level: "same", weight: 6 },
      { feature: "birth", level: "missing", weight: 0 },
    ],
    state: "open",
    found_at_ms: today("04:01"),
  },
  one: {
    guest: people.wang.guest_id,
    name: "王建国",
    latin_name: "",
    company: "",
    member_no: "00017432",
    phone: "138 •••• 8812",
    last_departure: "2026-04-04",
    stays: 6,
  },
  other: {
    guest: people.wang2.guest_id,
    name: "王建國",
    latin_name: "",
    company: "望江电子",
    member_no: "",
    phone: "138 •••• 8812",
    last_departure: null,
    stays: 0,
  },
});

/** What stands under `name` of what was asked. */
const field = (asked: unknown, name: string): unknown =>
  typeof asked === "object" && asked !== null
    ? Object.entries(asked).find(([key]) => key === name)?.[1]
    : undefined;

/** Answers the list of suspects and what is decided there; a card of its own has none. */
export function suspectHandlers(): Handlers {
  const pair = suspected();
  const put = (state: SuspectPair["suspect"]["state"]) => {
    pair.suspect.state = state;
    return done(pair.suspect.id, ["duplicate"]);
  };
  return {
    duplicates_list: ({ asked }) =>
      field(asked, "guest") === null && field(asked, "state") === pair.suspect.state ? [pair] : [],
    duplicates_find: () => done({ guests: 80_214, compared: 412_006, suspects: 1 }, ["duplicate"]),
    duplicate_dismiss: () => put("dismissed"),
    duplicate_reopen: () => put("open"),
  };
}

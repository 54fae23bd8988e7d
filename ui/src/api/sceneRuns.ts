/** The scene's dated runs: what lapses, what waits, and departures that a file brought. */
import type {
  Departure,
  DeparturesPreview,
  DueLine,
  EntryId,
  ExpiryPreview,
  GuestId,
  StayId,
} from "./bindings";
import { done, type Handlers } from "./fake";
import { id } from "./sceneData";

const lapses: ExpiryPreview = {
  on: "2026-07-14",
  members: 2,
  points: 1_850,
  by_tier: [
    { tier: "base", members: 1, points: 640 },
    { tier: "gold", members: 1, points: 1_210 },
  ],
  listed: [
    {
      guest: id<GuestId>(1),
      member_no: "00017432",
      name: "王建国",
      tier: "gold",
      points: 1_210,
      first: "2026-06-30",
      left: 11_270,
    },
    {
      guest: id<GuestId>(2),
      member_no: "00020118",
      name: "李慧敏",
      tier: "base",
      points: 640,
      first: "2026-07-12",
      left: 300,
    },
  ],
  clock: null,
  runs: [
    { on: "2026-06-30", made_on: "2026-07-01", by: "周启明", members: 211, points: 84_300 },
    { on: "2026-05-31", made_on: "2026-06-01", by: "周启明", members: 198, points: 79_120 },
  ],
};

const due: readonly DueLine[] = [
  {
    id: id<EntryId>(71),
    guest: id<GuestId>(1),
    member_no: "00017432",
    name: "王建国",
    points: 500,
    due_on: "2026-07-19",
    source: { kind: "desk" },
    told: "",
    reason: "生日礼",
    by: "周启明",
  },
];

const departure = (
  n: number,
  name: string,
  member_no: string,
  day: string,
  points: number,
  due_on: string | null,
): Departure => ({
  stay: id<StayId>(80 + n),
  guest: id<GuestId>(n),
  member_no,
  name,
  departure: day,
  points,
  due_on,
});

const left: DeparturesPreview = {
  on: "2026-07-14",
  stays: 3,
  points: 4_402,
  waiting: 1,
  kept: 1,
  listed: [
    departure(1, "王建国", "00017432", "2026-07-12", 1_950, null),
    departure(2, "李慧敏", "00020118", "2026-07-13", 620, null),
    departure(3, "Karen Price", "00000480", "2026-07-13", 1_832, "2026-07-20"),
  ],
  more: false,
};

export function runHandlers(): Handlers {
  let credited = false;
  return {
    expiry_preview: () => lapses,
    points_expire: () => done({ on: lapses.on, members: 2, points: 1_850 }, ["member", "ledger"]),
    pending_due: () => due,
    pending_post_due: () =>
      done({ on: lapses.on, postings: 0, points: 0, kept: 0, voided: 0 }, ["member", "ledger"]),
    departures_preview: () => (credited ? { ...left, stays: 0, points: 0, waiting: 0, listed: [] } : left),
    departures_credit: () => {
      credited = true;
      const { on, stays, points, waiting, kept, more } = left;
      return done({ on, stays, points, waiting, kept, more }, ["member", "ledger", "stay"]);
    },
  };
}

/** The scene's courtesy calls: whom in house to greet on 14 July, and why. */
import type { CallReason, CourtesyCall, CourtesyCalls, DealingId, Row } from "./bindings";
import { done, type Handlers } from "./fake";
import { briefing, id, today } from "./sceneData";

const bare: CallReason = { cause: "vip", ticket: null, problem: null, on: null, words: "", count: 0 };

const line = (row: Row | undefined, room: string, reasons: CallReason[]): CourtesyCall => {
  if (row?.guest_id == null) throw new Error("a call of the scene is to somebody");
  const { guest_id, stay_id, name, title, vip, tier, arrival, departure } = row;
  const on = "2026-07-14";
  return {
    guest_id,
    stay_id,
    room_no: room,
    name,
    title,
    vip,
    tier,
    arrival,
    departure,
    on,
    reasons,
    made: null,
  };
};

const [zeng, , , baby, wang] = briefing.arriving;

/** Answers the list, and keeps what was said of the guest it was said of. */
export function callHandlers(): Handlers {
  const calls = [
    line(wang, "1206", [
      { ...bare, cause: "promise", words: "高层，远离电梯" },
      { ...bare, cause: "long_stay", count: 3 },
    ]),
    line(baby, "0907", [{ ...bare, cause: "room", problem: "water_leak", on: "2026-07-09", count: 2 }]),
    line(zeng, "0820", [{ ...bare, words: "V2" }]),
  ];
  return {
    courtesy_calls: ({ days }) => {
      const todays = JSON.stringify(days).includes('"to":"2026-07-14"');
      const span = todays
        ? { from: "2026-07-14", to: "2026-07-14" }
        : { from: "2026-07-13", to: "2026-07-13" };
      return {
        days: span,
        calls: todays ? structuredClone(calls) : [],
        beyond: todays ? 4 : 0,
        head: { seq: 48_213, mac: "a91f7c02" },
      } satisfies CourtesyCalls;
    },
    call_make: (args) => {
      const said = JSON.stringify(args["input"]);
      const called = calls.find((one) => said.includes(one.guest_id));
      if (called !== undefined)
        called.made = {
          dealing: id<DealingId>(0x6001),
          outcome: said.includes("unhappy") ? "unhappy" : "satisfied",
          channel: "person",
          words: said.includes("热水慢") ? "热水慢" : "",
          by_name: "周启明",
          on: "2026-07-14",
          at_ms: today("14:06"),
        };
      return done(id<DealingId>(0x6001), ["dossier"]);
    },
  };
}

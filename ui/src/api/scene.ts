/** The scene: staff, desk and the commands' answers. */
import { Channel } from "./call";
import type { DeskFacts, DeskState, GuestId, MadeSteps, PreferenceId, Role, Staff } from "./draft";
import { answerWith, done, refused } from "./fake";
import { at, briefing, card, found, historyLines, id, today, userId, zone } from "./sceneData";

const person = (
  n: number,
  name: string,
  initials: string,
  role: Role,
  seen: number | null,
  duty = false,
): Staff => ({
  id: userId(n),
  sign_in: initials,
  name,
  role,
  department: "front_office",
  initials,
  last_seen_ms: seen,
  on_duty: duty,
});

export const staff = [
  person(1, "林晓雯", "lxw", "receptionist", today("14:26")),
  person(2, "赵倩", "zq", "receptionist", today("13:10")),
  person(3, "周启明", "zqm", "duty_manager", today("14:00"), true),
  person(4, "郑雅琴", "zyq", "duty_manager", at("2026-07-13T23:00")),
  person(5, "何丽", "hl", "department_head", at("2026-07-13T18:00")),
  person(6, "沈国华", "sgh", "general_manager", at("2026-07-13T09:00")),
] as const;

export const deskFacts = (practice: boolean): DeskFacts => ({
  hotel: practice ? "练习饭店" : "望江饭店",
  practice,
  version: "0.1.0",
  chain: 48_213,
  now_ms: today("14:05"),
  zone,
  business_date: "2026-07-14",
  lunar: { month: 6, day: 1, leap: false },
  data_as_of_ms: today("07:32"),
  backup_ms: today("13:58"),
  saved_ms: today("14:05") + 32_000,
  duty: { name: "周启明", extension: "8008", until_ms: today("23:00") },
  arrivals: 38,
  open_tickets: 18,
  undo: null,
});

const firstRun: DeskState = {
  state: "first_run",
  version: "0.1.0",
  checks: [
    { what: "disk", result: "pass", detail: "212" },
    { what: "not_synced", result: "pass", detail: "" },
    { what: "key_store", result: "look", detail: "" },
    { what: "clock", result: "pass", detail: zone },
  ],
  backups: [{ path: "/media/usb/lobby.backup", hotel: "望江饭店", taken_ms: today("13:58"), guests: 80_112 }],
};

function begin(scene: string | null): DeskState["state"] {
  return scene === "first_run" || scene === "signed_out" || scene === "locked" ? scene : "signed_in";
}

/** Answers every command from the scene. `?scene=first_run`, `locked` or `signed_out`, else signed in; `?practice=1`. */
export function installScene(search: string): void {
  const asked = new URLSearchParams(search);
  const practice = asked.get("practice") === "1";
  let state = begin(asked.get("scene"));
  let me: Staff = staff[0];
  const guest = card();
  const desk = deskFacts(practice);
  const states: Record<DeskState["state"], () => DeskState> = {
    first_run: () => firstRun,
    locked: () => ({ state: "locked", version: "0.1.0", practice }),
    signed_out: () => ({
      state: "signed_out",
      desk: { ...desk, now_ms: today("14:31"), backup_ms: today("14:28") },
      staff: [...staff],
    }),
    signed_in: () => ({ state: "signed_in", desk, me }),
  };
  answerWith({
    desk: () => states[state](),
    unlock: ({ passphrase }) => {
      if (passphrase !== "mountain lake") throw refused("wrong_passphrase");
      state = "signed_out";
      return null;
    },
    sign_in: ({ user, pin }) => {
      if (pin !== "246810") throw refused("wrong_pin", { wait_seconds: "5" });
      me = staff.find((one) => one.id === user) ?? staff[0];
      state = "signed_in";
      return null;
    },
    sign_out: () => {
      state = "signed_out";
      return null;
    },
    make_practice: async ({ steps }) => {
      for (let step = 0; step <= 20; step++) {
        sendStep(steps, { done: step * 4000, all: 80_000, left_ms: (20 - step) * 150 });
        await new Promise<void>((resume) => {
          setTimeout(resume, 150);
        });
      }
      state = "signed_out";
      return null;
    },
    cancel_practice: () => null,
    briefing: () => briefing,
    find: ({ words }) => (typeof words === "string" && /^[w王]/i.test(words) ? found : []),
    guest_card: () => guest,
    history_of: () => historyLines,
    reveal: () => done("138 0013 8812", ["guest"]),
    settle_promise: () => {
      for (const line of guest.promises) line.promise.state = "kept";
      return done(guest.promises[0]?.promise.id, ["promise"]);
    },
    add_preference: () => done(id<PreferenceId>(99), ["preference"]),
    add_guest: () => done(id<GuestId>(1), ["guest"]),
    undo: () => done(id(1), ["guest", "preference"]),
  });
}

function sendStep(channel: unknown, step: MadeSteps): void {
  if (channel instanceof Channel) channel.onmessage(step);
}

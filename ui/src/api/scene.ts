/** The scene: staff, desk and the commands' answers. */
import { Channel } from "@tauri-apps/api/core";
import type { DeskFacts, DeskState, MadeSteps, StaffCard, Wish } from "./draft";
import { answerWith, done, refused } from "./fake";
import { sceneFound, sceneGuest, scenePreview } from "./sceneGuest";
import { at, sceneToday, today, zone } from "./sceneToday";

const card = (
  id: string,
  name: string,
  initials: string,
  role: StaffCard["role"],
  seen: number | null,
  onDuty = false,
): StaffCard => ({ id, name, initials, role, lastSeenMs: seen, onDuty, waitMs: 0 });

export const staff = [
  card("u1", "林晓雯", "lxw", "receptionist", today("14:26")),
  card("u2", "赵倩", "zq", "receptionist", today("13:10")),
  card("u3", "周启明", "zqm", "duty_manager", today("14:00"), true),
  card("u4", "郑雅琴", "zyq", "duty_manager", at("2026-07-13T23:00")),
  card("u5", "何丽", "hl", "department_head", at("2026-07-13T18:00")),
  card("u6", "沈国华", "sgh", "general_manager", at("2026-07-13T09:00")),
] as const;

export const deskFacts = (practice: boolean): DeskFacts => ({
  hotel: practice ? "练习饭店" : "望江饭店",
  practice,
  version: "0.1.0",
  chain: 48213,
  nowMs: today("14:05"),
  zone,
  businessDate: "2026-07-14",
  lunar: { month: 6, day: 1, leap: false },
  pmsMs: today("07:32"),
  backupMs: today("13:58"),
  savedMs: today("14:05") + 32_000,
  duty: { name: "周启明", extension: "8008", untilMs: today("23:00") },
  counts: { arrivals: 38, openTickets: 18 },
  undo: null,
});

/** Which part of the scene to begin with: `?scene=first_run`, `signed_out`, or signed in; `?practice=1`. */
export function installScene(search: string): void {
  const asked = new URLSearchParams(search);
  const practice = asked.get("practice") === "1";
  let state: DeskState["state"] =
    asked.get("scene") === "first_run"
      ? "first_run"
      : asked.get("scene") === "signed_out"
        ? "signed_out"
        : "signed_in";
  let me: StaffCard = staff[0];
  const guest = sceneGuest();
  answerWith({
    desk: (): DeskState => {
      if (state === "first_run") {
        return {
          state,
          version: "0.1.0",
          checks: [
            { what: "disk", result: "pass", detail: "212" },
            { what: "not_synced", result: "pass", detail: "" },
            { what: "key_store", result: "look", detail: "" },
            { what: "clock", result: "pass", detail: zone },
          ],
          backups: [
            { path: "/media/usb/lobby.backup", hotel: "望江饭店", takenMs: today("13:58"), guests: 80112 },
          ],
        };
      }
      const desk = deskFacts(practice);
      return state === "signed_out"
        ? { state, desk: { ...desk, nowMs: today("14:31"), backupMs: today("14:28") }, staff: [...staff] }
        : { state, desk, me };
    },
    sign_in: ({ staffId, pin }) => {
      if (pin !== "246810") throw refused("wrong-pin", { seconds: "5" });
      me = staff.find((one) => one.id === staffId) ?? staff[0];
      state = "signed_in";
      return null;
    },
    sign_out: () => {
      state = "signed_out";
      return null;
    },
    make_practice: async ({ steps }) => {
      for (let step = 0; step <= 20; step++) {
        sendStep(steps, { done: step * 4000, all: 80000, leftMs: (20 - step) * 150 });
        await new Promise((resume) => setTimeout(resume, 150));
      }
      state = "signed_out";
      return null;
    },
    cancel_practice: () => null,
    today: () => sceneToday,
    find: ({ text }) =>
      typeof text === "string" && /^w/i.test(text)
        ? sceneFound
        : { guests: [], tickets: [], near: sceneFound.guests.slice(0, 2), total: 0, reading: null },
    preview: () => scenePreview,
    guest: () => guest,
    history: () => guest.history,
    reveal: () => done("138 0013 8812", []),
    keep_promise: () => {
      guest.promise = null;
      return done(null, ["promise"], "兑现承诺");
    },
    add_wish: () => done<Wish | undefined>(guest.wishes[0], ["wish"], "记下"),
    tick_task: () => done(null, ["task"], "勾选"),
    undo: () => done(null, ["guest"], null),
  });
}

function sendStep(channel: unknown, step: MadeSteps): void {
  if (channel instanceof Channel) channel.onmessage(step);
}

/** The scene: staff, the desk and the commands' answers. */
import type {
  Department,
  Frame,
  Left,
  Op,
  Role,
  Stage,
  Start,
  Step,
  StoreFault,
  UnsavedWords,
  User,
} from "./bindings";
import { Channel } from "./call";
import { answerWith, done, type Handlers, refused } from "./fake";
import {
  folderShown,
  importApplied,
  importPreview,
  importSources,
  importsBefore,
  landedBefore,
  reportRows,
  reportShown,
  undoForeseen,
} from "./sceneImports";
import { backupHandlers, rescued, roomOf } from "./sceneBackups";
import { balanceHandlers } from "./sceneBalances";
import { bringBackHandlers } from "./sceneBringBack";
import { checkHandlers } from "./sceneChecks";
import { groupHandlers } from "./sceneGroup";
import { callHandlers } from "./sceneCalls";
import { privacyHandlers } from "./scenePrivacy";
import { memberListHandlers } from "./sceneMembers";
import { reportHandlers } from "./sceneReport";
import { runHandlers } from "./sceneRuns";
import { makeRun } from "./sceneRun";
import { guestHandlers } from "./sceneGuest";
import { suspectHandlers } from "./sceneSuspects";
import { taskHandlers } from "./sceneTasks";
import { voucherHandlers } from "./sceneVouchers";
import { briefing, found, id, today, userId, zone } from "./sceneData";

const person = (n: number, sign: string, name: string, role: Role, department: Department): User => ({
  id: userId(n),
  sign_in: sign,
  name,
  role,
  department,
  active: true,
  has_pin: sign !== "new",
});

export const staff = [
  person(1, "reception", "林晓雯", "receptionist", "front_office"),
  person(2, "duty", "周启明", "duty_manager", "front_office"),
  person(3, "head", "陈志强", "department_head", "engineering"),
  person(4, "gm", "沈国华", "general_manager", "management"),
  person(5, "data", "方琳", "data_officer", "management"),
  person(6, "new", "郑雅琴", "administrator", "management"),
] as const;

/** What the scene lets everybody do. */
const may: Op[] = [
  "find_guests",
  "show_guest",
  "read_today",
  "reveal_contact",
  "add_guest",
  "edit_guest",
  "add_contact",
  "remove_contact",
  "add_preference",
  "drop_preference",
  "meet_wish",
  "add_promise",
  "settle_promise",
  "add_alert",
  "lift_alert",
  "add_dealing",
  "drop_dealing",
  "add_companion",
  "drop_companion",
  "add_task",
  "drop_task",
  "tick_task",
  "read_plan",
  "read_calls",
  "make_call",
  "merge_guests",
  "unmerge_guests",
  "open_ticket",
  "read_tickets",
  "read_member",
  "check_voucher",
  "use_voucher",
  "preview_export",
  "copy_export",
  "make_export",
  "set_seal_key",
  "set_export_routine",
  "run_export_routine",
  "confirm_routine_day",
  "read_export_alarm",
  "set_desk_lock",
  "add_user",
  "edit_user",
  "set_pin",
  "change_keys",
  "set_key_store",
  "read_history",
  "check_in",
  "check_out",
  "preview_import",
  "apply_import",
  "undo_import",
  "watch_folder",
  "read_balances",
  "bring_in_points",
  "take_out_points",
  "bring_back",
  "read_runs",
  "expire_points",
  "credit_departures",
  "read_guest_list",
  "read_member_lists",
  "read_events",
  "read_programme_report",
  "read_duplicates",
  "find_duplicates",
  "dismiss_duplicate",
  "reopen_duplicate",
  "read_backups",
  "check",
  "read_privacy",
  "erase_guest",
  "copy_guest",
  "hold_guest",
  "release_guest",
  "take_request",
  "answer_request",
  "read_consents",
  "record_purpose",
  "set_consent_text",
  "run_retention",
  "write_paper",
  "set_backup_place",
  "restore_backup",
  "backup",
  "undo",
];

const frame = (user: User, practice: boolean): Frame => ({
  hotel: practice ? "练习饭店" : "望江饭店",
  code: practice ? "PRACTICE" : "H0217",
  currency: "CNY",
  minor_digits: 2,
  practice,
  time_zone: zone,
  today: "2026-07-14",
  lunar: { month: 6, day: 1, leap: false },
  now_ms: today("14:05"),
  data_as_of_ms: today("07:32"),
  on_duty: { name: "周启明", until_ms: today("23:00") },
  user,
  may,
  arrivals: 38,
  open_tickets: 18,
  saved_at_ms: today("14:05") + 32_000,
  idle_s: 300,
});

function begin(scene: string | null): Stage {
  return scene === "first_run" || scene === "signed_out" || scene === "locked" ? scene : "signed_in";
}

function storeOf(said: string | null): StoreFault | null {
  return said === "locked" || said === "no_secret" ? said : null;
}

/** Answers every command from the scene. `?scene=first_run`, `locked` or `signed_out`, else signed in; `?practice=1`, `?here=1`, `?house=new`, `?store=locked` or `no_secret`, `?stick=away`, `?disk=little` or `gone`, `?privacy=none` or `refused`, `?chain=bad` or `unread`. */
export function installScene(search: string): void {
  const asked = new URLSearchParams(search);
  const run = makeRun(40);
  const guest = guestHandlers();
  answerWith({
    ...doorHandlers({
      first: begin(asked.get("scene")),
      practised: asked.get("practice") === "1",
      said: storeOf(asked.get("store")),
      hotelHere: asked.get("here") === "1",
      people: asked.get("house") === "new" ? staff.slice(5) : staff,
    }),
    cancel_job: () => run.cancel(),
    ...groupHandlers(run),
    today: () => briefing,
    today_paper: () => ({ head: { seq: 48_213, mac: "a91f7c02" }, day: briefing, tickets: [] }),
    guest_card_opened: () => null,
    nightly_state: () => ({ state: "idle" }),
    nightly_cancel: () => null,
    routine_running: () => ({ state: "idle" }),
    routine_cancel: () => null,
    routine_alarm: () => ({ failed: [], doubt: null }),
    find: ({ words }) => ({
      hits: typeof words === "string" && /^[w王]/i.test(words) ? found : [],
      near: [],
      took_ms: 3,
    }),
    ...guest,
    ...backupHandlers(asked.get("stick") === "away", roomOf(asked.get("disk"))),
    ...checkHandlers(asked.get("chain")),
    ...callHandlers(),
    ...privacyHandlers(asked.get("privacy")),
    ...taskHandlers(guest["task_tick"]),
    ...importHandlers(),
    ...balanceHandlers(),
    ...bringBackHandlers(),
    ...reportHandlers(),
    ...memberListHandlers(),
    ...runHandlers(),
    ...suspectHandlers(),
    ...voucherHandlers(),
    undo: () => done(id(1), ["guest", "preference"]),
  });
}

/** What opens and shuts: the file, the desk, the person. */
type DoorAsked = {
  first: Stage;
  practised: boolean;
  said: StoreFault | null;
  hotelHere: boolean;
  people: readonly User[];
};

function doorHandlers({ first, practised, said, hotelHere, people }: DoorAsked): Handlers {
  let stage = first;
  let practice = practised;
  let user: User = staff[0];
  let left: Left | null = null;
  let pinGiven = false;
  const start = (next: Stage = stage): Start => {
    stage = next;
    const open = stage === "signed_out" || stage === "signed_in";
    return {
      stage,
      version: "0.1.0",
      hotel: open ? frame(user, practice).hotel : "",
      practice: open && practice,
      hotel_here: hotelHere,
      staff: open ? [...people] : [],
      user: stage === "signed_in" ? user : null,
      folder: "/data/.local/share/lobby",
      key_store: open ? null : said,
      time_zone: "Asia/Shanghai",
      now_ms: today("14:05"),
      seen: open ? [{ user: staff[0].id, at_ms: today("08:55"), has_draft: left !== null }] : [],
      left: open ? left : null,
      head_seq: open ? 48_213 : 0,
      data_as_of_ms: open ? today("07:32") : null,
      lunar: open ? { month: 6, day: 1, leap: false } : null,
      on_duty: open ? { name: "周启明", until_ms: today("23:00") } : null,
    };
  };
  const enter = (person: User | undefined): Start => {
    user = person ?? staff[0];
    return start("signed_in");
  };
  return {
    start: () => start(),
    frame: () => frame(user, practice),
    ...fileHandlers(start, () => {
      practice = true;
    }),
    go_to_hotel: () => {
      practice = false;
      return start("locked");
    },
    ...staffHandlers(() => pinGiven),
    sign_in: ({ user: name, pin }) => {
      if (pin !== "246810")
        throw refused("wrong_pin", { until_ms: String(Date.now() + 5_000), wait_seconds: "5" });
      return enter(staff.find((one) => one.sign_in === name));
    },
    first_pin: ({ user: chosen }) => enter(staff.find((one) => one.id === chosen)),
    desk_lock: ({ byItself }) => {
      left = { user: user.id, at_ms: today("14:26"), by_itself: byItself === true };
      return start("signed_out");
    },
    ...unsavedHandlers(() => user.id),
    ...keyStoreHandlers(() => pinGiven),
    desk_touched: () => stage === "signed_in",
    desk_lock_set: () => {
      if (!pinGiven) throw refused("pin_again", { operation: "set_desk_lock" });
      return done(id(1), ["hotel"]);
    },
    pin_again: ({ pin }) => {
      if (pin !== "246810")
        throw refused("wrong_pin", { until_ms: String(Date.now() + 5_000), wait_seconds: "5" });
      pinGiven = true;
      return null;
    },
  };
}

/** Words of forms that wait, each for their author. */
function unsavedHandlers(author: () => string): Handlers {
  const unsaved = new Map<string, UnsavedWords>();
  return {
    unsaved_keep: ({ words }) => keepUnsaved(unsaved, author(), words),
    unsaved_kept: () => [...unsaved].flatMap(([key, one]) => (key.startsWith(author()) ? one : [])),
  };
}

/** Keeps what somebody typed into a form, or forgets it where it is empty. */
function keepUnsaved(unsaved: Map<string, UnsavedWords>, author: string, words: unknown): null {
  const { place, body } = { place: "", body: "", ...(typeof words === "object" ? words : {}) };
  const key = `${author} ${place}`;
  if (body === "") unsaved.delete(key);
  else unsaved.set(key, { place, body });
  return null;
}

/** The machine's key store, off until it is turned on. */
function keyStoreHandlers(pinGiven: () => boolean): Handlers {
  let keyStore = false;
  return {
    key_store_state: () => ({ on: keyStore, untouched: false }),
    key_store_on: () => {
      if (!pinGiven()) throw refused("pin_again", { operation: "set_key_store" });
      keyStore = true;
      return done(null, ["hotel"]);
    },
    key_store_off: () => {
      keyStore = false;
      return done({ forgotten: false }, ["hotel"]);
    },
  };
}

/** Colleagues, as whoever runs the house changes them. */
function staffHandlers(pinGiven: () => boolean): Handlers {
  const people: User[] = [...staff];
  const guarded = (operation: Op) => {
    if (!pinGiven()) throw refused("pin_again", { operation });
  };
  return {
    staff_list: () => [...people],
    staff_add: ({ input }) => {
      guarded("add_user");
      const added = person(people.length + 1, "", "", "receptionist", "front_office");
      people.push(Object.assign(added, { has_pin: false }, input));
      return done(added.id, ["user"]);
    },
    staff_edit: ({ input }) => {
      guarded("edit_user");
      const { wanted } = Object.assign({ wanted: {} }, input);
      const at = people.findIndex((one) => JSON.stringify(wanted).includes(one.id));
      const known = people[at];
      if (known !== undefined) people[at] = Object.assign({}, known, wanted);
      return done(known?.id ?? staff[0].id, ["user"]);
    },
    staff_pin: ({ input }) => {
      guarded("set_pin");
      const at = people.findIndex((one) => JSON.stringify(input).includes(one.id));
      const known = people[at];
      if (known !== undefined) people[at] = { ...known, has_pin: true };
      return done(known?.id ?? staff[0].id, ["user"]);
    },
  };
}

/** What makes, opens and closes a file. */
function fileHandlers(start: (next: Stage) => Start, toPractice: () => void): Handlers {
  return {
    machine_look: () => ({
      left_bytes: 212_000_000_000,
      little: false,
      place: null,
    }),
    open_backup: ({ path }) => {
      if (path !== "/media/usb/hotel.lobby") throw refused("not_a_lobby_file");
      return rescued(start("signed_out"));
    },
    close_hotel: () => start("first_run"),
    open_hotel: ({ passphrase }) => {
      if (passphrase !== "mountain lake") throw refused("wrong_passphrase");
      return start("signed_out");
    },
    make_hotel: () => ({
      recovery_key: "K7QF-2M9D-XW4P-8RTA-5NCE-V3HJ-6YBS-U1ZL",
      start: start("signed_out"),
    }),
    make_practice: async ({ progress }) => {
      for (let step = 0; step <= 20; step++) {
        tell(progress, { done: step * 4000, total: 80_000 });
        await new Promise<void>((resume) => {
          setTimeout(resume, 150);
        });
      }
      toPractice();
      return start("signed_out");
    },
  };
}

function importHandlers(): Handlers {
  return {
    import_list: () => importsBefore,
    import_sources: () => importSources,
    import_undo_foreseen: () => undoForeseen,
    import_folder: () => folderShown,
    import_folder_watch: () => done(null, ["import"]),
    import_report: () => reportShown,
    import_report_csv: () => "/srv/reports/import.csv",
    import_report_rows: () => reportRows,
    import_landed: () => landedBefore,
    import_preview: ({ file }) => {
      if (JSON.stringify(file).includes("missing")) throw refused("import_header");
      return importPreview;
    },
    import_apply: () => done(importApplied, ["import", "stay", "guest"]),
    import_undo: () => {
      for (const one of importsBefore) one.state = "undone";
      return done({ removed: 37, removed_guests: 30, restored: 7, kept: 1, kept_records: [] }, [
        "import",
        "stay",
      ]);
    },
  };
}

function tell(channel: unknown, step: Step): void {
  if (channel instanceof Channel) channel.onmessage(step);
}

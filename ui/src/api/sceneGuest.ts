/** What can be done to the scene's one guest, and what of it stays on the card. */
import type {
  Card,
  ContactId,
  Dealing,
  EventId,
  GuestAlert,
  GuestEvent,
  GuestListPage,
  GuestMerge,
  InviteId,
  MergeAhead,
  MergeSide,
  MovedCounts,
  PlanTask,
  PreferenceId,
  UnmergeAhead,
  UserId,
  WishConcerns,
  WishMetId,
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

/** Whom a wish concerns, as the core answers it. */
const kinds: WishConcerns[] = [
  { kind: "room", department: "housekeeping" },
  { kind: "dining", department: "food_beverage" },
  { kind: "habit", department: null },
  { kind: "leisure", department: "recreation" },
  { kind: "other", department: null },
  { kind: "health", department: "housekeeping" },
  { kind: "religion", department: "food_beverage" },
  { kind: "minor", department: "housekeeping" },
];

function meet(guest: Card, wish: string) {
  for (const line of guest.preferences) {
    if (line.preference.id === wish) line.met_on = "2026-07-14";
  }
  return done(id<WishMetId>(1), ["preference", "stay"]);
}

function drop(guest: Card, wish: string) {
  guest.preferences = guest.preferences.filter((line) => line.preference.id !== wish);
  return done({ preference: id<PreferenceId>(1), tasks: [] }, ["preference"]);
}

const listed = ({ guest, member, contacts, summary, axes }: Card): GuestListPage => ({
  guests: [
    {
      guest_id: guest.id,
      name: guest.name,
      latin_name: guest.latin_name,
      title: guest.title,
      company: guest.company,
      vip: guest.vip,
      member_no: member?.member_no ?? "",
      tier: member?.tier ?? "",
      phone: contacts[0]?.masked ?? "",
      summary,
      axes,
    },
  ],
  next: null,
});

const listHandlers = (guest: Card): Handlers => ({
  guest_list: () => listed(guest),
  guest_list_export: () => ({
    path: "/srv/reports/guests.csv",
    exported: { export_id: guest.guest.id, guests: 1 },
  }),
});

/** One guest's card, which these change. */
export function guestHandlers(): Handlers {
  const guest = card();
  const [promiseLine] = card().promises;
  if (promiseLine === undefined) throw new Error("the scene has a promise");
  return {
    guest_card: () => structuredClone(guest),
    ...listHandlers(guest),
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
    guest_edit: ({ input, document }) => {
      const number = text(document, "number");
      // A write's input is remembered: a number that stood in it would be kept.
      if (number !== "" && JSON.stringify(input).includes(number)) throw refused("bad_document");
      // The first try finds that somebody else was quicker.
      if (guest.guest.note === "") {
        guest.guest = { ...guest.guest, note: "走东门", updated_at_ms: guest.guest.updated_at_ms + 1 };
        throw refused("changed_meanwhile");
      }
      const wanted = field(input, "wanted");
      guest.guest = { ...guest.guest, company: text(wanted, "company"), note: text(wanted, "note") };
      if (number !== "") guest.guest.document_last4 = number.slice(-4);
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
    preference_drop: ({ input }) => drop(guest, text(input, "preference")),
    wish_meet: ({ input }) => meet(guest, text(input, "preference")),
    ...mergeHandlers(guest),
    ...recordHandlers(guest),
    ...planHandlers(guest),
    wish_take: ({ input }) => {
      const wanted = text(input, "department");
      const department = kinds.map((one) => one.department).find((one) => one === wanted) ?? null;
      return done({ preference: id<PreferenceId>(99), task: null, department }, ["preference", "plan"]);
    },
    wish_concerns: () => kinds,
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
  const moved: MovedCounts = { stays: 1, tickets: 0, notes: 2, points: 700, vouchers: 0 };
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

/** The events that the guest was asked to: one they came to, one that they declined. */
const eventsOf: GuestEvent[] = (["attended", "no"] as const).map((state, at) => ({
  invite: id<InviteId>(0x5100 + at),
  event: id<EventId>(0x5200 + at),
  number: `E-2605-A0${at + 1}`,
  title: at === 0 ? "龙井品鉴会" : "端午游湖",
  kind: "tasting",
  held_on: `2026-05-2${at}`,
  place: "茶室",
  called_off: false,
  state,
  words: "",
  points: at === 0 ? 200 : 0,
  by: "周启明",
  at_ms: today("09:00"),
}));

/** Alerts, dealings, companions and the plan, as far as the card shows them. */
function recordHandlers(guest: Card): Handlers {
  const written = { author: id<UserId>(1), created_at_ms: today("14:05"), business_date: "2026-07-14" };
  const about = { ...written, guest_id: guest.guest.id };
  return {
    guest_events: () => eventsOf,
    alert_add: ({ input }) => {
      const alert: GuestAlert = {
        ...about,
        id: id(0x4100),
        kind: "note",
        moment: "open",
        words: text(input, "words"),
        lifted_why: "",
        lifted_by: null,
        lifted_at_ms: null,
      };
      guest.alerts.push({ alert, author: "林晓雯", withheld: false });
      return done(alert.id, ["dossier"]);
    },
    alert_lift: () => {
      guest.alerts = guest.alerts.filter((line) => line.withheld);
      return done(id(0x4100), ["dossier"]);
    },
    dealing_add: ({ input }) => {
      const dealing: Dealing = {
        ...about,
        id: id(0x4200),
        kind: "interaction",
        channel: "wechat",
        words: text(input, "words"),
        happened_on: "2026-07-14",
        outcome: null,
      };
      guest.dealings.push({ dealing, author: "林晓雯" });
      return done(dealing.id, ["dossier"]);
    },
    dealing_drop: () => {
      guest.dealings = [];
      return done(id(0x4200), ["dossier"]);
    },
    companion_add: ({ input }) => {
      const name = text(input, "name");
      guest.companions.push({
        ...about,
        id: id(0x4300),
        other_id: null,
        name,
        relation: text(input, "relation"),
      });
      return done(id(0x4300), ["dossier"]);
    },
    guest_origins: () => [{ field: "name", way: "add_guest", by: "林晓雯", at_ms: today("14:00") }],
  };
}

/** The plan of this arrival. */
function planHandlers(guest: Card): Handlers {
  const written = { author: id<UserId>(1), created_at_ms: today("14:05"), business_date: "2026-07-14" };
  return {
    task_add: ({ input }) => {
      const task: PlanTask = {
        ...written,
        guest_id: guest.guest.id,
        id: id(0x4400),
        stay_id: null,
        department: "housekeeping",
        words: text(input, "words"),
        origin: "desk",
        done_by: null,
        done_at_ms: null,
      };
      guest.plan.push({ task, done_by: "" });
      return done(task.id, ["plan"]);
    },
    task_tick: () => {
      for (const line of guest.plan) {
        line.task = { ...line.task, done_by: id(1), done_at_ms: today("14:06") };
        line.done_by = "林晓雯";
      }
      return done(id(0x4400), ["plan"]);
    },
  };
}

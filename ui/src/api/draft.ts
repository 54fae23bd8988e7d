/**
 * The wire as the window uses it until the core's generated bindings take its place.
 * Instants are UTC milliseconds, dates are `YYYY-MM-DD` in the hotel's own calendar day, money is in minor units.
 */

export type Fault = {
  kind: "refused" | "failed" | "unknown";
  code: string;
  args: Record<string, string>;
};

export type Result<T> = { status: "ok"; data: T } | { status: "error"; error: Fault };

export type RecordKind =
  | "guest"
  | "stay"
  | "wish"
  | "promise"
  | "ticket"
  | "member"
  | "points"
  | "staff"
  | "setting"
  | "task"
  | "session"
  | "file";

export type Done<T> = { value: T; changed: RecordKind[]; undo: string | null };

export type Role =
  | "receptionist"
  | "duty_manager"
  | "department_head"
  | "general_manager"
  | "data_officer"
  | "administrator";

export type Tier = "basic" | "silver" | "gold" | "platinum";
export type Honorific = "mr" | "ms" | "none";

export type Person = {
  id: string;
  name: string;
  honorific: Honorific;
  pinyin: string;
  doubtful: string | null;
};
/** Month 1–12 of the Chinese calendar; computed in the core, never here. */
export type LunarDay = { month: number; day: number; leap: boolean };

export type StaffCard = {
  id: string;
  name: string;
  initials: string;
  role: Role;
  lastSeenMs: number | null;
  onDuty: boolean;
  waitMs: number;
};

export type DeskState =
  | { state: "first_run"; version: string; checks: StartCheck[]; backups: FoundBackup[] }
  | { state: "signed_out"; desk: DeskFacts; staff: StaffCard[] }
  | { state: "signed_in"; desk: DeskFacts; me: StaffCard };

export type StartCheck = {
  what: "disk" | "not_synced" | "key_store" | "clock";
  result: "pass" | "look";
  detail: string;
};
export type FoundBackup = { path: string; hotel: string; takenMs: number; guests: number };

export type DeskFacts = {
  hotel: string;
  practice: boolean;
  version: string;
  chain: number;
  nowMs: number;
  zone: string;
  businessDate: string;
  lunar: LunarDay;
  pmsMs: number | null;
  backupMs: number | null;
  savedMs: number | null;
  duty: { name: string; extension: string; untilMs: number } | null;
  counts: { arrivals: number; openTickets: number };
  undo: string | null;
};

export type Attention = {
  id: string;
  why: "complaint" | "promise" | "allergy" | "vip" | "birthday" | "namesake";
  guest: Person;
  room: string | null;
  dueMs: number | null;
  what: string;
  late: string | null;
  note: string;
};

export type Arrival = {
  stayId: string;
  guest: Person;
  room: string | null;
  dueMs: number | null;
  tier: Tier | null;
  nth: number;
  departs: string;
  nights: number;
  roomType: string;
  wishes: string[];
  prepared: { done: number; all: number } | null;
  arrived: boolean;
};

export type Task = {
  id: string;
  group: "keep" | "improve" | "win";
  text: string;
  department: string;
  dueMs: number | null;
  due: string | null;
  done: boolean;
};

export type Recovery = {
  guestId: string;
  room: string;
  name: string;
  honorific: Honorific;
  what: string;
  leavesMs: number;
};

export type Today = {
  attention: Attention[];
  arriving: Arrival[];
  arrived: number;
  inHouse: Arrival[];
  departing: Arrival[];
  departed: number;
  recovery: Recovery[];
  recoveryLater: number;
  tasks: Task[];
};

export type Where =
  | { kind: "arriving"; room: string | null }
  | { kind: "in_house"; room: string }
  | { kind: "last"; date: string }
  | { kind: "never" };

export type Reason = {
  field: "phone" | "landline" | "member" | "document" | "room" | "name" | "wechat";
  shown: string;
  hit: string;
  surname: string | null;
  typedName: string | null;
};

export type GuestHit = { guest: Person; pinyinHit: number; tier: Tier | null; where: Where; why: Reason };
export type TicketHit = { id: string; number: string; title: string; state: TicketState; note: string };
export type TicketState = "new" | "doing" | "approval" | "callback" | "closed" | "void";
export type Found = {
  guests: GuestHit[];
  tickets: TicketHit[];
  near: GuestHit[];
  total: number;
  reading: string | null;
};

export type PreviewLine = { nth: number; last: string | null; promise: string | null; today: string | null };
export type Preview = {
  guest: Person;
  tier: Tier | null;
  nth: number;
  last: string | null;
  promise: string | null;
  arrival: { dueMs: number | null; room: string | null; roomType: string; nights: number } | null;
  wishes: string[];
  birthday: Birthday | null;
  points: Points | null;
  phone: string | null;
  namesakes: Namesake[];
};

export type Birthday = { date: string; lunar: LunarDay | null; inDays: number; age: number | null };
export type Points = {
  balance: number;
  nextPoints: number | null;
  nextDate: string | null;
  worthMinor: number;
};
export type Namesake = { id: string; name: string; birth: string | null; tail: string | null; where: Where };

export type Stay = {
  id: string;
  arrives: string;
  nights: number;
  room: string | null;
  roomType: string;
  channel: string;
  rateMinor: number;
  discount: string | null;
  complaints: number;
  state: "booked" | "in_house" | "departed" | "cancelled" | "no_show";
};

export type WishKind = "health" | "room" | "dining" | "habit" | "other";
export type Wish = {
  id: string;
  kind: WishKind;
  text: string;
  observed: boolean;
  consent: boolean;
  by: string;
  atMs: number;
};

export type Contact = {
  id: string;
  kind: "mobile" | "landline" | "wechat" | "email";
  masked: string;
  tail: string;
};
export type HistoryLine = {
  seq: number;
  atMs: number;
  text: string;
  by: string;
  before: string | null;
  after: string | null;
};

export type GuestPage = {
  guest: Person;
  salutation: string;
  tier: Tier | null;
  arrival: {
    dueMs: number | null;
    room: string | null;
    roomType: string;
    nights: number;
    departs: string;
    channel: string;
  } | null;
  nth: number;
  nights: number;
  last: { date: string; room: string | null } | null;
  promise: { id: string; text: string; origin: string; ticketId: string | null } | null;
  stays: Stay[];
  spentMinor: number;
  averageMinor: number;
  spendYear: { what: "room" | "dining" | "laundry" | "other"; minor: number }[];
  wishes: Wish[];
  prepare: Task[];
  tickets: (TicketHit & { atMs: number })[];
  birthday: Birthday | null;
  memberId: string | null;
  memberNumber: string | null;
  points: Points | null;
  nextTier: { tier: Tier; have: number; need: number } | null;
  contacts: Contact[];
  consentMarketing: { given: boolean; date: string } | null;
  source: string;
  document: string | null;
  classes: { value: string; source: string; taste: string; feedback: string };
  namesakes: Namesake[];
  history: HistoryLine[];
  historyCount: number;
};

export type RevealReason = "contact" | "verify" | "other";
export type MadeSteps = { done: number; all: number; leftMs: number | null };

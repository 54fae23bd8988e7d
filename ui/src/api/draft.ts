/**
 * The wire as the window uses it until the core's generated bindings take its place; the types are the core's own, by
 * name and field. Instants are UTC milliseconds, dates are `YYYY-MM-DD` in the hotel's business days, money is in minor
 * units.
 */

export type GuestId = string & { readonly __brand: "GuestId" };
export type StayId = string & { readonly __brand: "StayId" };
export type TicketId = string & { readonly __brand: "TicketId" };
export type ContactId = string & { readonly __brand: "ContactId" };
export type PromiseId = string & { readonly __brand: "PromiseId" };
export type PreferenceId = string & { readonly __brand: "PreferenceId" };
export type UserId = string & { readonly __brand: "UserId" };
export type RecordId = string & { readonly __brand: "RecordId" };

export type Fault = {
  kind: "refused" | "failed" | "unknown";
  code: string;
  args: Record<string, string>;
};

export type Result<T> = { status: "ok"; data: T } | { status: "error"; error: Fault };

export type RecordKind =
  | "guest"
  | "preference"
  | "promise"
  | "stay"
  | "ticket"
  | "member"
  | "ledger"
  | "import"
  | "export"
  | "user"
  | "hotel";

export type Done<T> = { value: T; changed: RecordKind[]; seq: number };

export type Role =
  | "receptionist"
  | "duty_manager"
  | "department_head"
  | "general_manager"
  | "data_officer"
  | "administrator";

export type Title = "mr" | "ms" | "none";
export type StayState = "booked" | "in_house" | "departed" | "cancelled" | "no_show";
export type LunarDay = { month: number; day: number; leap: boolean };
export type Syllable = { sign: string; reading: string; doubtful: boolean };

export type Staff = {
  id: UserId;
  sign_in: string;
  name: string;
  role: Role;
  department: string;
  initials: string;
  last_seen_ms: number | null;
  on_duty: boolean;
};

export type DeskState =
  | { state: "first_run"; version: string; checks: StartCheck[]; backups: FoundBackup[] }
  | { state: "locked"; version: string; practice: boolean }
  | { state: "signed_out"; desk: DeskFacts; staff: Staff[] }
  | { state: "signed_in"; desk: DeskFacts; me: Staff };

export type StartCheck = {
  what: "disk" | "not_synced" | "key_store" | "clock";
  result: "pass" | "look";
  detail: string;
};
export type FoundBackup = { path: string; hotel: string; taken_ms: number; guests: number };

export type DeskFacts = {
  hotel: string;
  practice: boolean;
  version: string;
  chain: number;
  now_ms: number;
  zone: string;
  business_date: string;
  lunar: LunarDay | null;
  data_as_of_ms: number | null;
  backup_ms: number | null;
  saved_ms: number | null;
  duty: { name: string; extension: string; until_ms: number } | null;
  arrivals: number;
  open_tickets: number;
  undo: Undoable | null;
};

/** What Ctrl Z would take back: the history line and what it did. */
export type Undoable = { seq: number; op: string };

export type BriefingRow = {
  stay_id: StayId;
  guest_id: GuestId | null;
  name: string;
  title: Title;
  pronunciation: Syllable[];
  latin_name: string;
  tier: string;
  vip: string;
  nth: number;
  state: StayState;
  arrival: string;
  departure: string;
  nights: number;
  arrive_minute: number | null;
  room_no: string;
  room_type: string;
  wishes: string[];
  open_tickets: number;
};

export type AttentionReason = "open_ticket" | "promise" | "health" | "vip" | "birthday" | "namesake";

export type OpenTicket = {
  id: TicketId;
  number: string;
  problem: string;
  words: string;
  state: string;
  callback_due_ms: number | null;
  solve_due_ms: number;
};

export type Attention = {
  reason: AttentionReason;
  row: BriefingRow;
  words: string;
  ticket: OpenTicket | null;
  promise: { id: PromiseId; words: string; problem: string } | null;
  birthday: Birthday | null;
  apart: { born: string | null; phone_tail: string | null; other_room: string } | null;
};

export type Briefing = {
  today: string;
  lunar: LunarDay | null;
  data_as_of_ms: number | null;
  attention: Attention[];
  arriving: BriefingRow[];
  in_house: BriefingRow[];
  departing: BriefingRow[];
  win_back: { row: BriefingRow; ticket: OpenTicket }[];
};

export type Birthday = {
  on: string;
  in_days: number;
  by_lunar: boolean;
  lunar: LunarDay | null;
  turns: number | null;
};

export type FoundField =
  | "name"
  | "pinyin"
  | "initials"
  | "phone_tail"
  | "phone"
  | "member_no"
  | "document_tail"
  | "room"
  | "email"
  | "company"
  | "confirmation"
  | "ticket";

export type Why = {
  field: FoundField;
  shown: string;
  marks: { start: number; length: number }[];
  typed: string;
};

export type Hit = {
  guest_id: GuestId;
  name: string;
  latin_name: string;
  title: string;
  pronunciation: Syllable[];
  standing: "arriving" | "in_house" | "lately" | "other";
  arriving: boolean;
  in_house: boolean;
  room_no: string;
  arrival: string;
  departure: string;
  last_departure: string | null;
  member_no: string;
  tier: string;
  phone: string;
  why: Why[];
};

export type Guest = {
  id: GuestId;
  name: string;
  latin_name: string;
  title: Title;
  birth_date: string | null;
  lunar_birthday: boolean;
  country: string;
  language: string;
  company: string;
  vip: string;
  document_kind: string;
  document_last4: string;
  source: string;
  note: string;
  share_consent: boolean;
  updated_at_ms: number;
};

export type ContactKind = "phone" | "email" | "wechat";
export type MaskedContact = {
  id: ContactId;
  kind: ContactKind;
  masked: string;
  preferred: boolean;
  source: string;
};

export type Stay = {
  id: StayId;
  guest_id: GuestId | null;
  source: string;
  confirmation: string;
  state: StayState;
  arrival: string;
  departure: string;
  nights: number;
  arrive_minute: number | null;
  room_no: string;
  room_type: string;
  adults: number;
  children: number;
  channel: string;
  rate_minor: number;
  room_minor: number;
  food_minor: number;
  other_minor: number;
  payment: string;
};

export type StaySummary = {
  stays: number;
  nights: number;
  spend_minor: number;
  last_departure: string | null;
  last_room: string;
};

export type PreferenceKind =
  | "room"
  | "dining"
  | "habit"
  | "leisure"
  | "other"
  | "health"
  | "religion"
  | "minor";

export type PreferenceLine = {
  preference: {
    id: PreferenceId;
    kind: PreferenceKind;
    words: string;
    origin: "asked" | "observed";
    consent_at_ms: number | null;
    source: string;
    created_at_ms: number;
    business_date: string;
  };
  author: string;
};

export type PromiseLine = {
  promise: {
    id: PromiseId;
    ticket_id: TicketId | null;
    words: string;
    state: "open" | "kept" | "broken";
    reason: string;
    created_at_ms: number;
    business_date: string;
  };
  author: string;
  ticket_number: string | null;
  problem: string | null;
};

export type TicketLine = {
  id: TicketId;
  number: string;
  problem: string;
  words: string;
  state: string;
  severity: string;
  room_no: string;
  opened_at_ms: number;
  business_date: string;
};

export type MemberLine = {
  member_no: string;
  tier: string;
  enrolled_on: string;
  points: number;
  next_expiry: { points: number; on: string } | null;
};

export type Namesake = {
  guest_id: GuestId;
  name: string;
  title: Title;
  born: string | null;
  phone_tail: string | null;
  last_departure: string | null;
  room_today: string | null;
};

export type CardHistoryLine = { seq: number; at_ms: number; user: string; op: string };

export type Card = {
  guest: Guest;
  pronunciation: Syllable[];
  age: number | null;
  birthday: Birthday | null;
  contacts: MaskedContact[];
  current: Stay | null;
  nth: number;
  summary: StaySummary;
  stays: Stay[];
  stays_count: number;
  spend_year: { room_minor: number; food_minor: number; other_minor: number };
  preferences: PreferenceLine[];
  promises: PromiseLine[];
  tickets: TicketLine[];
  member: MemberLine | null;
  namesakes: Namesake[];
  history: CardHistoryLine[];
  history_count: number;
};

export type HistoryLine = {
  seq: number;
  at: number;
  user: string;
  operation: string;
  kind: RecordKind;
  record: RecordId;
  key: string;
  undoes: number | null;
  undone: boolean;
  fields: { field: string; before: string; after: string }[];
};

export type MadeSteps = { done: number; all: number; left_ms: number | null };

export type NewGuest = {
  name: string;
  latin_name: string;
  title: Title | null;
  birth_date: string | null;
  lunar_birthday: boolean;
  country: string;
  language: string;
  company: string;
  source: string;
  note: string;
  contacts: { kind: ContactKind; value: string; preferred: boolean }[];
};

/** One guest's card on the design's day: 王建国, who comes to 1206 and was promised something. */
import type {
  Card,
  ContactId,
  Line,
  PreferenceId,
  PreferenceKind,
  PreferenceLine,
  RecordId,
  Stay,
  StayId,
  TicketId,
  UserId,
} from "./bindings";
import { at, birthday, id, people, promise, today } from "./sceneData";

const stay = (
  n: number,
  arrival: string,
  nights: number,
  room: string,
  channel: string,
  rate: number,
): Stay => ({
  id: id<StayId>(0x2000 + n),
  guest_id: people.wang.guest_id,
  source: "pms",
  source_key: `r-${n}`,
  confirmation: "",
  state: "departed",
  property: "",
  arrival,
  departure: arrival,
  nights,
  arrive_minute: null,
  arrived_at_ms: null,
  room_no: room,
  room_type: "豪华大床",
  adults: 1,
  children: 0,
  babies: 0,
  channel,
  segment: "",
  country: "CN",
  repeat_guest: n > 1,
  rate_minor: rate * 100,
  room_minor: rate * nights * 100,
  food_minor: n * 9000,
  other_minor: n * 2000,
  payment: "",
  booked_on: null,
  status_on: null,
  warnings: [],
  row_digest: "",
  import_id: null,
});

const like = (
  n: number,
  kind: PreferenceKind,
  words: string,
  observed: boolean,
  author: string,
  when: number,
): PreferenceLine => ({
  preference: {
    id: id<PreferenceId>(n),
    guest_id: people.wang.guest_id,
    author: id<UserId>(1),
    kind,
    words,
    origin: observed ? "observed" : "asked",
    consent_at_ms: kind === "health" ? when : null,
    source: "",
    created_at_ms: when,
    business_date: "2026-07-14",
  },
  author,
  met_on: null,
});

const booked = (): Stay => ({
  ...stay(9, "2026-07-14", 3, "1206", "携程", 780),
  state: "booked",
  departure: "2026-07-17",
  arrive_minute: 930,
});

const guest = (): Card["guest"] => ({
  id: people.wang.guest_id,
  name: "王建国",
  latin_name: "",
  title: "mr",
  birth_date: "1974-07-24",
  lunar_birthday: true,
  country: "CN",
  language: "zh-CN",
  company: "",
  vip: "",
  document_kind: "id_card",
  document_last4: "3316",
  document_hash: null,
  source: "携程导入，前台补全",
  note: "",
  share_consent: true,
  updated_at_ms: today("14:06"),
  profile: "guest",
  channel: null,
});

const contacts = (): Card["contacts"] => [
  { id: id<ContactId>(1), kind: "phone", masked: "138 •••• 8812", preferred: true, source: "" },
  { id: id<ContactId>(2), kind: "wechat", masked: "w•••••g", preferred: false, source: "" },
];

export const stays = (): Card["stays"] => [
  booked(),
  stay(1, "2026-04-02", 2, "1112", "官网", 780),
  stay(2, "2026-01-18", 3, "1109", "携程", 848),
  stay(3, "2025-10-03", 3, "1206", "携程", 920),
  stay(4, "2025-06-21", 2, "0911", "电话", 788),
  stay(5, "2025-03-12", 4, "1111", "协议", 752),
];

const wishes = (): Card["preferences"] => [
  like(1, "health", "花粉过敏", false, "林晓雯", today("14:04")),
  like(2, "room", "高层，远离电梯", false, "周启明", at("2026-04-02T12:00")),
  like(3, "room", "硬枕，两床被子", true, "客房部", at("2026-01-19T12:00")),
  like(4, "dining", "少冰的水，不吃香菜", true, "餐厅", at("2025-10-04T12:00")),
  like(5, "habit", "早 6:45 出门跑步", false, "前台", at("2025-06-22T12:00")),
];

const promises = (): Card["promises"] => [
  {
    promise: {
      id: promise.id,
      ticket_id: id<TicketId>(9),
      guest_id: people.wang.guest_id,
      author: id<UserId>(3),
      settled_by: null,
      settled_at_ms: null,
      words: "下次入住安排高层、远离电梯，房价按 4 月协议价 ¥780",
      state: "open",
      reason: "",
      created_at_ms: at("2026-04-02T22:40"),
      business_date: "2026-04-02",
    },
    author: "周启明",
    ticket_number: "TS-20260402-A01",
    problem: "air_conditioning_noise",
  },
];

const tickets = (): Card["tickets"] => [
  {
    id: id<TicketId>(9),
    kind: "complaint",
    number: "TS-20260402-A01",
    problem: "air_conditioning_noise",
    words: "空调一夜响",
    state: "closed",
    severity: "important",
    room_no: "1112",
    opened_at_ms: at("2026-04-02T22:10"),
    business_date: "2026-04-02",
  },
];

const namesakes = (): Card["namesakes"] => [
  {
    guest_id: people.wang2.guest_id,
    name: "王建国",
    title: "mr",
    born: "11-03",
    phone_tail: "5521",
    last_departure: null,
    room_today: "0633",
  },
];

const history = (): Card["history"] => [
  { seq: 48_213, at_ms: today("14:06"), user: "林晓雯", op: "add_preference" },
  { seq: 48_190, at_ms: today("14:05"), user: "林晓雯", op: "reveal_contact" },
  { seq: 48_001, at_ms: today("07:40"), user: "赵倩", op: "edit_guest" },
  { seq: 31_870, at_ms: at("2026-04-02T22:40"), user: "周启明", op: "add_promise" },
];

const ratesPaid: Card["rates"] = [
  {
    room_type: "豪华大床",
    stays: 6,
    last_minor: 78_000,
    last_on: "2026-04-02",
    last_channel: "官网",
    lowest_minor: 72_000,
    median_minor: 78_000,
  },
];

const membership = (): Card["member"] => ({
  member_no: "00017432",
  tier: "gold",
  enrolled_on: "2023-11-05",
  points: 12_480,
  worth_minor: 124_800,
  next_expiry: {
    points: 1200,
    on: "2026-07-31",
    warned: { days: 30, on: "2026-07-01", next_on: "2026-07-24" },
  },
  progress: {
    tier: "gold",
    nights: 14,
    stays: 6,
    spend_minor: 1_318_400,
    period: "rolling",
    months: 24,
    next: {
      tier: "platinum",
      asks: "either",
      nights: 25,
      stays: 0,
      spend_minor: 3_000_000,
      nights_missing: 11,
      stays_missing: 0,
      spend_missing_minor: 1_681_600,
    },
  },
});

const alerts = (): Card["alerts"] => [
  {
    alert: {
      id: id(0x4001),
      guest_id: people.wang.guest_id,
      kind: "do_not_rent",
      moment: "check_in",
      words: "",
      author: id<UserId>(2),
      created_at_ms: at("2026-04-03T10:00"),
      business_date: "2026-04-03",
      lifted_why: "",
      lifted_by: null,
      lifted_at_ms: null,
    },
    author: "周启明",
    withheld: true,
  },
];

const opinions = (): Card["dealings"] => [
  {
    dealing: {
      id: id(0x4101),
      guest_id: people.wang.guest_id,
      kind: "opinion",
      channel: "phone",
      words: "投诉处理得很快，房间再安静些就完美了",
      happened_on: "2026-04-05",
      author: id<UserId>(2),
      created_at_ms: at("2026-04-05T15:20"),
      business_date: "2026-04-05",
      outcome: null,
    },
    author: "林晓雯",
  },
];

/** A fresh card of 王建国, which the scene then changes. */
export function card(): Card {
  return {
    guest: guest(),
    pronunciation: people.wang.pronunciation,
    age: 51,
    birthday,
    contacts: contacts(),
    current: booked(),
    nth: 7,
    summary: {
      stays: 6,
      nights: 19,
      spend_minor: 1_824_000,
      last_departure: "2026-04-04",
      last_room: "1112",
    },
    stays: stays(),
    stays_count: 7,
    spend_year: { room_minor: 686_400, food_minor: 143_000, other_minor: 30_600 },
    preferences: wishes(),
    promises: promises(),
    tickets: tickets(),
    member: membership(),
    merges: [],
    alerts: alerts(),
    dealings: opinions(),
    companions: [],
    colleagues: [],
    plan: [],
    axes: { value: "high", source: "online", likings: ["non_smoking"], feedback: "mixed" },
    rates: ratesPaid,
    received: [],
    completeness: { percent: 77, missing: ["channel", "written"] },
    head: { seq: 48_213, mac: "a91f7c0255" },
    preferences_max: 30,
    namesakes: namesakes(),
    history: history(),
    history_count: 64,
  };
}

export const historyLines: Line[] = card().history.map((line) => ({
  seq: line.seq,
  at: line.at_ms,
  user: line.user,
  operation: line.op,
  kind: "guest",
  record: id<RecordId>(1),
  key: "",
  undoes: null,
  undone: false,
  fields: line.op === "add_preference" ? [{ field: "words", before: "", after: '"花粉过敏"' }] : [],
}));

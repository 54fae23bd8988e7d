/** The practice hotel of the design on 14 July: who comes, who stays, what a search finds. */
import { isId } from "./call";
import type {
  Attention,
  Briefing,
  GuestId,
  Hit,
  PromiseId,
  Row,
  StayId,
  Syllable,
  TicketId,
  Title,
  UserId,
} from "./bindings";

export const zone = "Asia/Shanghai";
export const at = (text: string): number => Date.parse(`${text}:00+08:00`);
export const today = (clock: string): number => at(`2026-07-14T${clock}`);

/** The scene's nth id. */
export function id<Id extends string>(n: number): Id {
  const text = `019bd0c0-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
  if (!isId<Id>(text)) throw new Error("the scene's ids have the form of ids");
  return text;
}

const spoken = (name: string, pinyin: string, doubtful: string): Syllable[] => {
  if (pinyin === "") return [];
  const signs = Array.from(name);
  return pinyin
    .split(" ")
    .map((reading, n) => ({ sign: signs[n] ?? "", reading, doubtful: reading === doubtful }));
};

type Who = {
  guest_id: GuestId;
  name: string;
  title: Title;
  pronunciation: Syllable[];
  latin_name: string;
};
const who = (n: number, name: string, title: Title, pinyin: string, doubtful = "", latin = ""): Who => ({
  guest_id: id<GuestId>(n),
  name,
  title,
  pronunciation: spoken(name, pinyin, doubtful),
  latin_name: latin,
});

export const people = {
  wang: who(1, "王建国", "mr", "wáng jiàn guó"),
  wang2: who(2, "王建国", "mr", "wáng jiàn guó"),
  sun: who(3, "孙丽华", "ms", "sūn lì huá"),
  takahashi: who(4, "高橋健一", "mr", "", "", "Takahashi Kenichi"),
  ouyang: who(5, "欧阳芷若", "ms", "ōu yáng zhǐ ruò"),
  zeng: who(6, "曾敏", "ms", "zēng mǐn", "zēng"),
};

const row = (
  clock: string,
  room: string,
  person: Who,
  tier: string,
  nth: number,
  day: number,
  nights: number,
  type: string,
  wishes = "",
): Row => ({
  ...person,
  stay_id: id<StayId>(0x1000 + Number.parseInt(person.guest_id.slice(-4), 16)),
  tier,
  vip: "",
  nth,
  state: "booked",
  arrival: "2026-07-14",
  departure: `2026-07-${day}`,
  nights,
  arrive_minute: Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)),
  room_no: room,
  room_type: type,
  wishes: wishes === "" ? [] : wishes.split(" · "),
  open_tickets: 0,
});

const rows = {
  zeng: row("14:30", "0820", people.zeng, "silver", 3, 16, 2, "豪华大床", "不喜奶油 · 两个荞麦枕"),
  wang: row("15:30", "1206", people.wang, "gold", 7, 17, 3, "豪华大床", "高层 · 远离电梯 · 硬枕"),
  sun: row("16:00", "1108", people.sun, "silver", 5, 15, 1, "豪华大床", "淋浴先试水温"),
  takahashi: row("17:20", "1015", people.takahashi, "silver", 6, 17, 3, "行政大床", "花生过敏 · 禁烟层"),
  ouyang: {
    ...row("18:00", "1101", people.ouyang, "platinum", 9, 18, 4, "江景套房", "水果 · 手写卡 · 静音楼层"),
    vip: "V2",
  },
  wang2: row("20:00", "0633", people.wang2, "", 1, 15, 1, "标准大床"),
};

const arriving: Row[] = [
  rows.zeng,
  row("14:45", "0511", who(11, "周子昂", "mr", "zhōu zǐ áng"), "base", 2, 15, 1, "标准双床"),
  row("15:00", "1102", who(12, "Emily Clarke", "ms", ""), "silver", 4, 18, 4, "行政大床", "素食 · 早餐 6:30"),
  row("15:10", "0907", who(13, "单雨桐", "ms", "shàn yǔ tóng", "shàn"), "", 1, 16, 2, "豪华双床", "婴儿床"),
  rows.wang,
  row("15:30", "", who(14, "何志远", "mr", "hé zhì yuǎn"), "base", 2, 15, 1, "标准大床"),
  rows.sun,
  row("16:20", "0716", who(15, "解文博", "mr", "xiè wén bó", "xiè"), "", 1, 17, 3, "标准双床"),
  row(
    "16:40",
    "1210",
    who(16, "林家豪", "mr", "lín jiā háo"),
    "gold",
    11,
    16,
    2,
    "行政大床",
    "繁体报纸 · 高楼层",
  ),
  row("17:00", "0610", who(17, "马晓兰", "ms", "mǎ xiǎo lán"), "base", 2, 19, 5, "家庭房", "清真 · 加床"),
  rows.takahashi,
  rows.ouyang,
  row("18:30", "0523", who(18, "褚一鸣", "mr", "chǔ yī míng", "chǔ"), "", 1, 15, 1, "标准大床"),
  rows.wang2,
  ...Array.from({ length: 14 }, (_, n) =>
    row(
      "21:00",
      `02${String(n + 1).padStart(2, "0")}`,
      who(30 + n, `练习客人${n + 1}`, "none", ""),
      "",
      1,
      15,
      1,
      "标准大床",
    ),
  ),
];

const inHouse = Array.from({ length: 164 }, (_, n): Row => ({
  ...row(
    "14:00",
    `0${3 + (n % 7)}${String((n % 20) + 1).padStart(2, "0")}`,
    who(100 + n, `在住客人${n + 1}`, "none", ""),
    "",
    2,
    15,
    2,
    "标准大床",
  ),
  state: "in_house",
}));

const ticketOf = (n: number, number: string, words: string, callback: string | null) => ({
  id: id<TicketId>(n),
  number,
  problem: "shower_temperature",
  words,
  state: "awaiting_callback",
  callback_due_ms: callback === null ? null : today(callback),
  solve_due_ms: today("18:00"),
});

export const birthday = {
  on: "2026-07-19",
  in_days: 5,
  by_lunar: true,
  lunar: { month: 6, day: 6, leap: false },
  turns: 52,
};
const nothing = { ticket: null, promise: null, birthday: null, apart: null };
export const promise = {
  id: id<PromiseId>(1),
  words: "下次入住安排高层、远离电梯",
  problem: "air_conditioning_noise",
};

const attention: Attention[] = [
  {
    ...nothing,
    reason: "open_ticket",
    row: rows.sun,
    words: "淋浴忽冷忽热，工程部已修",
    ticket: ticketOf(1, "TS-20260711-A02", "淋浴忽冷忽热，工程部已修", "12:05"),
  },
  { ...nothing, reason: "promise", row: rows.wang, words: promise.words, promise },
  { ...nothing, reason: "health", row: rows.takahashi, words: "花生过敏" },
  { ...nothing, reason: "vip", row: rows.ouyang, words: "水果、手写卡、静音楼层" },
  {
    ...nothing,
    reason: "birthday",
    row: rows.zeng,
    words: "不喜奶油",
    birthday: { ...birthday, on: "2026-07-15", in_days: 1, lunar: { month: 6, day: 2, leap: false } },
  },
  {
    ...nothing,
    reason: "namesake",
    row: rows.wang2,
    words: "",
    apart: { born: "11-03", phone_tail: "5521", other_room: "1206" },
  },
];

const leaving = (n: number, room: string, name: string, title: Title, day: number, words: string) => ({
  row: {
    ...row("14:00", room, who(n, name, title, ""), "", 2, day, 1, "标准大床"),
    state: "in_house" as const,
    open_tickets: 1,
  },
  ticket: { ...ticketOf(n, `TS-20260713-A${n}`, words, null), state: "in_progress" },
});

/** Every second card of the morning was opened before its guest came. */
const uses = arriving.map((one, at) => ({
  stay_id: one.stay_id,
  opened_at_ms: at % 2 === 0 ? today("13:05") : null,
  promise_kept: false,
  wish_met: false,
}));

export const briefing: Briefing = {
  today: "2026-07-14",
  lunar: { month: 6, day: 1, leap: false },
  data_as_of_ms: today("07:32"),
  attention,
  arriving,
  in_house: inHouse,
  departing: [],
  win_back: [
    leaving(51, "0728", "冯静", "ms", 14, "房费多收 ¥260，未退"),
    leaving(52, "1121", "Thomas Keller", "none", 14, "衬衫洗坏，赔偿待批示"),
    leaving(53, "0402", "郭嘉怡", "ms", 15, "早餐排队，未回访"),
    leaving(54, "1204", "梁永康", "mr", 15, "施工噪音，未致歉"),
  ],
  tasks: [],
  used: {
    arrivals: uses.length,
    used: uses.filter((one) => one.opened_at_ms !== null).length,
    percent: Math.round((uses.filter((one) => one.opened_at_ms !== null).length * 100) / uses.length),
    sample_min: 10,
    lines: uses,
  },
};

const spokenFirst = (person: Who): Hit["why"][number] => ({
  field: "initials",
  shown:
    person.pronunciation.length > 0 ? person.pronunciation.map((one) => one.reading).join(" ") : person.name,
  marks: [{ start: person.pronunciation.length > 0 ? 0 : person.name.lastIndexOf(" ") + 1, length: 1 }],
  typed: "w",
});

const hit = (
  person: Who,
  tier: string,
  stands: Partial<Hit>,
  field: Hit["why"][number]["field"],
  shown: string,
): Hit => ({
  ...person,
  standing: "other",
  arriving: false,
  in_house: false,
  room_no: "",
  arrival: "",
  departure: "",
  last_departure: null,
  member_no: "",
  tier,
  profile: "guest",
  phone: "",
  why: [
    spokenFirst(person),
    { field, shown, marks: [{ start: shown.length - 4, length: 4 }], typed: "8812" },
  ],
  ...stands,
});

export const found: Hit[] = [
  hit(
    people.wang,
    "gold",
    { standing: "arriving", arriving: true, room_no: "1206" },
    "phone_tail",
    "138 •••• 8812",
  ),
  hit(
    who(61, "王婉清", "ms", "wáng wǎn qīng"),
    "silver",
    { standing: "in_house", in_house: true, room_no: "0712" },
    "member_no",
    "00018812",
  ),
  hit(
    who(62, "吴文斌", "mr", "wú wén bīn"),
    "base",
    { last_departure: "2025-11-08" },
    "phone_tail",
    "139 •••• 8812",
  ),
  hit(
    who(63, "汪海洋", "mr", "wāng hǎi yáng"),
    "",
    { last_departure: "2024-05-02" },
    "phone_tail",
    "021 •••• 8812",
  ),
  hit(who(64, "James White", "mr", ""), "", { last_departure: "2023-10-19" }, "document_tail", "8812"),
];

export const userId = (n: number): UserId => id<UserId>(n);

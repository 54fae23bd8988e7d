/** The scene's data officer: who read what, what guests asked for and agreed to, and what the house keeps how long. */
import type {
  GuestId,
  GuestPrivacy,
  PrivacyOverview,
  Purpose,
  PurposeStanding,
  ReadLine,
  Reads,
  RetentionForeseen,
  RetentionVersion,
  RightsRequest,
} from "./bindings";
import { done, type Handlers, refused } from "./fake";
import { at, id, people, today, userId } from "./sceneData";

const names = ["林晓雯", "周启明", "陈志强", "沈国华", "方琳", "郑雅琴"] as const;
const nameOf = (n: number) => names[n - 1] ?? "";

const read = (
  by: number,
  at_ms: number,
  what: Pick<ReadLine, "kind" | "operation"> & Partial<ReadLine>,
): ReadLine => ({
  at_ms,
  since_ms: null,
  times: 1,
  user: userId(by),
  by: nameOf(by),
  guest: null,
  name: "",
  field: null,
  why: "",
  ...what,
});

const card = (guest: { guest_id: GuestId; name: string }, times = 1, since_ms: number | null = null) => ({
  kind: "opened" as const,
  operation: "show_guest" as const,
  guest: guest.guest_id,
  name: guest.name,
  times,
  since_ms,
});

const readLines: readonly ReadLine[] = [
  read(1, today("14:05"), card(people.wang, 6, today("09:12"))),
  read(1, today("13:52"), {
    kind: "revealed",
    operation: "reveal_contact",
    guest: people.wang.guest_id,
    name: people.wang.name,
    field: "phone",
    why: "客人的车挡住了出口，请他来移一下",
  }),
  read(3, today("11:31"), { kind: "denied", operation: "export_guest_list", times: 3 }),
  read(2, today("11:20"), {
    kind: "taken",
    operation: "copy_attachment",
    guest: people.ouyang.guest_id,
    name: people.ouyang.name,
  }),
  read(2, today("10:48"), card(people.ouyang, 3, today("08:30"))),
  read(4, today("09:40"), {
    kind: "listed",
    operation: "export_member_list",
    why: "给酒水部安排中秋品鉴会的邀请名单，只含同意营销联系的会员，活动后当场销毁",
  }),
  read(5, today("09:15"), {
    kind: "copied",
    operation: "copy_guest",
    guest: people.sun.guest_id,
    name: people.sun.name,
    why: "本人到店，核对了身份证后四位",
  }),
  read(4, at("2026-07-13T17:02"), {
    kind: "printed",
    operation: "print_evidence",
    guest: people.takahashi.guest_id,
    name: people.takahashi.name,
    why: "保险公司来函",
  }),
  read(1, at("2026-07-13T16:20"), card({ guest_id: id(90), name: "" })),
  read(1, at("2026-07-12T15:44"), card(people.zeng, 2, at("2026-07-12T15:10"))),
];

const day = (line: ReadLine) => new Date(line.at_ms + 8 * 3_600_000).toISOString().slice(0, 10);

/** The reads that were asked for. */
function reads(asked: unknown, few: boolean): Reads {
  const wanted: Record<string, unknown> = { ...(typeof asked === "object" ? asked : {}) };
  const after = (line: ReadLine) => typeof wanted["from"] !== "string" || day(line) >= wanted["from"];
  const before = (line: ReadLine) => typeof wanted["to"] !== "string" || day(line) <= wanted["to"];
  const same = (value: string | null, name: string) => (wanted[name] ?? value) === value;
  const lines = (few ? [] : readLines).filter(
    (line) =>
      same(line.user, "user") &&
      same(line.kind, "kind") &&
      same(line.guest, "guest") &&
      after(line) &&
      before(line),
  );
  return {
    lines,
    more: false,
    readers: names.map((name, at) => ({ user: userId(at + 1), name })),
    of: readLines.find((line) => line.guest === wanted["guest"])?.name ?? "",
    head: { seq: 48_213, mac: "a91f7c02".repeat(8) },
  };
}

const texts: Partial<Record<Purpose, { version: number; words: string }>> = {
  sms: {
    version: 2,
    words:
      "同意望江饭店用短信告知住宿优惠和会员活动，每月不超过四次。回复 T 或告诉任何一位同事就停止，不影响住店和会员权益。",
  },
  email: { version: 1, words: "同意望江饭店用邮件发送会员月报和活动邀请，每封邮件末尾可以退订。" },
  group: {
    version: 1,
    words: "同意把姓名、会员号和住店记录报给集团，用于在集团其他酒店认得您；不同意时只报不含姓名的编号。",
  },
  sensitive: {
    version: 1,
    words: "同意记下过敏和健康方面的需要，只给照顾您的部门看，用于房间和餐食的安排。",
  },
};

const textOf = (purpose: Purpose) => {
  const text = texts[purpose];
  return text === undefined ? null : { purpose, business_date: "2026-05-01", ...text };
};

const request = (
  n: number,
  guest: GuestId,
  what: Pick<RightsRequest, "wanted" | "words" | "asked_on" | "due_on"> & Partial<RightsRequest>,
): RightsRequest => ({
  id: id(700 + n),
  guest_id: guest,
  channel: "person",
  identity: "核对了身份证后四位",
  by_user: userId(1),
  at_ms: at(`${what.asked_on}T10:20`),
  business_date: what.asked_on,
  outcome: null,
  answer: "",
  answered_by: null,
  answered_at_ms: null,
  ...what,
});

const requests = {
  sun: request(1, people.sun.guest_id, {
    wanted: "correct",
    words: "名字写成了“孙莉华”，应为“孙丽华”，发票和会员卡上也请一起改。",
    asked_on: "2026-07-11",
    due_on: "2026-07-26",
  }),
  zeng: request(2, people.zeng.guest_id, {
    wanted: "erase",
    words: "",
    channel: "email",
    asked_on: "2026-07-01",
    due_on: "2026-07-16",
  }),
  takahashi: request(3, people.takahashi.guest_id, {
    wanted: "copy",
    words: "",
    channel: "letter",
    asked_on: "2026-06-20",
    due_on: "2026-07-05",
    outcome: "done",
    answer: "6月22日当面交付，两种格式各一份。",
    answered_by: userId(5),
    answered_at_ms: at("2026-06-22T15:00"),
  }),
};

const retention: RetentionVersion = {
  version: 2,
  rules: { guest_months: 36, member_months: 60 },
  why: "集团 2026 年制度",
  by: "沈国华",
  at_ms: at("2026-05-06T09:30"),
};

const due: RetentionForeseen = {
  on: "2026-07-14",
  version: retention,
  due: [
    { guest: id(801), name: "周文彬", last_on: "2023-05-02", member: false, held_by: [] },
    { guest: id(802), name: "Anderson Grace", last_on: "2023-06-11", member: false, held_by: [] },
    { guest: id(803), name: "何秀英", last_on: "2023-06-30", member: false, held_by: ["hold", "external"] },
  ],
  goes: 2,
  held: 1,
};

const overview: PrivacyOverview = {
  requests: [
    { request: requests.zeng, name: people.zeng.name, by: nameOf(1) },
    { request: requests.sun, name: people.sun.name, by: nameOf(1) },
    { request: requests.takahashi, name: people.takahashi.name, by: nameOf(5) },
  ],
  erasures: [
    {
      id: id(720),
      guest: id(90),
      ground: "asked",
      request: null,
      counts: {
        records: 1,
        goes: [{ what: "details", count: 1 }],
        stays: [{ what: "stays", count: 3 }],
        points: 0,
      },
      struck: [],
      by_user: userId(5),
      at_ms: at("2026-07-02T11:08"),
      business_date: "2026-07-02",
    },
  ],
  texts: (["sms", "email", "group", "sensitive"] as const).flatMap((purpose) => textOf(purpose) ?? []),
  retention,
  children: [{ guest: id(810), name: "王小满" }],
  papers: [
    {
      id: id(730),
      number: "PB-A0001",
      version: 2,
      body: {
        kind: "breach",
        found_on: "2026-06-18",
        happened: "打印好的抵店单忘在大堂吧，半小时后由同事收回。上面有十二位客人的姓名和房号。",
        data: "姓名、房号、抵店时间",
        people: 12,
        harm: "",
        measures: "当场收回并粉碎；抵店单改为只在前台内侧打印。",
        contact: "",
        not_told_because: "未离开酒店，没有人拍照或抄录。",
        steps: ["stopped", "kept", "counted", "manager_told", "reviewed"],
      },
      by: "方琳",
      at_ms: at("2026-06-19T10:00"),
      business_date: "2026-06-19",
    },
    {
      id: id(731),
      number: "PA-A0001",
      version: 1,
      body: {
        kind: "assessment",
        subject: "向集团报送客史月包",
        lawful: "",
        risk: "",
        measures: "",
        conclusion: "",
      },
      by: "方琳",
      at_ms: at("2026-05-08T10:00"),
      business_date: "2026-05-08",
    },
  ],
};

const standing = (purpose: Purpose, agreed: boolean | null, version = 1): PurposeStanding => {
  const text = textOf(purpose);
  return {
    purpose,
    text,
    word:
      agreed === null
        ? null
        : {
            id: id(740),
            guest_id: people.wang.guest_id,
            purpose,
            agreed,
            text_version: version,
            told: "入住登记时在前台当面",
            guardian: "",
            by_user: userId(1),
            at_ms: at("2026-05-02T15:12"),
            business_date: "2026-05-02",
          },
    asked_again: agreed === true && text !== null && text.version > version,
  };
};

function ofGuest(guest: GuestId): GuestPrivacy {
  const known = Object.values(people).find((one) => one.guest_id === guest) ?? people.wang;
  return {
    guest,
    name: known.name,
    standing: [
      standing("sms", true),
      standing("email", false),
      standing("group", true),
      standing("profile", null),
      standing("sensitive", true),
    ],
    words: [],
    holds: [
      {
        id: id(750),
        guest_id: guest,
        reason: "保险公司理赔未结，7月20日前可能还要材料",
        by_user: userId(5),
        at_ms: at("2026-07-08T09:00"),
        business_date: "2026-07-08",
        ended_because: "",
        ended_by: null,
        ended_at_ms: null,
      },
    ],
    requests: Object.values(requests).filter((one) => one.guest_id === guest),
  };
}

/** Answers the data officer; `none` of a house where nobody read or asked for anything yet, `refused` one who may not. */
export function privacyHandlers(scene: string | null): Handlers {
  const empty = scene === "none";
  const bare: PrivacyOverview = {
    requests: [],
    erasures: [],
    texts: [],
    retention: null,
    children: [],
    papers: [],
  };
  return {
    privacy_reads: ({ asked }) => {
      if (scene === "refused") throw refused("not_allowed", { operation: "read_privacy" });
      return reads(asked, empty);
    },
    privacy_overview: () => (empty ? bare : overview),
    privacy_guest: ({ guest }) => ofGuest(id(Number.parseInt(String(guest).slice(-12), 16))),
    retention_foresee: () => due,
    request_take: () => done(id(760), ["privacy"]),
    request_answer: () => done(id(760), ["privacy"]),
    purpose_record: () => done(id(761), ["privacy"]),
    hold_place: () => done(id(762), ["privacy"]),
    hold_release: () => done(id(762), ["privacy"]),
    paper_write: () => done(id(763), ["privacy"]),
    erasure_foresee: ({ guest }) => ({
      guest,
      name: ofGuest(id(Number.parseInt(String(guest).slice(-12), 16))).name,
      counts: {
        records: 1,
        goes: [
          { what: "details", count: 1 },
          { what: "contacts", count: 2 },
          { what: "wishes", count: 5 },
          { what: "ticket_words", count: 1 },
        ],
        stays: [
          { what: "stays", count: 7 },
          { what: "tickets", count: 1 },
          { what: "postings", count: 23 },
        ],
        points: 12_480,
      },
      blocks: [{ what: "hold", count: 1 }],
      mentions: [{ place: "duty", count: 1 }],
      packages: 2,
      seen: "1",
    }),
  };
}

/** The scene of the month's package: what stands against it, what it holds, what was made before. */
import type {
  Checked,
  Copied,
  CopyMade,
  ExportId,
  ExportMade,
  ExportProgress,
  ExportRoutine,
  MadePackage,
  Outgoing,
  Precheck,
  RoutineShown,
  RoutineTried,
  SealKey,
  TableChanges,
} from "./bindings";
import { done, type Handlers, refused } from "./fake";
import { at, id } from "./sceneData";
import type { Run } from "./sceneRun";

const sheets = [
  { name: "guests", rows: 9_316, bytes: 1_402_117 },
  { name: "members", rows: 3_208, bytes: 301_553 },
  { name: "stays", rows: 6_702, bytes: 988_204 },
  { name: "complaints", rows: 58, bytes: 11_934 },
  { name: "complaint_steps", rows: 391, bytes: 72_440 },
  { name: "compensation", rows: 31, bytes: 4_102 },
  { name: "points", rows: 18_204, bytes: 1_310_226 },
  { name: "lots", rows: 14_870, bytes: 1_011_160 },
  { name: "kpi", rows: 28, bytes: 2_240 },
];

const fine = (code: Checked["code"], rows: number, examples: string[] = []): Checked => ({
  code,
  outcome: "fine",
  rows,
  examples,
});

const blocking: Checked = { code: "points", outcome: "blocks", rows: 1, examples: ["balance 00017432"] };

function precheck(period: string, blocked: boolean): Precheck {
  return {
    period,
    version: 1,
    schema: "2.2",
    blocked,
    checks: [
      ...(blocked ? [blocking] : []),
      {
        code: "tickets_open",
        outcome: "look",
        rows: 2,
        examples: ["TS-20260628-002", "TS-20260630-001"],
      },
      { code: "consent", outcome: "look", rows: 212, examples: [] },
      fine("period", 0),
      fine("tickets_unowned", 0),
      fine("stays_overdue", 0),
      fine("stays_unnamed", 0),
      ...(blocked ? [] : [fine("points", 0)]),
      fine("member_numbers", 3_208),
      fine("formula_text", 37),
      fine("keys", 52_808),
      fine("card_numbers", 0),
      fine("chain", 4_105, ["44108", "48213"]),
    ],
    sheets,
  };
}

const made = (n: number, period: string, version: number, when: string): MadePackage => ({
  id: id<ExportId>(200 + n),
  period,
  version,
  sequence: n,
  reason: version > 1 ? "一笔入住的房费录错，已更正" : "",
  folder: `lobby-H0217-${period}-v${version}`,
  manifest_sha256: `9f2c41ab${"0".repeat(52)}7e0${n}`,
  rows: 37_000 + n,
  head: { seq: 48_000 + n, mac: `a91f7c02${"0".repeat(52)}12cd` },
  by: "方琳",
  at_ms: at(when),
});

const changes: TableChanges[] = [
  { table: "stays", added: 0, changed: 2, removed: 0 },
  { table: "complaints", added: 0, changed: 2, removed: 0 },
  { table: "points", added: 1, changed: 0, removed: 0 },
];

const fingerprint = "9f2c41ab07de88110c35b1e4d2f69a70";

const went = (one: MadePackage, folder: string, sealed: boolean): CopyMade => ({
  folder,
  name: sealed ? `${one.folder}.tar.age` : one.folder,
  fingerprint: sealed ? fingerprint : "",
  bytes: 4_103_224,
  sha256: one.manifest_sha256,
  by: one.by,
  at_ms: one.at_ms,
});

const kept = (one: MadePackage, sealed = true): Outgoing => ({
  made: one,
  kept: "here",
  until: "2028-06-03",
  replaced_by: null,
  copies: [went(one, "/data/lobby/packages", sealed)],
  behind: null,
  changes: one.version > 1 ? changes : null,
});

/** The commands of the package. A month before 2025 is blocked, so that the page can be seen refusing. */
export function groupHandlers(run: Run): Handlers {
  const history = [
    kept(made(1, "2026-05", 2, "2026-06-03T10:12")),
    kept(made(2, "2026-05", 1, "2026-06-01T09:20")),
    kept(made(3, "2026-04", 1, "2026-05-01T09:02")),
    { ...kept(made(4, "2026-03", 1, "2026-04-01T09:31"), false), kept: "missing" as const },
    {
      ...kept(made(5, "2026-02", 1, "2026-03-02T11:04"), false),
      kept: "never" as const,
      until: null,
      copies: [],
    },
  ];
  let rows = 0;
  const steps = sheets.map((sheet, at): ExportProgress => {
    rows += sheet.rows;
    return { sheet: sheet.name, place: at + 1, sheets: sheets.length, rows, handed: null };
  });
  return {
    export_history: () => [...history],
    export_precheck: async ({ period, progress }) => {
      await run.tell(progress, steps);
      return precheck(String(period), String(period) < "2025-01");
    },
    export_make: async ({ input, progress }): Promise<ExportMade> => {
      const period =
        typeof input === "object" && input !== null && "period" in input ? String(input.period) : "";
      await run.tell(progress, steps);
      const one = made(history.length + 1, period, 1, "2026-07-14T14:05");
      const outgoing = kept(one);
      history.unshift(outgoing);
      const { id: export_id, folder, version, sequence } = one;
      const left = went(one, "/data/lobby/packages", true);
      return {
        path: `/data/lobby/packages/${left.name}`,
        done: done({ export_id, folder, version, sequence, files: [], rows, went: left }, ["export"]),
      };
    },
    export_copy: async ({ input, progress }) => {
      await run.tell(
        progress,
        [1, 2, 3].map((part) => ({ done: part * 1_400_000, all: 4_200_000 })),
      );
      const asked = typeof input === "object" && input !== null ? input : {};
      const folder = "folder" in asked ? String(asked.folder) : "";
      const one = history.find(({ made }) => "export" in asked && made.id === asked.export);
      if (one === undefined) throw new Error("no such package");
      const copy = went(one.made, folder, true);
      one.copies = [copy, ...one.copies];
      const copied: Copied = { went: copy, resumed: 0 };
      return done(copied, ["export"]);
    },
    export_found: () => [
      { ticket: id(101), guest: null, label: "TS-20260628-002", name: "王建国", day: "2026-06-28" },
      { ticket: id(102), guest: null, label: "TS-20260630-001", name: "", day: "2026-06-30" },
    ],
    export_since_last: () => "2026-06-01--2026-07-13",
    ...routineHandlers(),
    ...sealHandlers(),
  };
}

/** What is made by itself: each month at six, this one once its folder is back. */
function routineHandlers(): Handlers {
  const routine: ExportRoutine = {
    version: 1,
    cadence: "month",
    contents: "period",
    hour: 6,
    folder: "/media/group",
    runs: true,
    since_ms: at("2026-01-05T09:00"),
    by_user: id(300),
    at_ms: at("2026-01-05T09:00"),
  };
  const tried: RoutineTried = {
    cadence: "month",
    period: "2026-06",
    code: "routine_folder_away",
    args: {},
    tries: 3,
    first_ms: at("2026-07-01T06:00"),
    last_ms: at("2026-07-14T13:50"),
  };
  const shown: RoutineShown = {
    routine,
    by: "方琳",
    allowed: true,
    there: false,
    next: "2026-07",
    next_ms: at("2026-08-01T06:00"),
    last: { period: "2026-05", version: 1, due_ms: at("2026-06-01T06:00"), at_ms: at("2026-06-01T09:20") },
    waiting: [
      {
        cadence: "month",
        period: "2026-06",
        due_ms: at("2026-07-01T06:00"),
        tried,
        next_ms: at("2026-07-14T14:10"),
      },
    ],
    given_up: 0,
  };
  let set = [routine];
  let routines = [shown];
  return {
    routine_state: () => ({
      state: { routines, set, doubt: null, aged: 0 },
      own_folder: "/data/lobby/packages",
    }),
    routine_set: ({ input }) => {
      const asked = typeof input === "object" && input !== null && "set" in input ? input.set : {};
      const wanted: Partial<ExportRoutine> = typeof asked === "object" && asked !== null ? asked : {};
      if (wanted.folder?.startsWith("/") !== true) throw refused("no_folder");
      const next = { ...routine, ...wanted, version: 2 };
      set = [next];
      routines = next.runs ? [{ ...shown, routine: next, there: true, waiting: [] }] : [];
      return done(next, ["export"]);
    },
    routine_day_confirm: () => done("2026-07-14", ["export"]),
  };
}

/** To whom packages are sealed; what does not begin like a key is refused. */
function sealHandlers(): Handlers {
  let key: SealKey | null = {
    version: 1,
    recipient: "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa",
    fingerprint,
    whose: "集团数据部 2026 公钥",
    by: "方琳",
    at_ms: at("2026-01-05T09:00"),
  };
  return {
    seal_key: () => key,
    seal_key_set: ({ input }) => {
      const set = typeof input === "object" && input !== null && "set" in input ? input.set : {};
      const recipient =
        typeof set === "object" && set !== null && "recipient" in set ? String(set.recipient) : "";
      const whose = typeof set === "object" && set !== null && "whose" in set ? String(set.whose) : "";
      if (!recipient.startsWith("age1")) throw refused("seal_key_bad");
      key = {
        version: 2,
        recipient,
        fingerprint: "0".repeat(32),
        whose,
        by: "方琳",
        at_ms: at("2026-07-14T14:05"),
      };
      return done(key, ["export"]);
    },
  };
}

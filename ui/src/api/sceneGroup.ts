/** The scene of the month's package: what stands against it, what it holds, what was made before. */
import type { Checked, ExportId, ExportMade, ExportProgress, MadePackage, Precheck } from "./bindings";
import { done, type Handlers } from "./fake";
import { at, id } from "./sceneData";
import type { Run } from "./sceneRun";

const sheets = [
  { name: "guests", rows: 9_316, bytes: 1_402_117 },
  { name: "members", rows: 3_208, bytes: 301_553 },
  { name: "stays", rows: 6_702, bytes: 988_204 },
  { name: "complaints", rows: 58, bytes: 11_934 },
  { name: "complaint_steps", rows: 391, bytes: 72_440 },
  { name: "points", rows: 18_204, bytes: 1_310_226 },
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
    schema: "1",
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
      fine("keys", 37_879),
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

/** The commands of the package. A month before 2025 is blocked, so that the page can be seen refusing. */
export function groupHandlers(run: Run): Handlers {
  const history = [
    made(1, "2026-05", 2, "2026-06-03T10:12"),
    made(2, "2026-05", 1, "2026-06-01T09:20"),
    made(3, "2026-04", 1, "2026-05-01T09:02"),
    made(4, "2026-03", 1, "2026-04-01T09:31"),
    made(5, "2026-02", 1, "2026-03-02T11:04"),
  ];
  let rows = 0;
  const steps = sheets.map((sheet, at): ExportProgress => {
    rows += sheet.rows;
    return { sheet: sheet.name, place: at + 1, sheets: sheets.length, rows };
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
      history.unshift(one);
      const { id: export_id, folder, version, sequence } = one;
      return {
        path: `/data/lobby/packages/${folder}`,
        done: done({ export_id, folder, version, sequence, files: [], rows }, ["export"]),
      };
    },
  };
}

/** The scene's file of stays: what a preview of it says, and what was imported before. */
import type {
  FolderShown,
  GuestId,
  Import,
  ImportApplied,
  ImportCounts,
  ImportFindingRow,
  ImportId,
  ImportPreview,
  ImportUndoForeseen,
  LandedShown,
  RecordId,
  ReportShown,
  SourceQuality,
} from "./bindings";
import { id, today, userId } from "./sceneData";

const counts: ImportCounts = {
  rows: 412,
  new: 38,
  changed: 6,
  same: 365,
  conflicting: 1,
  refused: 2,
  skipped: 0,
  kept_ours: 1,
};

export const importPreview: ImportPreview = {
  mapping: "lobby",
  source: "pms",
  encoding: "gb18030",
  delimiter: "comma",
  unused: ["楼层"],
  counts,
  refused: [
    { line: 118, column: "arrival", code: "bad_date" },
    { line: 240, column: "rate", code: "bad_number" },
  ],
  conflicts: [
    { line: 12, column: "company", ours: "望江电子", theirs: "望江电子（上海）" },
    { line: 57, column: "country", ours: "CN", theirs: "SG" },
  ],
  conflict_columns: [
    { column: "company", rows: 1 },
    { column: "country", rows: 1 },
  ],
  sheet: null,
  remembered: false,
  warnings: [{ warning: "unreadable_phone", rows: 3 }],
  data_as_of_ms: today("14:00"),
};

export const importApplied: ImportApplied = {
  import_id: id<ImportId>(1),
  mapping: "lobby",
  counts,
  refused: importPreview.refused,
  conflicts: importPreview.conflicts.map(({ line, column }) => ({ line, column, code: "kept_as_typed" })),
  warnings: importPreview.warnings,
};

export const importsBefore: Import[] = [
  {
    id: id<ImportId>(2),
    source: "pms",
    mapping: "lobby",
    file_name: "stays-0714.csv",
    counts,
    state: "applied",
    by_user: userId(2),
    at_ms: today("07:40"),
    data_as_of_ms: today("07:32"),
  },
];

export const undoForeseen: ImportUndoForeseen = {
  removed_stays: 37,
  removed_guests: 30,
  restored_stays: 4,
  restored_guests: 2,
  removed_contacts: 1,
  kept: [{ kind: "stay", rows: 1 }],
  kept_rows: [
    {
      kind: "stay",
      record: id<RecordId>(31),
      guest_id: id<GuestId>(1),
      name: "王建国",
      arrival: "2026-07-14",
    },
  ],
};

export const importSources: SourceQuality[] = [
  {
    source: "pms",
    imports: 1,
    rows: 412,
    refused: 2,
    conflicting: 1,
    flagged: 3,
    shifted: 0,
    new: 38,
    changed: 6,
    first_at_ms: today("07:40"),
    last_at_ms: today("07:40"),
  },
];

export const folderShown: FolderShown = {
  watched: { folder: "/srv/pms/export", source: null, by_user: userId(2), at_ms: today("07:40") },
  there: true,
  by_name: "周启明",
  allowed: true,
};

export const landedBefore: LandedShown[] = [
  {
    path: "/srv/pms/export/fliggy-0714.csv",
    landed: {
      file_name: "fliggy-0714.csv",
      bytes: 20_480,
      standing: "needs_mapping",
      code: "",
      import_id: null,
      refusals: "",
      at_ms: today("13:50"),
    },
  },
];

export const reportRows: ImportFindingRow[] = [
  { line: 118, stay_id: null, guest_id: null, guest_name: "" },
  { line: 240, stay_id: null, guest_id: null, guest_name: "" },
];

const bringer: Import | undefined = importsBefore[0];

export const reportShown: ReportShown | null =
  bringer === undefined
    ? null
    : {
        quality: {
          import: bringer,
          findings: [
            { kind: "encoding", column: "", code: "gb18030", rows: 412 },
            { kind: "flagged", column: "", code: "unreadable_phone", rows: 3 },
            { kind: "missing", column: "email", code: "", rows: 190 },
            { kind: "placeholder", column: "guest_name", code: "", rows: 4 },
            { kind: "refused", column: "arrival", code: "bad_date", rows: 1 },
          ],
          suspects: 2,
        },
        head: { seq: 48_213, mac: "a91f7c02" },
      };

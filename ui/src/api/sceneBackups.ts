/** The scene's backups: a stick that `?stick=away` has pulled out, and what lies on it. */
import type { BackupLine, BackupState, Drill, Quarantined, Rescued, RestoreReport, Start } from "./bindings";
import { done, type Handlers, refused } from "./fake";
import { today, userId } from "./sceneData";

const head = { seq: 48_190, mac: "5be2c114".repeat(8) };
const counts = {
  guests: 80_112,
  stays: 91_204,
  tickets: 1_204,
  members: 22_318,
  ledger_entries: 310_442,
  history: 48_190,
};

const line = (time: string, why: "by_hand" | "by_itself", seq: number): BackupLine => ({
  folder: `/media/usb/Lobby-H0217/backup-${time.replace(":", "")}`,
  place: "second",
  at_ms: today(time),
  why,
  bytes: 231_000_000,
  counts,
  head: { ...head, seq },
  own: true,
});

/** How the backups stand: on the stick at 13:58, or without the stick since; and the disk's room. */
export function backupState(away: boolean, room: BackupState["room"]): BackupState {
  return {
    running: false,
    failed: null,
    room,
    standing: {
      place: { folder: "/media/usb", by_user: userId(4), at_ms: today("09:00") },
      there: !away,
      same_disk: false,
      newest_ms: today("13:58"),
      beside_ms: null,
      unsaved: 23,
      unsaved_since_ms: today("14:01"),
      alarm: away ? "place_away" : null,
    },
  };
}

/** What a restore of a backup would bring and lack. */
const report: RestoreReport = {
  backup: "backup-1358",
  backup_at_ms: today("13:58"),
  backup_head: head,
  counts,
  sums: { spend_minor: "9120400", points_moved: "1", points_left: "88120" },
  missing: "later",
  file_head: { ...head, seq: 48_213 },
  changes: 23,
  first_ms: today("14:01"),
  last_ms: today("14:05"),
  kept_missing: 0,
};

const drill: Drill = {
  at_ms: today("09:10"),
  by_user: userId(4),
  by_name: "沈国华",
  report: {
    backup: "backup-0900",
    backup_at_ms: today("09:00"),
    head,
    counts,
    sums: report.sums,
    bytes: 231_000_000,
    secret_typed: true,
    took_ms: 14_200,
  },
};

function careHandlers(): Handlers {
  const drills: Drill[] = [];
  return {
    backup_care: () => ({ drills, drill_due: drills.length === 0, recovery_tested_ms: null }),
    backup_drill: () => {
      drills.unshift(drill);
      return done(null, ["hotel"]);
    },
    recovery_test: ({ typed }) => typeof typed === "string" && typed.toUpperCase().startsWith("K7QF"),
    restore_replaced: () => [{ folder: "/data/hotel.lobby.replaced-1", at_ms: today("08:00"), head }],
    restore_look: ({ backup }) => {
      if (!JSON.stringify(backup).includes("mountain lake")) throw refused("wrong_passphrase");
      return { folder: "/data/hotel.lobby.restoring-1", report } satisfies Quarantined;
    },
    restore_undo_look: ({ backup }) => {
      if (!JSON.stringify(backup).includes("mountain lake")) throw refused("wrong_passphrase");
      return { ...report, backup: "hotel.lobby.replaced-1", backup_at_ms: today("08:00") };
    },
    recovery_new: () => ({ recovery_key: "M3TD-8R5B-QK2V-96HN-WYXF-4CJP-ZA7G-1LES", head }),
    recovery_keep: ({ typed }) => typeof typed === "string" && typed.toUpperCase().startsWith("M3TD"),
    keys_passphrase: () => done(null, ["hotel"]),
    backups_found: ({ folder }) =>
      folder === "/media/usb"
        ? [
            {
              folder: "/media/usb/Lobby-H0217/backup-1358",
              hotel: "望江饭店",
              at_ms: today("13:58"),
              counts,
              head,
            },
          ]
        : [],
  };
}

/** What stands in place of the file after a restore on a machine without it. */
export const rescued = (start: Start): Rescued => ({
  start,
  report: { ...report, missing: "unknown", changes: 0, file_head: null, first_ms: null, last_ms: null },
});

export function roomOf(word: string | null): BackupState["room"] {
  return word === "little" || word === "gone" ? word : "enough";
}

export function backupHandlers(away: boolean, room: BackupState["room"]): Handlers {
  const lines = [line("13:58", "by_itself", 48_190), line("13:43", "by_itself", 48_102)];
  return {
    ...careHandlers(),
    backup_state: () => backupState(away, room),
    backup_list: () => lines,
    backup_place_set: ({ input }) => {
      if (!JSON.stringify(input).includes("/media")) throw refused("backup_no_place");
      return done(null, ["hotel"]);
    },
    backup_take: ({ folder }) => {
      lines.unshift(line("14:05", "by_hand", 48_213));
      const path = `${typeof folder === "string" ? folder : "/media/usb"}/Lobby-H0217/backup-1405/hotel.lobby`;
      return done({ path, sha256: "a91f7c02".repeat(8), counts }, ["hotel"]);
    },
  };
}

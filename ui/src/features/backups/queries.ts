import { queryOptions } from "@tanstack/react-query";
import { commands } from "../../api/bindings";
import { call } from "../../api/call";
import { backupsRead } from "../../lib/backups";

/** The backups that lie in both places, the one with the longest history first. */
export const backupList = () =>
  queryOptions({
    queryKey: [backupsRead, "list"],
    queryFn: () => call(commands.backupList()),
    meta: { reads: ["hotel"] },
  });

/** The last drills, whether one is due, and when the printed key was tested. */
export const backupCare = () =>
  queryOptions({
    queryKey: [backupsRead, "care"],
    queryFn: () => call(commands.backupCare()),
    meta: { reads: ["hotel"] },
  });

/** The sets that were moved aside by a restore. */
export const replacedSets = () =>
  queryOptions({
    queryKey: [backupsRead, "replaced"],
    queryFn: () => call(commands.restoreReplaced()),
    meta: { reads: ["hotel"] },
  });

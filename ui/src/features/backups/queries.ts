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

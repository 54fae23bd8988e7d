import { queryOptions } from "@tanstack/react-query";
import { commands, type ExportProgress, type RecordKind } from "../../api/bindings";
import { call } from "../../api/call";
import type { Job } from "../../lib/job";

const reads: readonly RecordKind[] = ["guest", "stay", "ticket", "member", "ledger", "import"];

/** What the package of a month would be; the whole month is read for it, so it tells how far it is. */
export const precheckOf = (period: string, job: Job<ExportProgress>) =>
  queryOptions({
    queryKey: ["export", "precheck", period],
    queryFn: async () => {
      try {
        return await call(commands.exportPrecheck(period, job.begin()));
      } finally {
        job.end();
      }
    },
    meta: { reads },
  });

/** What was made, how it is kept, where it went. */
export const packages = () =>
  queryOptions({
    queryKey: ["export", "history"],
    queryFn: () => call(commands.exportHistory()),
    meta: { reads: ["export"] },
  });

/** What is made by itself: how it stands, what waits. */
export const routines = () =>
  queryOptions({
    queryKey: ["export", "routines"],
    queryFn: () => call(commands.routineState()),
    meta: { reads: ["export", "user"] },
  });

/** Whom packages are sealed to. */
export const sealKey = () =>
  queryOptions({
    queryKey: ["export", "seal-key"],
    queryFn: () => call(commands.sealKey()),
    meta: { reads: ["export"] },
  });

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { commands, type RecordKind } from "../../api/bindings";
import { call } from "../../api/call";

const reads: readonly RecordKind[] = ["member", "ledger"];

export const expiryPreview = (on: string | null) =>
  queryOptions({
    queryKey: ["expiry", on],
    queryFn: () => call(commands.expiryPreview(on)),
    placeholderData: keepPreviousData,
    meta: { reads },
  });

/** A file that was taken in brings departures. */
const departs: readonly RecordKind[] = ["member", "ledger", "stay"];

export const departuresPreview = (on: string | null) =>
  queryOptions({
    queryKey: ["departures", on],
    queryFn: () => call(commands.departuresPreview(on)),
    placeholderData: keepPreviousData,
    meta: { reads: departs },
  });

export const duePromises = queryOptions({
  queryKey: ["pending-due"],
  queryFn: () => call(commands.pendingDue()),
  meta: { reads },
});

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

export const duePromises = queryOptions({
  queryKey: ["pending-due"],
  queryFn: () => call(commands.pendingDue()),
  meta: { reads },
});

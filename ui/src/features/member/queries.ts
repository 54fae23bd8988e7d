import { queryOptions } from "@tanstack/react-query";
import { commands, type GuestId, type RecordKind } from "../../api/bindings";
import { call } from "../../api/call";

const reads: readonly RecordKind[] = ["member", "ledger", "stay", "guest"];

export const memberPage = (guest: GuestId) =>
  queryOptions({
    queryKey: ["member", guest],
    queryFn: () => call(commands.memberPage(guest, null)),
    meta: { reads },
  });

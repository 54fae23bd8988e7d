/** How many are on a list of members: the members' place and today both say it. */
import { queryOptions } from "@tanstack/react-query";
import { commands, type MemberList, type RecordKind } from "../api/bindings";
import { call } from "../api/call";

const reads: readonly RecordKind[] = ["member", "ledger", "stay", "guest"];

/** At a million guests counting takes longer than a page: it is asked apart and kept for a while. */
export const memberListCount = (list: MemberList) =>
  queryOptions({
    queryKey: ["members", "count", list],
    queryFn: () => call(commands.memberListCount(list)),
    staleTime: 60_000,
    meta: { reads },
  });

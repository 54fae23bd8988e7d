import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { commands, type GuestId, type ProofAsked, type RecordKind } from "../../api/bindings";
import { call } from "../../api/call";

const reads: readonly RecordKind[] = ["member", "ledger", "stay", "guest"];

export const memberPage = (guest: GuestId) =>
  queryOptions({
    queryKey: ["member", guest],
    queryFn: () => call(commands.memberPage(guest, null)),
    meta: { reads },
  });

/** Business dates of a statement, both included; open where there is none. */
export type Period = { from: string | null; to: string | null };

/** What the newest part comes before: nothing. */
const newest = (): number | null => null;

/** The statement of a period, a part at a time: the next part is what came before. */
export const memberStatement = (guest: GuestId, period: Period) =>
  infiniteQueryOptions({
    queryKey: ["member", guest, "statement", period],
    queryFn: ({ pageParam: before }) => call(commands.memberStatement({ member: guest, ...period, before })),
    initialPageParam: newest(),
    getNextPageParam: (last) => last.statement.earlier,
    meta: { reads },
  });

/** Every posting that makes a figure. */
export const memberProof = (asked: ProofAsked) =>
  queryOptions({
    queryKey: ["member", "proof", asked],
    queryFn: () => call(commands.memberProof(asked)),
    meta: { reads },
  });

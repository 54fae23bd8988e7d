import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import {
  commands,
  type GuestId,
  type GuestListCursor,
  type GuestListFilter,
  type MergeId,
  type RecordId,
  type SuspectState,
} from "../../api/bindings";
import { call } from "../../api/call";
import { cardReads } from "../../lib/card";

const linesMax = 500;

export const historyOf = (record: RecordId) =>
  queryOptions({
    queryKey: ["history", record],
    queryFn: () => call(commands.historyLines({ record, limit: linesMax })),
    meta: { reads: cardReads },
  });

/** Who is already known by nearly this name. */
export const nearNames = (name: string) =>
  queryOptions({
    queryKey: ["near", name],
    queryFn: () => call(commands.find(name)),
    enabled: name !== "",
    meta: { reads: cardReads },
  });

/** Two records side by side, and what merging them would move. */
export const mergeAhead = (keep: GuestId, other: GuestId | null) =>
  queryOptions({
    queryKey: ["merge", keep, other],
    queryFn: other === null ? skipToken : () => call(commands.guestMergeAhead(keep, other)),
    meta: { reads: cardReads },
  });

/** What taking a merge apart would give back. */
export const unmergeAhead = (merge: MergeId | null) =>
  queryOptions({
    queryKey: ["unmerge", merge],
    queryFn: merge === null ? skipToken : () => call(commands.guestUnmergeAhead(merge)),
    meta: { reads: cardReads },
  });

const suspectsMax = 20;
/** From this score on the core shows a suspicion; lower ones are noise. */
const scoreMin = 0.5;

/** Who was found to be perhaps the same person. */
export const suspectsOf = (guest: GuestId) =>
  queryOptions({
    queryKey: ["suspects", guest],
    queryFn: () =>
      call(commands.duplicatesList({ guest, state: "open", min_score: scoreMin, limit: suspectsMax })),
    meta: { reads: cardReads },
  });

/** Pairs that one list shows. */
export const suspectsListed = 500;

/** Every two records that may be one person, or that somebody told apart; best first. */
export const suspects = (state: SuspectState) =>
  queryOptions({
    queryKey: ["suspects", "all", state],
    queryFn: () =>
      call(commands.duplicatesList({ guest: null, state, min_score: scoreMin, limit: suspectsListed })),
    meta: { reads: ["duplicate", "guest", "stay"] },
  });

/** Whom each kind of wish concerns: the house's rule, which does not change while the program runs. */
export const wishConcerns = queryOptions({
  queryKey: ["wish-concerns"],
  queryFn: () => commands.wishConcerns(),
  staleTime: Number.POSITIVE_INFINITY,
  meta: { reads: [] },
});

/** Where each field of a guest's data comes from. */
export const guestOrigins = (guest: GuestId) =>
  queryOptions({
    queryKey: ["origins", guest],
    queryFn: () => call(commands.guestOrigins(guest)),
    meta: { reads: cardReads },
  });

const listedMax = 50;

/** A page of the list of guests. */
export const guestList = (filter: GuestListFilter, after: GuestListCursor | null) =>
  queryOptions({
    queryKey: ["guests", filter, after],
    queryFn: () => call(commands.guestList({ filter, after, limit: listedMax })),
    placeholderData: keepPreviousData,
    meta: { reads: cardReads },
  });

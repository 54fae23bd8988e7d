import { queryOptions } from "@tanstack/react-query";
import { type AskedReads, commands, type GuestId } from "../../api/bindings";
import { call } from "../../api/call";

/** Requests, acts of erasure, texts, retention, papers: what the data officer looks at first. */
export const overview = () =>
  queryOptions({
    queryKey: ["privacy"],
    queryFn: () => call(commands.privacyOverview()),
    meta: { reads: ["privacy", "guest"] },
  });

/** What one guest agreed to and asked for, and what holds their record. */
export const ofGuest = (guest: GuestId) =>
  queryOptions({
    queryKey: ["privacy", guest],
    queryFn: () => call(commands.privacyGuest(guest)),
    meta: { reads: ["privacy", "guest"] },
  });

/** What erasing a guest would do. It is done and taken back for it, so it is never asked for by itself. */
export const foreseen = (guest: GuestId) =>
  queryOptions({
    queryKey: ["privacy", guest, "foreseen"],
    queryFn: () => call(commands.erasureForesee(guest)),
    meta: { reads: ["privacy", "guest", "ticket", "stay"] },
    staleTime: 0,
  });

/** What a run of the retention rules would do today. */
export const due = () =>
  queryOptions({
    queryKey: ["privacy", "due"],
    queryFn: () => call(commands.retentionForesee(null)),
    meta: { reads: ["privacy", "guest"] },
    retry: false,
  });

/** Who read what of whom. Openings of cards are told to nobody, so it is asked again whenever it is looked at. */
export const reads = (asked: AskedReads) =>
  queryOptions({
    queryKey: ["privacy", "reads", asked],
    queryFn: () => call(commands.privacyReads(asked)),
    meta: { reads: ["privacy", "guest", "export", "ticket"] },
    staleTime: 0,
    placeholderData: (before) => before,
  });

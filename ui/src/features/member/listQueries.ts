import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import {
  commands,
  type EventId,
  type GuestId,
  type InviteId,
  type InviteMembers,
  type MemberList,
  type MemberListCursor,
  type RecordKind,
} from "../../api/bindings";
import { call } from "../../api/call";

const reads: readonly RecordKind[] = ["member", "ledger", "stay", "guest"];
const ofEvents: readonly RecordKind[] = ["event", "member", "ledger", "stay", "guest"];

/** How many members one page of a list shows. */
export const listed = 100;

export const memberList = (list: MemberList, after: MemberListCursor | null) =>
  queryOptions({
    queryKey: ["members", list, after],
    queryFn: () => call(commands.memberList({ list, after, limit: listed })),
    placeholderData: keepPreviousData,
    meta: { reads },
  });

export const eventsList = () =>
  queryOptions({
    queryKey: ["events"],
    queryFn: () => call(commands.eventsList()),
    meta: { reads: ofEvents },
  });

export const eventPage = (event: EventId) =>
  queryOptions({
    queryKey: ["events", event],
    queryFn: () => call(commands.eventPage(event)),
    meta: { reads: ofEvents },
  });

export const eventEffect = (event: EventId) =>
  queryOptions({
    queryKey: ["events", event, "effect"],
    queryFn: () => call(commands.eventEffect(event)),
    meta: { reads: ofEvents },
  });

export const eventAnswers = (invite: InviteId) =>
  queryOptions({
    queryKey: ["events", "answers", invite],
    queryFn: () => call(commands.eventAnswers(invite)),
    meta: { reads: ["event"] },
  });

export const inviteAhead = (input: InviteMembers | null) =>
  queryOptions({
    queryKey: ["events", "ahead", input],
    queryFn: () => (input === null ? null : call(commands.eventInviteAhead(input))),
    placeholderData: keepPreviousData,
    meta: { reads: ofEvents },
  });

export const memberReferrals = (guest: GuestId) =>
  queryOptions({
    queryKey: ["member", guest, "referrals"],
    queryFn: () => call(commands.memberReferrals(guest)),
    meta: { reads },
  });

export const guestConsent = (guest: GuestId) =>
  queryOptions({
    queryKey: ["member", guest, "consent"],
    queryFn: () => call(commands.guestConsent(guest)),
    meta: { reads: ["guest"] },
  });

export const guestsFound = (text: string) =>
  queryOptions({
    queryKey: ["member", "find", text],
    queryFn: () => call(commands.find(text)),
    enabled: text.trim() !== "",
    placeholderData: keepPreviousData,
    meta: { reads: ["guest", "member"] },
  });

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import {
  type AttachmentId,
  commands,
  type LineAfter,
  type ProblemCode,
  type RecordKind,
  type TicketFilter,
  type TicketId,
} from "../../api/bindings";
import { call } from "../../api/call";
import { oneByOne, thumbnail } from "../../lib/thumbnail";

const reads: readonly RecordKind[] = ["ticket", "guest", "stay"];

/** Behind no line: the list's beginning. */
const firstPage = (): LineAfter | null => null;
/** As many lines as the core gives at once: where it gives fewer, there are no more. */
const pageOfLines = 500;

/** The inbox, page by page: each goes on behind the line that stood last. */
export const ticketList = (filter: TicketFilter) =>
  infiniteQueryOptions({
    queryKey: ["tickets", filter],
    queryFn: ({ pageParam }) => call(commands.ticketList(filter, pageParam)),
    initialPageParam: firstPage(),
    getNextPageParam: (page): LineAfter | null => {
      const last = page.at(-1);
      if (last === undefined || page.length < pageOfLines) return null;
      const { due_ms, severity, number, business_date, opened_at_ms, closed_at_ms } = last;
      return { due_ms, severity, number, business_date, opened_at_ms, closed: closed_at_ms !== null };
    },
    meta: { reads },
  });

/** Who has to know by now; asked anew each minute, since nothing but time changes it. */
export const escalated = () =>
  queryOptions({
    queryKey: ["tickets", "escalated"],
    queryFn: () => call(commands.ticketEscalated()),
    refetchInterval: 60_000,
    meta: { reads },
  });

export const ticket = (id: TicketId) =>
  queryOptions({ queryKey: ["ticket", id], queryFn: () => call(commands.ticketShow(id)), meta: { reads } });

/** What may be about the same incident, the likeliest first. */
export const ticketsLike = (id: TicketId) =>
  queryOptions({
    queryKey: ["ticket", id, "like"],
    queryFn: () => call(commands.ticketLike(id)),
    meta: { reads },
  });

export const attachmentsOf = (id: TicketId) =>
  queryOptions({
    queryKey: ["ticket", id, "attachments"],
    queryFn: () => call(commands.ticketAttachments(id)),
    meta: { reads },
  });

/** A picture whole, as an address; what nobody looks at any more is forgotten at once, since photos are large. */
export const pictureOf = (id: AttachmentId) =>
  queryOptions({
    queryKey: ["attachment", id],
    queryFn: () => call(commands.attachmentPicture(id)),
    staleTime: Infinity,
    gcTime: 0,
    meta: { reads: [] },
  });

/** The same, small; what is kept never changes, so it is made once. */
export const smallPictureOf = (id: AttachmentId) =>
  queryOptions({
    queryKey: ["attachment", id, "small"],
    queryFn: () => oneByOne(async () => thumbnail(await call(commands.attachmentPicture(id)))),
    staleTime: Infinity,
    meta: { reads: [] },
  });

export const authorityIn = (id: TicketId) =>
  queryOptions({
    queryKey: ["ticket", id, "authority"],
    queryFn: () => call(commands.ticketAuthority(id)),
    meta: { reads },
  });

/** Who may be called for 电话批示. */
export const phoneDesk = () =>
  queryOptions({
    queryKey: ["phone", "desk"],
    queryFn: () => call(commands.phoneDesk()),
    meta: { reads: ["user", "ticket"] },
  });

export const intakeFacts = () =>
  queryOptions({ queryKey: ["intake"], queryFn: () => call(commands.intakeFacts()), meta: { reads } });

/** Tickets under which an answer is owed to a body outside, the first to run out at the top. */
export const externalOwed = () =>
  queryOptions({
    queryKey: ["tickets", "outside"],
    queryFn: () => call(commands.externalOwed()),
    meta: { reads },
  });

/** What this person began to take down and has not saved; asked anew each time the form is opened. */
export const keptDraft = () =>
  queryOptions({
    queryKey: ["intake", "draft"],
    queryFn: () => call(commands.draftKept()),
    staleTime: 0,
    gcTime: 0,
    meta: { reads: [] },
  });

export const problemsLike = (words: string) =>
  queryOptions({
    queryKey: ["intake", "problem", words],
    queryFn: () => call(commands.problemFind(words)),
    enabled: words.trim() !== "",
    meta: { reads: [] },
  });

export const sameRoom = (room: string, problem: ProblemCode | null) =>
  queryOptions({
    queryKey: ["intake", "same", room, problem],
    queryFn: () => (problem === null ? Promise.resolve([]) : call(commands.ticketSameRoom(room, problem))),
    enabled: room !== "" && problem !== null,
    meta: { reads },
  });

export const colleagues = () =>
  queryOptions({
    queryKey: ["desk", "colleagues"],
    queryFn: async () => (await call(commands.start())).staff,
    meta: { reads: ["user"] },
  });

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { commands } from "../../api/bindings";
import { call } from "../../api/call";

export const found = (text: string) =>
  queryOptions({
    queryKey: ["find", text],
    queryFn: () => call(commands.find(text)),
    enabled: text !== "",
    placeholderData: keepPreviousData,
    staleTime: 2000,
    gcTime: 30_000,
    meta: { reads: ["guest", "stay", "ticket", "member", "ledger"] },
  });

/** What may be the beginning of a ticket's number: `TS-2026`, `20260714-`, `A03`; the core decides. */
const numberLike = /^(ts-\d|\d{8}-|[a-z]\d+$)/i;

/** The tickets whose number begins with what is typed. */
export const numbered = (text: string, may: boolean) =>
  queryOptions({
    queryKey: ["tickets", "numbered", text],
    queryFn: () => call(commands.ticketNumbered(text)),
    enabled: may && numberLike.test(text),
    meta: { reads: ["ticket", "guest"] },
  });

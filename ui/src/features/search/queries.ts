import { queryOptions } from "@tanstack/react-query";
import { commands, type Found } from "../../api/bindings";
import { call } from "../../api/call";

type Asked = Found & { asked: string };

/** Whether `text` goes on from `earlier` by letters added or taken back: then its list stays until the next answer. */
function continues(text: string, earlier: string | undefined): boolean {
  return earlier !== undefined && (text.startsWith(earlier) || earlier.startsWith(text));
}

/** What was found, and for which words: an answer to earlier words stays on the screen until the next one comes. */
export const found = (text: string) =>
  queryOptions({
    queryKey: ["find", text],
    queryFn: async () => ({ asked: text, ...(await call(commands.find(text))) }),
    enabled: text !== "",
    placeholderData: (earlier: Asked | undefined) => (continues(text, earlier?.asked) ? earlier : undefined),
    staleTime: 2000,
    gcTime: 30_000,
    meta: { reads: ["guest", "stay", "ticket", "member", "ledger"] },
  });

/** What may be the beginning of a ticket's number: `TS-2026`, `20260714-`, `A03`; the core decides. */
const numberLike = /^(ts-\d|\d{8}-|[a-z]\d+$)/i;

/** What may be a voucher: the beginning of its number, `R-2026`, or ten signs of a code with or without their hyphen. */
const voucherLike = /^(r-\d[\da-z-]*|[\da-z]{5}-?[\da-z]{5})$/i;

/** The vouchers whose number begins with what is typed, or that it is a code. */
export const vouchersFound = (text: string, may: boolean) =>
  queryOptions({
    queryKey: ["vouchers", "found", text],
    queryFn: () => call(commands.voucherFind(text)),
    enabled: may && voucherLike.test(text),
    meta: { reads: ["ledger", "guest"] },
  });

/** The tickets whose number begins with what is typed. */
export const numbered = (text: string, may: boolean) =>
  queryOptions({
    queryKey: ["tickets", "numbered", text],
    queryFn: () => call(commands.ticketNumbered(text)),
    enabled: may && numberLike.test(text),
    meta: { reads: ["ticket", "guest"] },
  });

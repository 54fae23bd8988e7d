import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import { commands, type GuestId } from "../../api/bindings";
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

/** The card of whoever stands first: their complaints stand in the list too. */
export const cardOf = (guest: GuestId | null) =>
  queryOptions({
    queryKey: ["guest", guest],
    queryFn: guest === null ? skipToken : () => call(commands.guestCard(guest)),
    meta: {
      reads: [
        "guest",
        "stay",
        "preference",
        "promise",
        "dossier",
        "plan",
        "ticket",
        "member",
        "ledger",
        "import",
      ],
    },
  });

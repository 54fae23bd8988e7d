/** The whole of one guest, as the card, a ticket, the member's page and the box show it: one question, whoever asks it. */
import { queryOptions, skipToken } from "@tanstack/react-query";
import { commands, type GuestId, type RecordKind } from "../api/bindings";
import { call } from "../api/call";

/** What a card is made of: it is asked for anew when one of these was written. */
export const cardReads: readonly RecordKind[] = [
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
];

/** Nothing is asked while nobody is pointed at. */
export const guestCard = (guest: GuestId | null) =>
  queryOptions({
    queryKey: ["guest", guest],
    queryFn: guest === null ? skipToken : () => call(commands.guestCard(guest)),
    meta: { reads: cardReads },
  });

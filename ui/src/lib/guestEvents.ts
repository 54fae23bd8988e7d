/** The events that a guest was asked to, as the member's page and the card show them: one question, whoever asks it. */
import { queryOptions } from "@tanstack/react-query";
import { commands, type GuestId } from "../api/bindings";
import { call } from "../api/call";

export const guestEvents = (guest: GuestId) =>
  queryOptions({
    queryKey: ["events", "of", guest],
    queryFn: () => call(commands.guestEvents(guest)),
    meta: { reads: ["event", "member", "ledger", "guest"] },
  });

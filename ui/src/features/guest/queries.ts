import { queryOptions } from "@tanstack/react-query";
import { call } from "../../api/call";
import { commands } from "../../api/commands";
import type { GuestId, RecordId, RecordKind } from "../../api/draft";

const reads: readonly RecordKind[] = [
  "guest",
  "stay",
  "preference",
  "promise",
  "ticket",
  "member",
  "ledger",
  "import",
];

export const guestCard = (guest: GuestId) =>
  queryOptions({
    queryKey: ["guest", guest],
    queryFn: () => call(commands.guestCard(guest)),
    meta: { reads },
  });

export const historyOf = (record: RecordId) =>
  queryOptions({
    queryKey: ["history", record],
    queryFn: () => call(commands.historyOf(record)),
    meta: { reads },
  });

/** Who is already known by nearly this name. */
export const nearNames = (name: string) =>
  queryOptions({
    queryKey: ["near", name],
    queryFn: () => call(commands.find(name)),
    enabled: name !== "",
    meta: { reads },
  });

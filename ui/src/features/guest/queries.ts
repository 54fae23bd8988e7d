import { queryOptions } from "@tanstack/react-query";
import { commands, type GuestId, type RecordId, type RecordKind } from "../../api/bindings";
import { call } from "../../api/call";

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

const linesMax = 500;

export const historyOf = (record: RecordId) =>
  queryOptions({
    queryKey: ["history", record],
    queryFn: () => call(commands.historyLines({ record, limit: linesMax })),
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

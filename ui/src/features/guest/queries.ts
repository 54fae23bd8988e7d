import { queryOptions } from "@tanstack/react-query";
import { call } from "../../api/call";
import { commands } from "../../api/commands";

export const guestPage = (id: string) =>
  queryOptions({
    queryKey: ["guest", id],
    queryFn: () => call(commands.guest(id)),
    meta: { reads: ["guest", "stay", "wish", "promise", "ticket", "member", "points", "task"] },
  });

export const history = (record: string) =>
  queryOptions({
    queryKey: ["history", record],
    queryFn: () => call(commands.history(record)),
    meta: { reads: ["guest", "stay", "wish", "promise", "ticket", "member", "points", "task"] },
  });

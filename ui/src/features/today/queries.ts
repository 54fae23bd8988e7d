import { queryOptions } from "@tanstack/react-query";
import { call } from "../../api/call";
import { commands } from "../../api/commands";

export const today = queryOptions({
  queryKey: ["today"],
  queryFn: () => call(commands.today()),
  meta: { reads: ["guest", "stay", "wish", "promise", "ticket", "member", "task"] },
});

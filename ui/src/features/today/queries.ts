import { queryOptions } from "@tanstack/react-query";
import { call } from "../../api/call";
import { commands } from "../../api/commands";

export const briefing = queryOptions({
  queryKey: ["briefing"],
  queryFn: () => call(commands.briefing()),
  meta: { reads: ["guest", "stay", "preference", "promise", "ticket", "member", "import"] },
});

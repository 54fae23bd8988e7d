import { queryOptions } from "@tanstack/react-query";
import { commands } from "../../api/bindings";
import { call } from "../../api/call";

export const briefing = queryOptions({
  queryKey: ["today"],
  queryFn: () => call(commands.today()),
  meta: { reads: ["guest", "stay", "preference", "promise", "ticket", "member", "import", "plan"] },
});

/** Shifts that nobody took over. */
export const unsignedShifts = queryOptions({
  queryKey: ["today", "unsigned"],
  queryFn: () => call(commands.dutyUnsigned()),
  meta: { reads: ["duty"] },
});

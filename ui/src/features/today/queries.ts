import { queryOptions } from "@tanstack/react-query";
import { commands } from "../../api/bindings";
import { call } from "../../api/call";

export const briefing = queryOptions({
  queryKey: ["today"],
  queryFn: () => call(commands.today()),
  meta: { reads: ["guest", "stay", "preference", "promise", "ticket", "member", "import", "plan"] },
});

/** Packages for the group that should have left by themselves. */
export const exportAlarm = queryOptions({
  queryKey: ["today", "export"],
  queryFn: () => call(commands.routineAlarm()),
  meta: { reads: ["export", "user"] },
});

/** Shifts that nobody took over. */
export const unsignedShifts = queryOptions({
  queryKey: ["today", "unsigned"],
  queryFn: () => call(commands.dutyUnsigned()),
  meta: { reads: ["duty"] },
});

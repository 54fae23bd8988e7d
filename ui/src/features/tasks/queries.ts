import { queryOptions } from "@tanstack/react-query";
import { type BusinessDate, commands } from "../../api/bindings";
import { call } from "../../api/call";

/** What departments do on a day. */
export const planOfDay = (day: BusinessDate) =>
  queryOptions({
    queryKey: ["tasks", day],
    queryFn: () => call(commands.planOfDay(day)),
    meta: { reads: ["plan", "stay", "guest"] },
  });

import { queryOptions } from "@tanstack/react-query";
import { commands } from "../../api/bindings";
import { call } from "../../api/call";

export const imports = queryOptions({
  queryKey: ["imports"],
  queryFn: () => call(commands.importList()),
  meta: { reads: ["import"] },
});

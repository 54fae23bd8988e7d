import { queryOptions } from "@tanstack/react-query";
import { commands } from "../../api/bindings";
import { call } from "../../api/call";

export const imports = queryOptions({
  queryKey: ["imports"],
  queryFn: () => call(commands.importList()),
  meta: { reads: ["import"] },
});

export const landed = queryOptions({
  queryKey: ["landed"],
  queryFn: () => call(commands.importLanded()),
  meta: { reads: ["import"] },
});

export const sources = queryOptions({
  queryKey: ["import-sources"],
  queryFn: () => call(commands.importSources()),
  meta: { reads: ["import"] },
});

export const broughtBalances = queryOptions({
  queryKey: ["brought-balances"],
  queryFn: () => call(commands.balancesList()),
  meta: { reads: ["import", "ledger"] },
});

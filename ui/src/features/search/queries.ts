import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { call } from "../../api/call";
import { commands } from "../../api/commands";

export const found = (text: string) =>
  queryOptions({
    queryKey: ["find", text],
    // How long it took is part of the answer: the foot of the list shows it.
    queryFn: async () => {
      const begun = performance.now();
      const hits = await call(commands.find(text));
      return { hits, tookMs: Math.max(1, Math.round(performance.now() - begun)) };
    },
    enabled: text !== "",
    placeholderData: keepPreviousData,
    staleTime: 2000,
    gcTime: 30_000,
    meta: { reads: ["guest", "stay", "ticket", "member", "ledger"] },
  });

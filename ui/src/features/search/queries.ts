import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { commands } from "../../api/bindings";
import { call } from "../../api/call";

export const found = (text: string) =>
  queryOptions({
    queryKey: ["find", text],
    queryFn: () => call(commands.find(text)),
    enabled: text !== "",
    placeholderData: keepPreviousData,
    staleTime: 2000,
    gcTime: 30_000,
    meta: { reads: ["guest", "stay", "ticket", "member", "ledger"] },
  });

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { call } from "../../api/call";
import { commands } from "../../api/commands";

export const found = (text: string) =>
  queryOptions({
    queryKey: ["find", text],
    // How long it took is part of the answer: the foot of the list shows it.
    queryFn: async () => {
      const begun = performance.now();
      const answer = await call(commands.find(text));
      return { ...answer, tookMs: Math.max(1, Math.round(performance.now() - begun)) };
    },
    enabled: text !== "",
    placeholderData: keepPreviousData,
    staleTime: 2000,
    meta: { reads: ["guest", "stay", "ticket", "member", "points"] },
  });

export const preview = (guestId: string | null) =>
  queryOptions({
    queryKey: ["preview", guestId],
    queryFn: () => call(commands.preview(guestId ?? "")),
    enabled: guestId !== null,
    meta: { reads: ["guest", "stay", "wish", "promise", "ticket", "member", "points"] },
  });

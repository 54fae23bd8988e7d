/** Who is meant by a room, a name or the end of a number: one question, whoever asks it. */
import { queryOptions } from "@tanstack/react-query";
import { commands } from "../api/bindings";
import { call } from "../api/call";

export const whoIs = (words: string) =>
  queryOptions({
    queryKey: ["intake", "who", words],
    queryFn: () => call(commands.find(words)),
    enabled: words.trim() !== "",
    meta: { reads: ["ticket", "guest", "stay", "user"] },
  });

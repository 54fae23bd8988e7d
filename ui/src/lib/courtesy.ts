/** 主动问候: whom to greet and why, as the duty manager's pages and prints ask and say it. */
import { queryOptions } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { type CallDays, type CallReason, commands } from "../api/bindings";
import { call } from "../api/call";
import { dayOfYear } from "./format";
import { type Language, word } from "./i18n";

/** Whom to greet on some days, and who was. */
export const courtesyCalls = (days: CallDays) =>
  queryOptions({
    queryKey: ["courtesy", days],
    queryFn: () => call(commands.courtesyCalls(days)),
    meta: { reads: ["dossier", "stay", "guest", "ticket", "promise", "member"] },
  });

/** A reason as one says it; the most pressing one stands first in its list. */
export function reasonWords(
  { cause, problem, on, words, count }: CallReason,
  t: TFunction,
  today: string,
  language: Language,
): string {
  const blanks = {
    problem: problem === null ? "" : word("problem", problem),
    day: on === null ? "" : dayOfYear(on, today, language),
    words,
    number: count,
  };
  return cause === "room" && count > 1 ? t("call.reason.rooms", blanks) : t(`call.reason.${cause}`, blanks);
}

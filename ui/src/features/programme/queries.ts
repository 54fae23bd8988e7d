import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { commands, type Programme } from "../../api/bindings";
import { call } from "../../api/call";

export const programmePage = () =>
  queryOptions({
    queryKey: ["programme"],
    queryFn: () => call(commands.programmePage()),
    meta: { reads: ["ledger"] },
  });

/** How many of each reward with an end were given. */
export const rewardsGiven = () =>
  queryOptions({
    queryKey: ["programme", "given"],
    queryFn: () => call(commands.rewardsGiven()),
    meta: { reads: ["ledger"] },
  });

/** What a draft would have done over the last year; nothing is asked before somebody wants to know. */
export const programmeEffect = (rules: Programme | null) =>
  queryOptions({
    queryKey: ["programme", "effect", rules],
    queryFn: () => {
      if (rules === null) throw new Error("no draft to try");
      return call(commands.programmeEffect({ rules, from: null, until: null }));
    },
    enabled: rules !== null,
    placeholderData: keepPreviousData,
    meta: { reads: ["ledger", "stay", "member"] },
  });

export const tiersPreview = (on: string, asked: boolean) =>
  queryOptions({
    queryKey: ["tiers", on],
    queryFn: () => call(commands.tiersPreview(on)),
    enabled: asked,
    meta: { reads: ["member", "stay", "ledger"] },
  });

import { queryOptions } from "@tanstack/react-query";
import { commands, type FigureAsked, type Period, type RecordKind } from "../../api/bindings";
import { call } from "../../api/call";

const reads: readonly RecordKind[] = ["duty", "dossier", "promise", "ticket", "guest", "stay", "user"];

export const report = (period: Period) =>
  queryOptions({
    queryKey: ["morning", period],
    queryFn: () => call(commands.morningReport(period)),
    meta: { reads },
  });

/** The rows behind one figure. */
export const rowsOf = (asked: FigureAsked) =>
  queryOptions({
    queryKey: ["morning", "rows", asked],
    queryFn: () => call(commands.morningRows(asked)),
    meta: { reads },
  });

import { queryOptions } from "@tanstack/react-query";
import { commands, type RecordKind, type ReportAsked, type ReportRowsAsked } from "../../api/bindings";
import { call } from "../../api/call";

const reads: readonly RecordKind[] = ["member", "ledger", "stay"];

export const programmeReport = (asked: ReportAsked) =>
  queryOptions({
    queryKey: ["programme-report", asked],
    queryFn: () => call(commands.programmeReport(asked)),
    meta: { reads },
  });

/** How many rows of a figure one page shows. */
export const rowsShown = 200;

/** A page of the rows behind a figure. */
export const reportRows = (asked: ReportRowsAsked) =>
  queryOptions({
    queryKey: ["programme-report", "rows", asked],
    queryFn: () => call(commands.programmeReportRows(asked)),
    meta: { reads },
  });

/** Every posting of the ledger against its laws: asked for by hand, or where the sums do not agree. */
export const ledgerAgrees = (wanted: boolean) =>
  queryOptions({
    queryKey: ["ledger-agrees"],
    queryFn: () => call(commands.ledgerAgrees()),
    enabled: wanted,
    meta: { reads: [] },
  });

import { queryOptions } from "@tanstack/react-query";
import { commands, type RecordKind, type ShiftNamed } from "../../api/bindings";
import { call } from "../../api/call";

const reads: readonly RecordKind[] = ["duty", "ticket", "guest", "stay", "user"];

/** One shift; `null` is the one that is to be handed over. */
export const dutyPage = (shift: ShiftNamed | null) =>
  queryOptions({ queryKey: ["duty", shift], queryFn: () => call(commands.dutyPage(shift)), meta: { reads } });

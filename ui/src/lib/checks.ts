/** How the file stands by the checks that the house makes of it, told by the shell whenever that changes. */
import { type CheckState, commands, type Wrong } from "../api/bindings";
import { onChecks } from "../api/call";
import { useTold } from "./told";

const telling = { hear: onChecks, ask: commands.checkState };
const quiet: CheckState = { running: null, standing: null, failed: null };

export function useCheckState(): CheckState {
  return useTold(telling, quiet);
}

/** What is wrong, the first first: a history that lacks its last rows comes before what a check found. */
export function wrongOf({ standing }: CheckState): readonly Wrong[] {
  if (standing === null) return [];
  const found = standing.checked?.wrong ?? [];
  return standing.lost === null
    ? found
    : [{ what: "chain_shorter", row: String(standing.lost) } as const, ...found];
}

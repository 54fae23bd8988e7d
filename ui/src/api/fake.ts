/**
 * A core made of data, for the scene in a browser and for tests. It answers the commands by the names they have on the
 * wire, so that everything above runs as it is.
 */
import { mockIPC } from "./call";
import type { Done, Fault, RecordKind } from "./bindings";

type Args = Record<string, unknown>;
export type Handlers = Record<string, (args: Args) => unknown>;

/** Answers commands by name from `handlers`; an unknown one is a fault, as it is in the core. */
export function answerWith(handlers: Handlers): void {
  mockIPC(
    (command, args) => {
      const handler = handlers[command];
      if (handler === undefined) throw refused("unknown-command");
      return handler(
        args !== undefined &&
          typeof args === "object" &&
          !Array.isArray(args) &&
          !(args instanceof ArrayBuffer) &&
          !(args instanceof Uint8Array)
          ? args
          : {},
      );
    },
    { shouldMockEvents: true },
  );
}

export function refused(code: string, args: Record<string, string> = {}): Fault {
  return { kind: "refused", code, args };
}

let seq = 100;

export function done<T>(value: T, changed: RecordKind[]): Done<T> {
  seq += 1;
  return { value, changed, seq };
}

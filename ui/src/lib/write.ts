/**
 * The one way to write. It makes a request key once per intent, so that a double click or a retry posts once; refreshes
 * every query that reads a kind of record the write touched; and tells the notices what was done, refused or is unknown.
 */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { createContext, use, useCallback, useRef, useState } from "react";
import type { Done, Fault, RecordKind } from "../api/bindings";
import { type Answer, faultOf } from "../api/call";

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: { reads: readonly RecordKind[] };
  }
}

/** What was saved, in words, and the history line that Ctrl Z takes back. */
export type Saved = { text: string; seq: number | null };

/** Where the frame hears of writes; outside it nothing is shown. */
export type Notices = {
  saved(done: Saved): void;
  /** What was written without a dialog, and refused or failed: the frame says it, since nothing else on the page does. */
  refused: (fault: Fault) => void;
};
export const NoticesContext = createContext<Notices>({ saved: () => {}, refused: () => {} });

/** The command of a write: a request key and its input in, what it made and touched out. */
export type Write<Input, Value> = (key: string, input: Input) => Promise<Answer<Done<Value>>>;

/** What became of a write; the reason for a "no" is in {@link Writing.fault}. */
export type Outcome<Value> = { saved: true; value: Value } | { saved: false };

export type Writing<Input, Value> = {
  write(input: Input): Promise<Outcome<Value>>;
  state: "idle" | "writing" | "checking";
  fault: Fault | null;
  /** Forgets a refusal, for the next try. */
  clear(): void;
};

export async function refresh(client: QueryClient, changed: readonly RecordKind[]): Promise<void> {
  await client.invalidateQueries({
    predicate: (query) => query.meta?.reads.some((kind) => changed.includes(kind)) ?? false,
  });
}

export function useWrite<Input, Value>(
  command: Write<Input, Value>,
  /** What the toast says once it is saved. */
  says: (value: Value, input: Input) => string,
  /** Whether Ctrl Z may take it back: guests, contacts, preferences and promises; all else is put right by a further step. */
  undo: "undoable" | "final" = "final",
): Writing<Input, Value> {
  const client = useQueryClient();
  const notices = use(NoticesContext);
  const [state, setState] = useState<"idle" | "writing" | "checking">("idle");
  const [fault, setFault] = useState<Fault | null>(null);
  const busy = useRef(false);
  const intent = useRef<{ input: string; key: string }>(null);

  const write = async (input: Input): Promise<Outcome<Value>> => {
    if (busy.current) return { saved: false };
    busy.current = true;
    setState("writing");
    setFault(null);
    const text = JSON.stringify(input);
    // An unanswered write keeps its key: the same words again are the same intent, and the core answers what it answered.
    if (intent.current?.input !== text) intent.current = { input: text, key: crypto.randomUUID() };
    try {
      const answer = await command(intent.current.key, input);
      if (answer.status === "error") {
        setFault(answer.error);
        setState(answer.error.kind === "unknown" ? "checking" : "idle");
        if (answer.error.kind !== "unknown") intent.current = null;
        return { saved: false };
      }
      intent.current = null;
      setState("idle");
      await refresh(client, answer.data.changed);
      notices.saved({
        text: says(answer.data.value, input),
        seq: undo === "undoable" ? answer.data.seq : null,
      });
      return { saved: true, value: answer.data.value };
    } catch (thrown) {
      setFault(faultOf(thrown));
      setState("idle");
      return { saved: false };
    } finally {
      busy.current = false;
    }
  };
  return { write, state, fault, clear: useCallback(() => setFault(null), []) };
}

/** An intake that is not saved yet: kept in the hotel's file for its author, a moment after the typing rests. */
import { useCallback, useEffect, useRef, useState } from "react";
import { commands, type Fault, type IntakeDraft } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { beforeLeaving } from "../../lib/leaving";

/** How long the typing rests before the draft is kept, and how long it may go on without. */
const restMs = 900;
const longestMs = 4_000;

export type Keeping = {
  keptAtMs: number | null;
  fault: Fault | null;
  /** Keeps at once what is not kept yet. */
  now: () => void;
  /** Keeps nothing any more, and answers once nothing is on its way: the draft is about to become a ticket. */
  stop: () => Promise<void>;
  /** Keeps again: the ticket was refused. */
  again: () => void;
};

const nothing: Promise<void> = Promise.resolve();

/** Keeps the draft whenever it changed: once the typing rests, when a field is left, and when the page is. */
export function useKeptDraft(draft: IntakeDraft, before: number | null): Keeping {
  const text = JSON.stringify(draft);
  const [keptAtMs, setKept] = useState(before);
  const [fault, setFault] = useState<Fault | null>(null);
  const held = useRef({ draft, text, kept: text, since: 0, ended: false, way: nothing });

  const now = useCallback(() => {
    const { draft: latest, text: words, kept, ended } = held.current;
    if (ended || words === kept) return;
    held.current.kept = words;
    held.current.since = 0;
    // One after the other: what was typed last is what stays.
    held.current.way = held.current.way
      .then(() => keepIt(latest))
      .then(({ at, fault: why }) => {
        if (at !== null) setKept(at);
        return setFault(why);
      });
  }, []);
  const stop = useCallback(() => {
    held.current.ended = true;
    return held.current.way;
  }, []);
  const again = useCallback(() => {
    held.current.ended = false;
  }, []);

  useEffect(() => {
    held.current.draft = draft;
    held.current.text = text;
    if (text === held.current.kept) return undefined;
    const at = Date.now();
    if (held.current.since === 0) held.current.since = at;
    const wait = Math.max(0, Math.min(restMs, held.current.since + longestMs - at));
    const timer = setTimeout(now, wait);
    return () => clearTimeout(timer);
  }, [draft, text, now]);
  useEffect(() => now, [now]);
  useEffect(
    () =>
      beforeLeaving(() => {
        now();
        return held.current.way;
      }),
    [now],
  );
  return { keptAtMs, fault, now, stop, again };
}

async function keepIt(draft: IntakeDraft): Promise<{ at: number | null; fault: Fault | null }> {
  try {
    const answer = await commands.draftKeep(draft);
    return answer.status === "ok" ? { at: answer.data, fault: null } : { at: null, fault: answer.error };
  } catch (thrown) {
    return { at: null, fault: faultOf(thrown) };
  }
}

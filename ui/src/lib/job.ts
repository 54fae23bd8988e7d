/** A command that takes longer than a moment: how far it is, how long it still takes, and its cancel. */
import { useCallback, useMemo, useRef, useState } from "react";
import { commands } from "../api/bindings";
import { Channel } from "../api/call";

/** Milliseconds to go at the pace so far, from the share done (0–1); none while an estimate would only jump about. */
export function leftMs(share: number, passedMs: number): number | null {
  return share < 0.03 ? null : (passedMs * (1 - share)) / share;
}

const onePhase = () => "";

export type Job<Step> = {
  /** How far it is; none before the first word of it and after its end. */
  step: Step | null;
  /** Since it began, or since the present part of it did. */
  passedMs: number;
  /** Begins to listen; the channel goes with the command. */
  begin(): Channel<Step>;
  end(): void;
  /** Asks the core to stop; the command then answers `cancelled`. */
  cancel(): void;
};

/** Follows a command; `phaseOf` names the part of it that a step counts, where each part counts from nought. */
export function useJob<Step>(phaseOf: (step: Step) => string = onePhase): Job<Step> {
  const [heard, setHeard] = useState<{ step: Step; passedMs: number } | null>(null);
  const newest = useRef<Channel<Step>>(null);
  const begin = useCallback(() => {
    let begunMs = performance.now();
    let phase = "";
    const channel = new Channel<Step>((step) => {
      if (phaseOf(step) !== phase) begunMs = performance.now();
      phase = phaseOf(step);
      // What an earlier run still says is no longer asked for.
      if (newest.current === channel) setHeard({ step, passedMs: performance.now() - begunMs });
    });
    newest.current = channel;
    setHeard(null);
    return channel;
  }, [phaseOf]);
  const end = useCallback(() => {
    newest.current = null;
    setHeard(null);
  }, []);
  const cancel = useCallback(() => void commands.cancelJob(), []);
  const step = heard?.step ?? null;
  const passedMs = heard?.passedMs ?? 0;
  return useMemo(() => ({ step, passedMs, begin, end, cancel }), [step, passedMs, begin, end, cancel]);
}

import { useState } from "react";
import type { Fault } from "../api/bindings";
import { type Answer, faultOf } from "../api/call";

/** One command at a time, outside the hotel's writes: whether it runs, and why the last one failed. */
export function useAsked() {
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  /** The answer, or `null` where it was refused: `fault` then says why. */
  const run = async <T>(asked: Promise<Answer<T>>): Promise<T | null> => {
    setBusy(true);
    setFault(null);
    try {
      const answer = await asked;
      if (answer.status === "ok") return answer.data;
      setFault(answer.error);
    } catch (thrown) {
      setFault(faultOf(thrown));
    } finally {
      setBusy(false);
    }
    return null;
  };
  return { run, busy, fault, forget: () => setFault(null) };
}

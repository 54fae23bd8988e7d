import { useState } from "react";
import type { Fault } from "../api/bindings";
import { type Answer, faultOf } from "../api/call";
import { useWait } from "../lib/wait";

/**
 * A PIN that enters itself once its last digit is there: what the boxes show, and how long the core makes one wait.
 * A wrong one empties them; after a right one they stay barred, for the page goes on.
 */
export function useEntering<T>(ask: (pin: string) => Promise<Answer<T>>, then: (given: T) => void) {
  const [pin, setPin] = useState("");
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const wait = useWait(fault);
  const enter = async (full: string) => {
    if (busy) return;
    setBusy(true);
    try {
      const answer = await ask(full);
      if (answer.status === "ok") return then(answer.data);
      setFault(answer.error);
    } catch (thrown) {
      setFault(faultOf(thrown));
    }
    setPin("");
    setBusy(false);
  };
  const boxes = {
    kind: "pin",
    value: pin,
    onChange: setPin,
    onFull: (full: string) => void enter(full),
    bad: fault !== null && pin === "",
    barred: busy || wait > 0,
  } as const;
  return { boxes, fault, wait };
}

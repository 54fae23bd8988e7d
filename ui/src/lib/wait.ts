/** How long a wrong PIN makes one wait, counted down. */
import { useEffect, useState } from "react";
import type { Fault } from "../api/bindings";

const everyMs = 250;

/** Seconds until another PIN may be tried; 0 where nobody need wait. The machine's clock counts, as it does in the core. */
export function useWait(fault: Fault | null): number {
  const until = Number(fault?.args["until_ms"] ?? 0);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = () => {
      setNow(Date.now());
      if (Date.now() >= until) clearInterval(timer);
    };
    const timer = setInterval(tick, everyMs);
    tick();
    return () => clearInterval(timer);
  }, [until]);
  return Math.max(0, Math.ceil((until - now) / 1_000));
}

import { useEffect, useEffectEvent, useState } from "react";

/** What the shell tells of by itself: how to hear it, and how to ask once for what it was told before the page listened. */
type Telling<T> = { hear: (heard: (state: T) => void) => () => void; ask: () => Promise<T> };

/** What was told last: `idle` until then. `then` hears each telling, not the first answer. */
export function useTold<T>({ hear, ask }: Telling<T>, idle: T, then?: (state: T) => void): T {
  const [state, setState] = useState(idle);
  const tell = useEffectEvent((next: T) => then?.(next));
  useEffect(() => {
    let heard = false;
    const stop = hear((next) => {
      heard = true;
      setState(next);
      tell(next);
    });
    const look = async () => {
      const now = await ask();
      // What was told meanwhile is newer than what was asked for.
      if (!heard) setState(now);
    };
    void look();
    return () => {
      heard = true;
      stop();
    };
  }, [hear, ask]);
  return state;
}

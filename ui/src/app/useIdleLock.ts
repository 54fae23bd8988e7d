/** Locks a desk that nobody touches, and tells the shell of every touch: it locks by itself where the page does not. */
import { useEffect, useEffectEvent } from "react";
import { commands } from "../api/bindings";

/** How often the page looks whether the time is over. */
const lookEveryMs = 500;
/** The shell hears of touches no oftener. */
const tellEveryMs = 5_000;
const touches = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;

export function useIdleLock(idleS: number, lock: () => void): void {
  const locks = useEffectEvent(lock);
  useEffect(() => {
    let touchedAt = Date.now();
    let toldAt = touchedAt;
    let locked = false;
    const over = () => {
      // A clock that was set back never lengthens the time; the shell's own clock goes on.
      touchedAt = Math.min(touchedAt, Date.now());
      return Date.now() - touchedAt >= idleS * 1_000;
    };
    const look = () => {
      if (locked || !over()) return;
      locked = true;
      locks();
    };
    const touched = () => {
      // After a night of sleep the first touch comes before the first look: it must not open what should have locked.
      look();
      if (locked) return;
      touchedAt = Date.now();
      if (touchedAt - toldAt < tellEveryMs) return;
      toldAt = touchedAt;
      void tell();
    };
    const tell = async () => {
      if ((await commands.deskTouched()) || locked) return;
      locked = true;
      locks();
    };
    const listening = new AbortController();
    for (const touch of touches)
      window.addEventListener(touch, touched, { capture: true, passive: true, signal: listening.signal });
    const timer = setInterval(look, lookEveryMs);
    return () => {
      clearInterval(timer);
      listening.abort();
    };
  }, [idleS]);
}

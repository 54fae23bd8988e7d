/** A long run of the scene: it tells each step, and stops when it is cancelled. */
import { Channel } from "./call";
import { refused } from "./fake";

export type Run = {
  /** Tells the steps one after another; refuses with `cancelled` once asked to stop. */
  tell<Step>(channel: unknown, steps: readonly Step[]): Promise<void>;
  cancel(): null;
};

export function makeRun(pauseMs: number): Run {
  let cancelled = false;
  return {
    tell: async (channel, steps) => {
      cancelled = false;
      for (const step of steps) {
        if (channel instanceof Channel) channel.onmessage(step);
        await new Promise<void>((resume) => {
          setTimeout(resume, pauseMs);
        });
        if (cancelled) throw refused("cancelled");
      }
    },
    cancel: () => {
      cancelled = true;
      return null;
    },
  };
}

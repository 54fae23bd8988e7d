/** The scene's checks of the file: sound, or edited with `?chain=bad`, not to be read whole with `?chain=unread`. */
import type { CheckState, Wrong } from "./bindings";
import { type Handlers, refused } from "./fake";
import { today } from "./sceneData";

const mac = "7f3a9c1e".repeat(8);

export function checkState(bad: boolean): CheckState {
  const wrong: Wrong[] = bad ? [{ what: "chain_row", row: "31207" }] : [];
  return {
    running: null,
    failed: null,
    standing: {
      checked: {
        day: "2026-07-14",
        at_ms: today("07:02"),
        cause: "day",
        head: { seq: 48_190, mac },
        wrong,
      },
      wrong,
    },
  };
}

export function checkHandlers(chain: string | null): Handlers {
  const bad = chain === "bad";
  return {
    check_state: () => checkState(bad),
    check_now: () => {
      if (chain === "unread") throw refused("disk_full");
      return checkState(bad);
    },
    check_head: ({ text }) => {
      if (typeof text !== "string" || !/\d+\D+[0-9a-f ]{8,}/.test(text)) throw refused("bad_value");
      if (text.startsWith("99")) return { standing: "missing", found: 48_213 };
      return text.includes("7f3a")
        ? { standing: "stands", at_ms: today("07:02"), since: 23 }
        : { standing: "other" };
    },
  };
}

import { type KeyUse, useKeys } from "../../lib/keys";

type Asks = {
  /** While something runs, its own Esc is the only key. */
  busy: boolean;
  /** Nothing where no file is asked for any more. */
  choose: { label: string; run: () => void } | null;
  /** What comes next: look, then take. */
  next: { label: string; run: () => void };
  back: { label: string; run: () => void };
};

/** The keys of a page that takes a file in. */
export function useTakingKeys({ busy, choose, next, back }: Asks): void {
  useKeys(
    busy
      ? []
      : [
          ...(choose === null ? [] : [{ cap: "F5", place: "verb", ...choose } satisfies KeyUse]),
          { cap: "Ctrl Enter", place: "verb", ...next },
          { cap: "Esc", place: "move", ...back },
        ],
  );
}

/** The endings of files that can be read. */
export const endings = ["csv", "txt", "tsv", "tab", "xlsx"];

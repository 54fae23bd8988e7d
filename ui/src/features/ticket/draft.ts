/** What was typed into an intake that was put aside: it stays on this desk until it is saved or the person signs out. */
import { useEffect } from "react";

export type Draft = { who: string; words: string };

let kept: Draft = { who: "", words: "" };

export function keptDraft(): Draft {
  return kept;
}

export function useKeptDraft(draft: Draft): void {
  const { who, words } = draft;
  useEffect(() => {
    kept = { who, words };
  }, [who, words]);
}

export function forgetDraft(): void {
  kept = { who: "", words: "" };
}

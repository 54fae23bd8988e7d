import { useLayoutEffect, useRef } from "react";
import type { Filled } from "./StepDialog";

/**
 * Tells the dialog what the form holds whenever that changes, before another key can come: told any later, a quick Enter
 * would record the step without the last letter.
 */
export function useFilled(filled: Filled, onChange: (filled: Filled) => void): void {
  const text = JSON.stringify(filled);
  const told = useRef("");
  useLayoutEffect(() => {
    if (told.current === text) return;
    told.current = text;
    onChange(filled);
  });
}

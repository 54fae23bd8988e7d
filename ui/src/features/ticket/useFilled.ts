import { useEffect, useRef } from "react";
import type { Filled } from "./StepDialog";

/** Tells the dialog what the form holds whenever that changes. */
export function useFilled(filled: Filled, onChange: (filled: Filled) => void): void {
  const text = JSON.stringify(filled);
  const told = useRef("");
  useEffect(() => {
    if (told.current === text) return;
    told.current = text;
    onChange(filled);
  });
}

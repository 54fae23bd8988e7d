import { useState } from "react";

/** A PIN that is typed twice before it counts: where its owner is, and what to do once it is full. */
export type Twice = {
  /** What stands in the boxes. */
  pin: string;
  setPin: (pin: string) => void;
  /** Whether it is asked for the second time. */
  again: boolean;
  /** Whether the second was another than the first: it is asked for anew. */
  differs: boolean;
  enter: (full: string) => void;
};

/** Calls `keep` with a PIN that was typed twice the same, and asks for it anew after that. */
export function useTwice(keep: (pin: string) => Promise<void>, forget: () => void): Twice {
  const [first, setFirst] = useState<string | null>(null);
  const [pin, setPin] = useState("");
  const [differs, setDiffers] = useState(false);
  const enter = (full: string) => {
    setPin("");
    forget();
    setDiffers(first !== null && first !== full);
    setFirst(first === null ? full : null);
    if (first === full) void keep(full);
  };
  return { pin, setPin, again: first !== null, differs, enter };
}

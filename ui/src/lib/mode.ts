import { useSyncExternalStore } from "react";

/** What the person chose; `system` follows the machine. */
export const modes = ["system", "light", "dark"] as const;
export type Mode = (typeof modes)[number];
export type Shade = "light" | "dark";

const kept = "lobby.mode";
const listeners = new Set<() => void>();
const darkSystem = () => matchMedia("(prefers-color-scheme: dark)");

export function keptMode(): Mode {
  const text = localStorage.getItem(kept);
  return modes.find((mode) => mode === text) ?? "system";
}

export function switchMode(mode: Mode): void {
  localStorage.setItem(kept, mode);
  for (const listener of listeners) listener();
}

function shade(): Shade {
  const mode = keptMode();
  if (mode !== "system") return mode;
  return darkSystem().matches ? "dark" : "light";
}

function subscribe(listener: () => void): () => void {
  const system = darkSystem();
  listeners.add(listener);
  system.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener("change", listener);
  };
}

export function useMode(): Mode {
  return useSyncExternalStore(subscribe, keptMode);
}

export function useShade(): Shade {
  return useSyncExternalStore(subscribe, shade);
}

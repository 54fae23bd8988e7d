import { ContactRound, type LucideIcon, Settings2, Sun } from "lucide-react";
import type { Cap } from "../lib/keys";

export type Place = {
  id: "today" | "guests" | "tickets" | "members" | "group" | "settings";
  to: "/" | "/guest" | "/settings";
  icon: LucideIcon;
  /** Each of the eight places keeps its digit, also while some of them are not built. */
  cap: Cap;
};

/** The places at the left that are built. */
export const places: readonly Place[] = [
  { id: "today", to: "/", icon: Sun, cap: "Ctrl 1" },
  { id: "guests", to: "/guest", icon: ContactRound, cap: "Ctrl 2" },
  { id: "settings", to: "/settings", icon: Settings2, cap: "Ctrl 8" },
];

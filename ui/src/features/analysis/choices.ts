import type { Prevention } from "../../api/bindings";

export const preventions: readonly Prevention[] = [
  "quality",
  "service",
  "aftercare",
  "communication",
  "satisfaction",
];

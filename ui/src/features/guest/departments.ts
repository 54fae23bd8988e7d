import type { Department } from "../../api/bindings";

/** The departments that prepare something for a guest. */
export const departments = [
  "housekeeping",
  "food_beverage",
  "front_office",
  "engineering",
  "security",
  "sales",
  "recreation",
  "management",
] as const satisfies readonly Department[];

import type { Department } from "../api/bindings";

/** Every department, in the order of the house. */
export const departments = [
  "front_office",
  "housekeeping",
  "food_beverage",
  "engineering",
  "security",
  "sales",
  "finance",
  "recreation",
  "management",
] as const satisfies readonly Department[];

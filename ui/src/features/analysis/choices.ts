import type { Department, Prevention } from "../../api/bindings";

export const departments: readonly Department[] = [
  "front_office",
  "housekeeping",
  "food_beverage",
  "engineering",
  "security",
  "sales",
  "finance",
  "recreation",
  "management",
];

export const preventions: readonly Prevention[] = [
  "quality",
  "service",
  "aftercare",
  "communication",
  "satisfaction",
];

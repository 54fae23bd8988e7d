/** Who may work on what a guest says, in the order of the house. */
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
] as const;

/** Tasks of a service plan as people read them. */
import type { PlanTask } from "../api/bindings";
import { word } from "./i18n";

/** A task in words: what somebody wrote, or the line of the house's reception standard. */
export const taskWords = (task: PlanTask): string =>
  task.origin === "standard" ? word("standard", task.words) : task.words;

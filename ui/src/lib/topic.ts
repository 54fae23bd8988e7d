/** What a ticket is about, in words: a complaint by its problem, anything else by its kind first. */
import type { TicketKind } from "../api/bindings";
import { word } from "./i18n";

export const ticketKinds = ["complaint", "praise", "suggestion", "opinion"] as const satisfies TicketKind[];
export const otherKinds = ["praise", "suggestion", "opinion"] as const satisfies TicketKind[];

export function topicOf(one: { kind: TicketKind; problem: string }): string {
  if (one.kind === "complaint") return word("problem", one.problem);
  const kind = word("ticketKind", one.kind);
  return one.problem === "other" ? kind : `${kind} · ${word("problem", one.problem)}`;
}

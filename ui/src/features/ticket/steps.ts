/** What the window knows of the seven steps: their numbers and how a recorded one reads. */
import type { StepBody, Ticket, TicketId } from "../../api/bindings";

export const stepNumbers = [1, 2, 3, 4, 5, 6, 7] as const;
export type StepNumber = (typeof stepNumbers)[number];

export const numberOfStep = {
  record: 1,
  judge: 2,
  assign: 3,
  analyse: 4,
  propose: 5,
  approve: 6,
  carry_out: 7,
} as const satisfies Record<StepBody["step"], StepNumber>;

/** Where the words of a step wait that is not recorded yet. */
export const stepPlace = (ticket: TicketId, number: StepNumber) => `step/${ticket}/${number}`;
/** Where the words of a note wait that is not kept yet. */
export const notePlace = (ticket: TicketId) => `note/${ticket}`;

/** Every record of one step, oldest first: the last one counts, the others were amended. */
export function recordsOf(ticket: Ticket, number: StepNumber) {
  return ticket.steps.filter((record) => numberOfStep[record.body.step] === number);
}

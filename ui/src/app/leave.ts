import { createContext } from "react";
import type { UserId } from "../api/bindings";

/** How the desk is left: by a key, or since nobody touched it. */
export type Left = "by_key" | "by_itself";

/** Locks the desk; the frame's pages know no other way out. */
export const LeaveContext = createContext<(how: Left) => Promise<void>>(() => Promise.resolve());

/** How long what is not kept yet may hold up a lock. */
const keepMs = 3_000;

/** Answers once `work` has, or the time for it is over. */
export async function within(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((answer) => {
    timer = setTimeout(answer, keepMs);
  });
  await Promise.race([work, over]);
  clearTimeout(timer);
}

/** Where each person was when the desk locked over them: an address with ids, which brings nobody else there. */
const wasAt = new Map<UserId, string>();

/** Remembers where somebody was who did not mean to leave, and shows nothing of it to the next. */
export function leavePlace(user: UserId, how: Left): void {
  if (how === "by_itself") wasAt.set(user, window.location.hash);
  else wasAt.delete(user);
  window.location.hash = "#/";
}

/** Brings somebody back to where they were. */
export function takePlace(user: UserId): void {
  window.location.hash = wasAt.get(user) ?? "#/";
  wasAt.delete(user);
}

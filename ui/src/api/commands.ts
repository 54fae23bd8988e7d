/** The commands the window asks of the core, until the generated bindings take their place. */
import { Channel, invoke } from "@tauri-apps/api/core";
import type {
  DeskState,
  Done,
  Fault,
  Found,
  GuestPage,
  HistoryLine,
  MadeSteps,
  Preview,
  Result,
  RevealReason,
  Today,
  Wish,
  WishKind,
} from "./draft";

function isFault(thrown: unknown): thrown is Fault {
  return (
    typeof thrown === "object" && thrown !== null && "kind" in thrown && "code" in thrown && "args" in thrown
  );
}

async function ask<T>(command: string, args: Record<string, unknown> = {}): Promise<Result<T>> {
  try {
    return { status: "ok", data: await invoke<T>(command, args) };
  } catch (thrown) {
    if (isFault(thrown)) return { status: "error", error: thrown };
    throw thrown;
  }
}

export const commands = {
  desk: () => ask<DeskState>("desk"),
  signIn: (staffId: string, pin: string) => ask<null>("sign_in", { staffId, pin }),
  signOut: () => ask<null>("sign_out"),
  makePractice: (onStep: (step: MadeSteps) => void) => {
    const steps = new Channel<MadeSteps>(onStep);
    return ask<null>("make_practice", { steps });
  },
  cancelPractice: () => ask<null>("cancel_practice"),
  createHotel: (input: {
    hotel: string;
    rooms: number;
    dayEndsHour: number;
    passphrase: string;
    name: string;
    pin: string;
  }) => ask<null>("create_hotel", { input }),
  openBackup: (input: { path: string; passphrase: string }) => ask<null>("open_backup", { input }),
  today: () => ask<Today>("today"),
  find: (text: string) => ask<Found>("find", { text }),
  preview: (guestId: string) => ask<Preview>("preview", { guestId }),
  guest: (guestId: string) => ask<GuestPage>("guest", { guestId }),
  history: (record: string) => ask<HistoryLine[]>("history", { record }),
  reveal: (input: { contactId: string; reason: RevealReason }, key: string) =>
    ask<Done<string>>("reveal", { input, key }),
  addWish: (
    input: { guestId: string; kind: WishKind; text: string; observed: boolean; consent: boolean },
    key: string,
  ) => ask<Done<Wish>>("add_wish", { input, key }),
  keepPromise: (input: { promiseId: string; note: string }, key: string) =>
    ask<Done<null>>("keep_promise", { input, key }),
  tickTask: (input: { taskId: string; done: boolean }, key: string) =>
    ask<Done<null>>("tick_task", { input, key }),
  undo: (key: string) => ask<Done<null>>("undo", { key }),
};

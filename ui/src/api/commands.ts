/** The commands the window asks of the core, until the generated bindings take their place. */
import { Channel, invoke } from "./call";
import type {
  Briefing,
  Card,
  ContactId,
  DeskState,
  Done,
  Fault,
  GuestId,
  HistoryLine,
  Hit,
  MadeSteps,
  NewGuest,
  PreferenceId,
  PreferenceKind,
  PromiseId,
  RecordId,
  Result,
  UserId,
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

export type NewHotel = {
  name: string;
  code: string;
  currency: string;
  time_zone: string;
  day_ends_hour: number;
  passphrase: string;
  administrator: string;
  pin: string;
};

export const commands = {
  desk: () => ask<DeskState>("desk"),
  unlock: (passphrase: string) => ask<null>("unlock", { passphrase }),
  signIn: (user: UserId, pin: string) => ask<null>("sign_in", { user, pin }),
  signOut: () => ask<null>("sign_out"),
  makePractice: (onStep: (step: MadeSteps) => void) =>
    ask<null>("make_practice", { steps: new Channel<MadeSteps>(onStep) }),
  cancelPractice: () => ask<null>("cancel_practice"),
  createHotel: (input: NewHotel) => ask<null>("create_hotel", { input }),
  openBackup: (input: { path: string; passphrase: string }) => ask<null>("open_backup", { input }),
  briefing: () => ask<Briefing>("briefing"),
  find: (words: string) => ask<Hit[]>("find", { words }),
  guestCard: (guest: GuestId) => ask<Card>("guest_card", { guest }),
  historyOf: (record: RecordId) => ask<HistoryLine[]>("history_of", { record }),
  reveal: (input: { contact: ContactId; reason: string }, key: string) =>
    ask<Done<string>>("reveal", { input, key }),
  addGuest: (input: NewGuest, key: string) => ask<Done<GuestId>>("add_guest", { input, key }),
  addPreference: (
    input: {
      guest: GuestId;
      kind: PreferenceKind;
      words: string;
      origin: "asked" | "observed";
      consent: boolean;
      source: string;
    },
    key: string,
  ) => ask<Done<PreferenceId>>("add_preference", { input, key }),
  settlePromise: (input: { promise: PromiseId; kept: boolean; reason: string }, key: string) =>
    ask<Done<PromiseId>>("settle_promise", { input, key }),
  undo: (input: { seq: number }, key: string) => ask<Done<RecordId>>("undo", { input, key }),
};

/** The one file that knows Tauri. The generated bindings and the fake core reach it through here. */
import { type InvokeArgs, invoke as send } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { open } from "@tauri-apps/plugin-dialog";
import type { BackupState, CheckState, Fault, ImportLanded, NightlyState, RoutineRunning } from "./bindings";

export { Channel } from "@tauri-apps/api/core";
export { mockIPC } from "@tauri-apps/api/mocks";

/** Asks the person for their PIN once more; whether they gave it. */
type AskPin = () => Promise<boolean>;

const pins: { ask: AskPin | null; asked: Promise<boolean> | null } = { ask: null, asked: null };

/** Has `ask` called wherever the core refused for want of a PIN given just now; the answer takes it back. */
export function askPinWith(ask: AskPin): () => void {
  pins.ask = ask;
  return () => {
    if (pins.ask === ask) pins.ask = null;
  };
}

/** Sends a command. One that asks for the PIN again is sent again once it was given: with the same request key, so once. */
export async function invoke<T>(command: string, args?: InvokeArgs): Promise<T> {
  try {
    return await send<T>(command, args);
  } catch (thrown) {
    if (pins.ask === null || !wantsPin(thrown)) throw thrown;
    // Of several at the same time one asks, and all wait for it.
    pins.asked ??= pins.ask().finally(() => {
      pins.asked = null;
    });
    if (!(await pins.asked)) throw thrown;
    return send<T>(command, args);
  }
}

function wantsPin(thrown: unknown): boolean {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && thrown.code === "pin_again";
}

/** What a command answers. */
export type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: Fault };

/** A command's "no", thrown so that queries and writes can tell it from a bug. */
export class Refused extends Error {
  constructor(readonly fault: Fault) {
    super(fault.code);
    this.name = "Refused";
  }
}

/** The value of a command's answer; throws {@link Refused} where the core said no. */
export async function call<T>(answer: Promise<Answer<T>>): Promise<T> {
  const result = await answer;
  if (result.status === "error") throw new Refused(result.error);
  return result.data;
}

/** What a thrown value says as a fault; anything we do not know is a failure of the window itself. */
export function faultOf(thrown: unknown): Fault {
  return thrown instanceof Refused ? thrown.fault : { kind: "failed", code: "window_failed", args: {} };
}

/** Makes of an event of the shell a function that calls `heard` with each of its payloads and returns how to stop. */
function told<T>(event: string): (heard: (payload: T) => void) => () => void {
  return (heard) => {
    const listening = listen<T>(event, ({ payload }) => heard(payload));
    return () => void listening.then((stop) => stop());
  };
}

/** Somebody wrote into the file beside this window, or the hotel's day turned. */
export const onOutsideWrite = told<unknown>("outside-write");
/** The shell locked the desk by itself. */
export const onDeskLocked = told<unknown>("desk-locked");
/** What became of files that landed in the watched folder. */
export const onLanded = told<readonly ImportLanded[]>("files-landed");
/** The nightly run goes on. */
export const onNightly = told<NightlyState>("nightly");
/** The house's backups go on or stand otherwise. */
export const onBackups = told<BackupState>("backups");
/** The file was held against itself, or stands otherwise. */
export const onChecks = told<CheckState>("checks");
/** A package that is made by itself goes on. */
export const onRoutine = told<RoutineRunning>("routine");

/** Asks the person for a folder; its path, or `null` when they think better of it. */
export function chooseFolder(title: string): Promise<string | null> {
  return open({ title, multiple: false, directory: true });
}

/** Asks the person for a file; its path, or `null` when they think better of it. */
export function chooseFile(title: string, extensions: string[]): Promise<string | null> {
  return open({ title, multiple: false, directory: false, filters: [{ name: title, extensions }] });
}

/** Asks the person for one or more files; their paths, none when they think better of it. */
export async function chooseFiles(title: string, extensions: string[]): Promise<string[]> {
  const chosen = await open({
    title,
    multiple: true,
    directory: false,
    filters: [{ name: title, extensions }],
  });
  return chosen ?? [];
}

const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text, such as a part of an address, has the form of a record's id. */
export function isId<Id extends string>(text: string): text is Id {
  return idForm.test(text);
}

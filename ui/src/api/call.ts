import type { Fault, Result } from "./draft";

/** A command's "no", thrown so that queries and writes can tell it from a bug. */
export class Refused extends Error {
  constructor(readonly fault: Fault) {
    super(fault.code);
    this.name = "Refused";
  }
}

/** The value of a command's answer; throws {@link Refused} where the core said no. */
export async function call<T>(answer: Promise<Result<T>>): Promise<T> {
  const result = await answer;
  if (result.status === "error") throw new Refused(result.error);
  return result.data;
}

/** What a thrown value says as a fault; anything we do not know is a failure of the window itself. */
export function faultOf(thrown: unknown): Fault {
  return thrown instanceof Refused ? thrown.fault : { kind: "failed", code: "window", args: {} };
}

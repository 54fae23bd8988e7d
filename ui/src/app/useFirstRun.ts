import { useState } from "react";
import {
  commands,
  type NewHotelForm,
  type NewHotelMade,
  type Rescued,
  type Start,
  type Step,
} from "../api/bindings";
import { Channel } from "../api/call";
import { useAsked } from "../lib/asked";
import { leftMs } from "../lib/job";

/** The ways to begin. */
export type Way = "open" | "hotel" | "backup" | "practice";

/** Three at a time: where the hotel's file lies here already it is opened, for a second one is not made. */
export const waysOf = ({ hotel_here: here }: Start): readonly Way[] => [
  here ? "open" : "hotel",
  "backup",
  "practice",
];

type Stage =
  | { at: "choose" }
  | { at: "hotel" }
  | { at: "backup" }
  | { at: "key"; made: NewHotelMade }
  | { at: "rescued"; rescued: Rescued }
  | { at: "making"; step: Step; leftMs: number | null };

/** As many guests as the practice hotel of the window has. */
const practiceGuests = 80_000;

/** Where a first start stands, and what brings it on; `onStart` is told the state in which Lobby then is. */
export function useFirstRun(onStart: (start: Start) => void) {
  const [stage, setStage] = useState<Stage>({ at: "choose" });
  const { run, busy, fault, forget } = useAsked();
  const practise = async () => {
    const begunMs = performance.now();
    const progress = new Channel<Step>((step) => {
      const share = step.total === 0 ? 0 : step.done / step.total;
      setStage({ at: "making", step, leftMs: leftMs(share, performance.now() - begunMs) });
    });
    setStage({ at: "making", step: { done: 0, total: 0 }, leftMs: null });
    const next = await run(commands.makePractice(practiceGuests, progress));
    if (next === null) setStage({ at: "choose" });
    else onStart(next);
  };
  const make = async (form: NewHotelForm) => {
    const made = await run(commands.makeHotel(form));
    if (made !== null) setStage({ at: "key", made });
  };
  const restore = async (path: string, passphrase: string) => {
    const next = await run(commands.openBackup(path, passphrase));
    if (next !== null) setStage({ at: "rescued", rescued: next });
  };
  const reopen = async () => {
    const next = await run(commands.goToHotel());
    if (next !== null) onStart(next);
  };
  const go = (way: Way) => {
    if (way === "practice") void practise();
    else if (way === "open") void reopen();
    else setStage({ at: way });
  };
  const back = () => {
    forget();
    setStage({ at: "choose" });
  };
  return { stage, go, back, make, restore, busy, fault };
}

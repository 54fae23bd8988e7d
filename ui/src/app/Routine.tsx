import { useTranslation } from "react-i18next";
import { commands, type RoutineRunning, type RoutineStep } from "../api/bindings";
import { onRoutine } from "../api/call";
import { useMay } from "../lib/desk";
import { useTold } from "../lib/told";

const telling = { hear: onRoutine, ask: commands.routineRunning };
const idle: RoutineRunning = { state: "idle" };

/** On the key line while a package for the group is made by itself: which of how many, how far it is, and its cancel. */
export function Routine() {
  const { t } = useTranslation();
  const may = useMay();
  const state = useTold(telling, idle);
  if (state.state === "idle") return null;
  const { step } = state;
  const percent = percentOf(step);
  return (
    <span role="status" className="num">
      {t("routine.running", { place: step.place, of: step.of, percent })}{" "}
      <progress max={100} value={percent} aria-label={t("routine.runningLabel")} style={{ width: 64 }} />{" "}
      {may("run_export_routine") && (
        <button type="button" className="linkish" onClick={() => void commands.routineCancel()}>
          {t("nightly.cancel")}
        </button>
      )}
    </span>
  );
}

/** Tables are nine tenths of the way, sealing and handing over the rest. */
function percentOf({ step: { place, sheets, handed } }: RoutineStep): number {
  if (handed !== null) return 90 + (handed.all === 0 ? 0 : Math.round((handed.done / handed.all) * 10));
  return sheets === 0 ? 0 : Math.round(((place - 1) / sheets) * 90);
}

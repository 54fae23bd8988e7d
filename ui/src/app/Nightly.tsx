import { useTranslation } from "react-i18next";
import { commands, type DuplicateProgress, type NightlyState } from "../api/bindings";
import { onNightly } from "../api/call";
import { useMay } from "../lib/desk";
import { useTold } from "../lib/told";

const telling = { hear: onNightly, ask: commands.nightlyState };
const idle: NightlyState = { state: "idle" };

/** On the key line while the house looks for duplicates by itself: how far it is, and its cancel. */
export function Nightly() {
  const { t } = useTranslation();
  const may = useMay();
  const state = useTold(telling, idle);
  if (state.state === "idle") return null;
  if (state.state === "clock_back") return <span className="am">{t("nightly.clockBack")}</span>;
  const percent = percentOf(state.progress);
  return (
    <span role="status" className="num">
      {t("nightly.running", { percent })}{" "}
      <progress max={100} value={percent} aria-label={t("nightly.label")} style={{ width: 64 }} />{" "}
      {may("find_duplicates") && (
        <button type="button" className="linkish" onClick={() => void commands.nightlyCancel()}>
          {t("nightly.cancel")}
        </button>
      )}
    </span>
  );
}

/** What each part of a run takes of the whole, in hundredths; where it begins, and how much it is. */
const parts = {
  read: [0, 20],
  learn: [20, 20],
  compare: [40, 55],
  keep: [95, 5],
} as const;

/** How far a run is as a whole, in hundredths: each of its parts counts from nought. */
function percentOf({ stage, done, total }: DuplicateProgress): number {
  const [from, share] = parts[stage];
  return Math.round(from + (total === 0 ? 0 : (done / total) * share));
}

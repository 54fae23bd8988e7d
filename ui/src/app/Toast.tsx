import { Check, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Keycap } from "../components/Keycap";
import type { Shown } from "./useNotices";

/** One sentence about what was just saved, with its way back. */
export function Toast({ shown, onUndo }: { shown: Shown | null; onUndo: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown !== null && (
        <div className="toast">
          {shown.refused ? <TriangleAlert size={16} aria-hidden /> : <Check size={16} aria-hidden />}
          <span>{shown.text}</span>
          {shown.seq !== null && (
            <button type="button" className="row g1" onClick={onUndo}>
              {t("undo")} <Keycap cap="Ctrl Z" />
            </button>
          )}
        </div>
      )}
    </div>
  );
}

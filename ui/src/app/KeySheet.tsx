import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../components/Dialog";
import { Keycap } from "../components/Keycap";
import { byCap, shownOnce, useKeysInForce } from "../lib/keys";

/** Behind `?`: every key that works on this page. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  // The sheet's own dialog takes the board over, so it lists what was in force when it opened.
  const inForce = useKeysInForce();
  const [keys] = useState(() => shownOnce(inForce).toSorted(byCap));
  return (
    <Dialog title={t("key.sheet")} onClose={onClose} width={640}>
      <ul className="sheet-keys">
        {keys.map((key) => (
          <li key={key.cap}>
            <span>
              {(key.shown ?? [key.cap]).map((cap) => (
                <Keycap key={cap} cap={cap} />
              ))}
            </span>
            <span>{key.label}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

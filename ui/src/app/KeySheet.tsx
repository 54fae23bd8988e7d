import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../components/Dialog";
import { Keycap } from "../components/Keycap";
import { type Cap, type KeyUse, useKeysInForce } from "../lib/keys";

/** Newest first, and of two uses of one key the one that is in force. */
function shownOnce(keys: readonly KeyUse[]): KeyUse[] {
  const newest = new Map<Cap, KeyUse>();
  for (const key of keys.toReversed())
    if (key.label !== undefined && !newest.has(key.cap)) newest.set(key.cap, key);
  return [...newest.values()];
}

/** Behind `?`: every key that works on this page. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  // The sheet's own dialog takes the board over, so it lists what was in force when it opened.
  const inForce = useKeysInForce();
  const [keys] = useState(() => shownOnce(inForce));
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

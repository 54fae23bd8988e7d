import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Start, type User } from "../api/bindings";
import { CodeInput } from "../components/CodeInput";
import { Keycap } from "../components/Keycap";
import { Refusal } from "../components/States";
import { useKeys } from "../lib/keys";
import { Wait } from "./Wait";
import { useEntering } from "./useEntering";

type Props = {
  user: User;
  onLeave: () => void;
  /** A letter before any digit: somebody else's name begins. */
  onLetter: (letter: string) => void;
  onStart: (start: Start) => void;
};

/** Six boxes that enter by themselves; after a wrong PIN the core makes one wait, longer each time. */
export function Pin({ user, onLeave, onLetter, onStart }: Props) {
  const { t } = useTranslation();
  const { boxes, fault, wait } = useEntering((pin) => commands.signIn(user.sign_in, pin), onStart);
  useKeys([{ cap: "Esc", run: onLeave }]);
  useLettersInstead(boxes.value === "", onLetter);
  return (
    <div className="pin">
      <div className="row" style={{ alignItems: "flex-end", gap: 20 }}>
        <div>
          <div className="row b" style={{ marginBottom: 8, gap: 4 }}>
            <b>{user.name}</b> {t("signin.pinOf")}
          </div>
          <CodeInput label={t("signin.pinLabel", { name: user.name })} {...boxes} />
        </div>
        <button type="button" className="btn swap" onClick={onLeave}>
          {t("signin.swap")} <Keycap cap="Esc" />
        </button>
      </div>
      <div className={fault === null ? "sm i2" : undefined} style={{ marginTop: 12 }}>
        {wait > 0 ? <Wait seconds={wait} /> : fault === null ? t("signin.pinHow") : <Refusal fault={fault} />}
      </div>
    </div>
  );
}

function useLettersInstead(listens: boolean, onLetter: (letter: string) => void): void {
  const tell = useEffectEvent(onLetter);
  useEffect(() => {
    if (!listens) return undefined;
    const pressed = (event: KeyboardEvent) => {
      if (/^[a-z]$/i.test(event.key) && !event.ctrlKey && !event.altKey) tell(event.key);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [listens]);
}

import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "../api/bindings";
import { askPinWith } from "../api/call";
import { CodeInput } from "../components/CodeInput";
import { Dialog } from "../components/Dialog";
import { Refusal } from "../components/States";
import { useDesk } from "../lib/desk";
import { Wait } from "./Wait";
import { useEntering } from "./useEntering";

/** What waits for a PIN, and what hears whether it was given. */
type Asking = { answer: (given: boolean) => void };

/** Asks for one's PIN once more wherever the core refused for want of it; what was refused is then done again by itself. */
export function PinAgain() {
  const [asking, setAsking] = useState<Asking | null>(null);
  useEffect(() => askPinWith(() => new Promise<boolean>((answer) => setAsking({ answer }))), []);
  if (asking === null) return null;
  const answer = (given: boolean) => {
    setAsking(null);
    asking.answer(given);
  };
  return <PinDialog onGiven={() => answer(true)} onClose={() => answer(false)} />;
}

function PinDialog({ onGiven, onClose }: { onGiven: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { user } = useDesk();
  const { boxes, fault, wait } = useEntering(commands.pinAgain, onGiven);
  return (
    <Dialog title={t("pinAgain.title")} aside={user.name} onClose={onClose}>
      <div className="col" style={{ gap: 12 }}>
        <div className="i2">{t("pinAgain.why")}</div>
        <CodeInput label={t("signin.pinLabel", { name: user.name })} {...boxes} />
        {wait > 0 ? <Wait seconds={wait} /> : fault !== null && <Refusal fault={fault} />}
      </div>
    </Dialog>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type SealKeyByPin } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { PinInput } from "../../components/PinInput";
import { Refusal } from "../../components/States";
import { pinDigits } from "../../lib/digits";
import { useWrite } from "../../lib/write";
import { fours } from "./digest";
import { sealKey } from "./queries";

/** Longest text that can be pasted as a key: a wrong one is told apart, not cut into another. */
const keyMax = 2_000;

/** Head office's public key: set once with one's own PIN again; from then on every package leaves sealed to it. */
export function SealKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const current = useQuery(sealKey()).data ?? null;
  const [recipient, setRecipient] = useState("");
  const [whose, setWhose] = useState("");
  const [pin, setPin] = useState("");
  const setting = useWrite(
    (key: string, input: SealKeyByPin) => commands.sealKeySet(key, input),
    (set) => t("group.keySet", { fingerprint: fours(set.fingerprint) }),
  );
  const lacks = useLacks(recipient, whose, pin);
  const set = async () => {
    const wanted = { recipient: recipient.trim(), whose: whose.trim(), seen: current?.version ?? 0 };
    if ((await setting.write({ set: wanted, pin })).saved) onClose();
  };
  return (
    <Dialog
      title={t("group.keyTitle")}
      onClose={onClose}
      width={600}
      confirm={{
        label: t("group.keySave"),
        run: () => void set(),
        busy: setting.state === "writing",
        lacks,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <p className="i2">{t("group.keyWhat")}</p>
        {current !== null && (
          <p className="sm m num">
            {t("group.keyNow", { whose: current.whose, fingerprint: fours(current.fingerprint) })}
          </p>
        )}
        <Field id="seal-key" label={t("group.keyText")}>
          {(id) => (
            <TextInput
              id={id}
              value={recipient}
              onChange={setRecipient}
              maxLength={keyMax}
              placeholder="age1…"
              focused
            />
          )}
        </Field>
        <Field id="seal-whose" label={t("group.keyWhose")}>
          {(id) => <TextInput id={id} value={whose} onChange={setWhose} maxLength={200} />}
        </Field>
        <PinInput id="seal-pin" label={t("group.keyPin")} value={pin} onChange={setPin} />
        {setting.fault !== null && <Refusal fault={setting.fault} />}
      </div>
    </Dialog>
  );
}

function useLacks(recipient: string, whose: string, pin: string): string | undefined {
  const { t } = useTranslation();
  if (recipient.trim() === "") return t("group.lacksKey");
  if (whose.trim() === "") return t("group.lacksWhose");
  return pin.length < pinDigits ? t("group.lacksPin") : undefined;
}

import { Handshake } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "../../api/commands";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useWrite } from "../../lib/write";

type Props = { promise: { id: string; text: string }; onClose: () => void };

/** F8: what was done to keep the promise, in a few words. */
export function KeepPromiseDialog({ promise, onClose }: Props) {
  const { t } = useTranslation();
  const [note, setNote] = useState("");
  const keep = useWrite(commands.keepPromise, () => t("promise.kept"));
  const save = async () => {
    if ((await keep.write({ promiseId: promise.id, note: note.trim() })).saved) onClose();
  };
  return (
    <Dialog
      title={
        <>
          <Handshake size={16} className="am" aria-hidden /> {t("promise.keep")}
        </>
      }
      onClose={onClose}
      confirm={{
        label: t("promise.keepIt"),
        run: () => void save(),
        busy: keep.state === "writing",
        lacks: note.trim() === "" ? t("promise.lacks") : undefined,
      }}
    >
      <div style={{ marginBottom: 12 }}>{promise.text}</div>
      <Field label={t("promise.how")}>
        {(id) => <TextInput id={id} value={note} onChange={setNote} focused maxLength={200} />}
      </Field>
      {keep.fault !== null && (
        <div style={{ marginTop: 12 }}>
          <Refusal fault={keep.fault} />
        </div>
      )}
    </Dialog>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type TicketId } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useWrite } from "../../lib/write";

/** F2: one more line of what happened; it cannot be changed, only followed by another. */
export function NoteDialog({ ticket, onClose }: { ticket: TicketId; onClose: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const note = useWrite(commands.ticketNote, () => t("ticket.noted"));
  const save = async () => {
    const outcome = await note.write({ ticket, words: words.trim() });
    if (outcome.saved) onClose();
  };
  return (
    <Dialog
      title={t("ticket.note")}
      onClose={onClose}
      confirm={{
        label: t("ticket.keepNote"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: note.state === "writing",
        lacks: words.trim() === "" ? t("ticket.lacksWords") : undefined,
      }}
    >
      <Field label={t("ticket.noteHint")}>
        {(id) => <TextArea id={id} value={words} onChange={setWords} rows={3} maxLength={1000} focused />}
      </Field>
      {note.fault !== null && <Refusal fault={note.fault} />}
    </Dialog>
  );
}

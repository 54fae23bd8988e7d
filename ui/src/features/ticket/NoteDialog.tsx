import { useTranslation } from "react-i18next";
import { commands, type TicketId } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { notePlace } from "./steps";

type Props = { ticket: TicketId; onClose: () => void };

/** F2: one more line of what happened; it cannot be changed, only followed by another. */
export function NoteDialog({ ticket, onClose }: Props) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(notePlace(ticket), onClose);
  const [words, setWords] = useKeptText("words", "", form);
  const note = useWrite(commands.ticketNote, () => t("ticket.noted"));
  const save = async () => {
    const outcome = await note.write({ ticket, words: words.trim() });
    if (outcome.saved) shut();
  };
  return (
    <Dialog
      title={t("ticket.note")}
      onClose={shut}
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

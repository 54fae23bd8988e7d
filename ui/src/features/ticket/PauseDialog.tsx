import { useTranslation } from "react-i18next";
import { commands, type PauseReason, type TicketId } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useNth } from "../../lib/nth";
import { useDraft, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

const reasons: readonly PauseReason[] = ["guest", "parts", "authority", "other"];

/** Alt P: the clocks stand still, with a reason; the first answer's runs on. */
export function PauseDialog({ ticket, onClose }: { ticket: TicketId; onClose: () => void }) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`pause/${ticket}`, onClose);
  const [reason, setReason] = useKeptChoice<PauseReason, PauseReason>("reason", "guest", reasons, form);
  const [words, setWords] = useKeptText("words", "", form);
  const pause = useWrite(commands.ticketPause, () => t("pause.begun"));
  useNth(["pause-reason"]);
  const save = async () => {
    const outcome = await pause.write({ ticket, reason, words: words.trim() });
    if (outcome.saved) shut();
  };
  return (
    <Dialog
      title={t("pause.title")}
      onClose={shut}
      confirm={{
        label: t("pause.begin"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: pause.state === "writing",
        lacks: words.trim() === "" ? t("pause.lacksWords") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Segment
          id="pause-reason"
          label={t("pause.reason")}
          value={reason}
          onChange={setReason}
          choices={reasons.map((one) => ({ value: one, label: t(`pause.reason.${one}`) }))}
        />
        <Field label={t("pause.words")}>
          {(id) => <TextArea id={id} value={words} onChange={setWords} rows={2} maxLength={200} focused />}
        </Field>
        <p className="sm m">{t("pause.answerRuns")}</p>
        {pause.fault !== null && <Refusal fault={pause.fault} />}
      </div>
    </Dialog>
  );
}

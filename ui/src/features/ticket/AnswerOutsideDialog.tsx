import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type External, type TicketId } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { isDay } from "./RaiseOutsideDialog";

type Props = { ticket: TicketId; external: External; onClose: () => void };

/** The written answer that went to the body: when, how, what it says. It is recorded once. */
export function AnswerOutsideDialog({ ticket, external, onClose }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [day, setDay] = useState<string>(desk.today);
  const { form, shut } = useDraft(`outside/${ticket}/${external.id}`, onClose);
  const [how, setHow] = useKeptText("how", "", form);
  const [words, setWords] = useKeptText("words", "", form);
  const answer = useWrite(commands.externalAnswer, () => t("outside.answerKept"));
  const save = async () => {
    const outcome = await answer.write({
      external: external.id,
      answered_on: day.trim(),
      sent_how: how.trim(),
      words: words.trim(),
    });
    if (outcome.saved) shut();
  };
  const lacks = !isDay(day)
    ? t("outside.badDay")
    : how.trim() === ""
      ? t("outside.lacksHow")
      : words.trim() === ""
        ? t("ticket.lacksWords")
        : undefined;
  return (
    <Dialog
      title={t("outside.answer")}
      aside={external.reference}
      onClose={shut}
      confirm={{
        label: t("step.keep"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: answer.state === "writing",
        lacks,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Field label={t("outside.answeredOn")}>
          {(id) => <TextInput id={id} value={day} onChange={setDay} maxLength={10} />}
        </Field>
        <Field label={t("outside.how")}>
          {(id) => <TextInput id={id} value={how} onChange={setHow} maxLength={200} focused />}
        </Field>
        <Field label={t("outside.answerWords")}>
          {(id) => <TextArea id={id} value={words} onChange={setWords} rows={3} maxLength={1000} />}
        </Field>
        <p className="sm m">{t("outside.once")}</p>
        {answer.fault !== null && <Refusal fault={answer.fault} />}
      </div>
    </Dialog>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type ExternalBody, type TicketId } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea, TextInput } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { useDraft, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

const bodies = ["12315", "tourism", "other"] as const satisfies ExternalBody[];
export const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text.trim());

/** Alt W: the guest went to 12315, the tourism authority or another body; the term for the answer begins. */
export function RaiseOutsideDialog({ ticket, onClose }: { ticket: TicketId; onClose: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { form, shut } = useDraft(`outside/${ticket}`, onClose);
  const [body, setBody] = useKeptChoice<ExternalBody, ExternalBody>("body", "12315", bodies, form);
  const [name, setName] = useKeptText("name", "", form);
  const [reference, setReference] = useKeptText("reference", "", form);
  const [received, setReceived] = useState<string>(desk.today);
  const [words, setWords] = useKeptText("words", "", form);
  const raise = useWrite(commands.externalRaise, () => t("outside.raised"));
  const save = async () => {
    const outcome = await raise.write({
      ticket,
      body,
      body_name: name.trim(),
      reference: reference.trim(),
      received_on: received.trim(),
      words: words.trim(),
    });
    if (outcome.saved) shut();
  };
  const lacks =
    reference.trim() === ""
      ? t("outside.lacksReference")
      : body === "other" && name.trim() === ""
        ? t("outside.lacksBody")
        : isDay(received)
          ? undefined
          : t("outside.badDay");
  return (
    <Dialog
      title={t("outside.raise")}
      onClose={shut}
      confirm={{
        label: t("outside.raiseDo"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: raise.state === "writing",
        lacks,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Segment
          label={t("outside.from")}
          value={body}
          onChange={setBody}
          choices={bodies.map((value) => ({ value, label: t(`outside.body.${value}`) }))}
        />
        {body === "other" && (
          <Field label={t("outside.bodyName")}>
            {(id) => <TextInput id={id} value={name} onChange={setName} maxLength={80} />}
          </Field>
        )}
        <Field label={t("outside.reference")}>
          {(id) => <TextInput id={id} value={reference} onChange={setReference} maxLength={80} focused />}
        </Field>
        <Field label={t("outside.receivedOn")}>
          {(id) => <TextInput id={id} value={received} onChange={setReceived} maxLength={10} />}
        </Field>
        <Field label={t("outside.words")} optional={t("optional")}>
          {(id) => <TextArea id={id} value={words} onChange={setWords} rows={2} maxLength={400} />}
        </Field>
        {raise.fault !== null && <Refusal fault={raise.fault} />}
      </div>
    </Dialog>
  );
}

import { Handshake } from "lucide-react";
import { useTranslation } from "react-i18next";
import { commands, type Card } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { topicOf } from "../../lib/topic";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

type Props = { card: Card; onClose: () => void };

/** What the house says it will do, in one line; under the complaint it makes good, where there is one. */
export function PromiseDialog({ card, onClose }: Props) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`promise/${card.guest.id}`, onClose);
  const [words, setWords] = useKeptText("words", "", form);
  const [ticket, setTicket] = useKeptText("ticket", "", form);
  const add = useWrite(
    commands.promiseAdd,
    (_, input) => t("promise.added", { text: input.words }),
    "undoable",
  );
  const save = async () => {
    const under = card.tickets.find((one) => one.id === ticket)?.id ?? null;
    const outcome = await add.write({ guest: card.guest.id, ticket: under, words: words.trim() });
    if (outcome.saved) shut();
  };
  return (
    <Dialog
      title={
        <>
          <Handshake size={16} aria-hidden /> {t("promise.make", { name: card.guest.name })}
        </>
      }
      onClose={shut}
      confirm={{
        label: t("promise.makeIt"),
        run: () => void save(),
        busy: add.state === "writing",
        lacks: words.trim() === "" ? t("promise.lacks") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Field label={t("promise.words")}>
          {(id) => <TextInput id={id} value={words} onChange={setWords} focused maxLength={200} />}
        </Field>
        {card.tickets.length > 0 && (
          <Pick
            label={t("promise.under")}
            value={ticket}
            onChange={setTicket}
            choices={[
              { value: "", label: t("promise.underNone") },
              ...card.tickets.map((one) => ({
                value: one.id,
                label: `${one.number} ${topicOf(one)}`,
              })),
            ]}
          />
        )}
        <div className="sm i2">{t("promise.makeSo")}</div>
        {add.fault !== null && <Refusal fault={add.fault} />}
      </div>
    </Dialog>
  );
}

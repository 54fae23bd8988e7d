import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Card, commands, type ContactId, type ContactKind } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput, Tick } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { focusOnce } from "../../lib/focus";
import { useDraft, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

type Props = { card: Card; onClose: () => void };

const kinds = ["phone", "email", "wechat"] as const;

/** One more way to reach the guest. */
export function AddContactDialog({ card, onClose }: Props) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`contact/${card.guest.id}`, onClose);
  const [kind, setKind] = useKeptChoice<ContactKind, ContactKind>("kind", "phone", kinds, form);
  const [value, setValue] = useKeptText("value", "", form);
  const [preferred, setPreferred] = useState(card.contacts.length === 0);
  const add = useWrite(
    commands.contactAdd,
    (_, input) => t("contact.added", { what: t(`contact.${input.contact.kind}`) }),
    "undoable",
  );
  const save = async () => {
    const contact = { kind, value: value.trim(), preferred };
    if ((await add.write({ guest: card.guest.id, contact })).saved) shut();
  };
  return (
    <Dialog
      title={t("contact.addTitle", { name: card.guest.name })}
      onClose={shut}
      confirm={{
        label: t("contact.addIt"),
        run: () => void save(),
        busy: add.state === "writing",
        lacks: value.trim() === "" ? t("contact.lacksValue") : undefined,
      }}
      width={440}
    >
      <div className="col" style={{ gap: 12 }}>
        <Segment
          label={t("contact.kind")}
          value={kind}
          onChange={setKind}
          choices={kinds.map((one) => ({ value: one, label: t(`contact.${one}`) }))}
        />
        <Field label={t("contact.value")}>
          {(id) => <TextInput id={id} value={value} onChange={setValue} focused maxLength={120} />}
        </Field>
        <Tick label={t("contact.preferred")} checked={preferred} onChange={setPreferred} />
        {add.fault !== null && <Refusal fault={add.fault} />}
      </div>
    </Dialog>
  );
}

/** A way that leads nowhere any more is taken off the card; the record of it stays, and Ctrl Z brings it back. */
export function RemoveContactDialog({ card, onClose }: Props) {
  const { t } = useTranslation();
  const [first] = card.contacts;
  const [chosen, setChosen] = useState<ContactId | null>(first?.id ?? null);
  const remove = useWrite(commands.contactRemove, () => t("contact.removed"), "undoable");
  const save = async () => {
    if (chosen !== null && (await remove.write({ contact: chosen })).saved) onClose();
  };
  return (
    <Dialog
      title={t("contact.removeTitle", { name: card.guest.name })}
      onClose={onClose}
      confirm={{ label: t("contact.removeIt"), run: () => void save(), busy: remove.state === "writing" }}
      width={440}
    >
      <div className="col contactkinds" role="radiogroup" aria-label={t("contact.which")}>
        {card.contacts.map((one) => (
          <label key={one.id} className="row">
            <input
              type="radio"
              name="contact"
              checked={one.id === chosen}
              onChange={() => setChosen(one.id)}
              ref={(box) => focusOnce(one.id === first?.id, box)}
            />
            <span className="m">{t(`contact.${one.kind}`)}</span> <span className="num">{one.masked}</span>
          </label>
        ))}
      </div>
      {remove.fault !== null && <Refusal fault={remove.fault} />}
    </Dialog>
  );
}

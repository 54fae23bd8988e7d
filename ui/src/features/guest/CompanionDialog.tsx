import { useTranslation } from "react-i18next";
import { type Card, commands } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useMay } from "../../lib/desk";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

/** Alt Y: who comes with the guest; those already known can be struck off. */
export function CompanionDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const { form, shut } = useDraft(`companion/${card.guest.id}`, onClose);
  const [name, setName] = useKeptText("name", "", form);
  const [relation, setRelation] = useKeptText("relation", "", form);
  const add = useWrite(
    commands.companionAdd,
    (_, input) => t("companion.added", { name: input.name }),
    "undoable",
  );
  const drop = useWrite(commands.companionDrop, () => t("companion.dropped"), "undoable");
  const save = async () => {
    const input = { guest: card.guest.id, other: null, name: name.trim(), relation: relation.trim() };
    if ((await add.write(input)).saved) shut();
  };
  return (
    <Dialog
      title={t("companion.title", { name: card.guest.name })}
      onClose={shut}
      confirm={{
        label: t("wish.keep"),
        run: () => void save(),
        busy: add.state === "writing",
        lacks: name.trim() === "" ? t("guest.lacksName") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        {card.companions.map((one) => (
          <div key={one.id} className="row">
            <b>{one.name}</b> <span className="i2">{one.relation}</span>
            {may("drop_companion") && (
              <button
                type="button"
                className="linkish sp"
                onClick={() => void drop.write({ companion: one.id })}
                aria-label={t("companion.drop", { name: one.name })}
              >
                {t("wish.dropIt")}
              </button>
            )}
          </div>
        ))}
        <div className="twofold">
          <Field label={t("guest.name")}>
            {(id) => <TextInput id={id} value={name} onChange={setName} focused maxLength={120} />}
          </Field>
          <Field label={t("companion.relation")} optional={t("optional")}>
            {(id) => <TextInput id={id} value={relation} onChange={setRelation} maxLength={60} />}
          </Field>
        </div>
        {add.fault !== null && <Refusal fault={add.fault} />}
        {drop.fault !== null && <Refusal fault={drop.fault} />}
      </div>
    </Dialog>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type User } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useWrite } from "../../lib/write";

type Props = { user: User; held: string; onClose: () => void };

/** Which member a colleague is: nobody posts points to an account that is their own. */
export function OwnAccountDialog({ user, held, onClose }: Props) {
  const { t } = useTranslation();
  const [number, setNumber] = useState(held);
  const link = useWrite(commands.ownGuestLink, () => t("own.saved", { name: user.name }));
  const typed = number.trim();
  const save = async () => {
    const outcome = await link.write({ user: user.id, member: typed === "" ? null : typed });
    if (outcome.saved) onClose();
  };
  return (
    <Dialog
      title={t("own.title")}
      aside={user.name}
      onClose={onClose}
      confirm={{
        label: t("key.save"),
        run: () => void save(),
        busy: link.state === "writing",
        lacks: typed === held ? t("own.lacks") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Field label={t("own.member")} optional={t("optional")}>
          {(id) => <TextInput id={id} value={number} onChange={setNumber} maxLength={20} focused />}
        </Field>
        <div className="sm i2">{t("own.so")}</div>
        {link.fault !== null && <Refusal fault={link.fault} />}
      </div>
    </Dialog>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type DutyPage } from "../../api/bindings";
import { CodeInput } from "../../components/CodeInput";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { useWrite } from "../../lib/write";

/** Ctrl Enter on a signed sheet: somebody else signs with the own PIN; who is signed in at the desk stays so. */
export function TakeDialog({ page, onClose }: { page: DutyPage; onClose: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const sheet = page.sheet;
  const others = page.hands.filter((hand) => hand.user !== sheet?.handover.out_user);
  // Whoever is at the desk takes over for themselves; else another duty manager most likely does.
  const own = others.find((hand) => hand.user === desk.user.id) ?? others.find((hand) => hand.duty_manager);
  const [who, setWho] = useState<string | null>((own ?? others[0])?.sign_in ?? null);
  const [words, setWords] = useState("");
  const [pin, setPin] = useState("");
  const take = useWrite(commands.handoverTake, () => t("duty.takenIt", { number: page.number }));
  const left = page.items.filter((item) => item.seen_at_ms === null).length;
  if (sheet === null) return null;
  const sign = async (full: string) => {
    if (who === null) return;
    const input = { take: { handover: sheet.handover.id, words: words.trim() }, sign_in: who, pin: full };
    if ((await take.write(input)).saved) onClose();
    else setPin("");
  };
  const lacks =
    others.length === 0 ? t("duty.nobodyElse") : left > 0 ? t("duty.leftToSee", { count: left }) : undefined;
  return (
    <Dialog title={t("duty.take")} aside={page.number} onClose={onClose}>
      <div className="col" style={{ gap: 12 }}>
        {lacks !== undefined ? (
          <div className="am w6" role="status">
            {lacks}
          </div>
        ) : (
          <>
            <Pick
              label={t("duty.in")}
              value={who}
              onChange={setWho}
              choices={others.map((hand) => ({ value: hand.sign_in, label: hand.name }))}
            />
            <Field label={t("duty.inWords")} optional={t("optional")}>
              {(id) => <TextInput id={id} value={words} onChange={setWords} maxLength={300} />}
            </Field>
            <CodeInput
              kind="pin"
              label={t("duty.pinOf", { name: others.find((hand) => hand.sign_in === who)?.name ?? "" })}
              value={pin}
              onChange={setPin}
              onFull={(full) => void sign(full)}
              bad={take.fault !== null && pin === ""}
              barred={take.state === "writing"}
            />
          </>
        )}
        <div className="sm i2">{t("duty.takeSo")}</div>
        {take.fault !== null && <Refusal fault={take.fault} />}
      </div>
    </Dialog>
  );
}

import { ShieldAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "../../api/commands";
import type { Person, WishKind } from "../../api/draft";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput, Tick } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useWrite } from "../../lib/write";

type Props = { guest: Person; onClose: () => void };

const kinds = ["room", "dining", "habit", "health", "other"] as const;

/** F2: one wish in a few words. Health asks whether the guest agreed to it being kept. */
export function AddWishDialog({ guest, onClose }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<WishKind>("room");
  const [text, setText] = useState("");
  const [observed, setObserved] = useState(false);
  const [consent, setConsent] = useState<"yes" | "no" | null>(null);
  const add = useWrite(commands.addWish, (_, input) => t("wish.saved", { text: input.text }));
  const sensitive = kind === "health";
  const lacks =
    text.trim() === ""
      ? t("wish.lacksText")
      : sensitive && consent !== "yes"
        ? t("wish.lacksConsent")
        : undefined;
  const save = async () => {
    const outcome = await add.write({
      guestId: guest.id,
      kind,
      text: text.trim(),
      observed,
      consent: sensitive && consent === "yes",
    });
    if (outcome.saved) onClose();
  };
  return (
    <Dialog
      title={t("wish.title", { name: guest.name })}
      onClose={onClose}
      confirm={{ label: t("wish.keep"), run: () => void save(), busy: add.state === "writing", lacks }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Field label={t("wish.text")}>
          {(id) => <TextInput id={id} value={text} onChange={setText} focused maxLength={200} />}
        </Field>
        <div>
          <div className="lab">{t("wish.kindLabel")}</div>
          <Segment
            label={t("wish.kindLabel")}
            value={kind}
            onChange={setKind}
            choices={kinds.map((one) => ({ value: one, label: t(`wish.kind.${one}`) }))}
          />
        </div>
        {sensitive && (
          <div>
            <div className="row am w6">
              <ShieldAlert size={16} aria-hidden /> {t("wish.sensitive")}
            </div>
            <div style={{ margin: "4px 0 6px" }}>{t("wish.consentAsk")}</div>
            <Segment
              label={t("wish.consentAsk")}
              value={consent}
              onChange={setConsent}
              choices={[
                { value: "yes", label: t("wish.consentYes") },
                { value: "no", label: t("wish.consentNo") },
              ]}
            />
            {consent === "no" && (
              <div className="sm i2" style={{ marginTop: 6 }}>
                {t("wish.consentNoSo")}
              </div>
            )}
          </div>
        )}
        <Tick label={t("wish.observedAsk")} checked={observed} onChange={setObserved} />
        {add.fault !== null && <Refusal fault={add.fault} />}
      </div>
    </Dialog>
  );
}

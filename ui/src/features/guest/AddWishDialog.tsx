import { ShieldAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type GuestId, type PreferenceKind } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput, Tick } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useWrite } from "../../lib/write";
import { sensitive } from "./WishesList";

type Props = { guest: GuestId; name: string; onClose: () => void };
type Consent = "yes" | "no";

const kinds = ["room", "dining", "habit", "leisure", "health", "other"] as const;

/** F2: one wish in a few words. A sensitive one asks whether the guest agreed; without it only what to do is kept. */
export function AddWishDialog({ guest, name, onClose }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<PreferenceKind>("room");
  const [words, setWords] = useState("");
  const [observed, setObserved] = useState(false);
  const [consent, setConsent] = useState<Consent | null>(null);
  const add = useWrite(
    commands.preferenceAdd,
    (_, input) => t("wish.saved", { text: input.words }),
    "undoable",
  );
  const careful = sensitive.includes(kind);
  const lacks =
    words.trim() === ""
      ? t("wish.lacksText")
      : careful && consent !== "yes"
        ? t("wish.lacksConsent")
        : undefined;
  const save = async () => {
    const outcome = await add.write({
      guest,
      kind,
      words: words.trim(),
      origin: observed ? "observed" : "asked",
      consent: careful && consent === "yes",
      source: "desk",
    });
    if (outcome.saved) onClose();
  };
  const answer = (given: Consent) => {
    setConsent(given);
    // Without consent the reason is not kept: what is left to write is what to do, under the room.
    if (given === "no") setKind("room");
  };
  return (
    <Dialog
      title={t("wish.title", { name })}
      onClose={onClose}
      confirm={{ label: t("wish.keep"), run: () => void save(), busy: add.state === "writing", lacks }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Field label={t("wish.text")}>
          {(id) => <TextInput id={id} value={words} onChange={setWords} focused maxLength={200} />}
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
        {(careful || consent === "no") && <Agreed consent={consent} onAnswer={answer} />}
        <Tick label={t("wish.observedAsk")} checked={observed} onChange={setObserved} />
        {add.fault !== null && <Refusal fault={add.fault} />}
      </div>
    </Dialog>
  );
}

/** Asks whether the guest agreed that a sensitive wish is kept. */
function Agreed({ consent, onAnswer }: { consent: Consent | null; onAnswer: (given: Consent) => void }) {
  const { t } = useTranslation();
  return (
    <div>
      <div className="row am w6">
        <ShieldAlert size={16} aria-hidden /> {t("wish.sensitive")}
      </div>
      <div style={{ margin: "4px 0 6px" }}>{t("wish.consentAsk")}</div>
      <Segment
        label={t("wish.consentAsk")}
        value={consent}
        onChange={onAnswer}
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
  );
}

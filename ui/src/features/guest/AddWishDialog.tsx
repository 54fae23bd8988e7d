import { ShieldAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type GuestId, type PreferenceKind, type PreferenceOrigin } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useWrite } from "../../lib/write";
import { sources, sourceWord } from "./sources";
import { sensitive } from "./WishesList";

type Props = { guest: GuestId; name: string; onClose: () => void };
type Consent = "yes" | "no";

type Source = (typeof sources)[number];

const kinds = ["room", "dining", "habit", "leisure", "other", "health", "religion", "minor"] as const;

/** F2: one wish in a few words. A sensitive one asks whether the guest agreed; without it only what to do is kept. */
export function AddWishDialog({ guest, name, onClose }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<PreferenceKind>("room");
  const [words, setWords] = useState("");
  const [origin, setOrigin] = useState<PreferenceOrigin>("asked");
  const [source, setSource] = useState<Source>("desk");
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
      origin,
      consent: careful && consent === "yes",
      source,
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
      width={640}
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
        {(careful || consent === "no") && <Agreed kind={kind} consent={consent} onAnswer={answer} />}
        <Learnt origin={origin} onOrigin={setOrigin} source={source} onSource={setSource} />
        {add.fault !== null && <Refusal fault={add.fault} />}
      </div>
    </Dialog>
  );
}

type AgreedProps = { kind: PreferenceKind; consent: Consent | null; onAnswer: (given: Consent) => void };

/** Asks whether the guest agreed that a sensitive wish is kept. */
function Agreed({ kind, consent, onAnswer }: AgreedProps) {
  const { t } = useTranslation();
  return (
    <div>
      <div className="row am w6">
        <ShieldAlert size={16} aria-hidden />{" "}
        {sensitive.includes(kind)
          ? t("wish.sensitiveKind", { kind: t(`wish.kind.${kind}`) })
          : t("wish.sensitive")}
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

type LearntProps = {
  origin: PreferenceOrigin;
  onOrigin: (origin: PreferenceOrigin) => void;
  source: Source;
  onSource: (source: Source) => void;
};

/** Whether it was asked for or seen, and where. */
function Learnt({ origin, onOrigin, source, onSource }: LearntProps) {
  const { t } = useTranslation();
  return (
    <div className="twofold">
      <div>
        <div className="lab">{t("wish.originLabel")}</div>
        <Segment
          label={t("wish.originLabel")}
          value={origin}
          onChange={onOrigin}
          choices={[
            { value: "asked", label: t("wish.origin.asked") },
            { value: "observed", label: t("wish.origin.observed") },
          ]}
        />
      </div>
      <Pick
        label={t("wish.sourceLabel")}
        value={source}
        onChange={onSource}
        choices={sources.map((one) => ({ value: one, label: sourceWord(one) }))}
      />
    </div>
  );
}

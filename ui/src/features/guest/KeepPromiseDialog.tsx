import { Handshake } from "lucide-react";
import { useTranslation } from "react-i18next";
import { commands, type PromiseId } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useDraft, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

const outcomes = ["kept", "broken"] as const;
type Outcome = (typeof outcomes)[number];

type Props = { promise: { id: PromiseId; words: string }; onClose: () => void };

/** F8: how the promise was kept, or why it could not be, in a few words. */
export function KeepPromiseDialog({ promise, onClose }: Props) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`promise/${promise.id}`, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const [outcome, setOutcome] = useKeptChoice<Outcome, Outcome>("outcome", "kept", outcomes, form);
  const settle = useWrite(
    commands.promiseSettle,
    (_, input) => (input.kept ? t("promise.kept") : t("promise.broken")),
    "undoable",
  );
  const save = async () => {
    const saved = await settle.write({
      promise: promise.id,
      kept: outcome === "kept",
      reason: reason.trim(),
    });
    if (saved.saved) shut();
  };
  return (
    <Dialog
      title={
        <>
          <Handshake size={16} className="am" aria-hidden /> {t("promise.keep")}
        </>
      }
      onClose={shut}
      confirm={{
        label: outcome === "kept" ? t("promise.keepIt") : t("promise.breakIt"),
        run: () => void save(),
        busy: settle.state === "writing",
        lacks: reason.trim() === "" ? t("promise.lacks") : undefined,
      }}
    >
      <div style={{ marginBottom: 12 }}>{promise.words}</div>
      <Segment
        label={t("promise.outcome")}
        value={outcome}
        onChange={setOutcome}
        choices={[
          { value: "kept", label: t("promise.yes") },
          { value: "broken", label: t("promise.no") },
        ]}
      />
      <div style={{ marginTop: 12 }}>
        <Field label={outcome === "kept" ? t("promise.how") : t("promise.whyNot")}>
          {(id) => <TextInput id={id} value={reason} onChange={setReason} focused maxLength={200} />}
        </Field>
      </div>
      {settle.fault !== null && (
        <div style={{ marginTop: 12 }}>
          <Refusal fault={settle.fault} />
        </div>
      )}
    </Dialog>
  );
}

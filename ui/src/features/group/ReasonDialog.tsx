import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { count } from "../../lib/format";
import { useDraft, useKeptText } from "../../lib/unsaved";

type Props = { version: number; onReason: (reason: string) => void; onClose: () => void };

/** Goes on at once with a first version, and with any other once its reason is said. */
export function useReason(
  version: number,
  go: (reason: string) => Promise<void>,
): { ask: () => void; dialog: ReactNode } {
  const [asked, setAsked] = useState(false);
  return {
    ask: () => (version > 1 ? setAsked(true) : void go("")),
    dialog: asked && (
      <ReasonDialog
        version={version}
        onReason={(reason) => void go(reason)}
        onClose={() => setAsked(false)}
      />
    ),
  };
}

/** A period that goes again says why: the group reads it on the cover and in the manifest. */
function ReasonDialog({ version, onReason, onClose }: Props) {
  const { t } = useTranslation();
  const { form, shut } = useDraft("export/reason", onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const said = reason.trim();
  return (
    <Dialog
      title={t("group.reasonTitle", { version: count(version) })}
      onClose={shut}
      width={480}
      confirm={{
        label: t("group.make"),
        lacks: said === "" ? t("group.lacks.reason") : undefined,
        run: () => {
          onReason(said);
          shut();
        },
      }}
    >
      <Field label={t("group.reason")}>
        {(id) => <TextInput id={id} value={reason} onChange={setReason} maxLength={500} focused />}
      </Field>
    </Dialog>
  );
}

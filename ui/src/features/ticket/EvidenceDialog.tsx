import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Evidence, type Ticket } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useAsked } from "../../lib/asked";
import { useDraft, useKeptText } from "../../lib/unsaved";

type Props = { ticket: Ticket; onClose: () => void; onGranted: (evidence: Evidence) => void };

/** Alt Y: what goes to paper as evidence; the guest's name in full only with a reason, which is remembered. */
export function EvidenceDialog({ ticket, onClose, onGranted }: Props) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`evidence/${ticket.facts.id}`, onClose);
  const [because, setBecause] = useKeptText("because", "", form);
  const [responsible, setResponsible] = useState(false);
  const { run, busy, fault } = useAsked();
  const key = useRef(crypto.randomUUID());
  const print = async () => {
    const wanted = { ticket: ticket.facts.id, full_name_because: because.trim(), responsible };
    const granted = await run(commands.evidencePrint(key.current, wanted));
    key.current = crypto.randomUUID();
    if (granted === null) return;
    onGranted(granted);
    shut();
  };
  return (
    <Dialog
      title={t("evidence.title")}
      aside={ticket.facts.number}
      onClose={shut}
      confirm={{ label: t("evidence.print"), cap: "Ctrl Enter", run: () => void print(), busy }}
    >
      <div className="col" style={{ gap: 12 }}>
        <p className="i2">{t("evidence.what")}</p>
        <Field label={t("evidence.because")} optional={t("optional")}>
          {(id) => <TextInput id={id} value={because} onChange={setBecause} maxLength={200} focused />}
        </Field>
        <p className="sm m">{t("evidence.becauseSo")}</p>
        {!ticket.responsible_hidden && (
          <label className="row">
            <input
              type="checkbox"
              className="chk"
              checked={responsible}
              onChange={(event) => setResponsible(event.target.checked)}
            />
            {t("evidence.responsible")}
          </label>
        )}
        {fault !== null && <Refusal fault={fault} />}
      </div>
    </Dialog>
  );
}

import { useTranslation } from "react-i18next";
import { commands, type TicketId } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

/** Alt O: a closed complaint comes back, with a reason; what was given stays given. */
export function ReopenDialog({ ticket, onClose }: { ticket: TicketId; onClose: () => void }) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`reopen/${ticket}`, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const reopen = useWrite(commands.ticketReopen, (value) => t("reopen.done", { number: value.number }));
  const save = async () => {
    const outcome = await reopen.write({ ticket, reason: reason.trim() });
    if (outcome.saved) shut();
  };
  return (
    <Dialog
      title={t("reopen.title")}
      onClose={shut}
      confirm={{
        label: t("reopen.do"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: reopen.state === "writing",
        lacks: reason.trim() === "" ? t("reopen.lacksReason") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Field label={t("reopen.reason")}>
          {(id) => <TextArea id={id} value={reason} onChange={setReason} rows={2} maxLength={200} focused />}
        </Field>
        <p className="sm m">{t("reopen.staysGiven")}</p>
        {reopen.fault !== null && <Refusal fault={reopen.fault} />}
      </div>
    </Dialog>
  );
}

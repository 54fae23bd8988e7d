import { useTranslation } from "react-i18next";
import { commands, type GuestId, type PendingLine } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { count } from "../../lib/format";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

type Props = { guest: GuestId; line: PendingLine; onClose: () => void };

/** Alt C on a promise: it is voided, for a reason. What a complaint promises ends with the complaint's own steps. */
export function VoidDialog({ guest, line, onClose }: Props) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`void/${guest}/${line.id}`, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const discard = useWrite(commands.pendingVoid, () => t("pending.voided", { points: count(line.points) }));
  const save = async () => {
    if ((await discard.write({ entry: line.id, reason: reason.trim() })).saved) shut();
  };
  const ofTicket = line.due_on === null;
  return (
    <Dialog
      title={t("pending.void")}
      aside={line.due_on ?? line.ticket_no}
      onClose={shut}
      {...(ofTicket
        ? {}
        : {
            confirm: {
              label: t("pending.voidIt"),
              run: () => void save(),
              busy: discard.state === "writing",
              lacks: reason.trim() === "" ? t("adjust.lacksReason") : undefined,
            },
          })}
    >
      <div className="col" style={{ gap: 12 }}>
        <div className="row b num">
          <span className="big">({count(line.points)})</span>
          <span>{line.reason}</span>
        </div>
        {ofTicket ? (
          <div className="sm i2">{t("pending.ofTicketSo", { number: line.ticket_no })}</div>
        ) : (
          <Field label={t("adjust.reason")}>
            {(id) => <TextInput id={id} value={reason} onChange={setReason} maxLength={200} focused />}
          </Field>
        )}
        {discard.fault !== null && <Refusal fault={discard.fault} />}
      </div>
    </Dialog>
  );
}
